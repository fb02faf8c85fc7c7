"""A run that goes from one end state to another ended when it came to the first: its waits were over by then."""

from datetime import date, timedelta

import pytest

from pathways.counting.oslo import parse_moment
from pathways.engine.moment import moment_at
from pathways.engine.outcome import outcomes
from pathways.engine.replay import Kept, replay_case
from pathways.machine.deadlines import counted_by
from pathways.machine.held import Held
from pathways.machine.standing import Word
from pathways.machine.state import PauseState
from pathways.machine.state_json import dump
from tests.support.cases import CASE, ToldCase, at_seq, instant
from tests.support.moves import edited, fitted, migrate, plan
from tests.support.worlds import World, definition, small

MINUTE = timedelta(minutes=1)
STATES = """\
    apen: {title: Åpen, start: true, holder: barnevern, silent: Prøve.}
    hviler: {title: Hviler, holder: barnevern, silent: Prøve.}
    slutt: {title: Slutt, end: true}
    arkiv: {title: Arkiv, end: true}
    kassert: {title: Kassert, end: true}
"""
EVENTS = """\
    kommet: {title: Kommet, start: true, by: [saksbehandler]}
    stanset:
      {title: Stanset, from: [apen, hviler, slutt], by: leder, records: venter_pa, reason: required, pauses: venter_pa}
    gjenopptatt:
      {title: Gjenopptatt, from: [apen, hviler, slutt, arkiv], by: [leder], records: venter_pa, resumes: venter_pa}
    avgjort:
      title: Avgjort
      from: apen
      by: [leder]
      records: utfall
      reason: required
      decision: true
      redecide: {by: leder}
      to: [{when: utfall, state: slutt}, {when: not utfall, state: arkiv}]
    arkivert: {title: Arkivert, from: slutt, by: [leder], reason: required, decision: true, to: arkiv}
    kassert: {title: Kassert, from: arkiv, by: [leder], reason: required, decision: true, to: kassert}
    apnet: {title: Åpnet, from: [slutt, arkiv], by: [leder], reason: required, decision: true, to: hviler}
    lukket: {title: Lukket, from: hviler, by: [leder], reason: required, to: slutt}
    sendt: {title: Sendt, from: [apen, hviler, slutt, arkiv, kassert], by: [leder], to: stays}
    minnet: {title: Minnet, from: arkiv, by: [leder], records: dato, to: stays}
"""
DEADLINES = """\
    brev:
      {title: Brev, from: kommet, within: 10 working days, counting: working-days, basis: lov, met_by: sendt,
       on_pause: {freezes: lov}, remind: [{on_due: "08:00", to: [leder]}]}
    purring:
      {title: Purring, from: {field: dato}, within: 10 working days, counting: working-days, basis: lov, met_by: sendt,
       on_pause: {freezes: lov}, remind: [{on_due: "08:00", to: [leder]}]}
    varsel:
      {title: Varsel, from: kommet, within: 10 working days, counting: working-days, basis: lov, met_by: sendt,
       ends: {state: hviler}, on_pause: {freezes: lov}, remind: [{on_due: "08:00", to: [leder]}]}
    anke:
      {title: Anke, from: kommet, within: 10 working days, counting: working-days, basis: lov, met_by: sendt,
       on_pause: {restarts: lov}, remind: [{on_due: "08:00", to: [leder]}]}
    vente:
      {title: Vente, from: stanset, within: 4 weeks, counting: dl-148, basis: lov, met_by: gjenopptatt,
       ends: {state: [slutt, arkiv]}, on_pause: runs, remind: [{on_due: "08:00", to: [leder]}]}
"""
FIELDS = """\
    venter_pa: {title: Venter på, kind: code, codes: lokal/ventekategori}
    utfall: {title: Utfall, kind: flag}
    dato: {title: Dato, kind: date}
"""
BRIEF = ("title: Brev, from: kommet, within: 10", "title: Brev, from: kommet, within: 12")
TEXT = definition(fields=FIELDS, states=STATES, events=EVENTS, deadlines=DEADLINES)
WORLD = small(TEXT)


def ended(world: World = WORLD) -> tuple[ToldCase, int]:
    """A case of Monday 5 January 2026 that waits since that Thursday, and ended on Monday the 12th; the seq of that."""
    case = ToldCase(world=world)
    case.start("prove", "2026-01-05T10:00")
    case.do("stanset", "2026-01-08T10:00", venter_pa="familien")
    return case, at_seq(case.do("avgjort", "2026-01-12T10:00", utfall=True))


