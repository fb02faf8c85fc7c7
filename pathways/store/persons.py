"""What is kept about the persons of cases, as ciphertext: every version of every field. Opens nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, insert, select, update

from pathways.store.tables import PERSON, AnyRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One version of one field. ``sealed`` None: destroyed. ``why``: why it was corrected, sealed too, if it was."""

    case_id: str
    subject: str
    field: str
    version: int
    seq: int
    sealed: str | None
    why: str | None
    token: str | None
    due_on: date | None = None
    """The last day of something that ends; of the newest version alone."""


class SealedRow(NamedTuple):
    """What is sealed of one version of one field, as it lies there: SQLite may hold anything."""

    subject: str
    field: str
    version: int
    seq: int
    sealed: str | None
    why: str | None

    @property
    def about(self) -> str:
        """What the log calls it."""
        return f"{self.subject}.{self.field}"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Review:
    """That something about a person has a last day (a civil date in Norway). It does not say what."""

    due_on: date
    case_id: str
    subject: str
    seq: int


_NAMES = tuple(field.name for field in fields(Kept))


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Hit:
    """Where something was found: a case, and who in it."""

    case_id: str
    subject: str


def of_case(conn: Connection, case_id: str) -> tuple[Kept, ...]:
    """Every version that a case has, by subject, field and version."""
    columns = (PERSON.c.subject, PERSON.c.field, PERSON.c.version)
    rows = conn.execute(select(PERSON).where(PERSON.c.case_id == case_id).order_by(*columns))
    return tuple(_kept(row) for row in rows)


def names(conn: Connection, case_id: str) -> tuple[tuple[str, str], ...]:
    """Which fields a case has, by subject and field; nothing of what they say."""
    columns = (PERSON.c.subject, PERSON.c.field)
    rows = conn.execute(select(*columns).where(PERSON.c.case_id == case_id).distinct().order_by(*columns))
    return tuple((row.subject, row.field) for row in rows)


def sealed_cases(conn: Connection) -> tuple[str, ...]:
    """The cases in which anything is sealed about persons, by id."""
    there = PERSON.c.sealed.is_not(None) | PERSON.c.why.is_not(None)
    return tuple(conn.execute(select(PERSON.c.case_id).where(there).distinct().order_by(PERSON.c.case_id)).scalars())


def sealed_of(conn: Connection, case_id: str) -> tuple[SealedRow, ...]:
    """What is sealed in a case, in no order."""
    there = PERSON.c.sealed.is_not(None) | PERSON.c.why.is_not(None)
    columns = (PERSON.c.subject, PERSON.c.field, PERSON.c.version, PERSON.c.seq, PERSON.c.sealed, PERSON.c.why)
    rows = conn.execute(select(*columns).where(PERSON.c.case_id == case_id, there))
    return tuple(SealedRow(*row) for row in rows)


def keep(conn: Connection, rows: Sequence[Kept]) -> None:
    """Keeps new versions. Those before them stay, but nothing of theirs comes due any more."""
    for row in rows:
        if row.version > 1:
            older = (
                (PERSON.c.case_id == row.case_id) & (PERSON.c.subject == row.subject) & (PERSON.c.field == row.field)
            )
            conn.execute(update(PERSON).where(older).values(due_on=None))
    conn.execute(insert(PERSON), [{name: getattr(row, name) for name in _NAMES} for row in rows])


def with_tokens(conn: Connection, tokens: Iterable[str]) -> tuple[Kept, ...]:
    """The versions under any of these tokens, older ones too, by case, subject, field and version."""
    columns = (PERSON.c.case_id, PERSON.c.subject, PERSON.c.field, PERSON.c.version)
    wanted = select(PERSON).where(PERSON.c.token.in_(tuple(tokens))).order_by(*columns)
    return tuple(_kept(row) for row in conn.execute(wanted))


def to_review(conn: Connection, by: date) -> tuple[Review, ...]:
    """What has its last day up to ``by``, the first day first."""
    columns = (PERSON.c.due_on, PERSON.c.case_id, PERSON.c.subject, PERSON.c.seq)
    rows = conn.execute(select(*columns).where(PERSON.c.due_on <= by))
    return tuple(sorted(Review(due_on=r.due_on, case_id=r.case_id, subject=r.subject, seq=r.seq) for r in rows))


def _kept(row: AnyRow) -> Kept:
    return Kept(**{name: getattr(row, name) for name in _NAMES})
