"""Guards and periods written out again, as a definition spells them; the value every reader of a diagram sees."""

from pathways.model.counting import Period
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
    Type,
)


def write_guard(guard: Expression) -> str:
    """The guard in the language of definitions; reading it again gives the same guard."""
    match guard:
        case And(operands=operands):
            return " and ".join(_inner(operand, And) for operand in operands)
        case Or(operands=operands):
            return " or ".join(_inner(operand, Or) for operand in operands)
        case Not(operand=operand):
            return f"not {_inner(operand, Not)}"
        case OneOf(item=item, among=among):
            codes = ", ".join(f'"{code}"' for code in among)
            return f"{item.name} in [{codes}]"
        case Holds(codes=codes_field, code=code):
            return f'"{code}" in {codes_field.name}'
        case Recorded(name=name):
            return f"recorded({name})"
        case Redecided(event=event):
            return f"redecided({event})"
        case Activities(function=function, activity=activity, state=state):
            return f"{function}({activity}, {state})" if state else f"{function}({activity})"
        case Compare(left=left, operator=operator, right=right):
            return f"{_term(left)} {operator.value} {_term(right)}"
        case _:
            return _term(guard)


def _inner(guard: Expression, around: type) -> str:
    """A part, in brackets where it would be read differently without them."""
    text = write_guard(guard)
    loose = (
        isinstance(guard, And | Or | Not | Compare | OneOf | Holds) if around is Not else isinstance(guard, And | Or)
    )
    return f"({text})" if loose else text


def _term(term: Term | Expression) -> str:
    match term:
        case Name(name=name):
            return name
        case After(start=start, period=period, rule=rule):
            return f'after({_term(start)}, "{write_period(period)}", "{rule}")'
        case Literal(value=value, type=Type.date):
            return f'date("{value}")'
        case Literal(value=bool() as value):
            return "true" if value else "false"
        case Literal(value=str() as value):
            return f'"{value}"'
        case Literal(value=value):
            return str(value)
        case _:
            raise AssertionError(term)


def write_period(period: Period) -> str:
    """``1 week``, ``10 working days``: as definitions spell it."""
    unit = period.unit.value.replace("_", " ")
    return f"{period.amount} {unit.removesuffix('s') if period.amount == 1 else unit}"
