"""``pathways due``: the calculator for people. Needs no database."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pathways.cli.context import Json
from pathways.cli.output import tell, tell_json
from pathways.cli.wording import add_command
from pathways.definitions_folder import definitions_folder
from pathways.errors import UsageError
from pathways.messages import say

if TYPE_CHECKING:
    from pathways.counting.calendar import Calendar
    from pathways.model.counting import CountingRule

CALENDAR = "NO"

Start = Annotated[str, typer.Argument(metavar="START", help=say("cli.due.argument_start"))]
For = Annotated[list[str], typer.Argument(metavar="PERIODE", help=say("cli.due.argument_period"))]
Rule = Annotated[str, typer.Option("--rule", metavar="REGEL", help=say("cli.due.option_rule"))]
In = Annotated[str, typer.Option("--calendar", metavar="KALENDER", help=say("cli.due.option_calendar"))]


def add(app: typer.Typer) -> None:
    """Add ``due``."""
    add_command(app, "due", "due", due)


def due(start: Start, period: For, rule: Rule, calendar: In = CALENDAR, as_json: Json = False) -> None:
    """When a period from a start ends under a rule, and why."""
    from pathways.counting.calculator import count
    from pathways.counting.oslo import parse_moment
    from pathways.counting.period import parse_period
    from pathways.counting.telling import due_as_json, tell_due
    from pathways.counting.why import why

    begun, length = parse_moment(start), parse_period(" ".join(period))
    counted_by, within = _read(definitions_folder(), rule, calendar)
    moment = begun.at or begun.on
    found = count(moment, length, counted_by, within)
    steps = why(moment, length, counted_by, within)
    if as_json:
        typed = {"schema": "pathways.due/1", "start": start, "period": f"{length.amount} {length.unit.value}"}
        tell_json({**typed, **due_as_json(found, steps)})
        return
    for line in tell_due(found, steps, counted_by):
        tell(line)


def _read(folder: Path, rule: str, calendar: str) -> "tuple[CountingRule, Calendar]":
    from pathways.compiler.counting_data import load_calendars, load_rules

    rules, calendars = load_rules(folder), load_calendars(folder)
    if rule not in rules:
        raise UsageError("cli.due.unknown_rule", rule=rule, known=", ".join(sorted(rules)))
    if calendar not in calendars:
        raise UsageError("cli.due.unknown_calendar", calendar=calendar, known=", ".join(sorted(calendars)))
    return rules[rule], calendars[calendar]
