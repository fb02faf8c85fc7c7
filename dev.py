"""Tasks of the project: ``python3 dev.py <task> [arguments]``, with nothing but Python 3.11 and pip.

Makes the environment in ``.venv/`` when it is missing or out of date, then runs the task in it. Writes nothing
outside the checkout, save the installer's own download cache. Uses only the standard library, and does not know
what the product does.
"""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
STAMP = VENV / "pathways.stamp"
LOCK = ROOT / "requirements.lock"
PROJECT = ROOT / "pyproject.toml"
OLDEST_PYTHON = (3, 11)
TEST_PROCESSES = "2"
FAILURE_LINES = 25


class TaskFailedError(Exception):
    """A step failed; the text says which, and what to do about it."""


def tell(text: str) -> None:
    """Write one line of progress to standard error."""
    print(f"dev: {text}", file=sys.stderr, flush=True)


# ---------------------------------------------------------------- the environment


def interpreter() -> str:
    """The Python that the environment is made from, also when this one runs inside the environment."""
    return str(getattr(sys, "_base_executable", None) or sys.executable)


def fingerprint() -> str:
    """What the environment was made from: this Python, the lock file and the project's own metadata."""
    digest = hashlib.sha256()
    for path in (LOCK, PROJECT):
        digest.update(path.read_bytes())
    return f"{python_identity()}\n{digest.hexdigest()}\n"


def python_identity() -> str:
    """Implementation, exact version and machine; another one needs another environment."""
    return f"{platform.python_implementation()} {platform.python_version()} {platform.machine()}"


def captured(command: Sequence[str]) -> str | None:
    """Run quietly. None when it went well, otherwise the end of what it wrote."""
    try:
        done = subprocess.run(
            command, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace", check=False
        )
    except OSError as error:
        return str(error)
    if done.returncode == 0:
        return None
    lines = (done.stdout + done.stderr).strip().splitlines()
    return "\n".join(lines[-FAILURE_LINES:]) or f"exit code {done.returncode}"


def environment_fits() -> bool:
    """True when there is an environment of this very Python, so that it can be brought up to date in place."""
    if not PYTHON.exists():
        return False
    question = (
        "import platform as p; print(p.python_implementation(), p.python_version(), p.machine(), end='', flush=True)"
    )
    try:
        answer = subprocess.run([str(PYTHON), "-c", question], capture_output=True, text=True, check=False)
    except OSError:
        return False
    return answer.stdout == python_identity()


def create_with_uv(uv: str) -> str | None:
    """An empty environment by uv; None or what went wrong."""
    return captured([uv, "venv", "--quiet", "--clear", "--python", interpreter(), str(VENV)])


def create_with_venv() -> str | None:
    """An environment by venv, with pip where this Python can, without where it cannot (bare Debian and Ubuntu)."""
    if captured([interpreter(), "-m", "venv", "--clear", str(VENV)]) is None:
        return None
    return captured([interpreter(), "-m", "venv", "--clear", "--without-pip", str(VENV)])


def installers() -> list[tuple[str, Callable[[], str | None], list[str]]]:
    """The ways to an environment, best first: name, how to create one, and the beginning of an install command."""
    ways: list[tuple[str, Callable[[], str | None], list[str]]] = []
    uv = shutil.which("uv")
    if uv:
        ways.append(("uv", lambda: create_with_uv(uv), [uv, "pip", "install", "--quiet", "--python", str(PYTHON)]))
    ways.append(("pip", create_with_venv, []))
    return ways


def pip_command() -> list[str]:
    """Pip inside the environment, or this Python's pip pointed at the environment when it has none."""
    options = ["--disable-pip-version-check", "--no-input", "--quiet"]
    if captured([str(PYTHON), "-m", "pip", "--version"]) is None:
        return [str(PYTHON), "-m", "pip", *options, "install"]
    return [interpreter(), "-m", "pip", "--python", str(PYTHON), *options, "install"]


