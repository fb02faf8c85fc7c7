"""Children in foster homes, told to the command line: visits on their true dates, what is left, and what was missed."""

import json
import shutil
from pathlib import Path
from typing import Any

from tests.cli.running import Cli
from tests.cli.support import LATE, page
from tests.support.worlds import FOLDER

VISIT = ("oppfolgingsbesok", "--as", "kari", *LATE, "--happened")
REDUCED = (
    *("besok_redusert", "--as", "liv", "--set", "forhold_gode=ja", "--set", "hort=ja"),
    *("--reason", "Barnet har det godt og vil ha færre besøk."),
)


def moved_in(cli: Cli, on: str = "2026-01-15") -> str:
    """A child that moved in on that day; the case's number. The sandbox's clock shows 24 August 2026."""
    opened = cli.ok("case", "open", "barnevern_fosterhjem", "--as", "kari", *LATE, "--happened", on, "--json")
    return str(opened.json["case_id"])


def visited(cli: Cli, case: str, *days: str) -> None:
    for day in days:
        cli.ok("advance", case, *VISIT, day)


def explained(cli: Cli, case: str, first: str = "2026-01-15") -> str:
    return page(cli, "deadline", "explain", case, "oppfolgingsbesok", "--activity", first, "--as", "kari")


def test_a_year_of_visits_is_told_on_their_true_dates_with_what_is_left(cli_on_both: Cli) -> None:
    cli = cli_on_both
    case = moved_in(cli)
    visited(cli, case, "2026-02-12", "2026-05-03")
    shown = page(cli, "case", "show", case, "--as", "kari")
    assert "Oppfølgingsbesøk, 15. jan. 2026–15. jan. 2027" in shown
    assert "2 av 4: 12. feb. 2026, 3. mai 2026" in shown
    assert "2 gjenstår" in shown
    listed = page(cli, "deadline", "list", case, "--open", "--as", "kari")
    assert "2 av 4: 12. feb. 2026, 3. mai 2026" in listed
    document = cli.ok("deadline", "list", case, "--as", "kari", "--json").json
    period = next(each["period"] for each in document["deadlines"] if each["name"] == "oppfolgingsbesok")
    assert (period["first"], period["needed"], period["counted"]) == ("2026-01-15", 4, 2)
    assert [each["on"] for each in period["done"]] == ["2026-02-12", "2026-05-03"]


def test_of_a_period_that_is_over_nothing_is_awaited(cli: Cli) -> None:
    case = moved_in(cli)
    assert "gjort ingenting ennå" in " ".join(explained(cli, case).split())
    cli.ok("clock", "set", "2027-01-20T09:00")
    shown = " ".join(explained(cli, case).split())
    assert "gjort ingenting perioden er over: 0 av 4 ble gjort" in shown


def test_who_held_the_ball_is_told_for_the_days_of_the_year_itself(cli: Cli) -> None:
    case = moved_in(cli)
    cli.ok("clock", "set", "2028-01-20T09:00")

    def days(first: str) -> list[int]:
        given = ("deadline", "explain", case, "oppfolgingsbesok", "--activity", first, "--as", "kari", "--json")
        return [each["days"] for each in cli.ok(*given).json["held"]]

    assert [days(first) for first in ("2026-01-15", "2027-01-16", "2028-01-16")] == [[365], [365], [5]]
    reported = cli.ok("report", "deadlines", "--deadline", "oppfolgingsbesok", "--json").json["deadlines"]
    assert [each["days"] for one in reported for each in one["holder_days"]] == [365 + 365 + 5]


