"""``report deadlines|past``: figures as they are and as they were known, with what they are shares of."""

import csv
from collections import Counter
from typing import Any

import pytest

from pathways.cli.report_deadlines import Behind, rows_of
from pathways.cli.table import tell_csv
from pathways.engine.figures import BECAME, FIGURES, MISSED, Group, Period, Sums, add, counts
from pathways.engine.moment import moment_at
from pathways.engine.outcome import outcomes
from tests.cli.running import Cli, open_case
from tests.cli.support import CONCLUDE, LATE, alter, investigated, page, set_clock
from tests.cli.test_worklist import looks
from tests.support.counts import count
from tests.support.walks import told_walk

ANSWERED = ("tilbakemelding_gitt", "--activity", "1", "--set", "opplyst_apnet=ja")


def figures(cli: Cli, deadline: str, *more: str) -> dict[str, Any]:
    """The figures of one deadline: each count with what it is a share of."""
    told = cli.ok("report", "deadlines", "--deadline", deadline, "--json", *more).json["deadlines"]
    return {name: (each["count"], each["of"]) for one in told for name, each in one["figures"].items()}


def two_answers(cli: Cli) -> tuple[str, str]:
    """Two cases whose reporters were to be answered by 14 September: one was, entered late; the other was not."""
    kept, missed = investigated(cli), investigated(cli)
    set_clock(cli, "2026-10-05T09:00")
    cli.ok("advance", kept, *ANSWERED, *LATE, "--happened", "2026-09-10")
    return kept, missed


def test_what_was_only_registered_late_is_no_breach_and_was_one_until_it_was_known(cli: Cli) -> None:
    two_answers(cli)
    now = figures(cli, "tilbakemelding")
    assert (now["due"], now["in_time"], now["missed"]) == ((2, None), (1, 2), (1, 2))
    assert (now["registered_late"], now["missed_open"], now["reason_missing"]) == ((1, 2), (1, 2), (1, 1))
    then = figures(cli, "tilbakemelding", "--known-at", "2026-10-04")
    assert (then["missed"], then["registered_late"]) == ((2, 2), (0, 2))
    before = figures(cli, "tilbakemelding", "--at", "2026-09-01")
    assert (before["running"], before["decided"]) == ((2, 2), (0, 2))
    assert figures(cli, "tilbakemelding", "--at", "2026-08-23") == {}


def test_the_page_tells_shares_with_what_they_are_shares_of_and_a_breach_only_by_law(cli: Cli) -> None:
    two_answers(cli)
    set_clock(cli, "2026-11-20T09:00")
    told = page(cli, "report", "deadlines")
    assert "Tilbakemelding til melder · Melding og undersøkelse (lovfrist, grad A)" in told
    assert (
        "overholdt 1 av 2 (50 %) av dem bare registrert for sent 1 av 2 (50 %) brudd på fristen 1 av 2 (50 %)" in told
    )
    assert "(anbefalt tid, grad D) fristdato i perioden 2 overholdt 0 av 2 (0 %) dato passert uten at det" in told
    assert "dager hos barnevernstjenesten" in told
    assert "fristdato i perioden 2 overholdt 0 brudd på fristen 0 løper fortsatt 2 av 2 (100 %)" in told


def test_days_of_a_pause_are_told_as_waiting_and_not_as_somebodys(cli: Cli) -> None:
    case = investigated(cli)
    wait = ("satt_pa_vent", "--run", "barnevern_undersokelse", "--set", "venter_pa=familien", "--reason", "Ferie.")
    cli.ok("advance", case, *wait)
    set_clock(cli, "2026-09-01T09:00")
    told = page(cli, "report", "deadlines", "--deadline", "undersokelse")
    assert "dager mens saken ventet på barnet eller familien 1 av 1 (100 %)" in told
    assert "dager hos B" not in told


