"""Re-decisions in the fold (ADR 0015): what another decision does from its own date on, and what it leaves alone."""

import textwrap

import pytest

from pathways.engine.changes import Annul, Correct, Enter, Redecide
from pathways.engine.past import Verb, verbs
from pathways.engine.replay import standings
from pathways.errors import EventRefusedError, NotAllowedError
from pathways.machine.fold import fold
from pathways.machine.order import clock_place
from pathways.machine.state import WITHDRAWN, Status
from pathways.machine.state_json import digest, dump, load
from pathways.model.record import Kind
from tests.machine.decided_anew import APPLICATION, FOLLOWED, HELP, applied, decided
from tests.support.cases import ToldCase, act, at_seq, instant, with_user
from tests.support.worlds import small


def state_of(case: ToldCase, run: str = "prove") -> str:
    return case.state.runs[run].state


def test_the_run_goes_where_the_new_content_leads() -> None:
    case = decided(yes=False)
    case.redecide(2, "2026-01-20T10:00", ja=True)
    assert (state_of(case), state_of(case, "hjelp")) == ("innvilget", "apen")


def test_before_its_date_the_first_decision_holds() -> None:
    case = decided(yes=False)
    case.redecide(2, "2026-01-20T10:00", ja=True)
    before = fold(case.world, case.records, clock_place(instant("2026-01-19"))).state
    assert before.runs["prove"].state == "avslatt"
    assert "hjelp" not in before.runs


def test_what_the_first_decision_met_stays_met_at_its_date() -> None:
    case = decided(yes=True)
    case.redecide(2, "2026-01-20T10:00", ja=False)
    answer = case.now_is("svar")
    assert (answer.status, answer.settled_by, str(answer.settled_on)) == (Status.met, 2, "2026-01-08")


def test_what_both_arm_counts_anew_from_the_new_decision() -> None:
    case = decided(yes=True)
    case.redecide(2, "2026-01-20T10:00", ja=True, omfang=2)
    assert [str(case.now_is(name).nominal) for name in ("klage", "iverksatt")] == ["2026-02-10", "2026-02-03"]


def counted_from_the_decision(*said: str) -> ToldCase:
    """A decision of 8 January from which deadlines of a week count that say this of being decided anew, in turn."""
    deadline = """\
        frist_%d:
          title: Frist %d
          from: vurdert
          only_when: ja
          within: 1 week
          counting: dl-148
          basis: lov
          met_by: satt_i_gang
          on_pause: runs
          on_redecide: %s
          remind: {on_due: "08:00", to: [saksbehandler]}
"""
    more = "".join(deadline % (number, number, each) for number, each in enumerate(said, 1))
    world = small(APPLICATION.replace("  klage:\n", indented(more) + "  klage:\n", 1), HELP, FOLLOWED)
    case = ToldCase(world=world)
    case.start("prove", "2026-01-05T10:00")
    case.do("vurdert", "2026-01-08T10:00", ja=True)
    return case


def indented(deadlines: str) -> str:
    """As deep as the deadlines of a definition stand."""
    return textwrap.indent(textwrap.dedent(deadlines), "  ")


def test_each_deadline_says_for_itself_what_becomes_of_it() -> None:
    case = counted_from_the_decision("only", "keeps", "anew")
    names = ("frist_1", "frist_2", "frist_3")
    assert [name for name in names if name in case.state.runs["prove"].deadlines] == ["frist_2", "frist_3"]
    case.redecide(2, "2026-01-12T10:00", ja=True, omfang=2)
    assert [str(case.now_is(name).nominal) for name in names] == ["2026-01-19", "2026-01-15", "2026-01-19"]
    assert [case.now_is(name).anchored_by for name in names] == [3, 2, 3]


def test_a_window_that_was_over_is_open_again_for_the_new_decision() -> None:
    case = decided(yes=False)
    case.tick("2026-02-10")
    case.redecide(2, "2026-03-02T10:00", ja=False, omfang=1)
    assert (case.now_is("klage").status, str(case.now_is("klage").nominal)) == (Status.open, "2026-03-23")
    assert case.deadline("klage", "2026-03-03").word.value == "running"


