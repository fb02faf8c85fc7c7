"""What a run that resumes waits for, in the words of a refusal: nothing, and what comes first, or for whom it does."""

from collections.abc import Collection, Mapping
from datetime import date

from pathways.counting.telling import write_short
from pathways.errors import EventRefusedError
from pathways.machine.guards import Scope
from pathways.machine.prepared import Prepared
from pathways.machine.state import PauseState, RunState
from pathways.messages import say
from pathways.model.pathway import CodeList, Event


def require_waiting(prepared: Prepared, run: RunState, event: Event, on: date) -> None:
    """Nothing is resumed in a run that waits for nothing, whatever is given. Raises: EventRefusedError."""
    if event.resumes and not lasting(run):
        title = prepared.pathway.title.nb
        told = {"event": event.name, "title": title, "first": pausing_told(prepared, event), "on": write_short(on)}
        raise _refused(say("machine.waits_for_nothing", **told), on)


def none_waits(runs: Collection[RunState], prepared: Prepared, event: Event, on: date) -> EventRefusedError | None:
    """The refusal where several ``runs`` could go on and none waits; ``prepared`` is the version of one of them."""
    if not event.resumes or any(lasting(run) for run in runs):
        return None
    told = {"event": event.name, "first": pausing_told(prepared, event), "on": write_short(on)}
    return _refused(say("machine.none_waits", **told), on)


def not_waiting(
    prepared: Prepared, run: RunState, event: Event, scope: Scope, lists: Mapping[str, CodeList]
) -> EventRefusedError:
    """The refusal of one who resumes another waiting than those that last."""
    field = prepared.fields[event.resumes]
    titles = {each.code: each.title.nb for each in lists[field.code_list].codes}

    def named(code: str) -> str:
        return say("machine.code_named", title=titles.get(code, code), code=code)

    waits = {pause.category: pause.began.on for pause in reversed(lasting(run))}
    listed = (say("machine.waits_since", who=named(who), since=write_short(on)) for who, on in waits.items())
    told = ", ".join(listed)
    why = say(
        "machine.waits_for_others",
        event=event.name,
        title=prepared.pathway.title.nb,
        given=named(str(scope.fields.get(event.resumes))),
        field=event.resumes,
        on=write_short(scope.happened),
        waits=told,
    )
    return _refused(why, scope.happened, told)


def _refused(why: str, on: date, waits: str = "") -> EventRefusedError:
    """With what a sentence of another place may say: ``waits`` for what, as known ``on`` that day."""
    return EventRefusedError("machine.not_waiting", why=why, on=write_short(on), waits=waits or say("machine.none"))


def pausing_told(prepared: Prepared, event: Event) -> str:
    """The events that let the run wait for what ``event`` ends."""
    found = (each.name for each in prepared.pathway.events if each.pauses and each.pauses == event.resumes)
    return say("machine.or").join(f"«{name}»" for name in found) or say("machine.none")


def lasting(run: RunState) -> list[PauseState]:
    """What the run waits for."""
    return [pause for pause in run.pauses if pause.ended is None]