def test_a_deadline_belongs_to_the_period_its_date_falls_in(cli: Cli) -> None:
    two_answers(cli)
    assert figures(cli, "tilbakemelding", "--from", "2026-09-14", "--to", "2026-09-14")["due"] == (2, None)
    assert figures(cli, "tilbakemelding", "--from", "2026-09-15") == {}
    assert "Ingen frister har dato i perioden." in page(cli, "report", "deadlines", "--to", "2026-08-01")


def test_the_cases_behind_a_number_are_told_and_logged(cli: Cli) -> None:
    kept, missed = two_answers(cli)
    listed = cli.ok("report", "deadlines", "--list", "registered_late", "--json").json["cases"]
    assert [(each["case_id"], each["item"], each["nominal"]) for each in listed] == [(kept, "melder.1", "2026-09-14")]
    assert looks(cli)[-2:] == [("*", "tall over frister"), (kept, "tall over frister")]
    told = page(cli, "report", "deadlines", "--list", "missed")
    assert told.startswith("brudd på fristen: frister uansett dato")
    assert f"man. 14. sep. 2026 {missed} Tilbakemelding til melder melder.1" in told
    cli.ok("report", "deadlines")
    assert looks(cli)[-1] == ("*", "tall over frister")
    unknown = cli("report", "deadlines", "--list", "x")
    assert unknown.code == 2
    assert "registered_late" in unknown.told


def test_the_four_verbs_are_counted_in_the_period_they_were_recorded(cli: Cli) -> None:
    kept, missed = two_answers(cli)
    cli.ok("correct", kept, "1", "--why", "Feil kode.", "--set", "innhold=1.1.03")
    cli.ok("annul", missed, "2", "--why", "Feil barn.")
    found = cli.ok("report", "past", "--json").json["verbs"]
    counted = {(each["verb"], each["event"]): each for each in found}
    late = counted["late_entry", "tilbakemelding_gitt"]
    assert (late["count"], late["median_days"], late["most_days"], late["with_reason"]) == (1, 25, 25, 1)
    assert counted["correction", "melding_mottatt"]["with_reason"] == 1
    assert counted["annulment", "melding_konkludert"]["count"] == 1
    assert cli.ok("report", "past", "--to", "2026-10-04", "--json").json["verbs"] == []
    assert cli.ok("report", "past", "--known-at", "2026-10-04", "--json").json["verbs"] == []
    told = page(cli, "report", "past")
    assert "Etterregistrert: 1 regnet fra 14 dager etter at det skjedde Tilbakemelding gitt til melder" in told
    assert "median 25, lengst 25 dager med begrunnelse: 1 av 1 (100 %)" in told
    assert "Omgjort: 0" in told


def test_an_extension_that_was_entered_after_the_date_it_extends_is_a_figure_of_its_own(cli: Cli) -> None:
    late, known = investigated(cli), investigated(cli)
    extended = ("frist_utvidet", "--code", "utredning", "--reason", "Trenger mer tid.", "--as", "liv")
    set_clock(cli, "2026-11-20T09:00")
    cli.ok("advance", known, *extended)
    set_clock(cli, "2026-12-20T09:00")
    cli.ok("advance", late, *extended, *LATE, "--happened", "2026-11-20")
    found = figures(cli, "undersokelse")
    assert (found["extended"], found["extended_entered_late"], found["extended_late"]) == ((2, 2), (1, 2), (0, 2))
    listed = cli.ok("report", "deadlines", "--list", "extended_entered_late", "--json").json["cases"]
    assert [each["case_id"] for each in listed] == [late]
    told = page(cli, "report", "deadlines", "--deadline", "undersokelse")
    assert "forlenget i tide 2 av 2 (100 %) av dem forlengelse ført inn etter opprinnelig frist 1 av 2 (50 %)" in told


EXTENDED = ("frist_utvidet", "--code", "sakkyndig", "--reason", "Trenger mer tid.", "--set", "foreldre_informert=ja")
CLOSED = ("undersokelse_konkludert", "--set", "utfall=3", "--set", "parter=forelder", "--reason", "Ferdig.")


