"""The transition tables, built on `transitions`: one machine per compiled state set, and no models.

The only file that imports the package. Every option is passed; strings never reach a callback; guards are
callables that read a ``Scope``. Ownership of the state stays with the fold.
"""

from collections.abc import Callable, Iterable

from transitions import Machine
from transitions.core import Transition

from pathways.machine.guards import Scope, holds
from pathways.model.expression import Expression
from pathways.model.pathway import Branch, Event, State

_Way = tuple[tuple[Callable[..., bool | None], ...], Branch]
"""A transition as it is asked for in every act: its conditions, and the branch it is."""


class Table:
    """Which branch an event takes from a state. Order among branches is the order of the definition."""

    def __init__(self, states: Iterable[State], events: Iterable[Event]) -> None:
        self._states = tuple(states)
        self._ways: dict[tuple[str, str], list[_Way]] = {}
        """By (state, event)."""
        start = next(state.name for state in self._states if state.start)
        self._machine = Machine(
            model=None,
            states=[state.name for state in self._states],
            initial=start,
            auto_transitions=False,
            send_event=False,
            queued=False,
            ignore_invalid_triggers=False,
            model_attribute="-",  # the package refuses an event of this name, and no event is called so
        )
        for event in events:
            self._add(event)
        self._sources = {name: self._sources_of(name) for name in self._machine.events}

    def sources(self, event: str) -> tuple[str, ...]:
        """States the event may happen in, in the order of the definition; empty when it may happen in none."""
        return self._sources.get(event, ())

    def branch(self, state: str, event: str, scope: Scope) -> Branch | None:
        """The first branch whose guard holds in ``scope``; None when the event leads nowhere from ``state``."""
        for conditions, branch in self._ways.get((state, event), ()):
            if all(condition(scope) for condition in conditions):
                return branch
        return None

    def _sources_of(self, event: str) -> tuple[str, ...]:
        transitions = self._machine.events[event].transitions
        return tuple(state.name for state in self._states if transitions.get(state.name))

    def _add(self, event: Event) -> None:
        sources = event.sources or tuple(state.name for state in self._states if not state.end)
        branches = event.branches or (Branch(when=None, to="", begins=(), signals=()),)
        for source in sources:
            for branch in branches:
                condition = None if branch.when is None else _condition(branch.when)
                self._machine.add_transition(event.name, source, branch.to or source, conditions=condition)
                way = _conditions_of(self._newest(event.name, source)), branch
                self._ways.setdefault((source, event.name), []).append(way)

    def _newest(self, event: str, source: str) -> Transition:
        return self._machine.events[event].transitions[source][-1]


def _conditions_of(transition: Transition) -> tuple[Callable[..., bool | None], ...]:
    return tuple(condition.func for condition in transition.conditions if callable(condition.func))


def _condition(guard: Expression) -> Callable[[Scope], bool]:
    def condition(scope: Scope) -> bool:
        return holds(guard, scope)

    return condition
