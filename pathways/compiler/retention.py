"""Reads the rules of retention: how long, and whether what is wrong may be destroyed. No definition rests on them."""

from collections.abc import Mapping
from types import MappingProxyType

from pathways.compiler.problem import Report
from pathways.compiler.reading import choice, entries, keys, text
from pathways.compiler.source import parse
from pathways.compiler.tree import Node
from pathways.model.basis import Certainty
from pathways.model.retention import Kept, RetentionRule, Wrong

FILE = "retention.yaml"
MUST = ("title", "kept", "law", "certainty", "wrong", "wrong_law", "wrong_certainty")
SURE = (Certainty.A, Certainty.B)
"""How certain a source must be for anything to be destroyed by it."""


def read_retention(source: str | None, file: str, report: Report) -> Mapping[str, RetentionRule]:
    """The rules written in ``source``, by kind of service. A folder without the file has none, and destroys nothing."""
    root = None if source is None else parse(source, file, report)
    if root is None:
        return MappingProxyType({})
    found = keys(root, report, must=("rules",))
    return MappingProxyType({name: _rule(name, node, report) for name, _, node in entries(found.get("rules"), report)})


def _rule(name: str, node: Node, report: Report) -> RetentionRule:
    found = keys(node, report, must=MUST, may=("url",))
    wrong = choice(found.get("wrong"), Wrong, Wrong.kept, report)
    sure = choice(found.get("wrong_certainty"), Certainty, Certainty.X, report)
    if wrong is Wrong.destroyed and sure not in SURE and "wrong" in found:
        report.add("E931", found["wrong"].at, certainty=sure.value)
    return RetentionRule(
        service=name,
        title=text(found.get("title"), report),
        kept=choice(found.get("kept"), Kept, Kept.for_good, report),
        law=text(found.get("law"), report),
        url=text(found.get("url"), report),
        certainty=choice(found.get("certainty"), Certainty, Certainty.X, report),
        wrong=wrong,
        wrong_law=text(found.get("wrong_law"), report),
        wrong_certainty=sure,
    )
