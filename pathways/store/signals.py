"""Messages between cases and services, as kept: one row that is locked and moved, and steps that are only added.

Whoever writes a message holds the lock of the case they write about first, and of the message second.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from sqlalchemy import Connection, false, insert, or_, select, text, update
from sqlalchemy.exc import IntegrityError as AlreadyThere

from pathways.errors import ConflictError, IntegrityError
from pathways.model.signal import MOVE, Shared, Signal, SignalStep, Step
from pathways.store.signal_tables import OF_DECLINED, SIGNAL, SIGNAL_STEP
from pathways.store.tables import AnyRow, AnySelect

SOURCE, TARGET = "source_seq", "target_seq"
"""The two cases of a message, by the column that says which event notes a step there."""

MANY = 500
"""Messages whose steps are read in one statement."""


_OPEN = SIGNAL.c.over == false()
"""As the indexes of open ones are written: they serve nothing that is asked otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Noting:
    """Which logs are to tell of a step: None: not this one; 0: later, by ``carry``; else the event that does."""

    source: int | None = None
    target: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ToNote:
    """A step that the log of a case is still to tell of. ``side`` is ``SOURCE`` or ``TARGET``."""

    signal_id: str
    number: int
    side: str


def begin(conn: Connection, signal: Signal) -> bool:
    """Keeps a new message with its first step. False, and nothing done, where its event and link have one already."""
    known = select(SIGNAL.c.signal_id).where(SIGNAL.c.event_id == signal.event_id, SIGNAL.c.link == signal.link)
    if conn.execute(known).one_or_none() is not None:
        return False
    try:
        conn.execute(insert(SIGNAL), _row(signal))
    except AlreadyThere as error:
        raise ConflictError("store.collision") from error
    for step in signal.steps:
        conn.execute(insert(SIGNAL_STEP), _step_row(signal.signal_id, step, Noting()))
    return True


def add(conn: Connection, signal: Signal, noting: Noting) -> None:
    """Adds the last step of a message that is locked, and moves its row. Raises: ConflictError where another won."""
    step = signal.steps[-1]
    moved = update(SIGNAL).where(SIGNAL.c.signal_id == signal.signal_id, SIGNAL.c.version == step.number - 1)
    if conn.execute(moved.values(_row(signal))).rowcount != 1:
        raise ConflictError("store.collision")
    conn.execute(insert(SIGNAL_STEP), _step_row(signal.signal_id, step, noting))


def lock(conn: Connection, signal_id: str) -> Signal | None:
    """A message, kept from every other writer until the transaction ends; None: there is no such."""
    row = conn.execute(select(SIGNAL).where(SIGNAL.c.signal_id == signal_id).with_for_update()).one_or_none()
    return None if row is None else next(_whole(conn, [row]))


def read(conn: Connection, signal_id: str) -> Signal | None:
    """A message as it is now; None: there is no such."""
    row = conn.execute(select(SIGNAL).where(SIGNAL.c.signal_id == signal_id)).one_or_none()
    return None if row is None else next(_whole(conn, [row]))


def of_cases(conn: Connection, case_ids: Sequence[str]) -> tuple[Signal, ...]:
    """Every message that one of these cases sends or has received, by id."""
    found: list[Signal] = []
    for first in range(0, len(case_ids), MANY):
        some = case_ids[first : first + MANY]
        either = or_(SIGNAL.c.source_case.in_(some), SIGNAL.c.target_case.in_(some))
        found += _found(conn, select(SIGNAL).where(either))
    return tuple({each.signal_id: each for each in found}.values())


def sent_by_case(conn: Connection, case_id: str) -> tuple[Signal, ...]:
    """Every message that a case sends, by id."""
    return tuple(_found(conn, select(SIGNAL).where(SIGNAL.c.source_case == case_id)))


