"""Folds a case anew, event by event, and compares with the digest that was kept when each was recorded."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from pathways.engine.draft import BY_PEOPLE
from pathways.errors import DAMAGED, IntegrityError
from pathways.machine.assigned import assigned
from pathways.machine.decide import Definitions
from pathways.machine.derived import dates_of, differing, moved
from pathways.machine.fold import advance, apply, fold
from pathways.machine.happening import Fold
from pathways.machine.order import clock_place, frontier, standing_acts
from pathways.machine.prepared import World
from pathways.machine.state import CaseState
from pathways.machine.state_json import digest, dump
from pathways.model.organisation import Holder
from pathways.model.record import Kind, Record
from pathways.store import events
from pathways.store.connection import Connection
from pathways.store.events import KeptLog

GONE, OTHER = "gone", "other"
"""What has become of how a date was told to have come to be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedOtherwise:
    """A deadline that event ``seq`` set or moved otherwise than was kept with it.

    ``deadline`` is ``run|deadline``, or ``*`` where what is kept cannot be read.
    ``kept`` is ``gone`` where nothing is kept with an event that moved it, else ``other``.
    """

    seq: int
    deadline: str
    kept: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """What a replay found. ``differs_at`` is the first seq whose standing is another now, 0 when all agree."""

    case_id: str
    events: int
    differs_at: int
    counted_otherwise: tuple[CountedOtherwise, ...]
    """Whose dates come to be otherwise than was kept, in order of seq."""
    state_text: str
    """Canonical text of the state after the last event."""
    first_recorded_at: datetime
    last_recorded_at: datetime
    opened_as: str
    """Digest of the definition that the case was opened with."""
    sealed: int
    """Events whose free texts are destroyed: no part of what is folded."""
    holder: Holder
    """Who has the case, as its log says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """A case that cannot be replayed, and why, as a person reads it."""

    case_id: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What was kept beside the records of a case: a digest for each, and how dates came to be, by seq."""

    digests: Sequence[str]
    derived: Mapping[int, str] | None
    """None: not compared."""


def replay_case(definitions: Definitions, case_id: str, records: Sequence[Record], kept: Kept) -> Replayed:
    """Replay ``records`` (by seq, at least one) against what was ``kept`` beside them.

    Goes on after a difference.

    Raises: IntegrityError when they cannot be folded at all.
    """
    try:
        return _replay(definitions, case_id, records, kept)
    except IntegrityError:
        raise
    except DAMAGED as error:
        raise IntegrityError("engine.cannot_fold", case=case_id, kind=type(error).__name__) from error


def replay_every(
    definitions: Definitions, conn: Connection, only: Sequence[str] | None = None
) -> Iterator[Replayed | Broken]:
    """Replay every case, in order of id, and then name those of which no event is left. One never stops the others.

    ``only``: these cases alone.
    """
    for log in events.every_log(conn, only):
        yield _replay_kept(definitions, log)
    if only is not None:
        return
    for case_id in events.without_log(conn):
        yield Broken(case_id=case_id, why=str(IntegrityError("engine.no_log", case=case_id)))


def standings(definitions: World, records: Sequence[Record]) -> Iterator[str]:
    """The canonical text of the state after each of ``records`` (by seq), as it was known then."""
    folding = Fold(world=definitions)
    for count, record in enumerate(records, start=1):
        folding = _step(definitions, folding, records[:count], record)
        yield dump(folding.state)


def rebuild(definitions: Definitions, records: Sequence[Record]) -> CaseState:
    """The projection of a case, from its log alone."""
    return fold(definitions, records, until=frontier(records)).state


def _replay_kept(definitions: Definitions, log: KeptLog) -> Replayed | Broken:
    try:
        if log.unreadable is not None:
            raise log.unreadable
        return replay_case(definitions, log.case_id, log.records, Kept(digests=log.digests, derived=log.derived))
    except IntegrityError as error:
        return Broken(case_id=log.case_id, why=str(error))


def _replay(definitions: Definitions, case_id: str, records: Sequence[Record], kept: Kept) -> Replayed:
    folding = Fold(world=definitions)
    differs_at = 0
    otherwise: list[CountedOtherwise] = []
    text = dump(folding.state)
    for count, record in enumerate(records, start=1):
        sets_dates = record.kind in BY_PEOPLE or record.kind is Kind.crossing
        before = dates_of(folding.state) if sets_dates else {}
        folding = _step(definitions, folding, records[:count], record)
        if sets_dates and kept.derived is not None:
            now = moved(definitions, before, folding.state)
            otherwise += _otherwise(record.seq, kept.derived.get(record.seq), now)
        text = dump(folding.state)
        if not differs_at and digest(text) != kept.digests[count - 1]:
            differs_at = record.seq
    return Replayed(
        case_id=case_id,
        events=len(records),
        differs_at=differs_at,
        counted_otherwise=tuple(otherwise),
        state_text=text,
        first_recorded_at=records[0].recorded_at,
        last_recorded_at=records[-1].recorded_at,
        opened_as=_opened_as(records[0]),
        sealed=sum(record.sealed for record in records),
        holder=assigned(records) or Holder(),
    )


def _otherwise(seq: int, told: str | None, now: str) -> Iterator[CountedOtherwise]:
    for key in differing(told or "", now):
        yield CountedOtherwise(seq=seq, deadline=key, kept=GONE if told is None else OTHER)


def _opened_as(first: Record) -> str:
    if first.content is None or not first.content.pins:
        raise LookupError("the first event of a case begins a run")
    return first.content.pins[0].digest


def _step(definitions: World, folding: Fold, known: Sequence[Record], record: Record) -> Fold:
    """One record further: on from the state so far where it sorts last, else folded anew."""
    last = folding.state.last
    if record.kind is Kind.crossing and record.crossing is not None:
        place = clock_place(record.crossing.due)
        if last is None or place >= last:
            advance(folding, place)
        return folding
    if record.kind in (Kind.act, Kind.migration, Kind.closed):
        act = next(act for act in standing_acts([record]))
        if last is None or act.place >= last:
            apply(folding, act)
            return folding
    if record.kind in BY_PEOPLE:
        return fold(definitions, known, until=frontier(known))
    return folding
