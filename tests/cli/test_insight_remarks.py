"""What a party says stands beside what it is about, and the letter speaks to whoever reads it."""

from pathlib import Path

import pytest

from tests.cli.insight_town import CASE, KARI, LARS, LIV, assess_all, concluded, given, items, last, make_town, prepare
from tests.cli.running import Cli
from tests.cli.support import page
from tests.support.databases import SqliteDatabases


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """An empty folder."""
    folder = tmp_path / "ut"
    folder.mkdir()
    return folder


@pytest.fixture
def town(sqlite_databases: SqliteDatabases) -> Cli:
    """The same, on SQLite."""
    return Cli(url=sqlite_databases.copy_of(make_town), env={})


def test_a_remark_stands_beside_what_it_concerns(town: Cli) -> None:
    town.ok("insight", "remark", CASE, "1", "--by", "parent_2", "--text", "Feil dato", *KARI)
    entries = town.ok("timeline", CASE, *KARI, "--json").json["entries"]
    first = next(each for each in entries if each["seq"] == 1)
    assert "Feil dato" in [each["text"] for each in first["texts"]]
    assert "Feil dato" in town.ok("case", "show", CASE, *KARI).told
    explain = ("deadline", "explain", CASE, "gjennomgang", *KARI)
    assert "hendelse 1, parent_2: Feil dato" in town.ok(*explain).told
    for command in (explain, ("case", "show", CASE, *KARI)):
        (said,) = town.ok(*command, "--json").json["remarks"]
        assert (said["about"], said["by"], said["text"]) == (1, "parent_2", "Feil dato"), command


def test_a_remark_stands_beside_no_deadline_that_rests_on_something_else(town: Cli) -> None:
    town.ok("insight", "remark", CASE, str(concluded(town)), "--by", "parent_2", "--text", "Feil dato", *KARI)
    explained = town.ok("deadline", "explain", CASE, "tilbakemelding", "--activity", "1", *KARI, "--json").json
    assert explained["remarks"] == []


def test_a_remark_by_somebody_else_needs_assessing(town: Cli) -> None:
    town.ok("insight", "remark", CASE, "1", "--by", "parent_2", "--text", "Feil dato", *KARI)
    found = {key: code for key, code in items(town, prepare(town)).items() if ".remark_" in key}
    assert list(found.values()) == ["?"]


def test_a_remark_about_what_was_wrong_is_hidden_with_it(town: Cli) -> None:
    seq = concluded(town)
    town.ok("insight", "remark", CASE, str(seq), "--by", "parent_1", "--text", "Feil barn", *KARI)
    town.ok("annul", CASE, str(seq), "--why", "Feil sak", *LIV)
    assert "Feil barn" not in town.ok("timeline", CASE, *KARI).told
    assert "Feil barn" not in town.ok("case", "show", CASE, *KARI).told


def test_a_remark_that_does_not_belong_is_annulled(town: Cli) -> None:
    town.ok("insight", "remark", CASE, "1", "--by", "parent_1", "--text", "Feil sak", *KARI)
    town.ok("annul", CASE, str(last(town)), "--why", "Hører til en annen sak", *LIV)
    assert "Feil sak" not in town.ok("timeline", CASE, *KARI).told
    assert town.ok("replay", "--all", "--as", "rolf", "--json").json["ok"]


def test_hostile_text_is_not_kept_as_a_remark(town: Cli) -> None:
    for text in ("a\x1b[2Jb", "01819050062", "x" * 20_001):
        assert town("insight", "remark", CASE, "1", "--by", "parent_1", "--text", text, *KARI).code == 4


@pytest.mark.parametrize("who", ["reporter_1", "sibling_1"])
def test_only_a_party_remarks(town: Cli, who: str) -> None:
    """That somebody reported would stand beside the event, and be offered to the parents."""
    before = last(town)
    refused = town("insight", "remark", CASE, "1", "--by", who, "--text", "Jeg så det.", *KARI)
    assert (refused.code, last(town)) == (2, before), refused


def test_the_letter_speaks_to_its_reader(town: Cli, out: Path) -> None:
    town.ok("insight", "remark", CASE, "1", "--by", "parent_1", "--text", "Feil dato", *KARI)
    town.ok("insight", "remark", CASE, "1", "--by", "parent_2", "--text", "Helt enig", *KARI)
    draft = prepare(town)
    other = next(key for key, code in items(town, draft).items() if ".remark_" in key and code == "?")
    town.ok("insight", "release", CASE, str(draft), "--item", other, *KARI)
    assess_all(town, draft)
    town.ok("insight", "approve", CASE, str(draft), *LARS)
    text = given(town, draft, out / "x.txt")
    assert ("Det du har sagt om dette: Feil dato" in text, "Merknad fra forelder 2 i saken: Helt enig" in text) == (
        True,
        True,
    )
    assert not [word for word in ("parent_1", "parent_2", "reason", "fare ") if word in text]
    assert "Du kan klage" in text.partition("KLAGE")[0]
    assert "tre uker" in text.partition("KLAGE")[2]


def test_the_timeline_and_the_draft_name_persons_in_words(town: Cli) -> None:
    town.ok("insight", "remark", CASE, "1", "--by", "parent_2", "--text", "Feil dato", *KARI)
    draft = str(prepare(town))
    told = page(town, "timeline", CASE, *KARI)
    assert "Merknad fra forelder 2 i saken" in told
    assert "Utkast til innsyn for forelder 1 i saken klargjort" in told
    assert ("fra parent_" in told, "for parent_" in told) == (False, False)
    shown = page(town, "insight", "show", CASE, draft, *KARI)
    assert "innsyn for forelder 1 i saken" in shown
    assert "Merknad fra forelder 2 i saken: Feil dato" in shown
