"""Without the folder of keys a foreign case still answers as one that does not exist, whatever is asked of it."""

import shutil
from pathlib import Path

import pytest

from pathways.cli.access_reference import COMMANDS
from pathways.model.policy import Relation
from pathways.policy.deciding import decide
from tests.cli.persons import put
from tests.cli.running import open_case, sandbox_of, staffed
from tests.policy.test_foreign import CASE_COMMANDS, NOBODY, OTHERS, PLACES, ROLES, attempt
from tests.support.counts import count
from tests.support.databases import SqliteDatabases
from tests.support.worlds import shipped


@pytest.mark.parametrize("role", ROLES[:: count(6, 1)])
def test_every_command_answers_for_a_foreign_case_as_for_none_while_the_keys_are_gone(
    sqlite_databases: SqliteDatabases, tmp_path: Path, role: str
) -> None:
    cli = staffed(sandbox_of(sqlite_databases, PATHWAYS_KEYS=str(tmp_path / "keys")), PLACES + OTHERS, by="siv")
    case, user = open_case(cli, "--as", "kari", "--reason", "Hemmelig bekymring."), f"n_{role}"
    assert put(cli, case, {"child": {"name": "Prøve Person"}}, "--as", "kari").code == 0
    shutil.rmtree(tmp_path / "keys")
    (tmp_path / "endringer.json").write_text('[{"annul": 1}]', encoding="utf-8")
    policy = shipped().catalogue.policy
    for name in CASE_COMMANDS:
        if any(decide(policy, action, {Relation.none: (role,)}) for action in COMMANDS[name]):
            continue
        foreign, none = (attempt(cli, tmp_path, name, asked, user) for asked in (case, NOBODY))
        told = (foreign.code, foreign.out, foreign.told.replace(case, NOBODY))
        assert told == (none.code, none.out, none.told), name
        assert str(tmp_path) not in foreign.told, name
