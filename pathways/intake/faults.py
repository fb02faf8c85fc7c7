"""Everything that is wrong with a file, each with its place, in the order of the file. Its content is never told."""

from dataclasses import dataclass, field
from typing import NoReturn

from pathways.errors import UsageError
from pathways.messages import say
from pathways.messages.line import as_line

MOST_SHOWN = 200
"""Faults of one file that are told in sentences; the others stand in the JSON."""

MOST_KEPT = 20_000
"""Faults of one file that are kept at all; the rest are counted."""

MOST_UNTRIED = 20
"""Places of events that were not tried where they stand, told in the sentence about them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place in a file: ``rad 3, kolonne C (dato)``, ``cases[1].events[2].on``."""

    told: str
    order: tuple[int, ...]
    """Places of one file stand in the order of these, and of their names."""
    line: int = 0
    column: int = 0
    """Both from 1; 0 where there is none, as for a whole row, and everywhere in JSON."""
    name: str = ""
    """The heading of the column, or the name in the JSON, where it is one that the definitions or the format know."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One sentence about one place."""

    spot: Spot
    told: str

    def line_in(self, file: str) -> str:
        """``saker.csv:3:4: rad 3, kolonne D (dato): …``; in JSON only the path and the sentence."""
        line, column = self.spot.line, self.spot.column
        where = "".join(f"{part}:" for part in (as_line(file), line, column) if part) + " " if line else ""
        return f"{where}{self.spot.told}: {self.told}"


@dataclass(slots=True)
class Faults:
    """Gathers the faults of one file."""

    file: str
    count: int = 0
    untried: list[Spot] = field(default_factory=list)
    """Events that were judged by themselves alone: another one of their case must be mended first."""
    _kept: list[Fault] = field(default_factory=list)

    def add(self, spot: Spot, told: str) -> None:
        """Keep one. Of very many the first of the file are kept, whatever the order in which they are found."""
        self.count += 1
        self._kept.append(Fault(spot=spot, told=told))
        if len(self._kept) > 2 * MOST_KEPT:
            self._kept = list(self.found)

    @property
    def found(self) -> tuple[Fault, ...]:
        """The first ``MOST_KEPT``, in the order of the file."""
        return tuple(sorted(self._kept, key=lambda fault: (fault.spot.order, fault.spot.name))[:MOST_KEPT])

    def refuse(self) -> NoReturn:
        """Raises: UsageError with the first of them, a line each; ``values['refused']`` is this, with all of them."""
        found = self.found
        lines = [fault.line_in(self.file) for fault in found[:MOST_SHOWN]]
        if self.count > len(lines):
            lines.append(say("intake.more_faults", count=self.count - len(lines)))
        if self.untried:
            lines.append(self._untried())
        key = "intake.refused_one" if self.count == 1 else "intake.refused_many"
        raise UsageError(key, file=self.file, count=self.count, lines="\n".join(lines), refused=self)

    def _untried(self) -> str:
        places = sorted(self.untried, key=lambda spot: spot.order)
        listed = ", ".join(spot.told for spot in places[:MOST_UNTRIED]) + (" …" if len(places) > MOST_UNTRIED else "")
        return say("intake.untried", count=len(places), places=listed)
