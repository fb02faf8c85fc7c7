"""Bokmål sentences of putting the past right: who may, and why something is entered late."""

SENTENCES: dict[str, str] = {
    "past.asked_known": "; kjent {when}",
    "past.asked_at": "; sett {when}",
    "engine.correct_not_yours": (
        "Bare {by} kan rette det som er registrert ({name} i access.yaml), og {user} er {roles}."
    ),
    "engine.annul_not_yours": (
        "Bare {by} kan merke noe som feilregistrert ({name} i access.yaml), og {user} er {roles}."
    ),
    "engine.late_not_yours": (
        "Bare {by} kan registrere noe så lenge etter at det skjedde ({name} i access.yaml), og {user} er {roles}."
    ),
    "engine.past_elsewhere": (
        "Ikke gjort: {name} i access.yaml gir ikke {user} ({roles}) dette i denne saken, men i andre, etter hvem som "
        "har saken, eller hvor den ligger."
    ),
    "cli.refused.late_who": "Så lenge etter at noe skjedde: {who}.",
    "cli.can.late_who": "{days} dager eller mer etter at det skjedde: {who}.",
    "cli.can.late_elsewhere": "{days} dager eller mer etter at det skjedde: ikke {user} i denne saken.",
    "cli.can.late_nobody": "{days} dager eller mer etter at det skjedde: ingen (case.enter_late i access.yaml).",
    "engine.late_reason_missing": (
        "Ikke registrert: {event} skjedde for {days} dager siden. Fra {limit} dager er det en etterregistrering, som "
        'sier hvorfor den kommer sent: --late-reason "…" («late_reason» i en fil med endringer).'
    ),
    "cli.purpose.annul": "merke en hendelse som feilregistrert",
    "cli.can.past": "Rette opp i fortiden",
    "cli.can.correct": "Rette en hendelse",
    "cli.can.annul": "Merke en hendelse som feilregistrert",
    "cli.can.late": (
        "Registrere noe {days} dager eller mer etter at det skjedde: legg til --happened DATO --late-reason …"
    ),
    "cli.can.late_kind": "tekst; må oppgis når det skjedde for {days} dager siden eller mer",
    "cli.can.whoever": "den som kan registrere hendelsen",
    "cli.option.past_dry_run": "Vis bare hva som ville skjedd. Ingenting registreres.",
    "cli.amend.corrections": "Rettelser til dem som har fått en dato som ikke lenger gjelder: {count}, til {to}.",
    "cli.amend.handed": "Varsler som gis videre til den som har rollen nå: {count}, til {to}.",
    "cli.given.one_stdin": "Bare én tekst kan leses fra standard inn (-). Skriv den andre på kommandolinjen.",
    "cli.correct.why_missing": (
        "Ikke registrert: oppgi hvorfor det rettes, med --why. --reason er hendelsens egen begrunnelse, slik den "
        "skulle stått."
    ),
    "cli.can.cures_nothing": (
        "{event}: «{title}» gikk ut {date}. Gis utvidelsen nå, registreres den, men den flytter ikke fristen og retter "
        "ikke opp at den gikk ut. Ble den gitt før, oppgi dagen med --happened."
    ),
}
