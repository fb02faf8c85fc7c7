"""``rebuild``: what stands beside a log is written anew from it, only where it differs, and never from a bad log."""

import shutil
from pathlib import Path

import pytest
from sqlalchemy import text

from pathways.store import access
from tests.cli.running import ROOT, Cli
from tests.cli.support import alter, two_cases

DEFINITIONS = ROOT / "definitions"
AS = ("--as", "rolf")
SPOILT = [
    ("UPDATE case_state SET state = replace(state, 'mottatt', 'undersokes') WHERE case_id = :id", ["state"]),
    ("UPDATE case_state SET state = 'nonsense' WHERE case_id = :id", ["state"]),
    ("DELETE FROM case_state WHERE case_id = :id", ["state"]),
    ("DELETE FROM timer WHERE case_id = :id", ["timers"]),
    ("UPDATE timer SET key = key || '2' WHERE case_id = :id", ["timers"]),
    ("UPDATE case_head SET next_due = NULL WHERE case_id = :id", ["next_due"]),
    ("UPDATE case_head SET service = 'bup', number = 7 WHERE case_id = :id", ["head"]),
]
RECORDS = ("event", "payload", "notice", "delivery", "idempotency", "source", "digest_source", "case_number")
PROJECTIONS = ("case_head", "case_state", "timer")


def rows(cli: Cli, *tables: str) -> dict[str, list[tuple[object, ...]]]:
    """Everything in these tables, sorted."""
    database = cli.database()
    with database.read() as conn:
        found = {
            table: sorted((tuple(row) for row in conn.execute(text(f"SELECT * FROM {table}"))), key=repr)  # noqa: S608
            for table in tables
        }
    database.close()
    return found


@pytest.mark.parametrize(("statement", "parts"), SPOILT)
def test_what_differs_is_written_anew_and_named(cli_on_both: Cli, statement: str, parts: list[str]) -> None:
    _, second = two_cases(cli_on_both)
    sound = rows(cli_on_both, *RECORDS, *PROJECTIONS)
    alter(cli_on_both, statement, second)
    done = cli_on_both.ok("rebuild", "--all", *AS, "--json").json
    assert [(each["case_id"], each["projections"]) for each in done["rebuilt"]] == [(second, parts)]
    assert (done["ok"], done["cases"], done["refused"]) == (True, 2, [])
    assert rows(cli_on_both, *RECORDS, *PROJECTIONS) == sound
    assert cli_on_both("replay", "--all").code == 0


def test_it_is_said_in_what_a_case_differed(cli: Cli) -> None:
    case, _ = two_cases(cli)
    alter(cli, SPOILT[0][0], case)
    alter(cli, SPOILT[3][0], case)
    alter(cli, SPOILT[5][0], case)
    done = cli("rebuild", case, *AS).told
    assert f"Sak {case} er skrevet på nytt fra loggen" in done
    assert "tilstanden (runs.barnevern_undersokelse.state" in done
    assert "manglet: 4, for mye: 0" in done
    assert "sakshodet (neste tidspunkt)" in done


def test_when_all_agrees_nothing_is_written(cli_on_both: Cli) -> None:
    two_cases(cli_on_both)
    before = rows(cli_on_both, *RECORDS, *PROJECTIONS)
    assert "ingenting er skrevet. Saker: 2." in cli_on_both.ok("rebuild", "--all", *AS).told
    assert rows(cli_on_both, *RECORDS, *PROJECTIONS) == before


def test_what_has_fired_is_not_armed_again(cli_on_both: Cli) -> None:
    case, _ = two_cases(cli_on_both)
    told = len(rows(cli_on_both, "notice")["notice"])
    assert told
    alter(cli_on_both, "DELETE FROM timer WHERE case_id = :id", case)
    cli_on_both.ok("rebuild", case, *AS)
    assert cli_on_both.ok("tick", "--json").json["passed"] == 0
    assert len(rows(cli_on_both, "notice")["notice"]) == told
    assert cli_on_both.ok("clock", "advance", "1w", "--json").json["steps"]
    assert cli_on_both("replay", "--all").code == 0


