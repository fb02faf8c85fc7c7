"""Takes messages back that nobody has received, once what they were sent on was withdrawn, objected to or put right.

In the transaction that records it: from then on whoever it was sent to can neither see nor receive it. What was
received, or went out on paper, cannot be taken back, and what another basis carries stays. Nothing is ever sent anew by
itself (docs/adr/0028).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from pathways.counting.oslo import civil_date
from pathways.engine.library import Library
from pathways.engine.people import People
from pathways.engine.signal_law import NOBODY, judged, keys_of, recipient, rested_on
from pathways.engine.signal_notes import Told, add_step
from pathways.engine.signal_seen import was_seen
from pathways.engine.taken_along import DEADLINES, read
from pathways.errors import NotFoundError
from pathways.model.organisation import EXTERNAL
from pathways.model.record import Kind, Record
from pathways.model.signal import MOVE, Shared, Signal, Status, Step
from pathways.sharing import Facts, Link, Recipient
from pathways.sharing.deciding import reaches
from pathways.sharing.records import GIVEN, Given, given
from pathways.store import events, signals
from pathways.store.connection import Connection
from pathways.store.signals import Noting

STOPPING = (Kind.withdrawal, Kind.objection, Kind.correction, Kind.annulment)
"""Kinds of records after which something may no longer be told."""


class Fate(StrEnum):
    """What became of a message when what it was sent on was stopped."""

    taken_back = "taken_back"
    """Nobody had received it, and nobody there sees it any more."""
    news = "news_taken_back"
    """It was received; what was told anew since, and nobody there had answered, is taken back."""
    outside = "outside"
    """It went to somebody outside: what is out on paper is out."""
    received = "received"
    """It lies in a case of the receiver's."""
    carried = "carried"
    """Another basis lets it be told."""


