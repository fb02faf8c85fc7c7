"""The files of the checkout, for tests that read them. Knows nothing of git: a clean copy is tested just as well."""

import ast
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ALWAYS_IGNORED = (".git",)


@cache
def ignored_names() -> tuple[str, ...]:
    """The names that .gitignore leaves out, as patterns for one part of a path."""
    lines = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    return (*ALWAYS_IGNORED, *(line.strip("/") for line in lines if line and not line.startswith("#")))


def is_ours(path: Path) -> bool:
    """False for what .gitignore leaves out."""
    return not any(fnmatch(path.name, pattern) for pattern in ignored_names())


def files(folder: Path = ROOT) -> Iterator[Path]:
    """Every file of ours under ``folder``, in order of name."""
    for path in sorted(folder.iterdir()):
        if not is_ours(path):
            continue
        if path.is_dir():
            yield from files(path)
        else:
            yield path


def sources(*, tests: bool = False) -> list[Path]:
    """The Python files of ours, without those under tests/ unless asked for."""
    return [path for path in files() if path.suffix == ".py" and (tests or ROOT / "tests" not in path.parents)]


def product_sources() -> list[Path]:
    """The Python files that are the product: no tests, no benchmarks, no dev.py."""
    return [path for path in sources() if named(path).split("/")[0] not in {"benchmarks", "dev.py"}]


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a Python file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def named(path: Path) -> str:
    """The path from the top of the checkout, with slashes."""
    return path.relative_to(ROOT).as_posix()
