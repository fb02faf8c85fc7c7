"""``access-log``: who has seen this child's case, why, and what they saw; refused attempts too."""

import re
from datetime import UTC, datetime

import pytest
from sqlalchemy import insert, select

from pathways.messages import say
from pathways.store.access_pages import AccessKey, Span, piece
from pathways.store.tables import ACCESS_LOG
from tests.cli.running import Cli, open_case, staffed
from tests.cli.support import alter, set_clock, words
from tests.cli.test_audit import TWO_AREAS

LEADERS = """
[users.anna]
roles = [{role = "leder", service = "bv-solvik"}]
[users.nils]
roles = [{role = "leder", service = "bv-nes"}]
"""
AS_LIV = ("--as", "liv")
NEVER = "BV-2026-9999"


def rows(cli: Cli, *arguments: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = cli.ok("access-log", *arguments, *AS_LIV, "--json").json["rows"]
    return found


def test_a_leader_sees_who_has_seen_a_case_and_stands_there_herself(cli_on_both: Cli) -> None:
    case = open_case(cli_on_both)
    cli_on_both.ok("case", "show", case, "--as", "jonas")
    told = words(cli_on_both.ok("access-log", case, *AS_LIV))
    for who in (
        "liv («Leder i barnevernstjenesten»)",
        "jonas («Saksbehandler i barnevernstjenesten», «Barnevernsvakt»)",
    ):
        assert who in told
    newest, *older = rows(cli_on_both, case)
    assert (newest["user"], newest["information"]) == ("liv", "hvem som har sett saken")
    assert [row["user"] for row in older if row["user"] != "liv"] == ["jonas"]
    assert {"organisation", "roles", "basis", "purpose", "information", "granted", "at"} <= set(older[0])


def test_from_when_somebody_looked_is_told_by_the_clock_in_norway_also_to_the_party(cli: Cli) -> None:
    case = open_case(cli)
    set_clock(cli, "2026-10-26T08:00")
    cli.ok("case", "show", case, "--known-at", "2026-10-24", "--at", "2026-08-25T10:15:30+02:00")
    asked = "; kjent lør. 24. okt. 2026 kl. 23:59; sett tir. 25. aug. 2026 kl. 10:15"
    assert any(str(row["information"]).endswith(asked) for row in rows(cli, case))
    printed = words(cli.ok("access-log", case, *AS_LIV, "--for-party"))
    assert asked in printed
    assert "+00:00" not in printed


def test_what_was_read_with_all_cases_and_what_was_refused_stand_there_too(cli: Cli) -> None:
    case = open_case(cli)
    cli.ok("replay", "--all", "--as", "rolf")
    assert cli("access-log", case, "--as", "bente").code == 7
    found = rows(cli, case)
    assert [(row["user"], row["every_case"], row["granted"]) for row in found] == [
        ("liv", False, True),
        ("bente", False, False),
        ("rolf", True, True),
    ]
    told = words(cli.ok("access-log", case, *AS_LIV))
    assert ("sammen med alle saker" in told, "AVSLÅTT" in told) == (True, True)


def test_a_refusal_is_the_same_for_a_case_that_is_not_there(cli: Cli) -> None:
    case = open_case(cli)
    there, gone = (cli("access-log", number, "--as", "bente") for number in (case, "BV-2026-9999"))
    assert (there.code, there.told) == (gone.code, gone.told)
    assert cli("access-log", "BV-2026-9999", *AS_LIV).code == 5


WRITES = (
    ("case.record", ("advance", "{case}", "melding_grunnlos")),
    ("case.annul", ("annul", "{case}", "1", "--why", "Feil.")),
    ("case.assign", ("case", "assign", "{case}", "--to", "nina")),
    ("case.record", ("case", "no-next", "{case}", "--until", "2026-09-01", "--reason", "Venter.")),
)


@pytest.mark.parametrize(("action", "command"), WRITES)
def test_an_attempt_to_write_in_a_foreign_case_tells_who_and_what_and_that_nothing_came_of_it(
    cli_on_both: Cli, action: str, command: tuple[str, ...]
) -> None:
    staffed(cli_on_both, TWO_AREAS, LEADERS, by="siv")
    case = open_case(cli_on_both)
    tried = [cli_on_both(*(part.format(case=each) for part in command), "--as", "nina") for each in (case, NEVER)]
    assert [ran.code for ran in tried] == [5, 5]
    assert tried[0].told.replace(case, NEVER) == tried[1].told
    found = cli_on_both.ok("access-log", case, "--as", "anna", "--json").json["rows"]
    refused = [row for row in found if not row["granted"]]
    assert [(row["user"], row["roles"]) for row in refused] == [("nina", ["Saksbehandler i barnevernstjenesten"])]
    told = words(cli_on_both.ok("access-log", case, "--as", "anna"))
    assert "AVSLÅTT: ingenting ble vist eller registrert" in told
    assert [(row["purpose"], row["information"]) for row in refused] == [(say(f"policy.action.{action}"), "ingenting")]
    assert "nina" not in cli_on_both.ok("timeline", case, "--as", "anna", "--json").out


def test_an_act_that_is_carried_out_leaves_no_row_and_neither_does_one_that_only_the_rules_refuse(cli: Cli) -> None:
    case = open_case(cli)
    cli.ok("case", "no-next", case, "--until", "2026-08-28", "--reason", "Venter.")
    assert cli("case", "no-next", case, "--until", "2020-09-01", "--reason", "Venter.").code != 0
    assert [row["user"] for row in rows(cli, case)] == ["liv"]


def test_where_the_log_cannot_be_written_the_refusal_of_an_act_is_not_told_either(cli: Cli) -> None:
    staffed(cli, TWO_AREAS, LEADERS, by="siv")
    case = open_case(cli)
    alter(cli, "CREATE TRIGGER nei BEFORE INSERT ON access_log BEGIN SELECT RAISE(ABORT, 'nei'); END", case)
    tried = [cli("advance", each, "melding_grunnlos", "--as", "nina") for each in (case, NEVER)]
    assert [(ran.code, ran.told) for ran in tried] == [(69, tried[0].told)] * 2


def test_the_version_for_a_party_names_organisation_and_role_and_no_person(cli: Cli) -> None:
    case = open_case(cli)
    cli.ok("case", "show", case, "--as", "jonas")
    named = Cli(url=cli.url, env={**cli.env, "PATHWAYS_ORGANISATION": "Øving kommune"})
    named.ok("case", "show", case, "--as", "kari")
    told = named.ok("access-log", case, "--for-party", *AS_LIV)
    assert "Øving kommune, «Saksbehandler i barnevernstjenesten»" in words(told)
    as_json = named.ok("access-log", case, "--for-party", *AS_LIV, "--json").out
    for name in ("jonas", "kari", "liv"):
        assert not re.search(rf"\b{name}\b", told.out + as_json)


def test_pages_tell_each_row_once_and_days_narrow_them(cli_on_both: Cli) -> None:
    case = open_case(cli_on_both)
    for _ in range(4):
        cli_on_both.ok("case", "show", case, "--as", "jonas")
    set_clock(cli_on_both, "2026-09-02T10:00")
    cli_on_both.ok("case", "show", case, "--as", "kari")
    first = cli_on_both.ok("access-log", case, "--limit", "2", *AS_LIV, "--json").json
    second = cli_on_both.ok("access-log", case, "--limit", "500", "--after", first["next_page"], *AS_LIV, "--json").json
    assert [row["user"] for row in first["rows"] + second["rows"]] == ["liv", "kari", *["jonas"] * 4]
    assert second["next_page"] is None
    early = rows(cli_on_both, case, "--to", "2026-08-24")
    assert [row["user"] for row in early] == ["jonas"] * 4
    late = rows(cli_on_both, case, "--from", "2026-09-02", "--to", "2026-09-02")
    assert {row["user"] for row in late} == {"kari", "liv"}


def test_what_a_user_has_seen_is_shown_and_logged_in_each_case_it_names(cli: Cli) -> None:
    case = open_case(cli)
    cli.ok("case", "show", case, "--as", "jonas")
    cli("case", "show", "BV-2026-9999", "--as", "jonas")
    found = cli.ok("access-log", "--user", "jonas", "--as", "siv", "--json").json["rows"]
    assert [(row["case_id"], row["granted"]) for row in found] == [("BV-2026-9999", False), (case, True)]
    assert [row["user"] for row in rows(cli, case)] == ["liv", "siv", "jonas"]


def test_a_leader_sees_of_somebody_only_what_they_saw_in_the_own_service(cli: Cli) -> None:
    case = open_case(cli)
    cli.ok("case", "show", case, "--as", "jonas")
    cli("case", "show", "BV-2026-9999", "--as", "jonas")
    cli.ok("worklist", "--as", "jonas")
    liv = rows(cli, "--user", "jonas")
    assert {(row["case_id"], row["every_case"]) for row in liv} == {(case, False), (None, True)}
    staffed(cli, TWO_AREAS, LEADERS, by="siv")
    other = open_case(cli)
    cli.ok("case", "show", other, "--as", "kari")
    told = {user: cli.ok("access-log", "--user", "kari", "--as", user, "--json").out for user in ("anna", "nils")}
    assert (other in told["anna"], other in told["nils"]) == (True, False)


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("BV-2026-0001", "--user", "kari"),
        ("BV-2026-0001", "--after", "tull"),
        ("BV-2026-0001", "--after", "2026-08-24~1"),
        ("BV-2026-0001", "--after", "2026-08-24T10:00:00+00:00~²"),
        ("BV-2026-0001", "--after", "0001-01-01T00:00:00+14:00~1"),
        ("BV-2026-0001", "--from", "2026-09-01", "--to", "2026-08-01"),
        ("BV-2026-0001", "--from", "0001-01-01"),
        ("BV-2026-0001", "--to", "9999-12-31"),
        ("BV-2026-0001", "--for-party", "--after", "2026-08-24T10:00:00+00:00~1"),
        ("--user", "kari", "--for-party"),
    ],
)
def test_what_says_nothing_is_refused(cli: Cli, arguments: tuple[str, ...]) -> None:
    open_case(cli)
    ran = cli("access-log", *arguments, *AS_LIV)
    assert (ran.code, ran.out) == (2, "")


