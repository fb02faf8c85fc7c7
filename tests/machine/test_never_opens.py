"""A deadline that nothing can open any more fell away when that came about, however many ends its run comes to."""

from datetime import date, timedelta

import pytest

from pathways.counting.oslo import parse_moment
from pathways.engine.moment import moment_at
from pathways.engine.outcome import Outcome, outcomes
from pathways.engine.replay import Kept, replay_case
from pathways.machine.closing import close
from pathways.machine.lateness import Lateness
from pathways.machine.order import StandingAct, clock_place
from pathways.machine.standing import DeadlineStanding, Word
from pathways.machine.state import MERGED, Status
from pathways.machine.state_json import dump, load
from pathways.model.record import Content
from tests.support.cases import CASE, ToldCase, at_seq, instant
from tests.support.moves import edited, fitted, migrate, plan
from tests.support.worlds import World, definition, small

STATES = """\
    apen: {title: Åpen, start: true, holder: barnevern}
    tilsyn: {title: Tilsyn, holder: barnevern, silent: Prøve.}
    slutt: {title: Slutt, end: true}
    arkiv: {title: Arkiv, end: true}
    kassert: {title: Kassert, end: true}
"""
EVENTS = """\
    kommet: {title: Kommet, start: true, by: [saksbehandler]}
    fulgt: {title: Fulgt, from: apen, by: [saksbehandler], to: tilsyn}
    avgjort:
      title: Avgjort
      from: apen
      by: [leder]
      records: utfall
      reason: required
      decision: true
      redecide: {by: leder}
      to:
        - {when: 'utfall == 1', state: slutt}
        - {when: 'utfall == 2', state: arkiv}
        - {when: 'utfall != 1 and utfall != 2', state: tilsyn}
    lukket: {title: Lukket, from: tilsyn, by: [leder], to: slutt}
    arkivert: {title: Arkivert, from: slutt, by: [leder], reason: required, decision: true, to: arkiv}
    kassert: {title: Kassert, from: [slutt, arkiv], by: [leder], reason: required, decision: true, to: kassert}
    sett: {title: Sett, from: [tilsyn, slutt, arkiv, kassert], by: [leder], to: stays}
    sendt: {title: Sendt, from: [tilsyn, slutt, arkiv, kassert], by: [leder], to: stays}
    droppet: {title: Droppet, from: [apen, slutt, arkiv], by: [leder], reason: required, to: stays}
    minnet: {title: Minnet, from: [apen, slutt, arkiv], by: [leder], to: stays}
"""
DEADLINES = """\
    besok:
      {title: Besøk, from: kommet, opens: {state: tilsyn}, within: 2 weeks, counting: dl-148, basis: lov, met_by: sett,
       ends: {event: droppet, state: kassert}, on_pause: runs, remind: [{on_due: "08:00", to: [leder]}]}
    papir:
      {title: Papir, from: minnet, opens: {state: tilsyn}, within: 2 weeks, counting: dl-148, basis: lov, met_by: sett,
       on_pause: runs, remind: [{on_due: "08:00", to: [leder]}]}
    brev:
      {title: Brev, from: kommet, within: 6 months, counting: dl-148, basis: lov, met_by: sendt, on_pause: runs,
       remind: [{on_due: "08:00", to: [leder]}]}
"""
FIELDS = "    utfall: {title: Utfall, kind: number}\n"
TEXT = definition(fields=FIELDS, states=STATES, events=EVENTS, deadlines=DEADLINES)
WORLD = small(TEXT)
ENDED = date(2026, 1, 12)


def ended(world: World = WORLD) -> tuple[ToldCase, int]:
    """A case of Monday 5 January 2026 that ended on the 12th, before its visit could open; the seq of that."""
    case = ToldCase(world=world)
    case.start("prove", "2026-01-05T10:00")
    return case, at_seq(case.do("avgjort", "2026-01-12T10:00", utfall=1))


def told(case: ToldCase, name: str = "besok") -> DeadlineStanding:
    """As it stands, where what is kept and what is worked out anew agree and the text of the state holds it all."""
    replayed = replay_case(case.world, CASE, case.records, Kept(digests=case.digests, derived=case.derived))
    assert (replayed.differs_at, replayed.counted_otherwise) == (0, ())
    assert dump(case.state) == dump(case.rebuilt().state) == dump(load(dump(case.state)))
    return case.deadline(name, case.now + timedelta(minutes=1))


def fell_away(found: DeadlineStanding) -> date | None:
    """The day it fell away, by nothing that was recorded after it."""
    assert (found.word, found.settled_by) == (Word.ended, 0)
    return found.settled_on


def outcome(case: ToldCase) -> Outcome:
    """What became of the visit by 20 February."""
    found = outcomes(case.world, case.records, moment_at(instant("2026-02-20")))
    return next(each for each in found if each.key == "besok")


