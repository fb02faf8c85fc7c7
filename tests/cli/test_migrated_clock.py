"""A case that waits while its definition changes: what the due dates rest on before, over and after the migration."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import Cli
from tests.cli.support import set_clock
from tests.cli.test_derivation_kept import kept
from tests.cli.test_waiting import FAMILY, FORLOP, WHY, deadline, mapped
from tests.support.worlds import FOLDER

PLAN = """\
pathway: barnevern_forlop
from: 2026-01-01
to: 2026-09-01
reason: Tolv uker fra 1. september.
deadlines: {oppsummering: %s}
"""
SUMMARY = "within: 10 weeks                   # lokal"


@pytest.fixture
def changing(cli_on_both: Cli, tmp_path: Path) -> Cli:
    """A sandbox on definitions of which one has a later version: twelve weeks to sum up instead of ten."""
    folder = Path(shutil.copytree(FOLDER, tmp_path / "definitions"))
    text = (folder / "barnevern/forlop.yaml").read_text(encoding="utf-8")
    assert SUMMARY in text
    text = text.replace("version: 2026-01-01", "version: 2026-09-01", 1).replace(SUMMARY, "within: 12 weeks", 1)
    (folder / "barnevern/forlop-2026-09.yaml").write_text(text, encoding="utf-8")
    return Cli(url=cli_on_both.url, env={**cli_on_both.env, "PATHWAYS_DEFINITIONS": str(folder), "COLUMNS": "200"})


def migrate(cli: Cli, tmp_path: Path, carry: str) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN % carry, encoding="utf-8")
    assert cli.ok("definition", "migrate", str(path), "--as", "siv", "--json").json["runs"] == 1


def explained(cli: Cli, case: str) -> dict[str, Any]:
    return cli.ok("deadline", "explain", case, "oppsummering", "--json").json


def test_a_clock_that_stands_while_the_law_changes_keeps_what_was_left_of_the_new_time(
    changing: Cli, tmp_path: Path
) -> None:
    case = mapped(changing)
    assert deadline(changing, case, "oppsummering")["nominal"] == "2026-11-02"
    set_clock(changing, "2026-09-07T09:00")
    changing.ok("advance", case, "satt_pa_vent", *FORLOP, *FAMILY, *WHY)
    set_clock(changing, "2026-09-14T09:00")
    migrate(changing, tmp_path, "rebudget")
    standing = deadline(changing, case, "oppsummering")
    assert (standing["word"], standing["standing_since"]) == ("paused", "2026-09-07")
    set_clock(changing, "2026-09-28T09:00")
    changing.ok("advance", case, "gjenopptatt", *FORLOP, *FAMILY)
    # Thirteen days were used when the clock stopped, and 71 of 84 were left: the 28th is the first of them.
    document = explained(changing, case)
    assert document["deadline"]["nominal"] == document["why"][-1]["on"] == "2026-12-07"
    assert document["carried"]["used"] == {"amount": 13, "unit": "days"}
    assert document["carried"]["left"] == {"amount": 71, "unit": "days"}
    assert document["definition"]["version"] == "2026-09-01"
    assert document["spent"] == {"used": 14, "left": 70, "unit": "days"}
    told = changing.ok("deadline", "explain", case, "oppsummering").told
    assert "overført til nye regler, 12 uker: 13 dager var brukt, 71 dager er igjen når klokken går igjen" in told
    assert [(each["on"], each["text"]) for each in document["why"]] == [
        ("2026-08-24", "herfra telles det; dagen selv er ikke med"),
        ("2026-09-07", "klokken står fra og med denne dagen"),
        ("2026-09-14", document["why"][2]["text"]),
        ("2026-09-28", "klokken går igjen fra og med denne dagen; 21 dager teller ikke"),
        ("2026-12-07", "hit rekker det som var igjen: 71 dager fra og med man. 28. sep. 2026"),
    ]
    assert "utgaven som gjelder fra tir. 1. sep. 2026; da saken ble overført til den man. 14. sep. 2026" in told
    assert changing.ok("replay", "--all", "--json").json["ok"]


def test_a_kept_deadline_is_told_by_the_version_it_kept(changing: Cli, tmp_path: Path) -> None:
    case = mapped(changing)
    set_clock(changing, "2026-09-01T09:00")
    migrate(changing, tmp_path, "keep")
    set_clock(changing, "2026-09-07T09:00")
    changing.ok("advance", case, "satt_pa_vent", *FORLOP, *FAMILY, *WHY)
    set_clock(changing, "2026-09-14T09:00")
    changing.ok("advance", case, "gjenopptatt", *FORLOP, *FAMILY)
    document = explained(changing, case)
    assert (document["deadline"]["nominal"], document["why"][-1]["on"]) == ("2026-11-09", "2026-11-09")
    assert (document["carried"]["carry"], document["carried"]["used"]) == ("keep", None)
    assert (document["definition"]["version"], document["budget"]["amount"]) == ("2026-01-01", 10)
    told = changing.ok("deadline", "explain", case, "oppsummering").told
    assert "fristen beholdt den da saken ble overført til utgaven fra tir. 1. sep. 2026" in told


def test_a_reset_deadline_counts_from_the_migration(changing: Cli, tmp_path: Path) -> None:
    case = mapped(changing)
    set_clock(changing, "2026-09-01T09:00")
    migrate(changing, tmp_path, "reset")
    document = explained(changing, case)
    assert (document["anchor"]["event"], document["deadline"]["nominal"]) == ("migration", "2026-11-24")
    told = changing.ok("deadline", "explain", case, "oppsummering").told
    assert "overført til utgaven som gjelder fra tir. 1. sep. 2026" in told


def test_a_migration_keeps_what_each_deadline_it_carried_rests_on(changing: Cli, tmp_path: Path) -> None:
    case = mapped(changing)
    set_clock(changing, "2026-09-01T09:00")
    migrate(changing, tmp_path, "rebudget")
    entries = changing.ok("timeline", case, "--json").json["entries"]
    seq = next(each["seq"] for each in entries if each["kind"] == "migration")
    told = kept(changing, case)[seq]
    moved, stayed = told["barnevern_forlop|oppsummering"], told["barnevern_forlop|dokumentert"]
    digest = next(run["digest"] for run in changing.ok("case", "show", case, "--json").json["runs"][1:2])
    assert (moved["carried"]["carry"], moved["carried"]["used"]) == ("rebudget", [8, "days"])
    assert (moved["carried"]["definition"], moved["within"]) == (digest, "12 weeks")
    assert (stayed["carried"]["carry"], stayed["carried"]["definition"] == digest) == ("keep", False)
    assert changing.ok("replay", case, "--json").json["ok"]


def test_each_pause_is_told_by_the_version_that_counted_the_clock_then(changing: Cli, tmp_path: Path) -> None:
    later = Path(changing.env["PATHWAYS_DEFINITIONS"]) / "barnevern/forlop-2026-09.yaml"
    head, name, rest = later.read_text(encoding="utf-8").partition("\n  oppsummering:\n")
    later.write_text(head + name + rest.replace("on_pause: freezes", "on_pause: runs", 1), encoding="utf-8")
    case = mapped(changing)
    for on, event in (("2026-08-31", "satt_pa_vent"), ("2026-09-07", "gjenopptatt"), ("2026-09-14", "satt_pa_vent")):
        set_clock(changing, f"{on}T09:00")
        changing.ok("advance", case, event, *FORLOP, *FAMILY, *(WHY if event == "satt_pa_vent" else ()))
    before = explained(changing, case)
    assert [each["clock"] for each in before["pauses"]] == ["stood", "stood"]
    set_clock(changing, "2026-09-21T09:00")
    migrate(changing, tmp_path, "rebudget")
    set_clock(changing, "2026-09-28T09:00")
    changing.ok("advance", case, "gjenopptatt", *FORLOP, *FAMILY)
    changing.ok("advance", case, "satt_pa_vent", *FORLOP, *FAMILY, *WHY)
    after = explained(changing, case)
    assert [each["clock"] for each in after["pauses"]] == ["stood", "until_moved", "ran"]
    told = changing.ok("deadline", "explain", case, "oppsummering").told
    assert "man. 31. aug. 2026 til man. 7. sep. 2026, Barnet eller familien (hendelse" in told
    assert "klokken sto til saken ble overført, og løp så" in told


def test_what_stood_before_a_second_migration_stays_in_the_story_of_what_was_used(
    changing: Cli, tmp_path: Path
) -> None:
    folder = Path(changing.env["PATHWAYS_DEFINITIONS"]) / "barnevern"
    second = (folder / "forlop-2026-09.yaml").read_text(encoding="utf-8")
    head, name, rest = second.replace("version: 2026-09-01", "version: 2026-10-01", 1).partition("\n  oppsummering:\n")
    second = head + name + rest.replace("within: 12 weeks", "within: 14 weeks", 1)
    (folder / "forlop-2026-10.yaml").write_text(second, encoding="utf-8")
    case = mapped(changing)
    set_clock(changing, "2026-09-07T09:00")
    changing.ok("advance", case, "satt_pa_vent", *FORLOP, *FAMILY, *WHY)
    set_clock(changing, "2026-09-14T09:00")
    migrate(changing, tmp_path, "rebudget")
    set_clock(changing, "2026-09-28T09:00")
    changing.ok("advance", case, "gjenopptatt", *FORLOP, *FAMILY)
    set_clock(changing, "2026-10-05T09:00")
    plan = (
        (PLAN % "rebudget").replace("to: 2026-09-01", "to: 2026-10-01").replace("from: 2026-01-01", "from: 2026-09-01")
    )
    (tmp_path / "plan.yaml").write_text(plan, encoding="utf-8")
    assert changing.ok("definition", "migrate", str(tmp_path / "plan.yaml"), "--as", "siv", "--json").json["runs"] == 1
    # 42 days from 24 August to 5 October, of which the clock stood in 21.
    assert [(each["on"], each["text"]) for each in explained(changing, case)["why"]] == [
        ("2026-08-24", "herfra telles det; dagen selv er ikke med"),
        ("2026-09-07", "klokken står fra og med denne dagen"),
        ("2026-09-28", "klokken går igjen fra og med denne dagen; 21 dager teller ikke"),
        ("2026-10-05", "overført til nye regler, 14 uker: 21 dager var brukt, 77 dager er igjen herfra"),
        ("2026-12-21", "hit rekker det som var igjen"),
    ]
