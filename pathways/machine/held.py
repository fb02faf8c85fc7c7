"""Who held the ball while a deadline ran: its days, given out one by one to whoever had them.

A day belongs to the pause that covers it, to the one that began first where several do; else to whoever holds the state
the run (or the item) stood in when the day began: the day of an act belongs to those who did it, and not to those it
handed the ball to. A pause has its first day and not its last, as it does when it stops a clock (docs/adr/0007). So the
days add up to those between the anchor and the end.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from pathways.machine.state import PauseState
from pathways.model.record import Happened

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Days that somebody held the ball. ``who`` is the code of a pause's category, or the holder of a state.

    It is empty where nobody holds it: the run had ended.
    """

    who: str
    paused: bool
    """Whether the run waited, so that ``who`` is a category."""
    days: int


def held_days(
    start: date,
    end: date,
    holders: Sequence[tuple[date, str]],
    own: Sequence[tuple[date, str]],
    pauses: Iterable[PauseState],
) -> tuple[Held, ...]:
    """The days after ``start`` up to and with ``end``, by whoever held them, in the order they first did.

    ``holders`` and ``own`` tell on which day each got it, oldest first: of the run, and of the item, if any; where that
    has no holder the run's counts. Each holds from the day after. Nothing where ``end`` is no later than ``start``.
    """
    stretches = tuple(pauses)
    marks = {start + ONE_DAY, *(on + ONE_DAY for on, _ in (*holders, *own))}
    marks |= {pause.began.on for pause in stretches} | {p.ended.on for p in stretches if p.ended is not None}
    last = end + ONE_DAY
    days = [*sorted(on for on in marks if start < on < last), last]
    found: dict[tuple[str, bool], int] = {}
    for first, following in pairwise(days):
        pause = covering(stretches, first)
        who = (_holding(own, first) or _holding(holders, first)) if pause is None else pause.category
        key = (who, pause is not None)
        found[key] = found.get(key, 0) + (following - first).days
    return tuple(Held(who=who, paused=paused, days=count) for (who, paused), count in found.items())


def covering(pauses: Iterable[PauseState], day: date) -> PauseState | None:
    """The pause that a day belongs to: the one that began first; None where the run waited for nobody."""
    return next((each for each in pauses if _covers(each, day)), None)


def waited(pauses: Iterable[PauseState], closed: Sequence[tuple[date, date | None]]) -> Iterator[PauseState]:
    """The pauses of a run without the stretches in which it had ended: then it waited for nobody."""
    for pause in pauses:
        rest = pause
        for over, again in closed:
            if rest.ended is not None and rest.ended.on <= over:
                break
            yield replace(rest, ended=Happened(on=max(over, rest.began.on), at=None))
            rest = replace(rest, began=Happened(on=max(again or date.max, rest.began.on), at=None))
        yield rest


def _covers(pause: PauseState, day: date) -> bool:
    return pause.began.on <= day and (pause.ended is None or day < pause.ended.on)


def _holding(holders: Sequence[tuple[date, str]], day: date) -> str:
    return next((who for on, who in reversed(holders) if on < day), holders[0][1] if holders else "")
