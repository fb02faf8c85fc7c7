"""What is shown to be typed works as it is typed, and refusals name what is needed and people by their titles."""

import pytest

from tests.cli.running import Cli, open_case
from tests.cli.support import CONCLUDE, LATE, START, investigated, page, set_clock, words
from tests.cli.test_waiting import FAMILY, FORLOP, SERVICE, WHY, mapped

INVESTIGATION = ("--run", "barnevern_undersokelse")


def test_a_command_shown_names_the_run_where_another_run_could_take_the_event_too(cli: Cli) -> None:
    case = mapped(cli)
    cli.ok("advance", case, "satt_pa_vent", *FORLOP, *FAMILY, *WHY)
    shown = page(cli, "case", "show", case).partition("Du kan nå")[2].partition("Du kan ikke nå")[0]
    assert f"advance {case} satt_pa_vent --run barnevern_forlop --set venter_pa=…" in shown
    assert f"advance {case} gjenopptatt --set venter_pa=…" in shown
    assert cli("advance", case, "satt_pa_vent", *FAMILY, *WHY).code == 4
    only = page(cli, "case", "show", case, *FORLOP).partition("Du kan nå")[2]
    assert f"advance {case} satt_pa_vent --run barnevern_forlop" in only
    cli.ok("advance", case, "gjenopptatt", *FAMILY)


def test_a_command_names_no_run_where_the_event_finds_it_alone(cli: Cli) -> None:
    case = mapped(cli)
    shown = page(cli, "case", "show", case)
    assert f"advance {case} undersokelsesplan_laget --set plan_dato=…" in shown
    assert f"advance {case} tilbakemelding_gitt --activity" in shown
    assert "--run" not in page(cli, "case", "show", open_case(cli))


def test_a_refused_act_in_a_run_is_told_what_that_run_can_do(cli: Cli) -> None:
    case = mapped(cli)
    ran = cli("advance", case, "melding_konkludert", "--set", "konklusjon=2", "--reason", "x", *INVESTIGATION)
    assert ran.code == 4
    instead = ran.told.partition("Nå kan kari:")[2]
    assert "undersokelsesplan_laget" in instead
    assert "barnevern_forlop" not in instead
    missing = cli("advance", case, "satt_pa_vent", *FORLOP, *FAMILY)
    assert "--run barnevern_undersokelse" not in missing.told
    assert f"«pathways case can {case} satt_pa_vent --run barnevern_forlop»" in missing.told
    cli.ok("case", "can", case, "satt_pa_vent", *FORLOP)


def test_what_was_typed_right_is_kept_in_the_command_shown(cli: Cli) -> None:
    opened = ("case", "open", "barnevern_undersokelse", "--set", "meldere=11,20", "--set", "innhold=1.1.02", "--json")
    case = str(cli.ok(*opened).json["case_id"])
    cli.ok("advance", case, *CONCLUDE, "--reason", "x")
    typed = ("advance", case, "tilbakemelding_gitt", "--set", "opplyst_apnet=kanskje")
    assert f"Slik: advance {case} tilbakemelding_gitt --activity 2 [--set" in cli(*typed, "--activity", "2").told
    assert "--activity 1|2" in cli(*typed).told


def test_the_run_that_was_given_is_kept_in_the_command_shown(cli: Cli) -> None:
    case = mapped(cli)
    run = ("--run", "barnevern_undersokelse")
    refused = cli("advance", case, "undersokelsesplan_laget", *run, "--set", "plan_dato=kanskje")
    assert (
        f"Slik: advance {case} undersokelsesplan_laget --run barnevern_undersokelse --set plan_dato=…" in refused.told
    )


def test_a_dry_run_that_there_is_not_is_no_slip_of_another_option(cli: Cli) -> None:
    ran = cli("advance", open_case(cli), "melding_konkludert", "--dry-run")
    assert (ran.code, "Mente du" in ran.told, "ingen --dry-run" in ran.told) == (2, False, True)
    assert "«pathways case can SAK HENDELSE»" in " ".join(ran.told.split())
    told = " ".join(cli("case", "show", "BV-2026-0001", "--dry-run").told.split())
    assert ("ingen --dry-run" in told, "case can" in told) == (True, False)


