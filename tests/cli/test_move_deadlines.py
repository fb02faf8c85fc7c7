"""A case that moves takes its deadlines by law along, and those who reported are answered by the sender."""

import json
from pathlib import Path

import pytest

from tests.cli.messages import KARI, ROLF
from tests.cli.running import Cli, open_case
from tests.cli.support import page
from tests.cli.test_move import ANSWERED, HELD, LIV, NINA, REFUSED, make_neighbours
from tests.support.databases import SqliteDatabases

MOVED = ("--to", "bv-nabo", "--on", "2026-08-24", "--reason", "Familien har flyttet.", *LIV)

ALONG = "torsdag 27. august 2026, regnet fra torsdag 20. august 2026"


@pytest.fixture
def cli(sqlite_databases: SqliteDatabases) -> Cli:
    """Two municipalities."""
    return Cli(url=sqlite_databases.copy_of(make_neighbours), env={})


def reported(cli: Cli) -> str:
    """A report that came in four days ago, whose course may be told to the neighbour."""
    case = open_case(cli, "--happened", "2026-08-20", *KARI)
    for to in ("bv-nabo", "bv-ute"):
        cli.ok("consent", "release", case, *HELD, "--to", to, *LIV)
    return case


def opened_there(cli: Cli, on: str) -> str:
    given = ("--set", "meldere=5", "--set", "innhold=1.1.02", "--happened", on)
    return str(cli.ok("case", "open", "barnevern_undersokelse", *given, *NINA, "--json").json["case_id"])


def received(cli: Cli, case: str, on: str) -> tuple[str, str, str]:
    """The message of a case that moved, received into one that the neighbour opened; and the answer to the reporter."""
    answer = answered(cli, case)
    signal = str(cli.ok("case", "move", case, *MOVED, "--json").json["signal_id"])
    there = opened_there(cli, on)
    cli.ok("signal", "receive", signal, "--case", there, *NINA)
    return signal, there, answer


def withdrawn(cli: Cli, case: str) -> None:
    """Take back the release that the message to the neighbour rests on."""
    given = cli.ok("consent", "list", case, *LIV, "--json").json["given"]
    (seq,) = [each["seq"] for each in given if each["data"]["to"] == "bv-nabo"]
    cli.ok("consent", "withdraw", case, str(seq), "--by", "parent_1", "--reason", "Vil ikke.", *LIV)


def answered(cli: Cli, case: str) -> str:
    """Answer the reporter; the number of that event."""
    return str(cli.ok("advance", case, *ANSWERED, *KARI, "--json").json["seq"])


def words(cli: Cli, case: str) -> dict[str, str]:
    runs = cli.ok("case", "show", case, *LIV, "--json").json["runs"]
    return {each["name"]: each["word"] for run in runs for each in run["deadlines"]}


def test_a_case_with_later_deadlines_does_not_take_over_and_one_with_the_same_does(cli: Cli) -> None:
    case = reported(cli)
    signal, there, _ = received(cli, case, "2026-08-24")
    refused = cli("signal", "take-over", signal, *NINA)
    assert refused.code == REFUSED
    for part in (
        "27. august 2026",
        "regnet fra torsdag 20. august 2026",
        "[gjennomgang]",
        "import open-cases",
        "--lost",
    ):
        assert part in " ".join(refused.told.split()), part
    assert words(cli, case)["gjennomgang"] == "running"
    assert cli.ok("signal", "show", signal, *NINA, "--json").json["status"] == "received"
    cli.ok("correct", there, "1", "--happened", "2026-08-20", "--why", "Meldt til Nord den dagen.", *NINA)
    cli.ok("signal", "take-over", signal, *NINA)
    assert words(cli, case)["gjennomgang"] == "ended"


def test_what_is_given_up_is_named_with_why_and_stands_on_both_sides(cli: Cli) -> None:
    case = reported(cli)
    signal, there, _ = received(cli, case, "2026-08-24")
    for wrong in ("undersokelse=Nei.", "ukjent=Nei."):
        assert cli("signal", "take-over", signal, "--lost", wrong, *NINA).code == REFUSED
    assert cli("signal", "take-over", signal, "--lost", "gjennomgang", *NINA).code == 2
    cli.ok("signal", "take-over", signal, "--lost", "gjennomgang=Avtalt med Nord.", *NINA)
    mine, theirs = page(cli, "timeline", case, *LIV), page(cli, "timeline", there, *NINA)
    assert all("gitt opp med det: gjennomgang (tor. 27. aug. 2026)" in told for told in (mine, theirs))
    assert ("Avtalt med Nord." in theirs, "Avtalt med Nord." in mine) == (True, False)
    assert words(cli, case)["gjennomgang"] == "ended"
    assert cli.ok("replay", "--all", *ROLF, "--json").json["ok"]
    cli.ok("verify", *ROLF)


