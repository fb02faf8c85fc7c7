"""``definition show --digest`` and ``--case``: the text a run is under, out of the stored sources.

What lies in the folder is not read for it: it may have been changed since the run began.
"""

from dataclasses import dataclass

from pathways.cli.context import open_installation, open_session
from pathways.cli.output import tell, tell_as_is, tell_json
from pathways.errors import IntegrityError, NotFoundError, UsageError
from pathways.messages import say
from pathways.model.policy import Action
from pathways.store import sources
from pathways.store.database import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked for: the beginning of a digest, or a run of a case (empty where it has one only)."""

    digest: str
    case: str
    run: str
    user: str
    database: str


def show_kept(asked: Asked, *, as_json: bool) -> None:
    """Tell the stored text. The look into a case is logged. Raises: NotFoundError, UsageError, IntegrityError."""
    if asked.case:
        with open_session(asked.database, asked.user, Action.case_read, about=asked.case) as session:
            view = session.reader.read_case(
                asked.case, say("cli.purpose.definition"), say("cli.information.definition")
            )
            runs = {run.run: run.digest for run in view.standing.runs}
            _tell(session.installation.database, _of_run(runs, asked), as_json=as_json)
        return
    with open_installation(asked.database, Action.system_run) as installation:
        with installation.database.read() as conn:
            found = [each for each in sources.digests(conn) if each.startswith(asked.digest)]
        if not found:
            raise NotFoundError("cli.definition.no_digest", digest=asked.digest[:64])
        if len(found) > 1:
            raise UsageError("cli.definition.digest_short", digest=asked.digest[:64])
        _tell(installation.database, found[0], as_json=as_json)


def _of_run(runs: dict[str, str], asked: Asked) -> str:
    known = ", ".join(runs) or "—"
    if not asked.run and len(runs) > 1:
        raise UsageError("cli.definition.which_run", case=asked.case, runs=known)
    name = asked.run or next(iter(runs), "")
    if name not in runs:
        raise NotFoundError("cli.definition.no_run", case=asked.case, run=name, runs=known)
    return runs[name]


def _tell(database: Database, digest: str, *, as_json: bool) -> None:
    with database.read() as conn:
        stored = sources.compilations(conn, digest)
    if not stored:
        raise IntegrityError("engine.unknown_digest", digest=digest[:12])
    if as_json:
        files = [{"kind": each.kind, "file": each.origin, "text": each.text} for each in stored[0]]
        tell_json({"schema": "pathways.definition-text/1", "digest": digest, "files": files})
        return
    for each in stored[0]:
        if each.kind == "definition":
            tell(say("cli.definition.digest", digest=digest, origin=each.origin))
            tell()
            tell_as_is(each.text)
