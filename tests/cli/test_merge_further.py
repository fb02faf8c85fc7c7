"""Merged cases where more than dates is at stake: who is protected, who said stop, who may see, and what is counted."""

import json
from pathlib import Path

import pytest

from tests.cli.messages import KARI, TWO_AREAS
from tests.cli.persons import keyed, put
from tests.cli.running import REPORT, Cli, make_sandbox, open_case, sandbox_of, staffed
from tests.cli.support import page
from tests.cli.test_merge import DUPLICATE, HERE, KEPT, LIV, WHY, shown, two_reports, waiting
from tests.cli.test_protected import contact
from tests.support.databases import Databases, SqliteDatabases
from tests.support.two_people import laid_in

REFUSED, NOT_ALLOWED, NOT_FOUND = 4, 7, 5
MERGE = ("case", "merge", DUPLICATE, "--into", KEPT, *HERE, *WHY, *LIV)
UNMERGE = ("case", "unmerge", DUPLICATE, "--reason", "Det var to barn.", *LIV)


@pytest.fixture
def cli(sqlite_databases: SqliteDatabases) -> Cli:
    """A sandbox on 2 September with both cases."""
    return Cli(url=sqlite_databases.copy_of(two_reports), env={})


@pytest.fixture
def cli_on_both(databases: Databases) -> Cli:
    """The same on SQLite and on PostgreSQL."""
    return Cli(url=databases.copy_of(two_reports), env={})


@pytest.fixture
def sheltered(sqlite_databases: SqliteDatabases, tmp_path: Path) -> Cli:
    """Two cases of a child; in the first its address is protected, in the other more weakly or not at all."""
    cli = keyed(sqlite_databases, tmp_path)
    for case in (open_case(cli), open_case(cli)):
        assert put(cli, case, {"child": {"name": "Øystein Prøvesen"}, "parent_1": {"name": "Åse Prøvesen"}}).code == 0
    assert contact(cli, DUPLICATE).code == 0
    return cli


def protections(cli: Cli, case: str) -> dict[str, tuple[str, bool]]:
    told = cli.ok("person", "show", case, *LIV, "--json").json["protections"]
    return {each["grade"]: (each["until"], each["ended"]) for each in told}


def test_a_merge_and_its_undoing_hold_on_both_databases(cli_on_both: Cli) -> None:
    cli, before = cli_on_both, [waiting(cli_on_both, each) for each in (DUPLICATE, KEPT)]
    first = cli.ok(*MERGE, "--key", "en-gang", "--json").json
    assert cli.ok(*MERGE, "--key", "en-gang", "--json").json["seq"] == first["seq"]
    assert waiting(cli, KEPT) == before[0] + before[1]
    cli.ok(*UNMERGE)
    assert [waiting(cli, each) for each in (DUPLICATE, KEPT)] == before
    for case in (DUPLICATE, KEPT):
        cli.ok("replay", case, *LIV)
        cli.ok("verify", case, *LIV)


def test_a_protected_address_of_the_duplicate_is_protected_in_the_case_that_goes_on(sheltered: Cli) -> None:
    assert protections(sheltered, KEPT) == {}
    told = sheltered.ok(*MERGE).told
    assert protections(sheltered, KEPT) == protections(sheltered, DUPLICATE) == {"strict": ("2027-07-31", False)}
    assert "skjerm" not in told.lower()
    assert "strict" not in told
    fields = {each["field"] for each in sheltered.ok("person", "show", KEPT, *LIV, "--json").json["fields"]}
    assert fields == {"name"}
    sheltered.ok("verify", KEPT, *LIV)


