"""What is owed in each period, when a run comes to another version: kept, begun anew, dropped, or refused."""

from datetime import date

import pytest

from pathways.engine.foreseen_moves import foresee_move
from pathways.engine.replay import Kept, replay_case
from pathways.machine.state_json import dump
from pathways.store.pinned import PinnedCase
from tests.machine.periods import LADDER, QUARTERS, REDUCED, YEARLY, counts, home, periods, tally
from tests.support.cases import CASE, ToldCase, instant
from tests.support.moves import edited, fitted, migrate, own_plan, plan, revert
from tests.support.versions import digests_of
from tests.support.worlds import small

SIX = edited(YEARLY, ("times: 4", "times: 6"))
HALVES = edited(YEARLY, ("period: 1 year", "period: 6 months"))
ONCE = edited(
    YEARLY,
    ("every: {period: 1 year, times: 4, aligned: anchor, reduced: " + REDUCED + "}", "within: 1 year"),
    ("bor: {title: Bor her,", "bor: {title: Bor her, silent: Ingenting skyldes etter besøket,"),
)


def moved(new: str, carry: str, when: str = "2026-06-01") -> ToldCase:
    """A child moved in on 15 January 2026, visited in February, moved to ``new``."""
    world = small(YEARLY, new)
    case = ToldCase(world=world)
    case.start("prove", "2026-01-15")
    case.do("inn", "2026-01-15")
    case.do("besok", "2026-02-12")
    migrate(case, fitted(world, plan(carried={"besok": carry})), when)
    return case


def agrees(case: ToldCase) -> bool:
    replayed = replay_case(case.world, CASE, case.records, Kept(digests=case.digests, derived=case.derived))
    same = replayed.state_text == dump(case.state) == dump(case.rebuilt().state)
    return same and not replayed.differs_at and not replayed.counted_otherwise


def problems(new: str, **carried: str) -> str:
    return " ".join(fitted(small(YEARLY, new), plan(carried=carried)).problems)


def test_a_kept_period_runs_out_as_it_is_and_the_next_follows_the_new_version() -> None:
    case = moved(SIX, "keep")
    assert counts(case, "2027-02-01") == [("breach", 1, 4), ("running", 0, 6)]
    assert [each.nominal for each in periods(case, "2027-02-01")] == [date(2027, 1, 15), date(2028, 1, 15)]
    assert agrees(case)


def test_a_visit_after_the_migration_counts_in_the_kept_period() -> None:
    case = moved(SIX, "keep")
    case.do("besok", "2026-07-01")
    assert counts(case, "2026-07-02") == [("running", 2, 4)]
    assert agrees(case)


def test_a_period_that_begins_anew_counts_from_the_migration_and_the_old_one_falls_away() -> None:
    case = moved(HALVES, "reset")
    first, second = periods(case, "2026-06-02")
    assert (first.word, tally(first).counted, second.word, tally(second).counted) == ("ended", 1, "running", 0)
    assert (tally(second).first, second.nominal) == (date(2026, 6, 1), date(2026, 12, 1))
    assert agrees(case)


def test_what_was_missed_before_stays_missed() -> None:
    case = moved(HALVES, "reset", "2027-02-01")
    assert counts(case, "2027-02-02") == [("breach", 1, 4), ("ended", 0, 4), ("running", 0, 4)]


def test_a_migration_that_is_taken_back_leaves_the_periods_as_they_were() -> None:
    case = moved(HALVES, "reset")
    revert(case, fitted(case.world, plan(carried={"besok": "reset"})), "2026-07-01")
    assert counts(case, "2026-07-02") == [("running", 1, 4)]
    assert agrees(case)


@pytest.mark.parametrize(
    ("new", "carry", "told"),
    [
        (SIX, "rebudget", "«keep»"),
        (HALVES, "rebudget", "«reset»"),
        (HALVES, "keep", "kan ikke gå videre"),
        (ONCE, "keep", "bare den ene utgaven"),
        (ONCE, "reset", "bare den ene utgaven"),
    ],
)
def test_what_has_no_meaning_is_refused(new: str, carry: str, told: str) -> None:
    assert told in problems(new, besok=carry)


def test_a_plan_must_say_what_becomes_of_periods_that_are_others() -> None:
    assert "besok" in problems(SIX)
    assert problems(edited(YEARLY, ("title: Besøk\n", "title: Besøk i hjemmet\n"))) == ""


