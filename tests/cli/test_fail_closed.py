"""When the access log cannot be written nothing is delivered: every reading command there is, in every way it fails."""

import random
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from typer.main import get_group

from pathways.cli.app import build
from pathways.store.access import ALL
from tests.cli.persons import put, typed
from tests.cli.running import REPORT, Cli, open_case
from tests.cli.support import CONCLUDE, alter, set_clock
from tests.support.counts import count

READING: Mapping[str, tuple[str, ...]] = {
    "timeline": ("{case}", "--as", "liv"),
    "worklist": (),
    "replay": ("--all",),
    "verify": ("--as", "rolf"),
    "rebuild": ("--all", "--as", "rolf"),
    "access-log": ("{case}", "--as", "liv"),
    "audit list": ("--engagement", "tilsyn-barnevern", "--as", "rolf"),
    "glass list": ("--as", "liv"),
    "case show": ("{case}",),
    "case can": ("{case}",),
    "case list": (),
    "case gaps": (),
    "case handover": ("--from", "kari", "--to", "jonas", "--dry-run", "--as", "liv"),
    "report deadlines": (),
    "report past": (),
    "deadline list": ("{case}",),
    "deadline explain": ("{case}", "undersokelse"),
    "notice list": ("--as", "liv"),
    "person show": ("{case}",),
    "person search": ("name", "--as", "kari"),
    "log export": ("{case}", "--with-texts", "--to", "{folder}/log.jsonl", "--as", "siv"),
    "case retention": ("{case}",),
    "consent list": ("{case}",),
    "share list": ("{case}",),
    "share preview": ("{case}", "--to", "bup"),
    "insight list": ("{case}",),
    "signal list": ("--as", "kari"),
    "concern list": ("--as", "liv"),
    "concern show": ("{concern}", "--as", "liv"),
    "concern cases": ("{case}",),
    "destroy list": ("--as", "inger"),
    "definition impact": ("{definitions}", "--as", "siv"),
    "definition migrate": ("--settings", "--reason", "Nytt.", "--dry-run", "--as", "siv"),
    "checkpoint": ("--as", "siv"),
    "doctor": ("--all",),
}
"""Each with what it needs to show something."""

OTHERS: Mapping[str, str] = {
    **dict.fromkeys(("advance", "correct", "annul", "redecide", "amend"), "an act is answered with what it was"),
    **dict.fromkeys(("case open", "case assign", "case take", "case no-next", "deadline reason"), "an act, too"),
    **dict.fromkeys(("case merge", "case unmerge", "case move"), "an act; tested with them"),
    **dict.fromkeys(("person set", "person correct"), "a write, which is logged as a reading, and tested with persons"),
    **dict.fromkeys(("notice show", "notice read", "notice drop"), "by the id of a notice, and tested below"),
    **dict.fromkeys(("notice deliver", "notice retry", "tick", "worker"), "what the system does by itself"),
    **dict.fromkeys(("clock show", "clock set", "clock advance"), "sandboxes alone have a clock to move"),
    **dict.fromkeys(("init", "demo", "simulate"), "makes a database"),
    **dict.fromkeys(("import register", "import open-cases"), "a write"),
    **dict.fromkeys(("audit start", "audit show", "audit extend", "audit end"), "who looks; cases as below"),
    **dict.fromkeys(("audit sample", "audit take"), "records it, after the reading of the list, and is tested below"),
    **dict.fromkeys(("glass break", "glass review"), "an act; what it may tell is tested with it"),
    **dict.fromkeys(("approve", "decline", "withdraw"), "an act on a proposal, as acts are"),
    **dict.fromkeys(("destroy propose", "destroy approve", "destroy decline", "destroy scrub"), "an act, too"),
    **{f"consent {verb}": "an act, too" for verb in ("give", "release", "basis", "object", "withdraw", "correct")},
    **dict.fromkeys(("consent show", "signal show", "signal letter"), "by a number, through the door of the list"),
    **{f"signal {verb}": "an act on a message, tested with messages" for verb in
       ("send", "drop", "answer", "receive", "take-over", "decline", "follow", "keep")},
    **{f"concern {verb}": "an act, tested with reports" for verb in ("open", "add", "correct", "remove")},
    **dict.fromkeys(("person contact", "share record"), "a write, as with persons"),
    **{f"insight {verb}": "an act, too" for verb in ("prepare", "release", "withhold", "approve", "drop", "remark")},
    "insight show": "by a number, through the door of the list",
    "insight export": "a document of its own, tested with insight",
    "consent rules": "law, and no case",
    **dict.fromkeys(("login", "logout", "whoami"), "who somebody is, and no case"),
    **{f"account {verb}": "who may log in, and no case" for verb in
       ("activate", "create", "list", "lock", "log", "reset", "show", "unlock")},
    "backup": "copies the file, for whoever may copy it without this command",
    "due": "counts a date, without a database",
    **dict.fromkeys(("keys new", "keys list", "keys rewrap"), "keys, of no case"),
    **{f"people {verb}": "who works here, and no case" for verb in
       ("apply", "list", "show", "add", "role", "end", "absent", "substitute", "intake")},
    **{f"definition {verb}": "definitions, and no case" for verb in
       ("list", "show", "codes", "check", "paths", "diagram", "diff")},
}  # fmt: skip
"""Every other command, with why it is none that shows a case."""

