"""Audit engagements: who looks at a service from outside, by which law, at what, and from when to when.

Until cases are drawn or taken, an engagement shows none: only a list in which nobody can be recognised by a number or
a name. Dates are civil dates in Norway; first and last days count.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from pathways.model.basis import Certainty


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditBasis:
    """What an engagement can rest on: data with a source, or a local rule that says so."""

    id: str
    title: str
    law: str
    """The paragraph; of a local rule, that it is local."""
    source: str
    certainty: Certainty
    kinds: tuple[str, ...]
    """Kinds of services it reaches."""
    own_area: str
    """The kind of area it is bound to, one at a time (``kommune``, ``helseforetak``); empty: any, and several."""
    read: date | None
    """The day the text was read; None where none was."""
    valid_from: date | None
    valid_to: date | None


class How(StrEnum):
    """How an engagement came to a case."""

    drawn = "drawn"
    """By chance, among all in its scope."""
    taken = "taken"
    """Chosen from the list, with a reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """A case that an engagement may read. ``seq`` is the entry that says so."""

    case_id: str
    row: str
    """What it is called in the list."""
    how: How
    seq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What an engagement is about. ``services``: services or kinds of them; ``pathways`` empty: all.

    ``first`` and ``last`` bound the cases: those that were open on some day between; None: open to that side.
    """

    services: tuple[str, ...]
    pathways: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Engagement:
    """One engagement, with what has come of it."""

    id: str
    basis: str
    law: str
    organisation: str
    """Whom the auditors belong to, for the access log."""
    reference: str
    """Where the decision or the letter is found."""
    persons: tuple[str, ...]
    scope: Scope
    first: date
    last: date
    key: str = field(repr=False)
    """What the rows of its list are called by: 64 hex digits that are shown to nobody."""
    picks: Mapping[str, Pick] = field(default_factory=dict)
    """By case."""
    draws: int = 0
    """How many samples were drawn."""
    ended: bool = False
    """Whether somebody ended it; then its last day only ever comes sooner."""

    def on(self, day: date) -> bool:
        """Whether it lasts that day."""
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePlace:
    """Where a case lies: the service, empty where none was told of, and the kind of service."""

    service: str
    kind: str
