"""What a caseworker reads where a word was wrong, or nothing may be told: which field, which words, and what to do."""

import json

import pytest

from tests.cli.persons import typed
from tests.cli.running import Cli, open_case

KARI = ("--as", "kari")


@pytest.fixture
def case(cli: Cli) -> str:
    return open_case(cli)


def refused(cli: Cli, *words: str) -> str:
    ran = cli(*words, *KARI)
    assert ran.code != 0, ran
    return ran.told


def test_who_is_no_word_for_a_person_is_told_so_and_what_may_stand_there(cli: Cli, case: str) -> None:
    told = refused(cli, "insight", "prepare", case, "--for", "far")
    assert ("«far» er ukjent" in told, "parent_1" in told, "søsken" in told) == (True, True, False)
    assert "11223312345" not in refused(cli, "insight", "prepare", case, "--for", "11223312345")
    assert "søsken" in refused(cli, "insight", "prepare", case, "--for", "sibling_1")


def test_a_wrong_grade_names_its_field_and_the_words_in_norwegian(cli: Cli, case: str) -> None:
    wrong = {"who": "child", "do": "protect", "grade": "fortrolig", "decided_by": "Nemnda", "since": "2026-08-01"}
    ran = typed(cli, json.dumps({**wrong, "until": "2026-12-31"}), "person", "contact", case, "--from", "-", *KARI)
    assert ("«grade»" in ran.told, "strict (strengt fortrolig)" in ran.told) == (True, True), ran


def test_words_of_consent_are_told_in_norwegian_beside(cli: Cli, case: str) -> None:
    told = refused(cli, "consent", "release", case, "--by", "parent_1", "--how", "muntlig", "--share", "course")
    assert "oral (muntlig)" in told
    told = refused(cli, "consent", "release", case, "--by", "parent_1", "--how", "oral", "--share", "forløp")
    assert "course (gangen i saken)" in told
    told = refused(cli, "consent", "release", case, "--by", "parent_1", "--how", "oral", "--situation", "vanlig")
    assert "ordinary (det vanlige)" in told
    rules = cli.ok("consent", "rules").told
    assert ("(statutory" in rules, "(guideline" in rules, "(local" in rules, "(lov, A)" in rules) == (
        False, False, False, True,
    )  # fmt: skip


def test_a_preview_without_any_record_says_it_once_and_what_to_do(cli: Cli, case: str) -> None:
    told = cli.ok("share", "preview", case, "--to", "bup", *KARI).told
    assert told.count("Verken samtykke eller hjemmel") == 1
    assert ("consent release" in told, "consent basis" in told, len(told) < 500) == (True, True, True), told


def test_the_help_of_concern_is_whole(cli: Cli) -> None:
    (line,) = [line for line in cli.ok("--help").out.splitlines() if " concern " in line]
    assert "..." not in line
