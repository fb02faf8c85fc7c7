"""Tells how far a date may lie that a requirement refuses: from what the requirement compares it with. Pure."""

from collections.abc import Iterator
from datetime import date, timedelta

from pathways.counting.telling import write_short
from pathways.machine.guards import Scope, holds, value_of
from pathways.messages import say
from pathways.model.expression import And, Compare, Comparison, Expression, Name, Or

_MIRRORED = {
    Comparison.less: Comparison.greater,
    Comparison.less_or_equal: Comparison.greater_or_equal,
    Comparison.greater: Comparison.less,
    Comparison.greater_or_equal: Comparison.less_or_equal,
}
_DAYS_OFF = {
    Comparison.less: -1,
    Comparison.less_or_equal: 0,
    Comparison.greater: 1,
    Comparison.greater_or_equal: 0,
}
_LATEST = frozenset({Comparison.less, Comparison.less_or_equal})


def fields_told(guard: Expression, fields: tuple[str, ...], scope: Scope) -> str:
    """The fields that a refused requirement is about, each date with the day it must not pass, and what to do."""
    limits = dict(_limits(guard, scope))
    told = ", ".join(f"{name} ({limits[name]})" if name in limits else name for name in fields)
    is_given = all(scope.fields.get(name) not in (None, "", ()) for name in fields)
    key = "machine.requirement_values" if is_given else "machine.requirement_fields"
    return say(key, fields=told)


def _limits(guard: Expression, scope: Scope) -> Iterator[tuple[str, str]]:
    """Per field, how far its date may lie, for every comparison with a known date that does not hold."""
    match guard:
        case And(operands=operands) | Or(operands=operands):
            for operand in operands:
                yield from _limits(operand, scope)
        case Compare(left=left, operator=comparison, right=right) if comparison in _DAYS_OFF:
            if not isinstance(left, Name) or left.name == "happened":
                left, right, comparison = right, left, _MIRRORED[comparison]
            limit = value_of(right, scope)
            if isinstance(left, Name) and isinstance(limit, date) and not holds(guard, scope):
                key = "machine.limit_latest" if comparison in _LATEST else "machine.limit_earliest"
                yield left.name, say(key, date=write_short(limit + timedelta(days=_DAYS_OFF[comparison])))
