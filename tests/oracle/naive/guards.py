"""Whether a guard holds. Guards happen to read as Python does, so Python reads them and this walks what it read."""

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from tests.oracle.naive.days import NotCoveredError
from tests.oracle.naive.limits import known, step

Value = str | bool | int | tuple[str, ...] | None
"""Dates are their ISO text, which sorts as they do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a guard can see. ``items``: of each activity, the states its items are in, and whether each has ended."""

    values: Mapping[str, Value]
    happened: str
    items: Mapping[str, list[tuple[str, bool]]]
    anew: frozenset[str] = frozenset()
    """Decisions of the run that have another in their place."""


def holds(guard: str | None, seen: Seen) -> bool:
    """Whether it holds; one that is absent does."""
    return guard is None or _truth(_read(guard), seen)


@cache
def _read(guard: str) -> ast.expr:
    return ast.parse(guard.strip(), mode="eval").body


def _truth(node: ast.expr, seen: Seen) -> bool:
    match node:
        case ast.BoolOp(op=ast.And(), values=values):
            return all(_truth(value, seen) for value in values)
        case ast.BoolOp(op=ast.Or(), values=values):
            return any(_truth(value, seen) for value in values)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return not _truth(operand, seen)
        case ast.Compare(left=left, ops=[op], comparators=[right]):
            return _compared(left, op, right, seen)
        case ast.Call(func=ast.Name(id=name), args=args):
            return _called(name, args, seen)
        case ast.Name():
            return _value(node, seen) is True
    raise NotCoveredError(f"guard {ast.unparse(node)}")


def _compared(left: ast.expr, op: ast.cmpop, right: ast.expr, seen: Seen) -> bool:
    if isinstance(op, ast.In):
        if isinstance(right, ast.List):
            return _value(left, seen) in [_value(each, seen) for each in right.elts]
        among = _value(right, seen)
        return isinstance(among, tuple) and _value(left, seen) in among
    one, other = _value(left, seen), _value(right, seen)
    if one is None or other is None:
        return False  # nothing can be said of what is not recorded, not even that it differs
    return _ORDER[type(op)](one, other)


_ORDER: dict[type[ast.cmpop], Callable[[Value, Value], bool]] = {
    ast.Eq: lambda one, other: one == other,
    ast.NotEq: lambda one, other: one != other,
    ast.Lt: lambda one, other: one < other,  # type: ignore[operator]
    ast.LtE: lambda one, other: one <= other,  # type: ignore[operator]
    ast.Gt: lambda one, other: one > other,  # type: ignore[operator]
    ast.GtE: lambda one, other: one >= other,  # type: ignore[operator]
}


def _value(node: ast.expr, seen: Seen) -> Value:
    match node:
        case ast.Constant(value=str() | int() as value):
            return value
        case ast.Name(id="true"):
            return True
        case ast.Name(id="false"):
            return False
        case ast.Name(id="happened"):
            return seen.happened
        case ast.Name(id=name):
            return seen.values.get(name)
        case ast.Call(func=ast.Name(id="date"), args=[ast.Constant(value=str() as text)]):
            return text
        case ast.Call(func=ast.Name(id="after"), args=[start, ast.Constant(value=period), ast.Constant(value=rule)]):
            return _after(_value(start, seen), str(period), str(rule))
    raise NotCoveredError(f"term {ast.unparse(node)}")


def _after(start: Value, period: str, rule: str) -> Value:
    known(rule)
    return step(date.fromisoformat(start), period, "NO").isoformat() if isinstance(start, str) else None


def _called(name: str, args: list[ast.expr], seen: Seen) -> bool:
    names = [each.id for each in args if isinstance(each, ast.Name)]
    match name, names:
        case "recorded", [field]:
            return seen.values.get(field) not in (None, "", ())
        case "redecided", [event]:
            return event in seen.anew
        case "all_ended", [activity]:
            return all(ended for _, ended in seen.items.get(activity, []))
        case "any_in", [activity, state]:
            return state in [each for each, _ in seen.items.get(activity, [])]
        case "none_in", [activity, state]:
            return state not in [each for each, _ in seen.items.get(activity, [])]
    raise NotCoveredError(f"call of {name}")