def test_a_plan_that_is_made_of_itself_keeps_them() -> None:
    world = small(YEARLY, SIX)
    made = own_plan(world, *digests_of(world, "prove"))
    assert made.problems == ()
    assert [(move.old, move.carry) for move in made.plan.moves] == [("besok", "keep")]


def test_the_new_ladder_holds_from_the_migration_on() -> None:
    told = LADDER.replace("1 month", "2 months")
    every = f"{{period: 1 year, times: 4, aligned: anchor, reduced: {REDUCED}}}"
    case = moved(home(every, ladder=told, version="2026-03-01"), "keep")
    assert [crossing.what for crossing in case.tick("2026-11-20")] == ["before-2-months"]


def missed_on_a_friday(new: str) -> ToldCase:
    """A child that moved in on 15 January was visited once in a year; on the Sunday after it is moved to ``new``."""
    world = small(YEARLY, new)
    case = ToldCase(world=world)
    case.start("prove", "2026-01-15")
    case.do("inn", "2026-01-15")
    case.do("besok", "2026-02-12")
    case.tick("2027-01-16")
    return case


def test_what_was_missed_is_escalated_after_the_child_has_moved_out_and_the_case_to_another_version() -> None:
    case = missed_on_a_friday(SIX)
    case.do("ut", "2027-01-16")
    migrate(case, fitted(case.world, plan(carried={"besok": "keep"})), "2027-01-17")
    assert [crossing.what for crossing in case.tick("2027-02-20")] == ["after-1-working_days"]
    assert agrees(case)


def test_what_was_missed_is_reminded_of_as_the_new_version_says() -> None:
    told = LADDER.replace("1 working day", "3 weeks")
    every = f"{{period: 1 year, times: 4, aligned: anchor, reduced: {REDUCED}}}"
    new = home(every, ladder=told, version="2026-03-01")
    case = missed_on_a_friday(new)
    migrate(case, fitted(case.world, plan(carried={"besok": "keep"})), "2027-01-17")
    assert [(crossing.what, crossing.due.date()) for crossing in case.tick("2027-02-20")] == [
        ("after-3-weeks", date(2027, 2, 5))
    ]
    assert agrees(case)


@pytest.mark.parametrize("carry", ["keep", "own"])
def test_a_period_in_which_nothing_is_owed_stays_so(carry: str) -> None:
    """A migration opens nothing: another calendar is no duty in a part of a quarter that is not owed."""
    quarters = home(QUARTERS.format(first="none"))
    world = small(quarters, edited(quarters, ("times: 1", "times: 2")))
    case = ToldCase(world=world)
    case.start("prove", "2026-01-15")
    case.do("inn", "2026-01-15")
    wanted = fitted(world, plan(carried={"besok": carry})) if carry == "keep" else None
    migrate(case, wanted or own_plan(world, *digests_of(world, "prove")), "2026-02-01")
    assert case.tick("2026-03-31") == ()
    assert counts(case, "2026-03-31") == [("dormant", 0, 0)]
    assert counts(case, "2026-04-01") == [("ended", 0, 0), ("running", 0, 2)]
    assert agrees(case)


def test_only_what_would_not_be_refused_is_offered_for_periods() -> None:
    assert "rebudget" not in problems(SIX)
    assert "velg keep" in problems(SIX)
    assert "«reset» eller «drop»" in problems(HALVES)
    assert "keep" not in problems(HALVES)
    assert "bare den ene utgaven" in problems(ONCE)


def foreseen(new: str, carry: str) -> list[tuple[str, date | None, date | None]]:
    """Each deadline that would be another on 1 June: its name, and the dates it has and would have."""
    case = ToldCase(world=small(YEARLY, new))
    case.start("prove", "2026-01-15")
    case.do("inn", "2026-01-15")
    pinned = PinnedCase(case_id="x", version=len(case.records), recorded_at=case.now, state=dump(case.state))
    wanted = fitted(case.world, plan(carried={"besok": carry}))
    found = foresee_move(case.world, [wanted], pinned, (), instant("2026-06-01"))
    assert found is not None
    return [(each.name, each.before, each.after) for each in found.shifts]


def test_the_preview_shows_when_the_period_that_begins_anew_is_over() -> None:
    assert foreseen(HALVES, "reset") == [("besok", date(2027, 1, 15), date(2026, 12, 1))]
    assert foreseen(SIX, "keep") == []
