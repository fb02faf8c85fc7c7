"""How large things may be, what the top level holds, and words that may not stay in the code."""

import ast
import re

from tests.architecture.repository import ROOT, files, is_ours, named, product_sources, sources, tree

LONGEST_FILE = 400
LONGEST_FUNCTION = 60
TOP_LEVEL = {
    "pathways", "definitions", "notifications", "tests", "cli.py", "pyproject.toml", "README.md",
    "docs", "benchmarks", ".ci", "Makefile", "dev.py", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE",
    "requirements.lock", ".gitignore",
}  # fmt: skip
OPTIONAL_TOP_LEVEL = {".gitattributes"}
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
# Folders of one machine; their slashes stand apart, so that this file does not name them itself.
MACHINE_PATHS = re.compile(r"(?<![\w.$}])/(?:work|root|opt|Users)/|/tmp/(?:bash|pw-)")
TEXT = {".py", ".md", ".yaml", ".yml", ".toml", ".lock", ".json", ".txt", ".jinja", ".j2", ".ini", ".mako", ".xml", ""}


def test_no_file_is_longer_than_400_lines() -> None:
    lengths = {named(path): len(path.read_text(encoding="utf-8").splitlines()) for path in sources()}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def test_no_function_is_longer_than_60_lines() -> None:
    lengths = {
        f"{named(path)}:{node.lineno} {node.name}": (node.end_lineno or node.lineno) - node.lineno + 1
        for path in sources()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert {name: length for name, length in lengths.items() if length > LONGEST_FUNCTION} == {}


def test_every_module_says_what_it_is() -> None:
    assert [named(path) for path in sources(tests=True) if not ast.get_docstring(tree(path))] == []


def test_nothing_is_printed_but_through_the_command_line() -> None:
    prints = [
        f"{named(path)}:{node.lineno}"
        for path in product_sources()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"print", "pprint"}
    ]
    assert prints == []


def test_no_work_is_left_as_a_note_in_the_code() -> None:
    notes = [
        f"{named(path)}:{number}"
        for path in sources()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if UNFINISHED.search(line)
    ]
    assert notes == []


def test_no_file_names_a_folder_of_one_machine() -> None:
    found = [
        f"{named(path)}:{number}"
        for path in files()
        if path.suffix in TEXT
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if MACHINE_PATHS.search(line)
    ]
    assert found == []


def test_the_top_level_holds_exactly_what_it_should() -> None:
    found = {path.name for path in ROOT.iterdir() if is_ours(path)}
    assert found - OPTIONAL_TOP_LEVEL == TOP_LEVEL


def test_the_changelog_has_a_section_for_what_is_not_released() -> None:
    assert re.search(r"^## \[?Unreleased\]?", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
