"""Who has a case: given, taken, handed over and back, stood in for; and what falls between, told with what to do."""

from typing import Any

import pytest

from tests.cli.running import REPORT, Cli, open_case, staffed
from tests.cli.support import investigated, page

NORD = """
[areas.kommunen]
kind = "kommune"
[services.bv-nord]
area = "kommunen"
kind = "barnevern"
intake = "mottak"
[units.mottak]
service = "bv-nord"
[units.undersokelse]
service = "bv-nord"
[users.kari]
roles = [{role = "saksbehandler", service = "bv-nord", unit = "undersokelse"}]
[users.jonas]
roles = [{role = "saksbehandler", service = "bv-nord", unit = "mottak"}]
[users.liv]
roles = [{role = "leder", service = "bv-nord"}]
[users.siv]
roles = ["systemansvarlig"]
"""
BY_LIV = ("--as", "liv")
INVESTIGATE = ("--set", "konklusjon=2", "--set", "umiddelbar_oppfolging=nei", "--reason", "Bekymring.")
NOT_STARTED = ("forlop_ikke_startet", "--set", "samtykke=gitt", "--code", "ingen_tegn")


def holder(cli: Cli, case: str) -> str:
    told = cli.ok("case", "show", case, *BY_LIV, "--json").json["holder"]
    return str(told["person"])


def gaps(cli: Cli, *more: str) -> dict[str, list[str]]:
    return {each["case_id"]: each["gaps"] for each in cli.ok("case", "gaps", *BY_LIV, *more, "--json").json["cases"]}


def inbox(cli: Cli, user: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = cli.ok("notice", "list", "--as", user, "--json").json["notices"]
    return found


def tasks(cli: Cli, *more: str) -> set[str]:
    return {each["case_id"] for each in cli.ok("worklist", *more, *BY_LIV, "--json").json["deadlines"]}


def whole(cli: Cli) -> None:
    assert cli.ok("replay", "--all", "--as", "rolf", "--json").json["ok"]
    assert cli.ok("verify", "--as", "rolf", "--json").json["ok"]


def test_a_case_is_given_and_taken_over_and_its_notices_follow_it(cli_on_both: Cli) -> None:
    cli = cli_on_both
    case = open_case(cli)
    assert gaps(cli) == {case: ["no_holder"]}
    cli.ok("case", "assign", case, "--to", "kari", "--reason", "Kari har plass.", *BY_LIV)
    assert (holder(cli, case), gaps(cli)) == ("kari", {case: ["not_taken_over"]})
    cli.ok("case", "take", case, "--as", "kari")
    assert gaps(cli) == {}
    cli.ok("clock", "advance", "6d")
    assert (len(inbox(cli, "kari")), inbox(cli, "jonas")) == (1, [])
    cli.ok("case", "assign", case, "--to", "jonas", "--as", "kari")
    assert (inbox(cli, "kari"), len(inbox(cli, "jonas"))) != ([], 0)
    assert [each["in_force"] for each in inbox(cli, "jonas")] == [True]
    told = cli.ok("timeline", case, "--as", "liv").out
    assert ("jonas har saken" in " ".join(told.split()), "Kari har plass." in told) == (True, True)
    whole(cli)


def test_whoever_records_something_has_taken_the_case_over(cli: Cli) -> None:
    case = open_case(cli, "--as", "jonas")
    cli.ok("case", "assign", case, "--to", "kari", *BY_LIV)
    cli.ok("advance", case, "melding_konkludert", *INVESTIGATE, "--as", "jonas")
    assert gaps(cli) == {case: ["not_taken_over"]}
    cli.ok("advance", case, "undersokelsesplan_laget", "--set", "plan_dato=2026-08-24", "--as", "kari")
    assert gaps(cli) == {}


def test_what_nobody_has_is_taken_by_who_works_there_and_given_by_who_may(cli: Cli) -> None:
    case = open_case(cli)
    for arguments in (("assign", case, "--to", "kari", "--as", "jonas"), ("take", case, "--as", "rolf")):
        assert cli("case", *arguments).code == 7
    assert cli("case", "take", case, "--as", "mona").code == 7
    cli.ok("case", "take", case, "--as", "jonas")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("assign", "--to", "jonas", "--as", "jonas"), 7),
        (("take", "--as", "rolf"), 7),
        (("assign", "--to", "ukjent", *BY_LIV), 5),
        (("assign", "--unit", "ukjent", *BY_LIV), 5),
        (("assign", "--to", "jonas", "--service", "ukjent", *BY_LIV), 5),
        (("assign", "--to", "jonas", "--from-date", "2026-09-01", *BY_LIV), 4),
        (("assign", "--to", "kari", *BY_LIV), 4),
        (("no-next", "--until", "2026-09-01", "--as", "jonas", "--reason", "Venter."), 7),
        (("no-next", "--until", "2026-08-24", "--as", "kari", "--reason", "Venter."), 4),
        (("no-next", "--until", "2028-09-01", "--as", "kari", "--reason", "Venter."), 4),
        (("no-next", "--until", "2026-09-01", "--as", "kari"), 4),
    ],
)
def test_what_may_not_be_is_refused_and_nothing_recorded(cli: Cli, arguments: tuple[str, ...], code: int) -> None:
    case = open_case(cli)
    cli.ok("case", "take", case, "--as", "kari")
    ran = cli("case", arguments[0], case, *arguments[1:])
    assert ran.code == code, ran
    assert cli.ok("case", "show", case, *BY_LIV, "--json").json["version"] == 2


