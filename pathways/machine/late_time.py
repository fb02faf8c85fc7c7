"""What gave a deadline more time, when it was told, and when the deadline would end by what was known before.

The anchor and everything else are as they truly are: only extensions and waits are taken as they were told so far.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from pathways.counting.budget import Budgeted
from pathways.machine.deadlines import counted_with, counting_version, pauses_of
from pathways.machine.late_entry import Entered, LateRound
from pathways.machine.state import BY_CLOCK, PauseState, Place
from pathways.machine.stated import Known, Stated, Statement, began_of
from pathways.model.pathway import OnPause
from pathways.model.record import Happened

NEVER = datetime.max.replace(tzinfo=UTC)
"""The end of a deadline whose clock stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeGiven:
    """The extensions and the waits of one round."""

    round: LateRound
    stopped: bool
    """Whether waits stop its clock. What a migration carried over is left as that found it."""
    pauses: tuple[PauseState, ...]
    """The waits that are something to it."""
    extensions: frozenset[int]
    """The extension that gave it more time, and those that would have, had that one not come first."""

    def gave_time(self) -> Iterator[tuple[Entered, int, Statement]]:
        """Each statement that gave more time after the end there was without it: what, of which act."""
        givers = self.givers()
        if not givers:
            return
        plain = self.end(lambda _: False)
        for what, seq, statement in givers:
            # Without any of them it ends earliest, so what was recorded before that was recorded in time.
            if statement.recorded_at < plain:
                continue
            before = self._end_by(statement.seq - 1)
            if before <= statement.recorded_at and before < self._end_by(statement.seq):
                yield what, seq, statement

    def _end_by(self, seq: int) -> datetime:
        """When it would end, had nothing been recorded after the record ``seq``."""
        return self.end(lambda each: each.seq <= seq)

    def givers(self) -> list[tuple[Entered, int, Statement]]:
        """Every statement of what gave it more time, in the order in which they were recorded."""
        statements, waits = self.round.statements, self.pauses if self.stopped else ()
        found = [(Entered.waiting, seq) for pause in waits for seq in (pause.begun_by, pause.ended_by)]
        found += [(Entered.extension, seq) for seq in self.extensions]
        every = [(what, seq, each) for what, seq in found if seq in statements for each in statements[seq].statements]
        return sorted(every, key=lambda each: each[2].seq)

    # ------------------------------------------------------------ as it was known

    def end(self, known: Known) -> datetime:
        """When it would end, had only what is ``known`` given it more time; ``NEVER`` where its clock would stand."""
        pauses = self.pauses
        if self.stopped:
            told = (self._as_known(pause, known) for pause in pauses)
            pauses = tuple(each for each in told if each is not None)
        plain = self._counted(pauses, 0)
        granted = [] if plain is None else [seq for seq in self.extensions if self._granted(seq, known, plain)]
        if granted:
            plain = self._counted(pauses, granted[0])
        if plain is None:
            return self.round.end
        if plain.standing_since is not None:
            return NEVER
        return plain.due.missed_from if self.round.legally else plain.due.nominal_end

    def _counted(self, pauses: tuple[PauseState, ...], extended_by: int) -> Budgeted | None:
        round_ = self.round
        then = replace(round_.state, extended_by=extended_by)
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
        ended = self._told(pause.ended_by, pause.ended, known)
        if ended is not None and began_of(ended) < began_of(began):
            ended = began
        return replace(pause, began=began, ended=ended)

    def _told(self, seq: int, happened: Happened | None, known: Known) -> Happened | None:
        """When an act happened by what is ``known``; of one that no record tells, as it truly was."""
        if seq not in self.round.statements:
            return happened
        told = self.round.statements[seq].last(known)
        return None if told is None else told.content.happened


def time_given(round_: LateRound) -> TimeGiven:
    """What gave a round of a deadline more time. What happened after it was settled is nothing to it."""
    settled = _settled_at(round_)
    pauses, extensions = _pauses(round_, settled), _extensions(round_, settled)
    return TimeGiven(round=round_, stopped=_stopped(round_), pauses=pauses, extensions=extensions)


def time_seen(round_: LateRound) -> TimeGiven:
    """The same for whoever did not know yet when it was settled: all that was told of it gave more time."""
    pauses = pauses_of(round_.world.prepared(round_.run.digest), round_.run)
    extensions = frozenset(seq for seq, _ in _extending(round_))
    return TimeGiven(round=round_, stopped=_stopped(round_), pauses=pauses, extensions=extensions)


def _settled_at(round_: LateRound) -> Place | None:
    """Where in legal order it was settled; None while it stands."""
    state = round_.state
    if state.settled_by in round_.statements:
        return round_.statements[state.settled_by].place
    return None if state.settled_at is None else (state.settled_at, BY_CLOCK, 0)


def _stopped(round_: LateRound) -> bool:
    if round_.state.carried is not None:
        return False
    return counting_version(round_.world, round_.run, round_.key)[1].on_pause is not OnPause.runs


def _pauses(round_: LateRound, settled: Place | None) -> tuple[PauseState, ...]:
    """The waits it knew: of what was settled those that were begun by then, and over where they were by then.

    Where its clock did not stand when it was settled in a case that has ended, that end was the end of them.
    """
    run, state = round_.run, round_.state
    pauses = pauses_of(round_.world.prepared(run.digest), run)
    if settled is None or state.carried is not None:
        return pauses
    begun = (
        pause for pause in (run.pauses if state.standing_since else pauses) if _before(round_, pause.begun_by, settled)
    )
    return tuple(
        pause if _before(round_, pause.ended_by, settled) else replace(pause, ended=None, ended_by=0) for pause in begun
    )


def _extensions(round_: LateRound, settled: Place | None) -> frozenset[int]:
    state = round_.state
    if state.extended_by not in round_.statements:
        return frozenset()
    seqs = (seq for seq, stated in _extending(round_) if settled is None or stated.place < settled)
    return frozenset({state.extended_by, *seqs})


def _extending(round_: LateRound) -> Iterator[tuple[int, Stated]]:
    """The acts that may extend it, whether they did or not."""
    spec = round_.world.prepared(round_.run.digest).deadlines[round_.name]
    return round_.acts_of(() if spec.extension is None else (spec.extension.by,))


def _before(round_: LateRound, seq: int, place: Place) -> bool:
    return seq not in round_.statements or round_.statements[seq].place < place
