"""Semantics 18: runs of one case begin each other, signal each other, and count from each other."""

from datetime import date

import pytest

from pathways.errors import EventRefusedError, NotAllowedError
from pathways.machine.standing import Word
from pathways.machine.state import Status
from tests.machine.samples import CALLER, HELPER, called
from tests.support.cases import ToldCase, act, instant
from tests.support.worlds import shipped, small

IN_HOURS = ("within: 2 weeks\n    counting: dl-148", "within: 48 hours\n    counting: hours")
"""The deadline of the helper in days, as it is written, and as one in hours would be."""


def investigated() -> ToldCase:
    """A report that was concluded with an investigation, which began the pathway."""
    case = ToldCase(world=shipped())
    case.start("barnevern_undersokelse", "2026-08-24T10:00", meldere=("11",), innhold=("1.1.02",))
    case.do("melding_konkludert", "2026-08-28T10:00", konklusjon="2")
    return case


def test_18_an_act_begins_a_run_of_another_pathway_in_the_same_case() -> None:
    case = investigated()
    assert list(case.state.runs) == ["barnevern_undersokelse", "barnevern_forlop"]
    assert case.state.runs["barnevern_forlop"].started_by == 2


def test_18_a_deadline_counts_from_the_act_that_began_its_run() -> None:
    case = investigated()
    assert case.now_is("dokumentert", run="barnevern_forlop").nominal == date(2026, 11, 20)


def test_the_register_counts_to_another_day_once_the_deadline_is_extended() -> None:
    case = investigated()
    assert case.now_is("undersokelse", run="barnevern_undersokelse").reporting == date(2026, 11, 29)
    case.do("frist_utvidet", "2026-09-10T10:00", codes=("sakkyndig",), foreldre_informert=True)
    assert case.now_is("undersokelse", run="barnevern_undersokelse").reporting == date(2027, 2, 27)


def test_18_a_conclusion_corrected_from_2_to_3_removes_the_run_it_began() -> None:
    case = investigated()
    case.tick("2026-12-24")
    case.correct(2, "2026-08-28T10:00", recorded="2026-12-24", konklusjon="3")
    assert list(case.state.runs) == ["barnevern_undersokelse"]
    assert not [crossing for crossing in case.noticed() if crossing.run == "barnevern_forlop"]


def test_18_and_back_again_the_run_has_its_old_name() -> None:
    case = investigated()
    case.correct(2, "2026-08-28T10:00", recorded="2026-08-29", konklusjon="3")
    case.correct(2, "2026-08-28T10:00", recorded="2026-08-30", konklusjon="2")
    assert list(case.state.runs) == ["barnevern_undersokelse", "barnevern_forlop"]


def test_18_the_correction_is_refused_when_something_has_happened_in_that_run() -> None:
    case = investigated()
    case.do("forlop_ikke_startet", "2026-08-30T10:00", codes=("ingen_tegn",), samtykke="gitt")
    with pytest.raises(EventRefusedError) as refused:
        case.correct(2, "2026-08-28T10:00", recorded="2026-09-11", konklusjon="3")
    assert "hendelse 3 (forlop_ikke_startet)" in str(refused.value)
    assert "løpet den hører til finnes ikke lenger" in str(refused.value)


def test_18_a_deadline_in_another_run_moves_with_the_correction_of_its_anchor() -> None:
    case = called()
    case.do("konkludert", "2026-01-06T10:00", konklusjon=True)
    case.correct(2, "2026-01-13T10:00", recorded="2026-01-14", konklusjon=True)
    assert case.now_is("hjelp", run="hjelper").nominal == date(2026, 1, 27)


def test_18_two_runs_of_one_pathway_each_have_their_own_deadlines() -> None:
    case = called()
    case.do("konkludert", "2026-01-06T10:00", konklusjon=True)
    case.do("konkludert", "2026-01-20T10:00", konklusjon=True)
    case.do("gjort", "2026-01-19T10:00", run="hjelper", recorded="2026-01-21")
    assert list(case.state.runs) == ["kaller", "hjelper", "hjelper-2"]
    assert case.deadline("hjelp", "2026-01-22", run="hjelper").word is Word.met
    assert case.deadline("hjelp", "2026-01-22", run="hjelper-2").nominal == date(2026, 2, 3)


def test_18_a_run_counts_from_what_happened_in_the_run_that_began_it() -> None:
    case = called()
    case.start("kaller", "2026-01-05T11:00")
    case.do("konkludert", "2026-01-06T10:00", run="kaller", konklusjon=False)
    case.do("konkludert", "2026-01-08T10:00", run="kaller-2", konklusjon=True)
    assert case.state.runs["hjelper"].begun_by == "kaller-2"
    assert case.now_is("hjelp", run="hjelper").nominal == date(2026, 1, 22)


def test_18_what_a_run_counts_from_is_anchored_in_the_act_that_began_it() -> None:
    case = called()
    case.do("konkludert", "2026-01-06T10:00", konklusjon=True)
    deadline = case.now_is("hjelp", run="hjelper")
    assert (deadline.anchored_by, deadline.anchored_on, deadline.root) == (2, date(2026, 1, 6), date(2026, 1, 6))


def test_18_what_counts_from_another_run_begins_again_when_it_happens_there_again() -> None:
    case = called()
    case.do("konkludert", "2026-01-06T10:00", konklusjon=True)
    case.do("konkludert", "2026-01-13T10:00", konklusjon=False)
    deadline = case.now_is("hjelp", run="hjelper")
    assert (deadline.nominal, deadline.anchored_by) == (date(2026, 1, 27), 3)


