"""``doctor``: says what falls short and how to mend it, and changes nothing."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from pathways.cli.diagnosis_logs import SAMPLE
from pathways.store import workers
from pathways.store.database import Database
from tests.cli.running import USERS, Cli, open_case, real_keys, sandbox_of, staffed
from tests.support.databases import Databases, SqliteDatabases
from tests.support.tampering import unlocked


def short(cli: Cli) -> dict[str, str]:
    """What falls short, by name, with how to mend it; the exit code agrees."""
    ran = cli("doctor", "--json")
    found = {str(check["id"]): str(check["mend"]) for check in ran.json["checks"] if not check["ok"]}
    assert ran.code == (3 if found else 0)
    assert ran.json["ok"] is not bool(found)
    told = "".join(cli("doctor").told.split())
    assert all("".join(mend.split()) in told for mend in found.values())
    return found


def alter(cli: Cli, statement: str) -> None:
    database = cli.database()
    with database.write() as conn, unlocked(conn):
        conn.execute(text(statement))
    database.close()


@pytest.fixture
def real(databases: Databases, tmp_path: Path) -> Cli:
    """A real database with users for every role, and a worker that has just ticked."""
    cli = Cli(url=databases.fresh(), env={"PATHWAYS_USER": "kari", **real_keys(tmp_path)})
    cli.ok("init")
    staffed(cli, USERS, '[users.alle]\nroles = ["saksbehandler", "leder"]\n')
    cli.ok("tick")
    return cli


def test_a_fresh_sandbox_is_in_order(cli_on_both: Cli) -> None:
    assert short(cli_on_both) == {}
    assert "Alt er i orden" in cli_on_both.ok("doctor").out
    names = [check["id"] for check in cli_on_both.ok("doctor", "--json").json["checks"]]
    assert names == [
        "python", "time_zone", "sqlite", "variables", "mail", "definitions", "database", "clock", "worker", "outbox",
        "for_nobody", "glass", "unplaced", "messages", "services", "absences", "people", "schema", "access_log",
        "chains", "projections", "sources", "versions", "keys", "case_keys", "accounts", "copy",
    ]  # fmt: skip


def roles_in(told: str) -> set[str]:
    return set(told.replace(".", ",").replace(":", ",").replace(" ", "").split(","))


def remark_on_people(cli: Cli) -> str:
    remarks = {check["id"]: str(check["remark"]) for check in cli("doctor", "--json").json["checks"]}
    assert "".join(remarks["people"].split()) in "".join(cli("doctor").told.split())
    return remarks["people"]


def test_roles_that_nobody_holds_are_only_remarked_on_while_no_case_needs_them(real: Cli) -> None:
    assert short(real) == {}
    roles = roles_in(remark_on_people(real))
    assert {"barnekoordinator", "revisor", "inntaksteam"} < roles
    assert not {"saksbehandler", "leder"} & roles


def test_a_role_that_an_open_case_needs_falls_short(sqlite_databases: SqliteDatabases) -> None:
    cli = staffed(sandbox_of(sqlite_databases), '[users.kari]\nroles = ["saksbehandler"]\n', by="siv")
    assert short(cli) == {}
    open_case(cli)
    assert "leder" in roles_in(short(cli)["people"])
    assert "inntaksteam" in roles_in(remark_on_people(cli))
    alter(cli, "UPDATE case_head SET ended = 1")
    assert "people" not in short(cli)


def test_mail_that_is_on_without_a_sender_is_told(sqlite_databases: SqliteDatabases) -> None:
    cli = sandbox_of(sqlite_databases, PATHWAYS_SMTP_HOST="localhost")
    assert "PATHWAYS_MAIL_FROM" in short(cli)["mail"]


@pytest.mark.parametrize(
    ("setting", "value", "told"),
    [
        ("PATHWAYS_INBOX_URL", "innboks", "PATHWAYS_INBOX_URL"),
        ("PATHWAYS_INBOX_URL", "ftp://vert/innboks", "PATHWAYS_INBOX_URL"),
        ("PATHWAYS_INBOX_URL", "https://", "PATHWAYS_INBOX_URL"),
        ("PATHWAYS_INBOX_URL", "https://vert/innboks", ""),
        ("PATHWAYS_SMTP_USER", "pathways", "PATHWAYS_SMTP_PASSWORD"),
        ("PATHWAYS_SMTP_PASSWORD", "hemmelig", "PATHWAYS_SMTP_USER"),
        ("PATHWAYS_MAIL_FOLDER", "/dev/null", "/dev/null"),
    ],
)
def test_settings_of_mail_that_cannot_work_are_told(
    sqlite_databases: SqliteDatabases, setting: str, value: str, told: str
) -> None:
    mail = {"PATHWAYS_SMTP_HOST": "localhost", "PATHWAYS_MAIL_FROM": "varsel@kommune.example", setting: value}
    mend = short(sandbox_of(sqlite_databases, **mail)).get("mail", "")
    assert told in mend
    assert bool(mend) is bool(told)
    assert "hemmelig" not in mend


def test_a_user_of_the_settings_who_is_not_there_is_told(sqlite_databases: SqliteDatabases) -> None:
    assert "PATHWAYS_USER er «karo»" in short(sandbox_of(sqlite_databases, PATHWAYS_USER="karo"))["people"]


def test_a_database_that_is_not_there_is_told_and_not_made(sqlite_databases: SqliteDatabases) -> None:
    cli = Cli(url=sqlite_databases.fresh(), env={})
    mend = short(cli)
    assert list(mend) == ["database"]
    assert "pathways init" in mend["database"]
    assert not list(sqlite_databases._folder.glob("*.db*"))


def test_a_database_without_tables_is_told(database_url: str) -> None:
    Database.open_unmigrated(database_url).close()
    assert "pathways init" in short(Cli(url=database_url, env={}))["database"]


def test_a_server_that_does_not_answer_is_told() -> None:
    cli = Cli(url="postgresql://nobody@localhost:1/none", env={})
    assert "Får ikke kontakt" in short(cli)["database"]


def test_unknown_variables_are_named(sqlite_databases: SqliteDatabases) -> None:
    cli = sandbox_of(sqlite_databases, PATHWAYS_DATABSE="sqlite:///x.db")
    assert "PATHWAYS_DATABSE" in short(cli)["variables"]


def test_definitions_that_do_not_compile_are_told(sqlite_databases: SqliteDatabases, tmp_path: Path) -> None:
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "a.yaml").write_text("pathway: a\n")
    cli = sandbox_of(sqlite_databases)
    spoilt = Cli(url=cli.url, env={"PATHWAYS_DEFINITIONS": str(tmp_path / "broken")})
    assert "pathways definition check" in short(spoilt)["definitions"]


def test_a_real_database_that_nobody_ticks_is_told(real: Cli) -> None:
    database, long_ago = real.database(), datetime.now(UTC) - timedelta(hours=1)
    with database.write() as conn:
        workers.acquire(conn, "ticker", "gone", real_now=long_ago, until=long_ago)
        assert workers.ticked(conn, "ticker", "gone", real_now=long_ago)
    database.close()
    assert "pathways worker" in short(real)["worker"]


def test_what_is_overdue_is_told_until_somebody_ticks(cli_on_both: Cli) -> None:
    open_case(cli_on_both)
    alter(cli_on_both, "UPDATE sandbox SET now = '2026-09-01 12:00:00+00:00'")
    assert ": 4." in short(cli_on_both)["worker"]
    cli_on_both.ok("tick")
    assert short(cli_on_both) == {}


def test_a_clock_behind_the_newest_event_is_told(cli: Cli) -> None:
    open_case(cli)
    alter(cli, "UPDATE sandbox SET now = '2026-08-01 12:00:00.000000'")
    assert "Klokken står før den siste hendelsen" in short(cli)["clock"]


def test_what_waits_and_what_was_given_up_is_told(sqlite_databases: SqliteDatabases, tmp_path: Path) -> None:
    blocked = tmp_path / "post"
    blocked.write_text("no folder")
    cli = sandbox_of(sqlite_databases, PATHWAYS_MAIL_FOLDER=str(blocked), PATHWAYS_MAIL_FROM="varsel@kommune.example")
    open_case(cli)
    cli.ok("clock", "advance", "6d")
    cli("notice", "deliver")
    mend = short(cli)["outbox"]
    assert "mappe, venter (2): Ikke sendt: mappen for e-post kan ikke skrives i" in mend
    assert "Neste forsøk er søn. 30. aug. 2026" in mend
    alter(cli, "UPDATE delivery SET next_at = '2026-08-30 01:00:00.000000'")
    assert "pathways notice deliver" in short(cli)["outbox"]
    alter(cli, "UPDATE delivery SET status = 'failed'")
    mend = short(cli)["outbox"]
    assert "gitt opp: 2" in mend
    assert "mappe, gitt opp (2): Ikke sendt: mappen" in mend


@pytest.fixture
def given_up(sqlite_databases: SqliteDatabases, tmp_path: Path) -> Cli:
    """A sandbox in which two mails, one to each of two persons, were given up."""
    blocked = tmp_path / "post"
    blocked.write_text("no folder")
    cli = sandbox_of(sqlite_databases, PATHWAYS_MAIL_FOLDER=str(blocked), PATHWAYS_MAIL_FROM="varsel@kommune.example")
    open_case(cli)
    cli.ok("clock", "advance", "6d")
    alter(cli, "UPDATE delivery SET status = 'failed'")
    blocked.unlink()
    return cli


def notice_of(cli: Cli, user: str) -> str:
    return str(cli.ok("notice", "list", "--as", user, "--json").json["notices"][0]["id"])


def test_what_was_given_up_is_told_with_whose_it_is(given_up: Cli) -> None:
    mend = short(given_up)["outbox"]
    assert f"kari: {notice_of(given_up, 'kari')[:8]}" in mend
    assert "pathways notice retry" in mend


def test_what_was_given_up_is_done_when_it_is_read_in_the_inbox(given_up: Cli) -> None:
    for user in ("kari", "jonas", "liv"):
        given_up.ok("notice", "read", "--all", "--as", user)
    assert short(given_up) == {}
    assert given_up("notice", "retry").code == 5


def test_what_was_given_up_can_be_put_back_and_is_then_sent(given_up: Cli, tmp_path: Path) -> None:
    count = short(given_up)["outbox"].split("gitt opp: ")[1][0]
    assert f"Prøves på nytt: {count}." in given_up.ok("notice", "retry").out
    assert short(given_up) == {}
    given_up.ok("notice", "deliver")
    assert len(list((tmp_path / "post").glob("*.eml"))) == int(count)
    refused = given_up("notice", "retry")
    assert (refused.code, "Ingenting er gitt opp" in refused.err) == (5, True)


def test_what_was_given_up_can_be_dropped_one_by_one_with_a_reason_that_is_kept(given_up: Cli) -> None:
    mine = notice_of(given_up, "kari")
    assert given_up("notice", "drop", mine).code == 2
    refused = given_up("notice", "drop", "ffff", "--reason", "x")
    assert (refused.code, mine[:8] in refused.err) == (5, True)
    given_up.ok("notice", "drop", mine[:8], "--reason", "Er ringt.")
    assert f"kari: {mine[:8]}" not in short(given_up)["outbox"]
    shown = given_up.ok("notice", "show", mine, "--as", "kari", "--json").json
    assert "Er ringt." in shown["deliveries"][0]["last_error"]
    given_up.ok("notice", "retry")
    assert short(given_up) == {}


def test_what_a_sender_that_died_had_taken_is_counted_with_when_it_is_tried_again(given_up: Cli) -> None:
    alter(given_up, "UPDATE delivery SET status = 'claimed', token = 't', lease_until = '2199-01-01 00:00:00.000000'")
    assert "2 under sending" in found_by(given_up)["outbox"]
    assert short(given_up) == {}
    for command in (("tick",), ("notice", "deliver")):
        ran = given_up.ok(*command, "--json")
        assert ran.json["under_way"]["count"] == 2
        assert "Under sending: 2." in ran.told
    alter(given_up, "UPDATE delivery SET lease_until = '2026-08-24 00:00:00.000000'")
    assert found_by(given_up)["outbox"].startswith("2 venter, 0 under sending")


def test_while_a_worker_that_died_holds_the_place_doctor_and_tick_say_the_same(
    sqlite_databases: SqliteDatabases,
) -> None:
    cli = sandbox_of(sqlite_databases)
    open_case(cli)
    alter(cli, "UPDATE sandbox SET now = '2026-09-01 12:00:00+00:00'")
    database, now = cli.database(), datetime.now(UTC)
    with database.write() as conn:
        workers.acquire(conn, "ticker", "vert:1:dead", real_now=now, until=now + timedelta(minutes=2))
    database.close()
    refused = cli("tick")
    assert (refused.code, "vert:1:dead" in refused.told) == (6, True)
    mend = short(cli)["worker"]
    assert "vert:1:dead" in mend
    assert "kjør «pathways tick»" not in mend


def test_notices_to_a_role_that_nobody_held_are_told(sqlite_databases: SqliteDatabases) -> None:
    cli = staffed(sandbox_of(sqlite_databases), '[users.kari]\nroles = ["saksbehandler"]\n', by="siv")
    open_case(cli)
    cli.ok("clock", "advance", "8d")
    assert "leder" in short(cli)["for_nobody"]


def test_an_altered_log_is_told(cli_on_both: Cli) -> None:
    open_case(cli_on_both)
    alter(cli_on_both, "UPDATE event SET envelope = replace(envelope, 'kari', 'nora')")
    assert "pathways verify" in short(cli_on_both)["chains"]


@pytest.mark.parametrize(
    "altered",
    [
        """UPDATE org_entry SET entry = replace(entry, '"leder"', '"revisor"') WHERE seq = 7""",
        "DELETE FROM org_entry WHERE seq = 3",
        "UPDATE org_entry SET entry = '{}' WHERE seq = 1",
    ],
)
def test_an_altered_log_of_the_organisation_is_told(cli_on_both: Cli, altered: str) -> None:
    alter(cli_on_both, altered)
    assert "sikkerhetskopi" in short(cli_on_both)["people"]


DRIFTS = [
    "DELETE FROM timer",
    "UPDATE timer SET due_at = '2026-12-24 12:00:00' WHERE key LIKE '%tilbakemelding:%|on'",
    "UPDATE case_head SET next_due = NULL",
    "UPDATE case_state SET state = replace(state, 'mottatt', 'undersokes')",
]


@pytest.mark.parametrize("statement", DRIFTS)
def test_what_is_stored_beside_a_log_and_is_not_what_it_gives_is_told(cli_on_both: Cli, statement: str) -> None:
    case = open_case(cli_on_both)
    alter(cli_on_both, statement)
    mend = short(cli_on_both)
    assert f"«pathways rebuild {case}»" in mend["projections"]
    assert "chains" not in mend
    cli_on_both.ok("rebuild", case, "--as", "rolf")
    assert short(cli_on_both) == {}


def found_by(cli: Cli, *more: str) -> dict[str, str]:
    return {str(check["id"]): str(check["found"]) for check in cli("doctor", "--json", *more).json["checks"]}


def test_a_sample_is_called_one_and_all_are_looked_at_when_asked_for(cli: Cli) -> None:
    for _ in range(SAMPLE + 1):
        last = open_case(cli)
    for name in ("chains", "projections"):
        assert f"stikkprøve: {SAMPLE} av {SAMPLE + 1}" in found_by(cli)[name]
        assert f"alle saker: {SAMPLE + 1}" in found_by(cli, "--all")[name]
    alter(cli, "DELETE FROM timer WHERE case_id = (SELECT max(case_id) FROM case_head)")
    assert short(cli) == {}
    ran = cli("doctor", "--all")
    assert ran.code == 3
    assert f"pathways rebuild {last}" in ran.told


def test_an_event_that_folds_otherwise_is_not_to_be_written_over(cli: Cli) -> None:
    case = open_case(cli)
    alter(cli, "UPDATE event SET standing_digest = 'x'")
    mend = short(cli)["projections"]
    assert f"pathways replay {case}" in mend
    assert "pathways rebuild" not in mend
