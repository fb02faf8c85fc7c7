"""Whom somebody belongs to, in the access log: what was set, else the data areas they work in, or for."""

from dataclasses import replace

import pytest

from pathways.messages import say
from pathways.settings import Settings
from tests.cli.running import Cli, open_case, staffed
from tests.cli.test_audit import AS_SIV, TWO_AREAS

ONE_AREA = """
[areas.solvik]
kind = "kommune"
name = "Solvik kommune"
[services.bv-solvik]
area = "solvik"
kind = "barnevern"
name = "Barneverntjenesten i Solvik"
[users.kari]
roles = [{role = "saksbehandler", service = "bv-solvik"}]
[users.siv]
roles = ["systemansvarlig"]
"""
BOTH = "Nes kommune; Solvik kommune"


def organisations(cli: Cli) -> dict[str, str]:
    """By user, of a case of kari's at which she and siv have looked."""
    case = open_case(cli, "--as", "kari")
    cli.ok("case", "show", case, "--as", "kari")
    rows = cli.ok("access-log", case, *AS_SIV, "--json").json["rows"]
    return {row["user"]: row["organisation"] for row in rows}


@pytest.mark.parametrize(
    ("people", "expected"),
    [(ONE_AREA, {"kari": "Solvik kommune", "siv": "Solvik kommune"}),
     (TWO_AREAS, {"kari": "Solvik kommune", "siv": BOTH})],
    ids=["one", "two"],
)  # fmt: skip
def test_where_no_organisation_is_set_whoever_works_for_all_belongs_to_the_areas(
    cli: Cli, people: str, expected: dict[str, str]
) -> None:
    assert organisations(staffed(cli, people, by="siv")) == expected


def test_what_is_set_counts_where_their_roles_do_not_say_it(cli: Cli) -> None:
    told = replace(staffed(cli, TWO_AREAS, by="siv"), env={**cli.env, "PATHWAYS_ORGANISATION": "Drift AS"})
    assert organisations(told) == {"kari": "Solvik kommune", "siv": "Drift AS"}


def test_where_no_area_is_told_of_it_says_that_nobody_told(cli: Cli) -> None:
    case = open_case(cli)
    (row, *_) = cli.ok("access-log", case, *AS_SIV, "--json").json["rows"]
    assert row["organisation"] == say("oversight.organisation_untold") == Settings().organisation
