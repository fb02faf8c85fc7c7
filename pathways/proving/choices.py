"""What an event may record, as few choices as lead on differently: values its guards tell apart, and no others.

Every choice is complete: required fields have a value, codes are valid on the day, and all that the event requires
holds. The order is that of the definition, and the same every time.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice, product
from typing import NamedTuple

from pathways.compiler.life import guards_of
from pathways.machine.foreseen import names_of
from pathways.machine.guards import Scope, holds
from pathways.machine.prepared import Prepared
from pathways.machine.scope import scope_of
from pathways.machine.state import RunState
from pathways.machine.values import is_valid
from pathways.model.expression import Compare, Expression, Holds, Literal, Type
from pathways.model.pathway import Code, CodeList, Event, Field, FieldKind
from pathways.model.record import Content, Happened, Value
from pathways.proving.atoms import anchor_fields, answers, atoms_of, item_guards

MOST_CHOICES = 4_096
"""Combinations of values that are tried for one event in one situation."""

DATES = (timedelta(weeks=4), timedelta(0), timedelta(weeks=-1))
"""Dates that are tried, from the day of the event: later first, so that what is set lies ahead where it may."""

SOME_TEXT = "Oppdiktet."


class Choice(NamedTuple):
    """Values for one event, and the branch they lead through."""

    data: Mapping[str, Value]
    branch: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is read of a pathway's fields anywhere, and the questions asked of the run and of items."""

    fields: frozenset[str]
    atoms: tuple[Expression, ...]
    flags: Mapping[str, tuple[Expression, ...]]
    """Field each of whose codes makes an item → the flags' first values."""


def asked(prepared: Prepared) -> Asked:
    """What the guards of a pathway ask."""
    pathway = prepared.pathway
    of_items = (guard for activity in pathway.activities for guard in item_guards(pathway, activity))
    atoms = atoms_of((*guards_of(pathway), *of_items))
    each = {a.each_field: tuple(guard for _, guard in a.flags) for a in pathway.activities if a.each_field}
    names = {name for atom in atoms for name in names_of(atom)}
    return Asked(fields=frozenset({*names, *each, *anchor_fields(pathway)}), atoms=atoms, flags=each)