def test_a_duty_that_was_missed_stays_missed() -> None:
    case = decided(yes=True)
    case.tick("2026-01-24")
    case.redecide(2, "2026-01-26T10:00", ja=True, omfang=2)
    assert str(case.now_is("iverksatt").nominal) == "2026-01-22"
    assert case.deadline("iverksatt", "2026-01-27").word.value == "breach"
    assert [each.what for each in case.noticed() if each.deadline == "iverksatt"] == ["on", "legal"]


def test_what_only_the_first_armed_falls_away_and_is_neither_met_nor_missed() -> None:
    case = decided(yes=True)
    anew = at_seq(case.redecide(2, "2026-01-20T10:00", ja=False))
    gone = case.now_is("iverksatt")
    assert (gone.status, gone.settled_by, str(gone.settled_on)) == (Status.ended, anew, "2026-01-20")
    case.tick("2026-03-01")
    assert [each for each in case.noticed() if each.deadline == "iverksatt"] == []


def test_what_fell_away_by_the_first_alone_waits_again_to_its_own_date() -> None:
    case = decided(yes=False)
    assert case.now_is("oppstart").status is Status.ended
    case.redecide(2, "2026-01-20T10:00", ja=True)
    assert (case.now_is("oppstart").status, str(case.now_is("oppstart").nominal)) == (Status.open, "2026-02-16")


def test_what_both_let_fall_away_stays_fallen_away() -> None:
    case = decided(yes=False)
    case.redecide(2, "2026-01-20T10:00", ja=False, omfang=1)
    assert (case.now_is("oppstart").status, case.now_is("oppstart").settled_by) == (Status.ended, 2)


def test_what_somebody_else_let_fall_away_does_not_wait_again() -> None:
    case = decided(yes=True)
    case.do("frafalt", "2026-01-12T10:00")
    case.redecide(2, "2026-01-20T10:00", ja=True, omfang=1)
    assert (case.now_is("oppstart").status, case.now_is("oppstart").settled_by) == (Status.ended, 3)


def test_what_one_decision_of_a_chain_armed_does_not_wait_again_by_another_that_does_not() -> None:
    case = decided(yes=True)
    no = at_seq(case.redecide(2, "2026-01-20T10:00", ja=False))
    case.redecide(no, "2026-01-22T10:00", ja=False, omfang=1)
    assert (case.now_is("iverksatt").status, case.now_is("iverksatt").settled_by) == (Status.ended, no)


def test_back_and_forth_leaves_what_waited_before_waiting() -> None:
    case = decided(yes=True)
    no = at_seq(case.redecide(2, "2026-01-20T10:00", ja=False))
    yes = at_seq(case.redecide(no, "2026-01-22T10:00", ja=True))
    assert (case.now_is("oppstart").status, str(case.now_is("oppstart").nominal)) == (Status.open, "2026-02-16")
    case.redecide(yes, "2026-01-23T10:00", ja=False)
    assert (state_of(case, "hjelp-2"), case.now_is("oppstart").status) == (WITHDRAWN, Status.ended)


def test_a_duty_that_nothing_can_meet_where_the_run_ends_now_falls_away() -> None:
    case = decided(yes=True)
    no = at_seq(case.redecide(2, "2026-01-20T10:00", ja=False))
    assert (case.now_is("fullfort").status, case.now_is("fullfort").settled_by) == (Status.ended, no)
    case.redecide(no, "2026-01-22T10:00", ja=True)
    assert (case.now_is("fullfort").status, str(case.now_is("fullfort").nominal)) == (Status.open, "2026-03-16")


def test_what_waits_again_may_be_overdue_at_once() -> None:
    case = decided(yes=False)
    case.redecide(2, "2026-03-02T10:00", ja=True)
    assert case.deadline("oppstart", "2026-03-03").word.value == "breach"


