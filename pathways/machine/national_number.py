"""Whether a text holds what looks like a Norwegian national number (fødselsnummer, D-number, or a synthetic one).

Knows the control digits of both schemes: the one in use, and the one from 2032, where the sum with the first control
digit may leave 0 to 3 (Skatteetaten: folkeregisteret-api-dokumentasjon, nyttfnr2032). Derives nothing from a number.
"""

import re

_DIGITS = r"(?<!\d)\d{2}[ .]?\d{2}[ .]?\d{2}[ .\-\u00a0]?\d{5}(?!\d)"
_LABEL = r"(?:f(?:ø|oe|o)dsels-?n(?:umme)?r|person-?n(?:umme)?r|\bfnr|\bpnr|\bd-?n(?:umme)?r)(?:et)?\b"
_ELEVEN = re.compile(_DIGITS)
_LABELLED = re.compile(rf"{_LABEL}[^\d\n]{{0,20}}{_DIGITS}", re.IGNORECASE)

_FIRST = (3, 7, 6, 1, 8, 9, 4, 5, 2, 1)
_SECOND = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
_FIRST_LEAVES = (0, 1, 2, 3)
"""What the first sum may leave of 11: 0 in the scheme in use, and the others too from 2032."""

_MOST_DAYS = 31
_MONTHS = 12
_DAY_SHIFTS = (0, 40)
"""D-numbers have 40 added to the day."""
_MONTH_SHIFTS = (0, 40, 65, 80)
"""Synthetic and other numbers of the kind have one of these added to the month."""


def looks_like_one(text: str) -> bool:
    """Whether some eleven digits in ``text`` pass as a number, or are called one whatever their control digits."""
    return _LABELLED.search(text) is not None or any(
        passes("".join(filter(str.isdigit, found))) for found in _ELEVEN.findall(text)
    )


def passes(digits: str) -> bool:
    """Whether eleven digits begin with a day and a month, and have the control digits of either scheme."""
    numbers = tuple(int(digit) for digit in digits)
    return (
        _in_range(int(digits[:2]), _DAY_SHIFTS, _MOST_DAYS)
        and _in_range(int(digits[2:4]), _MONTH_SHIFTS, _MONTHS)
        and _sum(numbers, _FIRST) % 11 in _FIRST_LEAVES
        and _sum(numbers, _SECOND) % 11 == 0
    )


def _in_range(number: int, shifts: tuple[int, ...], most: int) -> bool:
    return any(1 <= number - shift <= most for shift in shifts)


def _sum(numbers: tuple[int, ...], weights: tuple[int, ...]) -> int:
    return sum(number * weight for number, weight in zip(numbers, weights, strict=False))
