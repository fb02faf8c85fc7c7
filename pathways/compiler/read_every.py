"""Reads ``every``: what is owed so many times in each period. What makes no sense is for ``check_every`` to say."""

from collections.abc import Iterable

from pathways.compiler import tree
from pathways.compiler.local_names import period_or_name
from pathways.compiler.names import Names
from pathways.compiler.problem import Report
from pathways.compiler.reading import NO_PERIOD, Keys, Thing, choice, keys, number, some
from pathways.compiler.tree import Node
from pathways.model.counting import Period
from pathways.model.every import Aligned, Every, First, Reduced

MUST = ("period", "times", "aligned")
MAY = ("first", "same_day", "reduced")
NOT_BESIDE = ("per", "opens", "extend", "reporting", "at_most")
"""Keys of a deadline that mean nothing where each period is a deadline of its own."""
EACH = "each"
"""Word of ``same_day`` for several on one day that count as several; the other word is ``one``."""


def read_every(found: Keys, events: Iterable[str], report: Report) -> Every | None:
    """What ``every`` of a deadline with these keys says; None where it has none."""
    node = found.get("every")
    if node is None:
        return None
    parts = keys(node, report, must=MUST, may=MAY)
    aligned = choice(parts.get("aligned"), Aligned, Aligned.anchor, report)
    if "first" in parts and aligned is Aligned.anchor:
        report.add("E215", parts["first"].at, key="first", other="aligned: anchor")
    elif parts and "first" not in parts and aligned is Aligned.calendar:
        report.add("E203", node.at, keys="«first»")
    for key in NOT_BESIDE:
        if key in found:
            report.add("E215", found[key].at, key=key, other="every")
    return Every(
        times=number(parts.get("times"), report) or 0,
        aligned=aligned,
        first=choice(parts.get("first"), First, First.whole, report),
        each=_each(parts.get("same_day"), report),
        reduced=_reduced(parts.get("reduced"), tuple(events), report),
    )


def period_of(node: Node, names: Names, report: Report) -> tuple[Period | None, str]:
    """How long each period is, and the local setting of it; NO_PERIOD when absent, which ``read_every`` tells."""
    if not isinstance(node, tree.Mapping):
        return NO_PERIOD, ""
    found = node.get("period")
    read, name = period_or_name(found, names, report)
    return (read, name) if name or read else (NO_PERIOD, "")


def _each(node: Node | None, report: Report) -> bool:
    if node is None:
        return False
    if not isinstance(node, tree.Scalar) or node.text not in ("one", EACH):
        value = node.text if isinstance(node, tree.Scalar) else "…"
        report.add("E205", node.at, value=value, allowed="«one», «each»")
        return False
    return node.text == EACH


def _reduced(node: Node | None, events: tuple[str, ...], report: Report) -> Reduced | None:
    if node is None:
        return None
    found = keys(node, report, must=("by", "until", "times"))
    return Reduced(
        by=some(found.get("by"), Thing.event, events, report),
        until=some(found.get("until"), Thing.event, events, report),
        times=number(found.get("times"), report) or 0,
    )
