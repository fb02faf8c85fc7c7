"""A compiled definition: what a pathway is, with every name resolved and every expression typed.

Built by ``pathways.compiler`` only, and trusted from then on. Order in tuples is the order of the file.
"""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from pathways.model.basis import Basis
from pathways.model.counting import Period
from pathways.model.every import Every
from pathways.model.expression import Expression
from pathways.model.local_choice import LocalChoice
from pathways.model.on_redecide import OnRedecide
from pathways.model.signal import Send

FORMAT = 1
"""Number of the compiled form; part of every digest."""

DEFAULT_CALENDAR = "NO"
"""The calendar of a deadline that names none, and of ``after`` in guards."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """A text in the languages it exists in. Bokmål always; the others empty until written."""

    nb: str
    nn: str
    en: str


class FieldKind(StrEnum):
    """What a field may hold. ``text`` is sealed beside the chain; all others lie in the envelope."""

    code = "code"
    codes = "codes"
    date = "date"
    flag = "flag"
    number = "number"
    text = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """Something an event may record. ``code_list`` is empty for other kinds than code and codes."""

    name: str
    title: Title
    kind: FieldKind
    code_list: str
    day_of: tuple[str, ...] = ()
    """Events of the run: the date is the day the last of them happened, and another is warned of, never refused."""
    always_shown: bool = False
    """Shown at the head of the case, as unknown where nobody has said it. No part of the digest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A state of a run or of an activity item."""

    name: str
    title: Title
    start: bool
    end: bool
    holder: str
    """The service or party who holds the ball; empty in an end state."""
    silent: str
    """Why no deadline can be open here, where none can; empty otherwise."""
    mark: bool
    """A state that the clock may move a run to: it says that time passed, and decides nothing."""
    overdue: str = ""
    """Why nobody is told anew when a run comes here after the last reminder of all that is open; empty otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """Raises ``event`` in the run of another pathway of the same case, if it is allowed there."""

    pathway: str
    event: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """Where an event leads. ``to`` is empty when the state stays. The first whose guard holds is taken."""

    when: Expression | None
    to: str
    begins: tuple[str, ...]
    """Pathways of which a run starts in the same case, at its start state, with this event."""
    signals: tuple[Signal, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonRule:
    """What reason an event wants: free text, codes of a list, or both."""

    text_required: bool
    code_list: str
    """Empty when the reason has no codes."""
    codes_required: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """A guard on an event with the sentence a person reads when it does not hold."""

    when: Expression
    otherwise: Title


@dataclass(frozen=True, slots=True, kw_only=True)
class NeverLater:
    """A date that another decision in place of this one may set earlier, never later, with what is said then."""

    field: str
    otherwise: Title


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something a person records. ``sources`` empty: any state that is not an end state. ``warns`` refuses nothing."""

    name: str
    title: Title
    start: bool
    sources: tuple[str, ...]
    by: tuple[str, ...]
    """Roles, already resolved from local settings; empty when only a signal raises the event."""
    records: tuple[str, ...]
    may_record: tuple[str, ...]
    reason: ReasonRule
    decision: bool
    """Whether the event decides something for the child; then a reason is always required."""
    requires: tuple[Requirement, ...]
    warns: tuple[Requirement, ...]
    branches: tuple[Branch, ...]
    pauses: str = ""
    resumes: str = ""
    """The code field that says why the run waits from here on, and who holds the ball; or which waiting it ends."""
    redecided_by: tuple[str, ...] = ()
    """Roles that may replace this decision by another one from a later date on; empty: nobody."""
    never_later: tuple[NeverLater, ...] = ()
    """Of what it records: dates that such another one does not move to a later day."""
    redecided_past: tuple[str, ...] = ()
    """Later decisions of the run that do not stand in the way of such another one."""
    approved_by: tuple[str, ...] = ()
    """Roles of whoever must agree before what another has proposed happens; empty: it happens when it is recorded."""
    sends: tuple[Send, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A fixed item of an activity."""

    id: str
    title: Title


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """Work inside a run with its own small life; one per item, in parallel.

    Items are fixed (``items``), or one is made for each code that ``each_event`` records in ``each_field``
    (then ids are ``1``, ``2``, … in the order recorded, and the item carries the code as its own field ``code``).
    """

    name: str
    title: Title
    items: tuple[Item, ...]
    each_event: str
    each_field: str
    open_in: tuple[str, ...]
    """Run states in which the activity's events may be raised; empty: in all, end states too."""
    states: tuple[State, ...]
    events: tuple[Event, ...]
    """``to`` of their branches are item states. ``start`` is False; the start state is the one marked so."""
    flags: tuple[tuple[str, Expression], ...]
    """Flags of an item with the value they begin with, over the name ``code``; events may record them anew."""


class AnchorKind(StrEnum):
    """What a deadline counts from."""

    event = "event"
    deadline = "deadline"
    field = "field"


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """Where a deadline starts to count. ``pathway`` is empty for the own run, else the run that began this one.

    event: the civil date the event happened. deadline: its nominal date from its own anchor, never
    extended or rolled. field: the date last recorded in it.
    """

    kind: AnchorKind
    name: str
    pathway: str


class Rung(StrEnum):
    """Where a reminder stands on the ladder, relative to the nominal date."""

    before = "before"
    on = "on"
    after = "after"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """One rung: at ``at`` o'clock in Oslo on the day that lies ``offset`` before, on or after the nominal date."""

    id: str
    """``before-2-days``, ``on``, ``after-1-working_days``: unique in its ladder."""
    rung: Rung
    offset: Period | None
    at: time
    to: tuple[str, ...]
    escalate: bool


class DeadlineKind(StrEnum):
    """``duty``: somebody must act in time. ``window``: somebody may act until then. ``lapse``: something falls away."""

    duty = "duty"
    window = "window"
    lapse = "lapse"


class OnPause(StrEnum):
    """What a pause of the run does to the clock of a deadline; every deadline declares it."""

    runs = "runs"
    freezes = "freezes"
    restarts = "restarts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """An event that moves the end: ``within`` replaces the budget, in one step from the same anchor."""

    by: str
    within: Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Maximum:
    """The longest a deadline can ever be, extended or not, counted from the start of its chain.

    Only proved, by ``pathways.proving``: it moves no date, and so is no part of the digest.
    """

    within: Period
    rule: str
    basis: Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """An obligation, a window or a lapse. Either ``within`` or ``until_field`` is given."""

    name: str
    title: Title
    kind: DeadlineKind
    anchor: Anchor
    per: str
    """Name of the activity each of whose items has its own such deadline; empty: one for the run."""
    only_when: Expression | None
    """The deadline arises only where this holds when it is anchored (item names allowed with ``per``)."""
    opens_states: tuple[str, ...]
    opens_events: tuple[str, ...]
    """Dormant until one of these states is entered or events happen; both empty: open from its anchor."""
    within: Period | None
    until_field: str
    """Name of a date field that is the due date itself (an individual date)."""
    rule: str
    calendar: str
    reporting_days: int | None
    """Days the register counts from the first anchor of the chain (the report), e.g. 7 or 97; None: it counts none."""
    reporting_days_extended: int | None
    basis: Basis
    met_by: tuple[str, ...]
    ended_by: tuple[str, ...]
    """Events after which it falls away, neither met nor missed."""
    ended_in: tuple[str, ...]
    """States whose entry makes it fall away."""
    extension: Extension | None
    on_pause: OnPause
    pause_basis: Basis | None
    """The source that lets a pause stop this clock; None where it runs on, or where the deadline is not law."""
    reminders: tuple[Reminder, ...]
    missed_reason: str
    """Code list for the reason when it is missed; empty: none is asked."""
    missed_word: Title | None
    """What a breach of it is called in its field; None: the common word."""
    at_most: Maximum | None = None
    every: Every | None = None
    """None: it is owed once, and met by the first event of ``met_by``; otherwise those are counted."""
    on_redecide: OnRedecide | None = None
    """None: ``anew``, as nothing was said."""
    local_period: str = ""
    """The local setting that says how long it is; empty where the definition does. Its value stands in ``within``."""

    @property
    def is_slot(self) -> bool:
        """Whether the local setting it rests on is empty: then it is in ``Pathway.slots``, and never begins."""
        return self.within is None and not self.until_field


@dataclass(frozen=True, slots=True, kw_only=True)
class Timed:
    """A transition that the clock raises when a deadline passes: it marks, and decides nothing."""

    name: str
    title: Title
    sources: tuple[str, ...]
    deadline: str
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pathway:
    """One version of a definition. ``digest`` is over the compiled meaning; titles do not count."""

    id: str
    version: date
    """In force from this civil date, until the next version."""
    title: Title
    service: str
    case_prefix: str
    fields: tuple[Field, ...]
    states: tuple[State, ...]
    events: tuple[Event, ...]
    deadlines: tuple[Deadline, ...]
    activities: tuple[Activity, ...]
    timed: tuple[Timed, ...]
    sources: tuple[Basis, ...]
    digest: str
    """Hex SHA-256 over the canonical compiled meaning, format, rules, calendars and local settings used."""
    source_hash: str
    """Hex SHA-256 of the source text, in UTF-8."""
    origin: str
    """File name the source was read from, relative to the definitions folder."""
    slots: tuple[Deadline, ...] = ()
    """Deadlines whose local period is empty: shown as not set, and nothing else. The digest has their names alone."""
    local: tuple[LocalChoice, ...] = ()
    """The local periods and switches that the definition names, with what they were worth."""

    @property
    def written(self) -> tuple[Deadline, ...]:
        """Every deadline that the definition writes: those that can begin, then those that are not set."""
        return (*self.deadlines, *self.slots)


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """One code of a list; ``valid_to`` is the last valid day."""

    code: str
    title: Title
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeList:
    """A dated list of codes, append-only. ``local`` lists bear names that start with ``lokal/``."""

    id: str
    title: Title
    version: str
    source: str
    local: bool
    codes: tuple[Code, ...]
