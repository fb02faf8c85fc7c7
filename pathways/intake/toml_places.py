"""Where the tables, keys and values of a TOML file stand: the reader of the standard library keeps no places."""

import re
import tomllib
from dataclasses import dataclass, field

Path = tuple[str, ...]

_KEY = re.compile(r"""\s*((?:[\w-]+|"(?:[^"\\]|\\.)*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"(?:[^"\\]|\\.)*"|'[^']*'))*)\s*=""")


@dataclass(frozen=True, slots=True)
class Place:
    """A line and a column, both from 1."""

    line: int
    column: int


@dataclass(slots=True)
class Places:
    """The places of one file. Text of several lines can hide keys: then a place is that of what is around it."""

    text: str
    _found: dict[Path, Place] = field(default_factory=dict)
    _lines: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._lines = self.text.splitlines()
        table: Path = ()
        for number, line in enumerate(self._lines, start=1):
            begins = len(line) - len(line.lstrip()) + 1
            if line.lstrip().startswith("["):
                table = _path_of(line)
                self._found.setdefault(table, Place(number, begins))
            elif (found := _KEY.match(line)) is not None:
                self._found.setdefault((*table, *_path_of(f"{found[1]} = 0")), Place(number, begins))

    def of(self, *path: str) -> Place:
        """Where a table or key stands, or the nearest around it."""
        for length in range(len(path), 0, -1):
            if path[:length] in self._found:
                return self._found[path[:length]]
        return Place(1, 1)

    def of_value(self, value: str, *path: str) -> Place:
        """Where ``value`` stands as a text under a key, or the key."""
        key = self.of(*path)
        for number, line in enumerate(self._lines[key.line - 1 :], start=key.line):
            after = key.column if number == key.line else 0
            for quote in ('"', "'"):
                column = line.find(f"{quote}{value}{quote}", after)
                if column >= 0:
                    return Place(number, column + 1)
            if number > key.line and (line.lstrip().startswith("[") or _KEY.match(line)):
                break
        return key


def _path_of(line: str) -> Path:
    try:
        tree: object = tomllib.loads(line)
    except tomllib.TOMLDecodeError:
        return ()
    path: list[str] = []
    while isinstance(tree, dict) and tree:
        name = next(iter(tree))
        path.append(name)
        tree = tree[name]
        tree = tree[0] if isinstance(tree, list) and tree else tree
    return tuple(path)
