"""Turns that lots seldom give: told by hand, and held against the oracle all the same."""

from tests.machine.test_migrating_pauses import begun as begun_to_wait
from tests.machine.test_migrating_pauses import between, go_on, stop
from tests.oracle.asking import answer_of
from tests.oracle.dense import dense
from tests.oracle.test_histories_agree import parts
from tests.support.cases import ToldCase
from tests.support.moves import fitted, migrate, plan


def begun() -> ToldCase:
    """An answer is due ten working days from Monday 5 January 2026: the 19th."""
    case = ToldCase(world=dense())
    case.start("prove", "2026-01-05T10:00", meldere=("11",), kjent="2026-01-05")
    return case


def test_items_that_were_entered_late_take_the_next_number() -> None:
    case = begun()
    case.do("supplert", "2026-01-12T10:00", flere=("12", "13"))
    case.do("supplert", "2026-01-07T10:00", recorded="2026-01-13T10:00", flere=("14",))
    case.do("tillegg_lest", "2026-01-14T10:00", item="3")
    assert parts(case, 1) == []
    items = answer_of(case)["runs"]["prove"]["items"]
    assert [items[f"tillegg.{number}"]["code"] for number in (1, 2, 3)] == ["12", "13", "14"]


def test_an_extension_at_the_very_instant_that_is_too_late_is_too_late() -> None:
    case = begun()
    case.do("utvidet", "2026-01-20T00:00", run="prove")
    assert parts(case, 1) == []
    assert answer_of(case)["runs"]["prove"]["deadlines"]["svar"]["late_extension_by"] > 0


def test_an_extension_at_the_last_instant_is_in_time() -> None:
    case = begun()
    case.do("utvidet", "2026-01-19T23:59", run="prove")
    assert parts(case, 1) == []
    assert answer_of(case)["runs"]["prove"]["deadlines"]["svar"]["extended_by"] > 0


def test_an_extension_with_the_last_date_alone_is_in_time_though_it_stands_at_midnight() -> None:
    case = begun()
    case.do("utvidet", "2026-01-19", run="prove", recorded="2026-01-22T10:00")
    assert parts(case, 1) == []
    assert answer_of(case)["runs"]["prove"]["deadlines"]["svar"]["extended_by"] > 0


def test_a_reminder_that_lies_behind_when_the_clock_goes_again_stays_silent() -> None:
    case = begun()
    case.do("vent", "2026-01-14T10:00", run="prove", venter_pa="familien")
    case.do("videre", "2026-02-16T10:00", run="prove", venter_pa="familien")
    case.tick("2026-03-16")
    assert parts(case, 1) == []


def test_reminders_follow_the_clock_in_norway_over_both_changes() -> None:
    for start in ("2026-03-16", "2026-10-12"):
        case = ToldCase(world=dense())
        case.start("prove", f"{start}T10:00", meldere=("11",), kjent=start)
        case.tick("2026-12-31")
        assert parts(case, 1) == []


def test_time_in_which_the_clock_stood_before_a_migration_is_not_used() -> None:
    world = between()
    case = begun_to_wait(world)
    stop(case, "2026-01-08")
    go_on(case, "2026-01-12")
    migrate(case, fitted(world, plan(carried={"svar": "rebudget", "vente": "keep"})), "2026-01-13T10:00")
    assert parts(case, 1) == []
    assert str(answer_of(case)["runs"]["prove"]["deadlines"]["svar"]["legal"]) == "2026-01-23"


def test_the_duty_to_look_at_waiting_lasts_until_nothing_is_waited_for() -> None:
    case = begun()
    for who in ("familien", "annen_tjeneste"):
        case.do("vent", "2026-01-14T10:00", run="prove", venter_pa=who)
    case.do("videre", "2026-01-16T10:00", run="prove", venter_pa="familien")
    case.tick("2026-03-16")
    assert parts(case, 1) == []
    assert answer_of(case)["runs"]["prove"]["deadlines"]["stille"]["settled_by"] == 0
    case.do("videre", "2026-03-17T10:00", run="prove", venter_pa="annen_tjeneste")
    assert parts(case, 1) == []
    assert answer_of(case)["runs"]["prove"]["deadlines"]["stille"]["settled_by"] > 0
