"""What is owed in each period, as the compiler reads it: what is refused where, what is told of it, and its digest."""

import pytest

from pathways.compiler.diagram import deadlines_table
from pathways.compiler.difference import differences
from pathways.compiler.digest import canonical
from pathways.errors import DefinitionError
from tests.compiler.support import problems
from tests.machine.periods import REDUCED, YEARLY
from tests.machine.samples import MATTER
from tests.support.moves import edited
from tests.support.worlds import small

GOOD = {
    "title": "Besøk",
    "from": "melding",
    "every": "{period: 1 year, times: 4, aligned: anchor}",
    "counting": "perioder",
    "basis": "rutinen",
    "met_by": "avtalt",
    "ends": "{state: [henlagt, ferdig]}",
    "on_pause": "runs",
    "remind": "{after: 1 working day, to: leder, escalate: true}",
}


def told(**changed: str) -> list[str]:
    """Codes of the problems with these keys in place of the good ones; an empty one is left out."""
    lines = [f"    {key}: {value}" for key, value in {**GOOD, **changed}.items() if value]
    return [problem.code for problem in problems("deadlines:\n  besok:\n" + "\n".join(lines))]


@pytest.mark.parametrize(
    ("period", "remind", "expected"),
    [
        ("1 day", "{after: 1 working day, to: leder, escalate: true}", ["E550"]),
        ("2 days", "{after: 1 working day, to: leder, escalate: true}", []),
        ("1 week", "{after: 1 working day, to: leder, escalate: true}", []),
    ],
)
def test_what_the_clock_passes_in_a_year_is_bounded(period: str, remind: str, expected: list[str]) -> None:
    assert told(every=f"{{period: {period}, times: 1, aligned: anchor}}", remind=remind) == expected


def test_what_several_owe_in_each_period_is_bounded_together() -> None:
    every = "{period: 3 days, times: 1, aligned: anchor}"
    lines = [f"    {key}: {value}" for key, value in {**GOOD, "every": every}.items()]
    three = "".join(f"  besok{count}:\n" + "\n".join(lines) + "\n" for count in range(3))
    assert [each.code for each in problems("deadlines:\n" + three)] == ["E550"]


def test_what_is_right_has_no_problem() -> None:
    assert told() == []


@pytest.mark.parametrize(
    "every",
    [
        "{period: 0 days, times: 1, aligned: anchor}",
        "{period: 1 year, times: 367, aligned: anchor, same_day: each}",
        "{period: 1 year, times: 0, aligned: anchor}",
    ],
)
def test_amounts_that_make_no_sense_are_refused(every: str) -> None:
    assert "E540" in told(every=every)


@pytest.mark.parametrize(
    ("every", "code"),
    [
        ("1 year", "E204"),
        ("{times: 4, aligned: anchor}", "E203"),
        ("{period: 1 year, times: fire, aligned: anchor}", "E204"),
        ("{period: et år, times: 4, aligned: anchor}", "E207"),
        ("{period: 1 year, times: 4, aligned: rullende}", "E205"),
        ("{period: 1 year, times: 4, aligned: anchor, first: share}", "E215"),
        ("{period: 1 year, times: 4, aligned: calendar}", "E203"),
        ("{period: 1 year, times: 4, aligned: anchor, same_day: both}", "E205"),
        ("{period: 1 year, times: 4, aligned: anchor, reduced: {by: utvidet, times: 2}}", "E203"),
        ("{period: 1 year, times: 4, aligned: anchor, reduced: {by: borte, until: konkludert, times: 2}}", "E210"),
        ("{period: 1 year, times: 4, aligned: anchor, reduced: {by: utvidet, until: avtalt, times: 2}}", "E510"),
        ("{period: 1 year, times: 4, aligned: anchor, reduced: {by: utvidet, until: konkludert, times: 0}}", "E541"),
        ("{period: 48 hours, times: 1, aligned: anchor}", "E502"),
        ("{period: 10 working days, times: 1, aligned: calendar, first: whole}", "E542"),
    ],
)
def test_each_mistake_is_told_by_its_code(every: str, code: str) -> None:
    assert code in told(every=every)


@pytest.mark.parametrize("event", ["faerre", "som_for"])
def test_a_decision_that_reduces_or_ends_that_is_not_decided_anew(event: str) -> None:
    line = next(each for each in YEARLY.splitlines() if each.strip().startswith(f"{event}: {{"))
    text = edited(YEARLY, (line, line.replace("decision: true}", "decision: true, redecide: {by: [leder]}}")))
    with pytest.raises(DefinitionError) as refused:
        small(text)
    found = refused.value.values["problems"]
    assert isinstance(found, tuple)
    assert [problem.code for problem in found] == ["E331"]


@pytest.mark.parametrize("key", ["within", "until"])
def test_a_deadline_has_a_period_or_a_date_and_not_both(key: str) -> None:
    assert "E213" in told(**{key: "1 week" if key == "within" else "dato"})


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("opens", "{state: undersokes}"),
        ("extend", "{by: utvidet, within: 2 years}"),
        ("reporting", "{days: 400}"),
        ("at_most", "{within: 1 year, basis: rutinen}"),
        ("per", "melder"),
    ],
)
def test_keys_that_mean_nothing_in_periods_are_refused(key: str, value: str) -> None:
    assert "E215" in told(**{key: value})


@pytest.mark.parametrize("start", ["{field: dato}", "{deadline: gjennomgang}", "avtalt"])
def test_periods_count_from_an_event_of_the_run_that_is_not_itself_counted(start: str) -> None:
    assert "E544" in told(**{"from": start})


def test_one_that_nothing_ends_is_left_open_where_it_can_no_longer_be_met() -> None:
    assert told(ends="") == ["E513"]


def test_a_reminder_as_long_as_the_period_is_refused() -> None:
    ladder = "[{before: 1 year, to: leder}, {after: 1 working day, to: leder, escalate: true}]"
    assert told(remind=ladder) == ["E506"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("times: 4", "times: 5"),
        ("aligned: anchor", "aligned: calendar, first: share"),
        ("aligned: anchor", "aligned: anchor, same_day: each"),
        ("until: som_for, times: 2", "until: som_for, times: 3"),
        (", reduced: " + REDUCED, ""),
    ],
)
def test_everything_it_says_is_part_of_what_the_definition_means_and_told_as_a_difference(old: str, new: str) -> None:
    text = edited(YEARLY, (old, new), version="2026-01-01")
    (one,), (other,) = small(YEARLY).catalogue.pathways, small(text).catalogue.pathways
    assert one.digest != other.digest
    context = small(YEARLY).catalogue.context
    assert ("besok", "every") in [
        (each.name, each.what.partition("_")[0]) for each in differences(one, context, other, context)
    ]


def test_what_is_owed_once_means_what_it_always_meant() -> None:
    catalogue = small(MATTER).catalogue
    assert "every" not in canonical(catalogue.pathways[0], catalogue.context)


def test_the_table_says_how_often_it_is_owed() -> None:
    (pathway,) = small(YEARLY).catalogue.pathways
    assert "4 på 1 år, eller 2 etter beslutning" in deadlines_table(pathway)
