"""``people list`` names the services, those outside too: where a message can go, and a case that moves."""

import pytest

from tests.cli.messages import TWO_AREAS
from tests.cli.running import Cli, staffed
from tests.cli.support import page

LIST = ("people", "list", "--as", "siv")


@pytest.fixture
def town(cli: Cli) -> Cli:
    """Services of two areas, and one outside."""
    return staffed(cli, TWO_AREAS, by="siv")


def test_services_outside_are_named_on_the_page_and_to_programs(town: Cli) -> None:
    found = {each["id"]: each for each in town.ok(*LIST, "--json").json["services"]}
    outside = [name for name, each in found.items() if each["outside"]]
    assert "helsestasjonen" in outside
    assert not found["bup-sor"]["outside"]
    told = page(town, *LIST)
    assert f"helsestasjonen {found['helsestasjonen']['name']} utenfor" in told, told
    assert told.index("bup-sor BUP") < told.index("helsestasjonen "), told


def test_a_list_of_one_role_has_people_alone(town: Cli) -> None:
    assert "utenfor" not in page(town, *LIST, "--role", "leder")


def test_help_of_a_moving_case_points_to_where_they_are_named(cli: Cli) -> None:
    assert "people list»" in " ".join(cli("case", "move", "--help").out.replace("│", " ").split())
