"""Semantics 4 and 5: late entries, corrections and annulments; what they supersede, and what they may not break."""

from datetime import date

import pytest

from pathways.errors import EventRefusedError, NotAllowedError, NotFoundError
from pathways.machine.state import Status
from pathways.machine.state_json import dump
from pathways.model.record import Kind
from tests.machine.samples import received, under_way
from tests.support.cases import ToldCase, act, at_seq, with_user


def whats(case: ToldCase) -> list[str]:
    """What the clock is recorded to have passed, and still counts."""
    return [crossing.what for crossing in case.noticed()]


def test_4_a_late_entry_supersedes_what_it_met_and_names_itself_as_the_cause() -> None:
    case = received()
    case.tick("2026-01-14")
    late = case.do("startet", "2026-01-11T10:00", recorded="2026-01-15")
    superseded = next(record for record in case.records if record.kind is Kind.superseded)
    gone = [case.records[seq - 1].crossing for seq in superseded.targets]
    assert superseded.cause == at_seq(late)
    assert [crossing.what for crossing in gone if crossing] == ["on", "legal", "timed:purring", "after-1-working_days"]
    assert whats(case) == ["before-2-days"]
    assert case.state.runs["prove"].state == "under"


def test_4_what_is_superseded_stays_in_the_log() -> None:
    case = received()
    passed = case.tick("2026-01-14")
    case.do("startet", "2026-01-11T10:00", recorded="2026-01-15")
    assert [record.crossing for record in case.records if record.crossing] == list(passed)


def test_4_a_late_entry_raises_what_it_makes_past_due_as_noticed_now() -> None:
    case = received()
    case.tick("2026-02-20T08:30")
    case.do("startet", "2026-01-08", recorded="2026-02-20T12:00")
    new = [record for record in case.records if record.recorded_at == case.now and record.crossing]
    assert [(r.crossing.deadline, r.crossing.what) for r in new if r.crossing] == [
        ("arbeid", "before-1-weeks"),
        ("arbeid", "on"),
        ("arbeid", "legal"),
    ]


def test_4_a_correction_that_makes_a_later_act_impossible_is_refused_with_the_list() -> None:
    case = under_way()
    case.do("ferdig", "2026-01-20T10:00")
    before = (dump(case.state), len(case.records))
    with pytest.raises(EventRefusedError) as refused:
        case.correct(2, "2026-01-21T10:00", recorded="2026-01-22")
    assert refused.value.key == "engine.conflicts"
    assert "hendelse 3 (ferdig)" in str(refused.value)
    assert (dump(case.state), len(case.records)) == before


def test_4_a_start_that_is_corrected_past_a_later_act_is_refused_and_says_that_the_act_would_come_first() -> None:
    case = under_way()
    with pytest.raises(EventRefusedError) as refused:
        case.correct(1, "2026-01-21T10:00", recorded="2026-01-22")
    assert "hendelse 2 (startet): ville ligge før hendelse 1, som løpet starter med" in str(refused.value)


def test_4_an_annulment_that_makes_later_acts_impossible_is_refused_with_the_list() -> None:
    case = under_way()
    case.do("utvidet", "2026-01-15T10:00")
    case.do("ferdig", "2026-01-20T10:00")
    with pytest.raises(EventRefusedError) as refused:
        case.annul(2)
    assert "hendelse 3 (utvidet)" in str(refused.value)
    assert "hendelse 4 (ferdig)" in str(refused.value)


def test_4_a_late_entry_that_makes_a_later_act_impossible_is_refused_with_the_list() -> None:
    case = received()
    case.do("sett", "2026-01-09T10:00")
    with pytest.raises(EventRefusedError) as refused:
        case.do("startet", "2026-01-08T10:00", recorded="2026-01-10")
    assert "hendelse 2 (sett)" in str(refused.value)


def test_4_annulling_the_last_act_first_frees_the_one_before() -> None:
    case = under_way()
    case.do("ferdig", "2026-01-20T10:00")
    case.annul(3)
    case.annul(2)
    assert case.state.runs["prove"].state == "purret"
    assert case.now_is("frist").status is Status.open


def test_4_an_annulled_extension_takes_the_date_back_and_the_next_sweep_raises_what_is_past() -> None:
    case = under_way()
    case.do("utvidet", "2026-01-15T10:00")
    case.tick("2026-02-10")
    assert "legal" not in [c.what for c in case.noticed() if c.deadline == "arbeid"]
    case.annul(3)
    assert case.now_is("arbeid").nominal == date(2026, 2, 2)
    case.tick(case.now)
    assert "legal" in [c.what for c in case.noticed() if c.deadline == "arbeid"]