CANARY = "Kanarifuglen sang hele natten."
ON_POSTGRESQL = (
    "CREATE FUNCTION svikt() RETURNS trigger AS $$ BEGIN IF {when} THEN %s; END IF; RETURN NEW; END $$ "
    "LANGUAGE plpgsql; CREATE TRIGGER svikt BEFORE INSERT ON access_log FOR EACH ROW EXECUTE FUNCTION svikt()"
)
FAULTS = {
    "sqlite": (
        "CREATE TRIGGER svikt BEFORE INSERT ON access_log WHEN {when} BEGIN SELECT RAISE(ABORT, 'full'); END",
        "CREATE TRIGGER svikt BEFORE INSERT ON access_log WHEN {when} BEGIN SELECT RAISE(IGNORE); END",
    ),
    "postgresql": (ON_POSTGRESQL % "RAISE 'full'", ON_POSTGRESQL % "RETURN NULL"),
}
FROM_THE = "(SELECT count(*) FROM access_log) >= {}"
MEND = {
    "sqlite": ("DROP TRIGGER svikt",),
    "postgresql": ("DROP TRIGGER svikt ON access_log", "DROP FUNCTION svikt()"),
}


def leaves(command: object, above: tuple[str, ...] = ()) -> Iterator[str]:
    """The words of every command."""
    for name, each in getattr(command, "commands", {}).items():
        if hasattr(each, "commands"):
            yield from leaves(each, (*above, name))
        else:
            yield " ".join((*above, name))


def places(cli: Cli, case: str, folder: Path) -> dict[str, str]:
    """What commands are given."""
    database = cli.database()
    with database.read() as conn:
        found = conn.exec_driver_sql("SELECT event_id FROM signal").scalars().first()
    database.close()
    return {"case": case, "folder": str(folder), "definitions": str(folder / "definitions"), "concern": str(found)}


def run(cli: Cli, case: str, folder: Path, command: str, *, as_json: bool) -> str:
    """What a reading command delivered: on standard output, and in a file."""
    arguments = [each.format(**places(cli, case, folder)) for each in (*command.split(" "), *READING[command])]
    to = folder / "log.jsonl"
    to.unlink(missing_ok=True)
    ran = typed(cli, CANARY, *arguments, *(("--json",) if as_json else ()))
    assert ran.code != 0, (command, ran)
    return ran.out + (to.read_text("utf-8") if to.exists() else "")


def told(cli: Cli, case: str) -> None:
    """A case with texts, something overdue, somebody who has it, and notices."""
    cli.ok("advance", case, *CONCLUDE, "--reason", CANARY)
    cli.ok("case", "take", case)
    cli.ok("people", "add", "vera", "--role", "barnevernsvakt", "--as", "siv")
    cli.ok("glass", "break", case, "--reason", CANARY, "--as", "vera")
    cli.ok("concern", "open", "barnevern_undersokelse", *REPORT, "--join", case, "--children", "1")
    cli.ok("clock", "advance", "30d")


@pytest.fixture
def at_work(cli: Cli, tmp_path: Path) -> tuple[Cli, str, Path]:
    """A sandbox with a case in it."""
    case = open_case(cli, "--reason", CANARY)
    told(cli, case)
    assert put(cli, case, {"child": {"name": CANARY}}).code == 0
    (tmp_path / "definitions").symlink_to(Path(__file__).resolve().parents[2] / "definitions")
    return cli, case, tmp_path


def test_every_command_is_known_to_show_a_case_or_not() -> None:
    assert sorted([*READING, *OTHERS]) == sorted(leaves(get_group(build())))


def delivered(shown: str, case: str) -> bool:
    return case in shown or CANARY in shown


