"""Folds a case anew, event by event, and compares with the digest that was kept when each was recorded."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from pathways.machine.decide import Definitions
from pathways.machine.fold import advance, apply, fold
from pathways.machine.happening import Fold
from pathways.machine.order import clock_place, frontier, standing_acts
from pathways.machine.prepared import World
from pathways.machine.state import CaseState
from pathways.machine.state_json import digest, dump
from pathways.model.record import Kind, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """What a replay found. ``differs_at`` is the first seq whose standing is another now, 0 when all agree."""

    case_id: str
    events: int
    differs_at: int
    state_text: str
    """Canonical text of the state after the last event."""
    first_recorded_at: datetime
    last_recorded_at: datetime
    opened_as: str
    """Digest of the definition that the case was opened with."""


def replay_case(definitions: Definitions, case_id: str, records: Sequence[Record], digests: Sequence[str]) -> Replayed:
    """Replay ``records`` (by seq, at least one) against their ``digests``, on after a difference too."""
    differs_at, text = 0, ""
    for record, text, digest_kept in zip(records, standings(definitions, records), digests, strict=True):
        if not differs_at and digest(text) != digest_kept:
            differs_at = record.seq
    opening = records[0].content
    return Replayed(
        case_id=case_id,
        events=len(records),
        differs_at=differs_at,
        state_text=text,
        first_recorded_at=records[0].recorded_at,
        last_recorded_at=records[-1].recorded_at,
        opened_as=opening.pins[0].digest if opening is not None and opening.pins else "",
    )


def standings(definitions: World, records: Sequence[Record]) -> Iterator[str]:
    """The canonical text of the state after each of ``records`` (by seq), as it was known then."""
    folding = Fold(world=definitions)
    for count, record in enumerate(records, start=1):
        folding = _step(definitions, folding, records[:count], record)
        yield dump(folding.state)


def rebuild(definitions: Definitions, records: Sequence[Record]) -> CaseState:
    """The projection of a case, from its log alone."""
    return fold(definitions, records, until=frontier(records)).state


def _step(definitions: World, folding: Fold, known: Sequence[Record], record: Record) -> Fold:
    """One record further: on from the state so far where it sorts last, else folded anew."""
    last = folding.state.last
    if record.kind is Kind.crossing and record.crossing is not None:
        place = clock_place(record.crossing.due)
        if last is None or place >= last:
            advance(folding, place)
        return folding
    if record.kind in (Kind.act, Kind.migration):
        act = next(act for act in standing_acts([record]))
        if last is None or act.place >= last:
            apply(folding, act)
            return folding
    if record.kind in (Kind.act, Kind.correction, Kind.annulment, Kind.migration):
        return fold(definitions, known, until=frontier(known))
    return folding
