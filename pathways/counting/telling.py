"""Due dates and their why in words and as JSON: dates with weekday in bokmål, instants in JSON with offset.

Knows no case, no deadline of a definition and no colour; those are told elsewhere, with ``write_date``.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from pathways.counting.oslo import civil_date, is_shown_twice, to_oslo
from pathways.messages import say
from pathways.model.counting import CountingRule, Due, Period, Step

ONE_DAY = timedelta(days=1)

SKIPPED = "counting.why.skipped"
"""The step of a day that does not count."""


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


def tell_steps(steps: Sequence[Step]) -> list[tuple[str, str]]:
    """The date and the sentence of each step; days passed over that lie side by side are one line, all of them named.

    ``lørdag 2. og søndag 3. mai: teller ikke``.
    """
    stretches: list[list[Step]] = []
    for step in steps:
        before = stretches[-1][-1] if stretches else None
        if before is not None and step.key == before.key == SKIPPED and step.on - before.on == ONE_DAY:
            stretches[-1].append(step)
        else:
            stretches.append([step])
    return [(write_short(stretch[0].on), _write_stretch(stretch)) for stretch in stretches]


def tell_due(due: Due, steps: Sequence[Step], rule: CountingRule) -> list[str]:
    """Lines for people: the date first, then each step of the why, then from when it is too late, and the law.

    Where the roll is unsettled both dates are told, and neither is called breached before the later one.
    """
    lines = [_headline(due), ""]
    told = tell_steps(steps)
    width = max((len(on) for on, _ in told), default=0)
    lines += [say("counting.told.line", on=on.ljust(width), text=text) for on, text in told]
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


def _write_stretch(stretch: Sequence[Step]) -> str:
    """A step alone as it is; several days each by its weekday and its name, where it has one, and a month once."""
    if len(stretch) == 1:
        return write_step(stretch[0])
    days = [_write_day(step, following) for step, following in zip(stretch, [*stretch[1:], None], strict=True)]
    told = say("counting.and").join([", ".join(days[:-1]), days[-1]])
    return write_step(Step(on=stretch[0].on, key=SKIPPED, values=(("name", told),)))


def _write_day(step: Step, following: Step | None) -> str:
    """``lørdag 2.``, ``søndag 3. mai``, ``lørdag 26. (andre juledag)``."""
    on, name = step.on, dict(step.values)["name"]
    weekday, month = (say(f"counting.{key}").split() for key in ("weekdays", "months"))
    told = say("counting.day", weekday=weekday[on.weekday()], day=on.day)
    if following is None or following.on.month != on.month:
        told = say("counting.day_month", day=told, month=month[on.month - 1])
    return told if name == weekday[on.weekday()] else say("counting.day_named", day=told, name=name)


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
