"""The canonical text of a ``CaseState``: stored as the projection, and hashed as the digest of the standing.

Keys are sorted and separators compact, so that equal states are equal texts. Instants are ISO 8601 in UTC. Runs are
a list, in the order they began: the newest run is the one that hears a signal.
"""

import hashlib
import json
from datetime import date, datetime
from typing import Any

from pathways.machine.state import Carried, CaseState, DeadlineState, ItemState, PendingRung, RunState, Status
from pathways.model.record import Value

_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
_CARRIED = 16
"""Place of what a migration left in the list of a deadline."""


def dump(state: CaseState) -> str:
    """The canonical text of ``state``."""
    last = None if state.last is None else [state.last[0].isoformat(), state.last[1], state.last[2]]
    return _encode({"last": last, "runs": [_run(run) for run in state.runs.values()]})


def digest(text: str) -> str:
    """Hex SHA-256 of the canonical text of a state."""
    return hashlib.sha256(text.encode()).hexdigest()


def load(text: str) -> CaseState:
    """The state whose canonical text this is."""
    tree = json.loads(text)
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
        "since": run.since.isoformat(),
        "started_by": run.started_by,
        "begun_by": run.begun_by,
        "fields": run.fields,
        "seen": {name: [on.isoformat(), _instant(at)] for name, (on, at) in run.seen.items()},
        "items": {name: [i.state, i.since.isoformat(), i.code, i.fields] for name, i in run.items.items()},
        "deadlines": {key: _deadline(deadline) for key, deadline in run.deadlines.items()},
    }


def _deadline(d: DeadlineState) -> list[Any]:
    return [
        d.status,
        d.root.isoformat(),
        d.anchored_on.isoformat(),
        _instant(d.anchored_at),
        d.anchored_by,
        d.nominal.isoformat(),
        d.legal.isoformat(),
        None if d.reporting is None else d.reporting.isoformat(),
        d.nominal_end.isoformat(),
        d.missed_from.isoformat(),
        d.extended_by,
        d.late_extension_by,
        d.settled_by,
        None if d.settled_on is None else d.settled_on.isoformat(),
        _instant(d.settled_at),
        [[rung.due.isoformat(), rung.what] for rung in d.pending],
        # Only where there is one: the text, and so the digest, of every other deadline is what it always was.
        *([] if d.carried is None else [_carried(d.carried)]),
    ]


def _carried(c: Carried) -> list[Any]:
    return [c.by, c.on.isoformat(), c.at.isoformat(), c.carry, c.used, c.unit, c.digest]


def _instant(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()


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
        pending=[PendingRung(due=datetime.fromisoformat(due), what=what) for due, what in tree[15]],
        carried=_load_carried(tree[_CARRIED]) if len(tree) > _CARRIED else None,
    )


def _load_carried(tree: list[Any]) -> Carried:
    return Carried(
        by=tree[0],
        on=date.fromisoformat(tree[1]),
        at=datetime.fromisoformat(tree[2]),
        carry=tree[3],
        used=tree[4],
        unit=tree[5],
        digest=tree[6],
    )


def _load_instant(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
