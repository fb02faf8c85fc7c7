"""Easter Sunday by the church's reckoning, in whole numbers.

The act on public holidays describes Easter by the full moon; custom follows the church's tables, and the
two differ in some years (2019, 2038). Knows no other holiday.
"""

from datetime import date


def easter_sunday(year: int) -> date:
    """Easter Sunday of a Gregorian year."""
    golden = year % 19
    century, in_century = divmod(year, 100)
    leap_centuries, century_rest = divmod(century, 4)
    moon_shift = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - moon_shift + 15) % 30
    leaps, rest = divmod(in_century, 4)
    to_sunday = (32 + 2 * century_rest + 2 * leaps - epact - rest) % 7
    late = (golden + 11 * epact + 22 * to_sunday) // 451
    month, day = divmod(epact + to_sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)
