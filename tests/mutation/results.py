"""What became of each mutant, read from the folder that mutmut leaves."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from mutmut.mutation.diff_apply import get_diff_for_mutant
from mutmut.stats import status_by_exit_code
from mutmut.utils.format_utils import orig_function_and_class_names_from_key

FOLDER = Path("mutants")
"""Where mutmut works, below the folder it was started in."""


class Fate(Enum):
    """What the tests made of a mutant."""

    killed = "killed"
    timeout = "timeout"
    """It ran some fifteen times as long as the tests do: an endless loop. Counts as killed."""
    survived = "survived"
    """No test failed, or none comes near it."""
    unknown = "unknown"
    """Not tried, crashed, or stopped: the run says nothing."""


FATES = {
    "killed": Fate.killed,
    "timeout": Fate.timeout,
    "survived": Fate.survived,
    "no tests": Fate.survived,
}


@dataclass(frozen=True, slots=True, order=True, kw_only=True)
class Place:
    """A mutation, told so that it is found again after lines have moved: the lines it takes away and those it puts."""

    file: str
    function: str
    was: str
    became: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """One mutant; ``name`` is what ``mutmut show`` takes."""

    name: str
    file: str
    fate: Fate


def read(top: Path) -> Iterator[Mutant]:
    """Every mutant of a run that was started in ``top``, by file and in mutmut's order."""
    for meta in sorted((top / FOLDER).rglob("*.py.meta")):
        file = meta.relative_to(top / FOLDER).as_posix().removesuffix(".meta")
        for name, code in json.loads(meta.read_text(encoding="utf-8"))["exit_code_by_key"].items():
            yield Mutant(name=name, file=file, fate=FATES.get(status_by_exit_code[code], Fate.unknown))


def place_of(mutant: Mutant) -> Place:
    """Where and what the mutation is. The current folder must be the one the run was started in."""
    function, of_class = orig_function_and_class_names_from_key(mutant.name)
    lines = get_diff_for_mutant(mutant.name, path=mutant.file).splitlines()[2:]
    return Place(
        file=mutant.file,
        function=f"{of_class}.{function}" if of_class else function,
        was=_lines(lines, "-"),
        became=_lines(lines, "+"),
    )


def _lines(diff: list[str], sign: str) -> str:
    return "\n".join(line[1:].strip() for line in diff if line.startswith(sign))
