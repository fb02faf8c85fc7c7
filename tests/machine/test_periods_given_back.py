"""A period that a decision let fall away and the decision made anew does not; and one that a migration lets fall."""

from datetime import date

import pytest

from pathways.machine.state import Status, Terms
from tests.machine.periods import YEARLY, counts
from tests.machine.test_decided_anew_found import REFUSED, YES, YES_WITH_HELP, last
from tests.oracle.decided import decided
from tests.support.cases import ToldCase, act
from tests.support.moves import edited, fitted, migrate, plan
from tests.support.worlds import small

FIRST = "period.2026-01-05"
RESTING = edited(
    YEARLY,
    ("ute: {title:", "hviler: {title: Hviler, holder: barnevern, silent: Prøve.}\n  ute: {title:"),
    ("ends: {state: ute}", "ends: {state: [ute, hviler]}"),
    ("ut: {title:", "hvil: {title: Hvil, from: bor, by: [saksbehandler], to: hviler}\n  ut: {title:"),
    ("ut: {title: Flyttet ut, from: bor,", "ut: {title: Flyttet ut, from: [bor, hviler],"),
)


def given_back(visits: int, refused: str = "2026-01-12", again: str = "2026-01-13") -> ToldCase:
    """Two visits a month from 5 January, of which there were so many; refused, by the 12th, and then not."""
    case = ToldCase(world=decided())
    case.start("prove", "2026-01-05T10:00")
    case.do("inn", "2026-01-05T11:00", haster=True)
    for day in range(visits):
        case.do("besok", f"2026-01-{day + 6:02}T10:00")
    case.write(act("vurdert", f"{refused}T10:00", data={"svar": REFUSED}))
    case.redecide(last(case), f"{again}T10:00", svar=YES)
    return case


def told(case: ToldCase, until: str) -> list[str]:
    """What the clock passes of the first period."""
    case.tick(until)
    return [each.what for each in case.noticed() if (each.deadline, each.item) == ("besok", FIRST)]


def test_a_period_that_was_open_is_open_again_and_its_ladder_is_back() -> None:
    case = given_back(1)
    period = case.now_is(f"besok:{FIRST}")
    assert (period.status, period.settled_by, period.settled_on, period.settled_at) == (Status.open, 0, None, None)
    assert told(case, "2026-02-10") == ["before-2-weeks", "on", "legal", "next"]
    assert case.now_is(f"besok:{FIRST}").status is Status.missed


def test_a_period_that_is_under_way_again_is_not_given_back_once_more() -> None:
    case = given_back(1)
    case.tick("2026-01-25")
    case.redecide(last(case), "2026-01-26T10:00", svar=YES_WITH_HELP)
    assert told(case, "2026-02-10") == ["before-2-weeks", "on", "legal", "next"]


def test_a_period_that_was_met_is_met_still_and_reminds_nobody() -> None:
    case = given_back(2)
    assert case.now_is(f"besok:{FIRST}").settled_on == date(2026, 1, 7)
    assert told(case, "2026-02-10") == ["next"]


def test_nothing_is_owed_for_the_days_on_which_the_duty_did_not_stand_which_may_meet_the_period() -> None:
    case = given_back(1, "2026-01-07", "2026-01-29")
    period = case.now_is(f"besok:{FIRST}")
    assert period.tally is not None
    assert period.tally.terms[1:] == (
        Terms(date(2026, 1, 7), 0, 4, reduced=False),
        Terms(date(2026, 1, 29), 2, last(case), reduced=False),
    )
    # Two days with two, 22 with none and eight with two, of 32: 0.6.
    assert (period.status, period.settled_by, period.settled_on) == (Status.met, last(case), date(2026, 1, 29))


@pytest.mark.parametrize("as_before", [False, True])
def test_what_was_decided_of_how_much_is_owed_holds_on(*, as_before: bool) -> None:
    """Less by the leader's word, who stands for it still; as before is nobody's word but that which gave it back."""
    case = ToldCase(world=decided())
    case.start("prove", "2026-01-05T10:00")
    case.do("inn", "2026-01-05T11:00", haster=True)
    case.do("faerre", "2026-01-08T10:00", omfang=1)
    less = last(case)
    if as_before:
        case.do("som_for", "2026-01-09T10:00")
    case.write(act("vurdert", "2026-01-12T10:00", data={"svar": REFUSED}))
    case.redecide(last(case), "2026-01-13T10:00", svar=YES)
    period = case.now_is(f"besok:{FIRST}")
    assert period.tally is not None
    times, by = (2, last(case)) if as_before else (1, less)
    assert period.tally.terms[-1] == Terms(date(2026, 1, 13), times, by, reduced=not as_before)


def test_on_the_last_day_of_a_later_period_that_one_begins() -> None:
    case = given_back(0, again="2026-03-05")
    assert [key for key in case.state.runs["prove"].deadlines if key.startswith("besok")] == [
        f"besok:{FIRST}",
        "besok:period.2026-02-06",
    ]


def test_a_migration_to_a_state_that_ends_it_lets_the_period_fall_away_and_none_follows() -> None:
    world = small(YEARLY, RESTING)
    case = ToldCase(world=world)
    case.start("prove", "2026-01-15")
    case.do("inn", "2026-01-15")
    migrate(case, fitted(world, plan(states={"bor": "hviler"}, carried={"besok": "keep"})), "2026-06-01")
    period = case.now_is("besok:period.2026-01-15")
    assert (period.status, period.settled_by, period.settled_on) == (Status.ended, 3, date(2026, 6, 1))
    assert counts(case, "2027-02-01") == [("ended", 0, 4)]
    assert case.state.next_due() is None
