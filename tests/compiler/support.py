"""The sample definition, and pieces laid over it: a test writes only what it is about.

A piece is YAML of the same shape as the file it changes. Its parts replace those of the same name, two levels deep
(``events:`` then ``konkludert:``), and new parts are added. What stands in it keeps its place, so that a problem can be
asked for by line and column of the piece.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pathways.compiler.catalogue import Catalogue, compile_files
from pathways.compiler.problem import Problem
from pathways.errors import DefinitionError
from pathways.model.pathway import Pathway

FOLDER = Path(__file__).parent / "samples" / "definitions"
SAMPLE = "prove.yaml"
BESIDE = ("counting.yaml", "calendars.yaml", "settings.yaml")


def sample_files() -> dict[str, str]:
    """The sample folder: file name → text."""
    paths = sorted(FOLDER.rglob("*.yaml"))
    return {path.relative_to(FOLDER).as_posix(): path.read_text(encoding="utf-8") for path in paths}


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """A text with a piece laid over it, and where each of its lines comes from in the piece (0: not from it)."""

    text: str
    lines: tuple[int, ...]


def lay(base: str, piece: str) -> Laid:
    """``base`` with the parts of ``piece`` in place of its own."""
    sections = _sections([(line, 0) for line in base.splitlines()])
    for name, lines in _sections([(line, number) for number, line in enumerate(piece.splitlines(), 1)]).items():
        old = sections.get(name)
        if old is None or len(lines) == 1 or not _parts(lines[1:]) or not _parts(old[1:]):
            sections[name] = lines
            continue
        head = _parts(lines[1:]).pop("", [])
        parts = {**_parts(old[1:]), **{part: found for part, found in _parts(lines[1:]).items() if part}}
        sections[name] = [lines[0], *head, *(line for found in parts.values() for line in found)]
    laid = [line for found in sections.values() for line in found]
    return Laid(text="\n".join(line for line, _ in laid) + "\n", lines=tuple(number for _, number in laid))


Numbered = list[tuple[str, int]]


def _sections(lines: Numbered) -> dict[str, Numbered]:
    return _split(lines, r"([^\s#:][^:]*):")


def _parts(lines: Numbered) -> dict[str, Numbered]:
    return _split(lines, r"  ([^\s#:][^:]*):")


def _split(lines: Numbered, head: str) -> dict[str, Numbered]:
    """Lines by the name they stand under; those before the first name stand under the empty one."""
    found: dict[str, Numbered] = {}
    name = ""
    for line, number in lines:
        started = re.match(head, line)
        if started:
            name = started[1]
        if name or line.strip():
            found.setdefault(name, []).append((line, number))
    return found


def compiled(piece: str = "", **more: str) -> Catalogue:
    """The sample with ``piece`` laid over it. ``more`` lays pieces over other files, by name without ``.yaml``."""
    return compile_files(with_pieces(piece, more))


def with_pieces(piece: str, more: Mapping[str, str]) -> dict[str, str]:
    """The sample's files with pieces laid over them; a file that is new stands as it is."""
    files = sample_files()
    files[SAMPLE] = lay(files[SAMPLE], piece).text
    for name, text in more.items():
        file = f"{name.replace('__', '/')}.yaml"
        files[file] = lay(files[file], text).text if file in files else text
    return files


def prove(piece: str = "", **more: str) -> Pathway:
    """The sample pathway, compiled."""
    return compiled(piece, **more).versions["prove"][0]


def problems_of(files: Mapping[str, str]) -> tuple[Problem, ...]:
    """The problems of these files; none when they compile."""
    try:
        compile_files(files)
    except DefinitionError as error:
        found = error.values["problems"]
        assert isinstance(found, tuple)
        return found
    return ()


def problems(piece: str, **more: str) -> tuple[Problem, ...]:
    """The problems of the sample with pieces laid over it."""
    return problems_of(with_pieces(piece, more))


def codes(piece: str, **more: str) -> list[str]:
    """The codes of those problems, in order of place."""
    return [problem.code for problem in problems(piece, **more)]
