"""The frame: streams, exit codes, who acts, and a contract that every command keeps."""

import os
import pty
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from typer.main import get_command

from pathways.cli.app import build, run
from pathways.cli.output import clean
from pathways.cli.reference import PAGE, commands, page
from pathways.messages import say
from tests.cli.running import ROOT, Cli, Ran, open_case, real_keys, staffed
from tests.cli.support import investigated

COMMANDS = [(path.split()[1:], command) for path, command in commands(get_command(build()), "pathways")]
NAMES = [" ".join(words) for words, _ in COMMANDS]
READING_OPTIONS = ("--at", "--known-at")
READS_THE_PAST = {
    *("case show", "case list", "timeline", "deadline list", "deadline explain"),
    *("worklist", "report deadlines", "report past"),
    *("consent list", "consent show", "share preview", "share list"),
}
IN_THE_PRESENT = [words for words, _ in COMMANDS if " ".join(words) not in READS_THE_PAST]
SGR = "\x1b["


NOWHERE = Cli(url="sqlite:///finnes/ikke.db", env={})
"""For commands that end before they need a database."""


def command_line(*arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ROOT / "cli.py"), *arguments],
        env={"PATH": os.environ["PATH"], **env},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def on_a_terminal(*arguments: str, **env: str) -> str:
    """What the command writes to a terminal of its own."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, str(ROOT / "cli.py"), *arguments],
        env={"PATH": os.environ["PATH"], "TERM": "xterm", "COLUMNS": "80", **env},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    ):
        os.close(theirs)
        return read_all(ours)


def read_all(terminal: int) -> str:
    found = b""
    try:
        while part := os.read(terminal, 65536):
            found += part
    except OSError:  # Linux says so when the other end is closed
        pass
    os.close(terminal)
    return found.decode()


@pytest.mark.parametrize("words", [words for words, _ in COMMANDS], ids=NAMES)
def test_every_command_tells_what_it_does(words: list[str]) -> None:
    ran = NOWHERE(*words, "--help")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Bruk: pathways " + " ".join(words))
    assert not {"Options", "Arguments", "required", "Show this"} & set(ran.out.replace(":", " ").split())


@pytest.mark.parametrize("words", [words for words, _ in COMMANDS], ids=NAMES)
def test_every_command_refuses_an_option_it_does_not_know(words: list[str]) -> None:
    ran = NOWHERE(*words, "--finnes-ikke")
    assert (ran.code, ran.out) == (2, "")
    assert "Valget --finnes-ikke finnes ikke her." in ran.told


@pytest.mark.parametrize("words", IN_THE_PRESENT, ids=" ".join)
@pytest.mark.parametrize("option", READING_OPTIONS)
def test_only_what_reads_a_case_can_stand_in_the_past(words: list[str], option: str) -> None:
    ran = NOWHERE(*words, option, "2026-08-24")
    assert (ran.code, ran.out) == (2, "")
    assert f"tar ikke {option}: den viser eller endrer det som er nå. Fortiden ses med case show" in ran.told


@pytest.mark.parametrize("words", [["case", "show"], ["case", "list"], ["timeline"]], ids=" ".join)
def test_json_is_one_document_and_nothing_else(words: list[str], cli: Cli) -> None:
    case = open_case(cli)
    ran = cli.ok(*words, *([] if "list" in words else [case]), "--json")
    assert ran.json["schema"].startswith("pathways.")
    assert ran.err == ""


def test_the_reference_is_what_the_commands_say() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python -m pathways.cli.reference"


def test_without_arguments_the_help_is_shown() -> None:
    ran = NOWHERE()
    assert ran.code == 0
    assert "case" in ran.out
    assert "8 når loggen ikke stemmer" in ran.told


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["sak"], "Ukjent kommando «sak»"),
        (["case"], "Kommandoen er ikke hel. Se «pathways case --help»."),
        (["case", "show"], "SAK må oppgis."),
        (["case", "show", "A", "B"], "For mange argumenter. En tekst med mellomrom må stå i anførselstegn"),
        (["case", "show", "--at"], "Valget --at trenger en verdi"),
        (["case", "show", "A", "--know-at", "x"], "Mente du --at, --known-at?"),
        (["case", "list", "--limit", "mange"], "--limit skal være et tall."),
        (["correct", "BV-2026-0001", "to"], "NR skal være et tall."),
        (["case", "list", "--as", ""], "Valget --as er tomt."),
        (["advance", "BV-2026-0001", "x", "--happened", ""], "Valget --happened er tomt."),
        (["case", "list", "--limit", "0"], "--limit skal være et tall fra 1 til 500."),
        (["case", "list", "--limit", "501"], "--limit skal være et tall fra 1 til 500."),
        (["worker", "--every", "0"], "--every skal være et tall fra 1 til 3600."),
        (["case", "show", ""], "SAK er tom."),
        (["notice", "show", ""], "ID er tom."),
        (["advance", "BV-2026-0001", ""], "HENDELSE er tom."),
        (["clock", "advance", "-1d"], "her går ingenting bakover"),
    ],
)
def test_a_command_typed_wrongly_is_told_in_bokmal(arguments: list[str], told: str) -> None:
    ran = NOWHERE(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.told


@pytest.mark.parametrize("moment", ["2026-03-29T02:30", "2026-10-25T02:30", "i går"])
def test_an_impossible_or_ambiguous_time_is_wrong_usage(moment: str, cli: Cli) -> None:
    case = open_case(cli)
    ran = cli("timeline", case, "--at", moment)
    assert (ran.code, ran.out) == (2, "")
    assert moment in ran.told


def test_a_case_that_does_not_exist_is_not_found(cli: Cli) -> None:
    ran = cli("case", "show", "BV-2026-9999")
    assert (ran.code, ran.out, ran.err) == (5, "", "Fant ikke saken BV-2026-9999.\n")


def test_a_database_that_does_not_exist_is_unavailable(tmp_path: Path) -> None:
    ran = Cli(url=f"sqlite:///{tmp_path}/ingen.db", env={})("case", "list")
    assert (ran.code, ran.out) == (69, "")
    assert "pathways init" in ran.told


@pytest.mark.parametrize("command", [("definition", "check"), ("definition", "impact"), ("definition", "show")])
def test_a_name_that_is_longer_than_any_file_can_have_is_told_in_a_sentence(cli: Cli, command: tuple[str, ...]) -> None:
    ran = cli(*command, "å" * 5_000, *(("--as", "siv") if "impact" in command else ()))
    assert (ran.code in (2, 5), ran.out, "feilnummeret" in ran.told) == (True, "", False)


def test_an_unknown_user_is_not_allowed(cli: Cli) -> None:
    ran = cli("case", "list", "--as", "ukjent")
    assert (ran.code, ran.out) == (7, "")
    assert "Ukjent bruker «ukjent»" in ran.told


def test_a_real_database_wants_to_know_who_acts(sqlite_url: str, tmp_path: Path) -> None:
    cli = Cli(url=sqlite_url, env=real_keys(tmp_path))
    cli.ok("init")
    staffed(cli, '[users.nina]\nroles = ["leder"]\n')
    ran = cli("case", "list")
    assert (ran.code, ran.out) == (7, "")
    assert "pathways login BRUKER" in ran.told
    assert (cli("case", "list", "--as", "nina").code, cli("case", "list", "--as", "ukjent").code) == (2, 2)
    assert Cli(url=sqlite_url, env={**cli.env, "PATHWAYS_USER": "nina"})("case", "list").code == 7


def test_the_option_names_the_user_before_the_environment_does(cli: Cli) -> None:
    by_environment = Cli(url=cli.url, env={"PATHWAYS_USER": "jonas"})
    case = open_case(by_environment)
    by_environment.ok("advance", case, "melding_grunnlos", "--as", "liv")
    users = [entry["user"] for entry in cli.ok("timeline", case, "--json").json["entries"]]
    assert users == ["jonas", "liv"]


def test_the_option_names_the_database_before_the_environment_does(cli: Cli, sqlite_url: str) -> None:
    elsewhere = Cli(url=sqlite_url, env={})
    assert elsewhere.ok("case", "list", "--database", cli.url).out == "Ingen saker.\n"


def test_an_unexpected_error_is_one_sentence_with_an_id(monkeypatch: pytest.MonkeyPatch, cli: Cli) -> None:
    def break_down(*_: object, **__: object) -> None:
        raise ZeroDivisionError("hemmelig om barnet")

    monkeypatch.setattr("pathways.cli.acting.os_account", break_down)
    first, second = cli("case", "list"), cli("case", "list")
    assert (first.code, first.out) == (1, "")
    assert "ZeroDivisionError, feil " in first.told
    assert "Traceback" not in first.err
    assert "hemmelig" not in first.err
    assert first.err == second.err
    shown = Cli(url=cli.url, env={"PATHWAYS_DEBUG": "1"})("case", "list")
    assert "Traceback" in shown.err


def test_an_interrupted_command_ends_with_130(monkeypatch: pytest.MonkeyPatch, cli: Cli) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("pathways.cli.acting.os_account", interrupt)
    assert cli("case", "list") == Ran(code=130, out="", err="")


def test_a_reader_that_leaves_is_not_an_error_to_talk_about(cli: Cli) -> None:
    case = investigated(cli)
    with cli.start("timeline", case, "--json") as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        told = process.stderr.read()
    assert (process.returncode, told) == (141, "")


def test_it_speaks_utf8_whatever_the_locale(cli: Cli) -> None:
    done = command_line("case", "list", PATHWAYS_DATABASE=cli.url, LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert (done.returncode, done.stdout) == (0, "Ingen saker.\n")
    done = command_line("case", "show", "BV-ø", PATHWAYS_DATABASE=cli.url, LC_ALL="C")
    assert "BV-ø" in done.stderr


def test_no_colour_means_no_sequences_on_a_terminal(cli: Cli) -> None:
    case = open_case(cli)
    plain = on_a_terminal("case", "show", case, PATHWAYS_DATABASE=cli.url, NO_COLOR="1")
    assert SGR not in plain
    assert SGR not in on_a_terminal("case", "show", case, PATHWAYS_DATABASE=cli.url, TERM="dumb")
    assert SGR in on_a_terminal("case", "show", case, PATHWAYS_DATABASE=cli.url)
    assert "● løper" in plain


def test_a_page_is_no_wider_than_the_terminal(cli: Cli) -> None:
    case = investigated(cli)
    narrow = Cli(url=cli.url, env={"COLUMNS": "80"})
    for words in (["case", "show", case], ["timeline", case], ["case", "list"]):
        assert max(len(line) for line in narrow.ok(*words).out.splitlines()) <= 80


def test_stored_text_cannot_act_on_the_terminal(cli: Cli) -> None:
    case = open_case(cli)
    evil = "[red]rød[/red] \x1b[31mfarge\x1b[0m \x1b]0;tittel\x07 \u202eomvendt\x9b2J\r"
    concluded = ("advance", case, "melding_konkludert", "--set", "konklusjon=2", "--reason")
    refused = cli(*concluded, evil)
    assert refused.code == 4
    assert not {"\x1b", "\u202e", "\x9b", "\x07", "\r"} & set(refused.out + refused.err)
    cli.ok(*concluded, "[red]rød[/red]")
    assert "«[red]rød[/red]»" in cli.ok("timeline", case).out
    # What was stored before it was refused is cleaned when it is shown.
    assert clean(evil) == "[red]rød[/red] farge  omvendt2J"


def test_cleaning_leaves_ordinary_text_alone() -> None:
    text = "Ærlig talt: «ø» – 2/3 [ja], linje\nog\ttabulator 👧🏽"
    assert clean(text) == text


def test_every_exit_code_is_documented(cli: Cli) -> None:
    documented = (ROOT / "docs" / "reference" / "exit-codes.md").read_text(encoding="utf-8")
    for code in (0, 1, 2, 3, 4, 5, 6, 7, 8, 69, 130, 141):
        assert f"| {code} |" in documented
    assert run(["case", "list", "--database", cli.url, "--after", "tull"]) == 2


def test_every_schema_is_documented() -> None:
    documented = (ROOT / "docs" / "reference" / "json.md").read_text(encoding="utf-8")
    sources = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "pathways" / "cli").glob("*.py"))
    schemas = {part.partition('"')[0] for part in sources.split('"pathways.')[1:] if "/" in part.partition('"')[0]}
    assert schemas
    assert [name for name in sorted(schemas) if f"`pathways.{name}`" not in documented] == []


def test_help_loads_nothing_heavy() -> None:
    heavy = (
        "sqlalchemy", "sqlmodel", "alembic", "apscheduler", "jinja2", "transitions", "cryptography", "pydantic",
        "argon2", "pyotp",
    )  # fmt: skip
    code = "import sys, pathways.cli.app as app; app.build(); print(*sorted(set(sys.modules) & set(sys.argv[1:])))"
    done = subprocess.run([sys.executable, "-c", code, *heavy], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.stderr) == ("", "")


def test_help_is_in_the_catalogue() -> None:
    for words, command in COMMANDS:
        assert command.help == say(f"cli.help.{'_'.join(words)}".replace("-", "_")), words


def test_the_help_of_a_correction_says_that_the_time_stays_unless_another_is_given() -> None:
    told = " ".join(NOWHERE("correct", "--help").out.replace("│", " ").split())
    assert "Ellers blir tidspunktet stående" in told
    assert "Ellers nå" not in told


def test_the_program_says_which_version_it_is_without_a_database(tmp_path: Path) -> None:
    cli = Cli(url=f"sqlite:///{tmp_path}/none.db", env={})
    ran = cli.ok("--version")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert ran.out == f"pathways {project['version']}\n"
    told = cli.ok("--help").out
    assert "--version" in told
    assert "Frister og forløp" in told
