"""What ``case show`` says of a run that waits: for whom, since when, and what that does to its deadlines."""

from collections.abc import Sequence

from pathways.cli.output import tell
from pathways.counting.telling import write_short
from pathways.engine.library import Library
from pathways.machine.standing import RunStanding
from pathways.machine.state import PauseState
from pathways.messages import say
from pathways.model.pathway import OnPause


def tell_waiting(library: Library, run: RunStanding) -> None:
    """A line for each pause that lasts, and which clocks it stops or lets run; nothing where the run does not wait."""
    if not run.waits_for:
        return
    for pause in run.waits_for:
        who, since = category_told(library, run, pause), write_short(pause.began.on)
        tell(say("cli.case.waits", who=who, since=since, seq=pause.begun_by), "yellow")
    oldest = run.ball
    if oldest is not None and len(run.waits_for) > 1:
        who, since = category_told(library, run, oldest), write_short(oldest.began.on)
        tell(say("cli.case.waits_held", who=who, since=since), "yellow")
    still = [each for each in run.deadlines if each.open]
    stopped = [each for each in still if each.standing_since is not None]
    if stopped:
        tell(say("cli.case.clock_stands"), "yellow")
    if any(each.on_pause is OnPause.runs for each in still):
        tell(say("cli.case.clock_runs_on" if stopped else "cli.case.clock_all_run"), "yellow")


def at_once(pauses: Sequence[PauseState]) -> bool:
    """Whether the run waited for several on one day: then its days were counted on the waiting that began first."""
    return any(
        one.ended is None or other.began.on < one.ended.on
        for number, one in enumerate(pauses)
        for other in pauses[number + 1 :]
        if one.category != other.category
    )


def category_told(library: Library, run: RunStanding, pause: PauseState) -> str:
    """Whom the run waits for, in words."""
    return category_named(library, run, pause.category)


def category_named(library: Library, run: RunStanding, category: str) -> str:
    """A category as the code list of the field that says it calls it."""
    prepared = library.prepared(run.digest)
    fields = {event.pauses for event in prepared.pathway.events if event.pauses}
    lists = library.code_lists()
    codes = [code for name in fields for code in lists[prepared.fields[name].code_list].codes]
    return next((code.title.nb for code in codes if code.code == category), category)
