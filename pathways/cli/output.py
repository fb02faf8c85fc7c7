"""Where everything a command says goes: data on standard output, all else on standard error, always UTF-8.

Stored text is never trusted: markup is not read, and control characters, terminal sequences and characters that turn
the direction of writing are taken out before anything is shown. Colour only ever repeats what a word says.
"""

import json
import os
import re
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, TextIO

from pathways.messages import say
from pathways.messages.line import CONTROL, SEQUENCE

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

_NARROWEST, _USUAL, _WIDEST = 20, 80, 400
"""Characters of a line. COLUMNS may say anything, and on no width at all nothing would be shown."""

_NUMBER = re.compile(r"(?<![\w-])\d{6}[ .]?\d{5}(?![\w-])")
"""What looks like a national number."""


def clean(text: str) -> str:
    """The text without terminal sequences, control characters (but for line ends and tabs) and turned direction."""
    return CONTROL.sub("", SEQUENCE.sub("", text))


def one_line(text: str) -> str:
    """The text cleaned, with line ends and runs of white space as single spaces."""
    return " ".join(clean(text).split())


def speak_utf8() -> None:
    """Make the standard streams UTF-8, whatever the locale says; what cannot be written becomes a question mark."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


def tell(text: str = "", style: str = "") -> None:
    """One paragraph of the answer. Wraps by words at the width of the terminal."""
    _show(sys.stdout, styled(text, style))


def tell_aside(text: str, style: str = "") -> None:
    """Something that is not the answer: a warning, progress, what to do next. On standard error.

    Without anybody's number: one that was typed where something else was asked for is not repeated. A name cannot be
    told from other words; it stands on the screen of whoever typed it, and nowhere else.
    """
    _show(sys.stderr, styled(_NUMBER.sub(say("cli.frame.eleven_digits"), clean(text)), style))


def tell_rows(rows: "Iterable[Iterable[str | Text]]", *, indent: int = 2, fixed: Iterable[int] = ()) -> None:
    """Rows in columns, two spaces apart. Columns in ``fixed`` are never broken; the others share what is left."""
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2, 0, 0))
    whole = set(fixed)
    for count, row in enumerate(rows):
        cells = [cell if isinstance(cell, Text) else Text(clean(cell)) for cell in row]
        if count == 0:
            for index in range(len(cells)):
                table.add_column(no_wrap=index in whole, overflow="fold")
        table.add_row(*cells)
    if table.row_count:
        _show(sys.stdout, Padding(table, (0, 0, 0, indent)))


def tell_ledger(entries: Iterable[tuple[Sequence[str], Sequence[str]]], widths: Sequence[int]) -> None:
    """Rows in columns of ``widths``, each with lines beneath it. A column of width 0 takes what is left."""
    from rich.console import Group
    from rich.padding import Padding
    from rich.table import Table

    told: list[RenderableType] = []
    for cells, beneath in entries:
        table = Table.grid(padding=(0, 2, 0, 0), expand=True)
        for width in widths:
            table.add_column(width=width or None, ratio=None if width else 1, overflow="fold")
        table.add_row(*(styled(cell) for cell in cells))
        told.append(table)
        told += [Padding(styled(line), (0, 0, 0, widths[0] + 2)) for line in beneath]
    _show(sys.stdout, Group(*told))


def styled(text: str, style: str = "") -> "Text":
    """A text, cleaned, whose colour repeats what its words say."""
    from rich.text import Text

    return Text(clean(text), style=style)


def tell_json(document: object) -> None:
    """The whole answer as one JSON document. Characters a terminal would act on are written as escapes."""
    text = json.dumps(document, ensure_ascii=False, indent=2)
    sys.stdout.write(CONTROL.sub(lambda found: f"\\u{ord(found.group()):04x}", text).replace("\r", "") + "\n")


def tell_as_is(text: str) -> None:
    """Lines that must keep their own line ends, such as a table or a diagram: cleaned, and never wrapped."""
    sys.stdout.write(clean(text).rstrip("\n") + "\n")


def is_plain(stream: TextIO) -> bool:
    """Whether no colour or style may be used on the stream: a pipe, a file, a dumb terminal, or NO_COLOR."""
    return bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") in ("dumb", "unknown") or not stream.isatty()


def _show(stream: TextIO, what: "RenderableType") -> None:
    from rich.console import Console

    plain = is_plain(stream)
    console = Console(
        file=stream,
        markup=False,
        highlight=False,
        emoji=False,
        no_color=plain,
        color_system=None if plain else "standard",
        force_terminal=not plain,
        legacy_windows=False,
    )
    if not _NARROWEST <= console.width <= _WIDEST:
        console.width = _USUAL
    # Rich fills every line up to its width; the spaces at the end say nothing.
    with console.capture() as captured:
        console.print(what)
    stream.write("".join(line.rstrip(" ") + "\n" for line in captured.get().splitlines()))
