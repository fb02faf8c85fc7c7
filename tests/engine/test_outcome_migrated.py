"""What became of a deadline whose run has come to a version that calls states and deadlines otherwise."""

from pathways.engine.moment import moment_at
from pathways.engine.outcome import Outcome, outcomes
from pathways.engine.plans import FittedPlan
from pathways.engine.view import view
from pathways.machine.explained import explanations
from pathways.model.migration import Carry
from pathways.model.record import Kind
from pathways.timeline import tell_timeline
from tests.engine.test_explaining import explain, given
from tests.support.cases import CASE, EVERY_ROLE, ToldCase, instant
from tests.support.moves import edited, fitted, migrate, plan, revert
from tests.support.worlds import definition, small

FIRST = definition(
    fields="venter_pa: {title: Venter på, kind: code, codes: lokal/ventekategori}",
    states="""\
        apen: {title: Åpen, start: true, holder: barnevern, silent: Prøve.}
        slutt: {title: Slutt, end: true}
    """,
    events="""\
        kommet: {title: Kommet, start: true, by: [saksbehandler]}
        stanset: {title: Stanset, from: any, by: leder, records: venter_pa, reason: required, pauses: venter_pa}
        videre: {title: Videre, from: any, by: [leder], records: venter_pa, resumes: venter_pa}
        svart: {title: Svart, from: any, by: [saksbehandler], to: stays}
        lukket: {title: Lukket, from: any, by: [saksbehandler], to: slutt}
    """,
    deadlines="""\
        svar: {title: Svar, from: kommet, within: 1 week, counting: dl-148, basis: lov, met_by: svart,
          ends: {state: slutt}, on_pause: {freezes: lov}, missed: {reason: lokal/frist_arsak},
          remind: [{on_due: "08:00", to: [saksbehandler]}]}
        vente: {title: Vente, from: stanset, within: 4 weeks, counting: dl-148, basis: lov, met_by: videre,
          ends: {state: slutt}, on_pause: runs, remind: [{on_due: "08:00", to: [leder]}]}
    """,
)
OTHERWISE = edited(FIRST, ("apen:", "aapen:"), ("svar: {title", "svarfrist: {title"))


def moving(carry: Carry) -> FittedPlan:
    """To the version that calls the state and the deadline otherwise."""
    new = "" if carry is Carry.drop else "svarfrist"
    wanted = plan(states={"apen": "aapen"}, renamed={"svar": (new, carry)})
    return fitted(small(FIRST, OTHERWISE), wanted)


def begun() -> ToldCase:
    """A case of 5 January: an answer is due on the 12th."""
    case = ToldCase(world=small(FIRST, OTHERWISE))
    case.start("prove", "2026-01-05T10:00")
    return case


def told(case: ToldCase, at: str) -> dict[str, Outcome]:
    case.tick(at)
    return {each.name: each for each in outcomes(case.world, case.records, moment_at(instant(at)))}


def test_a_deadline_that_is_let_go_is_told_by_the_version_and_in_the_state_it_had() -> None:
    case = begun()
    case.do("stanset", "2026-01-07T10:00", venter_pa="familien")
    case.do("videre", "2026-01-09T10:00", venter_pa="familien", recorded="2026-01-15T10:00")
    case.do("svart", "2026-01-13T10:00", recorded="2026-01-16T10:00")
    before = told(case, "2026-01-19")["svar"]
    migrate(case, moving(Carry.drop), "2026-01-20T10:00")
    found = told(case, "2026-01-21")["svar"]
    assert before.current
    assert not found.current
    assert (found.lateness, found.settled_on) == (before.lateness, before.settled_on)


def explained(case: ToldCase, at: str, deadline: str) -> int:
    return explain(case, at, given(deadline, "fravaer")).seq


def asked_for(case: ToldCase) -> set[tuple[str, str, int]]:
    """The rounds that a reader of lists finds explained."""
    return {each.now for each in explanations(case.records)}


def test_why_it_was_missed_is_still_said_when_the_deadline_is_called_otherwise() -> None:
    case = begun()
    seq = explained(case, "2026-01-14T10:00", "svar")
    migrate(case, moving(Carry.keep), "2026-01-20T10:00")
    found = told(case, "2026-01-21")["svarfrist"]
    assert (found.reason_by, found.asks_reason) == (seq, False)
    assert asked_for(case) == {("prove", "svarfrist", 1)}


def test_why_it_was_missed_is_still_said_of_a_deadline_that_is_let_go() -> None:
    case = begun()
    seq = explained(case, "2026-01-14T10:00", "svar")
    migrate(case, moving(Carry.drop), "2026-01-20T10:00")
    assert told(case, "2026-01-21")["svar"].reason_by == seq
    again = explained(case, "2026-01-22T10:00", "svar")
    assert told(case, "2026-01-23")["svar"].reason_by == again


def test_why_it_was_missed_is_still_said_when_the_migration_is_taken_back() -> None:
    case = begun()
    first = explained(case, "2026-01-14T10:00", "svar")
    wanted = moving(Carry.keep)
    migrate(case, wanted, "2026-01-20T10:00")
    again = explained(case, "2026-01-21T10:00", "svarfrist")
    assert told(case, "2026-01-21")["svarfrist"].reason_by == again
    revert(case, wanted, "2026-01-22T10:00")
    assert told(case, "2026-01-23")["svar"].reason_by == again
    assert asked_for(case) == {("prove", "svar", 1)}
    assert first < again


def test_a_reason_replaces_the_one_before_it_whatever_the_deadline_was_called_then() -> None:
    case = begun()
    first = explained(case, "2026-01-14T10:00", "svar")
    migrate(case, moving(Carry.keep), "2026-01-20T10:00")
    again = explained(case, "2026-01-21T10:00", "svarfrist")
    shown = timeline_of(case)
    assert str(again) in shown[first]
    assert shown[again] == ""


def timeline_of(case: ToldCase) -> dict[int, str]:
    """What the timeline remarks on each explanation."""
    now = moment_at(case.now)
    entries = tell_timeline(case.world, view(case.world, CASE, case.records, now, now, EVERY_ROLE))
    return {entry.seq: " ".join(entry.remarks) for entry in entries if entry.kind is Kind.explanation}
