"""How long a log-in lasts is a setting of the place: used or not, and lower figures end what was begun before them."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from pathways.store.account_tables import LOGIN_SESSION
from tests.cli.running import Cli, open_case, real_keys, staffed
from tests.support.databases import SqliteDatabases
from tests.support.logging_in import logged_in

NOT_ALLOWED, USAGE = 7, 2
STAFF = '[users.kari]\nroles = ["saksbehandler"]\n[users.siv]\nroles = ["systemansvarlig"]\n'


@pytest.fixture
def kari(sqlite_databases: SqliteDatabases, tmp_path: Path) -> Cli:
    """Kari at work in a real database."""
    cli = Cli(url=sqlite_databases.fresh(), env={"COLUMNS": "200", **real_keys(tmp_path)})
    cli.ok("init")
    siv = logged_in(staffed(cli, STAFF), tmp_path, "siv")
    return logged_in(cli, tmp_path, "kari", by=siv).cli


def with_settings(cli: Cli, **env: str) -> Cli:
    return Cli(url=cli.url, env={**cli.env, **{f"PATHWAYS_{name.upper()}": value for name, value in env.items()}})


def moved_back(cli: Cli, **columns: timedelta) -> None:
    """As if the log-in had begun, or been used last, so much earlier."""
    now, database = datetime.now(UTC), cli.database()
    with database.write() as conn:
        conn.execute(update(LOGIN_SESSION).values(**{name: now - by for name, by in columns.items()}))
    database.close()


def test_a_log_in_that_is_not_used_ends_as_the_place_has_set_it(kari: Cli) -> None:
    open_case(kari)
    moved_back(kari, used_at=timedelta(minutes=45))
    assert kari("case", "list").code == 0
    moved_back(kari, used_at=timedelta(minutes=45))
    assert with_settings(kari, session_idle_minutes="15")("case", "list").code == NOT_ALLOWED
    assert kari("case", "list").code == NOT_ALLOWED


def test_a_lower_figure_ends_those_that_are_older(kari: Cli) -> None:
    moved_back(kari, begun_at=timedelta(hours=3))
    assert with_settings(kari, session_hours="4")("case", "list").code == 0
    assert with_settings(kari, session_hours="2")("case", "list").code == NOT_ALLOWED


def test_a_higher_figure_lengthens_none(kari: Cli) -> None:
    moved_back(kari, ends_at=timedelta(minutes=1))
    assert with_settings(kari, session_hours="24")("case", "list").code == NOT_ALLOWED


def test_who_is_told_when_it_ends_is_told_by_the_settings(kari: Cli) -> None:
    assert "15 min" in with_settings(kari, session_idle_minutes="15").ok("whoami").told


@pytest.mark.parametrize("wrong", [{"session_hours": "25"}, {"session_hours": "0"}, {"session_idle_minutes": "4"}])
def test_what_would_be_no_limit_is_refused(kari: Cli, wrong: dict[str, str]) -> None:
    assert with_settings(kari, **wrong)("whoami").code == USAGE
