"""Local periods and switches that no definition names: told beside problems, and in the way of nothing."""

from pathways.compiler import tree
from pathways.compiler.catalogue import Catalogue
from pathways.compiler.problem import Problem, Report
from pathways.compiler.settings import FILE
from pathways.compiler.source import parse


def unused(catalogue: Catalogue, under: str) -> tuple[Problem, ...]:
    """Each of them, at its name in the settings. ``under`` stands before the file's name."""
    named = {choice.name for pathway in catalogue.pathways for choice in pathway.local}
    report = Report()
    root = parse(catalogue.files.get(FILE, ""), under + FILE, Report())
    for part in ("periods", "flags"):
        node = root.get(part) if isinstance(root, tree.Mapping) else None
        for entry in node.entries if isinstance(node, tree.Mapping) else ():
            if entry.key.text not in named:
                report.add("E715", entry.key.at, name=entry.key.text)
    return report.problems()
