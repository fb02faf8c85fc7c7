"""Every day from where a date counts is used, or named as one that does not count, or one on which the clock stood.

What is named is checked by finger: nothing of the engine's counting is asked, only which of its steps name a day.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from pathways.counting.telling import SKIPPED
from pathways.engine.derivation import Derivation
from pathways.engine.waited import Stood
from pathways.model.counting import Unit
from pathways.model.pathway import OnPause
from tests.oracle.naive.days import ONE, is_worked
from tests.oracle.test_explained_as_told import explained
from tests.oracle.test_moved_agree import walked
from tests.oracle.versions import MovingDense
from tests.support.cases import ToldCase
from tests.support.counts import count

CALLED_OTHERWISE_SINCE = 188
"""A walk in which a later migration calls a rebudgeted deadline otherwise again."""


def by_finger(case: ToldCase) -> Iterator[tuple[str, Derivation]]:
    """Deadlines in working days, each with what is wrong in what is told of it, if anything."""
    case.tick(case.now)
    for told in explained(case):
        if told.period is None or told.period.unit is not Unit.working_days or not _whole(told):
            continue
        yield "; ".join(_wrong(told)), told


def _whole(told: Derivation) -> bool:
    """Whether one budget is told from one start: no clock that stands, begins anew, or stood in one version only."""
    words = set(told.waited.values())
    if _stands(told) or (told.over is not None and not told.over.left.amount):
        return False
    return words <= {Stood.ran} or (words <= {Stood.ran, Stood.stood} and told.spec.on_pause is OnPause.freezes)


def _stands(told: Derivation) -> bool:
    """Whether its clock stands, or stood when it was settled: then the date it would have had is told."""
    keys = Counter(step.key.removeprefix("counting.why.").partition("_")[0] for step in told.steps)
    return keys["stopped"] + keys["stood"] > keys["resumed"]


def _wrong(told: Derivation) -> Iterator[str]:
    start = next(step.on for step in told.steps if step.key == "counting.why.start")
    named = [step.on for step in told.steps if step.key == SKIPPED]
    days = [start + ONE * number for number in range(1, (told.deadline.nominal - start).days + 1)]
    if len(named) != len(set(named)):
        yield f"twice: {Counter(named).most_common(1)}"
    if works := [day for day in named if is_worked(day, "NO") and is_worked(day, "NO_SAT")]:
        yield f"named though worked: {works}"
    if silent := [d for d in days if not (is_worked(d, "NO_SAT") or d in named or _stood(told, d))]:
        yield f"not named: {silent}"
    used = [day for day in days if day not in named and not _stood(told, day)]
    if told.period is not None and len(used) != told.period.amount:
        yield f"{len(used)} used of {told.period.amount}"


def _stood(told: Derivation, day: date) -> bool:
    return any(
        told.waited[pause.begun_by] is Stood.stood
        and pause.began.on <= day
        and (pause.ended is None or day < pause.ended.on)
        for pause in told.pauses
    )


def test_every_day_is_used_or_named_after_any_number_of_migrations() -> None:
    moved = 0
    for seed in (*range(count(30, 2_000)), CALLED_OTHERWISE_SINCE):
        for wrong, told in by_finger(walked("dense", MovingDense, seed)):
            assert not wrong, (seed, told.run.run, told.deadline.name, wrong, told.steps)
            moved += told.over is not None
    assert moved > 5
