"""Whether a deadline was missed by late handling, or only by late registration. Derived when read, never stored.

What counts is when things *happened*; what was recorded too late to be seen in time only made it look missed
(semantics 2). Missed by registration alone is a deadline that a list showed as missed for a while, though what kept it
(what met it, an extension, a pause) had happened in time.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum

from pathways.counting.oslo import start_of_day
from pathways.machine.deadlines import counted_by, counting_version, split_key
from pathways.machine.decide import IMPORTER
from pathways.machine.order import PLACED
from pathways.machine.pausing import looks_at_waiting
from pathways.machine.periods import needed
from pathways.machine.prepared import World
from pathways.machine.state import DeadlineState, PauseState, RunState, Status, Tally
from pathways.model.basis import BINDING
from pathways.model.pathway import Deadline, DeadlineKind, OnPause
from pathways.model.record import Content, Happened, Kind, Record

NEVER = datetime.max.replace(tzinfo=UTC)
"""The end of a deadline whose clock stands."""


class Lateness(StrEnum):
    """How a deadline was missed, if it was."""

    none = "none"
    registration = "registration"
    """What kept it happened in time, and was recorded after it looked missed."""
    imported = "imported"
    """The same, where all that came so late was read in from another system: nobody was late here."""
    handling = "handling"
    """It was met, or fell away, after its end."""
    open = "open"
    """Its end has passed and nothing has met it."""


class Entered(StrEnum):
    """What was recorded too late to be seen in time, and keeps a deadline that had looked missed."""

    settled = "settled"
    """What met it or let it fall away."""
    waiting = "waiting"
    """That its run waited, and the clock stood."""
    extension = "extension"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What one record states of an act, and when it was recorded."""

    recorded_at: datetime
    content: Content
    imported: bool
    """Whether it was read in from another system."""


@dataclass(slots=True, kw_only=True)
class Stated:
    """An act that stands, with what was stated of it: by its own record and by each correction, in that order."""

    act: Record
    statements: list[Statement]


Statements = Mapping[int, Stated]
"""By the seq of each act that is not annulled."""


def statements_of(records: Iterable[Record]) -> Statements:
    """What was stated of every act, first and later."""
    found: dict[int, Stated] = {}
    for record in records:
        if record.kind is Kind.annulment:
            found.pop(record.targets[0], None)
        if record.content is None:
            continue
        imported = IMPORTER in record.actor.roles
        statement = Statement(recorded_at=record.recorded_at, content=record.content, imported=imported)
        if record.kind in PLACED:
            found[record.seq] = Stated(act=record, statements=[statement])
        elif record.kind is Kind.correction and record.targets[0] in found:
            found[record.targets[0]].statements.append(statement)
    return found


def lateness(
    world: World, run: RunState, key: str, state: DeadlineState, statements: Statements, *, at: datetime
) -> Lateness:
    """How ``state``, a round of the deadline ``key`` of ``run``, was missed by ``at``; of windows and lapses, none."""
    if not _can_be_late(world, run, key, state):
        return Lateness.none
    if state.status is Status.missed:
        return Lateness.open
    ending = _Ending(world=world, run=run, key=key, state=state)
    if state.settled_on is None and state.standing_since is None and at >= ending.end:
        return Lateness.open
    if settled_late(world, run, key, state):
        return Lateness.handling
    late = _Looking(ending=ending, statements=statements).missed()
    if not late:
        return Lateness.none
    return Lateness.imported if {came for came, _, _ in late} <= _imports(statements) else Lateness.registration


def entered_late(
    world: World, run: RunState, key: str, state: DeadlineState, statements: Statements
) -> tuple[tuple[Entered, int], ...]:
    """What came so late that a deadline looked missed though it was not, each with its seq (0: the clock), by seq.

    Only for a round that ``lateness`` says was missed by registration or import alone.
    """
    late = _Looking(ending=_Ending(world=world, run=run, key=key, state=state), statements=statements).missed()
    return tuple(sorted({(what, seq) for _, what, seq in late}, key=lambda each: (each[1], each[0])))


def settled_late(world: World, run: RunState, key: str, state: DeadlineState) -> bool:
    """Whether what met a deadline, or let it fall away, happened after its end: what ``lateness`` calls handling.

    Unlike ``lateness`` it asks no record, so a list may ask it of every case.
    """
    if state.settled_on is None or state.status is Status.missed or not _can_be_late(world, run, key, state):
        return False
    ending = _Ending(world=world, run=run, key=key, state=state)
    return ending.too_late(Happened(on=state.settled_on, at=state.settled_at))


