"""What a register file says, without what must not be kept: no identity, no free text, no place of residence.

Dates are civil dates in Norway. ``line`` is where the element starts in the file. Ids are UUIDs in lower case.
"""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """The head of a file: who sent it, from which system, and when it was drawn (UTC)."""

    id: str
    extracted_at: datetime
    previous_id: str
    """Id of the extract before, as the system claims; empty for the first. It need not chain."""
    municipality: str
    municipality_name: str
    district: str
    """Number of the city district; empty where there are none."""
    system: str
    system_version: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Conclusion:
    """The end of a report or an investigation: its date and its code in the register's list."""

    on: date
    code: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report of concern (*melding*), received on ``start``."""

    id: str
    start: date
    reporters: tuple[str, ...]
    contents: tuple[str, ...]
    conclusion: Conclusion | None
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Participation:
    """How the child took part (*barnets medvirkning*), by code."""

    on: date
    code: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """A longer time limit (*utvidet frist*). The register has the day it was asked for, not the day it was granted."""

    requested: date
    granted: bool | None
    """None: not said."""
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Investigation:
    """An investigation (*undersøkelse*)."""

    id: str
    start: date
    basis: tuple[str, ...]
    participation: Participation | None
    extension: Extension | None
    conclusion: Conclusion | None
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Something no definition knows yet, kept with its codes and dates. ``kind`` is the element's name."""

    kind: str
    id: str
    start: date
    end: date | None
    codes: tuple[tuple[str, str], ...]
    """Name and code, in the order of the file: ``("Kategori", "3.10")``."""
    dates: tuple[tuple[str, date], ...]
    """Name and date of what was done on the way: ``("Evaluering", 2026-03-01)``."""
    deleted: bool
    """The case system says that this should not be there."""
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """One thing led to another. ``from_id`` is empty where the file names nothing that is in the case."""

    from_type: str
    from_id: str
    to_type: str
    to_id: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterCase:
    """One child's case. Deleted reports and investigations stand in ``kept`` and nowhere else."""

    id: str
    start: date
    end: date | None
    closed: bool
    deleted: bool
    reports: tuple[Report, ...]
    investigations: tuple[Investigation, ...]
    kept: tuple[Kept, ...]
    relations: tuple[Relation, ...]
    line: int