def agreed(case: ToldCase) -> PauseState:
    """The one pause, where what is kept and what is worked out anew agree, and no date is another when asked again."""
    replayed = replay_case(case.world, CASE, case.records, Kept(digests=case.digests, derived=case.derived))
    assert (replayed.differs_at, replayed.counted_otherwise) == (0, ())
    assert dump(case.state) == dump(case.rebuilt().state)
    run = case.state.runs["prove"]
    for key, deadline in ((key, each) for key, each in run.deadlines.items() if each.settled_on is None):
        counted = counted_by(case.world, run, key, None)
        assert counted is not None
        assert (counted.due.nominal, counted.due.missed_from) == (deadline.nominal, deadline.missed_from), key
    (pause,) = case.run("prove", case.now + MINUTE).pauses
    return pause


def test_the_wait_was_over_when_the_run_first_ended() -> None:
    case, _ = ended()
    case.do("arkivert", "2026-01-19T10:00")
    assert agreed(case).ended == parse_moment("2026-01-12")
    # Of ten working days three were used before the pause; the other seven run from the 12th.
    assert case.now_is("brev").nominal == date(2026, 1, 21)
    assert case.run("prove", "2026-01-20").since == date(2026, 1, 19)


def test_however_many_ends_it_comes_to() -> None:
    case, _ = ended()
    case.do("arkivert", "2026-01-19T10:00")
    case.do("kassert", "2026-01-26T10:00")
    assert agreed(case).ended == parse_moment("2026-01-12")


def test_what_begins_to_count_there_has_not_stood() -> None:
    case, _ = ended()
    case.do("arkivert", "2026-01-19T10:00")
    case.do("minnet", "2026-01-19T11:00", dato="2026-01-13")
    agreed(case)
    # Ten working days after the 13th: the run had ended by then, though it came to where it is told on the 19th.
    assert case.now_is("purring").nominal == date(2026, 1, 27)


def test_that_the_wait_was_over_before_can_still_be_told() -> None:
    case, _ = ended()
    case.do("arkivert", "2026-01-19T10:00")
    case.do("gjenopptatt", "2026-01-09T10:00", recorded="2026-01-20", venter_pa="familien")
    assert agreed(case).ended == parse_moment("2026-01-09T10:00")
    assert case.now_is("brev").nominal == date(2026, 1, 20)


def test_whoever_goes_on_from_it_after_the_end_ends_nothing_that_was_not_over() -> None:
    case, _ = ended()
    case.do("gjenopptatt", "2026-01-19T10:00", venter_pa="familien")
    case.do("arkivert", "2026-01-22T10:00")
    pause = agreed(case)
    assert (pause.ended, pause.ended_by) == (parse_moment("2026-01-12"), 0)
    assert case.now_is("brev").nominal == date(2026, 1, 21)


def test_a_wait_that_begins_after_the_end_starts_no_clock_anew() -> None:
    case, _ = ended()
    before = case.now_is("anke").nominal
    begun = at_seq(case.do("stanset", "2026-01-15T10:00", venter_pa="oss"))
    case.do("arkivert", "2026-01-19T10:00")
    first, second = case.run("prove", "2026-01-20").pauses
    assert (first.ended, second.ended) == (parse_moment("2026-01-12"), parse_moment("2026-01-15"))
    assert second.begun_by == begun
    assert (case.now_is("anke").nominal, before) == (date(2026, 1, 26), date(2026, 1, 26))
    assert case.now_is("brev").nominal == date(2026, 1, 21)
    replayed = replay_case(case.world, CASE, case.records, Kept(digests=case.digests, derived=case.derived))
    assert (replayed.differs_at, replayed.counted_otherwise) == (0, ())


def test_a_wait_that_was_over_on_the_day_of_the_end_is_told_as_people_said_it() -> None:
    case = ToldCase(world=WORLD)
    case.start("prove", "2026-01-05T10:00")
    case.do("stanset", "2026-01-08T10:00", venter_pa="familien")
    resumed = at_seq(case.do("gjenopptatt", "2026-01-12T09:00", venter_pa="familien"))
    case.do("avgjort", "2026-01-12T10:00", utfall=True)
    pause = agreed(case)
    assert (pause.ended, pause.ended_by) == (parse_moment("2026-01-12T09:00"), resumed)
    case.do("arkivert", "2026-01-19T10:00")
    assert agreed(case) == pause
    # Nothing is kept of a run that waited for nobody when it ended: its text is what it always was.
    assert case.state.runs["prove"].over_since is None