STEPS = (Fate.taken_back, Fate.news, Fate.outside)
"""Those of which the message itself takes a step; the others are only told to whoever records the stop."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fallen:
    """A message whose ground was touched. ``law``: what carries it now; ``seen``: somebody there looked before."""

    signal: Signal
    fate: Fate
    law: str = ""
    seen: bool = False


def take_back(
    conn: Connection, library: Library, people: People, case_id: str, new: Sequence[Record], now: datetime
) -> None:
    """After the records ``new`` of a locked case, which are in its log by now. Locks the messages it changes."""
    if not any(record.kind in STOPPING for record in new):
        return
    sent = [each for each in signals.sent_by_case(conn, case_id) if each.shared is not None]
    if not sent:
        return
    records = events.read_case(conn, case_id)
    for each in fallen(library, people, records, new, sent, now):
        locked = signals.lock(conn, each.signal.signal_id) if each.fate in STEPS else None
        # Somebody may have received it before its lock was had: then it stays with them.
        for now_is in fallen(library, people, records, new, () if locked is None else (locked,), now):
            if now_is.fate in STEPS:
                _step(conn, now_is, new[0], now)


def fallen(  # noqa: PLR0913, PLR0917 (of which case, by what is known)
    library: Library,
    people: People,
    records: Sequence[Record],
    new: Sequence[Record],
    sent: Sequence[Signal],
    now: datetime,
    facts: Facts = NOBODY,
) -> Iterator[Fallen]:
    """What ``new``, which ends ``records``, means for messages that were sent; writes nothing.

    Of the child nothing is known within an act: what another release carries that goes by an age is then taken back.
    """
    touched = frozenset(_touched(records, new))
    for signal in sent if touched else ():
        shared, over = signal.shared, (Status.dropped, Status.withdrawn, Status.prepared)
        if shared is None or signal.withdrawn or signal.taken_back or signal.status in over:
            continue
        to = recipient(library, people, signal.to_service, signal.to)
        asked = list(_asked(library, records, signal, shared, to, civil_date(now), facts))
        stopped = [each for each in given(records) if each.seq in touched and each.kind is Kind.objection]
        rests = touched & set(rested_on(records, signal.signal_id))
        if rests or any(_stops(each, to, link) for each in stopped for link, _ in asked):
            laws = [law for _, law in asked]
            carried = bool(laws) and all(law is not None for law in laws)
            law = "; ".join(dict.fromkeys(law for law in laws if law)) if carried else ""
            yield Fallen(signal=signal, fate=Fate.carried if carried else _fate(signal), law=law)


def became(  # noqa: PLR0913, PLR0917 (of which case, by what is known)
    conn: Connection,
    library: Library,
    people: People,
    records: Sequence[Record],
    new: Record,
    now: datetime,
    facts: Facts = NOBODY,
) -> tuple[Fallen, ...]:
    """What became of the messages of a case by the record ``new`` in its log, or, before it is there, would become."""
    found: list[Fallen] = []
    sent = signals.sent_by_case(conn, new.case_id)
    rest = []
    for each in sent:
        step = next((step for step in each.steps if step.step is Step.taken_back and step.seq == new.seq), None)
        if step is None:
            rest.append(each)
        else:
            before = each.before(step.number)
            found.append(Fallen(signal=before, fate=_fate(before)))
    found += fallen(library, people, records, (new,), rest, now, facts)
    return tuple(
        Fallen(signal=each.signal, fate=each.fate, law=each.law, seen=was_seen(conn, each.signal)) for each in found
    )


def _touched(records: Sequence[Record], new: Sequence[Record]) -> Iterator[int]:
    """What was given, by its number, and no longer stands as it did."""
    kinds = {record.seq: record.kind for record in records}
    for record in new:
        if record.kind is Kind.objection:
            yield record.seq
        elif record.kind in STOPPING:
            yield from (seq for seq in record.targets if kinds.get(seq) in GIVEN)


def _asked(  # noqa: PLR0913, PLR0917 (what of whom to whom, when, and by what is known)
    library: Library,
    records: Sequence[Record],
    signal: Signal,
    shared: Shared,
    to: Recipient,
    on: date,
    facts: Facts,
) -> Iterator[tuple[Link, str | None]]:
    """Of each pathway that a message tells of what is asked for, and the law by which all of it may be told now."""
    along = shared.values.get(DEADLINES)
    words = along if isinstance(along, tuple) else ()
    fields = tuple(name for name in shared.values if name != DEADLINES)
    also = (DEADLINES,) if signal.message == MOVE else ()
    for name in dict.fromkeys((signal.pathway, *(read(str(each)).pathway for each in words))):
        try:
            pathway, _ = library.catalogue.in_force(name, on)
        except NotFoundError:
            continue
        verdict = judged(library, records, pathway, fields, to, on, facts, also)
        whole = all(verdict.sharing.allows(key) for key in (*keys_of(fields), *also))
        yield verdict.sharing.link, verdict.basis(fields) if verdict.may and whole else None


def _stops(objection: Given, to: Recipient, link: Link) -> bool:
    """Whether an objection that stands is about anything that a message tells."""
    if objection.annulled or objection.withdrawn is not None or not reaches(objection, to):
        return False
    return any(objection.covers(link.pathway, item.key, item.facet) for item in link.items)


def _fate(signal: Signal) -> Fate:
    if signal.to == EXTERNAL:
        return Fate.outside
    if signal.status in (Status.received, Status.taken_over):
        is_news = signal.news is not None and signal.news.step is Step.changed and signal.message != MOVE
        return Fate.news if is_news else Fate.received
    return Fate.received if signal.target_case else Fate.taken_back


def _step(conn: Connection, each: Fallen, by: Record, now: datetime) -> None:
    told = Told(step=Step.taken_back, service=each.signal.source_service, about=by.seq)
    noting = Noting(source=0, target=0 if each.fate is Fate.news else None)
    add_step(conn, each.signal, told, noting, user=by.actor.user, at=now)
