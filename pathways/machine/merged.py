"""How the logs of two cases tell that they are one: a closing in the duplicate, a pointer in the kept. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pathways.machine.closing import HERE, closing_of
from pathways.machine.state import MERGED
from pathways.model.record import Kind, Record, Value

OTHER, ENDED, LOST, EVENT, COPIES, STOPS, REASONS = "other", "ended", "waited", "event", "copies", "stops", "reasons"
MOVES = "moves"
"""The values besides ``HERE``: the other case; which runs ended; which deadlines they had that waited
(``run|key|date``); the event that closed the duplicate; which event is a copy of which (``event id>seq``); which
objections to sharing were taken along; which event tells anew why a deadline was missed (as the copies); and by which
runs that went on came to another version of their definition, as they had."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointer:
    """That a case was merged with another one, as one of them tells it."""

    seq: int
    other: str
    """Number of the other case: only for who may see that as well."""
    kept: bool
    """Whether the case that tells it is the one that goes on."""
    went_on: Mapping[str, str]
    """Of a duplicate: what each run that went on is called there."""
    copies: Mapping[str, int]
    """Of a kept case: the event here of each event id of the duplicate."""
    taken: tuple[int, ...] = ()
    """Of a kept case: events that were taken along and are no acts: about sharing, why deadlines were missed, and
    that runs came to another version."""
    explained: frozenset[int] = frozenset()
    """Of a kept case: those of them that tell why."""


def pointers(records: Iterable[Record]) -> tuple[Pointer, ...]:
    """What a case tells of others that it was merged with, in order; without what was undone."""
    known = tuple(records)
    undone = {seq for record in known if record.kind is Kind.annulment for seq in record.targets}
    closing = closing_of(known, MERGED)
    found = [] if closing is None else [_pointer(closing, kept=False)]
    found += [_pointer(each, kept=True) for each in known if each.kind is Kind.joined and each.seq not in undone]
    return tuple(sorted(found, key=lambda each: each.seq))


def went_on(records: Iterable[Record]) -> frozenset[str]:
    """The runs of a duplicate that go on in the case it was merged with: there they are counted, and not here."""
    return frozenset(run for each in pointers(records) if not each.kept for run in each.went_on)


def copied(records: Iterable[Record]) -> frozenset[int]:
    """Events that are copies of those of a duplicate, also where the merge was undone: no late entries of anybody's."""
    every = (_pointer(record, kept=True) for record in records if record.kind is Kind.joined)
    return frozenset(seq for each in every for seq in (*each.copies.values(), *each.explained))


def pairs(told: Mapping[str, str]) -> tuple[str, ...]:
    """What one thing is called there, as values of a record."""
    return tuple(f"{one}>{other}" for one, other in told.items())


def _pointer(record: Record, *, kept: bool) -> Pointer:
    data = {} if record.content is None else record.content.data
    explained = tuple(map(int, _read(data.get(REASONS)).values()))
    return Pointer(
        seq=record.seq,
        other=str(data.get(OTHER, "")),
        kept=kept,
        went_on=_read(data.get(HERE)),
        copies={one: int(other) for one, other in _read(data.get(COPIES)).items()},
        taken=(*(int(each) for name in (STOPS, MOVES) for each in _words(data.get(name))), *explained),
        explained=frozenset(explained),
    )


def _read(value: Value | None) -> dict[str, str]:
    return {one: other for one, _, other in (each.partition(">") for each in _words(value))}


def _words(value: Value | None) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()
