"""What ``verify --checkpoint`` does: reads the file, looks at its signature, and holds the log against it."""

from pathlib import Path
from typing import TYPE_CHECKING

from pathways.cli.check_guards import Guards, guards_json, tell_guards
from pathways.cli.check_persons import unproven
from pathways.cli.checkpoint import covered, described
from pathways.cli.context import Session, read_settings
from pathways.cli.output import tell, tell_as_is, tell_json, tell_rows
from pathways.cli.when import write_moment
from pathways.errors import UsageError, why_not
from pathways.messages import say

if TYPE_CHECKING:
    from pathways.engine.checkpointing import Keys
    from pathways.store.checkpoint import Checkpoint
    from pathways.store.findings import Finding

UNPROVEN = (
    "cli.verify.cannot_after",
    "cli.verify.cannot_truth",
    "cli.verify.cannot_key",
    "cli.verify.cannot_clock",
    "cli.verify.cannot_beside",
)
"""What no checkpoint proves either."""


def signed_checkpoint(session: Session, file: Path, public: Path | None, database: str) -> "tuple[Checkpoint, Keys]":
    """The checkpoint of a file, signed by a key that is known, and every key that is.

    With ``public`` the file must be signed by that key. Raises: UsageError, IntegrityError; NotFoundError.
    """
    from pathways.engine.checkpointing import require_signed
    from pathways.files import read_file
    from pathways.keys.signing import read_public
    from pathways.store import checkpoint

    given = None if public is None else read_public(public)
    keys = _folder_keys(session, database)
    if given is not None:
        keys = {**keys, given.fingerprint: given}
    if not keys:
        raise UsageError("cli.verify.no_keys")
    try:
        found = checkpoint.read_file(read_file(file, checkpoint.MOST))
    except OSError as error:
        raise UsageError("cli.verify.no_file", file=file, why=why_not(error)) from None
    require_signed(found, keys if given is None else {given.fingerprint: given})
    return found, keys


def tell_compared(
    file: "Checkpoint", findings: "list[Finding]", persons: int, guards: Guards, *, as_json: bool
) -> None:
    """What was found, and what a checkpoint cannot show either; ``persons``: of how many cases they are locked."""
    from pathways.store.checkpoint import short

    then = file.statement
    if as_json:
        told = [{"case_id": f.case_id, "seq": f.seq, "reason": f.reason.value, "told": f.sentence} for f in findings]
        document = {"schema": "pathways.verify/1", "ok": not findings, "findings": told}
        document |= {"cannot_prove": unproven(UNPROVEN, persons), "persons_unchecked": persons, "log_hash": None}
        document["guards"] = guards_json(guards)
        tell_json({**document, "checkpoint": described(file)})
        return
    tell(say("cli.verify.against", number=then.number, at=write_moment(then.at), key=then.key[:16]))
    tell_as_is(f"pathways {then.number} {short(file.hash)}")
    for finding in findings:
        tell(finding.sentence, style="bold")
    if not findings:
        tell(say("cli.verify.as_then", covered=covered(then)))
    if persons:
        tell(say("cli.verify.persons_locked", count=persons), style="bold")
    tell_guards(guards)
    tell()
    tell(say("cli.verify.cannot_against"))
    tell_rows((("-", sentence) for sentence in unproven(UNPROVEN, persons)), fixed=(0,))


def _folder_keys(session: Session, database: str) -> "Keys":
    from pathways.cli.key_place import key_path
    from pathways.keys.folder import KeyFolder
    from pathways.keys.signing import public_keys

    world = session.installation
    path = key_path(read_settings(database), world.database, sandbox=world.sandbox)
    return {} if path is None else {key.fingerprint: key for _, key in public_keys(KeyFolder(path))}
