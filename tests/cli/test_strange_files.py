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


def test_a_file_of_users_must_be_a_file(cli: Cli, strange: Path) -> None:
    spoilt = Cli(url=cli.url, env={"PATHWAYS_USERS": str(strange)})
    ran = spoilt("case", "list", "--as", "liv")
    assert ran.code == 2
    assert "ingen vanlig fil" in ran.told
    assert "ingen vanlig fil" in spoilt("doctor").told


def test_a_definition_must_be_a_file(cli: Cli, strange: Path) -> None:
    ran = cli("definition", "check", str(strange))
    assert ran.code == 2
    assert "ingen vanlig fil" in ran.told
