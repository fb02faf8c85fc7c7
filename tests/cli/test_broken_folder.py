"""A definitions folder that cannot be used: cases under way go on as stored, and only new runs are refused."""

import shutil
from pathlib import Path

import pytest

from tests.cli.running import REPORT, ROOT, Cli, open_case, sandbox_of
from tests.cli.support import CONCLUDE
from tests.support.databases import Databases, SqliteDatabases


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "definitions", tmp_path / "definitions"))


@pytest.fixture
def cli(sqlite_databases: SqliteDatabases, folder: Path) -> Cli:
    return sandbox_of(sqlite_databases, PATHWAYS_DEFINITIONS=str(folder))


def spoil(folder: Path, name: str, more: str = "states: [\n") -> None:
    path = folder / name
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")


@pytest.mark.parametrize(
    "name", ["bup/vurdering.yaml", "barnevern/undersokelse.yaml", "settings.yaml", "codes/register/melder.yaml"]
)
def test_a_case_under_way_is_read_and_worked_on_all_the_same(cli: Cli, folder: Path, name: str) -> None:
    case = open_case(cli)
    before = cli.ok("case", "show", case).out
    spoil(folder, name)
    assert cli.ok("case", "show", case).out == before
    cli.ok("case", "list")
    cli.ok("case", "can", case)
    cli.ok("advance", case, "tilbakemelding_gitt", "--activity", "1", "--set", "opplyst_apnet=ja")
    assert "påminnelse" in cli.ok("clock", "advance", "3w").out
    cli.ok("timeline", case)
    cli.ok("replay", case)


def test_on_both_databases_the_settings_of_the_newest_run_hold(databases: Databases, folder: Path) -> None:
    cli = sandbox_of(databases, PATHWAYS_DEFINITIONS=str(folder))
    case = open_case(cli)
    (folder / "settings.yaml").write_text("roles: [", encoding="utf-8")
    cli.ok("case", "show", case)


def test_a_new_case_is_refused_and_it_says_that_nothing_was_recorded_and_whom_to_tell(cli: Cli, folder: Path) -> None:
    open_case(cli)
    spoil(folder, "bup/vurdering.yaml")
    ran = cli("case", "open", "barnevern_undersokelse", *REPORT)
    assert ran.code == 2
    assert ran.told.startswith("Ikke registrert: definisjonene kan ikke brukes nå")
    assert "densomendret" + f"{folder}/bup/vurdering.yaml" in "".join(ran.err.split())
    assert "E102" in ran.told or "E202" in ran.told
    assert len(cli.ok("case", "list", "--json").json["cases"]) == 1


def test_an_act_that_would_begin_a_run_is_refused_whole(cli: Cli, folder: Path) -> None:
    case = open_case(cli)
    spoil(folder, "bup/vurdering.yaml")
    ran = cli("advance", case, *CONCLUDE, "--reason", "Skolevegring over tid.")
    assert (ran.code, ran.told.startswith("Ikke registrert: definisjonene")) == (2, True)
    assert len(cli.ok("timeline", case, "--json").json["entries"]) == 1


def test_without_anything_stored_the_refusal_says_that_nothing_was_recorded(cli: Cli, folder: Path) -> None:
    (folder / "settings.yaml").unlink()
    ran = cli("case", "list")
    assert ran.code == 2
    assert ran.told.startswith("Ingenting er registrert")


def test_doctor_is_red_while_the_folder_cannot_be_used(cli: Cli, folder: Path) -> None:
    open_case(cli)
    spoil(folder, "settings.yaml")
    checks = {check["id"]: check for check in cli("doctor", "--json").json["checks"]}
    assert not checks["definitions"]["ok"]
