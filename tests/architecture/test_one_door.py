"""Whatever the engine writes in a case, it has asked whether its actor may: no door past that."""

import ast
from collections.abc import Mapping
from pathlib import Path

ENGINE = Path(__file__).resolve().parents[2] / "pathways" / "engine" / "engine.py"
ASKS = {"_permitted", "_opening"}
WRITES = {"_once", "carry_out"}
PARTS = {"once"}
"""Runs a command of another part that is made of ``open_in`` and ``on_case``, and these ask for each case."""


def test_every_command_of_the_engine_asks_for_a_right_first() -> None:
    [engine] = [
        each
        for each in ast.parse(ENGINE.read_text("utf-8")).body
        if isinstance(each, ast.ClassDef) and each.name == "Engine"
    ]
    calls = {each.name: _called(each) for each in engine.body if isinstance(each, ast.FunctionDef)}
    writing = [name for name, called in calls.items() if called & WRITES and name not in PARTS]
    assert len(writing) > 8
    assert sorted(name for name in writing if not _asks(name, calls)) == []


def test_who_runs_a_command_of_parts_is_looked_at_here() -> None:
    package = ENGINE.parents[1]
    users = {each.name for each in package.rglob("*.py") if ".once(" in each.read_text("utf-8") and each != ENGINE}
    assert users == {"concerning.py"}  # made of ``open_in`` and ``on_case`` in concern_registering.py


def _asks(name: str, calls: Mapping[str, set[str]]) -> bool:
    """Whether a method asks, or one of its own that it calls, and so on."""
    seen, ahead = set[str](), {name}
    while ahead:
        seen |= ahead
        ahead = set[str]().union(*(calls[each] for each in ahead & calls.keys())) - seen
    return bool(seen & ASKS)


def _called(function: ast.FunctionDef) -> set[str]:
    """The names of its own methods that a method calls."""
    return {each.attr for each in ast.walk(function) if isinstance(each, ast.Attribute)}