def test_where_it_can_be_written_each_of_them_delivers_or_ends_well(at_work: tuple[Cli, str, Path]) -> None:
    cli, case, folder = at_work
    for command, more in READING.items():
        arguments = [each.format(**places(cli, case, folder)) for each in (*command.split(" "), *more)]
        (folder / "log.jsonl").unlink(missing_ok=True)
        ran = typed(cli, CANARY, *arguments)
        assert ran.code in (0, 3), (command, ran)
        assert ran.out or (folder / "log.jsonl").exists(), command


@pytest.mark.soak
def test_where_it_cannot_be_written_nothing_is_delivered(at_work: tuple[Cli, str, Path]) -> None:
    cli, case, folder = at_work
    chance, commands = random.Random(4), list(READING)
    number = 0
    while number < count(2 * len(commands), 10_000):
        alter(cli, FAULTS["sqlite"][number % 2].format(when="1"), case)
        for command in chance.sample(commands, len(commands)):
            shown = run(cli, case, folder, command, as_json=number % 3 == 0 and command != "log export")
            assert not delivered(shown, case), (command, shown)
            number += 1
        for statement in MEND["sqlite"]:
            alter(cli, statement, case)


@pytest.mark.parametrize("fault", FAULTS["postgresql"])
def test_nor_on_postgresql(cli_on_both: Cli, tmp_path: Path, fault: str) -> None:
    kind = cli_on_both.url.partition(":")[0].partition("+")[0]
    if kind == "sqlite":
        fault = FAULTS["sqlite"][FAULTS["postgresql"].index(fault)]
    case = open_case(cli_on_both)
    told(cli_on_both, case)
    alter(cli_on_both, fault.format(when="1" if kind == "sqlite" else "true"), case)
    for command in ("case show", "case list", "timeline", "replay", "access-log", "report deadlines", "worklist"):
        assert not delivered(run(cli_on_both, case, tmp_path, command, as_json=True), case), command


def test_a_notice_is_not_shown_either(at_work: tuple[Cli, str, Path]) -> None:
    cli, case, _ = at_work
    (notice, *_) = cli.ok("notice", "list", "--as", "liv", "--all", "--json").json["notices"]
    alter(cli, FAULTS["sqlite"][0].format(when="1"), case)
    for verb in ("show", "read"):
        ran = cli("notice", verb, notice["id"], "--as", "liv")
        assert (ran.code, delivered(ran.out, case)) == (69, False), verb


@pytest.mark.parametrize("verb", [("sample", "--count", "1"), ("take", "{row}", "--reason", "Prøve.")])
def test_no_case_is_drawn_or_taken_either(at_work: tuple[Cli, str, Path], verb: tuple[str, ...]) -> None:
    cli, case, _ = at_work
    ours = ("--engagement", "tilsyn-barnevern", "--as", "rolf")
    row = cli.ok("audit", "list", *ours, "--json").json["rows"][0]["row"]
    for first in (0, 1):
        alter(cli, "DELETE FROM access_log", case)
        alter(cli, FAULTS["sqlite"][0].format(when=FROM_THE.format(first)), case)
        ran = cli("audit", *(each.format(row=row) for each in verb), *ours)
        assert (ran.code, delivered(ran.out, case)) == (69, False), first
        alter(cli, MEND["sqlite"][0], case)
    assert cli.ok("audit", "list", *ours, "--json").json["rows"][0]["case_id"] is None
    cli.ok("audit", *(each.format(row=row) for each in verb), *ours)
    alter(cli, FAULTS["sqlite"][0].format(when="1"), case)
    assert (cli("audit", "show", "tilsyn-barnevern", "--as", "siv").out) == ""


def test_where_it_fills_up_under_way_no_case_is_named_that_has_no_row(at_work: tuple[Cli, str, Path]) -> None:
    """Some commands write several rows: what they show before one fails has its own."""
    cli, case, _ = at_work
    others = [open_case(cli) for _ in range(3)]
    set_clock(cli, "2026-12-24T09:00")
    chance = random.Random(7)
    for _ in range(count(12, 500)):
        alter(cli, "DELETE FROM access_log", case)
        alter(cli, FAULTS["sqlite"][0].format(when=FROM_THE.format(chance.randint(0, 5))), case)
        command = chance.choice(["case list", "worklist", "report deadlines", "case gaps", "notice list", "doctor"])
        shown = typed(cli, "", *command.split(" "), *READING[command]).out
        alter(cli, MEND["sqlite"][0], case)
        named = {each for each in (case, *others) if re.search(rf"\b{each}\b", shown)}
        logged = _logged(cli)
        assert ALL in logged or named <= logged, (command, shown)


def _logged(cli: Cli) -> set[str]:
    database = cli.database()
    with database.read() as conn:
        found = {row[0] for row in conn.exec_driver_sql("SELECT case_id FROM access_log WHERE granted").all()}
    database.close()
    return found