@pytest.mark.parametrize("of", ["case_id", "user_id"])
def test_a_page_is_a_piece_of_an_index_however_long_the_log_is(cli_on_both: Cli, of: str) -> None:
    case = open_case(cli_on_both)
    cli_on_both.ok("case", "show", case, "--as", "jonas")
    after = AccessKey(at=datetime(2026, 8, 24, 9, tzinfo=UTC), id=900)
    whose = ACCESS_LOG.c[of] == (case if of == "case_id" else "jonas")
    database = cli_on_both.database()
    with database.write() as conn:
        row = conn.execute(select(ACCESS_LOG)).mappings().one()
        values = ({"case_id": f"BV-2025-{n % 500:04d}", "user_id": f"person-{n % 500}"} for n in range(20_000))
        conn.execute(insert(ACCESS_LOG), [{**row, **each, "id": 1000 + n} for n, each in enumerate(values)])
    with database.write() as conn:
        conn.exec_driver_sql("ANALYZE access_log")
    explain = "EXPLAIN QUERY PLAN" if cli_on_both.url.startswith("sqlite") else "EXPLAIN"
    with database.read() as conn:
        asked = piece(whose, Span(), 50, after).compile(conn, compile_kwargs={"literal_binds": True})
        plan = str(conn.exec_driver_sql(f"{explain} {asked}".replace("%", "%%")).all())
    database.close()
    assert (f"ix_access_log_{of}" in plan, "TEMP B-TREE" in plan, "Seq Scan" in plan) == (True, False, False)
