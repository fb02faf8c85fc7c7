"""Pauses before, over and after a migration: stopped time is not used, and a clock that stands keeps what was left."""

from datetime import date, timedelta
from functools import cache
from random import Random

import pytest

from pathways.engine.draft import BY_PEOPLE
from pathways.engine.replay import Kept, replay_case
from pathways.errors import PathwaysError
from pathways.machine.fold import fold
from pathways.machine.standing import Word
from pathways.machine.state import CaseState, Rest, Status
from pathways.machine.state_json import dump, load
from tests.support.cases import CASE, ToldCase, instant
from tests.support.counts import count
from tests.support.moves import edited, fitted, migrate, own_plan, plan
from tests.support.worlds import World, definition, small

FREEZES, RESTARTS, RUNS = "{freezes: lov}", "{restarts: lov}", "runs"
WALKS = count(60, 3000)


def waiting(within: str, rule: str = "working-days", on_pause: str = FREEZES) -> str:
    """A definition with a deadline that a pause may stop, and one that says when the pause is looked at."""
    amount, _, unit = within.partition(" ")
    return definition(
        fields="""\
            venter_pa: {title: Venter på, kind: code, codes: lokal/ventekategori}
        """,
        states="""\
            apen: {title: Åpen, start: true, holder: barnevern}
            slutt: {title: Slutt, end: true}
        """,
        events="""\
            kommet: {title: Kommet, start: true, by: [saksbehandler]}
            stanset: {title: Stanset, from: any, by: leder, records: venter_pa, reason: required, pauses: venter_pa}
            videre: {title: Videre, from: any, by: [leder], records: venter_pa, resumes: venter_pa}
            utvidet: {title: Utvidet, from: apen, by: [leder], reason: required, decision: true, to: stays}
            svart: {title: Svart, from: apen, by: [saksbehandler], to: slutt}
        """,
        deadlines=f"""\
            svar:
              title: Svar
              from: kommet
              within: {within}
              extend: {{by: utvidet, within: {2 * int(amount)} {unit}}}
              counting: {rule}
              basis: lov
              met_by: svart
              on_pause: {on_pause}
              remind:
                - {{on_due: "08:00", to: [saksbehandler]}}
            vente:
              title: Venting vurdert
              from: stanset
              within: 4 weeks
              counting: dl-148
              basis: lov
              met_by: videre
              ends: {{state: slutt}}
              on_pause: runs
              remind:
                - {{on_due: "08:00", to: [saksbehandler]}}
        """,
    )


@cache
def between(old: str = FREEZES, new: str = FREEZES, budget: str = "12 working days") -> World:
    """Ten working days until March's version, and another budget after it."""
    return small(waiting("10 working days", on_pause=old), edited(waiting(budget, on_pause=new)))


def begun(world: World) -> ToldCase:
    """A case that began on Monday 5 January 2026."""
    case = ToldCase(world=world)
    case.start("prove", "2026-01-05T10:00")
    return case


def stop(case: ToldCase, when: str, *, recorded: str = "", who: str = "familien") -> None:
    case.do("stanset", when, recorded=recorded, venter_pa=who)


def go_on(case: ToldCase, when: str, *, recorded: str = "", who: str = "familien") -> None:
    case.do("videre", when, recorded=recorded, venter_pa=who)


def move(case: ToldCase, when: str = "2026-01-13T12:00", carry: str = "rebudget") -> None:
    migrate(case, fitted(case.world, plan(carried={"svar": carry, "vente": "keep"})), when)


def rest(case: ToldCase) -> Rest:
    carried = case.now_is("svar").carried
    assert carried is not None
    assert carried.rest is not None
    return carried.rest


def by_people_alone(case: ToldCase) -> CaseState:
    """What the case is by what people recorded: as if no worker had ever noticed anything."""
    return fold(case.world, [record for record in case.records if record.kind in BY_PEOPLE], case.frontier).state


def due(case: ToldCase) -> date:
    """When the answer is due, once everything agrees."""
    replayed = replay_case(case.world, CASE, case.records, Kept(digests=case.digests, derived=case.derived))
    assert (replayed.differs_at, replayed.counted_otherwise) == (0, ())
    assert dump(case.state) == dump(case.rebuilt().state) == dump(by_people_alone(case))
    assert load(dump(case.state)) == case.state
    return case.now_is("svar").nominal