def test_an_instant_later_today_is_refused_for_that_alone(cli: Cli) -> None:
    ran = cli("advance", open_case(cli), *CONCLUDE, "--reason", "x", "--happened", "2026-08-24T23:30")
    assert (ran.code, "Ikke registrert: tidspunktet er ikke kommet ennå" in ran.told) == (4, True)
    assert "en sak kan bare ses" not in ran.told


def test_where_another_event_is_to_be_put_right_first_its_correction_is_shown(cli: Cli) -> None:
    case = open_case(cli)
    cli.ok("advance", case, *CONCLUDE, "--reason", "x")
    set_clock(cli, "2026-09-20T10:00")
    later = cli.ok(
        *("advance", case, "undersokelse_konkludert", "--set", "utfall=3", "--reason", "Nei.", "--as", "liv"),
        *("--happened", "2026-09-18", "--json"),
    ).json["seq"]
    ran = cli(
        *("advance", case, "undersokelse_konkludert", "--set", "utfall=1", "--reason", "Ja.", "--as", "liv"),
        *("--happened", "2026-09-16"),
    )
    assert (ran.code, "Rett eller annuller dem først" in ran.told) == (4, True)
    assert f"Slik: correct {case} {later} --happened … --why …" in ran.told
    assert "Slik: advance" not in ran.told
    anew = ("redecide", case, "2", "--set", "konklusjon=10", "--reason", "Nytt.", "--happened", "2026-08-26")
    assert f"Slik: correct {case} {later} --happened … --why …" in cli(*anew, "--as", "liv").told
    annulled = cli("annul", case, "2", "--why", "Feil barn.")
    assert (annulled.code, f"Slik: annul {case} {later} --why …" in annulled.told) == (4, True)
    assert "--happened" not in annulled.told
    looked = cli("annul", case, "2", "--why", "Feil barn.", "--dry-run")
    assert (looked.code, looked.told.partition("Slik:")[2]) == (4, annulled.told.partition("Slik:")[2])


def test_where_no_other_day_would_help_it_is_annulled_or_all_are_put_right_together(cli: Cli) -> None:
    case = open_case(cli)
    cli.ok("advance", case, *CONCLUDE, "--reason", "x")
    cli.ok("advance", case, *START, "--reason", "Ved tvil, start.")
    cli.ok("advance", case, "oppstartsmote_holdt", "--set", "deltakere=kommunal_helse")
    refused = cli("annul", case, "2", "--why", "Feil barn.")
    told = "annul {0} 4 --why … (ingen annen dato hjelper) Slik: annul {0} 3 --why … (ingen annen dato hjelper)"
    assert refused.code == 4
    assert f"Slik: {told.format(case)} Eller alt samlet: amend {case} FIL" in refused.told
    assert "--happened" not in refused.told
    looked = cli("annul", case, "2", "--why", "Feil barn.", "--dry-run")
    assert (looked.code, looked.told.partition("Slik:")[2]) == (4, refused.told.partition("Slik:")[2])
    correcting = ("correct", case, "2", "--set", "konklusjon=3", "--why", "Feil kode.")
    corrected = cli(*correcting)
    assert corrected.code == 4
    assert cli(*correcting, "--dry-run").told.partition("Slik:")[2] == corrected.told.partition("Slik:")[2]
    assert "løpet den hører til finnes ikke lenger" in corrected.told
    assert f"Slik: annul {case} 3 --why …" in corrected.told
    assert "--happened" not in corrected.told


def test_a_late_entry_is_shown_with_its_day_and_why_it_is_late(cli: Cli) -> None:
    case = open_case(cli)
    set_clock(cli, "2026-09-20T10:00")
    typed = ("--happened", "2026-08-25", "--reason", "Skolevegring.")
    ran = cli("advance", case, *CONCLUDE, *typed)
    assert (ran.code, "etterregistrering" in ran.told) == (4, True)
    assert "--reason … --happened 2026-08-25 --late-reason …" in ran.told.partition("Slik:")[2]
    recent = cli("advance", case, "melding_konkludert", "--happened", "2026-09-15")
    assert "--reason … --happened 2026-09-15" in recent.told
    assert "--late-reason" not in recent.told
    cli.ok("advance", case, *CONCLUDE, *typed, *LATE)


