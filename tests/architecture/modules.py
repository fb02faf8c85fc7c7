"""Writes docs/reference/modules.md, a line for each module, from the modules themselves.

``python -m tests.architecture.modules``; a test keeps the page current.
"""

import ast
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from tests.architecture.repository import ROOT, sources

PAGE = ROOT / "docs" / "reference" / "modules.md"
HEAD = """# The modules

Generated from the first line of each module by `python -m tests.architecture.modules`; a test keeps it current.
How they stand to each other: [how it is built](../explanation/architecture.md).
"""
PARTS = ("pathways", "notifications", "cli.py", "dev.py")


def page() -> str:
    """The whole page: a table for each folder, the folders and the modules in order of name."""
    ours = sorted(
        (path for path in sources() if _name(path).split("/")[0] in PARTS),
        key=lambda path: (_name(path.parent), path.name),
    )
    return "\n".join(
        [HEAD, *(_table(folder, within) for folder, within in groupby(ours, key=lambda path: path.parent))]
    )


def _table(folder: Path, within: Iterator[Path]) -> str:
    paths = list(within)
    package = next((_told(path) for path in paths if path.name == "__init__.py"), "")
    rows = [f"| `{path.name}` | {_told(path)} |" for path in paths if path.name != "__init__.py"]
    heading = f"## {_name(folder)}" if folder != ROOT else "## The checkout"
    return "\n".join(
        [heading, "", *([package, ""] if package else []), *(["| | |", "|---|---|", *rows, ""] if rows else [])]
    )


def _told(path: Path) -> str:
    """The first paragraph of a module's docstring, in one line."""
    told = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return " ".join(told.split("\n\n")[0].split()).replace("|", r"\|")


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
