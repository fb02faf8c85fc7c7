"""Beside the log: which part of the national register each imported event came from, so that the next file finds it.

Not in the chain: an id in another system says nothing about what happened, and the part may get another id there.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import Connection, insert, select, update

from pathways.store.tables import REGISTER_PART


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedPart:
    """Event ``seq`` of the case is step ``step`` of a part of the register."""

    seq: int
    part_type: str
    part_id: str
    part_start: date
    step: str


def parts_of(conn: Connection, case_id: str) -> tuple[ImportedPart, ...]:
    """Every imported event of a case, by seq."""
    columns = [column for column in REGISTER_PART.c if column.name != "case_id"]
    rows = conn.execute(select(*columns).where(REGISTER_PART.c.case_id == case_id).order_by(REGISTER_PART.c.seq))
    return tuple(ImportedPart(**row._mapping) for row in rows)  # noqa: SLF001 (SQLAlchemy's public name)


def keep_parts(conn: Connection, case_id: str, parts: Sequence[ImportedPart]) -> None:
    """Note where new events came from."""
    if parts:
        conn.execute(insert(REGISTER_PART), [{"case_id": case_id, **asdict(part)} for part in parts])


def move_part(conn: Connection, case_id: str, part: ImportedPart) -> None:
    """Note that the part an event came from has another id or start now."""
    where = (REGISTER_PART.c.case_id == case_id, REGISTER_PART.c.seq == part.seq)
    conn.execute(update(REGISTER_PART).where(*where).values(part_id=part.part_id, part_start=part.part_start))
