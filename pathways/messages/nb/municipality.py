"""Bokmål sentences of the invented municipality. Dates are given to them already written out for people."""

SENTENCES: dict[str, str] = {
    "cli.help.simulate": (
        "La en oppdiktet kommune leve i noen år i en øvingsbase: meldinger, undersøkelser, forløp og henvisninger i de "
        "antallene statistikken viser, dag for dag.\n\nSamme frø gir samme logg, på SQLite og PostgreSQL. Basen lages "
        "ny. Ctrl-C stanser, og det som er registrert til da, blir stående."
    ),
    "municipality.option.years": "Antall år, fra 1. januar 2026.",
    "municipality.option.seed": "Frø: samme frø gir de samme barna og samme logg.",
    "municipality.option.people": "Innbyggere i kommunen.",
    "municipality.not_new": (
        "Basen {place} er i bruk fra før. Simuleringen lager sin egen øvingsbase, og rører ingen som finnes. Oppgi en "
        "ny og tom base med --database."
    ),
    "municipality.so_far": "{day}: saker {cases}, hendelser {events} ({rate} i sekundet)",
    "municipality.interrupted_at_once": (
        "Simuleringen ble avbrutt på den første dagen. Øvingsbasen {place} er hel, men nesten tom. Oppgi en ny og "
        "tom base for å begynne forfra."
    ),
    "municipality.interrupted": (
        "Simuleringen ble avbrutt. Øvingsbasen {place} er hel, og har alt til og med {day}. Den kan ikke fortsettes: "
        "oppgi en ny og tom base for å begynne forfra."
    ),
    "municipality.lived": "{people} oppdiktede innbyggere fra {first} til {last}, frø {seed}:",
    "municipality.row.cases": "saker",
    "municipality.row.events": "hendelser",
    "municipality.row.acts": "… registrert av ansatte",
    "municipality.row.clock": "… fulgte av klokken og av rettinger",
    "municipality.row.notices": "varsler i innboksene",
    "municipality.hash": "Avtrykk av loggen, det samme for alle baser med samme logg:",
    "municipality.next": (
        "Øvingsbasen er {place}. Velg den med PATHWAYS_DATABASE, og se med «pathways case list --overdue», «pathways "
        "notice list --as liv» og «pathways verify --hash --as rolf»."
    ),
    "municipality.refused": (
        "Registreringer som ble nektet: {count}. Resten av de sakene henger kanskje ikke sammen. Det skjer når "
        "definisjonene krever noe annet enn kommunen er laget etter: {keys}"
    ),
    "municipality.seconds": "Ferdig på {seconds} sekunder, {rate} hendelser i sekundet.",
}
