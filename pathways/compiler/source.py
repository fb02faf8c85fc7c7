"""Text in YAML → tree, the only file that knows YAML. Reads events and composes itself; trusts nothing.

Size, depth and node count are limited on events, before anything is composed (libyaml's composer crashes the process
on 200,000 brackets). No tags, anchors, aliases or second document; every scalar stays a string; a key that stands
twice is a problem and the first one counts. Nothing is converted and nothing is executed.
"""

import re
from collections.abc import Iterator

import yaml

from pathways.compiler.problem import Report
from pathways.compiler.tree import Entry, Mapping, Node, Place, Scalar, Sequence

MAX_BYTES = 1_000_000
MAX_DEPTH = 40
MAX_NODES = 50_000
"""Far above what a definition needs, far below what hurts."""

_FORBIDDEN = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\u2027\u202f-\u2065\u206a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
"""Control characters, halves of characters, odd line ends, and marks that turn the direction of text around."""

_COLON_IN_TEXT = re.compile(r": +[^'\"{}\[\],]*: ?$")
"""A value that stands without quotes and has a colon of its own, up to there."""

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""The C parser where PyYAML has it; both give the same events."""


def decode(data: bytes, file: str, report: Report) -> str | None:
    """The text of a file, or None with a problem: too large, or not UTF-8. A byte order mark is left out."""
    if len(data) > MAX_BYTES:
        report.add("E103", Place(file, 1, 1), size=len(data), most=MAX_BYTES)
        return None
    try:
        return data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", errors="replace")
        report.add("E101", _after(before, file))
        return None


def parse(text: str, file: str, report: Report) -> Node | None:
    """The tree of the text, or None; every problem is told to ``report``. Never raises on any text."""
    start = Place(file, 1, 1)
    if len(text) > MAX_BYTES or len(text.encode("utf-8", errors="replace")) > MAX_BYTES:
        report.add("E103", start, size=len(text), most=MAX_BYTES)
        return None
    strange = _FORBIDDEN.search(text)
    if strange:
        report.add("E108", _after(text[: strange.start()], file), number=f"U+{ord(strange[0]):04X}")
        return None
    try:
        return _Builder(file, report).build(_events(text))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = start if mark is None else Place(file, mark.line + 1, mark.column + 1)
        report.add("E102", place, hint=_syntax_hint(error.problem or "", _line(text, place.line), place.column))
    except yaml.YAMLError:
        report.add("E102", start)
    return None


def _events(text: str) -> Iterator[yaml.Event]:
    """The events of the text, to the last. Two calls fewer for each than ``yaml.parse``."""
    loader = _LOADER(text)
    try:
        yield from iter(loader.get_event, None)
    finally:
        loader.dispose()


def _after(text: str, file: str) -> Place:
    """The place right after ``text``."""
    lines = re.split(r"\r\n|\r|\n", text)
    return Place(file, len(lines), len(lines[-1]) + 1)


def _line(text: str, number: int) -> str:
    lines = text.splitlines()
    return lines[number - 1] if number <= len(lines) else ""


def _syntax_hint(problem: str, line: str, column: int) -> str:
    """Catalogue key of the advice that most likely helps."""
    if "\t" in line[: column + 1]:
        return "compiler.hint_tab"
    if "mapping values are not allowed" in problem or _COLON_IN_TEXT.search(line[:column]):
        return "compiler.hint_colon"
    if '"' in line or "[" in line:
        return "compiler.hint_quote"
    return "compiler.hint_indent"


def _start(event: yaml.Event) -> tuple[int, int]:
    """Line and column from 0 where the event begins. Events of a parser always have their marks."""
    mark = event.start_mark
    return (0, 0) if mark is None else (mark.line, mark.column)


def _end(event: yaml.Event) -> tuple[int, int]:
    """Line and column from 0 right after the event."""
    mark = event.end_mark
    return (0, 0) if mark is None else (mark.line, mark.column)


class _Frame:
    """A sequence or mapping whose end has not come yet."""

    __slots__ = ("at", "entries", "is_mapping", "items", "key", "seen")

    def __init__(self, at: Place, *, is_mapping: bool) -> None:
        self.at = at
        self.is_mapping = is_mapping
        self.items: list[Node] = []
        self.entries: list[Entry] = []
        self.seen: dict[str, Scalar] = {}
        self.key: Node | None = None

    def node(self) -> Node:
        return Mapping(tuple(self.entries), self.at) if self.is_mapping else Sequence(tuple(self.items), self.at)


class _Builder:
    """Builds one tree out of events, with a stack of its own: depth of input is not depth of recursion."""

    def __init__(self, file: str, report: Report) -> None:
        self._file = file
        self._report = report
        self._stack: list[_Frame] = []
        self._root: Node | None = None
        self._nodes = 0
        self._documents = 0

    def build(self, events: Iterator[yaml.Event]) -> Node | None:
        for event in events:
            if not self._accepts(event):
                return None
            if isinstance(event, yaml.ScalarEvent):
                self._add(self._scalar(event))
            elif isinstance(event, yaml.CollectionStartEvent):
                self._stack.append(_Frame(self._at(event), is_mapping=isinstance(event, yaml.MappingStartEvent)))
            elif isinstance(event, yaml.CollectionEndEvent):
                self._add(self._stack.pop().node())
        if self._root is None or (isinstance(self._root, Scalar) and not self._root.text):
            self._report.add("E110", Place(self._file, 1, 1))
            return None
        return self._root

    def _accepts(self, event: yaml.Event) -> bool:
        """Whether to go on; limits and forbidden constructs stop the reading."""
        code, most = self._objection(event)
        if code:
            self._report.add(code, self._at(event), most=most)
        return not code

    def _objection(self, event: yaml.Event) -> tuple[str, int]:
        """The code of what is wrong with the event, with the limit it breaks; empty when nothing is."""
        if not isinstance(event, yaml.NodeEvent):
            if isinstance(event, yaml.DocumentStartEvent):
                self._documents += 1
                return ("E109", 1) if self._documents > 1 or event.tags else ("", 0)
            return "", 0
        self._nodes += 1
        if self._nodes > MAX_NODES:
            return "E105", MAX_NODES
        if len(self._stack) >= MAX_DEPTH and isinstance(event, yaml.CollectionStartEvent):
            return "E104", MAX_DEPTH
        if event.anchor is not None:
            return "E106", 0
        return ("E107", 0) if getattr(event, "tag", None) is not None else ("", 0)

    def _at(self, event: yaml.Event) -> Place:
        line, column = _start(event)
        return Place(self._file, line + 1, column + 1)

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar:
        line, column = _start(event)
        last_line, last_column = _end(event)
        quotes = 1 if event.style in ("'", '"') else 0
        is_side_by_side = line == last_line and last_column - column - 2 * quotes == len(event.value)
        return Scalar(event.value, Place(self._file, line + 1, column + 1), quotes if is_side_by_side else -1)

    def _add(self, node: Node) -> None:
        if not self._stack:
            self._root = node
            return
        frame = self._stack[-1]
        if not frame.is_mapping:
            frame.items.append(node)
        elif frame.key is None:
            frame.key = node
        else:
            key, frame.key = frame.key, None
            self._enter(frame, key, node)

    def _enter(self, frame: _Frame, key: Node, value: Node) -> None:
        if not isinstance(key, Scalar) or not key.text:
            self._report.add("E111", key.at)
        elif key.text in frame.seen:
            self._report.add("E202", key.at, key=key.text, line=frame.seen[key.text].at.line)
        else:
            frame.seen[key.text] = key
            frame.entries.append(Entry(key, value))
