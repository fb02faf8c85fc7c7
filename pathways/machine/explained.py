"""Why deadlines were missed, as people said: read from the log, beside the fold (docs/adr/0014).

An explanation is about one round of a deadline: it names the act that the round counts from. It changes no state and no
date, and is kept when the round it was about turns out never to have been missed, or to be gone.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from pathways.machine.deadlines import key_of
from pathways.model.record import Content, Kind, Record

ANCHORED_BY, NOMINAL = "anchored_by", "nominal"
"""What an explanation holds of the round it is about: the seq it counts from, and its nominal date as it was then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """An explanation as it now reads, not annulled. ``round_`` is the run, the deadline's key and the anchor's seq."""

    seq: int
    round_: tuple[str, str, int]
    codes: tuple[str, ...]
    recorded_at: datetime
    """When it was first recorded."""


def explanations(records: Iterable[Record]) -> tuple[Explanation, ...]:
    """Every explanation that stands, in the order recorded: of several of one round the last is the one that holds."""
    found: dict[int, Explanation] = {}
    for record in records:
        if record.kind is Kind.explanation and record.content is not None:
            found[record.seq] = _explanation(record, record.content)
        elif record.kind is Kind.correction and record.targets[0] in found and record.content is not None:
            first = found[record.targets[0]]
            found[first.seq] = Explanation(
                seq=first.seq, round_=first.round_, codes=record.content.reason_codes, recorded_at=first.recorded_at
            )
        elif record.kind is Kind.annulment:
            found.pop(record.targets[0], None)
    return tuple(found.values())


def holding(records: Iterable[Record]) -> Mapping[tuple[str, str, int], Explanation]:
    """The explanation that holds for each round that has one."""
    return {each.round_: each for each in explanations(records)}


def _explanation(record: Record, content: Content) -> Explanation:
    anchored_by = content.data[ANCHORED_BY]
    if not isinstance(anchored_by, int):
        raise TypeError(f"explanation {record.seq} names no round")
    return Explanation(
        seq=record.seq,
        round_=(record.run, key_of(record.name, record.item), anchored_by),
        codes=content.reason_codes,
        recorded_at=record.recorded_at,
    )
