"""What became of a deadline: late handling or late registration, its rounds, and who held the ball."""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from random import Random

import pytest

from pathways.engine.moment import moment_at
from pathways.engine.outcome import Outcome, outcomes
from pathways.errors import PathwaysError
from pathways.machine.deadlines import key_of
from pathways.machine.decide import IMPORTER
from pathways.machine.fold import fold
from pathways.machine.late_entry import Entered
from pathways.machine.lateness import Lateness
from pathways.machine.rounds import walk
from pathways.machine.standing import Word, standing
from pathways.machine.state import Status
from pathways.machine.state_json import dump
from tests.machine.decided_anew import decided
from tests.support.cases import ANYBODY, CASE, ToldCase, act, at_seq, instant
from tests.support.counts import count
from tests.support.walks import Walk
from tests.support.worlds import World, definition, shipped, small


@cache
def weekend(effect: str = "statutory", rule: str = "service-limit") -> World:
    """One deadline of a week, which a pause stops and an extension doubles."""
    law = 'law: prøveloven § 2, url: "https://lov.example/2", read: 2026-01-01'
    text = definition(
        fields="venter_pa: {title: Venter på, kind: code, codes: lokal/ventekategori}",
        states="""\
            apen: {title: Åpen, start: true, holder: barnevern, silent: Prøve.}
            hos_andre: {title: Hos andre, holder: helsetjenesten, silent: Prøve.}
            slutt: {title: Slutt, end: true}
        """,
        events="""\
            kommet: {title: Kommet, start: true, by: [saksbehandler]}
            purret: {title: Purret, from: apen, by: [saksbehandler], to: stays}
            sendt: {title: Sendt, from: apen, by: [saksbehandler], to: hos_andre}
            stanset: {title: Stanset, from: any, by: leder, records: venter_pa, reason: required, pauses: venter_pa}
            videre: {title: Videre, from: any, by: [leder], records: venter_pa, resumes: venter_pa}
            utvidet: {title: Utvidet, from: any, by: [leder], reason: required, decision: true, to: stays}
            svart: {title: Svart, from: any, by: [saksbehandler], to: stays}
            lukket: {title: Lukket, from: any, by: [saksbehandler], to: slutt}
        """,
        deadlines=f"""\
            svar:
              title: Svar
              from: kommet
              within: 1 week
              extend: {{by: utvidet, within: 2 weeks}}
              counting: {rule}
              basis: kilde
              met_by: svart
              ends: {{state: slutt}}
              on_pause: {{freezes: kilde}}
              missed: {{reason: lokal/frist_arsak}}
              remind:
                - {{on_due: "08:00", to: [saksbehandler]}}
            puring:
              title: Svar på purring
              from: purret
              within: 1 week
              counting: dl-148
              basis: kilde
              met_by: svart
              ends: {{state: slutt}}
              on_pause: runs
              remind:
                - {{on_due: "08:00", to: [saksbehandler]}}
            vente:
              title: Venting vurdert
              from: stanset
              within: 4 weeks
              counting: dl-148
              basis: kilde
              met_by: videre
              ends: {{state: slutt}}
              on_pause: runs
              remind:
                - {{on_due: "08:00", to: [leder]}}
        """,
    )
    source = f"  kilde: {{effect: {effect}, certainty: A, {law}}}\n"
    return small(text.replace("sources:\n", f"sources:\n{source}"))


def received(effect: str = "statutory", on: str = "2026-01-05", rule: str = "service-limit") -> ToldCase:
    case = ToldCase(world=weekend(effect, rule))
    case.start("prove", f"{on}T10:00")
    return case


def found(case: ToldCase, name: str, at: str, known_at: str = "") -> Outcome:
    """The round that stands, at a moment and by what was known then."""
    known = instant(known_at or "2030-01-01")
    records = [record for record in case.records if record.recorded_at <= known]
    told = outcomes(case.world, records, moment_at(instant(at)))
    return next(each for each in told if each.name == name and each.current)


