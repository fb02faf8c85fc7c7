"""A CSV file from a spreadsheet as rows of cells: encodings, delimiters, quotes and sizes. Knows no case."""

import csv
import io
import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pathways.errors import UsageError
from pathways.intake.faults import Faults, Spot
from pathways.intake.json_file import read_bytes
from pathways.messages import say

MOST_ROWS = 20_000
MOST_COLUMNS = 100
DELIMITERS = ";,\t"

_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row below the headings. ``number`` is that of the spreadsheet, ``line`` where the row begins in the file.

    Cells are stripped, by heading; those under a heading that stands twice are left out.
    """

    number: int
    line: int
    cells: dict[str, str]
    headings: Sequence[str]
    odd: bool = False
    """Whether something stands where no heading is."""

    def spot(self, heading: str = "") -> Spot:
        """Where a cell stands, or the row."""
        if not heading or heading not in self.headings:
            return row_spot(self.number, self.line)
        return cell_spot(self.number, self.line, self.headings.index(heading), heading)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A file as it was read."""

    headings: Sequence[str]
    line: int
    """Of the headings."""
    rows: Sequence[Row]
    twice: frozenset[str]
    """Headings that stand twice: which is meant, cannot be told."""


def read_sheet(path: Path, faults: Faults) -> Sheet:
    """The headings and rows of a file.

    Raises: UsageError when it is too large, not UTF-8, or its quotes do not fit; other faults are gathered.
    """
    records = list(_records(_text(path), path.name))
    if not records:
        raise UsageError("intake.empty", file=path.name)
    line, first = records[0]
    if len(first) > MOST_COLUMNS:
        raise UsageError("intake.too_many_columns", file=path.name, most=MOST_COLUMNS)
    headings = [normalised(cell) for cell in first]
    twice = {heading for heading in headings if heading and headings.count(heading) > 1}
    for count, heading in enumerate(headings):
        if heading in headings[:count] and heading in twice:
            faults.add(cell_spot(1, line, count, ""), say("intake.heading_twice"))
    rows = list(_rows(records[1:], headings, faults, twice))
    return Sheet(headings=headings, line=line, rows=rows, twice=frozenset(twice))


def row_spot(row: int, line: int) -> Spot:
    """``rad 3``."""
    return Spot(told=say("intake.row", row=row), order=(row, 0), line=line)


def cell_spot(row: int, line: int, column: int, heading: str) -> Spot:
    """``rad 3, kolonne C (dato)``. ``column`` counts from 0; ``heading`` is empty where it may not be repeated."""
    letters = ""
    left = column + 1
    while left:
        left, rest = divmod(left - 1, 26)
        letters = chr(65 + rest) + letters
    told = say("intake.cell", row=row, column=letters, heading=f" ({heading})" if heading else "")
    return Spot(told=told, order=(row, column + 1), line=line, column=column + 1, name=heading)


def normalised(heading: str) -> str:
    """A heading as it is compared: ``Forløp `` is ``forlop``."""
    plain = unicodedata.normalize("NFC", heading).strip().lower().replace(" ", "_")
    return plain.replace("æ", "ae").replace("ø", "o").replace("å", "a")


def _text(path: Path) -> str:
    content = read_bytes(path)
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in content:
        raise UsageError("intake.not_utf8_sheet", file=path.name)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError("intake.not_utf8_sheet", file=path.name) from None


def _records(text: str, file: str) -> Iterator[tuple[int, list[str]]]:
    """Each record with the line it begins in. Raises: UsageError."""
    first = _LINE_END.split(text, maxsplit=1)[0]
    # Excel writes the delimiter into a first line of its own, and shows that line to nobody.
    named = first.strip(" ").lower()
    told = named in {f"sep={delimiter}" for delimiter in DELIMITERS}
    delimiter = named[-1] if told else max(DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line, count = 1, 0
    try:
        for record in reader:
            if count > MOST_ROWS + told:
                raise UsageError("intake.too_many_rows", file=file, most=MOST_ROWS)
            if count or not told:
                yield line, record
            line, count = reader.line_num + 1, count + 1
    except csv.Error:
        raise UsageError("intake.not_csv", file=file, line=line) from None


def _rows(
    records: list[tuple[int, list[str]]], headings: list[str], faults: Faults, twice: Collection[str]
) -> Iterator[Row]:
    for number, (line, record) in enumerate(records, start=2):
        if not any(cell and not cell.isspace() for cell in record):
            continue
        cells = [unicodedata.normalize("NFC", cell).strip() for cell in record[: len(headings)]]
        odd = any(cell and not cell.isspace() for cell in record[len(headings) :])
        if odd:
            faults.add(row_spot(number, line), say("intake.too_many_cells"))
        named: dict[str, str] = {}
        for count, (heading, cell) in enumerate(zip(headings, cells, strict=False)):
            if cell and not heading:
                odd = True
                faults.add(cell_spot(number, line, count, ""), say("intake.no_heading"))
            elif cell and heading not in twice:
                named[heading] = cell
        yield Row(number=number, line=line, cells=named, headings=headings, odd=odd)
