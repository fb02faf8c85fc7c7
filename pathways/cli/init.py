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
    opened = Database.open_unmigrated(read_settings(database).database)
    try:
        existed = _prepare(opened, sandbox=sandbox, seed=seed or SEED, start=start)
    finally:
        opened.close()
    unused = [name for name, given in (("--seed", seed), ("--clock", clock)) if given and existed]
    if unused:
        tell_aside(say("cli.init.not_used", options=" og ".join(unused)))


def _prepare(database: "Database", *, sandbox: bool, seed: str, start: datetime) -> bool:
    """Make it ready; returns whether it was there before."""
    from pathways.store import migrate

    found, row = _as_it_is(database)
    if found is not None and sandbox and row is None:
        raise EventRefusedError("cli.init.real_stays_real", place=database.place)
    migrate.upgrade(database)
    if sandbox and found is None:
        row = _make_sandbox(database, seed, start)
    _tell(database.place, row, found, head=migrate.head())
    return found is not None


def _as_it_is(database: "Database") -> "tuple[str | None, Sandbox | None]":
    """The revision the database is at, None before the first; and its sandbox row, if it is one."""
    from pathways.store import migrate
    from pathways.store import sandbox as sandboxes

    found = migrate.current(database)
    if found is None:
        return None, None
    with database.read() as conn:
        return found, sandboxes.read(conn)


def _make_sandbox(database: "Database", seed: str, start: datetime) -> "Sandbox | None":
    from pathways.store import sandbox as sandboxes

    with database.write() as conn:
        sandboxes.create(conn, now=start, seed=seed)
        return sandboxes.read(conn)


def _tell(place: str, row: "Sandbox | None", found: str | None, *, head: str) -> None:
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
        if read_settings().users is None:
            tell_aside(say("cli.init.users_next"))
