"""What was answered to a command that came with a key: the same pair gets the same answer, once carried out."""

from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, insert, select
from sqlalchemy.exc import IntegrityError as AlreadyThere

from pathways.errors import ConflictError
from pathways.store.hot import HotStatement
from pathways.store.tables import IDEMPOTENCY


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A command that was carried out. ``fingerprint`` is of the whole command; ``answer`` is JSON."""

    area: str
    """The data area within which the key is unique: a key of one controller's tells another nothing."""
    key: str
    fingerprint: str
    case_id: str
    answer: str


_FIND = HotStatement(
    select(IDEMPOTENCY).where(IDEMPOTENCY.c.area == bindparam("within"), IDEMPOTENCY.c.key == bindparam("wanted"))
)
_INSERT = HotStatement(insert(IDEMPOTENCY), IDEMPOTENCY.c.keys())


def find(conn: Connection, area: str, key: str) -> Answered | None:
    """What was answered under ``key`` in a data area; None when nothing was."""
    for within, found, fingerprint, case_id, answer in _FIND.rows(conn, {"within": area, "wanted": key}):
        return Answered(area=within, key=found, fingerprint=fingerprint, case_id=case_id, answer=answer)
    return None


def store(conn: Connection, answered: Answered) -> None:
    """Keeps an answer, in the transaction that carried the command out.

    Raises: ConflictError when the key was taken meanwhile: look it up in a new transaction.
    """
    values = {"area": answered.area, "key": answered.key, "fingerprint": answered.fingerprint}
    try:
        _INSERT.run(conn, values | {"case_id": answered.case_id, "answer": answered.answer})
    except AlreadyThere as error:
        raise ConflictError("store.key_taken", given=answered.key) from error
