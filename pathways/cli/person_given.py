"""What a person gives about persons: by a prompt, by standard input, or by a file. Never by the command line itself.

What stands on a command line is seen by everybody on the machine while it runs, and stays in the shell's history.
"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from pathways.errors import UsageError
from pathways.messages import say

if TYPE_CHECKING:
    from pathways.engine.person_values import GivenField
    from pathways.intake.json_file import Item

MOST = 200_000
"""Bytes read from standard input."""

REASON = "reason"
"""The name in a file, beside the persons, of why something is corrected."""


def ask(question: str) -> str:
    """An answer by prompt, unseen; where standard input is no terminal, its next line. Raises: UsageError."""
    if sys.stdin.isatty():
        import typer

        answer: str = typer.prompt(question, hide_input=True, err=True, default="", show_default=False)
        return answer
    return _decoded(sys.stdin.buffer.readline(MOST + 1)).rstrip("\r\n")


def read_persons(file: str, *, reason: bool) -> "tuple[tuple[GivenField, ...], str]":
    """Fields by person out of a JSON file, and the reason where one is asked for. ``-``: standard input.

    Raises: UsageError, which names no value.
    """
    from pathways.engine.person_values import GivenField, require_field

    whole = read_whole(file)
    people: list[GivenField] = []
    why = ""
    for subject, entry in whole.named().items():
        if subject == REASON and reason:
            why = entry.text()
            continue
        if subject == REASON:
            raise UsageError("cli.person.no_reason_here")
        for field, value in entry.named().items():
            require_field(subject, field)
            people.append(GivenField(subject=subject, field=field, value=value.text()))
    return tuple(people), why


def read_whole(file: str) -> "Item":
    """A JSON file. ``-``: standard input. Raises: UsageError, which names no value."""
    from pathways.intake.json_file import parse_json, read_json

    if file == "-":
        return parse_json(say("cli.person.standard_input"), _limited(sys.stdin.buffer.read(MOST + 1)))
    return read_json(Path(file))


def _limited(raw: bytes) -> bytes:
    if len(raw) > MOST:
        raise UsageError("cli.given.too_long", most=MOST)
    return raw


def _decoded(raw: bytes) -> str:
    try:
        return _limited(raw).decode("utf-8")
    except UnicodeDecodeError:
        raise UsageError("cli.given.not_utf8") from None