def test_a_wait_that_began_on_the_day_of_the_end_starts_its_clock_anew() -> None:
    case = ToldCase(world=WORLD)
    case.start("prove", "2026-01-05T10:00")
    case.do("stanset", "2026-01-12T08:00", venter_pa="familien")
    case.do("avgjort", "2026-01-12T10:00", utfall=True)
    case.do("arkivert", "2026-01-19T10:00")
    assert agreed(case).ended == parse_moment("2026-01-12")
    assert case.now_is("anke").nominal == date(2026, 1, 26)


def test_what_was_told_after_the_end_holds_where_the_run_is_opened_again() -> None:
    case, _ = ended()
    resumed = at_seq(case.do("gjenopptatt", "2026-01-19T10:00", venter_pa="familien"))
    case.do("apnet", "2026-01-22T10:00")
    pause = agreed(case)
    assert (pause.ended, pause.ended_by) == (parse_moment("2026-01-19T10:00"), resumed)
    assert case.now_is("brev").nominal == date(2026, 1, 28)


def test_a_decision_made_anew_from_one_end_to_another_ends_no_wait_anew() -> None:
    case, first = ended()
    case.redecide(first, "2026-01-19T10:00", utfall=False)
    assert agreed(case).ended == parse_moment("2026-01-12")
    assert case.now_is("brev").nominal == date(2026, 1, 21)


def test_a_decision_made_anew_after_the_run_went_on_to_another_end() -> None:
    case, first = ended()
    case.do("arkivert", "2026-01-19T10:00")
    case.do("apnet", "2026-01-20T10:00")
    assert agreed(case).ended is None
    assert case.deadline("brev", "2026-01-21").word is Word.paused
    case.do("lukket", "2026-01-22T10:00")
    assert agreed(case).ended == parse_moment("2026-01-22")
    assert case.now_is("brev").nominal == date(2026, 2, 2)
    assert first


def test_where_the_first_end_is_annulled_with_what_followed_the_wait_lasts() -> None:
    case, first = ended()
    after = at_seq(case.do("arkivert", "2026-01-19T10:00"))
    case.annul(after, recorded="2026-01-20")
    assert agreed(case).ended == parse_moment("2026-01-12")
    case.annul(first, recorded="2026-01-20")
    assert agreed(case).ended is None


def test_where_the_first_end_is_corrected_to_another_day_the_wait_was_over_on_that() -> None:
    case, first = ended()
    case.do("arkivert", "2026-01-19T10:00")
    case.correct(first, "2026-01-14T10:00", recorded="2026-01-20", utfall=True)
    assert agreed(case).ended == parse_moment("2026-01-14")
    assert case.now_is("brev").nominal == date(2026, 1, 23)


def test_a_migration_between_two_ends_moves_no_wait() -> None:
    case, _ = ended(small(TEXT, edited(TEXT, BRIEF, version="2026-01-10")))
    case.do("arkivert", "2026-01-19T10:00")
    carried = {"brev": "rebudget", "purring": "keep", "varsel": "keep", "anke": "keep", "vente": "keep"}
    migrate(case, fitted(case.world, plan(target=date(2026, 1, 10), carried=carried)), "2026-01-20T10:00")
    assert agreed(case).ended == parse_moment("2026-01-12")
    # Used by the 20th: 6, 7, 12 to 16, 19 and 20, nine of twelve.
    assert case.now_is("brev").nominal == date(2026, 1, 23)


def test_nobody_held_the_ball_from_the_first_end_on() -> None:
    case, _ = ended()
    case.do("arkivert", "2026-01-14T10:00")
    case.do("sendt", "2026-01-20")
    found = {each.key: each for each in outcomes(case.world, case.records, moment_at(instant("2026-02-01")))}
    assert found["brev"].holder_days == (
        Held(who="barnevern", paused=False, days=3),
        Held(who="familien", paused=True, days=4),
        Held(who="", paused=False, days=8),
    )


@pytest.mark.parametrize("then", ["2026-01-11", "2026-01-13", "2026-01-25"])
def test_on_every_day_the_wait_reads_as_it_then_was(then: str) -> None:
    case, _ = ended()
    case.do("arkivert", "2026-01-19T10:00")
    (pause,) = case.run("prove", then).pauses
    assert pause.ended == (None if then < "2026-01-12" else parse_moment("2026-01-12"))
