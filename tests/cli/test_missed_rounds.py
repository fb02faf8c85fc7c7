"""A deadline that ran several times: each round that was missed is listed, explained by its own number, and counted."""

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.running import Cli, sandbox_of
from tests.cli.support import page, set_clock
from tests.engine.test_explaining import reminded
from tests.support.databases import Databases
from tests.support.worlds import FOLDER

WHY = ("deadline", "reason")


@pytest.fixture
def alone(databases: Databases, tmp_path: Path) -> Cli:
    """A sandbox whose definitions have a deadline that each reminder begins anew."""
    for name, text in reminded().catalogue.files.items():
        path = tmp_path / "definitions" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    shutil.copy(FOLDER / "sandbox-users.toml", tmp_path / "definitions")
    return sandbox_of(databases, PATHWAYS_DEFINITIONS=str(tmp_path / "definitions"))


def reminded_thrice(cli: Cli) -> tuple[str, int, int]:
    """A case whose first two rounds were missed, and the events they count from."""
    case = str(cli.ok("case", "open", "prove", "--json").json["case_id"])
    seqs = []
    for day in ("2026-08-25", "2026-09-07", "2026-09-21"):
        set_clock(cli, f"{day}T09:00")
        seqs.append(int(cli.ok("advance", case, "purret", "--json").json["seq"]))
    return case, seqs[0], seqs[1]


def test_each_round_that_was_missed_is_listed_and_takes_a_reason_of_its_own(alone: Cli) -> None:
    case, first, second = reminded_thrice(alone)
    told = page(alone, "deadline", "list", case)
    assert "Tidligere runder tir. 1. sep. 2026 Svar på purring puring, runden fra hendelse" in told
    assert "brudd på fristen: ikke gjort i tide, og falt bort eller begynt på nytt siden" in told
    asked = f"pathways deadline reason {case} puring --round {{}} --code KODE"
    assert asked.format(first) in told
    assert asked.format(second) in told
    unnamed = alone(*WHY, case, "puring", "--code", "tolk")
    assert unnamed.code == 5
    assert f"--round {first} (tirsdag 1. september 2026), --round {second} (mandag 14. september 2026)" in unnamed.told
    given = (*WHY, case, "puring", "--round", str(first), "--code", "tolk", "--key", "runde-1")
    seq = alone.ok(*given, "--json").json["seq"]
    assert alone.ok(*given, "--json").json["repeated"]
    earlier = alone.ok("deadline", "list", case, "--json").json["earlier_rounds"]
    assert [(each["anchored_by"], each["became"], each["reason"]["by"]) for each in earlier] == [
        (first, "missed_ended", seq),
        (second, "missed_ended", None),
    ]
    left = alone.ok("deadline", "list", case, "--open", "--json").json["earlier_rounds"]
    assert [each["anchored_by"] for each in left] == [second]
    assert alone.ok("replay", "--all", "--json").json["ok"]


def test_an_earlier_round_is_explained_as_it_stood_until_the_next_began(alone: Cli) -> None:
    case, first, second = reminded_thrice(alone)
    explain = ("deadline", "explain", case, "puring")
    now = alone.ok(*explain, "--json").json
    for seq, nominal in ((first, "2026-09-01"), (second, "2026-09-14")):
        found = alone.ok(*explain, "--round", str(seq), "--json").json
        assert (found["anchor"]["seq"], found["deadline"]["nominal"]) == (seq, nominal)
        assert found["deadline"]["word"] == "breach"
    assert "Sett fra man. 7. sep. 2026" in page(alone, *explain, "--round", str(first))
    assert "Sett fra" not in page(alone, *explain, "--round", str(now["anchor"]["seq"]))
    alone.ok(*WHY, case, "puring", "--round", str(first), "--code", "tolk")
    assert "Årsak: " in page(alone, *explain, "--round", str(first))
    assert "Årsak: " not in page(alone, *explain, "--round", str(second))
    none = alone(*explain, "--round", "1")
    assert (none.code, f"har ingen runde fra hendelse 1. Den har: --round {first}" in none.told) == (5, True)


