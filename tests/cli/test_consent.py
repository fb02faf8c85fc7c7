"""Consent, release, legal basis and objection, and what may be shared: told to the command line."""

import pytest

from tests.cli.persons import put
from tests.cli.running import Cli, open_case, staffed

TWO_AREAS = """
[areas.kommunen]
kind = "kommune"
[areas.sykehuset]
kind = "helseforetak"
[services.bv-nord]
area = "kommunen"
kind = "barnevern"
[services.bup-nord]
area = "sykehuset"
kind = "bup"
[services.bup-sor]
area = "sykehuset"
kind = "bup"
[services.skolen]
area = "kommunen"
kind = "external"
[users.kari]
roles = [{role = "saksbehandler", service = "bv-nord"}]
[users.liv]
roles = [{role = "leder", service = "bv-nord"}]
[users.erik]
roles = [{role = "forlopskoordinator", service = "bup-nord"}, {role = "henvisningsmottak", service = "bup-nord"}]
[users.rolf]
roles = ["revisor"]
[users.siv]
roles = ["systemansvarlig"]
"""
KARI = ("--as", "kari")
BOTH = ("--by", "parent_1", "--by", "parent_2")
ORAL = ("--how", "oral")
TO_BUP = ("--to", "bup-nord")
CHILD_OF_11 = {"child": {"name": "Øystein Prøvesen", "birth_date": "2015-03-02"}}
RELEASE = ("--by", "child", *BOTH, *ORAL, *TO_BUP)


@pytest.fixture
def town(cli: Cli) -> Cli:
    """A municipality and a hospital trust, each its own data area."""
    return staffed(cli, TWO_AREAS, by="siv")


def a_case(cli: Cli, **child: str) -> str:
    """A case in child welfare, of a child of eleven."""
    case = open_case(cli, *KARI)
    people = {"child": {**CHILD_OF_11["child"], **child}}
    assert put(cli, case, people, *KARI).code == 0
    return case


def preview(cli: Cli, case: str, *more: str) -> tuple[set[str], dict[str, str]]:
    """What may be told to BUP of the investigation, and what not, with why."""
    document = cli.ok("share", "preview", case, *TO_BUP, *KARI, "--json", *more).json
    link = document["links"][0]
    return {each["item"] for each in link["allowed"]}, {each["item"]: each["why"] for each in link["withheld"]}


def seqs(cli: Cli, case: str, *more: str) -> list[int]:
    return [each["seq"] for each in cli.ok("consent", "list", case, *KARI, "--json", *more).json["given"]]


def test_the_story_of_a_release(town: Cli) -> None:
    case = a_case(town)
    allowed, withheld = preview(town, case)
    assert allowed == set()
    assert "run" in withheld
    given = town.ok("consent", "release", case, *RELEASE, "--share", "course", *KARI, "--json").json
    allowed, withheld = preview(town, case)
    assert {"run", "state", "deadlines", "field.konklusjon"} <= allowed
    assert {"reasons", "persons.child", "persons.contact", "field.meldere", "persons.reporters", "access"} <= set(
        withheld
    )
    told = town.ok("share", "record", case, *TO_BUP, "--item", "state", "--how", "oral", *KARI).told
    assert "bup-nord" in told
    ran = town.ok("consent", "withdraw", case, str(given["seq"]), "--by", "parent_1", *KARI)
    assert "Tilstanden" in ran.told or "tilstand" in ran.told.lower()
    allowed, _ = preview(town, case)
    assert allowed == set()
    refused = town("share", "record", case, *TO_BUP, "--item", "state", "--how", "oral", *KARI)
    assert refused.code == 4, refused
    shared = town.ok("share", "list", case, *KARI, "--json").json["shared"]
    assert [(each["to"], each["items"], each["on_basis"]) for each in shared] == [
        ("bup-nord", ["run", "state"], [given["seq"]])
    ]
