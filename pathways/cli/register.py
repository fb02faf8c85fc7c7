"""``pathways import register``: files of the national child welfare register become cases, at their true dates."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pathways.cli.context import As, DatabaseUrl, Json, open_session
from pathways.cli.output import tell, tell_aside, tell_json
from pathways.cli.progress import progress
from pathways.cli.wording import add_command, group
from pathways.errors import UsageError
from pathways.messages import say

if TYPE_CHECKING:
    from pathways.register.importing import Imported

Files = Annotated[list[Path], typer.Argument(metavar="FIL…", help=say("cli.import.argument_files"))]


def add(app: typer.Typer) -> None:
    """Add ``import register``."""
    importing = group("import")
    add_command(importing, "register", "import_register", register)
    app.add_typer(importing, name="import")


def register(files: Files, user: As = "", database: DatabaseUrl = "", as_json: Json = False) -> None:
    """Import files. One with a fault stores nothing; the others are imported all the same."""
    from pathways.register.importing import Importer

    told: list[dict[str, object]] = []
    refused = 0
    with open_session(database, user) as session:
        world = session.installation
        importer = Importer(database=world.database, desk=world.desk, clock=world.clock, actor=session.actor)
        for path in files:
            try:
                with progress(say("cli.import.progress", file=path.name)) as advance:
                    imported = importer.import_file(path, advance)
            except UsageError as error:
                refused += 1
                told.append(_refused(path, error))
                tell_aside(str(error))
                continue
            told.append(_as_json(imported))
            if not as_json:
                _tell(imported)
    if as_json:
        tell_json({"schema": "pathways.import/1", "ok": not refused, "files": told})
    if refused:
        raise typer.Exit(UsageError.exit_code)


def _tell(imported: "Imported") -> None:
    for warning in imported.warnings:
        tell_aside(say("cli.import.warning", warning=str(warning)))
    if imported.warnings_in_all > len(imported.warnings):
        tell_aside(say("register.more_problems", count=imported.warnings_in_all - len(imported.warnings)))
    tell(
        say(
            "cli.import.done",
            file=imported.file,
            cases=len(imported.opened),
            events=imported.events,
            notes=imported.notes,
            warnings=imported.warnings_in_all,
        )
    )
    if imported.left_alone:
        tell(say("cli.import.left_alone", count=len(imported.left_alone), cases=_some(imported.left_alone)))
    if imported.empty:
        tell(say("cli.import.empty", count=imported.empty))


def _some(cases: list[str]) -> str:
    shown = ", ".join(cases[:5])
    return f"{shown} …" if len(cases) > 5 else shown


def _as_json(imported: "Imported") -> dict[str, object]:
    return {
        "file": imported.file,
        "refused": False,
        "cases": imported.opened,
        "left_alone": imported.left_alone,
        "empty": imported.empty,
        "events": imported.events,
        "notes": imported.notes,
        "warnings": [
            {"line": w.place.line, "column": w.place.column, "key": w.key, "told": str(w)} for w in imported.warnings
        ],
        "warnings_in_all": imported.warnings_in_all,
    }


def _refused(path: Path, error: UsageError) -> dict[str, object]:
    from pathways.register.problem import Problem

    found = error.values.get("problems", ())
    problems = [each for each in found if isinstance(each, Problem)] if isinstance(found, tuple) else []
    return {
        "file": path.name,
        "refused": True,
        "told": str(error),
        "problems": [{"line": p.place.line, "column": p.place.column, "key": p.key, "told": str(p)} for p in problems],
    }
