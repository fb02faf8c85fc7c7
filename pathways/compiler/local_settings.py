"""Reads the local periods and switches of ``settings.yaml``: what definitions leave to the place, by name."""

import re

from pathways.compiler import tree
from pathways.compiler.problem import Report
from pathways.compiler.reading import flag, period
from pathways.compiler.spans import longest, shortest
from pathways.compiler.tree import Entry, Node
from pathways.counting.telling import write_period
from pathways.model.counting import Period, Unit

NAME = re.compile(r"lokal/[a-z][a-z0-9_]{0,59}")
"""Spelling of everything a place decides."""

MOST = Period(amount=10, unit=Unit.years)
"""The longest that a local period may be. The shortest is one of its unit."""


def read_periods(node: Node | None, report: Report) -> dict[str, Period | None]:
    """Name to period; None where it is left empty, for it is not decided yet."""
    found: dict[str, Period | None] = {}
    for entry in _named(node, report):
        is_empty = isinstance(entry.value, tree.Scalar) and not entry.value.text
        read = None if is_empty else period(entry.value, report)
        if read is not None and (not read.amount or shortest(read) > longest(MOST)):
            report.add("E712", entry.value.at, name=entry.key.text, period=write_period(read), most=write_period(MOST))
        found[entry.key.text] = read
    return found


def read_flags(node: Node | None, report: Report) -> dict[str, bool]:
    """Name to whether it is on. One that is empty is a problem: a question with two answers has no third."""
    return {entry.key.text: flag(entry.value, report) for entry in _named(node, report)}


def _named(node: Node | None, report: Report) -> tuple[Entry, ...]:
    if node is None:
        return ()
    if not isinstance(node, tree.Mapping):
        report.add("E204", node.at, hint="compiler.hint_names")
        return ()
    for entry in node.entries:
        if not NAME.fullmatch(entry.key.text):
            report.add("E805", entry.key.at, name=entry.key.text)
    return node.entries
