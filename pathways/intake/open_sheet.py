"""Open cases from a spreadsheet: one row an event, the rows of a case under each other, a column for each field."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pathways.intake.cells import (
    is_identity,
    is_name,
    is_time_used,
    no_clock,
    not_a_day,
    read_day,
    read_happened,
    unwanted,
)
from pathways.intake.faults import Faults
from pathways.intake.model import (
    CASE,
    CLOCK,
    CODES,
    DAY,
    EVENT,
    FIXED,
    ITEM,
    PATHWAY,
    REASON,
    RUN,
    SHEET,
    WHOLE,
    OpenCase,
    OpenEvent,
)
from pathways.intake.sheet import Row, Sheet, cell_spot, read_sheet, row_spot
from pathways.intake.vocabulary import Vocabulary
from pathways.messages import say
from pathways.model.record import Happened

_NEEDED = (PATHWAY, DAY)
_BETWEEN_CODES = re.compile(r"[\s,;+]+")


def read_open_sheet(path: Path, words: Vocabulary, faults: Faults) -> tuple[OpenCase, ...]:
    """The cases of a CSV file, in its order; what is wrong is gathered, and left out.

    Raises: UsageError where the file cannot be read as rows at all.
    """
    sheet = read_sheet(path, faults)
    _check_headings(sheet, words, faults)
    rows = [_cleaned(row, sheet, words, faults) for row in sheet.rows]
    reading = _Reading(sheet=sheet, words=words, faults=faults)
    return tuple(reading.case(group) for group in reading.by_case(rows))


@dataclass(slots=True, kw_only=True)
class _Cleaned:
    """A row without the cells that may not be taken. ``key`` is what the case is called in the file, also then."""

    row: Row
    cells: Mapping[str, str]
    key: str
    faulty: set[str] = field(default_factory=set)
    """Columns that were told of."""


def _check_headings(sheet: Sheet, words: Vocabulary, faults: Faults) -> None:
    for count, heading in enumerate(sheet.headings):
        if not heading or heading in FIXED or heading in words.fields:
            continue
        key = "intake.unknown_heading"
        if is_identity(heading):
            key = "intake.identity"
        elif is_time_used(heading):
            key = "intake.time_used"
        faults.add(cell_spot(1, sheet.line, count, ""), say(key, known=", ".join(FIXED)))
    for heading in _NEEDED:
        if heading not in sheet.headings:
            faults.add(row_spot(1, sheet.line), say("intake.heading_missing", heading=heading))


def _cleaned(row: Row, sheet: Sheet, words: Vocabulary, faults: Faults) -> _Cleaned:
    """Cells of columns that nobody knows are told of with their heading, and looked at no further."""
    known = {heading: cell for heading, cell in row.cells.items() if heading in FIXED or heading in words.fields}
    cleaned = _Cleaned(row=row, cells=known, key=row.cells.get(CASE, ""), faulty={WHOLE} if row.odd else set())
    for heading, cell in known.items():
        key = unwanted(cell, free=heading == REASON or words.is_text(heading))
        if not key and heading in (CASE, PATHWAY, EVENT, ITEM, RUN) and not is_name(cell):
            key = "intake.no_name"
        if key:
            faults.add(row.spot(heading), say(key))
            cleaned.faulty.add(heading)
    cleaned.faulty |= sheet.twice
    cleaned.cells = {heading: cell for heading, cell in known.items() if heading not in cleaned.faulty}
    return cleaned


@dataclass(slots=True, kw_only=True)
class _Reading:
    sheet: Sheet
    words: Vocabulary
    faults: Faults

    def by_case(self, rows: Sequence[_Cleaned]) -> Iterator[list[_Cleaned]]:
        """Rows of one reference together, wherever they stand; a row without one belongs to the case above it."""
        cases: dict[str, list[_Cleaned]] = {}
        last = ""
        for row in rows:
            if row.key:
                last = f"{CASE} {row.key}"
            elif PATHWAY in row.row.cells or not last:
                last = f"{row.row.number}"
            cases.setdefault(last, []).append(row)
        yield from cases.values()

    def case(self, rows: Sequence[_Cleaned]) -> OpenCase:
        """One case, with whatever of it can be read."""
        first = rows[0]
        pathway = self._pathway(first)
        for row in rows[1:]:
            if pathway and row.cells.get(PATHWAY, pathway) != pathway:
                self._add(row, PATHWAY, say("intake.other_pathway", row=first.row.number))
            if EVENT not in row.cells and EVENT not in row.faulty:
                self._add(row, EVENT, say("intake.no_event"))
        return OpenCase(
            spot=first.row.spot(),
            reference=first.cells.get(CASE, ""),
            pathway=pathway,
            events=tuple(self._event(row) for row in rows),
        )

    def _pathway(self, first: _Cleaned) -> str:
        """The pathway of a case; empty, and told of, where there is none such."""
        pathway = first.cells.get(PATHWAY, "")
        if pathway in self.words.pathways:
            return pathway
        if PATHWAY in self.sheet.headings and PATHWAY not in first.faulty:
            key = "intake.unknown_pathway" if pathway else "intake.no_pathway"
            self._add(first, PATHWAY, say(key, known=", ".join(self.words.pathways)))
        first.faulty.add(PATHWAY)
        return ""

    def _event(self, row: _Cleaned) -> OpenEvent:
        happened = self._happened(row)
        values = {name: cell for name, cell in row.cells.items() if name in self.words.fields}
        texts = {name: cell for name, cell in values.items() if self.words.is_text(name)}
        values = {name: self._value(row, name, cell) for name, cell in values.items() if name not in texts}
        cells = row.cells
        return OpenEvent(
            spot=row.row.spot(),
            spots={name: row.row.spot(name) for name in self.sheet.headings if name},
            layout=SHEET,
            event=cells.get(EVENT, ""),
            happened=happened,
            item=cells.get(ITEM, ""),
            run=cells.get(RUN, ""),
            values={name: value for name, value in values.items() if name not in row.faulty},
            texts=texts,
            codes=tuple(code for code in _BETWEEN_CODES.split(cells.get(CODES, "")) if code),
            reason=cells.get(REASON, ""),
            faulty=frozenset(row.faulty),
        )

    def _happened(self, row: _Cleaned) -> Happened | None:
        """When it happened; None, and told of, where that cannot be read."""
        text, clock = row.cells.get(DAY, ""), row.cells.get(CLOCK, "")
        day = read_day(text)
        if day is None:
            if DAY in self.sheet.headings and DAY not in row.faulty:
                self._add(row, DAY, _no_day(text) if text else say("intake.day_missing"))
            row.faulty.add(DAY)
            return None
        happened = read_happened(day, clock)
        if happened is None:
            self._add(row, CLOCK, say(no_clock(day, clock)))
        return None if CLOCK in row.faulty else happened

    def _value(self, row: _Cleaned, name: str, cell: str) -> str:
        """A value as it would be typed; one that cannot be read as the date it should be, is told of."""
        if self.words.takes_codes(name):
            # A comma between two numbers is a decimal in a spreadsheet: any blank or plus parts codes as well.
            return ",".join(part for part in _BETWEEN_CODES.split(cell.strip()) if part)
        if not self.words.is_date(name):
            return cell
        read = read_day(cell)
        if read is None and not self.words.is_only_date(name):
            return cell
        if read is None:
            self._add(row, name, _no_day(cell))
            return ""
        return read.isoformat()

    def _add(self, row: _Cleaned, heading: str, told: str) -> None:
        self.faults.add(row.row.spot(heading), told)
        row.faulty.add(heading)


def _no_day(text: str) -> str:
    return say("intake.no_day", found=say(not_a_day(text)))
