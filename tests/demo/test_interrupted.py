"""A demo that was interrupted, by whatever, is known as such, and the next one begins anew."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pathways.demo.run import DATABASE, MARKER, finish, is_unfinished, make_sandbox
from pathways.errors import UsageError
from tests.demo.conftest import DEFINITIONS, hashes_in


def test_a_demo_interrupted_while_it_made_its_folder_is_known_again(tmp_path: Path) -> None:
    (tmp_path / MARKER).write_text("Denne mappen er lag", encoding="utf-8")
    make_sandbox(tmp_path, "demo", DEFINITIONS).close()
    (tmp_path / MARKER).write_text("Denne mappen er min.", encoding="utf-8")
    with pytest.raises(UsageError):
        make_sandbox(tmp_path, "demo", DEFINITIONS)


def test_a_demo_is_unfinished_until_it_is_told_to_its_end(tmp_path: Path) -> None:
    assert not is_unfinished(tmp_path)
    make_sandbox(tmp_path, "demo", DEFINITIONS).close()
    assert is_unfinished(tmp_path)
    finish(tmp_path)
    assert not is_unfinished(tmp_path)


@contextmanager
def demo_under_way(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """The command in ``folder``, once it has begun to tell the story."""
    process = subprocess.Popen(
        [sys.executable, str(DEFINITIONS.parent / "cli.py"), "demo", "--folder", "her"],
        cwd=folder,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    assert process.stdout is not None
    try:
        for line in process.stdout:
            if line.startswith("mandag"):
                break
        yield process
    finally:
        process.kill()
        process.communicate()


@pytest.mark.slow
def test_an_interrupted_demo_says_so_and_the_next_one_begins_anew(tmp_path: Path) -> None:
    with demo_under_way(tmp_path) as process:
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Demoen ble avbrutt" in told
    assert is_unfinished(tmp_path / "her")
    with demo_under_way(tmp_path) as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.stderr is not None
        told = " ".join(process.stderr.read().split())
        assert process.wait(timeout=60) == 141
    assert "Forrige demo i her ble avbrutt" in told
    assert "Demoen ble avbrutt: øvingsbasen i her" in told
    assert hashes_in(f"sqlite:///{tmp_path / 'her' / DATABASE}")
