"""A date is explained to the day it is told as, also where the case has ended and gone on since it was settled."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest

from pathways.engine.derivation import Derivation, derive
from pathways.engine.moment import moment_at
from pathways.engine.view import view
from pathways.machine.deadlines import key_of
from pathways.model.counting import Unit
from tests.machine.test_waiting_over import ended
from tests.oracle.ends import DecidedEndsWalk, DenseEndsWalk, EndsWalk, decided_ends, dense_ends
from tests.oracle.test_ends_agree import walked
from tests.support.cases import CASE, EVERY_ROLE, ToldCase, instant
from tests.support.counts import count
from tests.support.worlds import World

KINDS = [
    pytest.param(DenseEndsWalk, dense_ends, range(count(9, 500)), id="clocks that stop"),
    pytest.param(DecidedEndsWalk, decided_ends, range(11, 11 + count(4, 500)), id="decided anew and in periods"),
]


def explained(case: ToldCase) -> Iterator[Derivation]:
    """Every deadline of the case, as it stands now."""
    moment = moment_at(case.now)
    found = view(case.world, CASE, case.records, moment, moment, EVERY_ROLE)
    for run in found.standing.runs:
        for each in run.deadlines:
            yield derive(case.world, found, each.name, run=run.run, item=each.item)


def explained_otherwise(case: ToldCase) -> list[str]:
    """Deadlines told to one day and explained to others. While a clock stands, or in hours, other days are told too."""
    case.tick(case.now)
    return [
        f"{told.run.run} {told.deadline.name}: told {told.deadline.nominal}, explained {told.steps}"
        for told in explained(case)
        if not (told.period and told.period.unit is Unit.hours)
        and not _stood(case, told)
        and told.deadline.nominal not in [step.on for step in told.steps]
    ]


def _stood(case: ToldCase, told: Derivation) -> bool:
    key = key_of(told.deadline.name, told.deadline.item)
    return case.state.runs[told.run.run].deadlines[key].standing_since is not None


@pytest.mark.soak
@pytest.mark.parametrize(("walk", "world", "seeds"), KINDS)
def test_every_date_is_explained_to_the_day_it_is_told_as(
    walk: type[EndsWalk], world: Callable[[], World], seeds: range
) -> None:
    for seed in seeds:
        found = explained_otherwise(walked(walk, world(), seed))
        assert found == [], (seed, found)


def test_what_was_met_after_the_end_is_explained_without_what_came_of_it_when_the_case_was_opened_again() -> None:
    case, _ = ended()
    case.do("sendt", "2026-01-20")
    case.do("apnet", "2026-01-22T10:00")
    case.do("gjenopptatt", "2026-01-26T10:00", venter_pa="familien")
    case.now = instant("2026-01-27")
    told = next(each for each in explained(case) if each.deadline.name == "brev")
    assert (told.deadline.nominal, told.steps[-1].on) == (date(2026, 1, 21), date(2026, 1, 21))
    assert [each.ended.on for each in told.pauses if each.ended] == [date(2026, 1, 12)]
    assert told.spent is not None
    assert (told.spent.used, told.spent.left) == (9, 1)


def test_what_fell_away_as_the_case_was_opened_again_is_told_as_it_stood_until_then() -> None:
    case, _ = ended()
    case.do("apnet", "2026-01-14T10:00")
    case.now = instant("2026-01-17")
    told = next(each for each in explained(case) if each.deadline.name == "varsel")
    assert (told.deadline.nominal, told.deadline.settled_on) == (date(2026, 1, 21), date(2026, 1, 14))
    assert explained_otherwise(case) == []
