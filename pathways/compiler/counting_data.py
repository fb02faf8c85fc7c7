"""Reads counting rules and calendars from their YAML. What an algorithm does is code; which law asks for it is here."""

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from pathlib import Path

from pathways.compiler import tree
from pathways.compiler.problem import Report
from pathways.compiler.reading import (
    CAPITALS,
    HYPHENED,
    NO_PERIOD,
    choice,
    entries,
    flag,
    keys,
    number,
    period,
    scalars,
    text,
)
from pathways.compiler.source import parse
from pathways.compiler.support import require_no_problems, required
from pathways.compiler.tree import Node, Scalar, Sequence
from pathways.counting.calendar import Calendar
from pathways.counting.period import parse_period
from pathways.errors import UsageError
from pathways.model.counting import (
    Algorithm,
    CalendarData,
    CountingRule,
    EasterRedDay,
    FixedRedDay,
    Period,
    Unit,
)

RULES_FILE = "counting.yaml"
CALENDARS_FILE = "calendars.yaml"
RULE_MUST = ("version", "algorithm", "units", "rolls", "roll_settled", "law")
RULE_MAY = ("first", "reporting", "url", "note")
LONGEST_CALENDAR = 400
"""Years a calendar may span; a table is computed for every day of it."""

_UNITS_OF = {
    Algorithm.civil: (Unit.days, Unit.weeks, Unit.months, Unit.years),
    Algorithm.working_days: (Unit.working_days,),
    Algorithm.hours: (Unit.hours,),
    Algorithm.hours_skipping_red_days: (Unit.hours,),
}


class Saturday(StrEnum):
    """What a Saturday is in a calendar."""

    free = "free"
    working = "working"


def load_rules(folder: Path) -> Mapping[str, CountingRule]:
    """The counting rules of a definitions folder, by id. Raises: DefinitionError with every problem, located."""
    report = Report()
    rules = read_rules(required(folder, RULES_FILE, report), str(folder / RULES_FILE), report)
    require_no_problems(report)
    return rules


def load_calendars(folder: Path) -> Mapping[str, Calendar]:
    """The calendars of a definitions folder, by id. Raises: DefinitionError with every problem, located."""
    report = Report()
    calendars = read_calendars(required(folder, CALENDARS_FILE, report), str(folder / CALENDARS_FILE), report)
    require_no_problems(report)
    return calendars


def read_rules(source: str | None, file: str, report: Report) -> Mapping[str, CountingRule]:
    """The counting rules written in ``source``, by id."""
    root = None if source is None else parse(source, file, report)
    if root is None:
        return {}
    found = keys(root, report, must=("rules",))
    return {name: _rule(name, node, report) for name, _, node in entries(found.get("rules"), report, HYPHENED)}


def _rule(name: str, node: Node, report: Report) -> CountingRule:
    found = keys(node, report, must=RULE_MUST, may=RULE_MAY)
    algorithm = choice(found.get("algorithm"), Algorithm, Algorithm.civil, report)
    return CountingRule(
        id=name,
        version=text(found.get("version"), report),
        algorithm=algorithm,
        units=_units(found.get("units"), algorithm, report),
        first=period(found.get("first"), report),
        rolls=flag(found.get("rolls"), report),
        roll_settled=flag(found.get("roll_settled"), report),
        reporting=_reporting(found.get("reporting"), report),
        law=text(found.get("law"), report),
        url=text(found.get("url"), report),
        note=text(found.get("note"), report),
    )


def _units(node: Node | None, algorithm: Algorithm, report: Report) -> tuple[Unit, ...]:
    allowed = _UNITS_OF[algorithm]
    units = []
    for scalar in scalars(node, report):
        if scalar.text in {unit.value for unit in allowed}:
            units.append(Unit(scalar.text))
        else:
            words = ", ".join(f"«{unit.value}»" for unit in allowed)
            report.add("E205", scalar.at, value=scalar.text, allowed=words)
    return tuple(units)


