"""What was stated of each act, and when: by its own record and by each correction. Derived from the records known."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from pathways.counting.oslo import start_of_day
from pathways.machine.decide import IMPORTER
from pathways.machine.order import PLACED, place_of
from pathways.machine.state import Place
from pathways.model.record import Content, Happened, Kind, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What one record states of an act, and when it was recorded."""

    seq: int
    """Of the record: of what was recorded at one instant, the lower came first."""
    recorded_at: datetime
    content: Content
    place: Place
    """Where the act stands in legal order by it."""
    imported: bool
    """Whether it was read in from another system."""

    @property
    def began(self) -> datetime:
        """The first instant (UTC) at which it can have happened: of a date alone, the beginning of its day."""
        return began_of(self.content.happened)


Known = Callable[[Statement], bool]
"""Which statements somebody knew who looked at an earlier moment."""


@dataclass(slots=True, kw_only=True)
class Stated:
    """An act that stands, with what was stated of it, in that order."""

    act: Record
    statements: list[Statement]

    @property
    def place(self) -> Place:
        """Where it stands in legal order by all that is known."""
        return self.statements[-1].place

    def last(self, known: Known) -> Statement | None:
        """What was last stated of it by what is ``known``; None where that is nothing."""
        return next((each for each in reversed(self.statements) if known(each)), None)


Statements = Mapping[int, Stated]
"""By the seq of each act that is not annulled: one that is was never recorded, as all that follows is told."""


def statements_of(records: Iterable[Record]) -> Statements:
    """What was stated of every act, first and later."""
    found: dict[int, Stated] = {}
    for record in records:
        if record.kind is Kind.annulment:
            found.pop(record.targets[0], None)
        if record.content is None:
            continue
        if record.kind in PLACED:
            place = place_of(record.content.happened, record.recorded_at, record.seq)
            found[record.seq] = Stated(act=record, statements=[_statement(record, record.content, place)])
        elif record.kind is Kind.correction and record.targets[0] in found:
            stated = found[record.targets[0]].statements
            happened = record.content.happened
            same = happened == stated[-1].content.happened
            place = stated[-1].place if same else place_of(happened, record.recorded_at, record.targets[0])
            stated.append(_statement(record, record.content, place))
    return found


def began_of(happened: Happened) -> datetime:
    """The first instant (UTC) at which something can have happened."""
    return happened.at or start_of_day(happened.on)


def _statement(record: Record, content: Content, place: Place) -> Statement:
    imported = IMPORTER in record.actor.roles
    return Statement(seq=record.seq, recorded_at=record.recorded_at, content=content, place=place, imported=imported)
