"""What is owed in each period, proved in time: its ladders in every period, its last word, and its paths."""

from datetime import date

from pathways.proving.goals import Kind
from pathways.proving.search import search
from tests.machine.periods import CALENDAR_YEARS, LADDER, QUARTERS, YEARLY, home
from tests.proving.support import proved
from tests.support.worlds import small

LAST = "\n      - {after: 1 working day, to: [leder], escalate: true}"


def found(text: str, years: int = 1) -> dict[str, str]:
    """Sentences by code."""
    return {each.problem.code: each.problem.sentence for each in proved(small(text).catalogue, years).found}


def test_ladders_that_fit_every_period_have_no_problem() -> None:
    assert found(YEARLY) == {}
    assert found(home(QUARTERS.format(first="none"))) == {}
    assert found(home(CALENDAR_YEARS.format(first="share"))) == {}


def test_a_reminder_that_lies_before_a_short_month_is_found() -> None:
    monthly = home(
        "{period: 1 month, times: 1, aligned: calendar, first: whole}",
        ladder="\n      - {before: 27 days, to: [leder]}" + LAST,
    )
    assert "E901" in found(monthly)


def test_a_month_that_is_short_only_in_a_later_period_is_found_too() -> None:
    """From 31 December the first month ends on 31 January; the next, on 28 February, begins on 1 February."""
    text = home(
        "{period: 1 month, times: 1, aligned: anchor}", ladder="\n      - {before: 27 days, to: [leder]}" + LAST
    )
    proof = proved(small(text).catalogue, 1, date(2026, 12, 31))
    shown = {each.problem.code: each.shown for each in proof.found}
    assert shown["E901"] is not None
    assert shown["E901"].first == date(2026, 12, 31)


def test_two_rungs_at_one_instant_are_found_in_periods() -> None:
    twice = LADDER.replace("{before: 1 month,", "{before: 31 days, to: [saksbehandler]}\n      - {before: 1 month,")
    assert "E904" in found(home("{period: 1 year, times: 4, aligned: anchor}", ladder=twice))


def test_its_last_word_must_go_to_somebody_above() -> None:
    assert "E907" in found(
        home("{period: 1 year, times: 4, aligned: anchor}", ladder="\n      - {on_due: '08:00', to: [leder]}")
    )


def test_a_path_is_found_to_everything_that_can_become_of_it() -> None:
    catalogue = small(home(QUARTERS.format(first="none").replace("times: 1", "times: 3"))).catalogue
    searched = search(catalogue, catalogue.pathways[0], lambda _done, _of: None)
    outcomes = {goal.about for goal in searched.ways if goal.kind is Kind.deadline}
    assert {"met", "missed", "ended"} <= {str(about) for about in outcomes}
    assert not searched.stopped
