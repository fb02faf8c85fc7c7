"""What was recorded too late of something that is owed so many times in a period (``machine.entered_late``)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from pathways.machine.late_entry import Entered, LateEntry, LateRound
from pathways.machine.periods import needed
from pathways.machine.state import Status, Tally
from pathways.machine.stated import Statement


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
        terms = self.tally.terms[:1] + tuple(each for each in self.tally.terms[1:] if self._known(each.by) < end)
        if sum(each.recorded_at < end for each in done) >= self._needed(replace(self.tally, terms=terms)):
            return
        for each in self.tally.terms[1:]:
            if each.reduced and each.by in self.round.statements and self._known(each.by) >= end:
                imported = self._since(each.by).imported
                yield LateEntry(what=Entered.fewer, seq=each.by, imported=imported, looked_missed=True)

    def _needed(self, tally: Tally) -> int:
        return needed(tally, self.round.state.nominal)

    def _done(self) -> list[Statement]:
        """Since what it was known of each time that counts, the earliest first: of several on one day of the first."""
        prepared = self.round.world.prepared(self.round.run.digest)
        every = prepared.deadlines[self.round.name].every
        told = [(on, self._since(seq)) for on, seq in self.tally.done if seq in self.round.statements]
        told.sort(key=lambda each: each[1].seq)
        if every is not None and every.each:
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
