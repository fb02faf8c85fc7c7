"""A case that waits: who holds the ball, which clocks stand and which run on, and a waiting told late or twice."""

from typing import Any

from tests.cli.running import Cli, open_case
from tests.cli.support import CONCLUDE, LATE, page, set_clock

FORLOP = ("--run", "barnevern_forlop")
FAMILY, SERVICE = ("--set", "venter_pa=familien"), ("--set", "venter_pa=annen_tjeneste")
WHY = ("--reason", "Familien er bortreist.")


def mapped(cli: Cli) -> str:
    """A case where the start meeting was held on Monday 24 August 2026: five areas within 8 weeks, 19 October."""
    case = open_case(cli)
    cli.ok("advance", case, "melding_konkludert", "--set", "konklusjon=2", "--reason", "Skal undersøkes.")
    started = ("--set", "samtykke=gitt", "--code", "risiko_og_tegn", "--reason", "Risiko og tegn.")
    cli.ok("advance", case, "forlop_startet", *started)
    cli.ok("advance", case, "oppstartsmote_holdt", "--set", "deltakere=kommunal_helse")
    return case


def deadline(cli: Cli, case: str, name: str, *more: str) -> dict[str, Any]:
    runs = cli.ok("case", "show", case, *more, "--json").json["runs"]
    found: list[dict[str, Any]] = [each for run in runs for each in run["deadlines"] if each["name"] == name]
    return found[0]


def test_a_clock_that_stands_reminds_nobody_and_keeps_what_was_left(cli_on_both: Cli) -> None:
    cli = cli_on_both
    case = mapped(cli)
    assert deadline(cli, case, "omrade")["nominal"] == "2026-10-19"
    cli.ok("clock", "advance", "2 weeks")
    cli.ok("advance", case, "satt_pa_vent", *FORLOP, *FAMILY, *WHY)
    assert deadline(cli, case, "omrade")["word"] == "paused"
    cli.ok("clock", "advance", "10 weeks")
    waiting = deadline(cli, case, "omrade")
    assert (waiting["word"], waiting["standing_since"], waiting["nominal"]) == ("paused", "2026-09-07", "2026-12-28")
    told = {notice["deadline"] for notice in cli.ok("notice", "list", "--as", "kari", "--json").json["notices"]}
    assert "omrade" not in told
    assert "venting_vurderes" in told
    cli.ok("advance", case, "gjenopptatt", *FORLOP, *FAMILY)
    gone_on = deadline(cli, case, "omrade")
    assert (gone_on["word"], gone_on["standing_since"], gone_on["nominal"]) == ("running", None, "2026-12-28")
    assert cli.ok("replay", "--all", "--json").json["ok"]


def test_the_law_s_clock_runs_on_and_the_case_says_so(cli: Cli) -> None:
    case = mapped(cli)
    before = deadline(cli, case, "undersokelse")["nominal"]
    cli.ok("advance", case, "satt_pa_vent", "--run", "barnevern_undersokelse", *SERVICE, "--reason", "Venter på BUP.")
    page = cli.ok("case", "show", case, "--run", "barnevern_undersokelse").told
    assert "Saken venter på: En annen tjeneste, siden man. 24. aug. 2026 (hendelse" in page
    assert "Alle fristene løper mens saken venter: ingen regel lar en pause stoppe dem." in page
    assert "Klokken står" not in page
    assert deadline(cli, case, "undersokelse")["nominal"] == before


def test_a_waiting_told_late_is_arithmetic(cli_on_both: Cli) -> None:
    cli = cli_on_both
    case = mapped(cli)
    cli.ok("clock", "advance", "9 weeks")
    assert deadline(cli, case, "omrade")["word"] == "past_local"
    cli.ok("advance", case, "satt_pa_vent", *FORLOP, *FAMILY, *WHY, *LATE, "--happened", "2026-09-07")
    cli.ok("advance", case, "gjenopptatt", *FORLOP, *FAMILY, *LATE, "--happened", "2026-09-28")
    late = deadline(cli, case, "omrade")
    assert (late["word"], late["nominal"]) == ("running", "2026-11-09")
    assert deadline(cli, case, "omrade", "--known-at", "2026-10-25")["word"] == "past_local"
    assert cli.ok("replay", "--all", "--json").json["ok"]


