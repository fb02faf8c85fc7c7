"""Days are given out for the time a round ran: a period has its own, and a date that is set runs from when it was."""

from contextlib import suppress
from datetime import date, timedelta
from random import Random

import pytest

from pathways.engine.figures import Group, Period, Sums, add
from pathways.engine.moment import Moment, moment_at
from pathways.engine.outcome import Outcome, outcomes
from pathways.errors import PathwaysError
from pathways.machine.held import Held
from pathways.model.record import Happened
from tests.machine.periods import CALENDAR_YEARS, EACH, QUARTERS, YEARLY, home, moved_in
from tests.support.cases import ToldCase, act, instant
from tests.support.counts import count
from tests.support.worlds import shipped

TEXTS = (
    *(YEARLY, EACH, home(QUARTERS.format(first="share"))),
    *(home(CALENDAR_YEARS.format(first=first)) for first in ("none", "whole")),
)
FIRST = date(2026, 1, 15)


def rounds(case: ToldCase, at: str) -> list[Outcome]:
    """What became of every round by the end of a day, by date."""
    found = outcomes(case.world, case.records, moment_at(instant(at)))
    return sorted(found, key=lambda each: each.nominal)


def ran(each: Outcome, at: Moment) -> int:
    """The days between the beginning and the end of a period, with both."""
    name, _, first = each.item.partition(".")
    assert name == "period"
    end = each.settled_on or at.at.date() + timedelta(days=1)
    return (end - date.fromisoformat(first)).days + 1


def test_a_period_has_its_own_days_and_none_of_those_before_it() -> None:
    case = moved_in()
    case.tick("2029-01-01")
    told = rounds(case, "2028-01-25T10:00")
    assert [each.elapsed for each in told] == [365, 365, 10]
    assert [each.holder_days for each in told] == [
        (Held(who="barnevern", paused=False, days=days),) for days in (365, 365, 10)
    ]


def test_the_days_of_quarters_grow_as_time_does() -> None:
    case = moved_in(home(QUARTERS.format(first="share")))
    at = "2028-01-15T10:00"
    case.tick(at)
    sums: dict[Group, Sums] = {}
    add(sums, rounds(case, at), Period())
    (one,) = sums.values()
    assert one.days == sum(one.held.values()) == (date(2028, 1, 15) - FIRST).days


@pytest.mark.parametrize("seed", range(count(20, 300)))
def test_the_days_of_a_round_never_exceed_those_between_its_beginning_and_its_end(seed: int) -> None:
    random = Random(seed)
    case = moved_in(TEXTS[seed % len(TEXTS)])
    day = FIRST
    for _ in range(12):
        day += timedelta(days=random.choice((1, 20, 60, 200)))
        with suppress(PathwaysError):
            case.do(random.choice(("besok", "besok", "besok", "faerre", "som_for", "inn", "ut")), day.isoformat())
    at = moment_at(instant(f"{day + timedelta(days=1)}T10:00"))
    found = outcomes(case.world, case.records, at)
    for each in found:
        assert sum(held.days for held in each.holder_days) == each.elapsed <= ran(each, at), each
    assert sum(each.elapsed for each in found) <= (at.at.date() - FIRST).days


def test_a_date_that_is_set_runs_from_the_day_somebody_set_it_until_it_was_met() -> None:
    case = ToldCase(world=shipped())
    case.start("bup_vurdering", "2026-11-02", henviser="fastlege", ansiennitetsdato="2026-11-02")
    case.do("henvisning_vurdert", "2026-11-09", resultat="rett", frist_start="2027-01-15", gjelder_4a="nei")

    def told(at: str) -> tuple[int, list[int]]:
        each = next(each for each in rounds(case, at) if each.name == "start_helsehjelp")
        return each.elapsed, [held.days for held in each.holder_days]

    assert told("2026-11-09T18:00") == (0, [])
    assert told("2026-11-19T10:00") == (10, [10])
    assert told("2027-01-20T10:00") == (72, [72])
    case.do("helsehjelp_startet_for_svar", "2026-11-25", reell_start="ja", oppstart_form="utredning")
    assert told("2027-01-20T10:00") == (16, [16])


def test_a_new_assessment_on_a_day_that_was_set_has_its_days_from_when_it_was_set() -> None:
    case = ToldCase(world=shipped())
    case.start("barnevern_undersokelse", "2026-08-24", meldere=("11",), innhold=("1.3.08",))
    case.do("melding_konkludert", "2026-08-24", konklusjon="2")
    case.write(
        act(
            "forlop_ikke_startet",
            Happened(on=date(2026, 10, 1), at=None),
            codes=("ikke_ferdig_vurdert",),
            data={"samtykke": "ikke_avklart", "vurderes_igjen": "2026-11-02"},
        )
    )
    told = [each for each in rounds(case, "2026-10-21T10:00") if each.name == "ny_vurdering"]
    assert [(each.elapsed, [held.days for held in each.holder_days]) for each in told] == [(20, [20])]
