"""What one cell of a spreadsheet may hold: dates, clock times, names; and what may not come in at all.

Nothing is quoted back: what cannot be read may be about a child.
"""

import re
from datetime import UTC, date, datetime

from pathways.counting.oslo import OSLO, is_shown_twice, parse_moment, to_oslo
from pathways.errors import UsageError
from pathways.machine.characters import has_unseen
from pathways.machine.national_number import looks_like_one
from pathways.model.record import Happened

_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_NORWEGIAN = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")
_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)?")
_SLASHED = re.compile(r"[0-9]{1,4}/[0-9]{1,2}/[0-9]{1,4}")
_SHORT = re.compile(r"[0-9]{1,2}[.-][0-9]{1,2}[.-][0-9]{2}")
_CLOCK = re.compile(r"([01]?[0-9]|2[0-3])[:.]([0-5][0-9])([+-]0[0-3]:00)?")
_NAME = re.compile(r"[\w./-]{1,60}")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet that opens the file would run what begins with these."""

# As ``sheet.normalised`` writes them: small letters, without æ, ø and å.
_IDENTITY = ("navn", "fodsel", "personnummer", "adresse", "telefon", "mobil", "epost", "e-post", "kjonn", "postnummer")
_IDENTITY_ALONE = frozenset(
    {
        "fnr",
        "dnr",
        "d-nummer",
        "dnummer",
        "duf",
        "dufnummer",
        "fodt",
        "mor",
        "far",
        "name",
        "ssn",
        "email",
        "barn",
        "alder",
    }
)
_TIME_USED = frozenset({"brukt", "brukt_tid", "tid_brukt", "brukte_dager", "dager_brukt", "time_used", "restdager"})


def is_identity(heading: str) -> bool:
    """Whether a heading is about who somebody is: no identity is stored before there is log-in (semantics 24)."""
    return heading in _IDENTITY_ALONE or any(word in heading for word in _IDENTITY)


def is_time_used(heading: str) -> bool:
    """Whether a heading is about time used, which follows from true dates and is never entered."""
    return heading in _TIME_USED


def unwanted(text: str, *, free: bool) -> str:
    """Why a cell may not be taken, as a catalogue key; empty when it may. ``free``: free text is allowed there."""
    if looks_like_one(text):
        return "intake.looks_like_number"
    if has_unseen(text) or "\r" in text:
        return "intake.control_character"
    return "intake.formula" if not free and text.startswith(_FORMULA) else ""


def is_name(text: str) -> bool:
    """Whether a text can be a reference or the name of something."""
    return bool(_NAME.fullmatch(text))


def read_day(text: str) -> date | None:
    """The date of ``2026-03-04`` or ``4.3.2026``; None for anything else: day and month are never guessed."""
    found = _ISO.fullmatch(text)
    parts: tuple[str, ...] = found.groups() if found else ()
    if not found and (found := _NORWEGIAN.fullmatch(text)):
        parts = found.groups()[::-1]
    try:
        return date(*map(int, parts)) if parts else None
    except ValueError:
        return None


def not_a_day(text: str) -> str:
    """What kind of thing stands where a date should, as a catalogue key. Only for what ``read_day`` cannot read."""
    if _ISO.fullmatch(text) or _NORWEGIAN.fullmatch(text):
        return "intake.day_none"
    if _NUMBER.fullmatch(text):
        return "intake.day_number"
    if _SLASHED.fullmatch(text):
        return "intake.day_slashes"
    return "intake.day_short_year" if _SHORT.fullmatch(text) else "intake.day_other"


def read_happened(day: date, clock: str) -> Happened | None:
    """When something happened, by the clock in Norway where a time is given; None where that time is none that day."""
    if not clock:
        return Happened(on=day, at=None)
    found = _CLOCK.fullmatch(clock)
    if found is None:
        return None
    try:
        happened = parse_moment(f"{day.isoformat()}T{int(found[1]):02}:{found[2]}{found[3] or ''}")
    except UsageError:
        return None
    return happened if happened.on == day else None


def no_clock(day: date, clock: str) -> str:
    """Why a time is none that day, as a catalogue key. Only for what ``read_happened`` cannot read."""
    found = _CLOCK.fullmatch(clock)
    if found is None or found[3]:
        return "intake.no_clock"
    shown = datetime(day.year, day.month, day.day, int(found[1]), int(found[2]), tzinfo=OSLO)
    return "intake.clock_twice" if is_shown_twice(shown) and not _is_skipped(shown) else "intake.no_clock"


def _is_skipped(shown: datetime) -> bool:
    """Whether the clock in Norway never shows this time: it was put forward over it."""
    return to_oslo(shown.astimezone(UTC)).replace(fold=0) != shown.replace(fold=0)
