"""Finds, for every goal of a pathway, a shortest way there that the machine itself walks.

Breadth first, over situations that answer all questions of the guards alike. Each plan looks at one thing: the run, one
activity, or what becomes of one deadline; the others stay out of sight, or there would be too many ways to stand.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from itertools import product
from typing import NamedTuple

from pathways.compiler.catalogue import Catalogue
from pathways.compiler.life import guards_of
from pathways.compiler.names_read import names_read
from pathways.counting.oslo import civil_date
from pathways.machine.deadlines import split_key
from pathways.machine.prepared import Prepared
from pathways.machine.scope import scope_of
from pathways.machine.state import CaseState, DeadlineState, RunState, Status
from pathways.model.expression import Activities, Expression
from pathways.model.pathway import Event, OnPause, Pathway
from pathways.model.record import Content, Happened
from pathways.proving.atoms import answers, atoms_of, item_atoms, run_atoms
from pathways.proving.choices import Choice, Chooser, blank_run
from pathways.proving.goals import Goal, Kind, goals_of
from pathways.proving.redeciding import made_anew
from pathways.proving.silence import beginners
from pathways.proving.walking import Asking, Situation, Walker, kept
from pathways.proving.world import Definitions

MOST_SITUATIONS = 8_000
"""Situations that one plan looks at; a plan that needs more stops, and says so."""

Key = tuple[object, ...]
Advance = Callable[[int, int | None], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What one search looks at. ``roots`` are the pathways whose start events begin a case."""

    roots: tuple[str, ...]
    pathways: frozenset[str]
    activity: str
    watched: str
    goals: tuple[Goal, ...]


@dataclass(slots=True, kw_only=True)
class Searched:
    """What was found, and what was seen on the way."""

    ways: dict[Goal, Situation] = field(default_factory=dict)
    states: set[str] = field(default_factory=set)
    item_states: set[tuple[str, str]] = field(default_factory=set)
    happened: set[tuple[str, str]] = field(default_factory=set)
    """(event, the state it left) that happened, by whichever branch."""
    opened: set[str] = field(default_factory=set)
    """Deadlines that have been open."""
    refused: dict[tuple[str, str], str] = field(default_factory=dict)
    anew: dict[Goal, str] = field(default_factory=dict)
    """What stood in the way of decisions made anew."""
    looked_at: int = 0
    stopped: bool = False


class _Known(NamedTuple):
    """One pathway made ready for searching."""

    prepared: Prepared
    chooser: Chooser
    atoms: tuple[Expression, ...]
    items: dict[str, tuple[Expression, ...]]
    mentioned: frozenset[str]


def search(catalogue: Catalogue, pathway: Pathway, advance: Advance) -> Searched:
    """Look for every goal of the pathway. The same definitions give the same ways."""
    definitions = Definitions(catalogue=catalogue, proved=pathway)
    seeker = _Seeker(definitions, pathway, first_day(pathway))
    plans = list(_plans(catalogue, pathway))
    for number, plan in enumerate(plans):
        advance(number, len(plans))
        seeker.follow(plan)
    seeker.found.refused = seeker.refused
    seeker.found.anew = made_anew(definitions, pathway, first_day(pathway), seeker.found.ways)
    return seeker.found


def first_day(pathway: Pathway) -> date:
    """The day every path begins: the first Monday in March that the version is in force."""
    year = pathway.version.year if pathway.version <= date(pathway.version.year, 3, 1) else pathway.version.year + 1
    day = date(year, 3, 1)
    return day + timedelta(days=-day.weekday() % 7)


def _plans(catalogue: Catalogue, pathway: Pathway) -> Iterator[Plan]:
    goals = goals_of(pathway)
    own = (pathway.id,) if any(event.start for event in pathway.events) else ()
    others = beginners(catalogue, pathway.id)
    for roots in (own, *((other,) for other in others)):
        if roots:
            plan = Plan(roots=roots, pathways=frozenset({*roots, pathway.id}), activity="", watched="", goals=())
            yield from _plans_from(pathway, goals, plan)