def install(command: list[str]) -> str | None:
    """Put in the locked packages, then the project itself; None or what went wrong."""
    command = command or pip_command()
    return captured([*command, "--require-hashes", "-r", str(LOCK)]) or captured(
        [*command, "--no-deps", "--no-build-isolation", "--editable", str(ROOT)]
    )


def setup() -> None:
    """Make .venv/ ready, or bring it up to date; nothing to do when the stamp says so."""
    wanted = fingerprint()
    if PYTHON.exists() and STAMP.exists() and STAMP.read_text(encoding="utf-8") == wanted:
        return
    started = time.monotonic()
    failures = []
    for name, create, command in installers():
        tell(f"making .venv ready with {name} (once, about a minute; later runs skip this) …")
        STAMP.unlink(missing_ok=True)
        failure = (None if environment_fits() else create()) or install(command)
        if failure is None:
            STAMP.write_text(wanted, encoding="utf-8")
            tell(f".venv is ready after {time.monotonic() - started:.0f} s")
            return
        failures.append(f"with {name}:\n{failure}")
    raise TaskFailedError(setup_advice(failures))


def setup_advice(failures: list[str]) -> str:
    """What failed, and what a person can do about it."""
    return "\n".join(
        [
            "the environment could not be made.",
            *failures,
            "What to do:",
            "  no network or a proxy: set HTTPS_PROXY, or PIP_INDEX_URL for a mirror, and run the same command again",
            "  no pip or venv: apt-get install python3-pip python3-venv (Debian, Ubuntu), or install uv",
            "  a broken environment: remove the folder .venv and run the same command again",
        ]
    )


# ---------------------------------------------------------------- running things in it


def run(*command: str | Path, **settings: str) -> int:
    """Run in the checkout with its own standard streams; ``settings`` are environment variables. Returns its code."""
    environment = {**os.environ, **settings}
    environment["PATH"] = f"{BIN}{os.pathsep}{environment.get('PATH', '')}"
    environment["VIRTUAL_ENV"] = str(VENV)
    return subprocess.run([str(part) for part in command], cwd=ROOT, env=environment, check=False).returncode


def script(name: str) -> Path:
    """A command that the environment brings."""
    return BIN / (f"{name}.exe" if os.name == "nt" else name)


def run_pytest(*arguments: str, **settings: str) -> int:
    """The test suite in two processes."""
    return run(PYTHON, "-m", "pytest", "-n", TEST_PROCESSES, *arguments, **settings)


def run_steps(steps: Sequence[tuple[str, Callable[[], int]]]) -> int:
    """Run every step, also after one has failed, and name those that did. 0 when all went well, otherwise 1."""
    failed = []
    for name, step in steps:
        started = time.monotonic()
        tell(f"{name} …")
        ok = step() == 0
        tell(f"{name}: {'ok' if ok else 'FAILED'} ({time.monotonic() - started:.0f} s)")
        if not ok:
            failed.append(name)
    tell(f"FAILED: {', '.join(failed)}" if failed else "all is well")
    return 1 if failed else 0


def lint_steps() -> list[tuple[str, Callable[[], int]]]:
    """Style, form, and who may import whom."""
    return [
        ("ruff check", lambda: run(PYTHON, "-m", "ruff", "check", "--quiet", ".")),
        ("ruff format", lambda: run(PYTHON, "-m", "ruff", "format", "--check", "--quiet", ".")),
        ("import rules", lambda: run(script("lint-imports"), "--no-logo")),
    ]


def type_steps() -> list[tuple[str, Callable[[], int]]]:
    """Mypy --strict over everything, the tests included."""
    return [("types", lambda: run(PYTHON, "-m", "mypy"))]


# ---------------------------------------------------------------- the tasks


def demo(arguments: list[str]) -> int:
    """Show the product at work on invented cases."""
    return run(script("pathways"), "demo", *arguments)


def test(arguments: list[str]) -> int:
    """Lint, types, and all tests on SQLite and PostgreSQL."""
    return run_steps([*lint_steps(), *type_steps(), ("tests", lambda: run_pytest(*arguments))])


