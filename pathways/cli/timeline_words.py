"""Who has said something, and which service it was told to, in words: what a record keeps of both are ids."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from pathways.cli.consent_page import giver_told
from pathways.engine.moved import TO
from pathways.engine.signal_reach import service_told
from pathways.machine.signalled import WITH
from pathways.model.record import Kind, Record
from pathways.sharing import records as sharing
from pathways.timeline_beside import beside_told
from pathways.timeline_told import Detail, Told

if TYPE_CHECKING:
    from pathways.engine.people import People

_NAMES = frozenset(kind.value for kind in sharing.KINDS)


_SERVICE = {Kind.signal: WITH, Kind.moving: TO}
"""Where records that are told by a sentence of their own keep a service."""


def in_words(entries: Iterable[Told], records: Iterable[Record], people: "People") -> tuple[Told, ...]:
    """The same, where records of consent, sharing and messages name people and services as other pages do."""
    by_seq = {record.seq: record for record in records}
    return tuple(_told(each, by_seq.get(each.seq), people) for each in entries)


def _told(entry: Told, record: Record | None, people: "People") -> Told:
    if not entry.run and entry.name in _NAMES:
        return replace(entry, details=tuple(_in_words(detail, people) for detail in entry.details))
    place = _SERVICE.get(entry.kind, "")
    if entry.hidden or record is None or record.content is None or place not in record.content.data:
        return entry
    data = {**record.content.data, place: service_told(people, str(record.content.data[place]))}
    return replace(entry, what=beside_told(replace(record, content=replace(record.content, data=data))))


def _in_words(detail: Detail, people: "People") -> Detail:
    if detail.name == sharing.BY and isinstance(detail.value, tuple):
        return replace(detail, told=", ".join(map(giver_told, detail.value)))
    if detail.name == sharing.TO:
        return replace(detail, told=service_told(people, str(detail.value)))
    return detail
