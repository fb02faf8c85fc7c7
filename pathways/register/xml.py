"""Reads XML from a stream in constant memory, on expat: no document type, no entities, nothing external.

Knows nothing of the register. Yields what was opened, written and closed, with its place; every fault of the
file, and every limit that is passed, is a problem with a place and ends the reading.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol
from xml.parsers import expat

from pathways.register.limits import Limits
from pathways.register.problem import Problems


class Readable(Protocol):
    """A stream of bytes; an empty answer is its end."""

    def read(self, size: int, /) -> bytes:
        """At most ``size`` bytes."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A start tag. Attribute order is the file's; line and column count from 1."""

    name: str
    attributes: Mapping[str, str]
    line: int
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """Text between tags, in the pieces the parser gives."""

    text: str
    line: int
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """An end tag, or the end of an empty element."""

    name: str


Happening = Opened | Written | Closed

_FAULTS = {
    3: "register.xml_empty",
    4: "register.xml_invalid_token",
    5: "register.xml_cut_off",
    6: "register.xml_encoding",
    7: "register.xml_tag_mismatch",
    8: "register.xml_duplicate_attribute",
    9: "register.xml_more_roots",
    11: "register.xml_entity",
    18: "register.xml_encoding",
    19: "register.xml_encoding",
}
"""Expat's error numbers with a sentence of their own (xml.parsers.expat.errors.codes)."""


class _LimitError(Exception):
    """Raised inside a handler, caught in this file: expat lets it through unchanged."""

    def __init__(self, key: str, **values: str) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


def happenings(
    stream: Readable, problems: Problems, limits: Limits, progress: Callable[[int], None]
) -> Iterator[Happening]:
    """What stands in the stream, in order; ``progress`` is told the bytes read after each piece.

    Raises: UsageError with all problems gathered so far as soon as the XML itself is at fault.
    """
    tape = _Tape(limits)
    fed = 0
    last = False
    while not last:
        chunk = stream.read(limits.chunk_bytes)
        fed += len(chunk)
        last = not chunk
        try:
            tape.feed(chunk, fed)
        except (expat.ExpatError, _LimitError) as error:
            yield from tape.take()
            _refuse(error, tape, problems)
        yield from tape.take()
        progress(fed)


def _refuse(error: expat.ExpatError | _LimitError, tape: "_Tape", problems: Problems) -> None:
    if isinstance(error, _LimitError):
        line, column = tape.place()
        problems.add(line, column, error.key, **error.values)
    else:
        key = _FAULTS.get(error.code, "register.xml_malformed")
        problems.add(error.lineno, error.offset + 1, key)
    problems.refuse()


class _Tape:
    """One parser and what it has met since last asked."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._depth = 0
        self._last_tag = 0
        self._met: list[Happening] = []
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.XmlDeclHandler = self._declared
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.StartElementHandler = self._opened
        self._parser.EndElementHandler = self._closed
        self._parser.CharacterDataHandler = self._written

    def place(self) -> tuple[int, int]:
        """Line and column, from 1, of the tag or text being read."""
        return self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1

    def take(self) -> list[Happening]:
        """What was met since the last call."""
        met, self._met = self._met, []
        return met

    def feed(self, chunk: bytes, fed: int) -> None:
        """Parses the next piece; an empty one ends the file.

        A NUL byte is never part of a register file; it also marks UTF-16 and UTF-32. A tag, a comment or a text without
        end is seen by how far behind the last tag lies, before it is held.
        """
        if fed > self._limits.file_bytes:
            raise _LimitError("register.too_large", most=str(self._limits.file_bytes // (1024 * 1024)))
        clean = chunk.partition(b"\x00")[0]
        self._parser.Parse(clean, not chunk)
        if len(clean) < len(chunk):
            raise _LimitError("register.xml_encoding")
        if fed - self._last_tag > self._limits.token_bytes:
            raise _LimitError("register.token_too_long")

    def _declared(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding is not None and encoding.lower() not in ("utf-8", "utf8"):
            raise _LimitError("register.xml_encoding")

    def _doctype(self, *_declared: object) -> None:
        raise _LimitError("register.xml_doctype")

    def _opened(self, name: str, attributes: dict[str, str]) -> None:
        limits = self._limits
        self._last_tag = self._parser.CurrentByteIndex
        self._depth += 1
        if self._depth > limits.depth:
            raise _LimitError("register.too_deep", most=str(limits.depth))
        if len(attributes) > limits.attributes:
            raise _LimitError("register.too_many_attributes", most=str(limits.attributes))
        if any(len(value) > limits.value_characters for value in attributes.values()):
            raise _LimitError("register.value_too_long", most=str(limits.value_characters))
        if max(map(len, (name, *attributes))) > limits.name_characters:
            raise _LimitError("register.value_too_long", most=str(limits.name_characters))
        line, column = self.place()
        self._met.append(Opened(name=name, attributes=attributes, line=line, column=column))

    def _closed(self, name: str) -> None:
        self._last_tag = self._parser.CurrentByteIndex
        self._depth -= 1
        self._met.append(Closed(name=name))

    def _written(self, text: str) -> None:
        line, column = self.place()
        self._met.append(Written(text=text, line=line, column=column))
