"""What was proposed in a case and what became of it, as its log says: read beside the fold (docs/adr/0025).

A proposal says all that its act would say. It moves no state and no date, and is closed by people alone: approved,
declined, withdrawn, or marked as wrongly registered.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from pathways.counting.oslo import civil_date
from pathways.machine.order import place_of
from pathways.machine.state import Place
from pathways.model.record import Content, Happened, Kind, Record

KINDS = (Kind.proposal, Kind.proposal_closed, Kind.annulment)
"""Kinds that tell of proposals."""

PROPOSAL, BECAME = "proposal", "became"
"""What a closing holds: the seq of the proposal, and of the act that an approval led to (0: none)."""


class Fate(StrEnum):
    """What became of a proposal."""

    waiting = "waiting"
    approved = "approved"
    declined = "declined"
    withdrawn = "withdrawn"
    annulled = "annulled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A proposal, and what had become of it."""

    record: Record
    content: Content
    fate: Fate
    closed_by: int
    """Seq of the record that closed it; 0 while it waits."""
    became: int
    """Seq of the act it became; 0 where it became none."""

    @property
    def about(self) -> tuple[str, str, str, int]:
        """What it would record: run, event and item; and the act that it would correct, 0 for none."""
        return self.record.run, self.record.name, self.record.item, self.corrects

    @property
    def corrects(self) -> int:
        """The act that it would correct; 0 where it would be an act of its own."""
        return self.record.targets[0] if self.record.targets else 0


def proposals(records: Iterable[Record], until: Place | None = None) -> tuple[Proposal, ...]:
    """Every proposal among the records of one case, in order, by what had happened ``until`` there; None: by all.

    What was marked as wrongly registered is so at every place.
    """
    found: dict[int, Proposal] = {}
    for record in records:
        if record.kind is Kind.annulment and record.targets[0] in found:
            _close(found, record.targets[0], record, Fate.annulled, 0)
        elif record.kind in KINDS and record.content is not None and _there(record, record.content, until):
            if record.kind is Kind.proposal:
                found[record.seq] = _waits(record, record.content)
            elif proposal_of(record) in found:
                _close(found, proposal_of(record), record, Fate(record.name), _number(record.content, BECAME))
    return tuple(found.values())


def waiting(records: Iterable[Record], until: Place | None = None) -> tuple[Proposal, ...]:
    """Those that nobody had closed."""
    return tuple(each for each in proposals(records, until) if each.fate is Fate.waiting)


def proposal_of(closing: Record) -> int:
    """The seq of the proposal that a record closes; 0 for a record of another kind."""
    if closing.kind is not Kind.proposal_closed or closing.content is None:
        return 0
    return _number(closing.content, PROPOSAL)


def closed_among(records: Iterable[Record], seq: int) -> Fate | None:
    """What these records make of proposal ``seq``; None where they leave it waiting."""
    for record in records:
        if proposal_of(record) == seq:
            return Fate(record.name)
        if record.kind is Kind.annulment and seq in record.targets:
            return Fate.annulled
    return None


def also_of(records: Collection[Record], marked: Collection[int]) -> frozenset[int]:
    """The records that say again what these acts or proposals say: what they were proposed by, and how it closed."""
    about = [record for record in records if not {record.seq, *record.targets}.isdisjoint(marked)]
    said = {record.content.proposed.seq for record in about if record.content and record.content.proposed}
    said |= {record.seq for record in about if record.kind is Kind.proposal}
    return frozenset(said | {record.seq for record in records if proposal_of(record) in said})


def when_made(record: Record, content: Content) -> tuple[Happened, Place]:
    """When what a record says happened, and where it stands; of a correction that is proposed, when it was recorded."""
    happened = content.happened
    if record.kind is Kind.proposal and record.targets:
        happened = Happened(on=civil_date(record.recorded_at), at=record.recorded_at)
    return happened, place_of(happened, record.recorded_at, record.seq)


def _there(record: Record, content: Content, until: Place | None) -> bool:
    return until is None or when_made(record, content)[1] <= until


def _waits(record: Record, content: Content) -> Proposal:
    return Proposal(record=record, content=content, fate=Fate.waiting, closed_by=0, became=0)


def _close(found: dict[int, Proposal], seq: int, record: Record, fate: Fate, became: int) -> None:
    was = found[seq]
    found[seq] = Proposal(record=was.record, content=was.content, fate=fate, closed_by=record.seq, became=became)


def _number(content: Content, name: str) -> int:
    value = content.data.get(name, 0)
    if not isinstance(value, int):
        raise TypeError(f"{name} is no number of a record")
    return value
