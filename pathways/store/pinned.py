"""Finds cases by what their runs are pinned to now, and by the plan that moved them. Reads only."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, or_, select

from pathways.store.events import stream
from pathways.store.tables import CASE_HEAD, CASE_STATE, EVENT

LEAST = 8
"""Characters of a plan's id that tell it from others."""

_BEGINNING = re.compile(rf"[0-9a-f]{{{LEAST},64}}")
_SHORT = re.compile(rf"[0-9a-f]{{1,{LEAST - 1}}}")


@dataclass(frozen=True, slots=True, kw_only=True)
class PinnedCase:
    """One case whose projection names a digest. ``state`` is its canonical text."""

    case_id: str
    version: int
    recorded_at: datetime
    state: str


def cases_at(conn: Connection, digests: Sequence[str]) -> Iterator[PinnedCase]:
    """Cases that have a run at one of the ``digests`` now, in order of id. Looks through every projection."""
    if not digests:
        return
    named = or_(*(CASE_STATE.c.state.like(f'%"digest":"{digest}"%') for digest in digests))
    wanted = (
        select(CASE_HEAD.c.case_id, CASE_HEAD.c.version, CASE_HEAD.c.recorded_at, CASE_STATE.c.state)
        .join_from(CASE_HEAD, CASE_STATE, CASE_STATE.c.case_id == CASE_HEAD.c.case_id)
        .where(named)
        .order_by(CASE_HEAD.c.case_id)
    )
    for row in stream(conn, wanted):
        yield PinnedCase(case_id=row.case_id, version=row.version, recorded_at=row.recorded_at, state=row.state)


def is_too_short(beginning: str) -> bool:
    """Whether this may be how the id of a plan begins, but too little of it to look for."""
    return _SHORT.fullmatch(beginning) is not None


def plans(conn: Connection, beginning: str) -> tuple[str, ...]:
    """The ids of the plans that any case has followed and that begin so, sorted. Looks through the whole log."""
    if not _BEGINNING.fullmatch(beginning):
        return ()
    wanted = select(EVENT.c.envelope).where(EVENT.c.envelope.like(f'%"migration":%"plan":"{beginning}%'))
    moved = (json.loads(text)["content"]["migration"] for (text,) in stream(conn, wanted))
    return tuple(sorted({str(each["plan"]) for each in moved if each["plan"].startswith(beginning)}))


def cases_of_plan(conn: Connection, plan: str) -> tuple[str, ...]:
    """Cases with an event that followed the plan, reverted or not, in order of id. Looks through the whole log."""
    wanted = select(EVENT.c.case_id).where(EVENT.c.envelope.like(f'%"plan":"{plan}"%')).distinct()
    return tuple(conn.execute(wanted.order_by(EVENT.c.case_id)).scalars())