def test_a_log_that_does_not_verify_is_left_alone_and_the_others_go_on(cli_on_both: Cli) -> None:
    first, second = two_cases(cli_on_both)
    alter(cli_on_both, "UPDATE event SET envelope = replace(envelope, 'kari', 'nora') WHERE case_id = :id", first)
    for case in (first, second):
        alter(cli_on_both, "DELETE FROM timer WHERE case_id = :id", case)
    ran = cli_on_both("rebuild", "--all", *AS, "--json")
    assert ran.code == 8
    assert [each["case_id"] for each in ran.json["refused"]] == [first]
    assert [each["case_id"] for each in ran.json["rebuilt"]] == [second]
    assert {row[1] for row in rows(cli_on_both, "timer")["timer"]} == {second}
    assert f"Sak {first} er ikke rørt. Sak {first}: hendelse 1 er endret" in cli_on_both("rebuild", first, *AS).told


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE event SET standing_digest = 'x' WHERE seq = 2 AND case_id = :id",
        "DELETE FROM event WHERE case_id = :id AND seq = (SELECT max(seq) FROM event WHERE case_id = :id)",
        "UPDATE case_head SET version = version - 1 WHERE case_id = :id",
    ],
)
def test_nothing_is_built_where_the_log_and_the_digests_or_the_head_disagree(cli: Cli, statement: str) -> None:
    case, _ = two_cases(cli)
    alter(cli, statement, case)
    alter(cli, "DELETE FROM timer WHERE case_id = :id", case)
    before = rows(cli, *RECORDS, *PROJECTIONS)
    ran = cli("rebuild", case, *AS, "--json")
    assert (ran.code, [each["case_id"] for each in ran.json["refused"]]) == (8, [case])
    assert rows(cli, *RECORDS, *PROJECTIONS) == before


def test_a_log_whose_definition_is_gone_is_named_and_left_alone(cli: Cli, tmp_path: Path) -> None:
    first, second = two_cases(cli)
    alter(cli, "DELETE FROM timer WHERE case_id <> :id", "")
    alter(cli, "DELETE FROM digest_source WHERE digest <> :id", "")
    folder = Path(shutil.copytree(DEFINITIONS, tmp_path / "definitions"))
    one = folder / "barnevern" / "undersokelse.yaml"
    one.write_text(one.read_text("utf-8").replace("holder: barnevern", "holder: bup"), "utf-8")
    ran = Cli(url=cli.url, env={"PATHWAYS_DEFINITIONS": str(folder)})("rebuild", "--all", *AS, "--json")
    assert (ran.code, [each["case_id"] for each in ran.json["refused"]]) == (8, [first, second])
    assert "Fant ikke definisjonen" in ran.json["refused"][0]["told"]
    assert not rows(cli, "timer")["timer"]


def test_a_case_that_is_not_there_is_not_found(cli: Cli) -> None:
    ran = cli("rebuild", "BV-2026-0099", *AS)
    assert (ran.code, ran.out) == (5, "")


def test_only_those_whom_the_settings_name_may_ask_for_it(cli: Cli) -> None:
    case, _ = two_cases(cli)
    alter(cli, "DELETE FROM timer WHERE case_id = :id", case)
    before = rows(cli, *PROJECTIONS)
    ran = cli("rebuild", "--all", "--as", "kari")
    assert ran.code == 7
    assert "system.rebuild" in ran.told
    assert rows(cli, *PROJECTIONS) == before


@pytest.mark.parametrize("arguments", [(), ("BV-2026-0001", "--all")])
def test_it_wants_a_case_or_all_of_them(cli: Cli, arguments: tuple[str, ...]) -> None:
    assert cli("rebuild", *arguments, *AS).code == 2


def test_it_is_logged_as_a_reading(cli: Cli) -> None:
    case, _ = two_cases(cli)
    cli.ok("rebuild", case, *AS)
    cli.ok("rebuild", "--all", *AS)
    database = cli.database()
    with database.read() as conn:
        seen = [(row.case_id, row.purpose) for row in access.of_user(conn, "rolf", limit=10)]
    database.close()
    assert sorted(seen) == [("*", "gjenoppbygging"), (case, "gjenoppbygging")]


def test_replay_points_to_it_where_only_a_projection_differs(cli: Cli) -> None:
    first, second = two_cases(cli)
    alter(cli, "DELETE FROM timer WHERE case_id = :id", first)
    assert f"«pathways rebuild {first}»" in cli("replay", first).told
    alter(cli, "UPDATE event SET standing_digest = 'x' WHERE seq = 2 AND case_id = :id", second)
    assert "pathways rebuild" not in cli("replay", second).told
