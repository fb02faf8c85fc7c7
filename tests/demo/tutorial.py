"""Runs what README and tutorial show, and writes them anew with what was printed: ``python -m tests.demo.tutorial``.

Only blocks fenced as ``console`` are run, in order, in one folder; ``cat`` shows a file there. A
fence may end in ``head=N`` and ``tail=N``: then only so many lines are shown, with ``…`` between.
"""

import io
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from pathways.cli.app import run
from pathways.compiler import catalogue
from tests.support.compiled import remembered

ROOT = Path(__file__).resolve().parents[2]
HOW_TO = (
    *("write-a-pathway", "keep-the-keys", "change-who-may", "carry-out-an-audit", "read-a-case-in-an-emergency"),
    *("give-insight", "several-children", "try-a-municipality"),
)
PAGES = (
    ROOT / "README.md",
    ROOT / "docs" / "tutorial.md",
    *(ROOT / "docs" / "how-to" / f"{name}.md" for name in HOW_TO),
)
BLOCK = re.compile(
    r"^```(?:console(?P<shown>[^\n]*)|yaml add=(?P<added>definitions/\S+))\n(?P<body>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
"""Commands, or lines that the reader puts at the end of a file there is."""
FILE = re.compile(r"^```(?:yaml|toml|json) file=(?P<name>[\w./-]+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
"""A file the reader writes, those under ``definitions`` beside a copy of the shipped ones."""
CHANGING = (
    (re.compile(r"Ferdig på \d+ sekunder"), "Ferdig på 9 sekunder"),
    (re.compile(r"\d+ hendelser i sekundet"), "900 hendelser i sekundet"),
    (re.compile(r"\b[0-9a-f]{64}\b"), "02c33fd0…"),
    (
        re.compile(r"(?P<key>(?:signing|wrapping|search)-\d+)  \w{3}\. \d+\. \w+\.? \d{4} kl\. \d\d:\d\d(?::\d\d)? +"),
        r"\g<key>  søn. 22. nov. 2026 kl. 13:48:28  ",
    ),
)
"""What is another each time, and what the page shows for it: durations, rates, fingerprints and ages of keys.

A time on the full minute is written without seconds, and the column beside it moves.
"""
PROMPT = "$ "
EXPECTED = (0, 2, 3, 4, 5, 7)
"""Done, or what the page shows on purpose: typed wrongly, something waits, refused, not there, no role for it."""


@dataclass(slots=True, kw_only=True)
class Reader:
    """Somebody who follows the page in a folder of their own. ``settings`` are what they exported."""

    folder: Path
    settings: dict[str, str] = field(default_factory=dict)

    def follow(self, page: str) -> str:
        """The page as it should read: every command run, and what it printed."""
        if "=definitions/" in page:
            shutil.copytree(ROOT / "definitions", self.folder / "definitions")
        for found in FILE.finditer(page):
            self._write(found["name"], found["text"])
        return BLOCK.sub(self._block, page)

    def _write(self, name: str, text: str, mode: str = "w") -> None:
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        with path.open(mode, encoding="utf-8") as file:
            file.write(text)

    def _block(self, found: re.Match[str]) -> str:
        if found["added"]:
            self._write(found["added"], found["body"], "a")
            return found[0]
        shown = dict(part.split("=") for part in found["shown"].split())
        lines: list[str] = []
        for command in _commands(found["body"]):
            printed = self._run(command)
            lines += [PROMPT + command, *_shortened(printed, int(shown.get("head", 0)), int(shown.get("tail", 0)))]
        return "\n".join([f"```console{found['shown']}", *lines, "```"])

    def _run(self, command: str) -> list[str]:
        words = shlex.split(command)
        if words[0] == "export":
            self.settings |= dict(word.split("=", 1) for word in words[1:] if not word.startswith("PATH="))
            return []
        if words[0] == "cat":
            return (self.folder / words[1]).read_text(encoding="utf-8").rstrip("\n").split("\n")
        code, printed = self._told(_arguments(words))
        if code not in EXPECTED:
            raise AssertionError(f"{command} ended with {code}: {printed}")
        for what, instead in CHANGING:
            printed = what.sub(instead, printed)
        return printed.rstrip("\n").split("\n")

    def _told(self, arguments: Sequence[str]) -> tuple[int, str]:
        """How a command ended and all it said; in this process, but for the demo, which starts others."""
        environment = _environment() | self.settings
        if arguments[0] == "demo":
            done = subprocess.run(
                [sys.executable, str(ROOT / "cli.py"), *arguments],
                cwd=self.folder,
                env=environment,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                encoding="utf-8",
                check=False,
            )
            return done.returncode, done.stdout
        out = io.StringIO()
        with (
            pytest.MonkeyPatch.context() as patch,
            chdir(self.folder),
            redirect_stdout(out),
            redirect_stderr(out),
        ):
            for name in os.environ.keys() - environment.keys():
                patch.delenv(name)
            for name, value in environment.items():
                patch.setenv(name, value)
            patch.setattr(catalogue, "_compile", remembered)
            code = run(arguments)
        return code, out.getvalue()


def _environment() -> dict[str, str]:
    """The environment, without settings of one's own, and as wide as a page."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PATHWAYS_")}
    return {**kept, "COLUMNS": "110", "NO_COLOR": "1"}


def _commands(body: str) -> Iterator[str]:
    return (line.removeprefix(PROMPT) for line in body.split("\n") if line.startswith(PROMPT))


def _arguments(words: Sequence[str]) -> Sequence[str]:
    """``make demo`` and ``pathways …`` as arguments of the command."""
    return ["demo"] if words[:2] == ["make", "demo"] else words[1:]


def _shortened(lines: list[str], head: int, tail: int) -> list[str]:
    if not head + tail or len(lines) <= head + tail:
        return lines
    return [*lines[:head], "…", *(lines[-tail:] if tail else [])]


def as_it_should_read(page: Path) -> str:
    """The page with the output of every command as it is now."""
    with tempfile.TemporaryDirectory() as folder:
        return Reader(folder=Path(folder)).follow(page.read_text(encoding="utf-8"))


if __name__ == "__main__":
    for each in PAGES:
        each.write_text(as_it_should_read(each), encoding="utf-8")
