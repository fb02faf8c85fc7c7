"""A case that goes on though its message was declined, or whose report was put right: somebody is mailed of it."""

from collections.abc import Iterator

import pytest

from tests.cli import concerns
from tests.cli.concerns import ANNE, BJORN, NEW_DAY
from tests.cli.messages import KARI, MONA, TO_SOR, corrected, received, sent, whole
from tests.cli.running import Cli, staffed
from tests.cli.test_message_notices import SECRET, Town, inbox, rungs, town_of
from tests.cli.test_signal_declined import NO, SENT_ON, declined
from tests.notifications.servers import HOST, post_office
from tests.support.databases import Databases, SqliteDatabases

SAID = "saken som ble åpnet for den, løper videre"


@pytest.fixture
def town(sqlite_databases: SqliteDatabases) -> Iterator[Town]:
    """Two data areas, a referral that is ready to be sent, and a mail server."""
    with post_office() as post:
        yield town_of(sqlite_databases, post)


@pytest.fixture
def on_both(databases: Databases) -> Iterator[Town]:
    """The same on SQLite and on PostgreSQL."""
    with post_office() as post:
        yield town_of(databases, post)


@pytest.mark.parametrize("ending", ["annul", "advance"])
def test_whoever_has_it_is_mailed_at_once_and_again_until_the_case_has_ended(on_both: Town, ending: str) -> None:
    cli = on_both.cli
    _, case = declined(cli)
    assert rungs(cli, MONA) == ["left_open"]
    on_both.deliver()
    told = on_both.told("mona")
    assert (SAID in told, [word for word in SECRET if word.lower() in told.lower()]) == (True, [])
    cli.ok("clock", "advance", "7d")
    assert rungs(cli, MONA) == ["left_open", "left_open_again"]
    assert on_both.told("mona").startswith("Påminnelse: en sak løper videre")
    mails = len(on_both.mails("mona"))
    cli.ok("clock", "advance", "7d")
    assert len([each for each in inbox(cli, MONA, "--all") if each["rung"].startswith("left_open")]) == 2
    given = {"annul": (case, "1", "--why", "Feil tjeneste."), "advance": (case, *SENT_ON)}[ending]
    cli.ok(ending, *given, *MONA)
    assert rungs(cli, MONA) == []
    assert "saken er avsluttet" in inbox(cli, MONA, "--all")[0]["lapsed_why"]
    cli.ok("tick")
    cli.ok("clock", "advance", "7d")
    assert not any(SAID in str(mail.get_content()) for mail in on_both.mails("mona")[mails:])
    whole(cli)


def test_a_case_that_ends_while_the_mail_waits_is_not_mailed(town: Town) -> None:
    _, case = declined(town.cli)
    town.cli.ok("advance", case, *SENT_ON, *MONA)
    town.deliver()
    assert not any(SAID in str(mail.get_content()) for mail in town.mails("mona"))


def test_it_is_told_wherever_the_message_has_gone_and_no_more_once_it_is_received_there_anew(town: Town) -> None:
    signal, case = declined(town.cli)
    town.cli.ok("signal", "drop", signal, "--reason", "Ikke likevel.", *KARI)
    assert rungs(town.cli, MONA) == ["left_open"]
    town.cli.ok("clock", "advance", "7d")
    assert rungs(town.cli, MONA) == ["left_open", "left_open_again"]
    signal, case = again(town.cli)
    assert rungs(town.cli, MONA)[-2:] == ["left_open", "came"]
    town.cli.ok("signal", "receive", signal, "--case", case, *MONA)
    assert [each for each in inbox(town.cli, MONA) if each["message"] == signal and each["in_force"]] == []


def again(cli: Cli) -> tuple[str, str]:
    """A second referral, received, declined, and sent again."""
    cli.ok("advance", "BV-2026-0001", "henvisning_sendt", "--set", "henvist_til=bup", *KARI)
    outgoing = cli.ok("signal", "list", *KARI, "--json").json["outgoing"]
    signal = next(str(each["signal_id"]) for each in outgoing if each["status"] == "prepared")
    cli.ok("signal", "send", signal, *TO_SOR, *KARI)
    case = received(cli, signal)
    cli.ok("signal", "decline", signal, *NO, *MONA)
    cli.ok("signal", "send", signal, *TO_SOR, *KARI)
    return signal, case


def test_what_a_sender_changed_is_told_again_until_somebody_has_looked(town: Town) -> None:
    cli = town.cli
    signal = sent(cli)
    received(cli, signal)
    cli.ok("signal", "take-over", signal, *MONA)
    corrected(cli, signal)
    assert rungs(cli, MONA) == ["changed"]
    town.deliver()
    cli.ok("clock", "advance", "7d")
    assert rungs(cli, MONA) == ["changed", "changed_again"]
    assert town.told("mona").startswith("Påminnelse: en melding er rettet eller trukket.")
    cli.ok("signal", "follow", signal, *MONA)
    assert rungs(cli, MONA) == []


@pytest.fixture
def teams(databases: Databases) -> Iterator[Town]:
    """A report about three children, the first of them with team A and the others with team B; and a mail server."""
    with post_office() as post:
        env = {
            "PATHWAYS_SMTP_HOST": HOST,
            "PATHWAYS_SMTP_PORT": str(post.port),
            "PATHWAYS_MAIL_FROM": "varsel@nord.example",
        }
        people = concerns.TEAMS
        for name in ("anne", "bjorn", "liv", "kari"):
            people = people.replace(f"[users.{name}]\n", f'[users.{name}]\nemail = "{name}@nord.example"\n')
        cli = staffed(Cli(url=databases.copy_of(concerns.make_teams), env=env), people, by="siv")
        yield Town(cli=cli, post=post)


def test_whoever_has_a_case_of_a_report_is_mailed_when_it_is_put_right_and_of_no_other_case(teams: Town) -> None:
    cli = teams.cli
    concern, (first, second, third) = concerns.three(cli)
    cli.ok("concern", "correct", concern, *NEW_DAY, *concerns.KARI)
    assert [each["case_id"] for each in inbox(cli, ANNE)] == [first]
    assert sorted(each["case_id"] for each in inbox(cli, BJORN)) == [second, third]
    teams.deliver()
    told = teams.told("anne")
    assert told.startswith("En melding er rettet eller trukket. En melding dere har mottatt, er rettet eller trukket.")
    assert [word for word in (first, second, third, concern, "bekymring") if word in told] == []
    shown = cli.ok("notice", "show", inbox(cli, ANNE)[0]["id"][:8], *ANNE).told
    assert [word for word in (second, third, concern) if word in shown] == []
    cli.ok("clock", "advance", "7d")
    assert rungs(cli, ANNE) == ["changed", "changed_again"]
    signal = concerns.message_in(cli, first, ANNE)["signal_id"]
    cli.ok("signal", "follow", signal, *ANNE)
    assert rungs(cli, ANNE) == []
    assert len(rungs(cli, BJORN)) == 4
    concerns.whole(cli)


def test_a_child_that_is_taken_out_of_a_report_is_told_in_its_own_case_alone(teams: Town) -> None:
    concern, (first, second, _) = concerns.three(teams.cli)
    teams.cli.ok("concern", "remove", concern, second, *concerns.KARI)
    assert (inbox(teams.cli, ANNE), [each["case_id"] for each in inbox(teams.cli, BJORN)]) == ([], [second])
    assert first not in teams.cli.ok("notice", "list", *BJORN).told
