"""Which local settings a definition names, and where: read off its text, for a compiled one holds what they came to."""

from collections.abc import Iterator, Mapping
from itertools import groupby, takewhile

from pathways.compiler.code_lists import LOCAL
from pathways.compiler.problem import Report
from pathways.compiler.source import parse
from pathways.compiler.tree import Entry, Node, Scalar, Sequence
from pathways.compiler.tree import Mapping as Table

LocalNames = Mapping[tuple[str, str], tuple[str, ...]]
"""Event and key (``by``, ``redecide``, ``approval``) → the role settings named there; what names none is left out."""


def local_roles(text: str, file: str, settings: Mapping[str, tuple[str, ...]]) -> LocalNames:
    """Where the events of a definition name role settings, in the order of the file."""
    keys = [
        ((event.key.text, entry.key.text), tuple(dict.fromkeys(_named(entry.value, settings))))
        for event in _events(parse(text, file, Report()))
        for entry in _entries(event.value)
    ]
    return {key: names for key, names in keys if names}


def purpose(text: str) -> tuple[str, ...]:
    """The paragraphs of comment that a file begins with: what whoever wrote the definition says that it is for."""
    lines = (line.removeprefix("#").strip() for line in takewhile(lambda line: line.startswith("#"), text.splitlines()))
    return tuple(" ".join(part) for there, part in groupby(lines, key=bool) if there)


def _events(root: Node | None) -> Iterator[Entry]:
    """The entries of the events of the run, and of each activity."""
    if not isinstance(root, Table):
        return
    yield from _entries(root.get("events"))
    for activity in _entries(root.get("activities")):
        if isinstance(activity.value, Table):
            yield from _entries(activity.value.get("events"))


def _entries(node: Node | None) -> tuple[Entry, ...]:
    return node.entries if isinstance(node, Table) else ()


def _named(node: Node, settings: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    match node:
        case Scalar(text=text):
            if text.startswith(LOCAL) and text in settings:
                yield text
        case Sequence(items=items):
            for item in items:
                yield from _named(item, settings)
        case Table(entries=entries):
            for entry in entries:
                yield from _named(entry.value, settings)
