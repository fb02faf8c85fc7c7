"""``import register`` tells of what was over before it came here by a list, once, and puts nothing into any inbox."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import Cli
from tests.register.files import File, concluded, element, melding, undersokelse

Write = Callable[..., str]

OLD = (melding(1, *concluded("2", "2026-03-05"), start="2026-03-02"), undersokelse(2, start="2026-03-05"))


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a file of one case of these parts, and gives its path."""

    def to_file(*parts: str) -> str:
        path = tmp_path / f"uttrekk-{len(list(tmp_path.iterdir()))}.xml"
        path.write_bytes(File().of(*parts))
        return str(path)

    return to_file


def inboxes(cli: Cli) -> list[dict[str, Any]]:
    """Every notice there is, whoever has it."""
    people = ("kari", "liv", "mona", "rolf")
    return [
        each for user in people for each in cli.ok("notice", "list", "--all", "--as", user, "--json").json["notices"]
    ]


def read_in(cli: Cli, file: str) -> dict[str, Any]:
    found: dict[str, Any] = cli.ok("import", "register", file, "--json").json["files"][0]["report"][0]
    return found


def named(report: dict[str, Any]) -> dict[str, bool]:
    """What was over, and whether the register would say that it is done."""
    return {each["name"]: each["in_register"] for each in report["passed"]}


def test_what_was_over_before_the_import_is_listed_and_nobody_gets_a_notice(cli_on_both: Cli, write: Write) -> None:
    cli = cli_on_both
    found = named(read_in(cli, write(*OLD)))
    # The register would say that the investigation is concluded; it holds nothing of answers to whoever reported.
    assert (found["undersokelse"], found["tilbakemelding"]) == (True, False)
    assert inboxes(cli) == []
    cli.ok("tick")
    assert inboxes(cli) == []
    assert cli.ok("verify", "--json", "--as", "rolf").json["ok"]
    assert cli.ok("replay", "--all", "--json").json["ok"]


def test_what_the_register_does_not_hold_is_told_so_and_is_called_no_breach(cli: Cli, write: Write) -> None:
    told = cli.ok("import", "register", write(*OLD)).told
    known, unknown = told.split("Dette sier registeret ikke noe om")
    assert "Frister som alt var ute" in known
    assert "Tilbakemelding til melder" in unknown
    assert "Tilbakemelding til melder" not in known
    assert "brudd" not in unknown.lower()


def test_the_next_file_lists_only_what_it_brings(cli: Cli, write: Write) -> None:
    read_in(cli, write(*OLD))
    ended = undersokelse(2, element("Konklusjon", SluttDato="2026-05-20", Kode="3"), start="2026-03-05")
    again = read_in(cli, write(OLD[0], ended, melding(7, start="2026-06-01")))
    assert {(each["run"], each["name"]) for each in again["passed"]} >= {
        ("barnevern_undersokelse-2", "gjennomgang"), ("barnevern_undersokelse-2", "tilbakemelding"),
    }  # fmt: skip
    assert ("barnevern_undersokelse", "tilbakemelding") not in {(e["run"], e["name"]) for e in again["passed"]}
    assert read_in(cli, write(OLD[0], ended, melding(7, start="2026-06-01")))["passed"] == []
    cli.ok("tick")
    assert inboxes(cli) == []


def test_what_still_waits_when_the_file_is_read_is_reminded_of_as_ever(cli: Cli, write: Write) -> None:
    read_in(cli, write(melding(1, start="2026-08-24")))
    cli.ok("clock", "advance", "9d")
    # The next file says nothing new of the report that has waited meanwhile, and hides nothing of it.
    read_in(cli, write(melding(1, start="2026-08-24"), melding(7, start="2026-06-01")))
    found = {(each["run"], each["deadline"]) for each in inboxes(cli)}
    assert ("barnevern_undersokelse", "gjennomgang") in found
    assert "barnevern_undersokelse-2" not in {run for run, _ in found}


def test_who_was_told_a_date_that_the_file_makes_untrue_gets_the_correction(cli: Cli, write: Write) -> None:
    read_in(cli, write(melding(1, start="2026-08-24")))
    cli.ok("clock", "advance", "9d")
    cli.ok("tick")
    cli.ok("notice", "read", "--all", "--as", "liv")
    told = {each["id"] for each in inboxes(cli) if each["deadline"] == "gjennomgang" and each["read_at"]}
    # Over as well, and so no new notice: but what was told before is put right.
    again = read_in(cli, write(melding(1, start="2026-08-23")))
    assert "gjennomgang" in named(again)
    new = [each for each in inboxes(cli) if each["deadline"] == "gjennomgang" and each["in_force"]]
    assert new
    assert {each["corrects"] for each in new} <= told
