"""After a rebudget every day that was passed over is named again, by the calendar that held for it; and what moved."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import Cli
from tests.cli.support import set_clock
from tests.support.worlds import FOLDER

CASE = "BUP-2026-0001"
REFERRAL = ("--as", "mona", "--happened", "2026-09-07")
SAID = ("--set", "henviser=fastlege", "--set", "ansiennitetsdato=2026-09-07")
MOVE = ("definition", "migrate", "--settings", "--reason", "Ny rød dag.", "--as", "siv")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The shipped definitions, to be changed."""
    return Path(shutil.copytree(FOLDER, tmp_path / "definitions"))


@pytest.fixture
def referred(cli: Cli, folder: Path) -> Cli:
    """A referral of Monday 7 September, of ten working days: until the 21st."""
    found = Cli(url=cli.url, env={**cli.env, "PATHWAYS_DEFINITIONS": str(folder), "COLUMNS": "200"})
    set_clock(found, "2026-09-07T08:00")
    found.ok("case", "open", "bup_vurdering", *REFERRAL, *SAID)
    set_clock(found, "2026-09-09T08:00")
    return found


def red(folder: Path, day: str, name: str) -> None:
    """Make one more day (MM-DD) red."""
    calendars = folder / "calendars.yaml"
    text = calendars.read_text(encoding="utf-8")
    new = f'- {{name: {name}, date: "{day}", law: prøveloven}}\n      - {{name: 1. mai,'
    calendars.write_text(text.replace("- {name: 1. mai,", new, 1), encoding="utf-8")


def explained(cli: Cli) -> dict[str, Any]:
    return cli.ok("deadline", "explain", CASE, "svar", "--as", "mona", "--json").json


def page(cli: Cli) -> str:
    return cli.ok("deadline", "explain", CASE, "svar", "--as", "mona").told


def passed(document: dict[str, Any]) -> list[tuple[str, str]]:
    """The days named as not counting, without the words that say so."""
    return [
        (each["on"][5:], each["text"].removesuffix(": teller ikke"))
        for each in document["why"]
        if each["step"] == "counting.why.skipped"
    ]


FIRST_WEEKEND = [("09-12", "lørdag"), ("09-13", "søndag")]
NEW_DAY = [("09-14", "prøvedag")]
NEXT_WEEKEND = [("09-19", "lørdag"), ("09-20", "søndag")]


def test_after_a_rebudget_every_day_that_is_passed_over_is_named_again(referred: Cli, folder: Path) -> None:
    before = explained(referred)
    assert passed(before) == [*FIRST_WEEKEND, *NEXT_WEEKEND]
    red(folder, "09-14", "prøvedag")
    referred.ok(*MOVE)
    document = explained(referred)
    assert document["deadline"]["nominal"] == document["why"][-1]["on"] == "2026-09-22"
    assert passed(document) == [*FIRST_WEEKEND, *NEW_DAY, *NEXT_WEEKEND]
    told = page(referred)
    assert "lørdag 12., søndag 13. og mandag 14. september (prøvedag): teller ikke" in told
    assert "lørdag 19. og søndag 20. september: teller ikke" in told
    plan = referred.ok("timeline", CASE, "--as", "mona", "--json").json["entries"]
    assert any(each["kind"] == "migration" for each in plan)
    assert referred.ok("replay", CASE, "--as", "rolf", "--json").json["ok"]


def test_days_before_it_are_named_by_the_calendar_that_held_then(referred: Cli, folder: Path) -> None:
    """A day that becomes red when it has been used stays used; one that was red then stays passed over."""
    red(folder, "09-14", "prøvedag")
    referred.ok(*MOVE)
    set_clock(referred, "2026-09-16T08:00")
    shutil.copy(FOLDER / "calendars.yaml", folder / "calendars.yaml")
    red(folder, "09-15", "for sent")
    red(folder, "09-17", "andre prøvedag")
    referred.ok(*MOVE)
    document = explained(referred)
    # Used are 8 to 11, 15 and 16 September: six. Left: four, by the newest calendar 18, 21, 22 and 23.
    assert document["deadline"]["nominal"] == "2026-09-23"
    third = [("09-17", "andre prøvedag")]
    assert passed(document) == [*FIRST_WEEKEND, *NEW_DAY, *third, *NEXT_WEEKEND]
    assert [each["text"] for each in document["why"] if "overført" in each["text"]] == [
        "overført til nye regler, 10 virkedager: 6 virkedager var brukt, 4 virkedager er igjen herfra"
    ]


def test_reverting_brings_back_the_lines_that_stood_before(referred: Cli, folder: Path) -> None:
    before = explained(referred)["why"]
    red(folder, "09-14", "prøvedag")
    moved = referred.ok(*MOVE, "--json").json["plans"]
    plan = next(each["id"] for each in moved if each["pathway"] == "bup_vurdering")
    assert explained(referred)["why"] != before
    referred.ok("definition", "migrate", plan, "--revert", "--reason", "Ingen ny rød dag.", "--as", "siv")
    assert explained(referred)["why"] == before
