"""The invented people of a sandbox, recorded as the first entries of its organisation when it is made."""

from datetime import datetime
from pathlib import Path

from pathways.counting.oslo import civil_date
from pathways.engine.people import SYSTEM
from pathways.intake.people_file import Known, read_toml
from pathways.model.organisation import Organisation
from pathways.people.wanted import changes_for
from pathways.store import organisation
from pathways.store.connection import Connection

SANDBOX_USERS = "sandbox-users.toml"
"""The file of them, beside the definitions."""

DEMO_USERS = "demo-users.toml"
"""The same for the demo: people of two services in two data areas."""


def introduce(conn: Connection, definitions: Path, now: datetime, name: str = SANDBOX_USERS) -> None:
    """Record the people of the file ``name`` beside the definitions, if there is one, as of the day a sandbox begins.

    Nothing is compiled for it: a role that no setting knows is told by ``doctor``. Raises: UsageError for the file.
    """
    file = definitions / name
    if not file.is_file():
        return
    wanted = read_toml(file, Known(roles=None, kinds=None))
    changes = changes_for(Organisation(), wanted, civil_date(now))
    if changes:
        organisation.append(conn, changes, after=0, at=now, actor=SYSTEM, why="")
