"""A wait that begins where a run has ended stops no clock, whichever end it is and whatever else happens that day."""

from datetime import date

import pytest

from pathways.counting.oslo import parse_moment
from pathways.engine.derivation import derive
from pathways.engine.moment import moment_at
from pathways.engine.replay import Kept, replay_case
from pathways.engine.view import view
from pathways.engine.waited import Stood
from pathways.machine.deadlines import counted_by
from pathways.machine.state_json import dump, load
from tests.machine.test_waiting_over import MINUTE, TEXT
from tests.support.cases import CASE, EVERY_ROLE, ToldCase
from tests.support.moves import edited
from tests.support.worlds import small

ANY_END = (
    "{title: Stanset, from: [apen, hviler, slutt], by: leder",
    "{title: Stanset, from: [apen, hviler, slutt, arkiv, kassert], by: leder",
)
RESUMED = (
    "Gjenopptatt, from: [apen, hviler, slutt, arkiv], by",
    "Gjenopptatt, from: [apen, hviler, slutt, arkiv, kassert], by",
)
WORLD = small(edited(TEXT, ANY_END, RESUMED, version="2026-01-01"))
UNMOVED = {"brev": date(2026, 1, 19), "anke": date(2026, 1, 19)}
"""Ten working days from Monday 5 January 2026."""


def ended() -> ToldCase:
    """A case that waited for nobody when it ended, on Monday the 12th."""
    case = ToldCase(world=WORLD)
    case.start("prove", "2026-01-05T10:00")
    case.do("avgjort", "2026-01-12T10:00", utfall=True)
    return case


def counted(case: ToldCase) -> dict[str, date]:
    """When the two are due, where all that is kept is what is worked out anew."""
    replayed = replay_case(case.world, CASE, case.records, Kept(digests=case.digests, derived=case.derived))
    assert (replayed.differs_at, replayed.counted_otherwise) == (0, ())
    assert dump(case.state) == dump(case.rebuilt().state) == dump(load(dump(case.state)))
    run = case.state.runs["prove"]
    for key in UNMOVED:
        found = counted_by(case.world, run, key, None)
        assert found is not None
        assert found.due.nominal == run.deadlines[key].nominal
    return {key: run.deadlines[key].nominal for key in UNMOVED}


@pytest.mark.parametrize("when", ["2026-01-12T14:00", "2026-01-12", "2026-01-13T10:00"])
def test_one_that_begins_after_the_end(when: str) -> None:
    case = ended()
    case.do("stanset", when, venter_pa="familien")
    assert counted(case) == UNMOVED


@pytest.mark.parametrize("when", ["2026-01-14T14:00", "2026-01-14"])
def test_one_that_begins_after_the_second_end_on_its_day(when: str) -> None:
    case = ended()
    case.do("arkivert", "2026-01-14T10:00")
    case.do("stanset", when, venter_pa="familien")
    assert counted(case) == UNMOVED


@pytest.mark.parametrize("when", ["2026-01-14T09:00", "2026-01-14T10:00"])
def test_one_that_begins_between_two_ends_on_the_day_of_the_second(when: str) -> None:
    case = ended()
    case.do("stanset", when, venter_pa="familien")
    case.do("arkivert", "2026-01-14T14:00")
    assert counted(case) == UNMOVED


def test_all_on_one_day() -> None:
    case = ended()
    case.do("stanset", "2026-01-12T11:00", venter_pa="familien")
    case.do("arkivert", "2026-01-12T12:00")
    case.do("stanset", "2026-01-12T13:00", venter_pa="oss")
    case.do("kassert", "2026-01-12T14:00")
    assert counted(case) == UNMOVED


def test_one_from_before_the_end_on_its_day_starts_the_clock_anew_as_ever() -> None:
    case = ToldCase(world=WORLD)
    case.start("prove", "2026-01-05T10:00")
    case.do("stanset", "2026-01-12T09:00", venter_pa="familien")
    case.do("avgjort", "2026-01-12T10:00", utfall=True)
    case.do("stanset", "2026-01-12T11:00", venter_pa="oss")
    case.do("arkivert", "2026-01-12T12:00")
    assert counted(case) == {"brev": date(2026, 1, 19), "anke": date(2026, 1, 26)}


def test_where_the_run_is_opened_again_it_waits_as_was_said() -> None:
    case = ended()
    case.do("stanset", "2026-01-12T14:00", venter_pa="familien")
    case.do("apnet", "2026-01-14T10:00")
    assert case.now_is("brev").standing_since == date(2026, 1, 12)
    case.do("gjenopptatt", "2026-01-15T10:00", venter_pa="familien")
    assert counted(case) == {"brev": date(2026, 1, 22), "anke": date(2026, 1, 29)}
    case.do("lukket", "2026-01-16T10:00")
    assert counted(case) == {"brev": date(2026, 1, 22), "anke": date(2026, 1, 29)}


def test_explained_the_clock_went_while_nobody_was_waited_for() -> None:
    case = ended()
    case.do("arkivert", "2026-01-14T10:00")
    case.do("stanset", "2026-01-14T14:00", venter_pa="familien")
    (pause,) = case.run("prove", case.now + MINUTE).pauses
    assert pause.ended == parse_moment("2026-01-14")
    moment = moment_at(case.now + MINUTE)
    told = view(case.world, CASE, case.records, moment, moment, EVERY_ROLE)
    assert [*derive(case.world, told, "brev").waited.values()] == [Stood.ran]
