"""What was recorded too late of something that is owed so many times in a period (``machine.entered_late``)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import takewhile

from pathways.machine.late_entry import Entered, LateEntry, LateRound
from pathways.machine.periods import needed
from pathways.machine.state import Status, Tally
from pathways.machine.stated import Known, Statement
from pathways.model.every import Every


@dataclass(frozen=True)
class LatePeriod:
    """What was recorded too late of something owed so many times in a period. No wait and no extension moves it."""

    round: LateRound
    tally: Tally
    every: Every

    def late(self) -> Iterator[LateEntry]:
        """Each of them once."""
        if self.round.state.status is not Status.met:
            return
        owed, end, done = self._needed(self.tally), self.round.end, self._done()
        if len(done) < owed:
            return
        if owed and done[owed - 1].recorded_at >= end:
            last = done[owed - 1]
            seq = self.round.state.settled_by
            yield LateEntry(what=Entered.settled, seq=seq, imported=last.imported, looked_missed=True)
        late = [each.by for each in self.tally.terms if each.reduced and self._decided(each.by).recorded_at >= end]
        if late and sum(each.recorded_at < end for each in done) < self._needed(self._without(late)):
            for by in sorted(set(late)):
                imported = self._decided(by).imported
                yield LateEntry(what=Entered.fewer, seq=by, imported=imported, looked_missed=True)

    def _without(self, late: list[int]) -> Tally:
        """What was owed had these not decided that it is less: the whole, from the same days on."""
        terms = (each._replace(times=self.every.times) if each.by in late else each for each in self.tally.terms)
        return replace(self.tally, terms=tuple(terms))

    def _needed(self, tally: Tally) -> int:
        return needed(tally, self.round.state.nominal)

    def _done(self) -> list[Statement]:
        """Since what it was known of each time that counts, the earliest first: of several on one day of the first."""
        told = [(on, self._since(seq, self._within)) for on, seq in self.tally.done if seq in self.round.statements]
        told.sort(key=lambda each: each[1].seq)
        if self.every.each:
            return [since for _, since in told]
        first = dict(reversed(told))
        return sorted(first.values(), key=lambda each: each.seq)

    def _decided(self, seq: int) -> Statement:
        """The statement since which it is known that a decision was made when it was: its very day counts."""
        happened = self.round.statements[seq].statements[-1].content.happened
        return self._since(seq, lambda each: each.content.happened == happened)

    def _within(self, each: Statement) -> bool:
        """Whether an act was told to have happened in the period; on which of its days is nothing to it."""
        return self.tally.first <= each.content.happened.on <= self.round.state.nominal

    def _since(self, seq: int, fits: Known) -> Statement:
        """The statement since which all that was told of an act fits."""
        every = self.round.statements[seq].statements
        return [every[-1], *takewhile(fits, reversed(every))][-1]
