"""What falls between because of messages: what nobody took over or looked at, and what was declined and goes on."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

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
        found = signals.of_cases(conn, case_ids)
        gaps = _by_case(found)
        for each in found:
            if hindrance(library, conn, each, today) is not None:
                gaps[each.target_case] = (*gaps.get(each.target_case, ()), Gap.takeover_hindered)
        for case in left_open(library, conn, case_ids):
            gaps[case.case_id] = (*gaps.get(case.case_id, ()), Gap.declined_open)
    return gaps


def of_ended_cases(
    reader: Reader, people: People, *, service: str | None, held_by: Holder | None
) -> Iterator[CaseGaps]:
    """The same of cases that are over: what they handed over may not be. Costs what messages wait, and no more."""
    with reader.database.read() as conn:
        by_case = _by_case(signals.waiting(conn))
        known = heads.read_many(conn, sorted(by_case))
    theirs = reader.visible([case_id for case_id, head in known.items() if head.ended])
    for case_id, head in sorted(known.items()):
        if case_id in theirs and service in (None, head.service) and _is_held(head, held_by):
            lies_with = people.falls_to(head.holder, head.service)
            yield CaseGaps(
                case_id=case_id, service=head.service, gaps=by_case[case_id], holder=head.holder, lies_with=lies_with
            )


def _by_case(found: Sequence[Signal]) -> dict[str, tuple[Gap, ...]]:
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
            (signal.target_case, Gap.source_changed, signal.news is not None),
        )
        for case_id, each, there in pairs:
            if there and case_id and each not in gaps.get(case_id, ()):
                gaps[case_id] = (*gaps.get(case_id, ()), each)
    return gaps


def _is_held(head: Head, held_by: Holder | None) -> bool:
    names = ("person", "unit", "service")
    return held_by is None or all(getattr(held_by, n) in ("", getattr(head.holder, n)) for n in names)
