"""A database that ``backup`` wrote sends nothing until somebody says that it is the one from now on."""

from email import message_from_bytes
from pathlib import Path

import pytest

from tests.cli.running import Cli, open_case

ATTENTION, USAGE = 3, 2


def mails(folder: Path) -> list[str]:
    return sorted(str(message_from_bytes(each.read_bytes())["Message-ID"]) for each in folder.glob("*.eml"))


@pytest.fixture
def copy(cli: Cli, tmp_path: Path) -> Cli:
    """A copy in which mails wait, with mail turned on: restored somewhere, and started."""
    open_case(cli)
    on = Cli(url=cli.url, env={"PATHWAYS_MAIL_FOLDER": str(tmp_path / "post"), "PATHWAYS_MAIL_FROM": "p@example.org"})
    on.ok("clock", "advance", "9d")
    before = len(mails(tmp_path / "post"))
    assert before
    file = tmp_path / "kopi.db"
    on.ok("backup", str(file))
    return Cli(url=f"sqlite:///{file}", env={**on.env, "PATHWAYS_MAIL_FOLDER": str(tmp_path / "kopipost")})


def test_nothing_goes_out_of_a_copy_by_whatever_command(copy: Cli, tmp_path: Path) -> None:
    copy.ok("clock", "advance", "60d")
    ticked = copy("tick")
    assert "er en kopi" in ticked.told
    delivered = copy("notice", "deliver")
    assert (delivered.code, "notice deliver --original" in delivered.told) == (USAGE, True)
    assert mails(tmp_path / "kopipost") == []
    # The inbox is the record, and goes on.
    assert copy.ok("notice", "list", "--as", "liv", "--json").json["notices"]


def test_doctor_says_so_and_what_to_do(copy: Cli, cli: Cli) -> None:
    [check] = [each for each in copy("doctor", "--json").json["checks"] if each["id"] == "copy"]
    assert (check["ok"], "--original" in check["mend"]) == (False, True)
    [check] = [each for each in cli("doctor", "--json").json["checks"] if each["id"] == "copy"]
    assert check["ok"]


def test_once_it_is_the_one_what_waited_goes_out(copy: Cli, tmp_path: Path) -> None:
    copy("clock", "advance", "60d")
    copy.ok("notice", "deliver", "--original")
    sent = mails(tmp_path / "kopipost")
    assert sent
    open_case(copy)
    copy("clock", "advance", "30d")
    assert len(mails(tmp_path / "kopipost")) > len(sent)
    assert "er en kopi" not in copy("tick").told


def test_the_original_is_not_held_back_by_a_copy_made_of_it(copy: Cli, cli: Cli, tmp_path: Path) -> None:
    on = Cli(url=cli.url, env={**copy.env, "PATHWAYS_MAIL_FOLDER": str(tmp_path / "post")})
    before = len(mails(tmp_path / "post"))
    on.ok("clock", "advance", "60d")
    assert len(mails(tmp_path / "post")) > before


def test_a_copy_of_one_that_was_let_go_is_held_back_too(copy: Cli, tmp_path: Path) -> None:
    copy.ok("notice", "deliver", "--original")
    copy.ok("backup", str(tmp_path / "neste.db"))
    again = Cli(url=f"sqlite:///{tmp_path / 'neste.db'}", env=copy.env)
    assert "er en kopi" in again("tick").told
