"""Faults of migrations that the oracle found, each told by hand."""

from tests.machine.test_migrating_pauses import FREEZES, RUNS, begun, between, stop
from tests.support.moves import fitted, migrate, plan


def test_a_pause_that_begins_on_the_day_of_the_migration_stops_that_day_beside_one_that_lasts() -> None:
    world = between(old=RUNS, new=FREEZES)
    case = begun(world)
    stop(case, "2026-01-08T10:00")
    migrate(case, fitted(world, plan(carried={"svar": "rebudget", "vente": "keep"})), "2026-01-13T10:00")
    assert str(case.now_is("svar").standing_since) == "2026-01-14"
    stop(case, "2026-01-13T14:00", who="oss")
    assert str(case.now_is("svar").standing_since) == "2026-01-13"
