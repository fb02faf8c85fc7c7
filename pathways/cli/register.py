"""``pathways import register``: files of the national child welfare register become cases, at their true dates."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pathways.cli.context import As, DatabaseUrl, Json, open_session
from pathways.cli.open_cases import open_cases
from pathways.cli.output import tell, tell_aside, tell_json, tell_rows
from pathways.cli.progress import progress
from pathways.cli.wording import add_command, group
from pathways.errors import EventRefusedError, UsageError
from pathways.messages import say
from pathways.model.policy import Action

if TYPE_CHECKING:
    from pathways.engine.library import Library
    from pathways.machine.passed import Passed
    from pathways.register.importing import CaseReport, Imported
    from pathways.register.missing import Missing

MOST_REPORTS = 20
"""Changed cases told one by one; all of them stand in the JSON."""

MOST_PASSED = 50
"""Deadlines of each list of those that were over; all of them stand in the JSON."""

DryRun = Annotated[bool, typer.Option("--dry-run", help=say("cli.import.option_dry_run"))]
AnnulMissing = Annotated[bool, typer.Option("--annul-what-is-missing", help=say("cli.import.option_annul_missing"))]
Files = Annotated[list[Path], typer.Argument(metavar="FIL…", help=say("cli.import.argument_files"))]


def add(app: typer.Typer) -> None:
    """Add ``import register`` and ``import open-cases``."""
    importing = group("import")
    add_command(importing, "register", "import_register", register)
    add_command(importing, "open-cases", "import_open_cases", open_cases)
    app.add_typer(importing, name="import")


def register(
    files: Files,
    *,
    dry_run: DryRun = False,
    annul_missing: AnnulMissing = False,
    user: As = "",
    database: DatabaseUrl = "",
    as_json: Json = False,
) -> None:
    """Import files in the order given. One with a fault stores nothing; the others are imported all the same."""
    from pathways.register.importing import REFUSED, Importer

    if dry_run and len(files) > 1:
        raise UsageError("cli.import.one_at_a_time")
    told: list[dict[str, object]] = []
    refused = conflicting = 0
    with open_session(database, user, Action.register_import) as session:
        world = session.installation
        importer = Importer(
            database=world.database,
            desk=world.desk,
            clock=world.clock,
            actor=session.actor,
            reader=session.reader,
            dry_run=dry_run,
            annul_missing=annul_missing,
        )
        for path in files:
            try:
                with progress(say("cli.import.progress", file=path.name)) as advance:
                    imported = importer.import_file(path, advance)
            except (UsageError, EventRefusedError) as error:
                refused += isinstance(error, UsageError)
                conflicting += isinstance(error, EventRefusedError)
                told.append(_refused(path, error))
                tell_aside(str(error))
                continue
            told.append(_as_json(imported, world.library))
            conflicting += len(imported.of(REFUSED)) + bool(imported.missing)
            _tell_refused(imported)
            if not as_json:
                _tell(imported, dry_run=dry_run)
                _tell_passed(imported, world.library)
    if as_json:
        tell_json(
            {"schema": "pathways.import/1", "ok": not refused and not conflicting, "dry_run": dry_run, "files": told}
        )
    if refused or conflicting:
        raise typer.Exit(UsageError.exit_code if refused else EventRefusedError.exit_code)


def _tell(imported: "Imported", *, dry_run: bool) -> None:
    for warning in imported.warnings:
        tell_aside(say("cli.import.warning", warning=str(warning)))
    if imported.warnings_in_all > len(imported.warnings):
        tell_aside(say("register.more_problems", count=imported.warnings_in_all - len(imported.warnings)))
    opened, changed, unchanged = (imported.of(outcome) for outcome in ("opened", "changed", "unchanged"))
    tell(
        say(
            "cli.import.dry_run" if dry_run else "cli.import.done",
            file=imported.file,
            cases=len(opened),
            events=imported.events,
            notes=imported.notes,
            warnings=imported.warnings_in_all,
        )
    )
    reports = [report for report in imported.reports if report.outcome == "changed"]
    for report in reports[:MOST_REPORTS]:
        tell(say("cli.import.changed", **_counts(report), case=report.case_id))
        for part in report.parts if dry_run else ():
            tell(say(f"cli.import.part.{part.verb}", event=part.event, target=part.target))
    if len(changed) > MOST_REPORTS:
        tell(say("cli.import.more_changed", count=len(changed) - MOST_REPORTS))
    if unchanged:
        tell(say("cli.import.unchanged", count=len(unchanged), cases=_some(unchanged)))
    if imported.empty:
        tell(say("cli.import.empty", count=imported.empty))
    if imported.missing:
        from pathways.register.missing import told_missing

        tell_aside(say("cli.import.would_annul", listed=told_missing(imported.missing)), "yellow")


def _tell_passed(imported: "Imported", library: "Library") -> None:
    """Once, here, instead of by notices: first what the file could have told was done, then what no file tells."""
    from pathways.cli.words import dates_told, deadline_title, deadline_word
    from pathways.counting.telling import write_short

    passed = [(report.case_id, each) for report in imported.reports for each in report.passed]
    for key, in_register in (("cli.import.passed", True), ("cli.import.passed_untold", False)):
        found = [(case, each) for case, each in passed if _in_register(library, each) is in_register]
        if not found:
            continue
        tell(say(key, count=len(found)))
        tell_rows(
            (
                case or say("cli.import.new_case"),
                deadline_title(library, each.run, each.deadline),
                deadline_word(each.deadline) if in_register else say("cli.import.untold"),
                dates_told(each.deadline) if in_register else write_short(each.deadline.nominal),
            )
            for case, each in found[:MOST_PASSED]
        )
        if len(found) > MOST_PASSED:
            tell(say("cli.import.more_passed", count=len(found) - MOST_PASSED))


def _in_register(library: "Library", passed: "Passed") -> bool:
    """Whether the register would say that the deadline was met. Where it would not, nothing is known of it."""
    from pathways.register.mapping import TOLD

    return not TOLD.isdisjoint(library.prepared(passed.run.digest).deadlines[passed.deadline.name].met_by)


def _tell_refused(imported: "Imported") -> None:
    for report in imported.reports:
        if report.conflicts:
            listed = "\n".join(f"  - {conflict}" for conflict in report.conflicts)
            tell_aside(say("cli.import.refused", case=report.case_id, listed=listed), "red")


def _counts(report: "CaseReport") -> dict[str, Any]:
    names = ("added", "corrected", "annulled", "unchanged", "warned")
    return {name: getattr(report, name) for name in names}


def _some(cases: list[str]) -> str:
    shown = ", ".join(cases[:5])
    return f"{shown} …" if len(cases) > 5 else shown


def _as_json(imported: "Imported", library: "Library") -> dict[str, object]:
    return {
        "file": imported.file,
        "refused": False,
        "cases": imported.of("opened"),
        "changed": imported.of("changed"),
        "unchanged": imported.of("unchanged"),
        "conflicting": imported.of("refused"),
        "report": [
            {"case_id": r.case_id, "outcome": r.outcome, "line": r.line, **_counts(r)}
            | {"seqs": [part.seq for part in r.parts], "conflicts": list(r.conflicts)}
            | {"changes": [{"verb": p.verb, "event": p.event, "target": p.target or None} for p in r.parts]}
            | {"passed": [_passed(library, each) for each in r.passed]}
            for r in imported.reports
        ],
        "empty": imported.empty,
        "events": imported.events,
        "notes": imported.notes,
        "warnings": [
            {"line": w.place.line, "column": w.place.column, "key": w.key, "told": str(w)} for w in imported.warnings
        ],
        "warnings_in_all": imported.warnings_in_all,
        "missing": [_missing(each) for each in imported.missing],
    }


def _passed(library: "Library", passed: "Passed") -> dict[str, object]:
    from pathways.cli.documents import deadline

    told = deadline(library, passed.run, passed.deadline)
    return {**told, "in_register": _in_register(library, passed)}


def _missing(missing: "Missing") -> dict[str, object]:
    return {
        "case_id": missing.case_id,
        "seq": missing.seq,
        "event": missing.event,
        "on": missing.happened.isoformat(),
    }


def _refused(path: Path, error: UsageError | EventRefusedError) -> dict[str, object]:
    from pathways.register.missing import Missing
    from pathways.register.problem import Problem

    lacking = error.values.get("missing", ())
    missing = [each for each in lacking if isinstance(each, Missing)] if isinstance(lacking, tuple) else []
    found = error.values.get("problems", ())
    problems = [each for each in found if isinstance(each, Problem)] if isinstance(found, tuple) else []
    return {
        "file": path.name,
        "refused": True,
        "told": str(error),
        "problems": [{"line": p.place.line, "column": p.place.column, "key": p.key, "told": str(p)} for p in problems],
        "missing": [_missing(each) for each in missing],
    }