def test_who_has_a_case_is_neither_corrected_nor_annulled_but_given_anew(cli: Cli) -> None:
    case = open_case(cli)
    cli.ok("case", "take", case, "--as", "kari")
    for command in (("correct", case, "2", "--why", "Feil.", "--reason", "x"), ("annul", case, "2", "--why", "Feil.")):
        ran = cli(*command, *BY_LIV)
        assert (ran.code, "case assign" in ran.told) == (4, True)


def test_a_key_gives_the_same_answer_and_never_another_holder(cli: Cli) -> None:
    case = open_case(cli)
    given = ("case", "assign", case, "--to", "kari", "--key", "k1", *BY_LIV, "--json")
    assert cli.ok(*given).json["seq"] == cli.ok(*given).json["seq"] == 2
    assert cli("case", "assign", case, "--to", "jonas", "--key", "k1", *BY_LIV).code == 6


def test_all_cases_of_a_person_are_handed_over_and_back_one_event_for_each(cli: Cli) -> None:
    mine = [open_case(cli) for _ in range(3)]
    theirs = open_case(cli)
    for case in mine:
        cli.ok("case", "take", case, "--as", "kari")
    cli.ok("case", "take", theirs, "--as", "jonas")
    shown = cli.ok("case", "handover", "--from", "kari", "--to", "jonas", "--dry-run", *BY_LIV, "--json").json
    assert (shown["cases"], shown["recorded"], holder(cli, mine[0])) == (mine, False, "kari")
    cli.ok("case", "handover", "--from", "kari", "--to", "jonas", "--cases", f"{mine[0]},{mine[1].lower()}", *BY_LIV)
    assert [holder(cli, case) for case in mine] == ["jonas", "jonas", "kari"]
    cli.ok("case", "handover", "--from", "jonas", "--to", "kari", "--back", *BY_LIV)
    assert [holder(cli, case) for case in (*mine, theirs)] == ["kari", "kari", "kari", "jonas"]
    versions = [cli.ok("case", "show", case, *BY_LIV, "--json").json["version"] for case in mine]
    assert versions == [4, 4, 2]
    assert cli("case", "handover", "--from", "kari", "--to", "jonas", "--cases", theirs, *BY_LIV).code == 5
    assert cli("case", "handover", "--from", "kari", "--to", "kari", *BY_LIV).code == 2
    refused = cli("case", "handover", "--from", "jonas", "--to", "kari", "--as", "mona", "--json")
    assert (refused.code, list(refused.json["refused"])) == (3, [theirs])
    whole(cli)


