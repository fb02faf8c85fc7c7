"""What a definition looks like before it means anything: scalars, sequences and mappings, each with its place.

Every scalar is a string. Nothing here knows YAML, or what a definition is.
"""

from dataclasses import dataclass
from typing import NamedTuple

from pathways.messages.line import as_line


class Place(NamedTuple):
    """Where something stands. Lines and columns count from 1, columns in characters."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{as_line(self.file)}:{self.line}:{self.column}"

    def shifted(self, characters: int) -> "Place":
        """The place so many characters to the right, on the same line."""
        return Place(self.file, self.line, self.column + characters)


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text. ``at`` is where it begins, with its quote where it has one."""

    text: str
    at: Place
    inside: int
    """Characters from ``at`` to the first character of the text; -1 where text and source do not lie side by side."""

    def place_of(self, offset: int) -> Place:
        """Where the character at ``offset`` of the text stands, or where the scalar begins if that is not known."""
        return self.at if self.inside < 0 else self.at.shifted(self.inside + offset)


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list, in the order of the file."""

    items: tuple["Node", ...]
    at: Place


@dataclass(frozen=True, slots=True)
class Entry:
    """One key of a mapping with its value."""

    key: Scalar
    value: "Node"


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys with values, in the order of the file. No key stands twice: the reader of the source saw to that."""

    entries: tuple[Entry, ...]
    at: Place

    def entry(self, key: str) -> Entry | None:
        """The entry with this key."""
        return next((entry for entry in self.entries if entry.key.text == key), None)

    def get(self, key: str) -> "Node | None":
        """The value under this key."""
        entry = self.entry(key)
        return None if entry is None else entry.value


Node = Scalar | Sequence | Mapping


def place_of(root: Node, *path: str | int) -> Place:
    """The place at the end of ``path`` (keys and positions), or of the deepest part of it that exists.

    A value that is a mapping is pointed at by its key.
    """
    at, node = root.at, root
    for step in path:
        if isinstance(node, Mapping) and isinstance(step, str):
            entry = node.entry(step)
            if entry is None:
                return at
            node = entry.value
            at = entry.key.at if isinstance(node, Mapping) or not _has_place(node) else node.at
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
            at = node.at
        else:
            return at
    return at


def keys_at(root: Node, *path: str) -> tuple[str, ...]:
    """The keys written in the mapping at ``path``, whatever they look like; none where there is no mapping."""
    node: Node | None = root
    for step in path:
        node = node.get(step) if isinstance(node, Mapping) else None
    return tuple(entry.key.text for entry in node.entries) if isinstance(node, Mapping) else ()


def _has_place(node: Node) -> bool:
    return not (isinstance(node, Scalar) and not node.text)
