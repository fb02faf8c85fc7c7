"""What an entry that was recorded too late is called, and the round of a deadline it is asked of."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pathways.machine.deadlines import split_key
from pathways.machine.ending import end_of, ends_legally
from pathways.machine.prepared import World
from pathways.machine.state import DeadlineState, RunState
from pathways.machine.stated import Stated, Statements


class Entered(StrEnum):
    """What was recorded too late."""

    settled = "settled"
    """What met it or let it fall away."""
    waiting = "waiting"
    """That its run waited, and the clock stood."""
    extension = "extension"
    fewer = "fewer"
    """That less is owed in the period."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LateEntry:
    """Something that keeps a deadline and was recorded too late."""

    what: Entered
    seq: int
    """Of the act."""
    imported: bool
    """Whether it was read in from another system: then nobody was late here."""
    looked_missed: bool
    """Whether the deadline looked missed before: not where what met it in time was known by then."""


@dataclass(frozen=True, kw_only=True)
class LateRound:
    """One round of a deadline, as it truly is by all that is known."""

    world: World
    run: RunState
    key: str
    state: DeadlineState
    statements: Statements
    over: datetime | None
    """When it was over and the next began; None for the one that stands."""

    @property
    def end(self) -> datetime:
        """The first instant that is too late."""
        return end_of(self.world, self.run, self.key, self.state)

    @property
    def legally(self) -> bool:
        """Whether it is the legal date that ends it."""
        return ends_legally(self.world, self.run, self.key)

    @property
    def name(self) -> str:
        """The deadline's."""
        return split_key(self.key)[0]

    def over_by(self, moment: datetime) -> datetime:
        """The moment, or when the round was over, if that came first."""
        return moment if self.over is None else min(moment, self.over)

    def acts_of(self, names: Iterable[str]) -> Iterator[tuple[int, Stated]]:
        """The acts of these names since it began to count that may concern it."""
        began = self.statements[self.state.anchored_by].place if self.state.anchored_by in self.statements else None
        events, item = {*names}, split_key(self.key)[1]
        for seq, stated in self.statements.items():
            own = stated.act.run == self.run.run and stated.act.item in ("", item)
            if own and stated.act.name in events and (began is None or stated.place > began):
                yield seq, stated
