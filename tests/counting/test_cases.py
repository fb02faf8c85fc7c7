"""The dates checked by hand, and that they are the same set as the shared ones where those lie at hand."""

import csv
from datetime import datetime

import pytest

from tests.counting.cases import CASES, END, LEGAL, NOMINAL, Case
from tests.counting.support import due
from tests.support.shared import shared_or_skip

UNITS = {"week": "weeks", "month": "months", "workday": "working days", "hour": "hours", "day": "days"}
RULES = {
    "DL148": ("dl-148", NOMINAL),
    "DL148+149": ("dl-148-149", LEGAL),
    "BVL2-2": ("bvl-2-2", NOMINAL),
    "BVL2-2+41": ("bvl-2-2", LEGAL),
    "WD": ("working-days", LEGAL),
    "HOURS": ("hours", END),
    "HOURS149": ("hours-149", END),
    "EOD": ("dl-148", END),
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.why)
def test_counts_as_the_wall_calendar_does(case: Case) -> None:
    counted = due(case.start, case.period, case.rule, case.calendar)
    if case.answer == END:
        assert counted.missed_from == datetime.fromisoformat(case.expected)
    else:
        assert getattr(counted, case.answer).isoformat() == case.expected


def test_there_are_47_cases_and_none_twice() -> None:
    assert len(CASES) == 47
    assert len({_key(case) for case in CASES}) == 47
    assert len({case.why for case in CASES}) == 47


def test_the_cases_are_the_shared_ones() -> None:
    with shared_or_skip("domain/deadline-vectors.csv").open(encoding="utf-8", newline="") as file:
        shared = {_shared_key(row) for row in csv.DictReader(file)}
    assert {_key(case) for case in CASES} == shared


def _key(case: Case) -> tuple[str, ...]:
    amount, unit = case.period.split(" ", 1)
    plural = unit if unit.endswith("s") else f"{unit}s"
    return (case.start, f"{amount} {plural}", case.rule, case.answer, case.calendar, case.expected)


def _shared_key(row: dict[str, str]) -> tuple[str, ...]:
    rule, answer = RULES[row["rule"]]
    calendar = "NO" if row["calendar"] == "none" else row["calendar"]
    return (row["start"], f"{row['amount']} {UNITS[row['unit']]}", rule, answer, calendar, row["expected_due"])
