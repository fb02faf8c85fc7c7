"""What a row lets somebody see of a case, and which table held on a day."""

import shutil
from pathlib import Path

import pytest

from pathways.store import sources
from tests.cli.running import ROOT, Cli, open_case, sandbox_of
from tests.cli.support import page
from tests.support import access
from tests.support.databases import Databases

SECRET = "Hemmelig bekymring."


@pytest.fixture
def cli(databases: Databases) -> Cli:
    return sandbox_of(databases)


def under(cli: Cli, folder: Path, table: str) -> Cli:
    """The same installation with another table."""
    shutil.copytree(ROOT / "definitions", folder / "definitions", dirs_exist_ok=True)
    access.write(folder / "definitions", table)
    return Cli(url=cli.url, env={**cli.env, "PATHWAYS_DEFINITIONS": str(folder / "definitions")})


def test_free_texts_are_left_out_for_whoever_no_row_lets_see_them_and_that_is_said(cli: Cli, tmp_path: Path) -> None:
    case = open_case(cli, "--reason", SECRET)
    blind = under(cli, tmp_path, access.SHIPPED.replace("sees: [course, texts]", "sees: course"))
    for command in (("case", "show", case), ("timeline", case)):
        assert "Fritekst vises ikke" in page(blind, *command)
        assert SECRET not in page(blind, *command)
        assert SECRET not in blind.ok(*command, "--json").out
    assert SECRET in page(cli, "timeline", case)
    assert blind.ok("timeline", case, "--json").json["texts_withheld"] is True
    assert SECRET not in blind.ok("report", "past", "--list", "correction", "--json").out


def test_what_was_annulled_is_seen_by_whom_a_row_lets_see_it_alone(cli: Cli, tmp_path: Path) -> None:
    case = open_case(cli, "--reason", SECRET)
    cli.ok("annul", case, "1", "--why", "Feil barn.")
    audit = ("--engagement", "tilsyn-barnevern", "--as", "rolf")
    row = cli.ok("audit", "list", *audit, "--json").json["rows"][0]["row"]
    cli.ok("audit", "take", row, "--reason", "Stikkprøve.", *audit)
    seen = [SECRET in cli.ok("timeline", case, "--as", who, "--json").out for who in ("kari", "liv", "rolf")]
    assert seen == [False, False, True]
    nobody = under(cli, tmp_path, access.SHIPPED.replace("texts, annulled", "texts"))
    assert SECRET not in nobody.ok("timeline", case, "--as", "rolf", "--json").out


def test_every_table_that_was_used_is_kept_under_its_hash(cli: Cli, tmp_path: Path) -> None:
    case = open_case(cli)
    other = access.SHIPPED + "# En endring.\n"
    under(cli, tmp_path, other).ok("case", "show", case)
    database = cli.database()
    with database.read() as conn:
        assert [sources.is_kept(conn, sources.hash_of(text)) for text in (access.SHIPPED, other, "annet")] == [
            True,
            True,
            False,
        ]
        assert list(sources.altered(conn)) == []
    database.close()