def test_a_year_that_ends_with_too_few_is_told_as_such_and_the_next_one_opens(cli: Cli) -> None:
    case = moved_in(cli)
    visited(cli, case, "2026-02-12", "2026-05-03", "2026-08-20")
    fired = page(cli, "clock", "set", "2027-02-01T09:00")
    assert "Oppfølgingsbesøk, perioden fra 15. jan. 2026 påminnelse til jonas, kari" in fired
    assert "Oppfølgingsbesøk, perioden fra 15. jan. 2026 dato passert; grunnlaget er ikke bekreftet" in fired
    assert "Oppfølgingsbesøk ny periode fra lør. 16. jan. 2027" in fired
    assert "fra 15. jan. 2026 ny periode" not in fired
    assert "Oppfølgingsbesøk, perioden fra 15. jan. 2026 eskalert til liv" in fired
    assert "brudd på lovfristen" not in fired
    shown = page(cli, "case", "show", case, "--as", "kari")
    assert "3 av 4: 12. feb. 2026, 3. mai 2026, 20. aug. 2026" in shown
    over = "perioden er over: 3 av 4 ble gjort, 1 ble ikke gjort"
    assert over in shown
    assert over in page(cli, "deadline", "list", case)
    assert over in explained(cli, case)
    assert "Oppfølgingsbesøk, 16. jan. 2027–15. jan. 2028" in shown
    assert "0 av 4" in shown
    told = [entry["what"] for entry in cli.ok("timeline", case, "--as", "liv", "--json").json["entries"]]
    assert "ny periode fra lør. 16. jan. 2027: Oppfølgingsbesøk" in told
    inbox = page(cli, "notice", "list", "--as", "liv")
    assert "Oppfølgingsbesøk, perioden fra 15. jan. 2026" in inbox


def test_a_visit_that_was_only_entered_late_is_told_as_that_also_where_it_was_not_the_last(cli: Cli) -> None:
    case = moved_in(cli)
    visited(cli, case, "2026-02-12", "2026-05-03")
    cli.ok("clock", "set", "2026-12-20T09:00")
    cli.ok("advance", case, "oppfolgingsbesok", "--as", "kari")
    cli.ok("clock", "set", "2027-02-01T09:00")
    assert "Bare sen registrering" not in page(cli, "deadline", "list", case)
    visited(cli, case, "2026-09-01")
    (year,) = [
        each
        for each in cli.ok("deadline", "list", case, "--json").json["deadlines"]
        if (each["name"], each["item"]) == ("oppfolgingsbesok", "period.2026-01-15")
    ]
    assert (year["word"], year["lateness"]) == ("met", "registration")
    assert "Bare sen registrering" in page(cli, "deadline", "list", case)


def test_a_period_that_was_missed_is_listed_until_somebody_says_why(cli: Cli) -> None:
    case = moved_in(cli)
    visited(cli, case, "2026-02-12", "2026-05-03", "2026-08-20")
    cli.ok("clock", "set", "2027-02-01T09:00")
    shown = page(cli, "case", "list", "--overdue")
    assert f"{case}" in shown
    assert "perioden er over, og årsaken er ikke registrert" in shown
    assert "perioden er over, og årsaken er ikke registrert" in page(cli, "worklist", "--overdue")
    owed = [each for each in cli.ok("worklist", "--json").json["deadlines"] if not each["open"]]
    assert ("oppfolgingsbesok", "period.2026-01-15") in [(each["name"], each["item"]) for each in owed]
    assert all(each["overdue"] and each["reason_asked"] for each in owed)
    (told,) = cli.ok("case", "list", "--json").json["cases"]
    assert [each["item"] for each in told["overdue"] if not each["open"]] == [each["item"] for each in owed]
    for each in owed:
        assert cli.ok("case", "list", "--overdue", "--json").json["cases"]
        of = (each["name"], "--activity", each["item"].removeprefix("period."))
        cli.ok("deadline", "reason", case, *of, "--code", "kapasitet", "--as", "kari")
    assert page(cli, "case", "list", "--overdue") == "Ingen saker har en frist som er passert uten at den er fulgt opp."
    assert page(cli, "worklist", "--overdue") == "Ingen frister er passert uten at de er fulgt opp."
    assert case in page(cli, "case", "list", "--overdue", "--known-at", "2027-01-31")


def test_a_visit_that_is_told_late_takes_back_what_was_said(cli_on_both: Cli) -> None:
    cli = cli_on_both
    case = moved_in(cli)
    visited(cli, case, "2026-02-12", "2026-05-03", "2026-08-20")
    cli.ok("clock", "set", "2027-02-01T09:00")
    visited(cli, case, "2026-12-20")
    assert "4 av 4: 12. feb. 2026, 3. mai 2026, 20. aug. 2026, 20. des. 2026" in page(cli, "case", "show", case)
    assert "✓ oppfylt" in explained(cli, case)
    cli.ok("replay", case, "--as", "rolf")
    cli.ok("verify", "--as", "rolf")