@pytest.mark.parametrize(
    ("do", "until"), [("shorter", "2027-07-31"), ("longer", "2028-07-31"), ("lifted", "2027-07-31")]
)
def test_of_two_protections_the_stronger_holds(sheltered: Cli, do: str, until: str) -> None:
    last = {"shorter": "2026-12-31", "longer": "2028-07-31", "lifted": "2027-07-31"}[do]
    assert contact(sheltered, KEPT, until=last).code == 0
    if do == "lifted":
        lifted = contact(sheltered, KEPT, do="lift", since=None, until=None, reason="Ble opphevet.")
        assert lifted.code == 0, lifted
    sheltered.ok(*MERGE)
    assert protections(sheltered, KEPT) == {"strict": (until, False)}


def test_undoing_opens_no_address(sheltered: Cli) -> None:
    sheltered.ok(*MERGE)
    assert "gjelder til noen løfter dem" in sheltered.ok(*UNMERGE).told
    assert protections(sheltered, KEPT) == {"strict": ("2027-07-31", False)}


def test_without_the_key_what_may_be_protected_stops_a_merge(sheltered: Cli, tmp_path: Path) -> None:
    elsewhere = Cli(url=sheltered.url, env={"PATHWAYS_KEYS": str(tmp_path / "ingen")})
    ran = elsewhere(*MERGE)
    assert ran.code != 0
    assert shown(sheltered, DUPLICATE)["merged"] == []


def test_persons_are_not_copied(sheltered: Cli) -> None:
    assert put(sheltered, DUPLICATE, {"parent_2": {"name": "Tor Prøvesen"}}).code == 0
    sheltered.ok(*MERGE)
    named = {each["subject"] for each in sheltered.ok("person", "show", KEPT, *LIV, "--json").json["fields"]}
    assert named == {"child", "parent_1"}


def test_whoever_said_stop_is_heard_in_the_case_that_goes_on(cli: Cli) -> None:
    cli.ok("consent", "object", DUPLICATE, "--to", "bup", "--share", "course", "--by", "parent_1", *LIV)
    cli.ok(*MERGE)
    given = cli.ok("consent", "list", KEPT, *LIV, "--json").json
    assert "objection" in json.dumps(given)
    cli.ok(*UNMERGE)
    (one,) = cli.ok("consent", "list", KEPT, *LIV, "--json").json["given"]
    assert one["annulled"] is True


def test_a_look_at_what_must_be_chosen_records_nothing(cli: Cli) -> None:
    told = cli.ok("case", "merge", DUPLICATE, "--into", KEPT, "--dry-run", *LIV, "--json").json
    (run,) = told["runs"]
    assert (run["run"], run["runs"]) == ("barnevern_undersokelse", ["barnevern_undersokelse", "barnevern_forlop"])
    assert (run["may_end"], len(run["waiting"])) == (False, 3)
    assert "må gå videre" in page(cli, "case", "merge", DUPLICATE, "--into", KEPT, "--dry-run", *LIV)
    assert (shown(cli, DUPLICATE)["merged"], shown(cli, KEPT)["merged"]) == ([], [])


def test_what_was_done_in_the_kept_case_on_a_copy_is_named_before_a_merge_is_undone(cli: Cli) -> None:
    cli.ok(*MERGE)
    cli.ok("advance", KEPT, "undersokelsesplan_laget", "--set", "plan_dato=2026-09-02",
           "--run", "barnevern_undersokelse-2", *LIV[:0], "--as", "kari")  # fmt: skip
    refused = cli(*UNMERGE)
    assert (refused.code, "undersokelsesplan_laget" in refused.told) == (REFUSED, True)
    assert shown(cli, DUPLICATE)["merged"] == [{"kept": False, "other": KEPT}]


def test_a_deadline_that_was_missed_stays_missed_and_is_counted_once(cli: Cli) -> None:
    cli.ok("clock", "advance", "16d")

    def missed() -> int:
        told = cli.ok("report", "deadlines", "--pathway", "barnevern_undersokelse", *LIV, "--json").json
        return sum(
            each["figures"]["missed"]["count"] for each in told["deadlines"] if each["deadline"] == "tilbakemelding"
        )

    before = missed()
    assert before == 1
    cli.ok(*MERGE)
    assert missed() == before
    cli.ok(*UNMERGE)
    assert missed() == before


