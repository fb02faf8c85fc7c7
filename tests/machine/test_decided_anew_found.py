"""What the oracle found about decisions made anew: each was told by hand here before it was mended."""

from datetime import date

from pathways.machine.standing import Word
from pathways.machine.state import Status
from tests.machine import decided_anew
from tests.oracle.decided import decided
from tests.support.cases import ToldCase, act, at_seq

YES, YES_WITH_HELP, RESTS, REFUSED, STAYS_WITH_FOLLOWING = "4", "3", "7", "9", "5"
"""Codes of an answer that lead to a yes, to a yes with help, to rest (where everybody stops following), to a no that
tells those who follow, and nowhere, but somebody begins to follow."""


def answered(answer: str, when: str = "2026-01-08T10:00", **data: object) -> ToldCase:
    """An application of 5 January that was answered, as event 2."""
    case = ToldCase(world=decided())
    case.start("prove", "2026-01-05T10:00")
    case.write(act("vurdert", when, data={"svar": answer, **data}))  # type: ignore[dict-item]
    return case


def last(case: ToldCase) -> int:
    """The seq of what was recorded last by somebody."""
    return max(record.seq for record in case.records if record.crossing is None)


def test_a_run_that_one_withdrew_does_not_stand_up_when_the_next_takes_back_its_signal() -> None:
    case = answered(STAYS_WITH_FOLLOWING)
    case.redecide(2, "2026-01-12T10:00", svar=REFUSED)
    case.redecide(last(case), "2026-01-13T10:00", svar=YES)
    assert case.run("folge", "2026-01-14").state == "(omgjort)"


def test_a_value_that_somebody_has_recorded_since_stays_also_where_it_is_the_same() -> None:
    case = answered(YES, omfang=3)
    case.do("notert", "2026-01-09T10:00", omfang=3)
    case.redecide(2, "2026-01-12T10:00", svar=YES)
    assert case.run("prove", "2026-01-14").fields["omfang"] == 3


def test_what_every_such_decision_lets_fall_away_fell_away_with_the_first() -> None:
    case = answered(YES)
    case.redecide(2, "2026-01-12T10:00", svar=RESTS)
    told = case.deadline("avklart", "2026-01-14")
    assert (told.word, told.settled_by, told.settled_on) == (Word.ended, 2, date(2026, 1, 8))


def test_what_one_of_a_chain_let_fall_away_waits_again_as_that_one_found_it() -> None:
    case = answered(YES)
    case.redecide(2, "2026-01-12T10:00", svar=RESTS)
    assert case.deadline("oppstart", "2026-01-12T12:00").word is Word.ended
    case.redecide(last(case), "2026-01-13T10:00", svar=YES)
    assert case.deadline("oppstart", "2026-01-14").word is Word.running


def test_what_only_the_first_opened_waits_unopened_where_a_later_one_of_the_chain_does_not_open_it() -> None:
    case = answered(YES)
    assert case.now_is("senere").status is Status.open
    case.redecide(2, "2026-01-12T10:00", svar=RESTS)
    assert (case.now_is("senere").status, case.now_is("senere").pending) == (Status.dormant, ())
    assert case.deadline("senere", "2026-02-14").word is Word.dormant
    case.redecide(last(case), "2026-01-13T10:00", svar=STAYS_WITH_FOLLOWING)
    assert {case.now_is(name).status for name in ("oppstart", "senere")} == {Status.dormant}
    case.redecide(last(case), "2026-01-14T10:00", svar=YES)
    opened = case.now_is("senere")
    assert (opened.status, opened.nominal) == (Status.open, date(2026, 1, 26))


def test_what_an_act_would_have_opened_since_stays_open() -> None:
    case = answered(YES)
    case.do("apnet", "2026-01-09T10:00")
    case.redecide(2, "2026-01-12T10:00", svar=RESTS)
    assert case.now_is("senere").status is Status.open


