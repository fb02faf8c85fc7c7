"""The new budget minus the time used, in each unit: what is used is counted as the version that is left counted it."""

from datetime import UTC, date, datetime, timedelta
from functools import cache

import pytest

from pathways.counting.budget import Stop
from pathways.counting.oslo import at_clock, parse_moment, start_of_day
from pathways.counting.period import parse_period
from pathways.errors import CountingError
from pathways.machine.rebudget import DAYS, Leaving, due_of_rest, rest_of
from pathways.machine.state import Rest
from pathways.model.counting import Due, Period, Unit
from pathways.model.record import Happened
from tests.support.cases import NOON, ToldCase
from tests.support.moves import Worlds, beside, edited, fitted, migrate, own_plan, plan
from tests.support.worlds import World, definition, shipped, small

UNITS = {
    "dl-148": ("21 days", "3 weeks", "2 months", "1 year"),
    "service-limit": ("3 weeks", "3 months"),
    "bvl-2-2": ("3 months",),
    "working-days": ("10 working days", "65 working days"),
    "hours": ("48 hours",),
    "hours-149": ("48 hours",),
}


def one(within: str, rule: str, *, remind: str = '{on_due: "08:00", to: [saksbehandler]}') -> str:
    """A definition with a single deadline."""
    return definition(
        states="""\
            apen: {title: Åpen, start: true, holder: barnevern}
            slutt: {title: Slutt, end: true}
        """,
        events="""\
            kommet: {title: Kommet, start: true, by: [saksbehandler]}
            utvidet: {title: Utvidet, from: apen, by: [leder], reason: required, decision: true, to: stays}
            svart: {title: Svart, from: apen, by: [saksbehandler], to: slutt}
        """,
        deadlines=f"""\
            svar:
              title: Svar
              from: kommet
              within: {within}
              extend: {{by: utvidet, within: {_longer(within)}}}
              counting: {rule}
              basis: lov
              met_by: svart
              on_pause: runs
              remind:
                - {remind}
        """,
    )


def _longer(within: str) -> str:
    amount, _, unit = within.partition(" ")
    return f"{2 * int(amount)} {unit}"


@cache
def red(day: str, within: str = "10 working days", rule: str = "working-days") -> World:
    """The definition under a calendar in which one more day (MM-DD) is red."""
    new = f'- {{name: ny rød dag, date: "{day}", law: prøveloven}}\n      - {{name: 1. mai,'
    return beside(small(one(within, rule)), ("calendars.yaml", "- {name: 1. mai,", new))


def case_of(*worlds: World, start: str = "2026-01-05T10:00") -> ToldCase:
    """A case under the first world, in which the others are known too."""
    case = ToldCase(world=Worlds(*worlds))
    case.start("prove", start)
    return case


def digest_of(world: World) -> str:
    """The digest of the one definition of a world."""
    return world.catalogue.pathways[0].digest


def under_another_calendar(day: str, when: str) -> ToldCase:
    """Ten working days from Monday 5 January 2026, moved when ``day`` has become red."""
    before, after = small(one("10 working days", "working-days")), red(day)
    case = case_of(before, after)
    migrate(case, own_plan(case.world, digest_of(before), digest_of(after)), when)
    return case


def test_a_red_day_that_lies_ahead_moves_the_deadline() -> None:
    case = under_another_calendar("01-15", "2026-01-13T12:00")
    # Used: 6, 7, 8, 9, 12 and 13 January. Left: four, 14, 16, 19 and 20.
    assert case.now_is("svar").nominal == date(2026, 1, 20)
    carried = case.now_is("svar").carried
    assert carried is not None
    assert carried.rest is not None
    assert (carried.rest.used, carried.rest.unit) == (6, "working_days")


def test_a_red_day_that_lies_behind_moves_nothing() -> None:
    case = under_another_calendar("01-08", "2026-01-13T12:00")
    assert case.now_is("svar").nominal == date(2026, 1, 19)


def test_what_is_used_is_carried_through_a_second_migration() -> None:
    before, after, last = small(one("10 working days", "working-days")), red("01-08"), red("01-19")
    case = case_of(before, after, last)
    migrate(case, own_plan(case.world, digest_of(before), digest_of(after)), "2026-01-13T12:00")
    migrate(case, own_plan(case.world, digest_of(after), digest_of(last)), "2026-01-16T12:00")
    # Six, the 8th among them, and 14, 15 and 16; left: one, the 20th, as the 19th is red now.
    carried = case.now_is("svar").carried
    assert carried is not None
    assert carried.rest is not None
    assert carried.rest.used == 9
    assert case.now_is("svar").nominal == date(2026, 1, 20)


def test_an_extension_after_it_counts_what_is_left_of_the_longer_budget() -> None:
    case = under_another_calendar("01-08", "2026-01-13T12:00")
    case.do("utvidet", "2026-01-14T10:00")
    # Six of twenty are used; fourteen are left after the 13th, although the 8th is red by now.
    assert case.now_is("svar").nominal == date(2026, 2, 2)


def test_hours_of_a_day_that_has_become_red_are_left_out_from_the_migration_on() -> None:
    before, after = small(one("48 hours", "hours-149")), red("01-06", "48 hours", "hours-149")
    case = case_of(before, after)
    migrate(case, own_plan(case.world, digest_of(before), digest_of(after)), "2026-01-05T22:00")
    # Twelve hours are used and 36 left: two on the 5th, none on the 6th, 24 on the 7th, ten on the 8th.
    assert case.now_is("svar").missed_from == parse_moment("2026-01-08T10:00").at


