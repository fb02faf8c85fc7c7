"""``python -m tests.mutation``: mutate the code that counts deadlines, run its tests on each mutant, and judge.

Exit code 0: enough are killed, and each that lives is explained in survivors.toml; otherwise 1. ``--judge`` judges the
run that lies there already; any other arguments are names of mutants, with ``*``, and only these are tried.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.mutation.judging import LEAST, SURVIVORS, Verdict, explained, judge
from tests.mutation.results import FOLDER, Fate, Mutant, Place, place_of, read

TOP = Path(__file__).resolve().parents[2]
PROCESSES = "2"


def run(names: Sequence[str]) -> int:
    """Mutate from a clean start and try the mutants; all where no names are given. Returns mutmut's exit code."""
    shutil.rmtree(TOP / FOLDER, ignore_errors=True)
    # Neither another copy of the package nor long counts; what happens in a mutant is no concern of the caller's.
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PATHWAYS_", "PYTHON"))}
    mutmut = Path(sys.executable).with_name("mutmut")
    command = [str(mutmut), "run", "--max-children", PROCESSES, *names]
    return subprocess.run(command, cwd=TOP, env=environment, stdin=subprocess.DEVNULL, check=False).returncode


def tell(verdict: Verdict) -> None:
    """Print the table, what is wrong, and what to do about it."""
    print("\n".join(["", *verdict.lines]))
    for place in verdict.unexplained:
        print(f"\nALIVE, and not explained: {place.file}, {place.function}\n{_shown(place)}")
    for place in verdict.stale:
        print(f"\nexplained, but not alive: {place.file}, {place.function}\n{_shown(place)}")
    for name in verdict.unknown:
        print(f"NOT KNOWN what became of {name}")
    if not verdict.passed:
        print(
            f"\nAt least {LEAST:.0%} must be killed. Write a test for each mutant above, or say why none can kill it:"
        )
        print(f"    {SURVIVORS.relative_to(TOP)}")


def _shown(place: Place) -> str:
    was, became = place.was.replace("\n", "\n    - "), place.became.replace("\n", "\n    + ")
    return f"    - {was}\n    + {became}"


def main(arguments: Sequence[str]) -> int:
    """Run and judge."""
    os.chdir(TOP)
    names = [argument for argument in arguments if argument != "--judge"]
    if "--judge" not in arguments and (code := run(names)):
        return code
    mutants = [mutant for mutant in read(TOP) if not names or mutant.fate is not Fate.unknown]
    verdict = judge(mutants, _alive(mutants), explained())
    tell(verdict)
    return 0 if verdict.passed else 1


def _alive(mutants: Sequence[Mutant]) -> list[Place]:
    return [place_of(mutant) for mutant in mutants if mutant.fate is Fate.survived]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
