"""A CSV file from a spreadsheet as rows of cells: encodings, delimiters, quotes and sizes. Knows no case."""

import csv
import io
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pathways.errors import UsageError
from pathways.intake.faults import Faults
from pathways.intake.json_file import read_bytes
from pathways.messages import say

MOST_ROWS = 20_000
MOST_COLUMNS = 100
DELIMITERS = ";,\t"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row below the headings. ``number`` is that of the spreadsheet; cells are stripped, by heading."""

    number: int
    cells: dict[str, str]
    headings: Sequence[str]

    def place(self, heading: str = "") -> str:
        """Where a cell stands, or the row."""
        if heading not in self.headings:
            return say("intake.row", row=self.number)
        return cell_place(self.number, self.headings.index(heading), heading)


def read_sheet(path: Path, faults: Faults) -> tuple[Sequence[str], list[Row]]:
    """Headings and rows of a file.

    Raises: UsageError when it is too large, not UTF-8, or its quotes do not fit; other faults are gathered.
    """
    text = _text(path)
    try:
        records = list(_records(text, path.name))
    except csv.Error:
        raise UsageError("intake.not_csv", file=path.name) from None
    if not records:
        raise UsageError("intake.empty", file=path.name)
    headings = [normalised(cell) for cell in records[0]]
    if len(headings) > MOST_COLUMNS:
        raise UsageError("intake.too_many_columns", file=path.name, most=MOST_COLUMNS)
    for count, heading in enumerate(headings):
        if heading and heading in headings[:count]:
            faults.add(cell_place(1, count, ""), say("intake.heading_twice"))
    return headings, list(_rows(records[1:], headings, faults))


def cell_place(row: int, column: int, heading: str) -> str:
    """``rad 3, kolonne C (dato)``."""
    letters = ""
    left = column + 1
    while left:
        left, rest = divmod(left - 1, 26)
        letters = chr(65 + rest) + letters
    told = f" ({heading})" if heading else ""
    return say("intake.cell", row=row, column=letters, heading=told)


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


def _records(text: str, file: str) -> Iterator[list[str]]:
    # Excel writes the delimiter into a first line of its own, and shows that line to nobody.
    first, _, rest = text.partition("\n")
    if first.strip().lower() in {f"sep={delimiter}" for delimiter in DELIMITERS}:
        delimiter, text = first.strip()[-1], rest
    else:
        delimiter = max(DELIMITERS, key=first.count)
    for count, record in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)):
        if count > MOST_ROWS:
            raise UsageError("intake.too_many_rows", file=file, most=MOST_ROWS)
        yield record


def _rows(records: list[list[str]], headings: list[str], faults: Faults) -> Iterator[Row]:
    for number, record in enumerate(records, start=2):
        cells = [unicodedata.normalize("NFC", cell).strip() for cell in record]
        if not any(cells):
            continue
        if any(cells[len(headings) :]):
            faults.add(say("intake.row", row=number), say("intake.too_many_cells"))
        named = {heading: cell for heading, cell in zip(headings, cells, strict=False) if heading and cell}
        for count, (heading, cell) in enumerate(zip(headings, cells, strict=False)):
            if cell and not heading:
                faults.add(cell_place(number, count, ""), say("intake.no_heading"))
        yield Row(number=number, cells=named, headings=headings)
