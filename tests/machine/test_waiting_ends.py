"""A run that has ended waits for nobody: its pauses end with it, by the history as it reads now."""

from datetime import date, timedelta

from pathways.counting.oslo import parse_moment
from pathways.engine.moment import moment_at
from pathways.engine.outcome import outcomes
from pathways.engine.replay import Kept, replay_case
from pathways.machine.held import Held
from pathways.machine.standing import Word
from pathways.machine.state import PauseState
from pathways.machine.state_json import dump
from tests.support.cases import CASE, ToldCase, at_seq, instant
from tests.support.worlds import definition, small

MINUTE = timedelta(minutes=1)
WORLD = small(
    definition(
        fields="venter_pa: {title: Venter på, kind: code, codes: lokal/ventekategori}\n"
        "utfall: {title: Utfall, kind: flag}\n",
        states="""\
            apen: {title: Åpen, start: true, holder: barnevern, silent: Prøve.}
            videre: {title: Videre, holder: barnevern, silent: Prøve.}
            slutt: {title: Slutt, end: true}
        """,
        events="""\
            kommet: {title: Kommet, start: true, by: [saksbehandler]}
            stanset: {title: Stanset, from: any, by: leder, records: venter_pa, reason: required, pauses: venter_pa}
            gjenopptatt: {title: Gjenopptatt, from: any, by: [leder], records: venter_pa, resumes: venter_pa}
            avgjort:
              title: Avgjort
              from: apen
              by: [leder]
              records: utfall
              reason: required
              decision: true
              redecide: {by: leder}
              to: [{when: utfall, state: videre}, {when: not utfall, state: slutt}]
            apnet: {title: Åpnet, from: slutt, by: [leder], reason: required, decision: true, to: videre}
            lukket: {title: Lukket, from: videre, by: [leder], reason: required, to: slutt}
            sendt: {title: Sendt, from: [apen, videre, slutt], by: [leder], to: stays}
        """,
        deadlines="""\
            brev:
              {title: Brev, from: kommet, within: 10 working days, counting: working-days, basis: lov, met_by: sendt,
               on_pause: {freezes: lov}, remind: [{on_due: "08:00", to: [leder]}]}
            vente:
              {title: Vente, from: stanset, within: 4 weeks, counting: dl-148, basis: lov, met_by: gjenopptatt,
               ends: {state: slutt}, on_pause: runs, remind: [{on_due: "08:00", to: [leder]}]}
        """,
    )
)


def stopped() -> ToldCase:
    """A case that began on Monday 5 January 2026 and has waited since that Thursday."""
    case = ToldCase(world=WORLD)
    case.start("prove", "2026-01-05T10:00")
    case.do("stanset", "2026-01-08T10:00", venter_pa="familien")
    return case


def ended() -> tuple[ToldCase, int]:
    """It was decided on Monday 12 January, while it waited, and ended by that; with the seq of the decision."""
    case = stopped()
    return case, at_seq(case.do("avgjort", "2026-01-12T10:00", utfall=False))


def the_pause(case: ToldCase) -> PauseState:
    """The one pause, where everything agrees about the case."""
    replayed = replay_case(case.world, CASE, case.records, Kept(digests=case.digests, derived=case.derived))
    assert (replayed.differs_at, replayed.counted_otherwise) == (0, ())
    assert dump(case.state) == dump(case.rebuilt().state)
    (pause,) = case.run("prove", case.now + MINUTE).pauses
    return pause


def test_the_wait_ends_with_the_run() -> None:
    case, _ = ended()
    assert the_pause(case).ended == parse_moment("2026-01-12")
    assert case.run("prove", "2026-02-01").waits_for == ()
    assert case.run("prove", "2026-01-11").waits_for != ()


def test_a_clock_that_stood_goes_on_when_the_run_ends() -> None:
    case, _ = ended()
    # Of ten working days three were used before the pause; the other seven run from the 12th.
    assert case.now_is("brev").nominal == date(2026, 1, 21)
    assert case.deadline("brev", "2026-01-15").word is Word.running
    assert [(each.due, each.what) for each in case.tick("2026-01-25")] == [
        (instant("2026-01-21T08:00"), "on"),
        (instant("2026-01-22T00:00"), "legal"),
    ]


def test_nobody_held_the_ball_after_the_run_had_ended() -> None:
    case, _ = ended()
    case.do("sendt", "2026-01-20")
    found = {each.key: each for each in outcomes(case.world, case.records, moment_at(instant("2026-02-01")))}
    assert found["brev"].holder_days == (
        Held(who="barnevern", paused=False, days=3),
        Held(who="familien", paused=True, days=4),
        Held(who="", paused=False, days=8),
    )


def test_what_was_met_while_its_clock_stood_does_not_move_when_the_run_ends() -> None:
    case = stopped()
    case.do("sendt", "2026-01-09T10:00")
    case.do("avgjort", "2026-01-12T10:00", utfall=False)
    # On the 9th, a working day after the clock had stopped, it was due no earlier than on the 20th.
    assert case.deadline("brev", "2026-01-15").nominal == date(2026, 1, 20)


def test_whoever_ends_it_by_mistake_finds_it_waiting_again() -> None:
    case, end = ended()
    case.annul(end, recorded="2026-01-15")
    case.now = instant("2026-01-16")
    assert the_pause(case).ended is None
    assert case.deadline("brev", "2026-01-16").word is Word.paused


def test_that_the_wait_was_over_before_can_still_be_told() -> None:
    case, _ = ended()
    resumed = at_seq(case.do("gjenopptatt", "2026-01-09T10:00", recorded="2026-01-15", venter_pa="familien"))
    pause = the_pause(case)
    assert (pause.ended, pause.ended_by) == (parse_moment("2026-01-09T10:00"), resumed)
    assert case.now_is("brev").nominal == date(2026, 1, 20)


def test_a_run_that_is_opened_again_waits_on() -> None:
    case, _ = ended()
    case.do("apnet", "2026-01-14T10:00")
    assert the_pause(case).ended is None
    assert case.deadline("brev", "2026-01-14T12:00").word is Word.paused
    case.do("gjenopptatt", "2026-01-19T10:00", venter_pa="familien")
    assert case.now_is("brev").nominal == date(2026, 1, 28)
    found = {each.key: each for each in outcomes(case.world, case.records, moment_at(instant("2026-01-21")))}
    assert found["brev"].holder_days == (
        Held(who="barnevern", paused=False, days=6),
        Held(who="familien", paused=True, days=9),
        Held(who="", paused=False, days=1),
    )


def test_the_wait_goes_on_where_the_decision_that_ended_the_run_is_made_anew_otherwise() -> None:
    case, end = ended()
    case.redecide(end, "2026-01-14T10:00", utfall=True)
    assert the_pause(case).ended is None
    assert {name: case.deadline(name, "2026-01-16").word for name in ("brev", "vente")} == {
        "brev": Word.paused,
        "vente": Word.running,
    }
    case.do("gjenopptatt", "2026-01-19T10:00", venter_pa="familien")
    # Not a day was used from the 8th to the 18th, as if the first decision had not been.
    assert case.now_is("brev").nominal == date(2026, 1, 28)


def test_a_decision_made_anew_that_ends_the_run_ends_its_wait() -> None:
    case = stopped()
    first = at_seq(case.do("avgjort", "2026-01-12T10:00", utfall=True))
    case.redecide(first, "2026-01-14T10:00", utfall=False)
    assert the_pause(case).ended == parse_moment("2026-01-14")
    assert case.now_is("brev").nominal == date(2026, 1, 23)
