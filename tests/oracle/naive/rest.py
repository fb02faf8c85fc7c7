"""What is left of a budget over migrations, counted by finger (ADR 0012).

Time up to a migration counts as the version counted it that was left, time after it as the new one does. The finger
goes from the day it all counts from, passes over every day on which the clock stood, and takes what is used from the
budget that holds now.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tests.oracle.naive.days import ONE, NotCoveredError, begins, is_worked
from tests.oracle.naive.law import Tree, on_pause
from tests.oracle.naive.limits import Counted, Wait, limit_at, limit_on, parts, step
from tests.oracle.naive.log import Act, Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """How a deadline was counted until its run came to another version, and what had been promised by then."""

    spec: Tree
    on: date
    at: datetime
    place: Place
    last: date
    """Its last day as it was counted then."""
    stood: date | None
    """Since when its clock stood then."""
    closed: date | None
    """Since when its run had ended then."""


Over = tuple[date, datetime | None, Place]
"""When a wait was over: the day, the instant where it is known, and its place in legal order."""


def effective(pauses: Sequence[tuple[Act, Over | None]], legs: tuple[Leg, ...], spec: Tree) -> tuple[Wait, ...]:
    """The stretches in which the clock stood. Of a pause that spans a migration each version lets it stand, or not.

    A clock that stood goes again on the day of the migration where the new version lets it run; one that ran stands
    from the day after it.
    """
    found: list[Wait] = []
    for begun, over in pauses:
        since: tuple[date, datetime | None] = (begun.on, begun.at)
        stands = False
        first = began = sum(leg.place < begun.place for leg in legs)
        last = len(legs) if over is None else sum(leg.place < over[2] for leg in legs)
        for number in range(first, last + 1):
            leg = legs[number] if number < len(legs) else None
            if not stands and number > first:
                since, began = (legs[number - 1].on + ONE, None), number
            word = on_pause(leg.spec if leg else spec)
            if leg and leg.closed and number < last and word != "runs":
                # The end of the run made an end of it; what lasts where the run is opened again begins after that.
                found.append(_wait(since, (leg.closed, None), anew=word == "restarts", legs=(began, number)))
                stands = False
                continue
            stops = word != "runs" and (leg is None or stands or bool(leg.stood) or since[0] <= leg.last)
            if stands and not stops:
                found.append(_wait(since, (legs[number - 1].on, legs[number - 1].at), anew=False, legs=(began, number)))
            stands = stops
        if stands:
            found.append(_wait(since, over[:2] if over else (None, None), anew=word == "restarts", legs=(began, last)))
    return tuple(wait for wait in found if not ends_before_it_begins(wait))


def ends_before_it_begins(wait: Wait) -> bool:
    """Of two acts of a day the later in legal order is the later, though one is told by its date alone."""
    if wait.since_at is None or wait.until_at is None:
        return wait.until_on is not None and wait.until_on < wait.since_on
    return wait.until_at < wait.since_at


def _wait(
    since: tuple[date, datetime | None],
    until: tuple[date | None, datetime | None],
    *,
    anew: bool,
    legs: tuple[int, int],
) -> Wait:
    return Wait(since_on=since[0], since_at=since[1], until_on=until[0], until_at=until[1], anew=anew, legs=legs)


def left_over(
    on: date, at_: datetime | None, period: str, spec: Tree, legs: tuple[Leg, ...], waits: tuple[Wait, ...]
) -> Counted:
    """When what is left of the period after the last migration is used up. ``waits``: as ``effective`` has them."""
    if len({_kind(str(each["within"])) for each in (*(leg.spec for leg in legs[1:]), spec)}) > 1:
        raise NotCoveredError("what is used is measured in another unit by a later migration")
    if parts(period)[1] == "hours":
        return _hours(on, at_, period, spec, legs, waits)
    last, stands = _Finger(on, period, spec, legs, _joined(waits)).go()
    return Counted(limit=limit_on(last, spec["counting"]), stands_since=stands)


def _kind(period: str) -> str:
    unit = parts(period)[1]
    return unit if unit in ("hours", "working_days") else "days"


def _hours(
    on: date, at_: datetime | None, period: str, spec: Tree, legs: tuple[Leg, ...], waits: tuple[Wait, ...]
) -> Counted:
    if waits or spec["counting"] != "hours":
        raise NotCoveredError("hours in which the clock stood, over a migration")
    end = (at_ or begins(on)) + timedelta(hours=parts(period)[0])
    return Counted(limit=limit_at(max(end, legs[-1].at)), stands_since=None)


def _joined(waits: tuple[Wait, ...]) -> list[Wait]:
    """Stretches that overlap or touch are one; what the last of them begins anew it does, unless a migration ends it.

    One that was over before a migration is no part of one that began after it. A day alone comes after the instants
    of that day, so what began after a later migration comes after what began before it.
    """
    found: list[Wait] = []
    for wait in sorted(waits, key=lambda each: (each.since_on, each.legs[0], each.since)):
        last = found[-1] if found else None
        if last is None or _apart(last, wait):
            found.append(wait)
        elif last.until is not None:
            longer = wait if wait.until is None or _end(wait, last.anew) > _end(last, wait.anew) else last
            ended = (longer.until_on, longer.until_at)
            legs = last.legs[0], max(last.legs[1], wait.legs[1])
            found[-1] = _wait((last.since_on, last.since_at), ended, anew=longer.anew, legs=legs)
    return found


def _apart(one: Wait, other: Wait) -> bool:
    """Whether the clock went in between: never where both stood when the run came to another version."""
    later = one.until is not None and other.since > one.until
    return one.until is not None and (other.legs[0] > one.legs[1] or (later and other.legs[0] == one.legs[1]))


def _end(wait: Wait, other: bool) -> tuple[date | None, int, datetime | None, bool]:  # noqa: FBT001
    """By what it is over later than another that is anew, or not."""
    return wait.until_on, wait.legs[1], wait.until, other


class _Finger:
    """Goes from day to day, with what is left of the budget."""

    def __init__(self, start: date, period: str, spec: Tree, legs: tuple[Leg, ...], waits: list[Wait]) -> None:
        self.day, self.period, self.spec, self.legs, self.waits = start, period, spec, legs, waits
        self.left = self._whole()

    def _whole(self) -> int:
        amount, unit = parts(self.period)
        return amount if unit == "working_days" else (step(self.day, self.period, "NO") - self.day).days

    def go(self) -> tuple[date, date | None]:
        """The last day, and since when the clock stands."""
        leg = self.legs[-1]
        if leg.stood is None:
            used_until, not_before = leg.on, min(leg.last, leg.on)
        elif on_pause(self.spec) == "runs":
            used_until, not_before = leg.on - ONE, leg.on
        else:
            used_until, not_before = leg.stood - ONE, leg.stood
        while self.day < used_until or (leg.stood and self._was_anew(self.day + ONE)):
            self._next()
        if self.left <= 0:
            self.day = max(self.day if self._by_work else self.day + ONE * self.left, not_before)
            self._off_the_waits()
            if lasting := self._lasts():
                return self.day, lasting.since_on
        while self.left > 0:
            if lasting := self._lasts(self.day + ONE):
                return max(self._rest(), not_before), lasting.since_on
            self._next()
        return max(self.day, not_before), None

    def _was_anew(self, day: date) -> bool:
        """Whether all had begun anew that day before the last migration: it may have stood again the same day."""
        return any(w.anew and w.until_on == day and w.legs[1] < len(self.legs) for w in self.waits)

    def _off_the_waits(self) -> None:
        """Nothing is left: it ends as soon as the clock goes, or all begins anew then."""
        while self.left <= 0 and (wait := self._stood() or self._over()) and wait.until_on and not self._lasts():
            self.day = wait.until_on
            if wait.anew:
                self.left = self._whole()

    def _over(self) -> Wait | None:
        """One that was over the day it is, after the last migration, and by which all begins anew."""
        return next((w for w in self.waits if w.anew and w.until_on == self.day and w.legs[1] == len(self.legs)), None)

    @property
    def _by_work(self) -> bool:
        return parts(self.period)[1] == "working_days"

    def _next(self) -> None:
        """One day on: it is used unless the clock stood; or all begins anew on it."""
        started, self.day = begins(self.day), self.day + ONE
        again = [w for w in self.waits if w.anew and w.until_on == self.day and w.until and w.until > started]
        if again:
            self.left = self._whole()
        elif not self._stood():
            self.left -= self._counts(self.day)

    def _rest(self) -> date:
        day, left = self.day, self.left
        while left:
            day += ONE
            left -= self._counts(day)
        return day

    def _lasts(self, day: date | None = None) -> Wait | None:
        day = day or self.day
        return next((wait for wait in self.waits if wait.until_on is None and wait.since_on <= day), None)

    def _stood(self) -> Wait | None:
        return next((w for w in self.waits if w.since_on <= self.day and w.until_on and self.day < w.until_on), None)

    def _counts(self, day: date) -> bool:
        return not self._by_work or is_worked(day, self._calendar(day))

    def _calendar(self, day: date) -> str:
        """That of the version that held on the day; on the day of a migration the old one, unless the clock stood."""
        held = [leg.spec for leg in self.legs if day < leg.on or (day == leg.on and leg.stood is None)]
        return str([*held, self.spec][0].get("calendar", "NO"))
