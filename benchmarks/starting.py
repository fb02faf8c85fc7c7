"""Compiling definitions, and starting the command, against a bare Python."""

import os
import subprocess
import sys
from functools import partial
from pathlib import Path

from benchmarks.measuring import Row, best_of, interleaved
from benchmarks.scene import DEFINITIONS
from pathways.compiler.catalogue import compile_folder, compile_text

ROOT = DEFINITIONS.parent


def compile_rows() -> list[Row]:
    """One line per definition, and the whole folder."""
    catalogue = compile_folder(DEFINITIONS)
    found = []
    for pathway in catalogue.pathways:
        text = catalogue.files[pathway.origin]
        spent = best_of(partial(compile_text, text, pathway.origin, catalogue.context))
        transitions = sum(max(1, len(e.sources)) * max(1, len(e.branches)) for e in pathway.events)
        name = f"compile {pathway.id} ({transitions} transitions)"
        found.append(
            Row(name=name, figure=f"{spent * 1e3:.1f} ms", gate="≤ 10 ms (24), ≤ 60 ms (200)", goal="≤ 4, ≤ 35")
        )
    whole = best_of(lambda: compile_folder(DEFINITIONS))
    return [*found, Row(name="compile and check the whole folder", figure=f"{whole * 1e3:.0f} ms", gate="", goal="")]


def start_rows(folder: Path) -> list[Row]:
    """Start-up of three commands as multiples of a bare Python."""
    # As where it is installed: there the byte code of our own modules has been written, as that of all others has.
    written = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    written["PYTHONPYCACHEPREFIX"] = str(folder / "bytecode")
    environment = {**written, "PATHWAYS_DATABASE": f"sqlite:///{folder}/start.db", "PATHWAYS_USER": "kari"}
    # A sandbox: there a command needs no log-in, whose price is that of a password.
    _run([sys.executable, str(ROOT / "cli.py"), "init", "--sandbox"], environment)
    return [
        _against_bare("--help", ["--help"], environment, "≤ 15", "≤ 8"),
        _against_bare("due", ["due", "2026-08-24", "1 week", "--rule", "dl-148"], environment, "≤ 15", "≤ 8"),
        _against_bare("definition check", ["definition", "check"], environment, "≤ 60", "≤ 42"),
        _against_bare("case list", ["case", "list"], environment, "≤ 60", "≤ 42"),
    ]


def _against_bare(name: str, arguments: list[str], environment: dict[str, str], gate: str, goal: str) -> Row:
    def command(_round: int) -> None:
        _run([sys.executable, str(ROOT / "cli.py"), *arguments], environment)

    def bare(_round: int) -> None:
        _run([sys.executable, "-c", "pass"], environment)

    spent, _, ratio = interleaved(command, bare)
    return Row(
        name=f"start: pathways {name} ÷ bare Python", figure=f"{ratio:.0f} ({spent * 1e3:.0f} ms)", gate=gate, goal=goal
    )


def _run(command: list[str], environment: dict[str, str]) -> None:
    subprocess.run(  # noqa: S603 (our own command)
        command, env=environment, check=True, stdout=subprocess.DEVNULL, cwd=ROOT
    )
