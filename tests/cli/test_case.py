"""``case open|show|list``: the answer first, every word for a deadline by its basis, and pages that end."""

import pytest

from tests.cli.auditing import draw_all
from tests.cli.running import REPORT, Cli, open_case
from tests.cli.support import LATE, investigated, page, set_clock, started_late, words


def test_opening_gives_the_number_of_the_case(cli: Cli) -> None:
    ran = cli.ok("case", "open", "barnevern_undersokelse", *REPORT)
    assert "Registrert: hendelse 1 i BV-2026-0001, melding_mottatt" in words(ran)
    assert "pathways case show BV-2026-0001" in ran.err


def test_the_same_command_with_the_same_key_opens_one_case(cli: Cli) -> None:
    command = ("case", "open", "barnevern_undersokelse", *REPORT, "--key", "k1", "--json")
    first = cli.ok(*command).json
    set_clock(cli, "2026-08-24T12:00")
    again = cli.ok(*command).json
    assert (again["case_id"], again["seq"], again["repeated"]) == (first["case_id"], 1, True)
    other = cli(
        "case", "open", "barnevern_undersokelse", "--set", "meldere=2", "--set", "innhold=1.1.02", "--key", "k1"
    )
    assert other.code == 6
    assert len(cli.ok("case", "list", "--json").json["cases"]) == 1


def test_an_unknown_pathway_names_those_there_are(cli: Cli) -> None:
    ran = cli("case", "open", "finnes_ikke", *REPORT)
    assert ran.code == 5
    assert "barnevern_undersokelse" in ran.told


def test_what_is_missing_is_named(cli: Cli) -> None:
    ran = cli("case", "open", "barnevern_undersokelse", "--set", "meldere=11")
    assert ran.code == 4
    assert "innhold" in ran.told


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (("--set", "meldere"), "felt=verdi"),
        (("--set", "meldere=1", "--set", "meldere=2"), "«meldere» er oppgitt to ganger"),
    ],
)
def test_values_are_given_by_name_and_once(given: tuple[str, ...], told: str, cli: Cli) -> None:
    ran = cli("case", "open", "barnevern_undersokelse", *given)
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.told


def test_the_page_begins_with_where_the_case_is_and_what_is_next(cli: Cli) -> None:
    case = investigated(cli)
    told = page(cli, "case", "show", case)
    assert told.startswith(
        f"{case} · Melding og undersøkelse · Undersøkelse pågår siden man. 24. aug. 2026 Ballen er hos"
    )
    assert "Neste: Tilbakemelding til melder 1: Skole (11) · man. 14. sep. 2026 · 21 dager igjen" in told
    assert "✓ oppfylt Gjennomgang av melding man. 31. aug. 2026" in told
    assert "barnevernsloven § 2-2 andre ledd (lovfrist)" in told
    assert "grad D: ikke bekreftet" in told


def test_the_page_says_what_i_can_do_and_what_others_can(cli: Cli) -> None:
    case = investigated(cli)
    told = page(cli, "case", "show", case)
    can, cannot = told.split("Du kan ikke nå")
    assert f"advance {case} forlop_startet --set samtykke=… [--set risiko_individ|" in can
    assert "undersokelse_konkludert" not in can
    assert "undersokelse_konkludert Undersøkelse konkludert bare «Leder i barnevernstjenesten» kan" in cannot
    of_the_leader = page(cli, "case", "show", case, "--as", "liv")
    assert f"advance {case} undersokelse_konkludert" in of_the_leader


def test_someone_who_can_do_nothing_is_told_so(cli: Cli) -> None:
    case = investigated(cli)
    assert "Det er ingenting rolf kan registrere i saken nå." in page(
        draw_all(cli), "case", "show", case, "--as", "rolf"
    )


def test_only_a_confirmed_limit_of_law_is_called_broken(cli: Cli) -> None:
    case = investigated(cli)
    set_clock(cli, "2026-11-20T09:00")
    deadlines = {
        deadline["name"]: deadline
        for run in cli.ok("case", "show", case, "--json").json["runs"]
        for deadline in run["deadlines"]
    }
    assert deadlines["tilbakemelding"]["told"] == "brudd på lovfristen"
    uncertain = [d for d in deadlines.values() if d["word"] == "past_recommended"]
    assert [d["told"] for d in uncertain] == ["anbefalt tid passert"]
    told = page(cli, "case", "show", case)
    assert told.count("brudd på") == told.count("Årsak til bruddet") == 1
    assert "67 dager over datoen" in told


