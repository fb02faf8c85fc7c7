"""What a party may see: read with its places, and only from what definitions have and the law says."""

from datetime import date
from pathlib import Path

import pytest

from pathways.compiler.catalogue import compile_files, compile_folder
from pathways.model.insight import NO_INSIGHT, InsightLaw, Standing, Who, who_is
from tests.compiler.support import problems_of, sample_files

SHIPPED = Path(__file__).parents[2] / "definitions"


@pytest.fixture(scope="module")
def law() -> InsightLaw:
    """As shipped."""
    return of("barnevern")


@pytest.fixture(scope="module")
def health() -> InsightLaw:
    """For BUP, as shipped."""
    return of("bup")


def of(service: str) -> InsightLaw:
    found = compile_folder(SHIPPED).insight.of([service])
    assert found is not None
    return found


def changed(before: str, after: str) -> list[tuple[str, int]]:
    files = sample_files()
    assert before in files["insight.yaml"]
    found = problems_of({**files, "insight.yaml": files["insight.yaml"].replace(before, after)})
    return [(each.code, each.place.line) for each in found]


def test_an_event_that_no_definition_has_is_told_with_its_place() -> None:
    assert changed("[melding, konkludert]", "[melding, konkludertt]") == [("E950", 9)]


def test_a_field_that_no_definition_has_is_told_with_its_place() -> None:
    assert changed("[konklusjon]", "[navn]") == [("E950", 10)]


def test_a_pathway_that_is_not_there_gives_nothing_and_is_no_problem() -> None:
    assert changed("  prove:", "  annet:") == []


def test_a_field_about_reporters_cannot_be_listed() -> None:
    assert changed("[konklusjon]", "[konklusjon, meldere]") == [("E951", 10)]


def test_what_is_local_makes_nobody_a_party() -> None:
    assert changed("ages: [15, 100], basis: loven", "ages: [15, 100], basis: rutinen") == [("E952", 6)]


def test_what_is_local_lets_nothing_out() -> None:
    assert changed("fields: [konklusjon]\n    basis: loven", "fields: [konklusjon]\n    basis: rutinen") == [
        ("E952", 11)
    ]


def test_without_the_file_nobody_is_a_party() -> None:
    files = {name: text for name, text in sample_files().items() if name != "insight.yaml"}
    assert compile_files(files).insight == NO_INSIGHT


@pytest.mark.parametrize(
    ("situation", "age", "on", "rule"),
    [
        (Standing.ordinary, 14, date(2026, 8, 24), ""),
        (Standing.ordinary, 15, date(2026, 8, 24), "barn-15"),
        (Standing.ordinary, 15, date(2022, 12, 31), ""),
        (Standing.own_danger, 9, date(2026, 6, 19), "barn-fare"),
        (Standing.own_danger, 9, date(2026, 6, 18), "barn-atferd"),
        (Standing.granted, None, date(2026, 8, 24), "barn-nemnda"),
        (Standing.assessed, 17, date(2026, 8, 24), ""),
    ],
)
def test_a_child_is_a_party_by_the_rule_of_the_day(
    law: InsightLaw, situation: Standing, age: int | None, on: date, rule: str
) -> None:
    found = law.party(Who.child, situation, age, on)
    assert ("" if found is None else found.id) == rule


@pytest.mark.parametrize(
    ("who", "situation", "age", "rule"),
    [
        (Who.child, Standing.ordinary, 16, "pasient-16"),
        (Who.child, Standing.ordinary, 15, "pasient-under-16"),
        (Who.parent, Standing.assessed, 11, "forelder-under-12"),
        (Who.parent, Standing.assessed, 12, "forelder-12-16"),
        (Who.parent, Standing.assessed, 16, ""),
        (Who.parent, Standing.needed, 17, "forelder-16-18"),
        (Who.parent, Standing.needed, 18, ""),
        (Who.other, Standing.assessed, 15, "omsorg"),
        (Who.other, Standing.assessed, 16, ""),
        (Who.parent, Standing.assessed, None, ""),
    ],
)
def test_in_health_services_the_age_says_who_is_told(
    health: InsightLaw, who: Who, situation: Standing, age: int | None, rule: str
) -> None:
    found = health.party(who, situation, age, date(2026, 8, 24))
    assert ("" if found is None else found.id) == rule


def test_from_twelve_nothing_goes_to_parents_that_nobody_has_assessed(health: InsightLaw) -> None:
    told = {each.id: each.listed for each in health.parties}
    assert told == {
        "pasient-16": True, "pasient-under-16": True, "forelder-under-12": True,
        "forelder-12-16": False, "forelder-16-18": False, "omsorg": False,
    }  # fmt: skip


def test_carers_are_told_since_that_became_law(health: InsightLaw) -> None:
    assert health.party(Who.other, Standing.assessed, 9, date(2025, 12, 31)) is None


def test_a_service_is_in_one_file_alone() -> None:
    files = sample_files()
    found = problems_of({**files, "insight-helse.yaml": files["insight.yaml"]})
    assert [(each.code, each.place.file, each.place.line) for each in found] == [("E953", "insight-helse.yaml", 1)]


def test_no_file_is_about_cases_of_two_services(law: InsightLaw) -> None:
    laws = compile_folder(SHIPPED).insight
    assert (laws.of(["barnevern", "bup"]), laws.of([]), laws.of(["nav"])) == (None, None, None)
    assert laws.of(["barnevern"]) == law


@pytest.mark.parametrize(("service", "paragraph"), [("barnevern", "§§ 21"), ("bup", "7-5")])
def test_every_paragraph_of_the_shipped_files_is_named(service: str, paragraph: str) -> None:
    law = of(service)
    for each in (*law.standing, *law.withholds.values()):
        assert "§" in each.basis.law or each.basis.effect == "local", each.id
    assert law.appeal_basis is not None
    assert paragraph in law.appeal_basis.law


def test_siblings_and_reporters_are_never_parties() -> None:
    assert [who_is(each) for each in ("child", "parent_2", "other_1", "sibling_1", "reporter_1")] == [
        Who.child,
        Who.parent,
        Who.other,
        None,
        None,
    ]
