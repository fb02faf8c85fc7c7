"""What lies beside the log is checked too, checking changes nothing, and nobody stands in the future."""

from pathways.engine.receipt import fingerprint
from tests.cli.running import Cli, open_case

INTEGRITY, USAGE = 8, 2


def change(cli: Cli, statement: str) -> None:
    database = cli.database()
    with database.write() as conn:
        conn.exec_driver_sql(statement)
    database.close()


def count(cli: Cli, table: str) -> int:
    database = cli.database()
    with database.read() as conn:
        found = int(conn.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one())  # noqa: S608 (our own name)
    database.close()
    return found


def test_sources_that_are_gone_are_found_and_looking_does_not_put_them_back(cli: Cli) -> None:
    open_case(cli)
    assert cli("verify", "--as", "rolf").code == 0
    change(cli, "DELETE FROM digest_source")
    assert cli("verify", "--as", "rolf").code == INTEGRITY
    assert count(cli, "digest_source") == 0


def test_a_case_hidden_from_its_service_is_found_by_replay(cli: Cli) -> None:
    case = open_case(cli)
    change(cli, "UPDATE case_head SET service = 'bup'")
    ran = cli("replay", case, "--json")
    assert ran.code == INTEGRITY
    assert ran.json["differing"][0]["projections"] == ["head"]


def test_a_moment_that_has_not_come_is_refused(cli: Cli) -> None:
    case = open_case(cli)
    for option in ("--at", "--known-at"):
        for moment in ("2027-06-01", "9999-12-31"):
            ran = cli("case", "show", case, option, moment)
            assert (ran.code, "ikke kommet" in ran.told) == (USAGE, True)


def test_today_means_now(cli: Cli) -> None:
    case = open_case(cli)
    assert cli("case", "show", case, "--at", "2026-08-24").code == 0


def test_a_kept_fingerprint_cannot_be_tried_without_the_salt() -> None:
    assert fingerprint("salt", "the same words") != fingerprint("", "the same words")
