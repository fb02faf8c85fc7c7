"""What was recorded too late of something that is owed so many times in a period (``machine.entered_late``)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from pathways.machine.late_entry import Entered, LateEntry, LateRound
from pathways.machine.periods import needed
from pathways.machine.state import Status, Tally
from pathways.machine.stated import Statement
from pathways.model.pathway import Every


@dataclass(frozen=True)
class LatePeriod:
    """What was recorded too late of something owed so many times in a period. No wait and no extension moves it."""

    round: LateRound
    tally: Tally

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
        late = [each.by for each in self.tally.terms if each.reduced and self._known(each.by) >= end]
        if late and sum(each.recorded_at < end for each in done) < self._needed(self._without(late)):
            for by in sorted(set(late)):
                imported = self._since(by).imported
                yield LateEntry(what=Entered.fewer, seq=by, imported=imported, looked_missed=True)

    def _without(self, late: list[int]) -> Tally:
        """What was owed had these not decided that it is less: the whole, from the same days on."""
        whole = 0 if self._every is None else self._every.times
        terms = (each._replace(times=whole) if each.by in late else each for each in self.tally.terms)
        return replace(self.tally, terms=tuple(terms))

    @property
    def _every(self) -> Every | None:
        return self.round.world.prepared(self.round.run.digest).deadlines[self.round.name].every

    def _needed(self, tally: Tally) -> int:
        return needed(tally, self.round.state.nominal)

    def _done(self) -> list[Statement]:
        """Since what it was known of each time that counts, the earliest first: of several on one day of the first."""
        told = [(on, self._since(seq)) for on, seq in self.tally.done if seq in self.round.statements]
        told.sort(key=lambda each: each[1].seq)
        if self._every is not None and self._every.each:
            return [since for _, since in told]
        first = dict(reversed(told))
        return sorted(first.values(), key=lambda each: each.seq)

    def _known(self, seq: int) -> datetime:
        """When it became known that an act happened when it did; what no record tells always was."""
        return self._since(seq).recorded_at if seq in self.round.statements else datetime.min.replace(tzinfo=UTC)

    def _since(self, seq: int) -> Statement:
        """The statement since which it is known that an act happened when it did."""
        every = self.round.statements[seq].statements
        since = every[-1]
        for each in reversed(every):
            if each.content.happened != since.content.happened:
                break
            since = each
        return since
