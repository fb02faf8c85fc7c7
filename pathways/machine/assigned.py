"""Who has a case, and why nothing is due in it, as its log says: read from it, beside the fold (docs/adr/0022)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pathways.model.organisation import Holder
from pathways.model.record import Content, Kind, Record

BY_THE_CLOCK = (Kind.crossing, Kind.superseded)
FROM = "from"
"""The day from which the holder has it, among the values of an assignment."""

UNTIL = "until"
"""The day until which nothing is due, among the values of why that is so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """Who was given a case, by whom, and whether they have taken it over since."""

    seq: int
    holder: Holder
    since: date
    by: str
    taken_over: bool
    """Whoever is given a case by another has taken it over once they have recorded anything in it, or said so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingDue:
    """Why nothing is due, told by record ``seq``; ``until`` is the day on which somebody looks again."""

    seq: int
    until: date


def holder_data(holder: Holder, since: date) -> dict[str, str]:
    """The values of an assignment."""
    told = {"service": holder.service, "unit": holder.unit, "person": holder.person, FROM: since.isoformat()}
    return {name: value for name, value in told.items() if value}


def assigned(records: Iterable[Record]) -> Holder | None:
    """Who has a case after these records; None when none of them says so."""
    holder = None
    for record in records:
        if record.kind is Kind.assignment and record.content is not None:
            holder = _holder(record.content)
    return holder


def assignments(records: Iterable[Record]) -> tuple[Assignment, ...]:
    """Every assignment among the records of a case, in order."""
    found: list[Assignment] = []
    for record in records:
        if record.kind is Kind.assignment and record.content is not None:
            found.append(_assignment(record, record.content))
        elif found and not found[-1].taken_over and record.actor.user == found[-1].holder.person:
            found[-1] = _taken(found[-1])
    return tuple(found)


def nothing_due(records: Iterable[Record]) -> NothingDue | None:
    """Why nothing is due, as long as nobody has recorded anything since; who has the case changes nothing of that."""
    told = None
    for record in records:
        if record.kind is Kind.nothing_due and record.content is not None:
            until = str(record.content.data[UNTIL])
            told = NothingDue(seq=record.seq, until=date.fromisoformat(until))
        elif record.kind not in (*BY_THE_CLOCK, Kind.assignment, Kind.glass, Kind.signal):
            told = None
    return told


def _holder(content: Content) -> Holder:
    data = content.data
    return Holder(
        service=str(data.get("service", "")), unit=str(data.get("unit", "")), person=str(data.get("person", ""))
    )


def _assignment(record: Record, content: Content) -> Assignment:
    holder = _holder(content)
    return Assignment(
        seq=record.seq,
        holder=holder,
        since=date.fromisoformat(str(content.data[FROM])),
        by=record.actor.user,
        # What lies with a unit or an intake is taken by whoever assigns it to themself.
        taken_over=not holder.person or record.actor.user == holder.person,
    )


def _taken(given: Assignment) -> Assignment:
    return Assignment(seq=given.seq, holder=given.holder, since=given.since, by=given.by, taken_over=True)
