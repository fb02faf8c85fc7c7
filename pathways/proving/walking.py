"""Walks a case through the machine itself: acts that are decided and folded, and time that is let pass.

Every act happens in the morning of the next day from Monday to Friday, at an instant, and is recorded there and then.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from pathways.counting.oslo import at_clock, civil_date
from pathways.errors import PathwaysError
from pathways.machine.deadlines import split_key
from pathways.machine.decide import decide, decide_start
from pathways.machine.fold import advance, apply
from pathways.machine.happening import Fold
from pathways.machine.order import StandingAct, clock_place, place_of
from pathways.machine.standing import Word, word_in
from pathways.machine.state import TIMED, CaseState, RunState, Status
from pathways.machine.state_json import dump, load
from pathways.machine.values import is_valid
from pathways.model.pathway import Event, OnPause
from pathways.model.record import Act, Actor, Crossing, Happened, Proposed
from pathways.proving.choices import Choice
from pathways.proving.goals import Goal, Kind, Outcome, outcome_of
from pathways.proving.world import Definitions

MORNING = time(9)
SATURDAY = 5
REASON = "Oppdiktet begrunnelse."


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a path, and what the case is after it. ``act`` is None where time passes until ``at`` (UTC)."""

    at: datetime
    act: Act | None
    pathway: str
    """The pathway whose run the act starts; empty for any other."""
    crossings: tuple[Crossing, ...]
    """What the clock passed on the way to here, in order."""
    states: tuple[tuple[str, str], ...]
    """Run → state."""
    words: tuple[tuple[str, str, Word], ...]
    """Run, deadline (with its item after a colon), and what may be said of it."""
    goals: frozenset[Goal]
    """What this step covers of the pathway that is proved."""
    done: StandingAct | None
    """The act as it was recorded, numbered as the steps are, from 1; ``redecides`` tells the step it is made anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """A case on its way: its state as canonical text, how late it is, and the steps that led here."""

    text: str
    now: datetime | None
    steps: tuple[Step, ...]

    @property
    def state(self) -> CaseState:
        """The state, to be read or changed by whoever asked."""
        return load(self.text) if self.text else CaseState()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """An act that is tried: the event, where, and with which values. ``starts`` is the pathway of a run it starts."""

    event: Event
    run: str
    item: str
    choice: Choice
    starts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Walker:
    """Takes steps in cases, and sees what each covers of ``pathway``."""

    definitions: Definitions
    pathway: str
    first: date

    def morning_after(self, situation: Situation) -> datetime:
        """When the next act happens."""
        if situation.now is None:
            return at_clock(self.first, MORNING)
        day = civil_date(situation.now)
        while day.weekday() >= SATURDAY or at_clock(day, MORNING) <= situation.now:
            day += timedelta(days=1)
        return at_clock(day, MORNING)

    def tried(self, situation: Situation, asking: Asking) -> tuple[Situation, CaseState] | None:
        """The case after the act; None when it is refused."""
        before, state = situation.state, situation.state
        at = self.morning_after(situation)
        seq = len(situation.steps) + 1
        act = self.act_of(asking, Happened(on=civil_date(at), at=at))
        folding = Fold(world=self.definitions, state=state)
        place = place_of(act.happened, at, seq)
        try:
            if state.runs:
                advance(folding, place)
            taken = set(state.runs)
            if asking.starts:
                decided = decide_start(self.definitions, asking.starts, act, at, lambda: taken)
            else:
                decided = decide(self.definitions, state, act, at, lambda: taken)
        except PathwaysError:
            return None
        standing = StandingAct(
            seq=seq,
            run=decided.run,
            name=decided.event.name,
            item=decided.item,
            content=decided.content,
            place=place,
            recorded_at=at,
        )
        apply(folding, standing)
        if folding.conflicts:
            return None
        goals = frozenset(self._moved(before, folding.state, asking))
        return self.stepped(situation, before, folding, act, standing, goals, starts=asking.starts)

    def waited(self, situation: Situation, until: datetime) -> tuple[Situation, CaseState]:
        """The case when nobody has done anything up to an instant."""
        before, state = situation.state, situation.state
        folding = Fold(world=self.definitions, state=state)
        advance(folding, clock_place(until))
        return self.stepped(situation, before, folding, None, None, frozenset(), until=until)

    def own(self, state: CaseState) -> Iterator[RunState]:
        """The runs of the pathway that is proved."""
        return (run for run in state.runs.values() if run.pathway == self.pathway)

    def act_of(self, asking: Asking, happened: Happened, *, anew: bool = False) -> Act:
        """The act that is tried; ``anew``: as another decision in place of one."""
        event = asking.event
        by = event.redecided_by if anew else event.by
        recorder = Actor(user="", roles=by[:1], os_account="", authenticated=False)
        # What needs two people is walked as approved at once: waiting for the second moves nothing.
        proposed = Proposed(seq=0, actor=recorder, recorded_at=at_clock(happened.on, MORNING))
        codes: tuple[str, ...] = ()
        if event.reason.codes_required:
            valid = self.definitions.code_lists()[event.reason.code_list].codes
            codes = tuple(code.code for code in valid if is_valid(code, happened.on))[:1]
        return Act(
            case_id="",
            event=event.name,
            run=asking.run,
            item=asking.item,
            happened=happened,
            data=asking.choice.data,
            reason_codes=codes,
            texts={"reason": REASON} if anew or event.reason.text_required else {},
            actor=replace(recorder, roles=event.approved_by[:1]) if event.approved_by else recorder,
            key="",
            expected_version=None,
            proposed=proposed if event.approved_by else None,
        )

    def stepped(  # noqa: PLR0913 (a step is this much)
        self,
        situation: Situation,
        before: CaseState,
        folding: Fold,
        act: Act | None,
        done: StandingAct | None,
        goals: frozenset[Goal],
        *,
        starts: str = "",
        until: datetime | None = None,
    ) -> tuple[Situation, CaseState]:
        """The situation one step on: after an act with its ``goals``, or where nobody did anything ``until`` then."""
        after = folding.state
        at = until or self.morning_after(situation)
        crossings = tuple(dict.fromkeys(folding.crossings))
        step = Step(
            at=at,
            act=act,
            pathway=starts,
            crossings=crossings,
            states=tuple((run.run, run.state) for run in after.runs.values()),
            words=tuple((run.run, *each) for run in after.runs.values() for each in self._words(run, at)),
            goals=frozenset(),
            done=done,
        )
        found = {goal for run in self.own(after) for goal in _stood(run)} | goals
        found.update(self._deadlines(before, after, step, len(situation.steps) + 1), self._timed(before, crossings))
        step = replace(step, goals=frozenset(found))
        return Situation(text="", now=at, steps=(*situation.steps, step)), after

    def _words(self, run: RunState, at: datetime) -> Iterator[tuple[str, Word]]:
        prepared = self.definitions.prepared(run.digest)
        for key in run.deadlines:
            settled = prepared.rules[prepared.deadlines[split_key(key)[0]].rule].roll_settled
            yield key, word_in(prepared, run, key, roll_settled=settled, at=at)

    def _moved(self, before: CaseState, after: CaseState, asking: Asking) -> Iterator[Goal]:
        """The transition that the act took, or that a signal of it raised."""
        event, branch = asking.event.name, asking.choice.branch
        for run in self.own(after):
            was = before.runs.get(run.run)
            if was is None and asking.starts == self.pathway:
                yield Goal(Kind.transition, event, "", branch)
            elif was is not None and asking.run != run.run:
                yield from self._heard(was, run)
            elif was is not None and asking.item:
                yield Goal(Kind.item_transition, event, was.items[asking.item].state, branch)
            elif was is not None:
                yield Goal(Kind.transition, event, was.state, branch)

    def _heard(self, was: RunState, run: RunState) -> Iterator[Goal]:
        """Transitions of events that the run heard from another."""
        prepared = self.definitions.prepared(run.digest)
        for name, seen in run.seen.items():
            event = prepared.events[name]
            if was.seen.get(name) != seen:
                branches = (n for n, branch in enumerate(event.branches) if (branch.to or was.state) == run.state)
                yield Goal(Kind.transition, name, was.state, next(branches, 0))

    def _deadlines(self, before: CaseState, after: CaseState, step: Step, seq: int) -> Iterator[Goal]:
        """What this step made of deadlines. Something is missed where time passes, and nobody does anything."""
        words = {(run, key): word for run, key, word in step.words}
        for run in self.own(after):
            was = before.runs.get(run.run)
            for key, deadline in run.deadlines.items():
                name, outcome = split_key(key)[0], outcome_of(words[run.run, key])
                old = was.deadlines.get(key) if was else None
                if deadline.extended_by == seq:
                    yield Goal(Kind.deadline, name, Outcome.extended, -1)
                if deadline.late_extension_by == seq:
                    yield Goal(Kind.deadline, name, Outcome.late_extension, -1)
                if outcome is Outcome.missed and step.act is None and self._has_stood(run, key):
                    yield Goal(Kind.deadline, name, Outcome.stood, -1)
                settled = outcome is not Outcome.missed and old is not None and old.status is Status.open
                if outcome is not None and (step.act is None if outcome is Outcome.missed else settled):
                    yield Goal(Kind.deadline, name, outcome, -1)

    def _has_stood(self, run: RunState, key: str) -> bool:
        """Whether its clock has stood since it began, and goes again."""
        deadline, spec = run.deadlines[key], self.definitions.prepared(run.digest).deadlines[split_key(key)[0]]
        return spec.on_pause is not OnPause.runs and any(
            pause.ended is not None and pause.began.on >= deadline.anchored_on for pause in run.pauses
        )

    def _timed(self, before: CaseState, crossings: tuple[Crossing, ...]) -> Iterator[Goal]:
        for crossing in crossings:
            run = before.runs.get(crossing.run)
            if run is not None and run.pathway == self.pathway and crossing.what.startswith(TIMED):
                yield Goal(Kind.timed, crossing.what.removeprefix(TIMED), run.state, -1)


def _stood(run: RunState) -> Iterator[Goal]:
    """The states in which the run and its items stand."""
    yield Goal(Kind.state, run.state, "", -1)
    for key, item in run.items.items():
        yield Goal(Kind.item_state, item.state, key.partition(".")[0], -1)


def kept(situation: Situation, state: CaseState) -> Situation:
    """The situation with its state written down, so that it can be gone on from."""
    return Situation(text=dump(state), now=situation.now, steps=situation.steps)
