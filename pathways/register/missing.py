"""Acts that a file would annul only since they are not in it: it may be an older file, given by mistake. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from pathways.engine.changes import Annul, Note
from pathways.messages import say
from pathways.model.record import Kind, Record
from pathways.register.growing import Growth
from pathways.register.plan import CasePlan

_WITH_ACTS = ("Melding", "Undersokelse")
"""Types of parts that acts come from."""

MOST_MISSING = 20
"""Missing acts told one by one; the others are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """An imported act that stands here, and that the file no longer has."""

    case_id: str
    seq: int
    event: str
    happened: date

    def __str__(self) -> str:
        happened = self.happened.strftime("%d.%m.%Y")
        return say("register.missing_act", case=self.case_id, seq=self.seq, event=self.event, happened=happened)


def missing_acts(plan: CasePlan, growth: Growth, records: Sequence[Record], case_id: str) -> Iterator[Missing]:
    """What the file would take away from the case without saying that it is deleted, in the order it happened."""
    if plan.deleted or any(isinstance(each, Note) and _deletes(each) for each in growth.changes.values()):
        return
    acts = {record.seq: record for record in records if record.kind is Kind.act}
    found: list[Missing] = []
    for change in growth.changes.values():
        record = acts.get(change.seq) if isinstance(change, Annul) else None
        if record is not None and record.content is not None:
            happened = record.content.happened.on
            found.append(Missing(case_id=case_id, seq=record.seq, event=record.name, happened=happened))
    yield from sorted(found, key=lambda each: (each.happened, each.seq))


def _deletes(note: Note) -> bool:
    """Whether the file says so, and has not said it before, of a report or an investigation."""
    kind, _, of = note.name.partition(" ")
    return of in _WITH_ACTS if kind == "Slettet" else kind in _WITH_ACTS and note.data.get("slettet") is True


def told_missing(found: Sequence[Missing]) -> str:
    """A line each, up to ``MOST_MISSING``."""
    lines = [f"  - {each}" for each in found[:MOST_MISSING]]
    if len(found) > MOST_MISSING:
        lines.append(say("register.more_missing", count=len(found) - MOST_MISSING))
    return "\n".join(lines)
