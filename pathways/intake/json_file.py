"""JSON files from people, read by type: what is wrong is told with its place, and never with what stood there."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import NoReturn

from pathways.counting.oslo import parse_moment
from pathways.errors import UsageError, why_not
from pathways.files import open_file
from pathways.identity.spotting import looks_like_one
from pathways.machine.characters import has_unseen
from pathways.messages import say

MOST_BYTES = 4 * 1024 * 1024
MOST_ENTRIES = 20_000
"""Of one list or object."""
MOST_TEXT = 20_000
"""Characters of one text; the engine takes no longer ones either."""


_PLAIN = re.compile(r"[a-zæøå0-9_][a-zæøå0-9_.-]{0,59}")


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
    return parse_json(path.name, read_bytes(path))


def parse_json(name: str, content: bytes) -> "Item":
    """The same, of what was read already from what is called ``name``."""
    try:
        value = json.loads(content.decode("utf-8-sig"), object_pairs_hook=_object, parse_constant=_constant)
    except UnicodeDecodeError:
        raise UsageError("intake.not_utf8", file=name) from None
    except json.JSONDecodeError as error:
        raise UsageError("intake.not_json", file=name, line=error.lineno, column=error.colno) from None
    except _RepeatedError:
        raise UsageError("intake.repeated", file=name) from None
    except (RecursionError, ValueError):
        raise UsageError("intake.odd_json", file=name) from None
    return Item(file=name, place="", value=value)


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

    def refuse_in(self, name: str, key: str) -> NoReturn:
        """Raises: UsageError about what stands under ``name`` here."""
        self._of(name, None).refuse(key)

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
        for name in names:
            if name not in known:
                self._refuse_name(name, known)
        return {name: self._of(name, value) for name, value in names.items()}

    def named(self) -> Mapping[str, "Item"]:
        """The values of an object by whatever names they have; places tell only plain ones."""
        return {name: self._of(name, value) for name, value in self._names().items()}

    def text(self, most: int = MOST_TEXT) -> str:
        """A text, without white space around it."""
        if not isinstance(self.value, str):
            self.refuse("intake.no_text")
        if len(self.value) > most:
            self.refuse("intake.too_long", most=str(most))
        if has_unseen(self.value):
            self.refuse("intake.unseen")
        return self.value.strip()

    def name(self) -> str:
        """The name of something. What else a person may have put there is never told, so nothing else gets further."""
        text = self.text()
        if text and not is_plain(text):
            self.refuse("intake.no_plain_name")
        return text

    def moment(self) -> str:
        """A date or a moment, as typed."""
        text = self.text()
        try:
            parse_moment(text)
        except UsageError:
            self.refuse("intake.no_moment")
        return text

    def number(self) -> int:
        """A whole number from 1."""
        if not isinstance(self.value, int) or isinstance(self.value, bool) or not 0 < self.value < 2**31:
            self.refuse("intake.no_number")
        return self.value

    def texts(self) -> tuple[str, ...]:
        """A list of texts."""
        return tuple(entry.text() for entry in self.entries())

    def names(self) -> tuple[str, ...]:
        """A list of names."""
        return tuple(entry.name() for entry in self.entries())

    def values(self) -> Mapping[str, str]:
        """Recorded values by field, each as it would be typed on the command line."""
        found = self.named()
        for name, item in found.items():
            if not is_plain(name):
                item.refuse("intake.no_plain_name")
        return {name: _typed(item) for name, item in found.items()}

    def _names(self) -> dict[str, object]:
        if not isinstance(self.value, dict):
            self.refuse("intake.no_object")
        if len(self.value) > MOST_ENTRIES:
            self.refuse("intake.too_many", most=str(MOST_ENTRIES))
        return self.value

    def _refuse_name(self, name: str, known: tuple[str, ...]) -> NoReturn:
        guess = get_close_matches(name, known, n=1)
        if guess:
            self._of(name, None).refuse("intake.unknown_name_guess", guess=guess[0], known=", ".join(known))
        self.refuse("intake.unknown_name", known=", ".join(known))

    def _of(self, name: str, value: object) -> "Item":
        # A name that somebody made up may be about a child: only such as a definition could have is told.
        told = name if is_plain(name) else "…"
        return Item(file=self.file, place=f"{self.place}.{told}" if self.place else told, value=value)


def is_plain(name: str) -> bool:
    """Whether a text looks like a name in a definition, of a run or of an activity, and like nobody's number."""
    return _PLAIN.fullmatch(name) is not None and not looks_like_one(name)


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
