"""Stored sources that are not what they were: each is named, with what rests on it, and hides nothing else."""

import pytest
from sqlalchemy import text

from tests.cli.running import Cli, open_case
from tests.store.tampering import tampered

INTEGRITY = 8
CHANGES = [
    ("UPDATE source SET kind = 'codes' WHERE kind = 'definition'", "source_kind"),
    ("UPDATE source SET kind = 'definition' WHERE kind = 'settings'", "source_kind"),
    ("UPDATE source SET origin = 'annet.yaml' WHERE origin = 'calendars.yaml'", "definition"),
    ("UPDATE source SET text = '{' WHERE kind = 'definition'", "source"),
    ("UPDATE source SET text = text || '#' WHERE origin LIKE '%undersokelse.yaml'", "source"),
    ("DELETE FROM digest_source", "definition_missing"),
    ("DELETE FROM source WHERE kind = 'definition'", "source_missing"),
]


def alter(cli: Cli, *statements: str) -> None:
    database = cli.database()
    with tampered(database) as conn:
        for statement in statements:
            conn.execute(text(statement))
        conn.exec_driver_sql("COMMIT")
    database.close()


@pytest.mark.parametrize(("change", "reason"), CHANGES)
def test_whatever_is_done_to_a_stored_source_all_findings_are_told(cli_on_both: Cli, change: str, reason: str) -> None:
    case, _ = open_case(cli_on_both), open_case(cli_on_both)
    event = "UPDATE event SET envelope = replace(envelope, 'kari', 'nora') WHERE case_id = 'BV-2026-0001'"
    alter(cli_on_both, change, event)
    ran = cli_on_both("verify", "--json", "--as", "rolf")
    assert ran.code == INTEGRITY, ran
    found = {(each["reason"]) for each in ran.json["findings"]}
    assert {"hash", reason} <= found, found
    assert ran.json["findings"][0]["case_id"] == case


def test_a_finding_on_a_source_names_the_text_or_the_pathway_and_the_cases(cli: Cli) -> None:
    open_case(cli)
    open_case(cli)
    alter(cli, "UPDATE source SET text = text || '#' WHERE origin LIKE '%undersokelse.yaml'")
    told = cli("verify", "--as", "rolf").told
    assert "Kildeteksten «barnevern/undersokelse.yaml»" in told
    assert "Saker som hviler på den: 2." in told
    assert "De lagrede kildene til «barnevern_undersokelse»" not in told  # a comment changes no meaning


def test_a_definition_whose_sources_are_gone_is_told_apart_from_one_that_is_altered(cli: Cli) -> None:
    open_case(cli)
    alter(cli, "DELETE FROM digest_source")
    told = cli("verify", "--as", "rolf").told
    assert "De lagrede kildene til «barnevern_undersokelse»" in told
    assert "mangler. Saker som hviler på dem: 1." in told


def test_doctor_looks_at_the_stored_sources(cli: Cli) -> None:
    open_case(cli)
    assert "Lagrede kilder" in cli("doctor").out
    alter(cli, "UPDATE source SET kind = 'codes' WHERE kind = 'definition'")
    checks = {each["id"]: each for each in cli("doctor", "--json").json["checks"]}
    assert not checks["sources"]["ok"]
    assert "barnevern_undersokelse" in checks["sources"]["found"]


def test_replay_uses_the_definitions_that_were_stored(cli: Cli) -> None:
    open_case(cli)
    assert cli("replay", "--all").code == 0
    alter(cli, "DELETE FROM digest_source")
    ran = cli("replay", "--all", "--json")
    assert (ran.code, len(ran.json["broken"])) == (INTEGRITY, 1)
