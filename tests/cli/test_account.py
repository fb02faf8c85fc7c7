"""Accounts and operators by the command line: who makes them, who is locked out, who needs no password for what."""

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from pathways.cli.acting import given_database
from pathways.cli.context import os_account
from pathways.keys import raw
from pathways.keys.folder import KeyFolder
from pathways.settings import Settings
from pathways.store import access
from tests.cli.running import Cli, open_case, real_keys, staffed
from tests.support.databases import Databases, SqliteDatabases
from tests.support.logging_in import PASSWORD, Person, activated, at_desk, code_now, logged_in, typing

STAFF = (
    '[users.kari]\nroles = ["saksbehandler"]\n',
    '[users.siv]\nroles = ["systemansvarlig"]\n',
    '[users.stein]\nroles = ["systemansvarlig"]\n',
    '[users.rolf]\nroles = ["revisor"]\n',
)
REFUSED = "Ikke logget inn: bruker, passord eller kode er feil"


def real_database(url: str, folder: Path) -> Cli:
    env = {"COLUMNS": "200", "PATHWAYS_SESSION": str(folder / "nobody"), **real_keys(folder)}
    cli = Cli(url=url, env=env)
    cli.ok("init")
    return staffed(cli, *STAFF)


@dataclass(frozen=True, slots=True)
class Made:
    """A folder with a database, keys and files of log-ins, and the secrets of those who are logged in."""

    folder: Path
    secrets: Mapping[str, str]


