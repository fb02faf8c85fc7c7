"""How due dates came to be, beside the log: one text for each event that set or moved any. Only appended to."""

from collections.abc import Mapping

from sqlalchemy import Connection, insert, select

from pathways.store.hot import HotStatement
from pathways.store.tables import DERIVATION

_INSERT = HotStatement(insert(DERIVATION), DERIVATION.c.keys())


def keep(conn: Connection, case_id: str, seq: int, text: str) -> None:
    """Keeps what event ``seq`` of the case set or moved, as canonical JSON."""
    _INSERT.run(conn, {"case_id": case_id, "seq": seq, "text": text})


def of_case(conn: Connection, case_id: str) -> Mapping[int, str]:
    """What was kept of a case, by seq."""
    wanted = select(DERIVATION.c.seq, DERIVATION.c.text).where(DERIVATION.c.case_id == case_id)
    return {row.seq: row.text for row in conn.execute(wanted)}
