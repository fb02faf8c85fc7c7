"""Reads one value of a register file by its form. What cannot be read is None, and never repeated."""

import re
from datetime import UTC, date, datetime

from pathways.register.form import Kind, ValueForm

Read = str | bool | date | datetime

_UUID = re.compile(r"[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-5][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}")
_ZONE = r"(?:Z|[+-]\d{2}:\d{2})"
_DATE = re.compile(rf"(\d{{4}}-\d{{2}}-\d{{2}}){_ZONE}?", re.ASCII)
_INSTANT = re.compile(rf"\d{{4}}-\d{{2}}-\d{{2}}T\d{{2}}:\d{{2}}:\d{{2}}(\.\d{{1,9}})?{_ZONE}", re.ASCII)
_FLAGS = {"true": True, "1": True, "false": False, "0": False}
_EARLIEST = date(1900, 1, 1)
_LATEST = date(2200, 1, 1)
"""Dates outside are slips of the keyboard; the calendar could not count from them either."""


def read_value(text: str, form: ValueForm) -> Read | None:
    """The value, or None when the text does not have the form. Instants come out in UTC, UUIDs in lower case."""
    match form.kind:
        case Kind.uuid:
            read: Read | None = text.lower() if _UUID.fullmatch(text) else None
        case Kind.date:
            read = _date(text)
        case Kind.instant:
            read = _instant(text)
        case Kind.flag:
            read = _FLAGS.get(text)
        case Kind.code:
            read = text if text in form.codes else None
        case Kind.pattern:
            read = text if form.pattern is not None and form.pattern.fullmatch(text) else None
        case Kind.text:
            read = text if form.least <= len(text) <= form.most else None
    return read


def _date(text: str) -> date | None:
    found = _DATE.fullmatch(text)
    if found is None:
        return None
    try:
        read = date.fromisoformat(found.group(1))
    except ValueError:
        return None
    return read if _EARLIEST <= read < _LATEST else None


def _instant(text: str) -> datetime | None:
    if _INSTANT.fullmatch(text) is None:
        return None
    try:
        read = datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return read if _EARLIEST <= read.date() < _LATEST else None
