"""Dates checked by hand on a wall calendar: what is asked of the calculator, and what must come out.

Each row: a name that says why the row is here; the start (an instant, or a date); the period; the rule; which answer
is meant (``nominal``, ``legal`` or ``end``, the instant from which it is too late); that answer; and the calendar.
"""

from dataclasses import dataclass

NOMINAL, LEGAL, END = "nominal", "legal", "end"


@dataclass(frozen=True, slots=True)
class Case:
    why: str
    start: str
    period: str
    rule: str
    answer: str
    expected: str
    calendar: str = "NO"


_ROLLING = "dl-148-149"
_BVL = "bvl-2-2"
_WORKING = "working-days"

WEEKS = (
    Case("nothing in the way", "2026-11-02T09:15:00+01:00", "1 week", _ROLLING, LEGAL, "2026-11-09"),
    Case("ends on Maundy Thursday", "2026-03-26T12:00:00+01:00", "1 week", _ROLLING, LEGAL, "2026-04-07"),
    Case("ends on Good Friday", "2026-03-27T14:00:00+01:00", "1 week", _ROLLING, LEGAL, "2026-04-07"),
    Case("ends on a Saturday", "2026-10-31T10:00:00+01:00", "1 week", _ROLLING, LEGAL, "2026-11-09"),
    Case("Christmas Eve is not red", "2026-12-17T15:59:00+01:00", "1 week", _ROLLING, LEGAL, "2026-12-24"),
    Case("New Year's Eve is not red", "2026-12-24T11:00:00+01:00", "1 week", _ROLLING, LEGAL, "2026-12-31"),
    Case("1 May before a weekend", "2026-04-24T10:00:00+02:00", "1 week", _ROLLING, LEGAL, "2026-05-04"),
    Case("two holidays on one date", "2027-05-10T10:00:00+02:00", "1 week", _ROLLING, LEGAL, "2027-05-18"),
    Case("already tomorrow in Oslo", "2026-03-24T23:30:00+00:00", "1 week", _ROLLING, LEGAL, "2026-04-01"),
    Case("three weeks to Good Friday", "2026-03-13T13:00:00+01:00", "3 weeks", _ROLLING, LEGAL, "2026-04-07"),
    Case("three weeks to Christmas Day", "2026-12-04T13:00:00+01:00", "3 weeks", _ROLLING, LEGAL, "2026-12-28"),
    Case("three weeks to Whit Monday", "2026-05-04T13:00:00+02:00", "3 weeks", _ROLLING, LEGAL, "2026-05-26"),
    Case("twelve weeks to Easter Monday", "2026-01-12T10:00:00+01:00", "12 weeks", _ROLLING, LEGAL, "2026-04-07"),
    Case("last second of the start day", "2026-10-08T23:59:59+02:00", "12 weeks", _ROLLING, LEGAL, "2026-12-31"),
    Case("stays on Holy Saturday", "2027-01-02T10:00:00+01:00", "12 weeks", "dl-148", NOMINAL, "2027-03-27"),
    Case("through 29 February", "2024-01-08T10:00:00+01:00", "12 weeks", _ROLLING, LEGAL, "2024-04-02"),
)

MONTHS = (
    Case("no 30 February", "2025-11-30T10:00:00+01:00", "3 months", "dl-148", NOMINAL, "2026-02-28"),
    Case("29 February in a leap year", "2027-11-30T10:00:00+01:00", "3 months", _ROLLING, LEGAL, "2028-02-29"),
    Case("no 31 February, and a Sunday", "2026-08-31T10:00:00+02:00", "6 months", _ROLLING, LEGAL, "2027-03-01"),
    Case("no 31 June", "2026-03-31T10:00:00+02:00", "3 months", _ROLLING, LEGAL, "2026-06-30"),
    Case("from 29 February", "2024-02-29T10:00:00+01:00", "6 months", _ROLLING, LEGAL, "2024-08-29"),
    Case("month ends do not stick", "2026-02-28T10:00:00+01:00", "6 months", _ROLLING, LEGAL, "2026-08-28"),
    Case("17 May and Whit Monday at once", "2027-02-17T10:00:00+01:00", "3 months", _ROLLING, LEGAL, "2027-05-18"),
    Case("three months to Christmas Eve", "2026-09-24T10:00:00+02:00", "3 months", _ROLLING, LEGAL, "2026-12-24"),
    Case("six months to New Year's Day", "2026-07-01T10:00:00+02:00", "6 months", _ROLLING, LEGAL, "2027-01-04"),
    Case("midnight in Oslo is a new year", "2026-12-31T23:00:00+00:00", "6 months", _ROLLING, LEGAL, "2027-07-01"),
)

