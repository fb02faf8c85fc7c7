"""Open cases from a spreadsheet: one row an event, the rows of a case under each other, a column for each field."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from pathways.intake.cells import is_identity, is_name, is_time_used, read_day, read_happened, unwanted
from pathways.intake.faults import Faults
from pathways.intake.model import OpenCase, OpenEvent
from pathways.intake.sheet import Row, cell_place, read_sheet
from pathways.intake.vocabulary import Vocabulary
from pathways.messages import say

CASE, PATHWAY, EVENT, DAY, CLOCK = "sak", "forlop", "hendelse", "dato", "klokkeslett"
ITEM, RUN, CODES, REASON = "aktivitet", "lop", "koder", "begrunnelse"
FIXED = (CASE, PATHWAY, EVENT, DAY, CLOCK, ITEM, RUN, CODES, REASON)
"""Headings that are not fields, in the order of the template."""

_NEEDED = (PATHWAY, DAY)


def read_open_sheet(path: Path, words: Vocabulary) -> tuple[OpenCase, ...]:
    """The cases of a CSV file, in its order. Raises: UsageError with every fault of it."""
    faults = Faults(path.name)
    headings, rows = read_sheet(path, faults)
    _check_headings(headings, words, faults)
    if faults.count:
        faults.refuse()
    cases = [_case(group, words, faults) for group in _by_case(rows, words, faults)]
    if faults.count:
        faults.refuse()
    return tuple(cases)


def _check_headings(headings: Sequence[str], words: Vocabulary, faults: Faults) -> None:
    for count, heading in enumerate(headings):
        if not heading or heading in FIXED or heading in words.fields:
            continue
        key = "intake.unknown_heading"
        if is_identity(heading):
            key = "intake.identity"
        elif is_time_used(heading):
            key = "intake.time_used"
        faults.add(cell_place(1, count, ""), say(key, known=", ".join(FIXED)))
    for heading in _NEEDED:
        if heading not in headings:
            faults.add(say("intake.row", row=1), say("intake.heading_missing", heading=heading))


def _by_case(rows: Sequence[Row], words: Vocabulary, faults: Faults) -> Iterator[list[Row]]:
    """Rows of one reference together, wherever they stand; a row without one belongs to the case above it."""
    cases: dict[str, list[Row]] = {}
    last = ""
    for row in rows:
        _check_cells(row, words, faults)
        reference, begins = row.cells.get(CASE, ""), PATHWAY in row.cells
        if reference:
            last = f"{CASE} {reference}"
        elif begins:
            last = f"{row.number}"
        elif not last:
            faults.add(row.place(PATHWAY), say("intake.no_pathway"))
            continue
        cases.setdefault(last, []).append(row)
    yield from cases.values()


def _check_cells(row: Row, words: Vocabulary, faults: Faults) -> None:
    for heading, cell in row.cells.items():
        key = unwanted(cell, free=heading == REASON or words.is_text(heading))
        if not key and heading in (CASE, PATHWAY, EVENT, ITEM, RUN) and not is_name(cell):
            key = "intake.no_name"
        if key:
            faults.add(row.place(heading), say(key))


def _case(rows: Sequence[Row], words: Vocabulary, faults: Faults) -> OpenCase:
    first = rows[0]
    pathway = first.cells.get(PATHWAY, "")
    if pathway not in words.pathways:
        faults.add(first.place(PATHWAY), say("intake.unknown_pathway", known=", ".join(words.pathways)))
    for row in rows[1:]:
        if row.cells.get(PATHWAY, pathway) != pathway:
            faults.add(row.place(PATHWAY), say("intake.other_pathway", row=first.number))
        if EVENT not in row.cells:
            faults.add(row.place(EVENT), say("intake.no_event"))
    events = [_event(row, words, faults) for row in rows]
    return OpenCase(
        place=first.place(),
        reference=first.cells.get(CASE, ""),
        pathway=pathway,
        events=tuple(event for event in events if event is not None),
    )


def _event(row: Row, words: Vocabulary, faults: Faults) -> OpenEvent | None:
    cells = row.cells
    day = read_day(cells.get(DAY, ""))
    if day is None:
        faults.add(row.place(DAY), say("intake.no_day" if DAY in cells else "intake.day_missing"))
        return None
    happened = read_happened(day, cells.get(CLOCK, ""))
    if happened is None:
        faults.add(row.place(CLOCK), say("intake.no_clock"))
        return None
    values = {name: cell for name, cell in cells.items() if name in words.fields and not words.is_text(name)}
    for name in filter(words.is_date, list(values)):
        read = read_day(values[name])
        if read is None:
            faults.add(row.place(name), say("intake.no_day"))
            continue
        values[name] = read.isoformat()
    return OpenEvent(
        place=row.place(),
        places={name: row.place(name) for name in row.headings if name},
        event=cells.get(EVENT, ""),
        happened=happened,
        item=cells.get(ITEM, ""),
        run=cells.get(RUN, ""),
        values=values,
        texts={name: cell for name, cell in cells.items() if words.is_text(name)},
        codes=tuple(code.strip() for code in cells.get(CODES, "").split(",") if code.strip()),
        reason=cells.get(REASON, ""),
    )
