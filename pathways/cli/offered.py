"""Finds the definition a person means: a version in use by ``id@date``, or a file or folder not in use yet."""

from pathlib import Path
from typing import TYPE_CHECKING

from pathways.cli.checking import neighbours
from pathways.cli.definition_named import could_be_a_name, definition_named
from pathways.compiler.catalogue import Catalogue, compile_files, compile_folder
from pathways.compiler.counting_data import RULES_FILE
from pathways.compiler.problem import Report
from pathways.compiler.source import MAX_BYTES, decode
from pathways.compiler.support import require_no_problems
from pathways.errors import NotAFileError, UsageError, why_not
from pathways.files import read_start

if TYPE_CHECKING:
    from pathways.model.pathway import Pathway


def one_definition(typed: str, definitions: Path) -> "tuple[Pathway, Catalogue]":
    """The pathway in a file, or a version in use: ``id@2026-01-01``, or ``id`` for the newest; with its neighbours.

    Raises: NotFoundError; UsageError for a folder or a file that cannot be read; DefinitionError.
    """
    if Path(typed).is_dir():
        raise UsageError("cli.definition.one_wanted", typed=typed)
    if Path(typed).is_file():
        return _of_file(Path(typed), definitions)
    if Path(typed).exists():
        raise UsageError("cli.definition.unreadable", file=typed, why=why_not(NotAFileError()))
    if not could_be_a_name(typed):
        raise UsageError("cli.definition.no_file", file=typed)
    catalogue = compile_folder(definitions)
    return definition_named(catalogue, typed), catalogue


def offered(typed: str, definitions: Path) -> "tuple[Catalogue, Pathway | None]":
    """What a file or folder would bring, or a version in use; with the one pathway where it is no folder.

    Raises as ``one_definition``.
    """
    if Path(typed).is_dir():
        return compile_folder(Path(typed)), None
    pathway, catalogue = one_definition(typed, definitions)
    return catalogue, pathway


def read_file(path: Path) -> str:
    """The text of a file. Raises: UsageError, DefinitionError."""
    report = Report()
    try:
        text = decode(read_start(path, MAX_BYTES), path.as_posix(), report)
    except OSError as error:
        raise UsageError("cli.definition.unreadable", file=str(path), why=why_not(error)) from None
    require_no_problems(report)
    return text or ""


def _of_file(path: Path, definitions: Path) -> "tuple[Pathway, Catalogue]":
    folder = next((each for each in path.resolve().parents if (each / RULES_FILE).is_file()), None)
    if folder is None:
        text, origin = read_file(path), path.name
        catalogue = compile_files({**neighbours(text, definitions), origin: text}, under=f"{path.parent.as_posix()}/")
    else:
        catalogue, origin = compile_folder(folder), path.resolve().relative_to(folder).as_posix()
    found = next((pathway for pathway in catalogue.pathways if pathway.origin == origin), None)
    if found is None:
        raise UsageError("cli.definition.no_definition", file=str(path))
    return found, catalogue
