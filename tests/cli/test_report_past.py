"""``report past``: who changed what, from which date to which, and which breaches fell away because of it."""

import csv
from typing import Any

import pytest

from pathways.cli.past_rows import LISTS
from pathways.timeline_fallen import fallen
from tests.cli.running import Cli, open_case
from tests.cli.support import CONCLUDE, LATE, investigated, page, set_clock
from tests.cli.test_report import ANSWERED, two_answers
from tests.cli.test_worklist import looks
from tests.machine.periods import YEARLY, moved_in
from tests.support.counts import count
from tests.support.walks import told_walk


def behind(cli: Cli, figure: str, *more: str) -> list[dict[str, Any]]:
    """The rows of a list."""
    found: list[dict[str, Any]] = cli.ok("report", "past", "--list", figure, "--json", *more).json["cases"]
    return found


def noticed(cli: Cli) -> tuple[str, str]:
    """Two cases that were both noticed to be late, until one turned out to be only entered late."""
    kept, missed = open_case(cli), open_case(cli)
    set_clock(cli, "2026-08-27T09:00")
    for case in (kept, missed):
        cli.ok("advance", case, *CONCLUDE, "--happened", "2026-08-24", "--reason", "Skolevegring over tid.")
    set_clock(cli, "2026-10-05T09:00")
    cli.ok("tick")
    cli.ok("advance", kept, *ANSWERED, *LATE, "--happened", "2026-09-10")
    return kept, missed


def put_right(cli: Cli) -> tuple[str, str]:
    """A case that got a late entry and two corrections, and one whose event was marked as wrong after a correction."""
    kept, missed = noticed(cli)
    cli.ok("correct", kept, "1", "--why", "Feil kode.", "--set", "innhold=1.1.03")
    cli.ok("correct", kept, "2", "--why", "Feil dato.", "--happened", "2026-08-25")
    cli.ok("correct", missed, "2", "--why", "Om barnet.", "--happened", "2026-08-26")
    cli.ok("annul", missed, "2", "--why", "Feil barn.")
    return kept, missed


def test_each_change_is_told_with_who_when_from_and_to_and_why_and_the_case_is_logged(cli: Cli) -> None:
    kept, missed = put_right(cli)
    [late] = behind(cli, "late_entry")
    assert (late["case_id"], late["name"], late["user"]) == (kept, "tilbakemelding_gitt", "kari")
    assert (late["old"], late["new"], late["days"]) == (None, "2026-09-10", 25)
    assert (late["reason"], late["recorded_at"]) == ("Ført inn senere.", "2026-10-05T09:00:00Z")
    assert looks(cli)[-2:] == [("*", "tall over endringer av fortiden"), (kept, "tall over endringer av fortiden")]
    dates = [(each["case_id"], each["old"], each["new"], each["reason"]) for each in behind(cli, "correction")]
    assert dates[:2] == [
        (kept, "2026-08-24", "2026-08-24", "Feil kode."),
        (kept, "2026-08-24", "2026-08-25", "Feil dato."),
    ]
    assert next(each["new"] for each in behind(cli, "moved")) == "2026-08-25"
    [annulled] = behind(cli, "annulment")
    assert (annulled["case_id"], annulled["new"], annulled["reason"]) == (missed, None, "Feil barn.")
    told = page(cli, "report", "past", "--list", "moved")
    assert told.startswith("Rettinger som flyttet datoen, uansett når de ble registrert")
    assert "dato man. 24. aug. 2026 endret til tir. 25. aug. 2026" in told
    assert "«Feil dato.»" in told
    rows = list(
        csv.DictReader(cli.ok("report", "past", "--list", "correction", "--csv").table.splitlines(), delimiter=";")
    )
    assert [(row["verb"], row["dato_for"], row["dato_etter"]) for row in rows][1] == (
        *("retting", "2026-08-24", "2026-08-25"),
    )


def test_what_was_marked_as_wrong_shows_neither_dates_nor_why_it_was_corrected(cli: Cli) -> None:
    _, missed = put_right(cli)
    hidden = behind(cli, "correction")[-1]
    assert (hidden["case_id"], hidden["hidden"], hidden["sealed"]) == (missed, True, False)
    assert (hidden["old"], hidden["new"], hidden["days"], hidden["reason"]) == (None, None, None, None)
    told = page(cli, "report", "past", "--list", "correction")
    assert "datoene er skjult" in told
    assert "Om barnet." not in told
    assert "Om barnet." not in cli.ok("report", "past", "--list", "correction", "--csv").out


def test_a_breach_that_was_noticed_and_fell_away_is_told_with_what_made_it(cli: Cli) -> None:
    kept, missed = noticed(cli)
    found = cli.ok("report", "past", "--json").json["fell_away"]
    assert [(each["deadline"], each["breach"], each["verb"], each["count"]) for each in found] == [
        ("tilbakemelding", True, "late_entry", 1)
    ]
    [row] = behind(cli, "breach_fell_away")
    assert (row["case_id"], row["name"], row["old"], row["user"]) == (kept, "tilbakemelding", "2026-09-14", "kari")
    assert (row["days"], row["reason"], row["verb"]) == (21, "Ført inn senere.", "late_entry")
    cli.ok("annul", missed, "2", "--why", "Feil barn.")
    cli.ok("annul", missed, "1", "--why", "Feil barn.")
    verbs = {(row["case_id"], row["verb"]) for row in behind(cli, "breach_fell_away")}
    assert verbs == {(kept, "late_entry"), (missed, "annulment")}
    told = page(cli, "report", "past")
    assert "Brudd som var registrert, og falt bort siden uten et nytt i stedet: 2" in told
    assert "Tilbakemelding til melder Melding og undersøkelse ved etterregistrering 1 av 2 (50 %)" in told
    listed = page(cli, "report", "past", "--list", "breach_fell_away")
    assert "frist man. 14. sep. 2026, falt bort ved etterregistrering 21 dager etter" in listed
    rows = csv.DictReader(cli.ok("report", "past", "--csv").table.splitlines(), delimiter=";")
    assert [(row["hendelse"], row["antall"], row["ved"]) for row in rows if row["verb"] == "brudd som falt bort"] == [
        ("tilbakemelding", "1", "feilregistrering"),
        ("tilbakemelding", "1", "etterregistrering"),
    ]
    assert behind(cli, "breach_fell_away", "--known-at", "2026-10-04") == []
    assert behind(cli, "breach_fell_away", "--from", "2026-10-06") == []


