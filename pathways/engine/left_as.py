"""A run as it stood just before a migration, and the days that the time it then found used had passed over. Pure.

Nothing of this is kept: the records say which version held until when, and each names the days by its own calendar.
"""

from collections.abc import Mapping

from pathways.counting.why import passed_over
from pathways.engine.spent import base_of
from pathways.engine.view import CaseView
from pathways.machine.deadlines import counting_version, split_key, within_of
from pathways.machine.decide import Definitions
from pathways.machine.fold import fold
from pathways.machine.order import StandingAct
from pathways.machine.rebudget import MICROSECONDS
from pathways.machine.renaming import key_after, now_called
from pathways.machine.state import Rest, RunState
from pathways.model.counting import Step


def left_as(
    definitions: Definitions, view: CaseView, run: RunState, key: str, moved: StandingAct
) -> tuple[RunState, str] | None:
    """The run just before the migration ``moved``, and the key by which it then had the deadline ``key`` of ``run``.

    None where the migration brought no such deadline with it. Later migrations may call it otherwise again.
    """
    migration = moved.content.migration
    if migration is None:
        return None
    instant, rank, seq = moved.place
    there = fold(definitions, view.records, until=(instant, rank, seq - 1)).state.runs[moved.run]
    gone = {move.old for move in migration.moves if not move.new}
    for old in there.deadlines:
        if split_key(old)[0] not in gone and now_called(run, key_after(migration, old), moved.seq) == key:
            return there, old
    return None


def passed_before(
    definitions: Definitions, view: CaseView, run: RunState, key: str, acts: Mapping[int, StandingAct]
) -> tuple[Step, ...]:
    """The days that did not count in what a migration found used of the deadline ``key``; none where none did.

    What an earlier migration had found is told by the version that held until that one. ``acts``: by seq.
    """
    carried = run.deadlines[key].carried
    moved = None if carried is None else acts.get(carried.by)
    if carried is None or carried.rest is None or moved is None:
        return ()
    left = left_as(definitions, view, run, key, moved)
    prepared, spec = counting_version(definitions, run, key)
    period = within_of(spec, run.deadlines[key])
    if left is None or period is None:
        return ()
    there, old = left
    rest, since, told = carried.rest, carried.rest.start, tuple[Step, ...]()
    before = there.deadlines[old].carried
    if before is not None and before.rest is not None and _goes_on(before.rest, rest):
        told, since = passed_before(definitions, view, there, old, acts), base_of(before.rest)
    then, was = counting_version(definitions, there, old)
    until = rest.base_at if rest.unit == MICROSECONDS else rest.base_on
    named = {(step.on, step.key) for step in told}
    since_then = passed_over(since, until, period.unit, prepared.rules[spec.rule], then.calendars[was.calendar])
    return (*told, *(step for step in since_then if (step.on, step.key) not in named))


def _goes_on(before: Rest, rest: Rest) -> bool:
    """Whether what was found used holds what an earlier migration had found: of one unit, and from the same start."""
    return (before.unit, before.start) == (rest.unit, rest.start)
