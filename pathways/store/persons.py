"""What is kept about the persons of cases, as ciphertext: every version of every field. Opens nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select, update

from pathways.store.tables import PERSON


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


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Hit:
    """Where something was found: a case, and who in it."""

    case_id: str
    subject: str


def of_case(conn: Connection, case_id: str) -> tuple[Kept, ...]:
    """Every version that a case has, by subject, field and version."""
    columns = (PERSON.c.subject, PERSON.c.field, PERSON.c.version)
    rows = conn.execute(select(PERSON).where(PERSON.c.case_id == case_id).order_by(*columns))
    return tuple(
        Kept(
            case_id=row.case_id,
            subject=row.subject,
            field=row.field,
            version=row.version,
            seq=row.seq,
            sealed=row.sealed,
            why=row.why,
            token=row.token,
        )
        for row in rows
    )


def names(conn: Connection, case_id: str) -> tuple[tuple[str, str], ...]:
    """Which fields a case has, by subject and field; nothing of what they say."""
    columns = (PERSON.c.subject, PERSON.c.field)
    rows = conn.execute(select(*columns).where(PERSON.c.case_id == case_id).distinct().order_by(*columns))
    return tuple((row.subject, row.field) for row in rows)


def keep(conn: Connection, rows: Sequence[Kept]) -> None:
    """Keeps new versions. Those before them stay, but are no longer found by search."""
    for row in rows:
        if row.version > 1:
            older = (
                (PERSON.c.case_id == row.case_id) & (PERSON.c.subject == row.subject) & (PERSON.c.field == row.field)
            )
            conn.execute(update(PERSON).where(older).values(token=None))
    conn.execute(
        insert(PERSON),
        [
            {
                "case_id": row.case_id,
                "subject": row.subject,
                "field": row.field,
                "version": row.version,
                "seq": row.seq,
                "sealed": row.sealed,
                "why": row.why,
                "token": row.token,
            }
            for row in rows
        ],
    )


def with_tokens(conn: Connection, tokens: Iterable[str]) -> tuple[Hit, ...]:
    """Where any of these tokens stands, by case and subject."""
    wanted = select(PERSON.c.case_id, PERSON.c.subject).where(PERSON.c.token.in_(tuple(tokens))).distinct()
    return tuple(sorted(Hit(case_id=row.case_id, subject=row.subject) for row in conn.execute(wanted)))
