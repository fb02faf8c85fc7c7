"""``replay`` holds every column of a head against the log: nobody hides, renumbers or ends a case beside it."""

import pytest
from sqlalchemy import text

from tests.cli.running import Cli, open_case

INTEGRITY = 8

CHANGES = [
    ("service = 'bup'", "head"),
    ("number = 77", "head"),
    ("opened_at = '2026-08-23 07:00:00.000000'", "head"),
    ("recorded_at = '2026-08-23 07:00:00.000000'", "head"),
    ("ended = NOT ended", "head"),
    ("next_due = '2026-12-31 07:00:00.000000'", "next_due"),
    ("next_due = NULL", "next_due"),
]


@pytest.mark.parametrize(("change", "told"), CHANGES)
def test_a_head_that_says_anything_else_than_the_log_is_found(cli_on_both: Cli, change: str, told: str) -> None:
    case, other = open_case(cli_on_both), open_case(cli_on_both)
    database = cli_on_both.database()
    with database.write() as conn:
        conn.execute(text(f"UPDATE case_head SET {change} WHERE case_id = :id"), {"id": case})  # noqa: S608 (above)
    database.close()
    ran = cli_on_both("replay", "--all", "--json")
    assert ran.code == INTEGRITY
    assert [(each["case_id"], each["projections"]) for each in ran.json["differing"]] == [(case, [told])]
    assert cli_on_both("replay", other).code == 0
