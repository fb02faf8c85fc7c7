"""What a case is, as the fold builds it: runs, items, deadlines, pending rungs.

A ``CaseState`` belongs to the one fold that builds it and is changed in place there, for speed; everybody else reads
it, or turns it into a ``Standing``. All instants are UTC, all dates civil dates in Norway.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from pathways.model.record import Value

Place = tuple[datetime, int, int]
"""Where something stands in legal order: instant, rank, seq (semantics 2, ADR 0002)."""

BY_DATE, BY_CLOCK, BY_INSTANT = 0, 1, 2
"""Ranks at one instant: a date alone ends its day, then the clock fires, then acts of that very instant."""

NOMINAL, LEGAL, TIMED = "nominal", "legal", "timed:"
"""What the clock passes besides reminders."""


class Status(StrEnum):
    """Where a deadline stands, whatever the hour; overdue is derived when read."""

    dormant = "dormant"
    open = "open"
    met = "met"
    ended = "ended"


class PendingRung(NamedTuple):
    """Something the clock will pass: a reminder's id, ``nominal``, ``legal`` or ``timed:<name>``.

    A tuple, as a case has dozens of them and they are sorted: by due instant, then by name.
    """

    due: datetime
    what: str


@dataclass(slots=True, kw_only=True)
class DeadlineState:
    """One deadline of a run or item. ``*_by`` are seqs of records, 0 where there is none."""

    status: Status
    root: date
    """Anchor date at the start of the chain of deadlines; the register counts from it."""
    anchored_on: date
    anchored_at: datetime | None
    anchored_by: int
    nominal: date
    legal: date
    reporting: date | None
    nominal_end: datetime
    missed_from: datetime
    extended_by: int
    late_extension_by: int
    """An extension granted after expiry: recorded as it happened, cures nothing."""
    settled_by: int
    settled_on: date | None
    settled_at: datetime | None
    pending: tuple[PendingRung, ...]
    """In their order. Deadlines with the same dates share it."""


@dataclass(slots=True, kw_only=True)
class ItemState:
    """One item of an activity."""

    state: str
    since: date
    code: str
    fields: dict[str, Value]


@dataclass(slots=True, kw_only=True)
class RunState:
    """One pathway under way in the case."""

    run: str
    pathway: str
    digest: str
    law_loaded: bool
    state: str
    since: date
    started_by: int
    begun_by: str
    """The run that began this one; empty when it was opened on its own."""
    fields: dict[str, Value]
    seen: dict[str, tuple[date, datetime | None]]
    """When each event last happened."""
    items: dict[str, ItemState]
    """By ``activity.item``."""
    deadlines: dict[str, DeadlineState]
    """By name, or ``name:item``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """An act that has become impossible in the history as it now reads. ``key`` is a catalogue sentence."""

    seq: int
    name: str
    key: str
    values: Mapping[str, str] = field(default_factory=dict)
    """What the sentence is filled with."""


@dataclass(slots=True, kw_only=True)
class CaseState:
    """Everything a case is at its frontier: the last place anything was processed."""

    runs: dict[str, RunState] = field(default_factory=dict)
    last: Place | None = None

    def pending(self) -> Iterator[tuple[datetime, str, str, str]]:
        """Every pending rung as (due, run, deadline key, what), in no order."""
        for run in self.runs.values():
            for key, deadline in run.deadlines.items():
                for rung in deadline.pending:
                    yield rung.due, run.run, key, rung.what

    def next_due(self) -> datetime | None:
        """When the clock has something to do here next; None when nothing is pending."""
        first = self.first()
        return None if first is None else first[0]

    def first(self) -> tuple[datetime, str, str, str] | None:
        """The pending rung that is passed first, as in ``pending``; None when nothing is pending."""
        # Asked before and after every act, so it only looks at the first rung of each deadline.
        found: tuple[datetime, str, str, str] | None = None
        for run in self.runs.values():
            for key, deadline in run.deadlines.items():
                pending = deadline.pending
                if pending and (found is None or pending[0].due <= found[0]):
                    rung = (pending[0].due, run.run, key, pending[0].what)
                    found = rung if found is None else min(found, rung)
        return found
