"""Reads titles. Apart from the other small readers, so that counting rules can be read without loading the model."""

from pathways.compiler import tree
from pathways.compiler.problem import Report
from pathways.compiler.reading import keys, text
from pathways.compiler.tree import Node
from pathways.model.pathway import Title


def title(node: Node | None, report: Report) -> Title:
    """A title in bokmål, or a mapping of languages with at least ``nb``."""
    if not isinstance(node, tree.Mapping):
        return Title(nb=text(node, report), nn="", en="")
    found = keys(node, report, may=("nb", "nn", "en"))
    if "nb" not in found:
        report.add("E214", node.at)
    nb, nn, en = (text(found.get(language), report) for language in ("nb", "nn", "en"))
    return Title(nb=nb, nn=nn, en=en)
