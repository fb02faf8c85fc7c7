"""What was said with a consent stays where it belongs: no birth date, name or age outside, every look logged first."""

import json
from pathlib import Path

import pytest

from pathways.store import access
from tests.cli.persons import put, typed
from tests.cli.running import MONDAY, Cli, Ran, open_case
from tests.cli.support import alter
from tests.support.databases import SqliteDatabases

BORN = "2015-03-02"
RECIPIENT, WHY, ASSESSED, CORRECTED, BACK = "Zxmottakerqz", "Zxhvorforqz", "Zxvurdertqz", "Zxrettetqz", "Zxtrukketqz"
GIVEN = ("--by", "child", "--by", "parent_1", "--sole", "--how", "oral", "--share", "course,persons,texts")


@pytest.fixture
def cli(sqlite_databases: SqliteDatabases) -> Cli:
    """A sandbox that tells everything it can."""
    made = Cli(url=sqlite_databases.fresh(), env={"PATHWAYS_DEBUG": "1"})
    made.ok("init", "--sandbox", "--clock", MONDAY)
    return made


def told_to_school(cli: Cli, case: str) -> list[Ran]:
    """A release to a school that nobody knows, corrected, used and withdrawn, and everything that shows it."""
    said = [typed(cli, RECIPIENT, "consent", "release", case, *GIVEN, "--to-name", "-", "--reason", WHY)]
    ground = ("--ground", "bvl-13-1", "--to", "bup", "--share", "course", "--reason", ASSESSED)
    said.append(cli.ok("consent", "basis", case, *ground))
    said.append(cli.ok("consent", "correct", case, "3", "--until", "2026-12-31", "--why", CORRECTED))
    said.append(typed(cli, RECIPIENT, "share", "preview", case, "--to-name", "-"))
    said.append(typed(cli, RECIPIENT, "share", "record", case, "--to-name", "-", "--item", "state", "--how", "written"))
    said.append(cli.ok("consent", "withdraw", case, "3", "--by", "parent_1", "--reason", BACK))
    assert [ran.code for ran in said] == [0] * len(said), said
    return said


def commands(case: str) -> list[tuple[str, ...]]:
    return [
        ("consent", "list", case),
        ("consent", "show", case, "3"),
        ("share", "list", case),
        ("share", "preview", case, "--to", "bup"),
        ("consent", "rules"),
        ("timeline", case),
        ("case", "show", case),
        ("report", "past"),
        ("worklist",),
    ]


def test_the_birth_date_is_used_and_shown_nowhere_and_no_text_lies_in_the_clear(cli: Cli, tmp_path: Path) -> None:
    case = open_case(cli)
    assert put(cli, case, {"child": {"birth_date": BORN, "name": "Zxbarnetqz"}}).code == 0
    said = told_to_school(cli, case)
    for command in commands(case):
        said += [cli(*command), cli(*command, "--json")]
    cli("log", "export", case, "--to", str(tmp_path / "log.json"), "--as", "siv")
    cli("backup", str(tmp_path / "backup.db"))
    told = "".join(each.out + each.err for each in said)
    assert [value for value in (BORN, "2. mars 2015", "Zxbarnetqz") if value in told] == []
    aside = "".join(each.err for each in said)
    texts = (RECIPIENT, WHY, ASSESSED, CORRECTED, BACK)
    assert [value for value in texts if value in aside] == []
    hay = {str(path): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert {"backup.db", "log.json"} <= {Path(where).name for where in hay}
    values = (*texts, BORN, "Zxbarnetqz")
    assert [(where, value) for value in values for where, each in hay.items() if value.encode() in each] == []
    # It is all there, for whoever asks.
    shown = cli.ok("consent", "show", case, "3", "--json").out + cli.ok("timeline", case).out
    assert [value for value in texts if value not in shown] == []


def test_an_age_that_was_told_is_sealed(cli: Cli, tmp_path: Path) -> None:
    case = open_case(cli)
    assert typed(cli, RECIPIENT, "consent", "release", case, *GIVEN, "--to-name", "-", "--age", "13").code == 0
    cli("log", "export", case, "--to", str(tmp_path / "log.json"), "--as", "siv")
    rows = [json.loads(line) for line in (tmp_path / "log.json").read_text(encoding="utf-8").splitlines()]
    envelope = json.loads(next(row["envelope"] for row in rows if row.get("seq") == 2))
    assert (envelope["kind"], "age" in envelope["content"]["data"]) == ("release", False)
    assert "13" not in json.dumps(envelope["content"])
    assert cli.ok("consent", "show", case, "2", "--json").json["data"]["age_by"] == "stated"


def test_every_look_is_logged_with_what_was_looked_at(cli: Cli) -> None:
    case = open_case(cli)
    assert put(cli, case, {"child": {"birth_date": BORN}}).code == 0
    database = cli.database()
    for command, purpose in (
        (("consent", "list", case), "se samtykker"),
        (("share", "list", case), "se hva som er delt"),
        (("share", "preview", case, "--to", "bup"), "se hva som kan deles"),
    ):
        cli.ok(*command)
        with database.read() as conn:
            rows = access.of_case(conn, case, limit=2)
        assert rows[0].purpose == purpose
        assert rows[0].information.startswith("samtykker, hjemler")
    assert "child.birth_date" in rows[1].information
    database.close()


def test_where_the_access_log_cannot_be_written_nothing_is_told(cli: Cli) -> None:
    case = open_case(cli)
    assert put(cli, case, {"child": {"birth_date": BORN}}).code == 0
    told_to_school(cli, case)
    alter(cli, "CREATE TRIGGER nei BEFORE INSERT ON access_log BEGIN SELECT RAISE(ABORT, 'nei'); END", case)
    for command in commands(case)[:4]:
        ran = cli(*command)
        assert (ran.code != 0, ran.out) == (True, ""), ran


def test_without_the_keys_what_depends_on_age_is_withheld_and_the_preview_says_so(cli: Cli, tmp_path: Path) -> None:
    case = open_case(cli)
    assert put(cli, case, {"child": {"birth_date": BORN}}).code == 0
    cli.ok("consent", "release", case, *GIVEN, "--to", "bup")
    assert "state" in cli.ok("share", "preview", case, "--to", "bup", "--json").out
    locked = Cli(url=cli.url, env={"PATHWAYS_KEYS": str(tmp_path / "none")})
    ran = locked("share", "preview", case, "--to", "bup", "--json")
    links = ran.json["links"]
    assert (links[0]["allowed"], {each["because"] for each in links[0]["withheld"]} & {"why_age_unknown"}) == (
        [],
        {"why_age_unknown"},
    )
    assert "kan ikke leses her" in locked("share", "preview", case, "--to", "bup").told


@pytest.mark.parametrize(
    "name",
    ["Skolen\nX-Injected: 1", "Skolen\x1b[31m", "Skolen\u202eneloks", "x" * 201, "Skolen 01819050062"],
    ids=["line", "control", "direction", "long", "number"],
)
def test_a_hostile_name_is_refused_and_not_repeated(cli: Cli, name: str) -> None:
    case = open_case(cli)
    ran = typed(cli, name, "consent", "release", case, *GIVEN, "--age", "11", "--to-name", "-")
    assert (ran.code in (2, 4), ran.out, name in ran.err) == (True, "", False), ran
