"""A late entry of what happened before a migration is judged by the version of that day, and told how by that one."""

import shutil
from pathlib import Path

import pytest

from tests.cli.running import Cli, Ran
from tests.cli.support import set_clock
from tests.definitions.test_how_to import WAITING, waiting_pathway
from tests.support.databases import SqliteDatabases
from tests.support.worlds import FOLDER

PLAN = """\
pathway: veiledning
from: 2026-03-01
to: 2026-03-16
reason: Andre felt fra 16. mars.
fields: {merknad: kommentar}
"""
FIELD = "  merknad: {title: Merknad, kind: text}\n"
VISIT = "  besok_hjemme: {title: Besøk hjemme, from: gis, by: barnekoordinator, to: stays}\n"
WITH_REMARK = VISIT.replace(", to: stays", ", may_record: merknad, to: stays")
WRITTEN = "  skrevet: {title: Skrevet, from: gis, by: barnekoordinator, to: stays}\n"


def make_march(url: str) -> None:
    """A sandbox on Monday 9 March 2026; for ``copy_of``."""
    Cli(url=url, env={}).ok("init", "--sandbox", "--clock", "2026-03-09")


@pytest.fixture
def moved(sqlite_databases: SqliteDatabases, tmp_path: Path) -> Cli:
    """A case that was decided on 9 March, and moved on the 17th to a version that calls a field otherwise."""
    folder = Path(shutil.copytree(FOLDER, tmp_path / "definitions"))
    (folder / "kommune").mkdir()
    old = waiting_pathway().replace("fields:\n", "fields:\n" + FIELD).replace(VISIT, WITH_REMARK)
    assert "may_record: merknad" in old
    (folder / WAITING).write_text(old, encoding="utf-8")
    cli = Cli(url=sqlite_databases.copy_of(make_march), env={"PATHWAYS_DEFINITIONS": str(folder), "COLUMNS": "200"})
    cli.ok("case", "open", "veiledning", "--as", "bente")
    cli.ok("advance", "VH-2026-0001", "besluttet", "--set", "tilbud=ja", "--reason", "Trenger det.", "--as", "bente")
    new = old.replace("version: 2026-03-01", "version: 2026-03-16").replace("merknad", "kommentar")
    new = new.replace("\n  veiledning_avsluttet:", "\n" + WRITTEN + "\n  veiledning_avsluttet:", 1)
    (folder / "kommune/veiledning-2.yaml").write_text(new, encoding="utf-8")
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    set_clock(cli, "2026-03-17T09:00")
    cli.ok("definition", "migrate", str(tmp_path / "plan.yaml"), "--as", "siv")
    set_clock(cli, "2026-03-19T09:00")
    return cli


def visited(cli: Cli, field: str, *more: str) -> Ran:
    return cli("advance", "VH-2026-0001", "besok_hjemme", "--set", f"{field}=Alt vel.", "--as", "bente", *more)


def test_a_late_entry_is_told_which_version_judges_it_and_what_that_one_takes(moved: Cli) -> None:
    ran = visited(moved, "kommentar", "--happened", "2026-03-12")
    assert (ran.code, "tar ikke feltet «kommentar». Det tar: merknad" in ran.told) == (4, True)
    assert "Det som skjedde tor. 12. mars 2026, bedømmes etter utgaven som gjelder fra søn. 1. mars 2026." in ran.told
    assert "Slik: advance VH-2026-0001 besok_hjemme [--set merknad=…] --happened 2026-03-12" in ran.told
    assert "[--set kommentar" not in ran.told
    assert "case can" not in ran.told
    assert "kan · --set merknad=… · Merknad" in ran.told
    noon = visited(moved, "kommentar", "--happened", "2026-03-12T12:00")
    assert "--happened 2026-03-12T12:00+01:00" in noon.told
    assert visited(moved, "merknad", "--happened", "2026-03-12T12:00+01:00").code == 0


def test_what_happened_after_the_migration_is_told_by_the_version_that_holds_now(moved: Cli) -> None:
    for more in ((), ("--happened", "2026-03-18")):
        ran = visited(moved, "merknad", *more)
        assert (ran.code, "[--set kommentar=…]" in ran.told, "utgaven" in ran.told) == (4, True, False)


def test_an_event_that_the_version_of_that_day_did_not_know_is_told_with_those_it_knew(moved: Cli) -> None:
    ran = moved("advance", "VH-2026-0001", "skrevet", "--as", "bente", "--happened", "2026-03-12")
    assert (ran.code, "gjelder fra søn. 1. mars 2026" in ran.told) == (4, True)
    assert "Da kunne bente: besok_hjemme [--set merknad=…]" in ran.told
