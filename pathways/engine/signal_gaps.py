"""What falls between because of messages: what nobody took over or looked at, and what was declined and goes on."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from pathways.engine.duplicates import going_on_as, merged_into
from pathways.engine.gaps import CaseGaps, Gap
from pathways.engine.left_open import left_open
from pathways.engine.library import Library
from pathways.engine.people import People
from pathways.engine.reading import Reader
from pathways.engine.taking_over import hindrance
from pathways.model.organisation import Holder
from pathways.model.signal import Signal, Status
from pathways.store import heads, signals
from pathways.store.database import Database
from pathways.store.heads import Head

OF_MESSAGES = (
    Gap.handover_open,
    Gap.handover_declined,
    Gap.handover_taken_back,
    Gap.source_untold,
    Gap.takeover_waits,
    Gap.takeover_hindered,
    Gap.declined_open,
    Gap.source_changed,
)
"""Gaps that messages make."""

ByCase = Mapping[str, tuple[Gap, ...]]


def gaps_of_messages(database: Database, library: Library, case_ids: Sequence[str], today: date) -> ByCase:
    """The gaps that messages make in these cases, by case; none of any other."""
    if not case_ids:
        return {}
    with database.read() as conn:
        # Of a case that was merged with another, what waits stands where it goes on.
        kept = merged_into(conn, case_ids)
        found = signals.of_cases(conn, [*case_ids, *kept])
        gaps = _by_case(found, kept)
        for each in found:
            if hindrance(library, conn, each, today) is not None:
                there = kept.get(each.target_case, each.target_case)
                gaps[there] = (*gaps.get(there, ()), Gap.takeover_hindered)
        for case in left_open(library, conn, case_ids):
            gaps[case.case_id] = (*gaps.get(case.case_id, ()), Gap.declined_open)
    return gaps


def of_ended_cases(
    reader: Reader, people: People, *, service: str | None, held_by: Holder | None
) -> Iterator[CaseGaps]:
    """The same of cases that are over: what they handed over may not be. Costs what messages wait, and no more."""
    with reader.database.read() as conn:
        waiting = signals.waiting(conn)
        kept = going_on_as(conn, {case for each in waiting for case in (each.source_case, each.target_case)})
        by_case = _by_case(waiting, kept)
        known = heads.read_many(conn, sorted(by_case))
    theirs = reader.visible([case_id for case_id, head in known.items() if head.ended])
    for case_id, head in sorted(known.items()):
        if case_id in theirs and service in (None, head.service) and _is_held(head, held_by):
            lies_with = people.falls_to(head.holder, head.service)
            yield CaseGaps(
                case_id=case_id, service=head.service, gaps=by_case[case_id], holder=head.holder, lies_with=lies_with
            )


def _by_case(found: Sequence[Signal], kept: Mapping[str, str]) -> dict[str, tuple[Gap, ...]]:
    """The gaps of each case; of one that was merged with another (``kept``) they are that one's."""
    gaps: dict[str, tuple[Gap, ...]] = {}
    for signal in found:
        declined = signal.status is Status.declined and not signal.untold
        gap = Gap.handover_declined if declined else Gap.handover_open
        if signal.taken_back:
            gap = Gap.handover_taken_back
        # What is taken over, and red only because nobody told what was put right since, is no hand-over any more.
        waits = signal.red and not (signal.untold and signal.status is Status.taken_over)
        pairs = (
            (signal.source_case, gap, waits),
            (signal.source_case, Gap.source_untold, signal.red and signal.untold),
            (signal.target_case, Gap.takeover_waits, signal.untaken),
            (signal.target_case, Gap.source_changed, signal.news is not None),
        )
        for own, each, there in pairs:
            case_id = kept.get(own, own)
            if there and case_id and each not in gaps.get(case_id, ()):
                gaps[case_id] = (*gaps.get(case_id, ()), each)
    return gaps


def _is_held(head: Head, held_by: Holder | None) -> bool:
    names = ("person", "unit", "service")
    return held_by is None or all(getattr(held_by, n) in ("", getattr(head.holder, n)) for n in names)
