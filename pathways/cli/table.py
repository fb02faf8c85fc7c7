"""Numbers and tables of a report: shares with what they are shares of, and CSV that a spreadsheet runs nothing of."""

import csv
import io
import sys
from collections.abc import Iterable, Sequence

from pathways.cli.output import tell_as_is
from pathways.messages import say

MARK = "\ufeff"
_RUNS = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a spreadsheet takes as the beginning of a formula, or drops before it looks for one."""


def told(count: int, of: int | None) -> str:
    """``3 av 12 (25 %)``; the count alone where it is a share of nothing. The one place every number passes."""
    if of is None:
        return str(count)
    return say("cli.report.share", count=count, of=of, percent=round(100 * count / of)) if of else str(count)


def tell_csv(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A table, separated by semicolons as Excel in Norway has it. Nothing where a number is missing.

    It begins with the mark of UTF-8, without which Excel takes it for another alphabet and shows other signs for ``ø``;
    on a terminal, where a person looks at it, there is none.
    """
    written = io.StringIO()
    writer = csv.writer(written, delimiter=";", lineterminator="\n")
    writer.writerow(headings)
    writer.writerows([_cell(value) for value in row] for row in rows)
    if not sys.stdout.isatty():
        sys.stdout.write(MARK)
    tell_as_is(written.getvalue())


def _cell(value: object) -> object:
    """A text that would be run as a formula has an apostrophe before it; numbers stay numbers."""
    if isinstance(value, str) and value.startswith(_RUNS):
        return f"'{value}"
    return "" if value is None else value
