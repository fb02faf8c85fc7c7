"""Definitions compiled once per test process, for commands that run in it one after the other.

Real commands are processes that compile what lies in their folder. Here hundreds of them find the same texts, and
compiling was most of what they did. What is remembered is the compiler's own answer, known by every text it was made
from: the folder is read each time, a text that changed is compiled, and what is refused is refused anew.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from pathways.compiler import catalogue
from pathways.compiler.catalogue import Catalogue
from pathways.compiler.problem import Report

COMPILE: Final = catalogue._compile
"""The compiler's own, as it was before anything was remembered."""

FOLDERS = 16
"""How many sets of texts are remembered."""


def remembered(files: Mapping[str, str], under: str, report: Report) -> Catalogue:
    """As the compiler. Of files that could not all be read nothing is remembered."""
    if len(report):
        return COMPILE(files, under, report)
    return _compiled(tuple(files.items()), under)


@lru_cache(FOLDERS)
def _compiled(files: tuple[tuple[str, str], ...], under: str) -> Catalogue:
    return COMPILE(dict(files), under, Report())
