"""What lies beside the logs: a head that does not fit, a log that was cut, columns that cannot be read, traces."""

import pytest
from sqlalchemy import text

from pathways.store import access
from pathways.store.access import ALL, Access
from tests.cli.auditing import draw_all
from tests.cli.running import Cli, open_case
from tests.cli.support import investigated
from tests.store.tampering import tampered

INTEGRITY = 8
UNAVAILABLE = 69
AS = ("--as", "rolf")


def alter(cli: Cli, *statements: str) -> None:
    database = cli.database()
    with tampered(database) as conn:
        for statement in statements:
            conn.execute(text(statement))
        conn.exec_driver_sql("COMMIT")
    database.close()


def rows_of(cli: Cli, user: str) -> tuple[Access, ...]:
    database = cli.database()
    with database.read() as conn:
        found = access.of_user(conn, user, limit=20)
    database.close()
    return found


CUT = (
    "UPDATE case_head SET version = 1, head_hash = (SELECT hash FROM event WHERE seq = 1)",
    "DELETE FROM payload WHERE seq > 1",
    "DELETE FROM event WHERE seq > 1",
)
"""Of the only case there is: the first event is left, and the head moved to it."""


DELETED = (
    "DELETE FROM payload WHERE case_id = 'BV-2026-0001'",
    "DELETE FROM event WHERE case_id = 'BV-2026-0001'",
    "DELETE FROM case_head WHERE case_id = 'BV-2026-0001'",
    "DELETE FROM case_state WHERE case_id = 'BV-2026-0001'",
)


@pytest.mark.parametrize("change", ["UPDATE case_head SET version = 1", "UPDATE case_head SET version = 7"])
def test_replay_says_that_a_head_does_not_fit_its_log(cli_on_both: Cli, change: str) -> None:
    case = investigated(cli_on_both)
    alter(cli_on_both, change)
    ran = cli_on_both("replay", "--all", "--json")
    assert ran.code == INTEGRITY
    assert ran.json["differing"] == [{"case_id": case, "seq": None, "counted_otherwise": [], "projections": ["place"]}]
    told = cli_on_both("replay", case).told
    assert "er sammenlignet" in told
    assert "Alt gir det samme" not in told
    assert "rebuild" not in told


def test_a_log_that_was_cut_is_told_before_anything_is_written_anew(cli_on_both: Cli) -> None:
    case = investigated(cli_on_both)
    cli_on_both.ok("clock", "advance", "1h")
    alter(cli_on_both, *CUT)
    assert cli_on_both("verify", case).code == 0
    replayed = cli_on_both("replay", case)
    assert replayed.code == INTEGRITY
    assert "De siste hendelsene kan være fjernet" in replayed.told
    assert "rebuild" not in replayed.told
    assert "kan være fjernet" in cli_on_both("doctor").told
    refused = cli_on_both("rebuild", case, *AS)
    assert refused.code == INTEGRITY
    assert "--log-was-checked" in refused.told
    assert cli_on_both("replay", case).code == INTEGRITY
    cli_on_both.ok("rebuild", case, "--log-was-checked", *AS)
    assert cli_on_both("replay", case).code == 0


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE timer SET due_at = 'tull' WHERE case_id = 'BV-2026-0001'",
        "UPDATE case_head SET next_due = 'tull' WHERE case_id = 'BV-2026-0001'",
        "UPDATE case_head SET recorded_at = 'tull' WHERE case_id = 'BV-2026-0001'",
        "UPDATE case_head SET ended = 'tull' WHERE case_id = 'BV-2026-0001'",
    ],
)
def test_what_cannot_be_read_is_named_and_mended_and_hides_no_other_case(cli: Cli, change: str) -> None:
    case, other = open_case(cli), open_case(cli)
    alter(cli, change)
    ran = cli("replay", "--all", "--json")
    assert (ran.code, [each["case_id"] for each in ran.json["differing"]]) == (INTEGRITY, [case])
    checks = {each["id"]: each for each in cli("doctor", "--json").json["checks"]}
    assert case in checks["projections"]["mend"]
    listed = cli("case", "list")
    assert other in listed.out
    if "_due" in change or "recorded_at" in change:
        assert listed.code == INTEGRITY or "timer" in change
        assert case in listed.told
        assert "timer" in change or f"«pathways rebuild {case}»" in cli("case", "show", case).told
    cli.ok("rebuild", "--all", *AS)
    assert cli("replay", "--all").code == 0
    assert case in cli.ok("case", "list").out


