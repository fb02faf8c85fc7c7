"""A dry run says of each message of the case what the change itself would say: told anew, withdrawn, or not told."""

import pytest

from tests.cli.messages import CASE, KARI, make_referred, sent, shown
from tests.cli.running import Cli
from tests.cli.test_correction_told import FRIDAY, renewed, taken_over
from tests.cli.test_correction_told import town as town  # noqa: PLC0414 (a fixture)
from tests.cli.test_message_notices import Town
from tests.support.databases import SqliteDatabases


@pytest.fixture
def cli(sqlite_databases: SqliteDatabases) -> Cli:
    """A referral that is ready to be sent."""
    return Cli(url=sqlite_databases.copy_of(make_referred), env={})


def told(cli: Cli, *command: str) -> tuple[str, list[dict[str, str]]]:
    """What a dry run tells, on one line, and what it says of messages as JSON; nothing is recorded by it."""
    line = " ".join(cli.ok(*command, "--dry-run", *KARI).told.split())
    return line, cli.ok(*command, "--dry-run", *KARI, "--json").json["messages"]


def test_a_correction_that_would_be_told_anew_says_so_and_tells_nobody(cli: Cli) -> None:
    signal = sent(cli)
    seq = str(shown(cli, signal, KARI)["seq"])
    line, found = told(cli, "correct", CASE, seq, *FRIDAY)
    assert f"Meldingen {signal} ville blitt fortalt BUP Sør på nytt." in line
    assert [(each["signal_id"], each["told"]) for each in found] == [(signal, "changed")]
    assert [step["step"] for step in shown(cli, signal, KARI)["steps"]][-1] == "sent"
    assert cli.ok("correct", CASE, seq, *FRIDAY, *KARI, "--json").json["messages"] == found


def test_an_annulment_that_would_withdraw_it_says_so(cli: Cli) -> None:
    signal = sent(cli)
    seq = str(shown(cli, signal, KARI)["seq"])
    line, found = told(cli, "annul", CASE, seq, "--why", "Feil barn.")
    assert f"Meldingen {signal} til BUP Sør ville blitt trukket" in line
    assert [each["told"] for each in found] == ["withdrawn"]
    assert cli.ok("annul", CASE, seq, "--why", "Feil barn.", *KARI, "--json").json["messages"] == found


def test_a_correction_that_changes_nothing_of_what_was_told_says_nothing_of_messages(cli: Cli) -> None:
    signal = sent(cli)
    seq = str(shown(cli, signal, KARI)["seq"])
    line, found = told(cli, "correct", CASE, seq, "--happened", "2026-08-24", "--why", "Likt.")
    assert ("Meldingen" in line, found) == (False, [])


def test_what_would_be_held_is_said_to_be(town: Town) -> None:
    cli = town.cli
    signal, _ = taken_over(cli)
    renewed(cli)
    seq = str(shown(cli, signal, KARI)["seq"])
    line, found = told(cli, "correct", CASE, seq, *FRIDAY)
    assert f"Meldingen {signal}: BUP Sør ville ikke blitt fortalt det uten at noen sender den på nytt" in line
    assert [each["told"] for each in found] == ["untold"]
    assert cli.ok("correct", CASE, seq, *FRIDAY, *KARI, "--json").json["messages"] == found