def test_what_was_possible_on_the_day_of_a_late_entry_is_shown_with_that_day(cli: Cli) -> None:
    case = open_case(cli)
    set_clock(cli, "2026-09-20T10:00")
    ran = cli("advance", case, "undersokelsesplan_laget", "--set", "plan_dato=2026-08-25", "--happened", "2026-08-25")
    assert ran.code == 4
    assert "Da kunne kari: melding_konkludert --set konklusjon=…" in ran.told
    assert "--reason … --happened 2026-08-25 --late-reason …" in ran.told


def test_that_a_late_entry_says_why_is_told_with_what_the_event_takes(cli: Cli) -> None:
    told = page(cli, "case", "can", open_case(cli), "melding_konkludert")
    assert "kan --late-reason … Hvorfor sent registrert tekst; må oppgis når det skjedde for 14 dager siden" in told


def test_resuming_where_nothing_waits_is_told_what_comes_first(cli: Cli) -> None:
    case = mapped(cli)
    for given in ((), FAMILY):
        ran = cli("advance", case, "gjenopptatt", *FORLOP, *given)
        assert ran.code == 4
        assert "venter ikke på noe" in ran.told
        assert "Først må «satt_pa_vent» være registrert i løpet." in ran.told
    cannot = page(cli, "case", "show", case, *FORLOP).partition("Du kan ikke nå")[2]
    assert "Løpet venter ikke på noe nå. Først må «satt_pa_vent» være registrert." in cannot


def test_resuming_another_waiting_is_told_for_whom_this_run_waits(cli: Cli) -> None:
    case = mapped(cli)
    cli.ok("advance", case, "satt_pa_vent", *FORLOP, *FAMILY, *WHY)
    ran = cli("advance", case, "gjenopptatt", *FORLOP, *SERVICE)
    assert ran.code == 4
    assert "venter ikke på «En annen tjeneste» (annen_tjeneste)" in ran.told
    assert "Det løpet venter på: «Barnet eller familien» (familien), siden man. 24. aug. 2026." in ran.told
    other = cli("advance", case, "gjenopptatt", *INVESTIGATION, *FAMILY)
    assert "løpet «Melding og undersøkelse» venter ikke på noe" in other.told


@pytest.mark.parametrize("user", ["kari", "siv"])
def test_refusals_name_roles_by_their_titles(user: str, cli: Cli) -> None:
    case = investigated(cli)
    ran = cli("advance", case, "undersokelse_konkludert", "--set", "utfall=1", "--reason", "x", "--as", user)
    assert ran.code == 7
    told = {
        "kari": "kan bare registreres av «Leder i barnevernstjenesten»",
        "siv": "kan registrere i saker (case.record",
    }
    assert told[user] in ran.told
    assert "«leder»" not in ran.told
    mine = {"kari": "«Saksbehandler i barnevernstjenesten»", "siv": "«Systemansvarlig»"}
    assert f"og {user} er {mine[user]}" in ran.told
    assert "bare «Leder i barnevernstjenesten» kan dette (liv)" in page(cli, "case", "show", case)
    assert "Hvem: «Leder i barnevernstjenesten»" in words(cli.ok("case", "can", case, "undersokelse_konkludert"))


def test_a_correction_with_the_reason_of_the_event_alone_is_told_that_why_is_another(cli: Cli) -> None:
    case = open_case(cli)
    told = cli("correct", case, "1", "--set", "innhold=1.1.03", "--reason", "x").told
    assert "oppgi hvorfor det rettes, med --why. --reason er hendelsens egen begrunnelse" in told
    assert "oppgi hvorfor med --why." in cli("correct", case, "1", "--set", "innhold=1.1.03").told
