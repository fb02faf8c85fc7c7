"""Case numbers without gaps, by prefix and year; and which case an id of another system became, by place."""

from collections.abc import Sequence

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


def last_given(conn: Connection) -> dict[str, int]:
    """The last number given of each series there is, as ``BV-2026``: what is opened later has a higher one."""
    rows = conn.execute(select(CASE_NUMBER.c.prefix, CASE_NUMBER.c.year, CASE_NUMBER.c.last)).all()
    return {f"{row.prefix}-{row.year}": row.last for row in rows}


def imported_as(conn: Connection, external_type: str, external_id: str, places: Sequence[str]) -> dict[str, str]:
    """The cases an id was imported as, by the place that each was imported in; of no place but these.

    An id is unique within a place and nowhere else: the same number is another child's in another service.
    """
    wanted = select(REGISTER_CASE.c.place, REGISTER_CASE.c.case_id).where(
        REGISTER_CASE.c.external_type == external_type,
        REGISTER_CASE.c.external_id == external_id,
        REGISTER_CASE.c.place.in_(places),
    )
    rows = conn.execute(wanted.order_by(REGISTER_CASE.c.place)).all()
    return {row.place: row.case_id for row in rows}


def any_imported(conn: Connection, external_type: str) -> bool:
    """Whether any id of that type was ever imported."""
    wanted = select(REGISTER_CASE.c.case_id).where(REGISTER_CASE.c.external_type == external_type).limit(1)
    return conn.execute(wanted).first() is not None


def note_import(conn: Connection, external_type: str, external_id: str, place: str, case_id: str) -> bool:
    """Notes that an id is ``case_id`` in a place; False when it was imported there before, and nothing changes."""
    row = {"external_type": external_type, "place": place, "external_id": external_id, "case_id": case_id}
    return insert_missing(conn, REGISTER_CASE, [row]) == 1