def late(case: ToldCase, at: str, known_at: str = "") -> Lateness:
    return found(case, "svar", at, known_at).lateness


def test_what_nobody_did_in_time_is_open_and_then_late_handling() -> None:
    case = received()
    case.do("svart", "2026-01-14T10:00")
    assert [late(case, at) for at in ("2026-01-12T23:59", "2026-01-13T00:00", "2026-01-15")] == [
        Lateness.none,
        Lateness.open,
        Lateness.handling,
    ]


def test_what_was_done_in_time_and_recorded_after_the_end_is_late_registration() -> None:
    case = received()
    case.do("svart", "2026-01-12T10:00", recorded="2026-01-14")
    assert late(case, "2026-01-15") is Lateness.registration
    assert late(case, "2026-01-13T12:00", known_at="2026-01-13T12:00") is Lateness.open


def test_what_was_read_in_from_another_system_is_no_late_registration_and_what_a_person_adds_is() -> None:
    importer = replace(ANYBODY, roles=(*ANYBODY.roles, IMPORTER))
    case, late_there = received(), received()
    for each, on in ((case, "2026-01-12T10:00"), (late_there, "2026-01-13T10:00")):
        each.write(act("svart", on, actor=importer), recorded="2026-01-20")
    assert [late(each, "2026-01-21") for each in (case, late_there)] == [Lateness.imported, Lateness.handling]
    case.correct(next(r.seq for r in case.records if r.name == "svart"), "2026-01-14T10:00", recorded="2026-01-21")
    case.correct(next(r.seq for r in case.records if r.name == "svart"), "2026-01-12T11:00", recorded="2026-01-22")
    assert late(case, "2026-01-23") is Lateness.registration


def test_what_is_recorded_on_the_last_day_is_in_time() -> None:
    case = received()
    case.do("svart", "2026-01-12T10:00", recorded="2026-01-12T23:59")
    assert late(case, "2026-01-15") is Lateness.none


def test_what_is_recorded_at_the_very_instant_the_last_day_ends_was_missed_for_that_instant() -> None:
    case = received()
    case.do("svart", "2026-01-12T10:00", recorded="2026-01-13T00:00")
    assert late(case, "2026-01-15") is Lateness.registration


def test_a_correction_there_and_back_again_counts_from_when_it_came_back() -> None:
    case = received()
    seq = case.do("svart", "2026-01-09T10:00").record.seq
    case.correct(seq, "2026-01-14T10:00", recorded="2026-01-20")
    case.correct(seq, "2026-01-09T10:00", recorded="2026-01-21")
    assert late(case, "2026-01-22") is Lateness.registration


def test_a_date_alone_is_compared_as_a_date() -> None:
    in_time, after = received(), received()
    in_time.do("svart", "2026-01-12", recorded="2026-01-14")
    after.do("svart", "2026-01-13", recorded="2026-01-14")
    assert (late(in_time, "2026-01-15"), late(after, "2026-01-15")) == (Lateness.registration, Lateness.handling)


def test_a_correction_that_moves_it_in_time_is_the_registration_that_was_late() -> None:
    case = received()
    seq = case.do("svart", "2026-01-14T10:00").record.seq
    case.correct(seq, "2026-01-11T10:00", recorded="2026-01-20")
    assert late(case, "2026-01-21", known_at="2026-01-15") is Lateness.handling
    assert late(case, "2026-01-21") is Lateness.registration


def test_a_correction_from_one_day_in_time_to_another_is_no_late_registration() -> None:
    case = received()
    seq = case.do("svart", "2026-01-09T10:00").record.seq
    case.correct(seq, "2026-01-08T10:00", recorded="2026-01-20")
    assert late(case, "2026-01-21") is Lateness.none


def test_a_correction_to_a_day_after_the_end_is_late_handling() -> None:
    case = received()
    seq = case.do("svart", "2026-01-09T10:00").record.seq
    case.correct(seq, "2026-01-14T10:00", recorded="2026-01-20")
    assert late(case, "2026-01-21") is Lateness.handling


