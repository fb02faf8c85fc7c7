"""What was recorded too late of what is owed in periods: visits, and decisions that fewer of them are owed."""

from dataclasses import replace

import pytest

from pathways.engine.figures import became
from pathways.machine.decide import IMPORTER
from pathways.machine.late_entry import Entered
from pathways.machine.lateness import Lateness
from tests.machine.periods import YEARLY, moved_in
from tests.machine.test_entered_late import entered, first_year
from tests.support.cases import ANYBODY, ToldCase, act, at_seq

THREE = ("2026-03-01", "2026-06-01", "2026-09-01")


def visited_three_times(text: str = YEARLY) -> ToldCase:
    case = moved_in(text)
    for day in THREE:
        case.do("besok", day)
    return case


def read_in(case: ToldCase, name: str, on: str, recorded: str) -> None:
    """The same event, as another system had it."""
    case.write(act(name, on, actor=replace(ANYBODY, roles=(*ANYBODY.roles, IMPORTER))), recorded=recorded)


def test_it_is_the_last_visit_that_was_needed_that_tells_whether_all_was_only_read_in() -> None:
    case, by_hand = visited_three_times(), visited_three_times()
    read_in(case, "besok", "2026-12-01", "2027-02-01")
    read_in(by_hand, "besok", "2026-11-01", "2026-12-01")
    assert [first_year(each).lateness for each in (case, by_hand)] == [Lateness.imported, Lateness.none]
    of_both = moved_in()
    for day in THREE[:2]:
        of_both.do("besok", day)
    read_in(of_both, "besok", "2026-09-01", "2027-02-01")
    of_both.do("besok", "2026-12-01", recorded="2027-02-02")
    assert first_year(of_both).lateness is Lateness.registration


def test_fewer_visits_that_were_read_in_late_made_nobody_late() -> None:
    case = visited_three_times()
    read_in(case, "faerre", "2026-06-10", "2027-02-01")
    assert (entered(first_year(case)), first_year(case).lateness) == (["fewer"], Lateness.imported)


def test_fewer_visits_that_are_entered_at_the_very_instant_the_period_is_over_were_entered_late() -> None:
    case = visited_three_times()
    seq = at_seq(case.do("faerre", "2026-06-10", recorded="2027-01-16T00:00"))
    assert [(each.what, each.seq) for each in first_year(case).late_entries] == [(Entered.fewer, seq)]


def test_a_visit_that_is_entered_when_the_year_is_over_is_told_by_its_number() -> None:
    case = visited_three_times()
    seq = at_seq(case.do("besok", "2026-12-01", recorded="2027-02-01"))
    assert [(each.what, each.seq) for each in first_year(case).late_entries] == [(Entered.settled, seq)]


def test_a_visit_that_is_entered_at_that_very_instant_was_not_there_when_it_was_over() -> None:
    case = visited_three_times()
    case.do("besok", "2026-12-01", recorded="2027-01-16T00:00")
    case.do("faerre", "2026-06-10", recorded="2027-02-01")
    assert entered(first_year(case)) == ["fewer"]


def test_fewer_visits_of_another_part_of_the_year_are_owed_as_they_were_decided_in_time() -> None:
    case = moved_in()
    case.do("faerre", "2026-01-20")
    for day in ("2026-03-01", "2026-06-01", "2026-07-01"):
        case.do("besok", day)
    case.do("som_for", "2026-09-01")
    case.do("faerre", "2026-12-20", recorded="2027-02-01")
    assert (became(first_year(case)), entered(first_year(case))) == ("met", [])


def test_of_two_visits_on_one_day_the_second_is_none_that_was_needed() -> None:
    case = visited_three_times()
    case.do("besok", "2026-09-01", recorded="2026-09-02")
    case.do("besok", "2026-12-01", recorded="2027-02-01")
    assert entered(first_year(case)) == ["settled"]


@pytest.mark.parametrize(("day", "late"), [("2026-06-10", []), ("2026-06-11", ["fewer"])])
def test_fewer_visits_that_are_corrected_were_known_since_their_very_day_was(day: str, late: list[str]) -> None:
    case = visited_three_times()
    seq = at_seq(case.do("faerre", "2026-06-10", recorded="2026-09-02"))
    target = case.records[seq - 1]
    case.rewrite(act("faerre", day, run="prove", reason="En annen begrunnelse."), target, recorded="2027-02-01")
    assert entered(first_year(case)) == late
