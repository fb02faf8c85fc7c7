"""What may be known of the persons of a case: who there is, which fields, and of what class each is. Data, and pure.

No field is required: children are born later, unknown, or two at once. The class is what access is decided by.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Takes(StrEnum):
    """What a field takes."""

    name = "name"
    date = "date"
    number = "number"
    line = "line"
    lines = "lines"


class FieldClass(StrEnum):
    """What a field tells of somebody, for those who decide who may see it."""

    identity = "identity"
    """Who somebody is."""
    contact = "contact"
    """Where somebody is, and how to reach them: what may give a hidden address away."""
    custody = "custody"
    """Who decides for the child."""
    reporter = "reporter"
    """Anything about whoever reported a concern."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonField:
    """One field. ``searched``: it can be found by its value."""

    name: str
    takes: Takes
    kind: FieldClass
    searched: bool = False


_FIELDS = (
    PersonField(name="name", takes=Takes.name, kind=FieldClass.identity, searched=True),
    PersonField(name="birth_date", takes=Takes.date, kind=FieldClass.identity),
    PersonField(name="expected_birth", takes=Takes.date, kind=FieldClass.identity),
    PersonField(name="national_number", takes=Takes.number, kind=FieldClass.identity, searched=True),
    PersonField(name="address", takes=Takes.lines, kind=FieldClass.contact),
    PersonField(name="municipality", takes=Takes.line, kind=FieldClass.contact),
    PersonField(name="school", takes=Takes.line, kind=FieldClass.contact),
    PersonField(name="institution", takes=Takes.line, kind=FieldClass.contact),
    PersonField(name="clinic", takes=Takes.line, kind=FieldClass.contact),
    PersonField(name="phone", takes=Takes.line, kind=FieldClass.contact),
    PersonField(name="email", takes=Takes.line, kind=FieldClass.contact),
    PersonField(name="responsibility", takes=Takes.lines, kind=FieldClass.custody),
    PersonField(name="care_order", takes=Takes.lines, kind=FieldClass.custody),
)

FIELDS: Mapping[str, PersonField] = MappingProxyType({field.name: field for field in _FIELDS})
"""Every field, by name, in the order they are shown in."""

CONTACT = tuple(field.name for field in _FIELDS if field.kind is FieldClass.contact)
"""Fields that tell where somebody is. Not even their names stand in the log: with a hidden address, a name can tell."""

CONTACT_TOLD = "contact"
"""What each of them is called wherever it is not shown itself."""

SEARCHED = tuple(field.name for field in _FIELDS if field.searched)

CHILD = "child"
SEVERAL = ("parent", "sibling", "reporter", "other")
"""Persons of whom a case may have several: ``parent_1`` to ``parent_20``."""

MOST = 20
_SUBJECT = re.compile(rf"(?:{'|'.join(SEVERAL)})_([1-9][0-9]?)")


def is_subject(name: str) -> bool:
    """Whether ``name`` is somebody of a case: the child, or one of those there may be several of."""
    found = _SUBJECT.fullmatch(name)
    return name == CHILD or (found is not None and int(found[1]) <= MOST)


def class_of(subject: str, field: str) -> FieldClass:
    """Of what class a field is, about this person."""
    return FieldClass.reporter if subject.startswith("reporter") else FIELDS[field].kind


def told_as(field: str) -> str:
    """What a field is called in the log and the access log: ``contact`` whichever it is that tells where somebody is.

    ``field`` is its own name or how it lies in the vault.
    """
    hidden = field in CONTACT or field.startswith((f"{CONTACT_TOLD}-", "protection_"))
    return CONTACT_TOLD if hidden else field


def order_of(subject: str, field: str) -> tuple[int, int, int]:
    """Where a field stands when a case is shown: the child first, and the fields as listed."""
    who, _, number = subject.partition("_")
    return ((CHILD, *SEVERAL).index(who), int(number or 0), list(FIELDS).index(field))
