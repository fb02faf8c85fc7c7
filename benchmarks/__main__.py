"""``python -m benchmarks``: measures everything once and prints the table. PostgreSQL too.

With ``--large`` also what takes minutes: a million timers pending, and 100,000 deadlines projected anew.
"""

import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from benchmarks import (
    advancing,
    counting,
    crowding,
    folding,
    listing,
    pending,
    proving,
    reprojecting,
    seeing,
    simulating,
    starting,
)
from benchmarks.measuring import show
from tests.support.postgres import DURABLE_SETTINGS, HOW_TO_MEND, find_binaries, running_server


@contextmanager
def postgres() -> Iterator[Callable[[], str]]:
    """Gives new databases on a throw-away server with durable commits."""
    binaries = find_binaries()
    if binaries is None:
        raise SystemExit(HOW_TO_MEND)
    with running_server(binaries, DURABLE_SETTINGS) as server:
        yield lambda: server.url(server.create())


def main(arguments: Sequence[str]) -> None:
    """Measure and print."""
    if set(arguments) - {"--large"}:
        raise SystemExit("python -m benchmarks [--large]")
    large = "--large" in arguments
    levels = pending.LARGE if large else pending.MANY
    with tempfile.TemporaryDirectory(prefix="pathways-bench-") as name:
        folder = Path(name)
        show("Writing, SQLite", advancing.rows(folder))
        show("Timers, SQLite", pending.rows("SQLite", _files(folder), levels)[0])
        show("Reading the log", folding.rows(folder))
        show("Lists", listing.rows(folder))
        show("Who has seen a case, SQLite", seeing.rows("SQLite", f"sqlite:///{folder}/seen.db"))
        show("Projecting anew", reprojecting.rows(folder, large=large))
        show("Counting and telling", counting.rows())
        show("Compiling", starting.compile_rows())
        show("Proving definitions", proving.rows())
        show("A simulated year, SQLite", simulating.rows("SQLite", f"sqlite:///{folder}/year.db"))
        show("Starting", starting.start_rows(folder))
    with postgres() as new_database:
        show("Writing, PostgreSQL", advancing.postgres_rows(new_database))
        show("Who has seen a case, PostgreSQL", seeing.rows("PostgreSQL", new_database()))
        show("A simulated year, PostgreSQL", simulating.rows("PostgreSQL", new_database()))
        timers, rate = pending.rows("PostgreSQL", new_database, levels)
        show("Timers, PostgreSQL", [*timers, crowding.two_workers_row(new_database(), rate)])


def _files(folder: Path) -> Callable[[], str]:
    """Gives new SQLite files in the folder."""
    numbers = count()
    return lambda: f"sqlite:///{folder}/timers-{next(numbers)}.db"


if __name__ == "__main__":
    main(sys.argv[1:])
