"""The checks of ``doctor`` that hold cases against their logs, a sample or all: chains, and what is stored beside them.

Of a case nothing is told but its number, and which parts of it differ. It is a reading all the same, and is logged.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from pathways.cli.check_persons import contents_of, key_ring
from pathways.cli.context import CHANNEL, os_account
from pathways.cli.diagnosis_vault import wrapping_here
from pathways.cli.finding import Check
from pathways.cli.key_place import key_path
from pathways.cli.progress import Advance
from pathways.clock import SystemClock
from pathways.compiler.catalogue import compile_folder
from pathways.engine.library import Library, broken_sources
from pathways.engine.reached import every as every_case_there_is
from pathways.engine.rebuilding import Examined, compare_case, every_case
from pathways.errors import DefinitionError, PathwaysError
from pathways.messages import say
from pathways.settings import Settings
from pathways.store import access, heads, projections, sandbox
from pathways.store.access import Access
from pathways.store.columns import check_stored
from pathways.store.database import Database
from pathways.store.shape import missing_indexes, missing_triggers, unknown_triggers
from pathways.store.traces import traces
from pathways.store.verify import source_findings, verify_case
from pathways.vault.ring import KeyRing
from pathways.vault.texts import Texts

SAMPLE = 20
"""Cases that are looked at unless all are asked for: those with something due first."""

MOST_NAMED = 5
"""Cases that are named; of the others only the number is told."""


@dataclass(slots=True, kw_only=True)
class _Looked:
    """What was found so far. ``altered`` are sentences on logs; ``drifted`` cases whose log is whole."""

    cases: int = 0
    compared: int = 0
    altered: list[str] = field(default_factory=list)
    locked: int = 0
    """Cases of whose persons nothing could be opened."""
    drifted: list[Examined] = field(default_factory=list)


def diagnose_logs(database: Database, settings: Settings, *, every: bool, advance: Advance) -> Iterator[Check]:
    """Whether the chains are whole, and what is stored beside them is what they give.

    The second is left out where the definitions do not compile; all of it where the reading cannot be logged.
    Raises: UnavailableError.
    """
    yield _shape(database)
    logged = _logged(database, settings, every=every)
    yield logged
    if not logged.ok:
        return
    library = _library(database, settings)
    with database.read() as conn:
        total = projections.count_cases(conn)
        sample = [head.case_id for head in heads.list_heads(conn, limit=SAMPLE)]
        sample = sample if len(sample) == min(SAMPLE, total) else [*sample, *heads.unreadable(conn)][:SAMPLE]
    looked = _look(database, library, _keys(database, settings), every_case(database) if every else sample, advance)
    reach = _reach(looked.cases, total, every=every)
    yield _chains(looked, reach)
    if library is not None:
        yield _projections(looked, _reach(looked.compared, total, every=every))
    yield _beside(database)


def _shape(database: Database) -> Check:
    with database.read() as conn:
        missing, unknown, unkept = missing_indexes(conn), unknown_triggers(conn), missing_triggers(conn)
    told = [say("cli.doctor.schema_missing", names=", ".join(missing))] if missing else []
    told += [say("cli.doctor.schema_unknown", names=", ".join(unknown))] if unknown else []
    told += [say("cli.doctor.schema_unkept", names=", ".join(unkept))] if unkept else []
    if not told:
        return Check(name="schema", found=say("cli.doctor.schema"))
    return Check(name="schema", found=" ".join(told), mend=say("cli.doctor.mend_schema", what=" ".join(told)))


def _logged(database: Database, settings: Settings, *, every: bool) -> Check:
    """Logs this reading, which also shows whether any reading can be logged."""
    information = say("cli.information.every_case" if every else "cli.information.some_cases")
    try:
        with database.write() as conn:
            row = sandbox.read(conn)
            now = SystemClock().now() if row is None else row.now
            access.record(conn, _access(settings, now, information, every_case_there_is(conn)))
    except PathwaysError as error:
        return Check(name="access_log", found=say("cli.doctor.no_access_log"), mend=str(error))
    return Check(name="access_log", found=say("cli.doctor.access_log"))


def _access(settings: Settings, now: datetime, information: str, reach: str) -> Access:
    """A reading by whoever is at the machine: nobody says who they are to ``doctor``."""
    return Access(
        at=now,
        user="",
        roles=(),
        os_account=os_account(),
        organisation=settings.organisation,
        basis=say("cli.purpose.operation"),
        purpose=say("cli.purpose.doctor"),
        case_id=access.ALL,
        information=information,
        channel=CHANNEL,
        granted=True,
        reach=reach,
    )


def _beside(database: Database) -> Check:
    """Stored sources, and traces of what is gone."""
    with database.read() as conn:
        found = [*source_findings(conn), *broken_sources(conn), *traces(conn)]
    if not found:
        return Check(name="sources", found=say("cli.doctor.sources"))
    told = _some([finding.sentence for finding in found])
    return Check(name="sources", found=told, mend=say("cli.doctor.mend_sources"))


def _reach(count: int, total: int, *, every: bool) -> str:
    if count >= total:
        return say("cli.doctor.every_case", count=count)
    return say("cli.doctor.not_every_case" if every else "cli.doctor.sample", count=count, of=total, left=total - count)


def _library(database: Database, settings: Settings) -> Library | None:
    try:
        return Library(catalogue=compile_folder(settings.definitions), database=database)
    except DefinitionError:
        return None


def _keys(database: Database, settings: Settings) -> KeyRing | None:
    """The keys, where they can be read; free texts are opened with them. Where not, the check ``keys`` tells why."""
    with database.read() as conn:
        is_sandbox = sandbox.read(conn) is not None
    if not wrapping_here(key_path(settings, database, sandbox=is_sandbox)):
        return None
    ring = key_ring(settings, database, sandbox=is_sandbox)
    database.seal_texts(Texts(ring=ring, sandbox=is_sandbox))
    return ring


def _look(
    database: Database, library: Library | None, ring: KeyRing | None, case_ids: Iterable[str], advance: Advance
) -> _Looked:
    looked = _Looked()
    for case_id in case_ids:
        looked.cases += 1
        try:
            _look_at(database, library, ring, case_id, looked)
        except PathwaysError as error:
            looked.altered.append(str(error))
        advance(looked.cases, None)
    return looked


def _look_at(database: Database, library: Library | None, ring: KeyRing | None, case_id: str, looked: _Looked) -> None:
    check_stored(case_id)
    with database.read() as conn:
        contents = contents_of(conn, ring, case_id)
        looked.locked += contents.locked
        looked.altered += [finding.sentence for finding in contents.findings]
        altered = verify_case(conn, case_id)
        if altered is not None:
            looked.altered.append(altered.sentence)
        elif library is not None:
            found = compare_case(conn, library, case_id)
            looked.compared += not found.refused
            looked.drifted += [found] if found.derivations or not found.whole else []


def _chains(looked: _Looked, reach: str) -> Check:
    if looked.altered:
        return Check(name="chains", found=_some(looked.altered), mend=say("cli.doctor.mend_chains"))
    remark = say("cli.doctor.remark_sealed", count=looked.locked) if looked.locked else ""
    return Check(name="chains", found=say("cli.doctor.chains", reach=reach), remark=remark)


def _projections(looked: _Looked, reach: str) -> Check:
    if not looked.drifted:
        return Check(name="projections", found=say("cli.doctor.projections", reach=reach))
    found = say("cli.doctor.drifted", count=len(looked.drifted), reach=reach)
    return Check(name="projections", found=found, mend=_some([_mend(each) for each in looked.drifted]))


def _mend(found: Examined) -> str:
    if found.refused:
        return found.refused
    if found.drift.beyond:
        return say("engine.log_may_be_cut", case=found.case_id)
    told = []
    if found.derivations:
        seqs = ", ".join(map(str, found.derivations))
        told = [say("cli.doctor.mend_derivations", case=found.case_id, seqs=seqs)]
    if found.drift.parts:
        parts = ", ".join(say(f"cli.doctor.part_{part}") for part in found.drift.parts)
        told.append(say("cli.doctor.mend_drifted", case=found.case_id, what=parts))
    return " ".join(told)


def _some(sentences: list[str]) -> str:
    left = len(sentences) - MOST_NAMED
    return " ".join([*sentences[:MOST_NAMED], *([say("cli.doctor.more", count=left)] if left > 0 else [])])
