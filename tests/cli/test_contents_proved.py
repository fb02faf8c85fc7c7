"""What lies about persons is what was sealed there: found by whoever has the keys, and said by whoever has none."""

from pathlib import Path

import pytest

from tests.cli.persons import FAMILY, keyed, put
from tests.cli.running import Cli, Ran, open_case
from tests.cli.support import alter
from tests.support.databases import Databases, SqliteDatabases

DAMAGED = 8
SECRETS = [value for fields in FAMILY.values() for value in fields.values()]
AS_ROLF = ("--as", "rolf")


def families(cli: Cli, folder: Path) -> Cli:
    """Two cases with a family each, in BV-2026-0001 and BV-2026-0002, and a checkpoint."""
    for _ in range(2):
        assert put(cli, open_case(cli, "--reason", "Skolevegring over tid.")).code == 0
    cli.ok("checkpoint", "--to", str(folder / "punkt"), *AS_ROLF)
    return cli


@pytest.fixture
def two(databases: Databases, tmp_path: Path) -> Cli:
    """The same on SQLite and on PostgreSQL."""
    return families(keyed(databases, tmp_path), tmp_path)


@pytest.fixture
def on_sqlite(sqlite_databases: SqliteDatabases, tmp_path: Path) -> Cli:
    """The same on SQLite alone."""
    return families(keyed(sqlite_databases, tmp_path), tmp_path)


@pytest.fixture
def point(tmp_path: Path) -> str:
    """The file with the checkpoint."""
    return str(tmp_path / "punkt")


SWAP = (
    "UPDATE person SET sealed = (SELECT other.sealed FROM person other WHERE other.case_id = 'BV-2026-0002' AND "
    "other.subject = 'child' AND other.field = 'name') WHERE case_id = :id AND subject = 'child' AND field = 'name'"
)
WITHIN = (
    "UPDATE person SET sealed = (SELECT other.sealed FROM person other WHERE other.case_id = :id AND "
    "other.subject = 'reporter_1' AND other.field = 'name') WHERE case_id = :id AND subject = 'parent_1' "
    "AND field = 'name'"
)
FLIPPED = "UPDATE person SET sealed = substr(sealed, 1, length(sealed) - 8) || 'AAAAAAA=' WHERE case_id = :id"
NONSENSE = "UPDATE person SET sealed = 'x' WHERE case_id = :id AND subject = 'child' AND field = 'name'"
NO_KEY = "DELETE FROM case_key WHERE case_id = :id"
OTHER_KEY = (
    "UPDATE case_key SET wrapped = (SELECT other.wrapped FROM case_key other WHERE other.case_id = 'BV-2026-0002') "
    "WHERE case_id = :id"
)


def checks(cli: Cli, point: str) -> dict[str, Ran]:
    """Everything that says whether a database is what was recorded."""
    return {
        "verify": cli("verify", *AS_ROLF),
        "case": cli("verify", "BV-2026-0001", *AS_ROLF),
        "checkpoint": cli("verify", "--checkpoint", point, *AS_ROLF),
        "doctor": cli("doctor", "--all"),
    }


def test_what_lies_in_another_place_is_found_by_everything_that_checks_and_nothing_is_shown(
    two: Cli, point: str
) -> None:
    alter(two, SWAP, "BV-2026-0001")
    for name, ran in checks(two, point).items():
        assert ran.code not in (0, 1), name
        assert ("BV-2026-0001" in ran.told, "BV-2026-0002" in ran.told) == (True, False), name
        assert "er ikke det som ble forseglet der" in ran.told, name
        assert not [secret for secret in SECRETS if secret in ran.told], name
    assert two.ok("verify", "BV-2026-0002", *AS_ROLF).code == 0


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (WITHIN, "person_altered"),
        (FLIPPED, "person_altered"),
        (NONSENSE, "person_altered"),
        (NO_KEY, "person_key"),
        (OTHER_KEY, "person_key"),
        ("UPDATE case_key SET wrapped = NULL WHERE case_id = :id", "person_key"),
        ("UPDATE case_key SET wrapped = x'00ff' WHERE case_id = :id", "person_key"),
        ("UPDATE person SET sealed = x'00ff' WHERE case_id = :id", "person_altered"),
        ("UPDATE person SET why = '1.ab.cd' WHERE case_id = :id AND field = 'name'", "person_altered"),
    ],
)
def test_whatever_was_changed_is_found(on_sqlite: Cli, change: str, reason: str) -> None:
    alter(on_sqlite, change, "BV-2026-0001")
    ran = on_sqlite("verify", "--json", *AS_ROLF)
    found = {(each["case_id"], each["reason"]) for each in ran.json["findings"]}
    assert (ran.code, ("BV-2026-0001", reason) in found) == (DAMAGED, True)
    assert {case for case, _ in found} == {"BV-2026-0001"}


def test_every_case_is_named(on_sqlite: Cli, point: str) -> None:
    two = on_sqlite
    for case in ("BV-2026-0001", "BV-2026-0002"):
        alter(two, NONSENSE, case)
    for ran in (two("verify", *AS_ROLF), two("verify", "--checkpoint", point, *AS_ROLF), two("doctor", "--all")):
        assert ("BV-2026-0001" in ran.told, "BV-2026-0002" in ran.told) == (True, True)


def test_a_free_text_that_was_changed_is_found_by_doctor_too(on_sqlite: Cli) -> None:
    two = on_sqlite
    alter(two, "UPDATE payload SET texts = '1.ab.cd' WHERE case_id = :id", "BV-2026-0001")
    ran = two("doctor", "--all")
    assert (ran.code != 0, "BV-2026-0001" in ran.told) == (True, True)


def test_whole_contents_are_nothing_to_find(two: Cli, point: str) -> None:
    for name, ran in checks(two, point).items():
        assert ran.code == 0, (name, ran)
        assert "nøklene er ikke her" not in ran.told
    assert two.ok("verify", "--json", *AS_ROLF).json["persons_unchecked"] == 0


def test_without_keys_they_are_said_not_to_be_proved(two: Cli, point: str) -> None:
    alter(two, SWAP, "BV-2026-0001")
    folder = Path(two.env["PATHWAYS_KEYS"])
    for file in folder.glob("wrapping-*"):
        file.rename(folder.parent / file.name)
    for args in (("verify",), ("verify", "--checkpoint", point)):
        ran = two.ok(*args, *AS_ROLF)
        assert "om innholdet om personer er endret eller byttet ut" in ran.told
        assert "ikke er her: 2." in ran.told
        told = two.ok(*args, *AS_ROLF, "--json").json
        assert (told["persons_unchecked"], any("personer" in each for each in told["cannot_prove"])) == (2, True)
    assert "fritekster og innholdet om personer er ikke åpnet" in two("doctor", "--all").told