def of_services(
    conn: Connection, column: str, services: Iterable[str], *, over: bool, limit: int, after: str = ""
) -> tuple[Signal, ...]:
    """A page of the messages that services send (``source_service``) or get (``to_service``), by id.

    ``over``: those too for which nobody waits. Otherwise what is over costs nothing. No case sends those of reports.
    """
    wanted = select(SIGNAL).where(SIGNAL.c[column].in_(sorted(services)), SIGNAL.c.signal_id > after)
    if column == "source_service":
        wanted = wanted.where(SIGNAL.c.source_case.is_not(None))
    if not over:
        wanted = wanted.where(_OPEN)
    return tuple(_found(conn, wanted.limit(limit)))


def waiting(conn: Connection) -> tuple[Signal, ...]:
    """Every message that somebody waits for, by id. What is over costs nothing."""
    return tuple(_found(conn, select(SIGNAL).where(_OPEN)))


def waiting_moves(conn: Connection) -> tuple[Signal, ...]:
    """Those of them by which a whole case is handed over."""
    return tuple(_found(conn, select(SIGNAL).where(_OPEN, SIGNAL.c.link.endswith(f".{MOVE}", autoescape=True))))


def any_waiting(conn: Connection) -> bool:
    """Whether anybody waits for any message."""
    return conn.execute(select(SIGNAL.c.signal_id).where(_OPEN).limit(1)).first() is not None


def cases_that_declined(conn: Connection) -> tuple[str, ...]:
    """The cases, by number, that had received a message which was declined, whatever became of either since."""
    cases = select(SIGNAL_STEP.c.case_id).where(text(OF_DECLINED)).distinct()
    return tuple(conn.execute(cases.order_by(SIGNAL_STEP.c.case_id)).scalars())


def of_ids(conn: Connection, signal_ids: Iterable[str]) -> tuple[Signal, ...]:
    """Those messages of a set that there are, by id."""
    return tuple(_found(conn, select(SIGNAL).where(SIGNAL.c.signal_id.in_(sorted(signal_ids)))))


def of_concern(conn: Connection, concern_id: str) -> tuple[Signal, ...]:
    """Every message that a report gave, by id; none where there is no such report."""
    return tuple(_found(conn, _of_concern(concern_id)))


def lock_concern(conn: Connection, concern_id: str) -> tuple[Signal, ...]:
    """The same, kept from every other writer until the transaction ends."""
    # Whoever waits for the first lock has not seen what was added meanwhile: the second statement does.
    conn.execute(_of_concern(concern_id).order_by(SIGNAL.c.signal_id).with_for_update()).all()
    rows = conn.execute(_of_concern(concern_id).order_by(SIGNAL.c.signal_id).with_for_update()).all()
    return tuple(_whole(conn, rows))


def concerns_of_services(conn: Connection, services: Iterable[str], *, limit: int, after: str = "") -> tuple[str, ...]:
    """A page of the numbers of reports that services received, in their order."""
    wanted = select(SIGNAL.c.event_id).where(
        SIGNAL.c.source_case.is_(None), SIGNAL.c.source_service.in_(sorted(services)), SIGNAL.c.event_id > after
    )
    return tuple(conn.execute(wanted.distinct().order_by(SIGNAL.c.event_id).limit(limit)).scalars())


def concerns_of_case(conn: Connection, case_id: str) -> tuple[str, ...]:
    """The numbers of the reports that a case was told of."""
    wanted = select(SIGNAL.c.event_id).where(SIGNAL.c.source_case.is_(None), SIGNAL.c.target_case == case_id)
    return tuple(conn.execute(wanted.distinct().order_by(SIGNAL.c.event_id)).scalars())


def _of_concern(concern_id: str) -> AnySelect:
    return select(SIGNAL).where(SIGNAL.c.event_id == concern_id, SIGNAL.c.source_case.is_(None))


def to_note(conn: Connection, limit: int) -> tuple[ToNote, ...]:
    """Steps that a log is still to tell of, the oldest message first."""
    columns = (SIGNAL_STEP.c.signal_id, SIGNAL_STEP.c.number, SIGNAL_STEP.c.source_seq, SIGNAL_STEP.c.target_seq)
    later = or_(SIGNAL_STEP.c.source_seq == 0, SIGNAL_STEP.c.target_seq == 0)
    rows = conn.execute(select(*columns).where(later).order_by(*columns[:2]).limit(limit))
    return tuple(
        ToNote(signal_id=row.signal_id, number=row.number, side=side)
        for row in rows
        for side in (SOURCE, TARGET)
        if getattr(row, side) == 0
    )