def _reporting(node: Node | None, report: Report) -> tuple[tuple[Period, int], ...]:
    """Periods with the days the register counts for them."""
    if node is None:
        return ()
    if not isinstance(node, tree.Mapping):
        report.add("E204", node.at, hint="compiler.hint_names")
        return ()
    pairs = []
    for entry in node.entries:
        try:
            counted = parse_period(entry.key.text)
        except UsageError:
            report.add("E207", entry.key.at, value=entry.key.text)
            counted = NO_PERIOD
        pairs.append((counted, number(entry.value, report) or 0))
    return tuple(pairs)


def read_calendars(source: str | None, file: str, report: Report) -> Mapping[str, Calendar]:
    """The calendars written in ``source``, by id. Those with a problem are left out."""
    calendars: dict[str, Calendar] = {}
    root = None if source is None else parse(source, file, report)
    found = {} if root is None else keys(root, report, must=("calendars",))
    for name, _, node in entries(found.get("calendars"), report, CAPITALS) if found else ():
        before = len(report)
        data = _calendar(name, node, report)
        if data is not None and len(report) == before:
            calendars[name] = Calendar(data)
    return calendars


def _calendar(name: str, node: Node, report: Report) -> CalendarData | None:
    found = keys(node, report, must=("version", "title", "years", "saturday", "red_days"))
    years = _years(found.get("years"), report)
    saturday = choice(found.get("saturday"), Saturday, Saturday.free, report)
    days = found.get("red_days")
    if days is not None and not isinstance(days, Sequence):
        report.add("E204", days.at, hint="compiler.hint_list")
    if years is None or not isinstance(days, Sequence):
        return None
    red_days = [_red_day(day, report) for day in days.items]
    return CalendarData(
        id=name,
        version=text(found.get("version"), report),
        title=text(found.get("title"), report),
        first_year=years[0],
        last_year=years[1],
        saturday_works=saturday is Saturday.working,
        fixed=tuple(day for day in red_days if isinstance(day, FixedRedDay)),
        easter=tuple(day for day in red_days if isinstance(day, EasterRedDay)),
    )


def _years(node: Node | None, report: Report) -> tuple[int, int] | None:
    if node is None:
        return None
    found = re.fullmatch(r"([0-9]{4})-([0-9]{4})", node.text) if isinstance(node, Scalar) else None
    if found and 1583 <= int(found[1]) <= int(found[2]) < int(found[1]) + LONGEST_CALENDAR:
        return int(found[1]), int(found[2])
    report.add("E806", node.at, hint="compiler.hint_years")
    return None


def _red_day(node: Node, report: Report) -> FixedRedDay | EasterRedDay | None:
    found = keys(node, report, must=("name", "law"), may=("date", "easter"))
    name, law = text(found.get("name"), report), text(found.get("law"), report)
    if found and ("date" in found) == ("easter" in found):
        report.add("E213", node.at, keys="«date», «easter»", rule="compiler.rule_one_of")
        return None
    if "easter" in found:
        return _easter_day(name, law, found["easter"], report)
    return _fixed_day(name, law, found["date"], report) if "date" in found else None


def _easter_day(name: str, law: str, node: Node, report: Report) -> EasterRedDay | None:
    if isinstance(node, Scalar) and re.fullmatch(r"-?[0-9]{1,2}", node.text):
        return EasterRedDay(name=name, offset=int(node.text), law=law)
    report.add("E806", node.at, hint="compiler.hint_easter")
    return None


def _fixed_day(name: str, law: str, node: Node, report: Report) -> FixedRedDay | None:
    found = re.fullmatch(r"([0-9]{2})-([0-9]{2})", node.text) if isinstance(node, Scalar) else None
    try:
        day = date(2001, int(found[1]), int(found[2])) if found else None
    except ValueError:
        day = None
    if day is None:
        report.add("E806", node.at, hint="compiler.hint_month_day")
        return None
    return FixedRedDay(name=name, month=day.month, day=day.day, law=law)
