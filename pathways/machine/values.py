"""Turns what a person gave into recorded values, by the kind of each field. Free text is set apart.

Refusals name the field and what it takes; the value itself never stands in a message, it may be about a child.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pathways.counting.oslo import parse_date
from pathways.counting.telling import write_short
from pathways.errors import EventRefusedError
from pathways.identity.spotting import looks_like_one
from pathways.machine.characters import has_unseen
from pathways.messages import say
from pathways.model.pathway import Code, CodeList, Event, Field, FieldKind
from pathways.model.record import Value

MAX_TEXT = 20_000
"""Characters of one free text."""

MAX_NUMBER = 10**15
"""A number stands in JSON, where many readers keep no more than 53 bits exactly."""

MOST_IN_FIELD = 50
"""Codes in one field of an act: each may become an item with deadlines of its own. No real list is near it."""

MOST_CODES = 12
"""Codes that a refusal lists; a longer list is pointed to."""

_FLAGS: Mapping[str, bool] = {"ja": True, "true": True, "1": True, "nei": False, "false": False, "0": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What was given, sorted: values for the envelope, free texts for the sealed payload."""

    data: Mapping[str, Value]
    texts: Mapping[str, str]


def read_values(
    event: Event,
    fields: Mapping[str, Field],
    lists: Mapping[str, CodeList],
    given: Mapping[str, Value],
    on: date | None,
) -> Given:
    """The values of ``given`` for ``event``, each checked by its field; codes by the date it happened, ``on``.

    With None codes of any time are taken.

    Raises: EventRefusedError for an unknown, missing or malformed value.
    """
    allowed = (*event.records, *event.may_record)
    for name in given:
        if name not in allowed:
            raise EventRefusedError("machine.unknown_field", field=name, event=event.name, known=_list(allowed))
    data: dict[str, Value] = {}
    texts: dict[str, str] = {}
    for name in (name for name in allowed if name in given):
        value = read_value(fields[name], lists, given[name], on)
        if fields[name].kind is FieldKind.text:
            texts[name] = str(value)
        else:
            data[name] = value
    _all_there(event, fields, {**data, **texts})
    return Given(data=data, texts=texts)


def read_codes(code_list: CodeList, codes: tuple[str, ...], on: date | None, what: str) -> tuple[str, ...]:
    """``codes`` when they are not too many, and all are in the list and valid on the day (None: any day).

    Raises: EventRefusedError that names ``what``.
    """
    if len(codes) > MOST_IN_FIELD:
        raise EventRefusedError("machine.too_many_codes", field=what, count=len(codes), most=MOST_IN_FIELD)
    for number, code in enumerate(codes, start=1):
        which = say("machine.code_number", number=number) if len(codes) > 1 else say("machine.the_code")
        _check_code(code_list, code, on, what, which=which)
    return codes


def _all_there(event: Event, fields: Mapping[str, Field], values: Mapping[str, Value]) -> None:
    missing = [_with_list(fields[name]) for name in event.records if values.get(name) in (None, "", ())]
    if missing:
        raise EventRefusedError("machine.missing_field", event=event.name, missing=_list(missing))


def _with_list(field: Field) -> str:
    """A field, and where its codes stand if it takes such."""
    return say("machine.field_of_list", field=field.name, list=field.code_list) if field.code_list else field.name


def read_value(field: Field, lists: Mapping[str, CodeList], value: Value, on: date | None) -> Value:
    """One value by the kind of its field; codes by the date, or of any time (None).

    Raises: EventRefusedError for a malformed one.
    """
    match field.kind:
        case FieldKind.code:
            return _check_code(lists[field.code_list], str(value), on, field.name, which=say("machine.the_code"))
        case FieldKind.codes:
            many = value if isinstance(value, tuple) else tuple(part.strip() for part in str(value).split(","))
            return read_codes(lists[field.code_list], many, on, field.name)
        case FieldKind.date:
            return _date(field, value)
        case FieldKind.flag:
            return _flag(field, value)
        case FieldKind.number:
            return _number(field, value)
        case FieldKind.text:
            return check_text(field.name, str(value))


def check_text(name: str, text: str) -> str:
    """The text, when it can be kept: not too long, and without characters that nobody sees, or no database takes.

    What looks like a national number is not kept either: no identity is stored.
    """
    if len(text) > MAX_TEXT:
        raise EventRefusedError("machine.text_too_long", field=name, most=MAX_TEXT)
    if has_unseen(text):
        raise EventRefusedError("machine.text_unseen", field=name)
    if looks_like_one(text):
        raise EventRefusedError("machine.text_national_number", field=name)
    return text


def _check_code(code_list: CodeList, code: str, on: date | None, what: str, *, which: str) -> str:
    """``which`` tells which of several it is: the value may be anything, and is not repeated."""
    found = next((each for each in code_list.codes if each.code == code), None)
    if found is None:
        known = tell_codes(code_list, on)
        raise EventRefusedError("machine.unknown_code", which=which, field=what, list=code_list.id, known=known)
    if on is not None and not is_valid(found, on):
        told, known = tell_code(found), tell_codes(code_list, on)
        day = write_short(on)
        raise EventRefusedError("machine.code_not_valid", field=what, code=told, list=code_list.id, on=day, known=known)
    return code


def is_valid(code: Code, on: date) -> bool:
    """Whether the code may be used for what happened that day."""
    return (code.valid_from is None or on >= code.valid_from) and (code.valid_to is None or on <= code.valid_to)


def tell_code(code: Code) -> str:
    """The code with its title, and the days it is valid from and to where it has such."""
    days = [say("machine.code_from", date=code.valid_from.isoformat())] if code.valid_from else []
    days += [say("machine.code_to", date=code.valid_to.isoformat())] if code.valid_to else []
    return f"{code.code} {code.title.nb}" + (f" ({', '.join(days)})" if days else "")


def tell_codes(code_list: CodeList, on: date | None) -> str:
    """Codes with their titles, those valid ``on`` only (None: all); of many the first, and where the others are."""
    valid = [f"{each.code} {each.title.nb}" for each in code_list.codes if on is None or is_valid(each, on)]
    told = "; ".join(valid[:MOST_CODES]) or say("machine.none")
    return told if len(valid) <= MOST_CODES else say("machine.more_codes", codes=told, list=code_list.id)


def _date(field: Field, value: Value) -> str:
    try:
        return parse_date(str(value)).isoformat()
    except ValueError:
        raise EventRefusedError("machine.not_a_date", field=field.name) from None


def _flag(field: Field, value: Value) -> bool:
    if isinstance(value, bool):
        return value
    read = _FLAGS.get(str(value).strip().lower())
    if read is None:
        raise EventRefusedError("machine.not_a_flag", field=field.name)
    return read


def _number(field: Field, value: Value) -> int:
    try:
        number = int(str(value))
    except ValueError:
        raise EventRefusedError("machine.not_a_number", field=field.name) from None
    if abs(number) > MAX_NUMBER:
        raise EventRefusedError("machine.number_too_large", field=field.name, most=MAX_NUMBER)
    return number


def _list(names: tuple[str, ...] | list[str]) -> str:
    return ", ".join(names) if names else say("machine.none")
