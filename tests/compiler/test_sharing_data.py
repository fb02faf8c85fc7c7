"""Who decides for a child, and the grounds for sharing: read with their places; and no definition widens them."""

from datetime import date

import pytest

from pathways.compiler.catalogue import compile_files
from pathways.compiler.sharing_data import LAW_FILES
from pathways.model.policy import Facet
from pathways.model.sharing import Giver, SharingLaw, Situation
from tests.compiler.support import problems_of, sample_files

OTHER = """
pathway: annet
version: 2026-01-01
title: Et annet forløp
service: bup
case_prefix: AN
sources: {rutinen: {effect: local, certainty: X, document: Lokal rutine}}
states:
  apen: {title: Åpen, start: true, holder: bup, silent: Ingen frist gjelder.}
  lukket: {title: Lukket, end: true}
events:
  apnet: {title: Åpnet, start: true, by: leder}
  lukket:
    title: Lukket
    from: apen
    by: leder
    to: lukket
    begins: prove
"""


ENDED = """  den_gamle:
    effect: statutory
    certainty: C
    law: prøveloven § 8 før juni
    url: "https://lovdata.no/prove"
    read: 2026-07-28
    valid_to: 2026-05-31
rules:
  under-15-eldre:
    title: Foreldrene samtykket
    about: help
    sector: barnevern
    ages: [0, 15]
    by: parents
    basis: den_gamle"""


def codes(files: dict[str, str], only: str = "E94") -> list[tuple[str, str, int, int]]:
    found = (each for each in problems_of(files) if each.code.startswith(only) or only == "")
    return [(each.code, each.place.file, each.place.line, each.place.column) for each in found]


def test_a_definition_cannot_begin_a_run_of_another_service_in_its_case() -> None:
    assert codes({**sample_files(), "annet.yaml": OTHER}) == [("E940", "annet.yaml", 18, 13)]


def test_of_its_own_service_it_can() -> None:
    mine = OTHER.replace("service: bup", "service: barnevern")
    assert codes({**sample_files(), "annet.yaml": mine}) == []


def test_a_definition_cannot_signal_to_a_run_of_another_service() -> None:
    signal = OTHER.replace("begins: prove", "signals: [{pathway: prove, event: lukket}]")
    assert ("E940", "annet.yaml", 18) in {each[:3] for each in codes({**sample_files(), "annet.yaml": signal})}


def test_without_the_files_nothing_is_decided_and_nothing_shared() -> None:
    files = {name: text for name, text in sample_files().items() if name not in LAW_FILES}
    assert compile_files(files).sharing == SharingLaw()


def test_they_are_in_no_digest() -> None:
    without = {name: text for name, text in sample_files().items() if name not in LAW_FILES}
    assert set(compile_files(without).by_digest) == set(compile_files(sample_files()).by_digest)


def test_what_they_say_is_read() -> None:
    law = compile_files(sample_files()).sharing
    rule, ground = law.rules[0], law.grounds["prove-9"]
    assert (rule.first, rule.until, rule.by, rule.situation) == (0, 15, (Giver.parents,), Situation.ordinary)
    assert (ground.giver, ground.to, ground.shares) == ("barnevern", ("helse",), (Facet.course, Facet.persons))
    assert (law.sector_of("bup"), law.sector_of("ukjent"), law.withheld) == ("helse", "", ("lokal/melder",))


@pytest.mark.parametrize(
    ("name", "old", "new", "code"),
    [
        ("ages.yaml", "sector: barnevern", "sector: ukjent", "E210"),
        ("ages.yaml", "basis: loven", "basis: ukjent", "E210"),
        ("ages.yaml", "by: parents", "by: bestemor", "E205"),
        ("ages.yaml", "by: parents", "by: parents\n    by_any: [child]", "E213"),
        ("ages.yaml", "    by: parents\n", "", "E213"),
        ("ages.yaml", "ages: [0, 15]", "ages: [0, 101]", "E941"),
        ("ages.yaml", "ages: [0, 15]", "ages: [15, 15]", "E941"),
        ("ages.yaml", "ages: [0, 15]", "ages: 15", "E941"),
        ("ages.yaml", "ages: [0, 15]", "ages: [0, 15, 18]", "E941"),
        ("ages.yaml", ", law: prøveloven § 8", "", "E602"),
        ("ages.yaml", ", read: 2026-07-28", "", "E601"),
        ("sharing.yaml", "to: helse", "to: skolen", "E210"),
        ("sharing.yaml", "shares: [course, persons]", "shares: [course, annulled]", "E205"),
        ("sharing.yaml", "shares: [course, persons]", "shares: [access]", "E205"),
        ("sharing.yaml", "basis: loven", "basis: rutinen", "E943"),
        ("sharing.yaml", "certainty: A", "certainty: D", "E943"),
        ("sharing.yaml", "withheld: [lokal/melder]", "withheld: [lokal/ukjent]", "E210"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(name: str, old: str, new: str, code: str) -> None:
    files = sample_files()
    assert old in files[name]
    found = codes({**files, name: files[name].replace(old, new)}, "")
    assert (code, name) in {each[:2] for each in found}


def test_a_rule_may_follow_another_by_the_days_of_their_sources() -> None:
    files = sample_files()
    older = files["ages.yaml"].replace("read: 2026-07-28}", "read: 2026-07-28, valid_from: 2026-06-01}")
    older = older.replace("rules:", ENDED)
    law = compile_files({**files, "ages.yaml": older}).sharing
    days = date(2026, 5, 31), date(2026, 6, 1)
    assert [[rule.id for rule in law.rules if rule.in_force(day)] for day in days] == [["under-15-eldre"], ["under-15"]]
    overlapping = older.replace("valid_to: 2026-05-31", "valid_to: 2026-06-01")
    assert [each[0] for each in codes({**files, "ages.yaml": overlapping})] == ["E942"]
