"""Proves ladders of reminders on every start date, declared maxima, and that nothing is left to silence or to nobody.

Each finding says on which start it shows first, and on how many. Places are read from the source once there is one.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from pathways.compiler.catalogue import Catalogue
from pathways.compiler.problem import Problem, Report
from pathways.compiler.source import parse
from pathways.compiler.tree import Node, place_of
from pathways.counting.oslo import to_oslo
from pathways.counting.telling import write_clock, write_period, write_short
from pathways.machine.prepared import prepare
from pathways.messages import say
from pathways.model.pathway import Deadline, Pathway
from pathways.proving.anew import STRANDED, stranded
from pathways.proving.ladders import Ladders, faults_of
from pathways.proving.silence import silences
from pathways.proving.starts import Counted, Span, Start

BEYOND = "E906"
"""Code: later than its declared maximum."""

Advance = Callable[[int, int | None], None]


class Shown(NamedTuple):
    """Where a finding shows: the first start, and on how many of how many."""

    first: date | datetime
    times: int
    of: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A problem that time brings. ``shown`` is None for one that is no matter of dates."""

    problem: Problem
    shown: Shown | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proved:
    """What was tried, and what was found, by place. ``starts`` counts starts of deadlines, budgets apart."""

    found: tuple[Found, ...]
    deadlines: int
    starts: int
    spans: tuple[tuple[str, Span], ...]
    """The dates that were tried for each definition, by its file."""


class Key(NamedTuple):
    """One kind of finding about one deadline."""

    code: str
    rung: int
    other: int
    extended: bool


@dataclass(slots=True, kw_only=True)
class _Seen:
    first: Start
    count: int = 0


def prove(
    catalogue: Catalogue, origins: Iterable[str], span_of: Callable[[Pathway], Span], under: str, advance: Advance
) -> Proved:
    """Prove the definitions of these files. ``under`` stands before file names in places.

    Raises: CountingError when a date leaves the years of a calendar.
    """
    wanted = set(origins)
    pathways = [pathway for pathway in catalogue.pathways if pathway.origin in wanted]
    total = sum(len(pathway.deadlines) for pathway in pathways)
    proof = _Proof(catalogue=catalogue, under=under)
    spans = []
    for pathway in pathways:
        span = span_of(pathway)
        spans.append((pathway.origin, span))
        proof.tell_silences(pathway)
        proof.tell_stranded(pathway)
        for _ in proof.deadlines_of(pathway, span):
            advance(proof.deadlines, total)
    found = tuple(sorted(proof.found, key=lambda each: each.problem))
    return Proved(found=found, deadlines=proof.deadlines, starts=proof.starts, spans=tuple(spans))


@dataclass(slots=True, kw_only=True)
class _Proof:
    """One proof under way."""

    catalogue: Catalogue
    under: str
    found: list[Found] = field(default_factory=list)
    deadlines: int = 0
    starts: int = 0

    def deadlines_of(self, pathway: Pathway, span: Span) -> Iterator[str]:
        """Prove one deadline after another; their names."""
        context = self.catalogue.context
        counted = Counted(pathway, context, span)
        ladders = Ladders(prepare(pathway, context.rules, context.calendars))
        for deadline in pathway.deadlines:
            starts = counted.starts(deadline)
            self._tell(pathway, deadline, _try_out(deadline, counted, ladders), len(starts))
            self.deadlines += 1
            self.starts += len(starts)
            yield deadline.name

    def tell_silences(self, pathway: Pathway) -> None:
        """States where nobody is told any more."""
        for silence in silences(self.catalogue, pathway):
            self._add(pathway, silence.code, ("states", silence.state), silence.values, None)

    def tell_stranded(self, pathway: Pathway) -> None:
        """Duties that nothing can meet once a decision was made anew."""
        for each in stranded(self.catalogue, pathway):
            values = {"deadline": each.deadline, "event": each.event, "state": each.state}
            self._add(pathway, STRANDED, ("deadlines", each.deadline), values, None)

    def _tell(self, pathway: Pathway, deadline: Deadline, seen: dict[Key, _Seen], of: int) -> None:
        for key, times in seen.items():
            if key.extended and key._replace(extended=False) in seen:
                continue  # the same mistake, told once
            shown = Shown(times.first.root, times.count, of)
            path = ("at_most",) if key.code == BEYOND else ("remind", key.rung)
            values = _values(deadline, key, shown)
            self._add(pathway, key.code, ("deadlines", deadline.name, *path), values, shown)

    def _add(
        self, pathway: Pathway, code: str, path: tuple[str | int, ...], values: dict[str, str], shown: Shown | None
    ) -> None:
        report = Report()
        report.add(code, place_of(self._root(pathway), *path), **values)
        self.found += [Found(problem=problem, shown=shown) for problem in report.problems()]

    def _root(self, pathway: Pathway) -> Node:
        root = parse(self.catalogue.files[pathway.origin], self.under + pathway.origin, Report())
        if root is None:
            raise AssertionError(pathway.origin)
        return root


