"""``pathways simulate``: an invented municipality lives for some years in a sandbox of its own."""

import time
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from pathways.cli.context import DatabaseUrl, Json, read_settings
from pathways.cli.output import tell, tell_as_is, tell_aside, tell_json, tell_rows
from pathways.cli.wording import add_command
from pathways.messages import say

if TYPE_CHECKING:
    from pathways.municipality.simulating import Day, Simulated
    from pathways.municipality.town import Town

FIRST = date(2026, 1, 1)
"""The first day of every simulation: from it on the shipped definitions and the register's codes are in force."""

Years = Annotated[int, typer.Option("--years", metavar="ANTALL", min=1, max=50, help=say("municipality.option.years"))]
Seed = Annotated[str, typer.Option("--seed", metavar="FRØ", help=say("municipality.option.seed"))]
People = Annotated[
    int, typer.Option("--people", metavar="ANTALL", min=1, max=1_000_000, help=say("municipality.option.people"))
]


def add(app: typer.Typer) -> None:
    """Add the command."""
    add_command(app, "simulate", "simulate", simulate)


def simulate(
    years: Years = 1, seed: Seed = "1", people: People = 30_000, database: DatabaseUrl = "", as_json: Json = False
) -> None:
    """Make the sandbox, live through the years, and tell what came of it."""
    from pathways.municipality import simulating
    from pathways.municipality.town import Town

    settings = read_settings(database)
    last = FIRST.replace(year=FIRST.year + years) - timedelta(days=1)
    town = Town(seed=seed, people=people, first=FIRST, days=(last - FIRST).days + 1)
    watched = _Watched()
    with closing(simulating.make_sandbox(settings.database, town, settings.definitions)) as installation:
        place = installation.database.place
        try:
            found = simulating.simulate(installation, town, watched.see)
        except (KeyboardInterrupt, BrokenPipeError):
            tell_aside(watched.interrupted(place))
            raise
    if as_json:
        tell_json(_as_json(found))
    else:
        _tell(found, place)
    _tell_trouble(found)
    tell_aside(say("municipality.seconds", seconds=round(watched.seconds), rate=watched.rate(found.log.events)))


@dataclass(slots=True, kw_only=True)
class _Watched:
    """How far it has come, told at the end of each month on standard error."""

    began: float = field(default_factory=time.monotonic)
    day: "Day | None" = None

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.began

    def rate(self, events: int) -> int:
        """Events a second."""
        return round(events / max(self.seconds, 0.001))

    def see(self, day: "Day") -> None:
        self.day = day
        if (day.day + timedelta(days=1)).day == 1:
            rate = self.rate(day.events)
            tell_aside(say("municipality.so_far", day=_told(day.day), cases=day.cases, events=day.events, rate=rate))

    def interrupted(self, place: str) -> str:
        """What is in the base of a simulation that was stopped."""
        if self.day is None:
            return say("municipality.interrupted_at_once", place=place)
        return say("municipality.interrupted", place=place, day=_told(self.day.day))


def _told(day: date) -> str:
    from pathways.counting.telling import write_date

    return write_date(day)


def _tell(found: "Simulated", place: str) -> None:
    town = found.town
    tell(say("municipality.lived", first=_told(town.first), last=_told(town.last), people=town.people, seed=town.seed))
    rows = {
        "cases": found.log.cases,
        "events": found.log.events,
        "acts": found.acts,
        "clock": found.log.events - found.acts,
        "notices": found.log.notices,
    }
    tell_rows(((say(f"municipality.row.{name}"), str(value)) for name, value in rows.items()), fixed=(0, 1))
    tell(say("municipality.hash"))
    tell_as_is(f"  {found.log.hash}")
    tell()
    tell(say("municipality.next", place=place))


def _tell_trouble(found: "Simulated") -> None:
    if found.refused:
        count = sum(number for _, number in found.refused)
        keys = ", ".join(f"{key} ({number})" for key, number in found.refused)
        tell_aside(say("municipality.refused", count=count, keys=keys), style="bold")
    for case, kind in found.failed:
        tell_aside(f"{case}: {say('cli.work.case_failed', kind=kind)}", style="bold")


def _as_json(found: "Simulated") -> dict[str, object]:
    town: Town = found.town
    return {
        "schema": "pathways.simulated/1",
        "seed": town.seed,
        "people": town.people,
        "first": town.first.isoformat(),
        "last": town.last.isoformat(),
        "cases": found.log.cases,
        "events": found.log.events,
        "acts": found.acts,
        "notices": found.log.notices,
        "log_hash": found.log.hash,
        "refused": dict(found.refused),
        "failed": dict(found.failed),
    }
