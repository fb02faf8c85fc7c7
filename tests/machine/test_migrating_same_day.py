"""A pause that a migration finds, which ends on the same day or stands through another migration."""

from datetime import date

from tests.machine.test_migrating_pauses import RESTARTS, RUNS, begun, between, due, go_on, move, rest, stop, waiting
from tests.support.cases import instant
from tests.support.moves import edited, migrate, own_plan
from tests.support.worlds import small


def test_a_clock_that_stops_before_a_migration_and_goes_again_after_it_on_one_day_restarts_on_it() -> None:
    case = begun(between(old=RESTARTS, new=RESTARTS))
    stop(case, "2026-01-08T10:00")
    move(case, "2026-01-08T12:00")
    go_on(case, "2026-01-08T14:00")
    # Twelve working days, and not the ten that were left.
    assert due(case) == date(2026, 1, 26)


def test_a_pause_that_is_over_before_the_day_it_would_stop_a_clock_restarts_nothing() -> None:
    """By the new version the clock would stand from the day after the migration."""
    case = begun(between(old=RUNS, new=RESTARTS))
    stop(case, "2026-01-08T10:00")
    move(case, "2026-01-13T12:00")
    go_on(case, "2026-01-13T15:00")
    # Used: 6, 7, 8, 9, 12 and 13 January. Left: six of twelve.
    assert (rest(case).used, due(case)) == (6, date(2026, 1, 21))


def test_a_clock_that_stands_through_two_migrations_has_stood_since_the_instant_it_stopped() -> None:
    text = waiting("10 working days")
    world = small(text, edited(text))
    old, new = (each.digest for each in world.catalogue.versions["prove"])
    case = begun(world)
    stop(case, "2026-01-08T10:00")
    migrate(case, own_plan(world, old, new), "2026-01-13T12:00")
    migrate(case, own_plan(world, new, old), "2026-01-14T12:00")
    assert (rest(case).base_on, rest(case).base_at) == (date(2026, 1, 7), instant("2026-01-08T10:00"))
