"""What changes at the sender of a case that moves is told where it goes, and stays red there until somebody acts."""

from typing import Any

import pytest

from tests.cli.messages import KARI, ROLF
from tests.cli.running import Cli
from tests.cli.support import CONCLUDE, page
from tests.cli.test_merge import WHY
from tests.cli.test_message_notices import rungs
from tests.cli.test_move import LIV, NINA, REFUSED, make_neighbours
from tests.cli.test_move_deadlines import MOVED, answered, opened_there, received, reported, withdrawn
from tests.support.databases import Databases, SqliteDatabases

EARLIER = ("--happened", "2026-08-18", "--why", "Kom to dager før.")


@pytest.fixture
def cli(sqlite_databases: SqliteDatabases) -> Cli:
    """Two municipalities."""
    return Cli(url=sqlite_databases.copy_of(make_neighbours), env={})


@pytest.fixture
def cli_on_both(databases: Databases) -> Cli:
    """The same on SQLite and on PostgreSQL."""
    return Cli(url=databases.copy_of(make_neighbours), env={})


def shown(cli: Cli, signal: str, user: tuple[str, ...] = NINA) -> dict[str, Any]:
    return cli.ok("signal", "show", signal, *user, "--json").json


def due_told(cli: Cli, signal: str) -> list[str]:
    return [str(each["nominal"]) for each in shown(cli, signal)["shared"]["deadlines"]]


def gaps(cli: Cli, case: str, user: tuple[str, ...] = NINA) -> list[str]:
    found = cli.ok("case", "gaps", *user, "--json").json["cases"]
    return [name for each in found if each["case_id"] == case for name in each["gaps"]]


def said(cli: Cli, *words: str) -> str:
    return " ".join(cli(*words).told.split())


def taken_over(cli: Cli) -> tuple[str, str, str]:
    """A case that moved, taken over by one with the same dates: it, its message, and the one that has it now."""
    case = reported(cli)
    signal, there, _ = received(cli, case, "2026-08-20")
    cli.ok("signal", "take-over", signal, *NINA)
    return case, signal, there


def test_a_deadline_that_is_put_right_after_the_move_is_told_and_red_until_the_case_there_holds_it(
    cli_on_both: Cli,
) -> None:
    cli = cli_on_both
    case, signal, there = taken_over(cli)
    assert (due_told(cli, signal), shown(cli, signal)["red"]) == (["2026-08-27"], False)
    cli.ok("correct", case, "1", *EARLIER, *KARI)
    assert (due_told(cli, signal), shown(cli, signal)["red"]) == (["2026-08-25"], True)
    assert "source_changed" in gaps(cli, there)
    told = page(cli, "signal", "show", signal, *NINA)
    assert "nå: Gjennomgang av melding tirsdag 25. august 2026" in told
    assert "ikke lenger: Gjennomgang av melding torsdag 27. august 2026" in told
    assert f"«pathways signal follow {signal}»" in said(cli, "case", "gaps", *NINA)
    refused = cli("signal", "follow", signal, *NINA)
    assert (refused.code, "tirsdag 25. august 2026" in " ".join(refused.told.split())) == (REFUSED, True)
    cli.ok("correct", there, "1", *EARLIER, *NINA)
    cli.ok("signal", "follow", signal, *NINA)
    assert (shown(cli, signal)["red"], "source_changed" in gaps(cli, there)) == (False, False)
    assert shown(cli, signal, LIV)["status"] == "taken_over"
    assert "saken følger Barnevernet i Nord" in page(cli, "timeline", there, *NINA)
    assert cli.ok("replay", "--all", *ROLF, "--json").json["ok"]
    cli.ok("verify", *ROLF)


def test_a_late_entry_after_the_move_is_told_at_once_in_the_log_there_and_by_mail(cli_on_both: Cli) -> None:
    cli = cli_on_both
    cli.ok("clock", "advance", "2d")
    case, signal, there = taken_over(cli)
    cli.ok("clock", "advance", "1d")
    late = ("--happened", "2026-08-25", "--late-reason", "Glemt.")
    answer = said(cli, "advance", case, *CONCLUDE, *WHY, *late, *LIV)
    assert f"Meldingen {signal} er fortalt Barnevernet i Nabo på nytt" in answer
    assert (due_told(cli, signal), shown(cli, signal)["red"]) == (["2026-11-27"], True)
    assert rungs(cli, NINA) == ["changed"]
    assert f"melding {signal}: rettet av Barnevernet i Nord" in page(cli, "timeline", there, *NINA)
    refused = cli("advance", case, *CONCLUDE, *WHY, *late, *LIV)
    assert (refused.code, len(rungs(cli, NINA))) == (REFUSED, 1)


def test_the_case_there_may_stand_for_a_reason(cli: Cli) -> None:
    case, signal, there = taken_over(cli)
    cli.ok("correct", case, "1", *EARLIER, *KARI)
    assert cli("signal", "keep", signal, *NINA).code == REFUSED
    cli.ok("signal", "keep", signal, "--reason", "Gjennomgått i dag.", *NINA)
    assert (shown(cli, signal)["red"], gaps(cli, there).count("source_changed")) == (False, 0)


