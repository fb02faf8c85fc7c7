"""A missed deadline: it asks why, keeps the answer, and says whether the work was late or only the registration."""

from pathlib import Path
from typing import Any

from tests.cli.running import Cli, open_case
from tests.cli.support import LATE, page, set_clock
from tests.cli.test_late_entry import placed
from tests.cli.test_waiting import mapped

DONE = ("melding_konkludert", "--set", "konklusjon=2", "--set", "umiddelbar_oppfolging=nei", "--reason", "Undersøkes.")
WHY = ("deadline", "reason")


def listed(cli: Cli, case: str, name: str, *more: str) -> dict[str, Any]:
    deadlines = cli.ok("deadline", "list", case, *more, "--json").json["deadlines"]
    found: dict[str, Any] = next(each for each in deadlines if each["name"] == name)
    return found


def missed(cli: Cli) -> str:
    """A report whose week of review is over, on Wednesday 2 September, and nothing has been recorded."""
    case = open_case(cli)
    set_clock(cli, "2026-09-02T09:00")
    return case


def test_a_missed_deadline_asks_why_and_keeps_what_it_is_told(cli_on_both: Cli) -> None:
    cli = cli_on_both
    case = missed(cli)
    asked = f"Årsak til bruddet er ikke registrert: pathways deadline reason {case} gjennomgang --code KODE (koder: "
    asked += "«pathways definition codes lokal/frist_arsak»)"
    assert asked in page(cli, "case", "show", case)
    assert asked in page(cli, "deadline", "list", case)
    without = cli(*WHY, case, "gjennomgang")
    assert (without.code, "minst én kode fra lokal/frist_arsak" in without.told) == (4, True)
    given = (*WHY, case, "gjennomgang", "--code", "fravaer", "--key", "årsak-1")
    seq = cli.ok(*given, "--reason", "Ferie.", "--json").json["seq"]
    assert cli.ok(*given, "--reason", "Ferie.", "--json").json["repeated"]
    told = page(cli, "deadline", "explain", case, "gjennomgang")
    assert f"Årsak: Sykdom eller ferie i tjenesten (fravaer) (hendelse {seq})" in told
    assert "Årsak til bruddet" not in page(cli, "case", "show", case)
    cli.ok("correct", case, str(seq), "--code", "kapasitet", "--why", "Feil kode.")
    second = cli.ok(*WHY, case, "gjennomgang", "--code", "tolk", "--json").json["seq"]
    timeline = page(cli, "timeline", case)
    assert "årsak til at fristen ikke ble holdt: Gjennomgang av melding" in timeline
    assert f"erstattet av hendelse {second}" in timeline
    assert "Begrunnelse: «Ferie.»" in timeline
    assert listed(cli, case, "gjennomgang")["reason"] == {
        "asked": False,
        "list": "lokal/frist_arsak",
        "codes": ["tolk"],
        "by": second,
        "moot": False,
    }
    cli.ok("annul", case, str(second), "--why", "Gjaldt en annen sak.")
    assert listed(cli, case, "gjennomgang")["reason"]["codes"] == ["kapasitet"]
    assert cli.ok("verify", "--json", "--as", "rolf").json["ok"]
    assert cli.ok("replay", "--all", "--json").json["ok"]


def test_of_a_missed_local_target_a_reason_is_kept_and_nobody_asks(cli_on_both: Cli) -> None:
    cli = cli_on_both
    case = mapped(cli)
    set_clock(cli, "2026-11-10T09:00")
    name = "oppsummering"
    assert (listed(cli, case, name)["lateness"], listed(cli, case, name)["reason"]["asked"]) == ("open", False)
    hint = f"Ingen krever årsaken til at tiden gikk ut, men den kan registreres: pathways deadline reason {case} {name}"
    assert hint in page(cli, "deadline", "explain", case, name)
    assert "Ingen krever årsaken" not in page(cli, "case", "show", case)
    behind = ("report", "deadlines", "--deadline", name, "--list")
    (row,) = cli.ok(*behind, "reason_not_asked", "--json").json["cases"]
    assert (row["case_id"], row["reason_asked"]) == (case, False)
    run = ("--run", "barnevern_forlop")
    seq = cli.ok(*WHY, case, name, *run, "--code", "tolk", "--reason", "Ventet.", "--json").json["seq"]
    told = page(cli, "deadline", "explain", case, name)
    assert f"Årsak: Venter på tolk (tolk) (hendelse {seq})" in told
    assert hint not in told
    assert "Årsak: Venter på tolk (tolk)" in page(cli, "timeline", case)
    assert cli.ok(*behind, "reason_not_asked", "--json").json["cases"] == []
    (group,) = cli.ok("report", "deadlines", "--deadline", name, "--json").json["deadlines"]
    assert group["reasons"] == [{"list": "lokal/frist_arsak", "code": "tolk", "count": 1, "of": 1}]
    cli.ok("correct", case, str(seq), "--code", "kapasitet", "--why", "Feil kode.")
    assert listed(cli, case, name)["reason"]["codes"] == ["kapasitet"]
    assert cli.ok("verify", "--json", "--as", "rolf").json["ok"]
    assert cli.ok("replay", "--all", "--json").json["ok"]


