"""Insight in a case of a health service: the patient's own, and what parents and carers are told, by age."""

from pathlib import Path

import pytest

from tests.cli.persons import put
from tests.cli.running import Cli, make_sandbox, staffed
from tests.support.databases import SqliteDatabases

CLINIC = """
[users.mona]
roles = ["henvisningsmottak"]
[users.erik]
roles = ["behandler"]
[users.inger]
roles = ["enhetsleder"]
[users.siv]
roles = ["systemansvarlig"]
"""
MONA, ERIK, INGER = ("--as", "mona"), ("--as", "erik"), ("--as", "inger")
WHY = ("--reason", "Har foreldreansvar")
CASE = "BUP-2026-0001"


def make_clinic(url: str) -> None:
    """A referral whose reason names somebody; for ``copy_of``."""
    make_sandbox(url)
    cli = staffed(Cli(url=url, env={}), CLINIC, by="siv")
    given = ("--set", "henviser=fastlege", "--set", "ansiennitetsdato=2026-08-24")
    cli.ok("case", "open", "bup_vurdering", *given, "--reason", "Far, Odd, drikker", *MONA)


@pytest.fixture
def clinic(sqlite_databases: SqliteDatabases) -> Cli:
    """The same, on SQLite."""
    return Cli(url=sqlite_databases.copy_of(make_clinic), env={})


def born(cli: Cli, on: str) -> None:
    people = {"child": {"birth_date": on}, "parent_1": {"name": "Åse"}, "other_1": {"name": "Fride"}}
    assert put(cli, CASE, people, *ERIK).code == 0


def items(cli: Cli, draft: str) -> dict[str, str]:
    shown = cli.ok("insight", "show", CASE, draft, *ERIK, "--json").json["items"]
    return {each["item"]: "+" if each["goes_out"] else each["code"] or "?" for each in shown}


def prepare(cli: Cli, party: str, *more: str) -> str:
    return str(cli.ok("insight", "prepare", CASE, "--for", party, *more, *ERIK, "--json").json["seq"])


def test_the_story_of_a_patient_s_insight(clinic: Cli, tmp_path: Path) -> None:
    born(clinic, "2009-03-02")
    draft = prepare(clinic, "child")
    assert items(clinic, draft) == {"1": "+", "1.ansiennitetsdato": "+", "1.henviser": "?", "1.reason": "?"}
    clinic.ok("insight", "release", CASE, draft, "--item", "1.henviser", *ERIK)
    clinic.ok("insight", "withhold", CASE, draft, "--item", "1.reason", "--code", "andre-personer", *ERIK)
    assert clinic("insight", "approve", CASE, draft, *ERIK).code == 7
    clinic.ok("insight", "approve", CASE, draft, *INGER)
    clinic.ok("insight", "export", CASE, draft, "--to", str(tmp_path / "innsyn.txt"), *ERIK)
    text = " ".join((tmp_path / "innsyn.txt").read_text("utf-8").split())
    for told in (
        "Du har rett til å få vite dette (pasient- og brukerrettighetsloven § 5-1)",
        "Her er noe holdt tilbake: Opplysninger om en annen person (helsepersonelloven § 21)",
        "Fristen er fire uker",
        "Statsforvalteren avgjør den. (pasient- og brukerrettighetsloven §§ 7-2, 7-3 og 7-5)",
        "(pasientjournalloven § 22 a)",
    ):
        assert told in text, told
    for secret in ("Odd", "barnevernsloven", "forvaltningsloven", "foreldreansvaret", "Tungtveiende"):
        assert secret not in text, secret


def test_parents_of_a_small_child_are_told_what_the_list_names(clinic: Cli) -> None:
    born(clinic, "2015-03-02")
    assert items(clinic, prepare(clinic, "parent_1", *WHY))["1.ansiennitetsdato"] == "+"


def test_from_twelve_parents_are_told_only_what_somebody_has_assessed(clinic: Cli) -> None:
    born(clinic, "2013-03-02")
    draft = prepare(clinic, "parent_1", *WHY)
    assert set(items(clinic, draft).values()) == {"?"}
    clinic.ok("insight", "withhold", CASE, draft, "--item", "1", "--code", "barnet-vil-ikke", *ERIK)


def test_from_sixteen_parents_are_told_what_they_need_and_nothing_unassessed(clinic: Cli) -> None:
    born(clinic, "2009-03-02")
    refused = clinic("insight", "prepare", CASE, "--for", "parent_1", *WHY, *ERIK)
    assert (refused.code, "--situation needed" in refused.told) == (4, True), refused
    assert clinic("insight", "prepare", CASE, "--for", "parent_1", "--situation", "needed", *ERIK).code == 4
    draft = prepare(clinic, "parent_1", "--situation", "needed", *WHY)
    assert set(items(clinic, draft).values()) == {"?"}


def test_carers_are_told_only_of_a_child_under_sixteen(clinic: Cli) -> None:
    born(clinic, "2009-03-02")
    assert clinic("insight", "prepare", CASE, "--for", "other_1", "--reason", "Fostermor", *ERIK).code == 4


def test_where_the_age_is_not_known_nobody_is_told_by_it(clinic: Cli) -> None:
    assert put(clinic, CASE, {"parent_1": {"name": "Åse"}}, *ERIK).code == 0
    refused = clinic("insight", "prepare", CASE, "--for", "parent_1", *WHY, *ERIK)
    assert (refused.code, "--age" in refused.told) == (4, True), refused
    assert prepare(clinic, "parent_1", *WHY, "--age", "9")


def test_what_is_only_kept_from_parents_is_not_kept_from_the_patient(clinic: Cli) -> None:
    born(clinic, "2009-03-02")
    draft = prepare(clinic, "child")
    for code in ("tungtveiende-hensyn", "betroelser"):
        refused = clinic("insight", "withhold", CASE, draft, "--item", "1", "--code", code, *ERIK)
        assert (refused.code, "andre-personer" in refused.told) == (2, True), refused


def test_whoever_receives_referrals_gives_no_insight(clinic: Cli) -> None:
    assert clinic("insight", "prepare", CASE, "--for", "child", "--age", "16", *MONA).code == 7
