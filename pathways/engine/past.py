"""The four verbs for the past, as one case's log tells them: what came late, was corrected, annulled or re-decided.

Pure, and only about people: what the clock recorded is no verb, nor is moving a run to another version, or back.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from pathways.counting.oslo import civil_date
from pathways.engine.acts import WHY
from pathways.machine.decide import IMPORTER, LATE
from pathways.model.record import Content, Kind, Record
from pathways.sharing.records import KINDS


class Verb(StrEnum):
    """How the past was put right. In Norwegian: etterregistrering, retting, feilregistrert, omgjøring."""

    late_entry = "late_entry"
    correction = "correction"
    annulment = "annulment"
    redecision = "redecision"


@dataclass(frozen=True, slots=True, kw_only=True)
class Touch:
    """One time that somebody touched the past of a case."""

    verb: Verb
    seq: int
    """The record that did it; of a late entry the act itself."""
    about: int
    """The act it is about: itself for a late entry, the decision that was replaced for a re-decision."""
    run: str
    event: str
    item: str
    happened: date
    """The civil date the verb itself says; of an annulment that of the act as it then read."""
    before: date | None
    """The date it took the place of, as that then read; None for a late entry, which takes the place of none."""
    recorded_at: datetime
    """UTC."""
    days: int
    """Civil days in Norway to the day it was recorded: from ``before`` for a correction, which may have moved the date
    towards that very day; else from ``happened``."""
    user: str
    roles: tuple[str, ...]
    imported: bool
    """Whether an import did it, which repeats what another system says."""
    reason: str | None
    """Why the past was touched; of a late entry why it came late, not the act's own reason.

    Empty for none, None where it is destroyed."""
    reason_codes: tuple[str, ...]

    @property
    def moved(self) -> int:
        """By how many days a correction moved the date, back or forth; 0 where it did not, and for any other verb."""
        if self.verb is not Verb.correction or self.before is None:
            return 0
        return abs((self.happened - self.before).days)


def verbs(records: Iterable[Record], late_from: int = 1) -> tuple[Touch, ...]:
    """Every touch of the past among the ``records`` of one case, in the order they were recorded.

    An act is a late entry when it was recorded ``late_from`` civil days or more after the day it happened. A
    re-decision is never counted as a late entry too, whenever it was recorded; what was annulled since still counts.
    """
    found: list[Touch] = []
    contents: dict[int, Content] = {}
    moved: set[int] = set()
    beside: set[int] = set()
    for record in records:
        content = record.content
        if record.kind is Kind.migration:
            moved.add(record.seq)
        elif record.kind in KINDS or beside & set(record.targets):
            # What was consented to is no act of the case, nor is what puts it right.
            beside.add(record.seq)
        elif record.kind is Kind.act and content is not None:
            contents[record.seq] = content
            if _days(record, content.happened.on) >= late_from:
                found.append(_touch(Verb.late_entry, record, content, None, LATE))
        elif record.kind is Kind.redecision and content is not None:
            contents[record.seq] = content
            replaced = contents.get(record.targets[0])
            found.append(_touch(Verb.redecision, record, content, replaced, "reason"))
        elif record.kind is Kind.correction and content is not None:
            was = contents.get(record.targets[0], content)
            contents[record.targets[0]] = content
            found.append(_touch(Verb.correction, record, content, was, WHY))
        elif record.kind is Kind.annulment and not moved & set(record.targets):
            about = contents.get(record.targets[0])
            if about is not None:
                found.append(_touch(Verb.annulment, record, about, about, "reason"))
    return tuple(found)


def counted(touches: Iterable[Touch]) -> Mapping[Verb, int]:
    """How many there are of each verb, those with none too."""
    counts = Counter(touch.verb for touch in touches)
    return {verb: counts[verb] for verb in Verb}


def _touch(verb: Verb, record: Record, content: Content, was: Content | None, reason: str) -> Touch:
    before = None if was is None else was.happened.on
    since = before if verb is Verb.correction and before is not None else content.happened.on
    codes = content.reason_codes if verb is Verb.redecision else ()
    return Touch(
        verb=verb,
        seq=record.seq,
        about=record.targets[0] if record.targets else record.seq,
        run=record.run,
        event=record.name,
        item=record.item,
        happened=content.happened.on,
        before=before,
        recorded_at=record.recorded_at,
        days=_days(record, since),
        user=record.actor.user,
        roles=record.actor.roles,
        imported=IMPORTER in record.actor.roles,
        reason=None if record.texts is None and reason in record.text_names else (record.texts or {}).get(reason, ""),
        reason_codes=codes,
    )


def _days(record: Record, happened: date) -> int:
    return max((civil_date(record.recorded_at) - happened).days, 0)