def test_what_happened_in_time_and_was_entered_later_was_missed_by_registration_alone(cli_on_both: Cli) -> None:
    cli = cli_on_both
    case = missed(cli)
    seq = cli.ok(*WHY, case, "gjennomgang", "--code", "kapasitet", "--json").json["seq"]
    set_clock(cli, "2026-09-03T09:00")
    cli.ok("advance", case, *DONE, *LATE, "--happened", "2026-08-28")
    now, then = listed(cli, case, "gjennomgang"), listed(cli, case, "gjennomgang", "--known-at", "2026-09-02")
    assert (now["lateness"], now["word"], now["reason"]["moot"]) == ("registration", "met", True)
    assert (then["lateness"], then["word"], then["reason"]["codes"]) == ("open", "breach", ["kapasitet"])
    told = page(cli, "case", "show", case)
    assert "Bare sen registrering: det skjedde i tide og ble ført inn etter fristen" in told
    assert f"Årsak (hendelse {seq}) er uten virkning" in told
    timeline = page(cli, "timeline", case)
    assert "uten virkning: fristen ble ikke oversittet, slik det nå er kjent" in timeline
    assert (
        "fristen «Gjennomgang av melding» (man. 31. aug. 2026) ble holdt; bare registreringen kom for sent" in timeline
    )
    refused = cli(*WHY, case, "gjennomgang", "--code", "kapasitet")
    assert (refused.code, "bare registreringen kom for sent" in refused.told) == (4, True)


def test_the_list_says_which_missed_deadlines_nobody_has_explained(cli_on_both: Cli) -> None:
    cli = cli_on_both
    case, other = open_case(cli), open_case(cli)
    set_clock(cli, "2026-09-02T09:00")
    first = cli.ok(*WHY, case, "gjennomgang", "--code", "kapasitet", "--json").json["seq"]
    cli.ok(*WHY, case, "gjennomgang", "--code", "tolk")
    cli.ok("correct", case, str(first), "--code", "annet", "--why", "Feil kode.")

    def asked() -> dict[str, bool]:
        cases = cli.ok("case", "list", "--overdue", "--json").json["cases"]
        return {each["case_id"]: each["overdue"][0]["reason_asked"] for each in cases}

    assert asked() == {case: False, other: True}
    assert page(cli, "case", "list", "--overdue").count("årsaken er ikke registrert") == 1
    cli.ok("annul", case, str(first), "--why", "Feil sak.")
    assert asked() == {case: False, other: True}


def test_what_happened_after_the_end_was_late_handling(cli: Cli) -> None:
    case = missed(cli)
    cli.ok("advance", case, *DONE)
    assert listed(cli, case, "gjennomgang")["lateness"] == "handling"
    assert "Sen behandling: det skjedde etter fristen" in page(cli, "deadline", "explain", case, "gjennomgang")
    assert "sen behandling av fristen «Gjennomgang av melding», som gikk ut man. 31. aug" in page(cli, "timeline", case)


def test_an_extension_granted_in_time_and_entered_later_is_valid_and_shown_so(cli: Cli) -> None:
    case = open_case(cli)
    cli.ok("advance", case, *DONE)
    set_clock(cli, "2026-12-03T09:00")
    assert listed(cli, case, "undersokelse")["lateness"] == "open"
    extended = ("frist_utvidet", "--code", "utredning", "--reason", "Trenger mer tid.", "--as", "liv")
    cli.ok("advance", case, *extended, *LATE, "--happened", "2026-11-27")
    now = listed(cli, case, "undersokelse")
    assert (now["lateness"], now["word"], now["nominal"]) == ("registration", "running", "2027-02-28")
    told = page(cli, "deadline", "explain", case, "undersokelse")
    assert "forlengelsen kom i tide og ble ført inn da fristen så ut til å være ute" in told
    assert "det skjedde i tide" not in told


