"""Checks pauses: they say who holds the ball and why, can be ended, and stop no clock of law without a source."""

from pathways.compiler.draft import Draft
from pathways.compiler.graph import Graph, reach
from pathways.compiler.problem import Report
from pathways.compiler.reading import UNKNOWN
from pathways.model.basis import Effect
from pathways.model.pathway import Anchor, AnchorKind, Deadline, DeadlineKind, Event, FieldKind, OnPause


def check_pauses(draft: Draft, graph: Graph, report: Report) -> None:
    """Every event that lets a run wait or go on, and every clock that can stand."""
    pathway = draft.pathway
    for event in pathway.events:
        _check_field(draft, event, "pauses", event.pauses, report)
        _check_field(draft, event, "resumes", event.resumes, report)
        if event.pauses:
            _check_pause(draft, event, graph, report)
    waits = any(event.pauses for event in pathway.events)
    stopping = [deadline for deadline in pathway.deadlines if deadline.on_pause is not OnPause.runs]
    for deadline in stopping:
        _check_clock(draft, deadline, report, waits=waits)
    if any(deadline.within for deadline in stopping):
        _check_followed(draft, report)


def _check_field(draft: Draft, event: Event, key: str, name: str, report: Report) -> None:
    if name in ("", UNKNOWN):
        return
    kinds = {field.name: field.kind for field in draft.pathway.fields}
    if kinds[name] is not FieldKind.code or name not in event.records:
        report.add("E530", draft.place("events", event.name, key), key=key, event=event.name)


def _check_pause(draft: Draft, event: Event, graph: Graph, report: Report) -> None:
    if not event.reason.text_required:
        report.add("E531", draft.place("events", event.name, "pauses"), event=event.name)
    lasting = _lasting(event, graph)
    if lasting and not graph.is_vague and event.pauses != UNKNOWN:
        states = ", ".join(f"«{state}»" for state in lasting)
        at = draft.place("events", event.name, "pauses")
        report.add("E532", at, event=event.name, states=states, field=event.pauses)


def _lasting(event: Event, graph: Graph) -> tuple[str, ...]:
    """States the run can wait in, and that are no end, from which nothing leads to an event that ends the waiting."""
    targets = {state: {move.target for move in moves} for state, moves in graph.leaving.items()}
    waiting = reach({m.target for m in (*graph.moves, *graph.beginnings) if m.event is event}, targets)
    ending = {m.source for m in graph.moves if m.event is not None and m.event.resumes == event.pauses}
    lost = {state for state in waiting - graph.ends if ending.isdisjoint(reach({state}, targets))}
    return tuple(state.name for state in graph.states if state.name in lost)


def _check_followed(draft: Draft, report: Report) -> None:
    """Where a clock can stand, somebody is told of every waiting: a duty that runs on counts from it, whatever else."""
    for event in draft.pathway.events:
        followed = any(
            deadline.anchor == Anchor(kind=AnchorKind.event, name=event.name, pathway="")
            and deadline.on_pause is OnPause.runs
            and deadline.kind is DeadlineKind.duty
            and deadline.only_when is None
            and not (deadline.opens_states or deadline.opens_events)
            for deadline in draft.pathway.deadlines
        )
        if event.pauses and not followed:
            report.add("E536", draft.place("events", event.name, "pauses"), event=event.name)


def _check_clock(draft: Draft, deadline: Deadline, report: Report, *, waits: bool) -> None:
    at = draft.place("deadlines", deadline.name, "on_pause")
    if deadline.within is None:
        report.add("E533", at, deadline=deadline.name)
    if not waits:
        report.add("E535", at, deadline=deadline.name)
    if deadline.pause_basis is None and deadline.basis.effect in (Effect.statutory, Effect.individual):
        report.add("E534", at, deadline=deadline.name, effect=deadline.basis.effect.value, word=deadline.on_pause.value)
