"""Case numbers without gaps, by prefix and year; and which case an id of the national register became."""

from sqlalchemy import Connection, select, update

from pathways.store.insertion import insert_missing
from pathways.store.tables import CASE_NUMBER, REGISTER_CASE


def next_number(conn: Connection, prefix: str, year: int) -> int:
    """The next number for ``prefix`` in ``year``, from 1; given back when the transaction is rolled back."""
    insert_missing(conn, CASE_NUMBER, [{"prefix": prefix, "year": year, "last": 0}])
    counted = (
        update(CASE_NUMBER)
        .where(CASE_NUMBER.c.prefix == prefix, CASE_NUMBER.c.year == year)
        .values(last=CASE_NUMBER.c.last + 1)
        .returning(CASE_NUMBER.c.last)
    )
    return int(conn.execute(counted).scalar_one())


def imported_as(conn: Connection, external_type: str, external_id: str) -> str | None:
    """The case an id of the register was imported as; None when it was not."""
    wanted = select(REGISTER_CASE.c.case_id).where(
        REGISTER_CASE.c.external_type == external_type, REGISTER_CASE.c.external_id == external_id
    )
    return conn.execute(wanted).scalar_one_or_none()


def any_imported(conn: Connection, external_type: str) -> bool:
    """Whether any id of that type was ever imported."""
    wanted = select(REGISTER_CASE.c.case_id).where(REGISTER_CASE.c.external_type == external_type).limit(1)
    return conn.execute(wanted).first() is not None


def note_import(conn: Connection, external_type: str, external_id: str, case_id: str) -> bool:
    """Notes that an id of the register is ``case_id``; False when it was imported before, and nothing changes."""
    row = {"external_type": external_type, "external_id": external_id, "case_id": case_id}
    return insert_missing(conn, REGISTER_CASE, [row]) == 1