def test_it_fell_away_when_the_run_first_ended() -> None:
    case, _ = ended()
    assert fell_away(told(case)) == ENDED
    case.do("arkivert", "2026-01-19T10:00")
    assert fell_away(told(case)) == ENDED


def test_nothing_is_kept_of_it_while_the_run_stays_where_it_ended() -> None:
    case, _ = ended()
    assert case.state.runs["prove"].deadlines["besok"].shut_on is None


@pytest.mark.parametrize("then", [("kassert",), ("arkivert", "kassert"), ("droppet",), ("arkivert", "droppet")])
def test_what_would_let_it_fall_away_later_lets_nothing_fall(then: tuple[str, ...]) -> None:
    case, _ = ended()
    for days, event in enumerate(then):
        case.do(event, f"2026-01-{26 + days}T10:00")
    assert fell_away(told(case)) == ENDED


def test_what_fell_away_unopened_is_late_by_nobody_and_in_no_figure() -> None:
    case, _ = ended()
    case.do("kassert", "2026-01-26T10:00")
    found = outcome(case)
    assert (found.lateness, found.settled_on, found.elapsed) == (Lateness.none, None, 7)
    assert sum(each.days for each in found.holder_days) == 7


@pytest.mark.parametrize("then", [(), ("arkivert",), ("kassert",)])
def test_its_days_are_over_where_it_fell_away(then: tuple[str, ...]) -> None:
    case, _ = ended()
    for event in then:
        case.do(event, "2026-01-15T10:00")
    found = outcome(case)
    assert (found.status, found.elapsed) == (Status.ended, 7)


@pytest.mark.parametrize(("when", "word"), [("2026-01-11", Word.dormant), ("2026-01-14", Word.ended)])
def test_on_every_day_it_reads_as_it_then_was(when: str, word: Word) -> None:
    case, _ = ended()
    case.do("kassert", "2026-01-19T10:00")
    found = case.deadline("besok", when)
    assert (found.word, found.settled_on) == (word, ENDED if word is Word.ended else None)


def test_whoever_does_it_all_the_same_has_met_it() -> None:
    case, _ = ended()
    case.do("arkivert", "2026-01-15T10:00")
    case.do("sett", "2026-01-16T10:00")
    found = told(case)
    assert (found.word, found.settled_on) == (Word.met, date(2026, 1, 16))
    assert case.state.runs["prove"].deadlines["besok"].shut_on is None


def test_what_begins_to_count_after_the_end_fell_away_no_earlier() -> None:
    case, _ = ended()
    case.do("minnet", "2026-01-14T10:00")
    assert fell_away(told(case, "papir")) == date(2026, 1, 14)
    case.do("arkivert", "2026-01-19T10:00")
    assert fell_away(told(case, "papir")) == date(2026, 1, 14)
    case.do("minnet", "2026-01-21T10:00")
    assert fell_away(told(case, "papir")) == date(2026, 1, 21)


def test_what_began_to_count_before_the_end_fell_away_with_it() -> None:
    case = ToldCase(world=WORLD)
    case.start("prove", "2026-01-05T10:00")
    case.do("minnet", "2026-01-07T10:00")
    assert case.state.runs["prove"].deadlines["papir"].shut_on is None
    case.do("avgjort", "2026-01-12T10:00", utfall=1)
    assert fell_away(told(case, "papir")) == ENDED


def test_what_begins_to_count_on_the_day_of_another_end_keeps_that_day() -> None:
    case, _ = ended()
    case.do("arkivert", "2026-01-14T10:00")
    case.do("minnet", "2026-01-14T11:00")
    assert case.state.runs["prove"].deadlines["papir"].shut_on is None
    case.do("kassert", "2026-01-19T10:00")
    assert fell_away(told(case, "papir")) == date(2026, 1, 14)


def test_a_decision_made_anew_from_end_to_end_moves_nothing() -> None:
    case, first = ended()
    case.redecide(first, "2026-01-19T10:00", utfall=2)
    assert fell_away(told(case)) == ENDED


def test_one_made_anew_that_opens_it_opens_it() -> None:
    case, first = ended()
    case.redecide(first, "2026-01-14T10:00", utfall=3)
    assert told(case).word is Word.running
    assert case.state.runs["prove"].deadlines["besok"].shut_on is None


def test_where_the_first_end_is_corrected_it_fell_away_on_that_day() -> None:
    case, first = ended()
    case.do("arkivert", "2026-01-19T10:00")
    case.correct(first, "2026-01-14T10:00", recorded="2026-01-20", utfall=1)
    assert fell_away(told(case)) == date(2026, 1, 14)


