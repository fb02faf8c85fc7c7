"""What is owed in each period is owed while the case waits: waits of any kind, told in any order, move no period."""

from datetime import date

import pytest

from pathways.errors import DefinitionError
from pathways.machine.state import Status
from tests.oracle import decided
from tests.oracle.test_histories_agree import parts
from tests.support.cases import ToldCase, at_seq
from tests.support.worlds import small

Wait = tuple[str, str, str]
"""For whom, from when, until when."""

WAITS: dict[str, tuple[Wait, ...]] = {
    "several in a row": (
        ("familien", "2026-01-07T10:00", "2026-01-12T10:00"),
        ("oss", "2026-01-12T11:00", "2026-01-20T10:00"),
        ("familien", "2026-02-02T10:00", "2026-02-20T10:00"),
    ),
    "overlapping": (
        ("familien", "2026-01-07T10:00", "2026-01-26T10:00"),
        ("oss", "2026-01-12T11:00", "2026-02-20T10:00"),
    ),
    "over the end of a period": (("familien", "2026-01-30", "2026-02-09"),),
}


def periods(case: ToldCase) -> dict[str, tuple[date, Status]]:
    found = case.state.runs["prove"].deadlines
    return {key: (each.nominal, each.status) for key, each in found.items() if each.tally is not None}


def walked(waits: tuple[Wait, ...], *, late: bool) -> tuple[ToldCase, int]:
    """A winter in which visits are owed, refused on 2 March; waits are told when they happen, or all at the end."""
    case = ToldCase(world=decided.decided())
    case.start("prove", "2026-01-05T09:00")
    told = [(when, event, who) for who, *days in waits for event, when in zip(("vent", "videre"), days, strict=True)]
    acts = [
        *told,
        ("2026-01-06T09:00", "inn", ""),
        ("2026-01-22T09:00", "besok", ""),
        ("2026-02-12T09:00", "besok", ""),
    ]
    for when, event, who in sorted(acts, key=lambda each: (late and bool(each[2]), each[0])):
        data = {"venter_pa": who} if who else {"haster": False} if event == "inn" else {}
        case.do(event, when, recorded="2026-03-01" if late and who else "", **data)
    decided_by = at_seq(case.do("vurdert", "2026-03-02T09:00", svar="9"))
    return case, decided_by


@pytest.mark.parametrize("late", [False, True], ids=["told at once", "told late"])
@pytest.mark.parametrize("kind", WAITS)
def test_the_periods_are_those_of_a_case_that_never_waited(kind: str, late: bool) -> None:  # noqa: FBT001
    plain, refused_too = walked((), late=False)
    case, refused = walked(WAITS[kind], late=late)
    assert periods(case) == periods(plain)
    assert parts(case, 1) == []
    # Decided anew, what is owed goes on, whatever the case waited for before.
    for each, seq in ((case, refused), (plain, refused_too)):
        each.redecide(seq, "2026-03-09T09:00", svar="4")
    assert periods(case) == periods(plain)
    assert parts(case, 1) == []


@pytest.mark.parametrize("stops", ["{freezes: lov}", "{restarts: lov}"])
def test_no_definition_lets_a_period_stand_still(stops: str) -> None:
    owed = "ends: {event: nok, state: nei}, on_pause: runs"
    assert owed in decided.MATTER
    with pytest.raises(DefinitionError, match="E546"):
        small(decided.MATTER.replace(owed, owed.replace("runs", stops)), decided.HELP, decided.FOLLOWED)
