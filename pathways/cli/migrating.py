"""``pathways definition diff``, ``impact`` and ``migrate``: what a changed definition means, for whom, and doing it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pathways.cli.context import As, DatabaseUrl, Json, Session, open_session
from pathways.cli.output import tell, tell_aside, tell_json, tell_rows
from pathways.cli.progress import progress
from pathways.definitions_folder import definitions_folder
from pathways.errors import EventRefusedError, UsageError
from pathways.messages import say
from pathways.model.policy import Action

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pathways.engine.foreseen_moves import ForeseenMove
    from pathways.engine.migrating import Migrated, Migrator
    from pathways.engine.plans import FittedPlan
    from pathways.engine.proposed import Proposed

ATTENTION = 3
"""Exit code when a case could not be moved after all."""

MOST_SHOWN = 50

REVERTED = "pathways.migration-reverted/1"

Old = Annotated[str, typer.Argument(metavar="GAMMEL", help=say("cli.definition.argument_old"))]
New = Annotated[str, typer.Argument(metavar="NY", help=say("cli.definition.argument_new"))]
Offered = Annotated[str, typer.Argument(metavar="STI", help=say("cli.definition.argument_offered"))]
PlanFile = Annotated[
    str, typer.Argument(metavar="[PLAN]", help=say("cli.definition.argument_plan"), show_default=False)
]
WithPlan = Annotated[Path | None, typer.Option("--plan", metavar="FIL", help=say("cli.definition.option_plan"))]
OfSettings = Annotated[bool, typer.Option("--settings", help=say("cli.definition.option_settings"))]
WhyMoved = Annotated[str, typer.Option("--reason", metavar="TEKST", help=say("cli.definition.option_reason"))]
DryRun = Annotated[bool, typer.Option("--dry-run", help=say("cli.definition.option_dry_run"))]
Revert = Annotated[bool, typer.Option("--revert", help=say("cli.definition.option_revert"))]
Batch = Annotated[
    int, typer.Option("--batch", metavar="ANTALL", min=1, max=1000, help=say("cli.definition.option_batch"))
]
Limit = Annotated[
    int, typer.Option("--limit", metavar="ANTALL", min=0, max=100_000, help=say("cli.definition.option_limit"))
]


def diff(old: Old, new: New, as_json: Json = False) -> None:
    """What two versions of a pathway mean otherwise."""
    from pathways.cli.difference_page import rows
    from pathways.cli.offered import one_definition
    from pathways.compiler.difference import differences
    from pathways.counting.telling import write_short

    folder = definitions_folder()
    (before, beside), (after, about) = one_definition(old, folder), one_definition(new, folder)
    if before.id != after.id:
        raise UsageError("cli.diff.two_pathways", old=before.id, new=after.id)
    found = differences(before, beside.context, after, about.context)
    if as_json:
        told = [{"part": d.part, "name": d.name, "what": d.what, "before": d.before, "after": d.after} for d in found]
        sides = {"old": [before.id, before.version], "new": [after.id, after.version]}
        named = {side: f"{each[0]}@{each[1]}" for side, each in sides.items()}
        tell_json({"schema": "pathways.definition-diff/1", **named, "differences": told})
        return
    tell(say("cli.diff.heading", old=f"{before.id}@{before.version}", new=f"{after.id}@{after.version}"), "bold")
    if not found:
        tell(say("cli.diff.none"))
    tell_rows(rows(found), fixed=(0,))
    if after.version > before.version:
        day = write_short(after.version)
        tell(say("cli.diff.from_when", dated=after.version.isoformat(), day=day))


def impact(
    path: Offered,
    *,
    plan: WithPlan = None,
    limit: Limit = MOST_SHOWN,
    user: As = "",
    database: DatabaseUrl = "",
    as_json: Json = False,
) -> None:
    """What a definition, or a folder of them, would do to running cases. Changes nothing."""
    from pathways.cli.offered import offered
    from pathways.engine.proposed import Proposed

    catalogue, only = offered(path, definitions_folder())
    with open_session(database, user, Action.case_migrate) as session:
        proposed = Proposed(library=session.installation.library, catalogue=catalogue)
        plans = [_fitted(proposed, plan)] if plan else proposed.own_plans(say("cli.migrate.impact_reason"), only)
        _show(session, _migrator(session), plans, proposed, limit=limit, as_json=as_json)
        if (
            not (plans or as_json)
            and only is not None
            and session.installation.library.catalogue.by_digest.get(only.digest)
        ):
            tell(say("cli.migrate.in_use", name=only.id, version=only.version.isoformat()))


def migrate(
    plan: PlanFile = "",
    *,
    settings: OfSettings = False,
    reason: WhyMoved = "",
    dry_run: DryRun = False,
    revert: Revert = False,
    batch: Batch = MOST_SHOWN,
    limit: Limit = MOST_SHOWN,
    user: As = "",
    database: DatabaseUrl = "",
    as_json: Json = False,
) -> None:
    """Move running cases to another version, or back."""
    from pathways.engine.acts import said_why

    if settings == bool(plan):
        raise UsageError("cli.migrate.which")
    if (settings or revert) and not reason.strip():
        raise UsageError("cli.migrate.reason_missing")
    if revert and settings:
        raise UsageError("cli.migrate.revert_alone")
    reason = said_why(reason, "--reason") if reason else ""
    with open_session(database, user, Action.case_migrate) as session:
        migrator = _migrator(session)
        migrator.require_allowed()
        if revert:
            named = migrator.plan_named(_named(plan))
            if dry_run:
                _show_back(session, migrator, named, reason, limit=limit, as_json=as_json)
            else:
                _go_back(session, migrator, named, reason, batch=batch, as_json=as_json)
            return
        plans = _plans(session, plan, reason)
        _go(session, migrator, plans, dry_run=dry_run, batch=batch, limit=limit, as_json=as_json)


def _go(
    session: Session,
    migrator: "Migrator",
    plans: "Sequence[FittedPlan]",
    *,
    dry_run: bool,
    batch: int,
    limit: int,
    as_json: bool,
) -> None:
    problems = [problem for fitted in plans for problem in fitted.problems]
    if problems:
        raise EventRefusedError("engine.plan_wrong", listed=" ".join(problems))
    if dry_run:
        _show(session, migrator, plans, None, limit=limit, as_json=as_json)
        return
    for fitted in plans:
        migrator.require_in_force(fitted)
    hindered = [each for each in _foreseen(session, migrator, plans, None) if each.obstacles]
    if hindered:
        session.reader.log_readings([each.case_id for each in hindered], _purpose(), _information())
    session.installation.library.keep_sources()
    with progress(say("cli.migrate.progress")) as advance:
        done = migrator.migrate(plans, batch=batch, told=advance)
    _tell_done(plans, done, [fitted.id for fitted in plans if migrator.has_moved(fitted.id)], as_json=as_json)


def _go_back(session: Session, migrator: "Migrator", plan: str, reason: str, *, batch: int, as_json: bool) -> None:
    """Take a plan back, and tell what became of the cases: looked at just before."""
    from pathways.cli.foreseen_page import counted_back, counts_back_document, counts_of

    session.reader.log_reading("", _purpose(), _information())
    counts = counts_of(migrator.foresee_revert(plan, reason))
    with progress(say("cli.migrate.progress")) as advance:
        done = migrator.revert(plan, reason, batch=batch, told=advance)
    if as_json:
        counted = {"counts": counts_back_document(counts), "foreseen": [], "left_out": 0}
        tell_json({"schema": REVERTED, "plan": plan, "dry_run": False, **_done(done), **counted})
    else:
        _tell_end(done, "cli.migrate.reverted", "cli.migrate.all_reverted")
        if counts.cases:
            tell(counted_back(counts))
        _tell_failed(done)
    _attend(done)


def _show_back(session: Session, migrator: "Migrator", plan: str, reason: str, *, limit: int, as_json: bool) -> None:
    """What taking a plan back would do; each case that is shown is logged as read before it is shown."""
    from pathways.cli.foreseen_page import (
        case_documents,
        counts_back_document,
        counts_of,
        tell_foreseen_revert,
        worth_showing,
    )

    session.reader.log_reading("", _purpose(), _information())
    found = migrator.foresee_revert(plan, reason)
    all_shown, counts = worth_showing(found), counts_of(found)
    shown = all_shown[:limit]
    more = len(all_shown) - len(shown)
    if shown:
        session.reader.log_readings([each.case_id for each in shown], _purpose(), _information())
    if as_json:
        done = {"cases": counts.cases, "runs": counts.runs, "failed": []}
        counted = {"counts": counts_back_document(counts), "foreseen": case_documents(shown), "left_out": more}
        tell_json({"schema": REVERTED, "plan": plan, "dry_run": True, **done, **counted})
    elif found:
        tell_foreseen_revert(plan, counts, shown, more=more)
    else:
        tell(say("cli.migrate.all_reverted"))


def _plans(session: Session, plan: str, reason: str) -> "Sequence[FittedPlan]":
    """The plan of the file, or those that changed calendars and settings make."""
    from pathways.engine.proposed import Proposed

    library = session.installation.library
    library.require_usable("engine.no_move")
    proposed = Proposed(library=library, catalogue=library.catalogue)
    return [_fitted(proposed, Path(plan))] if plan else proposed.own_plans(reason)


def _fitted(proposed: "Proposed", path: Path) -> "FittedPlan":
    """The plan in a file. Raises: UsageError, DefinitionError with every problem; EventRefusedError; NotFoundError."""
    from pathways.cli.offered import read_file
    from pathways.compiler.migration_plan import read_plan, reason_at
    from pathways.engine.acts import said_why

    written, file = read_file(path), path.as_posix()
    plan = read_plan(written, file)
    try:
        said_why(plan.reason, "reason")
    except EventRefusedError as error:
        raise EventRefusedError("cli.migrate.reason_at", place=reason_at(written, file), why=str(error)) from None
    return proposed.fit(plan)


def _named(plan: str) -> str:
    """The id of the plan in a file, or what was typed of it. Raises: UsageError, DefinitionError."""
    from pathways.cli.offered import read_file
    from pathways.compiler.migration_plan import read_plan
    from pathways.engine.plans import plan_id

    path = Path(plan)
    return plan_id(read_plan(read_file(path), path.as_posix())) if path.is_file() else plan


def _migrator(session: Session) -> "Migrator":
    from pathways.engine.migrating import Migrator

    installation = session.installation
    return Migrator(
        database=installation.database, desk=installation.desk, clock=installation.clock, actor=session.actor
    )


def _foreseen(
    session: Session, migrator: "Migrator", plans: "Sequence[FittedPlan]", proposed: "Proposed | None"
) -> "list[ForeseenMove]":
    """What would become of every case; logged as one reading of all before it is made."""
    session.reader.log_reading("", _purpose(), _information())
    return list(migrator.foresee(plans, proposed))


def _show(
    session: Session,
    migrator: "Migrator",
    plans: "Sequence[FittedPlan]",
    proposed: "Proposed | None",
    *,
    limit: int,
    as_json: bool,
) -> None:
    """Counts over all, and the first cases; each case that is shown is logged as read before it is shown."""
    from pathways.cli.foreseen_page import (
        case_documents,
        counts_document,
        counts_of,
        plan_documents,
        tell_foreseen,
        worth_showing,
    )

    found = _foreseen(session, migrator, plans, proposed)
    all_shown, counts = worth_showing(found), counts_of(found)
    early = {fitted.id for fitted in plans if migrator.too_early(fitted)}
    shown = all_shown[:limit]
    if shown:
        session.reader.log_readings([each.case_id for each in shown], _purpose(), _information())
    if as_json:
        tell_json(
            {
                "schema": "pathways.definition-impact/1",
                "plans": plan_documents(plans, early),
                "counts": counts_document(counts),
                "cases": case_documents(shown),
                "left_out": len(all_shown) - len(shown),
            }
        )
    elif plans:
        tell_foreseen(plans, counts, shown, more=len(all_shown) - len(shown), early=early)
    else:
        tell(say("cli.migrate.nothing"))


def _tell_done(plans: "Sequence[FittedPlan]", done: "Migrated", moved: "Sequence[str]", *, as_json: bool) -> None:
    from pathways.cli.foreseen_page import plan_documents

    if as_json:
        tell_json({"schema": "pathways.migration/1", "plans": plan_documents(plans), **_done(done)})
    else:
        _tell_end(done, "cli.migrate.done", "cli.migrate.all_there")
        for plan in moved if done.cases else ():
            tell_aside(say("cli.migrate.how_back", id=plan[:12]))
        _tell_failed(done)
    _attend(done)


def _tell_end(done: "Migrated", key: str, nothing_left: str) -> None:
    if done.cases or done.failed:
        tell(say(key, cases=done.cases, runs=done.runs))
    else:
        tell(say(nothing_left))


def _done(done: "Migrated") -> dict[str, object]:
    failed = [{"case_id": case_id, "why": why} for case_id, why in done.failed.items()]
    return {"cases": done.cases, "runs": done.runs, "failed": failed}


def _tell_failed(done: "Migrated") -> None:
    tell_rows(((case_id, why) for case_id, why in done.failed.items()), fixed=(0,))


def _attend(done: "Migrated") -> None:
    if done.failed:
        raise typer.Exit(ATTENTION)


def _purpose() -> str:
    return say("cli.migrate.purpose")


def _information() -> str:
    return say("cli.migrate.information")
