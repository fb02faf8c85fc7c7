"""Checks a definitions folder, or one file of it: the problems there are, with the paths as they were typed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pathways.cli.definition_named import could_be_a_name, named_so
from pathways.compiler.catalogue import Catalogue, compile_files, compile_folder
from pathways.compiler.counting_data import RULES_FILE
from pathways.compiler.problem import Problem, Report
from pathways.compiler.source import MAX_BYTES, decode
from pathways.compiler.support import require_no_problems
from pathways.errors import DefinitionError, NotAFileError, UsageError, why_not
from pathways.files import read_start

_ID = re.compile(r"^pathway:[ \t]*([a-z0-9_]+)", re.MULTILINE)
_VERSION = re.compile(r"^version:[ \t]*([0-9-]+)", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedPath:
    """What was found under one path. ``files`` counts those that were read.

    ``catalogue`` is what they compile to, when there is no problem at all; ``origins`` are the definitions asked about,
    and ``under`` stands before file names in places.
    """

    files: int
    problems: tuple[Problem, ...]
    catalogue: Catalogue | None
    origins: tuple[str, ...]
    under: str
    is_folder: bool


def paths_meant(typed: str, definitions: Path) -> list[Path]:
    """The file or folder of that name, or every version of the definition that is called so, whether it compiles.

    Raises: NotFoundError when the name is that of neither.
    """
    path = Path(typed)
    if path.exists() or not could_be_a_name(typed):
        return [path]
    named = _named(definitions)
    name, version = named_so(typed, "", named)
    return [path for day, path in named[name] if version in ("", day)]


def _named(definitions: Path) -> dict[str, list[tuple[str, Path]]]:
    """The files of a folder by the pathway that each says it is of, with versions; what cannot be read is of none."""
    found: dict[str, list[tuple[str, Path]]] = {}
    for path in sorted(definitions.rglob("*.yaml")):
        try:
            text = read_start(path, MAX_BYTES).decode(errors="replace")
        except OSError:
            continue
        if name := _ID.search(text):
            day = _VERSION.search(text)
            found.setdefault(name[1], []).append((day[1] if day else "", path))
    return found


def check_path(path: Path, definitions: Path) -> CheckedPath:
    """Check a folder of definitions, or one file; a file outside any such folder is checked against ``definitions``.

    Raises: UsageError when there is no such file or folder.
    """
    if path.is_dir():
        problems, catalogue = _compiled(path)
        files = sum(1 for _ in path.rglob("*.yaml"))
        return _checked(files, problems, catalogue, f"{path.as_posix()}/")
    if not path.exists():
        raise UsageError("cli.definition.no_file", file=str(path))
    if not path.is_file():
        raise UsageError("cli.definition.unreadable", file=str(path), why=why_not(NotAFileError()))
    folder = next((each for each in path.parents if (each / RULES_FILE).is_file()), None)
    if folder is None:
        problems, catalogue = _compiled_stray(path, definitions)
        return _checked(1, problems, catalogue, f"{path.parent.as_posix()}/", path.name)
    problems, catalogue = _compiled(folder)
    mine = tuple(problem for problem in problems if Path(problem.place.file) == path)
    return _checked(1, mine, catalogue, f"{folder.as_posix()}/", path.relative_to(folder).as_posix())


def _checked(
    files: int, problems: tuple[Problem, ...], catalogue: Catalogue | None, under: str, origin: str = ""
) -> CheckedPath:
    """Without ``origin`` every definition is asked about."""
    found = tuple(pathway.origin for pathway in catalogue.pathways) if catalogue else ()
    origins = tuple(each for each in found if origin in ("", each))
    return CheckedPath(
        files=files, problems=problems, catalogue=catalogue, origins=origins, under=under, is_folder=not origin
    )


def _compiled(folder: Path) -> tuple[tuple[Problem, ...], Catalogue | None]:
    try:
        return (), compile_folder(folder)
    except DefinitionError as error:
        return _told(error), None


def _compiled_stray(path: Path, definitions: Path) -> tuple[tuple[Problem, ...], Catalogue | None]:
    report = Report()
    try:
        text = decode(read_start(path, MAX_BYTES), path.as_posix(), report) or ""
        require_no_problems(report)
        files = {**neighbours(text, definitions), path.name: text}
        return (), compile_files(files, under=f"{path.parent.as_posix()}/")
    except DefinitionError as error:
        return tuple(problem for problem in _told(error) if Path(problem.place.file) == path), None
    except OSError as error:
        raise UsageError("cli.definition.unreadable", file=str(path), why=why_not(error)) from None


def neighbours(text: str, definitions: Path) -> Mapping[str, str]:
    """Everything in the folder but the versions of the very definition that ``text`` is a draft of."""
    catalogue = compile_folder(definitions)
    found = _ID.search(text)
    own = {pathway.origin for pathway in catalogue.versions.get(found[1] if found else "", ())}
    return {name: content for name, content in catalogue.files.items() if name not in own}


def _told(error: DefinitionError) -> tuple[Problem, ...]:
    problems = error.values["problems"]
    return problems if isinstance(problems, tuple) else ()
