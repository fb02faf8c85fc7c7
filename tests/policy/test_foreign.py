"""A case that is foreign to somebody answers as one that does not exist, whatever is asked of it, and by whom."""

from pathlib import Path
from statistics import median
from time import perf_counter

import pytest

from pathways.cli.access_reference import COMMANDS
from pathways.engine.installation import Installation, install
from pathways.errors import NotFoundError
from pathways.model.policy import Relation
from pathways.policy.deciding import decide
from pathways.store import access as access_log
from tests.cli.running import ROOT, Cli, open_case, sandbox_of, staffed
from tests.policy.test_commands import ARGUMENTS, told
from tests.support.counts import count
from tests.support.databases import Databases, SqliteDatabases
from tests.support.worlds import shipped

NOBODY = "BV-2026-0999"
PLACES = """
[areas.nord]
kind = "kommune"
[areas.sykehuset]
kind = "helseforetak"
[services.bv-nord]
area = "nord"
kind = "barnevern"
[services.bv-vest]
area = "nord"
kind = "barnevern"
[services.bup]
area = "sykehuset"
kind = "bup"
[units.mottak]
service = "bv-vest"
[users.kari]
roles = [{role = "saksbehandler", service = "bv-vest"}]
[users.jonas]
roles = [{role = "saksbehandler", service = "bv-vest", unit = "mottak"}]
[users.siv]
roles = ["systemansvarlig"]
[users.rolf]
roles = ["revisor"]
"""
CASE_COMMANDS = sorted(name for name, given in ARGUMENTS.items() if "{case}" in given)
ROLES = sorted(shipped().catalogue.settings.roles)
OTHERS = "".join(f'[users.n_{role}]\nroles = [{{role = "{role}", service = "bv-nord"}}]\n' for role in ROLES)


@pytest.fixture
def cli(databases: Databases) -> Cli:
    """Two services of a municipality and one of a hospital, and somebody of each role in the first."""
    return staffed(sandbox_of(databases), PLACES + OTHERS, by="siv")


@pytest.fixture
def on_sqlite(sqlite_databases: SqliteDatabases) -> Cli:
    return staffed(sandbox_of(sqlite_databases), PLACES + OTHERS, by="siv")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The files that commands are given."""
    (tmp_path / "endringer.json").write_text('[{"annul": 1}]', encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("role", ROLES[:: count(7, 1)])
def test_every_command_answers_for_a_foreign_case_as_for_none(on_sqlite: Cli, folder: Path, role: str) -> None:
    cli = on_sqlite
    case = open_case(cli, "--as", "kari", "--reason", "Hemmelig bekymring.")
    policy = shipped().catalogue.policy
    for name in CASE_COMMANDS:
        if any(decide(policy, action, {Relation.none: (role,)}) for action in COMMANDS[name]):
            continue  # what a role may whatever the case: nothing of a case is told by it
        foreign = cli(*told(folder, name, case, "--as", f"n_{role}"))
        none = cli(*told(folder, name, NOBODY, "--as", f"n_{role}"))
        assert foreign.code == none.code != 0, (name, foreign, none)
        assert (foreign.out, foreign.told.replace(case, NOBODY)) == (none.out, none.told), name


def test_no_list_and_no_figure_has_a_foreign_case(cli: Cli) -> None:
    case, own = open_case(cli, "--as", "kari"), open_case(cli, "--as", "n_leder")
    cli.ok("clock", "advance", "2w")
    for command in (
        ("case", "list"), ("case", "list", "--overdue"), ("case", "list", "--known-at", "2026-08-25"), ("worklist",),
        ("worklist", "--service", "bv-vest"), ("case", "gaps"), ("report", "deadlines"), ("notice", "list", "--all"),
        ("report", "deadlines", "--list", "open"), ("report", "past"), ("worklist", "--known-at", "2026-08-25"),
    ):  # fmt: skip
        ran = cli(*command, "--as", "n_leder")
        assert case not in ran.told, command
        assert ran.code == 0 or "--list" in command, (command, ran)
    listed = {who: cli.ok("case", "list", "--as", who, "--json").json["cases"] for who in ("n_leder", "kari", "jonas")}
    assert {who: [each["case_id"] for each in cases] for who, cases in listed.items()} == {
        "n_leder": [own], "kari": [case], "jonas": [case],
    }  # fmt: skip


def test_whoever_tries_is_logged_and_whoever_is_let_in_with_the_row_that_did_it(cli: Cli) -> None:
    case = open_case(cli, "--as", "kari")
    assert cli("case", "show", case, "--as", "n_leder").code == 5
    cli.ok("case", "show", case, "--as", "kari")
    database = cli.database()
    with database.read() as conn:
        rows = {row.user: (row.granted, row.basis) for row in access_log.of_case(conn, case, limit=2)}
    database.close()
    digest = shipped().catalogue.policy.digest[:12]
    assert rows["n_leder"][0] is False
    assert rows["kari"] == (
        True,
        f"saksarbeid: saksbehandler, rolle der saken ligger (tabell {digest}); påstått, uten innlogging",
    )


def test_a_case_that_is_given_to_a_unit_is_foreign_to_the_other_units_until_one_has_it(cli: Cli) -> None:
    unit = '[units.annen]\nservice = "bv-vest"\n'
    per = '[users.per]\nroles = [{role = "saksbehandler", service = "bv-vest", unit = "annen"}]\n'
    staffed(cli, PLACES.replace("[users.kari]", f"{unit}[users.kari]"), per, by="siv")
    case = open_case(cli, "--as", "kari")
    assert [cli("case", "show", case, "--as", who).code for who in ("jonas", "per")] == [0, 0]
    cli.ok("case", "take", case, "--as", "kari")
    cli.ok("case", "assign", case, "--unit", "mottak", "--as", "kari")
    assert [cli("case", "show", case, "--as", who).code for who in ("jonas", "per", "kari")] == [0, 5, 0]


def test_a_role_without_a_service_never_reaches_across_data_areas(cli: Cli) -> None:
    case = open_case(cli, "--as", "kari")
    assert cli("case", "show", case, "--as", "rolf").code == 5
    assert cli.ok("case", "list", "--as", "rolf", "--json").json["cases"] == []


def world(cli: Cli) -> Installation:
    """The installation itself, for what is measured."""
    return install(cli.url, ROOT / "definitions", channels=(), organisation="Prøve")


@pytest.mark.soak
def test_a_foreign_case_takes_as_long_to_refuse_as_none(on_sqlite: Cli) -> None:
    case = open_case(on_sqlite, "--as", "kari")
    installation = world(on_sqlite)
    reader = installation.reader(installation.people.actor("n_saksbehandler", ""), "prøve")
    taken: dict[str, list[float]] = {case: [], NOBODY: []}
    for _ in range(count(20, 2000)):
        for asked, times in taken.items():
            begun = perf_counter()
            with pytest.raises(NotFoundError):
                reader.read_case(asked, "prøve", "saken")
            times.append(perf_counter() - begun)
    installation.close()
    if count(0, 1):
        assert 0.9 < median(taken[case]) / median(taken[NOBODY]) < 1.1