def test_between_the_nominal_and_the_legal_day_a_deadline_of_law_is_not_missed() -> None:
    case = received(on="2026-01-03")
    case.do("svart", "2026-01-12T10:00", recorded="2026-01-12T11:00")
    assert str(found(case, "svar", "2026-01-13").nominal) == "2026-01-10"
    assert late(case, "2026-01-11") is late(case, "2026-01-13") is Lateness.none


def test_a_recommended_time_is_missed_after_its_nominal_day() -> None:
    case = received("guideline", on="2026-01-03")
    case.do("svart", "2026-01-12T10:00")
    assert [late(case, at) for at in ("2026-01-10T23:59", "2026-01-11", "2026-01-13")] == [
        Lateness.none,
        Lateness.open,
        Lateness.handling,
    ]
    told = [case.deadline("svar", at).word for at in ("2026-01-11", "2026-01-13")]
    assert told == [Word.past_recommended, Word.met_past]
    a_day = received("guideline", on="2026-01-03")
    a_day.do("svart", "2026-01-11")
    assert (late(a_day, "2026-01-13"), a_day.deadline("svar", "2026-01-13").word) == (Lateness.handling, Word.met_past)


def test_where_it_is_settled_that_the_day_moves_it_moves_for_a_recommended_time_too() -> None:
    case = received("guideline", on="2026-01-03", rule="dl-148-149")
    case.do("svart", "2026-01-12T10:00")
    assert late(case, "2026-01-13") is Lateness.none


def test_an_extension_granted_in_time_and_entered_later_is_late_registration() -> None:
    case = received()
    case.do("utvidet", "2026-01-12T10:00", recorded="2026-01-15")
    assert late(case, "2026-01-14", known_at="2026-01-14") is Lateness.open
    assert late(case, "2026-01-16") is Lateness.registration
    assert found(case, "svar", "2026-01-16").extended


def test_an_extension_entered_in_time_leaves_no_lateness() -> None:
    case = received()
    case.do("utvidet", "2026-01-12T10:00")
    case.do("svart", "2026-01-15T10:00")
    assert late(case, "2026-01-16") is Lateness.none


def test_an_extension_granted_after_the_end_cures_nothing() -> None:
    case = received()
    case.do("utvidet", "2026-01-13T10:00")
    case.do("svart", "2026-01-15T10:00")
    assert late(case, "2026-01-16") is Lateness.handling


def test_an_extension_entered_after_it_was_met_in_time_changes_nothing() -> None:
    case = received()
    case.do("svart", "2026-01-09T10:00")
    case.do("utvidet", "2026-01-08T10:00", recorded="2026-01-20")
    assert late(case, "2026-01-21") is Lateness.none


def test_an_extension_that_came_after_the_date_it_extends_is_told_as_such_though_it_was_granted_in_time() -> None:
    case, in_time, read_in, too_late = (received() for _ in range(4))
    case.do("utvidet", "2026-01-12T10:00", recorded="2026-02-01")
    in_time.do("utvidet", "2026-01-09T10:00", recorded="2026-01-12T18:00")
    seq = at_seq(in_time.do("svart", "2026-01-15T10:00")) - 1
    system = replace(ANYBODY, roles=(IMPORTER,))
    read_in.write(replace(act("utvidet", "2026-01-12T10:00"), actor=system), recorded="2026-02-01")
    too_late.do("utvidet", "2026-01-13T10:00", recorded="2026-02-01")
    told = [found(each, "svar", "2026-02-02") for each in (case, in_time, read_in, too_late)]
    assert [each.registered_late(Entered.extension) for each in told] == [True, False, False, False]
    assert [each.extended for each in told] == [True, True, True, False]
    in_time.correct(seq, "2026-01-10T10:00", recorded="2026-02-03")
    assert not found(in_time, "svar", "2026-02-04").registered_late(Entered.extension)
    assert not found(case, "svar", "2026-02-02", known_at="2026-01-31").registered_late(Entered.extension)