def test_a_run_that_only_the_first_decision_begins_is_withdrawn_with_its_deadlines() -> None:
    case = decided(yes=True)
    case.do("hjelp_kartlagt", "2026-01-12T10:00")
    anew = at_seq(case.redecide(2, "2026-01-20T10:00", ja=False))
    assert state_of(case, "hjelp") == WITHDRAWN
    waited = [case.now_is(name, run="hjelp") for name in ("plan", "rapport")]
    assert [(each.status, each.settled_by) for each in waited] == [(Status.ended, anew)] * 2
    told = case.run("hjelp", "2026-01-21")
    assert (told.ended, told.state_title.nb) == (True, "Trukket ved omgjøring")


def test_nothing_more_happens_in_a_run_that_was_withdrawn() -> None:
    case = decided(yes=True)
    case.redecide(2, "2026-01-20T10:00", ja=False)
    with pytest.raises(EventRefusedError) as refused:
        case.do("hjelp_slutt", "2026-01-21T10:00")
    assert "Trukket ved omgjøring" in str(refused.value)


def test_a_run_that_both_begin_goes_on_with_the_dates_it_has() -> None:
    case = decided(yes=True)
    case.redecide(2, "2026-01-20T10:00", ja=True, omfang=2)
    assert list(case.state.runs) == ["prove", "hjelp"]
    assert str(case.now_is("plan", run="hjelp").nominal) == "2026-02-05"


def test_a_run_begun_after_one_was_withdrawn_has_a_name_of_its_own() -> None:
    case = decided(yes=True)
    no = at_seq(case.redecide(2, "2026-01-20T10:00", ja=False))
    case.redecide(no, "2026-01-27T10:00", ja=True)
    assert {name: run.state for name, run in case.state.runs.items()} == {
        "prove": "innvilget",
        "hjelp": WITHDRAWN,
        "hjelp-2": "apen",
    }
    assert str(case.now_is("plan", run="hjelp-2").anchored_on) == "2026-01-27"


def test_a_run_that_had_ended_by_itself_is_left_alone() -> None:
    case = decided(yes=True)
    case.do("hjelp_slutt", "2026-01-12T10:00")
    case.redecide(2, "2026-01-20T10:00", ja=False)
    assert state_of(case, "hjelp") == "slutt"


def test_what_happened_in_between_stays_and_the_run_stays_where_it_came_to() -> None:
    case = decided(yes=True)
    case.do("satt_i_gang", "2026-01-12T10:00")
    case.redecide(2, "2026-01-20T10:00", ja=True, omfang=2)
    assert state_of(case) == "satt_i_gang"
    assert case.state.runs["prove"].fields == {"ja": True, "omfang": 2}


def test_a_value_that_only_the_first_recorded_reads_as_before_it() -> None:
    case = ToldCase(world=applied().world)
    case.start("prove", "2026-01-05T10:00", grunn=1)
    case.do("vurdert", "2026-01-08T10:00", ja=True, grunn=2, omfang=3)
    case.redecide(2, "2026-01-20T10:00", ja=True)
    assert case.state.runs["prove"].fields == {"ja": True, "grunn": 1}


def test_a_value_that_somebody_has_recorded_since_stays() -> None:
    case = decided(yes=True, omfang=3)
    case.do("notert", "2026-01-12T10:00", omfang=5)
    case.redecide(2, "2026-01-20T10:00", ja=False)
    assert case.state.runs["prove"].fields == {"ja": False, "omfang": 5}


def test_a_run_that_a_signal_of_the_first_ended_stands_where_it_stood() -> None:
    case = applied()
    case.do("fulgt", "2026-01-06T10:00")
    case.do("vurdert", "2026-01-08T10:00", ja=False)
    assert (state_of(case, "folge"), case.now_is("besok", run="folge").status) == ("avsluttet", Status.ended)
    case.redecide(3, "2026-01-20T10:00", ja=True)
    visit = case.now_is("besok", run="folge")
    assert (state_of(case, "folge"), visit.status, str(visit.nominal)) == ("folges", Status.open, "2026-03-03")


def test_a_signal_that_only_the_second_gives_is_heard_from_its_date() -> None:
    case = applied()
    case.do("fulgt", "2026-01-06T10:00")
    case.do("vurdert", "2026-01-08T10:00", ja=True)
    case.redecide(3, "2026-01-20T10:00", ja=False)
    assert (state_of(case, "folge"), str(case.state.runs["folge"].since)) == ("avsluttet", "2026-01-20")


