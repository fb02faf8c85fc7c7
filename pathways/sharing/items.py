"""What there is in a case that could be told: every field of a definition, the course of a run, and the persons.

What is never told to anybody outside stands here too, so that it can be shown as withheld. No definition, ground or
consent opens any of it.
"""

from collections.abc import Collection
from dataclasses import dataclass

from pathways.messages import say
from pathways.model.pathway import Field, FieldKind, Pathway
from pathways.model.policy import Facet
from pathways.model.sharing import SharingLaw

RUN = "run"
"""That the run is there. Whoever is told anything is told that; whoever is not told that is told nothing."""

FIELD = "field."
PERSONS = "persons."

EVENTS = "events"
"""What happened in the run, and when."""

COURSE = (RUN, "state", EVENTS, "deadlines")
_NEVER_PERSONS = ("siblings", "reporters", "others")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing that could be told. ``never``: why it never is, as a catalogue key; empty for what can be."""

    key: str
    facet: Facet
    title: str
    never: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """What could go from a run of one pathway: ``service`` is the kind of service the case lies in."""

    pathway: str
    service: str
    items: tuple[Item, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of its items, in order."""
        return tuple(item.key for item in self.items)


def link_of(pathway: Pathway, law: SharingLaw, only: Collection[str] | None = None) -> Link:
    """Everything that a run of a pathway holds, or of it ``only`` these keys, besides that it is there."""
    reporters = law.about_reporters(pathway)
    fields = (_field(field, about_reporter=field.name in reporters) for field in pathway.fields)
    items = (*_course(), *fields, *_texts(), *_persons(), *_never())
    kept = tuple(item for item in items if only is None or item.key == RUN or item.key in only)
    return Link(pathway=pathway.id, service=pathway.service, items=kept)


def field_key(name: str) -> str:
    """The key of a field of a definition."""
    return FIELD + name


def _course() -> tuple[Item, ...]:
    return tuple(_item(key, Facet.course) for key in COURSE)


def _field(field: Field, *, about_reporter: bool) -> Item:
    facet = Facet.texts if field.kind is FieldKind.text else Facet.course
    never = "sharing.never_reporter" if about_reporter else ""
    return Item(key=field_key(field.name), facet=facet, title=field.title.nb, never=never)


def _texts() -> tuple[Item, ...]:
    return (_item("reasons", Facet.texts),)


def _persons() -> tuple[Item, ...]:
    told = tuple(_item(PERSONS + name, Facet.persons) for name in ("child", "parents", "custody"))
    where = _item(PERSONS + "contact", Facet.addresses)
    return (*told, where, *(_item(PERSONS + name, Facet.persons, f"sharing.never_{name}") for name in _NEVER_PERSONS))


def _never() -> tuple[Item, ...]:
    return tuple(_item(name, Facet.course, f"sharing.never_{name}") for name in ("annulled", "access"))


def _item(key: str, facet: Facet, never: str = "") -> Item:
    return Item(key=key, facet=facet, title=say(f"sharing.item_{key.removeprefix(PERSONS)}"), never=never)
