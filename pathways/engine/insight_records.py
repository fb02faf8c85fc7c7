"""What the log of a case says of insight: each draft, what was assessed of it, who approved it, and when it was given.

Which items there are and what was decided about each lies in sealed texts: that something is withheld tells of it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from pathways.errors import NotFoundError
from pathways.model.record import Kind, Record

STEP, FOR, RULE, LAW, UPTO = "step", "for", "rule", "law", "upto"
"""Names of what such a record holds in the open."""

ITEMS, DIGEST = "items", "digest"
"""Sealed texts: one item and its code on a line; the SHA-256 of the document that was given."""

GIVEN, UNASSESSED = "+", "?"
"""Codes of an item that goes out, and of one that nobody has assessed; any other is a paragraph's id."""

CHANGES = (Kind.correction, Kind.annulment, Kind.redecision)
"""Records after which a draft no longer tells what the case says."""


class Step(StrEnum):
    """The steps, in their order."""

    prepared = "prepared"
    assessed = "assessed"
    approved = "approved"
    given = "given"
    dropped = "dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """One step of somebody's review. ``items`` and ``reason``: None where they cannot be read."""

    seq: int
    user: str
    items: Mapping[str, str] | None
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Insight:
    """One draft for one party, as it now stands. ``items``: key → code; None where it cannot be read."""

    seq: int
    party: str
    rule: str
    law: str
    upto: int
    """Seq of the last record it is about."""
    at: datetime
    items: Mapping[str, str] | None
    hands: tuple[str, ...]
    """Whoever prepared or assessed it: none of them may approve."""
    approved_by: str = ""
    approved_on: date | None = None
    given: tuple[int, ...] = ()
    """Events by which it was given out."""
    assessments: tuple[Assessment, ...] = ()
    """Every assessment of items, in order."""
    dropped_by: str = ""

    @property
    def waiting(self) -> tuple[str, ...]:
        """Items that nobody has assessed."""
        return tuple(key for key, code in (self.items or {}).items() if code == UNASSESSED)


def insights(records: Iterable[Record]) -> tuple[Insight, ...]:
    """Every draft among the records of a case, in order."""
    found: dict[int, Insight] = {}
    for record in records:
        if record.kind is not Kind.insight or record.content is None:
            continue
        step = Step(str(record.content.data[STEP]))
        if step is Step.prepared:
            found[record.seq] = _prepared(record)
            continue
        before = found[record.targets[0]]
        match step:
            case Step.assessed:
                said = items_in(record)
                items = None if said is None or before.items is None else {**before.items, **said}
                hands = tuple(dict.fromkeys((*before.hands, record.actor.user)))
                said_of = (*before.assessments, _assessment(record))
                found[before.seq] = replace(before, items=items, hands=hands, assessments=said_of)
            case Step.approved:
                day = record.content.happened.on
                found[before.seq] = replace(before, approved_by=record.actor.user, approved_on=day)
            case Step.dropped:
                found[before.seq] = replace(before, dropped_by=record.actor.user)
            case _:
                found[before.seq] = replace(before, given=(*before.given, record.seq))
    return tuple(found.values())


def insight_of(records: Sequence[Record], case_id: str, seq: int) -> Insight:
    """The draft ``seq``. Raises: NotFoundError."""
    found = next((each for each in insights(records) if each.seq == seq), None)
    if found is None:
        known = ", ".join(str(each.seq) for each in insights(records))
        raise NotFoundError("insight.no_draft", case=case_id, seq=seq, known=known or "–")
    return found


def changed_since(records: Iterable[Record], draft: Insight) -> int:
    """Seq of the first record that changed something the draft is about; 0: none."""
    later = (r for r in records if r.seq > draft.upto and r.kind in CHANGES)
    return next((r.seq for r in later if any(seq <= draft.upto for seq in r.targets)), 0)


def items_text(items: Mapping[str, str]) -> str:
    """Items as they are kept in a sealed text."""
    return "\n".join(f"{key} {code}" for key, code in items.items())


def items_in(record: Record) -> dict[str, str] | None:
    """The items that a record names; None where its texts cannot be read."""
    if record.texts is None:
        return None
    lines = record.texts.get(ITEMS, "").splitlines()
    return {key: code for key, _, code in (line.partition(" ") for line in lines)}


def _prepared(record: Record) -> Insight:
    data = {} if record.content is None else record.content.data
    return Insight(
        seq=record.seq,
        party=str(data[FOR]),
        rule=str(data[RULE]),
        law=str(data[LAW]),
        upto=int(str(data[UPTO])),
        at=record.recorded_at,
        items=items_in(record),
        hands=(record.actor.user,),
    )


def _assessment(record: Record) -> Assessment:
    reason = None if record.texts is None else record.texts.get("reason", "")
    return Assessment(seq=record.seq, user=record.actor.user, items=items_in(record), reason=reason)
