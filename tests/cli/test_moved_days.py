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
    # The version is the one it was always on, as the timeline says.
    assert "utgaven som gjelder fra tor. 1. jan. 2026, som før; da endret kalender, telleregel eller lokal" in told
    assert "saken ble overført" not in told
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


def test_what_a_migration_found_used_is_one_figure_on_the_page(referred: Cli, folder: Path, tmp_path: Path) -> None:
    """Ten working days become five when eight are used."""
    text = (folder / "bup/vurdering.yaml").read_text(encoding="utf-8")
    text = text.replace("version: 2026-01-01", "version: 2026-09-10", 1)
    text = text.replace("within: 10 working days", "within: 5 working days", 1)
    (folder / "bup/vurdering-2026-09.yaml").write_text(text, encoding="utf-8")
    plan = tmp_path / "plan.yaml"
    plan.write_text(
        "pathway: bup_vurdering\nfrom: 2026-01-01\nto: 2026-09-10\nreason: Kortere.\ndeadlines: {svar: rebudget}\n"
    )
    set_clock(referred, "2026-09-17T08:00")
    referred.ok("definition", "migrate", str(plan), "--as", "siv")
    told = page(referred)
    assert "8 virkedager brukt, og 0 virkedager igjen" in told
    assert "5 virkedager: 8 virkedager er brukt av tiden, 0 virkedager er ubrukt" in told
    assert explained(referred)["spent"] == {"used": 8, "left": 0, "unit": "working_days"}
    set_clock(referred, "2026-09-21T08:00")
    # Two more since: a budget is overrun by what came after the migration alone.
    assert explained(referred)["spent"] == {"used": 10, "left": -2, "unit": "working_days"}


def test_a_plan_is_told_once_and_those_without_a_case_apart(referred: Cli, folder: Path) -> None:
    """Two referrals on two older calendars come to the same by one plan."""
    red(folder, "09-14", "prøvedag")
    referred.ok("case", "open", "bup_vurdering", *REFERRAL, *SAID)
    red(folder, "09-15", "andre prøvedag")
    told = referred.ok(*MOVE, "--dry-run").told
    assert told.count("bup_vurdering: utgave 2026-01-01 som før, med endret kalender, telleregel eller lokal") == 1
    assert "fra utgave" not in told
    assert "Saker som berøres: 2 (løp: 2)" in told
    assert told.count("barnevern_undersokelse") == 1
    others = "barnevern_forlop, barnevern_fosterhjem, barnevern_helsekartlegging, barnevern_undersokelse, bup_akutt"
    assert f"uten pågående saker: 5 ({others})" in told
    document = referred.ok(*MOVE, "--dry-run", "--json").json
    ids = [each["id"] for each in document["plans"]]
    assert len(ids) == len(set(ids))
    assert [len(each["from_digests"]) for each in document["plans"] if each["pathway"] == "bup_vurdering"] == [2]
    assert referred.ok(*MOVE, "--json").json["cases"] == 2
    assert referred.ok("replay", "--all", "--as", "rolf", "--json").json["ok"]
