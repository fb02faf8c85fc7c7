"""An audit of one service, seen from the other: its cases, its leader and its figures tell nothing of it."""

import pytest
from sqlalchemy import text

from tests.cli.running import Cli, open_case, staffed
from tests.cli.support import words
from tests.cli.test_audit import AS_ROLF, AS_SIV, TWO_AREAS, start

LEADERS = """
[users.anna]
roles = [{role = "leder", service = "bv-solvik"}]
[users.nils]
roles = [{role = "leder", service = "bv-nes"}]
"""
LAW, WHY = "barnevernsloven § 17-3", "Varslet tilsyn."
ALL_CASES = (("replay", "--all"), ("verify",))


@pytest.fixture
def cli(cli_on_both: Cli) -> Cli:
    """Two municipalities, and an engagement of rolf's in the first alone."""
    staffed(cli_on_both, TWO_AREAS + LEADERS, by="siv")
    for id_ in ("tilsyn-barnevern", "tilsyn-bup"):
        cli_on_both.ok("audit", "end", id_, "--last", "2026-08-23", "--reason", "Over.", *AS_SIV)
    cli_on_both.ok(*start("t-1", service="bv-solvik"), "--reason", WHY)
    return cli_on_both


def both_cases(cli: Cli) -> tuple[str, str]:
    return open_case(cli, "--as", "kari"), open_case(cli, "--as", "nina")


@pytest.mark.parametrize("command", ALL_CASES)
def test_the_log_of_a_case_names_an_engagement_where_it_looks_and_only_there(
    cli: Cli, command: tuple[str, ...]
) -> None:
    ours, theirs = both_cases(cli)
    cli.ok(*command, *AS_ROLF)
    for case, who, named in ((ours, "anna", True), (theirs, "nils", False), (theirs, "siv", False)):
        for more in ((), ("--json",), ("--for-party",)):
            told = words(cli.ok("access-log", case, "--as", who, *more))
            assert (LAW in told, "t-1" in told) == (named, named), (who, more, told)
            assert ("kontroll" in told, "Statsforvalteren i Øving" in told) == (True, True), (who, more)


def test_what_somebody_has_seen_names_no_engagement_to_the_leader_of_another_service(cli: Cli) -> None:
    both_cases(cli)
    cli.ok("replay", "--all", *AS_ROLF)
    cli.ok("audit", "list", *AS_ROLF)
    told = {who: cli.ok("access-log", "--user", "rolf", "--as", who).told for who in ("anna", "nils", "siv")}
    assert {who: (LAW in each, "t-1" in each) for who, each in told.items()} == {
        "anna": (True, True), "nils": (False, False), "siv": (True, True)
    }  # fmt: skip
    assert "avspilling" in told["nils"]


def test_what_was_read_of_one_service_alone_is_not_told_to_the_leader_of_another(cli: Cli) -> None:
    both_cases(cli)
    cli.ok("worklist", "--as", "kari")
    found = {
        who: [row["every_case"] for row in cli.ok("access-log", "--user", "kari", "--as", who, "--json").json["rows"]]
        for who in ("anna", "nils", "siv")
    }
    assert (True in found["anna"], found["nils"], True in found["siv"]) == (True, [], True)


def test_what_names_no_case_is_told_to_no_leader_of_one_service(cli: Cli) -> None:
    assert cli("worklist", "--as", "grudge").code == 7
    of_nobody = {
        who: cli.ok("access-log", "--user", "grudge", "--as", who, "--json").json["rows"] for who in ("nils", "siv")
    }
    assert (of_nobody["nils"], [row["purpose"] for row in of_nobody["siv"]]) == ([], ["avvist"])
    cli.ok("people", "add", "grudge", "--role", "saksbehandler", "--service", "bv-nes", *AS_SIV)
    assert cli.ok("access-log", "--user", "grudge", "--as", "nils", "--json").json["rows"] == []


@pytest.mark.parametrize(("who", "counts"), [("rolf", [1, 2]), ("siv", [2, 6])])
def test_a_replay_of_every_case_counts_what_an_engagement_reaches(cli: Cli, who: str, counts: list[int]) -> None:
    _, theirs = both_cases(cli)
    for reason in ("Venter.", "Venter fortsatt."):
        cli.ok("case", "no-next", theirs, "--until", "2026-08-28", "--reason", reason, "--as", "nina")
    ran, told = (cli.ok("replay", "--all", *more, "--as", who) for more in (("--json",), ()))
    assert [ran.json["cases"], ran.json["events"]] == counts
    assert f"{counts[0]}. Hendelser: {counts[1]}" in words(told)
    assert ("i tilsynet" in words(told)) == (who == "rolf")


def test_without_an_engagement_nothing_is_counted_and_one_case_is_counted_as_ever(cli: Cli) -> None:
    ours, _ = both_cases(cli)
    one = words(cli.ok("replay", ours, *AS_ROLF))
    assert ("Saker: 1" in one, "i tilsynet" in one) == (True, False)
    cli.ok("audit", "end", "t-1", "--last", "2026-08-23", "--reason", "Over.", *AS_SIV)
    assert cli.ok("replay", "--all", "--json", *AS_ROLF).json["cases"] == 0
    mine = cli.ok("replay", "--all", "--json", "--as", "kari").json
    assert (mine["cases"], mine["in_scope"]) == (1, False)


def test_a_case_outside_is_replayed_all_the_same_and_named_where_it_cannot_be(cli: Cli) -> None:
    _, theirs = both_cases(cli)
    database = cli.database()
    with database.write() as conn:
        conn.execute(text("DELETE FROM case_state WHERE case_id = :case"), {"case": theirs})
    database.close()
    ran = cli("replay", "--all", *AS_ROLF)
    assert (ran.code, theirs in ran.told) == (8, True)


def test_whoever_leads_none_of_its_services_is_answered_as_if_there_were_no_engagement(cli: Cli) -> None:
    seen = {who: cli.ok("audit", "show", "--as", who, "--json").json["engagements"] for who in ("nils", "anna")}
    named = {who: [each["id"] for each in engagements] for who, engagements in seen.items()}
    assert named == {"nils": ["tilsyn-barnevern"], "anna": ["t-1", "tilsyn-barnevern"]}
    for verb in (("show",), ("end",), ("extend", "--to", "2027-01-31")):
        more = () if verb == ("show",) else ("--reason", "Prøve.")
        there, none = (cli("audit", verb[0], id_, *verb[1:], *more, "--as", "nils") for id_ in ("t-1", "aldri"))
        assert (there.code, there.told) == (none.code, none.told) == (5, there.told), verb
        assert not any(word in there.told for word in ("t-1", "bv-solvik", WHY, "2026/17")), verb
    assert WHY in words(cli.ok("audit", "show", "t-1", "--as", "anna"))
    assert WHY in words(cli.ok("audit", "show", "t-1", *AS_ROLF))
    cli.ok("audit", "end", "t-1", "--reason", "Ferdig.", "--as", "anna")


def test_whoever_leads_one_of_its_services_sees_it_and_may_not_end_it(cli: Cli) -> None:
    cli.ok(*start("t-2"), "--reason", WHY)
    assert WHY in words(cli.ok("audit", "show", "t-2", "--as", "nils"))
    assert cli("audit", "end", "t-2", "--reason", "Ferdig.", "--as", "nils").code == 7