def test_time_in_which_the_clock_stood_is_not_used() -> None:
    case = begun(between())
    stop(case, "2026-01-08")
    go_on(case, "2026-01-12")
    assert due(case) == date(2026, 1, 21)
    move(case)
    # Used: 6, 7, 12 and 13 January. Left: eight of twelve, from the 14th.
    assert (rest(case).used, due(case)) == (4, date(2026, 1, 23))


def test_a_clock_that_stands_at_the_migration_keeps_what_was_left() -> None:
    case = begun(between())
    stop(case, "2026-01-08")
    move(case)
    assert case.now_is("svar").standing_since == date(2026, 1, 8)
    assert case.now_is("svar").pending == ()
    assert case.deadline("svar", "2026-01-15").word is Word.paused
    go_on(case, "2026-01-19")
    # Used: 6 and 7 January. Left: ten of twelve, the 19th the first of them.
    assert (rest(case).used, due(case)) == (2, date(2026, 1, 30))


def test_a_deadline_whose_clock_stands_is_not_missed_and_moves_long_after_its_date() -> None:
    case = begun(between())
    stop(case, "2026-01-08")
    move(case, "2026-03-02T12:00")
    go_on(case, "2026-03-09")
    assert due(case) == date(2026, 3, 20)


def test_a_pause_after_the_migration_moves_what_was_rebudgeted() -> None:
    case = begun(between())
    move(case)
    assert due(case) == date(2026, 1, 21)
    stop(case, "2026-01-14")
    go_on(case, "2026-01-19")
    assert due(case) == date(2026, 1, 26)


def test_a_pause_after_the_migration_moves_a_kept_deadline_by_the_rules_it_is_counted_by() -> None:
    case = begun(between(new=RUNS))
    move(case, carry="keep")
    stop(case, "2026-01-14")
    assert case.now_is("svar").standing_since == date(2026, 1, 14)
    go_on(case, "2026-01-19")
    # Ten working days, the old version's, although the new one has twelve, and a clock that runs.
    assert due(case) == date(2026, 1, 22)


def test_a_deadline_that_is_reset_while_the_clock_stands_has_its_whole_budget_left() -> None:
    case = begun(between())
    stop(case, "2026-01-08")
    move(case, carry="reset")
    assert case.now_is("svar").standing_since == date(2026, 1, 8)
    go_on(case, "2026-01-19")
    assert due(case) == date(2026, 2, 3)


def test_a_clock_that_the_new_version_lets_run_goes_again_at_the_migration() -> None:
    case = begun(between(new=RUNS))
    stop(case, "2026-01-08")
    move(case)
    assert case.now_is("svar").standing_since is None
    # Used: 6 and 7 January. Left: ten, the 13th the first of them.
    assert due(case) == date(2026, 1, 26)
    go_on(case, "2026-01-19")
    assert due(case) == date(2026, 1, 26)


def test_a_clock_that_the_new_version_lets_stand_stands_from_the_day_after() -> None:
    case = begun(between(old=RUNS))
    stop(case, "2026-01-08")
    move(case)
    assert case.now_is("svar").standing_since == date(2026, 1, 14)
    go_on(case, "2026-01-19")
    # Used: 6, 7, 8, 9, 12 and 13 January. Left: six, the 19th the first of them.
    assert (rest(case).used, due(case)) == (6, date(2026, 1, 26))


def test_a_clock_that_had_restarted_is_used_from_there() -> None:
    case = begun(between(old=RESTARTS, new=RESTARTS))
    stop(case, "2026-01-08")
    go_on(case, "2026-01-12")
    move(case)
    assert (rest(case).used, due(case)) == (1, date(2026, 1, 28))
    stop(case, "2026-01-15")
    go_on(case, "2026-01-20")
    assert due(case) == date(2026, 2, 5)


def test_where_nothing_is_left_a_clock_that_stands_ends_when_it_goes_again() -> None:
    case = begun(between(budget="2 working days"))
    stop(case, "2026-01-08")
    move(case)
    assert case.deadline("svar", "2026-01-15").word is Word.paused
    go_on(case, "2026-01-19")
    assert due(case) == date(2026, 1, 19)


