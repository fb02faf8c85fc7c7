"""``advance|correct|annul``: what is recorded, what is refused and what is said then, and the past."""

import os
import subprocess
import sys

import pytest

from tests.cli.running import REPORT, ROOT, Cli, open_case
from tests.cli.support import CONCLUDE, START, investigated, set_clock, words


def entry(cli: Cli, case: str, seq: int, *more: str) -> dict[str, object]:
    """One entry of the timeline."""
    entries = cli.ok("timeline", case, "--json", *more).json["entries"]
    found: dict[str, object] = next(each for each in entries if each["seq"] == seq)
    return found


def values(cli: Cli, case: str, seq: int) -> dict[str, object]:
    """What an event says now."""
    details = entry(cli, case, seq)["details"]
    assert isinstance(details, list)
    return {detail["name"]: detail["value"] for detail in details}


def with_input(cli: Cli, typed: bytes, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, str(ROOT / "cli.py"), *arguments],
        env={"PATH": os.environ["PATH"], "PATHWAYS_DATABASE": cli.url},
        input=typed,
        capture_output=True,
        check=False,
    )


def test_an_act_without_a_time_happens_now(cli: Cli) -> None:
    case = open_case(cli)
    set_clock(cli, "2026-08-25T07:30")
    cli.ok("advance", case, *CONCLUDE, "--reason", "x")
    assert entry(cli, case, 2)["happened_at"] == "2026-08-25T07:30:00Z"


def test_a_time_without_offset_is_norwegian_time(cli: Cli) -> None:
    case = open_case(cli, "--happened", "2026-08-24T07:30")
    assert entry(cli, case, 1)["happened_at"] == "2026-08-24T05:30:00Z"


def test_nothing_is_recorded_before_it_happens(cli: Cli) -> None:
    case = open_case(cli)
    ran = cli("advance", case, *CONCLUDE, "--reason", "x", "--happened", "2026-08-25")
    assert ran.code == 4
    assert "tidspunktet er ikke kommet ennå" in ran.told


def test_warnings_are_told_aside_and_kept(cli: Cli) -> None:
    case = open_case(cli)
    ran = cli.ok("advance", case, "melding_konkludert", "--set", "konklusjon=2", "--reason", "x", "--json")
    assert "Obs: Behovet for umiddelbar oppfølging er ikke registrert som vurdert" in ran.told
    assert len(ran.json["warnings"]) == 1
    assert entry(cli, case, 2)["warnings"] == ran.json["warnings"]


def test_a_refusal_says_why_who_may_and_what_to_do_instead(cli: Cli) -> None:
    case = investigated(cli)
    ran = cli("advance", case, "undersokelse_konkludert", "--set", "utfall=1", "--reason", "x")
    assert (ran.code, ran.out) == (7, "")
    assert "kan bare registreres av «Leder i barnevernstjenesten», og kari er «Saksbehandler i" in ran.told
    assert "undersokelse_konkludert: bare «Leder i barnevernstjenesten» kan dette (liv)." in ran.told
    assert "Nå kan kari: undersokelsesplan_laget --set plan_dato=…" in ran.told
    assert cli.ok("case", "show", case, "--json").json["version"] == 2


def test_an_event_that_is_not_possible_now_is_refused_with_those_that_are(cli: Cli) -> None:
    case = open_case(cli)
    ran = cli("advance", case, "undersokelsesplan_laget", "--set", "plan_dato=2026-08-24", "--as", "liv")
    assert (ran.code, ran.out) == (4, "")
    assert "ikke mulig" in ran.told
    assert (
        "Nå kan liv: melding_konkludert --set konklusjon=… [--set umiddelbar_oppfolging|innhold=…] --reason …"
        in ran.told
    )


def test_an_event_in_a_case_that_is_not_there_is_not_found(cli: Cli) -> None:
    ran = cli("advance", "BV-2026-9999", *CONCLUDE, "--reason", "x")
    assert (ran.code, ran.err) == (5, "Fant ikke saken BV-2026-9999.\n")


def test_the_reason_can_come_on_standard_input(cli: Cli) -> None:
    case = open_case(cli)
    done = with_input(cli, "Første linje\nøvrig\n".encode(), "advance", case, *CONCLUDE, "--reason", "-")
    assert done.returncode == 0, done.stderr
    texts = entry(cli, case, 2)["texts"]
    assert isinstance(texts, list)
    assert texts[0]["text"] == "Første linje\nøvrig"


