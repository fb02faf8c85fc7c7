"""``pathways glass``: reading a foreign case in an emergency, and looking at why afterwards."""

from typing import TYPE_CHECKING, Annotated

import typer

from pathways.cli.context import As, DatabaseUrl, Json, Session, open_session, read_settings
from pathways.cli.given import CaseId, Key, reason_given
from pathways.cli.output import tell, tell_aside, tell_json, tell_rows
from pathways.cli.wording import add_command, group
from pathways.errors import NotAllowedError, UsageError
from pathways.messages import say
from pathways.model.policy import Action

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pathways.engine.glass import Glass
    from pathways.machine.glass import Broken

WAITING = "pathways.glass-list/1"
ATTENTION = 3
"""Exit code while something waits to be looked at."""

Why = Annotated[str, typer.Option("--reason", metavar="TEKST", help=say("oversight.option_glass_why"))]
Found = Annotated[str, typer.Option("--reason", metavar="TEKST", help=say("oversight.option_review_why"))]
Seq = Annotated[int, typer.Argument(metavar="NR", min=1, help=say("oversight.argument_seq"), show_default=False)]
Became = Annotated[
    str, typer.Option("--outcome", metavar="UTFALL", help=say("oversight.option_outcome"), show_default=False)
]


def add(app: typer.Typer) -> None:
    """Add ``glass`` and its commands."""
    glass = group("glass")
    add_command(glass, "break", "glass_break", break_)
    add_command(glass, "list", "glass_list", list_waiting)
    add_command(glass, "review", "glass_review", review)
    app.add_typer(glass, name="glass")


def break_(
    case_id: CaseId,
    *,
    why: Why = "",
    key: Key = "",
    user: As = "",
    database: DatabaseUrl = "",
    as_json: Json = False,
) -> None:
    """Read a foreign case for some hours."""
    from pathways.cli.receipts import receipt_document, tell_receipt
    from pathways.cli.when import json_moment, write_moment

    with open_session(database, user, Action.glass_break, about=case_id) as session:
        _require_anew(session, database, case_id)
        glass = _glass(session, database)
        opened = glass.break_(case_id, reason_given(why), key)
        receipt, untold = opened.receipt, "" if opened.told else glass.reviewers_missing()
    if as_json:
        until = json_moment(opened.until)
        tell_json({**receipt_document(receipt), "until": until, "told": list(opened.told)})
    else:
        until = write_moment(opened.until)
        sentence = say("oversight.glass_broken", case=receipt.case_id, seq=receipt.seq, until=until)
        tell_receipt(receipt, sentence if untold else f"{sentence} {say('oversight.glass_told')}", as_json=False)
    if untold:
        tell_aside(untold, "red")


def list_waiting(*, user: As = "", database: DatabaseUrl = "", as_json: Json = False) -> None:
    """List what nobody has looked at yet."""
    with open_session(database, user, Action.glass_review) as session:
        found = list(_glass(session, database).waiting())
        told = _told_of(session)
    if as_json:
        waiting = [_json(each) | {"told": told.get((each.case_id, each.seq), [])} for each in found]
        tell_json({"schema": WAITING, "waiting": waiting})
    elif not found:
        tell(say("oversight.glass_none"))
    else:
        tell(say("oversight.glass_waiting", count=len(found)), "red")
        tell_rows((_cells(each, told.get((each.case_id, each.seq), [])) for each in found), fixed=(0, 1))
        tell_aside(say("oversight.glass_next", case=found[0].case_id, seq=found[0].seq))
    if found:
        raise typer.Exit(ATTENTION)


def review(
    case_id: CaseId,
    seq: Seq,
    *,
    outcome: Became,
    why: Found = "",
    user: As = "",
    database: DatabaseUrl = "",
    as_json: Json = False,
) -> None:
    """Record what came of looking at it."""
    from pathways.cli.receipts import tell_receipt
    from pathways.machine.glass import Outcome

    if outcome not in list(Outcome):
        raise UsageError("oversight.unknown_outcome", known=", ".join(Outcome))
    with open_session(database, user, Action.glass_review, about=case_id) as session:
        receipt = _glass(session, database).review(case_id, seq, Outcome(outcome), reason_given(why))
        sentence = say("oversight.glass_looked_at", case=receipt.case_id, seq=receipt.seq, about=seq)
        tell_receipt(receipt, sentence, as_json=as_json)


def _require_anew(session: Session, database: str, case_id: str) -> None:
    """Where who acts has logged in, that it was just now: an unlocked machine opens no foreign case.

    Asked before anything is looked up, logged where it is refused, and no try of those that are counted.
    Raises: NotAllowedError.
    """
    from pathways.cli.acting import door_of, present_session

    if not session.actor.authenticated:
        return
    world, settings = session.installation, read_settings(database)
    login, fresh = present_session(world, settings), door_of(world, settings).limits.fresh
    if login is None or world.system.now() - login.begun_at > fresh:
        session.reader.log_refusal(case_id, say("oversight.glass_anew"), say("cli.information.nothing"))
        raise NotAllowedError("oversight.log_in_anew", minutes=int(fresh.total_seconds() // 60))


def _glass(session: Session, database: str) -> "Glass":
    from pathways.engine.glass import Glass

    return Glass(engine=session.engine, reader=session.reader, hours=read_settings(database).glass_hours)


def _told_of(session: Session) -> dict[tuple[str, int], list[str]]:
    """Who has a notice of what waits, by case and event; nobody, where there was nobody to be told."""
    from pathways.engine.telling import GLASS
    from pathways.store import notices

    with session.installation.database.read() as conn:
        standing = notices.standing(conn, GLASS)
    told: dict[tuple[str, int], list[str]] = {}
    for each in standing:
        told.setdefault((each.case_id, each.seq), []).extend([each.recipient] if each.recipient else [])
    return told


def _cells(each: "Broken", told_to: "Sequence[str]") -> tuple[str, str, str]:
    from pathways.cli.when import write_short_moment

    told = say("oversight.glass_by", user=each.user, at=write_short_moment(each.at))
    until = say("oversight.glass_until", until=write_short_moment(each.until))
    why = say("cli.people.why", why=each.reason) if each.reason is not None else say("oversight.glass_sealed")
    who = say("oversight.glass_told_to", who=", ".join(told_to)) if told_to else say("oversight.glass_told_nobody")
    return each.case_id, str(each.seq), f"{told}\n{until}\n{why}\n{who}"


def _json(each: "Broken") -> dict[str, object]:
    from pathways.cli.when import json_moment

    return {
        "case_id": each.case_id,
        "seq": each.seq,
        "user": each.user,
        "at": json_moment(each.at),
        "until": json_moment(each.until),
        "reason": each.reason,
    }
