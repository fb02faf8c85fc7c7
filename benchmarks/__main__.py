"""``python -m benchmarks``: measures everything once and prints the table. PostgreSQL too."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks import advancing, counting, crowding, folding, pending, proving, simulating, starting
from benchmarks.measuring import Row, show
from tests.support.postgres import DURABLE_SETTINGS, HOW_TO_MEND, find_binaries, running_server


@contextmanager
def postgres() -> Iterator[Callable[[], str]]:
    """Gives new databases on a throw-away server with durable commits."""
    binaries = find_binaries()
    if binaries is None:
        raise SystemExit(HOW_TO_MEND)
    with running_server(binaries, DURABLE_SETTINGS) as server:
        yield lambda: server.url(server.create())


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(prefix="pathways-bench-") as name:
        folder = Path(name)
        show("Writing, SQLite", advancing.rows(folder))
        show("Timers, SQLite", [*pending.sqlite_rows(folder), _sqlite_sweep(folder)])
        show("Reading the log", folding.rows(folder))
        show("Counting and telling", counting.rows())
        show("Compiling", starting.compile_rows())
        show("Proving definitions", proving.rows())
        show("A simulated year, SQLite", [simulating.row("SQLite", f"sqlite:///{folder}/year.db")])
        show("Starting", starting.start_rows(folder))
    with postgres() as new_database:
        show("Writing, PostgreSQL", advancing.postgres_rows(new_database))
        swept, rate = crowding.sweep_row("PostgreSQL", new_database(), "≥ 4,000", "≥ 7,000")
        timers = pending.rows("PostgreSQL", new_database(), new_database())
        show("A simulated year, PostgreSQL", [simulating.row("PostgreSQL", new_database())])
        show("Timers, PostgreSQL", [*timers, swept, crowding.two_workers_row(new_database(), rate)])


def _sqlite_sweep(folder: Path) -> Row:
    row, _ = crowding.sweep_row("SQLite", f"sqlite:///{folder}/sweep.db", "≥ 3,000", "≥ 8,000")
    return row


if __name__ == "__main__":
    main()
