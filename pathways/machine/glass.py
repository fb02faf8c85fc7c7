"""Broken glass, as the log of a case says it: who may read it for some hours, and whether somebody has looked at why.

Read from the records, beside the fold: it decides nothing of what the case is (docs/adr/0026).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from pathways.model.record import Kind, Record

UNTIL, OUTCOME = "until", "outcome"
"""Among the values of a record: the instant (UTC) at which it ends; what became of it when it was looked at."""


LONGEST_HOURS = 24
"""Hours after which glass is whole again, whatever was set."""


class Outcome(StrEnum):
    """What a leader found."""

    justified = "justified"
    unjustified = "unjustified"
    """It ends at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """Glass broken by record ``seq``. Instants are UTC. ``reviewed_by`` is the seq of the review, 0 until then."""

    case_id: str
    seq: int
    user: str
    at: datetime
    until: datetime
    reason: str | None
    """None once it is destroyed, or where its key is missing."""
    reviewed_by: int = 0
    outcome: Outcome | None = None

    def lasts(self, now: datetime) -> bool:
        """Whether the case may still be read by it."""
        return now < self.until and self.outcome is not Outcome.unjustified


def broken(records: Iterable[Record]) -> tuple[Broken, ...]:
    """All that was broken among the records of a case, in order, each with its review."""
    found: dict[int, Broken] = {}
    for record in records:
        if record.kind is not Kind.glass or record.content is None:
            continue
        if record.targets:
            outcome = Outcome(str(record.content.data[OUTCOME]))
            found[record.targets[0]] = replace(found[record.targets[0]], reviewed_by=record.seq, outcome=outcome)
        else:
            found[record.seq] = _broken(record, str(record.content.data[UNTIL]))
    return tuple(found.values())


def glass_for(records: Iterable[Record], user: str, now: datetime) -> Broken | None:
    """By what somebody may read a case at an instant though it is foreign to them; None where they may not."""
    return next((each for each in reversed(broken(records)) if each.user == user and each.lasts(now)), None)


def _broken(record: Record, until: str) -> Broken:
    return Broken(
        case_id=record.case_id,
        seq=record.seq,
        user=record.actor.user,
        at=record.recorded_at,
        until=datetime.fromisoformat(until),
        reason=None if record.texts is None else record.texts.get("reason"),
    )
