"""Bokmål sentences of messages that were taken back, because somebody said stop before they were received."""

SENTENCES: dict[str, str] = {
    "signals.taken_back": "Meldingen {signal} er trukket av den som sendte den, og vises ikke lenger.",
    "signals.letter_stopped": (
        "Brevet skrives ikke: det meldingen {signal} ble sendt på, er trukket, reservert mot eller rettet. {next}"
    ),
    "signals.status_out_taken_back": "✗ tatt tilbake fra {to}: det den ble sendt på, gjelder ikke lenger",
    "signals.status_out_outside": "✗ ute hos {to}, men det den ble sendt på, gjelder ikke lenger",
    "signals.status_out_news_taken_back": "✗ rettingen er tatt tilbake fra {to}, som har det som ble mottatt",
    "signals.fate_taken_back": (
        "Tatt tilbake: melding {signal} til {to}. Ingen der ser den lenger, men noen hadde sett den, og det kan ikke "
        "tas tilbake. Ring dem, og si at den er trukket."
    ),
    "signals.fate_taken_back_unseen": (
        "Tatt tilbake: melding {signal} til {to}. Ingen der hadde sett den, og ingen ser den nå."
    ),
    "signals.fate_news_taken_back": (
        "Melding {signal}: rettingen som {to} ikke hadde tatt stilling til, er tatt tilbake. Meldingen er mottatt i en "
        "sak der slik den var, og det kan ikke tas tilbake."
    ),
    "signals.fate_outside": (
        "Melding {signal} til {to} gikk på papir. Er brevet ute, kan det ikke tas tilbake: si fra til dem. Er det ikke "
        "sendt: la det ligge."
    ),
    "signals.fate_received": (
        "Melding {signal} er mottatt i en sak hos {to}, og kan ikke tas tilbake. Ingenting mer fortelles på dette "
        "grunnlaget."
    ),
    "signals.fate_carried": "Melding {signal} til {to} blir stående på et annet grunnlag: {law}.",
    "signals.would_be_taken_back": (
        "Melding {signal} til {to} ville blitt tatt tilbake, men noen der har sett den, og det kan ikke tas tilbake."
    ),
    "signals.would_be_taken_back_unseen": (
        "Melding {signal} til {to} ville blitt tatt tilbake. Ingen der har sett den."
    ),
    "signals.would_be_news_taken_back": (
        "Melding {signal}: rettingen som {to} ikke har tatt stilling til, ville blitt tatt tilbake. Meldingen er "
        "mottatt, og kan ikke tas tilbake."
    ),
    "signals.would_be_outside": "Melding {signal} til {to} gikk på papir, som ikke kan tas tilbake.",
    "signals.would_be_received": "Melding {signal} er mottatt i en sak hos {to}, og kan ikke tas tilbake.",
    "signals.would_be_carried": "Melding {signal} til {to} ville blitt stående på et annet grunnlag: {law}.",
    "signals.told_taken_back": (
        "Meldingen {signal} til {to} er tatt tilbake: det den ble sendt på, gjelder ikke lenger. {next}"
    ),
    "signals.next_taken_back_unseen": (
        "{to} ser den ikke lenger. Ring den som skal vite det. Den sendes ikke av seg selv igjen: «pathways signal "
        "send {signal}» når et samtykke eller en hjemmel åpner for det, eller «pathways signal drop {signal} "
        "--reason …»."
    ),
    "signals.next_taken_back_seen": (
        "{to} ser den ikke lenger, men noen der hadde sett den: ring dem, og si at den er trukket. Den sendes ikke av "
        "seg selv igjen: «pathways signal send {signal}» når et samtykke eller en hjemmel åpner for det, eller "
        "«pathways signal drop {signal} --reason …»."
    ),
    "signals.next_taken_back_outside": (
        "Er brevet ikke sendt: la det ligge. Er det ute, kan det ikke tas tilbake: si fra til {to}. Legg den så bort: "
        "«pathways signal drop {signal} --reason …»."
    ),
    # ------------------------------------------------------------ of a case that was to move
    "moving.next_taken_back_unseen": (
        "Saken er her, og {to} ser ikke meldingen lenger. Skal saken gis over likevel: «pathways case move {here} --to "
        "…», når et samtykke eller en hjemmel åpner for det. Skal den ikke: «pathways signal drop {signal} --reason …»."
    ),
    "moving.next_taken_back_seen": (
        "Saken er her, og {to} ser ikke meldingen lenger, men noen der hadde sett den: ring dem, og si at den er "
        "trukket. Skal saken gis over likevel: «pathways case move {here} --to …», når et samtykke eller en hjemmel "
        "åpner for det. Skal den ikke: «pathways signal drop {signal} --reason …»."
    ),
    "moving.next_taken_back_outside": (
        "Saken er her. Er brevet ute, kan det ikke tas tilbake: si fra til {to}. Skal saken gis over likevel: "
        "«pathways case move {here} --to …», når et samtykke eller en hjemmel åpner for det. Skal den ikke: «pathways "
        "signal drop {signal} --reason …»."
    ),
    "moving.stopped": (
        "Meldingen {signal} sendes ikke igjen: det den ble sendt på, gjelder ikke lenger. Skal saken gis over likevel: "
        "«pathways case move {case} --to …», som lager en ny. Skal den ikke: «pathways signal drop {signal} "
        "--reason …»."
    ),
    "moving.begun_anew": "Flyttingen er begynt på nytt med melding {signal}.",
    # ------------------------------------------------------------ notices of what was taken back
    "signals.notice_taken_back": "tatt tilbake: det den ble sendt på, gjelder ikke lenger",
    "signals.notice_taken_back_again": "påminnelse: tatt tilbake, og ingen har sendt den på nytt eller lagt den bort",
    "signals.over_acted": "meldingen er sendt på nytt eller lagt bort",
    "cli.gap.handover_taken_back": (
        "Det en melding herfra ble sendt på, er trukket eller reservert mot, og noen må si fra eller legge den bort:"
    ),
}
