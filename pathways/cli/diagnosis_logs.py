"""The checks of ``doctor`` that hold cases against their logs, a sample or all: chains, and what is stored beside them.

Of a case nothing is told but its number, and which parts of it differ.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pathways.cli.finding import Check
from pathways.cli.progress import Advance
from pathways.cli.rebuild import drift_told
from pathways.compiler.catalogue import compile_folder
from pathways.engine.library import Library
from pathways.engine.rebuilding import Examined, compare_case, every_case
from pathways.errors import DefinitionError, PathwaysError
from pathways.messages import say
from pathways.settings import Settings
from pathways.store import heads, projections
from pathways.store.database import Database
from pathways.store.verify import verify_case

SAMPLE = 20
"""Cases that are looked at unless all are asked for: those with something due first."""

MOST_NAMED = 5
"""Cases that are named; of the others only the number is told."""


@dataclass(slots=True, kw_only=True)
class _Looked:
    """What was found so far. ``altered`` are sentences on logs; ``drifted`` cases whose log is whole."""

    cases: int = 0
    altered: list[str] = field(default_factory=list)
    drifted: list[Examined] = field(default_factory=list)


def diagnose_logs(database: Database, settings: Settings, *, every: bool, advance: Advance) -> Iterator[Check]:
    """Whether the chains are whole, and what is stored beside them is what they give.

    The second is left out where the definitions do not compile. Raises: UnavailableError.
    """
    library = _library(database, settings)
    with database.read() as conn:
        total = projections.count_cases(conn)
        sample = [head.case_id for head in heads.list_heads(conn, limit=SAMPLE)]
    looked = _look(database, library, every_case(database) if every else sample, advance)
    reach = say("cli.doctor.every_case" if looked.cases >= total else "cli.doctor.sample", count=looked.cases, of=total)
    yield _chains(looked, reach)
    if library is not None:
        yield _projections(looked, reach)


def _library(database: Database, settings: Settings) -> Library | None:
    try:
        return Library(catalogue=compile_folder(settings.definitions), database=database)
    except DefinitionError:
        return None


def _look(database: Database, library: Library | None, case_ids: Iterable[str], advance: Advance) -> _Looked:
    looked = _Looked()
    for case_id in case_ids:
        looked.cases += 1
        try:
            _look_at(database, library, case_id, looked)
        except PathwaysError as error:
            looked.altered.append(str(error))
        advance(looked.cases, None)
    return looked


def _look_at(database: Database, library: Library | None, case_id: str, looked: _Looked) -> None:
    with database.read() as conn:
        altered = verify_case(conn, case_id)
        if altered is not None:
            looked.altered.append(altered.sentence)
        elif library is not None:
            found = compare_case(conn, library, case_id)
            looked.drifted += [] if found.whole else [found]


def _chains(looked: _Looked, reach: str) -> Check:
    if looked.altered:
        return Check(name="chains", found=_some(looked.altered), mend=say("cli.doctor.mend_chains"))
    return Check(name="chains", found=say("cli.doctor.chains", reach=reach))


def _projections(looked: _Looked, reach: str) -> Check:
    if not looked.drifted:
        return Check(name="projections", found=say("cli.doctor.projections", reach=reach))
    found = say("cli.doctor.drifted", count=len(looked.drifted), reach=reach)
    return Check(name="projections", found=found, mend=_some([_mend(each) for each in looked.drifted]))


def _mend(found: Examined) -> str:
    if found.refused:
        return found.refused
    return say("cli.doctor.mend_drifted", case=found.case_id, what=drift_told(found.drift))


def _some(sentences: list[str]) -> str:
    left = len(sentences) - MOST_NAMED
    return " ".join([*sentences[:MOST_NAMED], *([say("cli.doctor.more", count=left)] if left > 0 else [])])
