"""The door: lets in whoever has an account's password and code, and no other; and tells who a session belongs to.

Whatever is wrong, the answer is the same, and it takes as long: the account, the password, the code, or that there is
no such account. What was wrong stands in the security log. Passwords are hashed outside any transaction; what counts is
judged in one, so that of many attempts at once no more are judged than one after another.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from pathways.clock import Clock
from pathways.engine.people import People
from pathways.errors import NotAllowedError, PathwaysError
from pathways.login import codes
from pathways.login.passwords import Hashing, require_good
from pathways.store import accounts, security_log
from pathways.store.accounts import Account, LoginSession
from pathways.store.connection import Connection
from pathways.store.database import Database
from pathways.store.security_log import Happening, Noted
from pathways.vault.account_secrets import LockedSecret, lock_secret, unlock_secret
from pathways.vault.ring import KeyRing

PROOF = "password+totp"
"""How somebody who logged in was known, in events."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How long things last and how often something may be tried. No rule gives the figures: they are local choices."""

    lasts: timedelta = timedelta(hours=8)
    """A session, however much it is used."""
    idle: timedelta = timedelta(minutes=60)
    """A session that is not used."""
    fresh: timedelta = timedelta(minutes=10)
    """How old a log-in may be by which somebody reads a foreign case in an emergency."""
    invite: timedelta = timedelta(hours=48)
    """The code that activates an account."""
    failures: int = 5
    """Wrong attempts of one account of the machine on one account here, before no more are judged …"""
    window: timedelta = timedelta(minutes=15)
    """… for as long after the first of them."""


