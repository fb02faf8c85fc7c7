"""In which of a run's pauses the clock of one deadline stood: told by the version that counted it then. Pure.

A migration may come to a version that says otherwise of pauses; what was used before it was counted by the old one.
"""

from collections.abc import Mapping
from enum import StrEnum

from pathways.engine.left_as import left_as
from pathways.engine.view import CaseView
from pathways.machine.deadlines import counting_version
from pathways.machine.decide import Definitions
from pathways.machine.order import StandingAct
from pathways.machine.state import RunState
from pathways.model.pathway import Deadline, OnPause


class Stood(StrEnum):
    """What a pause did to a clock."""

    ran = "ran"
    stood = "stood"
    until_moved = "until_moved"
    """It stood until the migration, and ran then."""
    since_moved = "since_moved"


def waited(
    definitions: Definitions, view: CaseView, run: RunState, key: str, moved: StandingAct | None
) -> Mapping[int, Stood]:
    """What each pause of the run did to the clock of the deadline ``key``, by the seq it began with.

    ``moved`` is the migration that carried the deadline over, if any did.
    """
    now = _stops(counting_version(definitions, run, key)[1])
    carried = run.deadlines[key].carried
    rest = None if carried is None else carried.rest
    if rest is None or moved is None or not run.pauses:
        return {pause.begun_by: Stood.stood if now and not pause.after_end else Stood.ran for pause in run.pauses}
    left = left_as(definitions, view, run, key, moved)
    then = left is not None and _stops(counting_version(definitions, *left)[1])
    found = {}
    for number, pause in enumerate(run.pauses):
        before = then if number < rest.pauses_before else now
        after = now if number >= rest.pauses_before or pause.begun_by in rest.lasting else then
        found[pause.begun_by] = Stood.ran if pause.after_end else _WORDS[before, after]
    return found


_WORDS = {
    (False, False): Stood.ran,
    (True, True): Stood.stood,
    (True, False): Stood.until_moved,
    (False, True): Stood.since_moved,
}


def _stops(spec: Deadline) -> bool:
    return spec.on_pause is not OnPause.runs
