"""What a case is, told for readers: a frozen ``Standing`` with every deadline in the words the rulings allow.

Overdue is derived here, from the hour it is read; nobody needs to have swept (semantics 20 and 21).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from pathways.counting.oslo import civil_date
from pathways.machine.deadlines import after_end, counted_by, counting_version, pauses_told, split_key
from pathways.machine.ending import legal_counts, settled_late
from pathways.machine.held import covering
from pathways.machine.pausing import pauses_until
from pathways.machine.periods import A_DAY, counted, needed
from pathways.machine.prepared import Prepared, World
from pathways.machine.shut import shut_since
from pathways.machine.state import CaseState, DeadlineState, ItemState, PauseState, RunState, Status, Terms
from pathways.model.basis import Basis, Effect
from pathways.model.pathway import Deadline, DeadlineKind, OnPause, Title
from pathways.model.record import Happened, Value


class Word(StrEnum):
    """What may be said of a deadline. ``breach`` is never said without law behind it."""

    dormant = "dormant"
    running = "running"
    due_today = "due_today"
    passed_unsettled = "passed_unsettled"
    """Between the nominal and the legal date, where the extension to a working day is unsettled."""
    extended_by_weekend = "extended_by_weekend"
    """The same where it is settled that the date moves."""
    paused = "paused"
    """Its clock stands while the run waits; the date is the earliest it can be due."""
    breach = "breach"
    past_unverified = "past_unverified"
    past_recommended = "past_recommended"
    past_local = "past_local"
    past_law_not_loaded = "past_law_not_loaded"
    window_closed = "window_closed"
    window_used = "window_used"
    """Somebody acted while they could."""
    used_after = "used_after"
    """Somebody acted after a window was over: a person assesses that, and nothing calls it late."""
    lapsed = "lapsed"
    met = "met"
    met_late = "met_late"
    """Met after the legal day of a deadline that can be breached."""
    met_past = "met_past"
    """Met after the date of one that cannot."""
    ended = "ended"


OVERDUE = frozenset(
    {Word.breach, Word.past_unverified, Word.past_recommended, Word.past_local, Word.past_law_not_loaded}
)
"""Words of an open duty whose date is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TallyStanding:
    """What is done of what is owed in one period; its last day is the nominal date."""

    first: date
    needed: int
    counted: int
    """Never less than nothing, and more than ``needed`` where more was done."""
    done: tuple[tuple[date, int], ...]
    """When it was done, with seqs, in legal order."""
    of_days: int
    """Of how many days the times are; 0 where nothing is owed."""
    terms: tuple[Terms, ...]
    """How many times were owed in the whole period, from which day on."""
    once_a_day: bool
    """Whether several on one day count once."""
    next_on: date | None
    """The first day of the period that follows; None where this one is over, or none follows."""

    @property
    def idle(self) -> bool:
        """Whether nothing is owed in it."""
        return self.needed == 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineStanding:
    """One deadline as a reader sees it.

    ``days_left`` counts to the nominal date, or to the legal one where it is settled that the date moves; negative
    when past.
    """

    run: str
    name: str
    item: str
    item_code: str
    title: Title
    kind: DeadlineKind
    basis: Basis
    missed_word: Title | None
    word: Word
    anchored_on: date
    anchored_by: int
    nominal: date
    legal: date
    reporting: date | None
    missed_from: datetime
    days_left: int
    rule: str
    calendar: str
    extended_by: int
    late_extension_by: int
    settled_by: int
    settled_on: date | None
    standing_since: date | None
    """The day its clock stopped; None when it goes, and once it is settled."""
    on_pause: OnPause
    tally: TallyStanding | None = None
    """None: it is owed once."""
    settled_late: bool = False
    """Whether what met it, or let it fall away, happened after its end."""
    roll_settled: bool = False
    """Whether it is settled that its date moves to ``legal``: then the days are counted to that one."""

    @property
    def open(self) -> bool:
        """Whether somebody still has to act, or may."""
        return self.settled_by == 0 and self.settled_on is None and self.word is not Word.dormant


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemStanding:
    """One item of an activity."""

    activity: str
    item: str
    title: str
    code: str
    state: str
    state_title: Title
    ended: bool
    since: date
    fields: Mapping[str, Value]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunStanding:
    """One run: where it is, who holds the ball, what is due."""

    run: str
    pathway: str
    title: Title
    digest: str
    version: date
    law_loaded: bool
    state: str
    state_title: Title
    holder: str
    """By the state: whose case it is. While the run waits it is not who holds the ball: see ``ball``."""
    ended: bool
    since: date
    fields: Mapping[str, Value]
    items: tuple[ItemStanding, ...]
    deadlines: tuple[DeadlineStanding, ...]
    """By nominal date."""
    pauses: tuple[PauseState, ...]
    """In legal order of their beginnings."""
    gone_on: bool = False
    """Whether it goes on in another case."""

    @property
    def waits_for(self) -> tuple[PauseState, ...]:
        """Pauses that last."""
        return tuple(pause for pause in self.pauses if pause.ended is None)

    @property
    def ball(self) -> PauseState | None:
        """The pause whose category holds the ball now, whatever the state says; None while the run does not wait."""
        return covering(self.waits_for, date.max)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the case is at ``at`` (UTC)."""

    case_id: str
    at: datetime
    runs: tuple[RunStanding, ...]


def standing(world: World, case_id: str, state: CaseState, at: datetime) -> Standing:
    """The state told at an instant; ``state`` has been advanced to it."""
    runs = tuple(_run(world, run, at) for run in state.runs.values())
    return Standing(case_id=case_id, at=at, runs=runs)


def word_of(spec: Deadline, state: DeadlineState, *, law_loaded: bool, roll_settled: bool, at: datetime) -> Word:
    """The word for a deadline at an instant, by its basis and its two dates."""
    if state.status is Status.ended:
        return Word.ended
    if state.status is Status.dormant:
        return Word.dormant
    if state.status is Status.missed:
        return passed_word(spec, law_loaded=law_loaded)
    if state.status is Status.met:
        return _met(spec, state, law_loaded=law_loaded, roll_settled=roll_settled)
    if state.standing_since is not None:
        return Word.paused
    if at < state.nominal_end:
        return Word.due_today if civil_date(at) == state.nominal else Word.running
    if at < state.missed_from and legal_counts(spec, roll_settled=roll_settled):
        return Word.extended_by_weekend if roll_settled else Word.passed_unsettled
    return passed_word(spec, law_loaded=law_loaded)


def word_in(prepared: Prepared, run: RunState, key: str, *, roll_settled: bool, at: datetime) -> Word:
    """The word for a deadline of a run at an instant; one that can never open any more has fallen away."""
    name = split_key(key)[0]
    spec, state = prepared.deadlines[name], run.deadlines[key]
    word = word_of(spec, state, law_loaded=run.law_loaded, roll_settled=roll_settled, at=at)
    never = word is Word.dormant and prepared.can_never_open(run.state, name)
    return Word.ended if never else word


def _met(spec: Deadline, state: DeadlineState, *, law_loaded: bool, roll_settled: bool) -> Word:
    settled = None if state.settled_on is None else Happened(on=state.settled_on, at=state.settled_at)
    late = settled is not None and after_end(state, settled, legal=legal_counts(spec, roll_settled=roll_settled))
    if spec.kind is DeadlineKind.window:
        return Word.used_after if late else Word.window_used
    if not late:
        return Word.met
    return Word.met_late if law_loaded and spec.basis.can_be_breached else Word.met_past


def passed_word(spec: Deadline, *, law_loaded: bool) -> Word:
    """The word once the legal date of an open deadline is over, by its kind and basis."""
    if spec.kind is DeadlineKind.window:
        return Word.window_closed
    if not law_loaded:
        return Word.past_law_not_loaded
    if spec.kind is DeadlineKind.lapse:
        return Word.lapsed
    if spec.basis.can_be_breached:
        return Word.breach
    if spec.basis.effect in (Effect.statutory, Effect.individual):
        return Word.past_unverified
    return Word.past_local if spec.basis.effect is Effect.local else Word.past_recommended


def _run(world: World, run: RunState, at: datetime) -> RunStanding:
    prepared = world.prepared(run.digest)
    state = prepared.states[run.state]
    told = (_deadline(world, run, key, deadline, at) for key, deadline in run.deadlines.items())
    return RunStanding(
        run=run.run,
        pathway=run.pathway,
        title=prepared.pathway.title,
        digest=run.digest,
        version=prepared.pathway.version,
        law_loaded=run.law_loaded,
        state=run.state,
        state_title=state.title,
        holder=state.holder,
        ended=state.end,
        since=run.since,
        fields=run.fields,
        items=tuple(_item(prepared, key, item) for key, item in run.items.items()),
        deadlines=tuple(sorted(told, key=lambda d: (d.nominal, d.name, d.item))),
        pauses=pauses_told(prepared, run),
        gone_on=bool(run.gone_on),
    )


def _item(prepared: Prepared, key: str, item: ItemState) -> ItemStanding:
    activity, _, name = key.partition(".")
    prepared_activity = prepared.activities[activity]
    spec, state = prepared_activity.spec, prepared_activity.states[item.state]
    title = next((fixed.title.nb for fixed in spec.items if fixed.id == name), f"{spec.title.nb} {name}")
    return ItemStanding(
        activity=activity,
        item=name,
        title=title,
        code=item.code,
        state=item.state,
        state_title=state.title,
        ended=state.end,
        since=item.since,
        fields=item.fields,
    )


def _deadline(world: World, run: RunState, key: str, state: DeadlineState, at: datetime) -> DeadlineStanding:
    """Named and worded as the version of the run has it; counted as the one says that it is counted by."""
    name, item = split_key(key)
    prepared = world.prepared(run.digest)
    spec = prepared.deadlines[name]
    counting, counted_as = counting_version(world, run, key)
    settled = counting.rules[counted_as.rule].roll_settled
    nominal, legal, missed_from = _dates(world, run, key, state, at)
    word = word_in(prepared, run, key, roll_settled=settled, at=at)
    shut_on = shut_since(prepared, run, key) if word is Word.ended else None
    return DeadlineStanding(
        run=run.run,
        name=name,
        item=item,
        item_code=run.items[item].code if item in run.items else "",
        title=spec.title,
        kind=spec.kind,
        basis=spec.basis,
        missed_word=spec.missed_word,
        word=word,
        anchored_on=state.anchored_on,
        anchored_by=state.anchored_by,
        nominal=nominal,
        legal=legal,
        reporting=state.reporting,
        missed_from=missed_from,
        days_left=((legal if settled else nominal) - civil_date(at)).days,
        rule=counted_as.rule,
        calendar=counted_as.calendar,
        extended_by=state.extended_by,
        late_extension_by=state.late_extension_by,
        settled_by=0 if shut_on else state.settled_by,
        settled_on=shut_on or state.settled_on,
        standing_since=state.standing_since if state.settled_on is None else None,
        on_pause=counted_as.on_pause,
        tally=_tally(spec, state, ended=prepared.states[run.state].end),
        settled_late=settled_late(world, run, key, state),
        roll_settled=settled,
    )


def _tally(spec: Deadline, state: DeadlineState, *, ended: bool) -> TallyStanding | None:
    tally = state.tally
    if tally is None or spec.every is None:
        return None
    return TallyStanding(
        first=tally.first,
        needed=needed(tally, state.nominal),
        counted=counted(tally, spec.every),
        done=tally.done,
        of_days=tally.of_days,
        terms=tally.terms,
        once_a_day=not spec.every.each,
        next_on=state.nominal + A_DAY if state.under_way and not ended else None,
    )


def _dates(world: World, run: RunState, key: str, state: DeadlineState, at: datetime) -> tuple[date, date, datetime]:
    """Nominal and legal date and the instant it is too late; of a clock that stands, the earliest they can be."""
    if state.standing_since is not None:
        until = state.settled_on or civil_date(at)
        waited = run if state.settled_on is None else replace(run, pauses=pauses_until(run, until))
        counted = counted_by(world, waited, key, Happened(on=until, at=at if state.settled_on is None else None))
        if counted is not None:
            return counted.due.nominal, counted.due.legal, counted.due.missed_from
    return state.nominal, state.legal, state.missed_from