INVESTIGATIONS = (
    Case("no 30 February after the week", "2026-11-23T09:15:00+01:00", "3 months", _BVL, NOMINAL, "2027-02-28"),
    Case("the week is never moved", "2026-03-27T14:00:00+01:00", "3 months", _BVL, LEGAL, "2026-07-03"),
    Case("six months in total, in one step", "2026-06-17T09:00:00+02:00", "6 months", _BVL, LEGAL, "2026-12-24"),
    Case("six months to a Saturday", "2025-11-23T09:00:00+01:00", "6 months", _BVL, LEGAL, "2026-06-01"),
)

WORKING_DAYS = (
    Case("two plain weeks", "2026-11-02T09:15:00+01:00", "10 working days", _WORKING, LEGAL, "2026-11-16"),
    Case(
        "Sunday in UTC, Monday in Oslo", "2026-11-01T23:30:00+00:00", "10 working days", _WORKING, LEGAL, "2026-11-16"
    ),
    Case("across Easter", "2026-03-27T16:30:00+01:00", "10 working days", _WORKING, LEGAL, "2026-04-15"),
    Case("begins on Holy Saturday", "2026-04-04T12:00:00+02:00", "10 working days", _WORKING, LEGAL, "2026-04-20"),
    Case("an early Easter", "2024-03-20T10:00:00+01:00", "10 working days", _WORKING, LEGAL, "2024-04-08"),
    Case("the latest Easter there is", "2038-04-14T10:00:00+02:00", "10 working days", _WORKING, LEGAL, "2038-05-03"),
    Case("17 May on a Wednesday", "2028-05-08T10:00:00+02:00", "10 working days", _WORKING, LEGAL, "2028-05-23"),
    Case("across Whitsun", "2026-05-15T10:00:00+02:00", "10 working days", _WORKING, LEGAL, "2026-06-01"),
    Case("begins on 1 May", "2026-05-01T10:00:00+02:00", "10 working days", _WORKING, LEGAL, "2026-05-18"),
    Case("across Christmas", "2026-12-23T10:00:00+01:00", "10 working days", _WORKING, LEGAL, "2027-01-08"),
    Case("across the clock change", "2026-10-16T10:00:00+02:00", "10 working days", _WORKING, LEGAL, "2026-10-30"),
    Case("Saturdays count", "2026-11-02T10:00:00+01:00", "10 working days", _WORKING, LEGAL, "2026-11-13", "NO_SAT"),
    Case(
        "may end on Saturday", "2026-12-18T10:00:00+01:00", "10 working days", _WORKING, LEGAL, "2027-01-02", "NO_SAT"
    ),
)

INSTANTS = (
    Case(
        "an hour longer by the sun", "2026-10-23T15:00:00+02:00", "48 hours", "hours", END, "2026-10-25T14:00:00+01:00"
    ),
    Case("Sunday left out", "2026-10-23T15:00:00+02:00", "48 hours", "hours-149", END, "2026-10-26T15:00:00+01:00"),
    Case("Christmas left out", "2026-12-24T10:00:00+01:00", "48 hours", "hours-149", END, "2026-12-29T10:00:00+01:00"),
    Case("the end of a day of 25 hours", "2026-10-25", "0 days", "dl-148", END, "2026-10-26T00:00:00+01:00"),
)

CASES = (*WEEKS, *MONTHS, *INVESTIGATIONS, *WORKING_DAYS, *INSTANTS)