def test_a_reason_that_is_not_utf8_is_wrong_usage(cli: Cli) -> None:
    case = open_case(cli)
    done = with_input(cli, b"\xff\xfe", "advance", case, *CONCLUDE, "--reason", "-")
    assert (done.returncode, done.stdout) == (2, b"")
    assert "UTF-8" in done.stderr.decode()


def test_a_further_report_begins_a_run_of_its_own(cli: Cli) -> None:
    case = investigated(cli)
    for number in (2, 3):
        receipt = cli.ok("advance", case, "melding_mottatt", *REPORT, "--json").json
        assert receipt["run"] == f"barnevern_undersokelse-{number}"
    runs = cli.ok("case", "show", case, "--json").json["runs"]
    assert [run["state"] for run in runs] == ["undersokes", "vurderes", "mottatt", "mottatt"]


def test_a_pathway_the_case_does_not_have_yet_is_begun_by_its_start_event(cli: Cli) -> None:
    case = open_case(cli)
    receipt = cli.ok("advance", case, "forlop_apnet", "--set", "fase=melding", "--json")
    assert receipt.json["run"] == "barnevern_forlop"


def test_a_run_is_picked_when_several_could_hear_the_event(cli: Cli) -> None:
    case = open_case(cli)
    cli.ok("advance", case, "melding_mottatt", *REPORT)
    ambiguous = cli("advance", case, *CONCLUDE, "--reason", "x")
    assert ambiguous.code == 4
    assert "--run" in ambiguous.told
    receipt = cli.ok("advance", case, *CONCLUDE, "--reason", "x", "--run", "barnevern_undersokelse-2", "--json")
    assert receipt.json["run"] == "barnevern_undersokelse-2"


def test_an_activity_is_picked(cli: Cli) -> None:
    case = open_case(cli, "--reason", "x")
    cli.ok("advance", case, "tilbakemelding_gitt", "--activity", "1", "--set", "opplyst_apnet=ja")
    items = cli.ok("case", "show", case, "--json").json["runs"][0]["activities"]
    assert [item["state"] for item in items] == ["gitt"]


def test_a_case_that_somebody_else_changed_is_a_conflict(cli: Cli) -> None:
    case = open_case(cli)
    cli.ok("advance", case, *CONCLUDE, "--reason", "x", "--as", "liv")
    ran = cli("advance", case, "undersokelsesplan_laget", "--set", "plan_dato=2026-08-24", "--expect", "1")
    assert (ran.code, ran.out) == (6, "")
    cli.ok("advance", case, "undersokelsesplan_laget", "--set", "plan_dato=2026-08-24", "--expect", "2")


def test_the_same_act_with_the_same_key_is_recorded_once_however_late(cli: Cli) -> None:
    case = open_case(cli)
    command = ("advance", case, *CONCLUDE, "--reason", "x", "--key", "k")
    cli.ok(*command)
    set_clock(cli, "2026-08-24T09:00")
    again = cli.ok(*command)
    assert "Registrert fra før: hendelse 2" in words(again)
    assert cli("advance", case, *CONCLUDE, "--reason", "y", "--key", "k").code == 6


def test_a_correction_changes_what_is_given_and_keeps_the_rest(cli: Cli) -> None:
    case = open_case(cli)
    cli.ok("advance", case, "melding_konkludert", "--set", "konklusjon=3", "--reason", "Skolevegring.")
    ran = cli.ok("correct", case, "2", "--why", "Feil kode.", "--set", "konklusjon=2")
    assert f"Rettet: hendelse 2 i {case}, melding_konkludert. Rettingen er hendelse 3" in words(ran)
    assert values(cli, case, 2) == {"konklusjon": "2"}
    assert cli.ok("case", "show", case, "--json").json["runs"][0]["state"] == "undersokes"
    told = entry(cli, case, 2)
    assert told["corrected_by"] == [3]
    assert told["texts"] == [{"name": "reason", "title": "Begrunnelse", "text": "Skolevegring.", "sealed": False}]
    correction = entry(cli, case, 3)
    assert correction["changes"] == [
        {
            "title": "Konklusjon på meldingen",
            "before": "Henlagt pga. aktive tiltak (3)",
            "after": "Ikke henlagt (undersøkelse åpnes) (2)",
        }
    ]


