"""The allowed cells: who may be shown what of which case, and which command may show it. Written by hand.

What stands in neither is not to be seen by anybody. The access table is the program's;
this is what people were promised, and the two are held against each other.
"""

from collections.abc import Mapping

from tests.canary.tokens import Kind, Token

NORTH = ("barn_a", "barn_b", "forlop", "prove")
SOUTH = ("bup", "feil")
EVERYTHING = frozenset({Kind.identity, Kind.place, Kind.sheltered, Kind.text})
PERSONS = frozenset({Kind.identity, Kind.place, Kind.text})
TEXTS = frozenset({Kind.text})
AUDITED = frozenset({Kind.text, Kind.annulled})

ELSEWHERE = ("kommune", "habilitering", "barneklinikk", "helsefellesskap")
"""Who works in the other kinds of services, and holds every role there, that of a leader too."""

SEES: Mapping[str, Mapping[str, frozenset[Kind]]] = {
    "kari": dict.fromkeys(NORTH, EVERYTHING),
    "liv": dict.fromkeys(NORTH, EVERYTHING),
    "vera": dict.fromkeys(NORTH, TEXTS),
    "bente": dict.fromkeys(NORTH, TEXTS),
    "mona": dict.fromkeys(SOUTH, TEXTS),
    "ivar": dict.fromkeys(SOUTH, PERSONS),
    "fia": dict.fromkeys(SOUTH, PERSONS),
    "erik": dict.fromkeys(SOUTH, EVERYTHING),
    "inger": dict.fromkeys(SOUTH, EVERYTHING),
    "rolf": {"barn_a": AUDITED},
    "gro": {"barn_b": PERSONS},
    **{kind: {} for kind in ELSEWHERE},
    "siv": {},
    "sara": {},
    "frida": {},
    "hege": {},
    "nils": {},
    "ukjent": {},
    "": {},
}
"""Of which case whom may be shown what. The empty name is whoever runs the machine."""

SHOWS: Mapping[str, frozenset[Kind]] = {
    "timeline": AUDITED,
    "case show": TEXTS,
    "case can": TEXTS,
    "deadline explain": TEXTS,
    "worklist": TEXTS,
    "case gaps": TEXTS,
    "consent list": TEXTS,
    "consent show": TEXTS,
    "share list": TEXTS,
    "insight show": TEXTS,
    "insight export": TEXTS,
    "glass list": TEXTS,
    "destroy list": TEXTS,
    "person show": EVERYTHING,
    "log export": AUDITED,
    "access-log": frozenset({Kind.audit}),
    "audit show": frozenset({Kind.audit}),
    "audit list": frozenset({Kind.audit}),
    "audit extend": frozenset({Kind.audit}),
    "audit end": frozenset({Kind.audit}),
    "consent object": TEXTS,
    "consent withdraw": TEXTS,
    "people list": frozenset({Kind.staff}),
    "people show": frozenset({Kind.staff, Kind.account}),
    "account log": frozenset({Kind.account}),
    "account show": frozenset({Kind.account}),
    "account list": frozenset({Kind.account}),
}
"""What a command may show, to whoever may see it. All others show no token to anybody."""

OF_NO_CASE: Mapping[Kind, frozenset[str]] = {
    Kind.audit: frozenset({"rolf", "siv", "sara", "liv", "inger", "frida", "hege", *ELSEWHERE}),
    Kind.staff: frozenset(SEES) - {"nils", "ukjent", ""},
    Kind.account: frozenset({"siv", "sara", "rolf", "kari"}),
}
"""Who may be shown what is of those who work there and of audits: auditors, those who may register one, colleagues.

Accounts are of whoever oversees them, and of the one whose it is."""

TAKES_OUT = ("siv", "sara")
"""Who may take out any log as it is kept, to have it checked elsewhere, and sees no case in any other way."""


GIVEN: Mapping[str, frozenset[str]] = {
    "barn_a": frozenset({"open", "remark of parent_1"}),
    "barn_b": frozenset({"remark of parent_1"}),
}
"""What stands in the insight that was approved for one parent: what was assessed to be given, and their own words."""


def is_allowed(command: str, user: str, token: Token) -> bool:
    """Whether a command may show somebody a token."""
    if token.kind not in SHOWS.get(command, frozenset()):
        return False
    if not token.case:
        return user in OF_NO_CASE[token.kind]
    if command == "insight export" and token.of not in GIVEN.get(token.case, frozenset()):
        return False
    if command == "log export" and user in TAKES_OUT:
        return True
    return token.kind in SEES[user].get(token.case, frozenset())
