"""``pathways backup``: a checked copy of an SQLite database, while it is in use."""

from pathlib import Path
from typing import Annotated

import typer

from pathways.cli.context import DatabaseUrl, read_settings
from pathways.cli.output import tell, tell_aside
from pathways.cli.wording import add_command
from pathways.errors import IntegrityError
from pathways.messages import say

File = Annotated[Path, typer.Argument(metavar="FIL", help=say("cli.backup.argument_file"), show_default=False)]


def add(app: typer.Typer) -> None:
    """Add ``backup``."""
    add_command(app, "backup", "backup", backup)


def backup(file: File, database: DatabaseUrl = "") -> None:
    """Copy the database to a new file, and check the copy."""
    from pathways.store.backup import back_up
    from pathways.store.database import Database

    opened = Database.open(read_settings(database).database)
    try:
        findings = back_up(opened, file)
    finally:
        opened.close()
    tell(say("cli.backup.done", file=file, size=file.stat().st_size))
    for finding in findings:
        tell(finding.sentence, style="bold")
    if findings:
        tell_aside(say("cli.backup.altered"))
        raise typer.Exit(IntegrityError.exit_code)
    tell_aside(say("cli.backup.next"))