def test_18_hours_count_from_the_instant_of_the_act_in_the_other_run() -> None:
    in_hours = HELPER.replace(*IN_HOURS, 1)
    assert in_hours != HELPER
    case = ToldCase(world=small(CALLER, in_hours))
    case.start("kaller", "2026-01-05T10:00")
    case.do("konkludert", "2026-01-06T10:30", konklusjon=True)
    assert case.now_is("hjelp", run="hjelper").missed_from == instant("2026-01-08T10:30")


def test_18_hours_count_anew_from_the_instant_at_which_it_happens_again() -> None:
    case = ToldCase(world=small(CALLER, HELPER.replace(*IN_HOURS, 1)))
    case.start("kaller", "2026-01-05T10:00")
    case.do("konkludert", "2026-01-06T10:30", konklusjon=True)
    case.do("konkludert", "2026-01-07T11:45", konklusjon=False)
    assert case.now_is("hjelp", run="hjelper").missed_from == instant("2026-01-09T11:45")


def test_18_a_condition_is_asked_of_what_happens_in_the_other_run() -> None:
    helper = HELPER.replace("within: 2 weeks", "only_when: not konklusjon\n    within: 2 weeks", 1)
    helper = helper.replace("states:", "fields:\n  konklusjon: {title: Konklusjon, kind: flag}\nstates:", 1)
    case = ToldCase(world=small(CALLER, helper))
    case.start("kaller", "2026-01-05T10:00")
    case.do("konkludert", "2026-01-06T10:00", konklusjon=True)
    assert "hjelp" not in case.state.runs["hjelper"].deadlines
    case.do("konkludert", "2026-01-13T10:00", konklusjon=False)
    assert case.now_is("hjelp", run="hjelper").anchored_by == 3


def test_18_a_condition_on_what_counts_from_another_run_is_asked_when_the_run_begins() -> None:
    helper = HELPER.replace("within: 2 weeks", "only_when: not haster\n    within: 2 weeks", 1).replace(
        "bedt: {title: Bedt om, start: true, by: [saksbehandler]}",
        "bedt: {title: Bedt om, start: true, by: [saksbehandler], may_record: haster}",
    )
    helper = helper.replace("states:", "fields:\n  haster: {title: Haster, kind: flag}\nstates:", 1)
    case = ToldCase(world=small(CALLER, helper))
    case.start("kaller", "2026-01-05T10:00")
    case.do("konkludert", "2026-01-06T10:00", konklusjon=True)
    assert list(case.state.runs["hjelper"].deadlines) == ["hjelp"]


def test_18_a_run_that_another_pathway_began_counts_nothing_from_an_event_of_the_same_name_there() -> None:
    other = CALLER.replace("pathway: kaller", "pathway: ringer")
    assert other != CALLER
    silent = HELPER.replace("holder: barnevern}", "holder: barnevern, silent: Prøve.}")
    case = ToldCase(world=small(CALLER, other, silent))
    case.start("ringer", "2026-01-05T10:00")
    case.do("konkludert", "2026-01-06T10:00", konklusjon=True)
    assert case.state.runs["hjelper"].deadlines == {}


def test_18_an_act_that_two_runs_could_take_wants_to_be_told_which() -> None:
    case = called()
    case.do("konkludert", "2026-01-06T10:00", konklusjon=True)
    case.do("konkludert", "2026-01-07T10:00", konklusjon=True)
    with pytest.raises(EventRefusedError) as refused:
        case.do("gjort", "2026-01-08T10:00")
    assert refused.value.key == "machine.which_run"
    assert "hjelper, hjelper-2" in str(refused.value)


def test_18_an_act_that_only_one_run_can_take_goes_there() -> None:
    case = called()
    case.do("konkludert", "2026-01-06T10:00", konklusjon=True)
    case.do("konkludert", "2026-01-07T10:00", konklusjon=True)
    case.do("gjort", "2026-01-08T10:00", run="hjelper")
    assert case.do("gjort", "2026-01-09T10:00").record.run == "hjelper-2"


def test_18_a_further_start_needs_no_choice_among_the_runs_there_are() -> None:
    case = called()
    case.start("kaller", "2026-01-06T10:00")
    assert case.do("apnet", "2026-01-07T10:00").record.run == "kaller-3"


def test_18_a_signal_is_heard_by_the_newest_run_that_can_take_it() -> None:
    case = called()
    for day in range(10):
        case.do("konkludert", f"2026-01-{day + 6:02}T10:00", konklusjon=True)
    case.do("gjort", "2026-01-20T10:00", run="hjelper-10")
    case.do("avlyst", "2026-01-21T10:00")
    states = [run.state for run in case.state.runs.values() if run.pathway == "hjelper"]
    assert states == ["venter"] * 8 + ["stanset", "gjort"]


def test_18_a_signal_that_nobody_can_take_stops_nothing() -> None:
    case = called()
    case.do("avlyst", "2026-01-06T10:00")
    assert case.state.runs["kaller"].state == "slutt"


def test_18_what_a_signal_did_goes_when_its_source_is_annulled() -> None:
    case = called()
    case.do("konkludert", "2026-01-06T10:00", konklusjon=True)
    case.do("avlyst", "2026-01-07T10:00")
    assert case.now_is("hjelp", run="hjelper").status is Status.ended
    case.annul(3)
    assert case.state.runs["hjelper"].state == "venter"
    assert case.now_is("hjelp", run="hjelper").status is Status.open


def test_18_nobody_records_what_only_a_signal_raises() -> None:
    case = called()
    case.do("konkludert", "2026-01-06T10:00", konklusjon=True)
    with pytest.raises(NotAllowedError) as refused:
        case.write(act("stanset", "2026-01-07T10:00", run="hjelper"))
    assert refused.value.key == "machine.only_by_signal"
