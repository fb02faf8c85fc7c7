"""Corrections to people who were told of a deadline that has since moved or vanished (ADR 0015).

What was sent stays sent. Who received it is told that it no longer is so: once for each deadline and person, and never
for one that was met in the ordinary way.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from pathways.engine.handing import HANDED_ON
from pathways.engine.telling import CORRECTION, deadline_of, why_gone
from pathways.machine.state import CaseState, Status
from pathways.model.record import Kind, Record
from pathways.store.entropy import Entropy
from pathways.store.notices import Notice

MET, ENDED = "engine.notice_met", "engine.notice_ended"
CHANGES_THE_PAST = (Kind.correction, Kind.annulment, Kind.redecision, Kind.migration)
"""What makes it news that a deadline fell away: else whoever let it fall away did so as part of the work."""


_Place = tuple[str, str, str, str]
"""Run, deadline, item, and the person."""


def may_be_news(records: Sequence[Record], moot: Mapping[Notice, str]) -> bool:
    """Whether anybody can be owed a correction because these notices no longer hold, each with why."""
    undone = any(record.kind is Kind.superseded for record in records)
    return any(undone or why != MET for why in moot.values())


def corrections_owed(
    entropy: Entropy, state: CaseState, records: Sequence[Record], moot: Collection[Notice], reached: Iterable[Notice]
) -> tuple[Notice, ...]:
    """The corrections that ``moot`` notices call for, after the drafted ``records`` made ``state``.

    ``reached``: every notice of the case that has been read or may have been mailed, the oldest first. What a person
    believes of a deadline is what reached them last, whatever has been taken back unsent since.
    """
    believed = {_place(notice): notice for notice in reached}
    about = {_place(notice)[:3] for notice in moot}
    # Who was told before the role went to somebody else has nothing in force, and believes it all the same.
    before = [place for place, last in believed.items() if last.cancelled_why == HANDED_ON and place[:3] in about]
    told = (believed.get(place) for place in dict.fromkeys([*map(_place, moot), *before]))
    cause = next(record for record in records if record.kind is not Kind.crossing)
    return tuple(
        _correction(entropy, state, cause, each)
        for each in told
        if each is not None and each.recipient and _is_news(state, records, each)
    )


def _place(notice: Notice) -> _Place:
    return notice.run, notice.deadline, notice.item, notice.recipient


def _is_news(state: CaseState, records: Sequence[Record], told: Notice) -> bool:
    gone = {seq for record in records if record.kind is Kind.superseded for seq in record.targets}
    undone = told.seq in gone and told.escalate
    why = why_gone(state, told)
    if why == MET:
        return undone
    if why == ENDED:
        return undone or any(record.kind in CHANGES_THE_PAST for record in records)
    return bool(why) or undone


def _correction(entropy: Entropy, state: CaseState, cause: Record, told: Notice) -> Notice:
    """To the person who was ``told``, under an id of its own. It says the date that holds now, or none."""
    run = state.runs.get(told.run)
    deadline = None if run is None else deadline_of(run, told)
    waits = deadline is not None and deadline.status is Status.open and deadline.standing_since is None
    about = f"correction|{told.role}|{told.run}|{told.deadline}|{told.item}"
    return replace(
        told,
        notice_id=entropy.notice_id(cause.case_id, cause.seq, told.recipient, about),
        seq=cause.seq,
        rung="",
        escalate=False,
        title_key=CORRECTION,
        due_on=deadline.nominal if deadline is not None and waits else None,
        created_at=cause.recorded_at,
        read_at=None,
        cancelled_at=None,
        cancelled_why="",
        supersedes=told.notice_id,
    )
