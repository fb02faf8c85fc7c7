"""What can be, and what must be, recorded in a run when it stands in a state: flow of fields over the graph."""

from collections.abc import Iterable
from dataclasses import dataclass

from pathways.compiler.graph import Graph, sources_of, surely_recorded
from pathways.model.pathway import Event, Pathway


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """Per state, the fields of the run that may be recorded there, and those that certainly are."""

    may: dict[str, frozenset[str]]
    must: dict[str, frozenset[str]]
    pathway: Pathway

    def may_at(self, event: Event) -> frozenset[str]:
        """Fields that may have a value when the event's guards are read."""
        before = (self.may.get(state, frozenset()) for state in self._before(event))
        return frozenset().union(*before, event.records, event.may_record)

    def must_at(self, event: Event) -> frozenset[str]:
        """Fields that surely have a value when the event's requirements are read."""
        before = [self.must[state] for state in self._before(event) if state in self.must]
        return (frozenset.intersection(*before) if before else frozenset()).union(event.records)

    def must_after(self, event: Event) -> frozenset[str]:
        """Fields that surely have a value once the requirements hold: when branches are chosen, and afterwards."""
        return self.must_at(event) | gained(event)

    def _before(self, event: Event) -> tuple[str, ...]:
        return () if event.start else sources_of(event, self.pathway.states)


def gained(event: Event) -> frozenset[str]:
    """Fields that surely have a value once the event has happened."""
    required = (surely_recorded(requirement.when) for requirement in event.requires)
    return frozenset(event.records).union(*required)


def recorded(pathway: Pathway, graph: Graph, *, is_begun: bool) -> Recorded:
    """The flow of fields. A run that others begin stands in its start state with nothing recorded."""
    everything = frozenset(field.name for field in pathway.fields)
    may: dict[str, set[str]] = {state.name: set() for state in graph.states}
    must: dict[str, frozenset[str]] = dict.fromkeys(graph.reachable, everything)
    if is_begun or not graph.beginnings:
        must[graph.start] = frozenset()
    for move in graph.beginnings:
        _flow(move.event, frozenset(), frozenset(), move.target, may, must)
    for _ in range(len(graph.states) * max(1, len(everything))):
        if not _pass(graph, may, must):
            break
    return Recorded(may={state: frozenset(names) for state, names in may.items()}, must=must, pathway=pathway)


def _pass(graph: Graph, may: dict[str, set[str]], must: dict[str, frozenset[str]]) -> bool:
    """One round over all moves; whether anything changed."""
    changed = False
    for move in graph.moves:
        if move.source in must:
            changed |= _flow(move.event, may[move.source], must[move.source], move.target, may, must)
    return changed


def _flow(
    event: Event | None,
    may_before: Iterable[str],
    must_before: frozenset[str],
    target: str,
    may: dict[str, set[str]],
    must: dict[str, frozenset[str]],
) -> bool:
    added = frozenset(() if event is None else (*event.records, *event.may_record)).union(may_before) - may[target]
    certain = must[target] & (must_before | (gained(event) if event else frozenset()))
    changed = bool(added) or certain != must[target]
    may[target] |= added
    must[target] = certain
    return changed
