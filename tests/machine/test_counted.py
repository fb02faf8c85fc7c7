"""What is remembered of counting is what counting gives, whatever was asked before."""

from datetime import UTC, date, datetime, timedelta

import pytest

from pathways.errors import CountingError
from pathways.machine.counted import REMEMBERED, Counted
from pathways.machine.prepared import Prepared
from pathways.machine.state import LEGAL, TIMED, PendingRung
from tests.machine.samples import matter
from tests.support.cases import instant
from tests.support.worlds import World, definition, shipped, small

FIRST = date(2026, 1, 1)

HOURS = definition(
    states="""\
        apen: {title: Åpen, start: true, holder: barnevern}
        slutt: {title: Slutt, end: true}
    """,
    events="""\
        apnet: {title: Åpnet, start: true, by: [saksbehandler]}
        svart: {title: Svart, from: apen, by: [saksbehandler], to: slutt}
    """,
    deadlines="""\
        svar:
          title: Svar
          from: apnet
          within: 48 hours
          counting: hours
          basis: lov
          met_by: svart
          on_pause: runs
          %s
    """,
)


def every_pathway() -> list[Prepared]:
    return [shipped().prepared(digest) for digest in shipped().catalogue.by_digest]


def fresh(prepared: Prepared) -> Counted:
    return Counted(prepared.deadlines, prepared.timed, prepared.rules, prepared.calendars)


@pytest.mark.parametrize("extended", [False, True])
def test_a_remembered_answer_is_the_one_that_is_counted_anew(*, extended: bool) -> None:
    asked = 0
    for prepared in every_pathway():
        remembering = fresh(prepared)
        for name in prepared.deadlines:
            for day in range(0, 400, 13):
                start = FIRST + timedelta(days=day)
                due = remembering.due(name, start, extended)
                ladder = remembering.ladder(name, due.nominal, due.nominal_end, due.missed_from)
                anew = fresh(prepared)
                assert remembering.due(name, start, extended) == due == anew.due(name, start, extended)
                assert anew.ladder(name, due.nominal, due.nominal_end, due.missed_from) == ladder
                assert list(ladder) == sorted(ladder)
                asked += 1
    assert asked > 100


def ladder_of(world: World, deadline: str, start: str) -> tuple[PendingRung, ...]:
    """The ladder of a deadline of the only pathway there is, from a start that nothing was asked about before."""
    [prepared] = [fresh(world.prepared(digest)) for digest in world.catalogue.by_digest]
    due = prepared.due(deadline, instant(start), False)  # noqa: FBT003
    return prepared.ladder(deadline, due.nominal, due.nominal_end, due.missed_from)


def test_what_the_clock_does_at_the_end_of_a_deadline_is_a_rung_of_that_deadline_alone() -> None:
    assert [rung.what for rung in ladder_of(matter(), "frist", "2026-01-05T10:00") if rung.what.startswith(TIMED)] == [
        TIMED + "purring"
    ]
    assert not [rung for rung in ladder_of(matter(), "arbeid", "2026-01-05T10:00") if rung.what.startswith(TIMED)]


def test_rungs_in_hours_lie_on_their_side_of_the_end() -> None:
    remind = """remind:
            - {before: 2 hours, to: [saksbehandler]}
            - {after: 3 hours, to: [leder], escalate: true}
    """
    assert ladder_of(small(HOURS % remind), "svar", "2026-01-05T10:00") == (
        PendingRung(instant("2026-01-07T08:00"), "before-2-hours"),
        PendingRung(instant("2026-01-07T10:00"), LEGAL),
        PendingRung(instant("2026-01-07T13:00"), "after-3-hours"),
    )


def test_a_memory_that_is_full_still_gives_what_is_counted() -> None:
    prepared = shipped().prepared(shipped().in_force("barnevern_undersokelse", date(2026, 8, 24))[0])
    remembering = fresh(prepared)
    name = "gjennomgang"
    first = remembering.due(name, FIRST, False)  # noqa: FBT003
    for minute in range(REMEMBERED + 1):
        remembering.due(name, datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minute), False)  # noqa: FBT003
    assert remembering.due(name, FIRST, False) == first  # noqa: FBT003


def test_no_more_is_remembered_than_there_is_room_for() -> None:
    remembering = fresh(every_pathway()[0])
    for memory in (remembering.due, remembering.ladder):
        assert memory.cache_info().maxsize == REMEMBERED  # type: ignore[union-attr]


def test_an_error_is_told_each_time_and_not_remembered() -> None:
    prepared = shipped().prepared(shipped().in_force("barnevern_undersokelse", date(2026, 8, 24))[0])
    for _ in range(2):
        with pytest.raises(CountingError):
            prepared.counted.due("gjennomgang", date(9000, 1, 1), False)  # noqa: FBT003