def test_a_decision_that_a_later_one_builds_on_is_refused_with_the_later_one() -> None:
    case = decided(yes=True)
    case.do("endret", "2026-01-12T10:00")
    with pytest.raises(EventRefusedError) as refused:
        case.redecide(2, "2026-01-20T10:00", ja=False)
    assert "hendelse 3 («endret») er besluttet senere og bygger på den, og kan selv ikke" in str(refused.value)


def test_a_run_in_which_something_was_decided_is_not_withdrawn_in_silence() -> None:
    case = decided(yes=True)
    case.do("hjelp_besluttet", "2026-01-12T10:00")
    with pytest.raises(EventRefusedError) as refused:
        case.redecide(2, "2026-01-20T10:00", ja=False)
    assert "hjelp" in str(refused.value)
    assert "hendelse 3" in str(refused.value)


def test_one_that_is_replaced_already_names_the_one_that_holds() -> None:
    case = decided(yes=True)
    anew = at_seq(case.redecide(2, "2026-01-20T10:00", ja=False))
    with pytest.raises(EventRefusedError) as refused:
        case.redecide(2, "2026-01-21T10:00", ja=True)
    assert f"Gjør om hendelse {anew} i stedet" in str(refused.value)


def test_who_may_decide_is_not_who_may_decide_anew() -> None:
    case = decided(yes=True)
    with pytest.raises(NotAllowedError) as refused:
        case.redecide(2, "2026-01-20T10:00", ja=False, by=with_user("kari", "saksbehandler"))
    assert "gjøres om av «Leder i barnevernstjenesten»" in str(refused.value)


def test_an_event_that_no_definition_lets_anybody_decide_anew_is_refused_with_what_to_do() -> None:
    case = decided(yes=True)
    case.do("endret", "2026-01-12T10:00")
    with pytest.raises(EventRefusedError) as refused:
        case.redecide(3, "2026-01-20T10:00")
    assert "pathways correct" in str(refused.value)


def test_a_reason_is_always_wanted() -> None:
    case = decided(yes=True)
    case.now = instant("2026-01-20")
    with pytest.raises(EventRefusedError) as refused:
        case.change(Redecide(seq=2, act=act("", "2026-01-19T12:00", data={"ja": False}, reason="")))
    assert refused.value.key == "machine.reason_missing"


@pytest.mark.parametrize("when", ["2026-01-07", "2026-01-08T09:59"])
def test_it_never_holds_from_before_the_decision_it_replaces(when: str) -> None:
    case = decided(yes=True)
    with pytest.raises(EventRefusedError) as refused:
        case.redecide(2, when, recorded="2026-01-20", ja=False)
    assert refused.value.key == "engine.redecide_before"


def test_it_never_holds_from_a_day_that_has_not_come() -> None:
    case = decided(yes=True)
    with pytest.raises(EventRefusedError) as refused:
        case.redecide(2, "2026-02-01", recorded="2026-01-20", ja=False)
    assert refused.value.key == "machine.in_the_future"


def test_one_entered_late_holds_from_its_own_date_and_supersedes_what_the_clock_noticed() -> None:
    case = decided(yes=True)
    case.tick("2026-01-24")
    anew = at_seq(case.redecide(2, "2026-01-15T10:00", recorded="2026-01-26", ja=False))
    assert case.now_is("iverksatt").settled_by == anew
    superseded = next(record for record in case.records if record.kind is Kind.superseded)
    gone = {case.records[seq - 1].crossing for seq in superseded.targets}
    assert (superseded.cause, {each.deadline for each in gone if each}) == (anew, {"iverksatt"})


def test_one_entered_late_that_makes_another_act_impossible_is_refused_with_the_list() -> None:
    case = decided(yes=True)
    case.do("satt_i_gang", "2026-01-16T10:00")
    with pytest.raises(EventRefusedError) as refused:
        case.redecide(2, "2026-01-15T10:00", recorded="2026-01-20", ja=False)
    assert "hendelse 3 (satt_i_gang)" in str(refused.value)


