"""``--key``: unique within a data area. It tells another controller nothing, and keeps colleagues as before."""

import pytest

from tests.cli.running import REPORT, Cli, open_case, sandbox_of, staffed
from tests.cli.support import CONCLUDE
from tests.cli.test_audit import TWO_AREAS
from tests.support.databases import Databases

MORE = """
[areas.sykehuset]
kind = "helseforetak"
[services.bup]
area = "sykehuset"
kind = "bup"
[users.jens]
roles = [{role = "saksbehandler", service = "bv-solvik"}, {role = "inntaksteam", service = "bup"}]
"""
OPEN = ("case", "open", "barnevern_undersokelse", *REPORT)
KARI, NINA, JENS = ("--as", "kari"), ("--as", "nina"), ("--as", "jens")
KEY = ("--key", "melding-1")


@pytest.fixture
def cli(databases: Databases) -> Cli:
    """Two municipalities and a hospital; one works in two of them."""
    return staffed(sandbox_of(databases), TWO_AREAS + MORE, by="siv")


def test_a_key_that_another_municipality_has_used_is_free_and_tells_nothing(cli: Cli) -> None:
    ours = cli.ok(*OPEN, *KEY, *KARI, "--json").json["case_id"]
    theirs = cli.ok(*OPEN, *KEY, *NINA, "--json").json
    assert (theirs["case_id"] != ours, theirs["repeated"]) == (True, False)
    for case, who in ((ours, KARI), (theirs["case_id"], NINA)):
        cli.ok("advance", case, *CONCLUDE, "--reason", "Det trengs.", "--key", "steg", *who)
    cli.ok(*OPEN, "--key", "vår", *KARI)
    asked = (*OPEN, "--service", "bv-solvik", *NINA)
    named, unnamed = cli(*asked, "--key", "vår"), cli(*asked)
    assert (named.code, named.told) == (unnamed.code, unnamed.told)


def test_within_a_municipality_a_key_is_answered_once_and_keeps_colleagues_from_doing_it_twice(cli: Cli) -> None:
    first = cli.ok(*OPEN, *KEY, *KARI, "--json").json
    again = cli.ok(*OPEN, *KEY, *KARI, "--json").json
    assert (again["case_id"], again["repeated"]) == (first["case_id"], True)
    twice = cli(*OPEN, *KEY, *JENS)
    assert (twice.code, "nøkkelen er brukt" in twice.told) == (6, True)
    cli.ok("advance", first["case_id"], *CONCLUDE, "--reason", "Det trengs.", "--key", "steg", *KARI)
    assert cli("advance", first["case_id"], *CONCLUDE, "--reason", "Det trengs.", "--key", "steg", *JENS).code == 6


def test_a_report_about_several_children_is_registered_once_by_its_key(cli: Cli) -> None:
    several = ("concern", "open", "barnevern_undersokelse", "--children", "2", *REPORT, *KEY)
    first = cli.ok(*several, *KARI, "--json").json
    assert cli.ok(*several, *KARI, "--json").json["concern_id"] == first["concern_id"]
    assert cli.ok(*several, *NINA, "--json").json["concern_id"] != first["concern_id"]
    assert open_case(cli, *KARI)
