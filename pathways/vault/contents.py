"""Whether what lies about persons is what was sealed there, for whoever has the keys. It opens, and shows nothing.

That each version is there at all is told without any key (``pathways.store.person_findings``). What nobody can find:
that whoever has the keys wrote something else, and sealed it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from pathways.errors import IntegrityError, NotFoundError, PathwaysError
from pathways.store import case_keys, persons
from pathways.store.connection import Connection
from pathways.store.findings import Finding, Reason
from pathways.store.persons import SealedRow
from pathways.vault.cipher import CaseKey, NotOpenedError, Place
from pathways.vault.door import VALUE, WHY
from pathways.vault.ring import KeyRing


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """The first thing wrong in each case, in order of id, and in how many cases nothing could be looked at."""

    findings: tuple[Finding, ...]
    locked: int


def check_contents(conn: Connection, ring: KeyRing | None, case_id: str | None = None) -> Contents:
    """Opens everything that is known of the persons of a case, or of all. A key that is not here locks its case.

    Raises: UsageError for a folder of keys that others may look into.
    """
    found, locked = list[Finding](), 0
    for case in persons.sealed_cases(conn) if case_id is None else (case_id,):
        rows = persons.sealed_of(conn, case)
        if not rows:
            continue
        try:
            key = None if ring is None else _key(conn, ring, case)
        except _NoKeyError:
            found.append(Finding(case_id=case, seq=_first(rows).seq, reason=Reason.person_key))
            continue
        if key is None:
            locked += 1
            continue
        wrong = [row for row in rows if not _opens(key, row)]
        if wrong:
            row = _first(wrong)
            found.append(Finding(case_id=case, seq=row.seq, reason=Reason.person_altered, about=row.about))
    return Contents(findings=tuple(found), locked=locked)


class _NoKeyError(Exception):
    """The key of a case is gone, or is not as it was locked: nothing of the case opens any more."""


def _key(conn: Connection, ring: KeyRing, case_id: str) -> CaseKey | None:
    """The key of a case; None where the one that it is locked with is not here. Raises: _NoKeyError; UsageError."""
    locked = case_keys.read(conn, case_id)
    if locked is None:
        raise _NoKeyError
    try:
        return ring.unlock(locked)
    except (IntegrityError, NotFoundError):
        raise _NoKeyError from None
    except PathwaysError as error:
        if error.key in _NOT_HERE:
            return None
        raise


_NOT_HERE = ("vault.no_key", "vault.key_missing", "vault.other_key")


def _opens(key: CaseKey, row: SealedRow) -> bool:
    place = Place(key.case_id, row.subject, row.field, row.version)
    try:
        for what, sealed in ((VALUE, row.sealed), (WHY, row.why)):
            if sealed is not None:
                key.open(place, what, sealed)
    except (NotOpenedError, TypeError, ValueError, AttributeError):
        return False
    return True


def _first(rows: Iterable[SealedRow]) -> SealedRow:
    return min(rows, key=lambda row: (row.seq, row.about))