def test_between_the_two_dates_nothing_is_broken(cli: Cli) -> None:
    case = open_case(cli, "--happened", "2026-08-22")  # a Saturday: a week later is one too
    set_clock(cli, "2026-08-30T10:00")
    told = page(cli, "case", "show", case)
    assert "fristen er ute; forlengelse til virkedag er ikke avklart" in told
    assert "kanskje forlenget til man. 31. aug. 2026" in told
    assert "brudd" not in told


def test_a_run_whose_law_is_not_loaded_says_so_and_breaks_nothing(cli: Cli) -> None:
    ran = cli.ok(
        "case", "open", "bup_vurdering", "--set", "henviser=fastlege", "--set", "ansiennitetsdato=2025-10-01",
        "--happened", "2025-10-01", "--as", "mona", "--json", *LATE,
    )  # fmt: skip
    told = page(cli, "case", "show", ran.json["case_id"], "--as", "mona")
    assert "dato passert etter nyere regler; de som gjaldt da, er ikke lagt inn" in told
    assert "Forløpet begynte før tor. 1. jan. 2026, og reglene som gjaldt da, er ikke lagt inn." in told
    assert "Datoene er regnet etter utgaven fra tor. 1. jan. 2026. Derfor kalles ingen frist her brutt" in told
    assert "brudd" not in told


def test_the_page_can_be_seen_from_the_past(cli: Cli) -> None:
    case = investigated(cli)
    set_clock(cli, "2026-09-01T09:00")
    cli.ok("advance", case, "undersokelsesplan_laget", "--set", "plan_dato=2026-09-01")
    past = cli.ok("case", "show", case, "--at", "2026-08-23")
    assert "fantes ikke ennå" in words(past)
    told = page(cli, "case", "show", case, "--at", "2026-08-25")
    assert "Du kan nå" not in told
    assert told.endswith(f"Hva som kan registreres i dag, viser «pathways case can {case}».")
    assert "Du kan nå" in page(cli, "case", "show", case)
    then = cli.ok("case", "show", case, "--at", "2026-08-25", "--json").json
    assert then["runs"][0]["fields"].get("plan_dato") is None
    assert cli.ok("case", "show", case, "--json").json["runs"][0]["fields"]["plan_dato"] == "2026-09-01"
    assert cli.ok("case", "show", case, "--known-at", "2026-08-31", "--json").json["version"] == 2


def test_one_run_can_be_picked(cli: Cli) -> None:
    case = investigated(cli)
    runs = [run["run"] for run in cli.ok("case", "show", case, "--json").json["runs"]]
    assert runs == ["barnevern_undersokelse", "barnevern_forlop"]
    picked = cli.ok("case", "show", case, "--run", "barnevern_forlop", "--json").json
    assert [run["run"] for run in picked["runs"]] == ["barnevern_forlop"]
    assert {possible["run"] for possible in picked["possible"]} == {"barnevern_forlop"}
    assert cli("case", "show", case, "--run", "annet").code == 5


def test_looking_is_logged_before_anything_is_shown(cli: Cli) -> None:
    case = open_case(cli)
    cli.ok("case", "show", case)
    cli("case", "show", "BV-2026-9999")
    database = cli.database()
    with database.read() as conn:
        rows = conn.exec_driver_sql("SELECT case_id, purpose FROM access_log ORDER BY id").all()
    database.close()
    assert [tuple(row) for row in rows] == [(case, "vise saken"), ("BV-2026-9999", "vise saken")]


def test_an_empty_list_is_told_in_words(cli: Cli) -> None:
    assert cli.ok("case", "list").out == "Ingen saker.\n"
    assert (
        cli.ok("case", "list", "--overdue").out == "Ingen saker har en frist som er passert uten at den er fulgt opp.\n"
    )
    assert cli.ok("case", "list", "--json").json["cases"] == []