def test_a_decision_to_reduce_wants_its_conditions_and_is_explained_with_the_figures(cli: Cli) -> None:
    case = moved_in(cli)
    refused = cli("advance", case, *REDUCED)
    assert refused.code != 0
    assert "mer enn to år" in refused.told
    cli.ok("advance", case, *REDUCED, "--set", "over_to_ar=ja", *LATE, "--happened", "2026-07-16")
    told = explained(cli, case)
    assert "satt ned til 2 i en hel periode fra 16. juli 2026 (hendelse" in told
    assert "4 i en hel periode fra 15. jan. 2026 satt ned" in told
    assert "4 × 182/366 dager + 2 × 184/366 dager = 1096/366," in told
    assert "1096/366, som er mer enn 2 og mindre enn 3: rundet opp til 3." in told
    assert "Kreves i denne perioden: 3" in told
    assert "er vår regel, ikke lov" in told
    assert "herfra telles periodene, hver på 1 år" in told


def test_two_visits_on_one_day_count_once_and_both_are_told(cli: Cli) -> None:
    case = moved_in(cli)
    visited(cli, case, "2026-05-03", "2026-05-03")
    told = explained(cli, case)
    assert "1 av 4: 3. mai 2026" in page(cli, "case", "show", case)
    assert "samme dag: teller ikke en gang til" in told


def test_the_quarter_is_local_and_says_that_nothing_is_owed_in_the_part_of_one(cli: Cli) -> None:
    case = moved_in(cli)
    told = page(cli, "deadline", "explain", case, "planevaluering", "--activity", "2026-01-15", "--as", "kari")
    assert "ingenting skyldes i denne første perioden, som ikke er hel" in told
    assert "kalenderperioden begynte da" in told


def test_what_is_asked_for_by_name_alone_says_which_periods_there_are(cli: Cli) -> None:
    case = moved_in(cli, "2025-01-15")
    several = cli("deadline", "explain", case, "oppfolgingsbesok", "--as", "kari")
    assert several.code != 0
    assert "2025-01-15, 2026-01-16" in several.told
    assert "en periode heter etter sin første dag" in several.told


def test_a_period_that_there_is_not_is_refused_with_those_there_are(cli: Cli) -> None:
    case = moved_in(cli, "2025-01-15")
    why = ("--code", "kapasitet", "--as", "kari")
    for command in (("explain",), ("reason", *why)):
        wrong = cli("deadline", command[0], case, "oppfolgingsbesok", "--activity", "2025-01-16", *command[1:])
        assert wrong.code == 5
        assert "har ingen periode som heter det som står i --activity." in wrong.told
        assert "En periode heter etter sin første dag. Disse finnes: 2025-01-15, 2026-01-16." in wrong.told
    assert "Flere frister" not in wrong.told


def test_a_visit_that_is_given_a_period_is_told_how_its_day_is_given(cli: Cli) -> None:
    case = moved_in(cli)
    refused = cli("advance", case, *VISIT, "2026-02-12", "--activity", "2026-01-15")
    assert refused.code != 0
    assert "Det telles i perioden det skjedde i: oppgi dagen med --happened." in refused.told


def test_a_child_that_moved_in_before_the_rules_that_are_loaded_is_told_what_that_means(cli: Cli) -> None:
    case = moved_in(cli, "2025-01-15")
    means = (
        "Forløpet begynte før tor. 1. jan. 2026, og reglene som gjaldt da, er ikke lagt inn. Datoene er regnet etter "
        "utgaven fra tor. 1. jan. 2026. Derfor kalles ingen frist her brutt, selv om datoen er passert. Gjør det som "
        "gjenstår, som ellers, og vurder selv etter reglene som gjaldt da, om noe kom for sent."
    )
    told = explained(cli, case, "2025-01-15")
    assert means in told
    assert "utgaven som gjelder fra tor. 1. jan. 2026, den eldste som er lagt inn; forløpet begynte før den" in told
    assert "den som gjaldt da forløpet begynte" not in told
    assert means in page(cli, "case", "show", case)
    assert page(cli, "deadline", "list", case).count(means) == 1
    assert means not in page(cli, "deadline", "list", moved_in(cli))
    listed = cli.ok("deadline", "list", case, "--json").json["deadlines"]
    assert {each["law_loaded"] for each in listed} == {False}


def test_how_many_are_owed_after_a_decision_is_told_in_the_list_and_without_a_sum_where_it_holds_for_all_of_it(
    cli: Cli,
) -> None:
    case = moved_in(cli)
    cli.ok("advance", case, *REDUCED, "--set", "over_to_ar=ja", *LATE, "--happened", "2026-07-16")
    cli.ok("clock", "set", "2027-02-01T09:00")
    assert "satt ned til 2 i en hel periode fra 16. juli 2026" in page(cli, "deadline", "list", case)
    told = explained(cli, case, "2027-01-16")
    assert "satt ned til 2 i en hel periode fra 16. jan. 2027" in told
    assert "Kreves i denne perioden: 2" in told
    assert "dager =" not in told


