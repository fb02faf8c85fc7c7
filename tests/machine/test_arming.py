"""How a deadline begins: for whom, where only under a condition, from a day alone, and when it begins again."""

from datetime import date

import pytest

from pathways.machine.deadlines import counted_by
from pathways.machine.state import Status
from tests.machine.samples import received
from tests.machine.test_items_armed import DEADLINE, reported, world
from tests.machine.test_migrating_pauses import begun, waiting
from tests.support.cases import ToldCase, instant
from tests.support.worlds import definition, small

STATES = """\
    apen: {title: Åpen, start: true, holder: barnevern, silent: Prøve.}
    slutt: {title: Slutt, end: true}
"""
FIELDS = """\
    haster: {title: Haster, kind: flag}
"""
EVENTS = """\
    apnet: {title: Åpnet, start: true, by: [saksbehandler]}
    bedt: {title: Bedt om, from: apen, by: [saksbehandler], records: haster, to: stays}
    avtalt: {title: Avtalt, from: apen, by: [saksbehandler], to: stays}
    svart: {title: Svart, from: apen, by: [saksbehandler], to: slutt}
"""
SVAR = """\
    svar:
      title: Svar
      from: bedt
      %s
      within: 1 week
      counting: dl-148
      basis: lov
      met_by: svart
      on_pause: runs
      remind: {on_due: "08:00", to: [saksbehandler]}
"""


def opened(more: str) -> ToldCase:
    """A run in which the answer is asked for, with this beside its anchor."""
    case = ToldCase(world=small(definition(states=STATES, fields=FIELDS, events=EVENTS, deadlines=SVAR % more)))
    case.start("prove", "2026-01-05")
    return case


@pytest.mark.parametrize(("urgent", "deadlines"), [(True, ["svar"]), (False, [])])
def test_a_deadline_under_a_condition_begins_only_where_it_holds(*, urgent: bool, deadlines: list[str]) -> None:
    case = opened("only_when: haster")
    case.do("bedt", "2026-01-06", haster=urgent)
    assert list(case.state.runs["prove"].deadlines) == deadlines


@pytest.mark.parametrize(("urgent", "deadlines"), [(True, ["svar"]), (False, [])])
def test_a_condition_is_asked_of_the_act_that_records_the_day_it_counts_from(
    *, urgent: bool, deadlines: list[str]
) -> None:
    fields = FIELDS + "    dagen: {title: Dagen, kind: date}\n"
    events = EVENTS.replace("records: haster", "records: [haster, dagen]")
    from_day = SVAR.replace("from: bedt", "from: {field: dagen}") % "only_when: haster"
    case = ToldCase(world=small(definition(states=STATES, fields=fields, events=events, deadlines=from_day)))
    case.start("prove", "2026-01-05")
    case.do("bedt", "2026-01-06", haster=urgent, dagen="2026-01-20")
    assert list(case.state.runs["prove"].deadlines) == deadlines


def test_a_condition_on_an_item_is_asked_of_that_item() -> None:
    text = (DEADLINE % ("svar", "meldt", "svart")).replace("per: melder", 'per: melder\n      only_when: code == "3"')
    case = reported(world(text))
    assert list(case.state.runs["prove"].deadlines) == ["svar:melder.2"]


def test_what_counts_from_an_items_deadline_begins_for_that_item_alone() -> None:
    parent = (DEADLINE % ("svar", "besluttet", "svart")).replace(
        "per: melder", 'per: melder\n      only_when: code == "3"'
    )
    # Even the first reporter, who is answered, could still be thanked.
    child = (DEADLINE % ("etter", "{deadline: svar}", "takket")).replace(
        "per: melder", 'per: melder\n      only_when: code in ["3", "11"]'
    )
    case = reported(world(parent + child))
    case.do("besluttet", "2026-01-07")
    assert list(case.state.runs["prove"].deadlines) == ["svar:melder.2", "etter:melder.2"]


def test_an_act_on_an_item_begins_a_deadline_for_that_item_alone() -> None:
    case = reported(world(DEADLINE % ("takk", "svart", "takket")))
    assert list(case.state.runs["prove"].deadlines) == ["takk:melder.1"]


def test_a_deadline_that_was_opened_stays_open_when_it_begins_again() -> None:
    case = opened("opens: {event: avtalt}")
    case.do("bedt", "2026-01-06", haster=True)
    case.do("avtalt", "2026-01-07")
    case.do("bedt", "2026-01-08", haster=True)
    assert (case.now_is("svar").status, case.now_is("svar").nominal) == (Status.open, date(2026, 1, 15))
    assert case.now_is("svar").pending != ()


def test_a_deadline_that_was_not_opened_waits_when_it_begins_again() -> None:
    case = opened("opens: {event: avtalt}")
    case.do("bedt", "2026-01-06", haster=True)
    case.do("bedt", "2026-01-08", haster=True)
    assert (case.now_is("svar").status, case.now_is("svar").pending) == (Status.dormant, ())


def test_hours_from_a_day_alone_count_from_its_beginning() -> None:
    case = ToldCase(world=small(waiting("72 hours", "hours")))
    case.start("prove", "2026-01-05", recorded="2026-01-07")
    assert case.now_is("svar").missed_from == instant("2026-01-08T00:00")


def test_what_has_begun_is_settled_by_nothing_yet() -> None:
    begun_now = received().now_is("frist")
    assert (begun_now.settled_by, begun_now.settled_on, begun_now.settled_at) == (0, None, None)
    assert (begun_now.extended_by, begun_now.late_extension_by) == (0, 0)


def test_a_deadline_whose_run_never_waited_has_no_stops() -> None:
    case = begun(small(waiting("10 working days")))
    counted = counted_by(case.world, case.state.runs["prove"], "svar", None)
    assert counted is not None
    assert (counted.stops, counted.standing_since) == ((), None)
