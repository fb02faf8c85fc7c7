"""The frame: builds ``pathways <thing> <verb>``, runs it, and turns every way it can end into an exit code.

Command modules have ``add(app)``, which adds their commands; they are listed in ``build`` in the order of the help.
"""

import hashlib
import os
import sys
import traceback
from collections.abc import Sequence
from contextlib import suppress

import typer
from typer.main import get_command

from pathways.cli import (
    act,
    amend,
    case,
    check,
    clock,
    definition,
    demo,
    doctor,
    due,
    init,
    notice,
    register,
    timeline,
    work,
)
from pathways.cli.output import speak_utf8, tell_aside
from pathways.cli.usage import usage_sentence
from pathways.cli.wording import group
from pathways.errors import PathwaysError
from pathways.messages import say

INTERRUPTED = 130
BROKEN_PIPE = 141
"""128 + SIGPIPE: whoever read the answer left."""


def build() -> typer.Typer:
    """The whole command line."""
    app = group("pathways")
    for module in (
        init,
        case,
        act,
        amend,
        timeline,
        due,
        notice,
        check,
        work,
        clock,
        definition,
        register,
        doctor,
        demo,
    ):
        module.add(app)
    return app


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
    except Exception as error:  # noqa: BLE001 (the last net: one sentence instead of a traceback)
        return _unexpected(error)
    return code


def _call(arguments: list[str]) -> int:
    """The exit code of the command. Typer turns a broken pipe into SystemExit; it is turned back here."""
    try:
        result = get_command(build()).main(args=arguments, prog_name="pathways", standalone_mode=False)
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
    where = [f"{frame.name}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)]
    fault = hashlib.sha256(" ".join([type(error).__name__, *where]).encode()).hexdigest()[:8]
    if os.environ.get("PATHWAYS_DEBUG") == "1":
        traceback.print_exception(error)
    return _refused(say("cli.frame.unexpected", kind=type(error).__name__, fault=fault), 1)
