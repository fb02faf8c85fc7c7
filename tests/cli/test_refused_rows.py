"""What the access log calls a refusal: of somebody known, the action and that nothing was shown; of nobody, that."""

from dataclasses import replace

import pytest

from pathways.messages import say
from tests.cli.running import Cli, open_case, staffed
from tests.cli.support import CONCLUDE
from tests.cli.test_audit import TWO_AREAS


@pytest.mark.parametrize(
    ("action", "command"),
    [("person.read", ("person", "show", "{case}")), ("case.record", ("advance", "{case}", *CONCLUDE))],
    ids=["show", "advance"],
)
def test_a_known_user_without_the_action_is_not_called_unknown(
    cli_on_both: Cli, action: str, command: tuple[str, ...]
) -> None:
    case = open_case(cli_on_both)
    assert cli_on_both(*(part.format(case=case) for part in command), "--as", "rolf").code == 7
    found = cli_on_both.ok("access-log", case, "--as", "liv", "--json").json["rows"]
    told = [(row["user"], row["purpose"], row["information"]) for row in found if not row["granted"]]
    assert told == [("rolf", say(f"policy.action.{action}"), "ingenting")]
    assert "ukjent bruker" not in cli_on_both.ok("access-log", case, "--as", "liv").out


def test_an_unknown_user_is_called_so(cli: Cli) -> None:
    assert cli("case", "list", "--as", "ingrid").code == 7
    (row,) = cli.ok("access-log", "--user", "ingrid", "--as", "siv", "--json").json["rows"]
    assert (row["granted"], row["purpose"], row["information"]) == (False, "avvist", "ukjent bruker")


def test_somebody_unknown_is_told_who_there_is_only_where_all_work_for_one(cli_on_both: Cli) -> None:
    assert "kari" in cli_on_both("case", "list", "--as", "grudge").told
    staffed(cli_on_both, TWO_AREAS, by="siv")
    refused = cli_on_both("case", "list", "--as", "grudge")
    assert refused.code == 7
    assert not {"kari", "nina"} & set(refused.told.replace(",", " ").replace(".", " ").split())


def test_the_check_of_the_installation_names_nobody_of_another_area_either(cli: Cli) -> None:
    staffed(cli, TWO_AREAS, by="siv")
    told = replace(cli, env={**cli.env, "PATHWAYS_USER": "grudge"})("doctor").told
    assert ("«grudge», som ikke har rolle i dag" in told, "nina" in told) == (True, False)
