"""Whatever the engine writes in a case, it has asked whether its actor may: no door past that."""

import ast
from pathlib import Path

ENGINE = Path(__file__).resolve().parents[2] / "pathways" / "engine" / "engine.py"
ASKS = {"_admitted", "_permitted"}


def test_every_command_of_the_engine_asks_for_a_right_first() -> None:
    [engine] = [
        each
        for each in ast.parse(ENGINE.read_text("utf-8")).body
        if isinstance(each, ast.ClassDef) and each.name == "Engine"
    ]
    writing = {
        each.name: called
        for each in engine.body
        if isinstance(each, ast.FunctionDef) and "_once" in (called := _called(each))
    }
    assert len(writing) > 8
    assert sorted(name for name, called in writing.items() if not called & ASKS) == []


def _called(function: ast.FunctionDef) -> set[str]:
    """The names of its own methods that a method calls."""
    return {each.attr for each in ast.walk(function) if isinstance(each, ast.Attribute)}