@pytest.fixture
def bare(sqlite_databases: SqliteDatabases, tmp_path: Path) -> Cli:
    """A real database with people, of whom nobody has an account."""
    return real_database(sqlite_databases.fresh(), tmp_path)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A real database in which siv and kari are logged in, made once and copied for each test."""
    folder = tmp_path_factory.mktemp("made")
    real = real_database(f"sqlite:///{folder}/real.db", folder)
    siv = logged_in(real, folder, "siv")
    kari = logged_in(real, folder, "kari", by=siv)
    return Made(folder, {"siv": siv.secret, "kari": kari.secret})


@pytest.fixture
def real(made: Made, tmp_path: Path) -> Cli:
    """Who is not logged in, where siv and kari are."""
    shutil.copytree(made.folder, tmp_path, dirs_exist_ok=True)
    env = {"COLUMNS": "200", "PATHWAYS_SESSION": str(tmp_path / "nobody"), "PATHWAYS_KEYS": str(tmp_path / "keys")}
    return Cli(url=f"sqlite:///{tmp_path}/real.db", env=env)


@pytest.fixture
def siv(real: Cli, made: Made, tmp_path: Path) -> Person:
    """Who manages people, logged in."""
    return Person(cli=at_desk(real, tmp_path, "siv"), name="siv", secret=made.secrets["siv"])


@pytest.fixture
def kari(real: Cli, made: Made, tmp_path: Path) -> Person:
    """A caseworker, logged in."""
    return Person(cli=at_desk(real, tmp_path, "kari"), name="kari", secret=made.secrets["kari"])


def rows(cli: Cli, *more: str) -> list[tuple[str, str | None, str | None, str | None]]:
    """The log of log-ins, oldest first."""
    told = cli.ok("account", "log", "--json", *more).json["rows"]
    return [(row["what"], row["detail"], row["user"], row["by"]) for row in reversed(told)]


def test_while_nobody_can_the_one_who_runs_the_command_makes_managers_accounts_alone(bare: Cli, tmp_path: Path) -> None:
    refused = bare("account", "create", "kari")
    assert (refused.code, "systemansvarlig" in refused.err) == (7, True)
    for command in (("lock", "siv"), ("list",), ("log",), ("show", "siv")):
        assert bare("account", *command).code == 7, command
    first = json.loads(bare.ok("account", "create", "siv", "--json").out)["code"]
    assert os_account() in bare.ok("account", "reset", "siv", "--reason", "Koden kom bort.").err
    old = typing(at_desk(bare, tmp_path, "siv"), [first], "account", "activate", "siv")
    assert (old.code, REFUSED in old.err) == (7, True)
    siv = logged_in(bare, tmp_path, "stein")
    for command in (("create", "kari"), ("reset", "siv")):
        ran = bare("account", *command)
        assert (ran.code, "pathways login" in ran.err) == (7, True), command
    assert rows(siv.cli)[:2] == [("created", None, "siv", None), ("reset", None, "siv", None)]


def test_only_who_manages_people_keeps_accounts_and_nobody_their_own(siv: Person, kari: Person) -> None:
    for command in (("create", "rolf"), ("reset", "siv"), ("lock", "siv"), ("unlock", "siv"), ("list",), ("log",)):
        assert kari.cli("account", *command).code == 7, command
    assert kari.cli("account", "show", "siv").code == 7
    assert kari.cli.ok("account", "show", "--json").json["state"] == "active"
    assert {row[2] for row in rows(kari.cli, "--person", "kari")} == {"kari"}
    for verb in ("reset", "lock", "unlock"):
        refused = siv.cli("account", verb, "siv")
        assert (refused.code, "sin egen konto" in refused.err) == (7, True)
    assert (siv.cli("account", "create", "kari").code, siv.cli("account", "lock", "rolf").code) == (6, 5)
    assert siv.cli("account", "create", "ingensteds").code == 5


def test_the_auditor_sees_the_log_and_changes_nothing(real: Cli, siv: Person, tmp_path: Path) -> None:
    rolf = logged_in(real, tmp_path, "rolf", by=siv)
    assert ("activated", "password+totp", "siv", None) in rows(rolf.cli)
    assert "siv" in rolf.cli.ok("account", "log").out
    assert rolf.cli("account", "lock", "siv").code == 7


@pytest.mark.parametrize("verb", ["lock", "reset"])
def test_a_lock_and_a_new_start_end_what_lasts_and_are_told_without_a_secret(
    real: Cli, siv: Person, kari: Person, tmp_path: Path, verb: str
) -> None:
    kari.cli.ok("case", "list")
    before = Path(kari.cli.env["PATHWAYS_SESSION"]).read_bytes()
    done = siv.cli.ok("account", verb, "kari", "--reason", "Telefonen er borte.", *(["--json"] * (verb == "reset")))
    assert kari.cli("case", "list").code == 7
    assert (kari.log_in().code, REFUSED in kari.log_in().err) == (7, True)
    told = siv.cli.ok("people", "show", "kari").out
    assert ("Telefonen er borte." in told, "sperret" in told, "ny start" in told) == (
        True, verb == "lock", verb == "reset"
    )  # fmt: skip
    if verb == "lock":
        siv.cli.ok("account", "unlock", "kari")
        assert kari.log_in().code == 0
    else:
        code = done.json["code"]
        assert code not in told + siv.cli.ok("account", "log").out
        again = activated(real, tmp_path, "kari", code, "helt andre ord enn sist vi så")
        assert again.secret != kari.secret
        again.cli.ok("case", "list")
        Path(again.cli.env["PATHWAYS_SESSION"]).write_bytes(before)
        assert again.cli("case", "list").code == 7


def test_a_password_that_is_refused_leaves_the_code_as_it_was(bare: Cli, tmp_path: Path) -> None:
    code = bare.ok("account", "create", "siv", "--json").json["code"]
    desk = at_desk(bare, tmp_path, "siv")
    for password, again in (("kort", "kort"), ("siv siv siv 2026", ""), (PASSWORD, "noe annet enn det første")):
        ran = typing(desk, [code, password, again], "account", "activate", "siv")
        assert (ran.code, password in ran.told) == (2, False)
    assert activated(bare, tmp_path, "siv", code).cli.ok("whoami").out.startswith("siv")


def test_who_loses_the_last_role_is_out_at_once(siv: Person, kari: Person) -> None:
    case = open_case(kari.cli)
    siv.cli.ok("people", "end", "kari", "--reason", "Sluttet.")
    shut = kari.cli("case", "show", case)
    assert (shut.code, "rolf" in shut.told) == (7, False)
    assert kari.log_in().code == 7
    siv.cli.ok("people", "role", "kari", "saksbehandler")
    assert kari.cli("case", "show", case).code == 7
    assert ("ended", "no_role", "kari", None) in rows(siv.cli)


def test_every_wrong_way_in_is_told_alike(kari: Person) -> None:
    def attempt(name: str, password: str, code: str) -> tuple[int, str, str]:
        ran = typing(kari.cli, [password, code], "login", name)
        return ran.code, ran.out, ran.err

    wrong = "000000" if code_now(kari.secret, 1) != "000000" else "111111"
    answers = {
        attempt("kari", "galt passord, men langt nok", code_now(kari.secret, 1)),
        attempt("kari", PASSWORD, wrong),
        attempt("rolf", PASSWORD, wrong),
        attempt("ukjent", PASSWORD, wrong),
        attempt("1; DROP TABLE account", PASSWORD, wrong),
        attempt("kari\x1b[31m", "", ""),
    }
    assert len(answers) == 1
    assert next(iter(answers))[:2] == (7, "")
    assert kari.cli.ok("whoami").out


@pytest.mark.parametrize("typed", [["x" * 300_000], ["\ud800"], [], ["\x00" * 20, "\x00"]])
def test_strange_answers_are_refused_in_words(siv: Person, typed: list[str]) -> None:
    lines = [line.encode("utf-8", "surrogatepass").decode("utf-8", "replace") for line in typed]
    ran = typing(siv.cli, lines, "login", "siv")
    assert (ran.code in (2, 7), ran.out, "Traceback" in ran.err) == (True, "", False)


def test_a_session_file_that_others_may_read_or_that_is_none_opens_nothing(siv: Person) -> None:
    file = Path(siv.cli.env["PATHWAYS_SESSION"])
    token = file.read_bytes()
    file.chmod(0o640)
    refused = siv.cli("people", "list")
    assert (refused.code, "kan leses av andre" in refused.err) == (2, True)
    file.chmod(0o600)
    for content in (b"", b"\xff" * 43, b"../../etc/passwd", token[:-3], token * 9):
        file.write_bytes(content)
        assert siv.cli("people", "list").code == 7, content
    file.write_bytes(token)
    siv.cli.ok("people", "list")
    file.unlink()
    file.mkdir()
    assert siv.cli("people", "list").code == 69


def test_logging_in_again_and_out_ends_the_log_in_before(siv: Person) -> None:
    file = Path(siv.cli.env["PATHWAYS_SESSION"])
    before = file.read_bytes()
    assert siv.log_in().code == 0
    now = file.read_bytes()
    assert now != before
    file.write_bytes(before)
    assert siv.cli("people", "list").code == 7
    file.write_bytes(now)
    siv.cli.ok("logout")
    assert not file.exists()
    file.touch(mode=0o600)
    file.write_bytes(now)
    assert siv.cli("people", "list").code == 7
    assert "var ikke logget inn" in siv.cli.ok("logout").out


def test_events_and_readings_say_how_it_was_known_who_acted(real: Cli, kari: Person, cli: Cli) -> None:
    case, claimed = open_case(kari.cli), open_case(cli)
    for command_line, number, proven in ((real, case, True), (cli, claimed, False)):
        database = command_line.database()
        with database.read() as conn:
            told = json.loads(conn.exec_driver_sql("SELECT envelope FROM event WHERE seq = 1").scalar_one())["actor"]
        (kari.cli if proven else cli).ok("case", "show", number)
        with database.read() as conn:
            read = access.of_case(conn, number, limit=1)[0]
        database.close()
        assert (told["authenticated"], told.get("proof")) == (proven, "password+totp" if proven else None)
        assert ("innlogget" in read.basis, "påstått" in read.basis) == (proven, not proven)
        assert (kari.cli if proven else cli).ok("verify", number).code == 0


def operated(folder: Path, siv: Person) -> None:
    """Stein is named as who runs the system from this account of the machine."""
    file = folder / "stein.toml"
    file.write_text(f'[users.stein]\nos_account = "{os_account()}"\nroles = ["systemansvarlig", "leder"]\n', "utf-8")
    siv.cli.ok("people", "apply", str(file))


def test_an_operator_runs_the_system_and_looks_into_no_case(
    real: Cli, siv: Person, kari: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = open_case(kari.cli)
    assert (real("verify").code, os_account() in real("verify").err) == (7, True)
    operated(tmp_path, siv)
    real.ok("keys", "new", "signing")
    for command in (("verify",), ("replay", "--all"), ("checkpoint",), ("rebuild", "--all"), ("tick",)):
        real.ok(*command)
    refused = (
        ("case", "list"), ("case", "show", case), ("timeline", case), ("verify", case), ("replay", case),
        ("rebuild", case), ("worklist",), ("people", "list"), ("account", "list"), ("whoami",),
        ("account", "reset", "kari"), ("person", "show", case), ("report", "past"),
        ("log", "export", case, "--to", str(tmp_path / "ut.jsonl")),
    )  # fmt: skip
    assert [command for command in refused if real(*command).code != 7] == []
    database = real.database()
    with database.read() as conn:
        assert (access.of_user(conn, "stein", limit=1)[0].os_account, True) == (os_account(), True)
    database.close()
    monkeypatch.setattr("pathways.cli.acting.os_account", lambda: "en-annen")
    assert real("verify").code == 7


def test_an_account_of_the_machine_is_one_persons(siv: Person, tmp_path: Path) -> None:
    operated(tmp_path, siv)
    for account, told in ((os_account(), "er en annens"), ("med mellomrom", "uten mellomrom")):
        ran = siv.cli("people", "add", "nora", "--role", "leder", "--os-account", account)
        assert (ran.code, told in ran.told) == (2, True)
    file = tmp_path / "to.toml"
    file.write_text('[users.a]\nos_account = "x"\nroles = []\n[users.b]\nos_account = "x"\nroles = []\n', "utf-8")
    ran = siv.cli("people", "apply", str(file))
    assert (ran.code, "to.toml:2:" in ran.told) == (2, True)
    siv.cli.ok("people", "add", "nora", "--role", "leder", "--os-account", "drift-nora")
    assert siv.cli.ok("people", "show", "nora", "--json").json["os_account"] == "drift-nora"


def test_a_new_wrapping_key_takes_the_secrets_along(real: Cli, siv: Person) -> None:
    folder = KeyFolder(Path(real.env["PATHWAYS_KEYS"]))
    raw.new_key(folder, "wrapping")
    real.ok("keys", "rewrap")
    (folder.path / "wrapping-0001.key").unlink()
    assert siv.log_in().code == 0


def test_in_a_sandbox_a_claim_is_told_as_one_and_log_in_can_be_tried(cli: Cli, tmp_path: Path) -> None:
    assert "påstand" in cli.ok("whoami").out
    code = cli.ok("account", "create", "jonas", "--as", "siv", "--json").json["code"]
    jonas = activated(cli, tmp_path, "jonas", code)
    assert jonas.cli.ok("whoami", "--json").json["user"] == "jonas"
    assert jonas.cli.ok("whoami", "--json").json["authenticated"] is True
    assert cli.ok("whoami", "--json").json["user"] == "kari"
    open_case(jonas.cli, "--as", "kari")
    database = cli.database()
    with database.read() as conn:
        told = json.loads(conn.exec_driver_sql("SELECT envelope FROM event").scalar_one())["actor"]
    database.close()
    assert (told["user"], told["authenticated"]) == ("kari", False)


def test_accounts_work_on_postgresql_as_on_sqlite(databases: Databases, tmp_path: Path) -> None:
    real = real_database(databases.fresh(), tmp_path)
    siv = logged_in(real, tmp_path, "siv")
    kari = logged_in(real, tmp_path, "kari", by=siv)
    states = {each["user"]: each["state"] for each in siv.cli.ok("account", "list", "--json").json["accounts"]}
    assert states == {"kari": "active", "rolf": "none", "siv": "active", "stein": "none"}
    assert "i bruk" in siv.cli.ok("account", "list").out
    assert "fra maskinkontoen" in siv.cli.ok("account", "show", "kari").out
    kari.cli.ok("logout", "--everywhere")
    siv.cli.ok("account", "lock", "kari")
    assert siv.cli("account", "lock", "kari").code == 6
    assert kari.log_in().code == 7
    assert [row[0] for row in rows(siv.cli)] == [
        "created", "activated", "created", "activated", "logout", "locked", "refused"
    ]  # fmt: skip


def account_check(cli: Cli) -> dict[str, object]:
    checks = cli("doctor", "--json").json["checks"]
    return next({**check} for check in checks if check["id"] == "accounts")


def test_doctor_tells_when_nobody_could_help_the_one_who_manages_and_when_a_key_is_gone(
    real: Cli, siv: Person, tmp_path: Path
) -> None:
    assert "kan disse logge inn: siv." in str(account_check(real)["remark"])
    logged_in(real, tmp_path, "stein", by=siv)
    assert account_check(real)["remark"] == ""
    (tmp_path / "keys" / "wrapping-0001.key").unlink()
    assert "wrapping-0001" in str(account_check(real)["mend"])


def test_whoever_is_not_logged_in_is_told_where_to_log_in(bare: Cli) -> None:
    # While nobody has an account, too: who may look at the log is not a question of a role then.
    for command in (("account", "list"), ("account", "log"), ("account", "show", "siv"), ("whoami",)):
        ran = bare(*command)
        assert (ran.code, "pathways login BRUKER" in ran.told, "uten rolle" in ran.told) == (7, True, False), command
    elsewhere = Cli(url="sqlite:///annet sted.db", env=bare.env)
    for command in (("case", "list"), ("whoami",), ("account", "list"), ("verify",)):
        told = elsewhere(*command, "--database", bare.url).told
        assert f"pathways login BRUKER --database {bare.url}" in " ".join(told.split()), command
    given = Settings(database="postgresql://siv:hemmelig@localhost/base?password=hemmelig")
    assert given_database(given) == " --database postgresql://siv@localhost/base"


def test_the_address_of_the_secret_is_told_in_one_line(bare: Cli, tmp_path: Path) -> None:
    narrow = Cli(url=bare.url, env={**bare.env, "COLUMNS": "40"})
    invite = json.loads(narrow.ok("account", "create", "siv", "--json").out)["code"]
    told = typing(
        at_desk(narrow, tmp_path, "siv"), [invite, PASSWORD, PASSWORD, "000000"], "account", "activate", "siv"
    )
    [address] = [line for line in told.out.splitlines() if "otpauth://" in line]
    assert "secret=" in address
    assert address.endswith("issuer=pathways")


def test_who_records_in_a_real_database_without_keys_is_told_that_texts_cannot_be(kari: Person) -> None:
    opening = ("case", "open", "barnevern_undersokelse", "--set", "meldere=11")
    bare_handed = Cli(url=kari.cli.url, env={**kari.cli.env, "PATHWAYS_KEYS": ""})
    assert "PATHWAYS_KEYS er ikke satt" not in kari.cli.ok(*opening, "--set", "innhold=1.1.02").told
    ran = bare_handed.ok(*opening, "--set", "innhold=1.1.02")
    assert ran.err.count("PATHWAYS_KEYS er ikke satt") == 1
    assert "PATHWAYS_KEYS" not in bare_handed.ok("case", "list").told
