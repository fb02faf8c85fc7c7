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

from pathways.machine.state import (
    Carried,
    CaseState,
    DeadlineState,
    ItemState,
    PauseState,
    PendingRung,
    Renamed,
    Rest,
    RunState,
    Status,
    Tally,
    Terms,
)
from pathways.model.record import Happened, Value

_CARRIED, _TALLY, _SHUT = 17, 18, 19
"""Places in the list of a deadline: what a migration left, what is done in a period, when nothing could open it."""
_ALONE = 7
_AFTER_END = 5
_BASE_TOOK = 10
"""Place in what a migration left of what children of the deadline count from."""


def dump(state: CaseState) -> str:
    """The canonical text of ``state``."""
    tree: dict[str, object] = {"last": state.last, "runs": [_run(run) for run in state.runs.values()]}
    if state.closed:
        # Only where it is: the text, and so the digest, of every other case is what it always was.
        tree["closed"] = state.closed
    return canonical(tree)


def canonical(tree: object) -> str:
    """JSON text with sorted keys and no blanks: equal values are equal texts."""
    return orjson.dumps(tree, option=orjson.OPT_SORT_KEYS).decode()


def parsed(text: str) -> dict[str, Any]:
    """The mapping that a canonical text stands for; empty for another value. Raises ValueError for no JSON."""
    tree = orjson.loads(text)
    return tree if isinstance(tree, dict) else {}


def digest(text: str) -> str:
    """Hex SHA-256 of the canonical text of a state."""
    return hashlib.sha256(text.encode()).hexdigest()


def load(text: str) -> CaseState:
    """The state whose canonical text this is."""
    tree = orjson.loads(text)
    last = tree["last"]
    place = None if last is None else (datetime.fromisoformat(last[0]), last[1], last[2])
    runs = {run["run"]: _load_run(run) for run in tree["runs"]}
    return CaseState(runs=runs, last=place, closed=tree.get("closed", ""))


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
        "pauses": [_pause(pause) for pause in run.pauses],
        # Only where there is one, as for what a migration left in a deadline.
        **({"renamed": [(renamed.by, renamed.keys) for renamed in run.renamed]} if run.renamed else {}),
        **({"gone_on": run.gone_on} if run.gone_on else {}),
        **({"over_since": run.over_since} if run.over_since else {}),
        **({"redecided": run.redecided} if run.redecided else {}),
    }


def _pause(pause: PauseState) -> tuple[Any, ...]:
    ended = None if pause.ended is None else (pause.ended.on, pause.ended.at)
    after_end = (True,) if pause.after_end else ()  # only where it is, as all that came to this text later
    return (pause.category, (pause.began.on, pause.began.at), pause.begun_by, ended, pause.ended_by, *after_end)


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
        d.standing_since,
        # Only where there is one: the text, and so the digest, of every other deadline is what it always was.
        *_more(d),
    )


def _more(d: DeadlineState) -> tuple[Any, ...]:
    more = (
        None if d.carried is None else _carried(d.carried),
        None if d.tally is None else _tally(d.tally),
        d.shut_on,
    )
    last = next((place for place in reversed(range(len(more))) if more[place] is not None), -1)
    return more[: last + 1]


def _tally(t: Tally) -> tuple[Any, ...]:
    return (t.index, t.first, t.of_days, [tuple(each) for each in t.terms], t.done)


def _carried(c: Carried) -> tuple[Any, ...]:
    alone = _rest(c.alone) if isinstance(c.alone, Rest) else c.alone
    own = () if alone is None else (alone,)
    return (c.by, c.on, c.at, c.carry, c.digest, c.name, None if c.rest is None else _rest(c.rest), *own)


def _rest(r: Rest) -> tuple[Any, ...]:
    return (
        r.used,
        r.unit,
        r.from_on,
        r.from_at,
        r.base_on,
        r.base_at,
        r.floor_on,
        r.floor_at,
        r.pauses_before,
        r.lasting,
        *(() if r.base_took is None else (r.base_took,)),
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
        pauses=tuple(_load_pause(pause) for pause in tree["pauses"]),
        renamed=tuple(
            Renamed(by=by, keys=tuple((old, new) for old, new in keys)) for by, keys in tree.get("renamed", ())
        ),
        gone_on=tree.get("gone_on", 0),
        over_since=date.fromisoformat(tree["over_since"]) if "over_since" in tree else None,
        redecided=tuple(tree.get("redecided", ())),
    )


def _load_pause(tree: list[Any]) -> PauseState:
    ended = None if tree[3] is None else _load_happened(tree[3])
    return PauseState(
        category=tree[0],
        began=_load_happened(tree[1]),
        begun_by=tree[2],
        ended=ended,
        ended_by=tree[4],
        after_end=len(tree) > _AFTER_END,
    )


def _load_happened(tree: list[Any]) -> Happened:
    return Happened(on=date.fromisoformat(tree[0]), at=_load_instant(tree[1]))


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
        standing_since=None if tree[16] is None else day(tree[16]),
        carried=_load_carried(tree[_CARRIED]) if len(tree) > _CARRIED and tree[_CARRIED] else None,
        tally=_load_tally(tree[_TALLY]) if len(tree) > _TALLY and tree[_TALLY] else None,
        shut_on=day(tree[_SHUT]) if len(tree) > _SHUT else None,
    )


def _load_tally(tree: list[Any]) -> Tally:
    day = date.fromisoformat
    return Tally(
        index=tree[0],
        first=day(tree[1]),
        of_days=tree[2],
        terms=tuple([Terms(day(since), times, by, reduced) for since, times, by, reduced in tree[3]]),
        done=tuple([(day(on), seq) for on, seq in tree[4]]),
    )


def _load_carried(tree: list[Any]) -> Carried:
    return Carried(
        by=tree[0],
        on=date.fromisoformat(tree[1]),
        at=datetime.fromisoformat(tree[2]),
        carry=tree[3],
        digest=tree[4],
        name=tree[5],
        rest=None if tree[6] is None else _load_rest(tree[6]),
        alone=_load_alone(tree[_ALONE]) if len(tree) > _ALONE else None,
    )


def _load_alone(tree: str | list[Any]) -> Rest | date:
    return date.fromisoformat(tree) if isinstance(tree, str) else _load_rest(tree)


def _load_rest(tree: list[Any]) -> Rest:
    return Rest(
        used=tree[0],
        unit=tree[1],
        from_on=date.fromisoformat(tree[2]),
        from_at=_load_instant(tree[3]),
        base_on=date.fromisoformat(tree[4]),
        base_at=datetime.fromisoformat(tree[5]),
        floor_on=date.fromisoformat(tree[6]),
        floor_at=datetime.fromisoformat(tree[7]),
        pauses_before=tree[8],
        lasting=tuple(tree[9]),
        base_took=tree[_BASE_TOOK] if len(tree) > _BASE_TOOK else None,
    )


def _load_instant(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