def test_waitings_that_overlap_count_once(cli: Cli) -> None:
    case = mapped(cli)
    cli.ok("clock", "advance", "6 weeks")
    for event, who, day in (
        ("satt_pa_vent", FAMILY, "2026-09-07"),
        ("satt_pa_vent", SERVICE, "2026-09-14"),
        ("gjenopptatt", FAMILY, "2026-09-21"),
        ("gjenopptatt", SERVICE, "2026-09-28"),
    ):
        cli.ok("advance", case, event, *FORLOP, *who, *WHY, *LATE, "--happened", day)
    assert deadline(cli, case, "omrade")["nominal"] == "2026-11-09"
    pauses = cli.ok("case", "show", case, "--run", "barnevern_forlop", "--json").json["runs"][0]["pauses"]
    assert [(each["category"], each["began_on"], each["ended_on"]) for each in pauses] == [
        ("familien", "2026-09-07", "2026-09-21"),
        ("annen_tjeneste", "2026-09-14", "2026-09-28"),
    ]


def test_nothing_goes_on_that_does_not_wait_for_that(cli: Cli) -> None:
    case = mapped(cli)
    refused = cli("advance", case, "gjenopptatt", *FORLOP, *FAMILY)
    assert refused.code == 4
    assert "venter ikke på noe" in refused.told
    cli.ok("advance", case, "satt_pa_vent", *FORLOP, *SERVICE, *WHY)
    assert cli("advance", case, "gjenopptatt", *FORLOP, *FAMILY).code == 4


def test_what_is_met_while_its_clock_stands_is_met_in_time(cli: Cli) -> None:
    case = mapped(cli)
    cli.ok("advance", case, "satt_pa_vent", *FORLOP, *FAMILY, *WHY)
    cli.ok("clock", "advance", "20 weeks")
    skipped = ("--activity", "rus", "--code", "ikke_behov", "--reason", "Ingen tegn.")
    cli.ok("advance", case, "omrade_ikke_nodvendig", *FORLOP, *skipped)
    runs = cli.ok("case", "show", case, "--json").json["runs"]
    (met,) = (each for run in runs for each in run["deadlines"] if each["item"] == "kartlegging.rus")
    assert met["word"] == "met"


def test_a_waiting_that_was_wrong_is_annulled_and_the_clock_never_stood(cli: Cli) -> None:
    case = mapped(cli)
    seq = cli.ok("advance", case, "satt_pa_vent", *FORLOP, *FAMILY, *WHY, "--json").json["seq"]
    cli.ok("clock", "advance", "9 weeks")
    assert deadline(cli, case, "omrade")["word"] == "paused"
    cli.ok("annul", case, str(seq), "--why", "Gjaldt en annen sak.")
    assert deadline(cli, case, "omrade")["word"] == "past_local"


def test_a_waiting_that_something_ends_is_not_annulled_alone(cli: Cli) -> None:
    case = mapped(cli)
    seq = cli.ok("advance", case, "satt_pa_vent", *FORLOP, *FAMILY, *WHY, "--json").json["seq"]
    cli.ok("advance", case, "gjenopptatt", *FORLOP, *FAMILY)
    refused = cli("annul", case, str(seq), "--why", "Feil sak.")
    assert refused.code == 4
    assert "saken venter ikke på det den oppgir" in refused.told


def test_a_waiting_that_outlasts_a_deadline_is_told_until_it_was_met(cli: Cli) -> None:
    case = open_case(cli)
    cli.ok("advance", case, "satt_pa_vent", *FAMILY, *WHY)
    cli.ok("clock", "advance", "2d")
    cli.ok("advance", case, *CONCLUDE, "--reason", "Skolevegring.")
    cli.ok("clock", "advance", "5 weeks")
    told = page(cli, "deadline", "explain", case, "gjennomgang")
    assert "man. 24. aug. 2026 til fristen ble oppfylt ons. 26. aug. 2026" in told
    assert "til nå" not in told
    assert "til nå" in page(cli, "deadline", "explain", case, "undersokelse")


