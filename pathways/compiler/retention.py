"""Reads the rules of retention: how long, and whether what is wrong may be destroyed. No definition rests on them."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from pathways.compiler.problem import Report
from pathways.compiler.reading import Thing, choice, entries, keys, text
from pathways.compiler.services_data import Kinds, by_sector
from pathways.compiler.source import parse
from pathways.compiler.tree import Node
from pathways.model.basis import Certainty
from pathways.model.retention import Kept, RetentionRule, Wrong

FILE = "retention.yaml"
MUST = ("kept", "law", "certainty", "wrong", "wrong_law", "wrong_certainty")
SURE = (Certainty.A, Certainty.B)
"""How certain a source must be for anything to be destroyed by it."""


def read_retention(source: str | None, file: str, kinds: Kinds, report: Report) -> Mapping[str, RetentionRule]:
    """The rules written in ``source``, by kind of service: each sector's for all its kinds.

    A folder without the file has none, and destroys nothing.
    """
    root = None if source is None else parse(source, file, report)
    if root is None:
        return MappingProxyType({})
    found = keys(root, report, must=("rules",))
    sectors, rules = by_sector(kinds), dict[str, RetentionRule]()
    for name, at, node in entries(found.get("rules"), report):
        if kinds and name not in sectors:
            report.add_unknown(at, Thing.sector, name, tuple(sectors))
        rule = _rule(node, report)
        for kind in sectors.get(name, ()):
            rules[kind] = replace(rule, service=kind, title=kinds[kind].title.nb)
    return MappingProxyType(rules)


def _rule(node: Node, report: Report) -> RetentionRule:
    found = keys(node, report, must=MUST, may=("url",))
    wrong = choice(found.get("wrong"), Wrong, Wrong.kept, report)
    sure = choice(found.get("wrong_certainty"), Certainty, Certainty.X, report)
    if wrong is Wrong.destroyed and sure not in SURE and "wrong" in found:
        report.add("E931", found["wrong"].at, certainty=sure.value)
    return RetentionRule(
        service="",
        title="",
        kept=choice(found.get("kept"), Kept, Kept.for_good, report),
        law=text(found.get("law"), report),
        url=text(found.get("url"), report),
        certainty=choice(found.get("certainty"), Certainty, Certainty.X, report),
        wrong=wrong,
        wrong_law=text(found.get("wrong_law"), report),
        wrong_certainty=sure,
    )
