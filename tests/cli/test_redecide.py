"""``redecide``: a decision made anew through the command line: shown, looked at beforehand, refused, taken back."""

import json
from pathlib import Path

from tests.cli.running import Cli, Ran
from tests.cli.support import investigated, page, set_clock, words

CLOSE = ("--set", "konklusjon=10", "--reason", "Nye opplysninger fra skolen.")


def states(ran: Ran) -> dict[str, str]:
    return {run["run"]: run["state"] for run in ran.json["runs"]}


def test_a_decision_is_made_anew_and_both_stay(cli_on_both: Cli) -> None:
    cli = cli_on_both
    case = investigated(cli)
    set_clock(cli, "2026-09-14T09:00")
    ran = cli.ok("redecide", case, "2", *CLOSE, "--as", "liv")
    assert "Gjort om: hendelse 2 i BV-2026-0001, melding_konkludert. Omgjøringen er hendelse" in words(ran)
    assert states(cli.ok("case", "show", case, "--json")) == {
        "barnevern_undersokelse": "henlagt_melding",
        "barnevern_forlop": "(omgjort)",
    }
    assert (
        states(cli.ok("case", "show", case, "--json", "--at", "2026-09-13"))["barnevern_undersokelse"] == "undersokes"
    )
    told = page(cli, "timeline", case)
    assert "→ gjort om, se hendelse" in told
    assert "omgjøring av hendelse 2: Melding konkludert" in told
    assert "Nye opplysninger fra skolen." in told
    assert cli.ok("verify", "--json", "--as", "rolf").json["ok"]
    assert cli.ok("replay", "--all", "--json").json["ok"]


def test_the_page_says_what_fell_away_by_it_and_what_was_withdrawn(cli: Cli) -> None:
    case = investigated(cli)
    set_clock(cli, "2026-09-14T09:00")
    cli.ok("redecide", case, "2", *CLOSE, "--as", "liv")
    told = page(cli, "case", "show", case)
    assert "Avsluttet: Trukket ved omgjøring man. 14. sep. 2026" in told
    assert "falt bort ved omgjøring, se hendelse" in told
    assert "falt bort ved omgjøring, se hendelse" in page(cli, "deadline", "list", case)


def test_the_timeline_before_the_date_knows_nothing_of_it(cli: Cli) -> None:
    case = investigated(cli)
    set_clock(cli, "2026-09-14T09:00")
    cli.ok("redecide", case, "2", *CLOSE, "--as", "liv")
    entries = cli.ok("timeline", case, "--at", "2026-09-13", "--json").json["entries"]
    assert "redecision" not in {entry["kind"] for entry in entries}
    assert [entry["redecided_by"] for entry in entries if entry["seq"] == 2] == [None]
    now = cli.ok("timeline", case, "--json").json["entries"]
    [anew] = [entry for entry in now if entry["kind"] == "redecision"]
    assert [entry["redecided_by"] for entry in now if entry["seq"] == 2] == [anew["seq"]]
    assert (anew["targets"], anew["happened_on"]) == ([2], "2026-09-14")


def test_case_can_tells_what_may_be_decided_anew_and_by_whom(cli: Cli) -> None:
    case = investigated(cli)
    told = page(cli, "case", "can", case)
    assert "Kan gjøres om redecide BV-2026-0001 2 --set … --reason …" in told
    assert "bare «Leder i barnevernstjenesten» kan dette (liv)" in told.split("Kan gjøres om")[1]
    [found] = cli.ok("case", "can", case, "--json", "--as", "liv").json["redecidable"]
    assert (found["seq"], found["event"], found["by"], found["mine"]) == (2, "melding_konkludert", ["leder"], True)


def test_what_would_come_of_it_is_shown_and_nothing_recorded(cli: Cli) -> None:
    case = investigated(cli)
    before = cli.ok("case", "show", case, "--json").json
    ran = cli.ok("redecide", case, "2", *CLOSE, "--as", "liv", "--dry-run")
    assert "Ingenting er registrert." in words(ran)
    assert "Trukket ved omgjøring" in words(ran)
    [part] = cli.ok("redecide", case, "2", *CLOSE, "--as", "liv", "--dry-run", "--json").json["changes"]
    assert (part["verb"], part["target"]) == ("redecide", 2)
    assert cli.ok("case", "show", case, "--json").json["version"] == before["version"]


def test_whoever_may_not_is_refused_and_told_who_may(cli: Cli) -> None:
    case = investigated(cli)
    refused = cli("redecide", case, "2", *CLOSE, "--as", "kari")
    assert (refused.code, "gjøres om av «Leder i barnevernstjenesten»" in refused.told) == (7, True)


def test_a_decision_with_a_later_one_on_it_is_refused_with_the_later_one(cli: Cli) -> None:
    case = investigated(cli)
    set_clock(cli, "2026-10-05T09:00")
    cli.ok("advance", case, "undersokelse_konkludert", "--set", "utfall=3", "--reason", "Ingen grunn.", "--as", "liv")
    refused = cli("redecide", case, "2", *CLOSE, "--as", "liv")
    assert refused.code == 4
    assert "gjør om den i stedet" in refused.told


def test_a_case_that_was_dropped_is_taken_up_again_and_what_its_signal_ended_goes_on(cli: Cli) -> None:
    case = investigated(cli)
    not_begun = ("--set", "samtykke=ikke_gitt", "--code", "ingen_tegn", "--reason", "Ingen tvil.")
    cli.ok("advance", case, "forlop_ikke_startet", *not_begun)
    set_clock(cli, "2026-10-05T09:00")
    ended = cli.ok(
        "advance", case, "undersokelse_konkludert", "--set", "utfall=3", "--reason", "Nei.", "--as", "liv", "--json"
    ).json["seq"]
    assert states(cli.ok("case", "show", case, "--json"))["barnevern_forlop"] == "avsluttet_ikke_startet"
    set_clock(cli, "2026-10-12T09:00")
    cli.ok("redecide", case, str(ended), "--set", "utfall=1", "--reason", "Klagen førte fram.", "--as", "liv")
    assert states(cli.ok("case", "show", case, "--json")) == {
        "barnevern_undersokelse": "tiltak",
        "barnevern_forlop": "ikke_startet",
    }


