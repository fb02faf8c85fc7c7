"""``replay`` and ``verify``: they find what was altered, name it, and say what they cannot prove."""

import pytest

from pathways.cli.check import UNPROVEN
from pathways.messages import say
from pathways.store import access
from tests.cli.running import Cli
from tests.cli.support import alter, two_cases

CHANGES = [
    ("UPDATE event SET envelope = replace(envelope, 'kari', 'nora') WHERE seq = 1 AND case_id = :id", 1),
    ("UPDATE event SET recorded_at = '2026-01-01 00:00:00' WHERE seq = 3 AND case_id = :id", 3),
    ("DELETE FROM payload WHERE seq = 1 AND case_id = :id", 1),
    ("UPDATE event SET envelope = envelope || ' ' WHERE seq = 4 AND case_id = :id", 4),
]


def test_an_untouched_log_replays_to_what_it_was(cli_on_both: Cli) -> None:
    case, _ = two_cases(cli_on_both)
    everything = cli_on_both.ok("replay", "--all", "--json").json
    assert (everything["ok"], everything["cases"], everything["differing"]) == (True, 2, [])
    assert cli_on_both.ok("replay", case, "--json").json["cases"] == 1
    assert "Alt gir det samme" in cli_on_both.ok("replay", case).out


def test_replay_names_the_first_event_whose_standing_is_another(cli_on_both: Cli) -> None:
    first, second = two_cases(cli_on_both)
    alter(cli_on_both, "UPDATE event SET standing_digest = 'x' WHERE seq >= 3 AND case_id = :id", second)
    ran = cli_on_both("replay", "--all", "--json")
    assert ran.code == 8
    assert ran.json["differing"] == [{"case_id": second, "seq": 3, "counted_otherwise": [], "projections": []}]
    assert f"Sak {second}: hendelse 3" in cli_on_both("replay", second).out
    assert cli_on_both("replay", first).code == 0


@pytest.mark.parametrize(
    ("statement", "projection"),
    [
        ("UPDATE case_state SET state = replace(state, 'mottatt', 'undersokes') WHERE case_id = :id", "state"),
        ("DELETE FROM timer WHERE case_id = :id", "timers"),
        ("UPDATE case_head SET next_due = NULL WHERE case_id = :id", "next_due"),
    ],
)
def test_replay_finds_a_projection_that_is_not_what_the_log_gives(cli: Cli, statement: str, projection: str) -> None:
    case, _ = two_cases(cli)
    alter(cli, statement, case)
    ran = cli("replay", "--all", "--json")
    assert ran.code == 8
    assert ran.json["differing"] == [
        {"case_id": case, "seq": None, "counted_otherwise": [], "projections": [projection]}
    ]
    assert case in cli("replay", case).out


@pytest.mark.parametrize(("statement", "seq"), CHANGES)
def test_verify_names_the_first_event_that_was_altered(cli: Cli, statement: str, seq: int) -> None:
    first, second = two_cases(cli)
    assert cli.ok("verify", "--json", "--as", "rolf").json["ok"]
    alter(cli, statement, second)
    ran = cli("verify", "--json", "--as", "rolf")
    assert ran.code == 8
    assert [(found["case_id"], found["seq"]) for found in ran.json["findings"]] == [(second, seq)]
    assert f"Sak {second}" in cli("verify", second).out
    assert cli("verify", first).code == 0


def test_verify_finds_an_altered_definition(cli: Cli) -> None:
    two_cases(cli)
    alter(cli, "UPDATE source SET text = text || '#' WHERE kind = 'definition' AND :id <> ''", "x")
    assert cli("verify", "--as", "rolf").code == 8


@pytest.mark.parametrize("sound", [True, False])
def test_verify_always_says_what_it_cannot_prove(cli: Cli, *, sound: bool) -> None:
    case, _ = two_cases(cli)
    if not sound:
        alter(cli, CHANGES[0][0], case)
    told, listed = cli("verify", "--as", "rolf").told, cli("verify", "--json", "--as", "rolf").json["cannot_prove"]
    assert all(say(key) in told for key in UNPROVEN)
    assert listed == [say(key) for key in UNPROVEN]


@pytest.mark.parametrize("command", ["replay", "verify"])
def test_a_case_that_is_not_there_is_not_found(cli: Cli, command: str) -> None:
    ran = cli(command, "BV-2026-0099")
    assert (ran.code, ran.out) == (5, "")


@pytest.mark.parametrize("arguments", [(), ("BV-2026-0001", "--all")])
def test_replay_wants_a_case_or_all_of_them(cli: Cli, arguments: tuple[str, ...]) -> None:
    assert cli("replay", *arguments).code == 2


def test_both_are_logged_as_readings_by_whoever_runs_them(cli: Cli) -> None:
    case, _ = two_cases(cli)
    cli.ok("replay", case, "--as", "rolf")
    cli.ok("verify", case, "--as", "rolf")
    database = cli.database()
    with database.read() as conn:
        rows = access.of_user(conn, "rolf", limit=10)
    database.close()
    assert [(row.case_id, row.purpose) for row in rows] == [(case, "kontroll"), (case, "kontroll")]


@pytest.mark.parametrize(("table", "key"), [("org_entry", "seq"), ("security_log", "id")])
def test_what_was_taken_from_the_end_of_who_works_here_is_not_found_and_verify_says_so(
    cli_on_both: Cli, table: str, key: str
) -> None:
    cli_on_both.ok("people", "add", "nora", "--role", "saksbehandler", "--as", "siv")
    cli_on_both.ok("account", "create", "nora", "--as", "siv")
    last = f"DELETE FROM {table} WHERE {key} = (SELECT max({key}) FROM {table}) AND :id <> ''"  # noqa: S608 (names)
    alter(cli_on_both, last, "x")
    told = cli_on_both.ok("verify", "--as", "rolf", "--json").json
    assert told["ok"]
    named = {
        "org_entry": "om de siste innføringene om hvem som arbeider her, er fjernet",
        "security_log": "de siste radene i den",
    }
    assert any(named[table] in each for each in told["cannot_prove"]), told["cannot_prove"]
