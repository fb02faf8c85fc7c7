"""``clock``: time passes stop by stop in a sandbox, and a real database has no clock to move."""

import signal
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pathways.cli.when import read_step
from pathways.counting.oslo import to_oslo
from pathways.model.pathway import DEFAULT_CALENDAR
from pathways.store import heads, notices, sandbox
from tests.cli.running import Cli, open_case, real_keys, sandbox_of
from tests.support.databases import SqliteDatabases
from tests.support.work import calls_of
from tests.support.worlds import shipped

CALENDAR = shipped().catalogue.calendars[DEFAULT_CALENDAR]
TUESDAY = datetime(2026, 10, 20, 8, 30, tzinfo=UTC)
"""10:30 in Norway, five days before summer time ends."""


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("3w", "2026-11-10 10:30"),
        ("1 week", "2026-10-27 10:30"),
        ("2d", "2026-10-22 10:30"),
        ("3 uker", "2026-11-10 10:30"),
        ("1y", "2027-10-20 10:30"),
        ("10 working days", "2026-11-03 10:30"),
        ("120h", "2026-10-25 09:30"),
        ("48 hours", "2026-10-22 10:30"),
        ("2026-11-02", "2026-11-02 08:00"),
        ("2026-11-02T14:15", "2026-11-02 14:15"),
        ("2026-11-02T14:15Z", "2026-11-02 15:15"),
    ],
)
def test_a_step_keeps_the_time_of_day_in_norway(typed: str, shown: str) -> None:
    assert to_oslo(read_step(typed, TUESDAY, CALENDAR)).strftime("%Y-%m-%d %H:%M") == shown


def test_a_step_into_the_doubled_hour_never_leads_backwards() -> None:
    second = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert read_step("0d", second, CALENDAR) == second


def test_everything_due_on_the_way_fires_on_its_own_day_and_is_told(cli: Cli) -> None:
    case = open_case(cli)
    lines = cli.ok("clock", "advance", "2", "weeks").out.splitlines()
    days = [line for line in lines if line[:1].strip() and "kl." in line]
    assert [day.split(" kl.")[0] for day in days[:4]] == [
        "lør. 29. aug. 2026", "man. 31. aug. 2026", "tir. 1. sep. 2026", "tir. 1. sep. 2026",
    ]  # fmt: skip
    assert any(case in line and "eskalert til liv" in line for line in lines)
    assert any("brudd på lovfristen" in line for line in lines)


def test_the_json_of_a_move_lists_every_stop_with_what_passed(cli: Cli) -> None:
    case = open_case(cli)
    moved = cli.ok("clock", "set", "2026-09-01T08:00", "--json").json
    assert [step["at"] for step in moved["steps"]] == [
        "2026-08-29T06:00:00Z", "2026-08-31T06:00:00Z", "2026-08-31T22:00:00Z",
        "2026-09-01T06:00:00Z",
    ]  # fmt: skip
    passed = [each["what"] for step in moved["steps"] for each in step["passed"]]
    assert passed == ["before-2-days", "on", "legal", "after-1-working_days"]
    assert {each["case_id"] for step in moved["steps"] for each in step["passed"]} == {case}


def test_nothing_due_is_told_too(cli: Cli) -> None:
    assert "Ingenting forfalt på veien" in cli.ok("clock", "advance", "1h").out
    assert cli.ok("clock", "show", "--json").json["now"] == "2026-08-24T07:00:00Z"


def test_the_clock_never_goes_back(cli: Cli) -> None:
    refused = cli("clock", "set", "2026-08-23")
    assert (refused.code, refused.out) == (4, "")
    assert cli.ok("clock", "show", "--json").json["now"] == "2026-08-24T06:00:00Z"


@pytest.mark.parametrize("move", [("set", "2101-01-01"), ("set", "9999-12-31"), ("advance", "80y")])
def test_the_clock_goes_no_further_than_the_calendars(cli: Cli, move: tuple[str, str]) -> None:
    refused = cli("clock", *move)
    assert refused.code == 2
    assert "2100" in refused.told
    assert cli.ok("clock", "show", "--json").json["now"] == "2026-08-24T06:00:00Z"