LONGER = "title: Besøk, from: kommet, opens: {state: tilsyn}, within: 3"
FULGT = "fulgt: {title: Fulgt, from: apen, by: [saksbehandler], to: tilsyn}"
REOPENS = "fulgt: {title: Fulgt, from: [apen, slutt], by: [leder], reason: required, decision: true, to: tilsyn}"
OPENS_STILL = edited(TEXT, (FULGT, REOPENS), version="2026-01-01")


def moved(case: ToldCase, when: str, carry: str = "keep") -> None:
    """The case comes to the version of 10 January."""
    carried = {"besok": carry, "papir": "keep", "brev": "keep"}
    migrate(case, fitted(case.world, plan(target=date(2026, 1, 10), carried=carried)), when)


def test_where_it_could_still_open_in_the_first_end_it_fell_away_in_the_second() -> None:
    case, _ = ended(small(OPENS_STILL))
    assert told(case).word is Word.dormant
    case.do("arkivert", "2026-01-19T10:00")
    assert fell_away(told(case)) == date(2026, 1, 19)
    case.do("kassert", "2026-01-26T10:00")
    assert fell_away(told(case)) == date(2026, 1, 19)


@pytest.mark.parametrize("carry", ["keep", "rebudget"])
@pytest.mark.parametrize("first", [(), ("arkivert",)])
def test_a_migration_between_two_ends_moves_nothing(carry: str, first: tuple[str, ...]) -> None:
    longer = ("title: Besøk, from: kommet, opens: {state: tilsyn}, within: 2", LONGER)
    case, _ = ended(small(TEXT, edited(TEXT, longer, version="2026-01-10")))
    for event in first:
        case.do(event, "2026-01-15T10:00")
    moved(case, "2026-01-20T10:00", carry)
    assert fell_away(told(case)) == ENDED
    case.do("kassert", "2026-01-26T10:00")
    assert fell_away(told(case)) == ENDED
    moved_again = case.state.runs["prove"].deadlines["besok"]
    assert moved_again.status is Status.ended


def test_a_version_in_which_its_end_lets_it_fall_away_moves_nothing_either() -> None:
    ends = ("ends: {event: droppet, state: kassert}", "ends: {event: droppet, state: [slutt, kassert]}")
    case, _ = ended(small(TEXT, edited(TEXT, ends, version="2026-01-10")))
    moved(case, "2026-01-20T10:00")
    assert fell_away(told(case)) == ENDED


def test_what_a_migration_counts_anew_after_the_end_fell_away_there() -> None:
    longer = ("title: Besøk, from: kommet, opens: {state: tilsyn}, within: 2", LONGER)
    case, _ = ended(small(TEXT, edited(TEXT, longer, version="2026-01-10")))
    moved(case, "2026-01-16T10:00", "reset")
    assert fell_away(told(case)) == date(2026, 1, 16)


def test_a_version_in_which_nothing_can_open_it_lets_it_fall_away() -> None:
    case, _ = ended(small(OPENS_STILL, edited(TEXT, version="2026-01-10")))
    assert told(case).word is Word.dormant
    moved(case, "2026-01-20T10:00")
    assert fell_away(told(case)) == date(2026, 1, 20)
    case.do("arkivert", "2026-01-26T10:00")
    assert fell_away(told(case)) == date(2026, 1, 20)


def test_a_version_in_which_it_can_open_again_lets_it_wait_again() -> None:
    case, _ = ended(small(TEXT, edited(OPENS_STILL, version="2026-01-10")))
    moved(case, "2026-01-20T10:00")
    assert told(case).word is Word.dormant
    case.do("arkivert", "2026-01-26T10:00")
    assert fell_away(told(case)) == date(2026, 1, 26)


def test_what_only_the_first_decision_opened_falls_away_when_it_is_shut_again() -> None:
    case = ToldCase(world=WORLD)
    case.start("prove", "2026-01-05T10:00")
    first = at_seq(case.do("avgjort", "2026-01-08T10:00", utfall=3))
    case.do("lukket", "2026-01-12T10:00")
    assert told(case).word is Word.running
    case.redecide(first, "2026-01-15T10:00", utfall=1)
    found = told(case)
    assert (found.word, found.settled_on) == (Word.ended, date(2026, 1, 15))


def test_a_case_that_is_merged_moves_nothing() -> None:
    case, _ = ended()
    state, when = load(dump(case.state)), instant("2026-01-30")
    content = Content(happened=parse_moment("2026-01-30"), data={}, reason_codes=(), pins=(), warnings=())
    merged = StandingAct(
        seq=9, run="", name="", item="", content=content, place=clock_place(when), recorded_at=when, closes=MERGED
    )
    close(case.world, state, merged)
    found = state.runs["prove"].deadlines
    assert (found["besok"].settled_on, found["brev"].settled_on) == (ENDED, date(2026, 1, 30))