def test_4_a_correction_to_another_date_moves_what_counts_from_it() -> None:
    case = received()
    case.correct(1, "2026-01-02T10:00", recorded="2026-01-06")
    assert case.now_is("frist").nominal == date(2026, 1, 9)
    case.correct(1, "2026-01-05T10:00", recorded="2026-01-07")
    assert case.now_is("frist").nominal == date(2026, 1, 12)


def test_4_a_correction_of_other_words_leaves_a_date_alone_where_it_stood() -> None:
    case = ToldCase(world=received().world)
    case.write(act("kommet", "2026-01-05"), pathway="prove", recorded="2026-01-05T10:12")
    case.do("startet", "2026-01-05", recorded="2026-01-05T15:00")
    case.correct(1, "2026-01-05", recorded="2026-01-06", antall="3")
    assert (case.state.runs["prove"].state, case.state.runs["prove"].fields["antall"]) == ("under", 3)


def test_4_a_correction_is_judged_where_the_act_stood_among_acts_of_the_same_instant() -> None:
    case = received()
    case.do("sett", "2026-01-08T10:00")
    case.do("startet", "2026-01-08T10:00")
    case.correct(2, "2026-01-08T10:00", recorded="2026-01-09", antall="3")
    assert case.state.runs["prove"].state == "under"


def test_4_a_correction_is_judged_like_any_act() -> None:
    case = under_way()
    with pytest.raises(EventRefusedError) as refused:
        case.correct(2, "2026-01-08T10:00", recorded="2026-01-09", antall="mange")
    assert refused.value.key == "machine.not_a_number"


def test_4_a_correction_cannot_make_an_act_another_one() -> None:
    case = under_way()
    with pytest.raises(EventRefusedError) as refused:
        case.rewrite(act("notert", "2026-01-08T10:00"), case.records[1], recorded="2026-01-09")
    assert refused.value.key == "engine.correct_other"


def test_4_only_what_a_person_recorded_can_be_corrected_and_only_while_it_stands() -> None:
    case = received()
    case.tick("2026-01-14")
    with pytest.raises(EventRefusedError) as refused:
        case.annul(2)
    assert refused.value.key == "engine.not_an_act"
    with pytest.raises(NotFoundError):
        case.annul(99)
    case.annul(1)
    with pytest.raises(EventRefusedError) as again:
        case.correct(1, "2026-01-05", recorded="2026-01-15")
    assert again.value.key == "engine.annulled_already"


def test_4_only_who_may_record_an_event_may_annul_it() -> None:
    case = under_way()
    case.do("utvidet", "2026-01-15T10:00")
    with pytest.raises(NotAllowedError):
        case.annul(3, by=with_user("kari", "saksbehandler"))
    case.annul(3, by=with_user("liv", "leder"))
    assert case.now_is("arbeid").nominal == date(2026, 2, 2)


def test_4_nothing_is_annulled_without_a_reason() -> None:
    case = under_way()
    with pytest.raises(EventRefusedError) as refused:
        case.annul(2, reason="  ")
    assert refused.value.key == "engine.why_missing"


def test_4_a_case_whose_start_is_annulled_is_empty_and_can_begin_anew() -> None:
    case = received()
    case.annul(1)
    assert case.state.runs == {}
    with pytest.raises(EventRefusedError) as refused:
        case.do("startet", "2026-01-08T10:00")
    assert refused.value.key == "machine.in_error"
    case.start("prove", "2026-01-09T10:00")
    assert list(case.state.runs) == ["prove-2"]


def test_5_each_crossing_is_recorded_once_after_months_away() -> None:
    case = received()
    first = case.tick("2026-09-01")
    assert [c.what for c in first if c.deadline == "frist"] == [
        "before-2-days",
        "on",
        "legal",
        "timed:purring",
        "after-1-working_days",
    ]
    assert case.tick("2026-12-01") == ()


def test_7_a_rebuild_arms_nothing_that_has_fired() -> None:
    case = received()
    case.tick("2026-01-12T12:00")
    rebuilt = case.rebuilt().state.runs["prove"].deadlines["frist"]
    assert [rung.what for rung in rebuilt.pending] == ["legal", "timed:purring", "after-1-working_days"]
