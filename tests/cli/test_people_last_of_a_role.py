"""Whoever takes the last one out of a role that deadlines remind is told so, and in which open cases."""

from pathlib import Path

import pytest

from tests.cli.running import Cli, open_case
from tests.cli.test_services_staffed import PLACES, SIV, town

__all__ = ["town"]

LEADER = "pathways people role PERSON leder --service bv-nord"


@pytest.mark.parametrize("more", [(), ("--dry-run",)], ids=["recorded", "tried"])
def test_who_ends_the_last_leader_of_a_service_is_told_with_its_open_cases_and_what_to_do(
    town: Cli, more: tuple[str, ...]
) -> None:
    for _ in range(2):
        open_case(town, "--as", "kari")
    ran = town.ok("people", "end", "liv", *more, *SIV)
    for said in ("bv-nord", "leder", "Åpne saker der: 2", LEADER):
        assert said in ran.told, ran
    held = town.ok("people", "show", "liv", *SIV, "--json").json["roles"]
    assert bool(held) is bool(more)


def test_nothing_is_said_where_another_stays_or_no_case_is_open(town: Cli) -> None:
    open_case(town, "--as", "kari")
    assert "Åpne saker" not in town.ok("people", "end", "frida", *SIV).told
    town.ok("people", "role", "vera", "leder", "--service", "bv-nord", *SIV)
    assert "bv-nord" not in town.ok("people", "end", "liv", *SIV).err


def test_a_last_day_to_come_says_from_when(town: Cli) -> None:
    open_case(town, "--as", "kari")
    ran = town.ok("people", "end", "liv", "--last", "2026-09-13", *SIV)
    assert ("man. 14. sep. 2026" in ran.told, "Åpne saker der: 1" in ran.told) == (True, True)


def test_a_role_that_is_told_anew_with_a_last_day_is_such_an_end_too(town: Cli) -> None:
    open_case(town, "--as", "kari")
    ran = town.ok("people", "role", "liv", "leder", "--service", "bv-nord", "--to", "2026-09-13", *SIV)
    assert "man. 14. sep. 2026" in ran.told


@pytest.mark.parametrize("more", [(), ("--dry-run",)], ids=["recorded", "tried"])
def test_a_file_that_leaves_nobody_says_so(town: Cli, tmp_path: Path, more: tuple[str, ...]) -> None:
    open_case(town, "--as", "kari")
    file = tmp_path / "folk.toml"
    file.write_text(PLACES.replace('[users.liv]\nroles = [{role = "leder", service = "bv-nord"}]\n', ""), "utf-8")
    ran = town.ok("people", "apply", str(file), "--complete", *more, *SIV)
    assert (LEADER in ran.told, "Åpne saker der: 1" in ran.told) == (True, True)


def test_where_no_service_is_told_of_it_is_said_of_the_kind(cli: Cli) -> None:
    open_case(cli)
    ran = cli.ok("people", "end", "liv", "--as", "siv")
    assert ("barnevern: leder" in ran.told, "Åpne saker der: 1" in ran.told, "--service" in ran.err) == (
        True,
        True,
        False,
    )


def test_of_nobody_who_was_there_before_nothing_is_said(town: Cli) -> None:
    open_case(town, "--as", "kari")
    town.ok("people", "end", "liv", *SIV)
    assert "Åpne saker" not in town.ok("people", "end", "vera", *SIV).told