def test_what_is_given_up_is_named_by_its_title_as_well(cli: Cli) -> None:
    case = reported(cli)
    signal, there, _ = received(cli, case, "2026-08-24")
    unknown = cli("signal", "take-over", signal, "--lost", "Ukjent frist=Nei.", *NINA)
    said = " ".join(unknown.told.split())
    assert (unknown.code, "«Gjennomgang av melding»" in said, "gjennomgang (" in said) == (REFUSED, True, True)
    twice = ("--lost", "gjennomgang=Avtalt.", "--lost", "Gjennomgang av melding=Nei.")
    assert "både med navn og med tittel" in " ".join(cli("signal", "take-over", signal, *twice, *NINA).told.split())
    cli.ok("signal", "take-over", signal, "--lost", "gjennomgang av melding=Avtalt med Nord.", *NINA)
    assert "gitt opp med det: gjennomgang (tor. 27. aug. 2026)" in page(cli, "timeline", there, *NINA)


def test_both_sides_see_which_deadlines_go_along_and_so_does_the_letter_to_one_outside(cli: Cli) -> None:
    case = reported(cli)
    cli.ok("advance", case, *ANSWERED, *KARI)
    signal = str(cli.ok("case", "move", case, *MOVED, "--json").json["signal_id"])
    for told in (page(cli, "signal", "show", signal, *NINA), page(cli, "case", "show", case, *LIV)):
        assert ALONG in told
        assert "Tilbakemelding til melder" not in told.partition("Lovfrist")[2].partition("Steg")[0]
    cli.ok("signal", "drop", signal, "--reason", "Feil kommune.", *LIV)
    outside = ("--to", "bv-ute", *MOVED[2:])
    signal = str(cli.ok("case", "move", case, *outside, "--json").json["signal_id"])
    assert ALONG in page(cli, "signal", "letter", signal, *LIV)


def test_what_the_sender_owes_since_and_may_not_tell_is_neither_lost_nor_told(cli: Cli) -> None:
    case = reported(cli)
    signal, _, _ = received(cli, case, "2026-08-20")
    withdrawn(cli, case)
    cli.ok("correct", case, "1", "--happened", "2026-08-18", "--why", "Kom to dager før.", *KARI)
    refused = cli("signal", "take-over", signal, "--lost", "gjennomgang=Nei.", *NINA)
    assert (refused.code, "etter at meldingen ble sendt" in " ".join(refused.told.split())) == (REFUSED, True)
    assert "18. aug" not in refused.told


def test_a_case_does_not_go_before_those_who_reported_have_their_answer(cli: Cli) -> None:
    case = reported(cli)
    refused = cli("case", "move", case, *MOVED)
    assert (refused.code, "melder.1" in refused.told, "§ 13-3" in refused.told) == (REFUSED, True, True)
    cli.ok("advance", case, *ANSWERED, *KARI)
    cli.ok("case", "move", case, *MOVED)


def test_an_answer_that_is_owed_after_it_was_sent_keeps_the_case_with_the_sender(cli: Cli) -> None:
    case = reported(cli)
    answer = answered(cli, case)
    outside = str(cli.ok("case", "move", case, "--to", "bv-ute", *MOVED[2:], "--json").json["signal_id"])
    cli.ok("annul", case, answer, "--why", "Brevet ble ikke sendt.", *KARI)
    cli.ok("signal", "answer", outside, "received", "--on", "2026-08-24", *LIV)
    refused = cli("signal", "answer", outside, "taken-over", "--on", "2026-08-24", *LIV)
    assert (refused.code, "melder.1" in refused.told) == (REFUSED, True)
    assert words(cli, case)["tilbakemelding"] == "running"
    cli.ok("advance", case, *ANSWERED, *KARI)
    cli.ok("signal", "answer", outside, "taken-over", "--on", "2026-08-24", *LIV)


