"""Every case of an installation at one moment: by what is kept beside the logs, or by folding each log as known then.

What is kept is only ever about now. For any other moment every log is read in a stream, one case in memory at a time.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from pathways.engine.library import Library
from pathways.engine.moment import Seen, Sight
from pathways.engine.person_wrong import OPENING, is_about_destroying
from pathways.engine.transaction import is_over
from pathways.engine.view import without_content
from pathways.errors import DAMAGED, IntegrityError
from pathways.machine.assigned import assigned
from pathways.machine.fold import advance, fold
from pathways.machine.order import StandingAct, frontier, place_of, standing_acts
from pathways.machine.proposals import also_of
from pathways.machine.standing import Standing, standing
from pathways.model.organisation import Holder
from pathways.model.record import Kind, Record
from pathways.store.events import KeptLog


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedCase:
    """One case of a list: what stood in its head, and what it was."""

    case_id: str
    service: str
    opened_at: datetime
    """When its first event was recorded (UTC)."""
    version: int
    """Seq of the last record known."""
    next_due: datetime | None
    """When the clock had something to notice next, noticed by anybody or not; None: nothing."""
    ended: bool
    holder: Holder
    """Who had the case, as its log said."""
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A case whose log cannot be folded, and why, as a person reads it. It is in no list and no figure."""

    case_id: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownLog:
    """The log of a case as it was known at a moment; never empty."""

    case_id: str
    service: str
    records: tuple[Record, ...]
    """Those known, by seq."""
    acts: tuple[StandingAct, ...]
    """Acts that count and had happened, in legal order."""
    seen: Seen
    hidden: frozenset[int]
    """Seqs of acts marked as wrongly registered by now, whose content the reader may not be shown."""


def known_log(library: Library, log: KeptLog, sight: Sight, now: datetime, hidden: frozenset[int]) -> KnownLog | None:
    """The log as known at a moment; None when nothing of the case was known, or nothing had begun.

    Raises: UsageError for a moment that has not come; what ``DAMAGED`` names, for a log that is not as written.
    """
    if log.unreadable is not None:
        raise log.unreadable
    # A clock that was set back hides nothing: now is never before the last thing recorded.
    seen = sight.seen(max(now, log.records[-1].recorded_at))
    records = tuple(record for record in log.records if record.recorded_at <= seen.known_at.at)
    acts = standing_acts(records)
    begun = tuple(act for act in acts if act.place <= seen.at.place)
    if not records or not (begun or (not acts and _reached(records[0], seen))):
        return None
    return KnownLog(
        case_id=log.case_id,
        service=_service(library, log.records[0]),
        records=records,
        acts=begun,
        seen=seen,
        hidden=hidden,
    )


def listed(library: Library, log: KnownLog) -> ListedCase:
    """The case as a list shows it. ``next_due`` and ``ended`` are those that its head had."""
    place = frontier(log.records)
    until = log.seen.at.place if place is None else min(place, log.seen.at.place)
    folding = fold(library, log.records, until=until)
    next_due, ended = folding.state.next_due(), is_over(library, folding.state)
    advance(folding, log.seen.at.place)
    told = standing(library, log.case_id, folding.state, log.seen.at.at)
    return ListedCase(
        case_id=log.case_id,
        service=log.service,
        opened_at=log.records[0].recorded_at,
        version=log.records[-1].seq,
        next_due=next_due,
        ended=ended,
        holder=assigned(log.records) or Holder(),
        standing=told if log.hidden.isdisjoint(act.seq for act in log.acts) else without_content(told),
    )


def left_out(case_id: str, error: Exception) -> LeftOut:
    """A case that could not be folded, with the reason in words."""
    if not isinstance(error, IntegrityError):
        error = IntegrityError("engine.cannot_fold", case=case_id, kind=type(error).__name__)
    return LeftOut(case_id=case_id, why=str(error))


def known_logs(
    library: Library, logs: Iterator[KeptLog], sight: Sight, now: datetime, *, sees_annulled: bool
) -> Iterator[KnownLog | LeftOut]:
    """Each of ``logs`` that there was, as known at a moment."""
    for log in logs:
        try:
            found = known_log(library, log, sight, now, frozenset() if sees_annulled else annulled(log.records))
        except DAMAGED as error:
            yield left_out(log.case_id, error)
            continue
        if found is not None:
            yield found


def annulled(records: Sequence[Record]) -> frozenset[int]:
    """What is marked as wrongly registered, with what it was proposed by, which says the same.

    All that was recorded, where the case should never have been opened.

    A migration that was reverted says nothing about anybody.
    """
    marked = {seq for record in records if record.kind is Kind.annulment for seq in record.targets}
    if OPENING in marked:
        return frozenset(record.seq for record in records if not is_about_destroying(record))
    marked -= {record.seq for record in records if record.kind is Kind.migration}
    return frozenset(marked) | also_of(records, marked)


def _service(library: Library, first: Record) -> str:
    if first.content is None or not first.content.pins:
        raise LookupError("the first event of a case begins a run")
    return library.prepared(first.content.pins[0].digest).pathway.service


def _reached(first: Record, seen: Seen) -> bool:
    """Whether what began the case had happened, as it was first told: of a case that was registered by mistake."""
    if first.content is None:
        return False
    return place_of(first.content.happened, first.recorded_at, first.seq) <= seen.at.place


def is_wanted(case: ListedCase, held_by: Holder | None, *, unheld: bool, open_only: bool) -> bool:
    """Whether a case is among those asked for: of a holder, with nobody, or open."""
    if (open_only or unheld or held_by is not None) and case.ended:
        return False
    if unheld and (case.holder.person or case.holder.unit):
        return False
    names = ("person", "unit", "service")
    return held_by is None or all(getattr(held_by, n) in ("", getattr(case.holder, n)) for n in names)
