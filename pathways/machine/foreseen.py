"""Whether a guard can still come to hold, when some of the names it reads are yet to be given.

Never says no of what could be given so that it holds; may say yes of what cannot, where two guards pull apart.
"""

from pathways.machine.guards import Scope, holds
from pathways.model.expression import (
    Activities,
    After,
    And,
    Compare,
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
)

HAPPENED = "happened"
"""The date of an event, which whoever records it chooses."""


def can_hold(guard: Expression, scope: Scope, unsettled: frozenset[str]) -> bool:
    """Whether some values of the ``unsettled`` names could make it hold, the others being as they are in ``scope``."""
    return _foreseen(guard, scope, unsettled) is not False


def names_of(guard: Expression) -> frozenset[str]:
    """Every name the guard reads."""
    match guard:
        case And(operands=operands) | Or(operands=operands):
            return frozenset().union(*(names_of(operand) for operand in operands))
        case Not(operand=operand):
            return names_of(operand)
        case OneOf(item=item):
            return frozenset({item.name})
        case Holds(codes=codes):
            return frozenset({codes.name})
        case Recorded(name=name):
            return frozenset({name})
        case Compare(left=left, right=right):
            return _of_term(left) | _of_term(right)
        case Activities() | Redecided():
            return frozenset()
        case Name() | Literal():
            return _of_term(guard)


def _foreseen(guard: Expression, scope: Scope, unsettled: frozenset[str]) -> bool | None:
    """True or False when that is settled, else None."""
    match guard:
        case And(operands=operands):
            found = {_foreseen(operand, scope, unsettled) for operand in operands}
            return False if False in found else (None if None in found else True)
        case Or(operands=operands):
            found = {_foreseen(operand, scope, unsettled) for operand in operands}
            return True if True in found else (None if None in found else False)
        case Not(operand=operand):
            inner = _foreseen(operand, scope, unsettled)
            return None if inner is None else not inner
    return holds(guard, scope) if names_of(guard).isdisjoint(unsettled) else None


def _of_term(term: Term) -> frozenset[str]:
    match term:
        case Name(name=name):
            return frozenset({name})
        case After(start=start):
            return _of_term(start)
        case Literal():
            return frozenset()
