"""What cases rest on, against the folder: a version changed in place, a pathway taken away, and the stored text."""

import shutil
from pathlib import Path

import pytest

from tests.cli.running import ROOT, Cli, open_case, sandbox_of
from tests.cli.support import CONCLUDE, investigated
from tests.support.databases import Databases, SqliteDatabases

UNDERSOKELSE = "barnevern/undersokelse.yaml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "definitions", tmp_path / "definitions"))


@pytest.fixture
def cli(sqlite_databases: SqliteDatabases, folder: Path) -> Cli:
    return sandbox_of(sqlite_databases, PATHWAYS_DEFINITIONS=str(folder))


def change(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def told(cli: Cli) -> str:
    checks = {check["id"]: check for check in cli("doctor", "--json").json["checks"]}
    assert checks["versions"]["ok"] is not bool(checks["versions"]["mend"])
    return str(checks["versions"]["mend"])


def test_a_version_in_use_that_is_changed_in_place_is_told_with_how_many_cases_use_it(
    databases: Databases, folder: Path
) -> None:
    cli = sandbox_of(databases, PATHWAYS_DEFINITIONS=str(folder))
    open_case(cli)
    open_case(cli)
    assert told(cli) == ""
    change(folder, UNDERSOKELSE, "within: 1 week", "within: 2 weeks")
    assert "Utgave 2026-01-01 av barnevern_undersokelse er i bruk (saker: 2)" in told(cli)
    assert "ny dato i «version»" in told(cli)


def test_a_comment_a_setting_and_a_new_version_change_no_version_in_use(cli: Cli, folder: Path) -> None:
    open_case(cli)
    change(folder, UNDERSOKELSE, "pathway:", "# En merknad.\npathway:")
    change(folder, "settings.yaml", "lokal/utvider_frist: [leder]", "lokal/utvider_frist: [leder, saksbehandler]")
    assert told(cli) == ""
    newer = (folder / UNDERSOKELSE).read_text(encoding="utf-8").replace("version: 2026-01-01", "version: 2027-01-01")
    (folder / "barnevern/ny.yaml").write_text(newer.replace("within: 1 week", "within: 2 weeks"), encoding="utf-8")
    assert told(cli) == ""


def take_away(folder: Path) -> None:
    (folder / "barnevern/forlop.yaml").unlink()
    path = folder / UNDERSOKELSE
    kept = path.read_text(encoding="utf-8").replace(", begins: barnevern_forlop", "")
    lines = [line.split(", signals:")[0] + "}" if ", signals:" in line else line for line in kept.splitlines()]
    path.write_text("\n".join(line for line in lines if "signals:" not in line) + "\n", encoding="utf-8")


def test_a_pathway_that_a_case_may_begin_and_that_is_gone_is_told_and_the_act_refused(cli: Cli, folder: Path) -> None:
    case = open_case(cli)
    take_away(folder)
    assert cli("definition", "check").code == 0
    assert "Saker som kan komme til å begynne barnevern_forlop: 1" in told(cli)
    ran = cli("advance", case, *CONCLUDE, "--reason", "Skolevegring.")
    assert ran.code != 0
    assert ran.told.startswith("Ikke registrert: hendelsen begynner også forløpet «barnevern_forlop»")
    assert "lagt tilbake" in ran.told
    assert len(cli.ok("timeline", case, "--json").json["entries"]) == 1


def test_the_text_a_run_is_under_is_shown_as_it_was_stored(cli: Cli, folder: Path) -> None:
    case = investigated(cli)
    text = (folder / UNDERSOKELSE).read_text(encoding="utf-8")
    change(folder, UNDERSOKELSE, "within: 1 week", "within: 2 weeks")
    shown = cli.ok("definition", "show", "--case", case, "--run", "barnevern_undersokelse", "--json").json
    assert [file["text"] for file in shown["files"] if file["kind"] == "definition"] == [text]
    assert text in cli.ok("definition", "show", "--digest", shown["digest"][:12]).out
    assert "flere løp" in cli("definition", "show", "--case", case).told
    assert cli("definition", "show", "--digest", "zz").code == cli("definition", "show", "finnes_ikke").code
    assert cli("definition", "show").code == 2


def test_a_code_that_is_taken_out_of_a_list_that_cases_rest_on_is_told(cli: Cli, folder: Path) -> None:
    open_case(cli)
    path = folder / "codes/register/melder.yaml"
    lines = path.read_text(encoding="utf-8").splitlines()
    code = next(line for line in lines if line.strip().startswith('"9"'))
    path.write_text("\n".join(line for line in lines if line != code) + "\n", encoding="utf-8")
    change(folder, UNDERSOKELSE, '"8", "9", "10"', '"8", "10"')
    assert "Kodene 9 er tatt ut av register/melder" in told(cli)
