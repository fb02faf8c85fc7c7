"""A door on a real database, with a clock that a test sets and passwords that cost little."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pathways.engine.people import People, User
from pathways.keys.folder import KeyFolder
from pathways.login import codes
from pathways.login.door import Door, LoggedIn
from pathways.login.passwords import Hashing
from pathways.store import accounts, security_log
from pathways.store.accounts import Account
from pathways.store.database import Database
from pathways.store.security_log import Noted
from pathways.vault.ring import KeyRing
from tests.support.databases import Databases, migrate
from tests.support.installed import SetClock
from tests.support.phone import code_at

CHEAP = Hashing(memory=8, rounds=1)
"""For tests of the door alone; what is used is tried in tests of the command line."""
PASSWORD = "fire grå ugler i regnet"
BEGIN = datetime(2026, 11, 23, 8, tzinfo=UTC)


@dataclass(slots=True)
class Place:
    """A door, and what is behind it."""

    door: Door
    clock: SetClock
    users: dict[str, User]

    def later(self, **by: float) -> None:
        self.clock.shows += timedelta(**by)

    def invite(self, user: str) -> str:
        """A new account, or a new start, as the keeper of accounts gives it."""
        code = codes.new_invite()
        with self.door.database.write() as conn:
            until = self.clock.shows + self.door.limits.invite
            accounts.keep(conn, Account(user=user, invite=codes.hash_of_invite(code), invite_until=until))
        return code

    def account(self, user: str) -> Account:
        with self.door.database.read() as conn:
            found = accounts.read(conn, user)
        assert found is not None
        return found

    def change(self, account: Account) -> None:
        with self.door.database.write() as conn:
            accounts.keep(conn, account)

    def rows(self) -> tuple[Noted, ...]:
        """The log, oldest first."""
        with self.door.database.read() as conn:
            return security_log.newest(conn, user=None, limit=10_000)[::-1]

    def told(self) -> list[tuple[str, str, str]]:
        return [(row.what.value, row.detail, row.user) for row in self.rows()]


@dataclass(slots=True)
class Owner:
    """Somebody with an account."""

    place: Place
    name: str
    secret: str

    @property
    def code(self) -> str:
        return code_at(self.secret, self.place.clock.shows)

    def enter(self, password: str = PASSWORD, code: str = "", *, door: Door | None = None) -> LoggedIn:
        return (door or self.place.door).log_in(self.name, password, code or self.code)


@pytest.fixture
def place(databases: Databases, tmp_path: Path) -> Iterator[Place]:
    """Kari, Liv and Siv have roles; nobody has an account."""
    database = Database.open(databases.copy_of(migrate))
    folder = KeyFolder(tmp_path / "keys")
    ring = KeyRing(folder=folder)
    ring.make_missing()
    clock = SetClock(BEGIN)
    users = {name: User(name=name, roles=("saksbehandler",), email="") for name in ("kari", "liv", "siv")}
    door = Door(
        database=database,
        people=lambda: People(users=users),
        clock=clock,
        ring=lambda: ring,
        os_account="maskin",
        hashing=CHEAP,
    )
    yield Place(door=door, clock=clock, users=users)
    database.close()


@pytest.fixture
def kari(place: Place) -> Owner:
    """Kari, whose account is active since a minute ago."""
    return owner(place, "kari")


def owner(place: Place, name: str) -> Owner:
    """Somebody who takes a new account into use, a minute ago."""
    secret, invite = codes.new_secret(), place.invite(name)
    place.door.activate(name, invite, PASSWORD, secret, code_at(secret, place.clock.shows))
    place.later(minutes=1)
    return Owner(place, name, secret)


def from_elsewhere(door: Door) -> Door:
    """The same door, for another account of the machine."""
    return replace(door, os_account="annen")