def test_a_pause_entered_after_the_end_is_late_registration() -> None:
    case = received()
    case.do("stanset", "2026-01-07T10:00", venter_pa="familien", recorded="2026-01-16")
    case.do("videre", "2026-01-14T10:00", venter_pa="familien", recorded="2026-01-16")
    case.do("svart", "2026-01-16T12:00")
    assert str(found(case, "svar", "2026-01-17").nominal) == "2026-01-19"
    assert late(case, "2026-01-17") is Lateness.registration


def test_a_pause_known_in_time_leaves_no_lateness_whenever_its_end_is_told() -> None:
    case = received()
    case.do("stanset", "2026-01-07T10:00", venter_pa="familien")
    assert late(case, "2026-02-07") is Lateness.none
    case.do("videre", "2026-01-14T10:00", venter_pa="familien", recorded="2026-01-20")
    case.do("svart", "2026-01-16T12:00", recorded="2026-01-20")
    assert late(case, "2026-01-21") is Lateness.none


def test_what_fell_away_after_its_end_was_missed() -> None:
    case = received()
    case.do("lukket", "2026-01-15T10:00")
    told = found(case, "svar", "2026-01-16")
    assert (told.status, told.lateness) == (Status.ended, Lateness.handling)


def test_what_is_entered_later_and_met_it_even_earlier_makes_nothing_late() -> None:
    case = received()
    case.do("svart", "2026-01-09T10:00")
    case.do("svart", "2026-01-08T10:00", recorded="2026-01-20")
    assert late(case, "2026-01-21") is Lateness.none


@pytest.mark.parametrize("seed", range(count(400, 2000)))
def test_it_is_late_registration_exactly_where_somebody_had_seen_it_missed(seed: int) -> None:
    random = Random(seed)
    case = received()
    steps = ["svart", "utvidet", "stanset", "videre", "svart", "corrected"]
    random.shuffle(steps)
    for step in steps:
        happened = datetime(2026, 1, random.randint(6, 28), random.randint(8, 15), tzinfo=UTC)
        case.now = max(case.now, happened + random.choice((timedelta(hours=1), timedelta(days=random.randint(1, 9)))))
        with suppress(PathwaysError):
            _step(case, step, happened.isoformat())
    end = case.now + timedelta(days=random.randint(0, 12))
    moments = [record.recorded_at - timedelta(microseconds=1) for record in case.records[1:]]
    missed = {Lateness.open, Lateness.handling}
    seen = any(late(case, at.isoformat(), at.isoformat()) in missed for at in moments)
    now = found(case, "svar", end.isoformat())
    if now.lateness not in missed:
        assert (now.lateness is Lateness.registration) == seen


def _step(case: ToldCase, step: str, when: str) -> None:
    if step == "corrected":
        seq = next((r.seq for r in case.records if r.name == "svart"), 0)
        case.correct(seq, when, recorded=case.now.isoformat())
    elif step in ("stanset", "videre"):
        case.do(step, when, recorded=case.now.isoformat(), venter_pa="familien")
    else:
        case.do(step, when, recorded=case.now.isoformat())


def test_a_window_is_never_missed() -> None:
    case = ToldCase(world=shipped())
    case.start("barnevern_undersokelse", "2026-06-01T10:00", meldere=("2",), innhold=("1.1.02",))
    case.do("melding_konkludert", "2026-06-02T10:00", konklusjon="2")
    case.do("undersokelse_konkludert", "2026-08-20T10:00", utfall="3", parter=("forelder",))
    case.do("underretning_kommet_fram", "2026-08-21T10:00", item="underretning.1")
    assert found(case, "klage", "2026-12-01").lateness is Lateness.none


def test_a_round_that_was_missed_is_told_beside_the_one_that_stands() -> None:
    case = received()
    case.do("purret", "2026-01-06T10:00")
    case.do("purret", "2026-01-20T10:00")
    case.do("purret", "2026-01-22T10:00")
    case.do("svart", "2026-01-23T10:00")
    told = [
        each for each in outcomes(case.world, case.records, moment_at(instant("2026-01-24"))) if each.name == "puring"
    ]
    assert [(each.current, each.lateness, each.status) for each in told] == [
        (False, Lateness.open, Status.open),
        (False, Lateness.none, Status.open),
        (True, Lateness.none, Status.met),
    ]


