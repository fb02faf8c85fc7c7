"""Bokmål sentences of protected addresses, and of what was wrongly registered about persons.

What anybody may read who looks at a case (notices, the log, lists) never says what it is that ends.
"""

_FIELDS: dict[str, str] = {
    "identity.field_municipality": "Kommune",
    "identity.field_school": "Skole eller barnehage",
    "identity.field_institution": "Institusjon",
    "identity.field_clinic": "Klinikk",
    "identity.grade_confidential": "fortrolig adresse",
    "identity.grade_strict": "strengt fortrolig adresse",
    "identity.grade_hidden": "adresse skjult for {towards}",
}

_REFUSALS: dict[str, str] = {
    "person.not_yours_to_place": (
        "Hvor noen er og hvordan de nås, føres bare av dem som også kan se skjermede adresser (sees: addresses i "
        "access.yaml), og det kan ikke {user} i denne saken."
    ),
    "person.information_places": "{fields}; hvor noen er, bare der det ikke er skjermet",
    "person.protect_words": "Feltet «{field}» går ikke å lese. Dette kan stå der: {known}.",
    "person.protect_do_protect": "skjerm",
    "person.protect_do_renew": "forny",
    "person.protect_do_lift": "opphev",
    "person.protect_grade_confidential": "fortrolig",
    "person.protect_grade_strict": "strengt fortrolig",
    "person.protect_grade_hidden": "skjult for en forelder",
    "person.towards": (
        "Si hvem adressen er skjult for (parent_1 …) når den er skjult for noen (hidden), og ellers ikke. Ingen er "
        "skjult for seg selv."
    ),
    "person.protected_span": (
        "Siste dag må være på eller etter første dag, og høyst ti år etter. Har vedtaket ingen siste dag, oppgi dagen "
        "da noen skal vurdere det på nytt."
    ),
    "person.protected_already": (
        "Ikke ført: personen har dette fra før. Skal det vare lenger, bruk renew; skal det ikke gjelde mer, bruk lift."
    ),
    "person.not_protected": "Ikke ført: personen har ikke dette, eller det er opphevet. Bruk protect.",
    "person.renew_later": "Ny siste dag må være etter den som står, og ikke før i dag.",
    "person.lift_why": "Ikke opphevet: si hvorfor, og hvem som har bestemt det.",
    "person.correct_there": (
        "Personopplysninger rettes med «pathways person correct {case}». Skulle de aldri vært ført i saken, bruk "
        "«pathways annul {case} {seq}»."
    ),
    "person.protection_stands": (
        "Skjerming av hvor noen er, endres ikke av dette. Er det ført en skjerming, står den til den oppheves med "
        "«pathways person contact {case}» (lift); er en opphevet ved en feil, føres den på nytt (protect)."
    ),
    "person.case_annulled": "Ikke ført: {case} er merket som feilregistrert. Før det i den rette saken.",
    "person.review_done": "det er bestemt på nytt",
    "vault.altered_day": "En dag som skal ses på, er ikke den som ble ført. Ingenting er vist. Kjør «pathways verify».",
}

_SETTINGS: dict[str, str] = {
    "compiler.review_days": "«days_before» er en liste av ulike hele tall fra 1 til {most}.",
    "compiler.review_days_hint": (
        "Skriv for eksempel [60, 30, 7], eller ta bort «person_review» for ingen varsler før siste dag."
    ),
}

_COMMANDS: dict[str, str] = {
    "cli.help.person_contact": (
        "Før, forleng eller opphev skjerming av hvor noen er: fortrolig eller strengt fortrolig i Folkeregisteret, "
        "eller skjult for en forelder.\n\n"
        "Alt svares på spørsmål, leses fra standard inn eller står i en JSON-fil; ingenting står på kommandolinjen: "
        '{{"who": "child", "do": "protect", "grade": "strict", "decided_by": "…", "since": "2026-11-01", '
        '"until": "2027-11-01"}}. do er protect, renew eller lift; grade er confidential, strict eller hidden, og for '
        'hidden også "towards": ["parent_1"]. Å oppheve krever "reason". Etter siste dag er adressen fortsatt skjermet.'
    ),
    "cli.contact.ask_who": "Hvem (child, parent_1 …)",
    "cli.contact.ask_do": "Hva (protect, renew, lift)",
    "cli.contact.ask_grade": "Hvilken (confidential, strict, hidden)",
    "cli.contact.ask_decided_by": "Hvem har bestemt det",
    "cli.contact.ask_since": "Fra hvilken dag (2026-11-01)",
    "cli.contact.ask_until": "Til og med hvilken dag",
    "cli.contact.ask_towards": "Skjult for hvem (parent_1 …)",
    "cli.contact.ask_reason": "Hvorfor",
    "cli.contact.until": "Skjermet · {who} · {grade} · bestemt av {by} · fra {since} til {until}",
    "cli.contact.ended": (
        "Skjermet · {who} · {grade} · bestemt av {by} · siste dag var {until}. Fortsatt skjermet: forleng eller opphev "
        "(pathways person contact)"
    ),
    "cli.contact.reviews": "Personopplysninger som skal ses på",
    "cli.contact.review_due": "skal ses på innen denne dagen (pathways person show)",
    "cli.contact.review_ended": "dagen er passert, og ingen har bestemt noe (pathways person show)",
    "cli.clock.reviews": "personopplysninger skal ses på (saker: {count})",
    "notices.review": "Personopplysninger skal ses på",
}

SENTENCES: dict[str, str] = {**_FIELDS, **_REFUSALS, **_SETTINGS, **_COMMANDS}
