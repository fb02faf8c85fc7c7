"""A run that moves more than once, or after its clock stood: what was found used, and what children count from."""

from datetime import date

import pytest

from pathways.errors import EventRefusedError
from tests.machine.test_migrating_pauses import FREEZES, RUNS, stop, waiting
from tests.oracle.dense import HELP, MATTER
from tests.support.cases import ToldCase
from tests.support.moves import edited, fitted, migrate, plan
from tests.support.worlds import World, small

CHILD = """  etter:
    title: Etter
    from: {deadline: svar}
    within: 2 weeks
    counting: dl-148
    basis: lov
    met_by: svart
    on_pause: runs
    remind:
      - {on_due: "08:00", to: [saksbehandler]}
"""


def with_child(within: str, rule: str = "working-days", on_pause: str = FREEZES) -> str:
    """A deadline that a pause stops and an act extends to the double, and one that counts from it."""
    return waiting(within, rule, on_pause).rstrip() + "\n" + CHILD


def versions(*texts: str) -> World:
    """One after the other, from 1 January, March, May."""
    dated = zip(texts, ("2026-01-01", "2026-03-01", "2026-05-01"), strict=False)
    return small(*(edited(text, version=version) for text, version in dated))


def begun(world: World) -> ToldCase:
    """A case of Monday 5 January."""
    case = ToldCase(world=world)
    case.start("prove", "2026-01-05T10:00")
    return case


def move(case: ToldCase, when: str, months: tuple[int, int] = (1, 3), *, child: str = "rebudget") -> None:
    source, target = (date(2026, month, 1) for month in months)
    carried = {"svar": "rebudget", "vente": "keep", "etter": child}
    migrate(case, fitted(case.world, plan(source, target, carried=carried)), when)


def test_what_counts_from_a_deadline_that_was_extended_does_not_move_when_that_is_used_up() -> None:
    case = begun(versions(with_child("10 working days"), with_child("5 working days")))
    case.do("utvidet", "2026-01-06T10:00")
    assert case.now_is("etter").anchored_on == date(2026, 1, 19)
    move(case, "2026-01-28T10:00")
    assert case.now_is("svar").nominal == date(2026, 1, 28)
    assert case.now_is("etter").anchored_on == date(2026, 1, 19)


def test_what_counts_from_a_deadline_whose_clock_stood_does_not_move_when_that_is_used_up() -> None:
    case = begun(versions(with_child("10 working days"), with_child("5 working days")))
    stop(case, "2026-01-06T10:00")
    case.do("videre", "2026-01-26T10:00", venter_pa="familien")
    move(case, "2026-01-28T10:00")
    assert case.now_is("svar").nominal == date(2026, 1, 30)
    assert case.now_is("etter").anchored_on == date(2026, 1, 19)


def test_what_counts_from_one_that_was_not_over_by_itself_goes_by_the_new_length_from_its_own_beginning() -> None:
    case = begun(versions(with_child("10 working days"), with_child("5 working days")))
    case.do("utvidet", "2026-01-06T10:00")
    move(case, "2026-01-14T10:00")
    # Six are used: by itself it was over on the day of the migration.
    assert case.now_is("etter").anchored_on == date(2026, 1, 14)


def test_what_each_of_two_versions_counted_is_not_lost_for_the_child_of_one_whose_clock_stood() -> None:
    """Saturdays count in the first version alone: five of the ten days are used by the first migration."""
    first = edited(
        with_child("10 working days"), ("counting: working-days", "counting: working-days\n    calendar: NO_SAT")
    )
    case = begun(versions(first, with_child("10 working days"), with_child("12 working days")))
    stop(case, "2026-01-06T10:00")
    case.do("videre", "2026-01-08T10:00", venter_pa="familien")
    move(case, "2026-01-10T10:00")
    assert case.now_is("etter").anchored_on == date(2026, 1, 16)
    move(case, "2026-01-13T10:00", (3, 5))
    # 6, 7, 8, 9, 10 by the first; 12, 13 by the second; five of twelve are left.
    assert case.now_is("etter").anchored_on == date(2026, 1, 20)