SWALLOWING = (
    "CREATE TRIGGER stille BEFORE INSERT ON access_log BEGIN SELECT RAISE(IGNORE); END",
    "CREATE TRIGGER nei BEFORE INSERT ON access_log BEGIN SELECT RAISE(ABORT, 'nei'); END",
    "DROP TABLE access_log",
)
READING = [
    ("case", "show", "BV-2026-0001"),
    ("case", "list"),
    ("case", "can", "BV-2026-0001"),
    ("timeline", "BV-2026-0001"),
    ("notice", "list"),
    ("replay", "--all"),
    ("verify",),
]


@pytest.mark.parametrize("change", SWALLOWING)
def test_where_the_access_log_cannot_be_written_nothing_is_shown(cli: Cli, change: str) -> None:
    open_case(cli)
    alter(cli, change)
    for command in READING:
        ran = cli(*command)
        assert (ran.code, ran.out) == (UNAVAILABLE, ""), command
        assert "Tilgangsloggen kunne ikke skrives, så ingenting er vist." in ran.told
    checks = {each["id"]: each for each in cli("doctor", "--json").json["checks"]}
    assert not checks["access_log"]["ok"]
    assert "chains" not in checks


def test_an_access_log_that_refuses_on_postgresql_is_told_alike(cli_on_both: Cli) -> None:
    open_case(cli_on_both)
    alter(cli_on_both, "ALTER TABLE access_log RENAME TO borte")
    ran = cli_on_both("case", "list")
    assert (ran.code, ran.out) == (UNAVAILABLE, "")
    assert "Tilgangsloggen kunne ikke skrives" in ran.told


def test_doctor_tells_of_a_case_its_number_and_the_part_and_logs_that_it_looked(cli: Cli) -> None:
    case = investigated(cli)
    alter(cli, "UPDATE case_state SET state = replace(state, 'undersokes', 'mottatt')")
    checks = {each["id"]: each for each in cli("doctor", "--all", "--json").json["checks"]}
    assert f"Sak {case}: tilstanden er ikke det loggen gir" in checks["projections"]["mend"]
    assert "runs." not in checks["projections"]["mend"]
    (row,) = rows_of(cli, "")
    assert (row.case_id, row.granted, row.channel) == (ALL, True, "cli")


def test_a_case_that_was_not_compared_is_not_counted_as_compared(cli: Cli) -> None:
    open_case(cli)
    open_case(cli)
    alter(cli, "UPDATE event SET envelope = envelope || ' ' WHERE case_id = 'BV-2026-0002'")
    checks = {each["id"]: each for each in cli("doctor", "--json").json["checks"]}
    assert "1 av 2" in checks["projections"]["found"]


def test_what_is_refused_is_logged_as_refused(cli: Cli) -> None:
    case = open_case(cli)
    assert cli("verify", "BV-2026-0099", *AS).code == 5
    assert cli("case", "show", case, "--at", "2027-01-01", *AS).code == 2
    assert [row.granted for row in rows_of(cli, "rolf")] == [False, False]
    assert cli("case", "show", case, "--as", "nora").code == 7
    (row,) = rows_of(cli, "nora")
    assert (row.granted, row.case_id) == (False, "")


def test_a_reading_of_all_cases_is_found_for_each(cli: Cli) -> None:
    case = open_case(cli)
    cli.ok("verify", *AS)
    cli.ok("replay", "--all", *AS)
    database = cli.database()
    with database.read() as conn:
        assert len(access.of_case(conn, case, limit=9)) == 2
    database.close()


def test_a_refusal_that_tells_of_a_case_is_logged_as_a_reading(cli: Cli) -> None:
    case = investigated(cli)
    by = ("--as", "liv")
    assert cli("annul", case, "9", "--why", "Oppdiktet.", *by).code == 5
    assert cli("advance", case, "undersokelsesplan_laget", "--set", "plan_dato=2026-08-24", "--expect", "1", *by).code
    assert len([row for row in rows_of(cli, "liv") if row.case_id == case]) == 2