def check(arguments: list[str]) -> int:
    """Run the fast part of test: no PostgreSQL, nothing slow."""
    fast = ("fast tests", lambda: run_pytest("-m", "not slow and not postgres", *arguments))
    return run_steps([*lint_steps(), *type_steps(), fast])


def soak(arguments: list[str]) -> int:
    """Run the tests marked soak with their long counts (may take hours), and mutants."""
    long = ("long tests", lambda: run_pytest("-m", "soak", *arguments, PATHWAYS_SOAK="1"))
    return run_steps([long, ("mutants", lambda: mutants([]))])


def mutants(arguments: list[str]) -> int:
    """Break the code that counts deadlines, bit by bit, and see its tests fail."""
    return run(PYTHON, "-m", "tests.mutation", *arguments)


def bench(arguments: list[str]) -> int:
    """Measure, and print ratios."""
    return run(PYTHON, "-m", "benchmarks", *arguments)


def lint(arguments: list[str]) -> int:
    """Style and import rules; --fix mends what can be mended."""
    if "--fix" in arguments:
        run(PYTHON, "-m", "ruff", "check", "--quiet", "--fix", ".")
        run(PYTHON, "-m", "ruff", "format", "--quiet", ".")
    return run_steps(lint_steps())


def types(arguments: list[str]) -> int:
    """Mypy --strict, tests included."""
    return run(PYTHON, "-m", "mypy", *arguments)


def lock(arguments: list[str]) -> int:
    """Write requirements.lock anew; --upgrade takes newer versions."""
    with tempfile.TemporaryDirectory(prefix=".lock-", dir=VENV) as folder:
        uv = shutil.which("uv") or throw_away_uv(Path(folder))
        command = [uv, "pip", "compile", "--quiet", "--universal", "--generate-hashes", "--python-version", "3.11"]
        command += ["--extra", "postgres", "--group", "dev", "--custom-compile-command", "python3 dev.py lock"]
        return run(*command, *arguments, "--output-file", LOCK.name, PROJECT.name)


def throw_away_uv(folder: Path) -> str:
    """The uv command, installed into ``folder`` for this one use; only uv resolves for all platforms at once."""
    failure = captured([*pip_command(), "--target", str(folder), "uv"])
    if failure:
        message = f"uv could not be installed for this one use:\n{failure}\nInstall uv and run the same command again."
        raise TaskFailedError(message)
    return str(folder / "bin" / ("uv.exe" if os.name == "nt" else "uv"))


def only_setup(_arguments: list[str]) -> int:
    """Make .venv/ ready, and nothing more."""
    tell(f"{VENV.name} is ready")
    return 0


TASKS: dict[str, Callable[[list[str]], int]] = {
    "demo": demo,
    "test": test,
    "check": check,
    "soak": soak,
    "mutants": mutants,
    "bench": bench,
    "lint": lint,
    "types": types,
    "lock": lock,
    "setup": only_setup,
}


def usage() -> str:
    """The list of tasks, for a person."""
    lines = [f"  {name:<7}{task.__doc__}" for name, task in TASKS.items()]
    return "\n".join(["python3 dev.py <task> [arguments]", "", *lines])


def main(arguments: list[str]) -> int:
    """Run one task. Returns the exit code: the task's own, 2 when there is no such task."""
    if sys.version_info[:2] < OLDEST_PYTHON:
        tell(f"Python 3.11 or later is needed; this is {platform.python_version()} ({sys.executable})")
        return 2
    if not arguments or arguments[0] in {"-h", "--help", "help"}:
        print(usage())
        return 0
    task = TASKS.get(arguments[0])
    if task is None:
        tell(f"there is no task {arguments[0]!r}")
        print(usage(), file=sys.stderr)
        return 2
    try:
        setup()
        return task(arguments[1:])
    except TaskFailedError as error:
        tell(str(error))
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
