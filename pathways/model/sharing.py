"""Who decides for a child, and what law lets one service tell another: dated rules, each with its paragraph.

Read from ``definitions/ages.yaml`` and ``definitions/sharing.yaml``. Nothing here says what was consented to; that lies
in the log of each case (``pathways.sharing.records``).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from pathways.model.basis import Basis
from pathways.model.pathway import Pathway, Title
from pathways.model.policy import Facet

SHARED = (Facet.course, Facet.texts, Facet.persons, Facet.addresses)
"""What can be shared at all. Who has seen a case, and what was wrongly registered in it, are told to nobody outside."""


class About(StrEnum):
    """What somebody consents to."""

    help = "help"
    """That help is given (*samtykke til hjelp*)."""
    release = "release"
    """That what is confidential is told (*samtykke til at opplysninger gis videre*)."""


class Situation(StrEnum):
    """What, besides the age, decides who decides. What is none of the others is ordinary."""

    ordinary = "ordinary"
    daily_care = "daily_care"
    """Help that belongs to the daily and ordinary care of a child under 16."""
    necessary = "necessary"
    """Qualified health personnel find the help necessary, so that the child takes no harm."""
    not_told = "not_told"
    """The parents are lawfully not told, or the nature of the measure says so (12 to 16)."""
    withheld = "withheld"
    """Strictly necessary help for a child under 12 whose parents are lawfully not told."""
    care_order = "care_order"
    """Care was taken over, or the child may not be moved."""
    no_competence = "no_competence"
    """The young person (16 to 18) cannot decide."""
    no_competence_care_order = "no_competence_care_order"
    """The same, where care was taken over by the tribunal."""
    own_danger = "own_danger"
    """A case about measures for a child who puts its own development at risk."""
    institution = "institution"
    """A stay in an institution with consent."""


class Giver(StrEnum):
    """In which capacity somebody consents."""

    child = "child"
    able_child = "able_child"
    """The child, where it understands what it is about; whoever records it says so where it does not."""
    parents = "parents"
    """Everybody with parental responsibility."""
    parent = "parent"
    """One with parental responsibility."""
    daily_carer = "daily_carer"
    """Whoever has the daily care, with parental responsibility or without."""
    barnevern = "barnevern"
    """The child welfare service that answers for the child."""
    carer = "carer"
    """Foster parents, or the institution."""
    provider = "provider"
    """Whoever gives the help."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgeRule:
    """Who decides about something, from an age to another, in a situation, while its basis is in force."""

    id: str
    title: Title
    about: About
    sector: str
    situation: Situation
    first: int
    """The age in whole years from which it holds."""
    until: int
    """The age from which it no longer holds."""
    by: tuple[Giver, ...]
    any_of: bool
    """Whether one of ``by`` is enough; otherwise all of them must."""
    hears: int | None
    """The age from which the child is to be heard before others decide; None: nothing is asked."""
    basis: Basis

    def in_force(self, on: date) -> bool:
        """Whether it holds on a civil date."""
        return in_force(self.basis, on)

    def fits(self, about: About, sector: str, situation: Situation, age: int) -> bool:
        """Whether it is about this, whatever the day."""
        asked = (about, sector, situation)
        return (self.about, self.sector, self.situation) == asked and self.first <= age < self.until

    @property
    def ends_with_age(self) -> bool:
        """Whether what was given by it no longer carries once the child is older: others decided for it."""
        return self.by != (Giver.child,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A legal basis for telling another service something without consent. What must be assessed, a person assesses."""

    id: str
    title: Title
    giver: str
    """The sector that may tell."""
    to: tuple[str, ...]
    """The sectors that may be told."""
    shares: tuple[Facet, ...]
    """The most that can go along."""
    stopped: bool
    """Whether an objection stops it."""
    assess: Title
    """What whoever records it has to have assessed."""
    basis: Basis

    def in_force(self, on: date) -> bool:
        """Whether it holds on a civil date."""
        return in_force(self.basis, on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sector:
    """A field of the law of secrecy, with the kinds of services (``services.yaml``) that belong to it."""

    id: str
    title: Title
    services: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SharingLaw:
    """All of it. Empty: nobody may consent by any rule, and nothing is ever shared."""

    rules: tuple[AgeRule, ...] = ()
    sectors: Mapping[str, Sector] = field(default_factory=lambda: MappingProxyType({}))
    grounds: Mapping[str, Ground] = field(default_factory=lambda: MappingProxyType({}))
    withheld: tuple[str, ...] = ()
    """Code lists whose codes are told to nobody outside: they say who reported a concern."""
    childless: frozenset[str] = frozenset()
    """Kinds of services that hold no child, and are told of none."""

    def sector_of(self, service: str) -> str:
        """The sector of a kind of service; empty where the file names none."""
        return next((sector.id for sector in self.sectors.values() if service in sector.services), "")

    def about_reporters(self, pathway: Pathway) -> frozenset[str]:
        """The fields that say something of whoever reported: over a withheld list, or recorded of each of them."""
        own = {field.name for field in pathway.fields if field.code_list in self.withheld}
        recorded: set[str] = set()
        for activity in pathway.activities:
            if activity.each_field in own:
                recorded |= {name for name, _ in activity.flags}
                recorded |= {name for event in activity.events for name in (*event.records, *event.may_record)}
        return frozenset(own | recorded)


def in_force(basis: Basis, on: date) -> bool:
    """Whether a source holds on a civil date; without dates it always does."""
    return (basis.valid_from is None or basis.valid_from <= on) and (basis.valid_to is None or on <= basis.valid_to)
