"""What a substitute does by a role that is only lent is recorded, and shown, as done for whoever is away."""

import json
from pathlib import Path

import pytest

from tests.cli.persons import put
from tests.cli.running import REPORT, Cli, open_case, sandbox_of, staffed
from tests.support.databases import SqliteDatabases
from tests.support.solvik import SOLVIK

PLACES = (
    SOLVIK
    + """
[users.bo]
roles = [{role = "saksbehandler", service = "bv-solvik"}]
[users.liv]
roles = [{role = "leder", service = "bv-solvik"}]
"""
)
ANNE, LIV = ("--as", "anne"), ("--as", "liv")
AWAY = ("--from", "2026-08-24", "--substitute")
CONCLUDE = ("melding_konkludert", "--set", "konklusjon=2", "--set", "umiddelbar_oppfolging=nei", "--reason", "Uro.")
EXTEND = ("frist_utvidet", "--code", "utredning", "--reason", "Sakkyndig.")


@pytest.fixture
def cli(sqlite_databases: SqliteDatabases) -> Cli:
    """A service with two units."""
    return staffed(sandbox_of(sqlite_databases, COLUMNS="250"), PLACES, by="siv")


@pytest.fixture
def case(cli: Cli) -> str:
    """A report in the intake that kari has."""
    found = open_case(cli, "--as", "kari")
    cli.ok("case", "assign", found, "--to", "kari", *LIV)
    return found


def whose(cli: Cli, case: str) -> list[tuple[str, str | None]]:
    entries = cli.ok("timeline", case, *LIV, "--json").json["entries"]
    return [(each["user"], each["on_behalf_of"]) for each in entries if each["user"] != "system"]


def test_what_only_a_lent_role_let_somebody_do_is_done_for_whoever_is_away(cli: Cli, case: str) -> None:
    cli.ok("people", "absent", "kari", *AWAY, "anne", *LIV)
    cli.ok("advance", case, *CONCLUDE, *ANNE)
    cli.ok("case", "show", case, *ANNE)
    cli.ok("case", "assign", case, "--to", "bo", *ANNE)
    assert whose(cli, case)[-2:] == [("anne", "kari"), ("anne", "kari")]
    assert "Gjort som vikar for kari." in cli.ok("timeline", case, *LIV).told
    rows = cli.ok("access-log", case, *LIV, "--json").json["rows"]
    assert any("saksbehandler som vikar for kari" in each["basis"] for each in rows if each["user"] == "anne"), rows
    assert not any("som vikar" in each["basis"] for each in rows if each["user"] != "anne")
    with_proof = cli.ok("verify", "--as", "siv").told
    assert "hele" in with_proof
    assert "samme" in cli.ok("replay", case, *LIV).told


def test_a_role_of_their_own_that_would_have_done_is_used_first(cli: Cli, case: str) -> None:
    cli.ok("people", "absent", "kari", *AWAY, "bo", *LIV)
    cli.ok("advance", case, *CONCLUDE, "--as", "bo")
    assert whose(cli, case)[-1] == ("bo", None)
    cli.ok("people", "absent", "liv", *AWAY, "bo", "--as", "siv")
    cli.ok("deadline", "explain", case, "undersokelse", "--as", "bo")
    by_role = cli("advance", case, *EXTEND, "--as", "bo")
    assert (by_role.code, whose(cli, case)[-1]) == (0, ("bo", "liv")), by_role


def test_a_person_written_down_and_an_absence_told_for_another_say_so(cli: Cli, case: str) -> None:
    cli.ok("people", "absent", "kari", *AWAY, "anne", *LIV)
    assert put(cli, case, {"child": {"name": "Kim"}}, *ANNE).code == 0
    assert whose(cli, case)[-1] == ("anne", "kari")
    cli.ok("people", "absent", "liv", *AWAY, "anne", "--as", "siv")
    cli.ok("people", "absent", "bo", "--from", "2026-09-01", *ANNE)
    entries = cli.ok("people", "show", "bo", "--as", "siv", "--json").json["entries"]
    assert [(each["user"], each["on_behalf_of"]) for each in entries][-1] == ("anne", "liv")
    assert "anne, vikar for liv" in cli.ok("people", "show", "bo", "--as", "siv").told


def test_a_report_opened_by_a_worker_of_another_unit_is_their_own_act(cli: Cli) -> None:
    cli.ok("people", "absent", "kari", *AWAY, "anne", *LIV)
    opened = cli.ok("case", "open", "barnevern_undersokelse", *REPORT, *ANNE, "--json").json["case_id"]
    assert whose(cli, opened)[0] == ("anne", None)


def test_an_envelope_names_nobody_else_where_somebody_acts_for_themself(cli: Cli, case: str, tmp_path: Path) -> None:
    cli.ok("people", "absent", "kari", *AWAY, "anne", *LIV)
    cli.ok("advance", case, *CONCLUDE, *ANNE)
    file = tmp_path / "logg.jsonl"
    cli.ok("log", "export", case, "--to", str(file), "--as", "siv")
    told = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    envelopes = [json.loads(each["envelope"]) for each in told if "envelope" in each]
    actors = [each["actor"] for each in envelopes]
    assert [each.get("for") for each in actors if each["user"] == "anne"] == ["kari"]
    assert not any("for" in each for each in actors if each["user"] != "anne")