def test_the_receipt_of_a_reason_tells_which_round_it_is_about_and_which_reason_it_replaces(alone: Cli) -> None:
    case, first, second = reminded_thrice(alone)
    given = (*WHY, case, "puring", "--code", "tolk", "--round")
    about = f"årsaken til at fristen «puring» med dato tir. 1. sep. 2026 (runden fra hendelse {first}) ikke ble holdt"
    one = alone.ok(*given, str(first), "--json").json
    assert one["explained"] == {"anchored_by": first, "nominal": "2026-09-01", "replaces": 0}
    other = alone.ok(*given, str(second)).told
    assert f"(runden fra hendelse {second}) ikke ble holdt" in other
    assert "erstatter" not in other
    again = alone.ok(*given, str(first), "--reason", "Tolken kom ikke.", "--key", "igjen").told
    assert about in again
    assert f"Den erstatter hendelse {one['seq']}." in again
    assert about in alone.ok(*given, str(first), "--reason", "Tolken kom ikke.", "--key", "igjen").told
    newest = alone.ok(*given, str(first), "--json").json
    corrected = alone.ok("correct", case, str(newest["seq"]), "--code", "kapasitet", "--why", "Feil kode.").told
    assert f"Rettet: hendelse {newest['seq']} i {case}, {about}. Rettingen er" in corrected
    annulled = alone.ok("annul", case, str(newest["seq"]), "--why", "Feil runde.").told
    assert f"Merket feilregistrert: hendelse {newest['seq']} i {case}, {about}. Merkingen er" in annulled


def test_figures_and_the_list_behind_them_tell_which_round_has_no_reason(alone: Cli) -> None:
    case, first, second = reminded_thrice(alone)
    alone.ok(*WHY, case, "puring", "--round", str(first), "--code", "tolk")
    [one] = alone.ok("report", "deadlines", "--deadline", "puring", "--json").json["deadlines"]
    assert (one["figures"]["missed"]["count"], one["figures"]["reason_missing"]["count"]) == (2, 1)
    listed = alone.ok("report", "deadlines", "--deadline", "puring", "--list", "missed", "--json").json["cases"]
    assert [(each["anchored_by"], each["reason_asked"]) for each in listed] == [(first, False), (second, True)]


def test_a_dry_run_tells_that_a_missed_round_disappears_and_its_reason_with_it(alone: Cli, tmp_path: Path) -> None:
    case, first, second = reminded_thrice(alone)
    reason = alone.ok(*WHY, case, "puring", "--round", str(first), "--code", "tolk", "--json").json["seq"]
    file = tmp_path / "endringer.json"
    file.write_text(json.dumps([{"annul": first, "why": "Gjaldt et annet barn."}]), encoding="utf-8")
    told = page(alone, "amend", case, str(file), "--dry-run")
    gone = "Tidligere runder som ikke ble holdt, og som ville falt bort eller vært holdt: tir. 1. sep. 2026 Svar på"
    assert f"{gone} purring puring, runden fra hendelse {first}" in told
    assert f"Årsaker som ville blitt uten virkning, for fristen ble da ikke oversittet: hendelse {reason}." in told
    found = alone.ok("amend", case, str(file), "--dry-run", "--json").json
    (gone_round,) = found["earlier_rounds"]
    assert (gone_round["before"]["anchored_by"], gone_round["after"]) == (first, None)
    assert found["reasons_without_effect"] == [reason]
    alone.ok("amend", case, str(file))
    left = alone.ok("deadline", "list", case, "--json").json["earlier_rounds"]
    assert [each["anchored_by"] for each in left] == [second]
    assert "uten virkning" in page(alone, "timeline", case)


def test_a_dry_run_tells_of_an_earlier_round_that_would_turn_out_missed(alone: Cli) -> None:
    case, first, second = reminded_thrice(alone)

    def moved(on: str) -> tuple[str, ...]:
        return ("correct", case, str(second), "--happened", on, "--why", "Feil dag.")

    rounds = alone.ok(*moved("2026-08-31"), "--dry-run", "--json").json["earlier_rounds"]
    assert [each["before"]["anchored_by"] for each in rounds if each["before"]] == [first]
    alone.ok(*moved("2026-08-31"))
    back = moved("2026-09-07")
    (found,) = alone.ok(*back, "--dry-run", "--json").json["earlier_rounds"]
    assert (found["before"], found["after"]["anchored_by"]) == (None, first)
    told = page(alone, *back, "--dry-run")
    assert "Tidligere runder som ville stått som ikke holdt: tir. 1. sep. 2026 Svar på purring" in told
