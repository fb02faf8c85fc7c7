"""Whether a field surely has a value when an event has happened, by what the event records and what it requires."""

from collections.abc import Mapping

from pathways.compiler import truth
from pathways.compiler.names_read import names_read
from pathways.compiler.recorded import Recorded
from pathways.model.expression import And, Expression, Literal, Not, Or, Type
from pathways.model.expression import Recorded as IsRecorded
from pathways.model.pathway import Event

TRUE = Literal(value=True, type=Type.flag)


def surely_at(
    name: str, event: Event, given: Expression | None, flow: Recorded, codes: Mapping[str, tuple[str, ...]]
) -> bool:
    """Whether ``name`` is recorded whenever ``event`` has happened and ``given`` holds.

    ``codes`` are the codes of each code field. Requirements are weighed one at a time.
    """
    if name in event.records or (event in flow.pathway.events and name in flow.must_after(event)):
        return True
    return any(_implies(requirement.when, given, name, codes) for requirement in event.requires)


def _implies(
    requirement: Expression, given: Expression | None, name: str, codes: Mapping[str, tuple[str, ...]]
) -> bool:
    is_recorded = IsRecorded(name=name)
    both = [requirement] if given is None else [requirement, given]
    table = truth.rows([*both, is_recorded], truth.Known(codes=codes, recorded=frozenset()))
    if table is None:
        return False
    return all(truth.holds(is_recorded, row) for row in table if all(truth.holds(guard, row) for guard in both))


def without(name: str, guard: Expression) -> Expression:
    """The guard with every test of ``name`` taken to hold, whichever way it is turned."""
    match guard:
        case And(operands=operands):
            return And(operands=tuple(without(name, operand) for operand in operands))
        case Or(operands=operands):
            return Or(operands=tuple(without(name, operand) for operand in operands))
        case Not(operand=operand) if _tests(operand, name):
            return TRUE
        case Not(operand=operand):
            return Not(operand=without(name, operand))
        case _:
            return TRUE if _tests(guard, name) else guard


def _tests(guard: Expression, name: str) -> bool:
    """Whether the guard is one test, and reads ``name``."""
    return not isinstance(guard, And | Or | Not) and name in names_read(guard)
