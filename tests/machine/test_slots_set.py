"""A deadline that was not set is set while runs go: from what it counts, for whom, and that nobody is late by it."""

from datetime import date
from functools import cache

import pytest

from pathways.compiler.catalogue import compile_files
from pathways.engine.replay import Kept, replay_case
from pathways.machine.state import Status
from pathways.machine.state_json import dump
from tests.support.cases import CASE, ToldCase
from tests.support.moves import Worlds, migrate, own_plan, revert
from tests.support.worlds import World, beside_definitions, definition

FROM_DEADLINE = """\
    ramme:
      title: Ramme
      from: kommet
      within: 8 weeks
      counting: dl-148
      basis: lokal
      met_by: ferdig
      on_pause: runs
      remind: [{on_due: "08:00", to: [saksbehandler]}]
"""

SLOT = """\
    {name}:
      title: {name}
      from: {start}
      {more}
      within: lokal/tid
      counting: dl-148
      basis: lokal
      met_by: [{met}]
      on_pause: {pause}
      remind: [{{on_due: "08:00", to: [saksbehandler]}}]
"""


def slot(name: str, start: str, met: str, more: str = "calendar: NO", pause: str = "runs") -> str:
    return SLOT.format(name=name, start=start, met=met, more=more, pause=pause)


TEXT = definition(
    states="""\
        mottatt: {title: Mottatt, start: true, holder: barnevern}
        i_gang: {title: I gang, holder: barnevern}
        ferdig: {title: Ferdig, end: true}
    """,
    fields="""\
        dag: {title: Dag, kind: date}
        haster: {title: Haster, kind: flag}
        melder: {title: Melder, kind: codes, codes: lokal/melding_avvist}
        venter_pa: {title: Hvem saken venter på, kind: code, codes: lokal/ventekategori}
    """,
    events="""\
        kommet: {title: Kommet, start: true, by: [saksbehandler], may_record: [haster, dag]}
        samtalt: {title: Samtalt, from: any, by: [saksbehandler]}
        startet: {title: Startet, from: mottatt, by: [saksbehandler], to: i_gang}
        satt: {title: Dag satt, from: any, by: [saksbehandler], records: dag}
        bedt: {title: Bedt om, from: any, by: [saksbehandler]}
        ferdig: {title: Ferdig, from: any, by: [saksbehandler], to: ferdig}
    """,
    deadlines=FROM_DEADLINE
    + slot("fra_hendelse", "kommet", "samtalt, ferdig")
    + slot("haster_bare", "kommet", "samtalt, ferdig", "only_when: 'haster and not local(\"lokal/av\")'")
    + slot("apnes", "kommet", "samtalt, ferdig", "opens: {state: i_gang}")
    + slot("apnet_av", "kommet", "samtalt, ferdig", "opens: {event: bedt}")
    + slot("fra_felt", "{field: dag}", "samtalt, ferdig", "only_when: recorded(dag)")
    + slot("fra_frist", "{deadline: ramme}", "samtalt, ferdig")
    + slot("barn", "{deadline: fra_hendelse}", "samtalt, ferdig")
    + slot("for_hver", "kommet", "kartlagt", "per: omrade"),
    activities="""\
        omrade:
          title: Område
          items: {psykisk: Psykisk, fysisk: Fysisk}
          states:
            venter: {title: Venter, start: true, holder: barnevern}
            kartlagt: {title: Kartlagt, end: true}
          events:
            kartlagt: {title: Kartlagt, from: venter, by: [saksbehandler], to: kartlagt}
    """,
).replace("sources:\n", "sources:\n  lokal: {effect: local, certainty: X, document: Lokal rutine}\n")
TEXT = TEXT.replace("  melder: {title: Melder, kind: codes, codes: lokal/melding_avvist}\n", "").replace(
    "  venter_pa: {title: Hvem saken venter på, kind: code, codes: lokal/ventekategori}\n", ""
)


@cache
def world(value: str) -> World:
    """The definition where the period is ``value``; empty: not set."""
    beside = dict(beside_definitions())
    beside["settings.yaml"] += f"\nperiods:\n  lokal/tid: {value}\nflags:\n  lokal/av: false\n"
    return World(compile_files({**beside, "test/prove.yaml": TEXT}))


def worlds(before: str, after: str) -> Worlds:
    return Worlds(world(before), world(after))


def digest(value: str) -> str:
    return world(value).catalogue.versions["prove"][0].digest


def set_later(case: ToldCase, value: str, when: str) -> None:
    migrate(case, own_plan(case.world, digest(""), digest(value)), when)


def begun(value: str = "6 weeks", **data: object) -> ToldCase:
    """A case that came in on 5 January, where nothing was set."""
    case = ToldCase(world=worlds("", value))
    case.start("prove", "2026-01-05T10:00", **data)  # type: ignore[arg-type]
    return case


def agrees(case: ToldCase) -> bool:
    replayed = replay_case(case.world, CASE, case.records, Kept(digests=case.digests, derived=case.derived))
    return replayed.differs_at == 0 and replayed.state_text == dump(case.state) == dump(case.rebuilt().state)


def test_what_is_not_set_never_begins() -> None:
    case = begun()
    case.tick("2027-01-05T10:00")
    assert set(case.state.runs["prove"].deadlines) == {"ramme"}


