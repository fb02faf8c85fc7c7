"""A refusal of BUP decided anew into a right, through the command line: what is owed, and what is told of the first."""

import pytest

from tests.cli.running import Cli
from tests.cli.support import page, set_clock

RECEIVED = ("--set", "henviser=fastlege", "--set", "ansiennitetsdato=2026-08-20")
REFUSED = ("--set", "resultat=avslag", "--set", "avslag_grunner=kommunalt_niva", "--reason", "Hører til kommunen.")
ANSWERED = ("--set", "svar_innhold=resultat,klage,ny_vurdering", "--set", "svar_til_henviser=ja")
RIGHT = ("--set", "resultat=rett", "--set", "frist_start=2026-09-30", "--set", "gjelder_4a=ja")


@pytest.fixture
def refused(cli: Cli) -> str:
    """A referral received elsewhere on 20 August and here on the 24th, refused and answered the same day."""
    case = cli.ok("case", "open", "bup_vurdering", "--as", "mona", *RECEIVED, "--json").json["case_id"]
    cli.ok("advance", case, "henvisning_vurdert", "--as", "inger", *REFUSED)
    cli.ok("advance", case, "svar_sendt", "--as", "inger", *ANSWERED)
    cli.ok("advance", case, "avgjorelsen_kjent", "--activity", "klage.pasient", "--as", "inger")
    return str(case)


def anew(cli: Cli, case: str, *more: str) -> str:
    set_clock(cli, "2026-08-26T09:00")
    return page(cli, "redecide", case, "2", "--as", "inger", *RIGHT, "--reason", "Nye opplysninger.", *more)


def test_the_duty_of_a_transfer_falls_away_and_a_dry_run_says_so(cli: Cli, refused: str) -> None:
    assert "Overføring sendt til en navngitt tjeneste" in anew(cli, refused, "--dry-run")
    anew(cli, refused)
    found = cli.ok("deadline", "list", refused, "--json", "--as", "inger").json["deadlines"]
    assert [each["word"] for each in found if each["name"] == "overforing_avtales"] == ["ended"]


def test_a_window_for_complaints_of_the_first_decision_says_that_it_was_made_anew_since(cli: Cli, refused: str) -> None:
    asked = (
        ("deadline", "list", refused),
        ("deadline", "explain", refused, "klage"),
        ("case", "show", refused),
    )
    said = "regnet fra før «Henvisningen vurdert» ble gjort om ons. 26. aug. 2026, se hendelse"
    assert [said in page(cli, *words, "--as", "inger") for words in asked] == [False, False, False]
    anew(cli, refused)
    assert [page(cli, *words, "--as", "inger").count(said) for words in asked] == [1, 1, 1]


def test_one_that_is_known_anew_counts_from_then_and_says_nothing_of_the_first(cli: Cli, refused: str) -> None:
    anew(cli, refused)
    cli.ok("advance", refused, "avgjorelsen_kjent", "--activity", "klage.pasient", "--as", "inger")
    assert "ble gjort om" not in page(cli, "deadline", "explain", refused, "klage", "--as", "inger")


def test_what_counts_from_a_date_field_names_the_field_and_the_event_it_was_given_in(cli: Cli, refused: str) -> None:
    told = page(cli, "deadline", "explain", refused, "svar", "--as", "inger")
    field = "feltet «Mottatt i spesialisthelsetjenesten (første mottak)», tor. 20. aug. 2026"
    assert f"telles fra {field}; gitt i hendelse 1: Henvisning mottatt, man. 24. aug. 2026" in told
    plain = page(cli, "deadline", "explain", refused, "overforing_avtales", "--as", "inger")
    assert "telles fra hendelse 3: Svar sendt til pasienten" in plain