def test_a_pause_before_the_migration_that_is_told_after_it_is_carried_through_it() -> None:
    case = begun(between())
    move(case)
    stop(case, "2026-01-08", recorded="2026-01-15")
    go_on(case, "2026-01-12", recorded="2026-01-15")
    assert (rest(case).used, due(case)) == (4, date(2026, 1, 23))


def test_an_extension_after_it_has_used_as_much() -> None:
    case = begun(between())
    stop(case, "2026-01-08")
    go_on(case, "2026-01-12")
    move(case)
    case.do("utvidet", "2026-01-14T10:00")
    # Four of twenty-four are used; twenty are left after the 13th.
    assert due(case) == date(2026, 2, 10)
    stop(case, "2026-01-20")
    go_on(case, "2026-01-22")
    assert due(case) == date(2026, 2, 12)


def test_a_kept_deadline_is_extended_by_the_version_its_run_is_at() -> None:
    case = begun(between())
    stop(case, "2026-01-08")
    go_on(case, "2026-01-12")
    move(case, carry="keep")
    assert due(case) == date(2026, 1, 21)
    case.do("utvidet", "2026-01-14T10:00")
    # Twenty-four working days from the 5th, and the two that were stopped.
    assert (case.now_is("svar").carried, due(case)) == (None, date(2026, 2, 10))


def test_a_kept_deadline_may_be_rebudgeted_later_as_the_version_that_counts_it_used_it() -> None:
    new, newest = (
        edited(waiting("12 working days", on_pause=RUNS)),
        edited(waiting("12 working days"), version="2026-05-01"),
    )
    case = begun(small(waiting("10 working days"), new, newest))
    move(case, "2026-01-06T12:00", carry="keep")
    stop(case, "2026-01-08")
    go_on(case, "2026-01-12")
    later = plan(date(2026, 3, 1), date(2026, 5, 1), carried={"svar": "rebudget", "vente": "keep"})
    migrate(case, fitted(case.world, later), "2026-01-13T12:00")
    assert (rest(case).used, due(case)) == (4, date(2026, 1, 23))


def test_days_are_not_used_either_and_a_second_migration_adds_up() -> None:
    new = edited(waiting("4 weeks", "dl-148"))
    newest = edited(waiting("5 weeks", "dl-148"), version="2026-05-01")
    case = begun(small(waiting("3 weeks", "dl-148"), new, newest))
    stop(case, "2026-01-08")
    go_on(case, "2026-01-12")
    move(case)
    assert (rest(case).used, due(case)) == (4, date(2026, 2, 6))
    stop(case, "2026-01-15")
    go_on(case, "2026-01-20")
    assert due(case) == date(2026, 2, 11)
    later = plan(date(2026, 3, 1), date(2026, 5, 1), carried={"svar": "rebudget", "vente": "keep"})
    migrate(case, fitted(case.world, later), "2026-01-21T12:00")
    assert (rest(case).used, due(case)) == (7, date(2026, 2, 18))


def test_what_is_met_while_the_clock_stands_is_met_after_the_migration_too() -> None:
    case = begun(between())
    stop(case, "2026-01-08")
    case.do("svart", "2026-01-09")
    move(case)
    assert case.now_is("svar").status is Status.met


def test_a_pause_that_was_over_before_the_migration_restarts_nothing_after_it() -> None:
    case = begun(between(old=RUNS, new=RESTARTS))
    stop(case, "2026-01-07")
    go_on(case, "2026-01-08")
    move(case)
    assert (rest(case).used, due(case)) == (6, date(2026, 1, 21))


@pytest.mark.parametrize(("day", "again", "becomes"), [(7, 9, date(2026, 1, 22)), (11, 12, date(2026, 1, 19))])
def test_a_clock_that_stops_on_the_day_of_one_migration_and_stands_at_the_next_has_not_used_that_day(
    day: int, again: int, becomes: date
) -> None:
    """A Wednesday; and a Sunday, on which there was nothing to use."""
    text = waiting("10 working days")
    world = small(text, edited(text))
    old, new = (each.digest for each in world.catalogue.versions["prove"])
    case = begun(world)
    migrate(case, own_plan(world, old, new), f"2026-01-{day:02}T08:00")
    stop(case, f"2026-01-{day:02}", recorded=f"2026-01-{day:02}T15:00")
    migrate(case, own_plan(world, new, old), f"2026-01-{again:02}T12:00")
    go_on(case, "2026-01-12", recorded="2026-01-12T13:00")
    assert due(case) == becomes


