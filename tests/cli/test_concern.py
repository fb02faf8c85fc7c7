"""One report about several children: a case for each, all or none of them, and each goes its own way."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.cli.concerns import (
    ANNE,
    BJORN,
    CECILIE,
    FRIDA,
    KARI,
    LIV,
    NEW_DAY,
    SAYS,
    SIV,
    cases_of,
    due,
    given_to_teams,
    make_teams,
    message_in,
    registered,
    shown,
    three,
    whole,
)
from tests.cli.running import Cli
from tests.support.counts import count
from tests.support.databases import Databases, PostgresDatabases, SqliteDatabases

OLD, NEW = "2026-08-28", "2026-08-27"
DISMISS = ("melding_konkludert", "--set", "konklusjon=6", "--reason", "Ingen grunn til uro.")
EXAMINE = ("melding_konkludert", "--set", "konklusjon=2", "--set", "umiddelbar_oppfolging=nei", "--reason", "Uro.")


@pytest.fixture
def cli(sqlite_databases: SqliteDatabases) -> Cli:
    """An intake and two teams."""
    return Cli(url=sqlite_databases.copy_of(make_teams), env={})


@pytest.fixture
def cli_on_both(databases: Databases) -> Cli:
    """The same on SQLite and on PostgreSQL."""
    return Cli(url=databases.copy_of(make_teams), env={})


def count_of(cli: Cli) -> int:
    return len(cli.ok("case", "list", *LIV, "--json").json["cases"])


def test_one_report_becomes_a_case_for_each_child_with_its_own_deadlines(cli_on_both: Cli) -> None:
    cli = cli_on_both
    concern, cases = three(cli)
    assert len(set(cases)) == 3
    assert [due(cli, case) for case in cases] == [OLD] * 3
    started = [cli.ok("timeline", case, *LIV, "--json").json["entries"][0] for case in cases]
    assert len({str([each[name] for name in ("happened_on", "what", "details")]) for each in started}) == 1
    assert shown(cli, concern) == dict.fromkeys(cases, "told")
    whole(cli)


def test_each_child_is_decided_separately(cli: Cli) -> None:
    _, (first, second, third) = three(cli)
    cli.ok("advance", first, *DISMISS, *LIV)
    cli.ok("advance", second, *EXAMINE, *LIV)
    states = [cli.ok("case", "show", case, *LIV, "--json").json["runs"][0]["state"] for case in (first, second, third)]
    assert states == ["henlagt_melding", "undersokes", "mottatt"]


def test_the_same_key_twice_makes_nothing_twice(cli_on_both: Cli) -> None:
    cli = cli_on_both
    told = registered(cli, "--children", "2", "--key", "m-1")
    again = registered(cli, "--children", "2", "--key", "m-1")
    assert (again["children"], again["concern_id"]) == (told["children"], told["concern_id"])
    assert (told["repeated"], again["repeated"], count_of(cli)) == (False, True, 2)
    assert cli("concern", "open", *SAYS, "--children", "3", "--key", "m-1", *KARI).code != 0
    more = ("concern", "add", told["concern_id"], "--children", "1", "--key", "m-2", *KARI, "--json")
    assert cli.ok(*more).json["children"] == cli.ok(*more).json["children"]
    assert count_of(cli) == 3


def test_half_done_is_impossible(cli: Cli) -> None:
    over = cases_of(registered(cli, "--children", "1"))[0]
    cli.ok("advance", over, *DISMISS, *LIV)
    ran = cli("concern", "open", *SAYS, "--children", "2", "--join", over, *KARI)
    assert (ran.code, over in ran.told, count_of(cli)) == (4, True, 1)
    assert [each["case_id"] for each in registered(cli, "--children", "1")["children"]] == ["BV-2026-0002"]


def test_a_child_that_has_a_case_gets_the_report_there_and_no_second_one(cli: Cli) -> None:
    there = cases_of(registered(cli, "--children", "1"))[0]
    told = registered(cli, "--children", "1", "--join", there)
    assert [(each["became"], each["case_id"] == there) for each in told["children"]] == [
        ("opened", False),
        ("joined", True),
    ]
    view = cli.ok("case", "show", there, *LIV, "--json").json
    assert (len(view["runs"]), len(view["messages"])) == (1, 1)
    assert [each["red"] for each in view["messages"]] == [False]
    assert "mottatt" in cli.ok("timeline", there, *LIV).told
    whole(cli)


def test_a_case_that_somebody_may_not_see_is_joined_as_one_that_does_not_exist(cli: Cli) -> None:
    hidden = cases_of(registered(cli, "--children", "1"))[0]
    given_to_teams(cli, hidden)
    foreign = cli("concern", "open", *SAYS, "--join", hidden, *KARI)
    none = cli("concern", "open", *SAYS, "--join", "BV-2026-0009", *KARI)
    assert foreign.code == none.code == 5
    assert foreign.told.replace(hidden, "") == none.told.replace("BV-2026-0009", "")


def test_a_child_whose_case_the_intake_does_not_know_has_its_clock_from_the_day_the_report_came(cli: Cli) -> None:
    there = cases_of(registered(cli, "--children", "1"))[0]
    given_to_teams(cli, there)
    told = registered(cli, "--waiting", "2")
    assert [each["became"] for each in told["children"]] == ["waiting", "waiting"]
    first, second = cases_of(told)
    assert [due(cli, case) for case in (first, second)] == [OLD, OLD]
    assert [each["case_id"] for each in cli.ok("worklist", *KARI, "--json").json["deadlines"]][:2] == [first, second]
    gaps = cli.ok("case", "gaps", *KARI, "--json").json["cases"]
    assert {each["case_id"]: each["lies_with"]["unit"] for each in gaps} == {first: "mottak", second: "mottak"}
    cli.ok("clock", "advance", "10d")
    reminded = {each["case_id"] for each in cli.ok("notice", "list", *KARI, "--json").json["notices"]}
    assert {first, second} <= reminded
    whole(cli)


def test_a_child_who_turns_out_to_have_a_case_is_merged_with_it_and_no_deadline_is_later(cli: Cli) -> None:
    there = cases_of(registered(cli, "--children", "1"))[0]
    (waiting,) = cases_of(registered(cli, "--waiting", "1"))
    cli.ok(
        "case", "merge", waiting, "--into", there, "--here", "barnevern_undersokelse", "--reason", "Samme barn.", *LIV
    )
    runs = cli.ok("case", "show", there, *LIV, "--json").json["runs"]
    dates = [each["nominal"] for run in runs for each in run["deadlines"] if each["name"] == "gjennomgang"]
    assert dates == [OLD, OLD]
    whole(cli)


def test_a_case_of_a_report_cannot_be_told_from_one_that_was_opened_alone(cli: Cli) -> None:
    (sibling, _) = cases_of(registered(cli, "--children", "2"))
    alone = str(cli.ok("case", "open", *SAYS, *KARI, "--json").json["case_id"])
    cli.ok("concern", "list", *KARI)
    cli.ok("concern", "cases", sibling, *LIV)

    def shown_as(case: str, *more: str) -> str:
        return cli.ok(*more[:1], *more[1:], case, *LIV).told.replace(case, "SAK")

    for page in (("case", "show"), ("timeline",)):
        assert shown_as(sibling, *page) == shown_as(alone, *page)
    ran = cli.ok("access-log", sibling, "--for-party", *LIV).told
    assert "meldingen saken kom av" in ran
    assert all(word not in ran for word in ("bekymringsmeldinger", "andre saker", "hvilken melding"))
    every = cli.ok("signal", "list", "--all", *LIV, "--json").json
    assert (every["incoming"], every["outgoing"]) == ([], [])


@pytest.mark.soak
def test_a_report_and_a_correction_at_once_leave_no_child_with_what_it_said_before(
    postgres_databases: PostgresDatabases,
) -> None:
    cli = Cli(url=postgres_databases.copy_of(make_teams), env={})
    concern, _ = three(cli)
    with ThreadPoolExecutor(5) as pool:
        added = [pool.submit(_in_a_process, cli, "add", concern, "--children", "1") for _ in range(count(1, 4))]
        corrected = pool.submit(_in_a_process, cli, "correct", concern, *NEW_DAY)
        codes = [each.result() for each in (*added, corrected)]
    assert set(codes) <= {0, 6}
    told = cli.ok("concern", "show", concern, *LIV, "--json").json
    assert len(told["children"]) == 3 + codes[:-1].count(0)
    days = {cli.ok("signal", "show", x["signal_id"], *LIV, "--json").json["shared"]["anchor"] for x in told["children"]}
    assert days == {"2026-08-20" if codes[-1] == 0 else "2026-08-21"}
    whole(cli)


def _in_a_process(cli: Cli, verb: str, *words: str) -> int:
    process = cli.start("concern", verb, *words, *KARI)
    process.communicate(timeout=60)
    return process.returncode


def test_a_corrected_report_is_followed_case_by_case_by_a_person_there(cli_on_both: Cli) -> None:
    cli = cli_on_both
    concern, (first, second, third) = three(cli)
    cli.ok("concern", "correct", concern, *NEW_DAY, "--set", "innhold=1.1.03", *KARI)
    assert [due(cli, case) for case in (first, second, third)] == [OLD] * 3
    assert shown(cli, concern) == dict.fromkeys((first, second, third), "unfollowed")
    assert "source_changed" in cli.ok("case", "gaps", *ANNE, "--json").json["cases"][0]["gaps"]
    cli.ok("signal", "follow", message_in(cli, first, ANNE)["signal_id"], *ANNE)
    cli.ok("signal", "keep", message_in(cli, second, BJORN)["signal_id"], "--reason", "Vi fikk den fredag.", *BJORN)
    assert [due(cli, case) for case in (first, second, third)] == [NEW, OLD, OLD]
    assert shown(cli, concern) == {first: "told", second: "kept", third: "unfollowed"}
    whole(cli)


def test_what_was_corrected_in_the_case_itself_is_not_overwritten(cli: Cli) -> None:
    concern, (first, *_) = three(cli)
    cli.ok("correct", first, "1", "--happened", "2026-08-19", "--why", "Sto på papiret.", *ANNE)
    cli.ok("concern", "correct", concern, *NEW_DAY, *KARI)
    signal = message_in(cli, first, ANNE)["signal_id"]
    assert (cli("signal", "follow", signal, *ANNE).code, due(cli, first)) == (4, "2026-08-26")


def test_a_correction_that_says_nothing_new_or_nothing_possible_changes_nothing(cli: Cli) -> None:
    concern, cases = three(cli)
    for more in (SAYS[-2:], ("--set", "innhold=9.9.99"), ("--happened", "2026-12-24"), ("--set", "finnes_ikke=1")):
        assert cli("concern", "correct", concern, *more, *KARI).code == 4, more
    assert cli("concern", "correct", concern, *KARI).code == 2
    assert shown(cli, concern) == dict.fromkeys(cases, "told")


def test_a_fourth_child_is_added_with_what_the_report_says_by_now(cli: Cli) -> None:
    concern, cases = three(cli)
    cli.ok("concern", "correct", concern, *NEW_DAY, *KARI)
    told = cli.ok("concern", "add", concern, "--children", "1", *KARI, "--json").json
    (fourth,) = cases_of(told)
    assert (due(cli, fourth), shown(cli, concern)[fourth], len(shown(cli, concern))) == (NEW, "told", 4)
    assert all("fourth" not in each for each in cases)
    assert cli("concern", "add", concern, "--join", fourth, *LIV).code == 4
    whole(cli)


def test_a_child_that_was_entered_wrongly_is_taken_out_there_and_nowhere_else(cli: Cli) -> None:
    concern, (first, second, third) = three(cli)
    before = [cli.ok("timeline", case, *LIV, "--json").json for case in (second, third)]
    cli.ok("concern", "remove", concern, first, *LIV)
    assert message_in(cli, first, ANNE)["news"]["step"] == "withdrawn"
    assert shown(cli, concern)[first] == "out_unfollowed"
    cli.ok("signal", "follow", message_in(cli, first, ANNE)["signal_id"], *ANNE)
    assert cli.ok("case", "show", first, *ANNE, "--json").json["runs"] == []
    assert [cli.ok("timeline", case, *LIV, "--json").json for case in (second, third)] == before
    cli.ok("concern", "correct", concern, *NEW_DAY, *KARI)
    assert shown(cli, concern) == {first: "out", second: "unfollowed", third: "unfollowed"}
    assert cli("concern", "remove", concern, first, *LIV).code == 5
    whole(cli)


def test_free_text_is_refused_since_it_would_stand_in_every_case(cli: Cli) -> None:
    assert cli("concern", "open", *SAYS, "--children", "2", "--reason", "Storesøster Ada.", *KARI).code == 2
    assert count_of(cli) == 0


@pytest.mark.parametrize("whom", [(), ("--children", "0"), ("--waiting", "21"), ("--children", "21")])
def test_a_report_is_about_somebody_and_not_about_a_multitude(cli: Cli, whom: tuple[str, ...]) -> None:
    ran = cli("concern", "open", *SAYS, *whom, *KARI)
    assert (ran.code, count_of(cli)) == (2, 0), ran


def test_who_sees_two_of_the_cases_finds_that_they_belong_together_and_no_more(cli: Cli) -> None:
    concern, (first, second, third) = three(cli)
    cli.ok("case", "assign", third, "--unit", "team-a", *LIV)

    def beside(user: tuple[str, ...], case: str) -> list[str]:
        return list(cli.ok("concern", "cases", case, *user, "--json").json["cases"])

    assert (beside(ANNE, first), beside(BJORN, second)) == ([third], [])
    assert beside(CECILIE, first) == beside(LIV, first) == [second, third]
    assert [cli("concern", "show", concern, *user).code for user in (KARI, LIV)] == [0, 0]
    assert [cli("concern", "show", concern, *user).code for user in (CECILIE, ANNE, BJORN, FRIDA)] == [5, 5, 5, 5]
    cli.ok("concern", "remove", concern, third, *KARI)
    assert beside(ANNE, first) == []


def test_a_report_of_another_service_answers_as_one_that_does_not_exist(cli: Cli) -> None:
    concern, (first, *_) = three(cli)
    for verb, more in (("show", ()), ("correct", NEW_DAY), ("remove", (first,)), ("add", ("--children", "1"))):
        theirs, nobodys = (cli("concern", verb, each, *more, *FRIDA) for each in (concern, "B-0000-0000-00"))
        assert (theirs.code, theirs.told.replace(concern, "")) == (5, nobodys.told.replace("B-0000-0000-00", "")), verb
    assert cli.ok("concern", "list", *FRIDA, "--json").json["concerns"] == []
    assert [each["concern_id"] for each in cli.ok("concern", "list", *LIV, "--json").json["concerns"]] == [concern]


def test_who_registers_a_report_and_may_not_look_it_up_is_told_who_may(cli: Cli) -> None:
    whole_service = ("saksbehandler", "--service", "bv-nord", "--reason", "Vakt.")
    cli.ok("people", "role", "anne", *whole_service, *SIV)
    ran = cli.ok("concern", "open", *SAYS, "--children", "2", *ANNE)
    assert "Skriv ned nummeret B-" in ran.told
    assert "Du ser ingen bekymringsmeldinger om flere barn." in cli.ok("concern", "list", *ANNE).told
    assert "Skriv ned" not in cli.ok("concern", "open", *SAYS, "--children", "2", *LIV).told
    assert "Ingen bekymringsmeldinger om flere barn." in cli.ok("concern", "list", *FRIDA).told


def test_every_look_is_logged_at_each_case_and_names_no_other(cli: Cli) -> None:
    concern, cases = three(cli)
    cli.ok("concern", "show", concern, *LIV)
    for case in cases:
        told = cli.ok("access-log", case, *LIV, "--json")
        rows = [row for row in told.json["rows"] if row["information"] == "meldingen saken kom av"]
        assert [(row["user"], row["granted"]) for row in rows] == [("liv", True)]
        assert not any(other in told.out for other in (*cases, concern) if other != case)
