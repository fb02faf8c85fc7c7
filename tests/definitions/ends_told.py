"""What is said of each deadline where a run ends, as a table for a lawyer to read.

``python -m tests.definitions.ends_told`` writes it anew. Read off the compiled definitions: for each event that ends a
run, which deadlines it meets (the page says *oppfylt*), which fall away by it (*bortfalt*), and which go on as they
stood, with what can still meet them. Then, for each deadline, everything that can ever meet it or let it fall away: a
wrong *oppfylt* must stand in one of the two.
"""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from pathways.compiler.ends import AtEnd, Fate, at_end, ends, events_with
from pathways.messages import say
from pathways.model.pathway import Deadline, DeadlineKind, Event, Pathway, State
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
    for state, event in ends(pathway):
        yield from _of_end(pathway, state, event)
    yield "\n-- Alt som kan oppfylle hver frist, eller la den falle bort"
    for deadline in pathway.deadlines:
        yield from _of_deadline(pathway, deadline)
    yield ""


def _of_end(pathway: Pathway, state: State, event: Event) -> Iterator[str]:
    yield f"\n-- Slutter i «{state.title.nb}» ved «{event.title.nb}»"
    told = [(_said(pathway, each), each.deadline) for each in at_end(pathway, state, event)]
    for said, those in groupby(sorted(told, key=lambda pair: pair[0]), key=lambda pair: pair[0]):
        yield f"   {said}"
        yield from (f"      {_called(pathway, deadline)}" for _, deadline in those)


def _said(pathway: Pathway, each: AtEnd) -> str:
    """What the event that ends the run there does to the deadline."""
    if each.fate is Fate.met:
        return _met(each.deadline)
    if each.fate is Fate.ended:
        return say("machine.word.ended")
    if each.fate is Fate.stands:
        return NOTHING
    return f"{RUNS_ON}: {', '.join(f'«{_title(pathway, name)}»' for name in each.still)}"


def _met(deadline: Deadline) -> str:
    """The word of the page, where it was in time."""
    return say("machine.word.met" if deadline.kind is DeadlineKind.duty else "machine.word.window_used")


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
    return next(event.title.nb for event, _ in events_with(pathway) if event.name == name)


def main() -> None:
    """Write the recorded table anew."""
    RECORDED.write_text(table(), encoding="utf-8")


if __name__ == "__main__":
    main()
