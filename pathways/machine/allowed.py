"""What may be recorded now, by whom, and what it takes; and what may not, and why."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from pathways.machine.prepared import Prepared, PreparedActivity, World
from pathways.machine.state import CaseState, RunState
from pathways.model.pathway import Event, Title


@dataclass(frozen=True, slots=True, kw_only=True)
class Possible:
    """An event that the state of a run or item lets happen. ``needs`` are fields that must be given."""

    run: str
    event: str
    title: Title
    items: tuple[str, ...]
    """Items it may concern; empty for the run's own events."""
    by: tuple[str, ...]
    needs: tuple[str, ...]
    reason_text: bool
    reason_list: str
    mine: bool
    """Whether one of the reader's roles may."""


def possible(world: World, state: CaseState, roles: Collection[str]) -> tuple[Possible, ...]:
    """Events the runs are in a state for, own events before activities', in the order of the definitions.

    Guards on what will be recorded are judged when it is recorded, not here.
    """
    return tuple(
        found for run in state.runs.values() for found in _in_run(world.prepared(run.digest), run, frozenset(roles))
    )


def _in_run(prepared: Prepared, run: RunState, roles: frozenset[str]) -> Iterator[Possible]:
    for event in prepared.pathway.events:
        if event.by and not event.start and run.state in prepared.table.sources(event.name):
            yield _told(run, event, (), roles)
    for activity in prepared.activities.values():
        if activity.spec.open_in and run.state not in activity.spec.open_in:
            continue
        for event in activity.spec.events:
            items = _items(activity, run, event)
            if items and event.by:
                yield _told(run, event, items, roles)


def _items(activity: PreparedActivity, run: RunState, event: Event) -> tuple[str, ...]:
    sources = activity.table.sources(event.name)
    prefix = activity.spec.name + "."
    return tuple(
        key.removeprefix(prefix) for key, item in run.items.items() if key.startswith(prefix) and item.state in sources
    )


def _told(run: RunState, event: Event, items: tuple[str, ...], roles: frozenset[str]) -> Possible:
    return Possible(
        run=run.run,
        event=event.name,
        title=event.title,
        items=items,
        by=event.by,
        needs=event.records,
        reason_text=event.reason.text_required,
        reason_list=event.reason.code_list if event.reason.codes_required else "",
        mine=bool(roles & set(event.by)),
    )
