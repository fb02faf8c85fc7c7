"""Access tables for tests: the shipped one, changed in one place."""

import re
from collections.abc import Iterable
from pathlib import Path

from tests.support.worlds import FOLDER

SHIPPED = (FOLDER / "access.yaml").read_text(encoding="utf-8")

_PLAIN = {"case.correct_any": "case.correct", "case.annul_any": "case.annul"}


def without(text: str, *actions: str) -> str:
    """The table without any grant of these actions; a row that grants nothing else goes."""
    head, *rows = re.split(r"(?m)^(?=  [a-z_]+:$)", text)
    kept = (_less(row, actions) for row in rows)
    return head + "".join(row for row in kept if row)


def with_row(text: str, name: str, *, roles: Iterable[str], may: Iterable[str], relation: str, sees: str = "") -> str:
    """The table with one more row."""
    told = f"    sees: [{sees}]\n" if sees else ""
    return (
        f"{text.rstrip()}\n\n  {name}:\n    why: Prøve.\n    roles: [{', '.join(roles)}]\n    relation: [{relation}]\n"
        f"    may: [{', '.join(may)}]\n{told}"
    )


def only(text: str, action: str, roles: Iterable[str]) -> str:
    """The table where these roles alone have an action, in cases of their own and where they work."""
    taken = without(text, action, _PLAIN.get(action, action))
    name = "bare_" + re.sub(r"\W", "_", action)
    return with_row(taken, name, roles=roles, may=[action], relation="own, place")


def write(folder: Path, text: str) -> None:
    """Put a table in a folder of definitions."""
    (folder / "access.yaml").write_text(text, encoding="utf-8")


def _less(row: str, actions: tuple[str, ...]) -> str:
    found = re.search(r"(?m)^    may: \[?([^\]\n]*)\]?$", row)
    assert found is not None, row
    left = [each for each in found[1].split(", ") if each not in actions]
    return row.replace(found[0], f"    may: [{', '.join(left)}]") if left else ""
