"""The head of a case that is about to be opened: its number, its service, the start of its chain."""

from datetime import date, datetime

from pathways.counting.oslo import civil_date
from pathways.engine.library import Library
from pathways.store import chain, numbers
from pathways.store.connection import Connection
from pathways.store.heads import Head


def new_head(conn: Connection, library: Library, pathway: str, on: date, now: datetime) -> Head:
    """A head with the next number for ``pathway``, not yet written. ``on`` is the date its first act happened.

    Raises: NotFoundError when no such pathway exists.
    """
    digest, _ = library.in_force(pathway, on)
    spec = library.prepared(digest).pathway
    year = civil_date(now).year
    number = numbers.next_number(conn, spec.case_prefix, year)
    case_id = f"{spec.case_prefix}-{year}-{number:04d}"
    return Head(
        case_id=case_id,
        service=spec.service,
        number=number,
        opened_at=now,
        recorded_at=now,
        version=0,
        head_hash=chain.genesis(case_id),
        next_due=None,
        ended=False,
    )
