"""The one reading door: every look into a case is logged before anything is read (semantics 25).

When the access row cannot be written nothing is read. The row names what was asked for, never what it held.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby

from pathways.clock import Clock
from pathways.counting.oslo import civil_date
from pathways.engine.access_rows import AccessRows, for_each
from pathways.engine.every_case import KnownLog, LeftOut, ListedCase, annulled, is_wanted, known_logs, left_out, listed
from pathways.engine.further import Sent, further
from pathways.engine.library import Library
from pathways.engine.moment import NOW, Moment, Sight, asked_for, moment_at, no_later_than
from pathways.engine.people import People, Staff
from pathways.engine.permitting import Permits, recording
from pathways.engine.reached import reached
from pathways.engine.refused import Attempts
from pathways.engine.replay import Broken, Kept, Replayed, replay_case, replay_every
from pathways.engine.view import CaseView, view
from pathways.errors import DAMAGED, IntegrityError, NotAllowedError, UsageError
from pathways.machine.explained import explanations
from pathways.machine.fold import advance
from pathways.machine.happening import Fold
from pathways.machine.order import clock_place
from pathways.machine.roles import held_told
from pathways.machine.standing import Standing, standing
from pathways.machine.state_json import load
from pathways.messages import say
from pathways.model.organisation import Holder
from pathways.model.policy import Action, Facet, Grant, Held
from pathways.model.record import Actor, Kind
from pathways.policy.deciding import basis_of_many, basis_told, decide
from pathways.store import access, derivations, events, heads, notices
from pathways.store.columns import check_stored
from pathways.store.database import Database
from pathways.store.heads import Head, PageKey

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
    action: Action = Action.case_read
    """What is read for; a case that is looked into must be the reader's to read besides."""
    sent: Sent | None = None
    """What stands behind the basis of each reading: engagements; None: nothing."""
    people: Staff | None = None
    """Who there is, for how the reader stands to a case; None: all roles the actor came with count everywhere."""
    attempts: Attempts = field(default_factory=Attempts)

    def read_case(
        self, case_id: str, purpose: str, information: str, *, known_at: Moment | None = None, at: Moment | None = None
    ) -> CaseView:
        """The case as known at ``known_at`` (default now), with what had happened by ``at`` (default ``known_at``).

        Raises: NotFoundError when there is no such case; the attempt is logged too.
        """
        information += asked_for(known_at, at)
        with self.database.read() as conn:
            head = heads.read(conn, case_id)
        permits = self.permits
        held = permits.held_in(self.actor, head, case_id)
        grant = permits.granted(self.actor, Action.case_read, head, held)
        basis = {case_id: basis_told(permits.policy, grant)}
        # Of a foreign case nothing is looked at any more. A clock that was set back hides nothing: now is never
        # before the last thing recorded.
        now = self.clock.now() if head is None or grant is None else max(self.clock.now(), head.recorded_at)
        try:
            known = no_later_than(known_at, now) if known_at else moment_at(now)
            at = no_later_than(at, now) if at else known
        except UsageError:
            self.rows.write(basis, purpose, information, granted=False)
            raise
        self.rows.write(basis, purpose, information, granted=grant is not None)
        if grant is None:
            raise permits.not_here(self.actor, Action.case_read, held, case_id)
        with self.database.read() as conn:
            recorded = events.read_case(conn, case_id)
            told = frozenset(notice.seq for notice in notices.of_case(conn, case_id, cancelled=True))
        records = tuple(record for record in recorded if record.recorded_at <= known.at)
        hidden = frozenset[int]() if Facet.annulled in grant.facets else annulled(recorded)
        withheld = Facet.texts not in grant.facets
        roles = recording(permits.policy, held)
        return view(self.library, case_id, records, known, at, roles=roles, hidden=hidden, told=told, withheld=withheld)

    def list_standings(
        self, purpose: str, *, limit: int, service: str | None, after: PageKey | None
    ) -> tuple[ListedCase, ...]:
        """A page of cases as they are now, those with something due first. Logged as a reading of each."""
        now = self.clock.now()
        page = self._within_reach(limit=limit, service=service, after=after).heads
        for head in page:
            check_stored(head.case_id)
        self._log_heads(page, purpose, "saksliste")
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
                if isinstance(found, LeftOut) or is_wanted(found, held_by, unheld=unheld, open_only=open_only):
                    yield found
            return
        self._log(access.ALL, purpose, information)
        now, key = self.clock.now(), None
        wanted = None if held_by is None and not (open_only or unheld) else False
        while (
            page := self._within_reach(
                limit=BATCH, service=service, after=key, ended=wanted, held_by=held_by, unheld=unheld
            )
        ).last is not None:
            yield from self._listed(page.heads, now)
            key = page.last

    def every_log(
        self, purpose: str, information: str, *, service: str | None = None, sight: Sight = NOW
    ) -> Iterator[KnownLog | LeftOut]:
        """The log of every case there was, as known at a moment, in order of id; logged as ``every_case``.

        Raises: UsageError for a moment that has not come.
        """
        now = self.clock.now()
        sight.seen(now)
        self._log(access.ALL, purpose, information + asked_for(sight.known_at, sight.at))
        sees, texts = self._sees(Facet.annulled), self._sees(Facet.texts)
        for only in self._reached():
            with self.database.read() as conn:
                logs = known_logs(
                    self.library, events.every_log(conn, only), sight, now, sees_annulled=sees, texts=texts
                )
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
        self.require_reading(case_id, purpose, "avspilling")
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
        for only in self._reached():
            with self.database.read() as conn:
                yield from replay_every(self.library.as_stored(), conn, only)

    def log_readings(self, case_ids: Sequence[str], purpose: str, information: str) -> None:
        """Log that each of these cases is about to be shown, in one transaction."""
        with self.database.read() as conn:
            found = heads.read_many(conn, list(case_ids))
        self._log_heads([found[case_id] for case_id in case_ids if case_id in found], purpose, information)
        if unknown := [case_id for case_id in case_ids if case_id not in found]:
            self.rows.write(for_each(unknown, self._basis_of_many()), purpose, information, granted=True)

    def log_reading(self, case_id: str, purpose: str, information: str) -> bool:
        """Log a reading that another part makes of a case, before it makes it; of every case with ``access.ALL``.

        False, and logged as refused, where nothing is known of such a case, or it is not the reader's for this.
        """
        return self._log_one(case_id, purpose, information)[0]

    def require_reading(self, case_id: str, purpose: str, information: str) -> frozenset[Facet]:
        """As ``log_reading``; what may be shown of the case.

        Raises: NotFoundError for none such as for a foreign one; NotAllowedError where the reader sees it and no more.
        """
        granted, grant, held = self._log_one(case_id, purpose, information)
        if not granted:
            raise self.permits.not_here(self.actor, self.action, held, case_id)
        return frozenset() if grant is None else grant.facets

    def admit(self, case_id: str, purpose: str) -> frozenset[Facet]:
        """What may be shown of a case to whoever reads for this; what is then read is logged by whoever reads it.

        Raises: as ``require_reading``; a refusal is logged.
        """
        with self.database.read() as conn:
            head = heads.read_if_readable(conn, case_id)
        held = self.permits.held_in(self.actor, head, case_id)
        grant = decide(self.permits.policy, self.action, held)
        if grant is None or head is None:
            self.log_refusal(case_id, purpose, say("cli.information.nothing"))
            raise self.permits.not_here(self.actor, self.action, held, case_id)
        return grant.facets

    def require_every(self, purpose: str, information: str) -> None:
        """Log a reading of every case. Raises: NotAllowedError, logged, where only some are the reader's for this."""
        permits = self.permits
        if not permits.everywhere(self.actor, self.action):
            self.log_refusal(access.ALL, purpose, information)
            values = {"user": self.actor.user, "roles": held_told(permits.settings.roles, self.actor.roles)}
            raise NotAllowedError("policy.not_everywhere", action=self.action.value, **values)
        self._log(access.ALL, purpose, information)

    def log_refusal(self, case_id: str, purpose: str, information: str) -> None:
        """Log that something was asked for and refused."""
        self.rows.write({case_id: basis_told(self.permits.policy, None)}, purpose, information, granted=False)

    @property
    def permits(self) -> Permits:
        """Who may do what now."""
        catalogue, today = self.library.catalogue, civil_date(self.clock.now())
        people = People(users={}) if self.people is None else self.people.on(today)
        others = further(self.database, self.people, self.clock.now())
        return Permits(policy=catalogue.policy, settings=catalogue.settings, people=people, further=others)

    @property
    def reaches_all(self) -> bool:
        """Whether no case is foreign to the reader."""
        return self.permits.reach(self.actor, self.action) is None

    def _sees(self, facet: Facet) -> bool:
        """Whether something is shown to the reader, of any case that is theirs for what they read for."""
        rows = self.library.catalogue.policy.of.get(self.action, ())
        return any(facet in row.facets for row in rows if any(row.names(role) for role in self.actor.roles))

    def visible(self, case_ids: Collection[str], action: Action | None = None) -> frozenset[str]:
        """Those of the cases in which an action is the reader's (None: what they read for); nothing is logged."""
        with self.database.read() as conn:
            found = heads.read_many(conn, sorted(case_ids))
        permits, wanted = self.permits, action or self.action
        return frozenset(each for each, head in found.items() if permits.grant(self.actor, wanted, head, each))

    def _log_one(self, case_id: str, purpose: str, information: str) -> tuple[bool, Grant | None, Held]:
        permits = self.permits
        if case_id in ("", access.ALL):
            self._log(case_id, purpose, information)
            return True, None, {}
        with self.database.read() as conn:
            known = heads.columns(conn, case_id) is not None or events.count_of(conn, case_id) > 0
            head = heads.read_if_readable(conn, case_id)
        held = permits.held_in(self.actor, head, case_id)
        grant = permits.granted(self.actor, self.action, head, held)
        granted = known and grant is not None
        basis = basis_told(permits.policy, grant if granted else None)
        self.rows.write({case_id: basis}, purpose, information, granted=granted)
        return granted, grant, held

    def every_id(self, of_all: Iterator[str]) -> Iterator[str]:
        """The cases in which the reader may do what they read for, out of every one there is."""
        for only in self._reached():
            yield from of_all if only is None else only

    def _reached(self) -> Iterator[Sequence[str] | None]:
        """The cases that the reader reaches, in batches; None once: every case."""
        if self.reaches_all:
            yield None
            return
        key = None
        while (page := self._within_reach(limit=BATCH, after=key)).last is not None:
            if page.heads:
                yield sorted(head.case_id for head in page.heads)
            key = page.last

    def _within_reach(
        self,
        *,
        limit: int,
        after: PageKey | None,
        service: str | None = None,
        ended: bool | None = None,
        held_by: Holder | None = None,
        unheld: bool = False,
    ) -> "_Page":
        """Heads of cases in which the reader may do what they read for; as many as ``limit``, as far as there are."""
        permits, found = self.permits, list[Head]()
        reach, key = permits.reach(self.actor, self.action), after
        while len(found) < limit:
            wanted = limit - len(found)
            with self.database.read() as conn:
                page = heads.list_heads(
                    conn, limit=wanted, service=service, after=key, ended=ended, holder=held_by, unheld=unheld,
                    reach=reach,
                )  # fmt: skip
            if page:
                key = PageKey(next_due=page[-1].next_due, case_id=page[-1].case_id)
            found += (head for head in page if permits.grant(self.actor, self.action, head, head.case_id))
            if len(page) < wanted:
                break
        return _Page(heads=tuple(found), last=None if key == after else key)

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

    @property
    def rows(self) -> AccessRows:
        """What writes the access log for the reader."""
        return AccessRows(
            database=self.database,
            clock=self.clock,
            actor=self.actor,
            organisation=self.organisation,
            sent=self.sent,
            channel=self.channel,
            attempts=self.attempts,
            reach=lambda: reached(self.database, self.permits, self.actor, self.action, self.visible),
        )

    def _basis_of_many(self) -> str:
        return basis_of_many(self.library.catalogue.policy, self.action, self.actor.roles)

    def _log(self, case_id: str, purpose: str, information: str) -> None:
        self.rows.write({case_id: self._basis_of_many()}, purpose, information, granted=True)

    def _log_heads(self, page: Sequence[Head], purpose: str, information: str) -> None:
        """Log each with its own basis; a list that is empty once."""
        permits = self.permits
        bases = {
            head.case_id: basis_told(permits.policy, permits.grant(self.actor, self.action, head, head.case_id))
            for head in page
        }
        self.rows.write(bases or {"": self._basis_of_many()}, purpose, information, granted=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """Heads of a page, and where it ended; None: there was nothing."""

    heads: tuple[Head, ...]
    last: PageKey | None
