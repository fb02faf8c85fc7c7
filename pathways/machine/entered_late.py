"""What keeps a deadline and was recorded too late: what met it, an extension, a wait, a decision that less is owed.

Each is held against the date as it truly was. What met it in time came too late when it was recorded after that date,
with every extension and wait there was, whenever those were recorded, and the deadline had looked missed. What gave
more time came too late when it was recorded after the date there was without it, and without what was recorded still
later. So one late entry is told once, as what it is. Derived from the records known, never stored.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from pathways.machine.deadlines import after_end
from pathways.machine.ending import can_be_late, settled_late
from pathways.machine.late_entry import Entered, LateEntry, LateRound
from pathways.machine.late_period import LatePeriod
from pathways.machine.late_time import TimeGiven, time_given, time_seen
from pathways.machine.pausing import looks_at_waiting
from pathways.machine.prepared import World
from pathways.machine.state import DeadlineState, RunState, Status
from pathways.machine.stated import Statement, Statements


def late_entries(
    world: World,
    run: RunState,
    key: str,
    state: DeadlineState,
    statements: Statements,
    *,
    over: datetime | None = None,
) -> tuple[LateEntry, ...]:
    """What was recorded too late for ``state``, a round of the deadline ``key`` of ``run``, by seq.

    ``over``: when the round was over and the next began; None for the one that stands.
    """
    if not can_be_late(world, run, key, state):
        return ()
    round_ = LateRound(world=world, run=run, key=key, state=state, statements=statements, over=over)
    every = world.prepared(run.digest).deadlines[round_.name].every
    if every is not None and state.tally is not None:
        found = LatePeriod(round_, state.tally, every).late()
    else:
        found = _Dates(round_, time_given(round_), time_seen(round_)).late()
    return tuple(sorted(found, key=lambda each: (each.seq, each.what)))


@dataclass(frozen=True)
class _Dates:
    """What was recorded too late of a deadline that is owed once."""

    round: LateRound
    given: TimeGiven
    seen: TimeGiven
    """What gave it more time for whoever did not know yet when it was settled."""

    def late(self) -> Iterator[LateEntry]:
        """Each of them once."""
        settled = self._settled_since()
        if settled is not None and self._past(settled.recorded_at) and self._seen_missed(settled.recorded_at):
            seq = self.round.state.settled_by
            yield LateEntry(what=Entered.settled, seq=seq, imported=settled.imported, looked_missed=True)
        found: dict[tuple[Entered, int], LateEntry] = {}
        for what, seq, statement in self.given.gave_time():
            seen, known = self._seen_missed(statement.recorded_at), found.get((what, seq))
            found[what, seq] = LateEntry(
                what=what,
                seq=seq,
                imported=statement.imported and (known is None or known.imported),
                looked_missed=seen or (known is not None and known.looked_missed),
            )
        yield from found.values()

    def _past(self, moment: datetime) -> bool:
        """Whether the round had come to its end by then, as that truly was.

        Where its clock stood when it was settled it truly had none, and only what was seen tells.
        """
        return self.round.state.standing_since is not None or self.round.end <= self.round.over_by(moment)

    def _seen_missed(self, moment: datetime) -> bool:
        """Whether it had looked missed until a moment, or before: just before something of it was recorded."""
        giving = (statement for _, _, statement in self.seen.givers())
        settling = (each for seq in self._settling() for each in self.round.statements[seq].statements)
        moments = {each.recorded_at for each in (*giving, *settling) if each.recorded_at <= moment}
        return any(self._looked_missed(each) for each in moments)

    # ------------------------------------------------------------ what settled it

    def _settled_since(self) -> Statement | None:
        """By what it has been known without a break that something settled it in time; None where no record tells.

        What is entered later may have met it even earlier than what was known to have met it.
        """
        if settled_late(self.round.world, self.round.run, self.round.key, self.round.state):
            return None
        stretches = [each for seq in self._settling() for each in self._in_time(self.round.statements[seq].statements)]
        since = min((began for began, ended in stretches if ended is None), key=_recorded, default=None)
        while since is not None:
            earlier = [
                began
                for began, ended in stretches
                if ended is not None and began.recorded_at < since.recorded_at <= ended
            ]
            if not earlier:
                break
            since = min(earlier, key=_recorded)
        return since

    def _in_time(self, statements: Sequence[Statement]) -> Iterator[tuple[Statement, datetime | None]]:
        """The stretches in which an act was known to have settled it in time, until a correction said otherwise.

        A correction from one day in time to another ends none.
        """
        began: Statement | None = None
        for each in statements:
            late = after_end(self.round.state, each.content.happened, legal=self.round.legally)
            in_time = not late and self._settles(each, statements[-1])
            if began is not None and not in_time:
                yield began, each.recorded_at
                began = None
            if began is None and in_time:
                began = each
        if began is not None:
            yield began, None

    def _settles(self, statement: Statement, last: Statement) -> bool:
        """Whether an act settled it by what it was told to say: what made it fall away may be what it says at last."""
        return self.round.state.status is Status.met or statement.content.data == last.content.data

    def _settling(self) -> frozenset[int]:
        """The act that settled it, and those that would have met it, had that one not come first.

        What ends one waiting of several meets nothing by itself (``looks_at_waiting``).
        """
        round_ = self.round
        if round_.state.settled_by not in round_.statements:
            return frozenset()
        prepared = round_.world.prepared(round_.run.digest)
        spec = prepared.deadlines[round_.name]
        met_by = spec.met_by if round_.state.status is Status.met else ()
        others = round_.acts_of(each for each in met_by if not looks_at_waiting(prepared, spec, each))
        return frozenset({round_.state.settled_by, *(seq for seq, _ in others)})

    def _looked_missed(self, moment: datetime) -> bool:
        """Whether it looked missed by what was recorded before a moment: it ran until then, or until it was settled."""
        ran = [self.round.over_by(moment)]
        for stated in (self.round.statements[seq] for seq in self._settling()):
            told = stated.last(lambda each: each.recorded_at < moment)
            if told is not None and self._settles(told, stated.statements[-1]):
                ran.append(told.began)
        return self.seen.end(lambda each: each.recorded_at < moment) <= min(ran)


def _recorded(statement: Statement) -> datetime:
    return statement.recorded_at