def extension_entered_late(world: World, run: RunState, key: str, state: DeadlineState, statements: Statements) -> bool:
    """Whether an extension granted in time was only entered after the end there was, by what was known just before.

    One that was read in from another system is not: nobody was late here. A correction to another day in time is none.
    """
    if state.extended_by not in statements:
        return False
    ending = _Ending(world=world, run=run, key=key, state=state)
    end, first = ending.without({state.extended_by}), None
    for each in statements[state.extended_by].statements:
        in_time = (each.content.happened.at or start_of_day(each.content.happened.on)) < end
        first = (first or each) if in_time else None
    if first is None or first.imported:
        return False
    return _Looking(ending=ending, statements=statements).end_before(first.recorded_at) <= first.recorded_at


def _can_be_late(world: World, run: RunState, key: str, state: DeadlineState) -> bool:
    if run.gone_on and state.settled_by == run.gone_on:
        # It waits in another case, and is late there if it is.
        return False
    spec = world.prepared(run.digest).deadlines[split_key(key)[0]]
    opened = state.status is not Status.dormant and state.shut_on is None
    return spec.kind not in (DeadlineKind.window, DeadlineKind.lapse) and opened


def end_of(world: World, run: RunState, key: str, state: DeadlineState) -> datetime:
    """The first instant (UTC) that is too late: after the legal date, or the nominal one where that is what counts.

    A recommended time is not moved to a working day where no rule settles that it is (semantics 21).
    """
    return _Ending(world=world, run=run, key=key, state=state).end


def legal_counts(spec: Deadline, *, roll_settled: bool) -> bool:
    """Whether the legal date is the end: for all that binds by law, and wherever it is settled that the date moves."""
    return roll_settled or spec.basis.effect in BINDING


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ending:
    """One round of a deadline, and when it ends by all that is known now."""

    world: World
    run: RunState
    key: str
    state: DeadlineState

    @property
    def end(self) -> datetime:
        return self.state.missed_from if self.ends_legally() else self.state.nominal_end

    def ends_legally(self) -> bool:
        """Whether it is the legal date that counts, not the nominal one."""
        prepared = self.world.prepared(self.run.digest)
        spec = prepared.deadlines.get(split_key(self.key)[0])
        return spec is None or legal_counts(spec, roll_settled=prepared.rules[spec.rule].roll_settled)

    def too_late(self, happened: Happened) -> bool:
        """Whether something happened after the end; never while the clock stands. A date alone is compared as one."""
        if self.state.standing_since is not None:
            return False
        if happened.at is not None:
            return happened.at >= self.end
        return happened.on > (self.state.legal if self.ends_legally() else self.state.nominal)

    def movers(self) -> set[int]:
        """The seqs of what gave the deadline more time: its extension, and the pauses that stopped its clock."""
        pauses = self.run.pauses if self._stopped_by_pauses() else ()
        ends = {pause.ended_by for pause in pauses}
        return ({self.state.extended_by} | {pause.begun_by for pause in pauses} | ends) - {0}

    def without(self, unknown: set[int]) -> datetime:
        """The end as it would be had nothing of ``unknown`` been; ``NEVER`` where the clock would stand."""
        pauses = tuple(each for pause in self.run.pauses if (each := _as_known(pause, unknown)) is not None)
        extended_by = 0 if self.state.extended_by in unknown else self.state.extended_by
        then = replace(self.state, extended_by=extended_by)
        counted = counted_by(self.world, replace(self.run, deadlines={self.key: then}, pauses=pauses), self.key, None)
        if counted is None:
            return self.end
        if counted.standing_since is not None:
            return NEVER
        return counted.due.missed_from if self.ends_legally() else counted.due.nominal_end

    def _stopped_by_pauses(self) -> bool:
        """Pauses before a migration that carried used time over are part of what it found, and are left as they are."""
        if self.state.carried is not None:
            return False
        own = replace(self.run, deadlines={self.key: self.state})
        return counting_version(self.world, own, self.key)[1].on_pause is not OnPause.runs


