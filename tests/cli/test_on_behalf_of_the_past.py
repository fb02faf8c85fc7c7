"""What puts the past right by a role that is only lent is done for whoever lends it, whichever verb does it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from pathways.store import events
from tests.cli.running import Cli, open_case, sandbox_of, staffed
from tests.cli.test_on_behalf import AWAY, CONCLUDE, EXTEND, LIV, PLACES, whose
from tests.support.databases import SqliteDatabases

BO = ("--as", "bo")
WHY = ("--why", "Ført feil.")
ANEW = ("--set", "konklusjon=10", "--reason", "Likevel ikke.")


@pytest.fixture
def cli(sqlite_databases: SqliteDatabases) -> Cli:
    """A caseworker who stands in for the leader, and has the caseworker's role in the same service of their own."""
    cli = staffed(sandbox_of(sqlite_databases, COLUMNS="250"), PLACES, by="siv")
    cli.ok("people", "absent", "liv", *AWAY, "bo", "--as", "siv")
    return cli


@pytest.fixture
def case(cli: Cli) -> str:
    """A case in which the leader extended a deadline, which nobody else may; that is event 4."""
    found = open_case(cli, "--as", "kari")
    cli.ok("advance", found, *CONCLUDE, "--as", "kari")
    cli.ok("advance", found, *EXTEND, *LIV)
    assert whose(cli, found)[-1] == ("liv", None)
    return found


def in_a_set(cli: Cli, case: str, folder: Path, change: dict[str, object]) -> None:
    file = folder / "endringer.json"
    file.write_text(json.dumps([change]), encoding="utf-8")
    cli.ok("amend", case, str(file), *WHY, *BO)


def last_of(cli: Cli, case: str) -> int:
    return int(cli.ok("timeline", case, *LIV, "--json").json["entries"][-1]["seq"])


VERBS: dict[str, Callable[[Cli, str, Path], object]] = {
    "annul": lambda cli, case, _: cli.ok("annul", case, "4", *WHY, *BO),
    "correct": lambda cli, case, _: cli.ok("correct", case, "4", "--reason", "En annen sakkyndig.", *WHY, *BO),
    "amend annul": lambda cli, case, folder: in_a_set(cli, case, folder, {"annul": 4}),
    "amend correct": lambda cli, case, folder: in_a_set(
        cli, case, folder, {"correct": 4, "reason": "En annen sakkyndig."}
    ),
}


@pytest.mark.parametrize("verb", VERBS)
def test_what_the_leader_alone_may_is_done_for_the_leader(cli: Cli, case: str, tmp_path: Path, verb: str) -> None:
    VERBS[verb](cli, case, tmp_path)
    assert written(cli, case)[-1] == ("bo", "liv")


OWN: dict[str, Callable[[Cli, str, Path], object]] = {
    "annul": lambda cli, case, _: cli.ok("annul", case, "3", *WHY, *BO),
    "correct": lambda cli, case, _: cli.ok("correct", case, "3", "--reason", "Uro over tid.", *WHY, *BO),
    "amend annul": lambda cli, case, folder: in_a_set(cli, case, folder, {"annul": 3}),
    "amend correct": lambda cli, case, folder: in_a_set(cli, case, folder, {"correct": 3, "reason": "Uro over tid."}),
}


@pytest.mark.parametrize("verb", OWN)
def test_what_a_role_of_their_own_does_is_their_own_act(cli: Cli, tmp_path: Path, verb: str) -> None:
    case = open_case(cli, "--as", "kari")
    cli.ok("advance", case, *CONCLUDE, "--as", "kari")
    OWN[verb](cli, case, tmp_path)
    assert written(cli, case)[-1] == ("bo", None)


def test_a_decision_that_only_the_leader_makes_anew_is_made_for_the_leader(cli: Cli, case: str) -> None:
    cli.ok("annul", case, "4", *WHY, *LIV)
    cli.ok("clock", "advance", "1d")
    cli.ok("redecide", case, "3", *ANEW, *BO)
    assert written(cli, case)[-1] == ("bo", "liv")
    cli.ok("annul", case, str(last_of(cli, case)), *WHY, *BO)
    assert written(cli, case)[-1] == ("bo", "liv")


def written(cli: Cli, case: str) -> list[tuple[str, str | None]]:
    """Who recorded each event of people, and for whom, as the log itself has it."""
    database = cli.database()
    with database.read() as conn:
        records = events.read_case(conn, case)
    database.close()
    return [(each.actor.user, each.actor.on_behalf_of or None) for each in records if each.actor.user != "system"]
