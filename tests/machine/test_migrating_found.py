"""Faults of migrations that the oracle found, each told by hand."""

from dataclasses import replace
from datetime import date

import pytest

from pathways.machine.fold import fold
from pathways.machine.state import Status
from pathways.model.migration import Carry, Plan
from tests.machine.decided_anew import APPLICATION, FOLLOWED, HELP
from tests.machine.test_migrating_pauses import FREEZES, RESTARTS, RUNS, begun, between, due, go_on, stop, waiting
from tests.oracle.decided import FOLLOWED as PERIODS_FOLLOWED
from tests.oracle.decided import HELP as PERIODS_HELP
from tests.oracle.decided import MATTER as PERIODS
from tests.support.cases import ToldCase
from tests.support.moves import edited, fitted, migrate, plan
from tests.support.worlds import small

KEPT = dict.fromkeys(("svar", "klage", "iverksatt", "fullfort"), "keep")


def decided_and_moved(later: str, wanted: Plan, *, said: bool = False) -> ToldCase:
    """An application that was refused, as event 2, in a case that came to a later version the day after."""
    world = small(APPLICATION, HELP, FOLLOWED, later)
    case = ToldCase(world=world)
    case.start("prove", "2026-01-05T10:00")
    case.do("vurdert", "2026-01-08T10:00", ja=False, omfang=3)
    if said:
        case.do("notert", "2026-01-08T11:00", omfang=5)
    migrate(case, fitted(world, wanted), "2026-01-09T10:00")
    return case


def test_a_pause_that_begins_on_the_day_of_the_migration_stops_that_day_beside_one_that_lasts() -> None:
    world = between(old=RUNS, new=FREEZES)
    case = begun(world)
    stop(case, "2026-01-08T10:00")
    migrate(case, fitted(world, plan(carried={"svar": "rebudget", "vente": "keep"})), "2026-01-13T10:00")
    assert str(case.now_is("svar").standing_since) == "2026-01-14"
    stop(case, "2026-01-13T14:00", who="oss")
    assert str(case.now_is("svar").standing_since) == "2026-01-13"


def test_what_a_decision_let_fall_away_waits_again_though_a_migration_calls_it_otherwise() -> None:
    later = edited(APPLICATION, ("oppstart:", "oppstart_senest:"))
    case = decided_and_moved(later, plan(carried=KEPT, renamed={"oppstart": ("oppstart_senest", Carry.keep)}))
    case.redecide(2, "2026-01-14T10:00", ja=True)
    assert case.now_is("oppstart_senest").status is Status.open


def test_what_a_decision_said_goes_with_it_though_a_migration_calls_it_otherwise() -> None:
    later = edited(APPLICATION, ("omfang", "mengde"))
    case = decided_and_moved(later, replace(plan(carried=KEPT), fields={"omfang": "mengde"}))
    case.redecide(2, "2026-01-14T10:00", ja=True)
    assert "mengde" not in case.state.runs["prove"].fields


def test_what_somebody_said_since_stays_though_a_migration_calls_it_otherwise() -> None:
    later = edited(APPLICATION, ("omfang", "mengde"))
    case = decided_and_moved(later, replace(plan(carried=KEPT), fields={"omfang": "mengde"}), said=True)
    case.redecide(2, "2026-01-14T10:00", ja=True)
    assert case.state.runs["prove"].fields["mengde"] == 5


def test_a_period_that_fell_away_before_a_migration_is_owed_as_it_was_when_it_waits_again() -> None:
    later = edited(PERIODS, ("times: 2, aligned: calendar", "times: 1, aligned: calendar"))
    world = small(PERIODS, PERIODS_HELP, PERIODS_FOLLOWED, later)
    case = ToldCase(world=world)
    case.start("prove", "2026-01-01T10:00")
    first = case.do("vurdert", "2026-01-08T10:00", run="prove", svar="11").record.seq
    migrate(case, fitted(world, plan(carried={"maned": "keep"})), "2026-01-09T10:00")
    case.redecide(first, "2026-01-09T11:00", svar="4")
    tally = case.now_is("maned:period.2026-01-01").tally
    assert tally is not None
    assert [terms.times for terms in tally.terms] == [2, 0, 2]


