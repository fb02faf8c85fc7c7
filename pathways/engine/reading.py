"""The one reading door: every look into a case is logged before anything is read (semantics 25).

When the access row cannot be written nothing is read. The row names what was asked for, never what it held.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from pathways.clock import Clock
from pathways.counting.oslo import civil_date
from pathways.engine.every_case import KnownLog, LeftOut, ListedCase, annulled, known_logs, left_out, listed
from pathways.engine.library import Library
from pathways.engine.moment import NOW, Moment, Sight, moment_at, no_later_than
from pathways.engine.people import Staff
from pathways.engine.replay import Broken, Kept, Replayed, replay_case, replay_every
from pathways.engine.view import CaseView, view
from pathways.errors import DAMAGED, IntegrityError, NotFoundError, UsageError
from pathways.machine.explained import explanations
from pathways.machine.fold import advance
from pathways.machine.happening import Fold
from pathways.machine.order import clock_place
from pathways.machine.standing import Standing, standing
from pathways.machine.state_json import load
from pathways.model.organisation import Holder
from pathways.model.record import Actor, Kind, Record
from pathways.store import access, derivations, events, heads, notices
from pathways.store.access import Access
from pathways.store.columns import check_stored
from pathways.store.database import Database
from pathways.store.heads import Head, PageKey

BASIS = "rolle i tjenesten (innlogget)"
CLAIMED = "rolle i tjenesten (påstått, uten innlogging)"
"""In a sandbox the basis of a reading is a claim, and the log says so (semantics 24)."""


NO_CASE_NUMBER = "ugyldig saksnummer"
"""Stands in the access log for what was typed and cannot be a case number: it may be a name or a national number."""

_CASE_NUMBER = re.compile(r"[^\W\d_]{1,8}-[0-9]{4}-[0-9]{4,9}")

SEES_ANNULLED = "lokal/ser_feilregistrert"
"""The role setting that names who still sees what was wrongly registered."""

BATCH = 500
"""Cases read at a time when all are looked through."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Reads cases on behalf of ``actor``, through ``channel``. ``organisation`` is who the installation belongs to."""

    database: Database
    library: Library
    clock: Clock
    actor: Actor
    organisation: str
    channel: str
    people: Staff | None = None
    """Who there is, for what the reader may do in a case; None: by all roles the actor came with."""

    def read_case(
        self, case_id: str, purpose: str, information: str, *, known_at: Moment | None = None, at: Moment | None = None
    ) -> CaseView:
        """The case as known at ``known_at`` (default now), with what had happened by ``at`` (default ``known_at``).

        Raises: NotFoundError when there is no such case; the attempt is logged too.
        """
        information += _seen_from(known_at, at)
        with self.database.read() as conn:
            head = heads.read(conn, case_id)
        # A clock that was set back hides nothing: now is never before the last thing recorded.
        now = self.clock.now() if head is None else max(self.clock.now(), head.recorded_at)
        try:
            known = no_later_than(known_at, now) if known_at else moment_at(now)
            at = no_later_than(at, now) if at else known
        except UsageError:
            self._log_all([case_id], purpose, information, granted=False)
            raise
        self._log_all([case_id], purpose, information, granted=head is not None)
        if head is None:
            raise NotFoundError("engine.no_case", case=case_id)
        with self.database.read() as conn:
            recorded = events.read_case(conn, case_id)
            told = frozenset(notice.seq for notice in notices.of_case(conn, case_id, cancelled=True))
        records = tuple(record for record in recorded if record.recorded_at <= known.at)
        hidden = self._hidden(recorded)
        roles = self._roles_in(head, now)
        return view(self.library, case_id, records, known, at, roles=roles, hidden=hidden, told=told)

    def list_cases(self, purpose: str, *, limit: int, service: str | None, after: PageKey | None) -> tuple[Head, ...]:
        """A page of heads, those with something due first. Logged as one reading of a list."""
        self._log("", purpose, "saksliste")
        with self.database.read() as conn:
            return heads.list_heads(conn, limit=limit, service=service, after=after)

    def list_standings(
        self, purpose: str, *, limit: int, service: str | None, after: PageKey | None
    ) -> tuple[ListedCase, ...]:
        """A page of cases as they are now, in the order of ``list_cases``. Logged as a reading of each."""
        now = self.clock.now()
        with self.database.read() as conn:
            page = heads.list_heads(conn, limit=limit, service=service, after=after)
        for head in page:
            check_stored(head.case_id)
        self._log_all([head.case_id for head in page], purpose, "saksliste")
        return tuple(self._listed(page, now))

    def every_case(  # noqa: PLR0913 (from when, and whose)
        self,
        purpose: str,
        information: str,
        *,
        service: str | None = None,
        sight: Sight = NOW,
        held_by: Holder | None = None,
        unheld: bool = False,
        open_only: bool = False,
    ) -> Iterator[ListedCase | LeftOut]:
        """Every case there was, each by itself, in no order: as kept for now, folded anew for any other moment.

        ``held_by``: only the open ones of this person, unit or service; ``unheld``: only the open ones that no person
        and no unit has; ``open_only``: only open ones. What is over costs nothing then.

        Logged as one reading of all, before the first is read; whoever shows one logs that by ``log_readings``.

        Raises: UsageError for a moment that has not come.
        """
        if sight.past:
            for log in self.every_log(purpose, information, service=service, sight=sight):
                found = log if isinstance(log, LeftOut) else self._listed_then(log)
                if isinstance(found, LeftOut) or _is_wanted(found, held_by, unheld=unheld, open_only=open_only):
                    yield found
            return
        self._log(access.ALL, purpose, information)
        now, key = self.clock.now(), None
        wanted = None if held_by is None and not (open_only or unheld) else False
        while page := self._heads(service, key, ended=wanted, held_by=held_by, unheld=unheld):
            yield from self._listed(page, now)
            key = PageKey(next_due=page[-1].next_due, case_id=page[-1].case_id)

    def every_log(
        self, purpose: str, information: str, *, service: str | None = None, sight: Sight = NOW
    ) -> Iterator[KnownLog | LeftOut]:
        """The log of every case there was, as known at a moment, in order of id; logged as ``every_case``.

        Raises: UsageError for a moment that has not come.
        """
        now = self.clock.now()
        sight.seen(now)
        self._log(access.ALL, purpose, information + _seen_from(sight.known_at, sight.at))
        with self.database.read() as conn:
            logs = known_logs(self.library, events.every_log(conn), sight, now, sees_annulled=self._sees_annulled())
            yield from (log for log in logs if isinstance(log, LeftOut) or service in (None, log.service))

    def explained(
        self, case_ids: Sequence[str], known_at: datetime | None = None
    ) -> frozenset[tuple[str, str, str, int]]:
        """For which rounds of missed deadlines somebody has said why: case, run, the deadline's key, its anchor's seq.

        By what was recorded up to ``known_at``; None: all. For cases of a list: the reading of each is logged already.
        """
        if not case_ids:
            return frozenset()
        with self.database.read() as conn:
            records = events.of_kinds(
                conn, case_ids, (Kind.explanation, Kind.correction, Kind.annulment, Kind.migration)
            )
        known = (record for record in records if known_at is None or record.recorded_at <= known_at)
        by_case = groupby(known, key=lambda record: record.case_id)
        return frozenset((case_id, *each.now) for case_id, own in by_case for each in explanations(own))

    def replay(self, case_id: str, purpose: str) -> Replayed:
        """Fold the case anew, event by event, against the digests kept, by the definitions as they were stored.

        Raises: NotFoundError, IntegrityError.
        """
        if not self.log_reading(case_id, purpose, "avspilling"):
            raise NotFoundError("engine.no_case", case=case_id)
        with self.database.read() as conn:
            records = events.read_case(conn, case_id)
            digests = events.standing_digests(conn, case_id)
            derived = derivations.of_case(conn, case_id)
        if not records:
            raise IntegrityError("engine.no_log", case=case_id)
        return replay_case(self.library.as_stored(), case_id, records, Kept(digests=digests, derived=derived))

    def replay_all(self, purpose: str) -> Iterator[Replayed | Broken]:
        """Replay every case, in order of id, those that cannot be replayed too. Logged as one reading of all."""
        self._log(access.ALL, purpose, "avspilling av alle saker")
        with self.database.read() as conn:
            yield from replay_every(self.library.as_stored(), conn)

    def log_readings(self, case_ids: Sequence[str], purpose: str, information: str) -> None:
        """Log that each of these cases is about to be shown, in one transaction."""
        self._log_all(case_ids, purpose, information)

    def log_reading(self, case_id: str, purpose: str, information: str) -> bool:
        """Log a reading that another part makes of a case, before it makes it; of every case with ``access.ALL``.

        False, and logged as refused, where nothing is known of such a case.
        """
        if case_id in ("", access.ALL):
            self._log(case_id, purpose, information)
            return True
        with self.database.read() as conn:
            known = heads.columns(conn, case_id) is not None or events.count_of(conn, case_id) > 0
        self._log_all([case_id], purpose, information, granted=known)
        return known

    def log_refusal(self, case_id: str, purpose: str, information: str) -> None:
        """Log that something was asked for and refused."""
        self._log_all([case_id], purpose, information, granted=False)

    def _heads(
        self, service: str | None, after: PageKey | None, *, ended: bool | None, held_by: Holder | None, unheld: bool
    ) -> tuple[Head, ...]:
        with self.database.read() as conn:
            return heads.list_heads(
                conn, limit=BATCH, service=service, after=after, ended=ended, holder=held_by, unheld=unheld
            )

    def _listed(self, page: Sequence[Head], now: datetime) -> Iterator[ListedCase]:
        """Those of a page that have a projection, in its order."""
        with self.database.read() as conn:
            texts = heads.read_states(conn, [head.case_id for head in page])
        for head in page:
            if head.case_id in texts:
                yield ListedCase(
                    case_id=head.case_id,
                    service=head.service,
                    opened_at=head.opened_at,
                    version=head.version,
                    next_due=head.next_due,
                    ended=head.ended,
                    holder=head.holder,
                    standing=self._standing(head, texts[head.case_id], now),
                )

    def _listed_then(self, log: KnownLog) -> ListedCase | LeftOut:
        try:
            return listed(self.library, log)
        except DAMAGED as error:
            return left_out(log.case_id, error)

    def _standing(self, head: Head, text: str, now: datetime) -> Standing:
        """The kept projection, with what the clock has passed since, whether anybody noticed or not."""
        folding = Fold(world=self.library, state=load(text))
        advance(folding, clock_place(now))
        return standing(self.library, head.case_id, folding.state, now)

    def _roles_in(self, head: Head, now: datetime) -> tuple[str, ...]:
        """The roles of the actor that count in the service of a case."""
        if self.people is None:
            return self.actor.roles
        people = self.people.on(civil_date(now))
        return people.actor_in(self.actor, people.service_of(head.holder, head.service)).roles

    @property
    def sees_annulled(self) -> bool:
        """Whether the actor holds a role that still sees what was wrongly registered."""
        return self._sees_annulled()

    def _hidden(self, recorded: Sequence[Record]) -> frozenset[int]:
        """Acts marked as wrongly registered by now: hidden on both time axes, but for those who audit (rulings)."""
        return frozenset() if self._sees_annulled() else annulled(recorded)

    def _sees_annulled(self) -> bool:
        return bool(set(self.actor.roles) & set(self.library.catalogue.settings.role_settings.get(SEES_ANNULLED, ())))

    def _log(self, case_id: str, purpose: str, information: str) -> None:
        self._log_all([case_id], purpose, information)

    def _log_all(self, case_ids: Sequence[str], purpose: str, information: str, *, granted: bool = True) -> None:
        """Write a row for each case, or one for a list that is empty, in one transaction."""
        with self.database.write() as conn:
            for case_id in case_ids or [""]:
                access.record(conn, self._row(case_id, purpose, information, granted=granted))

    def _row(self, case_id: str, purpose: str, information: str, *, granted: bool) -> Access:
        return Access(
            at=self.clock.now(),
            user=self.actor.user,
            roles=self.actor.roles,
            os_account=self.actor.os_account,
            organisation=self.organisation,
            basis=BASIS if self.actor.authenticated else CLAIMED,
            purpose=purpose,
            case_id=case_id if case_id in ("", access.ALL) or _CASE_NUMBER.fullmatch(case_id) else NO_CASE_NUMBER,
            information=information,
            channel=self.channel,
            granted=granted,
        )


def _is_wanted(case: ListedCase, held_by: Holder | None, *, unheld: bool, open_only: bool) -> bool:
    if (open_only or unheld or held_by is not None) and case.ended:
        return False
    if unheld and (case.holder.person or case.holder.unit):
        return False
    names = ("person", "unit", "service")
    return held_by is None or all(getattr(held_by, n) in ("", getattr(case.holder, n)) for n in names)


def _seen_from(known_at: Moment | None, at: Moment | None) -> str:
    """Which moments were asked for, for the access log."""
    known = f"; kjent {known_at.at.isoformat(timespec='seconds')}" if known_at else ""
    return known + (f"; sett {at.at.isoformat(timespec='seconds')}" if at else "")