def test_annulled_it_leaves_the_first_decision_as_it_was() -> None:
    case = decided(yes=True)
    anew = at_seq(case.redecide(2, "2026-01-20T10:00", ja=False))
    case.annul(anew, recorded="2026-01-21")
    assert (state_of(case), state_of(case, "hjelp")) == ("innvilget", "apen")
    assert str(case.now_is("iverksatt").nominal) == "2026-01-22"


def test_who_may_annul_it_is_who_may_decide_anew() -> None:
    case = decided(yes=True)
    anew = at_seq(case.redecide(2, "2026-01-20T10:00", ja=False))
    with pytest.raises(NotAllowedError):
        case.annul(anew, recorded="2026-01-21", by=with_user("kari", "saksbehandler"))


def test_the_first_cannot_be_annulled_from_under_it_but_both_together_can() -> None:
    case = decided(yes=True)
    anew = at_seq(case.redecide(2, "2026-01-20T10:00", ja=False))
    with pytest.raises(EventRefusedError) as refused:
        case.annul(2, recorded="2026-01-21")
    assert f"hendelse {anew} (vurdert): beslutningen som den gjør om, finnes ikke lenger før den" in str(refused.value)
    case.change(Annul(seq=2, why="Feil barn."), Annul(seq=anew, why="Feil barn."))
    assert (state_of(case), case.now_is("svar").status) == ("mottatt", Status.open)


def test_corrected_it_reads_otherwise_from_its_own_date() -> None:
    case = decided(yes=True)
    anew = at_seq(case.redecide(2, "2026-01-20T10:00", ja=False))
    corrected = act("", "2026-01-19T10:00", data={"ja": True, "omfang": 4})
    case.change(Correct(seq=anew, act=corrected, why="Skrivefeil."))
    assert (state_of(case), state_of(case, "hjelp")) == ("innvilget", "apen")
    assert str(case.now_is("klage").anchored_on) == "2026-01-19"


def test_a_correction_of_the_first_reaches_no_further_than_the_second() -> None:
    case = decided(yes=True)
    case.redecide(2, "2026-01-20T10:00", ja=False)
    case.correct(2, "2026-01-09T10:00", recorded="2026-01-21", ja=True)
    assert state_of(case) == "avslatt"
    assert str(case.now_is("svar").settled_on) == "2026-01-09"


def test_a_set_may_decide_anew_and_enter_what_follows() -> None:
    case = decided(yes=False)
    case.now = instant("2026-01-25")
    written = case.change(
        Enter(act=act("satt_i_gang", "2026-01-22T10:00", run="prove")),
        Redecide(seq=2, act=act("", "2026-01-20T10:00", data={"ja": True})),
    )
    assert [(part.verb, part.target) for part in written.parts] == [("redecide", 2), ("enter", 0)]
    assert state_of(case) == "satt_i_gang"


def test_replay_finds_every_digest_again() -> None:
    case = decided(yes=True)
    case.tick("2026-01-24")
    no = at_seq(case.redecide(2, "2026-01-20T10:00", recorded="2026-01-26", ja=False))
    yes = at_seq(case.redecide(no, "2026-01-27T10:00", ja=True))
    case.annul(yes, recorded="2026-01-28")
    case.tick("2026-03-01")
    texts = list(standings(case.world, case.records))
    assert texts[-1] == dump(case.state) == dump(load(dump(case.rebuilt().state)))
    assert [digest(text) for text in texts] == case.digests


def test_it_is_a_verb_of_its_own_with_its_reason() -> None:
    case = decided(yes=True)
    anew = at_seq(case.redecide(2, "2026-01-15", recorded="2026-01-20", ja=False))
    [touch] = verbs(case.records)
    assert (touch.verb, touch.seq, touch.about, touch.days) == (Verb.redecision, anew, 2, 5)
    assert touch.reason == "Nye opplysninger."


def test_a_pathway_that_nobody_decides_anew_is_folded_as_before() -> None:
    case = decided(yes=True)
    assert fold(case.world, case.records, case.frontier).grounds == {}
