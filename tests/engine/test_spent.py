"""Used and left where a case waits for several at once: what was so when its clock stopped."""

from datetime import date

import pytest

from pathways.engine.spent import spent
from tests.machine.test_migrating_pauses import RESTARTS, begun, between, due, go_on, move, rest, stop, waiting
from tests.support.cases import ToldCase, instant
from tests.support.worlds import small

FAMILY, SERVICE = "familien", "annen_tjeneste"
DAYS = ("2026-01-13", "2026-01-14", "2026-01-26", "2026-03-20")
BUDGETS = {
    "21 days": ("dl-148", (2, 19)),
    "3 weeks": ("dl-148", (2, 19)),
    "15 working days": ("working-days", (2, 13)),
    "100 hours": ("hours", (72, 28)),
}


def told(case: ToldCase, on: str) -> tuple[int, int]:
    found = spent(case.world, case.state.runs["prove"], "svar", instant(f"{on}T11:00"))
    assert found is not None
    return found.used, found.left


def twice(budget: str, second: str, *, on_pause: str = "{freezes: lov}") -> ToldCase:
    """A case that began on Monday 5 January 2026, and has waited since Thursday the 8th for the family."""
    case = begun(small(waiting(budget, BUDGETS[budget][0], on_pause)))
    stop(case, "2026-01-08T10:00")
    stop(case, f"{second}T10:00", who=SERVICE)
    return case


@pytest.mark.parametrize("budget", BUDGETS)
@pytest.mark.parametrize("second", ["2026-01-08", "2026-01-12"])
@pytest.mark.parametrize(("over", "lasts"), [(FAMILY, SERVICE), (SERVICE, FAMILY)])
def test_a_second_waiting_and_the_end_of_one_of_them_use_and_give_back_nothing(
    budget: str, second: str, over: str, lasts: str
) -> None:
    case, before = twice(budget, second), BUDGETS[budget][1]
    assert {told(case, on) for on in DAYS} == {before}
    go_on(case, "2026-01-13T10:00", who=over)
    assert {told(case, on) for on in DAYS} == {before}
    go_on(case, "2026-01-15T10:00", who=lasts)
    assert told(case, "2026-01-15")[0] == before[0] + 1


@pytest.mark.parametrize("second", ["2026-01-08", "2026-01-12"])
def test_one_that_begins_again_has_everything_left_whoever_it_waits_for(second: str) -> None:
    case = twice("21 days", second, on_pause=RESTARTS)
    assert {told(case, on) for on in DAYS} == {(0, 21)}
    go_on(case, "2026-01-13T10:00")
    assert {told(case, on) for on in DAYS} == {(0, 21)}


@pytest.mark.parametrize("second", ["2026-01-08", "2026-01-09"])
@pytest.mark.parametrize("before", [True, False])
def test_a_migration_takes_with_it_what_was_used_when_the_clock_stopped(second: str, *, before: bool) -> None:
    case = begun(between())
    stop(case, "2026-01-08T10:00")
    stop(case, f"{second}T11:00", who=SERVICE)
    if before:
        go_on(case, "2026-01-12T10:00")
    move(case)
    if not before:
        go_on(case, "2026-01-15T10:00")
    # Used: 6 and 7 January. Left: ten of twelve, the 19th the first of them.
    assert rest(case).used == 2
    assert {told(case, on) for on in DAYS} == {(2, 10)}
    go_on(case, "2026-01-19T10:00", who=SERVICE)
    assert due(case) == date(2026, 1, 30)
    assert told(case, "2026-01-19") == (3, 9)


def test_waitings_that_overlap_after_a_migration_use_and_give_back_nothing() -> None:
    case = begun(between())
    move(case, "2026-01-06T12:00")
    stop(case, "2026-01-08T10:00")
    stop(case, "2026-01-09T10:00", who=SERVICE)
    assert {told(case, on) for on in DAYS} == {(2, 10)}
    go_on(case, "2026-01-13T10:00")
    assert {told(case, on) for on in DAYS} == {(2, 10)}
    go_on(case, "2026-01-19T10:00", who=SERVICE)
    assert due(case) == date(2026, 1, 30)