def _plans_from(pathway: Pathway, goals: tuple[Goal, ...], plan: Plan) -> Iterator[Plan]:
    yield replace(plan, goals=tuple(goal for goal in goals if goal.kind in (Kind.state, Kind.transition, Kind.timed)))
    for activity in pathway.activities:
        names = {event.name for event in activity.events}
        mine = [g for g in goals if g.kind is Kind.item_state and g.about == activity.name]
        mine += [g for g in goals if g.kind is Kind.item_transition and g.name in names]
        yield replace(plan, activity=activity.name, goals=tuple(mine))
    for deadline in pathway.deadlines:
        mine = [goal for goal in goals if goal.kind is Kind.deadline and goal.name == deadline.name]
        yield replace(plan, activity=deadline.per, watched=deadline.name, goals=tuple(mine))


class _Seeker:
    """Follows plans, and keeps the first way to each goal."""

    def __init__(self, definitions: Definitions, pathway: Pathway, first: date) -> None:
        self.found = Searched()
        self._definitions = definitions
        self._pathway = pathway
        self._walker = Walker(definitions=definitions, pathway=pathway.id, first=first)
        self._first = first
        self._ready: dict[str, _Known] = {}

    def follow(self, plan: Plan) -> None:
        """Look at situations, nearest first, until every goal of the plan has a way, or there are no more."""
        seen: set[Key] = set()
        waiting: deque[Situation] = deque()
        begun = [found for root in plan.roots for found in self._begin(root)]
        self._take(plan, begun, seen, waiting)
        while waiting and not self._done(plan):
            if len(seen) > MOST_SITUATIONS:
                self.found.stopped = True
                return
            situation = waiting.popleft()
            self._take(plan, self._onward(plan, situation), seen, waiting)

    @property
    def refused(self) -> dict[tuple[str, str], str]:
        """(event, state) → what the definition said to every choice there."""
        return self._known(self._pathway.id).chooser.refused

    def _done(self, plan: Plan) -> bool:
        return all(goal in self.found.ways for goal in plan.goals)

    def _take(
        self,
        plan: Plan,
        found: Iterable[tuple[Situation, CaseState]],
        seen: set[Key],
        waiting: deque[Situation],
    ) -> None:
        for situation, state in found:
            for goal in sorted(situation.steps[-1].goals - self.found.ways.keys()):
                self.found.ways[goal] = situation
            key = self._key(plan, state, situation.steps[-1].at)
            if key not in seen:
                seen.add(key)
                self.found.looked_at += 1
                self._note(state)
                waiting.append(kept(situation, state))

    def _note(self, state: CaseState) -> None:
        for run in self._walker.own(state):
            self.found.states.add(run.state)
            self.found.item_states |= {(key.partition(".")[0], item.state) for key, item in run.items.items()}
            self.found.opened |= {split_key(k)[0] for k, d in run.deadlines.items() if d.status is not Status.dormant}

    def _begin(self, root: str) -> Iterator[tuple[Situation, CaseState]]:
        known = self._known(root)
        nothing = Situation(text="", now=None, steps=())
        on = self._first
        for event in known.prepared.pathway.events:
            if not event.start or not event.by:
                continue
            for choice in known.chooser.choices(blank_run(known.prepared, on), "", event, on, starts=True):
                asking = Asking(event=event, run="", item="", choice=choice, starts=root)
                tried = self._walker.tried(nothing, asking)
                if tried:
                    yield tried

    def _onward(self, plan: Plan, situation: Situation) -> Iterator[tuple[Situation, CaseState]]:
        state = situation.state
        on = civil_date(self._walker.morning_after(situation))
        for run in state.runs.values():
            if run.pathway in plan.pathways:
                for asking in self._askings(plan, run, on):
                    tried = self._walker.tried(situation, asking)
                    if tried:
                        self._note_event(run, asking)
                        yield tried
        for run in self._walker.own(state):
            for until in self._ends(plan, run, situation):
                yield self._walker.waited(situation, until)

    def _note_event(self, run: RunState, asking: Asking) -> None:
        if run.pathway == self._pathway.id:
            left = run.items[asking.item].state if asking.item else run.state
            self.found.happened.add((asking.event.name, left))

    def _ends(self, plan: Plan, run: RunState, situation: Situation) -> list[datetime]:
        """Instants worth waiting for: the legal ends of deadlines that are open and watched, or that move the run.

        Of a period too in which nothing is owed: another comes after it.
        """
        timed = self._known(run.pathway).prepared.timed
        return sorted(
            {
                deadline.missed_from
                for key, deadline in run.deadlines.items()
                if deadline.status is Status.open or (deadline.idle and deadline.under_way)
                if situation.now is not None and situation.now < deadline.missed_from
                if split_key(key)[0] == plan.watched
                or any(run.state in each.sources for each in timed.get(split_key(key)[0], ()))
            }
        )

    def _askings(self, plan: Plan, run: RunState, on: date) -> Iterator[Asking]:
        known, is_own = self._known(run.pathway), run.pathway == self._pathway.id
        wanted = _wanted(known.prepared, plan.watched) if is_own else None
        for event in known.prepared.pathway.events:
            if wanted is not None and event.name not in wanted:
                continue
            if event.by and not event.start and run.state in known.prepared.table.sources(event.name):
                choices = known.chooser.choices(run, "", event, on)
                for choice in choices if is_own else _by_branch(event, choices, run):
                    yield Asking(event=event, run=run.run, item="", choice=choice, starts="")
        for name in self._activities(plan, run, known):
            activity = known.prepared.activities[name]
            if activity.spec.open_in and run.state not in activity.spec.open_in:
                continue
            for item, event in product(self._items(run, known, name), activity.spec.events):
                if event.by and run.items[item].state in activity.table.sources(event.name):
                    for choice in known.chooser.choices(run, item, event, on):
                        yield Asking(event=event, run=run.run, item=item, choice=choice, starts="")

    def _activities(self, plan: Plan, run: RunState, known: _Known) -> tuple[str, ...]:
        """Activities whose items are moved: the one that is looked at, and those that the run's guards ask about."""
        own = plan.activity if run.pathway == self._pathway.id else ""
        return tuple(name for name in known.items if name == own or name in known.mentioned)

    def _items(self, run: RunState, known: _Known, activity: str) -> tuple[str, ...]:
        """One item after the other: the first that has not ended, and the first that has. The rest are like them."""
        ended = known.prepared.ended_item_states[activity]
        keys = [key for key in run.items if key.startswith(activity + ".")]
        first = next((key for key in keys if run.items[key].state not in ended), None)
        over = next((key for key in keys if run.items[key].state in ended), None)
        return tuple(key for key in (first, over) if key is not None)

    def _key(self, plan: Plan, state: CaseState, now: datetime) -> Key:
        """Situations with the same key lead on alike, as far as the plan looks."""
        return tuple(
            (run.pathway, run.state, *self._standing(plan, run), self._watched(plan, run, now))
            for run in state.runs.values()
            if run.pathway in plan.pathways
        )

    def _asks_of_waiting(self, plan: Plan) -> bool:
        """Whether a plan has to tell a run that waits from one that does not: its transitions, and what pauses set."""
        prepared = self._known(self._pathway.id).prepared
        if not plan.watched:
            return not plan.activity
        spec = prepared.deadlines[plan.watched]
        named = {spec.anchor.name, *spec.met_by, *spec.ended_by, *spec.opens_events}
        return any(event.pauses or event.resumes for event in prepared.pathway.events if event.name in named)

    def _standing(self, plan: Plan, run: RunState) -> Key:
        known = self._known(run.pathway)
        table = known.prepared.table
        if run.pathway != self._pathway.id and not any(run.state in table.sources(e) for e in known.prepared.events):
            return ()  # it is over there, and nothing it has recorded matters any more
        nothing = Content(happened=Happened(on=run.since, at=None), data={}, reason_codes=(), pins=(), warnings=())
        waits = any(pause.ended is None for pause in run.pauses) and self._asks_of_waiting(plan)
        found: list[object] = [waits, answers(known.atoms, scope_of(known.prepared, run, "", nothing))]
        for name in self._activities(plan, run, known):
            items = [
                (run.items[key].state, answers(known.items[name], scope_of(known.prepared, run, key, nothing)))
                for key in run.items
                if key.startswith(name + ".")
            ]
            ended = known.prepared.ended_item_states[name]
            found.append(sorted(item for item in items if item[0] not in ended))
            if name == plan.activity:
                found.append(frozenset(item for item in items if item[0] in ended))
        return tuple(tuple(each) if isinstance(each, list) else each for each in found)

    def _watched(self, plan: Plan, run: RunState, now: datetime) -> Key:
        if run.pathway != self._pathway.id or not plan.watched:
            return ()
        periods = [d for key, d in run.deadlines.items() if d.tally is not None and split_key(key)[0] == plan.watched]
        if periods:
            return _of_periods(periods)
        return tuple(
            sorted(
                (
                    d.status.value,
                    (now >= d.nominal_end) + (now >= d.missed_from),
                    d.extended_by > 0,
                    d.late_extension_by > 0,
                    self._stands(plan, run, d),
                )
                for key, d in run.deadlines.items()
                if split_key(key)[0] == plan.watched
            )
        )

    def _stands(self, plan: Plan, run: RunState, deadline: DeadlineState) -> tuple[bool, bool]:
        """Whether the clock that is watched stands, and whether it has stood since it began."""
        if self._known(run.pathway).prepared.deadlines[plan.watched].on_pause is OnPause.runs:
            return False, False
        over = any(p.ended is not None and p.began.on >= deadline.anchored_on for p in run.pauses)
        return deadline.standing_since is not None, over

    def _known(self, pathway: str) -> _Known:
        found = self._ready.get(pathway)
        if found is None:
            digest, _ = self._definitions.in_force(pathway, self._first)
            found = self._ready[pathway] = _make_known(self._definitions, digest)
        return found


