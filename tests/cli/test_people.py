"""``people``: who works here over time, told by files and one by one; nothing that was recorded is ever lost."""

import re
from pathlib import Path

import pytest

from pathways.engine.people import SYSTEM
from pathways.errors import ConflictError
from pathways.people.wanted import person_of
from pathways.store import organisation
from tests.cli.running import ROOT, Cli, open_case, real_keys
from tests.support.databases import Databases
from tests.support.installed import START
from tests.support.logging_in import logged_in

PAGE = (ROOT / "docs" / "how-to" / "say-who-works-here.md").read_text("utf-8")
TOML = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
BY_SIV = ("--as", "siv")


@pytest.fixture
def real(databases: Databases, tmp_path: Path) -> Cli:
    """A database that is no sandbox, without anybody."""
    cli = Cli(url=databases.fresh(), env={"COLUMNS": "200", **real_keys(tmp_path)})
    cli.ok("init")
    return cli


def written(folder: Path, text: str, name: str = "folk.toml") -> str:
    (folder / name).write_text(text, encoding="utf-8")
    return str(folder / name)


def roles_on(cli: Cli, day: str, *more: str) -> dict[str, set[str]]:
    people = cli.ok("people", "list", "--on", day, *more, "--json").json["people"]
    return {each["id"]: {held["role"] for held in each["roles"]} for each in people}


def entries(cli: Cli) -> int:
    database = cli.database()
    with database.read() as conn:
        found = conn.exec_driver_sql("SELECT count(*) FROM org_entry").scalar_one()
    database.close()
    return int(found)


def test_the_files_of_the_page_make_an_organisation_over_time(real: Cli, tmp_path: Path) -> None:
    small, large = TOML
    shown = real.ok("people", "apply", written(tmp_path, small), "--dry-run")
    assert ("ville bli registrert" in shown.told, entries(real)) == (True, 0)
    began = real.ok("people", "apply", written(tmp_path, small))
    assert "den som kjører kommandoen" in began.err
    liv = logged_in(real, tmp_path, "liv").cli
    assert liv.ok("people", "apply", written(tmp_path, small)).out.startswith("Ingenting å endre")
    liv.ok("people", "apply", written(tmp_path, large), "--reason", "To tjenester.")
    assert roles_on(liv, "2026-07-01")["per"] == {"saksbehandler", "leder"}
    assert roles_on(liv, "2026-09-01")["per"] == {"saksbehandler"}
    assert "per" not in roles_on(liv, "2025-12-31")
    told = liv.ok("people", "show", "per")
    assert ("To tjenester." in told.out, "bv-solvik / mottak" in told.out) == (True, True)
    assert {"people"} & {check["id"] for check in real("doctor", "--json").json["checks"] if not check["ok"]} == set()


def test_a_sheet_adds_people_to_services_that_are_there(real: Cli, tmp_path: Path) -> None:
    real.ok("people", "apply", written(tmp_path, TOML[0] + TOML[1]))
    sheet = "".join(f"{line.strip()}\n" for line in PAGE.splitlines() if line.strip().startswith(("person;", "kari;")))
    liv = logged_in(real, tmp_path, "liv").cli
    ran = liv.ok("people", "apply", written(tmp_path, sheet, "folk.csv"))
    assert "ikke rørt: liv, per" in " ".join(ran.err.split())
    shown = liv.ok("people", "show", "kari", "--json").json
    places = {(each["role"], each["service"], each["unit"], each["from"], each["to"]) for each in shown["roles"]}
    assert ("leder", "bv-solvik", None, "2026-06-01", "2026-08-31") in places
    assert ("saksbehandler", "bv-solvik", "mottak", "2026-02-01", None) in places


def test_a_file_with_a_fault_records_nothing(real: Cli, tmp_path: Path) -> None:
    ran = real("people", "apply", written(tmp_path, TOML[0] + '[users.per]\nroles = ["konge"]\n'))
    assert (ran.code, entries(real)) == (2, 0)
    assert "folk.toml:9:10: [users.per.roles]: ukjent rolle" in ran.told


def test_only_who_may_says_who_works_here(cli: Cli, tmp_path: Path) -> None:
    before = entries(cli)
    file = written(tmp_path, '[users.kari]\nroles = ["leder"]\n')
    for command in (("apply", file), ("role", "kari", "leder"), ("end", "liv"), ("add", "nora", "--role", "leder")):
        for more in ((), ("--as", "liv")):
            ran = cli("people", *command, *more)
            assert (ran.code, "people.write" in ran.told) == (7, True)
    assert cli("people", "absent", "kari", "--as", "jonas").code == 7
    cli.ok("people", "absent", "kari", "--substitute", "jonas", "--as", "liv")
    assert entries(cli) == before + 1


