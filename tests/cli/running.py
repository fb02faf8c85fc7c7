"""Runs the real command line: in this process for most tests, as a process of its own where signals are sent."""

import io
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from pathways.cli.app import run
from pathways.compiler import catalogue
from pathways.keys.folder import KeyFolder
from pathways.store.database import Database
from pathways.vault.ring import KeyRing
from tests.support.compiled import remembered
from tests.support.databases import Databases

ROOT = Path(__file__).resolve().parents[2]
MONDAY = "2026-08-24"
REPORT = ("--set", "meldere=11", "--set", "innhold=1.1.02")
USERS = """
[users.kari]
roles = ["saksbehandler"]
email = "kari@kommune.example"
[users.liv]
roles = ["leder"]
email = "liv@kommune.example"
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """How a command ended, and what it said."""

    code: int
    out: str
    err: str

    @property
    def told(self) -> str:
        """Both streams on one line, whatever the width was."""
        return " ".join((self.out + " " + self.err).split())

    @property
    def table(self) -> str:
        """The CSV on standard output, without the mark that it begins with."""
        assert self.out.startswith("\ufeff")
        return self.out.removeprefix("\ufeff")

    @property
    def json(self) -> dict[str, Any]:
        """The one document on standard output."""
        document: dict[str, Any] = json.loads(self.out)
        return document


@dataclass(frozen=True, slots=True, kw_only=True)
class Cli:
    """The command line on one database, with these variables in its environment."""

    url: str
    env: Mapping[str, str]

    def __call__(self, *arguments: str) -> Ran:
        """Run a command in this process. What it compiles is remembered for the next one, by content."""
        out, err = io.StringIO(), io.StringIO()
        with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
            for name, value in self._environment().items():
                patch.setenv(name, value)
            patch.setattr(catalogue, "_compile", remembered)
            code = run(arguments)
        return Ran(code=code, out=out.getvalue(), err=err.getvalue())

    def ok(self, *arguments: str) -> Ran:
        """Run a command that must succeed."""
        ran = self(*arguments)
        assert ran.code == 0, ran
        return ran

    def start(self, *arguments: str, stderr: int = subprocess.PIPE) -> subprocess.Popen[str]:
        """Start a command as a process of its own."""
        return subprocess.Popen(
            [sys.executable, str(ROOT / "cli.py"), *arguments],
            env={**os.environ, **self._environment()},
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
        )

    def database(self) -> Database:
        """The database, open. Close it."""
        return Database.open(self.url)

    def _environment(self) -> dict[str, str]:
        return {"PATHWAYS_DATABASE": self.url, **self.env}


def real_keys(folder: Path) -> dict[str, str]:
    """The setting of a folder with the keys that a real database begins with."""
    KeyRing(folder=KeyFolder(folder / "keys")).make_missing()
    return {"PATHWAYS_KEYS": str(folder / "keys")}


def make_sandbox(url: str) -> None:
    """A sandbox on a Monday morning; for ``copy_of``."""
    Cli(url=url, env={}).ok("init", "--sandbox", "--clock", MONDAY)


def sandbox_of(databases: Databases, **env: str) -> Cli:
    """A command line on a sandbox of its own."""
    return Cli(url=databases.copy_of(make_sandbox), env=env)


def staffed(cli: Cli, *people: str, by: str = "") -> Cli:
    """The same command line, where only these people (TOML) hold roles from today on; ``by`` says so."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "folk.toml"
        file.write_text("".join(people), encoding="utf-8")
        cli.ok("people", "apply", str(file), "--complete", *(("--as", by) if by else ()))
    return cli


def open_case(cli: Cli, *more: str) -> str:
    """Open a case by a report that came in now; its number."""
    return str(cli.ok("case", "open", "barnevern_undersokelse", *REPORT, *more, "--json").json["case_id"])
