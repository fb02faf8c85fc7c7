"""When a deadline ends for good, and what nobody can be late with."""

from pathways.engine.moment import moment_at
from pathways.engine.outcome import outcomes
from pathways.machine.lateness import Lateness
from pathways.machine.state import Status
from tests.engine.test_outcome import found
from tests.machine.decided_anew import applied
from tests.machine.test_entered_late import IN_HOURS
from tests.support.cases import ToldCase, instant
from tests.support.worlds import definition, small

COMPLAINT = definition(
    states="""\
        apen: {title: Åpen, start: true, holder: barnevern, silent: Prøve.}
        slutt: {title: Slutt, end: true}
    """,
    events="""\
        kommet: {title: Kommet, start: true, by: [saksbehandler]}
        lukket: {title: Lukket, from: apen, by: [saksbehandler], to: slutt}
    """,
    deadlines="""\
        klage: {title: Klage, kind: window, from: kommet, within: 1 week, counting: dl-148, basis: lov,
                ends: {state: slutt}, on_pause: runs, remind: [{on_due: "08:00", to: [saksbehandler]}]}
    """,
)


def test_what_waits_to_be_opened_is_late_for_nobody() -> None:
    case = applied()
    told = outcomes(case.world, case.records, moment_at(instant("2026-06-01")))
    (waiting,) = (each for each in told if each.name == "oppstart")
    assert (waiting.status, waiting.lateness) == (Status.dormant, Lateness.none)


def test_nobody_is_late_with_a_window_that_falls_away_after_its_end() -> None:
    case = ToldCase(world=small(COMPLAINT))
    case.start("prove", "2026-01-05T10:00")
    case.do("lukket", "2026-01-20T10:00")
    assert case.now_is("klage").status is Status.ended
    assert not case.deadline("klage", "2026-01-21").settled_late
    assert found(case, "klage", "2026-01-21").lateness is Lateness.none


def test_what_is_done_on_the_day_on_which_hours_were_over_is_late() -> None:
    case = ToldCase(world=small(IN_HOURS))
    case.start("prove", "2026-01-05T10:00")
    case.do("svart", "2026-01-06T10:01")
    assert case.deadline("svar", "2026-01-07").settled_late
    assert found(case, "svar", "2026-01-07").lateness is Lateness.handling
