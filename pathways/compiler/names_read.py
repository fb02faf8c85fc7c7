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
    Redecided,
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


def events_asked(guard: Expression | None) -> frozenset[str]:
    """Decisions of which a guard asks whether they have been made anew."""
    match guard:
        case Redecided(event=event):
            return frozenset({event})
        case And(operands=operands) | Or(operands=operands):
            return frozenset().union(*(events_asked(each) for each in operands))
        case Not(operand=part):
            return events_asked(part)
        case _:
            return frozenset()
