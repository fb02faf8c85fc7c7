"""Files of a definitions folder: reading them from disk, and raising what was found wrong in them."""

from pathlib import Path

from pathways.compiler.problem import Report, first_cause, told_lines
from pathways.compiler.source import MAX_BYTES, decode
from pathways.compiler.tree import Place
from pathways.errors import DefinitionError
from pathways.files import read_start


def required(folder: Path, name: str, report: Report) -> str | None:
    """The text of a file that must be there; None, with a problem told, where it cannot be read."""
    path = folder / name
    try:
        data = read_start(path, MAX_BYTES)
    except OSError:
        report.add("E801", Place(str(path), 1, 1), name=name)
        return None
    return decode(data, str(path), report)


def require_no_problems(report: Report) -> None:
    """Raises: DefinitionError with all problems, when there are any. ``values['problems']`` holds them."""
    problems = report.problems()
    if not problems:
        return
    files = len({problem.place.file for problem in problems})
    raise DefinitionError(
        "compiler.failed_one" if len(problems) == 1 else "compiler.failed",
        problems=problems,
        listed="\n".join(told_lines(problems)),
        count=len(problems),
        files=files,
        code=first_cause(problems).code.lower(),
    )
