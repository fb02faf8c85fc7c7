"""Norwegian national numbers: which kind a number is of, and what is wrong with one. Pure.

Rules: Skatteetaten, folkeregisteret-api-dokumentasjon, *nyttfnr2032* (both control schemes) and *Test for konsumenter*
(numbers of invented people). Nothing is derived from a number: no sex, no century, no age. Its first six digits are
looked at for whether they can begin a number, and told to nobody; a date of birth has a field of its own.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from pathways.messages import say

LENGTH = 11
_MODULUS = 11

_FIRST = (3, 7, 6, 1, 8, 9, 4, 5, 2, 1)
_SECOND = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
_LEAVES = (0, 1, 2, 3)
"""What the first sum may leave of 11: 0 in the present scheme, and from 2032 the others too."""

_MOST_DAYS = 31
_MONTHS = 12
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_OF_D_NUMBERS = 40
"""What is added to the day of a D-number."""

_BETWEEN = re.compile(r"[ .\-\u00a0]")
"""What people write between the groups of digits."""


class Kind(StrEnum):
    """What sort of number it is."""

    birth = "birth"
    """Fødselsnummer."""
    d = "d"
    """D-nummer: 40 is added to the day."""


class Origin(StrEnum):
    """Whose numbers are written this way, by what is added to the month."""

    register = "register"
    """The population register's, of real people: nothing is added."""
    skatteetaten = "skatteetaten"
    """Invented people of Skatteetaten (Tenor): 80 is added."""
    nav = "nav"
    """Invented people of NAV: 40 is added. Hospitals write their own emergency numbers (H-nummer) in the same way."""
    other = "other"
    """65 is added: seen among test numbers, of nobody whose rules were read. Never a number of the register."""


_ADDED = {Origin.register: 0, Origin.nav: 40, Origin.other: 65, Origin.skatteetaten: 80}


class Fault(StrEnum):
    """What is wrong with a number; each has a sentence in the catalogue."""

    letters = "letters"
    length = "length"
    date = "date"
    first_control = "first_control"
    second_control = "second_control"
    synthetic = "synthetic"
    real = "real"

    @property
    def sentence(self) -> str:
        """In words, without the number."""
        return say(f"identity.number_{self.value}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What is to be said of one number. ``digits`` are its eleven digits where it has as many, else empty."""

    digits: str
    kind: Kind | None
    origin: Origin | None
    needs_2032: bool
    """Whether only the scheme of 2032 lets it pass. Whoever is born before may have such a number, too."""
    faults: tuple[Fault, ...]

    @property
    def good(self) -> bool:
        """Whether it may be kept here."""
        return not self.faults


def verdict_on(text: str, *, sandbox: bool) -> Verdict:
    """What is to be said of ``text`` as a number. A sandbox takes invented people's numbers alone, others none."""
    digits = _BETWEEN.sub("", text.strip())
    if not (digits.isascii() and digits.isdigit()):
        return _no_number(Fault.letters)
    if len(digits) != LENGTH:
        return _no_number(Fault.length)
    kind, origin = _form(digits)
    first, second = leaves(digits)
    faults = [] if kind else [Fault.date]
    faults += [] if first in _LEAVES else [Fault.first_control]
    faults += [] if second == 0 else [Fault.second_control]
    if origin is not None and not faults and sandbox is (origin is Origin.register):
        faults.append(Fault.real if sandbox else Fault.synthetic)
    return Verdict(
        digits=digits, kind=kind, origin=origin, needs_2032=first in _LEAVES and first != 0, faults=tuple(faults)
    )


def passes(digits: str) -> bool:
    """Whether eleven digits look like a number to somebody who must not miss one: any day to 31, either scheme."""
    day, month = int(digits[:2]), int(digits[2:4])
    days = any(1 <= day - added <= _MOST_DAYS for added in (0, _OF_D_NUMBERS))
    months = any(1 <= month - added <= _MONTHS for added in _ADDED.values())
    first, second = leaves(digits)
    return days and months and first in _LEAVES and second == 0


def leaves(digits: str) -> tuple[int, int]:
    """What the two control sums of eleven digits leave of 11."""
    numbers = [int(digit) for digit in digits]
    first = sum(number * weight for number, weight in zip(numbers[:-1], _FIRST, strict=True))
    second = sum(number * weight for number, weight in zip(numbers, _SECOND, strict=True))
    return first % _MODULUS, second % _MODULUS


def _form(digits: str) -> tuple[Kind | None, Origin | None]:
    """By the first four digits, and the two after them only for 29 February; None, None where no number begins so."""
    day, month = int(digits[:2]), int(digits[2:4])
    kind = Kind.d if day > _OF_D_NUMBERS else Kind.birth
    day -= _OF_D_NUMBERS if kind is Kind.d else 0
    for origin, added in _ADDED.items():
        if 1 <= month - added <= _MONTHS and 1 <= day <= _days(month - added, int(digits[4:6])):
            return kind, origin
    return None, None


def _days(month: int, year: int) -> int:
    """The most days a month can have in years that end so. Of 00 one century has a leap day."""
    return 28 if month == 2 and year % 4 else _DAYS[month - 1]


def _no_number(fault: Fault) -> Verdict:
    return Verdict(digits="", kind=None, origin=None, needs_2032=False, faults=(fault,))
