"""What a case is, as the fold builds it: runs, items, deadlines, pending rungs.

A ``CaseState`` belongs to the one fold that builds it and is changed in place there, for speed; everybody else reads
it, or turns it into a ``Standing``. All instants are UTC, all dates civil dates in Norway.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from pathways.model.record import Happened, Value

Rung = tuple[datetime, str, str, str]
"""Something pending: (due, run, deadline key, what). The clock passes them in this order."""

Place = tuple[datetime, int, int]
"""Where something stands in legal order: instant, rank, seq (semantics 2, ADR 0002)."""

BY_DATE, BY_CLOCK, BY_INSTANT = 0, 1, 2
"""Ranks at one instant: a date alone ends its day, then the clock fires, then acts of that very instant."""

NOMINAL, LEGAL, NEXT, TIMED = "nominal", "legal", "next", "timed:"
"""What the clock passes besides reminders. ``next``: a period is over, and the one after it opens."""

WITHDRAWN = "(omgjort)"
"""State of a run whose beginning was decided anew: an end state of every pathway. No definition can have the name."""

MERGED, MOVED = "merged", "moved"
"""Why a whole case is over though its runs had not come to an end (docs/adr/0032)."""

CLOSED: Mapping[str, str] = MappingProxyType({MERGED: "(slått sammen)", MOVED: "(flyttet)"})
"""The state of a run that was open when its case was closed so: end states of every pathway, as ``WITHDRAWN`` is."""


class Status(StrEnum):
    """Where a deadline stands, whatever the hour; overdue is derived when read."""

    dormant = "dormant"
    open = "open"
    met = "met"
    ended = "ended"
    missed = "missed"
    """Only of a period that is over: what is done later counts for the next one."""


class PendingRung(NamedTuple):
    """Something the clock will pass: a reminder's id, ``nominal``, ``legal``, ``next`` or ``timed:<name>``.

    A tuple, as a case has dozens of them and they are sorted: by due instant, then by name.
    """

    due: datetime
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """What is used of a budget that was rebudgeted, and from where what is left counts (ADR 0012)."""

    used: int
    """In ``unit``, without any time in which the clock stood; 0 where the start lay ahead."""
    unit: str
    """``days``, ``working_days``, ``microseconds``."""
    from_on: date
    """Where the whole budget counts from: the anchor, or where a clock that restarts last went again."""
    from_at: datetime | None
    """For hours; else None."""
    base_on: date
    """The last day that is used up: that of the migration, or the one before a clock stopped that stood then."""
    base_at: datetime
    """The same for hours."""
    floor_on: date
    """It is due no earlier than this, whatever is used."""
    floor_at: datetime
    """The same for hours."""
    pauses_before: int
    """How many pauses of the run had begun before the migration."""
    lasting: tuple[int, ...]
    """``begun_by`` of those of them that lasted then."""
    base_took: int | None = None
    """Working days that the day of the migration used up, 0 or 1, where the calendar of now would have it otherwise."""

    @property
    def start(self) -> date | datetime:
        """Where the whole budget counts from."""
        return self.from_at or self.from_on


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """How a deadline came through a migration: by which version it is counted since (ADR 0012)."""

    by: int
    """Seq of the migration."""
    on: date
    at: datetime
    carry: str
    """``keep`` or ``rebudget``; one that is reset is simply counted from the migration."""
    digest: str
    """Definition whose rule, calendar and budget its dates are counted with."""
    name: str
    """What that definition calls it."""
    rest: Rest | None
    """None for ``keep``."""
    alone: Rest | date | None = None
    """What deadlines that count from it go by: the rest as if nothing had extended or stopped it, or its last day where
    that was over by the migration. None where it is as ``rest``, or none counts from it."""


class Terms(NamedTuple):
    """From the day ``since``, so many ``times`` are owed in a period; ``by`` is the seq of who decided it, or 0."""

    since: date
    times: int
    by: int
    reduced: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What is done of what is owed in one period (ADR 0013); its last day is the nominal date of the deadline."""

    index: int
    """From 0: which period it is, from the anchor."""
    first: date
    of_days: int
    """Of how many days the times are: its own, more where it is owed a share only, 0 where nothing is owed."""
    terms: tuple[Terms, ...]
    """In order, the first from the first day on."""
    done: tuple[tuple[date, int], ...]
    """When it was done, with seqs, in legal order: all of it, also what is more than is owed, or counts once."""

    @property
    def idle(self) -> bool:
        """Whether nothing is owed in it, from its first day to its last: it only waits for the next period."""
        return self.of_days == 0


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
    """In their order; none while the clock stands. Deadlines with the same dates share it."""
    standing_since: date | None
    """The day its clock stopped; None when it goes. The dates are then those of a clock that had gone on at once."""
    carried: Carried | None = None
    tally: Tally | None = None
    """None: it is owed once."""
    shut_on: date | None = None
    """The day from which nothing could open it, where the day its run came to where it stands does not tell that."""

    @property
    def idle(self) -> bool:
        """Whether it is a period in which nothing is owed: kept as ``dormant``, though nothing ever opens it."""
        return self.tally is not None and self.tally.idle

    @property
    def under_way(self) -> bool:
        """Whether it is a period that another one follows: neither over nor fallen away. It may be met already."""
        return any(rung.what == NEXT for rung in self.pending)


