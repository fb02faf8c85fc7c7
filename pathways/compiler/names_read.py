"""Which names a guard reads."""

from collections.abc import Iterator

from pathways.model.expression import (
    After,
    And,
    Compare,
    Expression,
    Holds,
    Name,
    Not,
    OneOf,
    Or,
    Recorded,
    Term,
)


def names_read(guard: Expression | Term | None) -> Iterator[str]:
    """Names of fields that a guard reads, in order, some of them more than once; ``happened`` and ``code`` too."""
    match guard:
        case Name(name=name) | Recorded(name=name) | OneOf(item=Name(name=name)) | Holds(codes=Name(name=name)):
            yield name
        case And(operands=operands) | Or(operands=operands):
            for operand in operands:
                yield from names_read(operand)
        case Not(operand=part) | After(start=part):
            yield from names_read(part)
        case Compare(left=left, right=right):
            yield from names_read(left)
            yield from names_read(right)
        case _:
            return
