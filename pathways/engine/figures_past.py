"""Figures of the four verbs for the past: late entry, correction, annulment, re-decision.

A touch belongs to the period in which it was recorded, by its civil date in Norway.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from pathways.counting.oslo import civil_date
from pathways.engine.figures import Period
from pathways.engine.past import Touch, Verb, verbs
from pathways.model.pathway import AnchorKind, Deadline, OnPause, Pathway
from pathways.model.record import Record


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class PastGroup:
    """What figures are kept for: one verb on one event of a pathway."""

    pathway: str
    event: str
    verb: Verb


@dataclass(slots=True, kw_only=True)
class PastSums:
    """The figures of one group. ``days`` counts touches by how many days came between happening and recording.

    Of a correction they are counted from the date it replaced: else it would look the smaller, the nearer to the day it
    was recorded the date was moved.
    """

    count: int = 0
    imported: int = 0
    with_reason: int = 0
    """Those of people with a text or a code, also one whose text is destroyed by decision. What an import gives as its
    reason nobody has written."""
    days: Counter[int] = field(default_factory=Counter)
    moved: Counter[int] = field(default_factory=Counter)
    """Corrections that moved the date, by how many days, back or forth."""

    @property
    def by_people(self) -> int:
        """All that no import did; what ``with_reason`` is a share of."""
        return self.count - self.imported

    @property
    def most(self) -> int:
        """The longest."""
        return max(self.days)

    @property
    def median(self) -> int | float:
        """The middle one."""
        return middle(self.days)


def middle(days: Counter[int]) -> int | float:
    """The middle one of numbers that are counted; of an even number of them the mean of the two in the middle."""
    every = sorted(days.elements())
    low, high = every[(len(every) - 1) // 2], every[len(every) // 2]
    return low if low == high else (low + high) / 2


def events_of(pathway: Pathway, name: str) -> Iterator[tuple[str, str]]:
    """Every event, with its pathway, that begins, opens, meets, moves or ends a deadline of ``pathway``."""
    specs = {spec.name: spec for spec in pathway.deadlines}
    spec = specs.get(name)
    if spec is None:
        return
    anchor = spec.anchor
    while anchor.kind is AnchorKind.deadline:
        anchor = specs[anchor.name].anchor
    if anchor.kind is AnchorKind.event:
        yield anchor.pathway or pathway.id, anchor.name
    extended = () if spec.extension is None else (spec.extension.by,)
    fewer = None if spec.every is None else spec.every.reduced
    reduced = () if fewer is None else (*fewer.by, *fewer.until)
    named = {*spec.opens_events, *spec.met_by, *spec.ended_by, *extended, *reduced}
    fields, states = {spec.until_field, anchor.name if anchor.kind is AnchorKind.field else ""}, _states(spec)
    for event in (*pathway.events, *(event for activity in pathway.activities for event in activity.events)):
        records = fields & {*event.records, *event.may_record}
        stops = spec.on_pause is not OnPause.runs and (event.pauses or event.resumes)
        if event.name in named or records or stops or states & {branch.to for branch in event.branches}:
            yield pathway.id, event.name


def _states(spec: Deadline) -> set[str]:
    return {*spec.opens_states, *spec.ended_in}


def touches(
    records: Iterable[Record], period: Period, happened_by: date, late_from: int | None = None
) -> tuple[tuple[str, Touch], ...]:
    """Each touch of a case in the period, of something that had happened by a day, with its pathway.

    ``late_from``: the days from which an entry is late; None: any that is not of its own day.
    """
    known = tuple(records)
    pathways = {pin.run: pin.pathway for record in known if record.content for pin in record.content.pins}
    return tuple(
        (pathways.get(touch.run, touch.run), touch)
        for touch in verbs(known, late_from or 1)
        if period.holds(civil_date(touch.recorded_at)) and touch.happened <= happened_by
    )


def add(sums: dict[PastGroup, PastSums], found: Iterable[tuple[str, Touch]]) -> None:
    """Add what one case gives."""
    for pathway, touch in found:
        one = sums.setdefault(PastGroup(pathway=pathway, event=touch.event, verb=touch.verb), PastSums())
        one.count += 1
        one.imported += touch.imported
        one.with_reason += not touch.imported and (touch.reason != "" or bool(touch.reason_codes))
        one.days[touch.days] += 1
        if touch.moved:
            one.moved[touch.moved] += 1
