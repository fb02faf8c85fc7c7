"""The vocabulary in which the form of a register file is written down: elements, attributes and kinds of values."""

import re
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a value may be. ``code`` is one of a closed list; ``pattern`` is checked by a regular expression."""

    uuid = "uuid"
    date = "date"
    instant = "instant"
    flag = "flag"
    code = "code"
    pattern = "pattern"
    text = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueForm:
    """A kind with what it is checked against. ``keep`` is False for what is checked and then dropped."""

    kind: Kind
    codes: frozenset[str] = frozenset()
    pattern: re.Pattern[str] | None = None
    least: int = 0
    most: int = 0
    """Lengths in characters, for ``text``."""
    keep: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributeForm:
    """One attribute of an element."""

    name: str
    value: ValueForm
    required: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildForm:
    """An element inside another; ``most`` is None when there may be any number."""

    element: "ElementForm"
    least: int
    most: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ElementForm:
    """One element: its attributes, its children in any order, and its text where it has one."""

    name: str
    attributes: tuple[AttributeForm, ...] = ()
    children: tuple[ChildForm, ...] = ()
    text: ValueForm | None = None

    def attribute(self, name: str) -> AttributeForm | None:
        """The attribute of that name, if the form has it."""
        return next((each for each in self.attributes if each.name == name), None)

    def child(self, name: str) -> ChildForm | None:
        """The child of that name, if the form has it."""
        return next((each for each in self.children if each.element.name == name), None)


def element(name: str, *parts: AttributeForm | ChildForm, text: ValueForm | None = None) -> ElementForm:
    """An element with its attributes and children."""
    attributes = tuple(part for part in parts if isinstance(part, AttributeForm))
    children = tuple(part for part in parts if isinstance(part, ChildForm))
    return ElementForm(name=name, attributes=attributes, children=children, text=text)


def must(name: str, value: ValueForm) -> AttributeForm:
    """An attribute that has to be there."""
    return AttributeForm(name=name, value=value, required=True)


def may(name: str, value: ValueForm) -> AttributeForm:
    """An attribute that may be there."""
    return AttributeForm(name=name, value=value, required=False)


def one(element: ElementForm) -> ChildForm:
    """Exactly one."""
    return ChildForm(element=element, least=1, most=1)


def optional(element: ElementForm) -> ChildForm:
    """None or one."""
    return ChildForm(element=element, least=0, most=1)


def several(element: ElementForm, *, least: int = 0) -> ChildForm:
    """Any number, from ``least``."""
    return ChildForm(element=element, least=least, most=None)


def coded(codes: str) -> ValueForm:
    """A code of the list, written with spaces between."""
    return ValueForm(kind=Kind.code, codes=frozenset(codes.split()))


def pattern(expression: str, *, keep: bool = True) -> ValueForm:
    """A value that matches the whole expression."""
    return ValueForm(kind=Kind.pattern, pattern=re.compile(expression, re.ASCII), keep=keep)


def text(least: int, most: int, *, keep: bool = True) -> ValueForm:
    """Any text of so many characters."""
    return ValueForm(kind=Kind.text, least=least, most=most, keep=keep)
