"""What became of a deadline whose run has come to a version that calls states and deadlines otherwise."""

from pathways.engine.moment import moment_at
from pathways.engine.outcome import Outcome, outcomes
from pathways.engine.plans import FittedPlan
from pathways.model.migration import Carry
from tests.support.cases import ToldCase, instant
from tests.support.moves import edited, fitted, migrate, plan
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
