"""What a person is told so that they get on: codes with titles, fields that can be given, what is in the way."""

import pytest

from tests.cli.running import REPORT, Cli, open_case
from tests.cli.support import CONCLUDE, START, investigated, page, words


def test_a_code_that_cannot_be_used_is_refused_with_those_that_can(cli: Cli) -> None:
    case = open_case(cli)
    ran = cli("advance", case, "melding_konkludert", "--set", "konklusjon=1", "--reason", "x")
    assert ran.code == 4
    assert "2 Ikke henlagt (undersøkelse åpnes); 3 Henlagt pga. aktive tiltak" in ran.told
    assert "til 2025-12-31" in ran.told
    assert "Nå kan" not in ran.told
    long = cli("advance", case, "melding_mottatt", "--set", "meldere=77", "--set", "innhold=1.1.02")
    assert "… se «pathways definition codes register/melder»" in long.told


def test_a_code_list_is_shown_with_titles_and_days(cli: Cli) -> None:
    assert "register/melder" in words(cli.ok("definition", "codes"))
    assert "25 Tannlege fra 2025-01-01" in words(cli.ok("definition", "codes", "melder"))
    found = cli.ok("definition", "codes", "register/melder", "--json").json["lists"]
    assert [each["id"] for each in found] == ["register/melder"]
    assert cli("definition", "codes", "tull").code == 5


def test_the_fields_of_an_event_are_told_with_what_they_take(cli: Cli) -> None:
    case = open_case(cli)
    told = page(cli, "case", "can", case, "melding_konkludert")
    assert "må --set konklusjon=… Konklusjon på meldingen én kode" in told
    assert "kan --set umiddelbar_oppfolging=…" in told
    ran = cli("case", "can", case, "melding_konkludrt")
    assert (ran.code, "Mente du melding_konkludert" in ran.told) == (5, True)


def test_what_no_value_can_make_possible_is_not_offered(cli: Cli) -> None:
    case = open_case(cli)
    found = cli.ok("case", "can", case, "--json").json
    assert "ny_tilbakemelding_gitt" not in [each["event"] for each in found["possible"]]
    assert "ny_tilbakemelding_gitt" in [each["event"] for each in found["blocked"]]
    assert "når undersøkelsen er gjennomført" in page(cli, "case", "show", case).partition("Du kan ikke nå")[2]


def test_a_case_that_should_not_have_been_says_so_and_can_be_begun_again(cli: Cli) -> None:
    case = open_case(cli)
    cli.ok("annul", case, "1", "--why", "Feil barn.")
    assert "hendelse 1 er merket feilregistrert, se hendelse 2" in words(cli.ok("case", "show", case))
    assert "registrert ved en feil" in words(cli.ok("case", "list"))
    cli.ok("advance", case, "melding_mottatt", *REPORT)
    assert "Melding mottatt" in words(cli.ok("case", "list"))


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("correct", "2", "--why", "x", "--set", "konklusjon=2"), "endrer ingenting"),
        (("correct", "3", "--why", "x"), "Rett eller annuller hendelse 2 i stedet"),
        (("correct", "4", "--why", "x"), "det er endelig"),
    ],
)
def test_a_correction_is_of_an_act_and_changes_something(arguments: tuple[str, ...], told: str, cli: Cli) -> None:
    case = investigated(cli)
    if arguments[1] != "2":
        cli.ok("correct", case, "2", "--why", "x", "--set", "umiddelbar_oppfolging=ja")
        cli.ok("annul", case, "2", "--why", "x")
    ran = cli(arguments[0], case, *arguments[1:])
    assert ran.code == 4
    assert told in ran.told


def test_an_activity_and_a_date_that_are_not_there_are_told(cli: Cli) -> None:
    case = open_case(cli)
    assert "Velg én med --activity: 1" in cli("advance", case, "tilbakemelding_gitt", "--activity", "4").told
    early = cli("advance", case, *CONCLUDE, "--reason", "x", "--happened", "2026-08-01").told
    assert "for tidlig. På det tidspunktet var saken eller løpet ikke startet." in early
    assert "Det startet man. 24. aug. 2026, ved hendelse 1 (melding_mottatt)." in early


def test_what_is_put_before_its_run_began_is_told_when_that_was(cli: Cli) -> None:
    case = open_case(cli)
    cli.ok("clock", "advance", "3d")
    cli.ok("advance", case, *CONCLUDE, "--reason", "x")
    seq = cli.ok("advance", case, *START, "--reason", "Tvil.", "--json").json["seq"]
    began = "Det startet tor. 27. aug. 2026, ved hendelse 2 (melding_konkludert)."
    for moved in (
        cli("correct", case, str(seq), "--happened", "2026-08-25", "--why", "Feil dag."),
        cli("advance", case, "satt_pa_vent", "--run", "barnevern_forlop", "--happened", "2026-08-25"),
    ):
        assert moved.code == 4
        assert began in moved.told
        assert "saken har ikke løpet" not in moved.told


def test_a_case_number_can_be_typed_short(cli: Cli) -> None:
    assert words(cli.ok("case", "show", open_case(cli).lower().replace("-000", "-"))).startswith("BV-2026-0001")