def _try_out(deadline: Deadline, counted: Counted, ladders: Ladders) -> dict[Key, _Seen]:
    """What is wrong with one deadline on all its starts, with each of its budgets."""
    if deadline.every is not None:
        return _try_periods(deadline, counted, ladders)
    seen: dict[Key, _Seen] = {}
    kept = ladders.of(deadline)
    budgets = [(deadline.within, False)]
    if deadline.extension:
        budgets.append((deadline.extension.within, True))
    for within, extended in budgets:
        for start in counted.starts(deadline):
            due = counted.due(deadline, start, within)
            if deadline.reminders:
                hung = ladders.hung(deadline, due, kept)
                for fault in hung.faults if within is None else faults_of(hung, start):
                    _note(seen, Key(*fault, extended), start)
            most = counted.most(deadline, start)
            if most is not None and (due.nominal > most.nominal or due.legal > most.legal):
                _note(seen, Key(BEYOND, -1, -1, extended), start)
    return seen


def _try_periods(deadline: Deadline, counted: Counted, ladders: Ladders) -> dict[Key, _Seen]:
    """The same for what is owed in each period. A first period that is not whole leaves out what lies before it."""
    seen: dict[Key, _Seen] = {}
    kept = ladders.of(deadline)
    for start in counted.starts(deadline):
        found: set[Key] = set()
        for begins, due, whole in counted.periods(deadline, start):
            hung = ladders.hung(deadline, due, kept)
            found |= {Key(*fault, extended=False) for fault in (faults_of(hung, begins) if whole else hung.faults)}
        for key in sorted(found):
            _note(seen, key, start)
    return seen


def _note(seen: dict[Key, _Seen], key: Key, start: Start) -> None:
    seen.setdefault(key, _Seen(first=start)).count += 1


def _values(deadline: Deadline, key: Key, shown: Shown) -> dict[str, str]:
    ids = [reminder.id for reminder in deadline.reminders]
    return {
        "deadline": deadline.name,
        "rung": ids[key.rung] if key.rung >= 0 else "",
        "other": ids[key.other] if key.other >= 0 else "",
        "most": write_period(deadline.at_most.within) if deadline.at_most else "",
        "law": deadline.at_most.basis.law if deadline.at_most else "",
        "how": say("proving.when_extended") if key.extended else "",
        "first": write_start(shown.first),
        "count": str(shown.times),
        "of": str(shown.of),
        "what": say("proving.of_dates" if deadline.within is None else "proving.of_starts"),
    }


def write_start(start: date | datetime) -> str:
    """A start for people: the date, with the time where hours are counted."""
    if isinstance(start, datetime):
        return say("proving.at_clock", date=write_short(to_oslo(start).date()), clock=write_clock(start))
    return write_short(start)
