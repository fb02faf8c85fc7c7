"""Who looks at a message before it is received stands in the log of the case that sends it, and nowhere for them."""

from collections.abc import Callable
from dataclasses import asdict

import pytest

from pathways.store import access
from tests.cli.messages import CASE, INGER, KARI, MONA, TO_SOR, listed, make_referred, received, sent, the_one
from tests.cli.running import Cli
from tests.cli.support import alter
from tests.cli.test_fail_closed import FAULTS
from tests.support.databases import Databases, SqliteDatabases

LIV = ("--as", "liv")
Looks = tuple[str, ...]

AT_RECEIVER: dict[str, Looks] = {
    "signal list": ("signal", "list"),
    "signal list --all": ("signal", "list", "--all"),
    "signal show": ("signal", "show", "{signal}"),
    "signal receive": ("signal", "receive", "{signal}"),
    "signal receive --case": ("signal", "receive", "{signal}", "--case", "BUP-2026-0009"),
    "signal decline": ("signal", "decline", "{signal}", "--code", "finnes ikke"),
    "signal take-over": ("signal", "take-over", "{signal}"),
    "signal follow --dry-run": ("signal", "follow", "{signal}", "--dry-run"),
    "signal follow": ("signal", "follow", "{signal}"),
    "signal keep": ("signal", "keep", "{signal}", "--reason", "Står."),
    "worklist": ("worklist",),
    "worklist --csv": ("worklist", "--csv"),
    "case gaps": ("case", "gaps"),
    "notice list": ("notice", "list"),
}
"""Everything that shows a message to whoever it was sent to, or acts on it, with what it is given; none succeeds in
changing it."""


@pytest.fixture
def cli(sqlite_databases: SqliteDatabases) -> Cli:
    """A referral that is recorded and not sent."""
    return Cli(url=sqlite_databases.copy_of(make_referred), env={})


@pytest.fixture
def cli_on_both(databases: Databases) -> Cli:
    """The same on SQLite and on PostgreSQL."""
    return Cli(url=databases.copy_of(make_referred), env={})


def rows_of(cli: Cli, user: str) -> list[dict[str, object]]:
    """What stands of somebody in the log of the case that sends, the newest first, as it is kept."""
    database = cli.database()
    with database.read() as conn:
        kept = access.of_case(conn, CASE, limit=200)
    database.close()
    return [asdict(each) for each in kept if each.user == user]


def declined(cli: Cli, signal: str) -> None:
    cli.ok("signal", "decline", signal, "--code", "annet", *MONA)


STATES: dict[str, Callable[[Cli, str], None]] = {"sent": lambda _cli, _signal: None, "declined": declined}


@pytest.mark.parametrize("state", STATES)
def test_each_look_before_the_receipt_leaves_one_row_in_the_case_that_sends(cli: Cli, state: str) -> None:
    signal = sent(cli)
    STATES[state](cli, signal)
    for name, command in AT_RECEIVER.items():
        before = len(rows_of(cli, "mona"))
        ran = cli(*(each.format(signal=signal) for each in command), *MONA)
        after = rows_of(cli, "mona")
        shows = signal in ran.out or command[0] == "signal"
        if shows and not (state == "declined" and "--all" not in command and command[:2] == ("signal", "list")):
            assert len(after) > before, (state, name, ran.told)
            newest = after[0]
            assert (newest["granted"], newest["organisation"]) == (True, "sykehuset"), name
            assert signal in str(newest["information"]), name
            assert "bup-sor" in str(newest["information"]), name
        assert CASE not in ran.told, name


def test_the_one_who_declines_stands_there_and_who_never_looked_does_not(cli_on_both: Cli) -> None:
    cli = cli_on_both
    signal = sent(cli)
    cli.ok("signal", "show", signal, *MONA)
    cli.ok("signal", "show", signal, *MONA)
    assert [each["purpose"] for each in rows_of(cli, "mona")] == ["melding vist"] * 2
    declined(cli, signal)
    told = cli.ok("access-log", CASE, *LIV, "--limit", "200", "--json").json["rows"]
    seen = [(each["user"], each["organisation"], each["purpose"]) for each in told if each["user"] != "kari"]
    assert seen[1:4] == [("mona", "sykehuset", "melding mottas")] * 2 + [("mona", "sykehuset", "melding vist")]
    assert rows_of(cli, "inger") == []