def test_what_was_done_at_once_is_met_though_its_extension_was_entered_late(cli_on_both: Cli) -> None:
    cli = cli_on_both
    case = investigated(cli)
    set_clock(cli, "2026-12-07T09:00")
    cli.ok("advance", case, *EXTENDED, "--as", "liv", *LATE, "--happened", "2026-11-28")
    cli.ok("advance", case, *CLOSED, "--as", "liv")
    found = figures(cli, "undersokelse")
    assert (found["due"], found["in_time"], found["met"]) == ((1, None), (1, 1), (1, 1))
    assert (found["registered_late"], found["extended_entered_late"]) == ((0, 1), (1, 1))
    assert cli.ok("report", "deadlines", "--list", "registered_late", "--json").json["cases"] == []
    (row,) = cli.ok("report", "deadlines", "--list", "extended_entered_late", "--json").json["cases"]
    assert (row["case_id"], row["became"]) == (case, "met")
    extension = "Bare sen registrering: forlengelsen kom i tide og ble ført inn da fristen så ut til å være ute"
    for told in (page(cli, "deadline", "list", case), page(cli, "case", "show", case)):
        assert (extension in told, "det skjedde i tide" in told) == (True, False)
    listed = cli.ok("deadline", "list", case, "--json").json["deadlines"]
    (entered,) = next(each["entered_late"] for each in listed if each["name"] == "undersokelse")
    assert (entered["what"], entered["imported"]) == ("extension", False)
    before = figures(cli, "undersokelse", "--known-at", "2026-12-06")
    assert (before["missed_open"], before["extended_entered_late"]) == ((1, 1), (0, 0))
    overdue = cli.ok("worklist", "--overdue", "--json").json["deadlines"]
    assert "undersokelse" not in {each["name"] for each in overdue}


def test_a_date_that_was_moved_towards_today_does_not_make_its_correction_look_small(cli: Cli) -> None:
    case = open_case(cli)
    set_clock(cli, "2026-10-05T09:00")
    late = (*LATE, "--happened", "2026-08-24", "--reason", "Skolevegring over tid.", "--json")
    concluded = cli.ok("advance", case, *CONCLUDE, *late).json["seq"]
    cli.ok("correct", case, str(concluded), "--why", "Feil dato.", "--happened", "2026-10-03")
    verbs = cli.ok("report", "past", "--json").json["verbs"]
    (found,) = [each for each in verbs if each["verb"] == "correction"]
    assert (found["median_days"], found["most_days"]) == (42, 42)
    assert (found["moved"], found["median_moved"], found["most_moved"]) == (1, 40, 40)
    told = page(cli, "report", "past")
    assert "median 42, lengst 42 dager" in told
    assert "dato flyttet i 1: median 40, lengst 40 dager" in told
    rows = csv.DictReader(cli.ok("report", "past", "--csv").table.splitlines(), delimiter=";")
    (row,) = [row for row in rows if row["verb"] == "retting"]
    assert (row["flyttet"], row["median_flyttet"], row["flest_flyttet"]) == ("1", "40", "40")


def test_a_table_for_spreadsheets_says_of_how_many(cli: Cli) -> None:
    two_answers(cli)
    rows = list(csv.DictReader(cli.ok("report", "deadlines", "--csv").table.splitlines(), delimiter=";"))
    missed = next(
        row for row in rows if (row["frist"], row["tall"]) == ("tilbakemelding", "dato passert uten at det var gjort")
    )
    assert (missed["antall"], missed["av"], missed["brudd"], missed["virkning"]) == ("1", "2", "ja", "lovfrist")
    held = [(row["tall"], row["gjelder"]) for row in rows if row["tall"].startswith("dager")]
    assert ("dager hos", "barnevernstjenesten") in held
    past = list(csv.DictReader(cli.ok("report", "past", "--csv").table.splitlines(), delimiter=";"))
    assert [(row["verb"], row["antall"], row["median_dager"]) for row in past] == [("etterregistrering", "1", "25")]
    behind = cli.ok("report", "deadlines", "--list", "missed", "--csv").table.splitlines()
    head = "sett_fra;kjent;tjeneste;fra;til"
    assert behind[0] == f"sak;forlop;lop;frist;aktivitet;dato;ble;brudd;uten_arsak;runde;{head}"
    assert len(behind) == 2
    assert "ikke gjort ennå" in behind[1]


