"""Engagements beside each other: what stands in the access log is the basis that let somebody in, and no other."""

from typing import Any

import pytest

from tests.cli.running import Cli, Ran, open_case, staffed
from tests.cli.test_audit import AS_ROLF, AS_SIV, TWO_AREAS, rows, start

NONE = "BV-2026-9999"
COUNTY, COMMITTEE = "barnevernsloven § 17-3", "lokal regel (kommuneloven er ikke lest)"


@pytest.fixture
def case(cli: Cli) -> str:
    """A case in Solvik, and two engagements of rolf's that reach it: of the county, and of the municipality's own."""
    staffed(cli, TWO_AREAS, by="siv")
    cli.ok(*start("fylke"))
    own = {"basis": "kontrollutvalg", "organisation": "Kontrollutvalget i Solvik", "service": "bv-solvik"}
    cli.ok(*start("utvalg", **own))
    return open_case(cli, "--reason", "Uro for barnet.")


def take(cli: Cli, engagement: str) -> Ran:
    ours = ("--engagement", engagement, *AS_ROLF)
    (row,) = [each["row"] for each in rows(cli, *ours)]
    return cli("audit", "take", str(row), "--reason", "Prøve.", *ours)


def of_rolf(cli: Cli) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = cli.ok("access-log", "--user", "rolf", *AS_SIV, "--json").json["rows"]
    return found


def newest(cli: Cli) -> tuple[list[str], str]:
    """Which laws stand behind rolf's last reading, and who sent him."""
    row = of_rolf(cli)[0]
    return [law for law in (COUNTY, COMMITTEE) if law in str(row["basis"])], str(row["organisation"])


def test_a_refusal_in_scope_stands_in_the_log_as_one_of_a_number_that_is_none(cli: Cli, case: str) -> None:
    for verb in (("case", "show"), ("timeline",), ("access-log",), ("person", "show")):
        told = []
        for number in (case, NONE):
            assert cli(*verb, number, *AS_ROLF).code in (5, 7), verb
            row = of_rolf(cli)[0]
            assert (row["case_id"], row["granted"]) == (number, False), verb
            told.append({name: value for name, value in row.items() if name != "case_id"})
        assert told[0] == told[1], verb


def test_a_case_is_read_by_the_engagement_it_was_opened_in_alone(cli: Cli, case: str) -> None:
    assert take(cli, "utvalg").code == 0
    cli.ok("timeline", case, *AS_ROLF)
    assert newest(cli) == ([COMMITTEE], "Kontrollutvalget i Solvik")
    assert take(cli, "fylke").code == 0
    cli.ok("timeline", case, *AS_ROLF)
    assert newest(cli) == ([COUNTY, COMMITTEE], "Statsforvalteren i Øving; Kontrollutvalget i Solvik")


def test_once_it_was_ended_nothing_is_read_by_it_and_its_basis_is_named_no_more(cli: Cli, case: str) -> None:
    take(cli, "utvalg")
    take(cli, "fylke")
    cli.ok("audit", "end", "fylke", "--last", "2026-08-23", *AS_SIV)
    cli.ok("timeline", case, *AS_ROLF)
    assert newest(cli) == ([COMMITTEE], "Kontrollutvalget i Solvik")
    cli.ok("audit", "end", "utvalg", "--last", "2026-08-23", *AS_SIV)
    assert cli("timeline", case, *AS_ROLF).code == 5


def test_what_was_opened_in_one_that_was_ended_is_not_open_in_another_that_reaches_it(cli: Cli, case: str) -> None:
    take(cli, "utvalg")
    cli.ok("audit", "end", "utvalg", "--last", "2026-08-23", *AS_SIV)
    assert cli("timeline", case, *AS_ROLF).code == 5
    assert newest(cli)[0] == []
