"""A notice that no longer holds leaves the inbox: by what was recorded late, or since."""

from tests.cli.running import Cli, open_case

CONCLUDED = ("--set", "konklusjon=3", "--reason", "Hører til saken som løper.")


def unread(cli: Cli, user: str) -> list[tuple[str, bool]]:
    found = cli.ok("notice", "list", "--as", user, "--json").json["notices"]
    return [(str(notice["title"]), bool(notice["escalation"])) for notice in found]


def about_screening(cli: Cli, user: str) -> list[bool]:
    return [escalation for title, escalation in unread(cli, user) if title == "Gjennomgang av melding"]


def test_a_late_entry_of_what_was_done_in_time_takes_reminder_and_escalation_back(cli: Cli) -> None:
    case = open_case(cli)
    cli.ok("clock", "advance", "9d")
    assert sorted(about_screening(cli, "liv")) == [False, True]
    cli.ok("advance", case, "melding_konkludert", "--as", "liv", "--happened", "2026-08-26", *CONCLUDED)
    assert about_screening(cli, "liv") == []
    assert about_screening(cli, "kari") == []


def test_an_escalation_stays_when_the_deadline_was_missed_and_met_afterwards(cli: Cli) -> None:
    case = open_case(cli)
    cli.ok("clock", "advance", "9d")
    cli.ok("advance", case, "melding_konkludert", "--as", "liv", *CONCLUDED)
    assert about_screening(cli, "liv") == [True]
    assert about_screening(cli, "kari") == []


def test_a_notice_that_has_been_read_stays_as_the_record_it_is(cli: Cli) -> None:
    case = open_case(cli)
    cli.ok("clock", "advance", "9d")
    first = cli.ok("notice", "list", "--as", "liv", "--json").json["notices"][0]["id"]
    cli.ok("notice", "show", str(first), "--as", "liv")
    cli.ok("advance", case, "melding_konkludert", "--as", "liv", "--happened", "2026-08-26", *CONCLUDED)
    kept = cli.ok("notice", "list", "--as", "liv", "--all", "--json").json["notices"]
    assert [notice["id"] for notice in kept if notice["title"] == "Gjennomgang av melding"] == [first]