def test_reminders_go_on_in_the_case_that_goes_on(cli: Cli) -> None:
    def open_notices(case: str) -> int:
        told = cli.ok("notice", "list", *LIV, "--json").json["notices"]
        return sum(each["case_id"] == case for each in told)

    cli.ok("clock", "advance", "16d")
    before = open_notices(DUPLICATE)
    own = open_notices(KEPT)
    assert before
    cli.ok(*MERGE)
    assert open_notices(KEPT) > own


def test_a_duplicate_waits_in_no_list_and_the_kept_case_does(cli: Cli) -> None:
    cli.ok(*MERGE)
    for words in (("worklist",), ("case", "gaps")):
        told = json.dumps(cli.ok(*words, *LIV, "--json").json)
        assert (DUPLICATE in told, KEPT in told) == (False, True)
    assert "slått sammen" in page(cli, "case", "list", *LIV).lower()
    assert "slått sammen med en annen sak" in page(cli, "timeline", DUPLICATE, *LIV)
    assert "slått sammen med en annen sak om samme barn" in page(cli, "timeline", KEPT, *LIV)


def test_cases_of_two_services_are_not_merged_and_a_foreign_one_is_as_none(sqlite_databases: SqliteDatabases) -> None:
    url = sqlite_databases.copy_of(make_sandbox)
    two = """
[services.bv-vest]
area = "kommunen"
kind = "barnevern"
[users.vera]
roles = [{role = "leder", service = "bv-vest"}, {role = "saksbehandler", service = "bv-vest"}]
[users.lars]
roles = [{role = "leder", service = "bv-nord"}, {role = "leder", service = "bv-vest"}]
"""
    cli = staffed(Cli(url=url, env={}), TWO_AREAS + two, by="siv")
    one = open_case(cli, *KARI)
    other = open_case(cli, "--as", "vera")
    merge = ("case", "merge", one, "--into", other, *HERE, *WHY)
    assert cli(*merge, "--as", "liv").code == cli("case", "merge", one, "--into", "BV-2026-0099", *HERE, *WHY,
                                                  "--as", "liv").code == NOT_FOUND  # fmt: skip
    refused = cli(*merge, "--as", "lars")
    assert (refused.code, "hver sin tjeneste" in refused.told) == (REFUSED, True)
    cli.ok("case", "assign", other, "--service", "bv-nord", "--as", "lars")
    cli.ok(*merge, "--as", "lars")
    cli.ok("case", "assign", other, "--service", "bv-vest", "--as", "lars")
    told = shown(cli, one, "--as", "liv")
    assert told["merged"] == [{"kept": False, "other": None}]
    assert other not in json.dumps(cli.ok("timeline", one, "--as", "liv", "--json").json)
    assert other not in page(cli, "case", "show", one, "--as", "liv") + page(cli, "timeline", one, "--as", "liv")
    alone = cli("case", "unmerge", one, "--reason", "To barn.", "--as", "liv")
    assert (alone.code, other in alone.told) == (NOT_ALLOWED, False)
    cli.ok("case", "unmerge", one, "--reason", "To barn.", "--as", "lars")


def test_both_readings_stand_in_the_access_log_before_anything_is_told(cli: Cli) -> None:
    cli(*MERGE[:5], *WHY, *LIV)
    for case in (DUPLICATE, KEPT):
        assert "saker slås sammen" in page(cli, "access-log", case, *LIV)


def test_an_earlier_report_does_not_end_in_one_that_came_later(cli: Cli) -> None:
    first = open_case(cli, "--happened", "2026-08-31", "--late-reason", "Ført sent.")
    end = ("--end", "barnevern_undersokelse=Ført to ganger.")
    refused = cli("case", "merge", first, "--into", KEPT, *end, *WHY, *LIV)
    assert (refused.code, "Tilbakemelding til melder" in refused.told) == (REFUSED, True)
    cli.ok("case", "merge", KEPT, "--into", first, *end, *WHY, *LIV)


