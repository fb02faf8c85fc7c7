"""What guards ask, taken apart: the smallest questions, and what a run answers them with as it stands.

Two situations that answer every question alike lead on alike, so that a search needs to look at one of them only.
"""

from collections.abc import Iterable, Iterator

from pathways.compiler.life import guards_of
from pathways.machine.foreseen import HAPPENED, names_of
from pathways.machine.guards import Scope, holds
from pathways.model.expression import And, Expression, Literal, Not, Or, Recorded
from pathways.model.pathway import Activity, AnchorKind, Pathway


def atoms_of(guards: Iterable[Expression]) -> tuple[Expression, ...]:
    """The questions of the guards, each once, in their order."""
    return tuple(dict.fromkeys(atom for guard in guards for atom in _atoms(guard)))


def run_atoms(pathway: Pathway) -> tuple[Expression, ...]:
    """The questions about a run itself that its events and deadlines ask, but for those about the day of an event."""
    items = {name for activity in pathway.activities for name in item_names(activity)}
    found = (atom for atom in atoms_of(guards_of(pathway)) if not names_of(atom) & {HAPPENED, *items})
    of_items = (atom for a in pathway.activities for atom in atoms_of(item_guards(pathway, a)))
    asked = (atom for atom in of_items if not names_of(atom) & {HAPPENED, *items})
    anchors = (Recorded(name=name) for name in anchor_fields(pathway))
    return tuple(dict.fromkeys((*found, *asked, *anchors)))


def item_atoms(pathway: Pathway, activity: Activity) -> tuple[Expression, ...]:
    """The questions about one item."""
    names = item_names(activity)
    found = (*item_guards(pathway, activity), *(guard for _, guard in activity.flags))
    return tuple(atom for atom in atoms_of(found) if names_of(atom) & names and HAPPENED not in names_of(atom))


def item_guards(pathway: Pathway, activity: Activity) -> Iterator[Expression]:
    """Guards that are asked about an item: of the activity's events, and of the deadlines that each item has."""
    for event in activity.events:
        yield from (requirement.when for requirement in event.requires)
        yield from (branch.when for branch in event.branches if branch.when)
    yield from (d.only_when for d in pathway.deadlines if d.only_when and d.per == activity.name)


def item_names(activity: Activity) -> frozenset[str]:
    """Names that lie on an item."""
    own = {name for event in activity.events for name in (*event.records, *event.may_record)}
    return frozenset({"code", *(flag for flag, _ in activity.flags), *own})


def anchor_fields(pathway: Pathway) -> tuple[str, ...]:
    """Date fields that deadlines count from or end on."""
    anchors = [d.anchor.name for d in pathway.deadlines if d.anchor.kind is AnchorKind.field]
    return tuple(dict.fromkeys((*anchors, *(d.until_field for d in pathway.deadlines if d.until_field))))


def answers(atoms: Iterable[Expression], scope: Scope) -> tuple[bool, ...]:
    """What holds of them, in their order."""
    return tuple(holds(atom, scope) for atom in atoms)


def _atoms(guard: Expression) -> Iterator[Expression]:
    match guard:
        case And(operands=operands) | Or(operands=operands):
            for operand in operands:
                yield from _atoms(operand)
        case Not(operand=operand):
            yield from _atoms(operand)
        case Literal():
            return
        case _:
            yield guard
