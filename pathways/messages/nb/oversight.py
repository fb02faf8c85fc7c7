"""Bokmål sentences of oversight: who has seen a case, audit engagements, and broken glass."""

SENTENCES: dict[str, str] = {
    # ------------------------------------------------------------ who has seen a case
    "oversight.purpose": "innsyn i tilgangsloggen",
    "oversight.information_of_case": "hvem som har sett saken",
    "oversight.information_for_party": "hvem som har sett saken, til utskrift for en part",
    "oversight.information_of_user": "hva en bruker har sett",
    "oversight.not_allowed": (
        "Tilgangsloggen kan ses av {by} ({name} i settings.yaml), og {user} er {roles}. Forsøket er loggført."
    ),
    "oversight.which": "Oppgi enten en sak eller --user.",
    "oversight.party_alone": "--for-party gjelder en sak, og har alt på én gang: uten --user og uten --after.",
    "oversight.ends_before": "--to er før --from.",
    "oversight.argument_case": "Saken.",
    "oversight.option_user": "Det denne brukeren har sett, i stedet for hvem som har sett en sak.",
    "oversight.option_from": "Første dag.",
    "oversight.option_to": "Siste dag.",
    "oversight.option_for_party": (
        "Til parten, for utskrift: organisasjon og rolle, ikke navnet på den som arbeider der. Les gjennom før den gis "
        "ut."
    ),
    "oversight.option_limit": "Høyst så mange oppslag (1 til 500).",
    "cli.help.access_log": (
        "Vis hvem som har sett en sak, hvorfor, og hva de så; også avslåtte forsøk. Det nyeste først. At noen ser "
        "dette, føres også."
    ),
    "oversight.nothing": "Ingen oppslag er ført for {about} i de dagene.",
    "oversight.of_case": "Hvem som har sett {about}, det nyeste først",
    "oversight.of_user": "Hva {about} har sett, det nyeste først",
    "oversight.nobody": "ingen bruker",
    "oversight.refused": " · AVSLÅTT: ingenting ble vist",
    "oversight.why": "{purpose}: {information}{which}",
    "oversight.all_cases": " (sammen med alle saker)",
    "oversight.in_case": " i {case}",
    "oversight.basis": "grunnlag: {basis}; konto: {account}; kanal: {channel}",
    "oversight.party_basis": "grunnlag: {basis}",
    "oversight.for_party": "Hvem som har sett opplysninger i {case}, {at}",
    "oversight.for_party_what": (
        "For hvert oppslag: når, hvilken organisasjon og i hvilken rolle, hvorfor og hva som ble vist, og grunnlaget "
        "for det."
    ),
    "oversight.for_party_limits": (
        "Listen viser oppslag i dette systemet. Den viser ikke papir, andre systemer eller det som er sagt muntlig. "
        "«Sammen med alle saker» betyr at en liste, en statistikk eller en kontroll gikk gjennom alle sakene samtidig."
    ),
}
