"""What is said of each deadline where a run ends, as a table for a lawyer to read.

``python -m tests.definitions.ends_told`` writes it anew. Read off the compiled definitions: for each event that ends a
run, which deadlines it meets (the page says *oppfylt*), which fall away by it (*bortfalt*), and which go on as they
stood, with what can still meet them. Then, for each deadline, everything that can ever meet it or let it fall away: a
wrong *oppfylt* must stand in one of the two.
"""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from pathways.compiler.graph import graph_of, reach, sources_of
from pathways.messages import say
from pathways.model.pathway import Activity, AnchorKind, Deadline, DeadlineKind, Event, Pathway, State
from tests.definitions.telling import shipped

RECORDED = Path(__file__).resolve().parent / "ends_told.txt"
HEAD = """Hva siden sier om hver frist når et løp slutter, i hver definisjon som følger med.

Les hver linje som en jurist: er det sant at plikten er oppfylt av det? Skrives på nytt med
python -m tests.definitions.ends_told. Det som endret seg, og hvorfor, sies i innsjekkingen.
"""
RUNS_ON = "som før; løper den, kan den ennå oppfylles ved"
NOTHING = "som før; den er ikke en plikt, og ingenting kan oppfylle den her"


def table() -> str:
    """The whole table."""
    newest = [versions[-1] for _, versions in sorted(shipped().versions.items())]
    return "\n".join([HEAD, *(line for pathway in newest for line in _of_pathway(pathway))]) + "\n"


def _of_pathway(pathway: Pathway) -> Iterator[str]:
    yield f"== {pathway.title.nb} ({pathway.id})"
    for state in pathway.states:
        if state.end:
            for event in pathway.events:
                if any(branch.to == state.name for branch in event.branches):
                    yield from _of_end(pathway, state, event)
    yield "\n-- Alt som kan oppfylle hver frist, eller la den falle bort"
    for deadline in pathway.deadlines:
        yield from _of_deadline(pathway, deadline)
    yield ""


def _of_end(pathway: Pathway, state: State, event: Event) -> Iterator[str]:
    yield f"\n-- Slutter i «{state.title.nb}» ved «{event.title.nb}»"
    told = sorted((_said(pathway, deadline, state, event), n) for n, deadline in enumerate(pathway.deadlines))
    for said, those in groupby(told, key=lambda pair: pair[0]):
        if said:
            yield f"   {said}"
            yield from (f"      {_called(pathway, pathway.deadlines[n])}" for _, n in those)


def _said(pathway: Pathway, deadline: Deadline, state: State, event: Event) -> str:
    """What the event that ends the run there does to the deadline; empty where it cannot be open there."""
    if not _can_have_begun(pathway, deadline, event):
        return ""
    if event.name in deadline.met_by:  # what meets it meets it first, also where it would fall away
        return _met(deadline)
    if state.name in deadline.ended_in or event.name in deadline.ended_by:
        return say("machine.word.ended")
    still = [_title(pathway, name) for name in deadline.met_by if _possible(pathway, state, name)]
    if still:
        return f"{RUNS_ON}: {', '.join(f'«{each}»' for each in still)}"
    return NOTHING if deadline.kind is not DeadlineKind.duty else ""


def _met(deadline: Deadline) -> str:
    """The word of the page, where it was in time."""
    return say("machine.word.met" if deadline.kind is DeadlineKind.duty else "machine.word.window_used")


def _can_have_begun(pathway: Pathway, deadline: Deadline, last: Event) -> bool:
    """Whether what it counts from, and what makes its items, can have happened when the run ends by ``last``."""
    return all(any(_can_come_before(pathway, event, last) for event in events) for events in _first(pathway, deadline))


def _first(pathway: Pathway, deadline: Deadline) -> Iterator[list[Event]]:
    """Events of the run of which one must have happened before the deadline begins; of each kind of them."""
    anchor = deadline.anchor
    each = {activity.each_event for activity in pathway.activities if activity.name == deadline.per}
    counts = {anchor.name} if anchor.kind is AnchorKind.event and not anchor.pathway else set()
    if anchor.kind is AnchorKind.field:
        counts = {event.name for event in pathway.events if anchor.name in (*event.records, *event.may_record)}
    for names in (each, counts):
        found = [event for event in pathway.events if event.name in names]
        if found:
            yield found


def _can_come_before(pathway: Pathway, event: Event, last: Event) -> bool:
    if event.start or event == last:
        return True
    graph = graph_of(pathway)
    leaving = {state: {move.target for move in moves} for state, moves in graph.leaving.items()}
    after = reach({move.target for move in graph.moves if move.event == event}, leaving)
    return bool(after & set(sources_of(last, pathway.states)))


def _of_deadline(pathway: Pathway, deadline: Deadline) -> Iterator[str]:
    states = {state.name: state.title.nb for state in pathway.states}
    met = [f"«{_title(pathway, name)}»" for name in deadline.met_by]
    gone = [f"«{_title(pathway, name)}»" for name in deadline.ended_by]
    gone += [f"når løpet kommer til «{states[name]}»" for name in deadline.ended_in]
    yield f"   {_called(pathway, deadline)}"
    yield f"      {_met(deadline)} ved: {', '.join(met) or 'ingenting'}"
    yield f"      bortfalt ved: {', '.join(gone) or 'ingenting'}"


def _called(pathway: Pathway, deadline: Deadline) -> str:
    per = next((each.title.nb for each in pathway.activities if each.name == deadline.per), "")
    return f"{deadline.title.nb} ({deadline.name})" + (f", for hver «{per}»" if per else "")


def _title(pathway: Pathway, name: str) -> str:
    return next(event.title.nb for event, _ in _events(pathway) if event.name == name)


def _possible(pathway: Pathway, state: State, name: str) -> bool:
    """Whether it can be recorded in a run that has ended there."""
    for event, activity in _events(pathway):
        if event.name == name and activity is None:
            return state.name in sources_of(event, pathway.states)
        if event.name == name and activity is not None:
            return not activity.open_in or state.name in activity.open_in
    return False


def _events(pathway: Pathway) -> Iterator[tuple[Event, Activity | None]]:
    yield from ((event, None) for event in pathway.events)
    for activity in pathway.activities:
        yield from ((event, activity) for event in activity.events)


def main() -> None:
    """Write the recorded table anew."""
    RECORDED.write_text(table(), encoding="utf-8")


if __name__ == "__main__":
    main()
