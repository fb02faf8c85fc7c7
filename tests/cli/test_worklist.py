"""``worklist``, and lists of cases seen from the past: what was to be done, as it was known then."""

import pytest

from tests.cli.auditing import draw_all
from tests.cli.running import Cli, open_case
from tests.cli.support import alter, investigated, page, set_clock, started_late

DATED = [
    ("case", "show", "{case}"),
    ("case", "list"),
    ("case", "list", "--overdue"),
    ("timeline", "{case}"),
    ("deadline", "list", "{case}"),
    ("deadline", "explain", "{case}", "tilbakemelding"),
    ("worklist",),
    ("report", "deadlines"),
    ("report", "past"),
]
"""Every command that shows what a case was."""


def names(cli: Cli, *more: str) -> list[str]:
    """The deadlines of the worklist."""
    return [each["name"] for each in cli.ok("worklist", "--json", *more).json["deadlines"]]


def looks(cli: Cli) -> list[tuple[str, str]]:
    """Case and information of every reading logged."""
    database = cli.database()
    with database.read() as conn:
        rows = conn.exec_driver_sql("SELECT case_id, information FROM access_log ORDER BY id").all()
    database.close()
    return [(row[0], row[1]) for row in rows]


def test_the_oldest_date_comes_first_and_what_is_past_it_says_why(cli: Cli) -> None:
    case = investigated(cli)
    set_clock(cli, "2026-09-21T09:00")
    told = page(cli, "worklist")
    assert told.startswith("man. 14. sep. 2026")
    assert f"{case} Tilbakemelding til melder 1: Skole (11) (hos barnevernstjenesten)" in told
    assert "7 dager over datoen" in told
    assert "! brudd på lovfristen" in told
    assert "barnevernsloven § 13-3 første ledd (lovfrist)" in told
    dates = [each["nominal"] for each in cli.ok("worklist", "--json").json["deadlines"]]
    assert dates == sorted(dates)
    assert names(cli, "--overdue") == ["tilbakemelding"]


def test_pages_hold_every_deadline_once(cli: Cli) -> None:
    investigated(cli)
    investigated(cli)
    whole = cli.ok("worklist", "--json").json["deadlines"]
    found, more = [], cli.ok("worklist", "--limit", "2", "--json").json
    for _ in range(0, len(whole), 2):
        found += more["deadlines"]
        after = ("--after", more["next_page"]) if more["next_page"] else ()
        more = cli.ok("worklist", "--limit", "2", "--json", *after).json
    assert found == whole
    assert len(whole) > 4
    assert cli("worklist", "--after", "x").code == 2


def test_nothing_to_do_is_told_in_words(cli: Cli) -> None:
    assert cli.ok("worklist").out == "Ingen frister løper.\n"
    assert cli.ok("worklist", "--overdue").out == "Ingen frister er passert uten at de er fulgt opp.\n"
    assert "tjeneste" in cli("worklist", "--service", "finnes_ikke").told


def test_the_worklist_of_then_knows_nothing_of_what_was_recorded_later(cli: Cli) -> None:
    case = investigated(cli)
    set_clock(cli, "2026-09-21T09:00")
    answered = ("tilbakemelding_gitt", "--activity", "1", "--set", "opplyst_apnet=ja", "--happened", "2026-09-10")
    assert "tilbakemelding" in names(cli)
    cli.ok("advance", case, *answered)
    assert "tilbakemelding" not in names(cli)
    assert "tilbakemelding" in names(cli, "--known-at", "2026-09-20")
    assert "tilbakemelding" not in names(cli, "--at", "2026-09-20")
    assert "tilbakemelding" in names(cli, "--at", "2026-09-09")
    assert names(cli, "--at", "2026-08-23") == []


@pytest.mark.parametrize(
    "command",
    [("worklist",), ("worklist", "--overdue"), ("case", "list"), ("report", "deadlines"), ("report", "past")],
    ids=" ".join,
)
def test_before_there_was_any_case_no_answer_reads_as_if_all_were_well(cli: Cli, command: tuple[str, ...]) -> None:
    investigated(cli)
    for option in ("--at", "--known-at"):
        told = page(cli, *command, option, "2016-08-23")
        assert "Ingen saker var begynt og registrert da: svaret er tomt." in told
        assert "Ingen frister" not in told
    assert "svaret er tomt" not in page(cli, *command, "--at", "2026-08-24")


def test_what_is_known_now_is_what_is_kept(cli: Cli) -> None:
    started_late(cli)
    open_case(cli)
    for command in (("worklist",), ("case", "list"), ("case", "list", "--overdue")):
        now = cli.ok(*command, "--json").json
        assert cli.ok(*command, "--json", "--known-at", "2026-11-19").json == now, command
        assert now["at"] == now["known_at"] == "2026-11-19T08:03:00Z"


def test_a_list_of_cases_of_then_has_pages(cli: Cli) -> None:
    cases = {open_case(cli) for _ in range(3)}
    set_clock(cli, "2026-10-01T09:00")
    open_case(cli)
    then = ("--known-at", "2026-09-20", "--json")
    for more in ((), ("--overdue",)):
        first = cli.ok("case", "list", *more, "--limit", "2", *then).json
        second = cli.ok("case", "list", *more, "--limit", "2", "--after", first["next_page"], *then).json
        assert (len(first["cases"]), second["next_page"]) == (2, None)
        assert {case["case_id"] for case in first["cases"] + second["cases"]} == cases
    told = page(cli, "case", "list", "--known-at", "2026-09-20")
    assert told.startswith("Sett fra søn. 20. sep. 2026 kl. 23:59, med det som var registrert søn. 20. sep. 2026")


