"""Guards over what is only partly known: whether they can hold, and whether they can fail.

Used to follow one deadline through a pathway: a branch that needs another code than the one recorded is not taken.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import NamedTuple

from pathways.compiler.context import Context
from pathways.compiler.names_read import names_read
from pathways.compiler.over_codes import takes
from pathways.compiler.truth import code_compared
from pathways.model.expression import (
    And,
    Compare,
    Comparison,
    Expression,
    Holds,
    Literal,
    Name,
    Not,
    OneOf,
    Or,
    Recorded,
)
from pathways.model.pathway import Event, Field, FieldKind

MOST_COMBINATIONS = 64

Value = str | bool | None
"""A code or None for none; a flag; for other fields whether anything is recorded."""
Values = tuple[Value, ...]


class Outcome(NamedTuple):
    """Whether a guard can hold, and whether it can fail."""

    true: bool
    false: bool


EITHER = Outcome(true=True, false=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tracked:
    """The fields that are followed, in order, with the values each can take once it is recorded."""

    names: tuple[str, ...]
    kinds: tuple[FieldKind, ...]
    domains: tuple[tuple[Value, ...], ...]

    @property
    def nothing(self) -> Values:
        """The values when nothing is recorded."""
        return tuple(None if kind is FieldKind.code else False for kind in self.kinds)

    def after(self, values: Values, event: Event | None) -> list[Values]:
        """Every combination the values can have once the event has recorded what it records."""
        if event is None or not {*event.records, *event.may_record} & set(self.names):
            return [values]
        choices: list[tuple[Value, ...]] = []
        for name, value, domain in zip(self.names, values, self.domains, strict=True):
            if name in event.records:
                choices.append(domain)
            else:
                choices.append(tuple({value, *domain}) if name in event.may_record else (value,))
        return [tuple(choice) for choice in product(*choices)]

    def outcome(self, guard: Expression | None, values: Values) -> Outcome:
        """What the guard can come to when the followed fields have these values and all else is open."""
        if guard is None:
            return Outcome(true=True, false=False)
        if not self.names:
            return EITHER
        return _outcome(guard, dict(zip(self.names, zip(self.kinds, values, strict=True), strict=True)))

    def allows(self, event: Event | None, branch: int, values: Values) -> bool:
        """Whether the event can take this branch when the followed fields have these values after it."""
        if event is None or not self.names:
            return True
        return (
            all(self.outcome(requirement.when, values).true for requirement in event.requires)
            and self.outcome(event.branches[branch].when, values).true
            and all(self.outcome(earlier.when, values).false for earlier in event.branches[:branch])
        )


def track(names: set[str], fields: Mapping[str, Field], guards: Iterable[Expression], context: Context) -> Tracked:
    """Follow as many of these fields as keeps the combinations few.

    Codes that none of the ``guards`` (all there are in the pathway) tells apart are followed as one.
    """
    atoms = [atom for guard in guards for atom in _tests_of_codes(guard)] if names else []
    choices = {name: _domain(fields[name], atoms, context) for name in names & set(fields)}
    names_kept: list[str] = []
    domains: list[tuple[Value, ...]] = []
    for name, domain in sorted(choices.items(), key=lambda choice: (len(choice[1]), choice[0])):
        if domain and prod(len(d) + 1 for d in (*domains, domain)) <= MOST_COMBINATIONS:
            names_kept.append(name)
            domains.append(domain)
    kinds = tuple(fields[name].kind for name in names_kept)
    return Tracked(names=tuple(names_kept), kinds=kinds, domains=tuple(domains))


def _domain(field: Field, atoms: list[OneOf | Compare], context: Context) -> tuple[Value, ...]:
    if field.kind is FieldKind.code:
        codes = context.code_lists.get(field.code_list)
        mine = [atom for atom in atoms if field.name in names_read(atom)]
        alike = {tuple(takes(atom, code.code) for atom in mine): code.code for code in codes.codes} if codes else {}
        return tuple(alike.values())
    return (True, False) if field.kind is FieldKind.flag else (True,)


def _tests_of_codes(guard: Expression) -> Iterator[OneOf | Compare]:
    match guard:
        case OneOf():
            yield guard
        case Compare() if code_compared(guard):
            yield guard
        case And(operands=operands) | Or(operands=operands):
            for operand in operands:
                yield from _tests_of_codes(operand)
        case Not(operand=operand):
            yield from _tests_of_codes(operand)
        case _:
            return


Known = Mapping[str, tuple[FieldKind, Value]]


def _outcome(guard: Expression, known: Known) -> Outcome:
    match guard:
        case Not(operand=operand):
            inner = _outcome(operand, known)
            return Outcome(true=inner.false, false=inner.true)
        case And(operands=operands):
            parts = [_outcome(operand, known) for operand in operands]
            return Outcome(true=all(p.true for p in parts), false=any(p.false for p in parts))
        case Or(operands=operands):
            parts = [_outcome(operand, known) for operand in operands]
            return Outcome(true=any(p.true for p in parts), false=all(p.false for p in parts))
        case Literal(value=value):
            return Outcome(true=value is True, false=value is not True)
        case _:
            return _atom(guard, known)


def _atom(guard: Expression, known: Known) -> Outcome:
    match guard:
        case Name(name=name) if name in known:
            return _sure(is_true=known[name][1] is True)
        case OneOf(item=Name(name=name), among=among) if name in known:
            return _sure(is_true=known[name][1] in among)
        case Recorded(name=name) if name in known and known[name][0] is not FieldKind.flag:
            return _sure(is_true=known[name][1] not in (None, False))
        case Holds(codes=Name(name=name)) if name in known and known[name][1] is False:
            return _sure(is_true=False)
        case Compare():
            return _compare(guard, known)
        case _:
            return EITHER


def _compare(guard: Compare, known: Known) -> Outcome:
    name = code_compared(guard)
    if name in known:
        code = known[name][1]
        literal = guard.right if isinstance(guard.right, Literal) else guard.left
        same = isinstance(literal, Literal) and code == literal.value
        return _sure(is_true=code is not None and same is (guard.operator is Comparison.equal))
    sides = (side.name for side in (guard.left, guard.right) if isinstance(side, Name))
    missing = any(side in known and known[side][1] in (None, False) for side in sides)
    return _sure(is_true=False) if missing else EITHER


def _sure(*, is_true: bool) -> Outcome:
    return Outcome(true=is_true, false=not is_true)
