"""Turns what somebody gave about a person into what is kept. Refusals name person and field, never the value."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pathways.counting.oslo import parse_date
from pathways.errors import UsageError
from pathways.identity.fields import CHILD, FIELDS, SEVERAL, Takes, is_subject
from pathways.identity.numbers import verdict_on
from pathways.identity.spotting import looks_like_one
from pathways.machine.characters import has_unseen
from pathways.vault.door import New

MOST_IN_LINE = 200
MOST_IN_LINES = 2_000
MOST_GIVEN = 200
"""Fields of one command: whole families."""

_UNSEEN_IN_LINE = re.compile(r"[\t\n\r]")


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenField:
    """What somebody gave about one field of a person, as it was typed."""

    subject: str
    field: str
    value: str


def read_given(given: Sequence[GivenField], why: str, *, today: date, sandbox: bool) -> tuple[New, ...]:
    """The values as they are kept, each checked by its field. ``why`` is the reason of a correction, else empty.

    Raises: UsageError for a person or field there is none of, a field given twice, or a value it does not take.
    """
    if len(given) > MOST_GIVEN:
        raise UsageError("person.too_many", count=len(given), most=MOST_GIVEN)
    if len({(each.subject, each.field) for each in given}) < len(given):
        raise UsageError("person.twice")
    reason = _text("reason", why, MOST_IN_LINES, lines=True) if why else ""
    return tuple(
        New(
            subject=each.subject,
            field=each.field,
            value=read_value(each.subject, each.field, each.value, today=today, sandbox=sandbox),
            why=reason,
        )
        for each in given
    )


def read_value(subject: str, field: str, value: str, *, today: date, sandbox: bool) -> str:
    """One value as it is kept. Raises as ``read_given``."""
    require_field(subject, field)
    named = f"{subject}.{field}"
    if not value.strip():
        raise UsageError("person.empty", field=named)
    match FIELDS[field].takes:
        case Takes.number:
            return _number(named, value, sandbox=sandbox)
        case Takes.date:
            return _date(named, value, today if field == "birth_date" else date.max)
        case Takes.lines:
            return _text(named, value, MOST_IN_LINES, lines=True)
        case Takes.line | Takes.name:
            return _text(named, value, MOST_IN_LINE, lines=False)


def require_field(subject: str, field: str) -> None:
    """Raises: UsageError for a person or a field there is none of. What was typed instead may be a name: not told."""
    require_subject(subject)
    if field not in FIELDS:
        raise UsageError("person.unknown_field", subject=subject, known=", ".join(FIELDS))


def require_subject(subject: str) -> None:
    """Raises: UsageError for a person there is none of, without what was typed."""
    if not is_subject(subject):
        raise UsageError("person.unknown_subject", known=", ".join((CHILD, *(f"{each}_1" for each in SEVERAL))))


def free_text(named: str, value: str) -> str:
    """A text of one or more lines that somebody gave beside the fields. Raises: UsageError, also for an empty one."""
    if not value.strip():
        raise UsageError("person.empty", field=named)
    return _text(named, value, MOST_IN_LINES, lines=True)


def read_day(named: str, value: str) -> date:
    """A civil date. Raises: UsageError."""
    return date.fromisoformat(_date(named, value, date.max))


def _number(named: str, value: str, *, sandbox: bool) -> str:
    verdict = verdict_on(value, sandbox=sandbox)
    if verdict.faults:
        raise UsageError("person.not_taken", field=named, why=" ".join(fault.sentence for fault in verdict.faults))
    return verdict.digits


def _date(named: str, value: str, latest: date) -> str:
    try:
        found = parse_date(value.strip())
    except ValueError:
        raise UsageError("person.no_date", field=named) from None
    if found > latest:
        raise UsageError("person.not_yet", field=named)
    return found.isoformat()


def _text(named: str, value: str, most: int, *, lines: bool) -> str:
    text = value.strip()
    if len(text) > most:
        raise UsageError("person.too_long", field=named, most=most)
    if has_unseen(text) or (not lines and _UNSEEN_IN_LINE.search(text)):
        raise UsageError("person.unseen", field=named)
    if looks_like_one(text):
        # In its own field it is checked, and found by search; here it would be neither.
        raise UsageError("person.number_elsewhere", field=named)
    return text
