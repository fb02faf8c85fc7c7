"""Deadlines that were not set by the version a migration leaves, and are by the one it comes to (ADR 0034).

They begin at the migration, from what they would have counted from, where the run still owes them as far as it tells:
a run remembers when each of its events last happened, and no more. What may be met already is left alone.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from pathways.machine.anchoring import owed_for
from pathways.machine.deadlines import Arming, key_of, own_nominal
from pathways.machine.guards import holds
from pathways.machine.order import StandingAct
from pathways.machine.prepared import Prepared
from pathways.machine.scope import scope_of
from pathways.machine.state import RunState
from pathways.model.on_redecide import OnRedecide
from pathways.model.pathway import AnchorKind, Deadline, Pathway
from pathways.model.record import Happened


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """A deadline that begins at a migration: for which item, from where, and whether something has opened it since."""

    spec: Deadline
    item: str
    arming: Arming
    opened: bool


def parents_first(pathway: Pathway) -> list[Deadline]:
    """The deadlines of a pathway, each after the one it is anchored in."""
    by_name = {deadline.name: deadline for deadline in pathway.deadlines}

    def depth(deadline: Deadline) -> int:
        found = 0
        while deadline.anchor.kind is AnchorKind.deadline and found <= len(by_name):
            deadline, found = by_name[deadline.anchor.name], found + 1
        return found

    return sorted(pathway.deadlines, key=depth)


def begun_at(
    old: Prepared, new: Prepared, run: RunState, runs: Mapping[str, RunState], act: StandingAct, spec: Deadline
) -> Iterator[Begun]:
    """What ``spec`` of the new version begins as in ``run``, which stands at that version already; nothing of most.

    Its parents among the deadlines have been seen to before.
    """
    slots = {slot.name for slot in old.pathway.slots}
    over = new.states[run.state].end or run.state in spec.ended_in
    if spec.name not in slots or over or spec.on_redecide is OnRedecide.only:
        return
    for item in _items(new, run, spec):
        arming = _arming(new, run, runs, act, spec, item)
        if arming is None or _settled(run, spec, arming):
            continue
        content = replace(act.content, happened=Happened(on=arming.root, at=None))
        if spec.only_when is None or holds(spec.only_when, scope_of(new, run, item, content)):
            yield Begun(spec=spec, item=item, arming=arming, opened=_seen_since(run, spec.opens_events, arming.root))


def _items(new: Prepared, run: RunState, spec: Deadline) -> Collection[str]:
    """The run itself; or each item that something can still meet it for. What happened on an item no run remembers."""
    if not spec.per:
        return ("",)
    if spec.anchor.kind is AnchorKind.event and spec.anchor.name in new.item_events:
        return ()
    return owed_for(new, run, spec)


def _arming(
    new: Prepared, run: RunState, runs: Mapping[str, RunState], act: StandingAct, spec: Deadline, item: str
) -> Arming | None:
    anchor = spec.anchor
    if anchor.kind is AnchorKind.deadline:
        parent = run.deadlines.get(key_of(anchor.name, item)) or run.deadlines.get(anchor.name)
        if parent is None:
            return None
        on = own_nominal(new, new.deadlines[anchor.name], parent)
        return Arming(on=on, at=None, root=parent.root, by=act.seq)
    if anchor.kind is AnchorKind.field:
        said = run.fields.get(anchor.name)
        if not isinstance(said, str):
            return None
        day = date.fromisoformat(said)
        return Arming(on=day, at=None, root=day, by=act.seq)
    source = runs.get(run.begun_by) if anchor.pathway else run
    seen = None if source is None or anchor.pathway not in ("", source.pathway) else source.seen.get(anchor.name)
    return None if seen is None else Arming(on=seen[0], at=seen[1], root=seen[0], by=act.seq)


def _settled(run: RunState, spec: Deadline, arming: Arming) -> bool:
    """Whether it may be met, or have fallen away, since it would have begun: on the same day counts as since."""
    since = date.min if spec.anchor.kind is AnchorKind.field else arming.root
    at = arming.at if spec.anchor.kind is AnchorKind.event else None
    return _seen_since(run, (*spec.met_by, *spec.ended_by), since, at)


def _seen_since(run: RunState, events: Collection[str], since: date, at: datetime | None = None) -> bool:
    for event in events:
        on, instant = run.seen.get(event, (date.min, None))
        if event in run.seen and on >= since and (at is None or instant is None or instant > at):
            return True
    return False
