"""Which values make a guard hold: tables over everything it reads, so that gaps and overlaps are found, not guessed.

A flag is true or false (unrecorded is false); a code is one of its list, or unrecorded; two dates or numbers stand in
order, are equal, or cannot be compared because one is unrecorded. Anything else is yes or no.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from math import prod

from pathways.messages import say
from pathways.model.expression import (
    And,
    Compare,
    Comparison,
    Expression,
    Literal,
    Name,
    Not,
    OneOf,
    Or,
    Recorded,
    Term,
    Type,
)

MOST_ROWS = 4_096

Key = tuple[str, object]
Value = str | int | bool | None
Row = Mapping[Key, Value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of the names where the guards are read: codes of each code field, and what is surely recorded."""

    codes: Mapping[str, tuple[str, ...]]
    recorded: frozenset[str]


def rows(guards: Iterable[Expression], known: Known) -> list[Row] | None:
    """Every combination of values the guards can tell apart; None when too many, or the codes of a field unknown."""
    domains: dict[Key, tuple[Value, ...]] = {}
    for guard in guards:
        for key in _keys(guard):
            domains[key] = _domain(key, known)
    unknown = any(kind == "code" and name not in known.codes for kind, name in domains)
    if unknown or prod(len(domain) for domain in domains.values()) > MOST_ROWS:
        return None
    return [dict(zip(domains, values, strict=True)) for values in product(*domains.values())]


def holds(guard: Expression, row: Row) -> bool:
    """Whether the guard holds in this row."""
    match guard:
        case And(operands=operands):
            return all(holds(operand, row) for operand in operands)
        case Or(operands=operands):
            return any(holds(operand, row) for operand in operands)
        case Not(operand=operand):
            return not holds(operand, row)
        case Literal(value=value):
            return value is True
        case OneOf(item=Name(name=name), among=among):
            return row["code", name] in among
        case Compare(operator=operator):
            return _compares(guard, operator, row)
        case _:
            return bool(row[_key(guard)])


def told(row: Row) -> str:
    """The row in words, for a person."""
    return ", ".join(_told(key, value) for key, value in row.items())


def is_sharp(row: Row) -> bool:
    """Whether the values of the row can surely occur together: no two orders that might exclude each other."""
    return sum(1 for kind, _ in row if kind in ("order", "other")) <= 1


def _keys(guard: Expression) -> Iterator[Key]:
    match guard:
        case And(operands=operands) | Or(operands=operands):
            for operand in operands:
                yield from _keys(operand)
        case Not(operand=operand):
            yield from _keys(operand)
        case Literal():
            return
        case _:
            yield _key(guard)


def _key(guard: Expression) -> Key:
    match guard:
        case Name(name=name):
            return "flag", name
        case OneOf(item=Name(name=name)):
            return "code", name
        case Compare(left=left, right=right):
            name = code_compared(guard)
            return ("code", name) if name else ("order", (left, right))
        case Recorded(name=name):
            return "recorded", name
        case _:
            return "other", guard


def code_compared(guard: Compare) -> str:
    """The code field that is compared with a written code; empty for any other comparison."""
    match guard:
        case Compare(left=Name(name=name, type=Type.code), right=Literal()):
            return name
        case Compare(left=Literal(), right=Name(name=name, type=Type.code)):
            return name
        case _:
            return ""


def _domain(key: Key, known: Known) -> tuple[Value, ...]:
    kind, about = key
    if kind == "code":
        name = str(about)
        return known.codes.get(name, ()) if name in known.recorded else (*known.codes.get(name, ()), None)
    if kind == "recorded":
        return (True,) if about in known.recorded else (True, False)
    if kind == "order" and isinstance(about, tuple):
        surely = all(_surely(side, known) for side in about)
        return (-1, 0, 1) if surely else (-1, 0, 1, None)
    return (True, False)


def _surely(side: Term, known: Known) -> bool:
    if isinstance(side, Name):
        return side.name in known.recorded or side.name == "happened"
    return isinstance(side, Literal) or _surely(side.start, known)


def _compares(guard: Compare, operator: Comparison, row: Row) -> bool:
    name = code_compared(guard)
    if name:
        code, literal = row["code", name], guard.right if isinstance(guard.right, Literal) else guard.left
        same = isinstance(literal, Literal) and code == literal.value
        return code is not None and same is (operator is Comparison.equal)
    order = row[_key(guard)]
    if not isinstance(order, int):
        return False
    return {
        Comparison.equal: order == 0,
        Comparison.unequal: order != 0,
        Comparison.less: order < 0,
        Comparison.less_or_equal: order <= 0,
        Comparison.greater: order > 0,
        Comparison.greater_or_equal: order >= 0,
    }[operator]


def _told(key: Key, value: Value) -> str:
    kind, about = key
    if kind == "code":
        return f"{about} = «{value}»" if value is not None else say("compiler.row_unrecorded", name=about)
    if kind == "recorded":
        return say("compiler.row_recorded" if value else "compiler.row_unrecorded", name=about)
    if kind == "flag":
        return f"{about} = {say('compiler.yes' if value else 'compiler.no')}"
    return say("compiler.row_other")
