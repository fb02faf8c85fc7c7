"""The tree of the guard language. Built and type-checked by the compiler, evaluated by the machine."""

from dataclasses import dataclass
from enum import StrEnum

from pathways.model.counting import Period


class Type(StrEnum):
    """Types of the guard language. A code is compared with strings of its own list only."""

    flag = "flag"
    code = "code"
    codes = "codes"
    date = "date"
    number = "number"


class Comparison(StrEnum):
    """Comparison operators, by their spelling."""

    equal = "=="
    unequal = "!="
    less = "<"
    less_or_equal = "<="
    greater = ">"
    greater_or_equal = ">="


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A recorded field of the run, as it is after the event; ``happened`` is the event's civil date."""

    name: str
    type: Type


@dataclass(frozen=True, slots=True, kw_only=True)
class Literal:
    """A code, flag, number or ISO date."""

    value: str | bool | int
    type: Type


@dataclass(frozen=True, slots=True, kw_only=True)
class Compare:
    """Both sides have the same type; ``<`` and its kin need dates or numbers."""

    left: "Term"
    operator: Comparison
    right: "Term"


@dataclass(frozen=True, slots=True, kw_only=True)
class OneOf:
    """``konklusjon in ["1", "2"]``: a code is one of the listed ones."""

    item: Name
    among: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Holds:
    """``"1.1" in risikofaktorer``: a field of several codes holds this one."""

    codes: Name
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """``recorded(felt)``: the run has a value for the field, and it is not empty."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Activities:
    """``all_ended(kind)``; ``any_in(kind, state)``; ``none_in(kind, state)`` over the items of an activity."""

    function: str
    activity: str
    state: str
    """Empty for ``all_ended``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Redecided:
    """``redecided(event)``: that decision of the run has been made anew, by one that counts."""

    event: str


@dataclass(frozen=True, slots=True, kw_only=True)
class After:
    """``after(date, "65 working days", "working-days")``: the nominal date a period after a date."""

    start: "Term"
    period: Period
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Not:
    """Negation."""

    operand: "Expression"


@dataclass(frozen=True, slots=True, kw_only=True)
class And:
    """All of them."""

    operands: tuple["Expression", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Or:
    """At least one of them."""

    operands: tuple["Expression", ...]


Term = Name | Literal | After
Expression = Name | Literal | Compare | OneOf | Holds | Recorded | Redecided | Activities | Not | And | Or
