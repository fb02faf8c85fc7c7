"""Every command has its action in the access table, and is refused without it; docs/reference/access.md tells which."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.main import get_command

from pathways.cli.access_reference import COMMANDS, PAGE, WITHOUT_TABLE, page
from pathways.cli.app import build
from pathways.cli.reference import commands
from pathways.messages import say
from pathways.model.policy import OPERATOR, Action
from tests.cli.running import ROOT, Cli, open_case, sandbox_of
from tests.support import access
from tests.support.counts import count
from tests.support.databases import SqliteDatabases
from tests.support.worlds import shipped

NOT_ALLOWED = 7

ARGUMENTS: dict[str, tuple[str, ...]] = {
    "advance": ("{case}", "melding_konkludert"),
    "correct": ("{case}", "1", "--why", "Feil."),
    "annul": ("{case}", "1", "--why", "Feil."),
    "redecide": ("{case}", "1"),
    "amend": ("{case}", "{changes}", "--why", "Feil."),
    "timeline": ("{case}",),
    "replay": ("{case}",),
    "checkpoint": (),
    "rebuild": ("{case}",),
    "case open": ("barnevern_undersokelse",),
    "case show": ("{case}",),
    "case can": ("{case}",),
    "case assign": ("{case}", "--to", "jonas"),
    "case take": ("{case}",),
    "case handover": ("--from", "kari", "--to", "jonas"),
    "case no-next": ("{case}", "--until", "2026-12-01", "--reason", "Venter."),
    "case merge": ("{case}", "--into", "{case}", "--reason", "Samme barn."),
    "case move": ("{case}", "--to", "nabo", "--on", "2026-08-24", "--reason", "Flyttet."),
    "case unmerge": ("{case}", "--reason", "To barn."),
    "deadline list": ("{case}",),
    "deadline explain": ("{case}", "gjennomgang"),
    "deadline reason": ("{case}", "gjennomgang"),
    "access-log": ("{case}",),
    "approve": ("{case}", "2"),
    "decline": ("{case}", "2", "--reason", "Nei."),
    "withdraw": ("{case}", "2"),
    "case retention": ("{case}",),
    "audit start": (
        "tilsyn",
        "--basis",
        "statsforvalter_barnevern",
        "--person",
        "rolf",
        "--organisation",
        "X",
        "--reference",
        "1",
        "--service",
        "barnevern",
        "--to",
        "2026-12-31",
    ),
    "audit extend": ("tilsyn-barnevern", "--to", "2027-01-01", "--reason", "Mer."),
    "audit end": ("tilsyn-barnevern", "--reason", "Ferdig."),
    "audit sample": ("--count", "2"),
    "audit take": ("ab12", "--reason", "Ser rart ut."),
    "glass break": ("{case}", "--reason", "Barnet er på legevakten nå."),
    "glass review": ("{case}", "2", "--outcome", "justified"),
    "person contact": ("{case}",),
    "destroy propose": ("{case}", "--reason", "Feil barn.", "--public-interest", "Ingen."),
    "destroy approve": ("{case}", "2", "--reason", "Enig."),
    "destroy decline": ("{case}", "2", "--reason", "Nei."),
    **{
        f"consent {verb}": ("{case}", "--to", "bup", "--by", "child", "--how", "oral") for verb in ("release", "object")
    },
    "consent give": ("{case}", "--by", "child", "--how", "oral"),
    "consent basis": ("{case}", "--to", "bup", "--ground", "x"),
    "consent withdraw": ("{case}", "2", "--by", "child", "--how", "oral"),
    "consent correct": ("{case}", "2", "--why", "Feil."),
    "consent list": ("{case}",),
    "consent show": ("{case}", "2"),
    "share preview": ("{case}", "--to", "bup"),
    "share record": ("{case}", "--to", "bup", "--item", "x", "--how", "oral"),
    "share list": ("{case}",),
    **{
        f"signal {verb}": ("ab12",)
        for verb in ("show", "send", "letter", "drop", "receive", "take-over", "follow", "keep")
    },
    "signal answer": ("ab12", "received", "--on", "2026-08-24"),
    "signal decline": ("ab12", "--code", "x"),
    "concern open": ("barnevern_undersokelse", "--children", "2"),
    "concern add": ("B-0000", "--children", "1"),
    "concern correct": ("B-0000", "--happened", "2026-08-24"),
    "concern remove": ("B-0000", "{case}"),
    "concern show": ("B-0000",),
    "concern cases": ("{case}",),
    "notice show": ("ab",),
    "notice read": ("--all",),
    "notice drop": ("ab", "--reason", "Feil."),
    "people apply": ("{people}",),
    "people show": ("kari",),
    "people add": ("nora", "--role", "leder"),
    "people role": ("kari", "leder"),
    "people end": ("kari",),
    "people absent": ("kari",),
    "people substitute": ("kari", "jonas"),
    "people intake": ("barnevern", "--person", "kari"),
    "person show": ("{case}",),
    "person set": ("{case}", "child", "name"),
    "person correct": ("{case}", "child", "name"),
    "insight prepare": ("{case}", "--for", "child"),
    "insight show": ("{case}", "2"),
    "insight list": ("{case}",),
    "insight release": ("{case}", "2", "--item", "1"),
    "insight withhold": ("{case}", "2", "--item", "1", "--code", "fare"),
    "insight approve": ("{case}", "2"),
    "insight drop": ("{case}", "2", "--reason", "Feil."),
    "insight export": ("{case}", "2", "--to", "{out}"),
    "insight remark": ("{case}", "1", "--by", "child", "--text", "Feil."),
    "log export": ("{case}", "--to", "{out}"),
    "clock set": ("2026-08-25T09:00",),
    "clock advance": ("1d",),
    "definition impact": ("{folder}",),
    "definition migrate": ("--settings", "--reason", "Prøve."),
    "import register": ("{people}",),
    "import open-cases": ("{people}",),
}
"""What a command is given; those that need nothing are not named."""

WITHOUT_USER = {name for name, needs in COMMANDS.items() if needs == (Action.system_run,)}
"""Commands that name no user: the operator of the machine runs them."""


def every_command() -> Iterator[str]:
    yield from (name.removeprefix("pathways ") for name, _ in commands(get_command(build()), "pathways"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What commands are given: a folder of definitions to change the table of, and some files."""
    folder = tmp_path_factory.mktemp("mappe")
    shutil.copytree(ROOT / "definitions", folder / "definitions")
    (folder / "folk.toml").write_text('[users.nora]\nroles = ["leder"]\n', encoding="utf-8")
    (folder / "endringer.json").write_text('[{"annul": 1}]', encoding="utf-8")
    return folder


