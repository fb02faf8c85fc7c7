"""Who says stop while a message waits to be received is heard: from that moment nobody there sees it."""

from typing import Any

import pytest

from pathways.engine.signal_seen import was_seen
from pathways.store import signals
from tests.cli.messages import (
    CASE,
    KARI,
    MONA,
    TO_SOR,
    corrected,
    gaps,
    listed,
    make_unreleased,
    received,
    released,
    sent,
    shown,
    the_one,
    whole,
)
from tests.cli.running import Cli
from tests.cli.support import page
from tests.support.databases import Databases, SqliteDatabases

GROUND = ("consent", "basis", CASE, "--ground", "bvl-13-1", "--share", "course", "--reason", "Trengs.", *TO_SOR, *KARI)


@pytest.fixture
def cli(sqlite_databases: SqliteDatabases) -> Cli:
    """Two data areas, and a referral of which nobody has said that it may be told."""
    return Cli(url=sqlite_databases.copy_of(make_unreleased), env={})


@pytest.fixture
def cli_on_both(databases: Databases) -> Cli:
    """The same on SQLite and on PostgreSQL."""
    return Cli(url=databases.copy_of(make_unreleased), env={})


def stop(cli: Cli, how: str, seq: int, *more: str) -> dict[str, Any]:
    """Somebody says stop to what was released with event ``seq``; the answer."""
    stops = {
        "withdraw": ("consent", "withdraw", CASE, str(seq), "--by", "parent_1"),
        "object": ("consent", "object", CASE, "--by", "child", "--everybody"),
        "object --to": ("consent", "object", CASE, "--by", "child", *TO_SOR),
        "annul": ("annul", CASE, str(seq), "--why", "Aldri gitt."),
        "correct": ("consent", "correct", CASE, str(seq), "--share", "persons", "--why", "Bare navn.", "--age", "11"),
    }
    return dict(cli.ok(*stops[how], *more, *KARI, "--json").json)


@pytest.mark.parametrize("how", ["withdraw", "object", "object --to", "annul", "correct"])
def test_who_says_stop_before_the_receipt_takes_the_message_back(cli: Cli, how: str) -> None:
    seq = released(cli, *TO_SOR)
    signal = sent(cli)
    (told,) = stop(cli, how, seq)["messages"]
    assert (told["signal_id"], told["to"], told["told"]) == (signal, "bup-sor", "taken_back")
    assert listed(cli, MONA, "--all")["incoming"] == []
    for verb in (("show",), ("receive", "--set", "henviser=barnevern"), ("decline", "--code", "annet")):
        ran = cli("signal", verb[0], signal, *verb[1:], *MONA)
        assert (ran.code, "henvis" in ran.told.casefold(), "trukket" in ran.told) == (5, False, False), verb
    seen = shown(cli, signal, KARI)
    assert (seen["status"], seen["taken_back"], seen["red"]) == ("prepared", True, True)


def test_the_story_of_a_message_that_is_taken_back_after_somebody_saw_it(cli_on_both: Cli) -> None:
    cli = cli_on_both
    seq = released(cli, *TO_SOR)
    signal = sent(cli)
    cli.ok("signal", "show", signal, *MONA)
    ran = cli.ok("consent", "withdraw", CASE, str(seq), "--by", "parent_1", *KARI)
    assert f"Tatt tilbake: melding {signal} til BUP Sør" in " ".join(ran.told.split())
    assert "noen hadde sett den" in " ".join(ran.told.split())
    again = cli("signal", "show", signal, *MONA)
    assert (again.code, again.told.strip()) == (
        5, f"Meldingen {signal} er trukket av den som sendte den, og vises ikke lenger.",
    )  # fmt: skip
    (notice,) = cli.ok("notice", "list", "--all", *MONA, "--json").json["notices"]
    assert (notice["in_force"], notice["lapsed_why"]) == (False, "meldingen er trukket")
    assert "Henvis" not in f"{notice['title']} {notice['full_title']}"
    for command in (("case", "show", CASE), ("signal", "show", signal)):
        told = " ".join(page(cli, *command, *KARI).split())
        assert ("tatt tilbake fra BUP Sør" in told, "noen der hadde sett den" in told) == (True, True), told
    assert f"melding {signal} til BUP Sør trukket" in " ".join(page(cli, "timeline", CASE, *KARI).split())
    assert "handover_taken_back" in gaps(cli)[CASE]
    cli.ok("signal", "drop", signal, "--reason", "De er ringt.", *KARI)
    assert "handover_taken_back" not in gaps(cli)[CASE]
    whole(cli)