def test_a_child_that_moves_out_owes_no_more_visits(cli: Cli) -> None:
    case = moved_in(cli)
    visited(cli, case, "2026-02-12")
    cli.ok("advance", case, "flyttet_ut", "--as", "kari", *LATE, "--happened", "2026-08-01")
    cli.ok("clock", "advance", "2 years")
    told = explained(cli, case)
    assert "bortfalt" in told
    assert "falt bort hendelse 8: Barnet flyttet ut, lør. 1. aug. 2026" in told
    assert "oppfylt" not in told
    for shown in (page(cli, "case", "show", case), page(cli, "deadline", "list", case)):
        assert "1 gjort før perioden falt bort: 12. feb. 2026" in shown
        assert "ingenting gjort før perioden falt bort" in shown
        assert "falt bort ved: Barnet flyttet ut (hendelse 8)" in shown
        assert "av 4" not in shown
    assert cli.ok("deadline", "list", case, "--open", "--json").json["deadlines"] == []


def test_a_period_that_fell_away_when_the_rules_changed_says_so(cli: Cli, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(FOLDER, tmp_path / "definitions"))
    text = (folder / "barnevern/fosterhjem.yaml").read_text(encoding="utf-8")
    newer = text.replace("version: 2026-01-01", "version: 2026-08-01", 1).replace("times: 4", "times: 5", 1)
    (folder / "barnevern/fosterhjem-2026-08.yaml").write_text(newer, encoding="utf-8")
    changing = Cli(url=cli.url, env={**cli.env, "PATHWAYS_DEFINITIONS": str(folder)})
    case = moved_in(changing)
    plan = tmp_path / "plan.yaml"
    lines = ("pathway: barnevern_fosterhjem", "from: 2026-01-01", "to: 2026-08-01", "reason: Fem besøk i året.")
    plan.write_text("\n".join([*lines, "deadlines: {oppfolgingsbesok: reset}"]), encoding="utf-8")
    changing.ok("definition", "migrate", str(plan), "--as", "siv")
    seq = changing.ok("case", "show", case, "--json").json["version"]
    listed = page(changing, "deadline", "list", case)
    assert "ingenting gjort før perioden falt bort" in listed
    assert f"falt bort ved: overført til utgaven som gjelder fra lør. 1. aug. 2026 (hendelse {seq})" in listed


def test_impact_without_a_plan_says_what_must_be_chosen_where_more_is_owed_in_each_period(
    cli: Cli, tmp_path: Path
) -> None:
    text = (FOLDER / "barnevern/fosterhjem.yaml").read_text(encoding="utf-8")
    newer = text.replace("version: 2026-01-01", "version: 2026-08-01", 1).replace("times: 4", "times: 6", 1)
    offered, plan = tmp_path / "fosterhjem-2026-08.yaml", tmp_path / "plan.yaml"
    offered.write_text(newer, encoding="utf-8")
    plan.write_text("pathway: barnevern_fosterhjem\nfrom: 2026-01-01\nto: 2026-08-01\nreason: Seks besøk.\n")
    moved_in(cli)
    impact = ("definition", "impact", str(offered), "--as", "siv")
    for given in (impact, (*impact, "--plan", str(plan))):
        told = page(cli, *given)
        assert "Planen må si mer: Fristen «oppfolgingsbesok» skyldes på en annen måte" in told
        assert "(4 → 6 i perioden): velg keep" in told
        (problem,) = cli.ok(*given, "--json").json["plans"][0]["problems"]
        assert "reset" in problem
        assert "drop" in problem
    folder = Path(shutil.copytree(FOLDER, tmp_path / "other"))
    same = text.replace("times: 4", "times: 6", 1)
    (folder / "barnevern/fosterhjem.yaml").write_text(same, encoding="utf-8")
    changing = Cli(url=cli.url, env={**cli.env, "PATHWAYS_DEFINITIONS": str(folder)})
    settings = ("definition", "migrate", "--settings", "--reason", "Rettet.", "--dry-run", "--as", "siv", "--json")
    assert changing.ok(*settings).json["plans"][0]["problems"] == []


