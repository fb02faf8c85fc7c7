"""An earlier round of a deadline: the case as it was until the act that began the next one, or let it go. Pure."""

from datetime import timedelta

from pathways.engine.explaining import rounds_told
from pathways.engine.moment import Moment
from pathways.engine.outcome import Outcome, outcomes
from pathways.engine.view import CaseView, view
from pathways.errors import NotFoundError
from pathways.machine.decide import Definitions
from pathways.machine.fold import fold
from pathways.machine.order import StandingAct
from pathways.machine.state import BY_DATE
from pathways.model.record import Actor

_TICK = timedelta(microseconds=1)


def view_of_round(  # noqa: PLR0913 (a deadline is named by this much)
    definitions: Definitions, seen: CaseView, actor: Actor, name: str, anchored_by: int, *, run: str, item: str
) -> CaseView:
    """The case where the round of ``name`` that counts from event ``anchored_by`` last stood, as ``actor`` may see it.

    ``seen`` itself for the round that stands, and where the deadline is not named well enough to say. Raises:
    NotFoundError where it has no such round.
    """
    every = outcomes(definitions, seen.records, seen.at)
    there = [each for each in every if run in ("", each.run) and name in (each.key, each.name)]
    named = [each for each in there if item in ("", each.item, each.item.partition(".")[2])]
    found = [each for each in named if each.anchored_by == anchored_by]
    if named and not found:
        raise NotFoundError("engine.no_round", deadline=name, seq=anchored_by, rounds=rounds_told(named))
    if len({(each.run, each.key) for each in found}) != 1 or any(each.current for each in found):
        return seen
    act = next(act for act in reversed(seen.acts) if _stood_before(definitions, seen, act, found[-1]))
    instant, rank, seq = act.place
    at = Moment(at=instant - _TICK if rank == BY_DATE else instant, place=(instant, rank, seq - 1))
    case, hidden, told = seen.case_id, seen.hidden, seen.told
    return view(definitions, case, seen.records, seen.known_at, at, actor.roles, hidden=hidden, told=told)


def _stood_before(definitions: Definitions, seen: CaseView, act: StandingAct, found: Outcome) -> bool:
    instant, rank, seq = act.place
    runs = fold(definitions, seen.records, until=(instant, rank, seq - 1)).state.runs
    deadline = runs[found.run].deadlines.get(found.key) if found.run in runs else None
    return deadline is not None and deadline.anchored_by == found.anchored_by
