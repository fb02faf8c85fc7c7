"""What a case of the register becomes: acts for the engine, notes for the timeline, and what is odd about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pathways.model.record import Value
from pathways.register.problem import Problem


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
    key: str
    """Idempotency key: the same record of the register gives the same key."""
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedNote:
    """Something that no definition knows yet, for the timeline. ``kind`` is the name the register has for it."""

    kind: str
    id: str
    happened: date
    data: Mapping[str, Value]
    key: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePlan:
    """Everything one case becomes. Acts and notes are in legal order; a run's first act starts it."""

    case: str
    acts: tuple[PlannedAct, ...]
    notes: tuple[PlannedNote, ...]
    warnings: tuple[Problem, ...]
