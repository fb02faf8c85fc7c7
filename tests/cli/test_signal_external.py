"""A hand-over to a service outside the installation: a letter goes out, and what they answer is written in by hand."""

from pathlib import Path

import pytest

from tests.cli.messages import KARI, MONA, gaps, make_areas, shown, whole
from tests.cli.running import Cli
from tests.support.databases import Databases, SqliteDatabases

REFUSED = "BUP-2026-0001"
ANSWER = ("svar_sendt", "--set", "svar_innhold=resultat,klage,ny_vurdering", "--set", "svar_til_henviser=ja")
HAND_OVER = (
    "overforing_sendt", "--set", "samtykke_kontakt=ja", "--reason", "KANARI trenger hjelp fra kommunen.",
    "--text", "mottaker_navn=KANARI-senteret", "--set",
)  # fmt: skip
OUTSIDE = ("--to", "helsestasjonen")
HELD = ("--share", "course", "--age", "14", "--how", "oral", "--by", "parent_1", "--by", "parent_2")


def make_refused(url: str) -> None:
    """Two areas, and a case in which BUP refused and has to hand over; to be copied."""
    make_areas(url)
    cli = Cli(url=url, env={})
    cli.ok("case", "open", "bup_vurdering", "--set", "henviser=fastlege", "--set", "ansiennitetsdato=2026-08-20", *MONA)
    cli.ok("advance", REFUSED, "henvisning_vurdert", "--set", "resultat=avslag", "--set",
           "avslag_grunner=kommunalt_niva", "--reason", "Kan følges opp i kommunen.", *MONA)  # fmt: skip
    cli.ok("advance", REFUSED, *ANSWER, *MONA)
    for to in ("helsestasjonen", "bv-nord"):
        cli.ok("consent", "release", REFUSED, *HELD, "--to", to, *MONA)


@pytest.fixture
def cli(sqlite_databases: SqliteDatabases) -> Cli:
    """A refusal that is to be handed over."""
    return Cli(url=sqlite_databases.copy_of(make_refused), env={})


@pytest.fixture
def cli_on_both(databases: Databases) -> Cli:
    """The same on SQLite and on PostgreSQL."""
    return Cli(url=databases.copy_of(make_refused), env={})


def handed_over(cli: Cli, to: str = "helsestasjon") -> str:
    """Record the hand-over; the id of its message."""
    cli.ok("advance", REFUSED, *HAND_OVER, f"mottaker={to}", *MONA)
    outgoing = cli.ok("signal", "list", *MONA, "--json").json["outgoing"]
    return str(outgoing[-1]["signal_id"])


def test_a_letter_goes_out_with_what_is_shared_and_the_answers_are_written_in(cli_on_both: Cli) -> None:
    cli = cli_on_both
    signal = handed_over(cli)
    assert cli("signal", "letter", signal, *MONA).code == 4
    cli.ok("signal", "send", signal, *OUTSIDE, *MONA)
    letter = cli.ok("signal", "letter", signal, *MONA).out
    assert all(each in letter for each in ("Helsestasjonen", "BUP Sør", signal, "24. august 2026", "skolehelse"))
    assert all(each not in letter for each in ("KANARI", REFUSED, "mona", "kommunalt_niva", "\x1b"))
    cli.ok("clock", "advance", "3d")
    cli.ok("signal", "answer", signal, "received", "--on", "2026-08-25", *MONA)
    assert (shown(cli, signal, MONA)["status"], shown(cli, signal, MONA)["red"]) == ("received", True)
    cli.ok("signal", "answer", signal, "taken-over", "--on", "2026-08-26", "--reason", "Ringt.", *MONA)
    assert (shown(cli, signal, MONA)["status"], shown(cli, signal, MONA)["red"]) == ("taken_over", False)
    whole(cli)


