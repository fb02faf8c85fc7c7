"""The organisation: who is responsible for what data, which services and units there are, who works in them and when.

Entries are what was recorded, in order; an ``Organisation`` is what they come to (``pathways.people.fold``). Every role
has its days, so that who had which role is answered for any day. Dates are civil dates in Norway; the last day counts.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType

from pathways.model.engagement import Engagement
from pathways.model.record import Actor

EXTERNAL = "external"
"""The kind of a service outside the installation; every other kind is a service that some definition names."""


class What(StrEnum):
    """What an entry tells."""

    area = "area"
    """Who is responsible for data: a municipality, a hospital trust."""
    service = "service"
    unit = "unit"
    person = "person"
    """A person, or what one is called and reached by from now on."""
    role = "role"
    """A person has a role from a day on."""
    end = "end"
    """A person's role ends with a day."""
    absence = "absence"
    """A person is away, and who stands in."""
    present = "present"
    """An absence that was recorded does not take place."""
    intake = "intake"
    """Who gets what nobody has, in a service."""
    account = "account"
    """A person's account was made, made anew, locked or opened again."""
    engagement = "engagement"
    """Somebody looks at a service from outside: an audit engagement."""
    engagement_until = "engagement_until"
    """An engagement ends with another day than was said."""
    audit_draw = "audit_draw"
    """Cases were drawn by chance, and may be read in an engagement."""
    audit_take = "audit_take"
    """A case was chosen, with a reason, and may be read in an engagement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Something to be recorded. ``data`` holds names, ids and ISO dates; an empty text is an open end, or nobody."""

    what: What
    data: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of the log. ``recorded_at`` is UTC; ``why`` may be empty."""

    seq: int
    recorded_at: datetime
    actor: Actor
    change: Change
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A controller (personvernforordningen art. 4 nr. 7) with its own data."""

    id: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A service of an area. ``kind`` is what definitions call it, or ``external``."""

    id: str
    area: str
    kind: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A part of a service."""

    id: str
    service: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who works here. ``id`` is what is typed and recorded, ``name`` is for showing; either may be all."""

    id: str
    name: str
    email: str
    os_account: str = ""
    """The account of the operating system under which they run commands of the system; empty: none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A role that a person has from ``first`` to ``last``. ``service`` empty: in all of them; ``unit`` empty: all."""

    person: str
    role: str
    service: str
    unit: str
    first: date
    last: date | None

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What is held, by whom and where, whenever."""
        return self.person, self.role, self.service, self.unit

    def on(self, day: date) -> bool:
        """Whether it is held that day."""
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """A person is away from ``first`` to ``last`` (None: until further notice). ``substitute`` may be nobody."""

    person: str
    first: date
    last: date | None
    substitute: str

    def on(self, day: date) -> bool:
        """Whether the person is away that day."""
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """Who gets what nobody has in a service, from a day on: a person or a unit."""

    service: str
    person: str
    unit: str
    first: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """What the entries come to, with all its days. ``seq`` is that of the last entry, 0 when there is none."""

    areas: Mapping[str, Area] = field(default_factory=lambda: MappingProxyType({}))
    services: Mapping[str, Service] = field(default_factory=lambda: MappingProxyType({}))
    units: Mapping[str, Unit] = field(default_factory=lambda: MappingProxyType({}))
    persons: Mapping[str, Person] = field(default_factory=lambda: MappingProxyType({}))
    held: tuple[Held, ...] = ()
    absences: tuple[Absence, ...] = ()
    intakes: tuple[Intake, ...] = ()
    engagements: Mapping[str, Engagement] = field(default_factory=lambda: MappingProxyType({}))
    seq: int = 0

    def person_with(self, os_account: str) -> str:
        """Who runs commands of the system under an account of the operating system; empty: nobody, or several."""
        found = [each.id for each in self.persons.values() if os_account and each.os_account == os_account]
        return found[0] if len(found) == 1 else ""

    def intake_on(self, service: str, day: date) -> Intake | None:
        """Who gets what nobody has that day; None where nobody said."""
        told = [each for each in self.intakes if each.service == service and each.first <= day]
        return max(told, key=lambda each: each.first) if told else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who has a case: a person, or a unit or service for whoever takes it there. All empty: nobody has it."""

    service: str = ""
    unit: str = ""
    person: str = ""

    def __bool__(self) -> bool:
        return bool(self.service or self.unit or self.person)
