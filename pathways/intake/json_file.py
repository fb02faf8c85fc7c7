"""JSON files from people, read by type: what is wrong is told with its place, and never with what stood there."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from pathways.errors import UsageError, why_not
from pathways.files import open_file
from pathways.messages import say

MOST_BYTES = 4 * 1024 * 1024
MOST_ENTRIES = 20_000
"""Of one list or object."""
MOST_TEXT = 20_000
"""Characters of one text; the engine takes no longer ones either."""


class _RepeatedError(ValueError):
    """One name stands twice in one object: which of them is meant cannot be told."""


def read_bytes(path: Path, most: int = MOST_BYTES) -> bytes:
    """The content of a file. Raises: UsageError when it cannot be opened, or is larger than ``most`` bytes."""
    try:
        with open_file(path) as stream:
            content = stream.read(most + 1)
    except OSError as error:
        raise UsageError("intake.cannot_open", file=path.name or str(path), why=why_not(error)) from None
    if len(content) > most:
        raise UsageError("intake.too_large", file=path.name, most=most // (1024 * 1024))
    return content


def read_json(path: Path) -> "Item":
    """The whole of a JSON file. Raises: UsageError with line and column where it is none."""
    content = read_bytes(path)
    try:
        value = json.loads(content.decode("utf-8-sig"), object_pairs_hook=_object, parse_constant=_constant)
    except UnicodeDecodeError:
        raise UsageError("intake.not_utf8", file=path.name) from None
    except json.JSONDecodeError as error:
        raise UsageError("intake.not_json", file=path.name, line=error.lineno, column=error.colno) from None
    except _RepeatedError:
        raise UsageError("intake.repeated", file=path.name) from None
    except (RecursionError, ValueError):
        raise UsageError("intake.odd_json", file=path.name) from None
    return Item(file=path.name, place="", value=value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One value of a file, and where it stands: ``[2].set.utfall``, counting from 1; empty for the whole file.

    Each reading raises UsageError with the place when the value is of another kind.
    """

    file: str
    place: str
    value: object

    def refuse(self, key: str, **values: str) -> NoReturn:
        """Raises: UsageError about this place."""
        place = self.place or say("intake.whole_file")
        raise UsageError("intake.at", file=self.file, place=place, why=say(key, **values))

    def entries(self, most: int = MOST_ENTRIES) -> Iterator["Item"]:
        """The entries of a list."""
        if not isinstance(self.value, list):
            self.refuse("intake.no_list")
        if len(self.value) > most:
            self.refuse("intake.too_many", most=str(most))
        for number, entry in enumerate(self.value, start=1):
            yield Item(file=self.file, place=f"{self.place}[{number}]", value=entry)

    def fields(self, known: tuple[str, ...]) -> Mapping[str, "Item"]:
        """The values of an object by name; no other names than the ``known``."""
        names = self._names()
        if set(names) - set(known):
            self.refuse("intake.unknown_name", known=", ".join(known))
        return {name: self._of(name, value) for name, value in names.items()}

    def text(self, most: int = MOST_TEXT) -> str:
        """A text, without white space around it."""
        if not isinstance(self.value, str):
            self.refuse("intake.no_text")
        if len(self.value) > most:
            self.refuse("intake.too_long", most=str(most))
        return self.value.strip()

    def number(self) -> int:
        """A whole number from 1."""
        if not isinstance(self.value, int) or isinstance(self.value, bool) or not 0 < self.value < 2**31:
            self.refuse("intake.no_number")
        return self.value

    def texts(self) -> tuple[str, ...]:
        """A list of texts."""
        return tuple(entry.text() for entry in self.entries())

    def values(self) -> Mapping[str, str]:
        """Recorded values by field, each as it would be typed on the command line."""
        return {name: _typed(self._of(name, value)) for name, value in self._names().items()}

    def _names(self) -> dict[str, object]:
        if not isinstance(self.value, dict):
            self.refuse("intake.no_object")
        if len(self.value) > MOST_ENTRIES:
            self.refuse("intake.too_many", most=str(MOST_ENTRIES))
        return self.value

    def _of(self, name: str, value: object) -> "Item":
        # A name that somebody made up may be about a child: only such as a definition could have is told.
        told = name if len(name) <= 40 and name.isidentifier() else "…"
        return Item(file=self.file, place=f"{self.place}.{told}" if self.place else told, value=value)


def _typed(item: Item) -> str:
    """A recorded value as it would be typed on the command line."""
    if isinstance(item.value, bool):
        return "ja" if item.value else "nei"
    if isinstance(item.value, int):
        return str(item.value)
    return ",".join(item.texts()) if isinstance(item.value, list) else item.text()


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _RepeatedError
    return found


def _constant(_name: str) -> NoReturn:
    raise ValueError