def test_a_run_that_has_ended_waits_for_nobody_and_waits_on_when_that_was_wrong(cli: Cli) -> None:
    case = mapped(cli)
    run = ("--run", "barnevern_undersokelse")
    cli.ok("advance", case, "satt_pa_vent", *run, *SERVICE, "--reason", "Venter på BUP.")
    cli.ok("clock", "advance", "2 weeks")
    concluded = ("--set", "utfall=3", "--set", "parter=forelder", "--reason", "Ingen grunn til tiltak.")
    told = cli.ok("advance", case, "undersokelse_konkludert", *run, *concluded, "--as", "liv", "--json")
    assert "regnes som over når løpet slutter her" in str(told.json)
    assert "venter på" not in cli.ok("case", "show", case, *run).told
    (pause,) = cli.ok("case", "show", case, *run, "--json").json["runs"][0]["pauses"]
    assert (pause["ended_on"], pause["ended_by"]) == ("2026-09-07", None)
    cli.ok("annul", case, str(told.json["seq"]), "--why", "Gjaldt en annen sak.", "--as", "liv")
    assert "Saken venter på: En annen tjeneste" in cli.ok("case", "show", case, *run).told
    assert cli.ok("replay", "--all", "--json").json["ok"]


def test_a_case_that_still_waits_for_one_of_two_is_not_forgotten(cli_on_both: Cli) -> None:
    cli = cli_on_both
    case = mapped(cli)
    cli.ok("advance", case, "satt_pa_vent", *FORLOP, *FAMILY, *WHY)
    cli.ok("advance", case, "satt_pa_vent", *FORLOP, *SERVICE, "--reason", "Venter på BUP.")
    cli.ok("clock", "advance", "1 week")
    cli.ok("advance", case, "gjenopptatt", *FORLOP, *FAMILY)
    cli.ok("clock", "advance", "5 weeks")
    late = cli.ok("worklist", "--overdue", "--json").json["deadlines"]
    assert "venting_vurderes" in {each["name"] for each in late if each["case_id"] == case}
    told = [each["deadline"] for each in cli.ok("notice", "list", "--as", "kari", "--json").json["notices"]]
    assert "venting_vurderes" in told
    cli.ok("advance", case, "gjenopptatt", *FORLOP, *SERVICE)
    assert deadline(cli, case, "venting_vurderes")["word"] == "met_past"
    assert cli.ok("replay", "--all", "--json").json["ok"]


def waited_for_two(cli: Cli) -> tuple[str, int, int]:
    """Waits for us from 14 September and for what is technical from the 15th; the first is over on the 19th."""
    case = mapped(cli)
    for on, who in (("2026-09-14", "oss"), ("2026-09-15", "teknisk")):
        set_clock(cli, f"{on}T09:00")
        cli.ok("advance", case, "satt_pa_vent", *FORLOP, "--set", f"venter_pa={who}", *WHY)
    set_clock(cli, "2026-09-19T09:00")
    went = cli.ok("advance", case, "gjenopptatt", *FORLOP, "--set", "venter_pa=oss", "--json").json["seq"]
    late = ("--set", "venter_pa=teknisk", "--happened", "2026-09-16")
    receipt = cli.ok("advance", case, "gjenopptatt", *FORLOP, *late, "--json").json
    (warned,) = receipt["warnings"]
    assert f"ble ikke gjenopptatt før lør. 19. sep. 2026 (hendelse {went})" in warned
    return case, went, receipt["seq"]


def warned_of(cli: Cli, case: str, seq: int, *more: str) -> str:
    told: list[list[str]] = [
        each["warnings"] for each in cli.ok("timeline", case, *more, "--json").json["entries"] if each["seq"] == seq
    ]
    ((warned,),) = told
    return warned


