"""Accounts as those see them who keep them: made, made anew, locked. Each is told in the log of the organisation.

Who may, the access table says. While none of those has an account in use, whoever runs the command on the machine may
make theirs, and no other: there is no other way to begin.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from pathways.clock import Clock
from pathways.engine.organising import Organiser
from pathways.engine.permitting import Permits
from pathways.errors import ConflictError, NotAllowedError, NotFoundError, UsageError
from pathways.login import codes
from pathways.login.door import Limits
from pathways.model.organisation import Change, What
from pathways.model.policy import ANY, Action
from pathways.model.record import Actor
from pathways.store import accounts, security_log
from pathways.store import organisation as log
from pathways.store.accounts import Account, LoginSession
from pathways.store.connection import Connection
from pathways.store.security_log import Happening, Noted


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """A code that activates an account, to be told once."""

    user: str
    code: str
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What may be known of an account."""

    user: str
    account: Account | None
    last_login: datetime | None
    sessions: tuple[LoginSession, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeper:
    """``clock`` is the wall clock, ``actor`` who does it."""

    organiser: Organiser
    actor: Actor
    clock: Clock
    limits: Limits = field(default_factory=Limits)

    def create(self, user: str, why: str) -> Invited:
        """An account for somebody with a role, and the code for it. Raises: NotAllowedError, ConflictError."""
        self._require_person(user)
        self._require_allowed(user, begins=True)
        if user not in self.organiser.roster.at(self.organiser.clock.now()).users:
            raise UsageError("login.no_role_today", user=user)

        def made(account: Account | None) -> Account:
            if account is not None:
                raise ConflictError("login.exists", user=user)
            return Account(user=user)

        return self._invite(user, Happening.created, why, made)

    def reset(self, user: str, why: str) -> Invited:
        """Take password, codes and sessions away from somebody else, and give a new code.

        Raises: NotAllowedError, also for one's own account; NotFoundError.
        """
        self._require_other(user)
        self._require_allowed(user, begins=True)

        def made_anew(account: Account | None) -> Account:
            kept = _there(account, user)
            return replace(kept, password=None, totp=None, wrapping=0, totp_step=0)

        return self._invite(user, Happening.reset, why, made_anew)

    def lock(self, user: str, why: str) -> None:
        """Let an account be used no more, from this instant. Raises: NotAllowedError, NotFoundError, ConflictError."""
        self._require_other(user)
        self._set_locked(user, Happening.locked, why, locked=True)

    def unlock(self, user: str, why: str) -> None:
        """Let it be used again, whatever was tried meanwhile. Raises as ``lock``, but that it may not be locked."""
        self._require_other(user)
        self._set_locked(user, Happening.unlocked, why, locked=False)

    def every(self) -> tuple[Kept, ...]:
        """Everybody with an account or a role today. Raises: NotAllowedError."""
        self._require_allowed("")
        with self.organiser.database.read() as conn:
            found = {account.user: account for account in accounts.every(conn)}
            names = sorted({*found, *self.organiser.roster.at(self.organiser.clock.now()).users})
            return tuple(_kept(conn, name, found.get(name)) for name in names)

    def one(self, user: str) -> Kept:
        """One account; one's own, whoever it is. Raises: NotAllowedError, NotFoundError."""
        if user != self.actor.user:
            self._require_allowed("")
        with self.organiser.database.read() as conn:
            account = accounts.read(conn, user)
            if account is None:
                raise NotFoundError("login.no_account", user=user)
            return _kept(conn, user, account)

    def noted(self, user: str | None, limit: int) -> tuple[Noted, ...]:
        """The log of one account or of all, newest first; of one's own, whoever it is. Raises: NotAllowedError."""
        if user is None or user != self.actor.user:
            self._permits().require_somewhere(self.actor, Action.account_read)
        with self.organiser.database.read() as conn:
            return security_log.newest(conn, user=user, limit=limit)

    def nobody_can(self) -> bool:
        """Whether none of those who may keep accounts has one in use. Without an access table nobody is let in so."""
        keepers = self._keepers()
        if not self._roles():
            return False
        with self.organiser.database.read() as conn:
            return not any(account.active for account in accounts.every(conn) if account.user in keepers)

    def _invite(self, user: str, what: Happening, why: str, make: Callable[[Account | None], Account]) -> Invited:
        now, code = self.clock.now(), codes.new_invite()
        until = now + self.limits.invite
        with self.organiser.database.write() as conn:
            accounts.take_turn(conn)
            account = make(accounts.read(conn, user))
            accounts.keep(conn, replace(account, invite=codes.hash_of_invite(code), invite_until=until))
            accounts.end_all(conn, user)
            self._tell(conn, user, what, why, now)
        return Invited(user=user, code=code, until=until)

    def _set_locked(self, user: str, what: Happening, why: str, *, locked: bool) -> None:
        self._require_allowed(user)
        now = self.clock.now()
        with self.organiser.database.write() as conn:
            accounts.take_turn(conn)
            account = _there(accounts.read(conn, user), user)
            if locked and account.locked:
                raise ConflictError("login.locked_already", user=user)
            accounts.keep(conn, replace(account, locked=locked))
            if locked:
                accounts.end_all(conn, user)
            self._tell(conn, user, what, why, now)

    def _tell(self, conn: Connection, user: str, what: Happening, why: str, now: datetime) -> None:
        """A row in the log of log-ins and an entry in that of the organisation."""
        os_account = self.actor.os_account
        security_log.note(conn, Noted(at=now, what=what, user=user, by=self.actor.user, os_account=os_account))
        self.organiser.roster.refresh_from(conn)
        after, change = (
            self.organiser.roster.organisation.seq,
            Change(what=What.account, data={"person": user, "did": what.value}),
        )
        log.append(conn, [change], after=after, at=self.organiser.clock.now(), actor=self.actor, why=why)

    def _require_person(self, user: str) -> None:
        persons = self.organiser.roster.organisation.persons
        if user not in persons:
            raise NotFoundError("people.no_person", person=user, known=", ".join(sorted(persons)) or "–")

    def _require_other(self, user: str) -> None:
        self._require_person(user)
        if user == self.actor.user:
            raise NotAllowedError("login.own_account", user=user)

    def _require_allowed(self, user: str, *, begins: bool = False) -> None:
        """Raises: NotAllowedError; who begins an account, may do it for those who could keep accounts and cannot."""
        if begins and not self.actor.user and self.nobody_can():
            if user not in self._keepers():
                raise NotAllowedError("login.managers_first", roles=", ".join(self._roles()))
            return
        self._permits().require_somewhere(self.actor, Action.account_write)

    def _keepers(self) -> frozenset[str]:
        """Those who may keep accounts today."""
        people = self._permits().people
        return frozenset(user.name for role in self._roles() for user in people.holders(role))

    def _roles(self) -> tuple[str, ...]:
        policy = self.organiser.library.catalogue.policy
        return tuple(role for role in policy.roles_for(Action.account_write) if role != ANY)

    def _permits(self) -> Permits:
        catalogue, organiser = self.organiser.library.catalogue, self.organiser
        people = organiser.roster.at(organiser.clock.now())
        return Permits(policy=catalogue.policy, settings=catalogue.settings, people=people)


def _there(account: Account | None, user: str) -> Account:
    if account is None:
        raise NotFoundError("login.no_account", user=user)
    return account


def _kept(conn: Connection, user: str, account: Account | None) -> Kept:
    return Kept(
        user=user,
        account=account,
        last_login=security_log.last_login(conn, user),
        sessions=accounts.sessions_of(conn, user),
    )