def test_a_missed_year_is_no_task_that_waits(cli: Cli) -> None:
    case = moved_in(cli)
    cli.ok("clock", "set", "2027-02-01T09:00")
    cases = cli.ok("case", "list", "--as", "kari", "--json").json["cases"]
    (listed,) = [each for each in cases if each["case_id"] == case]
    assert [each["name"] for each in listed["overdue"] if each["open"]] == []
    assert all(each["reason_asked"] for each in listed["overdue"])
    words = {each["word"] for each in cli.ok("deadline", "list", case, "--json").json["deadlines"]}
    assert "past_unverified" in words


def test_open_cases_bring_their_visits_on_their_true_dates(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "fosterhjem.csv"
    rows = ["sak;forlop;hendelse;dato", "F-1;barnevern_fosterhjem;;2025-03-01"]
    rows += [f"F-1;;oppfolgingsbesok;{day}" for day in ("2025-05-01", "2025-09-01", "2026-02-01", "2026-05-01")]
    file.write_text("\n".join(rows), encoding="utf-8")
    told = page(cli, "import", "open-cases", str(file), "--as", "kari")
    assert "Oppfølgingsbesøk, 1. mars 2025–1. mars 2026" in told
    (case,) = [each["case_id"] for each in cli.ok("case", "list", "--as", "kari", "--json").json["cases"]]
    shown = page(cli, "case", "show", case, "--as", "kari")
    assert "3 av 4: 1. mai 2025, 1. sep. 2025, 1. feb. 2026" in shown
    assert "1 av 4: 1. mai 2026" in shown


def test_the_diagram_says_how_often(cli: Cli) -> None:
    told = cli.ok("definition", "diagram", "barnevern_fosterhjem").told
    assert "4 på 1 år, eller 2 etter beslutning" in told


def test_where_a_period_owes_nothing_the_page_says_what_was_done_and_when_the_next_begins(cli: Cli) -> None:
    case = moved_in(cli)
    cli.ok(
        "advance", case, "varig_fosterhjem", "--as", "kari", *LATE, "--happened", "2026-02-01", "--reason", "Vedtak."
    )
    cli.ok("advance", case, "fylte_18", "--as", "kari", *LATE, "--happened", "2026-02-02")
    cli.ok("advance", case, "avtale_gjennomgatt", "--as", "kari", *LATE, "--happened", "2026-02-03")
    cli.ok("advance", case, "plan_evaluert", "--as", "kari", *LATE, "--happened", "2026-02-20")
    told = page(cli, "case", "show", case, "--at", "2026-03-01")
    assert "1 av 0" not in told
    assert "1 gjort: 20. feb. 2026 ingenting skyldes i denne første perioden" in told
    assert "Ingen frister løper nå. Neste periode begynner ons. 1. apr. 2026: Evaluering av planen." in told


def test_two_years_in_the_home_are_held_against_the_day_the_child_came_or_said_to_be_unchecked(cli: Cli) -> None:
    case = moved_in(cli, "2026-08-10")
    unchecked = cli.ok("advance", case, *REDUCED, "--set", "over_to_ar=ja")
    assert "ikke kontrollert" in unchecked.told
    too_soon = cli("advance", case, *REDUCED, "--set", "over_to_ar=ja", "--set", "bodd_siden=2024-08-24")
    assert (too_soon.code, "ikke bodd i fosterhjemmet i mer enn to år" in too_soon.told) == (4, True)
    checked = cli.ok("advance", case, *REDUCED, "--set", "over_to_ar=ja", "--set", "bodd_siden=2024-08-23")
    assert "ikke kontrollert" not in checked.told


def test_going_back_to_four_visits_where_nothing_was_reduced_is_warned_of(cli: Cli) -> None:
    case = moved_in(cli)
    back = ("--as", "liv", "--reason", "Fire igjen.")
    assert "ikke registrert noe vedtak" in cli.ok("advance", case, "besok_som_for", *back).told
    assert "ikke registrert noe vedtak" in cli.ok("advance", case, "tilsyn_som_for", *back).told
    cli.ok("advance", case, *REDUCED, "--set", "over_to_ar=ja", "--set", "bodd_siden=2024-01-15")
    assert "ikke registrert noe vedtak" not in cli.ok("advance", case, "besok_som_for", *back).told


def owed(deadline: dict[str, Any]) -> tuple[str, int, int]:
    return deadline["word"], deadline["period"]["counted"], deadline["period"]["needed"]


def test_a_dry_run_tells_how_much_is_owed_and_done_before_and_after(cli: Cli) -> None:
    case = moved_in(cli)
    reduced = cli.ok(
        *("advance", case, *REDUCED, "--set", "over_to_ar=ja", *LATE, "--happened", "2026-07-16", "--json")
    ).json["seq"]
    visited(cli, case, "2026-02-12")
    annul = ("annul", case, str(reduced), "--why", "Feil barn.", "--as", "liv", "--dry-run")
    told = page(cli, *annul)
    assert "Ingen frister ville blitt annerledes." not in told
    assert "1 av 3: 12. feb. 2026" in told
    assert "1 av 4: 12. feb. 2026" in told
    (year,) = cli.ok(*annul, "--json").json["deadlines"]
    assert [owed(year[when]) for when in ("before", "after")] == [("running", 1, 3), ("running", 1, 4)]


def test_a_dry_run_tells_what_becomes_of_a_period_that_was_missed_and_still_is(cli: Cli, tmp_path: Path) -> None:
    case = moved_in(cli)
    visited(cli, case, "2026-02-12", "2026-05-03", "2026-08-20")
    cli.ok("clock", "set", "2027-02-01T09:00")
    timeline = cli.ok("timeline", case, "--json").json["entries"]
    visit = next(entry["seq"] for entry in timeline if entry["happened_on"] == "2026-08-20")
    (year,) = cli.ok("annul", case, str(visit), "--why", "Feil barn.", "--dry-run", "--json").json["deadlines"]
    assert [owed(year[when])[1:] for when in ("before", "after")] == [(3, 4), (2, 4)]
    file = tmp_path / "endringer.json"
    file.write_text(json.dumps([{"enter": "oppfolgingsbesok", "happened": "2026-09-01", "late_reason": "Lå der."}]))
    amended = cli.ok("amend", case, str(file), "--dry-run", "--as", "kari", "--json").json["deadlines"]
    assert [[owed(each[when])[1:] for when in ("before", "after")] for each in amended] == [[(3, 4), (4, 4)]]
    moved = ("correct", case, str(visit), "--happened", "2026-08-19", "--why", "Feil dag.", "--dry-run", "--json")
    (other,) = cli.ok(*moved).json["deadlines"]
    assert [other[when]["period"]["done"][-1]["on"] for when in ("before", "after")] == ["2026-08-20", "2026-08-19"]


def test_a_visit_after_the_child_moved_out_is_told_what_ended_it_and_that_its_day_can_be_corrected(cli: Cli) -> None:
    case = moved_in(cli)
    out = str(cli.ok("advance", case, "flyttet_ut", *LATE, "--happened", "2026-05-04", "--json").json["seq"])
    refused = cli("advance", case, *VISIT, "2026-05-11")
    assert refused.code == 4
    ended = f"Løpet ble avsluttet man. 4. mai 2026, ved hendelse {out} (flyttet_ut)."
    assert ended in refused.told
    assert f"«pathways correct {case} {out} --happened … --why …»" in refused.told
    assert "Løpet ble avsluttet" not in cli("advance", case, *VISIT, "2026-01-01").told
    cli.ok("correct", case, out, "--happened", "2026-05-12", "--why", "Flyttet en uke senere.")
    cli.ok("advance", case, *VISIT, "2026-05-11")


def test_a_first_part_of_a_period_in_which_nothing_is_owed_is_no_deadline_in_the_report(cli: Cli) -> None:
    case = moved_in(cli)
    cli.ok("clock", "set", "2026-10-05T09:00")
    asked = ("report", "deadlines", "--pathway", "barnevern_fosterhjem", "--deadline", "planevaluering")
    (found,) = cli.ok(*asked, "--json").json["deadlines"]
    figures = {name: found["figures"][name]["count"] for name in ("due", "missed", "running", "fell_away")}
    assert figures == {"due": 3, "missed": 2, "running": 1, "fell_away": 0}
    listed = cli.ok(*asked, "--list", "due", "--json").json["cases"]
    assert [each["nominal"] for each in listed] == ["2026-06-30", "2026-09-30", "2026-12-31"]
    assert cli.ok(*asked, "--list", "fell_away", "--json").json["cases"] == []
    there = cli.ok("deadline", "list", case, "--json").json["deadlines"]
    assert "2026-03-31" in [each["nominal"] for each in there if each["name"] == "planevaluering"]
