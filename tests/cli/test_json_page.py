"""The page on JSON names everything that the reading commands print: held against real output of the demo's sandbox."""

import re
import shutil
from pathlib import Path

import pytest

from pathways.demo.run import DATABASE, make_sandbox, play, steps_of
from pathways.demo.story import BARN
from pathways.store.findings import Reason
from tests.cli.running import ROOT, Cli
from tests.register.files import File, concluded, melding
from tests.support.tampering import unlocked

pytestmark = pytest.mark.slow

PAGE = (ROOT / "docs" / "reference" / "json.md").read_text("utf-8")
BY_DATA = {"fields", "failed", "figures", "values", "fills"}
"""Names whose value is keyed by data: by field (also of a message), by case, by the name of a figure."""
AS_IN_A_CASE = {
    "pathways.case-list/1", "pathways.worklist/1", "pathways.can/1", "pathways.event/1", "pathways.import/1",
}  # fmt: skip
COMMANDS = [
    ("case", "show", "{case}"),
    ("case", "can", "{case}"),
    ("case", "can", "{case}", "kartlegging_oppsummert"),
    ("case", "list"),
    ("case", "list", "--limit", "1"),
    ("timeline", "{case}"),
    ("worklist",),
    ("signal", "list", "--all"),
    ("report", "deadlines"),
    ("report", "deadlines", "--list", "due"),
    ("report", "past"),
    ("report", "past", "--list", "correction"),
    ("report", "past", "--list", "breach_fell_away"),
    ("due", "2026-11-23", "3 months", "--rule", "bvl-2-2"),
    ("due", "2026-11-23T10:00", "48 hours", "--rule", "hours"),
    ("notice", "list", "--all", "--as", "liv"),
    ("notice", "show", "{notice}", "--as", "liv"),
    ("notice", "deliver"),
    ("clock", "show"),
    ("tick",),
    ("definition", "list"),
    ("definition", "show", "barnevern_forlop"),
    ("definition", "codes"),
    ("definition", "check"),
    ("doctor",),
    ("replay", "--all"),
    ("verify", "--as", "rolf"),
    ("rebuild", "--all", "--as", "rolf"),
]


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """The sandbox as the demo leaves it, and the numbers of its cases."""
    folder = tmp_path_factory.mktemp("sandbox")
    installation = make_sandbox(folder, "demo", ROOT / "definitions")
    playing = play(installation, folder)
    for _ in playing.tell(steps_of(installation, "demo")):
        pass
    installation.close()
    return folder, playing.numbers


@pytest.fixture
def cli(sandbox: tuple[Path, dict[str, str]], tmp_path: Path) -> Cli:
    """The command line on a copy of it."""
    for file in sandbox[0].glob(DATABASE + "*"):
        # The keys beside it are a folder.
        shutil.copytree(file, tmp_path / file.name) if file.is_dir() else shutil.copy(file, tmp_path)
    env = {"PATHWAYS_MAIL_FOLDER": str(tmp_path / "post"), "PATHWAYS_MAIL_FROM": "varsel@kommune.example"}
    return Cli(url=f"sqlite:///{tmp_path / DATABASE}", env=env)


def names_in(document: object) -> set[str]:
    """Every name in a document, at any depth, but for those that are data."""
    if isinstance(document, list):
        return {name for each in document for name in names_in(each)}
    if not isinstance(document, dict):
        return set()
    below = (names_in(value) for name, value in document.items() if not (name in BY_DATA and isinstance(value, dict)))
    return set(document).union(*below)


def told_of(schema: str) -> set[str]:
    """The names that the page gives under a schema: in its section, in its row, and in the tables that belong to it."""
    told = PAGE.partition(f"## `{schema}`")[2].partition("\n## ")[0]
    told += PAGE.partition("## `pathways.case/1`")[2].partition("\n## ")[0] if schema in AS_IN_A_CASE else ""
    word = schema.removeprefix("pathways.").removesuffix("/1")
    told += "\n".join(line for line in PAGE.splitlines() if line.startswith((f"| `{schema}`", f"| `{word}.")))
    assert told, schema
    for other in re.findall(r"as in `(pathways\.[a-z-]+/1)`|(the same) of one", told):
        named = other[0] or "pathways.definition-list/1"
        told += "\n".join(line for line in PAGE.splitlines() if line.startswith(f"| `{named}`"))
    return set(re.findall(r"`(?:[a-z_]+\[\]\.)?([a-z_]+)(?:\[\])?`", told)) | {"schema"}


def hold(document: dict[str, object]) -> None:
    schema = str(document["schema"])
    assert names_in(document) - told_of(schema) == set(), schema


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_the_page_names_everything_a_command_prints(
    cli: Cli, sandbox: tuple[Path, dict[str, str]], command: tuple[str, ...]
) -> None:
    notice = cli.ok("notice", "list", "--all", "--as", "liv", "--json").json["notices"][0]["id"]
    hold(cli(*(part.format(case=sandbox[1][BARN], notice=notice) for part in command), "--json").json)


def test_a_schema_has_one_row_and_so_one_meaning() -> None:
    named = re.findall(r"^\| `(pathways\.[a-z-]+/[0-9]+)`", PAGE, re.MULTILINE)
    assert len(named) > 40
    assert sorted(name for name in set(named) if named.count(name) > 1) == []


def test_the_page_names_what_is_told_of_what_is_wrong(cli: Cli) -> None:
    database = cli.database()
    with database.write() as conn:
        conn.exec_driver_sql("DELETE FROM timer")
        with unlocked(conn):
            for case, change in (
                ("1", "envelope = envelope || ' '"),
                ("2", "envelope = 'x'"),
                ("3", "standing_digest = 'x'"),
            ):
                where = f"case_id = 'BV-2026-000{case}' AND seq = 1"
                conn.exec_driver_sql(f"UPDATE event SET {change} WHERE {where}")  # noqa: S608 (written above)
    database.close()
    replayed, verified = cli("replay", "--all", "--json").json, cli("verify", "--json", "--as", "rolf").json
    rebuilt, doctored = cli("rebuild", "--all", "--as", "rolf", "--json").json, cli("doctor", "--json").json
    assert replayed["differing"]
    assert verified["findings"]
    assert rebuilt["rebuilt"]
    assert rebuilt["refused"]
    for document in (replayed, verified, rebuilt, doctored):
        hold(document)
    moved = cli("clock", "advance", "4w", "--json").json
    assert moved["steps"]
    hold(moved)


def test_the_page_names_what_is_told_of_files_that_are_read_or_refused(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "lest.xml").write_bytes(File().of(melding(1, *concluded("2", on="2026-03-06"), start="2026-03-02")))
    (tmp_path / "avvist.xml").write_text("<Barnevern/>")
    (tmp_path / "a.yaml").write_text("pathway: a\n")
    files = [str(tmp_path / name) for name in ("lest.xml", "avvist.xml")]
    imported = cli("import", "register", *files, "--as", "liv", "--json").json
    assert {each["refused"] for each in imported["files"]} == {True, False}
    hold(imported)
    checked = cli("definition", "check", str(tmp_path / "a.yaml"), "--json").json
    assert checked["problems"]
    hold(checked)


def test_the_page_names_every_reason_of_a_finding() -> None:
    table = PAGE.partition("| `reason` |")[2]
    assert set(re.findall(r"`([a-z_]+)`", table)) >= set(Reason)
