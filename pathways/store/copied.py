"""Whether a database is a copy that ``backup`` wrote, and nobody has said that it is the one from now on.

No log-in outlives the way into a copy or out of it: whoever was locked out since would be let in again.

SQLite keeps one number for whoever makes a file; a copy has its own there. PostgreSQL's tools leave no such mark.
"""

from datetime import datetime

from pathways.store import accounts, security_log
from pathways.store.database import Database
from pathways.store.security_log import Happening, Noted

COPY = 1_885_434_480
"""What a copy has as its ``user_version``; a database has 0."""

MARK, RELEASE = f"PRAGMA user_version = {COPY}", "PRAGMA user_version = 0"


END_SESSIONS = "DELETE FROM login_session"


def is_copy(database: Database) -> bool:
    """Whether it is marked as a copy. Raises: UnavailableError."""
    if database.kind != "sqlite":
        return False
    with database.read() as conn:
        return bool(conn.exec_driver_sql("PRAGMA user_version").scalar_one() == COPY)


def release(database: Database, now: datetime, os_account: str) -> None:
    """It is the one from now on, and every log-in ends. ``now`` is of the wall clock, UTC. Raises: UnavailableError."""
    if not is_copy(database):
        return
    with database.write() as conn:
        for user in accounts.end_every(conn):
            noted = Noted(at=now, what=Happening.ended, user=user, os_account=os_account, detail="restored")
            security_log.note(conn, noted)
        conn.exec_driver_sql(RELEASE)
