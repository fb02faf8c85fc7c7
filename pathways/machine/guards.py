"""Evaluates a guard's tree over what is recorded. The compiler has typed the tree; nothing here can fail."""

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from pathways.counting.calculator import count
from pathways.counting.calendar import Calendar
from pathways.machine.state import ItemState
from pathways.model.counting import CountingRule
from pathways.model.expression import (
    Activities,
    After,
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
    Redecided,
    Term,
    Type,
)
from pathways.model.record import Value

_OPERATORS: Mapping[Comparison, Callable[[Any, Any], bool]] = MappingProxyType(
    {
        Comparison.equal: operator.eq,
        Comparison.unequal: operator.ne,
        Comparison.less: operator.lt,
        Comparison.less_or_equal: operator.le,
        Comparison.greater: operator.gt,
        Comparison.greater_or_equal: operator.ge,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What a guard can see: recorded values (after the event), the event's civil date, and the run's items."""

    fields: Mapping[str, Value]
    happened: date
    items: Mapping[str, ItemState]
    rules: Mapping[str, CountingRule]
    calendar: Calendar
    ended_item_states: Mapping[str, frozenset[str]]
    """Per activity, its end states."""
    redecided: frozenset[str] = frozenset()
    """Decisions of the run that have been made anew, by event."""


def holds(guard: Expression | None, scope: Scope) -> bool:  # noqa: C901 (one line per node)
    """Whether the guard holds; a guard that is absent does. A comparison with an unrecorded value does not hold."""
    match guard:
        case None:
            return True
        case And(operands=operands):
            return all(holds(operand, scope) for operand in operands)
        case Or(operands=operands):
            return any(holds(operand, scope) for operand in operands)
        case Not(operand=operand):
            return not holds(operand, scope)
        case OneOf(item=item, among=among):
            return scope.fields.get(item.name) in among
        case Holds(codes=codes, code=code):
            return code in _codes(scope.fields.get(codes.name))
        case Recorded(name=name):
            return scope.fields.get(name) not in (None, "", ())
        case Redecided(event=event):
            return event in scope.redecided
        case Compare(left=left, operator=comparison, right=right):
            return _compare(value_of(left, scope), comparison, value_of(right, scope))
        case Activities():
            return _activities(guard, scope)
        case Name(name=name):
            return scope.fields.get(name) is True
        case Literal(value=value):
            return value is True


def _codes(value: Value | None) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


def _compare(left: object, comparison: Comparison, right: object) -> bool:
    if left is None or right is None:
        return False
    return _OPERATORS[comparison](left, right)


def value_of(term: Term, scope: Scope) -> object:
    """What a term comes to; None where it is not recorded. A date as ``date``."""
    match term:
        case Name(name="happened"):
            return scope.happened
        case Name(name=name, type=Type.date):
            recorded = scope.fields.get(name)
            return date.fromisoformat(recorded) if isinstance(recorded, str) else None
        case Name(name=name):
            return scope.fields.get(name)
        case Literal(value=value, type=Type.date):
            return date.fromisoformat(str(value))
        case Literal(value=value):
            return value
        case After(start=start, period=period, rule=rule):
            begin = value_of(start, scope)
            return count(begin, period, scope.rules[rule], scope.calendar).nominal if isinstance(begin, date) else None


def _activities(guard: Activities, scope: Scope) -> bool:
    prefix = guard.activity + "."
    states = [item.state for key, item in scope.items.items() if key.startswith(prefix)]
    if guard.function == "all_ended":
        return all(state in scope.ended_item_states[guard.activity] for state in states)
    found = guard.state in states
    return found if guard.function == "any_in" else not found
