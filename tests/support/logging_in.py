"""Logging in for tests, by the same commands as people: nothing is weaker here than in use."""

import io
import json
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pathways.login import codes
from tests.cli.running import Cli, Ran
from tests.support.phone import code_at

PASSWORD = "fire grå ugler i regnet"
Answer = str | Callable[[], str]


@dataclass(slots=True)
class Typing:
    """Standard input that is no terminal: one answer for each line that is asked for, when it is asked for."""

    answers: Sequence[Answer]
    _given: int = field(default=0)

    def isatty(self) -> bool:
        return False

    @property
    def buffer(self) -> "Typing":
        return self

    def readline(self, _most: int = -1) -> bytes:
        if self._given >= len(self.answers):
            return b""
        answer = self.answers[self._given]
        self._given += 1
        return ((answer if isinstance(answer, str) else answer()) + "\n").encode()


def typing(cli: Cli, answers: Sequence[Answer], *arguments: str) -> Ran:
    """Run a command that asks."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdin", Typing(answers))
        return cli(*arguments)


def shown_secret() -> str:
    """The secret that the command under way has just shown."""
    shown = sys.stdout
    assert isinstance(shown, io.StringIO)
    found = re.search(r"^ {4}([A-Z2-7]{32})$", shown.getvalue(), re.MULTILINE)
    assert found, "no secret was shown"
    return found[1]


def code_now(secret: str, ahead: int = 0) -> str:
    """The code of this half minute, or of one ahead."""
    return code_at(secret, datetime.now(UTC) + ahead * timedelta(seconds=codes.SECONDS))


@dataclass(slots=True, kw_only=True)
class Person:
    """Somebody with an account: their own command line, and what they know and hold."""

    cli: Cli
    name: str
    secret: str = ""

    def log_in(self, password: str = PASSWORD, *, ahead: int = 1) -> Ran:
        """Log in with the code of the next half minute: this one's was used when the account was activated."""
        return typing(self.cli, [password, lambda: code_now(self.secret, ahead)], "login", self.name)


def at_desk(cli: Cli, folder: Path, name: str) -> Cli:
    """The same command line, with a file of its own for the log-in."""
    return Cli(url=cli.url, env={**cli.env, "PATHWAYS_SESSION": str(folder / f"session-{name}")})


def activated(cli: Cli, folder: Path, name: str, invite: str, password: str = PASSWORD) -> Person:
    """Whoever takes an account into use, and is logged in."""
    person = Person(cli=at_desk(cli, folder, name), name=name)

    def first_code() -> str:
        person.secret = shown_secret()
        return code_now(person.secret)

    ran = typing(person.cli, [invite, password, password, first_code], "account", "activate", name)
    assert ran.code == 0, ran
    return person


def logged_in(cli: Cli, folder: Path, name: str, *, by: Person | None = None) -> Person:
    """Somebody with a new account, who is logged in. ``by`` makes it; without, whoever runs the command does."""
    made = (by.cli if by else cli).ok("account", "create", name, "--json")
    return activated(cli, folder, name, json.loads(made.out)["code"])
