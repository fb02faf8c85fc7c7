"""What the timeline says of consents, releases, grounds, objections, and of what was told to others."""

from collections.abc import Iterator, Mapping
from datetime import date

from pathways.counting.telling import write_short
from pathways.messages import say
from pathways.messages.graded import law_told
from pathways.model.record import Content, Kind, Record, Value
from pathways.sharing import records
from pathways.sharing.items import FIELD, PERSONS
from pathways.sharing.records import KINDS

_NAMES = frozenset(kind.value for kind in KINDS)
_SHOWN = {
    records.BY: "by",
    records.TO: "to",
    records.LAW: "law",
    records.SHARE: "share",
    records.ITEMS: "items",
    records.UNTIL: "until",
    records.HOW: "how",
}
"""What is told of such a record, by the end of its title's key; the rest is for programs and for ``consent show``."""


def is_sharing(record: Record) -> bool:
    """Whether a record is, or is about, something of consent and sharing."""
    return not record.run and record.name in _NAMES


def sharing_told(record: Record) -> str:
    """What it is called."""
    if record.kind is Kind.withdrawal:
        return say("timeline.told_withdrawal", seq=record.targets[0])
    return say(f"timeline.told_{record.name}")


def sharing_details(content: Content, fields: Mapping[str, str]) -> Iterator[tuple[str, str, Value, str]]:
    """Each of its values: the name, its title, the value, and in words. ``fields``: titles of those of the case."""
    for name, key in _SHOWN.items():
        if name in content.data:
            told = _told(name, content.data[name], fields)
            told = law_told(told, str(content.data.get(records.CERTAINTY, ""))) if name == records.LAW else told
            yield name, say(f"timeline.sharing_{key}"), content.data[name], told


def _told(name: str, value: Value, fields: Mapping[str, str]) -> str:
    if name == records.SHARE and isinstance(value, tuple):
        return ", ".join(say(f"sharing.facet_{each}") for each in value)
    if name == records.ITEMS and isinstance(value, tuple):
        return ", ".join(_item_told(each, fields) for each in value)
    if name == records.HOW:
        return say(f"sharing.how_{value}")
    if name == records.UNTIL:
        return write_short(date.fromisoformat(str(value)))
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def _item_told(key: str, fields: Mapping[str, str]) -> str:
    """What was told, as it was called before it was."""
    if key.startswith(FIELD):
        name = key.removeprefix(FIELD)
        return fields.get(name, name)
    return say(f"sharing.item_{key.removeprefix(PERSONS)}")
