"""Free texts under the key of their case: where the store asks for it. It knows no cipher, and who has keys does.

A database may have nobody to ask (``None``): then texts are kept as they are, as in a sandbox without a place for keys,
and sealed ones are not read. A text that was sealed is told by how it begins; plain ones are JSON objects or hex.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from sqlalchemy import Connection

SALT, TEXTS = "salt", "texts"
"""What is sealed of an event, each for itself."""

_SEALED = "1."
_LOCK = "pathways.texts"
"""Where a connection keeps whom to ask."""

Seal = Callable[[int, str, str], str]
"""Seals what (SALT or TEXTS) an event of one case has, by its seq."""

Open = Callable[[int, str, str], str]
"""The inverse. Raises: ValueError for what is not as it was sealed there."""


class TextLock(Protocol):
    """Who seals and opens."""

    def sealer(self, conn: Connection, case_id: str) -> Seal | None:
        """For a case whose head is locked; it gets a key where it has none. None: this one keeps texts plain.

        Raises: PathwaysError where a key is missing: then nothing may be written.
        """
        ...

    def opener(self, conn: Connection, case_id: str) -> Open | None:
        """For one case; None where its key is not here. A case that never had one opens nothing (ValueError)."""
        ...

    def lacks_keys(self, conn: Connection) -> bool:
        """Whether texts of some case cannot be sealed, as a key is not here: told alike whatever case is asked for."""
        ...

    def seals(self, conn: Connection, case_id: str) -> bool:
        """Whether a text of a case could be sealed by the key it has. Makes none."""
        ...


def attach(conn: Connection, lock: TextLock | None) -> None:
    """Tells a connection whom to ask."""
    conn.info[_LOCK] = lock


def sealer(conn: Connection, case_id: str) -> Seal | None:
    """As ``TextLock.sealer``. To be asked for before statements are sent ``together``."""
    lock: TextLock | None = conn.info.get(_LOCK)
    return None if lock is None else lock.sealer(conn, case_id)


def lacks_keys(conn: Connection) -> bool:
    """As ``TextLock.lacks_keys``."""
    lock: TextLock | None = conn.info.get(_LOCK)
    return lock is not None and lock.lacks_keys(conn)


def seals(conn: Connection, case_id: str) -> bool:
    """As ``TextLock.seals``."""
    lock: TextLock | None = conn.info.get(_LOCK)
    return lock is None or lock.seals(conn, case_id)


def is_sealed(text: str | None) -> bool:
    """Whether a column holds a sealed text."""
    return isinstance(text, str) and text.startswith(_SEALED)


class LockedError(Exception):
    """The key of a case is not here: what it sealed can be neither read nor checked."""


@dataclass(slots=True)
class Opener:
    """Opens what one reader meets; the key of each case is asked for once."""

    conn: Connection
    _known: dict[str, Open | None] = field(default_factory=dict)

    def open(self, case_id: str, seq: int, what: str, kept: str | None) -> str | None:
        """A column as it was before it was sealed; as it is where it never was.

        Raises: LockedError where its key is not here; ValueError where it is not as it was sealed.
        """
        if kept is None or not is_sealed(kept):
            return kept
        if case_id not in self._known:
            lock: TextLock | None = self.conn.info.get(_LOCK)
            self._known[case_id] = None if lock is None else lock.opener(self.conn, case_id)
        opened = self._known[case_id]
        if opened is None:
            raise LockedError
        return opened(seq, what, kept)
