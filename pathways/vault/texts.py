"""Free texts of events under the key of their case, for the store to ask. One key is unlocked for an act, once."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from pathways.errors import ConflictError, IntegrityError, PathwaysError, UnavailableError, UsageError
from pathways.store import case_keys
from pathways.store.case_keys import WrappedKey
from pathways.store.connection import Connection
from pathways.store.sealing import Open, Seal
from pathways.vault.cipher import CaseKey, NotOpenedError, Place, new_case_key
from pathways.vault.ring import KeyRing, is_missing

SUBJECT, WHAT = "event", "free text"

MOST_KNOWN = 10_000
"""Keys kept unlocked at most: one pass through a large installation does not fill the memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """Seals and opens with keys of a ring (None: there is no place for any). A ``sandbox`` makes the first itself."""

    ring: KeyRing | None
    sandbox: bool
    _known: dict[WrappedKey, CaseKey] = field(default_factory=dict, repr=False)
    """Unlocked keys by the rows they lie in: a row that was rolled back, or locked anew, is another."""

    def sealer(self, conn: Connection, case_id: str) -> Seal | None:
        """As ``TextLock.sealer``. Raises: UsageError without a place for keys; as ``KeyRing.unlock``."""
        if self.ring is None:
            if self.sandbox:
                return None
            raise UsageError("keys.not_set")
        locked = case_keys.read(conn, case_id)
        key = self._made(conn, self.ring, case_id) if locked is None else self._unlocked(self.ring, locked)
        return partial(_seal, key)

    def opener(self, conn: Connection, case_id: str) -> Open | None:
        """As ``TextLock.opener``. Raises: UsageError for a folder of keys that others may look into."""
        if self.ring is None:
            return None
        locked = case_keys.read(conn, case_id)
        if locked is None:
            return _opens_nothing
        try:
            return partial(_open, self._unlocked(self.ring, locked))
        except PathwaysError as error:
            if is_missing(error):
                return None
            if isinstance(error, IntegrityError):
                return _opens_nothing
            raise

    def lacks_keys(self, conn: Connection) -> bool:
        """As ``TextLock.lacks_keys``: no place, no key for the next, or one that does not open what it locked."""
        if self.ring is None:
            return not self.sandbox
        samples = case_keys.samples(conn)
        if not samples and self.sandbox:
            return False
        try:
            self.ring.current()
        except PathwaysError:
            return True
        return not all(self._opens(self.ring, each) for each in samples)

    def seals(self, conn: Connection, case_id: str) -> bool:
        """As ``TextLock.seals``."""
        locked = case_keys.read(conn, case_id)
        return self.sandbox if self.ring is None else locked is None or self._opens(self.ring, locked)

    def _opens(self, ring: KeyRing, locked: WrappedKey) -> bool:
        try:
            self._unlocked(ring, locked)
        except PathwaysError:
            return False
        return True

    def _unlocked(self, ring: KeyRing, locked: WrappedKey) -> CaseKey:
        found = self._known.get(locked)
        if found is None:
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            found = self._known[locked] = ring.unlock(locked)
        return found

    def _made(self, conn: Connection, ring: KeyRing, case_id: str) -> CaseKey:
        key = new_case_key(case_id)
        locked = ring.lock(key, self._current(conn, ring))
        case_keys.keep(conn, locked)
        self._known[locked] = key
        return key

    def _current(self, conn: Connection, ring: KeyRing) -> int:
        """The wrapping key to use. A sandbox in which nothing is locked yet makes its own where there is none."""
        try:
            return ring.current()
        except UnavailableError:
            if not self.sandbox or case_keys.counts(conn):
                raise
        _make_first(ring.make_missing)
        return ring.current()


def _make_first(make: Callable[[], object]) -> None:
    try:
        make()
    except ConflictError:
        return  # somebody else made them just now


def _seal(key: CaseKey, seq: int, what: str, text: str) -> str:
    return key.seal(Place(key.case_id, SUBJECT, what, seq), WHAT, text)


def _open(key: CaseKey, seq: int, what: str, sealed: str) -> str:
    try:
        return key.open(Place(key.case_id, SUBJECT, what, seq), WHAT, sealed)
    except NotOpenedError:
        raise ValueError("not as it was sealed") from None


def _opens_nothing(_seq: int, _what: str, _sealed: str) -> str:
    raise ValueError("sealed, and there is no key that it was sealed with")