def test_one_that_nobody_had_seen_says_so(cli: Cli) -> None:
    seq = released(cli, *TO_SOR)
    sent(cli)
    ran = cli.ok("consent", "withdraw", CASE, str(seq), "--by", "parent_1", *KARI)
    assert "Ingen der hadde sett den" in " ".join(ran.told.split())


def test_what_another_basis_carries_stays_and_says_which(cli: Cli) -> None:
    seq = released(cli, *TO_SOR)
    signal = sent(cli)
    cli.ok(*GROUND)
    (told,) = stop(cli, "withdraw", seq)["messages"]
    assert (told["told"], "§ 13-1" in told["basis"]) == ("carried", True)
    assert [each["signal_id"] for each in listed(cli, MONA)["incoming"]] == [signal]
    received(cli, signal)


def test_a_stop_that_is_about_somebody_else_takes_nothing_back(cli: Cli) -> None:
    released(cli, *TO_SOR)
    other = released(cli, "--to", "bup-ost")
    signal = sent(cli)
    assert stop(cli, "withdraw", other)["messages"] == []
    told = cli.ok("consent", "object", CASE, "--by", "child", "--to", "bup-ost", *KARI, "--json").json
    assert (told["messages"], shown(cli, signal, MONA)["status"]) == ([], "sent")


def test_one_that_was_declined_before_its_receipt_is_taken_back_too(cli: Cli) -> None:
    seq = released(cli, *TO_SOR)
    signal = sent(cli)
    cli.ok("signal", "decline", signal, "--code", "annet", *MONA)
    (told,) = stop(cli, "withdraw", seq)["messages"]
    assert (told["told"], told["seen"], listed(cli, MONA, "--all")["incoming"]) == ("taken_back", True, [])


def test_one_that_was_received_cannot_be_taken_back_and_the_answer_says_so(cli: Cli) -> None:
    seq = released(cli, *TO_SOR)
    signal = sent(cli)
    received(cli, signal)
    (told,) = stop(cli, "withdraw", seq)["messages"]
    assert (told["told"], shown(cli, signal, MONA)["status"]) == ("received", "received")


def test_a_change_that_nobody_has_followed_is_taken_back_and_what_was_received_stays(cli: Cli) -> None:
    seq = released(cli, *TO_SOR)
    signal = sent(cli)
    cli.ok("clock", "advance", "2d")
    received(cli, signal)
    corrected(cli, signal)
    assert shown(cli, signal, MONA)["shared"]["anchor"] == "2026-08-21"
    (told,) = stop(cli, "withdraw", seq)["messages"]
    there = shown(cli, signal, MONA)
    assert (told["told"], there["shared"]["anchor"], there["news"]) == ("news_taken_back", "2026-08-24", None)
    assert cli("signal", "follow", signal, *MONA).code == 4
    here = shown(cli, signal, KARI)
    assert (here["red"], here["untold"], here["taken_back"]) == (True, True, True)
    whole(cli)


def test_what_is_put_right_sends_nothing_by_itself(cli: Cli) -> None:
    seq = released(cli, *TO_SOR)
    signal = sent(cli)
    stop(cli, "withdraw", seq)
    released(cli, *TO_SOR)
    corrected(cli, signal)
    cli.ok("clock", "advance", "1d")
    here = shown(cli, signal, KARI)
    assert (listed(cli, MONA)["incoming"], here["taken_back"], here["untold"]) == ([], True, False)
    cli.ok("signal", "send", signal, *TO_SOR, *KARI)
    (there,) = listed(cli, MONA)["incoming"]
    assert (there["shared"]["anchor"], shown(cli, signal, KARI)["taken_back"]) == ("2026-08-21", False)
    received(cli, signal)


