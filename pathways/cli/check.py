"""``pathways replay`` and ``pathways verify``: does the log still give what it gave, and is it what was recorded."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pathways.cli.check_guards import Guards, guards_json, guards_of, tell_guards
from pathways.cli.check_persons import contents_of, key_ring, unproven
from pathways.cli.context import EVERY, As, DatabaseUrl, Json, Session, open_session, read_settings
from pathways.cli.output import tell, tell_as_is, tell_json, tell_rows
from pathways.cli.progress import progress
from pathways.cli.wording import add_command
from pathways.errors import IntegrityError, UsageError
from pathways.messages import say
from pathways.model.policy import Action

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pathways.cli.check_counts import Counted
    from pathways.engine.replay import Broken, Replayed
    from pathways.store.findings import Finding
    from pathways.store.log_hash import LogHash

    Checked = tuple[list[Finding], Callable[[bool], None]]

PURPOSE = "kontroll"
"""What the access log says these commands read for."""

UNPROVEN = (
    "cli.verify.cannot_tail",
    "cli.verify.cannot_rewritten",
    "cli.verify.cannot_deleted",
    "cli.verify.cannot_truth",
    "cli.verify.cannot_people",
    "cli.verify.cannot_accounts",
    "cli.verify.cannot_beside",
)
"""What no chain proves without a checkpoint outside the database."""

ONLY_TOLD = frozenset({"cut", "place", "moving"})
"""Parts after which nothing is to be written anew before somebody has looked."""

MOST_TRIES = 5
"""How often a case that changes meanwhile is looked at again."""

Case = Annotated[str, typer.Argument(metavar="[SAK]", help=say("cli.check.argument_case"), show_default=False)]
Hash = Annotated[bool, typer.Option("--hash", help=say("cli.verify.option_hash"))]
All = Annotated[bool, typer.Option("--all", help=say("cli.replay.option_all"))]
Against = Annotated[Path | None, typer.Option("--checkpoint", metavar="FIL", help=say("cli.verify.option_checkpoint"))]
Public = Annotated[Path | None, typer.Option("--public-key", metavar="FIL", help=say("cli.verify.option_public"))]


def add(app: typer.Typer) -> None:
    """Add ``replay`` and ``verify``."""
    add_command(app, "replay", "replay", replay)
    add_command(app, "verify", "verify", verify)


def replay(
    case: Case = "", every: All = False, user: As = "", database: DatabaseUrl = "", as_json: Json = False
) -> None:
    """Fold cases anew; name the first event whose standing is another now, and cases that cannot be folded at all."""
    from pathways.cli.check_counts import counted_for
    from pathways.engine.replay import Broken

    if every == bool(case):
        raise UsageError("cli.replay.which")
    with (
        open_session(database, user, _action(case), about=case or EVERY) as session,
        progress(say("cli.replay.progress")) as advance,
    ):
        counted = counted_for(session.reader)
        broken: list[Broken] = []
        differing: list[dict[str, object]] = []
        for found in _replayed(session, case):
            counted.add(found)
            advance(counted.cases, None)
            if isinstance(found, Broken):
                broken.append(found)
                continue
            parts = _drifted(session, found)
            if found.differs_at or found.counted_otherwise or parts:
                differing.append(_differs(found, parts))
    _tell_replay(counted, differing, broken, as_json=as_json)
    if differing or broken:
        raise typer.Exit(IntegrityError.exit_code)


def verify(
    case: Case = "",
    *,
    hashed: Hash = False,
    against: Against = None,
    public: Public = None,
    user: As = "",
    database: DatabaseUrl = "",
    as_json: Json = False,
) -> None:
    """Check the chains, and name the first event of each case that is not what was recorded."""
    _require_sense(case, hashed=hashed, against=against, public=public)
    with (
        open_session(database, user, _action(case), about=case or EVERY) as session,
        progress(say("cli.verify.progress")),
    ):
        if against is None:
            findings, tell_them = _in_itself(session, case, database, hashed=hashed)
        else:
            findings, tell_them = _against(session, against, public, database)
    tell_them(as_json)
    if findings:
        raise typer.Exit(IntegrityError.exit_code)


def _action(case: str) -> Action:
    """One case is another's to check than all of them: that there is such a case is told by it."""
    return Action.log_check if case else Action.log_verify


def _require_sense(case: str, *, hashed: bool, against: Path | None, public: Path | None) -> None:
    """Raises UsageError for options that say nothing together."""
    if case and hashed:
        raise UsageError("cli.verify.hash_of_all")
    if against is not None and (case or hashed):
        raise UsageError("cli.verify.checkpoint_all")
    if against is None and public is not None:
        raise UsageError("cli.verify.public_alone")


def _in_itself(session: Session, case: str, database: str, *, hashed: bool) -> "Checked":
    from pathways.engine.library import broken_sources
    from pathways.store.log_hash import log_hash
    from pathways.store.traces import traces
    from pathways.store.verify import unchecked, verify_all, verify_case

    if case:
        session.reader.require_reading(case, PURPOSE, "hendelseskjeden")
    else:
        session.reader.require_every(PURPOSE, "hendelseskjeden")
    world = session.installation
    ring = key_ring(read_settings(database), world.database, sandbox=world.sandbox)
    with world.database.read() as conn:
        if case:
            found = verify_case(conn, case)
            findings = [] if found is None else [found]
        else:
            findings = [*verify_all(conn), *broken_sources(conn), *traces(conn)]
        log = log_hash(conn) if hashed else None
        contents, guards = contents_of(conn, ring, case), guards_of(conn)
        locked = unchecked(conn, case or None), contents.locked
    findings += contents.findings
    return findings, lambda as_json: _tell_verified(case, findings, log, locked, guards, as_json=as_json)


