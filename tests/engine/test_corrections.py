"""Who is told that a deadline they were told of is no longer so, and what they are told of it now."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from pathways.engine.corrections import corrections_owed, may_be_news
from pathways.engine.telling import CORRECTION, UNDONE
from pathways.machine.state import CaseState, DeadlineState, Status
from pathways.model.record import Kind, Record
from pathways.store.entropy import SeededEntropy
from pathways.store.notices import Notice
from tests.machine.samples import under_way
from tests.support.cases import CASE

CASE_STATE = under_way().state
RUN = CASE_STATE.runs["prove"]
FRIST = next(each for each in RUN.deadlines.values() if each.status is Status.open)
WRITTEN = under_way().records[-1]
TOLD = Notice(
    notice_id="a",
    case_id=CASE,
    seq=9,
    run="prove",
    deadline="frist",
    item="",
    rung="on_due",
    recipient="liv",
    role="leder",
    escalate=True,
    title_key="notices.deadline",
    due_on=FRIST.nominal - timedelta(days=5),
    created_at=WRITTEN.recorded_at - timedelta(days=1),
    read_at=WRITTEN.recorded_at,
    cancelled_at=WRITTEN.recorded_at,
    cancelled_why=UNDONE,
)
REMINDED = replace(TOLD, escalate=False)


def case(**deadlines: DeadlineState) -> CaseState:
    """The case with these deadlines and no other."""
    return replace(CASE_STATE, runs={"prove": replace(RUN, deadlines=deadlines)})


def written(kind: Kind = Kind.act, *undone: int) -> list[Record]:
    """What a person recorded, with what the clock had passed before it and no longer did after it."""
    passed = replace(WRITTEN, seq=20, kind=Kind.crossing)
    mine = replace(WRITTEN, seq=21, kind=kind)
    gone = replace(WRITTEN, seq=22, kind=Kind.superseded, targets=undone)
    return [passed, mine, gone] if undone else [passed, mine]


def owed(state: CaseState, records: list[Record], *moot: Notice, reached: tuple[Notice, ...] = ()) -> list[Notice]:
    return list(corrections_owed(SeededEntropy("prøve"), state, records, moot, reached or moot))


def test_a_correction_tells_what_holds_now_and_looks_new_to_whoever_gets_it() -> None:
    [told] = owed(case(frist=FRIST), written(), TOLD)
    assert told == replace(
        TOLD,
        notice_id=told.notice_id,
        seq=21,
        rung="",
        escalate=False,
        title_key=CORRECTION,
        due_on=FRIST.nominal,
        created_at=WRITTEN.recorded_at,
        read_at=None,
        cancelled_at=None,
        cancelled_why="",
        supersedes="a",
    )
    assert told.notice_id != "a"


@pytest.mark.parametrize(
    ("now", "due_on"),
    [
        (FRIST, FRIST.nominal),
        (replace(FRIST, standing_since=date(2026, 1, 9)), None),
        (replace(FRIST, status=Status.dormant), None),
        (replace(FRIST, status=Status.missed), None),
    ],
    ids=["open", "standing", "dormant", "period over"],
)
def test_a_date_is_told_only_of_a_deadline_that_is_open_and_whose_clock_goes(
    now: DeadlineState, due_on: date | None
) -> None:
    [told] = owed(case(frist=now), written(Kind.correction), TOLD)
    assert told.due_on == due_on


def test_a_deadline_or_a_run_that_is_gone_is_told_without_a_date() -> None:
    assert [told.due_on for told in owed(case(), written(), TOLD)] == [None]
    assert [told.due_on for told in owed(replace(CASE_STATE, runs={}), written(), TOLD)] == [None]


@pytest.mark.parametrize(
    ("told", "undone", "count"), [(TOLD, (), 0), (TOLD, (9,), 1), (TOLD, (8,), 0), (REMINDED, (9,), 0)]
)
def test_what_was_met_is_news_only_to_who_was_told_that_it_was_missed(
    told: Notice, undone: tuple[int, ...], count: int
) -> None:
    met = replace(FRIST, status=Status.met)
    assert len(owed(case(frist=met), written(Kind.act, *undone), told)) == count


@pytest.mark.parametrize("kind", [Kind.act, Kind.correction, Kind.annulment, Kind.redecision, Kind.migration])
def test_what_fell_away_is_news_when_the_past_was_changed_but_not_as_part_of_the_work(kind: Kind) -> None:
    ended = case(frist=replace(FRIST, status=Status.ended))
    assert len(owed(ended, written(kind), REMINDED)) == (0 if kind is Kind.act else 1)
    assert [told.seq for told in owed(ended, written(Kind.act, 9), TOLD)] == [21]


def test_what_waits_as_it_was_told_is_news_only_where_it_was_told_to_be_missed_and_is_not() -> None:
    as_told = replace(TOLD, due_on=FRIST.nominal)
    assert owed(case(frist=FRIST), written(), as_told) == []
    assert len(owed(case(frist=FRIST), written(Kind.act, 9), as_told)) == 1
    assert owed(case(frist=FRIST), written(Kind.act, 9), replace(as_told, escalate=False)) == []


def test_one_person_is_told_once_of_one_deadline_and_of_what_reached_them_last() -> None:
    later = replace(TOLD, notice_id="b", seq=10)
    for moot in ((TOLD, later), (later, TOLD)):
        told = owed(case(frist=FRIST), written(), *moot, reached=(TOLD, later))
        assert [(each.recipient, each.supersedes) for each in told] == [("liv", "b")]


@pytest.mark.parametrize("other", [{"run": "annet"}, {"deadline": "annen"}, {"item": "barn.1"}, {"recipient": "per"}])
def test_each_run_deadline_item_and_person_is_told_apart_under_an_id_of_its_own(other: dict[str, str]) -> None:
    beside = replace(TOLD, notice_id="b", **other)  # type: ignore[arg-type]
    told = owed(case(frist=FRIST), written(), TOLD, beside)
    assert [each.supersedes for each in told] == ["a", "b"]
    assert len({each.notice_id for each in told}) == 2


def test_nobody_is_corrected_who_was_not_reached_nor_a_role_that_nobody_held() -> None:
    elsewhere = replace(TOLD, notice_id="b", recipient="per")
    assert owed(case(frist=FRIST), written(), TOLD, reached=(elsewhere,)) == []
    assert owed(case(frist=FRIST), written(), replace(TOLD, recipient="")) == []


def test_a_task_that_was_done_owes_nobody_anything_and_all_else_may() -> None:
    met = "engine.notice_met"
    assert not may_be_news(written(), {REMINDED: met})
    assert not may_be_news(written(Kind.act, 9), {})
    assert may_be_news(written(Kind.act, 9), {REMINDED: met})
    assert may_be_news(written(), {REMINDED: met, TOLD: UNDONE})
