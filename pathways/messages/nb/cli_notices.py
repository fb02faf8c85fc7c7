"""Bokmål sentences of the inbox and of delivery on the command line."""

SENTENCES: dict[str, str] = {
    "cli.help.notice": "Varsler om frister: innboksen, og levering.",
    "cli.help.notice_list": "Vis de uleste varslene dine, de nyeste først.",
    "cli.help.notice_show": "Vis ett eller flere varsler. De regnes da som lest.",
    "cli.help.notice_read": "Merk varsler som lest uten å vise dem: dem du nevner, eller alle med --all.",
    "cli.help.notice_deliver": "Lever det som venter, gjennom de kanalene som er slått på.",
    "cli.notice.argument_id": "Varselets id, eller begynnelsen på den.",
    "cli.notice.option_case": "Bare varsler i denne saken.",
    "cli.notice.option_limit": "Hvor mange varsler, fra 1 til 500.",
    "cli.notice.option_original": (
        "Denne basen er laget av «pathways backup», og er fra nå av den som gjelder: send det som venter."
    ),
    "cli.notice.is_copy": (
        "Ingen e-post er sendt: {place} er en kopi laget av «pathways backup», og det som venter i den, kan være sendt "
        "før. Er den fra nå av den som gjelder, kjør «pathways notice deliver --original» én gang. Varslene i "
        "innboksen er der uansett."
    ),
    "cli.doctor.name_copy": "Kopi",
    "cli.doctor.copy": "kopi laget av «pathways backup»: sender ingen e-post",
    "cli.doctor.no_copy": "ikke en kopi som holdes tilbake",
    "cli.doctor.mend_copy": (
        "Skal den fra nå av være den som gjelder, så gjenta først det som er gjort etter at kopien ble tatt: «pathways "
        "account lock», «pathways account reset» og «pathways people end». Kjør så «pathways notice deliver "
        "--original» én gang; alle innlogginger slutter da."
    ),
    "cli.notice.option_all": "Ta med dem du har lest, og dem som ikke gjelder lenger.",
    "cli.notice.option_read_all": "Alle de uleste.",
    "cli.notice.read_which": "Oppgi enten id-en til ett eller flere varsler, eller --all.",
    "cli.notice.marked_read": "Merket som lest: {count}.",
    "cli.notice.none": "Ingen uleste varsler til {user}. De andre vises med --all.",
    "cli.notice.none_at_all": "Ingen varsler til {user}.",
    "cli.notice.heading": "Varsler til {user}. Uleste: {count}.",
    "cli.notice.heading_lapsed": "Varsler til {user}. Uleste: {count}; av dem gjelder {lapsed} ikke lenger.",
    "cli.notice.several": "{count} varsler begynner med «{typed}». Skriv mer av id-en.",
    "cli.notice.read": "lest",
    "cli.notice.unread": "ulest",
    "cli.notice.escalated_short": "eskalert",
    "cli.notice.reminder": "påminnelse",
    "cli.notice.given": "{kind} · varslet {date}",
    "cli.notice.rectified": "rettet {date}: {kind}",
    "cli.notice.correction": "Retting",
    "cli.notice.corrected_by": "Rettet av",
    "cli.notice.corrects": "fristen er nå {due} (retter varsel {notice})",
    "cli.notice.corrects_gone": "fristen finnes ikke lenger (retter varsel {notice})",
    "cli.notice.corrects_met": "fristen ble likevel ikke brutt; varselet sa at den var det (retter varsel {notice})",
    "cli.notice.corrects_standing": "klokken står mens saken venter (retter varsel {notice})",
    "cli.notice.corrects_otherwise": "det som ble varslet, gjaldt ikke lenger (retter varsel {notice})",
    "cli.notice.lapsed": "Gjelder ikke lenger, fra {date}: {why}.",
    "cli.notice.lapsed_then": (
        "Gjelder ikke lenger, fra {date}: {why}. Slik var det registrert da; det er rettet siden, og er ikke slik nå."
    ),
    "cli.notice.then": "Da",
    "cli.notice.due_today": "{date}, i dag",
    "cli.notice.due_in": "{date}, om {days} dager",
    "cli.notice.due_in_one": "{date}, om {days} dag",
    "cli.notice.due_ago": "{date}, for {days} dager siden",
    "cli.notice.due_ago_one": "{date}, for {days} dag siden",
    "cli.notice.about": "{case} · {title}",
    "cli.notice.due": "Frist",
    "cli.notice.raised": "Varslet",
    "cli.notice.raised_by": "{at} (hendelse {seq})",
    "cli.notice.to": "Til",
    "cli.notice.to_role": "{user}, som {role}",
    "cli.notice.escalation": "Eskalert",
    "cli.notice.escalated": "ja: fristen er i dag eller passert, og lederen varsles",
    "cli.notice.delivery": "Levering",
    "cli.notice.delivery_line": "{channel}: {state} {at}",
    "cli.notice.next": "Se saken med «pathways case show {case}».",
    "cli.notice.no_channel": (
        "Ingen kanal er slått på, så varslene ligger bare i innboksen. Sett PATHWAYS_SMTP_HOST eller "
        "PATHWAYS_MAIL_FOLDER for å sende e-post."
    ),
    "cli.notice.delivered": "E-poster sendt: {mails}. Varsler i dem: {sent}. Trukket tilbake: {cancelled}.",
    "cli.notice.postponed": "Varsler som ikke kom fram nå, og sendes på nytt senere: {count}. De ligger i innboksen.",
    "cli.notice.backing_off": "Venter på nytt forsøk: {count}. Det neste er {at}.",
    "cli.notice.under_way": (
        "Under sending: {count}. Er den som sendte dem, død, prøves de igjen fra {at} (maskinens klokke)."
    ),
    "cli.help.notice_retry": "Prøv å levere på nytt det som er gitt opp: alt, eller bare varslene du nevner.",
    "cli.help.notice_drop": "Legg bort leveringen av varsler som er gitt opp. De blir liggende i innboksen.",
    "cli.notice.option_why": "Hvorfor de legges bort. Må oppgis; står siden ved varselet. Ikke noe om personer.",
    "cli.notice.nothing_given_up": "Ingenting er gitt opp: alt er levert, venter, er lest eller gjelder ikke lenger.",
    "cli.notice.not_given_up": "Varsel {notice} er ikke gitt opp. Disse er det: {known}.",
    "cli.notice.put_back": "Prøves på nytt: {count}. Send dem nå med «pathways notice deliver», eller la «worker» gå.",
    "cli.notice.dropped": "Lagt bort: {count}. Varslene ligger i innboksen.",
    "cli.notice.dropped_why": "Lagt bort etter at den var gitt opp: {why}",
    "cli.notice.failed": "Varsler som er gitt opp: {count}. De ligger i innboksen; se «pathways doctor».",
    "cli.delivery.channel_file": "mappe",
    "cli.delivery.channel_smtp": "e-posttjener",
    "cli.delivery.pending": "venter siden",
    "cli.delivery.claimed": "sendes nå, fra",
    "cli.delivery.sent": "sendt",
    "cli.delivery.cancelled": "trukket tilbake",
    "cli.delivery.failed": "gitt opp",
    "cli.delivery.unknown": "uvisst om den kom fram,",
}
