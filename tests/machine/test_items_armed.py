"""Which items of an activity an act of the run begins a deadline for, when it comes again."""

from datetime import date

from pathways.machine.standing import Word
from pathways.machine.state import Status
from tests.support.cases import ToldCase
from tests.support.worlds import World, definition, small

STATES = """\
    apen: {title: Åpen, start: true, holder: barnevern, silent: Prøve.}
    slutt: {title: Slutt, end: true}
"""
FIELDS = """\
    meldere: {title: Meldere, kind: codes, codes: register/melder}
"""
EVENTS = """\
    apnet: {title: Åpnet, start: true, by: [saksbehandler]}
    meldt: {title: Meldt, from: apen, by: [saksbehandler], records: meldere, to: stays}
    besluttet: {title: Besluttet, from: apen, by: [saksbehandler], to: stays}
    avsluttet: {title: Avsluttet, from: apen, by: [saksbehandler], to: slutt}
"""
DEADLINE = """\
    %s:
      title: Svar
      from: %s
      per: melder
      within: 1 week
      counting: dl-148
      basis: lov
      met_by: %s
      ends: {state: slutt}
      on_pause: runs
      remind: {on_due: "08:00", to: [saksbehandler]}
"""
MELDER = """\
    melder:
      title: Melder
      each: {event: meldt, field: meldere}
      states:
        venter: {title: Venter, start: true}
        besvart: {title: Besvart, end: true}
      events:
        svart: {title: Svart, from: venter, by: [saksbehandler], to: besvart}
        takket: {title: Takket, from: besvart, by: [saksbehandler], to: stays}
"""
LIKE = """\
    melder_to:
      title: Melder igjen
      each: {event: meldt_igjen, field: meldere}
      states:
        venter: {title: Venter, start: true}
        besvart: {title: Besvart, end: true}
      events:
        svart_igjen: {title: Svart, from: venter, by: [saksbehandler], to: besvart}
"""


def world(
    deadlines: str = DEADLINE % ("svar", "meldt", "svart"), events: str = EVENTS, activities: str = MELDER
) -> World:
    return small(definition(states=STATES, fields=FIELDS, events=events, deadlines=deadlines, activities=activities))


def reported(at: World) -> ToldCase:
    """Two reporters on 5 January; the first was answered on the 6th."""
    case = ToldCase(world=at)
    case.start("prove", "2026-01-05")
    case.do("meldt", "2026-01-05", meldere=("11", "3"))
    case.do("svart", "2026-01-06", item="1")
    return case


def test_an_act_that_makes_items_again_begins_nothing_for_those_there_were() -> None:
    case = reported(world())
    case.do("meldt", "2026-01-20", meldere=("5",))
    assert case.now_is("svar:melder.1").status is Status.met
    assert case.deadline("svar", "2026-01-20", item="melder.2").word is Word.breach
    assert case.now_is("svar:melder.3").nominal == date(2026, 1, 27)


def test_a_deadline_that_counts_from_one_of_the_run_begins_for_the_new_items_only() -> None:
    of_run = (DEADLINE % ("hele", "meldt", "avsluttet")).replace("      per: melder\n", "")
    of_item = DEADLINE % ("svar", "{deadline: hele}", "svart")
    case = reported(world(of_run.replace("ends: {state: slutt}", "missed: {reason: lokal/frist_arsak}") + of_item))
    case.do("meldt", "2026-01-20", meldere=("5",))
    assert [case.now_is(f"svar:melder.{n}").nominal for n in (1, 2, 3)] == [
        date(2026, 1, 19),
        date(2026, 1, 19),
        date(2026, 2, 3),
    ]


def test_another_act_of_the_run_begins_nothing_for_items_that_have_ended() -> None:
    case = reported(world(DEADLINE % ("svar", "besluttet", "svart")))
    case.do("besluttet", "2026-01-07")
    assert list(case.state.runs["prove"].deadlines) == ["svar:melder.2"]


def test_an_item_that_has_ended_is_owed_what_can_still_be_done_for_it() -> None:
    case = reported(world(DEADLINE % ("takk", "besluttet", "takket")))
    case.do("besluttet", "2026-01-07")
    assert list(case.state.runs["prove"].deadlines) == ["takk:melder.1", "takk:melder.2"]


def test_an_act_that_makes_items_of_two_activities_begins_only_its_own() -> None:
    """One activity's name begins as the other's does."""
    each = LIKE.replace("meldt_igjen", "meldt")
    case = reported(world(activities=MELDER + each))
    assert list(case.state.runs["prove"].deadlines) == ["svar:melder.1", "svar:melder.2"]
    case = reported(world(DEADLINE % ("svar", "besluttet", "svart"), activities=MELDER + each))
    case.do("besluttet", "2026-01-07")
    assert list(case.state.runs["prove"].deadlines) == ["svar:melder.2"]
