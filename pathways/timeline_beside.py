"""What the timeline says of records that no definition knows: who has the case, why nothing is due, glass, persons."""

from collections.abc import Mapping
from datetime import date, datetime

from pathways.counting.oslo import civil_date
from pathways.counting.telling import write_clock, write_short
from pathways.engine.taken_along import read
from pathways.identity.fields import told_as
from pathways.machine.assigned import FROM, UNTIL
from pathways.machine.glass import OUTCOME
from pathways.machine.glass import UNTIL as GLASS_UNTIL
from pathways.machine.signalled import noted
from pathways.messages import say
from pathways.model.record import Kind, Record, Value
from pathways.store.findings import DECLINED, DESTRUCTION, PROPOSAL
from pathways.timeline_remarks import insight_told, is_insight
from pathways.timeline_sharing import is_sharing, sharing_told

BESIDE = (
    Kind.assignment,
    Kind.nothing_due,
    Kind.glass,
    Kind.signal,
    Kind.insight,
    Kind.remark,
    Kind.joined,
    Kind.closed,
    Kind.moving,
)
"""Kinds that are about the case, and whose title tells all but the reason."""


def titled_beside(record: Record, annulled: Record | None) -> str:
    """What a record is called that has no event; an annulment as ``annulled``, which it is of, where that is known."""
    if record.kind is Kind.annulment and annulled is not None and not (is_sharing(record) or is_insight(record)):
        return beside_told(annulled)
    return beside_told(record)


def beside_told(record: Record) -> str:
    """What a record is called that has no event; of any other kind its name."""
    if is_sharing(record) or is_insight(record):
        return sharing_told(record) if is_sharing(record) else insight_told(record)
    if record.kind is Kind.note:
        return _note(record)
    if record.kind is Kind.person:
        return say(f"timeline.{record.name}")
    if record.kind not in BESIDE or record.content is None:
        return record.name
    data = record.content.data
    if record.kind in (Kind.joined, Kind.closed, Kind.moving):
        return _ended(record, data)
    if record.kind is Kind.signal:
        return _message(record)
    if record.kind is Kind.nothing_due:
        return say("timeline.nothing_due", until=write_short(date.fromisoformat(str(data[UNTIL]))))
    if record.kind is Kind.glass:
        return _glass(record, data)
    since = write_short(date.fromisoformat(str(data[FROM])))
    place = " / ".join(str(data[name]) for name in ("service", "unit") if name in data)
    if "person" in data:
        who = f"{data['person']} ({place})" if place else data["person"]
        return say("timeline.assigned", who=who, since=since)
    return say("timeline.assigned_place", place=place, since=since) if place else say("timeline.let_go", since=since)


def fields_told(value: Value) -> tuple[str, ...]:
    """Which fields about persons were written; what they say is not in the log, nor which tell where somebody is."""
    named = (each.partition(".") for each in value) if isinstance(value, tuple) else ()
    return tuple(dict.fromkeys(f"{subject}.{told_as(field)}" for subject, _, field in named))


def _ended(record: Record, data: Mapping[str, Value]) -> str:
    """That a whole case is over, or goes elsewhere, or goes on with what ran in another."""
    if record.kind is Kind.moving:
        return say("timeline.moving", date=write_short(date.fromisoformat(str(data["on"]))), to=str(data["to"]))
    return say(f"timeline.{record.kind.value}_{record.name}")


def _glass(record: Record, data: Mapping[str, Value]) -> str:
    if record.targets:
        return say(f"timeline.glass_{data[OUTCOME]}", seq=record.targets[0])
    until = datetime.fromisoformat(str(data[GLASS_UNTIL]))
    return say("timeline.glass", until=f"{write_short(civil_date(until))} {write_clock(until)}")


def _message(record: Record) -> str:
    note = noted(record)
    side = "source" if note.at_source else "target"
    key = f"timeline.signal_{side}_{note.step.value}"
    sentence = say(key, signal=note.signal_id, other=note.other, basis=note.basis)
    lost = ", ".join(_lost(each) for each in note.lost)
    return f"{sentence}; {say('timeline.moving_lost', deadlines=lost)}" if lost else sentence


def _lost(written: str) -> str:
    """A deadline that was given up when a case was taken over, by its name and date in the message."""
    each = read(written)
    return f"{each.deadline} ({write_short(each.nominal)})"


def _note(record: Record) -> str:
    if record.name == DESTRUCTION:
        return say("timeline.destroyed", seqs=", ".join(map(str, record.targets)))
    if record.name in (PROPOSAL, DECLINED):
        return say(f"timeline.{record.name}", seqs=", ".join(map(str, record.targets or (record.cause,))))
    return say("timeline.note", what=record.name)
