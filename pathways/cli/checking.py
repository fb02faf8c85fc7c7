"""Checks a definitions folder, or one file of it: the problems there are, with the paths as they were typed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pathways.compiler.catalogue import compile_files, compile_folder
from pathways.compiler.counting_data import RULES_FILE
from pathways.compiler.problem import Problem, Report
from pathways.compiler.source import decode
from pathways.compiler.support import require_no_problems
from pathways.errors import DefinitionError, UsageError, why_not

_ID = re.compile(r"^pathway:[ \t]*([a-z0-9_]+)", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedPath:
    """What was found under one path. ``files`` counts those that were read."""

    files: int
    problems: tuple[Problem, ...]


def check_path(path: Path, definitions: Path) -> CheckedPath:
    """Check a folder of definitions, or one file; a file outside any such folder is checked against ``definitions``.

    Raises: UsageError when there is no such file or folder.
    """
    if path.is_dir():
        return CheckedPath(files=sum(1 for _ in path.rglob("*.yaml")), problems=_problems_of_folder(path))
    if not path.is_file():
        raise UsageError("cli.definition.no_file", file=str(path))
    folder = next((each for each in path.parents if (each / RULES_FILE).is_file()), None)
    if folder is None:
        return CheckedPath(files=1, problems=_problems_of_stray(path, definitions))
    found = _problems_of_folder(folder)
    return CheckedPath(files=1, problems=tuple(problem for problem in found if Path(problem.place.file) == path))


def _problems_of_folder(folder: Path) -> tuple[Problem, ...]:
    try:
        compile_folder(folder)
    except DefinitionError as error:
        return _told(error)
    return ()


def _problems_of_stray(path: Path, definitions: Path) -> tuple[Problem, ...]:
    report = Report()
    try:
        text = decode(path.read_bytes(), path.as_posix(), report) or ""
        require_no_problems(report)
        compile_files({**neighbours(text, definitions), path.name: text}, under=f"{path.parent.as_posix()}/")
    except DefinitionError as error:
        return tuple(problem for problem in _told(error) if Path(problem.place.file) == path)
    except OSError as error:
        raise UsageError("cli.definition.unreadable", file=str(path), why=why_not(error)) from None
    return ()


def neighbours(text: str, definitions: Path) -> Mapping[str, str]:
    """Everything in the folder but the versions of the very definition that ``text`` is a draft of."""
    catalogue = compile_folder(definitions)
    found = _ID.search(text)
    own = {pathway.origin for pathway in catalogue.versions.get(found[1] if found else "", ())}
    return {name: content for name, content in catalogue.files.items() if name not in own}


def _told(error: DefinitionError) -> tuple[Problem, ...]:
    problems = error.values["problems"]
    return problems if isinstance(problems, tuple) else ()