class Chooser:
    """Makes choices for the events of one pathway."""

    def __init__(self, prepared: Prepared, code_lists: Mapping[str, CodeList]) -> None:
        self._prepared = prepared
        self._lists = code_lists
        self._asked = asked(prepared)
        self._fields = prepared.fields
        self._anchors = tuple(sorted(anchor_fields(prepared.pathway)))
        self.refused: dict[tuple[str, str], str] = {}
        """(event, state) → the last sentence that stood in the way of every choice."""

    def choices(self, run: RunState, item: str, event: Event, on: date, *, starts: bool = False) -> Iterator[Choice]:
        """Every choice with which the event can happen in the run (and item) that day, one for each way on."""
        known: set[tuple[object, ...]] = set()
        state = run.items[item].state if item else run.state
        for data in self._combinations(run, event, on):
            scope = scope_of(self._prepared, run, item, _content(data, on))
            standing_in = next((each for each in event.requires if not holds(each.when, scope)), None)
            if standing_in is not None:
                self.refused.setdefault((event.name, state), standing_in.otherwise.nb)
                continue
            branch = self._branch(event, scope)
            dates = tuple(name in data for name in self._anchors)
            way = (branch, answers(self._asked.atoms, scope), self._made(event, data, scope), dates)
            if branch >= 0 and way not in known:
                known.add(way)
                self.refused.pop((event.name, state), None) if not starts else None
                yield Choice(data=data, branch=branch)

    def _branch(self, event: Event, scope: Scope) -> int:
        """The branch that is taken; 0 for an event without any, -1 where none holds."""
        if not event.branches:
            return 0
        return next((n for n, branch in enumerate(event.branches) if holds(branch.when, scope)), -1)

    def _made(self, event: Event, data: Mapping[str, Value], scope: Scope) -> tuple[object, ...]:
        """What tells apart the items that the event makes."""
        found: list[object] = []
        for name, flags in self._asked.flags.items():
            codes = data.get(name)
            if name in (*event.records, *event.may_record) and isinstance(codes, tuple):
                found += [answers(flags, _with_code(scope, code)) for code in codes]
        return tuple(found)

    def _combinations(self, run: RunState, event: Event, on: date) -> Iterator[Mapping[str, Value]]:
        """What an event must record changes fastest: that mostly decides where it leads."""
        names = (*event.may_record, *event.records)
        domains = [self._domain(run, event, self._fields[name], on) for name in names]
        for values in islice(product(*domains), MOST_CHOICES):
            yield {name: value for name, value in zip(names, values, strict=True) if value is not None}

    def _domain(self, run: RunState, event: Event, field: Field, on: date) -> Sequence[Value | None]:
        must, is_read = field.name in event.records, field.name in self._asked.fields
        if not must and not is_read:
            return (None,)
        values = self._values(run, field, on)
        if not is_read:
            return values[:1]
        if field.kind is FieldKind.flag and not must:
            return (None, True)
        return values if must else (None, *values)

    def _values(self, run: RunState, field: Field, on: date) -> Sequence[Value]:
        match field.kind:
            case FieldKind.flag:
                return (True, False)
            case FieldKind.date:
                recorded = [value for value in run.fields.values() if isinstance(value, str) and _is_date(value)]
                return tuple(dict.fromkeys((*((on + step).isoformat() for step in DATES), *recorded)))
            case FieldKind.number:
                return self._numbers(field.name)
            case FieldKind.code:
                return self._codes(field, on)
            case FieldKind.codes:
                return self._several(field, on)
            case FieldKind.text:
                return (SOME_TEXT,)

    def _codes(self, field: Field, on: date) -> Sequence[str]:
        """One code for each way of answering all questions about the field, valid that day."""
        atoms = [atom for atom in self._asked.atoms if field.name in names_of(atom)]
        scope = _alone(self._prepared, on)
        alike: dict[tuple[bool, ...], str] = {}
        for code in self._valid(field, on):
            alike.setdefault(answers(atoms, _with(scope, field.name, code.code)), code.code)
        return tuple(alike.values())

    def _several(self, field: Field, on: date) -> Sequence[tuple[str, ...]]:
        """All codes that are asked for together, each of them alone, and one that nobody asks for."""
        named = {atom.code for atom in self._asked.atoms if isinstance(atom, Holds) and atom.codes.name == field.name}
        valid = [code.code for code in self._valid(field, on)]
        wanted = tuple(code for code in valid if code in named)
        flags = self._asked.flags.get(field.name)
        if flags:
            scope = _alone(self._prepared, on)
            alike = {answers(flags, _with_code(scope, code)): code for code in reversed(valid)}
            singles = [code for code in valid if code in alike.values()]
        else:
            singles = [*wanted, *(code for code in valid if code not in named)][: len(wanted) + 1]
        sets = ((wanted,) if len(wanted) > 1 else ()) + tuple((code,) for code in singles)
        return tuple(dict.fromkeys(sets))

    def _numbers(self, name: str) -> Sequence[int]:
        sides = [
            side.value
            for atom in self._asked.atoms
            if isinstance(atom, Compare) and name in names_of(atom)
            for side in (atom.left, atom.right)
            if isinstance(side, Literal) and side.type is Type.number and isinstance(side.value, int)
        ]
        return tuple(dict.fromkeys(number for side in sides for number in (side, side - 1, side + 1))) or (1,)

    def _valid(self, field: Field, on: date) -> list[Code]:
        return [code for code in self._lists[field.code_list].codes if is_valid(code, on)]


def _content(data: Mapping[str, Value], on: date) -> Content:
    return Content(happened=Happened(on=on, at=None), data=data, reason_codes=(), pins=(), warnings=())


def _alone(prepared: Prepared, on: date) -> Scope:
    """The scope of a run of which nothing is known."""
    return scope_of(prepared, blank_run(prepared, on), "", _content({}, on))


def blank_run(prepared: Prepared, on: date) -> RunState:
    """A run as it is before its start event."""
    return RunState(
        run="",
        pathway=prepared.pathway.id,
        digest=prepared.pathway.digest,
        law_loaded=True,
        state=prepared.start,
        since=on,
        started_by=0,
        begun_by="",
        fields={},
        seen={},
        items={},
        deadlines={},
    )


def _with(scope: Scope, name: str, value: Value) -> Scope:
    return Scope(
        fields={**scope.fields, name: value},
        happened=scope.happened,
        items=scope.items,
        rules=scope.rules,
        calendar=scope.calendar,
        ended_item_states=scope.ended_item_states,
        redecided=scope.redecided,
    )


def _with_code(scope: Scope, code: str) -> Scope:
    return _with(scope, "code", code)


def _is_date(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True