def test_what_was_open_before_the_first_and_waits_again_is_not_shut_as_if_the_second_had_opened_it() -> None:
    case = ToldCase(world=decided())
    case.start("prove", "2026-01-05T10:00")
    case.do("apnet", "2026-01-06T10:00")
    case.do("vurdert", "2026-01-08T10:00", svar=REFUSED)
    assert case.now_is("senere").status is Status.ended
    case.redecide(last(case), "2026-01-12T10:00", svar=STAYS_WITH_FOLLOWING)
    assert case.now_is("senere").status is Status.open
    case.redecide(last(case), "2026-01-13T10:00", svar=RESTS)
    assert case.now_is("senere").status is Status.open


def test_what_the_first_armed_and_opened_is_armed_anew_unopened() -> None:
    case = answered(YES)
    assert case.now_is("vilkar").status is Status.open
    again = at_seq(case.redecide(2, "2026-01-12T10:00", svar=RESTS))
    assert (case.now_is("vilkar").status, case.now_is("vilkar").anchored_by) == (Status.dormant, again)


def test_a_missed_duty_that_the_first_opened_and_that_is_armed_anew_stays_missed() -> None:
    case = answered(YES)
    case.redecide(2, "2026-02-12T10:00", svar=RESTS)
    assert (case.now_is("vilkar").status, case.now_is("vilkar").anchored_by) == (Status.open, 2)


def test_a_period_that_was_met_has_others_after_it_again() -> None:
    case = ToldCase(world=decided())
    case.start("prove", "2026-01-05T10:00")
    case.do("inn", "2026-01-05T11:00", haster=True)
    for day in ("06", "07"):
        case.do("besok", f"2026-01-{day}T10:00")
    case.write(act("vurdert", "2026-01-12T10:00", data={"svar": REFUSED}))
    case.redecide(last(case), "2026-01-13T10:00", svar=YES)
    case.tick("2026-02-10")
    told = [each for each in case.run("prove", "2026-02-10").deadlines if each.name == "besok"]
    assert [(each.word, each.item) for each in told] == [
        (Word.met, "period.2026-01-05"),
        (Word.running, "period.2026-02-06"),
    ]


def test_periods_that_have_begun_anew_since_do_not_run_beside_the_old_ones() -> None:
    case = ToldCase(world=decided())
    case.start("prove", "2026-01-05T10:00")
    case.do("inn", "2026-01-05T11:00", haster=False)
    case.write(act("vurdert", "2026-01-06T10:00", data={"svar": RESTS}))
    case.do("inn", "2026-01-15T10:00", haster=False)
    case.redecide(3, "2026-01-16T10:00", svar=YES)
    told = [each for each in case.run("prove", "2026-01-17").deadlines if each.name == "uke"]
    assert [(each.item, each.open) for each in told] == [("period.2026-01-05", False), ("period.2026-01-15", False)]


def test_a_run_that_somebody_has_ended_again_since_is_not_put_back() -> None:
    case = answered(STAYS_WITH_FOLLOWING)
    case.write(act("vurdert", "2026-01-09T10:00", data={"svar": REFUSED}))
    decision = last(case)
    case.do("folge_igjen", "2026-01-12T10:00")
    case.do("folge_slutt", "2026-01-13T10:00")
    case.redecide(decision, "2026-01-14T10:00", svar=YES)
    told = case.run("folge", "2026-01-15")
    assert (told.state, told.since) == ("avsluttet", date(2026, 1, 13))


def test_what_nothing_can_meet_where_the_run_is_over_is_not_owed_again_when_it_is_to_end_there_once_more() -> None:
    case = decided_anew.decided(yes=True)
    case.redecide(2, "2026-01-12T10:00", ja=False)
    case.redecide(last(case), "2026-01-13T10:00", ja=False, omfang=2)
    told = case.deadline("fullfort", "2026-05-01")
    assert (told.word, told.settled_on) == (Word.ended, date(2026, 1, 12))
