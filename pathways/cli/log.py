"""``pathways log export``: a log as it is stored, for those who check it elsewhere, without this program."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from pathways.cli.context import EVERY, As, DatabaseUrl, Json, open_session
from pathways.cli.output import tell, tell_aside, tell_json
from pathways.cli.wording import add_command, group
from pathways.errors import UsageError
from pathways.messages import say
from pathways.model.policy import Action

AROUND = 2
"""Lines of an export that are no events: the first and the last."""

Case = Annotated[str, typer.Argument(metavar="[SAK]", help=say("cli.check.argument_case"), show_default=False)]
All = Annotated[bool, typer.Option("--all", help=say("cli.log.option_all"))]
To = Annotated[Path, typer.Option("--to", metavar="FIL", help=say("cli.log.option_to"), show_default=False)]
WithTexts = Annotated[bool, typer.Option("--with-texts", help=say("cli.log.option_texts"))]


def add(app: typer.Typer) -> None:
    """Add ``log export``."""
    log = group("log")
    add_command(log, "export", "log_export", export)
    app.add_typer(log, name="log")


def export(
    to: To,
    case: Case = "",
    *,
    every: All = False,
    with_texts: WithTexts = False,
    user: As = "",
    database: DatabaseUrl = "",
    as_json: Json = False,
) -> None:
    """Write the log of a case, or of all, to a file as it is stored."""
    from pathways.cli.written import require_free, write_out
    from pathways.engine.exporting import export_log

    if every == bool(case):
        raise UsageError("cli.log.which")
    require_free(to)
    what = say("cli.log.information_texts" if with_texts else "cli.log.information")
    with open_session(database, user, Action.log_export, about=case or EVERY) as session:
        lines = export_log(session.reader, case, say("cli.log.purpose"), what, texts=with_texts)
        written = _Written()
        write_out(to, written.of(lines))
    count = written.lines - AROUND
    if as_json:
        tell_json({"schema": "pathways.log-exported/1", "file": str(to), "events": count, "texts": with_texts})
        return
    tell(say("cli.log.written", count=count, file=to))
    tell_aside(say("cli.log.next_texts" if with_texts else "cli.log.next"))


@dataclass(slots=True)
class _Written:
    """How many lines went by."""

    lines: int = 0

    def of(self, lines: Iterable[str]) -> Iterator[bytes]:
        """The lines as bytes, each with its end."""
        for line in lines:
            self.lines += 1
            yield f"{line}\n".encode()