@pytest.mark.parametrize(("within", "becomes"), [("3 weeks", date(2026, 1, 26)), ("2 months", date(2026, 3, 5))])
def test_working_days_may_become_days_and_months(within: str, becomes: date) -> None:
    new = edited(one(within, "dl-148"))
    world = small(one("10 working days", "working-days"), new)
    case = ToldCase(world=world)
    case.start("prove", "2026-01-05T10:00")
    migrate(case, fitted(world, plan(carried={"svar": "rebudget"})), "2026-01-09T12:00")
    assert case.now_is("svar").nominal == becomes


def test_weeks_may_become_working_days() -> None:
    world = small(one("3 weeks", "dl-148"), edited(one("10 working days", "working-days")))
    case = ToldCase(world=world)
    case.start("prove", "2026-01-05T10:00")
    migrate(case, fitted(world, plan(carried={"svar": "rebudget"})), "2026-01-11T12:00")
    # Four working days had gone by on Sunday the 11th; six are left.
    assert case.now_is("svar").nominal == date(2026, 1, 19)


def test_what_the_clock_stood_may_move_a_deadline_to_the_last_day_of_the_calendar_and_no_further() -> None:
    """Three weeks from thirty days before that day; until the migration, ten days on, the clock stood on some."""
    calendar = shipped().catalogue.calendars["NO"]
    last = calendar.last_day
    assert after_standing(9, last).nominal == last
    with pytest.raises(CountingError, match=(last + timedelta(days=1)).isoformat()):
        after_standing(10, last)


def test_where_nothing_is_left_and_a_clock_that_stood_goes_again_it_ends_on_the_day_of_the_migration() -> None:
    """Ten working days until 19 January, stopped on the 8th; two in the version it comes to on 2 March."""
    at, calendar = at_clock(date(2026, 3, 2), NOON).astimezone(UTC), shipped().catalogue.calendars["NO"]
    stood = Stop(began=Happened(on=date(2026, 1, 8), at=None), ended=None)
    left = Leaving(
        start=date(2026, 1, 5),
        stops=(stood,),
        calendar=calendar,
        nominal=date(2026, 1, 19),
        nominal_end=start_of_day(date(2026, 1, 20)),
        before=None,
        pauses=(),
    )
    rule = shipped().catalogue.rules["working-days"]
    rest = rest_of(left, date(2026, 3, 2), at, rule, stands=False)
    assert due_of_rest(rest, parse_period("2 working days"), rule, calendar).nominal == date(2026, 3, 2)


def test_every_day_that_the_clock_stood_moves_the_deadline_by_a_day() -> None:
    last = date(2026, 6, 30)
    assert [after_standing(days, last).nominal for days in range(3)] == [
        date(2026, 6, 21),
        date(2026, 6, 22),
        date(2026, 6, 23),
    ]


def test_what_the_register_counts_takes_no_notice_of_what_the_clock_stood() -> None:
    moved = after_standing(3, date(2026, 6, 30), "3 months", "bvl-2-2")
    assert (moved.nominal, moved.reporting) == (date(2026, 9, 10), date(2026, 9, 5))


def after_standing(days: int, last: date, within: str = "3 weeks", rule: str = "dl-148") -> Due:
    base = last - timedelta(days=20)
    rest = Rest(
        used=10 - days,
        unit=DAYS,
        from_on=last - timedelta(days=30),
        from_at=None,
        base_on=base,
        base_at=start_of_day(base),
        floor_on=base,
        floor_at=start_of_day(base),
        pauses_before=0,
        lasting=(),
    )
    counting, calendar = shipped().catalogue.rules[rule], shipped().catalogue.calendars["NO"]
    return due_of_rest(rest, parse_period(within), counting, calendar)


@pytest.mark.parametrize(("rule", "within"), [(rule, within) for rule, all_ in UNITS.items() for within in all_])
def test_where_nothing_has_changed_nothing_moves(rule: str, within: str) -> None:
    """Every start in a year, moved on every third day until the deadline is over, comes to the date it had."""
    for start in (date(2026, 1, 1) + timedelta(days=n) for n in range(0, 365, 5)):
        due = counted(start, within, rule)
        day = start
        while at_clock(day, NOON) < due.nominal_end:
            assert rebudgeted(start, day, within, rule).nominal_end == due.nominal_end, (start, day)
            day += timedelta(days=3)


def counted(start: date, within: str, rule: str) -> Due:
    """The due date from noon of ``start``, by the shipped rules."""
    return rebudgeted(start, start - timedelta(days=1), within, rule)


def rebudgeted(start: date, moved: date, within: str, rule: str) -> Due:
    """The same after a migration at noon of ``moved``."""
    amount, _, unit = within.partition(" ")
    period = Period(amount=int(amount), unit=Unit(unit.replace(" ", "_").rstrip("s") + "s"))
    counting, calendar = shipped().catalogue.rules[rule], shipped().catalogue.calendars["NO"]
    begin: date | datetime = at_clock(start, NOON).astimezone(UTC) if period.unit is Unit.hours else start
    at = at_clock(moved, NOON).astimezone(UTC)
    never = datetime.max.replace(tzinfo=UTC)
    left = Leaving(
        start=begin, stops=(), calendar=calendar, nominal=date.max, nominal_end=never, before=None, pauses=()
    )
    return due_of_rest(rest_of(left, moved, at, counting, stands=True), period, counting, calendar)
