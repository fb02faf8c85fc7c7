"""Log-in by the command line: a real database is worked in by whoever has a password and a code, and by no other."""

from pathlib import Path

import pytest

from tests.cli.running import Cli, open_case, real_keys, staffed
from tests.support.databases import Databases
from tests.support.logging_in import PASSWORD, logged_in

STAFF = (
    '[users.kari]\nroles = ["saksbehandler"]\n',
    '[users.siv]\nroles = ["systemansvarlig"]\n',
    '[users.rolf]\nroles = ["revisor"]\n',
)


@pytest.fixture
def real(databases: Databases, tmp_path: Path) -> Cli:
    """A real database with people, of whom nobody has an account."""
    folder = tmp_path / "nobody"
    env = {"COLUMNS": "200", "PATHWAYS_SESSION": str(folder), **real_keys(tmp_path)}
    cli = Cli(url=databases.fresh(), env=env)
    cli.ok("init")
    return staffed(cli, *STAFF)


def test_from_a_new_database_to_a_caseworker_at_work(real: Cli, tmp_path: Path) -> None:
    assert (real("case", "list").code, "pathways login" in real("case", "list").err) == (7, True)
    siv = logged_in(real, tmp_path, "siv")
    kari = logged_in(real, tmp_path, "kari", by=siv)
    assert kari.cli.ok("whoami", "--json").json["proof"] == "password+totp"
    case = open_case(kari.cli)
    assert case in kari.cli.ok("case", "list").out
    kari.cli.ok("logout")
    assert kari.cli("case", "show", case).code == 7
    assert kari.log_in().code == 0
    assert kari.cli.ok("case", "show", case).out


def test_a_real_database_takes_no_claim(real: Cli) -> None:
    for command in (("case", "list"), ("people", "list"), ("account", "list"), ("verify",), ("tick", "--json")):
        claim = () if command[0] == "tick" else ("--as", "kari")
        ran = real(*command, *claim)
        assert (ran.code, "øvingsbaser" in ran.err) == ((2, True) if claim else (0, False)), command


def test_password_and_code_are_never_shown_nor_kept_as_they_are(real: Cli, tmp_path: Path) -> None:
    siv = logged_in(real, tmp_path, "siv")
    siv.cli.ok("logout")
    ran = siv.log_in()
    token = Path(siv.cli.env["PATHWAYS_SESSION"]).read_text("ascii").strip()
    assert PASSWORD not in ran.told
    database = real.database()
    with database.read() as conn:
        rows = " ".join(
            str(tuple(row))
            for table in ("account", "login_session", "security_log", "access_log", "org_entry")
            for row in conn.exec_driver_sql(f"SELECT * FROM {table}").all()  # noqa: S608 (our own names)
        )
    database.close()
    assert [secret for secret in (PASSWORD, siv.secret, token) if secret in rows] == []
    assert "$argon2id$" in rows
    assert Path(siv.cli.env["PATHWAYS_SESSION"]).stat().st_mode & 0o777 == 0o600