def test_a_case_that_moved_twice_is_told_of_by_the_message_that_holds(cli: Cli) -> None:
    case, first, there = taken_over(cli)
    cli.ok("case", "move", case, "--undo", "--reason", "Feil dag.", *LIV)
    cli.ok("signal", "keep", first, "--reason", "Avtalt.", *NINA)
    again = str(cli.ok("case", "move", case, *MOVED, "--json").json["signal_id"])
    cli.ok("signal", "receive", again, "--case", there, *NINA)
    cli.ok("signal", "take-over", again, *NINA)
    cli.ok("correct", case, "1", *EARLIER, *KARI)
    assert [shown(cli, each)["red"] for each in (first, again)] == [False, True]


def test_what_changes_no_deadline_is_told_to_nobody_after_the_move(cli: Cli) -> None:
    case, signal, _ = taken_over(cli)
    before = shown(cli, signal)["steps"]
    cli.ok("correct", case, "1", "--set", "innhold=1.1.01", "--why", "Feil kode.", *KARI)
    assert shown(cli, signal)["steps"] == before


def test_what_was_met_before_it_ended_here_is_no_news_of_a_later_correction(cli: Cli) -> None:
    case = reported(cli)
    signal, _, _ = received(cli, case, "2026-08-20")
    cli.ok("advance", case, "melding_grunnlos", *LIV)
    cli.ok("signal", "take-over", signal, *NINA)
    before = shown(cli, signal)["steps"]
    assert due_told(cli, signal) == ["2026-08-27"]
    cli.ok("correct", case, "1", "--set", "innhold=1.1.01", "--why", "Feil kode.", *KARI)
    assert shown(cli, signal)["steps"] == before


def test_before_it_is_taken_over_the_new_date_is_what_is_compared(cli: Cli) -> None:
    case = reported(cli)
    signal, there, _ = received(cli, case, "2026-08-20")
    cli.ok("correct", case, "1", *EARLIER, *KARI)
    assert (shown(cli, signal)["news"]["step"], shown(cli, signal)["hindered"]) == ("changed", "would_be_lost")
    refused = cli("signal", "take-over", signal, *NINA)
    assert (refused.code, "[gjennomgang]" in refused.told) == (REFUSED, True)
    cli.ok("correct", there, "1", *EARLIER, *NINA)
    cli.ok("signal", "take-over", signal, *NINA)
    assert (shown(cli, signal)["news"], shown(cli, signal)["red"]) == (None, False)


def test_nobody_gives_up_a_deadline_that_was_changed_since_they_looked(cli: Cli) -> None:
    case = reported(cli)
    signal, there, _ = received(cli, case, "2026-08-24")
    cli.ok("correct", case, "1", *EARLIER, *KARI)
    take = ("signal", "take-over", signal, "--lost", "gjennomgang=Avtalt.", *NINA)
    refused = cli(*take)
    assert (refused.code, f"signal keep {signal}" in " ".join(refused.told.split())) == (REFUSED, True)
    cli.ok("signal", "keep", signal, "--reason", "Sett.", *NINA)
    cli.ok(*take)
    assert "gitt opp med det: gjennomgang (tir. 25. aug. 2026)" in page(cli, "timeline", there, *NINA)


def test_what_an_ordinary_act_makes_owed_is_told_with_the_next_tick_or_at_the_first_refusal(cli: Cli) -> None:
    case = reported(cli)
    signal, _, _ = received(cli, case, "2026-08-20")
    cli.ok("advance", case, *CONCLUDE, *WHY, *LIV)
    assert shown(cli, signal)["hindered"] == "changed_since"
    refused = cli("signal", "take-over", signal, *NINA)
    assert (refused.code, f"signal show {signal}" in " ".join(refused.told.split())) == (REFUSED, True)
    assert [each["deadline"] for each in shown(cli, signal)["shared"]["deadlines"]] == ["undersokelse"]
    assert shown(cli, signal)["hindered"] == "would_be_lost"


def test_the_next_tick_tells_it_too(cli: Cli) -> None:
    case = reported(cli)
    signal, _, _ = received(cli, case, "2026-08-20")
    cli.ok("advance", case, *CONCLUDE, *WHY, *LIV)
    cli.ok("tick")
    assert [each["deadline"] for each in shown(cli, signal)["shared"]["deadlines"]] == ["undersokelse"]


def test_the_receiver_sees_why_it_cannot_take_over_before_and_after_it_was_refused(cli: Cli) -> None:
    case = reported(cli)
    signal, there, answer = received(cli, case, "2026-08-24")
    for _ in range(2):
        told = page(cli, "signal", "show", signal, *NINA)
        assert "Ansvaret kan ikke overtas slik det står nå" in told
        assert "torsdag 27. august 2026" in told.partition("Ansvaret kan ikke overtas")[2]
        assert "takeover_hindered" in gaps(cli, there)
        assert f"«pathways signal show {signal}» sier hvorfor" in said(cli, "case", "show", there, *NINA)
        assert cli("signal", "take-over", signal, *NINA).code == REFUSED
    assert f"{signal}: ● fra Barnevernet i Nord, mottatt. Kan ikke overtas" in said(cli, "case", "gaps", *NINA)
    cli.ok("correct", there, "1", "--happened", "2026-08-20", "--why", "Den dagen.", *NINA)
    assert (shown(cli, signal)["hindered"], "takeover_hindered" in gaps(cli, there)) == (None, False)
    cli.ok("annul", case, answer, "--why", "Brevet ble ikke sendt.", *KARI)
    assert shown(cli, signal)["hindered"] == "sender_waits"
    assert "melder" not in page(cli, "signal", "show", signal, *NINA).partition("Ansvaret kan ikke")[2].lower()