def test_the_days_are_given_to_whoever_held_the_ball() -> None:
    case = received()
    case.do("stanset", "2026-01-07T10:00", venter_pa="familien")
    case.do("stanset", "2026-01-09T10:00", venter_pa="annen_tjeneste")
    case.do("videre", "2026-01-12T10:00", venter_pa="familien")
    case.do("videre", "2026-01-14T10:00", venter_pa="annen_tjeneste")
    case.do("sendt", "2026-01-15T10:00")
    case.do("lukket", "2026-01-20T10:00")
    told = found(case, "vente", "2026-01-25")
    assert [(each.who, each.paused, each.days) for each in told.holder_days] == [
        ("familien", True, 2),
        ("annen_tjeneste", True, 2),
        ("barnevern", False, 1),
    ]
    told = found(case, "svar", "2026-01-18")
    assert [(each.who, each.paused, each.days) for each in told.holder_days] == [
        ("barnevern", False, 3),
        ("familien", True, 5),
        ("annen_tjeneste", True, 2),
        ("helsetjenesten", False, 3),
    ]
    assert told.elapsed == 13


def test_the_day_of_an_act_belongs_to_who_had_the_ball_when_it_began() -> None:
    done, handed = received(), received()
    done.do("lukket", "2026-01-08T10:00")
    handed.do("sendt", "2026-01-07T10:00")
    handed.do("svart", "2026-01-08T10:00")
    told = [found(case, "svar", "2026-01-20").holder_days for case in (done, handed)]
    assert [(each.who, each.days) for each in told[0]] == [("barnevern", 3)]
    assert [(each.who, each.days) for each in told[1]] == [("barnevern", 2), ("helsetjenesten", 1)]


def test_a_decision_made_anew_counts_and_its_first_round_is_over() -> None:
    case = decided(yes=True)
    case.redecide(2, "2026-01-20T10:00", ja=True)
    at = moment_at(instant("2026-01-29"))
    assert dump(walk(case.world, case.records, at.place).state) == dump(fold(case.world, case.records, at.place).state)
    told = [each for each in outcomes(case.world, case.records, at) if each.name == "iverksatt"]
    assert [(each.current, str(each.anchored_on), each.lateness) for each in told] == [
        (False, "2026-01-08", Lateness.none),
        (True, "2026-01-20", Lateness.none),
    ]
    assert sum(held.days for held in told[-1].holder_days) == 9


@pytest.mark.parametrize("seed", range(count(12, 300)))
def test_on_any_walk_it_ends_as_the_fold_does_and_the_days_add_up(seed: int) -> None:
    case = ToldCase(world=shipped())
    for _ in Walk(case=case, random=Random(seed)).steps(40):
        """The last step is what is looked at."""
    at = moment_at(case.now)
    assert dump(walk(case.world, case.records, at.place).state) == dump(fold(case.world, case.records, at.place).state)
    for each in outcomes(case.world, case.records, at):
        assert sum(held.days for held in each.holder_days) == each.elapsed
        assert all(held.days > 0 for held in each.holder_days)


def test_on_any_walk_a_list_calls_late_what_the_log_shows_was_handled_late() -> None:
    late = 0
    for seed in range(count(12, 300)):
        case = ToldCase(world=shipped())
        for _ in Walk(case=case, random=Random(seed)).steps(25):
            """The last step is what is looked at."""
        at = moment_at(case.now)
        told = {(each.run, each.key): each.lateness for each in outcomes(case.world, case.records, at) if each.current}
        listed = standing(case.world, CASE, fold(case.world, case.records, at.place).state, case.now)
        for due in (due for run in listed.runs for due in run.deadlines):
            handled = told[due.run, key_of(due.name, due.item)] is Lateness.handling
            assert due.settled_late is handled, (seed, due.name)
            late += handled
    assert late
