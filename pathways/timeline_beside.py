"""What the timeline says of records that no definition knows: who has the case, why nothing is due, persons, notes."""

from datetime import date

from pathways.counting.telling import write_short
from pathways.machine.assigned import FROM, UNTIL
from pathways.machine.signalled import noted
from pathways.messages import say
from pathways.model.record import Kind, Record
from pathways.store.findings import DESTRUCTION

BESIDE = (Kind.assignment, Kind.nothing_due, Kind.signal)
"""Kinds that are about the case, and whose title tells all but the reason."""


def beside_told(record: Record) -> str:
    """What a record is called that has no event; of any other kind its name."""
    if record.kind is Kind.note:
        return _note(record)
    if record.kind is Kind.person:
        return say(f"timeline.{record.name}")
    if record.kind not in BESIDE or record.content is None:
        return record.name
    data = record.content.data
    if record.kind is Kind.signal:
        return _message(record)
    if record.kind is Kind.nothing_due:
        return say("timeline.nothing_due", until=write_short(date.fromisoformat(str(data[UNTIL]))))
    since = write_short(date.fromisoformat(str(data[FROM])))
    place = " / ".join(str(data[name]) for name in ("service", "unit") if name in data)
    if "person" in data:
        who = f"{data['person']} ({place})" if place else data["person"]
        return say("timeline.assigned", who=who, since=since)
    return say("timeline.assigned_place", place=place, since=since) if place else say("timeline.let_go", since=since)


def _message(record: Record) -> str:
    note = noted(record)
    side = "source" if note.at_source else "target"
    key = f"timeline.signal_{side}_{note.step.value}"
    return say(key, signal=note.signal_id, other=note.other, basis=note.basis)


def _note(record: Record) -> str:
    if record.name == DESTRUCTION:
        return say("timeline.destroyed", seqs=", ".join(map(str, record.targets)))
    return say("timeline.note", what=record.name)
