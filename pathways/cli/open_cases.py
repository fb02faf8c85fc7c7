"""``pathways import open-cases``: the cases that were open at go-live, all of a file or none, with a dry run."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pathways.cli.context import As, DatabaseUrl, Json, open_session, read_settings
from pathways.errors import NotFoundError, UsageError
from pathways.messages import say
from pathways.model.policy import Action

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pathways.engine.library import Library
    from pathways.intake.faults import Faults, Spot
    from pathways.intake.model import OpenCase
    from pathways.intake.opening import Opened, Opener
    from pathways.machine.passed import Passed

SCHEMA = "pathways.open-cases-read/1"

File = Annotated[Path | None, typer.Argument(metavar="FIL", help=say("cli.open.argument_file"), show_default=False)]
DryRun = Annotated[bool, typer.Option("--dry-run", help=say("cli.open.option_dry_run"))]
Template = Annotated[str, typer.Option("--template", metavar="FORLØP", help=say("cli.open.option_template"))]


def open_cases(
    file: File = None,
    *,
    dry_run: DryRun = False,
    template: Template = "",
    user: As = "",
    database: DatabaseUrl = "",
    as_json: Json = False,
) -> None:
    """Open the cases of a file; with ``--template`` print how such a file begins."""
    from pathways.cli.output import tell_aside, tell_json

    if template:
        _tell_template(template)
        return
    if file is None:
        raise UsageError("cli.open.no_file")
    from pathways.intake.faults import Faults
    from pathways.intake.opening import Opener

    with open_session(database, user, Action.cases_import) as session:
        world = session.installation
        opener = Opener(
            database=world.database, desk=world.desk, clock=world.clock, actor=session.actor, reader=session.reader
        )
        opener.require_may()
        faults = Faults(file.name)
        try:
            opened = opener.open_all(_read(file, opener, faults), faults, dry_run=dry_run)
        except UsageError as error:
            if not as_json:
                raise
            tell_json(_refused(file.name, error, dry_run=dry_run))
            tell_aside(str(error))
            raise typer.Exit(error.exit_code) from None
        if as_json:
            tell_json(_document(world.library, file.name, opened, dry_run=dry_run))
        else:
            _tell(world.library, file.name, opened, dry_run=dry_run)


def _read(file: Path, opener: "Opener", faults: "Faults") -> "tuple[OpenCase, ...]":
    from pathways.intake.open_json import read_open_json
    from pathways.intake.open_sheet import read_open_sheet

    readers = {".csv": read_open_sheet, ".json": read_open_json}
    reader = readers.get(file.suffix.lower())
    if reader is None:
        raise UsageError("cli.open.unknown_kind", file=file.name)
    return reader(file, opener.words, faults)


def _tell_template(pathway: str) -> None:
    from pathways.cli.output import tell_as_is, tell_aside
    from pathways.compiler.catalogue import compile_folder
    from pathways.intake.template import template
    from pathways.intake.vocabulary import vocabulary_of

    catalogue = compile_folder(read_settings().definitions)
    words = vocabulary_of(catalogue)
    if pathway not in words.pathways:
        raise NotFoundError("cli.open.unknown_pathway", pathway=pathway, known=", ".join(words.pathways))
    newest = words.versions[pathway][-1]
    tell_as_is(template(newest, catalogue.code_lists))
    if len(words.versions[pathway]) > 1:
        tell_aside(say("cli.open.template_version", version=newest.version.isoformat()))
    if older := words.only_before(pathway):
        tell_aside(say("cli.open.template_older", known=", ".join(older)))


def _tell(library: "Library", file: str, opened: "Sequence[Opened]", *, dry_run: bool) -> None:
    from pathways.cli.output import tell, tell_aside, tell_rows
    from pathways.cli.words import dates_told, deadline_title, deadline_word
    from pathways.timeline import when_told

    new = [each for each in opened if each.opened]
    for each in new:
        name = say("cli.open.new") if dry_run else each.case_id
        tell(say("cli.open.case", case=name, title=each.runs[0].title.nb, state=each.runs[0].state_title.nb))
        for row in each.rows:
            tell(say("cli.open.row", place=row.spot.told, event=row.event, happened=when_told(row.happened)))
        for place, warning in each.warnings:
            tell_aside(say("cli.open.warning", place=place, warning=warning), "yellow")
    key = "cli.open.dry_run" if dry_run else "cli.open.done"
    tell(say(key, file=file, opened=len(new), known=len(opened) - len(new)))
    if not new:
        return
    passed = [(each, found) for each in new for found in each.passed]
    tell(say("cli.open.passed", count=len(passed)) if passed else say("cli.open.none_passed"))
    tell_rows(
        (
            each.case.spot.told if dry_run else each.case_id,
            deadline_title(library, found.run, found.deadline),
            deadline_word(found.deadline),
            dates_told(found.deadline),
        )
        for each, found in passed
    )


def _document(library: "Library", file: str, opened: "Sequence[Opened]", *, dry_run: bool) -> dict[str, object]:
    return {
        "schema": SCHEMA,
        "ok": True,
        "file": file,
        "dry_run": dry_run,
        "cases": [
            {
                # A number that was only tried out will be somebody else's.
                "case_id": "" if dry_run and each.opened else each.case_id,
                "outcome": "opened" if each.opened else "known",
                "place": each.case.spot.told,
                "reference": each.case.reference,
                "pathway": each.case.pathway,
                "rows": [
                    {"place": row.spot.told, "event": row.event, "on": row.happened.on.isoformat()} for row in each.rows
                ],
                "runs": [{"run": run.run, "pathway": run.pathway, "state": run.state} for run in each.runs],
                "passed": [_passed(library, found) for found in each.passed],
                "warnings": [{"place": place, "told": told} for place, told in each.warnings],
            }
            for each in opened
        ],
        "told": "",
        "count": 0,
        "problems": [],
        "untried": [],
    }


def _refused(file: str, error: UsageError, *, dry_run: bool) -> dict[str, object]:
    """Nothing was read in. Of a file that cannot be read at all, only why is told."""
    from pathways.intake.faults import Faults

    found = error.values.get("refused")
    faults = found if isinstance(found, Faults) else Faults(file)
    return {
        "schema": SCHEMA,
        "ok": False,
        "file": file,
        "dry_run": dry_run,
        "cases": [],
        "told": str(error),
        "count": faults.count,
        "problems": [{**_spot(fault.spot), "told": fault.told} for fault in faults.found],
        "untried": [_spot(spot) for spot in sorted(faults.untried, key=lambda spot: spot.order)],
    }


def _spot(spot: "Spot") -> dict[str, object]:
    return {"place": spot.told, "line": spot.line or None, "column": spot.column or None, "name": spot.name}


def _passed(library: "Library", found: "Passed") -> dict[str, object]:
    from pathways.cli.documents import deadline

    return deadline(library, found.run, found.deadline)
