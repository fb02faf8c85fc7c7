"""Broken glass lets somebody read, and no more; the engine asks for the right itself; and log-in is asked for anew."""

import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from pathways.definitions_folder import SHIPPED
from pathways.engine.glass import Glass
from pathways.engine.installation import install
from pathways.errors import NotAllowedError
from pathways.model.policy import Action
from pathways.store.account_tables import LOGIN_SESSION
from tests.cli.running import Cli, open_case, real_keys, staffed
from tests.support import access
from tests.support.databases import SqliteDatabases
from tests.support.logging_in import Person, logged_in

NOT_FOUND = 5
WHY = "Politiet ringer om barnet i natt."
TWO_SERVICES = """
[areas.solvik]
kind = "kommune"
name = "Solvik kommune"
[services.bv-nord]
area = "solvik"
kind = "barnevern"
[services.bv-sor]
area = "solvik"
kind = "barnevern"
[users.kari]
roles = [{role = "saksbehandler", service = "bv-nord"}]
[users.liv]
roles = [{role = "leder", service = "bv-nord"}]
[users.jonas]
roles = [{role = "saksbehandler", service = "bv-sor"}]
[users.siv]
roles = ["systemansvarlig"]
"""
WRONG = ("--why", "Feil barn.")


@pytest.mark.parametrize(
    "command",
    [
        ("correct", "{case}", "1", "--set", "meldere=12", *WRONG),
        ("correct", "{case}", "1", "--unset", "finnes_ikke", *WRONG),
        ("correct", "{case}", "2", "--set", "meldere=12", *WRONG),
        ("correct", "{case}", "3", "--set", "meldere=12", *WRONG),
        ("correct", "{case}", "99", "--dry-run", *WRONG),
        ("annul", "{case}", "1", *WRONG),
        ("advance", "{case}", "melding_grunnlos"),
        ("redecide", "{case}", "1", "--reason", "Ny vurdering."),
        ("amend", "{case}", "{file}", *WRONG),
    ],
    ids=lambda command: " ".join(command[:3]),
)
def test_whatever_is_written_is_answered_as_for_a_case_that_is_not_there(
    cli: Cli, tmp_path: Path, command: tuple[str, ...]
) -> None:
    staffed(cli, TWO_SERVICES, by="siv")
    file = tmp_path / "endring.json"
    changes = [{"correct": 2, "set": {"meldere": "12"}, "why": "Feil."}]
    file.write_text(json.dumps(changes), encoding="utf-8")
    case = open_case(cli)
    cli.ok("glass", "break", case, "--reason", WHY, "--as", "jonas")
    told = []
    for each in (case, "BV-2026-9999"):
        ran = cli(*(part.format(case=each, file=file) for part in command), "--as", "jonas")
        assert ran.code == NOT_FOUND, ran
        told.append(ran.told.replace(each, "SAK"))
    assert told[0] == told[1]
    assert cli.ok("case", "show", case, "--as", "jonas").out


def test_the_engine_itself_asks_whether_the_actor_may(cli: Cli, tmp_path: Path) -> None:
    """Not only the command: whoever calls the engine breaks no glass that the table does not let them."""
    staffed(cli, TWO_SERVICES, by="siv")
    case = open_case(cli)
    folder = tmp_path / "definitions"
    shutil.copytree(SHIPPED, folder)
    access.write(folder, access.without(access.SHIPPED, "glass.break"))
    world = install(cli.url, folder, channels=(), organisation="Prøve")
    reader = world.reader(world.people.actor("jonas", ""), "test", Action.glass_break)
    with pytest.raises(NotAllowedError):
        Glass(engine=world.engine, reader=reader, hours=8).break_(case, WHY, "")
    world.close()
    assert cli("case", "show", case, "--as", "jonas").code == NOT_FOUND


@pytest.fixture
def jonas(sqlite_databases: SqliteDatabases, tmp_path: Path) -> tuple[Person, str]:
    """Jonas, logged in to a real database, and a case of another service."""
    cli = Cli(url=sqlite_databases.fresh(), env={"COLUMNS": "200", **real_keys(tmp_path)})
    cli.ok("init")
    siv = logged_in(staffed(cli, TWO_SERVICES), tmp_path, "siv")
    case = open_case(logged_in(cli, tmp_path, "kari", by=siv).cli)
    return logged_in(cli, tmp_path, "jonas", by=siv), case


def test_glass_is_broken_by_whoever_has_just_logged_in_alone(jonas: tuple[Person, str]) -> None:
    person, case = jonas
    database = person.cli.database()
    with database.write() as conn:
        conn.execute(update(LOGIN_SESSION).values(begun_at=datetime.now(UTC) - timedelta(minutes=11)))
    database.close()
    assert person.cli("case", "list").code == 0
    for number in (case, "BV-2026-9999"):
        refused = person.cli("glass", "break", number, "--reason", WHY)
        assert (refused.code, "pathways login" in refused.told, "høyst 10 minutter" in refused.told) == (7, True, True)
    assert person.cli("case", "show", case).code == NOT_FOUND
    assert person.log_in().code == 0
    person.cli.ok("glass", "break", case, "--reason", WHY)
    assert person.cli.ok("case", "show", case).out