def test_it_can_be_corrected_annulled_and_made_anew_itself(cli: Cli) -> None:
    case = investigated(cli)
    set_clock(cli, "2026-09-14T09:00")
    anew = cli.ok("redecide", case, "2", *CLOSE, "--as", "liv", "--json").json["seq"]
    cli.ok("correct", case, str(anew), "--happened", "2026-09-11", "--why", "Feil dag.", "--as", "liv")
    assert states(cli.ok("case", "show", case, "--json", "--at", "2026-09-12"))["barnevern_undersokelse"] == (
        "henlagt_melding"
    )
    back = ("--set", "konklusjon=2", "--reason", "Ny vurdering.", "--as", "liv")
    refused = cli("redecide", case, "2", *back)
    assert f"Gjør om hendelse {anew} i stedet" in refused.told
    again = cli.ok("redecide", case, str(anew), *back, "--json").json["seq"]
    cli.ok("annul", case, str(again), "--why", "Feil sak.", "--as", "liv")
    cli.ok("annul", case, str(anew), "--why", "Feil sak.", "--as", "liv")
    assert states(cli.ok("case", "show", case, "--json"))["barnevern_undersokelse"] == "undersokes"
    assert cli.ok("replay", "--all", "--json").json["ok"]


def test_a_correction_of_one_that_cannot_be_is_refused_in_words_about_that_one(cli: Cli) -> None:
    case = investigated(cli)
    set_clock(cli, "2026-09-28T09:00")  # both were entered later, so their days may be corrected until then
    close = ("--happened", "2026-09-14", *CLOSE, "--as", "liv")
    anew = cli.ok("redecide", case, "2", *close, "--json").json["seq"]
    back = ("--happened", "2026-09-21", "--set", "konklusjon=2", "--reason", "Ny vurdering.", "--as", "liv")
    again = cli.ok("redecide", case, str(anew), *back, "--json").json["seq"]
    why = ("--why", "Feil dag.", "--as", "liv")
    late = cli("correct", case, str(anew), "--happened", "2026-09-25", *why)
    assert late.code == 4
    assert f"omgjøringen i hendelse {anew} kan ikke rettes slik: hendelse {again}, man. 21. sep. 2026" in late.told
    assert f"må gjelde fra før hendelse {again}" in late.told
    assert "hendelse 2 kan ikke gjøres om" not in late.told
    early = cli("correct", case, str(anew), "--happened", "2026-08-20", *why)
    assert early.code == 4
    assert f"omgjøringen i hendelse {anew} kan ikke rettes slik: den gjør om hendelse 2, man. 24. aug." in early.told
    cli.ok("correct", case, str(anew), "--happened", "2026-09-18", *why)


def test_a_file_of_changes_may_hold_it(cli: Cli, tmp_path: Path) -> None:
    case = investigated(cli)
    set_clock(cli, "2026-09-14T09:00")
    file = tmp_path / "endringer.json"
    file.write_text(
        json.dumps([{"redecide": 2, "happened": "2026-09-10", "set": {"konklusjon": "10"}, "reason": "Ny vurdering."}])
    )
    ran = cli.ok("amend", case, str(file), "--as", "liv")
    assert "omgjøring av hendelse 2, melding_konkludert" in words(ran)


def test_the_same_command_sent_twice_is_one(cli: Cli) -> None:
    case = investigated(cli)
    first = cli.ok("redecide", case, "2", *CLOSE, "--as", "liv", "--key", "abc", "--json").json
    again = cli.ok("redecide", case, "2", *CLOSE, "--as", "liv", "--key", "abc", "--json").json
    assert (again["seq"], again["repeated"]) == (first["seq"], True)


def test_a_right_made_anew_moves_no_date_of_the_patient_and_what_runs_is_no_breach(cli: Cli) -> None:
    set_clock(cli, "2027-01-08T09:00")
    received = ("--set", "henviser=fastlege", "--set", "ansiennitetsdato=2027-01-07")
    case = cli.ok("case", "open", "bup_vurdering", "--as", "mona", *received, "--json").json["case_id"]
    right = ("--as", "inger", "--set", "resultat=rett", "--set", "gjelder_4a=ja", "--reason", "Rett.")
    cli.ok("advance", case, "henvisning_vurdert", *right, "--set", "frist_start=2027-04-01")
    told = ("--set", "svar_innhold=resultat,tidspunkt,frist,klage,ny_vurdering,helfo", "--set", "svar_til_henviser=ja")
    cli.ok("advance", case, "svar_sendt", *told, "--as", "inger")
    set_clock(cli, "2027-02-10T09:00")
    refused = cli("redecide", case, "2", *right, "--set", "frist_start=2027-04-20")
    assert (refused.code, "aldri senere" in refused.told) == (4, True)
    cli.ok("redecide", case, "2", *right, "--set", "frist_start=2027-03-01")
    cli.ok("advance", case, "nytt_svar_sendt", *told, "--as", "inger")
    set_clock(cli, "2027-02-28T09:00")
    assert "Årsak til bruddet" not in page(cli, "deadline", "list", case)
    set_clock(cli, "2027-03-02T09:00")
    assert page(cli, "deadline", "list", case).count("Årsak til bruddet") == 1
    assert cli.ok("replay", "--all", "--json").json["ok"]
