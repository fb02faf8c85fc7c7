"""``pathways checkpoint``: has the whole log signed, for a file that leaves the machine."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pathways.cli.context import As, DatabaseUrl, Json, Session, open_session, read_settings
from pathways.cli.output import tell, tell_as_is, tell_aside, tell_json, tell_rows
from pathways.cli.progress import progress
from pathways.cli.when import json_moment, write_moment, write_short_moment
from pathways.cli.wording import add_command
from pathways.errors import NotFoundError, UsageError
from pathways.messages import say
from pathways.model.policy import Action

if TYPE_CHECKING:
    from pathways.keys.folder import KeyFolder
    from pathways.keys.signing import Signer
    from pathways.store.checkpoint import Checkpoint, Statement
    from pathways.store.findings import Finding

To = Annotated[Path | None, typer.Option("--to", metavar="FIL", help=say("cli.checkpoint.option_to"))]
Listed = Annotated[bool, typer.Option("--list", help=say("cli.checkpoint.option_list"))]


def add(app: typer.Typer) -> None:
    """Add ``checkpoint``."""
    add_command(app, "checkpoint", "checkpoint", checkpoint)


def checkpoint(
    to: To = None, listed: Listed = False, user: As = "", database: DatabaseUrl = "", as_json: Json = False
) -> None:
    """Sign the log as it is now, and write that to a file; or list what was signed."""
    if listed and to is not None:
        raise UsageError("cli.checkpoint.one_of")
    with open_session(database, user, Action.log_verify if listed else Action.log_sign) as session:
        if listed:
            _list(session, as_json=as_json)
            return
        backdated: list[Finding] = []
        made = _make(session, to, database, backdated)
    _tell(made, to, [finding.sentence for finding in backdated], as_json=as_json)


def _make(session: Session, to: Path | None, database: str, backdated: "list[Finding]") -> "Checkpoint":
    from pathways.cli.key_place import key_folder
    from pathways.cli.written import require_free, write_out
    from pathways.engine.checkpointing import Maker
    from pathways.keys.signing import public_keys
    from pathways.store.access import ALL
    from pathways.store.checkpoint import write_file

    world = session.installation
    if to is not None:
        require_free(to)
    folder = key_folder(read_settings(database), world.database, sandbox=world.sandbox)
    signer = _signer(folder, sandbox=world.sandbox)
    keys = {key.fingerprint: key for _, key in public_keys(folder)}
    session.reader.log_reading(ALL, say("cli.checkpoint.purpose"), say("cli.checkpoint.information"))
    maker = Maker(
        database=world.database, clock=world.clock, entropy=world.desk.entropy, signer=signer,
        keys={**keys, signer.fingerprint: signer.public},
    )  # fmt: skip
    with progress(say("cli.checkpoint.progress")):
        made = maker.make(backdated.append)
    if to is not None:
        write_out(to, [write_file(made)])
    return made


def _signer(folder: "KeyFolder", *, sandbox: bool) -> "Signer":
    """The current key. A sandbox that has none gets one: nothing in it is secret."""
    from pathways.keys.signing import current_signer, new_key

    try:
        return current_signer(folder)
    except NotFoundError:
        if not sandbox:
            raise
    tell_aside(say("cli.checkpoint.first_key", key=new_key(folder).key, folder=folder.path))
    return current_signer(folder)


def _tell(made: "Checkpoint", to: Path | None, backdated: list[str], *, as_json: bool) -> None:
    from pathways.store.checkpoint import short

    told = made.statement
    if as_json:
        document = {"schema": "pathways.checkpoint-made/1", **described(made), "file": None if to is None else str(to)}
        tell_json({**document, "backdated": backdated})
        return
    tell(say("cli.checkpoint.made", number=told.number, at=write_moment(told.at), covered=covered(told)))
    tell(say("cli.checkpoint.line"))
    tell_as_is(f"pathways {told.number} {short(made.hash)}")
    for sentence in backdated:
        tell_aside(sentence, style="bold")
    tell_aside(say("cli.checkpoint.not_written") if to is None else say("cli.checkpoint.written", file=to))


def covered(told: "Statement") -> str:
    """How much a checkpoint covers, in a sentence or two."""
    rows = told.account_rows
    return say("cli.checkpoint.covered", cases=told.cases, events=told.events, entries=told.entries, rows=rows)


def described(found: "Checkpoint") -> dict[str, object]:
    """A checkpoint in a document, without what it covers."""
    from pathways.store.checkpoint import short

    told = found.statement
    return {
        "number": told.number,
        "at": json_moment(told.at),
        "installation": told.installation,
        "cases": told.cases,
        "events": told.events,
        "entries": told.entries,
        "account_rows": told.account_rows,
        "key": told.key,
        "hash": found.hash,
        "short": short(found.hash),
    }


def _list(session: Session, *, as_json: bool) -> None:
    from pathways.store import checkpoints

    session.reader.log_reading("", say("cli.checkpoint.purpose"), say("cli.checkpoint.listed"))
    with session.installation.database.read() as conn:
        kept = checkpoints.every(conn)
    if as_json:
        told = [_described_row(number, each) for number, each in kept]
        tell_json({"schema": "pathways.checkpoint-list/1", "checkpoints": told})
        return
    if not kept:
        tell(say("cli.checkpoint.none"))
    tell_rows((_row(number, each) for number, each in kept), fixed=(0, 2))


def _described_row(number: int, found: "Checkpoint") -> dict[str, object]:
    """One that somebody altered has its number alone."""
    try:
        return described(found)
    except UsageError:
        return {"number": number}


def _row(number: int, found: "Checkpoint") -> tuple[str, str, str]:
    from pathways.store.checkpoint import short

    try:
        return str(number), write_short_moment(found.statement.at), short(found.hash)
    except UsageError:
        return str(number), say("cli.checkpoint.unreadable_row"), ""