def _of_periods(periods: list[DeadlineState]) -> Key:
    """What has become of the periods so far, and how much is done in the last: there are as many as one waits for."""
    last = max(periods, key=lambda deadline: deadline.nominal)
    done = len({on for on, _ in last.tally.done}) if last.tally is not None else 0
    past = frozenset(deadline.status.value for deadline in periods if deadline is not last)
    return last.status.value, 0 if last.status is Status.met else done, bool(last.pending), past


def _wanted(prepared: Prepared, watched: str) -> frozenset[str] | None:
    """For what is owed in each period: what counts or ends it, moves the run, or records what those ask for.

    None where every event is tried. The others only make more situations, and to be done so often takes many steps.
    """
    spec = prepared.deadlines.get(watched)
    if spec is None or spec.every is None:
        return None
    events = prepared.pathway.events
    names = {*spec.met_by, *spec.ended_by} | {e.name for e in events if any(branch.to for branch in e.branches)}
    grown = True
    while grown:
        asked = {name for event in events if event.name in names for name in _asked(event)}
        more = {event.name for event in events if asked & {*event.records, *event.may_record}} - names
        names |= more
        grown = bool(more)
    return frozenset(names)


def _asked(event: Event) -> Iterator[str]:
    for guard in (*(each.when for each in event.requires), *(branch.when for branch in event.branches)):
        yield from names_read(guard)


def _by_branch(event: Event, choices: Iterator[Choice], run: RunState) -> Iterator[Choice]:
    """Of an event in another run one choice for each branch that moves it or tells others: enough for what it sends."""
    left = {
        number
        for number, branch in enumerate(event.branches)
        if branch.to not in ("", run.state) or branch.begins or branch.signals
    }
    while left:
        choice = next(choices, None)
        if choice is None:
            return
        if choice.branch in left:
            left.remove(choice.branch)
            yield choice


def _make_known(definitions: Definitions, digest: str) -> _Known:
    prepared = definitions.prepared(digest)
    pathway = prepared.pathway
    asked = (atom for atom in atoms_of(guards_of(pathway)) if isinstance(atom, Activities))
    return _Known(
        prepared=prepared,
        chooser=Chooser(prepared, definitions.code_lists()),
        atoms=run_atoms(pathway),
        items={activity.name: item_atoms(pathway, activity) for activity in pathway.activities},
        mentioned=frozenset(atom.activity for atom in asked),
    )