@pytest.mark.parametrize("which", [("deadlines",), ("deadlines", "--list", "due"), ("past",)], ids=" ".join)
def test_each_line_of_a_table_says_from_where_it_was_seen(cli: Cli, which: tuple[str, ...]) -> None:
    two_answers(cli)
    more = ("--at", "2026-10-04", "--service", "barnevern", "--to", "2027-01-01")
    document = cli.ok("report", *which, *more, "--json").json
    assert (document["at"], document["known_at"]) == ("2026-10-04T21:59:59.999999Z", "2026-10-05T09:00:00Z")
    rows = list(csv.DictReader(cli.ok("report", *which, *more, "--csv").table.splitlines(), delimiter=";"))
    names = ("sett_fra", "kjent", "tjeneste", "fra", "til")
    assert {tuple(row[name] for name in names) for row in rows} == {
        (document["at"], document["known_at"], "barnevern", "", "2027-01-01")
    }


def mixed(cli: Cli) -> None:
    """Deadlines of every kind: missed and open, done late, only registered late, still running."""
    kept, missed = two_answers(cli)
    cli.ok("advance", investigated(cli), *ANSWERED)
    late = investigated(cli)
    set_clock(cli, "2026-11-05T09:00")
    cli.ok("advance", late, *ANSWERED)
    cli.ok("advance", missed, *ANSWERED)
    cli.ok("deadline", "reason", missed, "tilbakemelding", "--activity", "1", "--code", "tolk")
    investigated(cli)
    open_case(cli, "--happened", "2026-08-30", *LATE)
    assert kept


def test_each_row_says_what_it_is_in_the_words_of_the_figures(cli: Cli) -> None:
    kept, missed = two_answers(cli)
    cli.ok("advance", missed, *ANSWERED)
    told = page(cli, "report", "deadlines", "--list", "decided", "--deadline", "tilbakemelding")
    assert f"{kept} Tilbakemelding til melder melder.1 bare registrert for sent" in told
    assert (
        f"{missed} Tilbakemelding til melder melder.1 brudd på fristen: gjort for sent, uten registrert årsak" in told
    )
    figures_told = page(cli, "report", "deadlines", "--deadline", "tilbakemelding")
    assert "av dem bare registrert for sent" in figures_told
    assert "av dem gjort for sent" in figures_told
    rows = cli.ok("report", "deadlines", "--list", "missed", "--json").json["cases"]
    assert {(each["became"], each["breach"], each["reason_asked"]) for each in rows} >= {("late", True, True)}
    assert {each["became"] for each in rows} == {"late"}


@pytest.mark.parametrize("figure", ["due", "missed", "registered_late", "reason_missing"])
def test_the_rows_of_a_list_add_up_to_its_figure(cli: Cli, figure: str) -> None:
    mixed(cli)
    told = cli.ok("report", "deadlines", "--json").json["deadlines"]
    rows = cli.ok("report", "deadlines", "--list", figure, "--json").json["cases"]
    counted: Counter[tuple[str, str, bool]] = Counter()
    for each in told:
        counted[each["pathway"], each["deadline"], each["breach"]] += each["figures"][figure]["count"]
    assert Counter((each["pathway"], each["deadline"], each["breach"]) for each in rows) == +counted
    assert rows


