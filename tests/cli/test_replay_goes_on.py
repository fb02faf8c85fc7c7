"""``replay --all`` goes through every case, whatever was done to some of them: a leader learns of all, not of one."""

import pytest
from sqlalchemy import text

from tests.cli.running import Cli, open_case
from tests.support.tampering import unlocked

INTEGRITY = 8

UNREADABLE = "UPDATE event SET envelope = 'x' WHERE case_id = :id AND seq = 1"
UNFOLDABLE = "UPDATE event SET envelope = replace(envelope, 'melding_mottatt', 'melding_tapt') WHERE case_id = :id"
BEGUN_BY_NOTHING = (
    'UPDATE event SET envelope = replace(envelope, \'"pins":[[\', \'"pins":[],"x":[[\') WHERE case_id = :id'
)
OUTSIDE_THE_YEARS = "UPDATE event SET envelope = replace(envelope, '2026-08-24', '9026-08-24') WHERE case_id = :id"
OTHERWISE = "UPDATE event SET standing_digest = 'x' WHERE case_id = :id AND seq = 1"
GONE = (
    "DELETE FROM payload WHERE case_id = :id",
    "DELETE FROM derivation WHERE case_id = :id",
    "DELETE FROM event WHERE case_id = :id",
)


def alter(cli: Cli, case: str, *statements: str) -> None:
    database = cli.database()
    with database.write() as conn:
        for statement in statements:
            with unlocked(conn):
                conn.execute(text(statement), {"id": case})
    database.close()


def test_every_broken_case_is_named_and_counted_and_the_others_are_replayed(cli_on_both: Cli) -> None:
    cli = cli_on_both
    unreadable, otherwise, unfoldable, gone, _ = (open_case(cli) for _ in range(5))
    for case, statement in ((unreadable, UNREADABLE), (otherwise, OTHERWISE), (unfoldable, UNFOLDABLE)):
        alter(cli, case, statement)
    alter(cli, gone, *GONE)
    ran = cli("replay", "--all", "--json")
    assert ran.code == INTEGRITY
    assert (ran.json["ok"], ran.json["cases"], ran.json["events"]) == (False, 5, 2)
    assert [each["case_id"] for each in ran.json["differing"]] == [otherwise]
    assert [each["case_id"] for each in ran.json["broken"]] == [unreadable, unfoldable, gone]
    told = cli("replay", "--all").told
    assert all(f"Sak {case} kan ikke spilles av." in told for case in (unreadable, unfoldable, gone))
    assert f"Sak {otherwise}: hendelse 1 gir noe annet" in told
    assert "Saker som ikke kunne spilles av: 3 av 5." in told
    assert "Alt gir det samme" not in told


@pytest.mark.parametrize("change", [UNREADABLE, UNFOLDABLE, BEGUN_BY_NOTHING, OUTSIDE_THE_YEARS])
def test_a_case_whose_log_cannot_be_folded_is_told_as_such_when_it_is_asked_for(cli: Cli, change: str) -> None:
    case, whole = open_case(cli), open_case(cli)
    alter(cli, case, change)
    ran = cli("replay", case)
    assert (ran.code, ran.out) == (INTEGRITY, "")
    assert f"pathways verify {case}" in ran.told or "«pathways verify»" in ran.told
    everything = cli("replay", "--all", "--json")
    assert [each["case_id"] for each in everything.json["broken"]] == [case]
    assert everything.json["events"] == 1
    assert cli("replay", whole).code == 0


def test_a_text_that_is_no_text_any_more_does_not_end_the_replay(cli: Cli) -> None:
    case, _ = open_case(cli), open_case(cli)
    alter(cli, case, "UPDATE event SET envelope = CAST(x'ff' AS TEXT) WHERE case_id = :id")
    ran = cli("replay", "--all", "--json")
    assert (ran.code, ran.json["cases"], ran.json["events"]) == (INTEGRITY, 2, 1)
    assert [each["case_id"] for each in ran.json["broken"]] == [case]
