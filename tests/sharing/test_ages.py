"""Who decides for a child: every age, day and situation against a table written by hand; and ages themselves."""

from datetime import date, timedelta
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.compiler.catalogue import compile_folder
from pathways.model.sharing import About, Giver, SharingLaw, Situation
from pathways.sharing.ages import age_on, decider, earliest_birth, is_giver, missing, out_of_place
from tests.sharing.by_hand import ROWS, Row

LAW: SharingLaw = compile_folder(Path(__file__).parents[2] / "definitions").sharing
DAYS = (
    *(date(2025, 12, 31), date(2026, 1, 1), date(2026, 5, 31), date(2026, 6, 1), date(2026, 6, 18)),
    *(date(2026, 6, 19), date(2026, 6, 30), date(2026, 7, 1), date(2026, 11, 22)),
)
"""The last day before each change and the first after it."""
AGES = range(26)
CELLS = tuple(product(About, LAW.sectors, Situation, AGES, DAYS))
FOUND = {cell: decider(LAW, *cell) for cell in CELLS}


def by_hand(about: About, sector: str, situation: Situation, age: int, on: date) -> Row | None:
    found = [
        row
        for row in ROWS
        if (row.about, row.sector, row.situation) == (about.value, sector, situation.value)
        and row.ages[0] <= age < row.ages[1]
        and row.days[0] <= on <= row.days[1]
    ]
    assert len(found) <= 1, found
    return found[0] if found else None


def test_every_age_on_every_day_in_every_situation_is_decided_as_the_law_pages_say() -> None:
    assert len(CELLS) == 2 * 3 * len(Situation) * 26 * len(DAYS)
    wrong = []
    for cell, rule in FOUND.items():
        row = by_hand(*cell)
        told = None if rule is None else ("/" if rule.any_of else " ").join(each.value for each in rule.by)
        if told != (row.who if row else None) or (rule and row and row.where not in rule.basis.law):
            wrong.append((cell, told, row))
    assert wrong == []


def test_the_table_by_hand_says_nothing_that_no_cell_asks_for() -> None:
    asked = {by_hand(*cell) for cell in CELLS}
    assert [row for row in ROWS if row not in asked] == []


def test_no_rule_of_the_files_is_never_used() -> None:
    used = {rule.id for rule in FOUND.values() if rule}
    assert [rule.id for rule in LAW.rules if rule.id not in used] == []


@pytest.mark.parametrize(
    ("born", "on", "age"),
    [
        (date(2010, 11, 22), date(2026, 11, 21), 15),
        (date(2010, 11, 22), date(2026, 11, 22), 16),
        (date(2012, 2, 29), date(2027, 2, 28), 14),
        (date(2012, 2, 29), date(2027, 3, 1), 15),
        (date(2012, 2, 29), date(2028, 2, 29), 16),
        (date(2026, 12, 1), date(2026, 11, 22), -1),
    ],
)
def test_ages_are_whole_years_on_the_day(born: date, on: date, age: int) -> None:
    assert age_on(born, on) == age


@given(st.integers(0, 25), st.dates(date(2023, 1, 1), date(2040, 12, 31)))
def test_the_earliest_birth_by_an_age_is_that_age_and_a_day_before_is_not(age: int, on: date) -> None:
    born = earliest_birth(age, on)
    assert age_on(born, on) == age
    assert age_on(born - timedelta(days=1), on) == age + 1


@pytest.mark.parametrize(
    ("name", "by", "sole", "unable", "lacking"),
    [
        ("helse-under-16", ("parent_1",), False, False, (Giver.parents,)),
        ("helse-under-16", ("parent_1",), True, False, ()),
        ("helse-under-16", ("parent_1", "parent_2"), False, False, ()),
        ("helse-under-16", ("child",), True, False, (Giver.parents,)),
        ("helse-nodvendig", ("parent_2",), False, False, ()),
        ("helse-16", ("parent_1", "parent_2"), True, False, (Giver.child,)),
        ("helse-omsorg", ("carer",), False, False, ()),
        ("helse-omsorg", (), False, False, (Giver.barnevern, Giver.carer)),
        ("helse-omsorg-eldre", ("carer",), False, False, (Giver.barnevern,)),
        ("barnevern-15", ("parent_1",), False, False, (Giver.child,)),
        ("barnevern-opplysninger-under-15", ("parent_1", "parent_2"), False, False, (Giver.able_child,)),
        ("barnevern-opplysninger-under-15", ("parent_1", "parent_2"), False, True, ()),
    ],
)
def test_who_is_missing_is_named(
    name: str, by: tuple[str, ...], *, sole: bool, unable: bool, lacking: tuple[Giver, ...]
) -> None:
    found = next(each for each in LAW.rules if each.id == name)
    assert missing(found, by, sole=sole, child_unable=unable) == lacking


def test_whom_a_rule_does_not_ask_is_told() -> None:
    found = next(each for each in LAW.rules if each.id == "helse-16")
    assert out_of_place(found, ("child", "parent_1", "barnevern")) == ("parent_1", "barnevern")


@pytest.mark.parametrize("name", ["Kari Nordmann", "sibling_1", "reporter_1", "parent_", "parent_x", ""])
def test_nobody_else_can_consent(name: str) -> None:
    assert not is_giver(name)
