"""Each package has one home, and one file reads the clock. A second net beside ruff, whose ignores are per file."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.repository import ROOT, named, product_sources, tree

STORE = ("pathways/store/",)
COMMAND_LINE = ("cli.py", "pathways/cli/")
HOMES = {
    "alembic": STORE,
    "apscheduler": ("pathways/scheduler.py",),
    "argon2": ("pathways/login/passwords.py",),
    "cryptography": ("pathways/keys/", "pathways/vault/"),
    "jinja2": ("notifications/render.py",),
    "orjson": ("pathways/machine/state_json.py", "pathways/store/findings.py"),
    "psycopg": STORE,
    "pyotp": ("pathways/login/codes.py",),
    "pysqlite3": STORE,
    "rich": COMMAND_LINE,
    "sqlalchemy": STORE,
    "sqlite3": STORE,
    "sqlmodel": STORE,
    "transitions": ("pathways/machine/fsm.py",),
    "typer": COMMAND_LINE,
    "yaml": ("pathways/compiler/source.py",),
}
CLOCK = "pathways/clock.py"
CLOCK_READERS = {
    ("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today"),
    ("time", "time"), ("time", "time_ns"), ("time", "localtime"), ("time", "gmtime"),
}  # fmt: skip
PURE = ("pathways.model", "pathways.counting", "pathways.compiler")
HEAVY = (
    "sqlmodel", "sqlalchemy", "alembic", "jinja2", "apscheduler", "transitions", "cryptography", "typer", "rich",
    "orjson",
)  # fmt: skip
IMPORT_ALL = """
import importlib, pkgutil, sys
package = importlib.import_module(sys.argv[1])
for module in pkgutil.walk_packages(getattr(package, "__path__", []), package.__name__ + "."):
    importlib.import_module(module.name)
print(*sorted({name.partition(".")[0] for name in sys.modules} & set(sys.argv[2:])))
"""


def imported(path: Path) -> list[tuple[str, int]]:
    """The top-level names that a file imports, also inside functions, and where."""
    found = []
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found += [(alias.name.partition(".")[0], node.lineno) for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.append((node.module.partition(".")[0], node.lineno))
    return found


def reads_clock(node: ast.AST) -> bool:
    """True for datetime.now, datetime.datetime.now, date.today, time.time and their like, called or only named."""
    if not isinstance(node, ast.Attribute):
        return False
    owner = node.value
    name = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
    return (name, node.attr) in CLOCK_READERS


def test_packages_stay_in_their_homes() -> None:
    strays = [
        f"{named(path)}:{line} imports {name}, which lives in {' and '.join(HOMES[name])}"
        for path in product_sources()
        for name, line in imported(path)
        if name in HOMES and not named(path).startswith(HOMES[name])
    ]
    assert strays == []


def test_only_the_clock_reads_the_clock() -> None:
    readers = [
        f"{named(path)}:{getattr(node, 'lineno', 0)}"
        for path in product_sources()
        for node in ast.walk(tree(path))
        if named(path) != CLOCK and reads_clock(node)
    ]
    assert readers == []


def test_the_clock_is_not_imported_under_another_name() -> None:
    hidden = [
        f"{named(path)}:{node.lineno}"
        for path in product_sources()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and node.module == "time"
        if {alias.name for alias in node.names} & {"time", "time_ns", "localtime", "gmtime"}
    ]
    assert hidden == []


def test_no_module_has_a_vague_name() -> None:
    vague = {"utils", "util", "helpers", "common", "manager", "misc"}
    assert [named(path) for path in product_sources() if vague & set(named(path).removesuffix(".py").split("/"))] == []


@pytest.mark.parametrize("package", PURE)
def test_pure_packages_load_nothing_heavy(package: str) -> None:
    command = [sys.executable, "-c", IMPORT_ALL, package, *HEAVY]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.stdout.split(), done.stderr) == ([], "")
