"""Legal order: which acts count as the records now stand, and where each has its place in time.

Place is (instant, rank, seq). An instant stands at itself. A date alone stands at the end of its day in Oslo, or, when
it was recorded during that same day, at the instant of recording: it had happened by then (docs/adr/0002).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from pathways.counting.oslo import start_of_day
from pathways.machine.state import BY_CLOCK, BY_DATE, BY_INSTANT, Place
from pathways.model.record import Content, Happened, Kind, Record

PLACED = (Kind.act, Kind.migration, Kind.redecision, Kind.closed)
"""Kinds of records that have a place of their own in legal order because of what a person says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingAct:
    """An act as it now reads: its own record with the content of its latest correction."""

    seq: int
    run: str
    name: str
    item: str
    content: Content
    place: Place
    recorded_at: datetime
    """When the act was first recorded."""
    redecides: int = 0
    """Seq of the decision that this one replaces; 0 for any other act."""
    closes: str = ""
    """Why the whole case is over with it; empty for any other act."""


def acts_about(kind: Kind, seq: int, targets: tuple[int, ...]) -> tuple[int, ...]:
    """The acts a record is about, by what is known of it; one that has a place of its own is about itself."""
    return (seq,) if kind in PLACED else targets or (seq,)


def place_of(happened: Happened, recorded_at: datetime, seq: int) -> Place:
    """Where something stands in legal order. ``recorded_at`` is that of the record that says when it happened."""
    if happened.at is not None:
        return happened.at, BY_INSTANT, seq
    if happened.on == date.max:
        # It ends when no date is left: it has not come, whoever asks.
        return recorded_at, BY_INSTANT, seq
    end_of_day = start_of_day(happened.on + timedelta(days=1))
    return (recorded_at, BY_INSTANT, seq) if recorded_at < end_of_day else (end_of_day, BY_DATE, seq)


def clock_place(instant: datetime) -> Place:
    """The place up to which everything the clock raises at or before ``instant`` has happened."""
    return instant, BY_CLOCK, 0


def standing_acts(records: Iterable[Record]) -> tuple[StandingAct, ...]:
    """The acts that count, in legal order: annulled ones left out, corrected ones with their new content."""
    acts: dict[int, StandingAct] = {}
    for record in records:
        if record.kind in PLACED:
            acts[record.seq] = _standing(record)
        elif record.kind is Kind.correction and record.targets[0] in acts:
            acts[record.targets[0]] = _corrected(acts[record.targets[0]], record)
        elif record.kind is Kind.annulment:
            acts.pop(record.targets[0], None)
    return tuple(sorted(acts.values(), key=lambda act: act.place))


def place_of_correction(act: StandingAct, happened: Happened, recorded_at: datetime) -> Place:
    """Where ``act`` stands when a correction recorded at ``recorded_at`` says that it happened then.

    A correction that leaves the time as it was leaves the place too; another time is placed by its own recording.
    """
    return act.place if happened == act.content.happened else place_of(happened, recorded_at, act.seq)


def standing_crossings(records: Sequence[Record]) -> dict[int, Record]:
    """Recorded crossings that are not superseded, by seq."""
    crossings = {record.seq: record for record in records if record.kind is Kind.crossing}
    for record in records:
        if record.kind is Kind.superseded:
            for seq in record.targets:
                crossings.pop(seq, None)
    return crossings


def about_each(records: Iterable[Record]) -> Mapping[int, tuple[Record, ...]]:
    """The records about others, by the seq of what each is about: corrections, annulments, what no longer holds."""
    found: dict[int, tuple[Record, ...]] = {}
    for record in records:
        for target in record.targets:
            found[target] = (*found.get(target, ()), record)
    return found


def frontier(records: Iterable[Record]) -> Place | None:
    """The furthest place that any act or crossing of these records has ever reached; None before the first.

    Corrections and annulments have no place of their own, but the new content of a correction has.
    """
    return max((place for record in records if (place := _reached(record)) is not None), default=None)


def _reached(record: Record) -> Place | None:
    if record.crossing is not None:
        return clock_place(record.crossing.due)
    if record.kind in (*PLACED, Kind.correction) and record.content is not None:
        return place_of(record.content.happened, record.recorded_at, record.seq)
    return None


def _standing(act: Record) -> StandingAct:
    content = _content(act)
    return StandingAct(
        seq=act.seq,
        run=act.run,
        name=act.name,
        item=act.item,
        content=content,
        place=place_of(content.happened, act.recorded_at, act.seq),
        recorded_at=act.recorded_at,
        redecides=act.targets[0] if act.kind is Kind.redecision else 0,
        closes=act.name if act.kind is Kind.closed else "",
    )


def _corrected(act: StandingAct, correction: Record) -> StandingAct:
    content = _content(correction)
    place = place_of_correction(act, content.happened, correction.recorded_at)
    return replace(act, content=content, place=place)


def _content(record: Record) -> Content:
    if record.content is None:
        raise AssertionError(f"record {record.seq} has no content")
    return record.content
