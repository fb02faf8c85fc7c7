"""Proving definitions: every ladder on every start date of ten years."""

from benchmarks.measuring import Row, best_of
from benchmarks.scene import DEFINITIONS
from pathways.compiler.catalogue import Catalogue, compile_folder
from pathways.proving.starts import Span
from pathways.proving.temporal import Proved, prove

YEARS = 10


def rows() -> list[Row]:
    """The line."""
    catalogue = compile_folder(DEFINITIONS)
    proof = _prove(catalogue)
    assert not proof.found
    spent = best_of(lambda: _prove(catalogue), times=3)
    figure = f"{spent:.1f} s ({proof.deadlines} deadlines, {proof.starts / spent:,.0f} starts/s)"
    return [Row(name=f"temporal check of all definitions, {YEARS} years", figure=figure, gate="", goal="≤ 5 s")]


def _prove(catalogue: Catalogue) -> Proved:
    origins = [pathway.origin for pathway in catalogue.pathways]
    return prove(catalogue, origins, lambda p: Span(first=p.version, years=YEARS), "", lambda _done, _of: None)
