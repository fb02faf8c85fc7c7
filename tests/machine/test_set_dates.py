"""Deadlines whose date somebody has set: the item's own date, else the run's, and none where nobody has."""

from datetime import date

from tests.machine.test_items_armed import STATES
from tests.support.cases import ToldCase
from tests.support.worlds import definition, small

FIELDS = """\
    meldere: {title: Meldere, kind: codes, codes: register/melder}
    avtalt: {title: Avtalt dag, kind: date}
"""
EVENTS = """\
    apnet: {title: Åpnet, start: true, by: [saksbehandler], records: meldere}
    planlagt: {title: Planlagt, from: apen, by: [saksbehandler], may_record: avtalt, to: stays}
    avsluttet: {title: Avsluttet, from: apen, by: [saksbehandler], to: slutt}
"""
ACTIVITY = """\
    melder:
      title: Melder
      each: {event: apnet, field: meldere}
      states:
        venter: {title: Venter, start: true}
        besvart: {title: Besvart, end: true}
      events:
        lovet: {title: Lovet, from: venter, by: [saksbehandler], may_record: avtalt, to: stays}
        svart: {title: Svart, from: venter, by: [saksbehandler], to: besvart}
"""
OF_ITEM = """\
    svar:
      title: Svar
      from: %s
      per: melder
      until: avtalt
      counting: fixed-date
      basis: lov
      met_by: svart
      ends: {state: slutt}
      on_pause: runs
      remind: {on_due: "08:00", to: [saksbehandler]}
"""
OF_RUN = """\
    plan:
      title: Plan fulgt opp
      from: {field: avtalt}
      until: avtalt
      counting: fixed-date
      basis: lov
      met_by: avsluttet
      on_pause: runs
      remind: {on_due: "08:00", to: [saksbehandler]}
"""


def opened(deadlines: str, events: str = EVENTS) -> ToldCase:
    """Two reporters on 5 January."""
    told = definition(states=STATES, fields=FIELDS, events=events, deadlines=deadlines, activities=ACTIVITY)
    case = ToldCase(world=small(told))
    case.start("prove", "2026-01-05", meldere=("11", "3"))
    return case


def test_a_date_that_is_set_is_the_due_date() -> None:
    case = opened(OF_RUN)
    case.do("planlagt", "2026-01-06", avtalt="2026-02-14")
    assert case.now_is("plan").nominal == date(2026, 2, 14)


def test_where_nobody_has_set_a_date_there_is_no_deadline() -> None:
    case = opened(OF_RUN)
    case.do("planlagt", "2026-01-06")
    assert case.state.runs["prove"].deadlines == {}


def test_each_item_has_the_date_that_was_set_for_it() -> None:
    case = opened(OF_ITEM % "{field: avtalt}")
    case.do("lovet", "2026-01-06", item="2", avtalt="2026-01-30")
    case.do("lovet", "2026-01-07", item="1", avtalt="2026-01-20")
    found = {key: deadline.nominal for key, deadline in case.state.runs["prove"].deadlines.items()}
    assert found == {"svar:melder.2": date(2026, 1, 30), "svar:melder.1": date(2026, 1, 20)}


def test_an_item_without_a_date_of_its_own_has_the_runs() -> None:
    case = opened(OF_ITEM % "planlagt", EVENTS.replace("may_record: avtalt", "records: avtalt"))
    case.do("lovet", "2026-01-06", item="1", avtalt="2026-01-30")
    case.do("planlagt", "2026-01-07", avtalt="2026-02-14")
    found = {key: deadline.nominal for key, deadline in case.state.runs["prove"].deadlines.items()}
    assert found == {"svar:melder.1": date(2026, 1, 30), "svar:melder.2": date(2026, 2, 14)}
