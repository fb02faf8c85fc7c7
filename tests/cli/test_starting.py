"""A command starts with what it needs: its own module, and none of the packages that take long to load."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.main import get_group

from pathways.cli.app import build
from pathways.definitions_folder import VARIABLE, definitions_folder
from pathways.settings import Settings
from tests.cli.running import ROOT, Cli

WORDS = tuple(get_group(build()).commands)
SLOW = ("alembic", "apscheduler", "asyncio", "cryptography", "jinja2", "pydantic", "pydantic_settings")
SLOWER = ("sqlalchemy", "sqlmodel", "transitions")
LOADED = """
import sys
from pathways.cli.app import run
slow, arguments = sys.argv[1].split(), sys.argv[2:]
assert run(arguments) == 0, arguments
sys.stderr.write(" ".join(sorted(set(sys.modules) & set(slow))))
"""

SEARCHED = """
import gc, sys, cli
searches = []
gc.callbacks.append(lambda *search: searches.append(search))
assert cli.main() == 0
sys.stderr.write(f"{len(searches)} {gc.get_freeze_count() > 10_000}")
"""


def loaded(names: tuple[str, ...], *arguments: str) -> str:
    """Which of these packages a command that goes well has loaded, in a process of its own."""
    command = [sys.executable, "-c", LOADED, " ".join(names), *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stderr


@pytest.mark.parametrize("word", WORDS)
def test_the_module_a_word_names_is_the_one_that_has_its_command(word: str) -> None:
    whole, part = get_group(build()), get_group(build(word))
    assert word in part.commands
    assert set(part.commands) < set(whole.commands)


@pytest.mark.parametrize("word", ["", "--help", "finnes_ikke"])
def test_for_any_other_word_everything_is_there(word: str) -> None:
    assert tuple(get_group(build(word)).commands) == WORDS


def test_help_loads_no_package_that_takes_long() -> None:
    assert loaded((*SLOW, *SLOWER, "rich", "yaml"), "--help") == ""


@pytest.mark.parametrize(
    "arguments",
    [
        ("due", "2026-08-24", "1", "week", "--rule", "dl-148"),
        ("definition", "check"),
        ("definition", "check", "definitions"),
    ],
)
def test_what_needs_no_database_loads_no_package_that_takes_long(arguments: tuple[str, ...]) -> None:
    assert loaded((*SLOW, *SLOWER), *arguments) == ""


def test_help_loads_nothing_of_networks_or_chance() -> None:
    assert loaded(("secrets", "socket"), "--help") == ""


@pytest.mark.parametrize("arguments", [("case", "list"), ("worklist",), ("notice", "list")])
def test_a_list_loads_nothing_that_enciphers(cli: Cli, arguments: tuple[str, ...]) -> None:
    assert loaded(("cryptography", "alembic", "apscheduler", "jinja2"), *arguments, "--database", cli.url) == ""


@pytest.mark.parametrize(
    "arguments", [(b"due", b"\xff", b"1 week", b"--rule", b"dl-148"), (b"definition", b"show", b"\xff")]
)
def test_half_a_character_is_refused_as_a_value(arguments: tuple[bytes, ...]) -> None:
    command = [os.fsencode(sys.executable), b"cli.py", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (2, b"")
    assert "--help" in done.stderr.decode()


@pytest.mark.parametrize("name", [VARIABLE, VARIABLE.lower()])
@pytest.mark.parametrize("value", [None, "", "et/annet/sted"])
def test_the_folder_of_definitions_is_that_of_the_settings(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str | None
) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    if value is not None:
        monkeypatch.setenv(name, value)
    assert definitions_folder() == Settings().definitions
    assert (definitions_folder() == Path("et/annet/sted")) is (value == "et/annet/sted")


@pytest.mark.parametrize("arguments", [("--help",), ("case", "list", "--database", "{url}")])
def test_a_command_does_not_search_what_it_has_loaded_for_garbage(cli: Cli, arguments: tuple[str, ...]) -> None:
    command = [sys.executable, "-c", SEARCHED, *(each.format(url=cli.url) for each in arguments)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.stderr == "0 True"
