"""Figures of deadlines: what became of them. Each is a small question to one outcome of one case, and is summed.

What is counted is a *round* of a *duty* that has opened. It belongs to the period in which its nominal date falls, as
that date is known. Windows and lapses are no duties: nobody can be late with them.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from types import MappingProxyType

from pathways.engine.outcome import Outcome
from pathways.machine.late_entry import Entered
from pathways.machine.lateness import Lateness
from pathways.machine.state import Status
from pathways.model.basis import Certainty, Effect
from pathways.model.pathway import DeadlineKind

LATE = (Lateness.open, Lateness.handling)


def became(outcome: Outcome) -> str:
    """What became of a round: one of ``BECAME``, so that they add up to those that were due."""
    if outcome.lateness in LATE:
        if outcome.status is Status.met:
            return "late"
        if outcome.status is Status.missed:
            return "missed_period"
        return "missed_open" if outcome.current and outcome.status is Status.open else "missed_ended"
    if outcome.status is Status.met:
        # By what met it alone: an extension or a wait that came too late makes no other act late.
        if outcome.registered_late(Entered.settled):
            return "registered_late"
        return "imported" if outcome.read_in_late(Entered.settled) else "met"
    return "running" if outcome.current and outcome.status is Status.open else "fell_away"


BECAME = (
    "met",
    "registered_late",
    "imported",
    "late",
    "missed_open",
    "missed_ended",
    "missed_period",
    "fell_away",
    "running",
)
"""Met in time; met in time and registered late; met in time, as was read in afterwards from another system; met late;
missed and open; missed and over otherwise; a period over with too little done; over in time without being met; still
running."""

_DECIDED = frozenset({"met", "registered_late", "imported", "late", "missed_open", "missed_ended", "missed_period"})
MISSED = frozenset({"late", "missed_open", "missed_ended", "missed_period"})
"""Those that add up to the figure ``missed``."""


def _became_so(name: str, outcome: Outcome) -> bool:
    return became(outcome) == name


def _not_asked(outcome: Outcome) -> bool:
    return outcome.missed and not (outcome.asks_reason or outcome.reason_by or outcome.gone_on)


FIGURES: Mapping[str, Callable[[Outcome], bool]] = MappingProxyType(
    {
        "due": lambda _: True,
        "decided": lambda outcome: became(outcome) in _DECIDED,
        "decided_here": lambda outcome: became(outcome) in _DECIDED - {"imported"},
        "in_time": lambda outcome: became(outcome) in _DECIDED - MISSED,
        "missed": lambda outcome: became(outcome) in MISSED,
        **{name: partial(_became_so, name) for name in BECAME},
        "extended": lambda outcome: outcome.extended,
        "extended_entered_late": lambda outcome: outcome.registered_late(Entered.extension),
        "extended_late": lambda outcome: bool(outcome.late_extension_by),
        "waiting_entered_late": lambda outcome: outcome.registered_late(Entered.waiting),
        "fewer_entered_late": lambda outcome: outcome.registered_late(Entered.fewer),
        "reason_missing": lambda outcome: outcome.asks_reason,
        "reason_not_asked": _not_asked,
    }
)
"""Every figure by its name. ``decided``: kept or missed, for sure; what shares are shares of. ``decided_here``: all of
those but what was met in time and read in, which nobody could register in time; late registration is a share of it."""

OF: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("in_time", "missed", "met", "imported", "late", "decided_here"), "decided"),
        "registered_late": "decided_here",
        **dict.fromkeys(("missed_open", "missed_ended", "missed_period"), "decided"),
        **dict.fromkeys(("decided", "fell_away", "running", "extended", "extended_late"), "due"),
        **dict.fromkeys(("waiting_entered_late", "fewer_entered_late"), "due"),
        "extended_entered_late": "extended",
        **dict.fromkeys(("reason_missing", "reason_not_asked"), "missed"),
    }
)
"""What each figure is a share of. A share is never told without it (rulings)."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Group:
    """What figures are kept for: a deadline of a pathway, apart where missing it is called otherwise."""

    pathway: str
    deadline: str
    effect: Effect
    certainty: Certainty
    breach: bool
    """Whether missing it is a breach: only by a law in force that was read (semantics 20)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Civil dates in Norway, both included; None: open to that side."""

    first: date | None = None
    last: date | None = None

    def holds(self, day: date) -> bool:
        """Whether a day lies in it."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@dataclass(slots=True, kw_only=True)
class Sums:
    """The figures of one group."""

    figures: Counter[str] = field(default_factory=Counter)
    reasons: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Missed rounds by the list and the code of their reason; one may have several."""
    held: Counter[tuple[str, bool]] = field(default_factory=Counter)
    """Days by who held the ball, and whether as the category of a pause."""
    days: int = 0
    """Of all: what ``held`` is shares of."""


def counts(outcome: Outcome, period: Period) -> bool:
    """Whether an outcome is counted at all: a duty that opened and in which something is owed, in the period."""
    ended = outcome.current and outcome.status is Status.ended
    opened = outcome.status is not Status.dormant and not (ended and outcome.settled_on is None)
    return outcome.kind is DeadlineKind.duty and outcome.owed and opened and period.holds(outcome.nominal)


def group_of(outcome: Outcome) -> Group:
    """Where an outcome is counted."""
    return Group(
        pathway=outcome.pathway,
        deadline=outcome.name,
        effect=outcome.effect,
        certainty=outcome.certainty,
        breach=outcome.breachable and outcome.law_loaded,
    )


def add(sums: dict[Group, Sums], outcomes: Iterable[Outcome], period: Period) -> None:
    """Add what one case gives."""
    for outcome in outcomes:
        if counts(outcome, period):
            one = sums.setdefault(group_of(outcome), Sums())
            one.figures.update(name for name, holds in FIGURES.items() if holds(outcome))
            codes = outcome.reason_codes if outcome.missed else ()
            one.reasons.update((outcome.reason_list, code) for code in codes)
            for held in outcome.holder_days:
                one.held[held.who, held.paused] += held.days
            one.days += outcome.elapsed
