"""What is refused in a case that is merged with another one, or moved, says where it goes on, or whom to ask."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.cli.messages import ROLF
from tests.cli.persons import typed
from tests.cli.running import Cli, make_sandbox, open_case, staffed
from tests.cli.support import CONCLUDE
from tests.cli.test_merge import DUPLICATE, HERE, KEPT, LIV, WHY
from tests.cli.test_move import NINA, make_neighbours
from tests.cli.test_move_deadlines import received, reported
from tests.cli.test_protected import STRICT
from tests.support.databases import SqliteDatabases

REFUSED = 4
TWO_TEAMS = """
[areas.solvik]
kind = "kommune"
[services.bv-solvik]
area = "solvik"
kind = "barnevern"
[units.team-a]
service = "bv-solvik"
[units.team-b]
service = "bv-solvik"
[users.kari]
roles = [{role = "saksbehandler", service = "bv-solvik", unit = "team-a"}]
[users.anne]
roles = [{role = "saksbehandler", service = "bv-solvik", unit = "team-b"}]
[users.liv]
roles = [{role = "leder", service = "bv-solvik"}]
[users.siv]
roles = ["systemansvarlig"]
"""
ANNE, KARI = ("--as", "anne"), ("--as", "kari")
CHANGES = (
    ("correct", DUPLICATE, "1", "--happened", "2026-08-20", "--why", "Kom dagen før."),
    ("annul", DUPLICATE, "1", "--why", "Feil barn."),
)


def make_merged(url: str) -> None:
    """Two teams; the duplicate lies with the one, what it was merged into with the other; to be copied."""
    make_sandbox(url)
    cli = staffed(Cli(url=url, env={}), TWO_TEAMS, by="siv")
    for team in ("team-b", "team-a"):
        case = open_case(cli, *(KARI if team == "team-a" else ANNE))
        cli.ok("case", "assign", case, "--unit", team, *LIV)
    cli.ok("case", "merge", DUPLICATE, "--into", KEPT, *HERE, *WHY, *LIV)


@pytest.fixture
def cli(sqlite_databases: SqliteDatabases) -> Cli:
    """Two cases that were merged, each with a team of its own."""
    return Cli(url=sqlite_databases.copy_of(make_merged), env={})


def told(cli: Cli, *words: str) -> tuple[int, str]:
    ran = cli(*words)
    return ran.code, " ".join(ran.told.split())


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("dry", [(), ("--dry-run",)])
def test_whoever_sees_where_it_goes_on_is_told_the_number(
    cli: Cli, change: tuple[str, ...], dry: tuple[str, ...]
) -> None:
    code, said = told(cli, *change, *dry, *LIV)
    assert code == REFUSED
    assert f"går videre som {KEPT}" in said
    assert f"«pathways timeline {KEPT}»" in said


@pytest.mark.parametrize("change", CHANGES)
def test_whoever_does_not_see_it_is_told_whom_to_ask_and_no_number(cli: Cli, change: tuple[str, ...]) -> None:
    holder = KARI if cli("case", "show", DUPLICATE, *KARI).code == 0 else ANNE
    assert cli("case", "show", KEPT, *holder).code == 5
    code, said = told(cli, *change, *holder)
    assert (code, KEPT in said) == (REFUSED, False)
    assert "Spør en som kan slå sammen saker i tjenesten: «Leder i barnevernstjenesten»" in said


def test_several_changes_from_a_file_are_told_the_same(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "endringer.json"
    file.write_text('[{"annul": 1, "why": "Feil."}]', encoding="utf-8")
    code, said = told(cli, "amend", DUPLICATE, str(file), "--why", "Feil.", *LIV)
    assert (code, f"går videre som {KEPT}" in said) == (REFUSED, True), said


def test_recording_in_a_case_that_moved_says_where_to_look(sqlite_databases: SqliteDatabases) -> None:
    cli = Cli(url=sqlite_databases.copy_of(make_neighbours), env={})
    case = reported(cli)
    signal, _, _ = received(cli, case, "2026-08-20")
    cli.ok("signal", "take-over", signal, *NINA)
    code, said = told(cli, "advance", case, *CONCLUDE, *WHY, *LIV)
    assert (code, f"«pathways signal show {signal}»" in said) == (REFUSED, True)
    cli.ok("verify", *ROLF)


PERSON = ("person", "set", DUPLICATE, "--from", "-")
GUARDED = ("person", "contact", DUPLICATE, "--from", "-")


@pytest.mark.parametrize(
    ("command", "given"),
    [
        (PERSON, {"child": {"name": "Øystein Prøvesen"}}),
        (GUARDED, STRICT),
        (("case", "no-next", DUPLICATE, "--reason", "Ingenting.", "--until", "2026-10-01"), {}),
    ],
)
def test_whatever_is_written_says_it_and_only_to_who_may_see_that_case(
    cli: Cli, command: tuple[str, ...], given: Mapping[str, object]
) -> None:
    answers = {}
    for who in (LIV, ANNE):
        ran = typed(cli, json.dumps(given), *command, *who)
        answers[who] = " ".join(ran.told.split())
        assert ran.code == REFUSED, answers
    assert f"går videre som {KEPT}" in answers[LIV]
    assert (KEPT in answers[ANNE], "Du ser ikke den saken" in answers[ANNE]) == (False, True)
