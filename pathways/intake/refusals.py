"""Why an event of a file cannot be, in words of the file: which of its parts is wrong, and what may stand there.

What is refused on the command line is told by options; whoever fills in a spreadsheet has columns.
"""

from collections.abc import Mapping
from types import MappingProxyType

from pathways.errors import CountingError, PathwaysError
from pathways.intake.model import CLOCK, CODES, DAY, EVENT, ITEM, REASON, RUN, WHOLE, OpenEvent
from pathways.machine.warning import ENDS_WAITING, EXTENDED, WAITS, WAITS_STILL
from pathways.messages import say

_PREFIX = "Ikke registrert: "

_TOLD: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "machine.in_the_future": ("intake.in_the_future", DAY),
        "machine.before_start": ("intake.before_start", DAY),
        "machine.unknown_event": ("intake.event_not_yet", EVENT),
        "machine.no_start": ("intake.no_start", EVENT),
        "machine.not_in_this_state": ("intake.not_in_this_state", EVENT),
        "machine.not_in_this_item_state": ("intake.not_in_this_item_state", EVENT),
        "machine.activity_closed": ("intake.activity_closed", EVENT),
        "machine.requirement_told": ("intake.requirement", EVENT),
        "machine.no_branch": ("intake.no_branch", EVENT),
        "machine.not_waiting": ("intake.not_waiting", EVENT),
        "machine.which_run": ("intake.which_run", RUN),
        "machine.no_such_run": ("intake.no_such_run", RUN),
        "machine.which_item": ("intake.which_item", ITEM),
        "machine.no_such_item": ("intake.no_such_item", ITEM),
        "machine.no_item_here": ("intake.no_item_here", ITEM),
        "machine.reason_takes_no_codes": ("intake.no_reason_codes", CODES),
        "machine.unknown_code": ("intake.unknown_code", WHOLE),
        "machine.too_many_codes": ("intake.too_many_codes", WHOLE),
        "machine.not_a_date": ("intake.not_a_date", WHOLE),
        "machine.not_a_flag": ("intake.not_a_flag", WHOLE),
        "machine.not_a_number": ("intake.not_a_number", WHOLE),
        "machine.number_too_large": ("intake.number_too_large", WHOLE),
        "machine.text_too_long": ("intake.too_long", WHOLE),
        "machine.text_unseen": ("intake.unseen", WHOLE),
        "machine.text_national_number": ("intake.looks_like_number", WHOLE),
        "intake.run_begins": ("intake.run_begins", RUN),
    }
)
"""What the machine refuses by: the sentence for a file, and the part it is about. ``WHOLE``: the field it names."""

_OF_FIELDS: Mapping[str, str] = MappingProxyType({"reason": REASON})

_WARNED: Mapping[str, str] = MappingProxyType(
    {
        EXTENDED: "intake.warn_extended",
        WAITS: "intake.warn_waits",
        WAITS_STILL: "intake.warn_waits_still",
        ENDS_WAITING: "intake.warn_ends_waiting",
    }
)
"""Warnings about an earlier act, which here is an earlier row."""


def told(error: PathwaysError, event: OpenEvent, *, begins_with: str = "") -> str:
    """Why ``event`` is refused, in words of its file. ``begins_with`` starts the pathway of its case."""
    key, part = _TOLD.get(error.key, ("", ""))
    if not key:
        return str(error).removeprefix(_PREFIX).removesuffix(".")
    values: dict[str, object] = {**error.values, "event": error.values.get("event") or begins_with}
    values |= {"begins_with": begins_with, "column": event.layout.called(part), "where": _where(error, event)}
    return say(key, language="nb", **values).removesuffix(".")


def part_of(error: PathwaysError) -> str:
    """The part of an event that a refusal is about: the column of a field, a date, the event."""
    field = str(error.values.get("field", ""))
    fields = _fields(error)
    if isinstance(error, CountingError):
        return DAY
    if error.values.get("today"):
        return CLOCK
    if len(fields) == 1:
        return fields[0]
    if error.values.get("dated") and not fields:
        return DAY
    return _TOLD.get(error.key, ("", EVENT))[1] or _OF_FIELDS.get(field, field)


def says_place(key: str) -> bool:
    """Whether a warning is about an earlier act."""
    return key in _WARNED


def warned(key: str, about: str) -> str:
    """The warning about the act that stands at ``about`` in the file."""
    return say(_WARNED[key], language="nb", about=about)


def _where(error: PathwaysError, event: OpenEvent) -> str:
    """The parts that a requirement may be about, as an end of its sentence."""
    columns = [event.layout.called(name) for name in _fields(error)]
    return say("intake.look_at", columns=", ".join(columns)) if columns else ""


def _fields(error: PathwaysError) -> tuple[str, ...]:
    found = error.values.get("fields", ())
    return tuple(str(name) for name in found) if isinstance(found, tuple) else ()