def _against(session: Session, file: Path, public: Path | None, database: str) -> "Checked":
    from pathways.cli.checkpoint_compared import signed_checkpoint, tell_compared
    from pathways.engine.checkpointing import against
    from pathways.store.traces import traces

    checkpoint, keys = signed_checkpoint(session, file, public, database)
    session.reader.require_every(PURPOSE, "hendelseskjeden")
    world = session.installation
    ring = key_ring(read_settings(database), world.database, sandbox=world.sandbox)
    with world.database.read() as conn:
        contents, guards = contents_of(conn, ring, ""), guards_of(conn)
        findings = [*against(conn, checkpoint, keys), *traces(conn), *contents.findings]
    return findings, lambda as_json: tell_compared(checkpoint, findings, contents.locked, guards, as_json=as_json)


def _replayed(session: Session, case: str) -> "Iterator[Replayed | Broken]":
    if case:
        yield session.reader.replay(case, PURPOSE)
    else:
        yield from session.reader.replay_all(PURPOSE)


def _drifted(session: Session, replayed: "Replayed") -> tuple[str, ...]:
    """Projections that differ. A case that moved on since it was replayed is replayed again."""
    from pathways.engine.projection import MOVING, drifted

    for _ in range(MOST_TRIES):
        with session.installation.database.read() as conn:
            parts = drifted(conn, session.installation.library, replayed)
        if parts is not None:
            return parts
        replayed = session.reader.replay(replayed.case_id, PURPOSE)
    return (MOVING,)


def _tell_replay(
    counted: "Counted", differing: list[dict[str, object]], broken: "list[Broken]", *, as_json: bool
) -> None:
    if as_json:
        document = {"schema": "pathways.replay/1", "ok": not (differing or broken), **counted.document()}
        told = [{"case_id": each.case_id, "told": each.why} for each in broken]
        tell_json({**document, "differing": differing, "broken": told})
        return
    for each in broken:
        tell(say("cli.replay.broken", case=each.case_id, why=each.why))
    _tell_differing(differing)
    if broken:
        key = "cli.replay.broken_count_scope" if counted.in_scope else "cli.replay.broken_count"
        tell(say(key, broken=len(broken), cases=counted.cases))
    elif not differing:
        key = "cli.replay.agrees_scope" if counted.in_scope else "cli.replay.agrees"
        tell(say(key, cases=counted.cases, events=counted.events))
    if counted.sealed:
        tell(say("cli.replay.sealed", sealed=counted.sealed))


def _tell_differing(differing: list[dict[str, object]]) -> None:
    for each in differing:
        if each["seq"]:
            tell(say("cli.replay.differs", case=each["case_id"], seq=each["seq"]))
        counted = each["counted_otherwise"]
        _tell_counted(str(each["case_id"]), each["seq"], counted if isinstance(counted, list) else [])
        for part in _strings(each["projections"]):
            tell(say(f"cli.replay.projection_{part}", case=each["case_id"]))
        if each["projections"] and not (each["seq"] or ONLY_TOLD & set(_strings(each["projections"]))):
            tell(say("cli.replay.rebuild", case=each["case_id"]))


def _tell_counted(case: str, differs_at: object, counted: "list[dict[str, object]]") -> None:
    """Where the case is as it was then, what is kept was touched, or only the telling is new; not the date."""
    gone = dict.fromkeys(each["seq"] for each in counted if each["kept"] == "gone")
    if gone:
        tell(say("cli.replay.derivation_gone", case=case, seqs=", ".join(map(str, gone))))
    for each in counted:
        if each["kept"] != "gone":
            key = "cli.replay.counted_otherwise" if differs_at else "cli.replay.derivation_altered"
            tell(say(key, case=case, deadline=each["deadline"], seq=each["seq"]))


def _differs(found: "Replayed", parts: tuple[str, ...]) -> dict[str, object]:
    counted = [{"seq": m.seq, "deadline": m.deadline, "kept": m.kept} for m in found.counted_otherwise]
    projections = list(parts)
    return {
        "case_id": found.case_id,
        "seq": found.differs_at or None,
        "counted_otherwise": counted,
        "projections": projections,
    }


def _strings(value: object) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list) else []


def _tell_verified(
    case: str,
    findings: "list[Finding]",
    log: "LogHash | None",
    locked: tuple[int, int],
    guards: Guards,
    *,
    as_json: bool,
) -> None:
    """``locked``: how many events, and the persons of how many cases, there was no key for."""
    texts, persons = locked
    if as_json:
        told = [{"case_id": f.case_id, "seq": f.seq, "reason": f.reason.value, "told": f.sentence} for f in findings]
        document = {"schema": "pathways.verify/1", "ok": not findings, "findings": told}
        document |= {
            "cannot_prove": unproven(UNPROVEN, persons),
            "texts_unchecked": texts,
            "persons_unchecked": persons,
            "guards": guards_json(guards),
        }
        tell_json({**document, "log_hash": None if log is None else log.hash})
        return
    for finding in findings:
        tell(finding.sentence, style="bold")
    if not findings:
        tell(say("cli.verify.whole_case", case=case) if case else say("cli.verify.whole"))
    if texts:
        tell(say("cli.verify.locked", count=texts), style="bold")
    if persons:
        tell(say("cli.verify.persons_locked", count=persons), style="bold")
    tell_guards(guards)
    if log is not None:
        tell(say("cli.verify.hash", cases=log.cases, events=log.events))
        tell_as_is(log.hash)
    tell()
    tell(say("cli.verify.cannot"))
    tell_rows((("-", sentence) for sentence in unproven(UNPROVEN, persons)), fixed=(0,))
