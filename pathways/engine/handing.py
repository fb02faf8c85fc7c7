"""Which notices are handed on to whoever holds a role now: those of a role nobody held, and those left unread. Pure.

A notice is for a role. As long as somebody who holds it has it, or it was read, the role is told, and a new colleague
is not flooded with what the others know. Where nobody has, it would reach nobody.
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from pathways.engine.people import People
from pathways.store.entropy import Entropy
from pathways.store.notices import Notice

HANDED_ON = "engine.notice_handed_on"
"""Why a notice no longer holds that another person has now."""

Handed = tuple[tuple[Notice, ...], tuple[str, ...]]
"""Notices to give, and the ids of those they stand in for."""


def is_left(people: People, recipient: str, role: str) -> bool:
    """Whether a notice lies with nobody who holds its role, though somebody else does."""
    holders = [user.name for user in people.holders(role)]
    return bool(holders) and recipient not in holders


def handed_on(people: People, entropy: Entropy, in_force: Collection[Notice], now: datetime) -> Handed:
    """What becomes of the notices of a case that hold; ``now`` is when they are given.

    Of several that wait about one deadline only the last is given, as after any catching up.
    """
    left = sorted(
        (notice for notice in in_force if notice.read_at is None and is_left(people, notice.recipient, notice.role)),
        key=lambda notice: (notice.created_at, notice.seq),
    )
    told = {(_about(notice), notice.rung, notice.recipient) for notice in in_force}
    last = {(_about(notice), notice.role): notice for notice in left if not _is_told(people, told, notice)}
    given: dict[tuple[object, str], Notice] = {}
    for notice in last.values():
        for user in people.holders(notice.role):
            notice_id = entropy.notice_id(notice.case_id, notice.seq, user.name, f"{notice.role}|{notice.notice_id}")
            given[_about(notice), user.name] = replace(
                notice, notice_id=notice_id, recipient=user.name, created_at=now, supersedes=notice.notice_id
            )
    gone = [notice.notice_id for notice in left if (_about(notice), notice.role) in last]
    return tuple(given.values()), tuple(gone)


def _is_told(people: People, told: Collection[tuple[object, str, str]], notice: Notice) -> bool:
    """Whether somebody who holds the role has the very same notice."""
    return any((_about(notice), notice.rung, user.name) in told for user in people.holders(notice.role))


def _about(notice: Notice) -> tuple[object, ...]:
    return notice.run, notice.deadline, notice.item, notice.due_on
