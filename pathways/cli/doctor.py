"""``pathways doctor``: what falls short, and how to mend it. Changes nothing."""

from typing import TYPE_CHECKING, Annotated

import typer

from pathways.cli.context import DatabaseUrl, Json
from pathways.cli.finding import Check
from pathways.cli.output import styled, tell, tell_json, tell_rows
from pathways.cli.progress import progress
from pathways.cli.wording import add_command
from pathways.messages import say

if TYPE_CHECKING:
    from rich.text import Text

ATTENTION = 3
"""Exit code when something falls short."""

All = Annotated[bool, typer.Option("--all", help=say("cli.doctor.option_all"))]


def add(app: typer.Typer) -> None:
    """Add ``doctor``."""
    add_command(app, "doctor", "doctor", doctor)


def doctor(every: All = False, database: DatabaseUrl = "", as_json: Json = False) -> None:
    """Look at everything, and tell what falls short."""
    from pathways.cli.diagnosis import diagnose
    from pathways.settings import read_environment

    settings, faulty = read_environment()
    if database:
        settings = settings.model_copy(update={"database": database})
    with progress(say("cli.doctor.progress")) as advance:
        checks = list(diagnose(settings, faulty, every=every, advance=advance))
    short = [check for check in checks if not check.ok]
    if as_json:
        told = [{"id": c.name, "ok": c.ok, "found": c.found, "mend": c.mend, "remark": c.remark} for c in checks]
        tell_json({"schema": "pathways.doctor/1", "ok": not short, "checks": told})
    else:
        tell_rows((_row(check) for check in checks), fixed=(0, 1))
        tell()
        for check in checks:
            if check.remark:
                tell(say("cli.doctor.remark", remark=check.remark))
        if short:
            tell(say("cli.doctor.short_one" if len(short) == 1 else "cli.doctor.short", count=len(short)))
            tell_rows((("-", check.mend) for check in short), fixed=(0,))
        else:
            tell(say("cli.doctor.well"))
    if short:
        raise typer.Exit(ATTENTION)


def _row(check: Check) -> "tuple[Text | str, ...]":
    state = styled(say("cli.doctor.ok"), "green") if check.ok else styled(say("cli.doctor.not_ok"), "bold red")
    return state, say(f"cli.doctor.name_{check.name}"), check.found