NOTED_EVERY = timedelta(minutes=1)
"""How old the last use of a session is before it is noted anew: not every command has to write."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedIn:
    """A new session, and the token that nobody else knows."""

    token: str
    session: LoginSession


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tried:
    """What an attempt gave: empty ``wrong`` when nothing was."""

    wrong: str
    account: Account | None = None
    """As it is to be from now on."""
    step: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """``clock`` is the wall clock, also in a sandbox. ``people`` gives those who hold a role today."""

    database: Database
    people: Callable[[], People]
    clock: Clock
    ring: Callable[[], KeyRing]
    """The keys that lock secrets; asked for only when somebody logs in."""
    os_account: str
    hashing: Hashing = field(default_factory=Hashing)
    limits: Limits = field(default_factory=Limits)

    def log_in(self, user: str, password: str, code: str) -> LoggedIn:
        """A new session for whoever has both. Raises: NotAllowedError; UnavailableError without the keys."""

        def judge(account: Account | None, now: datetime) -> _Tried:
            fits = self.hashing.fits(account.password if account else None, password)
            if account is None or not account.active:
                return _Tried(wrong="no_account" if account is None else "not_activated")
            step = codes.step_told(self._secret(account), code, now)
            if not fits or not step:
                return _Tried(wrong="code" if fits else "password")
            kept = account.password or ""
            if self.hashing.is_old(kept):
                kept = self.hashing.hash(password)
            return _Tried(wrong="", account=replace(account, password=kept), step=step)

        return self._let_in(user, Happening.login, judge)

    def require_invited(self, user: str, invite: str) -> None:
        """That a code activates an account now. Raises: NotAllowedError, and the attempt counts."""

        def judge(account: Account | None, now: datetime) -> _Tried:
            return _Tried(wrong=_wrong_invite(account, invite, now), account=account)

        self._judged(user, judge, lambda _conn, _account, _now: None)

    def activate(self, user: str, invite: str, password: str, secret: str, code: str) -> LoggedIn:
        """Take a password and a secret, whose code shows that it arrived; and a new session.

        Raises: NotAllowedError; UsageError for a password that may not be chosen; UnavailableError without the keys.
        """
        require_good(password, self.about(user))
        hashed, locked = self.hashing.hash(password), lock_secret(self.ring(), user, secret)

        def judge(account: Account | None, now: datetime) -> _Tried:
            wrong, step = _wrong_invite(account, invite, now), codes.step_told(secret, code, now)
            if account is None or wrong or not step:
                return _Tried(wrong=wrong or "code")
            chosen = replace(account, password=hashed, totp=locked.sealed, wrapping=locked.wrapping, totp_step=0)
            return _Tried(wrong="", account=replace(chosen, invite=None, invite_until=None), step=step)

        return self._let_in(user, Happening.activated, judge)

    def about(self, user: str) -> tuple[str, ...]:
        """Names of a person that no password may rest on."""
        found = self.people().users.get(user)
        return (user, *((found.title, found.email) if found else ()))

    def session(self, token: str) -> LoginSession | None:
        """Whose session a token is, which counts as using it; None when it is none, or over."""
        now, hashed = self.clock.now(), codes.hash_of_token(token)
        with self.database.read() as conn:
            found = accounts.session(conn, hashed)
            account = None if found is None else accounts.read(conn, found.user)
        if found is None:
            return None
        over = self._over(found, account, now)
        if over == "other_os_account":
            with self.database.write() as conn:
                self._note(conn, Happening.refused, found.user, now, detail=over)
            return None
        if over:
            self._end(found, over, now)
            return None
        if now - found.used_at < NOTED_EVERY:
            return found
        with self.database.write() as conn:
            return replace(found, used_at=now) if accounts.touch(conn, hashed, now) else None

    def log_out(self, token: str, *, everywhere: bool = False) -> int:
        """Let a session end, or all of its person; how many ended."""
        now, hashed = self.clock.now(), codes.hash_of_token(token)
        with self.database.write() as conn:
            found = accounts.session(conn, hashed)
            if found is None:
                return 0
            ended = accounts.end_all(conn, found.user) if everywhere else int(accounts.end(conn, hashed))
            self._note(conn, Happening.logout, found.user, now, detail="everywhere" if everywhere else "")
        return ended

    def _over(self, session: LoginSession, account: Account | None, now: datetime) -> str:
        """Why a session counts no longer; empty while it does."""
        if session.os_account != self.os_account:
            return "other_os_account"
        if account is None or account.locked or not account.active:
            return "locked"
        if session.user not in self.people().users:
            return "no_role"
        # By the limits of today, too: one that was set lower ends those that were begun under a higher.
        if now >= min(session.ends_at, session.begun_at + self.limits.lasts):
            return "ended"
        return "idle" if now - session.used_at >= self.limits.idle else ""

    def _end(self, session: LoginSession, why: str, now: datetime) -> None:
        with self.database.write() as conn:
            if accounts.end(conn, session.token):
                self._note(conn, Happening.ended, session.user, now, detail=why)

    def _let_in(self, user: str, what: Happening, judge: Callable[[Account | None, datetime], _Tried]) -> LoggedIn:
        token, mark = codes.new_token(), self._mark(user)
        begun: list[LoginSession] = []

        def begin(conn: Connection, account: Account, now: datetime) -> None:
            session = LoginSession(
                token=codes.hash_of_token(token),
                user=account.user,
                os_account=self.os_account,
                begun_at=now,
                used_at=now,
                ends_at=now + self.limits.lasts,
            )
            accounts.keep(conn, account)
            accounts.begin(conn, session)
            self._note(conn, what, account.user, now, detail=PROOF, mark=mark)
            begun.append(session)

        self._judged(user, judge, begin)
        return LoggedIn(token=token, session=begun[0])

    def _judged(
        self,
        user: str,
        judge: Callable[[Account | None, datetime], _Tried],
        then: Callable[[Connection, Account, datetime], None],
    ) -> None:
        """Judge an attempt, and do what follows if nothing was wrong. Raises: NotAllowedError."""
        now, mark = self.clock.now(), self._mark(user)
        with self.database.read() as conn:
            before = accounts.read(conn, user)
            calm = self._waits(conn, mark, user, now) is None
        tried = judge(before, now) if calm else _Tried(wrong="throttled")
        refusal: PathwaysError | None = None
        with self.database.write() as conn:
            accounts.take_turn(conn)
            known = user if before is not None or user in self.people().users else ""
            until = self._waits(conn, mark, user, now)
            wrong = tried.wrong or self._wrong_now(conn, before, tried)
            if until is not None:
                self._note(conn, Happening.throttled, known, now, mark=mark)
                minutes = -(-(until - now) // timedelta(minutes=1))
                refusal = NotAllowedError("login.throttled", minutes=max(1, minutes), account=self.os_account)
            elif wrong:
                self._note(conn, Happening.refused, known, now, detail=wrong, mark=mark)
                refusal = NotAllowedError("login.refused")
            elif tried.account is not None:
                step = tried.step or tried.account.totp_step
                then(conn, replace(tried.account, totp_step=step), now)
        if refusal is not None:
            raise refusal

    def _wrong_now(self, conn: Connection, before: Account | None, tried: _Tried) -> str:
        """What is wrong with an attempt that was right when it was judged; asked when nobody else changes anything."""
        account = None if before is None else accounts.read(conn, before.user)
        if account is None or before is None:
            return "no_account"
        if account.locked:
            return "locked"
        if account.user not in self.people().users:
            return "no_role"
        if (account.password, account.totp, account.invite) != (before.password, before.totp, before.invite):
            return "changed"
        if tried.step and tried.step <= account.totp_step and account.active:
            return "replayed"
        return ""

    def _waits(self, conn: Connection, mark: str, user: str, now: datetime) -> datetime | None:
        """Until when no attempt is judged; None: it is."""
        failed = security_log.failures(conn, mark, user, now - self.limits.window)
        if len(failed) < self.limits.failures:
            return None
        return failed[-self.limits.failures] + self.limits.window

    def _secret(self, account: Account) -> str:
        return unlock_secret(
            self.ring(), account.user, LockedSecret(wrapping=account.wrapping, sealed=account.totp or "")
        )

    def _mark(self, user: str) -> str:
        """Finds attempts of one account of the machine on one name. Keyed: a password typed as a name is not told."""
        return self.ring().token("login", f"{self.os_account}\x1f{user}")

    def _note(
        self, conn: Connection, what: Happening, user: str, now: datetime, *, detail: str = "", mark: str = ""
    ) -> None:
        noted = Noted(at=now, what=what, user=user, os_account=self.os_account, detail=detail, mark=mark)
        security_log.note(conn, noted)


def _wrong_invite(account: Account | None, invite: str, now: datetime) -> str:
    right = codes.same(account.invite if account else None, codes.hash_of_invite(invite))
    if account is None or account.invite is None or account.invite_until is None:
        return "no_invite"
    if not right:
        return "invite"
    return "" if now < account.invite_until else "invite_over"
