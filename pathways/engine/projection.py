"""Compares what is stored of a case besides its log with what the log gives: nothing there may say anything else."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime

from pathways.engine.replay import Replayed
from pathways.engine.transaction import Pending, is_over, pending_of
from pathways.errors import DAMAGED
from pathways.machine.decide import Definitions
from pathways.machine.state_json import load
from pathways.store import events, heads, timers
from pathways.store.connection import Connection

STATE, TIMERS, NEXT_DUE, HEAD = "state", "timers", "next_due", "head"
"""The projections of a case: what it is, what will be looked at when, the first of these, and the rest of its head."""

CUT, PLACE, MOVING = "cut", "place", "moving"
"""Told before these: a projection knows of more than the log; the head ends elsewhere than the log, and nothing was
compared; nor was it as the case changed all the time."""

HEAD_COLUMNS = (
    "service", "number", "opened_at", "recorded_at", "ended", "holder_service", "holder_unit", "holder_person",
)  # fmt: skip
"""Columns of a head that follow from the log, besides the next due instant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Projection:
    """What the log of a case gives: all that is stored of the case besides it, but for the end of the chain."""

    state_text: str
    pending: Pending
    service: str
    number: int
    opened_at: datetime
    recorded_at: datetime
    next_due: datetime | None
    ended: bool
    holder_service: str
    holder_unit: str
    holder_person: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """How what is stored of a case differs from its log. Names and counts only, never a recorded value."""

    state: tuple[str, ...] = ()
    """Places in the state, as ``runs.barnevern_forlop.state``; ``*`` where it is gone or cannot be read at all."""
    timers_missing: int = 0
    timers_spare: int = 0
    head: tuple[str, ...] = ()
    """Columns of the head."""
    beyond: bool = False
    """Whether any of it knows of something later than the log does: the end of the log may have been removed."""

    @property
    def parts(self) -> tuple[str, ...]:
        """Which projections differ, none when all is well."""
        differs = {
            CUT: self.beyond,
            STATE: bool(self.state),
            TIMERS: bool(self.timers_missing or self.timers_spare),
            NEXT_DUE: NEXT_DUE in self.head,
            HEAD: bool(set(self.head) & set(HEAD_COLUMNS)),
        }
        return tuple(name for name, found in differs.items() if found)


def drifted(conn: Connection, definitions: Definitions, replayed: Replayed) -> tuple[str, ...] | None:
    """Which projections differ from the replayed log, none when all is well; None when the case has moved on since.

    A case of which nothing but the log is left differs in all of them.
    """
    head = heads.columns(conn, replayed.case_id)
    if head is None:
        return (STATE, TIMERS, NEXT_DUE, HEAD)
    if head["version"] != replayed.events:
        return (PLACE,) if events.count_of(conn, replayed.case_id) == replayed.events else None
    return compare(conn, head, project(definitions, replayed)).parts


def project(definitions: Definitions, replayed: Replayed) -> Projection:
    """What should be stored beside the replayed log. Timers that have fired are none of it: the log has passed them."""
    state = load(replayed.state_text)
    return Projection(
        state_text=replayed.state_text,
        pending=pending_of(state),
        service=definitions.prepared(replayed.opened_as).pathway.service,
        number=int(replayed.case_id.rpartition("-")[2]),
        opened_at=replayed.first_recorded_at,
        recorded_at=replayed.last_recorded_at,
        next_due=state.next_due(),
        ended=is_over(definitions, state),
        holder_service=replayed.holder.service,
        holder_unit=replayed.holder.unit,
        holder_person=replayed.holder.person,
    )


def compare(conn: Connection, head: Mapping[str, object], given: Projection) -> Drift:
    """How what is stored of the case differs from what its log gives; ``head`` as ``heads.columns`` gives it."""
    case_id = str(head["case_id"])
    stored = _stored_timers(conn, case_id)
    state = heads.read_state(conn, case_id)
    return Drift(
        state=_places(state, given.state_text),
        timers_missing=len(given.pending - stored),
        timers_spare=len(stored - given.pending),
        head=tuple(name for name in (NEXT_DUE, *HEAD_COLUMNS) if head[name] != getattr(given, name)),
        beyond=_is_later(head["recorded_at"], given.recorded_at) or _reaches_further(state, given.state_text),
    )


def _stored_timers(conn: Connection, case_id: str) -> frozenset[tuple[object, str]]:
    """As in ``Pending``; one that cannot be read stands for itself, and is none that the log gives."""
    try:
        return frozenset((timer.due_at, timer.key) for timer in timers.of_case(conn, case_id))
    except (ValueError, TypeError):
        return frozenset((heads.UNREADABLE, key) for key in timers.keys_of_case(conn, case_id))


def _is_later(stored: object, given: datetime) -> bool:
    return isinstance(stored, datetime) and stored > given


def _reaches_further(stored: str | None, given: str) -> bool:
    """Whether a stored state has come to a later place than the log has."""
    try:
        before, after = load(stored or "").last, load(given).last
    except DAMAGED:
        return False
    return before is not None and after is not None and before > after


def _places(stored: str | None, given: str) -> tuple[str, ...]:
    if stored == given:
        return ()
    try:
        before = load(stored or "")
    except DAMAGED:
        return ("*",)
    return tuple(_differences(before, load(given), ())) or ("*",)


def _differences(before: object, after: object, path: tuple[str, ...]) -> Iterator[str]:
    """The places under ``path`` at which two states differ, as deep as both have them."""
    if before == after:
        return
    if isinstance(before, dict) and isinstance(after, dict):
        inner = [(str(key), before.get(key), after.get(key)) for key in sorted({*before, *after}, key=str)]
    elif is_dataclass(before) and type(before) is type(after):
        inner = [(each.name, getattr(before, each.name), getattr(after, each.name)) for each in fields(before)]
    else:
        yield ".".join(path)
        return
    for name, one, other in inner:
        yield from _differences(one, other, (*path, name))
