"""Protected addresses: which kinds there are, what is kept of one, and when it ends. Pure.

Two grades of the population register (*fortrolig*, *strengt fortrolig*), and an address that is hidden towards a
parent by a decision of the tribunal: three flags that stand each for itself. That somebody has one is itself
confidential, so a flag is kept as a field of the vault whose name is not told either.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Grade(StrEnum):
    """The kinds of protection."""

    confidential = "confidential"
    """*Fortrolig* in the population register."""
    strict = "strict"
    """*Strengt fortrolig* in the population register."""
    hidden = "hidden"
    """Hidden towards a parent, by a decision in the child welfare case."""

    @property
    def cell(self) -> str:
        """The field it is kept as."""
        return f"protection_{self.value}"


CELLS = tuple(grade.cell for grade in Grade)


@dataclass(frozen=True, slots=True, kw_only=True)
class Protection:
    """One protection of one person. Days are civil days in Norway, ``until`` the last; it never opens by itself."""

    grade: Grade
    decided_by: str
    since: date
    until: date
    towards: tuple[str, ...] = ()
    """Persons of the case from whom it is hidden; of ``Grade.hidden`` alone."""
    lifted: bool = False
    """Whether somebody has decided that it no longer holds."""

    def expired(self, today: date) -> bool:
        """Whether its last day is behind, and nobody has decided what is to be: then it holds all the same."""
        return not self.lifted and today > self.until


def as_text(protection: Protection) -> str:
    """What is sealed of a protection."""
    told = {
        "grade": protection.grade.value,
        "decided_by": protection.decided_by,
        "since": protection.since.isoformat(),
        "until": protection.until.isoformat(),
        "towards": list(protection.towards),
        "lifted": protection.lifted,
    }
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_text(text: str) -> Protection:
    """The inverse."""
    told = json.loads(text)
    return Protection(
        grade=Grade(told["grade"]),
        decided_by=told["decided_by"],
        since=date.fromisoformat(told["since"]),
        until=date.fromisoformat(told["until"]),
        towards=tuple(told["towards"]),
        lifted=told["lifted"],
    )


def shelters(protections: Iterable[Protection]) -> bool:
    """Whether any of those in a case holds. Then it holds for everybody in the case: who lives together has one place.

    One that has not begun yet holds, too: an address told today is known tomorrow.
    """
    return any(not protection.lifted for protection in protections)