def test_the_nearest_case_comes_first_and_pages_meet(cli: Cli) -> None:
    late = [open_case(cli, "--happened", day) for day in ("2026-08-22", "2026-08-18", "2026-08-20")]
    nearest = [late[1], late[2], late[0]]
    whole = cli.ok("case", "list", "--json").json
    assert [case["case_id"] for case in whole["cases"]] == nearest
    assert whole["next_page"] is None
    first = cli.ok("case", "list", "--limit", "2", "--json").json
    rest = cli.ok("case", "list", "--limit", "2", "--after", first["next_page"], "--json").json
    assert [case["case_id"] for case in first["cases"] + rest["cases"]] == nearest
    assert rest["next_page"] is None
    told = cli.ok("case", "list", "--limit", "2")
    assert f"--after {first['next_page']}" in " ".join(told.err.split())


def test_what_is_overdue_is_found_whether_or_not_anybody_ticked(cli: Cli) -> None:
    early, later = open_case(cli, "--happened", "2026-08-18"), open_case(cli)
    set_clock(cli, "2026-08-28T10:00")
    assert [case["case_id"] for case in cli.ok("case", "list", "--overdue", "--json").json["cases"]] == [early]
    set_clock(cli, "2026-10-28T10:00")
    first = cli.ok("case", "list", "--overdue", "--limit", "1", "--json").json
    second = cli.ok("case", "list", "--overdue", "--limit", "1", "--after", first["next_page"], "--json").json
    assert [case["case_id"] for case in first["cases"] + second["cases"]] == [early, later]
    assert second["next_page"] is None


def test_a_list_is_of_one_service(cli: Cli) -> None:
    case = open_case(cli)
    assert [c["case_id"] for c in cli.ok("case", "list", "--service", "barnevern", "--json").json["cases"]] == [case]
    assert cli.ok("case", "list", "--service", "bup", "--json").json["cases"] == []


def test_a_service_is_known_whatever_the_letters_and_one_that_is_none_is_refused(cli: Cli) -> None:
    case = open_case(cli)
    for typed in ("Barnevern", "BARNEVERN", " barnevern "):
        found = cli.ok("case", "list", "--service", typed, "--json").json["cases"]
        assert [each["case_id"] for each in found] == [case]
    for more in ((), ("--overdue",), ("--json",)):
        refused = cli("case", "list", "--service", "barnvern", *more)
        assert (refused.code, refused.out) == (2, "")
        assert "Disse finnes: barneklinikk, barnevern, bup, habilitering, helsefellesskap, kommune." in refused.told


def test_every_deadline_of_a_case_that_is_passed_is_counted_with_who_holds_the_ball(cli: Cli) -> None:
    open_case(cli)
    set_clock(cli, "2026-12-28T10:00")
    (case,) = cli.ok("case", "list", "--overdue", "--json").json["cases"]
    dates = [each["nominal"] for each in case["overdue"]]
    assert len(dates) > 1
    assert dates == sorted(dates)
    assert {each["holder"] for each in case["states"]} == {"barnevern"}
    told = page(cli, "case", "list", "--overdue")
    assert f"og {len(dates) - 1} til" in told
    assert "hos barnevernstjenesten" in told


@pytest.mark.parametrize("more", [(), ("--overdue",)])
def test_a_mark_that_is_none_is_wrong_usage(more: tuple[str, ...], cli: Cli) -> None:
    ran = cli("case", "list", "--after", "tull", *more)
    assert (ran.code, ran.out) == (2, "")


def test_two_runs_alike_are_told_apart(cli: Cli) -> None:
    case = started_late(cli)
    cli.ok("advance", case, "melding_mottatt", *REPORT)
    told = page(cli, "case", "show", case)
    assert "Melding og undersøkelse (løp barnevern_undersokelse-2) · Melding mottatt" in told
    assert f"advance {case} tilbakemelding_gitt --run barnevern_undersokelse-2 --activity 1" in told
    assert (
        f"advance {case} melding_konkludert --set konklusjon=… [--set umiddelbar_oppfolging|innhold=…] --reason …"
        in told
    )