def test_one_of_the_same_installation_hears_that_the_sender_still_owes_something(cli: Cli) -> None:
    case = reported(cli)
    signal, _, answer = received(cli, case, "2026-08-20")
    cli.ok("annul", case, answer, "--why", "Brevet ble ikke sendt.", *KARI)
    refused = cli("signal", "take-over", signal, *NINA)
    assert (refused.code, "bare den kan gjøre" in " ".join(refused.told.split())) == (REFUSED, True)
    assert "melder" not in refused.told.lower()


def test_the_file_tells_nothing_of_those_who_reported_and_the_sender_reports_there(cli: Cli, tmp_path: Path) -> None:
    case = reported(cli)
    cli.ok("advance", case, *ANSWERED, *KARI)
    signal = str(cli.ok("case", "move", case, *MOVED, "--json").json["signal_id"])
    file = tmp_path / "flytting.json"
    cli.ok("case", "move", case, "--file", str(file), *LIV)
    document = json.loads(file.read_text(encoding="utf-8"))
    assert [each["event"] for each in document["cases"][0]["events"]] == ["melding_mottatt"]
    # As the guide says: to the receiver it is the sending service that reports (barnevernsloven § 13-5).
    document["cases"][0]["events"][0]["set"]["meldere"] = ["5"]
    file.write_text(json.dumps(document), encoding="utf-8")
    there = str(cli.ok("import", "open-cases", str(file), *NINA, "--json").json["cases"][0]["case_id"])
    cli.ok("signal", "receive", signal, "--case", there, *NINA)
    cli.ok("signal", "take-over", signal, *NINA)


def test_one_case_stands_for_one_that_moves_and_not_for_two_children(cli: Cli) -> None:
    first = reported(cli)
    signal, there, _ = received(cli, first, "2026-08-20")
    cli.ok("signal", "take-over", signal, *NINA)
    second = reported(cli)
    answered(cli, second)
    other = str(cli.ok("case", "move", second, *MOVED, "--json").json["signal_id"])
    refused = cli("signal", "receive", other, "--case", there, *NINA)
    assert (refused.code, "kan ikke stå for to" in " ".join(refused.told.split())) == (REFUSED, True)
    assert words(cli, second)["gjennomgang"] == "running"
    own = opened_there(cli, "2026-08-20")
    cli.ok("signal", "receive", other, "--case", own, *NINA)
    cli.ok("signal", "take-over", other, *NINA)


def test_a_case_that_declined_a_move_may_stand_for_another_one(cli: Cli) -> None:
    first = reported(cli)
    signal, there, _ = received(cli, first, "2026-08-20")
    cli.ok("signal", "decline", signal, "--code", "feil_tjeneste", *NINA)
    second = reported(cli)
    answered(cli, second)
    other = str(cli.ok("case", "move", second, *MOVED, "--json").json["signal_id"])
    cli.ok("signal", "receive", other, "--case", there, *NINA)
    cli.ok("signal", "take-over", other, *NINA)


def test_a_case_that_comes_back_and_moves_again_may_go_on_where_it_was(cli: Cli) -> None:
    case = reported(cli)
    signal, there, _ = received(cli, case, "2026-08-20")
    cli.ok("signal", "take-over", signal, *NINA)
    cli.ok("case", "move", case, "--undo", "--reason", "Feil dag.", *LIV)
    cli.ok("signal", "keep", signal, "--reason", "Avtalt.", *NINA)
    again = str(cli.ok("case", "move", case, *MOVED, "--json").json["signal_id"])
    cli.ok("signal", "receive", again, "--case", there, *NINA)
    cli.ok("signal", "take-over", again, *NINA)


def test_what_was_declined_is_taken_back_and_handed_over_anew(cli: Cli) -> None:
    case = reported(cli)
    signal, _, _ = received(cli, case, "2026-08-24")
    cli.ok("signal", "decline", signal, "--code", "feil_tjeneste", *NINA)
    refused = cli("signal", "send", signal, "--to", "bv-nabo", *LIV)
    assert (refused.code, f"signal drop {signal}" in " ".join(refused.told.split())) == (REFUSED, True)
    cli.ok("signal", "drop", signal, "--reason", "Avvist.", *LIV)
    assert cli.ok("case", "move", case, *MOVED, "--json").json["signal_id"] != signal