def is_to_note(conn: Connection, wanted: ToNote) -> bool:
    """Whether the log is still to tell of it."""
    column = SIGNAL_STEP.c[wanted.side]
    found = select(column).where(SIGNAL_STEP.c.signal_id == wanted.signal_id, SIGNAL_STEP.c.number == wanted.number)
    return conn.execute(found).scalar_one_or_none() == 0


def noted(conn: Connection, wanted: ToNote, seq: int) -> None:
    """The event ``seq`` tells of it now."""
    column = SIGNAL_STEP.c[wanted.side]
    this = (SIGNAL_STEP.c.signal_id == wanted.signal_id) & (SIGNAL_STEP.c.number == wanted.number) & (column == 0)
    if conn.execute(update(SIGNAL_STEP).where(this).values({wanted.side: seq})).rowcount != 1:
        raise ConflictError("store.collision")


def _found(conn: Connection, wanted: AnySelect) -> list[Signal]:
    rows = conn.execute(wanted.order_by(SIGNAL.c.signal_id)).all()
    return [each for first in range(0, len(rows), MANY) for each in _whole(conn, rows[first : first + MANY])]


def _whole(conn: Connection, rows: Sequence[AnyRow]) -> Iterator[Signal]:
    ids = [row.signal_id for row in rows]
    order = (SIGNAL_STEP.c.signal_id, SIGNAL_STEP.c.number)
    steps = conn.execute(select(SIGNAL_STEP).where(SIGNAL_STEP.c.signal_id.in_(ids)).order_by(*order)).all()
    by_id = {signal_id: tuple(map(_step, own)) for signal_id, own in groupby(steps, key=lambda row: row.signal_id)}
    for row in rows:
        yield Signal(
            signal_id=row.signal_id,
            event_id=row.event_id,
            link=row.link,
            to=row.to_kind,
            source_case=row.source_case or "",
            source_seq=row.source_seq,
            source_service=row.source_service,
            to_service=row.to_service,
            target_case=row.target_case,
            steps=by_id.get(row.signal_id, ()),
        )


def _row(signal: Signal) -> dict[str, object]:
    return {
        "signal_id": signal.signal_id,
        "event_id": signal.event_id,
        "link": signal.link,
        "to_kind": signal.to,
        "source_case": signal.source_case or None,
        "source_seq": signal.source_seq,
        "source_service": signal.source_service,
        "to_service": signal.to_service,
        "target_case": signal.target_case,
        "over": not (signal.red or signal.news is not None),
        "version": signal.steps[-1].number,
    }


def _step_row(signal_id: str, step: SignalStep, noting: Noting) -> dict[str, object]:
    return {
        "signal_id": signal_id,
        "number": step.number,
        "step": step.step.value,
        "at": step.at,
        "day": step.on,
        "user_id": step.user,
        "service": step.service,
        "told": "" if step.shared is None else _told(step.shared),
        "case_id": step.case_id,
        "seq": step.seq,
        "code": step.code,
        "source_seq": noting.source,
        "target_seq": noting.target,
    }


def _step(row: AnyRow) -> SignalStep:
    return SignalStep(
        number=row.number,
        step=Step(row.step),
        at=row.at,
        on=row.day,
        user=row.user_id,
        service=row.service,
        shared=_shared(row.signal_id, row.told) if row.told else None,
        case_id=row.case_id,
        seq=row.seq,
        code=row.code,
    )


def _told(shared: Shared) -> str:
    told = {"anchor": shared.anchor.isoformat(), "basis": shared.basis, "values": dict(shared.values)}
    return json.dumps(told, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _shared(signal_id: str, told: str) -> Shared:
    try:
        tree = json.loads(told)
        listed = {name: tuple(it) if isinstance(it, list) else it for name, it in tree["values"].items()}
        return Shared(anchor=date.fromisoformat(tree["anchor"]), values=listed, basis=tree["basis"])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise IntegrityError("signals.unreadable", signal=signal_id) from error