def test_what_nobody_has_falls_to_the_intake_and_is_told_there_alone(cli: Cli) -> None:
    staffed(cli, NORD, by="siv")
    case = open_case(cli, "--as", "jonas")
    assert tasks(cli, "--unit", "mottak") == tasks(cli, "--service", "bv-nord") == {case}
    assert tasks(cli, "--unit", "undersokelse") == set()
    cli.ok("clock", "advance", "5d")
    assert (len(inbox(cli, "jonas")), inbox(cli, "kari")) == (1, [])
    assert "bv-nord / mottak" in " ".join(cli.ok("case", "gaps", *BY_LIV).out.split())
    assert cli("case", "take", case, "--as", "kari").code == 5  # it lies in another unit
    cli.ok("case", "assign", case, "--unit", "undersokelse", *BY_LIV)
    cli.ok("case", "take", case, "--as", "kari")
    assert cli.ok("case", "show", case, *BY_LIV, "--json").json["holder"] == {
        "service": "bv-nord", "unit": "undersokelse", "person": "kari",
    }  # fmt: skip
    assert tasks(cli, "--person", "kari") == tasks(cli, "--unit", "undersokelse") == {case}
    assert tasks(cli, "--unit", "mottak") == set()
    cli.ok("case", "assign", case, *BY_LIV)
    assert (gaps(cli), tasks(cli, "--unit", "mottak")) == ({case: ["no_holder"]}, {case})


def test_whoever_is_away_or_gone_leaves_a_gap_and_a_substitute_fills_it(cli: Cli) -> None:
    case = open_case(cli)
    cli.ok("case", "take", case, "--as", "kari")
    cli.ok("people", "absent", "kari", "--to", "2026-09-04", *BY_LIV)
    assert gaps(cli) == {case: ["holder_away"]}
    cli.ok("people", "substitute", "kari", "bente", *BY_LIV)
    assert gaps(cli) == {}
    assert tasks(cli, "--person", "bente") == {case}
    cli.ok("case", "assign", case, "--to", "jonas", "--as", "bente")
    cli.ok("people", "end", "jonas", "--as", "siv")
    assert gaps(cli) == {case: ["holder_gone"]}
    cli.ok("case", "handover", "--from", "jonas", "--to", "kari", *BY_LIV)
    assert gaps(cli) == {case: ["not_taken_over"]}


def test_nothing_due_is_a_gap_until_somebody_says_why_and_again_when_that_day_has_passed(cli: Cli) -> None:
    case = investigated(cli)
    by = ("--as", "kari")
    cli.ok("case", "take", case, *by)
    cli.ok("advance", case, "tilbakemelding_gitt", "--activity", "1", "--set", "opplyst_apnet=ja", *by)
    cli.ok("advance", case, "undersokelse_konkludert", "--set", "utfall=3", "--reason", "Ingen grunn.", *BY_LIV)
    cli.ok("advance", case, "ny_tilbakemelding_gitt", "--activity", "1", "--set", "opplyst_oppfolging=nei", *by)
    assert gaps(cli) == {}
    cli.ok("advance", case, *NOT_STARTED, "--reason", "Dekket ellers.", *by)
    assert gaps(cli) == {case: ["nothing_due"]}
    cli.ok("case", "no-next", case, "--until", "2026-09-10", "--reason", "Svar er lovet da.", *by)
    assert gaps(cli) == {}
    cli.ok("case", "assign", case, "--to", "jonas", *by)
    cli.ok("case", "take", case, "--as", "jonas")
    assert gaps(cli) == {}
    told = cli.ok("timeline", case, "--as", "liv").out
    assert ("ingenting har en dato før" in " ".join(told.split()), "Svar er lovet da." in told) == (True, True)
    cli.ok("clock", "set", "2026-09-11T09:00")
    assert gaps(cli) == {case: ["nothing_due"]}
    whole(cli)


def test_a_list_by_person_leaves_out_what_is_over_and_pages_go_on_with_a_cursor(cli: Cli) -> None:
    mine = [open_case(cli) for _ in range(3)]
    open_case(cli)
    for case in mine:
        cli.ok("case", "take", case, "--as", "kari")
    first = cli.ok("worklist", "--person", "kari", "--limit", "4", *BY_LIV, "--json").json
    rest = cli.ok("worklist", "--person", "kari", "--after", first["next_page"], *BY_LIV, "--json").json
    both = [(each["case_id"], each["name"]) for page in (first, rest) for each in page["deadlines"]]
    assert (len(both), len(set(both)), {case for case, _ in both}) == (6, 6, set(mine))
    assert {each["person"] for each in first["deadlines"]} == {"kari"}
    cli.ok("clock", "advance", "1d")
    cli.ok("advance", mine[0], "melding_grunnlos", *BY_LIV)
    cli.ok("case", "assign", mine[1], "--to", "jonas", *BY_LIV)
    assert tasks(cli, "--person", "kari") == {mine[2]}
    assert tasks(cli, "--person", "kari", "--known-at", "2026-08-24T23:00") == set(mine)


