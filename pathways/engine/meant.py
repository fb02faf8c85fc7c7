"""The refusal of a deadline that was not named well enough: which there are, and how one of them is named. Pure."""

from collections.abc import Collection, Sequence

from pathways.errors import NotFoundError
from pathways.machine.periods import first_day


def not_meant(name: str, asked: str, items: Sequence[str], runs: Collection[str]) -> NotFoundError:
    """Why ``asked`` names none, or more than one, of the deadlines called ``name``.

    ``items``: of each of them, empty for one of the whole run; ``runs``: the runs that have it.
    """
    known = ", ".join(dict.fromkeys(item.partition(".")[2] for item in items if item)) or "–"
    told = " --run " + "|".join(sorted(set(runs))) if len(set(runs)) > 1 else ""
    matching = [item for item in items if asked in ("", item, item.partition(".")[2])]
    periods = any(first_day(item) is not None for item in items)
    if matching:
        return NotFoundError(f"engine.which_{_what(periods)}", deadline=name, items=known, runs=told)
    if not any(items):
        return NotFoundError("engine.deadline_without_items", deadline=name)
    return NotFoundError(f"engine.no_such_{_what(periods)}", deadline=name, items=known)


def _what(periods: bool) -> str:  # noqa: FBT001 (it is the question)
    return "period" if periods else "deadline"