def test_traces_of_a_case_that_was_deleted_are_told_and_called_no_proof(cli_on_both: Cli) -> None:
    case, _ = open_case(cli_on_both), open_case(cli_on_both)
    cli_on_both.ok("clock", "advance", "9d")
    draw_all(cli_on_both).ok("case", "show", case, *AS)
    alter(cli_on_both, *DELETED)
    told = cli_on_both("verify", "--as", "rolf").told
    assert f"Sak {case} finnes ikke, men det ligger spor av den: varsler" in told
    assert "Det er ikke et bevis." in told
    cli_on_both("clock", "advance", "20w")
    checks = {each["id"]: each for each in cli_on_both("doctor", "--json").json["checks"]}
    assert checks["worker"]["ok"]
    assert case in checks["sources"]["found"]


def test_a_number_without_a_case_and_a_counter_that_was_set_back_are_told(cli: Cli) -> None:
    case, last = open_case(cli), open_case(cli)
    alter(cli, *DELETED, "DELETE FROM timer WHERE case_id = 'BV-2026-0001'")
    assert f"Saksnummeret {case} er gitt, men ingen sak har det." in cli("verify", "--as", "rolf").told
    alter(cli, "UPDATE case_number SET last = 1")
    assert "Telleren for saksnumre i BV-2026 står på 1" in cli("verify", "--as", "rolf").told
    assert last in cli("case", "list").out


def test_a_notice_of_an_event_that_is_gone_is_told(cli: Cli) -> None:
    case = open_case(cli)
    cli.ok("clock", "advance", "9d")
    alter(cli, "UPDATE notice SET seq = 99 WHERE seq = 2")
    assert f"Sak {case}: det ligger et varsel om hendelse 99, som ikke finnes." in cli("verify", "--as", "rolf").told


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ("DROP INDEX ix_notice_case_id", "ix_notice_case_id"),
        ("CREATE TRIGGER fremmed AFTER INSERT ON event BEGIN SELECT 1; END", "fremmed"),
    ],
)
def test_doctor_names_indexes_that_are_gone_and_triggers_that_nobody_here_made(
    cli: Cli, change: str, named: str
) -> None:
    assert {each["id"]: each["ok"] for each in cli("doctor", "--json").json["checks"]}["schema"]
    alter(cli, change)
    checks = {each["id"]: each for each in cli("doctor", "--json").json["checks"]}
    assert not checks["schema"]["ok"]
    assert named in checks["schema"]["mend"]


def test_indexes_that_are_gone_are_named_on_postgresql_too(cli_on_both: Cli) -> None:
    alter(cli_on_both, "DROP INDEX ix_notice_case_id")
    assert "ix_notice_case_id" in cli_on_both("doctor").told


def test_a_clock_of_a_sandbox_that_is_no_clock_is_told_in_words(cli: Cli) -> None:
    alter(cli, "UPDATE sandbox SET now = 'tull'")
    for command in (("case", "list"), ("doctor",), ("clock", "show")):
        ran = cli(*command)
        assert "Klokken i øvingsbasen kan ikke leses" in ran.told, command
        assert ran.code in (3, INTEGRITY)


def test_a_clock_that_was_set_back_is_mended_by_setting_it(cli: Cli) -> None:
    open_case(cli)
    alter(cli, "UPDATE sandbox SET now = '2026-08-01 12:00:00.000000'")
    checks = {each["id"]: each for each in cli("doctor", "--json").json["checks"]}
    command = checks["clock"]["mend"].partition("«pathways ")[2].partition("»")[0]
    assert command.startswith("clock set 2026-08-2")
    cli.ok(*command.split())
    assert cli("doctor").code == 0


def test_a_nul_in_a_stored_id_is_told_as_damage_and_not_as_something_typed(cli: Cli) -> None:
    open_case(cli)
    alter(cli, "PRAGMA foreign_keys=OFF", "UPDATE case_head SET case_id = 'BV-2026-' || char(0) || '1'")
    for command in (
        ("verify", *AS),
        ("replay", "--all"),
        ("rebuild", "--all", *AS),
        ("doctor", "--all"),
        ("case", "list"),
    ):
        ran = cli(*command)
        assert "Teksten inneholder" not in ran.told, command
        assert ran.code in (3, INTEGRITY), (command, ran)