def test_the_letter_is_written_to_a_new_file_for_its_owner_alone(cli: Cli, tmp_path: Path) -> None:
    signal, file = handed_over(cli), tmp_path / "brev.txt"
    cli.ok("signal", "send", signal, *OUTSIDE, *MONA)
    cli.ok("signal", "letter", signal, "--out", str(file), *MONA)
    assert (signal in file.read_text("utf-8"), file.stat().st_mode & 0o077) == (True, 0)
    assert cli("signal", "letter", signal, "--out", str(file), *MONA).code == 2


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (("taken-over", "--on", "2026-08-24"), 4),
        (("received", "--on", "2026-08-20"), 4),
        (("received", "--on", "2026-08-25"), 4),
        (("kanskje", "--on", "2026-08-24"), 2),
    ],
)
def test_an_answer_that_cannot_be_is_refused(cli: Cli, said: tuple[str, ...], code: int) -> None:
    signal = handed_over(cli)
    cli.ok("signal", "send", signal, *OUTSIDE, *MONA)
    assert cli("signal", "answer", signal, *said, *MONA).code == code
    assert shown(cli, signal, MONA)["status"] == "sent"


def test_a_correction_has_to_be_written_to_those_outside_by_a_person(cli: Cli) -> None:
    signal = handed_over(cli)
    cli.ok("signal", "send", signal, *OUTSIDE, *MONA)
    for said in ("received", "taken-over"):
        cli.ok("signal", "answer", signal, said, "--on", "2026-08-24", *MONA)
    seq = str(shown(cli, signal, MONA)["seq"])
    cli.ok("correct", REFUSED, seq, "--set", "mottaker=fastlege", "--why", "Feil mottaker.", *MONA)
    assert (shown(cli, signal, MONA)["untold"], shown(cli, signal, MONA)["red"]) == (True, True)
    assert "skolehelsetjeneste" in cli.ok("signal", "letter", signal, *MONA).out
    cli.ok("signal", "send", signal, *OUTSIDE, *MONA)
    assert "Fastlege" in cli.ok("signal", "letter", signal, *MONA).out
    assert (shown(cli, signal, MONA)["untold"], shown(cli, signal, MONA)["status"]) == (False, "sent")


def test_what_was_annulled_after_it_went_out_is_red_until_somebody_has_told_them(cli: Cli) -> None:
    signal = handed_over(cli)
    cli.ok("signal", "send", signal, *OUTSIDE, *MONA)
    seq = str(shown(cli, signal, MONA)["seq"])
    cli.ok("annul", REFUSED, seq, "--why", "Feil sak.", *MONA)
    assert (shown(cli, signal, MONA)["status"], shown(cli, signal, MONA)["red"]) == ("withdrawn", True)
    assert "trukket tilbake" in cli.ok("signal", "letter", signal, *MONA).out
    cli.ok("signal", "drop", signal, "--reason", "De er ringt.", *MONA)
    assert not shown(cli, signal, MONA)["red"]


def test_what_is_out_on_paper_is_not_taken_back_and_is_red_until_they_are_told(cli: Cli) -> None:
    signal = handed_over(cli)
    cli.ok("signal", "send", signal, *OUTSIDE, *MONA)
    given = cli.ok("consent", "list", REFUSED, *MONA, "--json").json["given"]
    (seq,) = (str(each["seq"]) for each in given if each["data"]["to"] == "helsestasjonen")
    ran = cli.ok("consent", "withdraw", REFUSED, seq, "--by", "parent_1", *MONA)
    assert "Er brevet ute, kan det ikke tas tilbake: si fra til dem" in " ".join(ran.told.split())
    seen = shown(cli, signal, MONA)
    assert (seen["status"], seen["taken_back"], seen["red"]) == ("sent", True, True)
    letter = cli("signal", "letter", signal, *MONA)
    assert (letter.code, letter.out, "skolehelse" in letter.told) == (4, "", False)
    for said in ("received", "taken-over"):
        cli.ok("signal", "answer", signal, said, "--on", "2026-08-24", *MONA)
    assert "handover_taken_back" in gaps(cli, user=MONA)[REFUSED]
    cli.ok("signal", "drop", signal, "--reason", "De er ringt.", *MONA)
    assert not shown(cli, signal, MONA)["red"]
    whole(cli)


def test_a_service_of_the_installation_answers_for_itself(cli: Cli) -> None:
    signal = handed_over(cli, "barnevern")
    cli.ok("signal", "send", signal, *MONA)
    assert cli("signal", "answer", signal, "received", "--on", "2026-08-24", *MONA).code == 4
    incoming = cli.ok("signal", "list", *KARI, "--json").json["incoming"]
    assert [each["signal_id"] for each in incoming] == [signal]
    assert cli("signal", "receive", signal, *KARI).code == 4
    cli.ok("signal", "receive", signal, "--case", "BV-2026-0001", *KARI)
