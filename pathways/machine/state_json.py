"""The canonical text of a ``CaseState``: stored as the projection, and hashed as the digest of the standing.

Keys are sorted and separators compact, so that equal states are equal texts. Instants are ISO 8601 in UTC. Runs are
a list, in the order they began: the newest run is the one that hears a signal.

Every act reads and writes it, and a sweep writes it for every instant passed, so orjson does it, which writes dates
and tuples itself: an act takes a tenth less time (docs/benchmarks.md). The text is what the standard library's
``json`` writes, to the byte; the chain does not rest on it.
"""

import hashlib
from datetime import date, datetime
from typing import Any

import orjson

from pathways.machine.state import CaseState, DeadlineState, ItemState, PendingRung, RunState, Status
from pathways.model.record import Value


def dump(state: CaseState) -> str:
    """The canonical text of ``state``."""
    tree = {"last": state.last, "runs": [_run(run) for run in state.runs.values()]}
    return orjson.dumps(tree, option=orjson.OPT_SORT_KEYS).decode()


def digest(text: str) -> str:
    """Hex SHA-256 of the canonical text of a state."""
    return hashlib.sha256(text.encode()).hexdigest()


def load(text: str) -> CaseState:
    """The state whose canonical text this is."""
    tree = orjson.loads(text)
    last = tree["last"]
    place = None if last is None else (datetime.fromisoformat(last[0]), last[1], last[2])
    return CaseState(runs={run["run"]: _load_run(run) for run in tree["runs"]}, last=place)


def _run(run: RunState) -> dict[str, Any]:
    return {
        "run": run.run,
        "pathway": run.pathway,
        "digest": run.digest,
        "law_loaded": run.law_loaded,
        "state": run.state,
        "since": run.since,
        "started_by": run.started_by,
        "begun_by": run.begun_by,
        "fields": run.fields,
        "seen": run.seen,
        "items": {name: (item.state, item.since, item.code, item.fields) for name, item in run.items.items()},
        "deadlines": {key: _deadline(deadline) for key, deadline in run.deadlines.items()},
    }


def _deadline(d: DeadlineState) -> tuple[Any, ...]:
    return (
        d.status,
        d.root,
        d.anchored_on,
        d.anchored_at,
        d.anchored_by,
        d.nominal,
        d.legal,
        d.reporting,
        d.nominal_end,
        d.missed_from,
        d.extended_by,
        d.late_extension_by,
        d.settled_by,
        d.settled_on,
        d.settled_at,
        [(rung.due, rung.what) for rung in d.pending],
    )


def _load_run(tree: dict[str, Any]) -> RunState:
    return RunState(
        run=tree["run"],
        pathway=tree["pathway"],
        digest=tree["digest"],
        law_loaded=tree["law_loaded"],
        state=tree["state"],
        since=date.fromisoformat(tree["since"]),
        started_by=tree["started_by"],
        begun_by=tree["begun_by"],
        fields=_load_fields(tree["fields"]),
        seen={key: (date.fromisoformat(on), _load_instant(at)) for key, (on, at) in tree["seen"].items()},
        items={key: _load_item(item) for key, item in tree["items"].items()},
        deadlines={key: _load_deadline(deadline) for key, deadline in tree["deadlines"].items()},
    )


def _load_item(tree: list[Any]) -> ItemState:
    return ItemState(state=tree[0], since=date.fromisoformat(tree[1]), code=tree[2], fields=_load_fields(tree[3]))


def _load_fields(tree: dict[str, Any]) -> dict[str, Value]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in tree.items()}


def _load_deadline(tree: list[Any]) -> DeadlineState:
    day = date.fromisoformat
    return DeadlineState(
        status=Status(tree[0]),
        root=day(tree[1]),
        anchored_on=day(tree[2]),
        anchored_at=_load_instant(tree[3]),
        anchored_by=tree[4],
        nominal=day(tree[5]),
        legal=day(tree[6]),
        reporting=None if tree[7] is None else day(tree[7]),
        nominal_end=datetime.fromisoformat(tree[8]),
        missed_from=datetime.fromisoformat(tree[9]),
        extended_by=tree[10],
        late_extension_by=tree[11],
        settled_by=tree[12],
        settled_on=None if tree[13] is None else day(tree[13]),
        settled_at=_load_instant(tree[14]),
        pending=tuple([PendingRung(datetime.fromisoformat(due), what) for due, what in tree[15]]),
    )


def _load_instant(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