def test_a_breach_that_only_came_a_day_later_or_was_never_noticed_did_not_fall_away(cli: Cli) -> None:
    two_answers(cli)
    assert behind(cli, "breach_fell_away") == []
    moved = investigated(cli)
    cli.ok("tick")
    set_clock(cli, "2026-12-05T09:00")
    cli.ok("tick")
    cli.ok("correct", moved, "1", "--why", "Feil dato.", "--happened", "2026-10-02")
    noted = [each for each in cli.ok("timeline", moved, "--json").json["entries"] if each["superseded_by"]]
    assert [each["name"] for each in noted if "brudd" in each["what"]]
    assert behind(cli, "breach_fell_away") == []
    assert "Brudd som var registrert, og falt bort siden uten et nytt i stedet: 0" in page(cli, "report", "past")
    assert "Ingen endringer." in page(cli, "report", "past", "--list", "breach_fell_away")


def test_a_report_is_about_one_pathway_or_what_concerns_one_deadline(cli: Cli) -> None:
    kept, _ = put_right(cli)
    assert {each["verb"] for each in behind(cli, "late_entry", "--deadline", "tilbakemelding")} == {"late_entry"}
    assert behind(cli, "late_entry", "--deadline", "undersokelse") == []
    assert next(each["case_id"] for each in behind(cli, "moved", "--deadline", "undersokelse")) == kept
    assert behind(cli, "breach_fell_away", "--deadline", "undersokelse") == []
    assert behind(cli, "late_entry", "--pathway", "bup_vurdering") == []
    verbs = cli.ok("report", "past", "--pathway", "bup_vurdering", "--json").json
    assert (verbs["verbs"], verbs["fell_away"]) == ([], [])


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (("--list", "corected"), "breach_fell_away"),
        (("--deadline", "tilbakmelding"), "Mente du"),
        (("--pathway", "bup_vurderng"), "Mente du"),
    ],
)
def test_a_name_that_is_mistyped_is_refused(cli: Cli, given: tuple[str, ...], told: str) -> None:
    ran = cli("report", "past", *given)
    assert ran.code == 2
    assert told in ran.told


def test_the_rows_of_each_list_are_as_many_as_the_figure_says(cli: Cli) -> None:
    put_right(cli)
    document = cli.ok("report", "past", "--json").json
    counted = dict.fromkeys(LISTS, 0)
    for each in document["verbs"]:
        counted[each["verb"]] += each["count"]
        counted["moved"] += each["moved"]
    for each in document["fell_away"]:
        counted["breach_fell_away" if each["breach"] else "date_fell_away"] += each["count"]
    assert {figure: len(behind(cli, figure)) for figure in LISTS} == counted


def test_a_period_whose_visit_was_entered_after_it_was_over_fell_away_and_a_date_alone_is_no_breach() -> None:
    case = moved_in(YEARLY)
    for day in ("2026-02-01", "2026-05-01", "2026-08-01"):
        case.do("besok", day)
    case.tick("2027-03-01")
    assert fallen(case.world, case.records) == ()
    case.do("besok", "2026-11-01", recorded="2027-03-02")
    [each] = fallen(case.world, case.records)
    assert (each.item, str(each.on), each.cause.name) == ("period.2026-01-15", "2027-01-15", "besok")


@pytest.mark.soak
def test_over_random_histories_what_fell_away_had_been_noticed_and_holds_no_more() -> None:
    seen = 0
    for seed in range(count(30, 400)):
        walk = told_walk(seed)
        for _ in walk.steps(25):
            """The last step is what is looked at."""
        case = walk.case
        before = 0
        for known in sorted({record.recorded_at for record in case.records}):
            found = fallen(case.world, [record for record in case.records if record.recorded_at <= known])
            assert len(found) >= before
            before = len(found)
        for each in found:
            assert any(each.seq in record.targets for record in case.records if record.cause == each.cause.seq)
            assert each.seq < each.cause.seq
        seen += len(found)
    assert seen


def test_a_decision_made_anew_is_told_by_the_days_both_are_in_force_and_not_as_a_date_that_moved(cli: Cli) -> None:
    case = investigated(cli)
    set_clock(cli, "2026-09-21T09:00")
    cli.ok("redecide", case, "2", "--set", "konklusjon=10", "--reason", "Nye opplysninger.", "--as", "liv")
    told = page(cli, "report", "past", "--list", "redecision", "--as", "liv")
    assert "gjelder fra man. 21. sep. 2026; den det erstatter, gjaldt fra man. 24. aug. 2026" in told, told
    assert "endret til" not in told
