"""Locks the secrets of one-time codes with the wrapping key outside the database, each bound to its account."""

from dataclasses import dataclass, replace

from pathways.errors import IntegrityError, UnavailableError
from pathways.keys import raw
from pathways.store import accounts
from pathways.store.accounts import Account
from pathways.store.connection import Connection
from pathways.vault.cipher import CaseKey, NotOpenedError, Place
from pathways.vault.ring import KeyRing

_WHAT = "one-time codes"


@dataclass(frozen=True, slots=True, kw_only=True)
class LockedSecret:
    """A secret under the wrapping key of a number."""

    wrapping: int
    sealed: str


def lock_secret(ring: KeyRing, user: str, secret: str) -> LockedSecret:
    """The secret of an account under the current key. Raises: UnavailableError where there is none."""
    wrapping = ring.current()
    return LockedSecret(wrapping=wrapping, sealed=_key(ring, wrapping).seal(_place(user), _WHAT, secret))


def unlock_secret(ring: KeyRing, user: str, locked: LockedSecret) -> str:
    """The secret. Raises: UnavailableError where its key is not here; IntegrityError where it was altered."""
    key = _key(ring, locked.wrapping)
    try:
        return key.open(_place(user), _WHAT, locked.sealed)
    except NotOpenedError:
        if f".{key.key_id}." not in locked.sealed:
            name = f"{raw.WRAPPING}-{locked.wrapping:04d}"
            raise UnavailableError("login.other_key", name=name) from None
        raise IntegrityError("login.secret_altered", user=user) from None


def relock(conn: Connection, ring: KeyRing) -> int:
    """Put the secrets that are under another key under the current one; how many. Raises as ``unlock_secret``."""
    current, done = ring.current(), 0
    for account in accounts.every(conn):
        if account.totp is None or account.wrapping == current:
            continue
        accounts.keep(conn, _relocked(ring, account, account.totp))
        done += 1
    return done


def _relocked(ring: KeyRing, account: Account, sealed: str) -> Account:
    secret = unlock_secret(ring, account.user, LockedSecret(wrapping=account.wrapping, sealed=sealed))
    locked = lock_secret(ring, account.user, secret)
    return replace(account, totp=locked.sealed, wrapping=locked.wrapping)


def _place(user: str) -> Place:
    return Place(case_id="account", subject=user, field="totp", version=1)


def _key(ring: KeyRing, wrapping: int) -> CaseKey:
    """The wrapping key as one that seals. What it seals is bound to words that no key of a case is bound to."""
    key = ring.wrapping_key(wrapping)
    return CaseKey(case_id="account", key_id=raw.fingerprint(key)[:16], key=key)