def test_what_may_no_longer_be_told_is_held_red_at_the_sender_until_a_person_may_send_it(cli: Cli) -> None:
    case, signal, there = taken_over(cli)
    withdrawn(cli, case)
    cli.ok("correct", case, "1", *EARLIER, *KARI)
    assert (due_told(cli, signal), shown(cli, signal)["red"]) == (["2026-08-27"], False)
    mine = shown(cli, signal, LIV)
    assert (mine["untold"], mine["red"], gaps(cli, case, LIV)) == (True, True, ["source_untold"])
    assert f"«pathways signal send {signal}»" in said(cli, "case", "gaps", *LIV)
    assert cli("signal", "send", signal, *LIV).code == REFUSED
    held = ("--share", "course", "--age", "11", "--how", "oral", "--by", "child", "--by", "parent_1")
    cli.ok("consent", "release", case, *held, "--by", "parent_2", "--to", "bv-nabo", *LIV)
    preview = cli.ok("signal", "send", signal, "--dry-run", *LIV, "--json").json
    assert (preview["may"], [each["nominal"] for each in preview["shared"]["deadlines"]]) == (True, ["2026-08-25"])
    cli.ok("signal", "send", signal, *LIV)
    assert (due_told(cli, signal), shown(cli, signal)["red"]) == (["2026-08-25"], True)
    assert shown(cli, signal, LIV)["red"] is False
    assert "source_changed" in gaps(cli, there)
    shared = cli.ok("share", "list", case, *LIV, "--json").json["shared"]
    assert [each["message"] for each in shared] == [signal, signal]
    cli.ok("verify", *ROLF)


def test_a_receiver_outside_is_written_to_anew(cli: Cli) -> None:
    case = reported(cli)
    answered(cli, case)
    signal = str(cli.ok("case", "move", case, "--to", "bv-ute", *MOVED[2:], "--json").json["signal_id"])
    for answer in ("received", "taken-over"):
        cli.ok("signal", "answer", signal, answer, "--on", "2026-08-24", *LIV)
    cli.ok("correct", case, "1", *EARLIER, *KARI)
    assert (shown(cli, signal, LIV)["untold"], gaps(cli, case, LIV)) == (True, ["source_untold"])
    assert "tirsdag 25. august" not in page(cli, "signal", "letter", signal, *LIV)
    cli.ok("signal", "send", signal, *LIV)
    assert "tirsdag 25. august 2026" in page(cli, "signal", "letter", signal, *LIV)
    assert (shown(cli, signal, LIV)["red"], shown(cli, signal, LIV)["status"]) == (False, "taken_over")


def test_what_the_receiver_did_with_a_change_is_for_the_receiver_alone(cli: Cli) -> None:
    case, signal, there = taken_over(cli)
    cli.ok("correct", case, "1", *EARLIER, *KARI)
    cli.ok("signal", "keep", signal, "--reason", "Gjennomgått i dag.", *NINA)
    steps = {user[1]: [each["step"] for each in shown(cli, signal, user)["steps"]] for user in (LIV, NINA)}
    assert (steps["liv"][-1], steps["nina"][-1]) == ("answered", "kept")
    told = page(cli, "signal", "show", signal, *LIV)
    assert ("har sett på rettingen" in told, "blir stående" in told, there in told) == (True, False, False)


def test_a_move_that_was_declined_says_at_both_ends_what_can_be_done(cli: Cli) -> None:
    case = reported(cli)
    signal, there, _ = received(cli, case, "2026-08-20")
    cli.ok("signal", "decline", signal, "--code", "feil_tjeneste", *NINA)
    assert gaps(cli, case, LIV) == ["no_holder", "handover_declined"]
    for words in (("case", "gaps"), ("case", "show", case), ("signal", "show", signal)):
        told = said(cli, *words, *LIV)
        assert f"«pathways signal drop {signal} --reason …»" in told, words
        assert "«pathways case move»" in told, words
    again = cli("signal", "take-over", signal, *NINA)
    assert (again.code, f"«pathways signal show {signal}»" in " ".join(again.told.split())) == (REFUSED, True)
    assert "Dere har sagt nei, og Barnevernet i Nord vet det." in page(cli, "signal", "show", signal, *NINA)
    cli.ok("signal", "drop", signal, "--reason", "Avvist.", *LIV)
    assert "handover_declined" not in gaps(cli, case, LIV)
    assert opened_there(cli, "2026-08-20") != there
