"""Settings: the page tells all of them as they are, and a value that cannot be read is named and never repeated."""

from pathlib import Path

import pytest

from pathways.cli.context import tell_faulty
from pathways.settings import Settings, variable
from tests.cli.running import ROOT, Cli, real_keys, sandbox_of
from tests.support.databases import SqliteDatabases

PAGE = (ROOT / "docs" / "reference" / "settings.md").read_text("utf-8")
ROWS = {
    cells[0]: cells[1:]
    for line in PAGE.splitlines()
    if line.startswith("| `PATHWAYS_")
    for cells in [[cell.strip().strip("`") for cell in line.strip("|").split("|")]]
}


def test_the_page_tells_every_setting_and_no_other() -> None:
    assert list(ROWS) == [variable(name) for name in Settings.model_fields]


@pytest.mark.parametrize("name", Settings.model_fields)
def test_the_page_tells_the_default(name: str) -> None:
    told, default = ROWS[variable(name)][1], Settings.model_fields[name].default
    plain = isinstance(default, str | int) and bool(default)
    assert told == str(default) if plain else told.startswith(("none", "those that came"))


@pytest.mark.parametrize("name", [name for name in Settings.model_fields if name != "smtp_password"])
def test_every_example_of_the_page_can_be_read(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(variable(name), ROWS[variable(name)][2])
    assert str(getattr(Settings(), name)) == ROWS[variable(name)][2]


def test_it_can_be_said_of_every_setting_what_it_takes() -> None:
    assert all(variable(name) in tell_faulty([name]) for name in Settings.model_fields)


@pytest.mark.parametrize("value", ["abc", "0", "70000"])
def test_a_setting_that_cannot_be_read_is_named_with_what_it_takes(
    sqlite_databases: SqliteDatabases, value: str
) -> None:
    cli = sandbox_of(sqlite_databases)
    spoilt = Cli(url=cli.url, env={"PATHWAYS_SMTP_PORT": value})
    for command in (("case", "list"), ("tick",), ("init",), ("worker",)):
        ran = spoilt(*command)
        assert ran.code == 2, ran
        assert "PATHWAYS_SMTP_PORT skal være et heltall fra 1 til 65535" in ran.told
    ran = spoilt("doctor", "--json")
    assert ran.code == 3
    assert [check["id"] for check in ran.json["checks"] if not check["ok"]] == ["variables"]


def test_a_variable_set_to_nothing_is_not_set(sqlite_databases: SqliteDatabases) -> None:
    cli = sandbox_of(sqlite_databases, PATHWAYS_MAIL_FOLDER="", PATHWAYS_SMTP_PORT="")
    assert cli.ok("notice", "deliver", "--json").json["channels"] == []


def test_a_real_database_without_users_says_what_to_set(sqlite_databases: SqliteDatabases, tmp_path: Path) -> None:
    cli = Cli(url=sqlite_databases.fresh(), env=real_keys(tmp_path))
    assert "pathways people apply" in cli.ok("init").err
    for more in ((), ("--as", "kari")):
        ran = cli("case", "list", *more)
        assert ran.code == 2
        assert "pathways people apply" in ran.told
        assert "docs/how-to/say-who-works-here.md" in ran.told
