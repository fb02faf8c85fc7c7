"""The traps of `transitions` that were measured: each is shut, and our reading of its table is the same as its own."""

import ast
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random

import pytest
from transitions import MachineError

import pathways.machine.fsm as fsm_module
from pathways.errors import DefinitionError
from pathways.machine.fsm import Table
from pathways.machine.guards import Scope
from pathways.machine.scope import scope_of
from pathways.model.pathway import Event
from pathways.model.record import Content, Happened
from tests.support.cases import ToldCase
from tests.support.counts import count
from tests.support.walks import told_walk
from tests.support.worlds import definition, shipped, small

CALLBACKS = ("before", "after", "prepare")
HOOKS = ("before_state_change", "after_state_change", "on_final", "prepare_event", "finalize_event", "on_exception")
SOURCE = Path(fsm_module.__file__).read_text(encoding="utf-8")


class Cursor:
    """A throw-away model: one state, set by name as the package does."""


def tables() -> Iterator[tuple[str, Table, tuple[Event, ...]]]:
    """Every table of the shipped definitions, with the events it was built from."""
    for pathway in shipped().catalogue.pathways:
        prepared = shipped().prepared(pathway.digest)
        yield pathway.id, prepared.table, tuple(event for event in pathway.events if not event.start)
        for name, activity in prepared.activities.items():
            yield f"{pathway.id}.{name}", activity.table, activity.spec.events


def scopes(case: ToldCase, random: Random) -> Iterator[Scope]:
    """What guards could see in each run and item of a case, over what its records say."""
    contents = [record.content for record in case.records if record.content]
    for run in case.state.runs.values():
        prepared = case.world.prepared(run.digest)
        for item in ("", *run.items):
            content: Content = random.choice(contents)
            yield scope_of(prepared, run, item, content)


def tried(table: Table, state: str, event: str, scope: Scope) -> str | None:
    """Where the package itself leads from ``state``; None when it does not go."""
    cursor = Cursor()
    machine = table._machine
    setattr(cursor, machine.model_attribute, state)
    try:
        went = machine.events[event].trigger(cursor, scope)
    except MachineError:
        return None
    return str(getattr(cursor, machine.model_attribute)) if went else None


def test_the_package_itself_takes_the_branch_that_we_read() -> None:
    random = Random(5)
    compared = 0
    for seed in range(count(12, 200)):
        walk = told_walk(seed)
        list(walk.steps(20))
        assert isinstance(walk.case, ToldCase)
        for scope in scopes(walk.case, random):
            name, table, events = random.choice(list(tables()))
            for event in events:
                for state in table._machine.states:
                    branch = table.branch(state, event.name, scope)
                    expected = None if branch is None else branch.to or state
                    assert tried(table, state, event.name, scope) == expected, (name, state, event.name)
                    compared += 1
    assert compared > 1000


def test_sources_are_the_states_the_package_goes_from() -> None:
    for _, table, events in tables():
        for event in events:
            sources = {state for state, known in table._machine.events[event.name].transitions.items() if known}
            assert set(table.sources(event.name)) == sources


def test_no_model_is_ever_added() -> None:
    case = ToldCase(world=shipped())
    case.start("barnevern_undersokelse", "2026-08-24", meldere=("11",), innhold=("1.1.02",))
    case.do("melding_konkludert", "2026-08-26", konklusjon="2")
    assert [table._machine.models for _, table, _ in tables()] == [[] for _ in tables()]


def test_no_transition_is_made_by_itself() -> None:
    for _, table, events in tables():
        assert set(table._machine.events) == {event.name for event in events}


def test_no_state_is_added_by_itself() -> None:
    for pathway in shipped().catalogue.pathways:
        table = shipped().prepared(pathway.digest).table
        assert list(table._machine.states) == [state.name for state in pathway.states]