def test_what_is_set_later_counts_from_what_it_would_have_counted_from() -> None:
    case = begun()
    set_later(case, "6 weeks", "2026-01-20")
    assert case.now_is("fra_hendelse").nominal == date(2026, 2, 16)
    assert case.now_is("fra_hendelse").status is Status.open
    assert [rung.what for rung in case.now_is("fra_hendelse").pending] == ["on", "legal"]
    assert agrees(case)


def test_what_would_be_over_already_ends_on_the_day_it_is_set_and_not_before() -> None:
    case = begun("1 week")
    set_later(case, "1 week", "2026-01-20T12:00")
    assert case.now_is("fra_hendelse").nominal == date(2026, 1, 20)
    case.tick("2026-01-21T12:00")
    assert case.now_is("fra_hendelse").nominal == date(2026, 1, 20)
    assert agrees(case)


@pytest.mark.parametrize("when", ["2026-01-05T11:00", "2026-01-12T10:00"])
def test_what_has_been_done_already_does_not_begin(when: str) -> None:
    case = begun()
    case.do("samtalt", when)
    set_later(case, "6 weeks", "2026-01-20")
    assert "fra_hendelse" not in case.state.runs["prove"].deadlines


def test_what_was_done_before_it_came_anew_does_not_count_for_the_new_one() -> None:
    case = begun()
    case.do("samtalt", "2026-01-06T10:00")
    case.do("satt", "2026-01-12T10:00", dag="2026-02-01")
    set_later(case, "6 weeks", "2026-01-20")
    # From a date that somebody wrote nothing tells when: what may be done is left alone.
    assert "fra_felt" not in case.state.runs["prove"].deadlines


def test_a_condition_is_asked_of_what_is_recorded_by_then() -> None:
    case, other = begun(haster=True), begun()
    set_later(case, "6 weeks", "2026-01-20")
    set_later(other, "6 weeks", "2026-01-20")
    assert "haster_bare" in case.state.runs["prove"].deadlines
    assert "haster_bare" not in other.state.runs["prove"].deadlines


def test_what_opens_later_waits_where_it_would_and_is_open_where_it_is() -> None:
    case, other = begun(), begun()
    other.do("startet", "2026-01-07T10:00")
    other.do("bedt", "2026-01-08T10:00")
    set_later(case, "6 weeks", "2026-01-20")
    set_later(other, "6 weeks", "2026-01-20")
    assert [case.now_is(name).status for name in ("apnes", "apnet_av")] == [Status.dormant, Status.dormant]
    assert [other.now_is(name).status for name in ("apnes", "apnet_av")] == [Status.open, Status.open]
    assert agrees(case)
    assert agrees(other)


def test_a_date_in_a_field_and_another_deadline_are_counted_from_too() -> None:
    case = begun(dag="2026-03-02")
    set_later(case, "6 weeks", "2026-01-20")
    assert case.now_is("fra_felt").nominal == date(2026, 4, 13)
    assert case.now_is("fra_frist").nominal == date(2026, 4, 13)
    assert case.now_is("barn").nominal == date(2026, 3, 30)
    assert agrees(case)


def test_each_item_that_is_still_owed_gets_its_own() -> None:
    case = begun()
    case.do("kartlagt", "2026-01-06T10:00", item="psykisk")
    set_later(case, "6 weeks", "2026-01-20")
    there = [key for key in case.state.runs["prove"].deadlines if key.startswith("for_hver")]
    assert there == ["for_hver:omrade.fysisk"]
    assert agrees(case)


def test_taken_back_it_is_as_if_it_had_never_been_set() -> None:
    case = begun()
    before = dump(case.state)
    plan = own_plan(case.world, digest(""), digest("6 weeks"))
    migrate(case, plan, "2026-01-20")
    assert revert(case, plan, "2026-01-21") == 1
    assert set(case.state.runs["prove"].deadlines) == {"ramme"}
    assert dump(case.state) != before  # the frontier has gone on, and nothing else
    assert agrees(case)


def test_what_is_emptied_again_is_dropped() -> None:
    case = ToldCase(world=worlds("6 weeks", ""))
    case.start("prove", "2026-01-05T10:00")
    assert "fra_hendelse" in case.state.runs["prove"].deadlines
    migrate(case, own_plan(case.world, digest("6 weeks"), digest("")), "2026-01-20")
    assert set(case.state.runs["prove"].deadlines) == {"ramme"}
    assert agrees(case)


def test_another_length_is_the_new_one_less_what_is_used() -> None:
    case = ToldCase(world=worlds("6 weeks", "8 weeks"))
    case.start("prove", "2026-01-05T10:00")
    migrate(case, own_plan(case.world, digest("6 weeks"), digest("8 weeks")), "2026-01-20")
    assert case.now_is("fra_hendelse").nominal == date(2026, 3, 2)
    assert agrees(case)


def test_a_late_entry_before_it_was_set_is_minded() -> None:
    case = begun()
    set_later(case, "6 weeks", "2026-01-20")
    case.do("samtalt", "2026-01-10T10:00", recorded="2026-01-25T10:00")
    assert "fra_hendelse" not in case.state.runs["prove"].deadlines
    assert agrees(case)
