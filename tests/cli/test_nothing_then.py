"""Before any case was there every list, table and page says so, to programs too; and what shows no past says where."""

import re

import pytest

from tests.cli.running import Cli
from tests.cli.support import investigated, page
from tests.cli.test_frame import NOWHERE, READS_THE_PAST

BEFORE = ("--known-at", "2026-08-01")
LISTS = [
    ("worklist",),
    ("case", "list"),
    ("case", "list", "--overdue"),
    ("report", "deadlines", "--as", "liv"),
    ("report", "deadlines", "--list", "missed", "--as", "liv"),
    ("report", "past", "--as", "liv"),
    ("report", "past", "--list", "moved", "--as", "liv"),
]
TABLES = [("worklist", "--csv"), *((*each, "--csv") for each in LISTS[3:])]
OF_A_CASE = [("case", "show"), ("deadline", "list"), ("timeline",)]


@pytest.fixture
def case(cli: Cli) -> str:
    return investigated(cli)


@pytest.mark.parametrize("command", LISTS, ids=" ".join)
def test_a_list_of_a_moment_before_there_was_any_case_says_so_to_programs(
    cli: Cli, case: str, command: tuple[str, ...]
) -> None:
    del case
    assert cli.ok(*command, "--json", *BEFORE).json["nothing_then"] is True
    for when in ((), ("--known-at", "2026-08-24")):
        assert cli.ok(*command, "--json", *when).json["nothing_then"] is False


@pytest.mark.parametrize("command", TABLES, ids=" ".join)
def test_a_table_of_it_says_so_beside_the_table(cli: Cli, case: str, command: tuple[str, ...]) -> None:
    del case
    ran = cli.ok(*command, *BEFORE)
    assert ("svaret er tomt" in ran.told, "svaret er tomt" in ran.out) == (True, False)
    assert "svaret er tomt" not in cli.ok(*command, "--known-at", "2026-08-24").told


def test_no_table_is_said_to_be_of_then_where_nothing_of_the_past_was_asked_for(cli: Cli) -> None:
    assert cli.ok("worklist", "--json").json["nothing_then"] is False


@pytest.mark.parametrize("command", OF_A_CASE, ids=" ".join)
def test_a_case_that_was_not_there_yet_is_told_so_by_every_page_of_it(
    cli: Cli, case: str, command: tuple[str, ...]
) -> None:
    assert f"Saken {case} fantes ikke ennå" in page(cli, *command, case, *BEFORE)
    assert cli.ok(*command, case, *BEFORE, "--json").json["nothing_then"] is True
    assert cli.ok(*command, case, "--json").json["nothing_then"] is False


def test_deadlines_of_a_case_that_is_in_error_say_that_and_not_that_there_are_none(cli: Cli, case: str) -> None:
    cli.ok("annul", case, "2", "--why", "Feil barn.")
    cli.ok("annul", case, "1", "--why", "Feil barn.")
    told = page(cli, "deadline", "list", case)
    assert ("Ingen frister" in told, "feilregistrert" in told) == (False, True), told
    assert cli.ok("deadline", "list", case, "--json").json["nothing_then"] is False


@pytest.mark.parametrize("words", [("case", "gaps"), ("case", "can", "X"), ("signal", "list"), ("notice", "list")])
def test_a_command_that_shows_no_past_names_those_that_do(words: tuple[str, ...]) -> None:
    told = " ".join(NOWHERE(*words, "--known-at", "2026-08-24").told.split())
    named = re.search(r"Fortiden ses med (.+?)\.", told)
    assert named is not None, told
    assert {part.removeprefix("og ") for part in re.split(r", | og ", named[1])} == READS_THE_PAST
    assert "leser" not in told
