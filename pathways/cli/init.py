"""``pathways init``: makes or upgrades a database. A sandbox stays one, and a real database never becomes one."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from pathways.cli.context import DatabaseUrl, read_settings
from pathways.cli.output import tell, tell_aside
from pathways.cli.when import read_clock, write_moment
from pathways.cli.wording import add_command
from pathways.clock import SystemClock
from pathways.errors import EventRefusedError, UsageError
from pathways.messages import say

if TYPE_CHECKING:
    from pathlib import Path

    from pathways.store.connection import Connection
    from pathways.store.database import Database
    from pathways.store.sandbox import Sandbox

SEED = "1"
"""Seed of a sandbox when none is given: the same commands then give the same log."""

AsSandbox = Annotated[bool, typer.Option("--sandbox", help=say("cli.init.option_sandbox"))]
Seed = Annotated[str, typer.Option("--seed", metavar="TEKST", help=say("cli.init.option_seed"), show_default=False)]
Start = Annotated[str, typer.Option("--clock", metavar="START", help=say("cli.init.option_clock"), show_default=False)]


def add(app: typer.Typer) -> None:
    """Add ``init``."""
    add_command(app, "init", "init", init)


def init(sandbox: AsSandbox = False, seed: Seed = "", clock: Start = "", database: DatabaseUrl = "") -> None:
    """Make the database ready, and say what it is."""
    from pathways.store.database import Database

    if (seed or clock) and not sandbox:
        raise UsageError("cli.init.only_sandbox")
    start = read_clock(clock) if clock else SystemClock().now().replace(second=0, microsecond=0)
    if not sandbox and Database.would_make_file(read_settings(database).database):
        # Before the file is made: where it cannot begin, nothing is left.
        _require_keys()
    opened = Database.open_unmigrated(read_settings(database).database)
    try:
        existing = _prepare(
            opened, read_settings(database).definitions, sandbox=sandbox, seed=seed or SEED, start=start
        )
    finally:
        opened.close()
    if existing and seed and seed != existing.seed:
        tell_aside(say("cli.init.seed_not_used", seed=existing.seed))
    if existing and clock and start != existing.now:
        tell_aside(say("cli.init.clock_not_used"))


def _prepare(
    database: "Database", definitions: "Path", *, sandbox: bool, seed: str, start: datetime
) -> "Sandbox | None":
    """Make it ready; returns the sandbox that was there before."""
    from pathways.store import migrate, organisation
    from pathways.store import sandbox as sandboxes

    row: Sandbox | None = None

    def make_it_one(conn: "Connection", found: str | None) -> None:
        nonlocal row
        if sandbox and found is None:
            from pathways.intake.introducing import introduce

            sandboxes.create(conn, now=start, seed=seed)
            introduce(conn, definitions, start)
        row = sandboxes.read(conn)
        if sandbox and row is None:
            raise EventRefusedError("cli.init.real_stays_real", place=database.place)
        if row is None and found is None:
            _require_keys()

    database.refuse_other_encoding()
    # In one transaction: of two who do this at once one finds what the other made, and who is killed has made nothing.
    found = migrate.upgrade(database, make_it_one)
    with database.read() as conn:
        anybody = organisation.last_seq(conn) > 0
    _tell(database.place, row, found, head=migrate.head(), anybody=anybody)
    return None if found is None else row


def _require_keys() -> None:
    """A real database begins with keys: texts are sealed from the first on. Raises: UsageError, UnavailableError."""
    from pathways.keys.folder import KeyFolder
    from pathways.vault.ring import KeyRing

    # Only a sandbox has keys where no folder is set.
    path = read_settings().keys
    if path is None:
        raise UsageError("cli.init.no_keys")
    KeyRing(folder=KeyFolder(path)).require()


def _tell(place: str, row: "Sandbox | None", found: str | None, *, head: str, anybody: bool) -> None:
    what = say("cli.init.sandbox" if row else "cli.init.real")
    if found is None:
        tell(say("cli.init.made", what=what, place=place))
    elif found == head:
        tell(say("cli.init.was_ready", what=what, place=place))
    else:
        tell(say("cli.init.upgraded", what=what, place=place))
    if row:
        tell(say("cli.init.clock", now=write_moment(row.now), seed=row.seed))
        tell_aside(say("cli.init.next"))
    else:
        tell_aside(say("cli.init.not_for_real"), style="bold")
        if not anybody:
            tell_aside(say("cli.init.people_next"))
