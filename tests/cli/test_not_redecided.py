"""What is no decision cannot be decided anew: what it is instead is told, and what can be done about it."""

from tests.cli.running import Cli, open_case
from tests.cli.support import CONCLUDE, investigated


def redecided(cli: Cli, case: str, seq: int) -> str:
    ran = cli("redecide", case, str(seq), "--set", "konklusjon=2", "--reason", "Nytt.", "--as", "liv")
    assert ran.code == 4
    return ran.told


def records(cli: Cli, case: str) -> dict[str, int]:
    """The last number of each kind of record."""
    return {each["kind"]: each["seq"] for each in cli.ok("timeline", case, "--json").json["entries"] if each["seq"]}


def test_what_the_clock_recorded_is_told_as_such_and_can_be_neither_decided_anew_nor_put_right(cli: Cli) -> None:
    case = open_case(cli)
    cli.ok("clock", "advance", "9d")
    told = redecided(cli, case, records(cli, case)["crossing"])
    assert "er noe systemet merket da en tid var kommet" in told
    assert "verken gjøres om, rettes eller annulleres" in told
    assert f"pathways timeline {case}" in told
    cli.ok("advance", case, *CONCLUDE, "--reason", "x", "--happened", "2026-08-24T12:00")
    assert "merknad om at hendelse" in redecided(cli, case, records(cli, case)["superseded"])


def test_what_people_recorded_that_is_no_decision_says_so_and_what_can_be_done(cli: Cli) -> None:
    case = investigated(cli)
    assert "«melding_mottatt» er ingen beslutning, så den kan ikke gjøres om" in redecided(cli, case, 1)
    cli.ok("correct", case, "2", "--why", "x", "--set", "umiddelbar_oppfolging=ja")
    assert "er en retting av hendelse 2, og ingen beslutning" in redecided(cli, case, 3)
    cli.ok("annul", case, "2", "--why", "x")
    assert "merker hendelse 2 som feilregistrert, og er ingen beslutning" in redecided(cli, case, 4)


def test_what_an_activity_records_is_not_refused_for_its_date(cli: Cli) -> None:
    case = open_case(cli)
    cli.ok("advance", case, "melding_konkludert", "--set", "konklusjon=2", "--reason", "Skal undersøkes.")
    cli.ok("advance", case, "tilbakemelding_gitt", "--activity", "1", "--set", "opplyst_apnet=ja")
    told = redecided(cli, case, 3)
    assert "«tilbakemelding_gitt» er ingen beslutning" in told
    assert "før beslutningen" not in told


def test_why_a_deadline_was_missed_is_told_to_be_no_decision(cli: Cli) -> None:
    case = open_case(cli)
    cli.ok("clock", "advance", "3 weeks")
    code = cli.ok("definition", "codes", "lokal/frist_arsak", "--json").json["lists"][0]["codes"][0]["code"]
    cli.ok("deadline", "reason", case, "gjennomgang", "--code", code)
    told = redecided(cli, case, records(cli, case)["explanation"])
    assert "sier hvorfor en frist ikke ble holdt, og er ingen beslutning" in told
    assert "pathways deadline reason" in told
