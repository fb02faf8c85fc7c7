"""The door of the vault: keeps and opens what is known of the persons of a case. Decides nothing about who may.

Whoever calls has written the access row, or the event, that goes with it.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pathways.errors import IntegrityError
from pathways.identity.fields import CONTACT, CONTACT_TOLD, told_as
from pathways.identity.protections import CELLS
from pathways.store import case_keys, persons
from pathways.store.connection import Connection
from pathways.store.persons import Kept
from pathways.vault.cipher import CaseKey, NotOpenedError, Place, new_case_key
from pathways.vault.ring import KeyRing

VALUE, WHY = "person", "person why"

UNNAMED = (*CONTACT, *CELLS)
"""Fields whose names do not stand in the log, nor in the clear in the vault."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """One version of one field, readable. ``value`` None: destroyed. ``why`` is empty but for corrections."""

    subject: str
    field: str
    version: int
    seq: int
    value: str | None
    why: str
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class New:
    """A value to be kept. ``why``: the reason of a correction. ``due_on``: the last day of something that ends."""

    subject: str
    field: str
    value: str
    why: str = ""
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Vault:
    """What is known of the persons of cases."""

    ring: KeyRing

    def open(self, conn: Connection, case_id: str) -> tuple[Opened, ...]:
        """Every version that a case has, by subject, field and version: all of them, or none.

        Raises: UnavailableError (a key is not here), NotFoundError (the case's key was destroyed), IntegrityError.
        """
        kept = persons.of_case(conn, case_id)
        if not kept:
            return ()
        key = self._key(conn, case_id)
        if key is None:
            raise IntegrityError("vault.case_key_gone", case=case_id)
        lying = {(who, _lies_as(key, who, name)): name for who in {row.subject for row in kept} for name in UNNAMED}
        return tuple(_opened(key, row, lying.get((row.subject, row.field), row.field)) for row in kept)

    def require_key(self, conn: Connection, case_id: str) -> None:
        """Raises as ``open`` where what the case has could not be opened for want of its key. Opens nothing."""
        if persons.names(conn, case_id) and self._key(conn, case_id) is None:
            raise IntegrityError("vault.case_key_gone", case=case_id)

    def keep(self, conn: Connection, case_id: str, seq: int, new: Sequence[New], searched: Iterable[str]) -> None:
        """Keeps new versions, written in the event ``seq`` of a case whose head is locked; makes the case a key.

        ``searched`` are the fields that are to be found by their value. Raises: as ``open``.
        """
        key = self._key(conn, case_id) or self._made(conn, case_id)
        versions = _versions(persons.of_case(conn, case_id))
        found = frozenset(searched)
        rows = []
        for each in new:
            name = _lies_as(key, each.subject, each.field)
            place = Place(case_id, each.subject, name, versions.get((each.subject, name), 0) + 1)
            token = self.ring.token(each.field, each.value) if each.field in found else None
            rows.append(_row(key, place, seq, each, token))
        persons.keep(conn, rows)

    def named(self, conn: Connection, case_id: str, new: Sequence[New]) -> tuple[str, ...]:
        """What the log calls these fields of a case whose head is locked; makes the case a key. Raises: as ``open``."""
        key = self._key(conn, case_id) or self._made(conn, case_id)
        return tuple(f"{each.subject}.{_lies_as(key, each.subject, each.field)}" for each in new)

    def find(self, conn: Connection, field: str, value: str) -> tuple[Kept, ...]:
        """Every version that says so, in whichever case: whoever shows one asks if it stands, and who may see it."""
        return persons.with_tokens(conn, self.ring.tokens(field, value))

    def _key(self, conn: Connection, case_id: str) -> CaseKey | None:
        locked = case_keys.read(conn, case_id)
        return None if locked is None else self.ring.unlock(locked)

    def _made(self, conn: Connection, case_id: str) -> CaseKey:
        key = new_case_key(case_id)
        case_keys.keep(conn, self.ring.lock(key, self.ring.current()))
        return key


def newest(opened: Iterable[Opened], hidden: Collection[int] = ()) -> Mapping[tuple[str, str], Opened]:
    """The newest version of each field that was not written in an event that is ``hidden``, by subject and field."""
    return {(each.subject, each.field): each for each in opened if each.seq not in hidden}


def _versions(kept: Iterable[Kept]) -> Mapping[tuple[str, str], int]:
    return {(each.subject, each.field): each.version for each in kept}


def _row(key: CaseKey, place: Place, seq: int, new: New, token: str | None) -> Kept:
    return Kept(
        case_id=place.case_id,
        subject=place.subject,
        field=place.field,
        version=place.version,
        seq=seq,
        sealed=key.seal(place, VALUE, new.value),
        why=key.seal(place, WHY, new.why) if new.why else None,
        token=token,
        due_on=new.due_on,
    )


def _lies_as(key: CaseKey, subject: str, field: str) -> str:
    """What a field is called in the vault and in the log: by its name, or by a hash where the name could tell."""
    return f"{CONTACT_TOLD}-{key.cell(subject, field)}" if field in UNNAMED else field


def _opened(key: CaseKey, row: Kept, name: str) -> Opened:
    place = Place(row.case_id, row.subject, row.field, row.version)
    try:
        value = None if row.sealed is None else key.open(place, VALUE, row.sealed)
        why = "" if row.why is None else key.open(place, WHY, row.why)
    except NotOpenedError:
        raise IntegrityError("vault.altered", case=row.case_id, field=f"{row.subject}.{told_as(name)}") from None
    return Opened(
        subject=row.subject,
        field=name,
        version=row.version,
        seq=row.seq,
        value=value,
        why=why,
        due_on=row.due_on,
    )
