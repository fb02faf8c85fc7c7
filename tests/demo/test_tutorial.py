"""The tutorial shows what its commands print, and the demo suggests only commands that work."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pathways.demo.onward import SUGGESTIONS
from pathways.demo.run import DATABASE
from tests.demo.conftest import Played, hashes_in
from tests.demo.tutorial import PAGES, ROOT, as_it_should_read

pytestmark = pytest.mark.slow

REFUSED = 4
COMMANDS = [(each.key, command) for each in SUGGESTIONS for command in each.commands]


@pytest.fixture(scope="module")
def sandbox(played: Played, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sandbox as the demo leaves it."""
    folder = tmp_path_factory.mktemp("onward")
    for file in played.folder.glob(DATABASE + "*"):
        # The keys beside it are a folder.
        shutil.copytree(file, folder / file.name) if file.is_dir() else shutil.copy(file, folder)
    return folder


@pytest.mark.parametrize(("key", "command"), COMMANDS, ids=[" ".join(command) for _, command in COMMANDS])
def test_a_suggested_command_does_what_is_said(
    key: str, command: tuple[str, ...], sandbox: Path, played: Played
) -> None:
    arguments = [part.format(**played.play.numbers) for part in command]
    done = subprocess.run(
        [sys.executable, str(ROOT / "cli.py"), *arguments, "--database", f"sqlite:///{sandbox / DATABASE}"],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == (REFUSED if key == "demo.next.refused" else 0), done.stderr
    assert done.stderr if key == "demo.next.refused" else done.stdout


@pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
def test_a_page_shows_what_its_commands_print(page: Path) -> None:
    again = "the page has gone stale: python -m tests.demo.tutorial writes it anew"
    assert as_it_should_read(page) == page.read_text(encoding="utf-8"), again


def test_the_command_tells_the_whole_demo_and_the_same_seed_gives_the_same_log(played: Played, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "cli.py"), "demo", "--no-serve", "--folder", "her"],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    for heading in ("Dag for dag", "Samme sak, kjent på to tidspunkter", "Holder det?", "Prøv selv"):
        assert heading in done.stdout
    assert "export PATHWAYS_DATABASE=sqlite:///her/demo.db" in done.stdout
    assert hashes_in(f"sqlite:///{tmp_path / 'her' / DATABASE}") == played.hashes()
