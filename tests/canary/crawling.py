"""Runs commands as people, and finds what they were shown: on both streams, in files, and in the program's own log."""

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tests.canary.commands import CHANGING, LOOKING, TYPED
from tests.canary.tokens import Token
from tests.canary.world import World
from tests.cli.persons import typed
from tests.cli.running import Cli, Ran


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a command showed somebody."""

    command: str
    user: str
    out: tuple[Token, ...]
    aside: tuple[Token, ...]
    cases: tuple[str, ...]
    """The numbers of cases in it, but the one that was asked for."""
    code: int


def run(world: World, cli: Cli, command: str, user: str, case: str, *more: str) -> Ran:
    """Run a command as somebody about a case. What it writes to a file stands in what it said."""
    to = world.folder / "ut.jsonl"
    files = (to, to.with_name(f"{to.name}.json"))
    for file in files:
        file.unlink(missing_ok=True)
    facts = {**world.facts[case], "out": str(to)}
    words = (*command.split(), *{**LOOKING, **CHANGING}[command], *more)
    by = ("--as", user) if user else ()
    told = TYPED.get(command, "")
    told = facts["name"] if told == "{name}" else told
    ran = typed(cli, told, *(word.format(**facts) if "{" in word else word for word in words), *by)
    wrote = command in ("log export", "insight export")
    written = "".join(file.read_text("utf-8") for file in files if wrote and file.exists())
    return Ran(code=ran.code, out=ran.out + written, err=ran.err)


def shown(world: World, cli: Cli, command: str, user: str, case: str, *more: str) -> Shown:
    """The same, with the tokens in what it said."""
    with logged() as log:
        ran = run(world, cli, command, user, case, *more)
    within = world.tokens.within
    # The log of the database library shows rows as they lie there, and who works there lies there in the clear.
    aside = (*within(ran.err), *(each for each in within(log.getvalue()) if each.case))
    others = tuple(each for name, each in world.cases.items() if name != case and each in ran.out + ran.err)
    return Shown(command=command, user=user, out=tuple(within(ran.out)), aside=aside, cases=others, code=ran.code)


@contextmanager
def logged() -> Iterator[io.StringIO]:
    """Everything that any part of the program tells its log while the block runs, and nobody else is told it.

    The test runner keeps whatever it is told until a test is over: of all commands that is gigabytes.
    """
    log, root = io.StringIO(), logging.getLogger()
    handlers, handler = root.handlers[:], logging.StreamHandler(log)
    # What a library says of itself is at a level of its own, whatever the root's is.
    own = [each for each in root.manager.loggerDict.values() if isinstance(each, logging.Logger)]
    levels = [(each, each.level) for each in (root, *own)]
    root.handlers = [handler]
    for each, _ in levels:
        each.setLevel(logging.DEBUG)
    try:
        yield log
    finally:
        root.handlers = handlers
        for each, level in levels:
            each.setLevel(level)
