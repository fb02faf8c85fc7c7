"""A moment a reader stands at: an instant, and the place in legal order that goes with it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from pathways.counting.oslo import civil_date, start_of_day
from pathways.errors import UsageError
from pathways.machine.state import BY_DATE, BY_INSTANT, Place
from pathways.model.record import Happened

_LAST_SEQ = 2**31
_TICK = timedelta(microseconds=1)
_LAST_YEAR = 9999


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """``at`` is UTC. A bare date is the end of that day in Oslo: all of the day has happened, its midnight has not."""

    at: datetime
    place: Place


def moment_of(happened: Happened) -> Moment:
    """The moment a date or an instant stands for."""
    if happened.at is not None:
        return moment_at(happened.at)
    if happened.on.year >= _LAST_YEAR:
        raise UsageError("engine.future_moment")
    midnight = start_of_day(happened.on + timedelta(days=1))
    return Moment(at=midnight - _TICK, place=(midnight, BY_DATE, _LAST_SEQ))


def moment_at(instant: datetime) -> Moment:
    """The moment of an instant: what fell due at it has been passed, and what happened at it has happened."""
    return Moment(at=instant, place=(instant, BY_INSTANT, _LAST_SEQ))


def no_later_than(moment: Moment, now: datetime) -> Moment:
    """The moment, or now where it is the end of today. Raises UsageError for a moment that has not come."""
    if moment.at <= now:
        return moment
    if moment.place[1] == BY_DATE and civil_date(moment.at) == civil_date(now):
        return moment_at(now)
    raise UsageError("engine.future_moment")
