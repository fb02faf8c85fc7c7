"""Moving running cases to another version of their definition: the plan a person writes, and what an event keeps."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Carry(StrEnum):
    """What becomes of a deadline that is running when its run moves (docs/adr/0012)."""

    keep = "keep"
    """Its dates stay as they were counted."""
    reset = "reset"
    """It is counted anew from the migration."""
    rebudget = "rebudget"
    """The new budget minus the time that is used."""
    drop = "drop"
    """The new version has no such deadline."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """What becomes of one deadline of the version that is left. ``new`` is empty for one that is dropped."""

    old: str
    new: str
    carry: Carry


@dataclass(frozen=True, slots=True, kw_only=True)
class Migration:
    """What an event of a migration says of one run; the version it comes to stands in the event's pin.

    Names that are the same in both versions are left out, but never out of ``moves``. Activities are named as in the
    version that is left.
    """

    plan: str
    """Hex SHA-256 of the plan it followed."""
    source: str
    """Digest of the version that the run leaves."""
    states: tuple[tuple[str, str], ...]
    """Old state → new state."""
    item_states: tuple[tuple[str, str, str], ...]
    """Activity, old state → new state."""
    moves: tuple[Move, ...]
    activities: tuple[tuple[str, str], ...] = ()
    """Old activity → new activity."""
    items: tuple[tuple[str, str, str], ...] = ()
    """Old activity, old fixed item → new fixed item."""
    fields: tuple[tuple[str, str], ...] = ()
    """Old field → new field; empty for one whose values are dropped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How runs of one version of a pathway come to another, as a person wrote it or a changed setting made it."""

    pathway: str
    source: date
    """Version that is left."""
    target: date
    """Version that is come to; the same where calendar, rules or settings have changed."""
    target_digest: str
    """Given where both versions have the same date; else empty."""
    reason: str
    states: Mapping[str, str]
    item_states: Mapping[str, Mapping[str, str]]
    """Activity → old state → new state."""
    moves: tuple[Move, ...]
    """Those the plan names."""
    activities: Mapping[str, str] = field(default_factory=dict)
    """Old activity → new activity."""
    items: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Activity as it was → old fixed item → new fixed item."""
    fields: Mapping[str, str] = field(default_factory=dict)
    """Old field → new field; empty for one whose values are dropped."""