def test_what_only_the_first_opened_stays_open_in_a_version_where_nobody_has_to_open_it() -> None:
    later = edited(PERIODS, ("opens: {state: ja, event: apnet}, within: 3 weeks", "within: 3 weeks"))
    world = small(PERIODS, PERIODS_HELP, PERIODS_FOLLOWED, later)
    case = ToldCase(world=world)
    case.start("prove", "2026-01-05T10:00")
    first = case.do("vurdert", "2026-01-08T10:00", run="prove", svar="4").record.seq
    migrate(case, fitted(world, plan(carried={"senere": "keep"})), "2026-01-09T10:00")
    case.redecide(first, "2026-01-12T10:00", svar="7")
    assert case.now_is("senere").status is Status.open


TEN = "10 working days"
BY_SATURDAYS = ("counting: working-days", "counting: working-days\n    calendar: NO_SAT")


@pytest.mark.parametrize(
    ("old", "new", "becomes"),
    [
        # Used: 6 to 9 January; the 10th, a Saturday, was used too, and is given back. Left: six, from the 12th.
        pytest.param(
            edited(waiting(TEN), BY_SATURDAYS, version="2026-01-01"), waiting(TEN), date(2026, 1, 19), id="to"
        ),
        # The old calendar took nothing of that Saturday, so nothing is given back. Left: six, the last a Saturday.
        pytest.param(waiting(TEN), edited(waiting(TEN), BY_SATURDAYS), date(2026, 1, 17), id="from"),
    ],
)
def test_a_clock_that_stops_later_on_the_day_of_a_migration_gives_that_day_back_as_it_was_taken(
    old: str, new: str, becomes: date
) -> None:
    world = small(old, edited(new, ("Svar", "Svaret")))
    case = begun(world)
    migrate(case, fitted(world, plan(carried={"svar": "rebudget", "vente": "keep"})), "2026-01-10T10:00")
    stop(case, "2026-01-10T14:00")
    go_on(case, "2026-01-12T10:00")
    assert due(case) == becomes


def test_where_both_calendars_have_the_day_alike_it_is_given_back_by_either() -> None:
    case = begun(between())
    migrate(case, fitted(case.world, plan(carried={"svar": "rebudget", "vente": "keep"})), "2026-01-13T10:00")
    stop(case, "2026-01-13T14:00")
    go_on(case, "2026-01-15T10:00")
    # Twelve working days until 21 January, and two that it stood.
    assert due(case) == date(2026, 1, 23)


def test_what_is_met_on_the_day_of_a_migration_had_not_stood_by_a_clock_that_would_stand_from_the_day_after() -> None:
    world = between(old=RUNS, new=RESTARTS)
    case = begun(world)
    stop(case, "2026-01-13T10:00")
    migrate(case, fitted(world, plan(carried={"svar": "rebudget", "vente": "keep"})), "2026-01-13T12:00")
    case.do("svart", "2026-01-13T14:00")
    assert case.deadline("svar", "2026-01-20T10:00").nominal == date(2026, 1, 21)


def test_what_waits_again_passes_no_rung_that_lay_behind_when_a_migration_brought_it() -> None:
    ends = "met_by: satt_i_gang, ends: {state: nei}, on_pause: {freezes: lov},\n     remind: "
    on_due, after = '{on_due: "08:00", to: leder}', "{after: 10 days, to: leder}"
    later = edited(PERIODS, (f"{ends}[{on_due}]", f"{ends}[{on_due}, {after}]"))
    world = small(PERIODS, PERIODS_HELP, PERIODS_FOLLOWED, later)
    case = ToldCase(world=world)
    case.start("prove", "2026-01-05T10:00")
    case.do("apnet", "2026-01-09T10:00", run="prove")
    migrate(case, fitted(world, plan(carried={"senere": "keep"})), "2026-02-12T10:00")
    first = case.do("vurdert", "2026-02-12T11:00", run="prove", svar="11").record.seq
    case.redecide(first, "2026-02-12T12:00", svar="4")
    assert case.now_is("senere").status is Status.open
    passed = fold(case.world, case.records, case.frontier).crossings
    assert [each.what for each in passed if each.deadline == "senere"] == ["on", "legal"]
