"""A run that was moved to another version of its definition goes on under that one when its case is merged."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.cli.messages import ROLF
from tests.cli.running import Cli, open_case
from tests.cli.support import CONCLUDE, page, set_clock
from tests.cli.test_merge import DUPLICATE, HERE, KEPT, LIV, WHY, shown, waiting
from tests.support.worlds import FOLDER

PATHWAY = "barnevern_undersokelse"
PLAN = """\
pathway: barnevern_undersokelse
from: 2026-01-01
to: 2026-09-01
reason: Ny frist fra 1. september, KANARI.
deadlines: {undersokelse: rebudget}
"""
IN_FORCE = "2026-08-31T22:30"
MERGE = ("case", "merge", DUPLICATE, "--into", KEPT, *HERE, *WHY, *LIV)
UNMERGE = ("case", "unmerge", DUPLICATE, "--reason", "Det var to barn.", *LIV)
PLANNED = ("undersokelsesplan_laget", "--set", "plan_dato=2026-09-01")


@pytest.fixture(params=["4 months", "2 months"])
def moved(cli: Cli, tmp_path: Path, request: pytest.FixtureRequest) -> Cli:
    """An investigation that was moved to a version with another limit, and a second report of the same child."""
    folder = Path(shutil.copytree(FOLDER, tmp_path / "definitions"))
    found = Cli(url=cli.url, env={**cli.env, "PATHWAYS_DEFINITIONS": str(folder)})
    open_case(found)
    found.ok("advance", DUPLICATE, *CONCLUDE, "--reason", "Skolevegring over tid.", *LIV)
    first = (folder / "barnevern/undersokelse.yaml").read_text(encoding="utf-8")
    later = first.replace("version: 2026-01-01", "version: 2026-09-01", 1)
    later = later.replace("within: 3 months", f"within: {request.param}", 1)
    (folder / "barnevern/undersokelse-2026-09.yaml").write_text(later, encoding="utf-8")
    set_clock(found, IN_FORCE)
    plan = tmp_path / "plan.yaml"
    plan.write_text(PLAN, encoding="utf-8")
    assert found.ok("definition", "migrate", str(plan), "--as", "siv", "--json").json["runs"] == 1
    open_case(found, "--happened", "2026-08-31")
    found.ok("advance", DUPLICATE, *PLANNED, "--happened", "2026-09-01", *LIV)
    return found


def versions(cli: Cli, case: str) -> dict[str, str]:
    runs = [run for run in shown(cli, case)["runs"] if run["pathway"] == PATHWAY]
    return {str(run["run"]): str(run["definition_version"]) for run in runs}


def digest(cli: Cli, case: str, run: str) -> str:
    return next(str(each["digest"]) for each in shown(cli, case)["runs"] if each["run"] == run)


def deadlines(cli: Cli, case: str, run: str) -> dict[tuple[str, str], tuple[Any, ...]]:
    """Each deadline of a run, with its dates and how it stands."""
    (found,) = [each for each in shown(cli, case)["runs"] if each["run"] == run]
    return {(d["name"], d["item"]): (d["nominal"], d["legal"], d["word"]) for d in found["deadlines"]}


def test_it_stands_in_the_kept_case_under_the_version_it_stood_under_with_the_same_deadlines(moved: Cli) -> None:
    cli = moved
    was, before = deadlines(cli, DUPLICATE, PATHWAY), waiting(cli, KEPT) + waiting(cli, DUPLICATE)
    assert versions(cli, DUPLICATE) == {PATHWAY: "2026-09-01"}
    cli.ok(*MERGE)
    assert versions(cli, KEPT) == {PATHWAY: "2026-01-01", f"{PATHWAY}-2": "2026-09-01"}
    assert deadlines(cli, KEPT, f"{PATHWAY}-2") == was
    assert waiting(cli, KEPT) == before
    told = page(cli, "timeline", KEPT, *LIV)
    assert ("overført til utgave 2026-09-01" in told, "KANARI" in told) == (True, False)
    assert cli.ok("replay", "--all", *ROLF, "--json").json["ok"]
    cli.ok("verify", *ROLF)


def test_undoing_the_merge_leaves_both_as_before(moved: Cli) -> None:
    cli = moved
    before = {case: (versions(cli, case), waiting(cli, case)) for case in (DUPLICATE, KEPT)}
    cli.ok(*MERGE)
    cli.ok(*UNMERGE)
    assert "angret: overført til utgave 2026-09-01" in page(cli, "timeline", KEPT, *LIV)
    assert {case: (versions(cli, case), waiting(cli, case)) for case in (DUPLICATE, KEPT)} == before
    cli.ok(*MERGE)
    assert cli.ok("replay", "--all", *ROLF, "--json").json["ok"]


def test_a_definition_that_was_changed_since_is_not_the_one_it_stands_under(cli: Cli, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(FOLDER, tmp_path / "definitions"))
    cli = Cli(url=cli.url, env={**cli.env, "PATHWAYS_DEFINITIONS": str(folder)})
    open_case(cli)
    cli.ok("advance", DUPLICATE, *CONCLUDE, "--reason", "Skolevegring over tid.", *LIV)
    file = folder / "barnevern/undersokelse.yaml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("within: 3 months", "within: 2 months", 1), encoding="utf-8"
    )
    open_case(cli)
    digests, was = [digest(cli, each, PATHWAY) for each in (DUPLICATE, KEPT)], deadlines(cli, DUPLICATE, PATHWAY)
    assert digests[0] != digests[1]
    cli.ok(*MERGE)
    assert [digest(cli, KEPT, run) for run in (f"{PATHWAY}-2", PATHWAY)] == digests
    assert deadlines(cli, KEPT, f"{PATHWAY}-2") == was
    assert cli.ok("replay", "--all", *ROLF, "--json").json["ok"]
