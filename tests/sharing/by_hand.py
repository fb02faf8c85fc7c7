"""Who decides for a child, written by hand from the pages on the law; the product's files are held against it.

Each row: what about, which sector, the situation, from an age and up to another, from a day and up to and with another,
who must consent (in words of its own), and where that stands. A cell that no row covers has no rule.
"""

from datetime import date
from typing import NamedTuple

ALWAYS = date(2023, 1, 1), date(2030, 12, 31)
TO_2026 = date(2023, 1, 1), date(2025, 12, 31)
FROM_2026 = date(2026, 1, 1), date(2030, 12, 31)
TO_JUNE = date(2023, 1, 1), date(2026, 5, 31)
FROM_JUNE = date(2026, 6, 1), date(2030, 12, 31)
TO_JULY = date(2023, 1, 1), date(2026, 6, 30)
FROM_JULY = date(2026, 7, 1), date(2030, 12, 31)
FIRST_HALF = date(2026, 1, 1), date(2026, 6, 30)
FROM_19_JUNE = date(2026, 6, 19), date(2030, 12, 31)


class Row(NamedTuple):
    """One row. ``who``: all of them, or one of them where they are joined by ``/``."""

    about: str
    sector: str
    situation: str
    ages: tuple[int, int]
    days: tuple[date, date]
    who: str
    where: str


HELP, RELEASE, HEALTH, WELFARE = "help", "release", "helse", "barnevern"

ROWS = (
    # Help, health: pasient- og brukerrettighetsloven chapter 4; 4-4 (4) since 1 January, all else since 1 June 2026.
    Row(HELP, HEALTH, "ordinary", (0, 16), TO_JUNE, "parents", "§ 4-4"),
    Row(HELP, HEALTH, "ordinary", (0, 16), FROM_JUNE, "parents", "§ 4-4"),
    Row(HELP, HEALTH, "ordinary", (16, 18), TO_JUNE, "child", "§ 4-3"),
    Row(HELP, HEALTH, "ordinary", (16, 18), FROM_JUNE, "child", "§ 4-3"),
    Row(HELP, HEALTH, "daily_care", (0, 16), FROM_JUNE, "daily_carer", "§ 4-4"),
    Row(HELP, HEALTH, "necessary", (0, 16), FROM_JUNE, "parent", "§ 4-4"),
    Row(HELP, HEALTH, "not_told", (12, 16), FROM_JUNE, "child", "§ 4-3"),
    Row(HELP, HEALTH, "withheld", (0, 12), FROM_JUNE, "provider", "§ 4-3"),
    Row(HELP, HEALTH, "care_order", (0, 16), TO_2026, "barnevern", "§ 4-4"),
    Row(HELP, HEALTH, "care_order", (0, 16), FROM_2026, "barnevern/carer", "§ 4-4"),
    Row(HELP, HEALTH, "no_competence", (16, 18), FROM_JUNE, "parents", "§ 4-5"),
    Row(HELP, HEALTH, "no_competence_care_order", (16, 18), FROM_JUNE, "barnevern", "§ 4-5"),
    # Release, health: helsepersonelloven § 22, under 16 as § 4-4; new wording since 1 July 2026.
    Row(RELEASE, HEALTH, "ordinary", (0, 16), TO_JULY, "parents", "§ 22"),
    Row(RELEASE, HEALTH, "ordinary", (0, 16), FROM_JULY, "parents", "§ 22"),
    Row(RELEASE, HEALTH, "ordinary", (16, 18), TO_JULY, "child", "§ 22"),
    Row(RELEASE, HEALTH, "ordinary", (16, 18), FROM_JULY, "child", "§ 22"),
    Row(RELEASE, HEALTH, "care_order", (0, 16), TO_2026, "barnevern", "§ 22"),
    Row(RELEASE, HEALTH, "care_order", (0, 16), FIRST_HALF, "barnevern/carer", "§ 22"),
    Row(RELEASE, HEALTH, "care_order", (0, 16), FROM_JULY, "barnevern/carer", "§ 22"),
    # Help, child welfare: no general rule in chapter 3; party from 15; own danger since 19 June 2026; § 6-1; § 3-6.
    Row(HELP, WELFARE, "ordinary", (0, 15), ALWAYS, "daily_carer", "bvpro"),
    Row(HELP, WELFARE, "ordinary", (15, 18), ALWAYS, "daily_carer child", "bvpro"),
    Row(HELP, WELFARE, "ordinary", (18, 25), ALWAYS, "child", "§ 3-6"),
    Row(HELP, WELFARE, "own_danger", (0, 18), FROM_19_JUNE, "daily_carer able_child", "§ 12-3"),
    Row(HELP, WELFARE, "institution", (15, 18), ALWAYS, "child", "§ 6-1"),
    # Release, child welfare: no age in the law; what helsenorge tells children.
    Row(RELEASE, WELFARE, "ordinary", (0, 15), ALWAYS, "able_child parents", "helsenorge"),
    Row(RELEASE, WELFARE, "ordinary", (15, 25), ALWAYS, "child", "helsenorge"),
    Row(RELEASE, WELFARE, "care_order", (0, 15), ALWAYS, "able_child barnevern", "Lokal"),
)
