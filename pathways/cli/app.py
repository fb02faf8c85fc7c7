"""The frame: builds ``pathways <thing> <verb>``, runs it, and turns every way it can end into an exit code.

Command modules have ``add(app)``, which adds their commands. Only the module that the first word names is loaded; for
anything else, such as ``--help``, all are.
"""

import errno
import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from importlib import import_module
from types import MappingProxyType
from typing import Annotated

import typer
from typer.main import get_group

from pathways import __version__
from pathways.cli.output import speak_utf8, tell, tell_aside
from pathways.cli.usage import usage_sentence
from pathways.cli.wording import group
from pathways.errors import PathwaysError, UsageError
from pathways.messages import say

INTERRUPTED = 130
BROKEN_PIPE = 141
"""128 + SIGPIPE: whoever read the answer left."""

MODULES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "init": ("init",),
        "case": ("case",),
        "act": ("advance", "correct", "annul"),
        "approve": ("approve", "decline", "withdraw"),
        "redecide": ("redecide",),
        "amend": ("amend",),
        "timeline": ("timeline",),
        "worklist": ("worklist",),
        "report": ("report",),
        "due": ("due",),
        "deadline": ("deadline",),
        "notice": ("notice",),
        "check": ("replay", "verify"),
        "checkpoint": ("checkpoint",),
        "access_log": ("access-log",),
        "audit": ("audit",),
        "glass": ("glass",),
        "people": ("people",),
        "account": ("account",),
        "login": ("login", "logout", "whoami"),
        "keys": ("keys",),
        "person": ("person",),
        "destroy": ("destroy",),
        "consent": ("consent",),
        "share": ("share",),
        "insight": ("insight",),
        "signal": ("signal",),
        "concern": ("concern",),
        "log": ("log",),
        "rebuild": ("rebuild",),
        "backup": ("backup",),
        "work": ("tick", "worker"),
        "clock": ("clock",),
        "definition": ("definition",),
        "register": ("import",),
        "doctor": ("doctor",),
        "demo": ("demo",),
        "simulate": ("simulate",),
    }
)
"""Modules of commands in the order of the help, each with the words its commands begin with."""


def build(word: str = "") -> typer.Typer:
    """The whole command line; or as much of it as the command needs that begins with ``word``, when one does."""
    app = group("pathways")
    app.callback()(_whole)
    for module in [name for name, words in MODULES.items() if word in words] or MODULES:
        import_module(f"pathways.cli.{module}").add(app)
    return app


def _version(asked: bool) -> None:
    if asked:
        tell(f"pathways {__version__}")
        raise typer.Exit


Version = Annotated[
    bool, typer.Option("--version", is_eager=True, callback=_version, help=say("cli.usage.version"), show_default=False)
]


def _whole(version: Version = False) -> None:
    """Options of the program itself."""


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code. Nothing is raised, and nobody is shown a traceback unasked."""
    speak_utf8()
    try:
        code = _call(list(arguments) or ["--help"])
        sys.stdout.flush()
    except PathwaysError as error:
        return _refused(str(error), error.exit_code)
    except typer.TyperException as error:
        return _refused(usage_sentence(error), error.exit_code)
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED
    except BrokenPipeError:
        return _left()
    except OSError as error:
        if error.errno != errno.ENAMETOOLONG:
            return _unexpected(error)
        return _refused(say("cli.frame.name_too_long"), UsageError.exit_code)
    except Exception as error:  # noqa: BLE001 (the last net: one sentence instead of a traceback)
        return _unexpected(error)
    return code


def _call(arguments: list[str]) -> int:
    """The exit code of the command. Typer turns a broken pipe into SystemExit; it is turned back here."""
    try:
        result = get_group(build(arguments[0])).main(args=arguments, prog_name="pathways", standalone_mode=False)
    except SystemExit as gone:
        if isinstance(gone.__context__, BrokenPipeError):
            raise BrokenPipeError from gone
        return gone.code if isinstance(gone.code, int) else 1
    return result if isinstance(result, int) else 0


def _refused(sentence: str, code: int) -> int:
    with suppress(BrokenPipeError):
        tell_aside(sentence)
    return code


def _left() -> int:
    # What is still buffered has no reader either: let the interpreter flush it into nothing at its end.
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return BROKEN_PIPE


def _unexpected(error: Exception) -> int:
    """One sentence with an id that is the same for the same fault; the details may hold personal data."""
    import hashlib
    import traceback

    where = [f"{frame.name}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)]
    fault = hashlib.sha256(" ".join([type(error).__name__, *where]).encode()).hexdigest()[:8]
    if os.environ.get("PATHWAYS_DEBUG") == "1":
        traceback.print_exception(error)
    return _refused(say("cli.frame.unexpected", kind=type(error).__name__, fault=fault), 1)
