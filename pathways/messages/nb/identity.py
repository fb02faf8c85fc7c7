"""Bokmål sentences of who people are: national numbers, the vault, and its keys."""

_NUMBERS: dict[str, str] = {
    "identity.number_letters": "Et fødselsnummer eller D-nummer består bare av siffer.",
    "identity.number_length": "Et fødselsnummer eller D-nummer har elleve siffer.",
    "identity.number_date": "De fire første sifrene kan ikke begynne et fødselsnummer eller D-nummer.",
    "identity.number_first_control": "Kontrollsifrene stemmer ikke: se på alle sifrene, særlig de to siste.",
    "identity.number_second_control": "Det siste kontrollsifferet stemmer ikke: se på alle sifrene.",
    "identity.number_synthetic": (
        "Nummeret er skrevet slik som numrene til oppdiktede personer, og de hører bare hjemme i en øvingsbase. (Et "
        "hjelpenummer fra et sykehus skrives likedan, og er heller ikke et nummer i Folkeregisteret.)"
    ),
    "identity.number_real": (
        "Nummeret ser ut som nummeret til en virkelig person. Øvingsbaser tar bare numre til oppdiktede personer, der "
        "det er lagt 80 til måneden (Skatteetaten) eller 40 (NAV)."
    ),
}

SENTENCES: dict[str, str] = {**_NUMBERS}