def test_a_second_correction_builds_on_the_first(cli: Cli) -> None:
    case = open_case(cli)
    cli.ok("advance", case, "melding_konkludert", "--set", "konklusjon=3", "--reason", "x")
    cli.ok("correct", case, "2", "--why", "a", "--set", "konklusjon=2")
    cli.ok("correct", case, "2", "--why", "b", "--set", "umiddelbar_oppfolging=ja")
    assert values(cli, case, 2) == {"konklusjon": "2", "umiddelbar_oppfolging": True}
    cli.ok("correct", case, "2", "--why", "c", "--reason", "ny")
    cli.ok("correct", case, "2", "--why", "d", "--unset", "umiddelbar_oppfolging")
    assert values(cli, case, 2) == {"konklusjon": "2"}
    texts = entry(cli, case, 2)["texts"]
    assert isinstance(texts, list)
    assert [text["text"] for text in texts] == ["ny"]


def test_a_correction_can_move_what_happened(cli: Cli) -> None:
    case = open_case(cli, "--happened", "2026-08-20")
    cli.ok("correct", case, "1", "--why", "Kom dagen før.", "--happened", "2026-08-19")
    assert entry(cli, case, 1)["happened_on"] == "2026-08-19"
    deadlines = cli.ok("case", "show", case, "--json").json["runs"][0]["deadlines"]
    assert deadlines[0]["nominal"] == "2026-08-26"


def test_the_codes_of_a_reason_are_kept_or_replaced(cli: Cli) -> None:
    case = investigated(cli)
    cli.ok("advance", case, *START, "--reason", "x")
    cli.ok("correct", case, "3", "--why", "a", "--set", "samtykke=annet_grunnlag")
    assert values(cli, case, 3)["reason_codes"] == ["tvil"]
    cli.ok("correct", case, "3", "--why", "b", "--code", "onske")
    assert values(cli, case, 3)["reason_codes"] == ["onske"]


@pytest.mark.parametrize(
    ("given", "code", "told"),
    [
        (("--why", " "), 4, "oppgi hvorfor"),
        ((), 4, "oppgi hvorfor"),
        (("--why", "x", "--set", "konklusjon=2", "--unset", "konklusjon"), 2, "både satt og tatt bort: konklusjon"),
        (("--why", "x", "--unset", "finnes_ikke"), 2, "Den har: konklusjon, umiddelbar_oppfolging, reason."),
        (("--why", "x", "--unset", "reason"), 4, "krever en begrunnelse"),
    ],
)
def test_a_correction_that_cannot_be_made_is_refused(given: tuple[str, ...], code: int, told: str, cli: Cli) -> None:
    case = investigated(cli)
    ran = cli("correct", case, "2", *given)
    assert (ran.code, ran.out) == (code, "")
    assert told in ran.told


def test_only_what_a_person_recorded_can_be_corrected(cli: Cli) -> None:
    case = open_case(cli)
    assert cli("correct", case, "7", "--why", "x").code == 5
    set_clock(cli, "2026-09-20T09:00")
    cli.ok("advance", case, *CONCLUDE, "--reason", "x")
    assert cli("correct", case, "2", "--why", "x").code == 4


def test_a_correction_that_makes_others_impossible_lists_them(cli: Cli) -> None:
    case = investigated(cli)
    cli.ok("advance", case, "undersokelsesplan_laget", "--set", "plan_dato=2026-08-24")
    ran = cli("correct", case, "2", "--why", "x", "--set", "konklusjon=3")
    assert ran.code == 4
    assert "hendelse 3 (undersokelsesplan_laget)" in ran.told


def test_what_was_wrongly_registered_counts_no_more(cli: Cli) -> None:
    case = investigated(cli)
    ran = cli.ok("annul", case, "2", "--why", "Feil sak.")
    assert "Merket feilregistrert: hendelse 2" in words(ran)
    assert cli.ok("case", "show", case, "--json").json["runs"][0]["state"] == "mottatt"
    assert cli("annul", case, "2", "--why", "x").code == 4
    assert cli("annul", case, "1", "--why", " ").code == 4
