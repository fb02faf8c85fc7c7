"""Branches over a code: which field they divide, and which codes a branch takes. Then order has no meaning."""

from collections.abc import Iterable

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
    Type,
)
from pathways.model.pathway import Branch


def over_codes(branches: tuple[Branch, ...]) -> str:
    """The code field that alone decides between the branches; empty when something else does, or nothing."""
    guards = [branch.when for branch in branches if branch.when is not None]
    if len(guards) < len(branches):
        return ""
    return _single(_divides(guard) for guard in guards) or ""


def _divides(guard: Expression) -> str | None:
    """The one code field the guard reads; None when it reads anything else."""
    match guard:
        case OneOf(item=Name(name=name)):
            return name
        case Compare(left=Name(name=name, type=Type.code), right=Literal()):
            return name
        case Compare(left=Literal(), right=Name(name=name, type=Type.code)):
            return name
        case Not(operand=operand):
            return _divides(operand)
        case And(operands=operands) | Or(operands=operands):
            return _single(_divides(operand) for operand in operands)
        case _:
            return None


def _single(found: Iterable[str | None]) -> str | None:
    names = set(found)
    return names.pop() if len(names) == 1 else None


def takes(guard: Expression, code: str) -> bool:
    """Whether a guard over one code field holds for ``code``."""
    match guard:
        case OneOf(among=among):
            return code in among
        case Compare(left=left, operator=operator, right=right):
            literal = right if isinstance(right, Literal) else left
            same = isinstance(literal, Literal) and literal.value == code
            return same if operator is Comparison.equal else not same
        case Not(operand=operand):
            return not takes(operand, code)
        case And(operands=operands):
            return all(takes(operand, code) for operand in operands)
        case Or(operands=operands):
            return any(takes(operand, code) for operand in operands)
        case _:
            return True
