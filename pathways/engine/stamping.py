"""Stamps the records of a set of changes: each with the digest of the case as the log reads up to it.

What only comes in addition, in legal order, leaves everything before its place as it was. So the case is folded up to
there once, and from there on a copy of it: a set of hundreds of entries would else fold hundreds of whole logs while it
keeps everybody else waiting.
"""

from bisect import insort
from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from pathways.engine.changes import Enter, Redecide
from pathways.engine.draft import Draft
from pathways.machine.fold import advance, apply, fold
from pathways.machine.happening import Fold
from pathways.machine.order import PLACED, StandingAct, frontier, standing_acts
from pathways.machine.prepared import World
from pathways.machine.state import Place
from pathways.model.record import Record


@dataclass(slots=True, kw_only=True)
class Stamping:
    """Of the records that one set adds to a case whose log is ``records``. ``decided``: its entries."""

    definitions: World
    draft: Draft
    records: Sequence[Record]
    decided: Sequence[Enter | Redecide]
    acts: list[StandingAct] = field(default_factory=list)
    """Every act of the case so far, in legal order."""
    reached: Place | None = None
    """The furthest place of the log so far."""
    past: Fold | None = None
    """The case up to the newest entry; None before the first."""
    done: int = 0
    """How many of ``acts`` have happened in ``past``."""

    def stamp(self, written: Sequence[Record]) -> None:
        """Stamp the last of what is ``written`` by now; it was called for each before it.

        Changes of what stands come first in a set: they move anything, so the log is folded whole. Entries come after
        them, in legal order.
        """
        newest = written[-1]
        if newest.kind not in PLACED:
            everything = (*self.records, *written)
            self.draft.stamp(self.definitions, fold(self.definitions, everything, until=frontier(everything)).state)
            return
        if self.past is None:
            self._begin((*self.records, *written[:-1]))
        self._add(newest)
        self.draft.stamp(self.definitions, self._as_it_now_reads().state)

    def _begin(self, before: Sequence[Record]) -> None:
        self.acts, self.reached = list(standing_acts(before)), frontier(before)
        replaced = {act.redecides for act in self.acts} | {e.seq for e in self.decided if isinstance(e, Redecide)}
        self.past = Fold(world=self.definitions, remember=frozenset(replaced - {0}))

    def _add(self, newest: Record) -> None:
        """Let everything happen in ``past`` up to the newest entry, and the entry itself."""
        past = self._past
        (act,) = standing_acts([newest])
        insort(self.acts, act, key=attrgetter("place"))
        past.acts = tuple(self.acts)
        self.reached = act.place if self.reached is None else max(self.reached, act.place)
        while self.done < len(self.acts) and self.acts[self.done].place <= act.place:
            apply(past, self.acts[self.done])
            self.done += 1
        past.crossings.clear()

    def _as_it_now_reads(self) -> Fold:
        """A copy of ``past``, let run to the end of the log."""
        past = self._past
        state, grounds = past.state.copied(), dict(past.grounds)
        rest = Fold(world=self.definitions, state=state, acts=past.acts, remember=past.remember, grounds=grounds)
        for act in self.acts[self.done :]:
            apply(rest, act)
        if self.reached is not None:
            advance(rest, self.reached)
        return rest

    @property
    def _past(self) -> Fold:
        if self.past is None:
            raise AssertionError("nothing is entered yet")
        return self.past