def test_a_pause_that_ended_before_hours_began_restarts_nothing() -> None:
    text = waiting("72 hours", "hours", RESTARTS)
    world = small(text, edited(text))
    old, new = (each.digest for each in world.catalogue.versions["prove"])
    case = begun(world)
    stop(case, "2026-01-05T16:00")
    go_on(case, "2026-01-05", recorded="2026-01-05T21:00")
    migrate(case, own_plan(world, old, new), "2026-01-06T12:00")
    assert (due(case), case.now_is("svar").missed_from) == (date(2026, 1, 8), instant("2026-01-08T10:00"))


BUDGETS = (
    ("10 working days", "working-days"),
    ("3 weeks", "dl-148"),
    ("1 months", "service-limit"),
    ("72 hours", "hours"),
    ("72 hours", "hours-149"),
)


@pytest.mark.parametrize("on_pause", [FREEZES, RESTARTS])
@pytest.mark.parametrize(("within", "rule"), BUDGETS)
def test_what_moves_to_the_same_rules_does_not_move(within: str, rule: str, on_pause: str) -> None:
    """Random pauses, told late or in time, with days alone or instants, and migrations there and back among them."""
    text = waiting(within, rule, on_pause)
    world = small(text, edited(text))
    old, new = (each.digest for each in world.catalogue.versions["prove"])
    moved = 0
    for seed in range(WALKS // 10):
        random, case, other = Random(seed), begun(world), begun(world)
        for _ in range(12):
            case.now = other.now = case.now + timedelta(hours=random.randrange(3, 40))
            if random.random() < 0.3 and case.state.runs:
                here = case.state.runs["prove"].digest
                migrate(case, own_plan(world, here, new if here == old else old), case.now.isoformat())
                moved += 1
                continue
            event = random.choice(["stanset", "videre", "videre", "utvidet"])
            then = case.now - timedelta(hours=random.choice([0, 0, 0, 5, 30, 60]))
            when = then.date().isoformat() if random.random() < 0.5 else then.isoformat()
            who = random.choice(["familien", "oss"])
            if _do(case, event, when, who) != _do(other, event, when, who):
                pytest.fail(f"{seed}: {event} was possible only without the migrations")
            one, plain = case.now_is("svar"), other.now_is("svar")
            dates = (one.nominal, one.legal, one.nominal_end, one.standing_since, one.status)
            assert dates == (plain.nominal, plain.legal, plain.nominal_end, plain.standing_since, plain.status), seed
        due(case)
    assert moved > WALKS / 10


def _do(case: ToldCase, event: str, when: str, who: str) -> str:
    try:
        if event == "utvidet":
            case.do(event, when, recorded=case.now.isoformat())
        else:
            case.do(event, when, recorded=case.now.isoformat(), venter_pa=who)
    except PathwaysError as refusal:
        return refusal.key
    return ""


def test_an_extension_granted_while_the_clock_stands_is_never_too_late() -> None:
    case = begun(small(waiting("10 working days")))
    stop(case, "2026-01-08")
    case.do("utvidet", "2026-02-02T10:00")
    assert (case.now_is("svar").extended_by, case.now_is("svar").late_extension_by) == (3, 0)
    go_on(case, "2026-02-09")
    # Used: 6 and 7 January. Left: eighteen of twenty, 9 February the first of them.
    assert due(case) == date(2026, 3, 4)


def test_while_the_clock_stands_it_is_due_no_earlier_than_if_it_went_again_now() -> None:
    case = begun(small(waiting("10 working days")))
    stop(case, "2026-01-08")
    assert case.now_is("svar").nominal == date(2026, 1, 19)
    assert case.deadline("svar", "2026-02-09").nominal == date(2026, 2, 18)


def test_a_pause_names_the_acts_that_began_and_ended_it() -> None:
    case = begun(small(waiting("10 working days")))
    stop(case, "2026-01-08")
    assert [(pause.begun_by, pause.ended_by) for pause in case.state.runs["prove"].pauses] == [(2, 0)]
    go_on(case, "2026-01-12")
    assert [(pause.begun_by, pause.ended_by) for pause in case.state.runs["prove"].pauses] == [(2, 3)]