@dataclass(frozen=True, slots=True, kw_only=True)
class _Looking:
    """How one round of a deadline looked at earlier moments, by what was recorded until then."""

    ending: _Ending
    statements: Statements

    def missed(self) -> frozenset[tuple[datetime, Entered, int]]:
        """What kept the deadline and came after it had looked missed though it was not: when, what, and its seq.

        Each time something came that kept it, it is counted as it was known just before.
        """
        state = self.ending.state
        if state.tally is not None:
            enough = self._known_enough(state.tally)
            if enough is None or enough < self.ending.end:
                return frozenset()
            return frozenset({(enough, Entered.settled, state.settled_by)})
        settled = self._known_in_time() if state.settled_by else state.settled_at
        moments = {(self._known(seq), self._gives(seq), seq) for seq in self.ending.movers()}
        moments.add((settled, Entered.settled, state.settled_by))
        return frozenset(
            (moment, what, seq)
            for moment, what, seq in moments
            if moment is not None and self.end_before(moment) <= self._reached(moment)
        )

    def _gives(self, seq: int) -> Entered:
        """What it is that gave the deadline more time."""
        return Entered.extension if seq == self.ending.state.extended_by else Entered.waiting

    def _reached(self, moment: datetime) -> datetime:
        """How far it had run by what was known just before ``moment``: until then, or until it was settled."""
        known = [
            [each.content.happened for each in self.statements[seq].statements if each.recorded_at < moment][-1:]
            for seq in self._settling()
        ]
        return min([moment, *(each.at or start_of_day(each.on) for one in known for each in one)])

    def _known_enough(self, tally: Tally) -> datetime | None:
        """When so much of what was done in a period was known that no more was owed; None where that never came.

        Where it is only enough because less was owed from some day on, that had to be known too.
        """
        run, state = self.ending.run, self.ending.state
        every = self.ending.world.prepared(run.digest).deadlines[split_key(self.ending.key)[0]].every
        known = {(on, seq): self._known(seq) for on, seq in tally.done}
        told = sorted((moment, on) for (on, _), moment in known.items() if moment is not None)
        first = {on: moment for moment, on in reversed(told)}
        moments = sorted(first.values()) if every is None or not every.each else [moment for moment, _ in told]
        owed = needed(tally, state.nominal)
        if state.status is not Status.met or len(moments) < owed:
            return None
        whole = needed(replace(tally, terms=tally.terms[:1]), state.nominal)
        less = [] if len(moments) >= whole else [self._known(terms.by) for terms in tally.terms if terms.by]
        return max([*moments[owed - 1 : owed], *(moment for moment in less if moment is not None)], default=None)

    def _known_in_time(self) -> datetime | None:
        """Since when it has been known without a break that something settled it in time; None where no record tells.

        What is entered later may have met it even earlier than what was known to have met it.
        """
        stretches = [stretch for seq in self._settling() for stretch in self._in_time(self.statements[seq].statements)]
        since = min((began for began, ended in stretches if ended is None), default=None)
        while since is not None:
            earlier = [began for began, ended in stretches if ended is not None and began < since <= ended]
            if not earlier:
                break
            since = min(earlier)
        return since

    def _in_time(self, statements: Iterable[Statement]) -> Iterator[tuple[datetime, datetime | None]]:
        """The stretches in which an act was known to have happened in time, until a correction said otherwise.

        A correction from one day in time to another ends none. What made a deadline fall away may be what it said.
        """
        began: datetime | None = None
        before: Content | None = None
        for each in statements:
            late = self.ending.too_late(each.content.happened)
            same = before is None or self.ending.state.status is Status.met or before.data == each.content.data
            if began is not None and not same:
                began = None
            if began is not None and late:
                yield began, each.recorded_at
                began = None
            if began is None and not late:
                began = each.recorded_at
            before = each.content
        if began is not None:
            yield began, None

    def _settling(self) -> set[int]:
        """The act that settled it, and those that would have met it, had that one not come first.

        What ends one waiting of several meets nothing by itself (``looks_at_waiting``).
        """
        run, state = self.ending.run, self.ending.state
        name, item = split_key(self.ending.key)
        prepared = self.ending.world.prepared(run.digest)
        spec = prepared.deadlines[name]
        met_by = spec.met_by if state.status is Status.met else ()
        met_by = tuple(each for each in met_by if not looks_at_waiting(prepared, spec, each))
        return {
            seq
            for seq, stated in self.statements.items()
            if seq == state.settled_by
            or (
                stated.act.run == run.run
                and stated.act.name in met_by
                and stated.act.item in ("", item)
                and stated.statements[-1].content.happened.on >= state.anchored_on
            )
        }

    def _known(self, seq: int) -> datetime | None:
        """When it became known that ``seq`` happened when it did; None for what no record tells."""
        known: datetime | None = None
        happened: Happened | None = None
        for each in self.statements[seq].statements if seq in self.statements else ():
            if each.content.happened != happened:
                known, happened = each.recorded_at, each.content.happened
        return known

    def end_before(self, moment: datetime) -> datetime:
        """The end without what was recorded at ``moment`` or later; ``NEVER`` where it stood."""
        movers = self.ending.movers()
        unknown = {seq for seq in movers if (known := self._known(seq)) is not None and known >= moment}
        if not unknown and self.ending.state.standing_since is None:
            return self.ending.end
        return self.ending.without(unknown)


def _imports(statements: Statements) -> frozenset[datetime]:
    """When something was read in from another system; that of a person never falls at the same instant."""
    return frozenset(each.recorded_at for stated in statements.values() for each in stated.statements if each.imported)


def _as_known(pause: PauseState, unknown: set[int]) -> PauseState | None:
    if pause.begun_by in unknown:
        return None
    return replace(pause, ended=None, ended_by=0) if pause.ended_by in unknown else pause
