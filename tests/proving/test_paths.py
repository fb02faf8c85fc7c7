"""Paths: they cover all that can be reached, and the engine itself takes every one of them and ends where they say."""

from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from itertools import permutations

import pytest

from pathways.counting.oslo import civil_date
from pathways.machine.deadlines import split_key
from pathways.machine.standing import DeadlineStanding, Standing
from pathways.model.on_redecide import OnRedecide
from pathways.model.pathway import Pathway
from pathways.proving.goals import Goal, Kind, Outcome, goals_of
from pathways.proving.paths import Covered, Path, paths_of
from pathways.proving.walking import Step
from tests.support.counts import SOAKING
from tests.support.databases import Databases, migrate
from tests.support.installed import Installed, in_case, installed
from tests.support.worlds import definition, shipped, small

NAMES = ("barnevern_forlop", "barnevern_helsekartlegging", "barnevern_undersokelse", "bup_akutt", "bup_vurdering")
UNREACHED = {
    "barnevern_forlop": {
        Goal(Kind.transition, "henvisning_sendt", "kartlegging", 1),
        Goal(Kind.transition, "henvisning_sendt", "henvises", 0),
        Goal(Kind.transition, "henvisning_sendt", "oppfolging", 0),
    },
    "barnevern_helsekartlegging": set(),
    "barnevern_undersokelse": set(),
    "bup_akutt": set(),
    "bup_vurdering": {
        Goal(Kind.transition, "svar_sendt", "vurdert_rett", 1),
        Goal(Kind.transition, "svar_sendt", "vurdert_avslag", 0),
    },
}
"""Branches that what was recorded on the way there rules out; read by hand."""

ONLY_ANEW = {
    "barnevern_forlop": set[str](),
    "barnevern_helsekartlegging": set[str](),
    "barnevern_undersokelse": set[str](),
    "bup_akutt": set[str](),
    "bup_vurdering": {"nytt_svar_sendt"},
}
"""Events that want a decision made anew first: of a re-decision nothing is looked at but where it leads."""

KINDS = ["sqlite", *([pytest.param("postgres", marks=pytest.mark.postgres)] if SOAKING else [])]


def begun_by_events(pathway: Pathway) -> set[str]:
    """The deadlines that do not come by deciding anew alone: of those no outcome is looked for."""
    return {each.name for each in pathway.deadlines if each.on_redecide is not OnRedecide.only}


@cache
def covered(name: str) -> Covered:
    """The paths of a shipped pathway, found once."""
    catalogue = shipped().catalogue
    return paths_of(catalogue, catalogue.versions[name][-1], lambda _done, _of: None)


@pytest.fixture(params=KINDS)
def at_work(request: pytest.FixtureRequest) -> Iterator[Installed]:
    """The shipped definitions on a database; on PostgreSQL too when soaking."""
    databases: Databases = request.getfixturevalue(f"{request.param}_databases")
    with installed(databases.copy_of(migrate), shipped()) as found:
        yield found


def taken(at_work: Installed, path: Path) -> Iterator[tuple[Step, Standing]]:
    """Each step as the engine took it, with the standing that a reader then sees."""
    case_id, seqs = "", [0]
    for step in path.steps:
        at_work.clock.shows = step.at
        if step.act is None or step.done is None:
            at_work.sweep(step.at)
            seqs.append(0)
        elif not case_id:
            receipt = at_work.engine.open_case(step.pathway, step.act)
            case_id = receipt.case_id
            seqs.append(receipt.seq)
        elif step.done.redecides:
            seqs.append(at_work.engine.redecide(in_case(step.act, case_id), seqs[step.done.redecides]).seq)
        else:
            seqs.append(at_work.engine.advance(in_case(step.act, case_id), step.pathway).seq)
        yield step, at_work.reader().read_case(case_id, "prøve", "prøve").standing


def key_of(deadline: DeadlineStanding) -> str:
    return f"{deadline.name}:{deadline.item}" if deadline.item else deadline.name


