"""Who comes to the invented municipality, and when: each arrival's whole course, from the seed.

Published shares are dealt, not drawn: of a hundred reports in a year it is twenty-four that are closed, whatever the
seed. Every case has a source of chance of its own, so a change in one alters no other.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from random import Random
from typing import TypeVar

from pathways.counting.calendar import Calendar
from pathways.municipality import figures
from pathways.municipality.course import Course
from pathways.municipality.homes import placed
from pathways.municipality.investigations import BOARD, CLOSED, MEASURE, REFERRED, WITHOUT_CONSENT, investigated
from pathways.municipality.referrals import referred
from pathways.municipality.reports import closed, without_ground
from pathways.municipality.step import Step

T = TypeVar("T")

YEAR = 365
PEOPLE = 30_000
"""Inhabitants, when nothing else is said."""

Tell = Callable[[Course, date], None]
"""Thinks one arrival's course out, from the day it comes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """``people`` inhabitants, for ``days`` from ``first`` on; the same ``seed`` gives the same children."""

    seed: str
    people: int = PEOPLE
    first: date
    days: int

    @property
    def last(self) -> date:
        """The last day."""
        return self.first + timedelta(days=self.days - 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """One child that comes, with everything that will be recorded of it, in order of time."""

    day: date
    case: str
    steps: tuple[Step, ...]


def arrivals(town: Town, calendar: Calendar) -> Iterator[Arrival]:
    """Everybody who comes, in order of day."""
    for number, begins in enumerate(range(0, town.days, YEAR), start=1):
        first = town.first + timedelta(days=begins)
        yield from _year(town, calendar, number, first, min(YEAR, town.days - begins))


def _year(town: Town, calendar: Calendar, year: int, first: date, length: int) -> Iterator[Arrival]:
    rng = _chance(town.seed, f"{year}")
    people = town.people * length // YEAR
    reports = figures.NEW_REPORTS.of(people)
    groundless_ones = figures.GROUNDLESS.of(reports)
    tells_of = coming(
        rng,
        reports=reports,
        groundless=groundless_ones,
        referrals=figures.REFERRALS.of(people),
        homes=figures.HOMES.of(people),
    )
    found: list[tuple[date, str, Tell]] = []
    for kind, tells in tells_of.items():
        days = sorted(rng.randrange(length) for _ in tells)
        for number, (day, tell) in enumerate(zip(days, tells, strict=True), start=1):
            found.append((first + timedelta(days=day), f"{kind}-{year}-{number:04d}", tell))
    for came, case, tell in sorted(found, key=lambda each: each[:2]):
        yield Arrival(day=came, case=case, steps=live(town.seed, case, tell, came, calendar))


def live(seed: str, case: str, tell: Tell, came: date, calendar: Calendar) -> tuple[Step, ...]:
    """Everything that will be recorded of a case that came on a day, in order of time."""
    course = Course(case=case, rng=_chance(seed, case), calendar=calendar, known=came)
    tell(course, came)
    return tuple(sorted(course.steps, key=lambda step: step.at))


def _chance(seed: str, what: str) -> Random:
    return Random(f"{seed}\x1f{what}")  # noqa: S311 (a story, no secret)


def coming(rng: Random, *, reports: int, groundless: int, referrals: int, homes: int = 0) -> Mapping[str, list[Tell]]:
    """So many of each kind, in the order they come. Groundless reports stand beside the register's."""
    screened = _dealt(rng, reports, figures.CLOSED)
    investigations = _investigations(rng, screened.count(False), reports)
    new: list[Tell] = [closed if is_closed else investigations.pop() for is_closed in screened]
    refusals = _dealt(rng, referrals, figures.REFUSED)
    return {
        "barn": new,
        "grunnlos": [without_ground] * groundless,
        "henvist": [partial(referred, refused=refused) for refused in refusals],
        "fosterhjem": [placed] * homes,
    }


def _investigations(rng: Random, count: int, reports: int) -> list[Tell]:
    late = _dealt(rng, count, figures.INVESTIGATED_LATE)
    outcomes = _outcomes(rng, count)
    joined = _spread(rng, count, figures.INTO_INVESTIGATION.of(reports))
    measures = outcomes.count(MEASURE)
    later = iter(_spread(rng, measures, figures.INTO_MEASURES.of(reports)))
    return [
        partial(
            investigated,
            outcome=outcomes[n],
            late=late[n],
            joined=joined[n],
            reported_later=next(later) if outcomes[n] == MEASURE else 0,
        )
        for n in range(count)
    ]


def _outcomes(rng: Random, count: int) -> list[str]:
    without = figures.NO_MEASURE.of(count)
    refused = figures.WITHOUT_CONSENT.of(without)
    referred_on = without // 5
    board = figures.TO_THE_BOARD.of(count)
    outcomes = [CLOSED] * (without - refused - referred_on) + [WITHOUT_CONSENT] * refused + [REFERRED] * referred_on
    outcomes += [BOARD] * board
    outcomes += [MEASURE] * (count - len(outcomes))
    return _shuffled(rng, outcomes)


def _dealt(rng: Random, count: int, figure: figures.Figure) -> list[bool]:
    """For each of ``count`` whether it is one of the share."""
    part = figure.of(count)
    return _shuffled(rng, [True] * part + [False] * (count - part))


def _spread(rng: Random, over: int, count: int) -> list[int]:
    """``count`` things spread over so many cases by chance."""
    given = [0] * over
    for _ in range(count if over else 0):
        given[rng.randrange(over)] += 1
    return given


def _shuffled(rng: Random, deck: list[T]) -> list[T]:
    """Random.shuffle in our own words: the same order on every Python."""
    for last in range(len(deck) - 1, 0, -1):
        other = rng.randrange(last + 1)
        deck[last], deck[other] = deck[other], deck[last]
    return deck
