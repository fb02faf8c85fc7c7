"""A child's case was given to another service, or moved away: who got the report sees what they sent."""

import pytest

from tests.cli.concerns import FRIDA, KARI, LIV, NEW_DAY, TEAMS, cases_of, make_teams, registered, shown, three, whole
from tests.cli.running import Cli, staffed
from tests.cli.support import page
from tests.cli.test_move import ANSWERED, HELD, NINA
from tests.support.databases import SqliteDatabases

NEIGHBOUR = """
[areas.nabokommunen]
kind = "kommune"
[services.bv-nabo]
area = "nabokommunen"
kind = "barnevern"
name = "Barnevernet i Nabo"
[users.nina]
roles = [{role = "saksbehandler", service = "bv-nabo"}, {role = "leder", service = "bv-nabo"}]
"""


@pytest.fixture
def cli(sqlite_databases: SqliteDatabases) -> Cli:
    """An intake and two teams, beside another service of the municipality."""
    return Cli(url=sqlite_databases.copy_of(make_teams), env={})


def handed_on(cli: Cli) -> tuple[str, str, str]:
    """A report of which the first case was given to the other service: its number, that case, and its message."""
    told = registered(cli, "--children", "3")
    first = cases_of(told)[0]
    cli.ok("case", "assign", first, "--service", "bv-sor", *LIV)
    return str(told["concern_id"]), first, str(told["children"][0]["signal_id"])


def rows_of(cli: Cli, case: str) -> list[tuple[str, str]]:
    """Who looked at a case, and on what ground; the newest first."""
    told = cli.ok("access-log", case, *FRIDA, "--json").json
    return [(str(each["user"]), str(each["basis"])) for each in told["rows"]]


def test_what_another_service_does_with_a_correction_is_not_told_where_the_report_came_in(cli: Cli) -> None:
    concern, first, signal = handed_on(cli)
    seen = [shown(cli, concern, LIV)[first]]
    cli.ok("concern", "correct", concern, *NEW_DAY, *KARI)
    seen.append(shown(cli, concern, LIV)[first])
    cli.ok("signal", "keep", signal, "--reason", "Vi hadde den fredag.", *FRIDA)
    seen.append(shown(cli, concern, LIV)[first])
    assert seen == ["handed_on"] * 3
    told = page(cli, "concern", "show", concern, *LIV)
    assert (f"{first} {signal} gitt videre" in told, told.count("✗")) == (True, 2)
    assert "gjenstår: 2" in page(cli, "concern", "list", *LIV)


def test_a_child_that_is_taken_out_after_its_case_was_given_away_is_out_whatever_they_do_there(cli: Cli) -> None:
    concern, first, signal = handed_on(cli)
    cli.ok("concern", "remove", concern, first, *KARI)
    before = shown(cli, concern, LIV)[first]
    cli.ok("signal", "follow", signal, *FRIDA)
    assert (before, shown(cli, concern, LIV)[first]) == ("out", "out")
    whole(cli)


def test_the_access_log_of_the_case_tells_on_what_ground_the_report_was_looked_at(cli: Cli) -> None:
    concern, first, _ = handed_on(cli)
    cli.ok("concern", "show", concern, *LIV)
    cli.ok("concern", "show", concern, *KARI)
    newest, before, *_ = [(user, basis) for user, basis in rows_of(cli, first) if user in ("liv", "kari")]
    assert (newest[0], before[0]) == ("kari", "liv")
    assert "tar imot for tjenesten som fikk meldingen" in newest[1]
    assert "rolle i tjenesten som fikk meldingen" in before[1]
    assert all("der saken ligger" not in basis for _, basis in (newest, before))


def test_its_own_message_is_shown_to_whoever_has_the_case_now_and_to_nobody_else(cli: Cli) -> None:
    _, first, signal = handed_on(cli)
    assert [cli("signal", "show", signal, *user).code for user in (LIV, KARI, FRIDA)] == [5, 5, 0]
    assert cli("concern", "cases", first, *LIV).code == 5


def test_what_the_other_municipality_does_with_a_case_that_moved_is_not_told_by_the_report(cli: Cli) -> None:
    staffed(cli, TEAMS + NEIGHBOUR, by="siv")
    concern, (first, *_) = three(cli)
    cli.ok("advance", first, *ANSWERED, *LIV)
    cli.ok("consent", "release", first, *HELD, "--to", "bv-nabo", *LIV)
    where = ("--to", "bv-nabo", "--on", "2026-08-24", "--reason", "Flyttet.")
    signal = str(cli.ok("case", "move", first, *where, *LIV, "--json").json["signal_id"])
    given = ("--set", "meldere=5", "--set", "innhold=1.1.02", "--happened", "2026-08-21")
    there = str(cli.ok("case", "open", "barnevern_undersokelse", *given, *NINA, "--json").json["case_id"])
    cli.ok("signal", "receive", signal, "--case", there, *NINA)
    cli.ok("signal", "take-over", signal, *NINA)
    before = page(cli, "concern", "show", concern, *LIV)
    cli.ok("correct", there, "1", "--happened", "2026-08-20", "--why", "Kom dagen før.", *NINA)
    assert page(cli, "concern", "show", concern, *LIV) == before
    assert all(there not in page(cli, "signal", "show", each, *LIV) for each in (signal,))
    assert cli("concern", "show", concern, *NINA).code == 5
