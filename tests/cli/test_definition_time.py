"""``definition check --temporal``: what only shows in time, without a database."""

import shutil
from pathlib import Path

import pytest

from tests.cli.running import Cli
from tests.support.worlds import FOLDER

IN_TIME = ("definition", "check", "--temporal", "--years", "1", "--from", "2026-01-01")


@pytest.fixture
def alone() -> Cli:
    """A command line whose database does not exist, and must not."""
    return Cli(url="postgresql://nobody@localhost:1/none", env={})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The shipped definitions, to be spoilt."""
    return Path(shutil.copytree(FOLDER, tmp_path / "definitions"))


def spoil(folder: Path, name: str, old: str, new: str) -> tuple[Path, int]:
    """Replace the first ``old`` in a file; the file and the line it stood in."""
    path = folder / name
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path, text[: text.index(old)].count("\n") + 1


def test_sound_definitions_hold_in_time_and_it_says_what_was_tried(alone: Cli) -> None:
    ran = alone.ok(*IN_TIME)
    assert "Ingen problemer" in ran.out
    assert "fra 2026-01-01 til 2026-12-31" in ran.out
    found = alone.ok(*IN_TIME, "--json").json
    assert (found["ok"], found["temporal"]["shown"]) == (True, [])
    assert found["temporal"]["starts"] == 365 * found["temporal"]["deadlines"]


def test_it_begins_on_the_day_each_version_is_in_force_from(alone: Cli) -> None:
    found = alone.ok("definition", "check", "--temporal", "--years", "1", "--json").json
    assert {each["first"] for each in found["temporal"]["definitions"]} == {"2026-01-01"}


def test_one_definition_is_proved_by_its_name(alone: Cli) -> None:
    found = alone.ok(*IN_TIME, "barnevern_fosterhjem", "--json").json["temporal"]["definitions"]
    assert [each["file"] for each in found] == ["barnevern/fosterhjem.yaml"]


def test_a_reminder_that_easter_spoils_is_told_with_its_place_and_its_first_date(alone: Cli, folder: Path) -> None:
    path, line = spoil(folder, "barnevern/undersokelse.yaml", "{before: 2 days,", "{before: 4 working days,")
    assert alone("definition", "check", str(folder)).code == 0
    ran = alone(*IN_TIME, str(path))
    assert ran.code == 2
    assert ran.out.startswith(f"{path}:{line}:9: E901 ")
    assert "første gang fre. 27. mars 2026" in ran.out
    assert "docs/reference/problems.md#e901" in ran.out
    found = alone(*IN_TIME, str(path), "--json").json
    assert [each["code"] for each in found["problems"]] == ["E901"]
    assert found["temporal"]["shown"][0]["first"] == "2026-03-27"
    assert found["temporal"]["shown"][0]["of"] == 365


def test_time_is_not_tried_before_other_problems_are_mended(alone: Cli, folder: Path) -> None:
    spoil(folder, "bup/vurdering.yaml", "case_prefix:", "case_prefiks:")
    ran = alone(*IN_TIME, str(folder))
    assert ran.code == 2
    assert "Ikke prøvd i tid" in ran.out
    assert alone(*IN_TIME, str(folder), "--json").json["temporal"] is None


@pytest.mark.parametrize("more", [("--years", "0"), ("--years", "51"), ("--from", "i går"), ("--from", "2098-01-01")])
def test_dates_that_cannot_be_tried_are_refused_in_a_sentence(alone: Cli, more: tuple[str, str]) -> None:
    ran = alone("definition", "check", "--temporal", *more)
    assert (ran.code, ran.out) == (2, "")
    assert "Traceback" not in ran.err
