"""Everything that is wrong with a file, each with its place. Never a character of the file's content."""

from dataclasses import dataclass, field
from typing import NoReturn

from pathways.errors import UsageError
from pathways.messages import say

MOST_TOLD = 100
"""Faults told of one file; the rest are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One sentence about one place: ``rad 3, kolonne C (dato)``, ``cases[1].events[2].on``."""

    place: str
    told: str

    def __str__(self) -> str:
        return f"{self.place}: {self.told}"


@dataclass(slots=True)
class Faults:
    """Gathers the faults of one file."""

    file: str
    found: list[Fault] = field(default_factory=list)
    count: int = 0

    def add(self, place: str, told: str) -> None:
        """Keep one, or only count it."""
        self.count += 1
        if len(self.found) < MOST_TOLD:
            self.found.append(Fault(place=place, told=told))

    def refuse(self) -> NoReturn:
        """Raises: UsageError with all of them, a line each; ``values['faults']`` holds them one by one."""
        lines = [str(fault) for fault in self.found]
        if self.count > len(lines):
            lines.append(say("register.more_problems", count=self.count - len(lines)))
        listed = "\n".join(lines)
        key = "intake.refused_one" if self.count == 1 else "intake.refused_many"
        raise UsageError(key, file=self.file, count=self.count, lines=listed, faults=tuple(self.found))
