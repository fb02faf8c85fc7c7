"""The project's own rules and calendars, read once for all counting tests, and a short way to count."""

from datetime import date, datetime
from pathlib import Path

from pathways.compiler.counting_data import load_calendars, load_rules
from pathways.counting.calculator import count
from pathways.counting.oslo import parse_moment
from pathways.counting.period import parse_period
from pathways.model.counting import Due

DEFINITIONS = Path(__file__).parents[2] / "definitions"
RULES = load_rules(DEFINITIONS)
CALENDARS = load_calendars(DEFINITIONS)
NO, NO_SAT = CALENDARS["NO"], CALENDARS["NO_SAT"]


def moment(text: str) -> date | datetime:
    """What a person typed: an instant where a time was given, else a date."""
    happened = parse_moment(text)
    return happened.at or happened.on


def due(start: str, period: str, rule: str, calendar: str = "NO") -> Due:
    """The calculator, asked in words."""
    return count(moment(start), parse_period(period), RULES[rule], CALENDARS[calendar])