def test_a_person_comes_and_goes_and_every_day_knows_it(cli: Cli) -> None:
    ran = cli("people", "add", "nora", "--role", "saksbehandler", "--email", "nora@k.example\nBcc: alle@k.no", *BY_SIV)
    assert (ran.code, "--email" in ran.told, "Bcc" in ran.told) == (2, True, False), ran
    cli.ok("people", "add", "nora", "--role", "saksbehandler", "--name", "Nora Vik", "--from", "2026-09-01", *BY_SIV)
    assert cli("case", "list", "--as", "nora").code == 7
    cli.ok("clock", "set", "2026-09-01T09:00")
    cli.ok("case", "list", "--as", "nora")
    cli.ok("people", "role", "nora", "leder", "--to", "2026-09-30", *BY_SIV)
    cli.ok("people", "end", "nora", "saksbehandler", "--last", "2026-09-15", *BY_SIV)
    assert roles_on(cli, "2026-09-15", *BY_SIV)["nora"] == {"saksbehandler", "leder"}
    assert roles_on(cli, "2026-09-16", *BY_SIV)["nora"] == {"leder"}
    assert "nora" not in roles_on(cli, "2026-10-01", *BY_SIV)
    whose = cli.ok("people", "show", "nora", *BY_SIV, "--json").json["entries"]
    assert [(each["what"], each["user"]) for each in whose] == [
        (what, "siv") for what in ("person", "role", "role", "end")
    ]


def test_a_substitute_acts_and_is_told_while_somebody_is_away_and_so_is_who_is_away(cli_on_both: Cli) -> None:
    cli = cli_on_both
    cli.ok("people", "absent", "liv", "--to", "2026-09-20", "--substitute", "bente", "--as", "liv")
    case = open_case(cli)
    cli.ok("advance", case, "melding_grunnlos", "--as", "bente")
    other = open_case(cli)
    cli.ok("clock", "set", "2026-09-02T09:00")
    told = {who: cli.ok("notice", "list", "--as", who, "--json").json["notices"] for who in ("liv", "bente")}
    assert {who: {each["case_id"] for each in found} for who, found in told.items()} == {
        "liv": {other},
        "bente": {other},
    }
    cli.ok("clock", "set", "2026-09-21T09:00")
    refused = cli("advance", other, "melding_grunnlos", "--as", "bente")
    assert refused.code in (4, 7)


def test_an_absence_is_changed_and_withdrawn(cli: Cli) -> None:
    away = ("people", "absent", "kari", "--from", "2026-08-24")
    cli.ok(*away, "--as", "liv")
    cli.ok("people", "substitute", "kari", "jonas", "--as", "liv")
    assert "vikar: jonas" in cli.ok("people", "list").out
    assert cli("people", "substitute", "kari", "kari", "--as", "liv").code == 2
    cli.ok(*away, "--cancel", "--as", "liv")
    assert "vikar" not in cli.ok("people", "list").out
    assert cli(*away, "--cancel", "--as", "liv").code == 5
    assert cli("people", "substitute", "kari", "jonas", "--as", "liv").code == 5


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("show", "ingen"), 5),
        (("role", "kari", "konge"), 5),
        (("role", "kari", "leder", "--service", "nord"), 2),
        (("role", "kari", "leder", "--from", "2026-09-02", "--to", "2026-09-01"), 2),
        (("add", "kari", "--role", "leder"), 2),
        (("add", "Nora", "--role", "leder"), 2),
        (("add", "nora", "--role", "leder", "--name", "13097248022"), 2),
        (("end", "kari", "leder"), 5),
        (("intake", "nord", "--person", "kari"), 5),
        (("intake", "barnevern", "--person", "kari", "--unit", "x"), 2),
        (("intake", "barnevern", "--unit", "x"), 5),
        (("absent", "kari", "--reason", "Sykt barn 13097248022"), 2),
    ],
)
def test_what_cannot_be_recorded_is_refused_in_words(cli: Cli, arguments: tuple[str, ...], code: int) -> None:
    before = entries(cli)
    ran = cli("people", *arguments, *BY_SIV)
    assert (ran.code, entries(cli)) == (code, before)
    assert "13097248022" not in ran.told


def test_of_two_who_write_at_once_one_is_refused_and_time_never_goes_back(cli: Cli) -> None:
    database = cli.database()
    seen = entries(cli)
    with database.write() as conn:
        organisation.append(conn, [person_of("en", "", "")], after=seen, at=START, actor=SYSTEM, why="")
    with pytest.raises(ConflictError), database.write() as conn:
        organisation.append(conn, [person_of("to", "", "")], after=seen, at=START, actor=SYSTEM, why="")
    with database.read() as conn:
        times = [entry.recorded_at for entry in organisation.every(conn)]
        assert times == sorted(times)
        assert organisation.first_broken(conn) == 0
    database.close()
