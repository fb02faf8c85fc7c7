"""Semantics 1 to 3: two time axes, legal order, timers before acts."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from pathways.counting.oslo import parse_moment
from pathways.engine.moment import moment_at, moment_of
from pathways.engine.view import CaseView, view
from pathways.errors import CountingError, EventRefusedError
from pathways.machine.standing import Word
from pathways.machine.state import LEGAL, TIMED, Status
from pathways.model.record import Happened, Kind
from tests.machine.samples import received, under_way
from tests.support.cases import CASE, EVERY_ROLE, ToldCase, act, at_seq, instant
from tests.support.worlds import definition, small


def seen(case: ToldCase, known_at: str, at: str) -> CaseView:
    """The case as a reader sees it who stands at one moment and looks at another."""
    known = moment_at(instant(known_at))
    records = tuple(record for record in case.records if record.recorded_at <= known.at)
    return view(case.world, CASE, records, known, moment_of(parse_moment(at)), roles=EVERY_ROLE, hidden=frozenset())


SLIGHTLY = definition(
    states="""\
        apen: {title: Åpen, start: true, holder: barnevern}
        slutt: {title: Slutt, end: true}
    """,
    events="""\
        kommet: {title: Kommet, start: true, by: [saksbehandler]}
        utvidet: {title: Utvidet, from: apen, by: [leder], reason: required, decision: true, to: stays}
        gjort: {title: Gjort, from: apen, by: [saksbehandler], to: slutt}
    """,
    deadlines="""\
        frist:
          title: Frist
          from: kommet
          within: 3 weeks
          extend: {by: utvidet, within: 4 weeks}
          counting: dl-148
          basis: lov
          met_by: gjort
          on_pause: runs
          remind:
            - {before: 2 weeks, to: [saksbehandler]}
            - {on_due: "08:00", to: [saksbehandler]}
    """,
)
"""Extended by a week only: the reminder two weeks before the new date lies before the old one."""


def test_1_what_was_not_known_yet_is_not_seen() -> None:
    case = received()
    case.do("startet", "2026-01-08T10:00", recorded="2026-01-20T09:00")
    assert seen(case, "2026-01-19", "2026-01-09").standing.runs[0].state == "mottatt"
    assert seen(case, "2026-01-21", "2026-01-09").standing.runs[0].state == "under"


def test_1_what_had_not_happened_yet_is_not_seen() -> None:
    case = under_way()
    assert seen(case, "2026-01-21", "2026-01-07").standing.runs[0].state == "mottatt"
    assert seen(case, "2026-01-21", "2026-01-08T09:59").standing.runs[0].state == "mottatt"
    assert seen(case, "2026-01-21", "2026-01-08T10:00").standing.runs[0].state == "under"


def test_1_a_bare_date_is_the_end_of_that_day_in_oslo() -> None:
    case = received()
    on_the_last_day = seen(case, "2026-01-21", "2026-01-12").standing.runs[0]
    assert (on_the_last_day.state, on_the_last_day.deadlines[0].word) == ("mottatt", Word.due_today)
    on_the_day_after = seen(case, "2026-01-21", "2026-01-13").standing.runs[0]
    assert (on_the_day_after.state, on_the_day_after.deadlines[0].word) == ("purret", Word.breach)


@pytest.mark.parametrize("when", ["2026-01-06T10:01", "2026-01-07"])
def test_1_the_future_is_refused(when: str) -> None:
    case = received()
    case.now = instant("2026-01-06T10:00")
    given = act("startet", when)
    with pytest.raises(EventRefusedError) as refused:
        case.write(replace(given, happened=given.happened), recorded="2026-01-06T10:00")
    assert refused.value.key == "machine.in_the_future"


def test_1_a_correction_into_the_future_is_refused() -> None:
    case = under_way()
    with pytest.raises(EventRefusedError) as refused:
        case.correct(2, "2026-01-09", recorded="2026-01-08T12:00")
    assert refused.value.key == "machine.in_the_future"


@pytest.mark.parametrize("on", [date.min, date.max])
def test_1_a_date_at_the_end_of_the_calendar_is_refused_and_breaks_nothing(on: date) -> None:
    case = received()
    with pytest.raises(EventRefusedError):
        case.write(act("startet", Happened(on=on, at=None)), recorded="2026-01-08")


def test_1_today_as_a_date_alone_is_not_the_future() -> None:
    case = received()
    case.do("startet", "2026-01-08", recorded="2026-01-08T00:01")
    assert case.state.runs["prove"].state == "under"


def test_1_a_naive_instant_is_refused() -> None:
    case = received()
    naive = Happened(on=date(2026, 1, 8), at=datetime(2026, 1, 8, 10))  # noqa: DTZ001 (that is the point)
    with pytest.raises(CountingError):
        case.write(act("startet", naive), recorded="2026-01-09")


def test_1_an_instant_of_another_zone_is_kept_in_utc() -> None:
    case = received()
    happened = Happened(on=date(2026, 1, 8), at=datetime.fromisoformat("2026-01-08T10:00:00+01:00"))
    case.write(act("startet", happened))
    content = case.records[-1].content
    assert content is not None
    assert content.happened.at is not None
    assert content.happened.at.isoformat() == "2026-01-08T09:00:00+00:00"


@pytest.mark.parametrize(
    ("start", "end", "reminded"),
    [
        ("2026-03-23T10:00", "2026-03-30T22:00:00+00:00", "2026-03-30T06:00:00+00:00"),
        ("2026-10-19T10:00", "2026-10-26T23:00:00+00:00", "2026-10-26T07:00:00+00:00"),
        ("2026-03-22T10:00", "2026-03-29T22:00:00+00:00", "2026-03-29T06:00:00+00:00"),
        ("2026-10-18T10:00", "2026-10-25T23:00:00+00:00", "2026-10-25T07:00:00+00:00"),
    ],
)
def test_1_days_end_and_reminders_ring_by_the_clock_in_oslo_when_it_is_set(start: str, end: str, reminded: str) -> None:
    deadline = received(start).now_is("frist")
    assert deadline.missed_from.isoformat() == end
    assert [rung.due.isoformat() for rung in deadline.pending if rung.what == "on"] == [reminded]


def test_2_an_extension_granted_in_time_and_entered_late_is_valid() -> None:
    case = under_way()
    case.tick("2026-02-05")
    case.do("utvidet", "2026-02-01", recorded="2026-02-06")
    deadline = case.now_is("arbeid")
    assert (deadline.nominal, deadline.late_extension_by) == (date(2026, 2, 23), 0)
    assert case.deadline("arbeid", "2026-02-07").word is Word.running


def test_2_an_extension_granted_after_expiry_cures_nothing() -> None:
    case = under_way()
    granted = case.do("utvidet", "2026-02-03")
    deadline = case.now_is("arbeid")
    assert (deadline.nominal, deadline.extended_by, deadline.late_extension_by) == (
        date(2026, 2, 2),
        0,
        at_seq(granted),
    )
    assert case.deadline("arbeid", "2026-02-04").word is Word.breach


def test_2_an_extension_on_the_last_day_is_in_time() -> None:
    case = under_way()
    case.do("utvidet", "2026-02-02", recorded="2026-02-09")
    assert case.now_is("arbeid").nominal == date(2026, 2, 23)


def test_2_a_date_alone_entered_later_stands_after_the_instants_of_its_day() -> None:
    case = received()
    case.do("notert", "2026-01-08", recorded="2026-01-20", antall="1")
    case.do("notert", "2026-01-08T15:00", recorded="2026-01-21", antall="2")
    assert case.state.runs["prove"].fields["antall"] == 1


def test_2_a_date_alone_entered_on_its_day_stands_where_it_was_entered() -> None:
    case = received()
    case.do("notert", "2026-01-08", recorded="2026-01-08T10:12", antall="1")
    case.do("notert", "2026-01-08T15:00", antall="2")
    assert case.state.runs["prove"].fields["antall"] == 2


def test_2_a_deadline_met_on_its_last_day_is_met_whenever_it_is_entered() -> None:
    case = received()
    case.tick("2026-02-01")
    case.do("startet", "2026-01-12", recorded="2026-02-01")
    assert case.deadline("frist", "2026-02-01").word is Word.met


def test_2_a_day_later_is_met_late() -> None:
    case = received()
    case.do("startet", "2026-01-13")
    assert case.deadline("frist", "2026-02-01").word is Word.met_late


def test_2_what_is_recorded_after_a_reminder_of_that_instant_stands_after_it() -> None:
    case = received()
    case.tick("2026-01-10T08:00")
    case.do("startet", "2026-01-10", recorded="2026-01-10T08:00")
    assert [record.kind for record in case.records] == [Kind.act, Kind.crossing, Kind.act]


def test_2_an_act_that_does_not_sort_last_is_judged_where_it_stands() -> None:
    case = under_way()
    case.do("ferdig", "2026-01-20T10:00")
    with pytest.raises(EventRefusedError) as refused:
        case.do("utvidet", "2026-01-07", recorded="2026-01-21")
    assert refused.value.key == "machine.not_in_this_state"
    case.do("utvidet", "2026-01-19", recorded="2026-01-21")
    assert case.state.runs["prove"].state == "ferdig"


def test_2_nothing_happens_before_the_case_began() -> None:
    case = received()
    with pytest.raises(EventRefusedError) as refused:
        case.do("startet", "2026-01-04", recorded="2026-01-08")
    assert refused.value.key == "machine.before_start"


def test_3_what_fell_due_before_an_act_is_recorded_before_it() -> None:
    case = received()
    started = case.do("startet", "2026-01-14T10:00")
    whats = [record.crossing.what for record in case.records[: at_seq(started) - 1] if record.crossing]
    assert whats == ["before-2-days", "on", LEGAL, TIMED + "purring", "after-1-working_days"]


def test_3_a_crossing_happens_at_its_due_instant_and_tells_when_it_was_noticed() -> None:
    case = received()
    case.tick("2026-03-01T12:00")
    reminder = next(r for r in case.records if r.crossing and r.crossing.what == "on")
    assert reminder.crossing is not None
    assert reminder.crossing.due == datetime(2026, 1, 12, 7, tzinfo=UTC)
    assert reminder.recorded_at == datetime(2026, 3, 1, 11, tzinfo=UTC)


def test_3_reading_passes_the_clock_though_nobody_swept() -> None:
    case = received()
    run = case.run("prove", "2026-01-14")
    assert (run.state, run.deadlines[0].word) == ("purret", Word.breach)
    assert len(case.records) == 1


def test_3_a_timed_transition_marks_and_the_act_from_the_marked_state_goes_on() -> None:
    case = received()
    case.tick("2026-01-14")
    assert case.state.runs["prove"].state == "purret"
    case.do("startet", "2026-01-15T10:00")
    assert case.state.runs["prove"].state == "under"
    assert case.now_is("frist").status is Status.met


def test_3_an_act_is_judged_with_the_mark_though_nobody_swept() -> None:
    case = received()
    with pytest.raises(EventRefusedError) as refused:
        case.do("svart", "2026-01-08T10:00")
    assert (refused.value.key, refused.value.values["state"]) == ("machine.not_in_this_state", "mottatt")
    case.do("svart", "2026-01-14T10:00")
    assert case.state.runs["prove"].state == "purret"


def test_3_a_timed_transition_does_nothing_where_the_run_is_not_in_a_state_for_it() -> None:
    case = received()
    case.do("lagt_bort", "2026-01-08T10:00")
    passed = [crossing.what for crossing in case.tick("2026-01-14")]
    assert case.state.runs["prove"].state == "hviler"
    assert passed == ["before-2-days", "on", LEGAL, "after-1-working_days"]


def test_3_a_timed_transition_does_nothing_when_its_deadline_was_met() -> None:
    case = under_way()
    case.tick("2026-01-20")
    assert case.state.runs["prove"].state == "under"
    assert not [r for r in case.records if r.crossing and r.crossing.what.startswith(TIMED)]


def test_12_rungs_of_the_longer_ladder_that_already_lie_behind_are_left_out() -> None:
    case = ToldCase(world=small(SLIGHTLY))
    case.start("prove", "2026-01-05T10:00")
    case.do("utvidet", "2026-01-20T10:00")
    assert case.now_is("frist").nominal == date(2026, 2, 2)
    assert [rung.what for rung in case.now_is("frist").pending] == ["on", LEGAL]
    assert [crossing.due.date() for crossing in case.noticed()] == [date(2026, 1, 12)]
