"""Bokmål sentences of notices that a message between services waits for somebody. None names a case or a person."""

SENTENCES: dict[str, str] = {
    # ------------------------------------------------------------ the inbox
    "signals.notice_title": "{title}: {status}",
    "signals.notice_gone": "Melding {signal}",
    "signals.notice_came": "ny melding",
    "signals.notice_waits": "påminnelse: ingen har mottatt den",
    "signals.notice_untaken": "påminnelse: ingen har overtatt ansvaret",
    "signals.notice_unanswered": "ingen har overtatt ansvaret",
    "signals.notice_declined": "kommer tilbake: mottakeren tar ikke imot",
    "signals.notice_declined_again": "påminnelse: mottakeren tar ikke imot, og ingen har sendt den til andre",
    "signals.notice_untold": "rettet her, og mottakeren er ikke fortalt det",
    "signals.notice_untold_again": "påminnelse: rettet her, og mottakeren er ikke fortalt det",
    "signals.notice_changed": "rettet eller trukket, og ingen har sett på det",
    "signals.notice_changed_again": "påminnelse: rettet eller trukket, og ingen har sett på det",
    "signals.notice_left_open": "ikke tatt imot, men saken som ble åpnet for den, løper videre",
    "signals.notice_left_open_again": "påminnelse: ikke tatt imot, men saken som ble åpnet for den, løper videre",
    "cli.notice.raised_at": "{at}",
    "cli.notice.message": "Gjelder",
    "cli.notice.local": "Påminnelse",
    "signals.notice_local": (
        "gitt når meldingen har ventet så mange arbeidsdager: {days}. Tallet er valgt lokalt (settings.yaml) og er "
        "ingen lovfrist."
    ),
    "cli.notice.next_message": "Se meldingen: «pathways signal show {signal}».",
    "cli.clock.messages": "varsel om meldinger som venter: {count}",
    # ------------------------------------------------------------ why a notice no longer holds
    "signals.over_prepared": "meldingen er trukket, og klar til å sendes på nytt",
    "signals.over_sent": "meldingen er sendt på nytt",
    "signals.over_received": "meldingen er mottatt",
    "signals.over_taken_over": "ansvaret er overtatt",
    "signals.over_declined": "mottakeren tar ikke imot meldingen",
    "signals.over_taken_back": "meldingen er trukket",
    "signals.over_withdrawn": "meldingen er trukket",
    "signals.over_dropped": "meldingen er lagt bort",
    "signals.over_told": "mottakeren er fortalt det, eller det er rettet på nytt",
    "signals.over_ended": "saken er avsluttet, eller går videre som en annen",
    "signals.over_looked_at": "saken følger eller blir stående, eller meldingen er endret på nytt",
    # ------------------------------------------------------------ mails
    "notices.first_coming": "Den første er {date}",
    "notices.first_passed": "Den første var {date}",
    # ------------------------------------------------------------ settings.yaml
    "compiler.message_days": "«remind_after» er et helt tall fra 1 til {most} (arbeidsdager).",
    "compiler.message_days_hint": "Skriv for eksempel 3, eller ta bort «messages» for ingen påminnelse.",
}
