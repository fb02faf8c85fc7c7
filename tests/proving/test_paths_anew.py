"""Paths on which a decision is made anew and ends otherwise, and on which a clock stands and its end passes later."""

from pathways.proving.goals import Goal, Kind, Outcome
from pathways.proving.paths import Covered, paths_of
from tests.support.worlds import definition, small

FIELDS = """
    svar: {title: Svar, kind: code, codes: register/melding_konklusjon}
    innen: {title: Innen, kind: date}
    venter_pa: {title: Venter på, kind: code, codes: lokal/ventekategori}
    """
STATES = """
    apen: {title: Åpen, start: true, holder: barnevern}
    ja: {title: Ja, holder: barnevern}
    lukket: {title: Lukket, end: true}
    """
EVENTS = """
    kommet: {title: Kommet, start: true, by: saksbehandler}
    vurdert:
      title: Vurdert
      from: apen
      by: leder
      records: [svar, innen]
      reason: required
      decision: true
      redecide: {by: leder, MORE}
      REQUIRES
      to:
        - {when: 'svar == "2"', state: ja}
        - {when: 'svar in ["3", "4"]', state: lukket}
        - {when: 'svar in ["1", "5", "6", "7", "8", "9", "10"]', state: lukket}
    ferdig: {title: Ferdig, from: ja, by: leder, to: lukket}
    vent: {title: Vent, from: any, by: saksbehandler, records: venter_pa, reason: required, pauses: venter_pa}
    videre: {title: Videre, from: any, by: saksbehandler, records: venter_pa, resumes: venter_pa}
    """
DUTY = """
    {name}: {{title: Plikt, from: {of}, basis: lov, on_pause: {word}, within: 1 week, counting: dl-148, met_by: {by},
      ends: {{state: lukket}}, remind: {{after: 1 working day, to: leder, escalate: true}}}}
    """


def covered(*, never_later: bool = False, requires: str = "", word: str = "{freezes: lov}") -> Covered:
    """The paths of a small pathway with one decision and two duties."""
    limit = "never_later: {field: innen, otherwise: Aldri senere}" if never_later else ""
    events = EVENTS.replace(", MORE", f", {limit}" if limit else "").replace("REQUIRES", requires)
    text = definition(
        fields=FIELDS,
        states=STATES,
        events=events,
        deadlines=DUTY.format(name="svares", of="kommet", word=word, by="vurdert")
        + DUTY.format(name="gjores", of="vurdert, only_when: 'svar == \"2\"'", word="runs", by="ferdig")
        + DUTY.format(name="ses_pa", of="vent", word="runs", by="videre"),
    )
    catalogue = small(text).catalogue
    return paths_of(catalogue, catalogue.pathways[0], lambda _done, _of: None)


def anew(found: Covered) -> set[tuple[str, int]]:
    """Which branches are gone one after the other."""
    return {(g.about, g.branch) for path in found.paths for g in path.covers if g.kind is Kind.redecision}


def test_a_decision_is_made_anew_by_each_branch_that_ends_otherwise_and_by_no_other() -> None:
    found = covered()
    assert anew(found) == {("0", 1), ("0", 2), ("1", 0), ("2", 0)}
    path = next(p for p in found.paths if Goal(Kind.redecision, "vurdert", "0", 1) in p.covers)
    first, last = path.steps[-2], path.steps[-1]
    assert (first.act and first.act.event, last.act and last.act.event) == ("vurdert", "vurdert")
    assert (dict(first.states), dict(last.states)) == ({"prove": "ja"}, {"prove": "lukket"})
    assert last.done is not None
    assert last.done.redecides == len(path.steps) - 1


def test_what_only_deciding_anew_ends_is_reached_by_deciding_anew() -> None:
    goal = Goal(Kind.deadline, "gjores", Outcome.ended, -1)
    path = next(path for path in covered().paths if goal in path.covers)
    assert path.steps[-1].done is not None
    assert path.steps[-1].done.redecides > 0


def test_a_date_that_may_never_be_set_later_is_set_as_it_was() -> None:
    assert anew(covered(never_later=True)) == anew(covered())


def test_what_keeps_it_from_being_made_anew_is_told() -> None:
    today = "requires: [{when: innen >= happened and innen <= happened, otherwise: Bare i dag}]"
    found = covered(never_later=True, requires=today)
    assert anew(found) == set()
    why = {each.goal: each.why for each in found.unreached if each.goal.kind is Kind.redecision}
    assert len(why) == 4
    assert all("Aldri senere" in each for each in why.values())


def test_a_clock_that_stood_passes_its_end_later() -> None:
    goal = Goal(Kind.deadline, "svares", Outcome.stood, -1)
    (path,) = [p for p in covered().paths if goal in p.covers]
    assert [step.act.event if step.act else "" for step in path.steps] == ["kommet", "vent", "videre", ""]
    assert {key: word.value for _, key, word in path.steps[-1].words}["svares"] == "breach"


def test_a_clock_that_no_waiting_stops_is_not_asked_to() -> None:
    assert not [g for g in covered(word="runs").goals if g.about == Outcome.stood]
