"""A pipe or a device in place of a file is refused at once by the commands that read files."""

import os
from pathlib import Path

import pytest

from tests.cli.running import Cli


@pytest.fixture(params=["pipe", "device"])
def strange(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Something that would never come to an end."""
    if request.param == "device":
        return Path("/dev/zero")
    os.mkfifo(tmp_path / "pipe.xml")
    return tmp_path / "pipe.xml"


def test_a_register_file_must_be_a_file(cli: Cli, strange: Path) -> None:
    ran = cli("import", "register", str(strange), "--as", "liv")
    assert ran.code == 2
    assert "ingen vanlig fil" in ran.told


def test_a_file_of_people_must_be_a_file(cli: Cli, strange: Path) -> None:
    ran = cli("people", "apply", str(strange), "--as", "siv")
    assert ran.code == 2
    assert "ingen vanlig fil" in ran.told


def test_a_definition_whose_impact_is_asked_for_must_be_a_file(cli: Cli, strange: Path) -> None:
    ran = cli("definition", "impact", str(strange))
    assert (ran.code, "ingen vanlig fil" in ran.told) == (2, True), ran


def test_a_link_that_leads_to_itself_is_called_that(cli: Cli, tmp_path: Path) -> None:
    loop = tmp_path / "ring.json"
    loop.symlink_to(loop)
    ran = cli("amend", "BV-2026-0001", str(loop))
    assert (ran.code, "går i ring" in ran.told) == (2, True), ran


def test_a_definition_must_be_a_file(cli: Cli, strange: Path) -> None:
    ran = cli("definition", "check", str(strange))
    assert ran.code == 2
    assert "ingen vanlig fil" in ran.told