TWO = """
[areas.nord]
kind = "kommune"
[areas.sykehuset]
kind = "helseforetak"
[services.bv-nord]
area = "nord"
kind = "barnevern"
[services.bv-vest]
area = "nord"
kind = "barnevern"
[services.bup]
area = "sykehuset"
kind = "bup"
[users.kari]
roles = [{role = "saksbehandler", service = "bv-nord"}]
[users.jonas]
roles = [{role = "saksbehandler", service = "bv-nord"}, {role = "saksbehandler", service = "bv-vest"}]
[users.liv]
roles = [{role = "leder", service = "bv-vest"}, {role = "saksbehandler", service = "bv-nord"}]
[users.mona]
roles = [{role = "henvisningsmottak", service = "bup"}, {role = "saksbehandler", service = "bup"}]
[users.siv]
roles = ["systemansvarlig"]
"""


def service_of(cli: Cli, case: str) -> object:
    return cli.ok("case", "show", case, "--as", "jonas", "--json").json["holder"]["service"]


def test_a_case_belongs_to_the_service_of_who_opens_it_and_roles_count_there_alone(cli_on_both: Cli) -> None:
    cli = staffed(cli_on_both, TWO, by="siv")
    case = open_case(cli, "--as", "kari")
    assert service_of(cli, case) == "bv-nord"
    conclude = ("advance", case, "melding_konkludert", "--set", "konklusjon=2", "--set", "umiddelbar_oppfolging=nei")
    assert cli(*conclude, "--reason", "Bekymring.", "--as", "mona").code == 5
    cli.ok(*conclude, "--reason", "Bekymring.", "--as", "kari", "--expect", "1")
    end = ("advance", case, "undersokelse_konkludert", "--set", "utfall=3", "--reason", "Nei.")
    assert cli(*end, "--as", "liv").code == 7
    possible = cli.ok("case", "can", case, "--as", "liv", "--json").json["possible"]
    assert {each["event"]: each["mine"] for each in possible}["undersokelse_konkludert"] is False
    assert cli("case", "assign", case, "--to", "kari", "--as", "liv").code == 7
    cli.ok("clock", "advance", "3w")
    assert [bool(inbox(cli, who)) for who in ("kari", "jonas", "mona")] == [True, True, False]
    assert cli("verify", "--as", "siv").code == 0


def test_who_works_in_several_services_says_which_and_who_works_in_none_opens_nothing(cli: Cli) -> None:
    staffed(cli, TWO, by="siv")
    opened = ("case", "open", "barnevern_undersokelse", *REPORT, "--as")
    refused = cli(*opened, "jonas")
    assert (refused.code, "bv-nord, bv-vest" in refused.told, "--service" in refused.told) == (2, True, True)
    case = str(cli.ok(*opened, "jonas", "--service", "bv-vest", "--json").json["case_id"])
    assert service_of(cli, case) == "bv-vest"
    assert cli(*opened, "kari", "--service", "bv-vest").code == 7
    assert cli(*opened, "mona").code == 7
    assert cli(*opened, "jonas", "--service", "bup").code == 5
    assert gaps(cli) == {case: ["no_holder"]}


@pytest.mark.parametrize("command", [("worklist",), ("case", "gaps")])
@pytest.mark.parametrize("option", ["--person", "--unit", "--service"])
def test_a_holder_that_is_unknown_is_refused(cli: Cli, command: tuple[str, ...], option: str) -> None:
    assert cli(*command, option, "ukjent", *BY_LIV).code in (2, 5)


def test_what_is_advised_for_a_case_not_taken_over_can_be_typed_as_it_stands_where_nobody_may_claim_to_be_another(
    cli: Cli,
) -> None:
    case = open_case(cli)
    cli.ok("case", "assign", case, "--to", "jonas", "--as", "liv")
    told = page(cli, "case", "gaps", "--as", "liv")
    assert f"jonas selv, med «pathways case take {case}»" in told, told
    assert "--as" not in told
