"""Lets the invented municipality live on a sandbox, day by day, through the engine's own doors.

People's acts, timers, notices and chain are those of any database; only the clock is ours. The clock of the database
follows at every stop where something falls due, and at the end, not at every act.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from heapq import heappop, heappush
from pathlib import Path

from pathways.counting.oslo import parse_moment, start_of_day
from pathways.engine.installation import Installation, install
from pathways.engine.sandbox import Held, holding_clock, stops
from pathways.errors import ConflictError, EventRefusedError, NotAllowedError, NotFoundError
from pathways.intake.introducing import introduce
from pathways.municipality.playing import Player
from pathways.municipality.step import Step
from pathways.municipality.town import Arrival, Town, arrivals
from pathways.store import sandbox, timers
from pathways.store.connection import Connection
from pathways.store.database import Database
from pathways.store.log_hash import LogHash, log_hash, size
from pathways.store.migrate import upgrade

ORGANISATION = "Øvingskommune"
HOLDER = "simulate"
CALENDAR = "NO"
"""The calendar by which the office is open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """How far the simulation has come at the end of a day."""

    day: date
    cases: int
    events: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulated:
    """What a simulation came to."""

    town: Town
    log: LogHash
    acts: int
    """What people recorded, corrections and annulments among it. The other events followed from these and the clock."""
    refused: tuple[tuple[str, int], ...]
    """Acts the engine refused, counted by the key of the refusal; none, unless the definitions ask for more."""
    failed: tuple[tuple[str, str], ...]
    """Cases that could not be swept, each with the kind of error."""


def make_sandbox(url: str, town: Town, definitions: Path) -> Installation:
    """A new sandbox at ``url`` whose clock stands at the beginning of the first day.

    Raises: EventRefusedError where a database is already; UnavailableError, DefinitionError.
    """
    database = Database.open_unmigrated(url)

    def only_if_new(conn: Connection, found: str | None) -> None:
        if found is not None:
            raise EventRefusedError("municipality.not_new", place=database.place)
        sandbox.create(conn, now=start_of_day(town.first), seed=town.seed)
        introduce(conn, definitions, start_of_day(town.first))

    try:
        database.refuse_other_encoding()
        upgrade(database, only_if_new)
    finally:
        database.close()
    installation = install(url, definitions, channels=(), organisation=ORGANISATION)
    # Whoever is cut off makes it anew from the seed; a durable commit for each act is half the time.
    installation.database.hasten()
    return installation


def simulate(installation: Installation, town: Town, told: Callable[[Day], None] = lambda _: None) -> Simulated:
    """Live through every day of ``town`` on a sandbox made for it. ``told`` hears at the end of each day.

    Raises: ConflictError when somebody else moves the clock. Interrupted, it leaves a sandbox that holds everything up
    to then.
    """
    until = start_of_day(town.last + timedelta(days=1))
    hands = Hands(shows=start_of_day(town.first))
    engine = replace(installation.engine, clock=hands)
    with holding_clock(installation.database, installation.system, HOLDER, until) as held:
        life = _Life(
            installation=installation,
            held=held,
            hands=hands,
            player=Player(engine=engine, people=installation.people),
        )
        try:
            for day, steps in _days(town, arrivals(town, installation.library.catalogue.calendars[CALENDAR])):
                life.live(day, steps)
                told(life.so_far(day))
        finally:
            life.catch_up()
    with installation.database.read() as conn:
        log = log_hash(conn)
    refused = tuple(sorted(life.refused.items()))
    failed = tuple(sorted(life.failed.items()))
    return Simulated(town=town, log=log, acts=life.acts, refused=refused, failed=failed)


@dataclass(slots=True, kw_only=True)
class Hands:
    """The simulation's clock, as the engine sees it."""

    shows: datetime

    def now(self) -> datetime:
        return self.shows


def _days(town: Town, coming: Iterator[Arrival]) -> Iterator[tuple[date, list[Step]]]:
    """What is recorded on each day of the town, in order of time. What lies behind its last day is left out."""
    waiting: list[tuple[str, str, int, Step]] = []
    arrival = next(coming, None)
    for number in range(town.days):
        day = town.first + timedelta(days=number)
        while arrival is not None and arrival.day <= day:
            for place, step in enumerate(arrival.steps):
                heappush(waiting, (step.at, step.case, place, step))
            arrival = next(coming, None)
        steps = []
        while waiting and waiting[0][0][:10] <= day.isoformat():
            steps.append(heappop(waiting)[-1])
        yield day, steps


@dataclass(slots=True, kw_only=True)
class _Life:
    """A town's life so far."""

    installation: Installation
    held: Held
    hands: Hands
    player: Player
    acts: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    failed: dict[str, str] = field(default_factory=dict)

    def live(self, day: date, steps: Sequence[Step]) -> None:
        """One day: its acts in order of time, with what falls due between them."""
        for step in steps:
            self._wait(_instant(step.at))
            self._record(step)
        self._wait(start_of_day(day + timedelta(days=1)))
        self.held.keep()

    def so_far(self, day: date) -> Day:
        """How far it has come at the end of ``day``."""
        with self.installation.database.read() as conn:
            cases, events = size(conn)
        return Day(day=day, cases=cases, events=events)

    def catch_up(self) -> None:
        """Let the clock of the database show what the simulation's does."""
        with self.installation.database.write() as conn:
            sandbox.set_clock(conn, self.hands.shows)

    def _wait(self, until: datetime) -> None:
        """Let time pass, and stop wherever something is due."""
        with self.installation.database.read() as conn:
            due = timers.due(conn, until, 1)
        # Most acts have nothing due before them, and moving the database's clock costs as much as an act.
        for stop in stops(self.held, self.installation.desk, until, _nobody) if due else ():
            self.hands.shows = stop.at
            self.failed |= stop.swept.failed
        self.hands.shows = until

    def _record(self, step: Step) -> None:
        try:
            self.player.record(step)
            self.acts += len(step.together) or 1
        except (ConflictError, EventRefusedError, NotAllowedError, NotFoundError) as refusal:
            self.refused[refusal.key] += 1


def _nobody(_at: datetime) -> None:
    """Delivers nothing: the inboxes are enough."""


def _instant(typed: str) -> datetime:
    at = parse_moment(typed).at
    if at is None:
        raise ValueError(typed)
    return at
