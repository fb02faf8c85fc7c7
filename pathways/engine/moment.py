"""A moment a reader stands at: an instant, and the place in legal order that goes with it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from pathways.counting.oslo import civil_date, start_of_day
from pathways.counting.telling import write_clock, write_short
from pathways.errors import UsageError
from pathways.machine.state import BY_DATE, BY_INSTANT, Place
from pathways.messages import say
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
    if _is_day_of(moment, now):
        return moment_at(now)
    raise UsageError("engine.future_moment")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """From where a reader looks: at what had happened by ``at``, as known at ``known_at``; None: not asked for."""

    at: Moment | None = None
    known_at: Moment | None = None

    @property
    def past(self) -> bool:
        """Whether the reader stands at a moment of their choice."""
        return self.at is not None or self.known_at is not None

    def seen(self, now: datetime) -> "Seen":
        """Both moments, at an hour. Raises UsageError for one that has not come."""
        known = no_later_than(self.known_at, now) if self.known_at else moment_at(now)
        return Seen(at=no_later_than(self.at, now) if self.at else known, known_at=known)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Both moments that a reader stands at."""

    at: Moment
    known_at: Moment


NOW = Sight()
"""Nobody asked for another moment."""


def sight(at: Moment | None, known_at: Moment | None) -> Sight:
    """From where to look. The day of ``known_at`` is that day as far as it had come then.

    Raises: UsageError when ``at`` comes after ``known_at``: then it lay ahead, and nobody knew what would come.
    """
    if at is None or known_at is None or at.at <= known_at.at:
        return Sight(at=at, known_at=known_at)
    if _is_day_of(at, known_at.at):
        return Sight(at=known_at, known_at=known_at)
    raise UsageError("engine.at_after_known")


def _is_day_of(moment: Moment, instant: datetime) -> bool:
    return moment.place[1] == BY_DATE and civil_date(moment.at) == civil_date(instant)


def asked_for(known_at: Moment | None, at: Moment | None) -> str:
    """Which moments were asked for, for the access log: in Norwegian time, as a party may be given it."""
    known = say("past.asked_known", when=_told(known_at)) if known_at else ""
    return known + (say("past.asked_at", when=_told(at)) if at else "")


def _told(moment: Moment) -> str:
    minute = moment.at.replace(second=0, microsecond=0)
    return say("timeline.at_clock", date=write_short(civil_date(minute)), clock=write_clock(minute))
