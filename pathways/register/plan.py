"""What a case of the register becomes: acts for the engine, notes for the timeline, and what is odd about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pathways.model.record import Value
from pathways.register.problem import Problem

Key = tuple[str, str, str]
"""A step is known again by type and id of its part, and by its name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of the case in the register. Ids repeat between types, and are told apart by type."""

    type: str
    id: str
    start: date
    """As the register has it: a part whose id is gone and whose start is not is still the same part."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedAct:
    """An act to be recorded at its true date. ``run`` is a label in the plan: the id of the report that starts it."""

    pathway: str
    run: str
    event: str
    item: str
    happened: date
    data: Mapping[str, Value]
    texts: Mapping[str, str]
    part: Part
    line: int

    @property
    def key(self) -> Key:
        """The same step of the register gives the same key."""
        return self.part.type, self.part.id, self.event


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedNote:
    """Something that no definition knows yet, for the timeline. ``kind`` is the name the register has for it."""

    kind: str
    part: Part
    happened: date
    data: Mapping[str, Value]
    line: int

    @property
    def key(self) -> Key:
        """The same step of the register gives the same key."""
        return self.part.type, self.part.id, self.kind


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePlan:
    """Everything one case becomes. Acts and notes are in legal order; a run's first act starts it."""

    case: str
    acts: tuple[PlannedAct, ...]
    notes: tuple[PlannedNote, ...]
    warnings: tuple[Problem, ...]
    line: int
    deleted: bool = False
    """The case system says that the whole case should not be there."""
