"""A case is given to nobody in another data area, nor in another kind of service: there it goes by what is recorded."""

import pytest

from tests.cli.messages import KARI
from tests.cli.running import Cli
from tests.cli.support import page
from tests.cli.test_move import CASE, LIV, NINA, make_neighbours
from tests.support.databases import SqliteDatabases

NOT_ALLOWED = 7
MISSING = 5


@pytest.fixture
def cli(sqlite_databases: SqliteDatabases) -> Cli:
    """A case in one of two municipalities, beside a hospital."""
    return Cli(url=sqlite_databases.copy_of(make_neighbours), env={})


@pytest.mark.parametrize(
    ("to", "says"),
    [
        (("--service", "bv-nabo"), "hører til et annet dataområde"),
        (("--to", "nina"), "hører til et annet dataområde"),
        (("--service", "bup-sor"), "en annen slags tjeneste"),
        (("--to", "mona", "--service", "bup-sor"), "en annen slags tjeneste"),
    ],
)
def test_a_leader_gives_no_case_to_another_municipality_or_the_hospital(
    cli: Cli, to: tuple[str, ...], says: str
) -> None:
    refused = cli("case", "assign", CASE, *to, *LIV)
    assert (refused.code, says in page_of(refused.told)) == (NOT_ALLOWED, True), refused.told
    assert cli("case", "show", CASE, *NINA).code == MISSING
    assert cli("case", "show", CASE, *LIV).code == 0


def test_whoever_has_a_case_gives_it_to_nobody_who_works_elsewhere(cli: Cli) -> None:
    cli.ok("case", "take", CASE, *KARI)
    refused = cli("case", "assign", CASE, "--to", "mona", *KARI)
    assert (refused.code, "mona har ingen rolle i bv-nord" in page_of(refused.told)) == (NOT_ALLOWED, True), (
        refused.told
    )
    assert "Saken er hos: kari" in page(cli, "case", "show", CASE, *LIV)


def test_within_its_data_area_a_case_is_given_as_before(cli: Cli) -> None:
    cli.ok("case", "assign", CASE, "--to", "kari", *LIV)
    cli.ok("case", "assign", CASE, *LIV)
    assert cli("case", "show", CASE, *KARI).code == 0


def page_of(told: str) -> str:
    return " ".join(told.split())