def test_nor_does_an_objection_that_is_lifted(cli: Cli) -> None:
    released(cli, *TO_SOR)
    signal = sent(cli)
    seq = stop(cli, "object", 0)["seq"]
    cli.ok("consent", "withdraw", CASE, str(seq), "--by", "child", *KARI)
    corrected(cli, signal)
    assert (listed(cli, MONA)["incoming"], shown(cli, signal, KARI)["steps"][-1]["step"]) == ([], "taken_back")


def test_only_who_looked_is_one_who_saw_it(cli: Cli) -> None:
    released(cli, *TO_SOR)
    signal = sent(cli)
    cli.ok("signal", "show", signal, *MONA)
    database = cli.database()
    with database.read() as conn:
        kept = signals.read(conn, signal)
        assert kept is not None
        assert [was_seen(conn, kept, user) for user in ("", "mona", "inger", "kari")] == [True, True, False, False]
    database.close()


def test_an_objection_that_is_only_tried_says_what_it_would_take_back(cli: Cli) -> None:
    released(cli, *TO_SOR)
    signal = sent(cli)
    tried = ("consent", "object", CASE, "--by", "child", "--everybody", "--dry-run", *KARI)
    assert [each["told"] for each in cli.ok(*tried, "--json").json["messages"]] == ["taken_back"]
    assert "ville blitt tatt tilbake" in " ".join(page(cli, *tried).split())
    assert shown(cli, signal, MONA)["status"] == "sent"


def test_the_same_stop_once_more_answers_the_same(cli: Cli) -> None:
    seq = released(cli, *TO_SOR)
    signal = sent(cli)
    first = stop(cli, "withdraw", seq, "--key", "n1")
    assert stop(cli, "withdraw", seq, "--key", "n1")["messages"] == first["messages"]
    assert [each["step"] for each in shown(cli, signal, KARI)["steps"]].count("taken_back") == 1


def test_one_that_was_never_sent_is_in_no_answer(cli: Cli) -> None:
    seq = released(cli, *TO_SOR)
    signal = the_one(cli)
    assert (stop(cli, "withdraw", seq)["messages"], shown(cli, signal, KARI)["taken_back"]) == ([], False)


def test_a_withdrawal_that_is_only_tried_says_what_it_would_take_back_and_what_was_told(cli: Cli) -> None:
    seq = released(cli, *TO_SOR)
    signal = sent(cli)
    before = cli.ok("case", "show", CASE, *KARI, "--json").json["version"]
    tried = ("consent", "withdraw", CASE, str(seq), "--by", "parent_1", "--dry-run", *KARI)
    answer = cli.ok(*tried, "--json").json
    assert [(each["signal_id"], each["told"]) for each in answer["messages"]] == [(signal, "taken_back")]
    (link,) = [each for each in answer["links"] if each["to"] == "bup-sor"]
    assert ("events" in link["before"], link["after"]) == (True, [])
    assert [each["message"] for each in answer["already_shared"]] == [signal]
    told = " ".join(page(cli, *tried).split())
    assert ("Ingenting er registrert" in told, "ville blitt tatt tilbake" in told) == (True, True)
    after = cli.ok("case", "show", CASE, *KARI, "--json").json["version"]
    assert (shown(cli, signal, MONA)["status"], after) == ("sent", before)
    assert stop(cli, "withdraw", seq)["messages"][0]["told"] == "taken_back"


def test_what_cannot_be_withdrawn_is_refused_when_it_is_only_tried(cli: Cli) -> None:
    seq = released(cli, *TO_SOR)
    tried = ("consent", "withdraw", CASE, str(seq), "--dry-run", *KARI)
    assert cli(*tried).code == 4
    stop(cli, "withdraw", seq)
    assert cli(*tried, "--by", "child").code == 4


def test_what_lifting_an_objection_would_open_is_told(cli: Cli) -> None:
    released(cli, *TO_SOR)
    seq = str(stop(cli, "object", 0)["seq"])
    tried = ("consent", "withdraw", CASE, seq, "--by", "child", "--dry-run", *KARI)
    (link,) = [each for each in cli.ok(*tried, "--json").json["links"] if each["to"] == "bup-sor"]
    assert (link["before"], "events" in link["after"]) == ([], True)
