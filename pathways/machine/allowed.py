"""What may be recorded now, by whom, and what it takes; and what may not, and why."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from pathways.machine.deadlines import split_key
from pathways.machine.foreseen import HAPPENED, can_hold
from pathways.machine.grounds import decides
from pathways.machine.order import StandingAct
from pathways.machine.prepared import Prepared, PreparedActivity, World
from pathways.machine.scope import scope_of
from pathways.machine.state import WITHDRAWN, CaseState, RunState
from pathways.machine.waiting import pausing_told
from pathways.machine.which_run import fitting
from pathways.messages import say
from pathways.model.pathway import Event, Title
from pathways.model.record import Content, Happened


@dataclass(frozen=True, slots=True, kw_only=True)
class Possible:
    """An event that the state of a run or item lets happen. ``needs`` are fields that must be given, ``may`` can be."""

    run: str
    event: str
    title: Title
    items: tuple[str, ...]
    """Items it may concern; empty for the run's own events."""
    by: tuple[str, ...]
    needs: tuple[str, ...]
    may: tuple[str, ...]
    reason_text: bool
    reason_list: str
    mine: bool
    """Whether one of the reader's roles may."""
    alone: bool
    """Whether the event finds this run when nobody says which one is meant."""
    blocked: Title | None
    """What stands in the way whatever is given with it, told by the definition; None: nothing that is known now."""
    approved_by: tuple[str, ...] = ()
    """Roles one of which must approve it before it happens; empty: nobody must."""


def possible(world: World, state: CaseState, roles: Collection[str]) -> tuple[Possible, ...]:
    """Events the runs are in a state for, own events before activities', in the order of the definitions.

    What an event requires of values that come with it is judged when it is recorded. What it requires of all else is
    judged here: where nothing that could be given helps, it is told as blocked, apart from items where it is not.
    """
    if state.closed:
        return ()
    runs = tuple(state.runs.values())
    there = (found for run in runs for found in _in_run(world.prepared(run.digest), run, frozenset(roles)))
    return tuple(
        replace(each, alone=[run.run for run in fitting(world, runs, each.event)] == [each.run]) for each in there
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Redecidable:
    """A decision that another may take the place of: no later one of its run builds on it."""

    seq: int
    run: str
    event: str
    title: Title
    happened: Happened
    by: tuple[str, ...]
    mine: bool
    """Whether one of the reader's roles may."""


def redecidable(
    world: World, state: CaseState, acts: Iterable[StandingAct], roles: Collection[str]
) -> tuple[Redecidable, ...]:
    """Of each run the last decision, where it may be decided anew; ``acts`` in legal order. By run.

    Decisions that do not stand in the way of the one before them are passed over.
    """
    last: dict[str, StandingAct] = {}
    for act in () if state.closed else acts:
        run = state.runs.get(act.run)
        if run is None or run.state == WITHDRAWN or not decides(prepared := world.prepared(run.digest), act):
            continue
        before = last.get(act.run)
        if before is None or act.name not in prepared.events[before.name].redecided_past:
            last[act.run] = act
    found = ((act, world.prepared(state.runs[run].digest).events[act.name]) for run, act in last.items())
    return tuple(
        Redecidable(
            seq=act.seq,
            run=act.run,
            event=act.name,
            title=event.title,
            happened=act.content.happened,
            by=event.redecided_by,
            mine=bool(frozenset(roles) & set(event.redecided_by)),
        )
        for act, event in found
        if event.redecided_by
    )


def _in_run(prepared: Prepared, run: RunState, roles: frozenset[str]) -> Iterator[Possible]:
    if run.state == WITHDRAWN:
        return
    for event in prepared.pathway.events:
        if (
            event.by
            and not event.start
            and run.state in prepared.table.sources(event.name)
            and not _used_up(prepared, run, event)
        ):
            yield _told(run, event, (), roles, _blocked(prepared, run, "", event))
    for activity in prepared.activities.values():
        if activity.spec.open_in and run.state not in activity.spec.open_in:
            continue
        for event in activity.spec.events:
            if event.by:
                yield from _in_items(prepared, activity, run, event, roles)


def _used_up(prepared: Prepared, run: RunState, event: Event) -> bool:
    """Whether the event does nothing but extend, and all it can extend is extended: once is all there is."""
    extended = [
        bool(deadline.extended_by)
        for key, deadline in run.deadlines.items()
        if (extension := prepared.deadlines[split_key(key)[0]].extension) is not None and extension.by == event.name
    ]
    return bool(extended) and all(extended) and not any(branch.to for branch in event.branches)


def _in_items(
    prepared: Prepared, activity: PreparedActivity, run: RunState, event: Event, roles: frozenset[str]
) -> Iterator[Possible]:
    """Once for the items where nothing stands in the way, and once for each thing that does."""
    prefix = activity.spec.name + "."
    by_block: dict[Title | None, list[str]] = {}
    for item in _items(activity, run, event):
        by_block.setdefault(_blocked(prepared, run, prefix + item, event), []).append(item)
    for blocked in sorted(by_block, key=lambda block: block is not None):
        yield _told(run, event, tuple(by_block[blocked]), roles, blocked)


def _items(activity: PreparedActivity, run: RunState, event: Event) -> tuple[str, ...]:
    sources = activity.table.sources(event.name)
    prefix = activity.spec.name + "."
    return tuple(
        key.removeprefix(prefix) for key, item in run.items.items() if key.startswith(prefix) and item.state in sources
    )


def _blocked(prepared: Prepared, run: RunState, item: str, event: Event) -> Title | None:
    """The first requirement that cannot be met whatever is given; the date is always given, so it never blocks."""
    if event.resumes and all(pause.ended is not None for pause in run.pauses):
        return Title(nb=say("machine.not_waiting_now", first=pausing_told(prepared, event)), nn="", en="")
    if not event.requires:
        return None
    nothing = Content(happened=Happened(on=run.since, at=None), data={}, reason_codes=(), pins=(), warnings=())
    scope = scope_of(prepared, run, item, nothing)
    unsettled = frozenset({HAPPENED, *event.records, *event.may_record})
    unmet = (each.otherwise for each in event.requires if not can_hold(each.when, scope, unsettled))
    return next(unmet, None)


def _told(
    run: RunState, event: Event, items: tuple[str, ...], roles: frozenset[str], blocked: Title | None
) -> Possible:
    return Possible(
        run=run.run,
        event=event.name,
        title=event.title,
        items=items,
        by=event.by,
        needs=event.records,
        may=event.may_record,
        reason_text=event.reason.text_required,
        reason_list=event.reason.code_list if event.reason.codes_required else "",
        mine=bool(roles & set(event.by)),
        alone=True,
        blocked=blocked,
        approved_by=event.approved_by,
    )
