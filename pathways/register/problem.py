"""Problems and warnings of a register file, each with its place. Never a character of the file's content.

A file about children is not quoted back: a problem names elements and attributes of the known form, the line
and the column, and nothing that was read.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NoReturn

from pathways.errors import UsageError
from pathways.messages import say
from pathways.messages.line import as_line

MOST_TOLD = 100
"""Problems told for one file; the rest are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where in a file: line and column count from 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{as_line(self.file)}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One sentence of the catalogue about one place."""

    place: Place
    key: str
    values: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return f"{self.place}: {say(self.key, **dict(self.values))}"


@dataclass(slots=True)
class Problems:
    """Gathers the problems of one file in the order found, up to ``MOST_TOLD``; the others are only counted."""

    file: str
    told: list[Problem] = field(default_factory=list)
    count: int = 0

    def add(self, line: int, column: int, key: str, **values: str) -> None:
        """Keeps one problem. ``values`` are names of the form, never content of the file."""
        self.count += 1
        if len(self.told) < MOST_TOLD:
            place = Place(file=self.file, line=line, column=column)
            self.told.append(Problem(place=place, key=key, values=tuple(sorted(values.items()))))

    def __iter__(self) -> Iterator[Problem]:
        return iter(self.told)

    def refuse(self) -> NoReturn:
        """Raises: UsageError with every problem, a line each; ``values['problems']`` holds them one by one."""
        lines = [str(problem) for problem in self.told]
        if self.count > len(self.told):
            lines.append(say("register.more_problems", count=self.count - len(self.told)))
        key = "register.refused_one" if self.count == 1 else "register.refused_many"
        raise UsageError(key, file=self.file, count=self.count, lines="\n".join(lines), problems=tuple(self.told))
