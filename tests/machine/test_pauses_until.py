"""The pauses of a run as they were on a day: what was settled then knows nothing of what came later."""

from dataclasses import replace
from datetime import date

from pathways.machine.pausing import pauses_until
from tests.machine.test_migrating_pauses import begun, go_on, stop, waiting
from tests.support.worlds import small


def test_on_each_day_a_run_has_the_pauses_that_had_begun_and_those_that_were_not_over_last() -> None:
    case = begun(small(waiting("10 working days")))
    stop(case, "2026-01-08")
    go_on(case, "2026-01-12")
    stop(case, "2026-01-15")
    go_on(case, "2026-01-20")
    run = case.state.runs["prove"]
    first, second = run.pauses
    lasts = [replace(pause, ended=None, ended_by=0) for pause in (first, second)]
    assert {day: pauses_until(run, date(2026, 1, day)) for day in (7, 8, 11, 12, 14, 15, 20)} == {
        7: (),
        8: (lasts[0],),
        11: (lasts[0],),
        12: (first,),
        14: (first,),
        15: (first, lasts[1]),
        20: (first, second),
    }
