"""A reading of all cases stands in the log of those cases alone that the reader reached when it was made."""

import pytest

from tests.cli.running import Cli, open_case, sandbox_of, staffed
from tests.cli.support import set_clock, words
from tests.cli.test_audit import TWO_AREAS
from tests.support.databases import Databases

UNITS = """
[units.mottak]
service = "bv-solvik"
[units.tiltak]
service = "bv-solvik"
[users.mari]
roles = [{role = "leder", service = "bv-solvik", unit = "mottak"}]
[users.tor]
roles = [{role = "leder", service = "bv-solvik", unit = "tiltak"}]
[users.anna]
roles = [{role = "leder", service = "bv-solvik"}]
[users.nils]
roles = [{role = "leder", service = "bv-nes"}]
"""
ALL_CASES = (("replay", "--all"), ("worklist",), ("report", "deadlines"))


@pytest.fixture
def cli(databases: Databases) -> Cli:
    """Two municipalities, and two units in the first, one of them its intake."""
    cli = staffed(sandbox_of(databases), TWO_AREAS + UNITS, by="siv")
    cli.ok("people", "intake", "bv-solvik", "--unit", "mottak", "--as", "siv")
    return cli


def read_with_all(cli: Cli, case: str, who: str) -> list[str | None]:
    """Who has read a case together with all of theirs, the oldest first."""
    rows = cli.ok("access-log", case, "--as", who, "--json").json["rows"]
    return [row["user"] for row in reversed(rows) if row["every_case"]]


def party(cli: Cli, case: str, who: str) -> int:
    rows = cli.ok("access-log", case, "--for-party", "--as", who, "--json").json["rows"]
    return sum(row["every_case"] for row in rows)


@pytest.mark.parametrize("command", ALL_CASES)
def test_what_another_municipality_read_stands_in_its_own_cases_alone(cli: Cli, command: tuple[str, ...]) -> None:
    ours, theirs = open_case(cli, "--as", "kari"), open_case(cli, "--as", "nina")
    cli.ok(*command, "--as", "nils")
    cli.ok(*command, "--as", "anna")
    assert (set(read_with_all(cli, ours, "anna")), set(read_with_all(cli, theirs, "nils"))) == ({"anna"}, {"nils"})
    assert party(cli, ours, "anna") > 0
    assert "sammen med alle saker" in words(cli.ok("access-log", ours, "--as", "anna"))
    later = open_case(cli, "--as", "kari")
    assert (read_with_all(cli, later, "anna"), party(cli, later, "anna")) == ([], 0)


def test_what_was_refused_of_all_cases_stands_in_no_foreign_one(cli: Cli) -> None:
    ours, theirs = open_case(cli, "--as", "kari"), open_case(cli, "--as", "nina")
    assert cli("verify", "--as", "nils").code != 0
    assert "nils" not in cli.ok("access-log", ours, "--as", "anna").out
    assert '"nils"' in cli.ok("access-log", theirs, "--as", "nils", "--json").out


def test_a_case_is_judged_by_where_it_lay_when_it_was_read(cli: Cli) -> None:
    case = open_case(cli, "--as", "kari")
    for day, unit in (("2026-08-25", "tiltak"), ("2026-08-26", "mottak"), ("2026-08-27", "")):
        set_clock(cli, f"{day}T08:00")
        cli.ok("worklist", "--as", "mari")
        cli.ok("worklist", "--as", "tor")
        set_clock(cli, f"{day}T09:00")
        if unit:
            cli.ok("case", "assign", case, "--unit", unit, "--as", "anna")
    # With the intake at first; then in one unit, and back in the other.
    assert read_with_all(cli, case, "anna") == ["mari", "tor", "mari"]


def test_what_the_machine_looked_through_stands_in_every_case_there_was(cli: Cli) -> None:
    ours, theirs = open_case(cli, "--as", "kari"), open_case(cli, "--as", "nina")
    cli("doctor")
    assert [read_with_all(cli, case, who) for case, who in ((ours, "anna"), (theirs, "nils"))] == [[None], [None]]
    assert read_with_all(cli, open_case(cli, "--as", "kari"), "anna") == []


def test_rows_of_others_fill_no_page(cli: Cli) -> None:
    case = open_case(cli, "--as", "kari")
    cli.ok("case", "show", case, "--as", "kari")
    for _ in range(4):
        cli.ok("worklist", "--as", "nils")
    first = cli.ok("access-log", case, "--limit", "2", "--as", "anna", "--json").json
    assert [row["user"] for row in first["rows"]] == ["anna", "kari"]