@pytest.mark.parametrize("command", DATED, ids=" ".join)
def test_every_command_takes_and_refuses_the_same_moments(cli: Cli, command: tuple[str, ...]) -> None:
    case = investigated(cli)
    set_clock(cli, "2026-09-21T09:00")
    typed = [part.format(case=case) for part in command]
    cli.ok(*typed, "--at", "2026-09-20", "--known-at", "2026-09-20")
    for option in ("--at", "--known-at"):
        ran = cli(*typed, option, "2026-09-22")
        assert (ran.code, ran.out) == (2, "")
        assert "Tidspunktet er ikke kommet ennå" in ran.told
    ran = cli(*typed, "--at", "2026-09-20", "--known-at", "2026-09-19")
    assert (ran.code, ran.out) == (2, "")
    assert "--at er etter --known-at: da lå det ennå foran" in ran.told


def test_where_nobody_has_said_why_is_told_as_it_was_known(cli: Cli) -> None:
    case = investigated(cli)
    set_clock(cli, "2026-09-21T09:00")
    assert "årsaken er ikke registrert" in page(cli, "worklist", "--overdue")
    cli.ok("deadline", "reason", case, "tilbakemelding", "--activity", "1", "--code", "tolk")
    for command in ("worklist",), ("case", "list"):
        assert "årsaken er ikke registrert" not in page(cli, *command, "--overdue"), command
        assert "årsaken er ikke registrert" in page(cli, *command, "--overdue", "--known-at", "2026-09-20"), command
    told = page(cli, "report", "deadlines", "--deadline", "tilbakemelding")
    assert "brudd på fristen 1 av 1 (100 %)" in told
    assert "årsak: Venter på tolk 1 av 1 (100 %)" in told
    assert "uten registrert årsak 1 av 1" in page(cli, "report", "deadlines", "--known-at", "2026-09-20")


def test_what_was_wrongly_registered_is_hidden_in_lists_of_the_past_but_not_from_who_audits(cli: Cli) -> None:
    case = open_case(cli)
    set_clock(cli, "2026-08-26T09:00")
    cli.ok("annul", case, "1", "--why", "Feil barn.")
    then = ("worklist", "--known-at", "2026-08-25")
    assert "Tilbakemelding til melder 1 (hos" in page(cli, *then)
    assert "Skole" not in page(cli, *then) + cli.ok(*then, "--json").out
    assert "Skole (11)" in page(draw_all(cli), *then, "--as", "rolf")
    assert "registrert ved en feil" in page(cli, "case", "list", "--at", "2026-08-25")
    assert page(cli, "worklist", "--at", "2026-08-25").endswith("Ingen frister løper.")


def test_25_what_is_looked_through_and_what_is_shown_are_logged(cli: Cli) -> None:
    case = investigated(cli)
    cli.ok("worklist")
    assert looks(cli)[-2:] == [("*", "arbeidsliste"), (case, "arbeidsliste")]
    cli.ok("case", "list", "--at", "2026-08-24")
    everything, shown = looks(cli)[-2:]
    assert everything[1].startswith("saksliste; sett man. 24. aug. 2026 kl. ")
    assert shown == (case, "saksliste")


def test_a_case_that_cannot_be_folded_is_named_and_the_answer_is_not_whole(cli: Cli) -> None:
    broken, whole = open_case(cli), open_case(cli)
    alter(cli, "UPDATE event SET envelope = 'x' WHERE case_id = :id", broken)
    ran = cli("worklist", "--at", "2026-08-24", "--json")
    assert ran.code == 8
    assert {each["case_id"] for each in ran.json["deadlines"]} == {whole}
    assert f"{broken} kan ikke regnes på nytt fra loggen og er ikke med" in " ".join(ran.err.split())


def test_what_was_met_too_late_is_listed_until_somebody_has_said_why(cli: Cli) -> None:
    case = investigated(cli)
    set_clock(cli, "2026-09-21T09:00")
    cli.ok("advance", case, "tilbakemelding_gitt", "--activity", "1", "--set", "opplyst_apnet=ja")
    told = page(cli, "worklist", "--overdue")
    assert f"{case} Tilbakemelding til melder 1: Skole (11)" in told
    assert "gjort for sent, og årsaken er ikke registrert" in told
    assert "gjort for sent, og årsaken er ikke registrert" in page(cli, "case", "list", "--overdue")
    [found] = cli.ok("worklist", "--overdue", "--json").json["deadlines"]
    assert (found["name"], found["open"], found["overdue"], found["reason_asked"]) == (
        "tilbakemelding",
        False,
        True,
        True,
    )
    listed = cli.ok("report", "deadlines", "--list", "reason_missing", "--json").json["cases"]
    assert [(each["deadline"], each["became"]) for each in listed] == [("tilbakemelding", "late")]
    cli.ok("deadline", "reason", case, "tilbakemelding", "--activity", "1", "--code", "tolk")
    assert names(cli, "--overdue") == []
    assert cli.ok("case", "list", "--overdue", "--json").json["cases"] == []
    assert cli.ok("report", "deadlines", "--list", "reason_missing", "--json").json["cases"] == []
    assert names(cli, "--overdue", "--known-at", "2026-09-20") == ["tilbakemelding"]


def test_what_was_only_registered_too_late_asks_nobody_why(cli: Cli) -> None:
    case = investigated(cli)
    set_clock(cli, "2026-09-21T09:00")
    answered = ("tilbakemelding_gitt", "--activity", "1", "--set", "opplyst_apnet=ja", "--happened", "2026-09-10")
    cli.ok("advance", case, *answered)
    assert names(cli, "--overdue") == []
