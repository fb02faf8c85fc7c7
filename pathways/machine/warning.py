"""What is warned of and kept with an act though nothing is refused: a definition's own, and what every pathway has.

A guard sees its own run alone. What must be warned of for the sake of another run, or of what came before, is here.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from pathways.machine.deadlines import split_key, too_late
from pathways.machine.grounds import Ground, acts_between, decides
from pathways.machine.guards import Scope, holds
from pathways.machine.order import StandingAct
from pathways.machine.pausing import waiting_for
from pathways.machine.prepared import Prepared, World
from pathways.machine.state import CaseState, DeadlineState, RunState, Status
from pathways.model.pathway import Branch, Event, FieldKind
from pathways.model.record import Content

EXTENDED, EXTENDED_LATE, ALIKE = "machine.warn_extended", "machine.warn_extended_late", "machine.warn_alike"
FURTHER, EARLY, OTHER_DAY = "machine.warn_further", "machine.warn_early", "machine.warn_other_day"
BUILT_ON, PAST = "machine.warn_built_on", "machine.warn_past"
WAITS, WAITS_STILL, ENDS_WAITING = "machine.warn_waits", "machine.warn_waits_still", "machine.warn_ends_waiting"

OURS = "machine."
"""No event has such a name, so a warning that begins so is a sentence of the catalogue."""


def own_warnings(event: Event, scope: Scope) -> tuple[str, ...]:
    """What the definition warns of."""
    return tuple(f"{event.name}:{n}" for n, warning in enumerate(event.warns) if holds(warning.when, scope))


def past_warnings(
    prepared: Prepared, event: Event, ground: Ground, act: StandingAct, acts: Iterable[StandingAct]
) -> tuple[str, ...]:
    """Which later decisions a re-decision goes past: none of them loses its effect without being named."""
    between = (each for each in acts_between(ground, act.place, acts) if each.run == act.run)
    past = (each.seq for each in between if each.name in event.redecided_past and decides(prepared, each))
    return tuple(f"{PAST}:{seq}" for seq in past)


def warnings_of(  # noqa: PLR0913, PLR0917 (an act, and the case it is judged by)
    world: World, state: CaseState, run: RunState, item: str, event: Event, branch: Branch, content: Content
) -> tuple[str, ...]:
    """What is warned of in every pathway, by the case as it stands before the act."""
    prepared = world.prepared(run.digest)
    extends = tuple(_extends(prepared, run, item, event))
    late = (f"{due.legal} {name}" for name, due in extends if _too_late_for(due, content))
    return (
        *(f"{EXTENDED}:{due.extended_by}" for _, due in extends if due.extended_by),
        *(f"{EXTENDED_LATE}:{about}" for about in dict.fromkeys(late)),
        *(f"{ALIKE}:{name}" for name in _alike(prepared, state, run, event, branch)),
        *(f"{FURTHER}:{name}" for name in _further(world, state, branch)),
        *(f"{EARLY}:{name}" for name in _early(world, state, run, event, content)),
        *(f"{OTHER_DAY}:{about}" for about in _other_days(prepared, run, content)),
        *(f"{key}:{seq}" for key, seq in _waiting(prepared, run, event, branch, content)),
    )


def _extends(prepared: Prepared, run: RunState, item: str, event: Event) -> Iterator[tuple[str, DeadlineState]]:
    """The deadlines that the event is there to extend, by name; one of an item is extended by what concerns it."""
    for key, deadline in run.deadlines.items():
        name, of_item = split_key(key)
        extension = prepared.deadlines[name].extension
        if extension is not None and extension.by == event.name and (not item or of_item in ("", item)):
            yield name, deadline


def _too_late_for(deadline: DeadlineState, content: Content) -> bool:
    """Whether it could still be extended, but has expired: then its dates stay as they are."""
    waits = deadline.status in (Status.dormant, Status.open) and not deadline.extended_by
    return waits and too_late(deadline, content.happened)


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


def _other_days(prepared: Prepared, run: RunState, content: Content) -> Iterator[str]:
    """Date fields that tell the day of an event, and another day than the run has it on: ``day event field``."""
    for name, value in content.data.items():
        field = prepared.fields[name]
        known = max(((*run.seen[event][:1], event) for event in field.day_of if event in run.seen), default=None)
        if known is not None and date.fromisoformat(str(value)) != known[0]:
            yield f"{known[0]} {known[1]} {name}"


def _began(world: World, state: CaseState, run: RunState) -> date | None:
    while run.begun_by and run.begun_by in state.runs:
        run = state.runs[run.begun_by]
    starts: Iterable[str] = (event.name for event in world.prepared(run.digest).events.values() if event.start)
    return next((run.seen[name][0] for name in starts if name in run.seen), None)
