"""Writes docs/reference/cli.md from the commands themselves: ``python -m pathways.cli.reference``."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from typer.main import get_command

from pathways.cli.app import build
from pathways.cli.wording import parameter_told

if TYPE_CHECKING:
    from typer._click import Command

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "cli.md"
HEAD = """# The command line

Generated from the commands by `python -m pathways.cli.reference`; a test keeps it current. What people read is bokmål.
See [exit-codes.md](exit-codes.md) for how commands end, and [json.md](json.md) for what `--json` gives.
"""


def page() -> str:
    """The whole page: a section for each command, in the order of the help."""
    return "\n".join([HEAD, *_sections(get_command(build()), "pathways")])


def commands(command: "Command", path: str) -> Iterator[tuple[str, "Command"]]:
    """Every command that can be run, with its path, in the order of the help."""
    within = getattr(command, "commands", None)
    if within is None:
        yield path, command
        return
    for name, each in within.items():
        yield from commands(each, f"{path} {name}")


def _sections(root: "Command", path: str) -> Iterator[str]:
    for name, command in commands(root, path):
        yield f"## {name}\n\n{command.help}\n"
        rows = [_row(parameter) for parameter in _records(command, name)]
        if rows:
            yield "| | |\n|---|---|\n" + "\n".join(rows) + "\n"


def _records(command: "Command", path: str) -> Iterator[tuple[str, str]]:
    context = command.make_context(path, [], resilient_parsing=True)
    for parameter in command.params:
        record = parameter.get_help_record(context)
        if record is not None:
            yield parameter_told(record)


def _row(record: tuple[str, str]) -> str:
    name, told = (" ".join(text.split()).replace("|", r"\|") for text in record)
    return f"| `{name}` | {told} |"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
