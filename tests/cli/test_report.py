"""``report deadlines|past``: figures as they are and as they were known, with what they are shares of."""

import csv
from typing import Any

import pytest

from pathways.cli.table import tell_csv
from tests.cli.running import Cli, open_case
from tests.cli.support import LATE, alter, investigated, page, set_clock
from tests.cli.test_worklist import looks

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
    assert "Etterregistrert: 1 Tilbakemelding gitt til melder Melding og undersøkelse 1 av 1 (100 %)" in told
    assert "median 25, lengst 25 dager med begrunnelse: 1 av 1 (100 %)" in told
    assert "Omgjort: 0" in told


def test_a_table_for_spreadsheets_says_of_how_many(cli: Cli) -> None:
    two_answers(cli)
    rows = list(csv.DictReader(cli.ok("report", "deadlines", "--csv").out.splitlines(), delimiter=";"))
    missed = next(row for row in rows if (row["frist"], row["tall"]) == ("tilbakemelding", "missed"))
    assert (missed["antall"], missed["av"], missed["brudd"]) == ("1", "2", "ja")
    past = list(csv.DictReader(cli.ok("report", "past", "--csv").out.splitlines(), delimiter=";"))
    assert [(row["verb"], row["antall"], row["median_dager"]) for row in past] == [("late_entry", "1", "25")]
    behind = cli.ok("report", "deadlines", "--list", "missed", "--csv").out.splitlines()
    assert behind[0] == "sak;forlop;lop;frist;aktivitet;dato"
    assert len(behind) == 2


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


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r"])
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
