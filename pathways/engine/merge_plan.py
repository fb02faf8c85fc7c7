"""What is to become of each run of a duplicate: found, told, and judged before anything is recorded.

A run that is still open, or in which anything still waits, goes on in the kept case (``here``) or ends with a reason.
It may only end where no deadline by law is lost by that: each of them has to wait in the kept case no later, or be met
there. So a merge postpones nothing (docs/adr/0032).
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from pathways.counting.telling import write_date
from pathways.engine.copying import no_later, open_in
from pathways.errors import EventRefusedError
from pathways.machine.deadlines import split_key
from pathways.machine.decide import Definitions
from pathways.machine.order import standing_acts
from pathways.machine.state import CaseState, DeadlineState, RunState, Status
from pathways.model.basis import Effect
from pathways.model.pathway import DeadlineKind
from pathways.model.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What somebody says is to become of runs, by the run that began them: it goes on, or ends, each with why."""

    here: tuple[str, ...] = ()
    ended: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One open deadline of a duplicate. ``stands``: those of the kept case that would stand for it if its run ended."""

    run: str
    key: str
    title: str
    nominal: date
    by_law: bool
    """Whether somebody owes it by law: then one has to."""
    stands: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A run of the duplicate that asks for a choice, with the runs that it began."""

    run: str
    runs: tuple[str, ...]
    waiting: tuple[Waiting, ...]

    @property
    def may_end(self) -> bool:
        """Whether it may end without that a deadline by law is lost."""
        return not lost_of(self.waiting)


def families(records: Iterable[Record]) -> Mapping[str, tuple[str, ...]]:
    """The runs of a case by the run that nobody began, which is the first of them."""
    found: dict[str, list[str]] = {}
    root: dict[str, str] = {}
    for act in standing_acts(records):
        for pin in () if act.content.migration is not None else act.content.pins:
            first = root.get(act.run, act.run) if pin.run != act.run else pin.run
            if pin.run not in root:
                root[pin.run] = first
                found.setdefault(first, []).append(pin.run)
    return {first: tuple(runs) for first, runs in found.items()}


def parts_of(
    definitions: Definitions, records: Sequence[Record], duplicate: CaseState, kept: CaseState
) -> tuple[Part, ...]:
    """What asks for a choice, in the order the runs began; both cases as they are now."""
    return tuple(
        part
        for first, runs in families(records).items()
        if (part := _part(definitions, first, runs, duplicate, kept)) is not None
    )


def require_chosen(parts: Collection[Part], choices: Choices) -> None:
    """Each part is chosen once, and none ends by which a deadline would be lost. Raises: EventRefusedError."""
    names = {part.run for part in parts}
    twice = set(choices.here) & set(choices.ended)
    unknown = sorted({*choices.here, *choices.ended} - names)
    if unknown or twice:
        raise EventRefusedError("merging.no_such_choice", runs=_listed(unknown or twice), known=_listed(names))
    missing = names - {*choices.here, *choices.ended}
    if missing:
        told = "; ".join(_told(part) for part in parts if part.run in missing)
        raise EventRefusedError("merging.choose", runs=told)
    lost = lost_of(each for part in parts if part.run in choices.ended for each in part.waiting)
    if lost:
        first = next(part.run for part in parts if lost[0] in part.waiting)
        raise EventRefusedError("merging.would_be_lost", run=first, deadlines="; ".join(each.title for each in lost))


def lost_of(ended: Iterable[Waiting]) -> tuple[Waiting, ...]:
    """Deadlines by law that nothing in the kept case would stand for, if all these ended: one there stands for one."""
    used: set[tuple[str, str]] = set()
    lost = []
    # The earliest first: whatever stands for it stands for what is due later, too.
    for each in sorted((each for each in ended if each.by_law), key=lambda each: each.nominal):
        stands = next((other for other in each.stands if other not in used), None)
        if stands is None:
            lost.append(each)
        else:
            used.add(stands)
    return tuple(lost)


def require_nothing_later(before: CaseState, after: CaseState) -> None:
    """What waited in the kept case waits there still, and no later. Raises: EventRefusedError."""
    worse = []
    for run, key, deadline in open_in(before):
        now = after.runs[run.run].deadlines.get(key) if run.run in after.runs else None
        if now is None or now.status is not Status.open or not no_later(now, deadline):
            worse.append(f"{key} ({write_date(deadline.nominal)})")
    if worse:
        raise EventRefusedError("merging.kept_would_be_later", deadlines=", ".join(worse))


def _part(
    definitions: Definitions, first: str, runs: Sequence[str], duplicate: CaseState, kept: CaseState
) -> Part | None:
    there = [duplicate.runs[name] for name in runs if name in duplicate.runs]
    waits = [
        _waiting(definitions, run, key, deadline, kept)
        for run, key, deadline in open_in(CaseState(runs={run.run: run for run in there}))
    ]
    over = all(definitions.prepared(run.digest).states[run.state].end for run in there)
    if over and not waits:
        return None
    return Part(run=first, runs=tuple(run.run for run in there), waiting=tuple(waits))


def _waiting(definitions: Definitions, run: RunState, key: str, deadline: DeadlineState, kept: CaseState) -> Waiting:
    spec = definitions.prepared(run.digest).deadlines[split_key(key)[0]]
    binds = spec.basis.effect in (Effect.statutory, Effect.individual) and spec.kind is not DeadlineKind.window
    return Waiting(
        run=run.run,
        key=key,
        title=f"{spec.title.nb} ({write_date(deadline.nominal)})",
        nominal=deadline.nominal,
        by_law=binds,
        stands=tuple(place for place, there in _like(run, key, kept) if _covers(there, deadline)),
    )


def _like(run: RunState, key: str, kept: CaseState) -> Iterator[tuple[tuple[str, str], DeadlineState]]:
    """The same deadline of runs of the same pathway in the kept case; of an item, of those made for the same code."""
    name, item = split_key(key)
    code = run.items[item].code if item in run.items else ""
    numbered = item.rpartition(".")[2].isdigit()
    for other in (each for each in kept.runs.values() if each.pathway == run.pathway):
        for mine, deadline in other.deadlines.items():
            its_name, its_item = split_key(mine)
            its_code = other.items[its_item].code if its_item in other.items else ""
            same = its_code == code if numbered else mine == key
            if its_name == name and same:
                yield (other.run, mine), deadline


def _covers(there: DeadlineState, lost: DeadlineState) -> bool:
    """Whether a deadline of the kept case stands for one that ends: it waits no later, or was met since that began."""
    if there.status is Status.open:
        return no_later(there, lost)
    return there.status is Status.met and there.settled_on is not None and there.settled_on >= lost.anchored_on


def _told(part: Part) -> str:
    waits = ", ".join(each.title for each in part.waiting)
    return f"{part.run}: {waits}" if waits else part.run


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names)) or "–"
