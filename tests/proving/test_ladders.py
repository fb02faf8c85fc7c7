"""Ladders of reminders on every start date, and declared maxima."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import holidays
import pytest

from pathways.errors import DefinitionError
from pathways.machine.prepared import prepare
from pathways.model.counting import Period, Unit
from pathways.model.pathway import Deadline, Rung
from pathways.proving.ladders import Ladders
from pathways.proving.starts import Counted, Span
from tests.proving.support import FIRST, found, frist, proved
from tests.support.worlds import shipped, small

OSLO = ZoneInfo("Europe/Oslo")
WEEK = ("within: 1 week", "counting: service-limit")
LAST = "- {after: 1 working day, to: leder, escalate: true}"


def test_the_shipped_definitions_hold_on_every_start_date_of_ten_years() -> None:
    proof = proved(shipped().catalogue)
    assert [str(each.problem) for each in proof.found] == []
    assert proof.starts == 3652 * proof.deadlines
    assert proof.deadlines == sum(len(pathway.deadlines) for pathway in shipped().catalogue.pathways)


def test_a_reminder_that_easter_pushes_before_the_start_is_found_with_the_first_start() -> None:
    early = found(*WEEK, "remind:", "- {before: 4 working days, to: saksbehandler}", LAST)["E901"]
    assert early.shown is not None
    assert early.shown.first == date(2026, 3, 27)
    assert "«before-4-working_days»" in early.problem.sentence
    assert f"{early.shown.times} av 365 startdatoer" in early.problem.sentence


def test_the_number_of_starts_is_counted_day_by_day() -> None:
    early = found(*WEEK, "remind:", "- {before: 4 working days, to: saksbehandler}", LAST)["E901"]
    red = holidays.country_holidays("NO", years=(2026, 2027))
    count = 0
    for number in range(365):
        start = FIRST + timedelta(days=number)
        day, left = start + timedelta(days=7), 4
        while left:
            day -= timedelta(days=1)
            left -= day.weekday() < 5 and day not in red
        count += day <= start
    assert early.shown is not None
    assert early.shown.times == count


def test_rungs_that_change_places_are_found() -> None:
    rungs = ("- {before: 4 days, to: saksbehandler}", "- {before: 3 working days, to: leder}", LAST)
    assert "E903" in found("within: 10 working days", "counting: working-days", "remind:", *rungs)


def test_rungs_that_fall_together_are_found() -> None:
    rungs = ("- {before: 1 week, to: saksbehandler}", "- {before: 4 working days, to: leder}", LAST)
    codes = found("within: 10 working days", "counting: working-days", "remind:", *rungs)
    assert {"E904"} <= set(codes)
    assert "E905" not in codes


def test_two_reminders_to_one_role_on_a_day_are_found_and_to_two_roles_are_not() -> None:
    ladder = ("within: 4 weeks", "counting: dl-148", "remind:", "- {before: 3 days, to: saksbehandler}")
    assert "E905" in found(*ladder, '- {before: 1 working day, at: "12:00", to: saksbehandler}', LAST)
    assert "E905" not in found(*ladder, '- {before: 1 working day, at: "12:00", to: leder}', LAST)


def test_a_reminder_by_the_clock_comes_too_late_for_a_deadline_of_hours() -> None:
    over = found("within: 48 hours", "counting: hours", "remind:", '- {on_due: "08:00", to: leder, escalate: true}')
    shown = over["E902"].shown
    assert shown is not None
    assert isinstance(shown.first, datetime)
    # What begins at midnight ends with the day before, and a reminder that morning is in time.
    assert shown.first.astimezone(OSLO).time() == time(1)
    assert shown.times < shown.of


def test_hours_start_at_every_hour_and_at_every_quarter_where_the_clock_is_changed() -> None:
    instants = Span(first=date(2026, 1, 1), years=1).instants
    assert len(instants) == 363 * 24 + (23 + 25) * 4
    assert len(set(instants)) == len(instants)
    steps = {later - earlier for earlier, later in pairwise(instants)}
    assert steps == {timedelta(minutes=15), timedelta(hours=1)}
    shown = [instant.astimezone(OSLO) for instant in instants]
    assert {(each.hour, each.fold) for each in shown if each.date() == date(2026, 10, 25)} >= {(2, 0), (2, 1)}


def test_a_mistake_that_only_the_extension_brings_says_so() -> None:
    more = ("extend: {by: utvidet, within: 2 weeks}", "at_most: {within: 10 days, basis: lov}")
    beyond = found(*WEEK, *more, "remind:", LAST)["E906"]
    assert "når den er utvidet" in beyond.problem.sentence
    assert beyond.shown is not None
    assert (beyond.shown.times, beyond.shown.of) == (365, 365)


def test_the_six_months_of_an_investigation_are_proved_from_the_report() -> None:
    pathway = shipped().catalogue.versions["barnevern_undersokelse"][-1]
    deadline = next(each for each in pathway.deadlines if each.name == "undersokelse")
    assert deadline.at_most is not None
    assert (deadline.at_most.rule, deadline.at_most.within) == ("bvl-2-2", Period(amount=6, unit=Unit.months))


def test_a_maximum_in_a_unit_that_its_rule_does_not_count_is_refused() -> None:
    with pytest.raises(DefinitionError, match="E502"):
        small(frist(*WEEK, "at_most: {within: 6 working days, basis: lov}", "remind:", LAST))


def test_a_maximum_has_no_part_in_what_a_definition_means() -> None:
    plain, bounded = (
        small(frist(*WEEK, *more, "remind:", LAST)).catalogue.pathways[0]
        for more in ((), ("at_most: {within: 1 week, basis: lov}",))
    )
    assert plain.digest == bounded.digest


def test_a_date_that_somebody_sets_is_tried_on_every_date() -> None:
    pathway = shipped().catalogue.versions["bup_vurdering"][-1]
    deadline = next(each for each in pathway.deadlines if each.name == "start_helsehjelp")
    starts = Counted(pathway, shipped().catalogue.context, Span(first=FIRST, years=1)).starts(deadline)
    assert [start.on for start in starts] == [FIRST + timedelta(days=day) for day in range(365)]


def test_every_rung_stands_where_a_naive_count_puts_it() -> None:
    """The proof rests on the machine's ladder; this rests on nothing of ours but the definition."""
    catalogue = shipped().catalogue
    red = holidays.country_holidays("NO", years=range(2025, 2031))
    for pathway in catalogue.pathways:
        ladders = Ladders(prepare(pathway, catalogue.rules, catalogue.calendars))
        counted = Counted(pathway, catalogue.context, Span(first=FIRST, years=2))
        for deadline in pathway.deadlines:
            for nominal, dues in _hung(deadline, counted, ladders):
                assert dues == tuple(_naive(deadline, nominal, red)), (deadline.name, nominal)


def _hung(deadline: Deadline, counted: Counted, ladders: Ladders) -> Iterator[tuple[date, tuple[datetime, ...]]]:
    for start in counted.starts(deadline)[::3]:
        due = counted.due(deadline, start, deadline.within)
        yield due.nominal, ladders.hung(deadline, due, ladders.of(deadline)).dues


def _naive(deadline: Deadline, nominal: date, red: holidays.HolidayBase) -> Iterator[datetime]:
    for reminder in deadline.reminders:
        day, offset = nominal, reminder.offset
        if offset is not None and offset.unit is Unit.months:
            assert reminder.rung is Rung.before
            months = day.year * 12 + day.month - 1 - offset.amount
            first = date(months // 12, months % 12 + 1, 1)
            day = first.replace(day=min(day.day, monthrange(first.year, first.month)[1]))
        elif offset is not None:
            step = timedelta(days=-1 if reminder.rung is Rung.before else 1)
            weight = 7 if offset.unit is Unit.weeks else 1
            left = offset.amount * weight
            while left:
                day += step
                left -= offset.unit is not Unit.working_days or (day.weekday() < 5 and day not in red)
        yield datetime.combine(day, reminder.at, tzinfo=OSLO)
