"""``pathways rebuild``: what is stored beside the log of a case, written anew from it where the two differ."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from pathways.cli.check import Case
from pathways.cli.context import EVERY, As, DatabaseUrl, Json, Session, open_session
from pathways.cli.output import tell, tell_aside, tell_json
from pathways.cli.progress import progress
from pathways.cli.wording import add_command
from pathways.errors import IntegrityError, UsageError
from pathways.messages import say
from pathways.model.policy import Action

if TYPE_CHECKING:
    from pathways.cli.progress import Advance
    from pathways.engine.installation import Installation
    from pathways.engine.projection import Drift
    from pathways.engine.rebuilding import Examined

PURPOSE = "gjenoppbygging"
"""What the access log says this command reads for."""

MOST_PLACES = 5
"""Places in a state that are named to people; JSON names all."""

Checked = Annotated[bool, typer.Option("--log-was-checked", help=say("cli.rebuild.option_checked"))]
All = Annotated[bool, typer.Option("--all", help=say("cli.rebuild.option_all"))]


def add(app: typer.Typer) -> None:
    """Add ``rebuild``."""
    add_command(app, "rebuild", "rebuild", rebuild)


def rebuild(
    case: Case = "",
    every: All = False,
    checked: Checked = False,
    user: As = "",
    database: DatabaseUrl = "",
    as_json: Json = False,
) -> None:
    """Write projections anew where they are not what the log gives; tell which, and which cases were left alone."""
    if every == bool(case):
        raise UsageError("cli.rebuild.which")
    with (
        open_session(database, user, Action.system_rebuild, about=case or EVERY) as session,
        progress(say("cli.rebuild.progress")) as advance,
    ):
        from pathways.engine.rebuilding import every_case
        from pathways.store.access import ALL

        world = session.installation
        what = "saken og loggen dens" if case else "alle saker og loggene deres"
        if case:
            _require_case(session, case, what)
        else:
            session.reader.log_reading(ALL, PURPOSE, what)
        every_id = session.reader.every_id(every_case(world.database))
        cases, found = _rebuild(world, [case] if case else every_id, advance, checked=checked)
    refused = [each for each in found if each.refused]
    if as_json:
        tell_json(_document(cases, found))
    else:
        _tell(cases, found)
    if refused:
        raise typer.Exit(IntegrityError.exit_code)


def _require_case(session: Session, case: str, what: str) -> None:
    """Raises, logged as refused, where the case is not the actor's to check: that it is there would be told by it."""
    checking = replace(session.reader, action=Action.log_check)
    if case not in checking.visible({case}):
        checking.require_reading(case, PURPOSE, what)
    session.reader.require_reading(case, PURPOSE, what)


def _rebuild(
    world: "Installation", case_ids: Iterable[str], advance: "Advance", *, checked: bool
) -> "tuple[int, list[Examined]]":
    """How many cases were looked at, and those that were not whole."""
    from pathways.engine.projection import Drift
    from pathways.engine.rebuilding import Examined, rebuild

    cases, found = 0, []
    for cases, case_id in enumerate(case_ids, start=1):
        try:
            examined = rebuild(world.database, world.library, case_id, log_was_checked=checked)
        except IntegrityError as error:
            examined = Examined(case_id=case_id, drift=Drift(), refused=str(error))
        if not examined.whole:
            found.append(examined)
        advance(cases, None)
    return cases, found


def drift_told(drift: "Drift") -> str:
    """What differs, in words: names and counts, never a recorded value."""
    told = [say("cli.rebuild.beyond")] if drift.beyond else []
    if drift.state:
        places = ", ".join(drift.state[:MOST_PLACES]) + (" …" if len(drift.state) > MOST_PLACES else "")
        whole = drift.state == ("*",)
        told.append(say("cli.rebuild.whole_state") if whole else say("cli.rebuild.state", places=places))
    if drift.timers_missing or drift.timers_spare:
        told.append(say("cli.rebuild.timers", missing=drift.timers_missing, spare=drift.timers_spare))
    if drift.head:
        told.append(say("cli.rebuild.head", columns=", ".join(say(f"cli.rebuild.head_{name}") for name in drift.head)))
    return "; ".join(told)


def _tell(cases: int, found: "list[Examined]") -> None:
    for each in found:
        if each.refused:
            tell_aside(say("cli.rebuild.refused", case=each.case_id, why=each.refused))
        else:
            tell(say("cli.rebuild.rebuilt", case=each.case_id, what=drift_told(each.drift)))
    refused = sum(1 for each in found if each.refused)
    if not found:
        tell(say("cli.rebuild.agrees", cases=cases))
        return
    tell(say("cli.rebuild.sum", cases=cases, rebuilt=len(found) - refused, refused=refused))


def _document(cases: int, found: "list[Examined]") -> dict[str, object]:
    refused = [{"case_id": each.case_id, "told": each.refused} for each in found if each.refused]
    rebuilt = [
        {
            "case_id": each.case_id,
            "projections": list(each.drift.parts),
            "state": list(each.drift.state),
            "timers_missing": each.drift.timers_missing,
            "timers_spare": each.drift.timers_spare,
            "head": list(each.drift.head),
        }
        for each in found
        if not each.refused
    ]
    return {
        "schema": "pathways.rebuild/1",
        "ok": not refused,
        "cases": cases,
        "rebuilt": rebuilt,
        "refused": refused,
    }
