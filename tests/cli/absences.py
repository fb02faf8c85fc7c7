"""Absences as they lie in logs of before it was asked what a substitute is lent."""

from pathways.clock import SystemClock
from pathways.engine.people import SYSTEM
from pathways.engine.sandbox import clock_of
from pathways.model.organisation import Change, What
from pathways.store import organisation
from tests.cli.running import Cli


def told_before(cli: Cli, **data: str) -> None:
    """Record an absence that nobody is asked about any more."""
    database = cli.database()
    try:
        now, change = clock_of(database, SystemClock()).now(), Change(what=What.absence, data=data)
        with database.write() as conn:
            after = organisation.last_seq(conn)
            organisation.append(conn, [change], after=after, at=now, actor=SYSTEM, why="")
    finally:
        database.close()