def test_a_deadline_tells_who_held_the_ball(cli: Cli) -> None:
    case = open_case(cli)
    set_clock(cli, "2026-08-26T09:00")
    cli.ok("advance", case, "satt_pa_vent", "--set", "venter_pa=familien", "--reason", "Bortreist.")
    set_clock(cli, "2026-09-02T09:00")
    document = cli.ok("deadline", "explain", case, "gjennomgang", "--json").json
    assert [(each["who"], each["paused"], each["days"]) for each in document["held"]] == [
        ("barnevern", False, 1),
        ("familien", True, 8),
    ]
    assert document["elapsed_days"] == 9
    told = page(cli, "deadline", "explain", case, "gjennomgang")
    assert "barnevernstjenesten: 1 dag mens saken ventet på barnet eller familien: 8 dager" in told


def test_it_is_refused_before_the_end_and_to_whoever_may_not(cli: Cli) -> None:
    case = open_case(cli)
    early = cli(*WHY, case, "gjennomgang", "--code", "kapasitet")
    assert (early.code, "Siste dag er" in early.told) == (4, True)
    set_clock(cli, "2026-09-02T09:00")
    nobody = cli(*WHY, case, "gjennomgang", "--code", "kapasitet", "--as", "rolf")
    assert "kan registrere hvorfor en frist ikke ble holdt (case.explain i access.yaml)" in nobody.told
    unknown = cli(*WHY, case, "svar", "--code", "kapasitet")
    assert (unknown.code, "Den har: gjennomgang, tilbakemelding" in unknown.told) == (5, True)


def test_of_a_wait_entered_late_is_said_that_it_was_and_not_that_anything_was_done(cli: Cli) -> None:
    case = mapped(cli)
    set_clock(cli, "2026-10-26T09:00")
    assert listed(cli, case, "omrade")["lateness"] == "open"
    waits = ("--run", "barnevern_forlop", "--set", "venter_pa=familien", *LATE)
    cli.ok("advance", case, "satt_pa_vent", *waits, "--reason", "Bortreist.", "--happened", "2026-09-07")
    cli.ok("advance", case, "gjenopptatt", *waits, "--happened", "2026-09-28")
    now = listed(cli, case, "omrade")
    assert (now["lateness"], now["word"], now["nominal"]) == ("registration", "running", "2026-11-09")
    said = "Bare sen registrering: at klokken sto, ble ført inn da fristen så ut til å være ute"
    for told in (page(cli, "case", "show", case), page(cli, "deadline", "list", case)):
        assert said in told
    explained = page(cli, "deadline", "explain", case, "omrade", "--activity", "rus")
    assert (said in explained, "det skjedde i tide" in explained) == (True, False)
    entries = cli.ok("timeline", case, "--json").json["entries"]
    remarks = next(each["remarks"] for each in entries if each["name"] == "satt_pa_vent")
    assert any("Rusmidler» så ut til å være ute; med dette er den ikke oversittet" in each for each in remarks)
    assert not any("ble holdt" in each for each in remarks)
    refused = cli(*WHY, case, "omrade", "--activity", "rus", "--code", "kapasitet")
    assert (refused.code, "er ikke oversittet" in refused.told, "ble holdt" in refused.told) == (4, True, False)


def test_what_fell_away_after_its_end_is_not_said_to_have_been_done_late(cli: Cli) -> None:
    case = open_case(cli)
    decided = str(cli.ok("advance", case, *DONE, "--json").json["seq"])
    set_clock(cli, "2026-12-03T09:00")
    anew = ("--set", "konklusjon=10", "--reason", "Henlegges.", "--as", "liv")
    cli.ok("redecide", case, decided, *anew)
    assert listed(cli, case, "undersokelse")["lateness"] == "handling"
    for told in (page(cli, "deadline", "list", case), page(cli, "deadline", "explain", case, "undersokelse")):
        assert ("Falt bort etter fristen" in told, "det skjedde etter fristen" in told) == (True, False)
    timeline = page(cli, "timeline", case)
    assert "som gikk ut man. 30. nov. 2026, falt bort etter det" in timeline
    assert "sen behandling" not in timeline


def test_whoever_may_not_say_why_is_told_who_may_and_no_command(cli: Cli, tmp_path: Path) -> None:
    case = missed(cli)
    chosen = placed(cli, tmp_path, "case.explain: [leder]")
    for command in (("case", "show", case), ("deadline", "list", case), ("deadline", "explain", case, "gjennomgang")):
        told = page(chosen, *command)
        assert "Årsak til bruddet er ikke registrert: bare «Leder i barnevernstjenesten»" in told
        assert "kan dette (" in told
        assert "deadline reason" not in told
        assert f"pathways deadline reason {case} gjennomgang" in page(chosen, *command, "--as", "liv")
