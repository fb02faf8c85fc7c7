"""Reads ``sends``: the messages that an event of a run gives rise to, and all that may ever be shared in them."""

from dataclasses import replace

from pathways.compiler import tree
from pathways.compiler.guard_scope import GuardScope
from pathways.compiler.guards import guard
from pathways.compiler.names import Names
from pathways.compiler.problem import Report
from pathways.compiler.reading import UNKNOWN, Thing, identifier, keys, one, scalars, text
from pathways.compiler.tree import Node, Sequence
from pathways.model.pathway import FieldKind
from pathways.model.signal import HAPPENED, Send

MUST = ("message", "to")
MAY = ("when", "starts", "shares", "fills")


def read_sends(
    node: Node | None, recorded: tuple[str, ...], names: Names, scope: GuardScope, report: Report
) -> tuple[Send, ...]:
    """One message or a list of them. ``recorded``: the fields of the event; ``scope``: what guards of the run see."""
    if node is None:
        return ()
    if isinstance(node, Sequence) and not node.items:
        report.add("E204", node.at, hint="compiler.hint_empty_list")
    known = {name: what for name, what in scope.known.items() if name in (HAPPENED, *recorded)}
    own = replace(scope, known=known, activities={}, switches=None)
    items = node.items if isinstance(node, Sequence) else (node,)
    return tuple(_send(item, recorded, names, own, report) for item in items)


def _send(node: Node, recorded: tuple[str, ...], names: Names, scope: GuardScope, report: Report) -> Send:
    found = keys(node, report, must=MUST, may=MAY)
    shares = _shares(found.get("shares"), recorded, names, report)
    return Send(
        message=identifier(found.get("message"), report),
        to=identifier(found.get("to"), report),
        when=guard(found["when"], scope, report) if "when" in found else None,
        starts=identifier(found.get("starts"), report),
        shares=shares,
        fills=_fills(found.get("fills"), shares, report),
    )


def _shares(node: Node | None, recorded: tuple[str, ...], names: Names, report: Report) -> tuple[str, ...]:
    """Fields that the event records. Free text is sealed, and goes by letters that people write."""
    found = []
    for scalar in scalars(node, report):
        name = one(scalar, Thing.field, names.fields, report)
        if name != UNKNOWN and (name not in recorded or names.fields[name].kind is FieldKind.text):
            report.add("E555", scalar.at, name=name)
        found.append(name)
    return tuple(found)


def _fills(node: Node | None, shares: tuple[str, ...], report: Report) -> tuple[tuple[str, str], ...]:
    """What a case there begins with: its field by ours. Whether there is such a field is looked at later."""
    if node is None:
        return ()
    if not isinstance(node, tree.Mapping):
        report.add("E204", node.at, hint="compiler.hint_names")
        return ()
    found = []
    for entry in node.entries:
        source = text(entry.value, report)
        if source and source != HAPPENED and source not in shares and UNKNOWN not in shares:
            report.add("E556", entry.value.at, name=source)
        found.append((entry.key.text, source))
    return tuple(found)
