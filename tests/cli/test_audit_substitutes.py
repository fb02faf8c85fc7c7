"""Who stands in for an auditor has their role, and not their engagement: that names who looks, by law and by name."""

from pathlib import Path

import pytest

from tests.cli.auditing import ENGAGEMENTS, draw_all
from tests.cli.running import Cli, open_case

VERA, ROLF = ("--as", "vera"), ("--as", "rolf")
ENGAGED = ENGAGEMENTS[0]
NOT_FOUND = 5


@pytest.fixture
def case(cli: Cli, tmp_path: Path) -> str:
    """A case that rolf has drawn; he is away from today, and vera, who has no role of her own, stands in."""
    found = open_case(cli, "--reason", "Uro for barnet.")
    draw_all(cli)
    file = tmp_path / "vikar.csv"
    file.write_text("person;rolle\nvera;\n", encoding="utf-8")
    cli.ok("people", "apply", str(file), "--as", "siv")
    cli.ok("people", "absent", "rolf", "--substitute", "vera", "--as", "siv")
    assert cli.ok("case", "show", found, *ROLF).out
    return found


@pytest.mark.parametrize(
    "command", [("case", "show"), ("timeline",), ("deadline", "list"), ("case", "can"), ("access-log",)]
)
def test_the_substitute_reads_no_case_of_it(cli: Cli, case: str, command: tuple[str, ...]) -> None:
    [vera] = [each for each in cli.ok("people", "list", "--json").json["people"] if each["id"] == "vera"]
    assert vera["stands_in_for"] == ["rolf"]
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
