"""What is told and kept with an act though nothing is refused: a definition's own warnings, and those of every pathway.

A guard sees its own run alone. What must be warned of for the sake of another run, or of what came before, is here.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from pathways.machine.deadlines import split_key
from pathways.machine.guards import Scope, holds
from pathways.machine.pausing import waiting_for
from pathways.machine.prepared import Prepared, World
from pathways.machine.state import CaseState, RunState
from pathways.messages import say
from pathways.model.pathway import Branch, Event, FieldKind
from pathways.model.record import Content

EXTENDED, ALIKE = "machine.warn_extended", "machine.warn_alike"
FURTHER, EARLY = "machine.warn_further", "machine.warn_early"
BUILT_ON = "machine.warn_built_on"
WAITS, WAITS_STILL, ENDS_WAITING = "machine.warn_waits", "machine.warn_waits_still", "machine.warn_ends_waiting"

_OURS = "machine."
"""No event has such a name, so a warning that begins so is a sentence of the catalogue."""


def warning_told(event: Event, warning: str) -> str:
    """The sentence of a warning that was kept as ``event:index`` or as ``machine.key:what it is about``."""
    name, _, about = warning.rpartition(":")
    return say(name, about=about) if name.startswith(_OURS) else event.warns[int(about)].otherwise.nb


def own_warnings(event: Event, scope: Scope) -> tuple[str, ...]:
    """What the definition warns of."""
    return tuple(f"{event.name}:{n}" for n, warning in enumerate(event.warns) if holds(warning.when, scope))


def warnings_of(
    world: World, state: CaseState, run: RunState, event: Event, branch: Branch, content: Content
) -> tuple[str, ...]:
    """What is warned of in every pathway, by the case as it stands before the act."""
    prepared = world.prepared(run.digest)
    return (
        *(f"{EXTENDED}:{seq}" for seq in _extended(prepared, run, event)),
        *(f"{ALIKE}:{name}" for name in _alike(prepared, state, run, event, branch)),
        *(f"{FURTHER}:{name}" for name in _further(world, state, branch)),
        *(f"{EARLY}:{name}" for name in _early(world, state, run, event, content)),
        *(f"{key}:{seq}" for key, seq in _waiting(prepared, run, event, branch, content)),
    )


def _extended(prepared: Prepared, run: RunState, event: Event) -> Iterator[int]:
    """Acts that have extended already what this one extends."""
    for key, deadline in run.deadlines.items():
        extension = prepared.deadlines[split_key(key)[0]].extension
        if extension is not None and extension.by == event.name and deadline.extended_by:
            yield deadline.extended_by


def _waiting(
    prepared: Prepared, run: RunState, event: Event, branch: Branch, content: Content
) -> Iterator[tuple[str, int]]:
    """Pauses that last already: of whom the run is set to wait for, left when it goes on, or over as it ends."""
    lasting = [pause for pause in run.pauses if pause.ended is None]
    if event.pauses:
        yield from ((WAITS, p.begun_by) for p in lasting if p.category == content.data.get(event.pauses))
    if event.resumes:
        ended = waiting_for(run, str(content.data.get(event.resumes)))
        lasting = [pause for pause in lasting if pause is not ended]
        yield from ((WAITS_STILL, pause.begun_by) for pause in lasting)
    if event.name in prepared.events and branch.to != run.state and branch.to and prepared.states[branch.to].end:
        yield from ((ENDS_WAITING, pause.begun_by) for pause in lasting)


def _alike(prepared: Prepared, state: CaseState, run: RunState, event: Event, branch: Branch) -> Iterator[str]:
    """Other runs of the pathway that already stand where a decision leads."""
    own = event.name in prepared.events and branch.to not in ("", run.state)
    if own and event.decision and not prepared.states[branch.to].end:
        for other in state.runs.values():
            if (other.pathway, other.state) == (run.pathway, branch.to):
                yield other.run


def _further(world: World, state: CaseState, branch: Branch) -> Iterator[str]:
    """Runs that have not ended, of a pathway of which the act begins one more."""
    for other in state.runs.values():
        if other.pathway in branch.begins and not world.prepared(other.digest).states[other.state].end:
            yield other.run


def _early(world: World, state: CaseState, run: RunState, event: Event, content: Content) -> Iterator[str]:
    """Date fields that lie before the day of the event that started the run, or the run that began it."""
    fields = world.prepared(run.digest).fields
    dates = {name: value for name, value in content.data.items() if fields[name].kind is FieldKind.date}
    began = _began(world, state, run) if dates and not event.start else None
    if began is not None:
        yield from (name for name, value in dates.items() if date.fromisoformat(str(value)) < began)


def _began(world: World, state: CaseState, run: RunState) -> date | None:
    while run.begun_by and run.begun_by in state.runs:
        run = state.runs[run.begun_by]
    starts: Iterable[str] = (event.name for event in world.prepared(run.digest).events.values() if event.start)
    return next((run.seen[name][0] for name in starts if name in run.seen), None)
