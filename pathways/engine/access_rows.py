"""Writes rows of the access log, on behalf of somebody: who, by which roles, on what basis and why, what of which case.

A row names what was asked for, never what it held. What cannot be a case number is not repeated: it may be a name.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pathways.clock import Clock
from pathways.engine.further import Sent
from pathways.engine.refused import Attempts
from pathways.messages import say
from pathways.model.record import Actor
from pathways.store import access
from pathways.store.access import Access
from pathways.store.connection import Connection
from pathways.store.database import Database

NO_CASE_NUMBER = "ugyldig saksnummer"
"""Stands in the access log for what was typed and cannot be a case number: it may be a name or a national number."""

_CASE_NUMBER = re.compile(r"[^\W\d_]{1,8}-[0-9]{4}-[0-9]{4,9}")


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessRows:
    """Rows of one actor, through one channel."""

    database: Database
    clock: Clock
    actor: Actor
    organisation: str
    channel: str
    sent: Sent | None = None
    """Engagements, which stand behind the basis of each case that they cover; None: nothing does."""
    reach: Callable[[], str] | None = None
    """Of a reading of all cases, which those are; None for whoever makes none."""
    attempts: Attempts = field(default_factory=Attempts)
    """What the command has logged as refused."""

    def write(self, bases: Mapping[str, str], purpose: str, information: str, *, granted: bool) -> None:
        """A row for each case with its basis, or one for a list that is empty, in one transaction.

        Raises: UnavailableError where a row was not written; then nothing may be shown.
        """
        reach = self.reach() if self.reach and access.ALL in bases else ""
        with self.database.write() as conn:
            for case_id, basis in bases.items():
                row = self._row(conn, case_id, basis, purpose, information, granted=granted)
                access.record(conn, replace(row, reach=reach) if case_id == access.ALL else row)
        if not granted:
            for case_id in bases:
                self.attempts.note(case_id)

    def write_granted(
        self, conn: Connection, case_id: str, basis: str, purpose: str, information: str, *, reach: str = ""
    ) -> None:
        """A row that holds if, and only if, what is written in the same transaction does.

        ``reach``: of one of no case, where that lies which it is of. Raises: UnavailableError where it was not
        written; then nothing else may be.
        """
        row = self._row(conn, case_id, basis, purpose, information, granted=True)
        access.record(conn, replace(row, reach=reach))

    def _told(self, basis: str, behind: str) -> str:
        known = say("policy.basis_known" if self.actor.authenticated else "policy.basis_claimed", basis=basis)
        return f"{known}; {behind}" if behind else known

    def _row(
        self, conn: Connection, case_id: str, basis: str, purpose: str, information: str, *, granted: bool
    ) -> Access:
        organisation, behind = self.organisation, ""
        if self.sent is not None:
            organisation, behind = self.sent.told(conn, case_id, granted=granted)
        return Access(
            at=self.clock.now(),
            user=self.actor.user,
            roles=self.actor.roles,
            os_account=self.actor.os_account,
            organisation=organisation,
            basis=self._told(basis, behind),
            purpose=purpose,
            case_id=case_id if case_id in ("", access.ALL) or _CASE_NUMBER.fullmatch(case_id) else NO_CASE_NUMBER,
            information=information,
            channel=self.channel,
            granted=granted,
        )


def for_each(case_ids: Sequence[str], basis: str) -> dict[str, str]:
    """The same basis for each of several cases."""
    return dict.fromkeys(case_ids, basis)
