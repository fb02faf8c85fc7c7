"""The oracle shares nothing with the engine, refuses what it does not know, and counts as on a wall calendar."""

import ast
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.oracle.naive.days import NotCoveredError, is_worked, red_days
from tests.oracle.naive.guards import Seen, Value, holds
from tests.oracle.naive.law import read
from tests.oracle.naive.limits import Counted, Wait, counted, limit_on, step
from tests.oracle.naive.log import acts
from tests.support.worlds import definition

OWN = "tests.oracle.naive"
ALLOWED = {
    "ast",
    "collections",
    "copy",
    "dataclasses",
    "datetime",
    "dateutil",
    "fractions",
    "functools",
    "math",
    "typing",
    "yaml",
    "zoneinfo",
}


def _imported(path: Path) -> set[str]:
    names = set[str]()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    return names


def test_the_oracle_imports_nothing_of_the_engine() -> None:
    files = sorted((Path(__file__).parent / "naive").glob("*.py"))
    strays = {
        f"{path.name}: {name}"
        for path in files
        for name in _imported(path)
        if not name.startswith(OWN) and name.partition(".")[0] not in ALLOWED
    }
    assert len(files) >= 7
    assert strays == set()


def test_the_oracle_reads_none_of_the_counting_data() -> None:
    texts = [path.read_text(encoding="utf-8") for path in (Path(__file__).parent / "naive").glob("*.py")]
    assert not any("open(" in text or "read_text" in text for text in texts)


def _count_in(text: str) -> None:
    spec = read(text).deadlines["frist"]
    limit_on(step(date(2026, 1, 5), "1 working days", spec["calendar"]), spec["counting"])


@pytest.mark.parametrize("word", ["per_quarter: 4", "kind: quota", "counting: hours-149", "calendar: SE"])
def test_a_word_that_the_oracle_has_not_been_taught_is_refused(word: str) -> None:
    key = word.partition(":")[0]
    parts = {"kind": "duty", "counting": "dl-148", "calendar": "NO"} | {key: word.partition(": ")[2]}
    told = ", ".join(f"{name}: {value}" for name, value in parts.items())
    deadline = f"frist: {{title: Frist, from: kommet, within: 1 week, basis: lov, on_pause: runs, {told}}}"
    text = definition(states="a: {title: A, start: true}", events="kommet: {title: K, start: true}", deadlines=deadline)
    with pytest.raises(NotCoveredError):
        _count_in(text)


def test_a_record_of_a_kind_that_the_oracle_does_not_know_is_refused() -> None:
    record = {"seq": 1, "kind": "merger", "recorded_at": datetime(2026, 1, 1, tzinfo=UTC)}
    with pytest.raises(NotCoveredError):
        acts([record])


def test_the_red_days_of_2026_are_those_of_the_almanac() -> None:
    almanac = [
        "01-01",
        "04-02",
        "04-03",
        "04-05",
        "04-06",
        "05-01",
        "05-14",
        "05-17",
        "05-24",
        "05-25",
        "12-25",
        "12-26",
    ]
    assert sorted(red_days(2026)) == [date.fromisoformat(f"2026-{day}") for day in almanac]


def test_saturdays_are_worked_in_the_strict_calendar_alone() -> None:
    saturday = date(2026, 1, 10)
    assert (is_worked(saturday, "NO"), is_worked(saturday, "NO_SAT")) == (False, True)


@pytest.mark.parametrize(
    ("start", "period", "last"),
    [
        ("2026-08-24", "1 week", "2026-08-31"),
        ("2026-08-31", "3 months", "2026-11-30"),
        ("2026-11-30", "3 months", "2027-02-28"),
        ("2026-01-05", "10 working days", "2026-01-19"),
        ("2026-03-30", "3 working days", "2026-04-07"),
        ("2024-02-29", "1 year", "2025-02-28"),
    ],
)
def test_a_period_ends_as_a_finger_on_the_calendar_says(start: str, period: str, last: str) -> None:
    assert step(date.fromisoformat(start), period, "NO").isoformat() == last


def _waits(*stretches: tuple[str, str]) -> tuple[Wait, ...]:
    return tuple(
        Wait(
            since_on=date.fromisoformat(since),
            since_at=None,
            until_on=date.fromisoformat(until) if until else None,
            until_at=None,
        )
        for since, until in stretches
    )


@pytest.mark.parametrize(
    ("on_pause", "waits", "last", "stands"),
    [
        ("runs", _waits(("2026-01-06", "2026-01-16")), "2026-01-19", None),
        ("freezes", _waits(("2026-01-08", "2026-01-12")), "2026-01-21", None),
        ("freezes", _waits(("2026-01-08", "2026-01-12"), ("2026-01-09", "2026-01-13")), "2026-01-22", None),
        ("freezes", _waits(("2026-01-20", "2026-01-30")), "2026-01-19", None),
        ("freezes", _waits(("2026-01-08", "")), "2026-01-19", "2026-01-08"),
        ("restarts", _waits(("2026-01-08", "2026-01-12")), "2026-01-26", None),
        ("restarts", _waits(("2026-01-20", "2026-01-30")), "2026-01-19", None),
    ],
)
def test_waiting_does_to_ten_working_days_what_was_counted_by_hand(
    on_pause: str, waits: tuple[Wait, ...], last: str, stands: str | None
) -> None:
    found = counted(date(2026, 1, 5), "10 working days", "working-days", "NO", waits, on_pause)
    since = None if stands is None else date.fromisoformat(stands)
    assert found == Counted(limit=limit_on(date.fromisoformat(last), "working-days"), stands_since=since)


@pytest.mark.parametrize(
    ("guard", "expected"),
    [
        ('kode in ["1", "2"] and not flagg', True),
        ('kode != "2" or flagg', True),
        ('ukjent != "2"', False),
        ("recorded(ukjent)", False),
        ('"b" in flere and dag <= happened', True),
        ('happened > after(dag, "1 week", "dl-148")', False),
        ("all_ended(ting)", False),
        ("any_in(ting, ny) and none_in(ting, borte)", True),
    ],
)
def test_a_guard_holds_as_it_reads(guard: str, expected: bool) -> None:  # noqa: FBT001
    values: dict[str, Value] = {"kode": "1", "flere": ("a", "b"), "dag": "2026-01-05"}
    seen = Seen(values=values, happened="2026-01-12", items={"ting": [("ny", False), ("gjort", True)]})
    assert holds(guard, seen) is expected
