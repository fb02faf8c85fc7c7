"""Open cases from a JSON file, as another system would write them."""

from collections.abc import Mapping
from pathlib import Path

from pathways.errors import UsageError
from pathways.identity.spotting import looks_like_one
from pathways.intake.cells import is_name, read_day, read_happened
from pathways.intake.faults import Faults
from pathways.intake.json_file import Item, read_json
from pathways.intake.model import OpenCase, OpenEvent
from pathways.intake.vocabulary import Vocabulary
from pathways.messages import say
from pathways.model.record import Happened

SCHEMA = "pathways.open-cases/1"
_CASE = ("reference", "pathway", "events")
_EVENT = ("event", "on", "at", "activity", "run", "set", "codes", "reason")


def read_open_json(path: Path, words: Vocabulary) -> tuple[OpenCase, ...]:
    """The cases of a file, in its order. Raises: UsageError with every fault of it."""
    faults = Faults(path.name)
    whole = read_json(path)
    top = whole.fields(("schema", "cases"))
    if "schema" not in top or top["schema"].value != SCHEMA or "cases" not in top:
        whole.refuse("intake.no_schema", schema=SCHEMA)
    cases = [_case(item, words, faults) for item in top["cases"].entries()]
    if faults.count:
        faults.refuse()
    return tuple(case for case in cases if case is not None)


def _case(item: Item, words: Vocabulary, faults: Faults) -> OpenCase | None:
    try:
        given = item.fields(_CASE)
        for name in ("pathway", "events"):
            if name not in given:
                item.refuse("intake.name_missing", name=name)
        pathway = given["pathway"].text()
        if pathway not in words.pathways:
            given["pathway"].refuse("intake.unknown_pathway", known=", ".join(words.pathways))
        entries = list(given["events"].entries())
        if not entries:
            given["events"].refuse("intake.no_events")
        events = [_event(entry, words, faults) for entry in entries]
        reference = _name(given, "reference")
    except UsageError as error:
        faults.add(*_told(error, item))
        return None
    whole = tuple(event for event in events if event is not None)
    return OpenCase(place=item.place, reference=reference, pathway=pathway, events=whole)


def _event(item: Item, words: Vocabulary, faults: Faults) -> OpenEvent | None:
    try:
        given = item.fields(_EVENT)
        values = given["set"].values() if "set" in given else {}
        for name, value in values.items():
            if looks_like_one(value):
                given["set"].refuse("intake.looks_like_number", name=name)
        reason = given["reason"].text() if "reason" in given else ""
        if looks_like_one(reason):
            given["reason"].refuse("intake.looks_like_number")
        return OpenEvent(
            place=item.place,
            places={name: each.place for name, each in given.items()},
            event=_name(given, "event"),
            happened=_happened(item, given),
            item=_name(given, "activity"),
            run=_name(given, "run"),
            values={name: value for name, value in values.items() if not words.is_text(name)},
            texts={name: value for name, value in values.items() if words.is_text(name)},
            codes=given["codes"].texts() if "codes" in given else (),
            reason=reason,
        )
    except UsageError as error:
        faults.add(*_told(error, item))
        return None


def _name(given: Mapping[str, Item], name: str) -> str:
    if name not in given:
        return ""
    text = given[name].text()
    if looks_like_one(text):
        given[name].refuse("intake.looks_like_number")
    if text and not is_name(text):
        given[name].refuse("intake.no_name")
    return text


def _happened(item: Item, given: Mapping[str, Item]) -> Happened:
    if "on" not in given:
        item.refuse("intake.name_missing", name="on")
    day = read_day(given["on"].text())
    if day is None:
        given["on"].refuse("intake.no_day")
    happened = read_happened(day, given["at"].text() if "at" in given else "")
    if happened is None:
        given["at"].refuse("intake.no_clock")
    return happened


def _told(error: UsageError, item: Item) -> tuple[str, str]:
    place, why = error.values.get("place", item.place), error.values.get("why", "")
    return str(place), str(why) or say("intake.odd_value")