@pytest.mark.soak
@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_the_engine_takes_every_path_and_stands_where_it_says(at_work: Installed, name: str) -> None:
    for path in covered(name).paths:
        for step, standing in taken(at_work, path):
            assert {(run.run, run.state) for run in standing.runs} == set(step.states)
            words = {(run.run, key_of(each), each.word) for run in standing.runs for each in run.deadlines}
            assert words == set(step.words)
    assert len(at_work.case_ids()) == len(covered(name).paths)
    assert at_work.faults() == []


@pytest.mark.soak
@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_outcomes_are_what_the_dates_and_the_definition_say(at_work: Installed, name: str) -> None:
    """What a path claims of a deadline, by the dates a reader is shown and nothing of the proof."""
    specs = {each.name: each for each in covered(name).pathway.deadlines}
    claims = 0
    for path in covered(name).paths:
        for step, standing in taken(at_work, path):
            on = civil_date(step.at - timedelta(microseconds=1))
            event = step.act.event if step.act else ""
            for goal in step.goals:
                if goal.kind is Kind.deadline:
                    claims += 1
                    assert any(
                        _fits(goal, each, on > each.legal, event, specs[goal.name].met_by)
                        for run in standing.runs
                        for each in run.deadlines
                        if each.name == goal.name
                    ), (goal, step)
    assert claims >= sum(1 for goal in covered(name).goals if goal.kind is Kind.deadline)


def _fits(goal: Goal, deadline: DeadlineStanding, late: bool, event: str, met_by: tuple[str, ...]) -> bool:  # noqa: FBT001
    settled = deadline.settled_on is not None
    return {
        Outcome.met: settled and event in met_by and not late,
        Outcome.met_late: settled and event in met_by and late,
        Outcome.missed: not settled and event == "",
        Outcome.ended: settled and event not in met_by,
        Outcome.extended: deadline.extended_by > 0 and not late,
        Outcome.stood: not settled and event == "",
        Outcome.late_extension: deadline.late_extension_by > 0 and deadline.extended_by == 0 and late,
    }[Outcome(goal.about)]


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_every_goal_is_covered_or_told_with_a_reason(name: str) -> None:
    found = covered(name)
    told = [goal for path in found.paths for goal in path.covers] + [each.goal for each in found.unreached]
    assert sorted(told) == sorted(found.goals)
    assert {each.goal for each in found.unreached} == UNREACHED[name]
    assert all(each.why for each in found.unreached)


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_every_two_branches_that_end_differently_are_gone_one_after_the_other(name: str) -> None:
    pathway, done = shipped().catalogue.versions[name][-1], set()
    for path in covered(name).paths:
        for step in path.steps:
            if step.done is not None and step.done.redecides:
                first, run = path.steps[step.done.redecides - 1], step.done.run
                assert first.act is not None
                assert first.act.event == step.done.name
                done.add((step.done.name, dict(first.states)[run], dict(step.states)[run]))
    redecided = [event for event in pathway.events if event.redecided_by]
    pairs = {
        (event.name, one.to, other.to)
        for event in redecided
        for one, other in permutations(event.branches, 2)
        if one.to != other.to
    }
    assert done >= pairs
    assert bool(pairs) == bool(redecided)


def test_a_clock_that_stood_passes_its_end_later() -> None:
    goals = [g for g in covered("barnevern_forlop").goals if g.about == Outcome.stood]
    assert len(goals) == 5
    for goal in goals:
        path = next(path for path in covered("barnevern_forlop").paths if goal in path.covers)
        events = [step.act.event if step.act else "" for step in path.steps]
        assert "satt_pa_vent" in events[: events.index("gjenopptatt")]
        assert path.steps[-1].act is None


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_goals_are_all_that_the_definition_holds(name: str) -> None:
    pathway = shipped().catalogue.versions[name][-1]
    goals = set(goals_of(pathway))
    assert {goal.name for goal in goals if goal.kind is Kind.state} == {state.name for state in pathway.states}
    assert {goal.name for goal in goals if goal.kind is Kind.deadline} == begun_by_events(pathway)
    anew = ONLY_ANEW[name]
    events = {event.name for event in (*pathway.events, *(e for a in pathway.activities for e in a.events))} - anew
    assert {goal.name for goal in goals if goal.kind in (Kind.transition, Kind.item_transition)} == events
    assert {goal.name for goal in goals if goal.kind is Kind.timed} == {timed.name for timed in pathway.timed}
    branches = sum(
        len(event.branches or (0,)) * len(event.sources or [s for s in pathway.states if not s.end])
        for event in pathway.events
        if not event.start and event.name not in anew
    )
    starts = sum(len(event.branches or (0,)) for event in pathway.events if event.start)
    assert sum(1 for goal in goals if goal.kind is Kind.transition) == branches + starts


