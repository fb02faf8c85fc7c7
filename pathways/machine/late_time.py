"""What gave a deadline more time, when it was told, and when the deadline would end by what was known before.

The anchor and everything else are as they truly are: only extensions and waits are taken as they were told so far.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property

from pathways.counting.budget import Budgeted
from pathways.machine.deadlines import counted_with, counting_version, pauses_of
from pathways.machine.late_entry import Entered, LateRound
from pathways.machine.state import BY_CLOCK, PauseState, Place, RunState
from pathways.machine.stated import Known, Statement, began_of
from pathways.model.pathway import OnPause
from pathways.model.record import Happened

NEVER = datetime.max.replace(tzinfo=UTC)
"""The end of a deadline whose clock stands."""


@dataclass(frozen=True)
class TimeGiven:
    """The extensions and the waits of one round."""

    round: LateRound

    def gave_time(self) -> Iterator[tuple[Entered, int, Statement]]:
        """Each statement that gave more time after the end there was without it: what, of which act."""
        if not self.givers:
            return
        plain = self.end(lambda _: False)
        for what, seq, statement in self.givers:
            # Without any of them it ends earliest, so what was recorded before that was recorded in time.
            if statement.recorded_at < plain:
                continue
            before = self._end_by(statement.seq - 1)
            if before <= statement.recorded_at and before < self._end_by(statement.seq):
                yield what, seq, statement

    def _end_by(self, seq: int) -> datetime:
        """When it would end, had nothing been recorded after the record ``seq``."""
        return self.end(lambda each: each.seq <= seq)

    @cached_property
    def givers(self) -> tuple[tuple[Entered, int, Statement], ...]:
        """Every statement of what gave it more time, in the order in which they were recorded."""
        waits = {seq for pause in self._pauses for seq in (pause.begun_by, pause.ended_by)} if self._stopped else set()
        found = [(Entered.waiting, seq) for seq in waits if seq in self.round.statements]
        found += [(Entered.extension, seq) for seq in self._extensions]
        every = [(what, seq, each) for what, seq in found for each in self.round.statements[seq].statements]
        return tuple(sorted(every, key=lambda each: each[2].seq))

    @cached_property
    def _extensions(self) -> frozenset[int]:
        """The extension that gave it more time, and those that would have, had that one not come first."""
        round_, state = self.round, self.round.state
        if state.extended_by not in round_.statements:
            return frozenset()
        spec = round_.world.prepared(round_.run.digest).deadlines[round_.name]
        others = () if spec.extension is None else round_.acts_of((spec.extension.by,))
        settled = self._settled_at
        seqs = (seq for seq, stated in others if settled is None or stated.place < settled)
        return frozenset({state.extended_by, *seqs})

    @cached_property
    def _settled_at(self) -> Place | None:
        """Where in legal order it was settled; None while it stands. What came later is nothing to it."""
        state = self.round.state
        if state.settled_by in self.round.statements:
            return self.round.statements[state.settled_by].place
        if state.settled_on is None:
            return None
        return began_of(Happened(on=state.settled_on, at=state.settled_at)), BY_CLOCK, 0

    @cached_property
    def _stopped(self) -> bool:
        """Whether waits stop its clock. What a migration carried over is left as that found it."""
        if self.round.state.carried is not None:
            return False
        return counting_version(self.round.world, self._own, self.round.key)[1].on_pause is not OnPause.runs

    @property
    def _own(self) -> RunState:
        return replace(self.round.run, deadlines={self.round.key: self.round.state})

    @cached_property
    def _pauses(self) -> tuple[PauseState, ...]:
        """The waits that are something to it."""
        run, settled = self.round.run, self._settled_at
        if settled is None or self.round.state.carried is not None:
            return pauses_of(self.round.world.prepared(run.digest), run)
        begun = (pause for pause in run.pauses if self._before(pause.begun_by, settled))
        return tuple(
            pause if self._before(pause.ended_by, settled) else replace(pause, ended=None, ended_by=0)
            for pause in begun
        )

    def _before(self, seq: int, place: Place) -> bool:
        return seq not in self.round.statements or self.round.statements[seq].place < place

    # ------------------------------------------------------------ as it was known

    def end(self, known: Known) -> datetime:
        """When it would end, had only what is ``known`` given it more time; ``NEVER`` where its clock would stand."""
        pauses = self._pauses
        if self._stopped:
            told = (self._as_known(pause, known) for pause in pauses)
            pauses = tuple(each for each in told if each is not None)
        plain = self._counted(pauses, extended=False)
        if plain is not None and any(self._granted(seq, known, plain) for seq in self._extensions):
            plain = self._counted(pauses, extended=True)
        if plain is None:
            return self.round.end
        if plain.standing_since is not None:
            return NEVER
        return plain.due.missed_from if self.round.legally else plain.due.nominal_end

    def _counted(self, pauses: tuple[PauseState, ...], *, extended: bool) -> Budgeted | None:
        round_ = self.round
        then = replace(round_.state, extended_by=round_.state.extended_by if extended else 0)
        return counted_with(round_.world, replace(round_.run, deadlines={round_.key: then}), round_.key, pauses, None)

    def _granted(self, seq: int, known: Known, plain: Budgeted) -> bool:
        """Whether an extension was known, and to be granted in time: no later than the legal date."""
        stated = self.round.statements[seq]
        told = stated.last(known)
        if told is None:
            return False
        if plain.standing_since is not None or (seq == self.round.state.extended_by and told is stated.statements[-1]):
            return True
        happened = told.content.happened
        return happened.on <= plain.due.legal if happened.at is None else happened.at < plain.due.missed_from

    def _as_known(self, pause: PauseState, known: Known) -> PauseState | None:
        """A wait as it was told by what is ``known``; None where that is nothing of it."""
        began = self._told(pause.begun_by, pause.began, known)
        if began is None:
            return None
        ended = None if pause.ended is None else self._told(pause.ended_by, pause.ended, known)
        if ended is not None and began_of(ended) < began_of(began):
            ended = began
        return replace(pause, began=began, ended=ended)

    def _told(self, seq: int, happened: Happened, known: Known) -> Happened | None:
        """When an act happened by what is ``known``; of one that no record tells, as it truly was."""
        if seq not in self.round.statements:
            return happened
        told = self.round.statements[seq].last(known)
        return None if told is None else told.content.happened
