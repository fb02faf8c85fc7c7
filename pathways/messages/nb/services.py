"""Bokmål: the kinds of services and what they are called, and what a body that holds no child refuses."""

SENTENCES: dict[str, str] = {
    "cli.party.barnevern": "barnevernstjenesten",
    "cli.party.bup": "BUP",
    "cli.party.kommune": "helse- og omsorgstjenesten i kommunen",
    "cli.party.habilitering": "habiliteringen",
    "cli.party.barneklinikk": "barneklinikken",
    "cli.party.helsefellesskap": "helsefellesskapet",
    "compiler.kind_external": "«{name}» er ordet for tjenester utenfor løsningen, og kan ikke være et slag her",
    "compiler.kind_external_hint": "Velg et annet navn på slaget.",
    "compiler.prefix_of_kind": "bokstavene «{prefix}» hører til saker i tjenesten «{service}»",
    "compiler.prefix_of_kind_hint": "Saksnummeret sier hvilken tjeneste saken hører til. Velg andre bokstaver.",
    "compiler.no_such_kind": "tjenesten «{service}» står ikke i services.yaml",
    "compiler.no_such_kind_hint": (
        "Bruk et slag som står der, eller før det inn der med område og bokstaver. Der står: {known}"
    ),
    "compiler.told_of_a_child": "«{service}» har ingen saker om barn, og en sak om et barn kan ikke fortelles dit",
    "compiler.told_of_a_child_hint": (
        "Ta meldingen bort. Det som gjelder samarbeidet, meldes dit for hånd, uten barnet."
    ),
    "services.holds_no_child": (
        "Ikke registrert: {title} har ingen saker om barn, og i {case} føres ingen personer. Skriv heller ikke i "
        "fritekst hvem noe gjelder. Saken om barnet ligger i den tjenesten som hjelper det; der kan det føres."
    ),
    "services.told_of_no_child": (
        "Ikke registrert: tjenesten «{service}» har ingen saker om barn, og ingenting om et barn kan fortelles dit, "
        "heller ikke med samtykke. Meld det som gjelder samarbeidet, uten barnet."
    ),
    "cli.doctor.mend_kind": (
        "services.yaml har ikke slaget til: {services}. Uten det gjelder ingen regel om samtykke, innsyn og sletting. "
        "Før slaget inn, eller gi tjenesten et av disse med «pathways people apply»: {known}."
    ),
    "sharing.never_no_child": "Mottakeren har ingen saker om barn. Ingenting om et barn fortelles dit.",
}