@dataclass(frozen=True, slots=True, kw_only=True)
class Renamed:
    """That a migration calls deadlines otherwise: what came before it speaks of them by their old keys."""

    by: int
    """Seq of the migration."""
    keys: tuple[tuple[str, str], ...]
    """Old key → new key, of those that are not the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseState:
    """A stretch in which the run waited, and for whom. ``ended`` is None while it does; ``*_by`` are seqs or 0.

    As people said it: what became of it where its run ended is told by ``pauses_told``.
    """

    category: str
    began: Happened
    begun_by: int
    ended: Happened | None
    ended_by: int
    after_end: bool = False
    """Whether it began where its run had ended, and has not been opened since: no clock minds it."""


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
    """By name, or ``name:item``; what is owed in each period by ``name:period.<first day>``."""
    pauses: tuple[PauseState, ...] = ()
    """In legal order of their beginnings."""
    renamed: tuple[Renamed, ...] = ()
    """In legal order of the migrations."""
    gone_on: int = 0
    """Seq of the closing by which the run goes on in another case: what waited here is met or missed there. 0: none."""
    redecided: tuple[str, ...] = ()
    """Its decisions that have been made anew, by event, each once and in the order of the first time."""
    over_since: date | None = None
    """The day it ended, where it waited and has come from that end state to another; else ``since`` tells it."""

    @property
    def ended_on(self) -> date:
        """The day a run ended that stands in an end state, and waited: however many of those it has come to since."""
        return self.over_since or self.since

    def first(self) -> "Rung | None":
        """The pending rung of the run that is passed first; None when nothing is pending."""
        # Asked before and after every act, so it only looks at the first rung of each deadline.
        found: Rung | None = None
        for key, deadline in self.deadlines.items():
            pending = deadline.pending
            if pending and (found is None or pending[0].due <= found[0]):
                rung = (pending[0].due, self.run, key, pending[0].what)
                found = rung if found is None else min(found, rung)
        return found

    def copied(self) -> "RunState":
        """Another run that reads the same."""
        return replace(
            self,
            fields={**self.fields},
            seen={**self.seen},
            items={key: replace(item, fields={**item.fields}) for key, item in self.items.items()},
            deadlines={key: replace(deadline) for key, deadline in self.deadlines.items()},
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """An act that has become impossible in the history as it now reads. ``key`` is a catalogue sentence."""

    seq: int
    name: str
    key: str
    values: Mapping[str, str] = field(default_factory=dict)
    """What the sentence is filled with."""

    @property
    def beyond_dates(self) -> bool:
        """Whether no other day of the act could mend it: what it belongs to is not there at all."""
        return self.key in ("machine.run_gone", "machine.item_gone", "machine.redecision_first")


@dataclass(slots=True, kw_only=True)
class CaseState:
    """Everything a case is at its frontier: the last place anything was processed."""

    runs: dict[str, RunState] = field(default_factory=dict)
    last: Place | None = None
    closed: str = ""
    """``MERGED`` or ``MOVED`` once the whole case is over by that; empty for any other."""

    def pending(self) -> Iterator[Rung]:
        """Every pending rung as (due, run, deadline key, what), in no order."""
        for run in self.runs.values():
            for key, deadline in run.deadlines.items():
                for rung in deadline.pending:
                    yield rung.due, run.run, key, rung.what

    def next_due(self) -> datetime | None:
        """When the clock has something to do here next; None when nothing is pending."""
        first = self.first()
        return None if first is None else first[0]

    def first(self) -> "Rung | None":
        """The pending rung that is passed first, as in ``pending``; None when nothing is pending."""
        return min((rung for run in self.runs.values() if (rung := run.first()) is not None), default=None)

    def copied(self) -> "CaseState":
        """Another state that reads the same, to be folded further without changing this one."""
        runs = {name: run.copied() for name, run in self.runs.items()}
        return CaseState(runs=runs, last=self.last, closed=self.closed)
