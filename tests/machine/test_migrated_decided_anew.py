"""A decision that is made anew after its run came to a version that calls things otherwise."""

from dataclasses import replace
from datetime import date

from pathways.machine.state import Status
from pathways.model.migration import Carry
from tests.machine.decided_anew import APPLICATION, FOLLOWED, HELP
from tests.support.cases import ToldCase, act, at_seq
from tests.support.moves import edited, fitted, migrate, plan
from tests.support.worlds import World, small

RENAMED = edited(
    APPLICATION,
    ("oppstart:\n", "i_gang_innen:\n"),
    ("omfang: {title", "mengde: {title"),
    ("[omfang, grunn]", "[mengde, grunn]"),
)


def world() -> World:
    return small(APPLICATION, RENAMED, HELP, FOLLOWED)


def moved(case: ToldCase, when: str = "2026-01-12T10:00") -> None:
    """The run comes to the version in which ``oppstart`` and ``omfang`` have other names."""
    kept = dict.fromkeys(("svar", "klage", "iverksatt", "fullfort"), "keep")
    renamed = {"oppstart": ("i_gang_innen", Carry.keep)}
    wanted = replace(plan(carried=kept, renamed=renamed), fields={"omfang": "mengde"})
    migrate(case, fitted(case.world, wanted), when)


def applied(*, omfang: int = 1) -> ToldCase:
    case = ToldCase(world=world())
    case.start("prove", "2026-01-05T10:00")
    case.do("notert", "2026-01-06T10:00", omfang=omfang)
    return case


def test_a_deadline_that_fell_away_waits_again_under_its_new_name() -> None:
    case = applied()
    first = at_seq(case.write(act("vurdert", "2026-01-08T10:00", data={"ja": False})))
    assert case.now_is("oppstart").status is Status.ended
    moved(case)
    case.redecide(first, "2026-01-14T10:00", ja=True)
    assert (case.now_is("i_gang_innen").status, case.now_is("i_gang_innen").nominal) == (Status.open, date(2026, 2, 16))


def test_a_value_reads_as_before_the_decision_under_its_new_name() -> None:
    case = applied(omfang=3)
    first = at_seq(case.write(act("vurdert", "2026-01-08T10:00", data={"ja": False, "omfang": 7})))
    moved(case)
    case.redecide(first, "2026-01-14T10:00", ja=True)
    assert case.state.runs["prove"].fields["mengde"] == 3


def test_a_value_that_was_recorded_before_the_migration_stays_under_its_new_name() -> None:
    case = applied(omfang=3)
    first = at_seq(case.write(act("vurdert", "2026-01-08T10:00", data={"ja": False, "omfang": 7})))
    case.do("notert", "2026-01-09T10:00", omfang=5)
    moved(case)
    case.redecide(first, "2026-01-14T10:00", ja=True)
    assert case.state.runs["prove"].fields["mengde"] == 5
