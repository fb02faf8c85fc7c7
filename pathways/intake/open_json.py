"""Open cases from a JSON file, as another system would write them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from pathways.errors import UsageError
from pathways.intake.cells import is_name, no_clock, not_a_day, read_day, read_happened
from pathways.intake.faults import Faults, Spot
from pathways.intake.json_file import Item, read_json
from pathways.intake.model import (
    CASE,
    CLOCK,
    CODES,
    DAY,
    EVENT,
    ITEM,
    JSON,
    PATHWAY,
    REASON,
    RUN,
    WHOLE,
    OpenCase,
    OpenEvent,
)
from pathways.intake.vocabulary import Vocabulary
from pathways.machine.national_number import looks_like_one
from pathways.messages import say
from pathways.model.record import Happened

SCHEMA = "pathways.open-cases/1"
_OF_CASE = (JSON.names[CASE], JSON.names[PATHWAY], "events")
_OF_EVENT = (
    *(JSON.names[part] for part in (EVENT, DAY, CLOCK, ITEM, RUN)),
    "set",
    *(JSON.names[part] for part in (CODES, REASON)),
)

T = TypeVar("T")


def read_open_json(path: Path, words: Vocabulary, faults: Faults) -> tuple[OpenCase, ...]:
    """The cases of a file, in its order; what is wrong is gathered, and left out.

    Raises: UsageError where the file is no JSON, or not of this kind.
    """
    whole = read_json(path)
    top = whole.fields(("schema", "cases"))
    if "schema" not in top or top["schema"].value != SCHEMA or "cases" not in top:
        whole.refuse("intake.no_schema", schema=SCHEMA)
    return tuple(_case(item, n, words, faults) for n, item in enumerate(top["cases"].entries(), start=1))


@dataclass(slots=True, kw_only=True)
class _Object:
    """One object of the file, whose parts are read each by itself."""

    item: Item
    order: tuple[int, ...]
    faults: Faults
    faulty: set[str] = field(default_factory=set)
    given: Mapping[str, Item] = field(default_factory=dict)

    def open(self, known: tuple[str, ...]) -> None:
        """Take what is ``known``; each other name is told of."""
        values = self.item.value
        if not isinstance(values, dict):
            self.tell(WHOLE, partial(self.item.fields, known))
            return
        for name in values:
            if name not in known:
                self.tell(WHOLE, partial(replace(self.item, value={name: None}).fields, known))
        kept = {name: value for name, value in values.items() if name in known}
        self.given = replace(self.item, value=kept).fields(known)

    def read(self, part: str, reading: Callable[[], T], otherwise: T) -> T:
        """What ``reading`` gives; ``otherwise`` where it refuses, which is then told of."""
        try:
            return reading()
        except UsageError as error:
            place, why = str(error.values.get("place", self.item.place)), str(error.values.get("why", ""))
            self.faults.add(self.spot(part, place), why or say("intake.odd_value"))
            self.faulty.add(part)
            return otherwise

    def tell(self, part: str, refusing: Callable[[], object]) -> None:
        """Tell why ``refusing`` refuses."""
        self.read(part, refusing, None)

    def spot(self, part: str = WHOLE, place: str = "") -> Spot:
        """Where a part stands, or would."""
        name = JSON.names.get(part, f"set.{part}") if part else ""
        told = place or (f"{self.item.place}.{name}" if name else self.item.place)
        return Spot(told=told, order=(*self.order, _rank(part)), name=name)

    def text(self, part: str) -> str:
        """A text, or nothing. What looks like a national number is told of."""

        def reading() -> str:
            found = self.given.get(JSON.names[part])
            text = found.text() if found is not None else ""
            if found is not None and looks_like_one(text):
                found.refuse("intake.looks_like_number")
            return text

        return self.read(part, reading, "")

    def name(self, part: str) -> str:
        """The name of something, or nothing."""
        text = self.text(part)
        if text and not is_name(text):
            self.tell(part, lambda: self.given[JSON.names[part]].refuse("intake.no_name"))
            return ""
        return text

    def missing(self, part: str, name: str) -> None:
        """Tell that a name is not there."""
        self.tell(part, lambda: self.item.refuse("intake.name_missing", name=name))


def _rank(part: str) -> int:
    parts = (WHOLE, *JSON.names)
    return parts.index(part) if part in parts else len(parts)


def _case(item: Item, number: int, words: Vocabulary, faults: Faults) -> OpenCase:
    found = _Object(item=item, order=(number, 0), faults=faults)
    found.open(_OF_CASE)
    given = found.given
    pathway = found.text(PATHWAY)
    if "pathway" not in given and WHOLE not in found.faulty:
        found.missing(PATHWAY, "pathway")
    elif "pathway" in given and PATHWAY not in found.faulty and pathway not in words.pathways:
        known = ", ".join(words.pathways)
        found.tell(PATHWAY, lambda: given["pathway"].refuse("intake.unknown_pathway", known=known))
    if "events" not in given and isinstance(item.value, dict):
        found.missing(WHOLE, "events")
    entries: list[Item] = []
    if "events" in given:
        entries = found.read(WHOLE, lambda: list(given["events"].entries()), entries)
    if "events" in given and not entries and given["events"].value == []:
        found.tell(WHOLE, lambda: given["events"].refuse("intake.no_events"))
    reference = found.name(CASE)
    events = tuple(_event(entry, (number, n), words, faults) for n, entry in enumerate(entries, start=1))
    if events and found.faulty:
        events = (replace(events[0], faulty=events[0].faulty | found.faulty), *events[1:])
    known_pathway = pathway if pathway in words.pathways else ""
    return OpenCase(spot=found.spot(), reference=reference, pathway=known_pathway, events=events)


def _event(item: Item, order: tuple[int, int], words: Vocabulary, faults: Faults) -> OpenEvent:
    found = _Object(item=item, order=order, faults=faults)
    found.open(_OF_EVENT)
    values = _values(found, words)
    happened = _happened(found)
    codes: tuple[str, ...] = ()
    if "codes" in found.given:
        codes = found.read(CODES, found.given["codes"].texts, codes)
    event = OpenEvent(
        spot=found.spot(),
        spots={part: found.spot(part) for part in (*JSON.names, *words.fields)},
        layout=JSON,
        event=found.name(EVENT),
        happened=happened,
        item=found.name(ITEM),
        run=found.name(RUN),
        values={name: value for name, value in values.items() if not words.is_text(name)},
        texts={name: value for name, value in values.items() if words.is_text(name)},
        codes=codes,
        reason=found.text(REASON),
    )
    return replace(event, faulty=frozenset(found.faulty))


def _values(found: _Object, words: Vocabulary) -> dict[str, str]:
    """The values of fields, each read by itself; a name that no definition has is told of without itself."""
    given = found.given.get("set")
    if given is None:
        return {}
    if not isinstance(given.value, dict):
        found.tell(WHOLE, given.values)
        return {}
    values: dict[str, str] = {}
    for name, value in given.value.items():
        if name not in words.fields:
            found.tell(WHOLE, lambda: given.refuse("intake.no_such_field"))
            continue
        read = found.read(name, partial(_value, replace(given, value={name: value}), name), "")
        if name not in found.faulty:
            values[name] = read
    return values


def _value(one: Item, name: str) -> str:
    value = one.values()[name]
    if looks_like_one(value):
        Item(file=one.file, place=f"{one.place}.{name}", value=value).refuse("intake.looks_like_number")
    return value


def _happened(found: _Object) -> Happened | None:
    """When it happened; None, and told of, where that cannot be read."""
    if "on" not in found.given:
        if WHOLE not in found.faulty or isinstance(found.item.value, dict):
            found.missing(DAY, "on")
        return None
    text, clock = found.text(DAY), found.text(CLOCK)
    if {DAY, CLOCK} & found.faulty:
        return None
    day = read_day(text)
    if day is None:
        why = say(not_a_day(text))
        found.tell(DAY, lambda: found.given["on"].refuse("intake.no_day", found=why))
        return None
    happened = read_happened(day, clock)
    if happened is None:
        found.tell(CLOCK, lambda: found.given["at"].refuse(no_clock(day, clock)))
    return happened
