"""A restored copy lets nobody in by a log-in of before: neither one that was in it, nor one begun before it counts."""

from pathlib import Path

from tests.cli.running import Cli
from tests.cli.test_account import real_database, rows
from tests.support.databases import SqliteDatabases
from tests.support.logging_in import Person, at_desk, logged_in

REFUSED = 7


def test_no_log_in_of_before_lets_anybody_in(sqlite_databases: SqliteDatabases, tmp_path: Path) -> None:
    real = real_database(sqlite_databases.fresh(), tmp_path)
    siv = logged_in(real, tmp_path, "siv")
    kari = logged_in(real, tmp_path, "kari", by=siv)
    file = tmp_path / "kopi.db"
    told = real.ok("backup", str(file)).told
    assert "Filen er ikke kryptert som helhet; navn, numre og fritekster i den er det." in told
    siv.cli.ok("account", "lock", "kari")
    copy = Cli(url=f"sqlite:///{file}", env=real.env)
    restored = at_desk(copy, tmp_path, "kari")

    # The file of kari's log-in is still hers; the log-in is none.
    refused = restored("case", "list")
    assert (refused.code, "Du er ikke logget inn" in refused.told) == (REFUSED, True)
    assert kari.cli("case", "list").code == REFUSED

    # In the copy her account is open: she can log in until somebody repeats the lock, or it is said to be the one.
    again = Person(cli=restored, name="kari", secret=kari.secret)
    assert again.log_in().code == 0
    restored.ok("case", "list")
    copy.ok("notice", "deliver", "--original")
    refused = restored("case", "list")
    assert (refused.code, "Du er ikke logget inn" in refused.told) == (REFUSED, True)

    manager = Person(cli=at_desk(copy, tmp_path, "siv"), name="siv", secret=siv.secret)
    assert manager.log_in().code == 0
    assert ("ended", "restored", "kari", None) in rows(manager.cli)
    # Once it is the one, saying so again ends nobody's log-in.
    copy.ok("notice", "deliver", "--original")
    manager.cli.ok("account", "lock", "kari")
    assert again.log_in(ahead=0).code == REFUSED


def test_doctor_reminds_of_the_locks_since_the_copy(sqlite_databases: SqliteDatabases, tmp_path: Path) -> None:
    real = real_database(sqlite_databases.fresh(), tmp_path)
    real.ok("backup", str(tmp_path / "kopi.db"))
    checks = Cli(url=f"sqlite:///{tmp_path / 'kopi.db'}", env=real.env)("doctor", "--json").json["checks"]
    [mend] = [str(each["mend"]) for each in checks if each["id"] == "copy"]
    for command in ("account lock", "account reset", "people end", "notice deliver --original"):
        assert command in mend