def test_a_list_leaves_a_row_for_each_message_of_one_case(cli: Cli) -> None:
    cli.ok("advance", CASE, "henvisning_sendt", "--set", "henvist_til=bup", *KARI)
    both = [str(each["signal_id"]) for each in listed(cli, KARI)["outgoing"]]
    for each in both:
        cli.ok("signal", "send", each, *TO_SOR, *KARI)
    assert len(listed(cli, MONA)["incoming"]) == len(both) == 2
    assert sorted(str(each["information"])[8:22] for each in rows_of(cli, "mona")) == sorted(both)


def test_an_attempt_at_one_that_is_dropped_or_foreign_stands_there_as_refused(cli: Cli) -> None:
    signal = sent(cli)
    assert cli("signal", "show", signal, *INGER).code == 5
    cli.ok("signal", "drop", signal, "--reason", "Feil.", *KARI)
    assert cli("signal", "show", signal, *MONA).code == 5
    assert [each["granted"] for each in (*rows_of(cli, "inger"), *rows_of(cli, "mona"))] == [False, False]


def test_a_message_that_was_never_sent_or_is_received_leaves_none_of_the_receiver(cli: Cli) -> None:
    signal = the_one(cli)
    listed(cli, MONA)
    sent(cli)
    received(cli, signal)
    before = len(rows_of(cli, "mona"))
    cli.ok("signal", "show", signal, *MONA)
    listed(cli, MONA)
    assert [each["purpose"] for each in rows_of(cli, "mona")] == ["melding mottas"] * before


def test_who_leads_the_receiver_sees_what_its_people_saw_and_no_case_of_the_sender(cli: Cli) -> None:
    signal = sent(cli)
    cli.ok("signal", "show", signal, *MONA)
    cli.ok("people", "add", "dag", "--role", "enhetsleder", "--service", "bup-sor", "--as", "siv")
    here, elsewhere = (cli.ok("access-log", "--user", "mona", "--as", user, "--json") for user in ("dag", "inger"))
    assert CASE not in here.out + elsewhere.out
    assert any(signal in str(each["information"]) for each in here.json["rows"])
    assert signal not in elsewhere.out, "inger leads another service of the same trust"


def test_who_leads_is_told_of_no_case_only_messages_to_the_own_service(cli: Cli) -> None:
    signal = sent(cli)
    cli.ok("signal", "show", signal, *MONA)
    cli.ok("concern", "list", *KARI)
    of_mona, of_kari = (cli.ok("access-log", "--user", user, *LIV, "--json").json["rows"] for user in ("mona", "kari"))
    assert {each["case_id"] for each in of_mona} == {CASE}
    assert "" not in {each["case_id"] or "" for each in of_kari}


@pytest.mark.parametrize("fails", ["1", f"NEW.case_id = '{CASE}'"])
def test_nothing_is_shown_where_the_row_cannot_be_written(cli: Cli, fails: str) -> None:
    """Where every row fails, and where only that of the case that sends does."""
    signal = sent(cli)
    (notice,) = cli.ok("notice", "list", *MONA, "--json").json["notices"]
    alter(cli, FAULTS["sqlite"][0].format(when=fails), CASE)
    showing = [command for command in AT_RECEIVER.values() if command[0] != "signal" or command[1] in ("list", "show")]
    for command in (*showing, ("notice", "show", notice["id"])):
        ran = cli(*(each.format(signal=signal) for each in command), *MONA)
        assert (ran.code, signal in ran.out) == (69, False), (command, ran.told)


def test_a_notice_that_is_read_leaves_a_row_as_the_message_does(cli: Cli) -> None:
    signal = sent(cli)
    (notice,) = cli.ok("notice", "list", *MONA, "--json").json["notices"]
    cli.ok("notice", "show", notice["id"], *MONA)
    newest = rows_of(cli, "mona")[0]
    assert (newest["purpose"], signal in str(newest["information"])) == ("varsel", True)