def test_no_string_reaches_a_callback_and_nothing_runs_after_a_transition() -> None:
    for _, table, _ in tables():
        machine = table._machine
        hooks = (
            "before_state_change",
            "after_state_change",
            "on_final",
            "prepare_event",
            "finalize_event",
            "on_exception",
        )
        assert [name for name in hooks if getattr(machine, name)] == []
        assert [state.name for state in machine.states.values() if state.on_enter or state.on_exit] == []
        for event in machine.events.values():
            for transition in (each for known in event.transitions.values() for each in known):
                assert [name for name in CALLBACKS if getattr(transition, name)] == []
                assert all(callable(condition.func) for condition in transition.conditions)


def test_the_wrapper_asks_the_package_for_no_callback_and_adds_no_model() -> None:
    calls = [node for node in ast.walk(ast.parse(SOURCE)) if isinstance(node, ast.Call)]
    named = {node.func.attr for node in calls if isinstance(node.func, ast.Attribute)}
    keywords = {keyword.arg for node in calls for keyword in node.keywords}
    assert "add_model" not in named
    assert not keywords & {*CALLBACKS, "unless", "after_state_change", "before_state_change", "on_enter", "on_exit"}


def test_every_option_that_has_a_dangerous_default_is_passed() -> None:
    machine = next(
        node
        for node in ast.walk(ast.parse(SOURCE))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Machine"
    )
    given = {keyword.arg: ast.unparse(keyword.value) for keyword in machine.keywords}
    assert given["model"] == "None"
    assert [given[option] for option in ("auto_transitions", "send_event", "queued", "ignore_invalid_triggers")] == [
        "False"
    ] * 4
    assert "initial" in given


_STATES = """\
    venter: {title: Venter, start: true, holder: barnevern, silent: Prøve uten frister.}
    slutt: {title: Slutt, end: true}
"""


@pytest.mark.parametrize("event", ["{from: venter, to: finnes_ikke}", "{from: finnes_ikke, to: slutt}"])
def test_an_unknown_state_is_refused_when_the_definition_is_compiled(event: str) -> None:
    text = event.replace("{from", "{title: Gjort, by: [saksbehandler], from")
    events = f"kommet: {{title: Kommet, start: true, by: [saksbehandler]}}\ngjort: {text}\n"
    with pytest.raises(DefinitionError) as refused:
        small(definition(states=_STATES, events=events))
    assert "finnes_ikke" in str(refused.value)


@pytest.mark.parametrize("name", ["state", "trigger", "to_slutt", "model", "initial", "before", "os_system"])
def test_an_event_may_be_called_like_something_of_the_package(name: str) -> None:
    events = f"""\
        kommet: {{title: Kommet, start: true, by: [saksbehandler]}}
        {name}: {{title: Gjort, from: venter, by: [saksbehandler], to: slutt}}
    """
    case = ToldCase(world=small(definition(states=_STATES, events=events)))
    case.start("prove", "2026-01-05")
    case.do(name, "2026-01-06")
    assert case.state.runs["prove"].state == "slutt"


def test_a_guard_that_does_not_hold_and_a_state_that_does_not_fit_are_the_same_no() -> None:
    table = shipped().prepared(shipped().in_force("barnevern_undersokelse", date(2026, 8, 24))[0]).table
    scope = _nothing_recorded()
    assert table.branch("mottatt", "melding_konkludert", scope) is None
    assert table.branch("henlagt", "melding_konkludert", scope) is None
    assert table.branch("mottatt", "finnes_ikke", scope) is None


def _nothing_recorded() -> Scope:
    case = ToldCase(world=shipped())
    case.start("barnevern_undersokelse", "2026-08-24", meldere=("11",), innhold=("1.1.02",))
    run = case.state.runs["barnevern_undersokelse"]
    content = Content(happened=Happened(on=run.since, at=None), data={}, reason_codes=(), pins=(), warnings=())
    return scope_of(case.world.prepared(run.digest), run, "", content)
