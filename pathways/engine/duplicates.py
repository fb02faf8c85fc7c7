"""Where a case goes on that was merged with another, and which cases go on in one.

Numbers alone: who may see these cases is asked elsewhere.
"""

from collections.abc import Iterable, Mapping
from itertools import groupby

from pathways.machine.merged import pointers
from pathways.machine.state import MERGED, CaseState
from pathways.machine.state_json import load
from pathways.model.record import Kind
from pathways.store import events, heads
from pathways.store.connection import Connection

ABOUT = (Kind.closed, Kind.joined)


def going_on_as(conn: Connection, case_ids: Iterable[str]) -> Mapping[str, str]:
    """The case that goes on, for each of these that was merged with another; nothing of all others."""
    into = _others(conn, case_ids, kept=False)
    first = {case_id: others[-1] for case_id, others in into.items()}
    further = going_on_as(conn, first.values()) if first else {}
    return {case_id: further.get(other, other) for case_id, other in first.items()}


def merged_into(conn: Connection, case_ids: Iterable[str]) -> Mapping[str, str]:
    """The duplicates of these cases, each with that of them in which it goes on; also those of duplicates."""
    theirs = {other: case_id for case_id, others in _others(conn, case_ids, kept=True).items() for other in others}
    further = merged_into(conn, theirs) if theirs else {}
    return theirs | {case_id: theirs[through] for case_id, through in further.items()}


def state_there(conn: Connection, case_id: str, state: CaseState) -> CaseState:
    """What the case is in which this one goes on; its own ``state`` where it was not merged with another."""
    kept = going_on_as(conn, [case_id]).get(case_id) if state.closed == MERGED else None
    return state if kept is None else load(heads.read_states(conn, [kept])[kept])


def _others(conn: Connection, case_ids: Iterable[str], *, kept: bool) -> dict[str, list[str]]:
    """With which others each of the cases is one, as the case that is ``kept`` or as the duplicate."""
    kind = Kind.joined if kept else Kind.closed
    asked = sorted(set(case_ids) - {""})
    about = sorted({each.case_id for each in events.of_kinds(conn, asked, (kind,))}) if asked else []
    if not about:
        return {}
    # What was undone is told by an annulment, of which a case may have many: asked for where there is anything.
    told = events.of_kinds(conn, about, (kind, Kind.annulment))
    by_case = {case_id: list(pointers(own)) for case_id, own in groupby(told, key=lambda record: record.case_id)}
    found = {case_id: [each.other for each in own if each.kept is kept] for case_id, own in by_case.items()}
    return {case_id: others for case_id, others in found.items() if others}
