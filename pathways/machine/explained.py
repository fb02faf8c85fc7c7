"""Why deadlines were missed, as people said: read from the log, beside the fold (docs/adr/0014).

An explanation is about one round of a deadline: it names the act that the round counts from. It changes no state and no
date, and is kept when the round it was about turns out never to have been missed, or to be gone. A migration that calls
the deadline otherwise takes none away: it is read by the name that holds.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self

from pathways.machine.deadlines import key_of
from pathways.machine.renaming import key_after, key_before, now_called
from pathways.machine.state import RunState
from pathways.model.record import Content, Kind, Record

ANCHORED_BY, NOMINAL = "anchored_by", "nominal"
"""What an explanation holds of the round it is about: the seq it counts from, and its nominal date as it was then."""

REASON_LIST = "reason_list"
"""The list that its codes are of, where that was the one of the local settings: those may name another later."""

GIVEN_BY, GIVEN_ON = "given_by", "given_on"
"""What one holds besides that was taken along from a case merged with this one: who gave it there, and on which day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """An explanation as it now reads, not annulled."""

    seq: int
    round_: tuple[str, str, int]
    """The run, the deadline's key and the anchor's seq. The key as when it was recorded, but for a migration that was
    taken back: as if that had never been."""
    now: tuple[str, str, int]
    """The same, with the key as the deadline that stands is called by the version the run has come to."""
    codes: tuple[str, ...]
    recorded_at: datetime
    """When it was first recorded."""
    reason_list: str = ""
    """The list the codes are of, where that was the one of the settings; empty: the definition's own."""

    def same_round(self, other: Self) -> bool:
        """Whether both are about one round, which may be called otherwise since the first of them."""
        return self.round_ == other.round_ or self.now == other.now

    def is_of(self, run: RunState, key: str, anchored_by: int) -> bool:
        """Whether it is about this round of ``run``, which is at the version that calls the deadline ``key``."""
        name, called, anchor = self.round_
        return (name, anchor) == (run.run, anchored_by) and now_called(run, called, self.seq) == key


def explanations(records: Iterable[Record]) -> tuple[Explanation, ...]:
    """Every explanation that stands, in the order recorded: of several of one round the last is the one that holds.

    The migrations among ``records`` are asked what deadlines are called.
    """
    known = tuple(records)
    annulled = {record.targets[0]: record.seq for record in known if record.kind is Kind.annulment}
    moves = [record for record in known if record.kind is Kind.migration]
    found: dict[int, Explanation] = {}
    for record in known:
        if record.kind is Kind.explanation and record.content is not None:
            if record.seq not in annulled:
                found[record.seq] = _explanation(record, record.content, moves, annulled)
        elif record.kind is Kind.correction and record.targets[0] in found and record.content is not None:
            first = found[record.targets[0]]
            found[first.seq] = replace(first, codes=record.content.reason_codes)
    return tuple(found.values())


def _explanation(record: Record, content: Content, moves: Sequence[Record], annulled: Mapping[int, int]) -> Explanation:
    anchored_by = content.data[ANCHORED_BY]
    if not isinstance(anchored_by, int):
        raise TypeError(f"explanation {record.seq} names no round")
    called = key_of(record.name, record.item)
    of_run = [move for move in moves if move.run == record.run and move.content is not None]
    for move in reversed(of_run):
        if move.content and move.content.migration and move.seq < record.seq < annulled.get(move.seq, 0):
            called = key_before(move.content.migration, called)
    now = called
    for move in of_run:
        if move.content and move.content.migration and move.seq > record.seq and move.seq not in annulled:
            now = key_after(move.content.migration, now)
    return Explanation(
        seq=record.seq,
        round_=(record.run, called, anchored_by),
        now=(record.run, now, anchored_by),
        codes=content.reason_codes,
        recorded_at=record.recorded_at,
        reason_list=str(content.data.get(REASON_LIST, "")),
    )