def test_a_wait_that_has_ended_since_is_not_told_to_last_in_the_receipt_or_on_the_timeline(cli_on_both: Cli) -> None:
    cli = cli_on_both
    case, went, late = waited_for_two(cli)
    assert warned_of(cli, case, went).startswith("Saken venter fortsatt") is False
    told = "Saken ventet fortsatt da: ventingen fra hendelse "
    assert warned_of(cli, case, late).startswith(told)
    assert "Saken venter fortsatt" not in page(cli, "timeline", case)
    then = warned_of(cli, case, late, "--at", "2026-09-17")
    assert then.startswith("Saken venter fortsatt: ventingen fra hendelse ")


def test_a_wait_is_told_by_what_has_become_of_it(cli: Cli) -> None:
    case, went, late = waited_for_two(cli)
    set_clock(cli, "2026-09-22T09:00")
    cli.ok("correct", case, str(went), "--happened", "2026-09-15", "--why", "Feil dag.")
    assert warned_of(cli, case, late).endswith(f"ble gjenopptatt tir. 15. sep. 2026 (hendelse {went}).")
    cli.ok("annul", case, str(went), "--why", "Feil.")
    assert warned_of(cli, case, late).startswith("Saken venter fortsatt: ventingen fra hendelse ")
    began = warned_of(cli, case, late).partition("hendelse ")[2].split()[0]
    cli.ok("annul", case, began, "--why", "Feil.")
    gone = f"Ventingen fra hendelse {began} gjelder ikke lenger: den er feilregistrert."
    assert warned_of(cli, case, late) == gone


def test_a_wait_that_was_over_as_its_run_ended_is_told_so(cli: Cli) -> None:
    case = mapped(cli)
    run = ("--run", "barnevern_undersokelse")
    for who in ("oss", "teknisk"):
        cli.ok("advance", case, "satt_pa_vent", *run, "--set", f"venter_pa={who}", *WHY)
    went = cli.ok("advance", case, "gjenopptatt", *run, "--set", "venter_pa=oss", "--json").json["seq"]
    cli.ok("clock", "advance", "2 weeks")
    concluded = ("--set", "utfall=3", "--set", "parter=forelder", "--reason", "Ingen grunn til tiltak.")
    over = cli.ok("advance", case, "undersokelse_konkludert", *run, *concluded, "--as", "liv", "--json").json["seq"]
    assert warned_of(cli, case, went).endswith("var over man. 7. sep. 2026, da løpet sluttet.")
    entries = cli.ok("timeline", case, "--json").json["entries"]
    (ended,) = [each["warnings"] for each in entries if each["seq"] == over]
    assert any("regnes som over når løpet slutter her" in warning for warning in ended)


def test_only_the_run_that_waits_is_meant_when_nobody_says_which_goes_on(cli: Cli) -> None:
    case = mapped(cli)
    nobody = cli("advance", case, "gjenopptatt", *FAMILY)
    assert nobody.code == 4
    assert "ingen av løpene i saken venter på noe" in nobody.told
    assert "flere løp kan ta imot" not in nobody.told
    cli.ok("advance", case, "satt_pa_vent", *FORLOP, *FAMILY, *WHY)
    other = cli("advance", case, "gjenopptatt", *SERVICE)
    assert other.code == 4
    assert "venter ikke på «En annen tjeneste» (annen_tjeneste)" in other.told
    assert cli.ok("advance", case, "gjenopptatt", *FAMILY, "--json").json["run"] == "barnevern_forlop"


def test_of_two_runs_that_wait_the_one_that_waits_for_that_goes_on(cli: Cli) -> None:
    case = mapped(cli)
    cli.ok("advance", case, "satt_pa_vent", *FORLOP, *FAMILY, *WHY)
    cli.ok("advance", case, "satt_pa_vent", "--run", "barnevern_undersokelse", *SERVICE, "--reason", "Venter på BUP.")
    assert cli.ok("advance", case, "gjenopptatt", *SERVICE, "--json").json["run"] == "barnevern_undersokelse"
    cli.ok("advance", case, "satt_pa_vent", "--run", "barnevern_undersokelse", *FAMILY, *WHY)
    assert "flere løp kan ta imot" in cli("advance", case, "gjenopptatt", *FAMILY).told
