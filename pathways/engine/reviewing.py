"""Tells people that something about the persons of a case has its last day, before it and after; never what it is.

It knows of the day alone, which lies in the clear beside what is sealed: a worker has no keys. Each rung is told once,
to those who may see what it is about and to whom the case belongs; of several passed at once only the last.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from pathways.counting.oslo import at_clock, civil_date
from pathways.engine.permitting import Permits, permits_on
from pathways.engine.person_wrong import wrong_in
from pathways.engine.telling import NOBODY, REVIEW
from pathways.engine.transaction import Desk
from pathways.model.policy import Action, Facet
from pathways.model.record import Actor
from pathways.store import heads, notices, outbox, persons
from pathways.store.connection import Connection
from pathways.store.database import Database
from pathways.store.heads import Head
from pathways.store.notices import Notice
from pathways.store.persons import Review

ENDED = "ended"
"""The rung behind the last day."""

CLOCK = time(8)
"""When, by the clock in Norway, people are told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """Something that is to be looked at again. ``ended``: its last day is behind; it holds all the same."""

    review: Review
    head: Head
    ended: bool


def tell_reviews(database: Database, desk: Desk, now: datetime) -> int:
    """Give the notices that are due at ``now`` and that nobody was given; how many cases it concerned."""
    with database.read() as conn:
        found = _to_tell(conn, desk, now)
    told = 0
    for case_id in dict.fromkeys(review.case_id for review, _ in found):
        with database.write() as conn:
            locked = heads.lock(conn, case_id)
            if locked is None:
                continue
            # Worked out anew under the lock: somebody may have decided, or another worker told, meanwhile.
            own = [each for each in _to_tell(conn, desk, now) if each[0].case_id == case_id]
            at = max(now, locked[0].recorded_at)
            given = [notice for review, rung in own for notice in _notices(desk, locked[0], review, rung, at)]
            outbox.add(conn, given, desk.channels)
            told += bool(given)
    return told


def next_review(database: Database, desk: Desk, after: datetime, until: datetime) -> datetime | None:
    """The first instant behind ``after``, up to ``until``, at which somebody is to be told; for a clock that moves."""
    days = desk.library.catalogue.settings.review_days
    with database.read() as conn:
        found = persons.to_review(conn, by=civil_date(until) + timedelta(days=max(days, default=0)))
    instants = (_instant(each.due_on, rung) for each in found for rung in _rungs(days))
    return min((each for each in instants if after < each <= until), default=None)


def due_for(database: Database, desk: Desk, actor: Actor, now: datetime) -> tuple[Due, ...]:
    """What the actor may see of what is to be looked at by ``now``, the first day first; to be logged when shown."""
    settings, today, permits = desk.library.catalogue.settings, civil_date(now), permits_on(desk, now)
    first = today + timedelta(days=max(settings.review_days, default=0))
    with database.read() as conn:
        found = _by(conn, first)
        known = heads.read_many(conn, sorted({each.case_id for each in found}))
    return tuple(
        Due(review=each, head=known[each.case_id], ended=today > each.due_on)
        for each in found
        if each.case_id in known and _sees(permits, actor, known[each.case_id])
    )


def _sees(permits: Permits, actor: Actor, head: Head) -> bool:
    """Whether somebody may see where anybody in a case is, whose address is protected."""
    grant = permits.grant(actor, Action.person_read, head, head.case_id)
    return grant is not None and Facet.addresses in grant.facets


def _to_tell(conn: Connection, desk: Desk, now: datetime) -> list[tuple[Review, str]]:
    """What is due, each with its last rung, that was never told at that rung."""
    days = desk.library.catalogue.settings.review_days
    found = _by(conn, civil_date(now) + timedelta(days=max(days, default=0)))
    due = []
    for review in found:
        passed = [rung for rung in _rungs(days) if _instant(review.due_on, rung) <= now]
        if passed and not _was_told(conn, review, passed[-1]):
            due.append((review, passed[-1]))
    return due


def _by(conn: Connection, day: date) -> tuple[Review, ...]:
    """What has its last day by a day, but for cases that should never have been opened."""
    found = persons.to_review(conn, by=day)
    wrong = {case_id for case_id in {each.case_id for each in found} if wrong_in(conn, case_id).whole}
    return tuple(each for each in found if each.case_id not in wrong)


def _was_told(conn: Connection, review: Review, rung: str) -> bool:
    every = notices.of_case(conn, review.case_id, cancelled=True)
    return any((each.title_key, each.seq, each.rung) == (REVIEW, review.seq, rung) for each in every)


def _rungs(days: Sequence[int]) -> tuple[str, ...]:
    """The rungs in the order in which they pass."""
    return (*(f"days_{each}" for each in days), ENDED)


def _instant(due_on: date, rung: str) -> datetime:
    days = -1 if rung == ENDED else int(rung.removeprefix("days_"))
    return at_clock(due_on - timedelta(days=days), CLOCK)


def _notices(desk: Desk, head: Head, review: Review, rung: str, now: datetime) -> list[Notice]:
    """To everybody to whom the case falls by a role, and who may see there what it is about; else to nobody yet."""
    permits, people = permits_on(desk, now), desk.people_of(head, now)
    rows = permits.policy.of.get(Action.person_read, ())
    roles = [role for row in rows if Facet.addresses in row.facets for role in row.roles]
    given: dict[str, Notice] = {}
    for role in roles:
        for user in people.holders(role):
            if _sees(permits, people.actor(user.name, ""), head):
                given.setdefault(user.name, _notice(desk, review, rung, user.name, role, now))
    return list(given.values()) or [_notice(desk, review, rung, NOBODY.name, (*roles, "")[0], now)]


def _notice(desk: Desk, review: Review, rung: str, name: str, role: str, now: datetime) -> Notice:
    return Notice(
        notice_id=desk.entropy.notice_id(review.case_id, review.seq, name, f"review|{rung}|{role}"),
        case_id=review.case_id,
        seq=review.seq,
        run="",
        deadline="",
        item="",
        rung=rung,
        recipient=name,
        role=role,
        escalate=rung == ENDED,
        title_key=REVIEW,
        due_on=review.due_on,
        created_at=now,
    )
