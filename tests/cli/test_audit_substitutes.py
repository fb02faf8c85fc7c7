"""Nobody stands in for an auditor: an engagement names who looks, by law and by name, and their role is never lent."""

from pathlib import Path

import pytest

from tests.cli.absences import told_before
from tests.cli.auditing import ENGAGEMENTS, draw_all
from tests.cli.running import Cli, open_case

VERA, ROLF = ("--as", "vera"), ("--as", "rolf")
ENGAGED = ENGAGEMENTS[0]
NOT_FOUND, NOT_ALLOWED = 5, 7


@pytest.fixture
def case(cli: Cli, tmp_path: Path) -> str:
    """A case that rolf has drawn; he is away from today, and vera, an auditor of no engagement, was told to stand in.

    That is refused today, and was not always: it lies in the log as it did then.
    """
    found = open_case(cli, "--reason", "Uro for barnet.")
    draw_all(cli)
    file = tmp_path / "vikar.csv"
    file.write_text("person;rolle\nvera;revisor\n", encoding="utf-8")
    cli.ok("people", "apply", str(file), "--as", "siv")
    assert cli("people", "absent", "rolf", "--substitute", "vera", "--as", "siv").code == NOT_ALLOWED
    told_before(cli, person="rolf", first="2026-08-24", last="", substitute="vera")
    assert cli.ok("case", "show", found, *ROLF).out
    return found


@pytest.mark.parametrize(
    "command", [("case", "show"), ("timeline",), ("deadline", "list"), ("case", "can"), ("access-log",)]
)
def test_the_substitute_reads_no_case_of_it(cli: Cli, case: str, command: tuple[str, ...]) -> None:
    [vera] = [each for each in cli.ok("people", "list", "--json").json["people"] if each["id"] == "vera"]
    assert vera["stands_in_for"] == []
    ran = cli(*command, case, *VERA)
    assert (ran.code, ran.told) == (NOT_FOUND, cli(*command, "BV-2026-9999", *VERA).told.replace("BV-2026-9999", case))


def test_no_list_or_figure_is_over_its_cases(cli: Cli, case: str) -> None:
    for listing in (("case", "list"), ("worklist",), ("case", "gaps"), ("report", "deadlines", "--list", "due")):
        assert case not in cli(*listing, *VERA).told, listing
    assert cli.ok("report", "deadlines", *ROLF).out != cli("report", "deadlines", *VERA).out


@pytest.mark.parametrize(
    "command",
    [
        ("audit", "show", ENGAGED),
        ("audit", "list", "--engagement", ENGAGED),
        ("audit", "sample", "--count", "1", "--engagement", ENGAGED),
        ("audit", "take", "1", "--reason", "Ville se den.", "--engagement", ENGAGED),
        ("audit", "list"),
        ("audit", "sample", "--count", "1"),
    ],
    ids=lambda command: " ".join(command[:3]),
)
def test_nor_its_list_nor_draws_anything(cli: Cli, case: str, command: tuple[str, ...]) -> None:
    ran = cli(*command, *VERA)
    assert (ran.code != 0, case in ran.told) == (True, False), ran