def test_what_was_over_by_itself_at_the_first_stays_so_at_the_second() -> None:
    texts = [with_child(f"{days} working days") for days in (10, 5, 20)]
    case = begun(versions(*texts))
    case.do("utvidet", "2026-01-06T10:00")
    move(case, "2026-01-27T10:00")
    case.do("utvidet", "2026-01-27T09:00")
    move(case, "2026-01-27T11:00", (3, 5))
    assert case.now_is("etter").anchored_on == date(2026, 1, 19)


def test_what_was_used_is_not_measured_anew_in_another_unit() -> None:
    case = begun(versions(waiting("10 working days"), waiting("4 weeks", "dl-148"), waiting("12 working days")))
    carried = {"svar": "rebudget", "vente": "keep"}
    migrate(case, fitted(case.world, plan(carried=carried)), "2026-01-12T10:00")
    again = fitted(case.world, plan(date(2026, 3, 1), date(2026, 5, 1), carried=carried))
    with pytest.raises(EventRefusedError, match="velg keep eller reset"):
        migrate(case, again, "2026-01-14T10:00")
    keeps = fitted(case.world, plan(date(2026, 3, 1), date(2026, 5, 1), carried={**carried, "svar": "keep"}))
    migrate(case, keeps, "2026-01-14T10:00")
    assert case.now_is("svar").nominal == date(2026, 2, 2)


def test_a_clock_stands_again_where_a_run_that_waits_on_is_opened_after_it_ended_and_moved() -> None:
    later = edited(MATTER, ("within: 6 weeks, counting: service-limit", "within: 8 weeks, counting: service-limit"))
    case = ToldCase(world=small(MATTER, HELP, later))
    case.start("prove", "2026-01-05T10:00", meldere=("1",), kjent="2026-01-05")
    case.do("spurt", "2026-01-05T11:00", haster=False)
    case.do("vent", "2026-01-08T10:00", venter_pa="familien")
    case.do("ferdig", "2026-01-12T10:00")
    migrate(case, fitted(case.world, plan(carried={"frossen": "rebudget"})), "2026-01-14T10:00")
    assert (case.now_is("frossen").standing_since, case.now_is("frossen").nominal) == (None, date(2026, 3, 6))
    case.do("gjenapnet", "2026-01-16T10:00")
    assert case.now_is("frossen").standing_since == date(2026, 1, 15)
    case.do("videre", "2026-01-19T10:00", venter_pa="familien")
    # 56 days from the 5th, the 8th to the 11th and the 15th to the 18th not used.
    assert case.now_is("frossen").nominal == date(2026, 3, 10)


@pytest.mark.parametrize(
    ("stood", "went", "budget"),
    [("2026-01-14", "2026-01-25", 2), ("2026-01-17", "2026-01-19", 2), ("2026-01-14", "2026-01-25", 6)],
)
def test_where_nothing_is_left_it_ends_on_the_day_the_clock_goes_again_be_that_a_sunday(
    stood: str, went: str, budget: int
) -> None:
    """Stood since a Wednesday until a Sunday, when six were used, and since a Saturday until a Monday."""
    case = begun(versions(waiting("20 working days"), waiting(f"{budget} working days")))
    stop(case, f"{stood}T10:00")
    migrate(case, fitted(case.world, plan(carried={"svar": "rebudget", "vente": "keep"})), "2026-01-18T10:00")
    case.do("videre", f"{went}T10:00", venter_pa="familien")
    assert case.now_is("svar").nominal == date.fromisoformat(went)


def test_a_day_is_used_once_where_a_run_moves_three_times_on_it_and_its_clock_then_stands() -> None:
    texts = (with_child("10 working days", on_pause=on_pause) for on_pause in (RUNS, FREEZES))
    case = begun(versions(*texts))
    stop(case, "2026-01-07T10:00")
    for there in (True, False, True):
        move(case, "2026-01-09T10:00", (1, 3) if there else (3, 1))
    case.do("videre", "2026-01-14T10:00", venter_pa="familien")
    # Four were used by the 9th, none while it stood: six from the 14th on.
    assert case.now_is("svar").nominal == date(2026, 1, 21)