def test_one_deadline_stands_for_one_and_not_for_two(cli: Cli) -> None:
    first, twice = (open_case(cli, "--happened", "2026-09-02") for _ in range(2))
    cli.ok("advance", twice, "melding_mottatt", *REPORT, "--happened", "2026-09-02", "--as", "kari")
    runs = ("barnevern_undersokelse", "barnevern_undersokelse-2")
    ends = tuple(word for run in runs for word in ("--end", f"{run}=Ført to ganger."))
    assert cli("case", "merge", twice, "--into", first, *ends, *WHY, *LIV).code == REFUSED
    cli.ok(
        "case", "merge", twice, "--into", first, "--here", runs[0], "--end", f"{runs[1]}=Ført to ganger.", *WHY, *LIV
    )


def test_what_waits_for_a_second_person_is_dealt_with_first(sqlite_databases: SqliteDatabases, tmp_path: Path) -> None:
    cli = sandbox_of(sqlite_databases, PATHWAYS_DEFINITIONS=str(laid_in(tmp_path / "definitions")))
    (pathway,) = {each["id"] for each in cli.ok("definition", "list", "--json").json["definitions"]}
    one, other = (str(cli.ok("case", "open", pathway, "--json").json["case_id"]) for _ in range(2))
    cli.ok("advance", one, "konkludert", "--set", "henlegges=nei", "--reason", "Det samme.", "--as", "kari")
    merge = ("case", "merge", one, "--into", other, "--here", pathway, *WHY, *LIV)
    refused = cli(*merge)
    assert (refused.code, "venter på godkjenning" in refused.told) == (REFUSED, True)
    cli.ok("decline", one, "2", "--reason", "Nei.", *LIV)
    cli.ok(*merge)


def test_copies_are_nobodys_late_entries(cli: Cli) -> None:
    def late() -> int:
        told = cli.ok("report", "past", *LIV, "--json").json
        return sum(each["count"] for each in told["verbs"] if each["verb"] == "late_entry")

    cli.ok("clock", "advance", "16d")
    before = late()
    cli.ok(*MERGE)
    assert late() == before
    assert "etterregistrert" not in page(cli, "timeline", KEPT, *LIV)
    assert "kopi fra en annen sak" in page(cli, "timeline", KEPT, *LIV)


def test_what_was_missed_asks_for_its_reason_where_it_goes_on_and_nowhere_else(cli: Cli) -> None:
    def asked() -> set[tuple[str, str]]:
        tasks = cli.ok("worklist", "--overdue", *LIV, "--json").json["deadlines"]
        return {(each["case_id"], each["name"]) for each in tasks if each["reason_asked"]}

    cli.ok("clock", "advance", "16d")
    assert (DUPLICATE, "tilbakemelding") in asked()
    cli.ok(*MERGE)
    assert (KEPT, "tilbakemelding") in asked()
    assert not [each for each in asked() if each[0] == DUPLICATE]
    assert "Årsak til bruddet er ikke registrert" not in page(cli, "case", "show", DUPLICATE, *LIV)


def test_what_was_missed_in_a_run_that_ends_still_asks_for_its_reason(cli: Cli) -> None:
    twice = open_case(cli, "--happened", "2026-08-24", "--late-reason", "Ført to ganger.")
    cli.ok("clock", "advance", "16d")
    end = ("--end", "barnevern_undersokelse=Samme melding, ført to ganger.")
    cli.ok("case", "merge", twice, "--into", DUPLICATE, *end, *WHY, *LIV)
    assert "Årsak til bruddet er ikke registrert" in page(cli, "case", "show", twice, *LIV)
    cli.ok("replay", twice, *LIV)
