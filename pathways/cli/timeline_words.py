"""Who has said something, and which service it was told to, in words: what a record keeps of both are ids."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from pathways.cli.consent_page import giver_told
from pathways.engine.signal_reach import service_told
from pathways.sharing import records
from pathways.timeline_told import Detail, Told

if TYPE_CHECKING:
    from pathways.engine.people import People

_NAMES = frozenset(kind.value for kind in records.KINDS)


def in_words(entries: Iterable[Told], people: "People") -> tuple[Told, ...]:
    """The same, where records of consent and sharing name people and services as other pages do."""
    return tuple(
        replace(each, details=tuple(_in_words(detail, people) for detail in each.details))
        if not each.run and each.name in _NAMES
        else each
        for each in entries
    )


def _in_words(detail: Detail, people: "People") -> Detail:
    if detail.name == records.BY and isinstance(detail.value, tuple):
        return replace(detail, told=", ".join(map(giver_told, detail.value)))
    if detail.name == records.TO:
        return replace(detail, told=service_told(people, str(detail.value)))
    return detail