def test_the_last_day_of_the_calendars_can_be_shown(cli: Cli) -> None:
    cli.ok("clock", "set", "2100-12-31")


@pytest.mark.parametrize("move", [("set", "2030-01-01"), ("advance", "1d")])
def test_a_real_database_has_no_clock_to_move(sqlite_url: str, move: tuple[str, str], tmp_path: Path) -> None:
    cli = Cli(url=sqlite_url, env=real_keys(tmp_path))
    cli.ok("init")
    assert cli("clock", *move).code == 4
    assert cli.ok("clock", "show", "--json").json["sandbox"] is False


def test_a_clock_that_another_moves_is_left_alone(cli: Cli) -> None:
    database, now = cli.database(), datetime.now(UTC)
    with database.write() as conn:
        assert sandbox.lock(conn, "another", real_now=now, until=now + timedelta(minutes=5))
    database.close()
    assert cli("clock", "advance", "1d").code == 6


@pytest.mark.parametrize("typed", ["soon", "3 fortnights", "-1d", "2026-02-30", "2026-03-29T02:30"])
def test_what_cannot_be_read_moves_nothing(cli: Cli, typed: str) -> None:
    assert cli("clock", "advance", "--", typed).code == 2
    assert cli.ok("clock", "show", "--json").json["now"] == "2026-08-24T06:00:00Z"


def test_moving_the_clock_delivers_each_day_on_its_day(sqlite_databases: SqliteDatabases) -> None:
    folder = sqlite_databases._folder / "post"
    cli = sandbox_of(sqlite_databases, PATHWAYS_MAIL_FOLDER=str(folder), PATHWAYS_MAIL_FROM="varsel@kommune.example")
    open_case(cli)
    cli.ok("clock", "advance", "1w")
    dates = {
        line for mail in folder.glob("*.eml") for line in mail.read_text().splitlines() if line.startswith("Date:")
    }
    assert {date.split(",")[1][:7].strip() for date in dates} == {"29 Aug", "31 Aug"}


def test_a_case_is_read_once_for_each_stop_however_much_is_passed_there(cli: Cli) -> None:
    codes = ",".join(["11"] * 30)
    cli.ok("case", "open", "barnevern_undersokelse", "--set", f"meldere={codes}", "--set", "innhold=1.1.02")
    with calls_of(heads.read_state, notices.of_case) as called:
        moved = cli.ok("clock", "advance", "6w")
    stops = sum(1 for line in moved.out.splitlines() if line[:1].strip() and "kl." in line) - 1
    passed = sum("Tilbakemelding til melder" in line for line in moved.out.splitlines())
    assert (passed >= 90, stops > 3) == (True, True)
    assert called == {"read_state": stops, "of_case": stops}


def test_a_bare_m_is_refused_as_it_may_be_months_or_minutes(cli: Cli) -> None:
    refused = cli("clock", "advance", "1m")
    assert refused.code == 2
    assert "kan være måneder eller minutter" in refused.told
    assert "«1 months»" in refused.told
    assert "24. september" in cli.ok("clock", "advance", "1 months").told


def test_a_long_way_that_is_broken_off_keeps_what_has_happened_and_says_how_far_it_came(cli: Cli) -> None:
    cli.ok("case", "open", "barnevern_fosterhjem", "--as", "kari")
    moving = cli.start("clock", "advance", "60y")
    assert moving.stdout is not None
    first = moving.stdout.readline()
    moving.send_signal(signal.SIGINT)
    _, err = moving.communicate(timeout=60)
    assert (moving.returncode, first[:1].isalpha()) == (130, True)
    now = cli.ok("clock", "show", "--json").json["now"]
    assert "2026-08-24" < now < "2086-08-24"
    assert "Klokken viser nå" in err
    assert "«pathways clock set 2086-08-24T08:00»" in " ".join(err.split())
    assert cli.ok("replay", "--all", "--json").json["ok"]
    cli.ok("clock", "advance", "1y")
