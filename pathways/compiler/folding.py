"""What is left of a guard once its local switches are known: no more than they leave open. Pure."""

from pathways.model.expression import And, Expression, Literal, Not, Or, Type


def folded(guard: Expression) -> Expression:
    """The same guard without any part that is always true or always false; a literal where nothing else is left."""
    match guard:
        case Not(operand=operand):
            inner = folded(operand)
            return _flag(value=inner.value is not True) if isinstance(inner, Literal) else Not(operand=inner)
        case And(operands=operands):
            return _joined(operands, decides=False)
        case Or(operands=operands):
            return _joined(operands, decides=True)
        case _:
            return guard


def _joined(operands: tuple[Expression, ...], *, decides: bool) -> Expression:
    """``decides``: the value that settles the whole, whatever the others are."""
    parts = tuple(folded(operand) for operand in operands)
    if any(isinstance(part, Literal) and part.value is decides for part in parts):
        return _flag(value=decides)
    left = tuple(part for part in parts if not isinstance(part, Literal))
    if len(left) < 2:
        return left[0] if left else _flag(value=not decides)
    return Or(operands=left) if decides else And(operands=left)


def _flag(*, value: bool) -> Literal:
    return Literal(value=value, type=Type.flag)
