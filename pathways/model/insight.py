"""What a party may see of their case: who is a party, what may go out, and by which paragraph the rest is kept back.

Data, and what follows from it alone. Nothing here reads a case.
"""

from collections.abc import Mapping
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
    only_while: tuple[str, ...] = ()
    """States of a run; empty: at any time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InsightLaw:
    """What ``insight.yaml`` says; empty where there is none: then nobody is given insight by the program."""

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

    def kept_back(self, name: str, who: Who) -> str:
        """The paragraph by which a field is kept back from somebody to begin with; empty: by none."""
        found = (each.id for each in self.withholds.values() if name in each.fields and who in each.towards)
        return next(found, "")


NO_INSIGHT = InsightLaw()


def who_is(subject: str) -> Who | None:
    """What a person of the case is to it; None for whoever is never a party in somebody else's case."""
    if subject == "child":
        return Who.child
    kind = subject.partition("_")[0]
    return {"parent": Who.parent, "other": Who.other}.get(kind)
