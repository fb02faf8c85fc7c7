"""The verifier that stands alone asks for two people behind a destruction, whoever wrote the log anew."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pathways.store import chain
from tests.cli.persons import keyed
from tests.cli.test_destroy import approve, proposed, wrong
from tests.cli.test_verify_log import BY, Row, check, rows, spoilt, written_anew
from tests.support.databases import SqliteDatabases


@pytest.fixture(scope="module")
def destroyed(tmp_path_factory: pytest.TempPathFactory, _sqlite_templates: Path) -> tuple[list[Row], str]:
    """The exported log of a case that erik proposed to destroy, and inger did; and its number."""
    folder = tmp_path_factory.mktemp("slettet")
    cli = keyed(SqliteDatabases(folder, _sqlite_templates), folder)
    case = wrong(cli)
    assert approve(cli, case, proposed(cli, case)).code == 0
    cli.ok("log", "export", case, *BY, "--with-texts", "--to", str(folder / "logg.jsonl"))
    return rows(folder / "logg.jsonl"), case


def altered(found: list[Row], case: str, name: str, alter: Callable[[dict[str, Any]], object]) -> tuple[list[Row], int]:
    """The log where one note says something else, with every hash fitting; and the number of the decision."""
    copied = [dict(row) for row in found]
    for row in copied[1:-1]:
        if (told := json.loads(row["envelope"]))["name"] == name:
            alter(told)
            row["envelope"] = chain.canonical(told)
    written_anew(copied, case, 0)
    return copied, next(row["seq"] for row in copied[1:-1] if "payload_destroyed" in row["envelope"])


def test_what_two_people_destroyed_holds(destroyed: tuple[list[Row], str], tmp_path: Path) -> None:
    ran = check(spoilt(tmp_path, destroyed[0]))
    assert (ran.returncode, "Kjedene er hele" in ran.stdout) == (0, True), ran
    assert altered(destroyed[0], destroyed[1], "ingen", lambda told: told) == (destroyed[0], 6)


@pytest.mark.parametrize(
    ("name", "alter"),
    [
        ("payload_destroyed", lambda told: told["actor"].update(user="erik")),
        ("destruction_proposed", lambda told: told["actor"].update(user="inger")),
        ("destruction_proposed", lambda told: told.update(targets=told["targets"][:-1])),
        ("payload_destroyed", lambda told: told.update(targets=[*told["targets"], 1])),
        ("payload_destroyed", lambda told: told.update(cause=1)),
        ("payload_destroyed", lambda told: told.update(cause=None)),
        ("destruction_proposed", lambda told: told.update(name="noe_annet")),
        ("destruction_proposed", lambda told: told.update(kind="act")),
    ],
)
def test_a_destruction_without_the_proposal_of_another_about_the_same_is_found_though_every_hash_fits(
    destroyed: tuple[list[Row], str], tmp_path: Path, name: str, alter: Callable[[dict[str, Any]], object]
) -> None:
    found, decision = altered(*destroyed, name, alter)
    for texts in (True, False):
        kept = found if texts else [{k: v for k, v in row.items() if k not in ("salt", "texts")} for row in found]
        ran = check(spoilt(tmp_path, kept))
        told = f"Sak {destroyed[1]}: hendelse {decision} sletter tekster uten at to personer står bak."
        assert (ran.returncode, told in ran.stdout) == (8, True), ran


def test_the_proposal_of_another_case_is_none(destroyed: tuple[list[Row], str], tmp_path: Path) -> None:
    found, case = destroyed
    other, decision = altered(found, case, "destruction_proposed", lambda told: told.update(kind="act"))
    first = [dict(row) for row in found]
    for row in first[1:-1]:
        row["case"] = "BUP-2026-0999"
        row["envelope"] = chain.canonical({**json.loads(row["envelope"]), "case": "BUP-2026-0999"})
    written_anew(first, "BUP-2026-0999", 0)
    end = {"end": {"cases": 2, "events": 2 * (len(found) - 2)}}
    ran = check(spoilt(tmp_path, [*first[:-1], *other[1:-1], end]))
    assert (ran.returncode, f"Sak {case}: hendelse {decision} sletter" in ran.stdout) == (8, True), ran
    assert "BUP-2026-0999:" not in ran.stdout


@pytest.mark.parametrize("part", ["actor", "targets", "cause"])
def test_a_note_that_cannot_be_read_ends_in_a_sentence(
    destroyed: tuple[list[Row], str], tmp_path: Path, part: str
) -> None:
    found, _ = altered(*destroyed, "payload_destroyed", lambda told: told.update({part: {"": []}}))
    ran = check(spoilt(tmp_path, found))
    assert ran.returncode in (2, 8)
    assert "Traceback" not in ran.stderr
    assert "Kjedene er hele" not in ran.stdout