@pytest.fixture
def cli(sqlite_databases: SqliteDatabases) -> Cli:
    return sandbox_of(sqlite_databases)


def told(folder: Path, name: str, case: str, *more: str) -> tuple[str, ...]:
    """The words of a command."""
    values = {
        "case": case, "people": folder / "folk.toml", "changes": folder / "endringer.json",
        "folder": folder / "definitions", "out": folder / "ut.jsonl",
    }  # fmt: skip
    return (*name.split(), *(part.format(**values) for part in ARGUMENTS.get(name, ())), *more)


def under(cli: Cli, folder: Path, table: str) -> Cli:
    """The same installation with another table."""
    access.write(folder / "definitions", table)
    return Cli(url=cli.url, env={**cli.env, "PATHWAYS_DEFINITIONS": str(folder / "definitions")})


def test_every_command_has_its_action_or_says_why_it_needs_none() -> None:
    assert sorted(every_command()) == sorted({**COMMANDS, **WITHOUT_TABLE})
    assert not COMMANDS.keys() & WITHOUT_TABLE.keys()


def test_the_page_is_what_the_table_says() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(shipped().catalogue.policy), (
        "run: python -m pathways.cli.access_reference"
    )


def test_every_action_and_relation_has_its_words() -> None:
    assert all(say(f"policy.action.{action.value}") for action in Action)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_a_command_is_refused_by_a_table_without_its_action_and_nothing_is_told(
    cli: Cli, folder: Path, name: str
) -> None:
    case = open_case(cli)
    taken = access.without(access.SHIPPED, *(action.value for action in COMMANDS[name]), "case.correct_any")
    if Action.people_write in COMMANDS[name]:
        # A table that lets nobody say who works here is refused as a whole: the right is another role's.
        taken = access.with_row(taken, "andre", roles=["revisor"], may=["people.write"], relation="none")
    by = () if name in WITHOUT_USER else ("--as", "siv" if name.startswith("people") else "kari")
    ran = under(cli, folder, taken)(*told(folder, name, case, *by))
    assert (ran.code, ran.out) == (NOT_ALLOWED, ""), ran
    assert any(action.value in ran.told for action in COMMANDS[name]), ran


def test_without_a_table_nobody_may_anything_but_what_runs_by_itself_goes_on(cli: Cli, folder: Path) -> None:
    case = open_case(cli)
    bare = under(cli, folder, "rows: [")
    # What looks at definitions first tells of their problems; a worker would go on.
    # One for each action: a folder that is broken is compiled anew by every command.
    names = {needs: name for name, needs in COMMANDS.items() if name not in ("worker", "definition impact")}
    for name in sorted(names.values())[:: count(2, 1)]:
        by = () if name in WITHOUT_USER else ("--as", "rolf")
        ran = bare(*told(folder, name, case, *by))
        if name in WITHOUT_USER:
            assert ran.code != NOT_ALLOWED, (name, ran)
        else:
            assert (ran.code, ran.out) == (NOT_ALLOWED, ""), (name, ran)
            assert "access.yaml" in ran.told


def test_the_operator_does_nothing_but_run_the_system() -> None:
    assert all(
        OPERATOR not in row.roles or row.actions == (Action.system_run,) for row in shipped().catalogue.policy.rows
    )
