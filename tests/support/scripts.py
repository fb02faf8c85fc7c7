"""What a walk did, written down so that it can be done again otherwise: unswept, swept often, or in another order.

What two cases are is compared without the seqs of their records, which tell the order of recording.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import datetime

from pathways.errors import PathwaysError
from pathways.machine.fold import fold
from pathways.machine.order import clock_place
from pathways.machine.state import CaseState
from pathways.machine.state_json import dump
from pathways.model.record import Act, Kind, Record
from tests.support.cases import ToldCase
from tests.support.walks import Walk
from tests.support.worlds import World

BY_PEOPLE = (Kind.act, Kind.correction, Kind.annulment, Kind.redecision)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One command. ``target`` counts what people had recorded, from 0; -1 where there is none."""

    verb: str
    now: datetime
    given: Act | None = None
    pathway: str = ""
    target: int = -1


@dataclass(slots=True, kw_only=True)
class Scribe:
    """A case that writes down what is done to it. Refused commands are written down too."""

    case: ToldCase
    lines: list[Line] = field(default_factory=list)

    @property
    def world(self) -> World:
        return self.case.world

    @property
    def now(self) -> datetime:
        return self.case.now

    @now.setter
    def now(self, to: datetime) -> None:
        self.case.now = to

    @property
    def records(self) -> Sequence[Record]:
        return self.case.records

    @property
    def state(self) -> CaseState:
        return self.case.state

    def write(self, given: Act, *, pathway: str = "") -> object:
        self.lines.append(Line(verb="write", now=self.now, given=given, pathway=pathway))
        return self.case.write(given, pathway=pathway)

    def rewrite(self, given: Act, target: Record) -> object:
        self.lines.append(Line(verb="rewrite", now=self.now, given=given, target=self._ordinal(target.seq)))
        return self.case.rewrite(given, target)

    def annul(self, seq: int) -> object:
        self.lines.append(Line(verb="annul", now=self.now, target=self._ordinal(seq)))
        return self.case.annul(seq)

    def tick(self, at: datetime) -> object:
        self.lines.append(Line(verb="tick", now=at))
        return self.case.tick(at)

    def _ordinal(self, seq: int) -> int:
        return [record.seq for record in by_people(self.records)].index(seq)


def scribed(walk: Walk, steps: int) -> Scribe:
    """Take a walk of so many steps, and write it down."""
    assert isinstance(walk.case, ToldCase)
    scribe = Scribe(case=walk.case)
    list(replace(walk, case=scribe).steps(steps))
    return scribe


def perform(lines: Sequence[Line], case: ToldCase, *, ticks: bool) -> int:
    """Do what was written down to another case, sweeping or not; how many commands were refused."""
    refused = 0
    for line in lines:
        case.now = max(case.now, line.now)
        try:
            _perform(line, case, ticks=ticks)
        except PathwaysError:
            refused += 1
    return refused


def by_people(records: Sequence[Record]) -> list[Record]:
    """What people recorded, in the order of recording."""
    return [record for record in records if record.kind in BY_PEOPLE]


def what_it_is(case: ToldCase, at: datetime, ordinals: Mapping[int, int] | None = None) -> str:
    """What a case is at a moment, with the ordinals of acts for the seqs of their records."""
    if ordinals is None:
        ordinals = {record.seq: number for number, record in enumerate(by_people(case.records), start=1)}
    state = fold(case.world, case.records, clock_place(at)).state
    ordinals = {0: 0, **ordinals}
    for run in state.runs.values():
        run.started_by = ordinals[run.started_by]
        run.pauses = tuple(
            replace(pause, begun_by=ordinals[pause.begun_by], ended_by=ordinals[pause.ended_by]) for pause in run.pauses
        )
        for deadline in run.deadlines.values():
            for name in (each.name for each in fields(deadline) if each.name.endswith("_by")):
                setattr(deadline, name, ordinals[getattr(deadline, name)])
    return dump(replace(state, last=None))


def _perform(line: Line, case: ToldCase, *, ticks: bool) -> None:
    if line.verb == "tick":
        if ticks:
            case.tick(line.now)
    elif line.given is None:
        case.annul(by_people(case.records)[line.target].seq)
    elif line.verb == "rewrite":
        case.rewrite(line.given, by_people(case.records)[line.target])
    else:
        case.write(line.given, pathway=line.pathway)
