"""``simulate``: a municipality lives a year, tells what came of it, and can be looked at and stopped."""

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import ROOT, Cli, Ran
from tests.support.databases import SqliteDatabases

pytestmark = pytest.mark.slow

PAGE = (ROOT / "docs" / "reference" / "json.md").read_text("utf-8")
SMALL = ("simulate", "--years", "1", "--seed", "7", "--people", "700")


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> tuple[Cli, Ran]:
    """A year of a hamlet."""
    cli = Cli(url=f"sqlite:///{tmp_path_factory.mktemp('town')}/town.db", env={})
    return cli, cli.ok(*SMALL)


def test_it_tells_what_came_of_the_year(lived: tuple[Cli, Ran]) -> None:
    _, ran = lived
    assert "700 oppdiktede innbyggere fra torsdag 1. januar 2026 til torsdag 31. desember 2026, frø 7" in ran.told
    assert re.search(r"saker +12\b", ran.told)
    assert "Ferdig på" in ran.err


def test_it_tells_how_far_it_has_come_every_month(lived: tuple[Cli, Ran]) -> None:
    assert len(re.findall(r"2026: saker \d+", " ".join(lived[1].err.split()))) == 12


def test_verify_tells_the_same_hash(lived: tuple[Cli, Ran]) -> None:
    cli, ran = lived
    found = cli.ok("verify", "--hash", "--json", "--as", "rolf").json
    assert found["ok"]
    assert found["log_hash"] in ran.out
    assert found["log_hash"] in cli.ok("verify", "--hash", "--as", "rolf").out


def test_the_hash_is_of_all_cases_and_not_of_one(lived: tuple[Cli, Ran]) -> None:
    cli, _ = lived
    assert cli("verify", "BV-2026-0001", "--hash", "--as", "rolf").code == 2
    assert cli.ok("verify", "BV-2026-0001", "--json", "--as", "rolf").json["log_hash"] is None


def test_what_it_leaves_is_a_sandbox_like_any_other(lived: tuple[Cli, Ran]) -> None:
    cli, _ = lived
    assert cli.ok("case", "list", "--json").json["cases"]
    assert cli.ok("replay", "--all", "--json", "--as", "rolf").json["ok"]
    assert cli.ok("clock", "show", "--json").json["now"] == "2026-12-31T23:00:00Z"


def test_a_base_that_is_in_use_is_not_touched(lived: tuple[Cli, Ran]) -> None:
    cli, _ = lived
    ran = cli(*SMALL)
    assert ran.code == 4
    assert "ny og tom base" in ran.told


def test_json_is_the_same_whatever_order_python_hashes_in(tmp_path: Path, lived: tuple[Cli, Ran]) -> None:
    documents = [_printed(tmp_path, seed) for seed in ("1", "2")]
    assert documents[0] == documents[1]
    assert documents[0]["log_hash"] in lived[1].out
    assert (documents[0]["refused"], documents[0]["failed"]) == ({}, {})
    row = next(line for line in PAGE.splitlines() if "pathways.simulated/1" in line)
    assert [name for name in documents[0] if name != "schema" and f"`{name}`" not in row] == []


@pytest.mark.parametrize("option", ["--years", "--people"])
def test_no_years_and_no_people_are_refused(sqlite_databases: SqliteDatabases, option: str) -> None:
    ran = Cli(url=sqlite_databases.fresh(), env={})("simulate", option, "0")
    assert ran.code == 2


def test_ctrl_c_stops_it_with_a_word_and_leaves_a_whole_sandbox(sqlite_databases: SqliteDatabases) -> None:
    cli = Cli(url=sqlite_databases.fresh(), env={})
    running = cli.start("simulate", "--people", "4000")
    assert running.stderr is not None
    first = running.stderr.readline()
    running.send_signal(signal.SIGINT)
    _, err = running.communicate(timeout=60)
    assert "31. januar 2026" in first
    assert running.returncode == 130
    assert "avbrutt" in err
    assert cli.ok("verify", "--json", "--as", "rolf").json["ok"]
    assert cli.ok("clock", "advance", "1 day").code == 0


def _printed(folder: Path, seed: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, str(ROOT / "cli.py"), *SMALL, "--json", "--database", f"sqlite:///{folder / seed}.db"],
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found
