"""Refuses an act that the state of its run, or what the definition requires, does not let happen, and says why.

What is given with the act is read by ``decide``; ``barred`` tells what stands in the way before anything is given.
"""

from typing import TYPE_CHECKING

from pathways.counting.telling import write_short
from pathways.errors import EventRefusedError
from pathways.machine.foreseen import HAPPENED, names_of
from pathways.machine.guards import Scope, holds
from pathways.machine.happening import impossible
from pathways.machine.limits_told import fields_told
from pathways.machine.prepared import Prepared
from pathways.machine.state import RunState
from pathways.machine.waiting import not_waiting
from pathways.model.pathway import Event

if TYPE_CHECKING:
    from pathways.machine.decide import Definitions

BY_VALUES = frozenset({"machine.requirement", "machine.not_waiting", "machine.no_branch"})
"""What may still come right by what is given with the act."""


def event_of(prepared: Prepared, name: str) -> Event:
    """An event of the run or of one of its activities, by name."""
    activity = prepared.item_events.get(name)
    return prepared.events[name] if activity is None else prepared.activities[activity].events[name]


def require_possible(
    definitions: "Definitions", prepared: Prepared, run: RunState, item: str, event: Event, scope: Scope
) -> None:
    """The event can happen with what is given. Raises: EventRefusedError."""
    why = impossible(prepared, run, item, event.name, scope)
    if why == "machine.requirement":
        require_requirements(event, scope)
    if why == "machine.not_waiting":
        raise not_waiting(prepared, run, event, scope, definitions.code_lists())
    _require_state(prepared, run, item, event, scope, why)


def require_state(prepared: Prepared, run: RunState, item: str, event: Event, scope: Scope) -> None:
    """The state lets the event happen, with one content or another. Raises: EventRefusedError."""
    why = impossible(prepared, run, item, event.name, scope)
    _require_state(prepared, run, item, event, scope, "" if why in BY_VALUES else why)


def _require_state(prepared: Prepared, run: RunState, item: str, event: Event, scope: Scope, why: str) -> None:
    if why:
        state, title = run.state, prepared.states[run.state].title.nb
        if why == "machine.not_in_this_item_state":
            state = run.items[item].state
            title = prepared.activities[prepared.item_events[event.name]].states[state].title.nb
        origin = prepared.pathway.origin
        on = write_short(scope.happened)
        open_in = prepared.activities[prepared.item_events[event.name]].spec.open_in if item else ()
        opens = " / ".join(f"«{prepared.states[name].title.nb}»" for name in open_in)
        told = {"event": event.name, "state": state, "title": title, "on": on, "opens": opens}
        raise EventRefusedError(why, **told, definition=origin)


def require_requirements(event: Event, scope: Scope) -> None:
    """What the definition requires of the event holds. Raises: EventRefusedError."""
    for requirement in event.requires:
        if not holds(requirement.when, scope):
            read = names_of(requirement.when)
            fields = [name for name in (*event.records, *event.may_record) if name in read]
            hint = " " + fields_told(requirement.when, tuple(fields), scope) if fields else ""
            told: dict[str, object] = {"otherwise": requirement.otherwise.nb, "fields": tuple(fields)}
            told |= {"dated": HAPPENED in read, "why": requirement.otherwise.nb + hint}
            raise EventRefusedError("machine.requirement_told", event=event.name, **told)