def test_the_same_definition_gives_the_same_paths() -> None:
    catalogue = shipped().catalogue
    again = paths_of(catalogue, catalogue.versions["bup_vurdering"][-1], lambda _done, _of: None)
    assert again == covered("bup_vurdering")


def test_a_branch_that_cannot_be_taken_is_told_with_its_reason() -> None:
    text = definition(
        fields="haster: {title: Haster, kind: flag}",
        states="""
            apen: {title: Åpen, start: true, holder: barnevern}
            lukket: {title: Lukket, end: true}
            """,
        events="""
            kommet: {title: Kommet, start: true, by: saksbehandler}
            merket: {title: Merket, from: apen, by: saksbehandler, records: haster}
            svart:
              title: Svart
              from: apen
              by: saksbehandler
              requires:
                - {when: haster, otherwise: Det må haste.}
              to:
                - {when: haster, state: lukket}
                - {otherwise: true, state: stays}
            """,
        deadlines="""
            frist:
              title: Svar
              from: kommet
              basis: lov
              within: 1 week
              counting: dl-148
              met_by: svart
              on_pause: runs
              remind: {after: 1 working day, to: leder, escalate: true}
            """,
    )
    catalogue = small(text).catalogue
    found = paths_of(catalogue, catalogue.pathways[0], lambda _done, _of: None)
    assert [each.goal for each in found.unreached] == [Goal(Kind.transition, "svart", "apen", 1)]
    assert "vilkåret holdt aldri" in found.unreached[0].why


def test_two_ways_for_an_item_to_end_are_told_apart() -> None:
    text = definition(
        states="""
            apen: {title: Åpen, start: true, holder: barnevern}
            lukket: {title: Lukket, end: true}
            """,
        events="""
            kommet: {title: Kommet, start: true, by: saksbehandler}
            svart: {title: Svart, from: apen, by: saksbehandler, to: lukket}
            """,
        deadlines="""
            frist:
              title: Svar
              from: kommet
              basis: lov
              within: 1 week
              counting: dl-148
              met_by: svart
              on_pause: runs
              remind: {after: 1 working day, to: leder, escalate: true}
            """,
        activities="""
            arbeid:
              title: Arbeid
              items: {del: Del}
              states:
                gar: {title: Går, start: true}
                en: {title: Én ende, end: true}
                to: {title: En annen, end: true}
              events:
                endt: {title: Endt, from: gar, by: saksbehandler, to: en}
                endt_annet: {title: Endt på annet vis, from: gar, by: saksbehandler, to: to}
                etter: {title: Etterpå, from: to, by: saksbehandler}
            """,
    )
    catalogue = small(text).catalogue
    assert paths_of(catalogue, catalogue.pathways[0], lambda _done, _of: None).unreached == ()


def test_each_act_is_recorded_by_a_role_that_may() -> None:
    pathway = shipped().catalogue.versions["bup_vurdering"][-1]
    by = {event.name: event.by for event in (*pathway.events, *(e for a in pathway.activities for e in a.events))}
    acts = [step.act for path in covered("bup_vurdering").paths for step in path.steps if step.act]
    assert all(set(act.actor.roles) <= set(by[act.event]) for act in acts)


def test_what_a_path_says_of_a_deadline_is_said_of_one_that_is_there() -> None:
    specs = {each.name for each in covered("bup_vurdering").pathway.deadlines}
    words = {split_key(key)[0] for path in covered("bup_vurdering").paths for s in path.steps for _, key, _ in s.words}
    assert words == specs
