"""Random walks over definitions: possible acts with valid values, late entries, corrections, annulments, clock steps.

Deterministic by seed. A step may be refused, which is an answer too; anything but a refusal is a bug.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Protocol

from pathways.counting.oslo import civil_date
from pathways.errors import PathwaysError
from pathways.machine.allowed import Possible, possible
from pathways.machine.state import CaseState
from pathways.model.pathway import CodeList, Event, Field, FieldKind
from pathways.model.record import Act, Happened, Kind, Record, Value
from tests.support.cases import EVERY_ROLE, ToldCase, act
from tests.support.worlds import World, shipped

FIRST = datetime(2026, 1, 5, 8, tzinfo=UTC)
TOGETHER = ("barnevern_undersokelse", "barnevern_forlop")
"""Pathways that share a case; the service of the other one has its own."""

STEPS = (
    timedelta(minutes=7),
    timedelta(hours=5),
    timedelta(days=1),
    timedelta(days=3, hours=1),
    timedelta(weeks=2),
    timedelta(weeks=9),
)


class Walked(Protocol):
    """A case that a walk goes through."""

    now: datetime

    @property
    def world(self) -> World:
        """The definitions."""
        ...

    @property
    def records(self) -> Sequence[Record]:
        """What is recorded so far."""
        ...

    @property
    def state(self) -> CaseState:
        """The projection."""
        ...

    def write(self, given: Act, *, pathway: str = "") -> object:
        """Record an act."""
        ...

    def rewrite(self, given: Act, target: Record) -> object:
        """Correct an act."""
        ...

    def annul(self, seq: int) -> object:
        """Annul an act."""
        ...

    def tick(self, at: datetime) -> object:
        """Let the clock pass."""
        ...


@dataclass(slots=True, kw_only=True)
class Walk:
    """One walk under way. ``tried`` and ``refused`` count steps by kind."""

    case: Walked
    random: Random
    past: bool = True
    """Whether late entries, corrections and annulments occur."""
    ticks: bool = True
    """Whether the clock is ever swept between acts."""
    dates: bool = True
    """Whether acts may have a date alone."""
    further: bool = True
    """Whether further runs are started by hand."""
    tried: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)

    def steps(self, count: int) -> Iterator[str]:
        """Take so many steps, and yield what each was once it is taken."""
        self.begin()
        yield "start"
        for _ in range(count):
            self.case.now += timedelta(seconds=1)
            kind = self._kind()
            self.tried[kind] += 1
            try:
                getattr(self, f"_{kind}")()
            except PathwaysError as refusal:
                self.refused[refusal.key] += 1
            yield kind

    def begin(self) -> None:
        """Open the case."""
        pathway = self.random.choice(("barnevern_undersokelse", "barnevern_undersokelse", "bup_vurdering"))
        while not self.case.records:
            with suppress(PathwaysError):
                self._start_of(pathway)

    def _kind(self) -> str:
        kinds = {"act": 10, "wait": 5}
        if self.further:
            kinds |= {"start": 1}
        if self.past:
            kinds |= {"late": 3, "correction": 2, "annulment": 1}
        if self.ticks:
            kinds |= {"tick": 3}
        return self.random.choices(list(kinds), list(kinds.values()))[0]

    def _wait(self) -> None:
        self.case.now += self.random.choice(STEPS)

    def _tick(self) -> None:
        self.case.tick(self.case.now)

    def _act(self) -> None:
        self._do(self._happened(self.case.now))

    def _late(self) -> None:
        days = self.random.choice((0.1, 1, 3, 10, 40))
        self._do(self._happened(max(FIRST, self.case.now - timedelta(days=days))))

    def _start(self) -> None:
        pathways = {run.pathway for run in self.case.state.runs.values()}
        if pathways & set(TOGETHER):
            self._start_of(self.random.choice(TOGETHER))

    def _start_of(self, pathway: str) -> None:
        happened = self._happened(self.case.now)
        digest, _ = self.case.world.in_force(pathway, happened.on)
        event = next(e for e in self.case.world.prepared(digest).events.values() if e.start)
        fields = {f.name: f for f in self.case.world.prepared(digest).pathway.fields}
        self.case.write(act(event.name, happened, data=self._values(event, fields, happened.on)), pathway=pathway)

    def _correction(self) -> None:
        target = self._target()
        if target is None or target.content is None:
            return
        happened = self.random.choice((target.content.happened, self._near(target.content.happened)))
        run = next((r for r in self.case.state.runs.values() if r.run == target.run), None)
        data: Mapping[str, Value] = target.content.data
        if run is not None and self.random.random() < 0.7:
            event, fields = self._event(run.digest, target.name)
            data = self._values(event, fields, happened.on)
        codes = target.content.reason_codes
        self.case.rewrite(act(target.name, happened, run=target.run, item=target.item, data=data, codes=codes), target)

    def _annulment(self) -> None:
        target = self._target()
        if target is not None:
            self.case.annul(target.seq)

    def _do(self, happened: Happened) -> None:
        found = possible(self.case.world, self.case.state, EVERY_ROLE)
        if found:
            chosen = self.random.choice(found)
            self.case.write(self._chosen(chosen, happened))

    def _chosen(self, chosen: Possible, happened: Happened) -> Act:
        event, fields = self._event(self.case.state.runs[chosen.run].digest, chosen.event)
        return act(
            chosen.event,
            happened,
            run=chosen.run,
            item=self.random.choice(chosen.items) if chosen.items else "",
            data=self._values(event, fields, happened.on),
            codes=self._reason_codes(event, happened.on),
        )

    def _event(self, digest: str, name: str) -> tuple[Event, Mapping[str, Field]]:
        prepared = self.case.world.prepared(digest)
        activity = prepared.item_events.get(name)
        event = prepared.events[name] if activity is None else prepared.activities[activity].events[name]
        return event, {f.name: f for f in prepared.pathway.fields}

    def _target(self) -> Record | None:
        annulled = {seq for r in self.case.records if r.kind is Kind.annulment for seq in r.targets}
        acts = [r for r in self.case.records if r.kind is Kind.act and r.seq not in annulled]
        later = [r for r in acts if r.seq > 1] or acts
        return self.random.choice(later) if later else None

    def _happened(self, at: datetime) -> Happened:
        on = civil_date(at)
        return Happened(on=on, at=None if self.dates and self.random.random() < 0.4 else at)

    def _near(self, happened: Happened) -> Happened:
        days = timedelta(days=self.random.choice((-4, -1, 1, 4)))
        if happened.at is None:
            return Happened(on=happened.on + days, at=None)
        return Happened(on=civil_date(happened.at + days), at=happened.at + days)

    def _reason_codes(self, event: Event, on: date) -> tuple[str, ...]:
        if not event.reason.code_list:
            return ()
        return self._codes(self.case.world.code_lists()[event.reason.code_list], on)

    def _values(self, event: Event, fields: Mapping[str, Field], on: date) -> Mapping[str, Value]:
        names = [*event.records, *(name for name in event.may_record if self.random.random() < 0.5)]
        return {name: self._value(fields[name], on) for name in names}

    def _value(self, field_: Field, on: date) -> Value:
        lists = self.case.world.code_lists()
        match field_.kind:
            case FieldKind.code:
                return self.random.choice(_valid(lists[field_.code_list], on))
            case FieldKind.codes:
                return self._codes(lists[field_.code_list], on)
            case FieldKind.date:
                return (on + timedelta(days=self.random.choice((-2, 0, 0, 7, 30)))).isoformat()
            case FieldKind.flag:
                return self.random.random() < 0.7
            case FieldKind.number:
                return self.random.randrange(10)
            case FieldKind.text:
                return "Oppdiktet."

    def _codes(self, code_list: CodeList, on: date) -> tuple[str, ...]:
        codes = _valid(code_list, on)
        few = self.random.randint(1, min(3, len(codes)))
        return tuple(codes if self.random.random() < 0.4 and len(codes) < 10 else self.random.sample(codes, few))


def told_walk(seed: int) -> Walk:
    """A walk through a case in a list, on the shipped definitions."""
    return Walk(case=ToldCase(world=shipped(), now=FIRST), random=Random(seed))


def straight_walk(seed: int) -> Walk:
    """A walk that only goes forward: each act at an instant of its own, nothing late, nobody sweeping."""
    return replace(told_walk(seed), past=False, dates=False, further=False, ticks=False)


def _valid(code_list: CodeList, on: date) -> list[str]:
    return [
        code.code
        for code in code_list.codes
        if (code.valid_from is None or code.valid_from <= on) and (code.valid_to is None or on <= code.valid_to)
    ]
