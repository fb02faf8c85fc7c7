"""A case that is foreign to somebody answers as one that does not exist, whatever is asked of it, and by whom."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter

import pytest

from pathways.cli.access_reference import COMMANDS
from pathways.cli.context import Session
from pathways.engine.engine import shell
from pathways.engine.installation import Installation, install
from pathways.errors import NotFoundError
from pathways.model.policy import Action, Relation
from pathways.policy.deciding import decide
from pathways.store import access as access_log
from tests.cli.running import ROOT, Cli, Ran, open_case, sandbox_of, staffed
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


def refused_to(cli: Cli, user: str) -> list[tuple[object, object]]:
    """What the access log tells of somebody's attempts, the newest first: the case, and whether it was granted."""
    found = cli.ok("access-log", "--user", user, "--limit", "500", "--as", "siv", "--json").json["rows"]
    return [(row["case_id"], row["granted"]) for row in found]


OF_PERSONS = {
    "person set": '{"child": {"name": "Prøve Person"}}',
    "person correct": '{"child": {"name": "Prøve Person"}, "reason": "Feil."}',
    "person contact": '{"who": "child", "do": "lift", "grade": "hidden", "decided_by": "x", "reason": "Over."}',
}
"""What is given in a file, so that it is the case that the command is refused for."""


def attempt(cli: Cli, folder: Path, name: str, case: str, user: str) -> Ran:
    """A command about a case, with what it needs to come as far as the case."""
    if name not in OF_PERSONS:
        return cli(*told(folder, name, case, "--as", user))
    (folder / "personer.json").write_text(OF_PERSONS[name], encoding="utf-8")
    return cli(*name.split(), case, "--from", str(folder / "personer.json"), "--as", user)


@pytest.mark.parametrize("role", ROLES[:: count(7, 1)])
def test_every_command_answers_for_a_foreign_case_as_for_none_and_leaves_one_row_of_each(
    on_sqlite: Cli, folder: Path, role: str
) -> None:
    case, user = open_case(on_sqlite, "--as", "kari", "--reason", "Hemmelig bekymring."), f"n_{role}"
    policy, tried = shipped().catalogue.policy, list[tuple[object, object]]()
    for name in CASE_COMMANDS:
        if any(decide(policy, action, {Relation.none: (role,)}) for action in COMMANDS[name]):
            continue  # what a role may whatever the case: nothing of a case is told by it
        foreign, none = (attempt(on_sqlite, folder, name, asked, user) for asked in (case, NOBODY))
        assert foreign.code == none.code, (name, foreign, none)
        assert foreign.code in {5, 7}, (name, foreign)
        assert (foreign.out, foreign.told.replace(case, NOBODY)) == (none.out, none.told), name
        # A report that is foreign ends it: no case is looked for, so there is none to tell of.
        tried += [(None if name == "concern remove" else asked, False) for asked in (case, NOBODY)]
    assert refused_to(on_sqlite, user) == tried[::-1]


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


def timed(case: str, attempt: Callable[[str], object]) -> dict[str, float]:
    """The median of how long it takes to be refused, for a foreign case and for none, in turn."""
    taken: dict[str, list[float]] = {case: [], NOBODY: []}
    for _ in range(count(20, 2000)):
        for asked, times in taken.items():
            begun = perf_counter()
            with pytest.raises(NotFoundError):
                attempt(asked)
            times.append(perf_counter() - begun)
    return {asked: median(times) for asked, times in taken.items()}


@pytest.mark.soak
def test_a_foreign_case_takes_as_long_to_refuse_as_none(on_sqlite: Cli) -> None:
    case = open_case(on_sqlite, "--as", "kari")
    installation = world(on_sqlite)
    actor = installation.people.actor("n_saksbehandler", "")
    reader = installation.reader(actor, "prøve")

    def write(asked: str) -> None:
        session = Session(installation=installation, actor=actor, action=Action.case_record, about=asked)
        with session.attempted():
            session.engine.say_nothing_due(shell(asked, actor, "", None, "Venter."), date(2026, 9, 1))

    read = timed(case, lambda asked: reader.read_case(asked, "prøve", "saken"))
    written = timed(case, write)
    installation.close()
    for taken in (read, written) if count(0, 1) else ():
        assert 0.9 < taken[case] / taken[NOBODY] < 1.1, taken
