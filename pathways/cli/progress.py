"""Progress of what takes long: on standard error, and only where a person watches."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from pathways.cli.output import clean, is_plain

Advance = Callable[[int, int | None], None]
"""Told how much is done, and of how much (None: nobody knows)."""


@contextmanager
def progress(label: str) -> Iterator[Advance]:
    """Show how far something has come while the block runs. Shows nothing in a pipe or a dumb terminal.

    What the block tells on standard output goes there as ever: not on one terminal with this.
    """
    if is_plain(sys.stderr):
        yield lambda _done, _total: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        Progress,
        TaskProgressColumn,
        TextColumn,
        TimeElapsedColumn,
    )

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False) as shown:
        task = shown.add_task(clean(label), total=None)
        yield lambda done, total: shown.update(task, completed=done, total=total)
