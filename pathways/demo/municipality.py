"""The other children of the demo's municipality, as steps: about thirty cases, the same for the same seed.

Their lives are those of the invented municipality, in the same proportions. Only when they come is the demo's own:
evenly, and never at the time of the story's own reports, so that the child has the same case number whatever the seed.
"""

from datetime import date, timedelta
from random import Random

from pathways.counting.calendar import Calendar
from pathways.municipality.step import Step
from pathways.municipality.town import coming, live

REPORTS, GROUNDLESS, REFERRALS = 24, 1, 5
"""Rounded so that each published share is met as nearly as so few cases can."""

FIRST = date(2026, 1, 5)
SPACE = {"barn": 9, "grunnlos": 110, "henvist": 40}
"""Days from one to the next of a kind."""
STRAY = 4
"""So many days early, at the most, a report or a referral comes."""


def municipality(seed: str, calendar: Calendar) -> list[Step]:
    """Every step of every case, by case; whoever plays them sorts them by time."""
    rng = Random(seed)  # noqa: S311 (a story, no secret)
    steps: list[Step] = []
    for kind, tells in coming(rng, reports=REPORTS, groundless=GROUNDLESS, referrals=REFERRALS).items():
        for number, tell in enumerate(tells):
            late = SPACE[kind] * (number + (kind == "grunnlos"))
            day = FIRST + timedelta(days=max(late - rng.randrange(STRAY), 0))
            steps += live(seed, f"{kind}-{number:02d}", tell, day, calendar)
    return steps