@pytest.mark.soak
def test_over_random_histories_the_rows_of_each_list_add_up_to_its_figure() -> None:
    sums: dict[Group, Sums] = {}
    rows: dict[str, list[Behind]] = {figure: [] for figure in FIGURES}
    for seed in range(count(12, 300)):
        walk = told_walk(seed)
        for _ in walk.steps(25):
            pass
        every = outcomes(walk.case.world, walk.case.records, moment_at(walk.case.now))
        add(sums, every, Period())
        for figure in FIGURES:
            rows[figure] += rows_of(str(seed), (each for each in every if counts(each, Period())), figure)
    totals: Counter[tuple[str, str, str, bool]] = Counter()
    for group, one in sums.items():
        for figure in FIGURES:
            totals[figure, group.pathway, group.deadline, group.breach] += one.figures[figure]
    for figure, found in rows.items():
        listed = Counter((figure, each.pathway, each.deadline, each.breach) for each in found)
        assert listed == Counter({key: told for key, told in totals.items() if key[0] == figure and told}), figure
    of = Counter(each.became for each in rows["due"])
    assert {figure: len(rows[figure]) for figure in BECAME} == {figure: of[figure] for figure in BECAME}
    assert {each.became for each in rows["missed"]} <= MISSED
    assert sum(each.asks_reason for each in rows["due"]) == len(rows["reason_missing"]) > 0


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (("--deadline", "gjennomgan"), "Mente du gjennomgang? Disse finnes:"),
        (("--deadline", "undersokelse", "--pathway", "bup_vurdering"), "heter «undersokelse»"),
        (("--pathway", "barnevern_undersokels"), "Mente du barnevern_undersokelse"),
        (("--pathway", "tull", "--list", "missed"), "heter «tull». Disse finnes: barnevern_forlop"),
    ],
)
def test_a_name_that_is_mistyped_is_no_empty_answer(cli: Cli, given: tuple[str, ...], told: str) -> None:
    investigated(cli)
    ran = cli("report", "deadlines", *given)
    assert (ran.code, ran.out) == (2, "")
    assert told in " ".join(ran.told.split())


def test_a_report_says_from_where_it_is_seen_only_where_that_was_asked(cli: Cli) -> None:
    investigated(cli)
    for asked in (("deadlines",), ("deadlines", "--list", "due"), ("past",)):
        assert "Sett fra" not in page(cli, "report", *asked)
        assert "Sett fra" in page(cli, "report", *asked, "--known-at", "2026-08-24T08:00")


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_a_spreadsheet_runs_nothing_of_a_table(first: str, capsys: pytest.CaptureFixture[str]) -> None:
    tell_csv(["a", "b"], [(f"{first}1+1", -2)])
    assert capsys.readouterr().out.splitlines()[1].lstrip('"').startswith("'")
    tell_csv(["a"], [("1+1",), (None,)])
    assert "'" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (("--from", "2026-02-01", "--to", "2026-01-01"), "Bytt dem om"),
        (("--from", "2026-02-01T10:00"), "uten klokkeslett"),
        (("--json", "--csv"), "enten --json eller --csv"),
        (("--service", "finnes_ikke"), "tjeneste"),
        (("--known-at", "2027-01-01"), "ikke kommet ennå"),
        (("--at", "2026-08-23", "--known-at", "2026-08-22"), "--at er etter --known-at"),
    ],
)
@pytest.mark.parametrize("which", ["deadlines", "past"])
def test_what_cannot_be_asked_for_is_refused_in_words(cli: Cli, which: str, given: tuple[str, ...], told: str) -> None:
    ran = cli("report", which, *given)
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.told


def test_a_case_that_cannot_be_folded_is_in_no_figure_and_is_named(cli: Cli) -> None:
    broken, _ = open_case(cli), open_case(cli)
    alter(cli, "UPDATE event SET envelope = 'x' WHERE case_id = :id", broken)
    ran = cli("report", "deadlines", "--deadline", "gjennomgang", "--json")
    assert ran.code == 8
    assert ran.json["deadlines"][0]["figures"]["due"] == {"count": 1, "of": None}
    assert f"{broken} kan ikke regnes på nytt" in " ".join(ran.err.split())
