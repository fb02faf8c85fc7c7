"""What a party may see of their case: who is a party, what may go out, and by which paragraph the rest is kept back.

Data, and what follows from it alone. Nothing here reads a case.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from pathways.model.basis import Basis
from pathways.model.pathway import Title


class Who(StrEnum):
    """What a person of a case is to it, for insight."""

    child = "child"
    parent = "parent"
    other = "other"


class Standing(StrEnum):
    """By what, besides age, somebody is a party."""

    ordinary = "ordinary"
    own_danger = "own_danger"
    granted = "granted"
    assessed = "assessed"
    """A person has assessed it, and says why."""
    needed = "needed"
    """They need it to carry their responsibility for a child who otherwise decides alone; somebody says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyRule:
    """Somebody is a party from ``first`` up to ``until`` years, in such a situation, while its source is in force."""

    id: str
    title: Title
    who: Who
    situation: Standing
    ages: tuple[int, int] | None
    """From the first age, up to the second; None: no age is asked for."""
    basis: Basis
    listed: bool = True
    """Whether what stands under ``gives`` goes out unassessed; otherwise nothing does."""

    def fits(self, who: Who, situation: Standing, age: int | None) -> bool:
        """Whether it is about such a person. ``age`` None: not known."""
        if (self.who, self.situation) != (who, situation):
            return False
        return self.ages is None or (age is not None and self.ages[0] <= age < self.ages[1])

    def in_force(self, on: date) -> bool:
        """Whether what it rests on held that day."""
        first, last = self.basis.valid_from, self.basis.valid_to
        return (first is None or first <= on) and (last is None or on <= last)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gives:
    """What may go out of the runs of one pathway without anybody having assessed it."""

    pathway: str
    events: frozenset[str]
    fields: frozenset[str]
    basis: Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class Withholding:
    """A paragraph by which something is kept back. ``told``: whether that is said where it is missing."""

    id: str
    title: Title
    basis: Basis
    appeal: bool
    told: bool = False
    fields: frozenset[str] = frozenset()
    """Kept back to begin with, from those ``towards``."""
    towards: tuple[Who, ...] = ()
    """From whom alone something is kept back by it; empty: from anybody."""
    only_while: tuple[str, ...] = ()
    """States of a run; empty: at any time."""

    def is_for(self, who: Who | None) -> bool:
        """Whether something can be kept back from such a person by it."""
        return not self.towards or who in self.towards


@dataclass(frozen=True, slots=True, kw_only=True)
class InsightLaw:
    """What one file says of insight in the cases of some kinds of services."""

    file: str = ""
    services: tuple[str, ...] = ()
    parties: tuple[PartyRule, ...] = ()
    gives: Mapping[str, Gives] = field(default_factory=lambda: MappingProxyType({}))
    standing: tuple[Withholding, ...] = ()
    withholds: Mapping[str, Withholding] = field(default_factory=lambda: MappingProxyType({}))
    appeal: str = ""
    appeal_basis: Basis | None = None

    def party(self, who: Who, situation: Standing, age: int | None, on: date) -> PartyRule | None:
        """The rule of the day by which somebody is a party; None where none is loaded."""
        fitting = (rule for rule in self.parties if rule.fits(who, situation, age))
        return next((rule for rule in fitting if rule.in_force(on)), None)

    def asks_age(self, who: Who, situation: Standing) -> bool:
        """Whether a rule about such a person in such a situation asks how old the child is."""
        return any((rule.who, rule.situation) == (who, situation) and rule.ages for rule in self.parties)

    def rules_for(self, who: Who, on: date) -> Iterator[PartyRule]:
        """The rules of the day about such a person, whatever the age and situation."""
        return (rule for rule in self.parties if rule.who is who and rule.in_force(on))

    def kept_back(self, name: str, who: Who) -> str:
        """The paragraph by which a field is kept back from somebody to begin with; empty: by none."""
        found = (each.id for each in self.withholds.values() if name in each.fields and who in each.towards)
        return next(found, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class InsightLaws:
    """What all files say; where none is about a service, nobody is given insight there by the program."""

    laws: tuple[InsightLaw, ...] = ()

    def of(self, services: Collection[str]) -> InsightLaw | None:
        """What is said of cases of these kinds of services; None where no one file is about all of them."""
        return next((law for law in self.laws if services and set(services) <= set(law.services)), None)


NO_INSIGHT = InsightLaws()


def who_is(subject: str) -> Who | None:
    """What a person of the case is to it; None for whoever is never a party in somebody else's case."""
    if subject == "child":
        return Who.child
    kind = subject.partition("_")[0]
    return {"parent": Who.parent, "other": Who.other}.get(kind)
