"""Due dates and their why in words and as JSON: dates with weekday in bokmål, instants in JSON with offset.

Knows no case, no deadline of a definition and no colour; those are told elsewhere, with ``write_date``.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from pathways.counting.oslo import civil_date, is_shown_twice, to_oslo
from pathways.messages import say
from pathways.model.counting import CountingRule, Due, Period, Step


def write_date(day: date) -> str:
    """``mandag 30. november 2026``."""
    return _write(day, "counting.weekdays", "counting.months")


def write_short(day: date) -> str:
    """``man. 30. nov. 2026``."""
    return _write(day, "counting.weekdays_short", "counting.months_short")


def write_month(day: date) -> str:
    """``november 2026``."""
    return f"{say('counting.months').split()[day.month - 1]} {day.year}"


def month_short(day: date) -> str:
    """``nov.``."""
    return say("counting.months_short").split()[day.month - 1]


def write_clock(instant: datetime) -> str:
    """``09:15`` by the clock in Norway; with seconds where there are any. Raises CountingError for a naive instant.

    In the hour that the clock shows twice, the last Sunday of October, with the offset: ``02:30 (+01:00)``.
    """
    shown = to_oslo(instant)
    clock = shown.strftime("%H:%M:%S" if shown.second else "%H:%M")
    return f"{clock} ({shown.isoformat()[-6:]})" if is_shown_twice(shown) else clock


def write_period(period: Period) -> str:
    """``1 uke``, ``10 virkedager``."""
    number = "unit" if period.amount == 1 else "units"
    return f"{period.amount} {say(f'counting.{number}.{period.unit}')}"


def write_step(step: Step) -> str:
    """The sentence of one step of the why, without its date."""
    return say(step.key, **dict(step.values))


def tell_due(due: Due, steps: Sequence[Step], rule: CountingRule) -> list[str]:
    """Lines for people: the date first, then each step of the why, then from when it is too late, and the law.

    Where the roll is unsettled both dates are told, and neither is called breached before the later one.
    """
    lines = [_headline(due), ""]
    width = max((len(write_short(step.on)) for step in steps), default=0)
    lines += [say("counting.told.line", on=write_short(step.on).ljust(width), text=write_step(step)) for step in steps]
    lines += ["", _missed_from(due)]
    if due.reporting is not None:
        lines.append(say("counting.told.reporting", date=write_date(due.reporting)))
    source = say(
        "counting.told.source",
        law=rule.law,
        rule=due.rule,
        rule_version=due.rule_version,
        calendar=due.calendar,
        calendar_version=due.calendar_version,
    )
    return [*lines, source]


def due_as_json(due: Due, steps: Sequence[Step]) -> dict[str, object]:
    """Plain values for JSON. ``nominal`` and ``legal`` are ISO dates; for hour rules instants by the clock in Oslo.

    ``met_before`` is the first instant (UTC) that is too late by the legal date, ``met_before_nominal`` by the nominal.
    """
    return {
        "nominal": _date_or_instant(due.nominal, due.nominal_at),
        "legal": _date_or_instant(due.legal, due.legal_at),
        "reporting": due.reporting.isoformat() if due.reporting else None,
        "met_before": _utc(due.missed_from),
        "met_before_nominal": _utc(due.nominal_end),
        "roll_settled": due.roll_settled,
        "rule": due.rule,
        "rule_version": due.rule_version,
        "calendar": due.calendar,
        "calendar_version": due.calendar_version,
        "why": [{"on": step.on.isoformat(), "step": step.key, "text": write_step(step)} for step in steps],
    }


def _write(day: date, weekdays: str, months: str) -> str:
    weekday = say(weekdays).split()[day.weekday()]
    month = say(months).split()[day.month - 1]
    return say("counting.date", weekday=weekday, day=day.day, month=month, year=day.year)


def _headline(due: Due) -> str:
    if due.legal_at is not None:
        return say("counting.told.at", legal=write_date(civil_date(due.legal_at)), clock=write_clock(due.legal_at))
    legal = write_date(due.legal)
    if due.roll_settled or due.legal == due.nominal:
        return say("counting.told.settled", legal=legal)
    return say("counting.told.unsettled", nominal=write_date(due.nominal), legal=legal)


def _missed_from(due: Due) -> str:
    shown = to_oslo(due.missed_from)
    if due.roll_settled or due.legal == due.nominal:
        return say("counting.told.missed_from", date=write_date(shown.date()), clock=write_clock(shown))
    nominal = write_date(to_oslo(due.nominal_end).date())
    return say("counting.told.missed_from_unsettled", nominal=nominal, legal=write_date(shown.date()))


def _date_or_instant(day: date, instant: datetime | None) -> str:
    return day.isoformat() if instant is None else to_oslo(instant).isoformat()


def _utc(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat().replace("+00:00", "Z")
