"""What is owed in each period, when the decision that ended it is made anew: only the days it stood are counted."""

from datetime import date

import pytest

from pathways.engine.replay import Kept, replay_case
from pathways.machine.state_json import dump
from pathways.timeline_periods import owed_told
from tests.machine.periods import counts, periods, tally
from tests.support.cases import CASE, ToldCase
from tests.support.worlds import definition, small

EVERY = "{period: 3 months, times: TIMES, aligned: calendar, first: FIRST}"
FOLLOWED = definition(
    states="""\
        bor: {title: Bor her, start: true, holder: barnevern}
        ute: {title: Avsluttet, end: true}
    """,
    fields="videre: {title: Fortsetter, kind: flag}\n",
    events="""\
        inn: {title: Flyttet inn, start: true, by: [saksbehandler]}
        besok: {title: Besøk, from: bor, by: [saksbehandler], to: stays}
        vurdert:
          title: Vurdert
          from: bor
          by: [saksbehandler]
          records: videre
          reason: required
          decision: true
          redecide: {by: [leder]}
          to:
            - {when: videre, state: stays}
            - {when: not videre, state: ute}
    """,
    deadlines=f"""\
        besok:
          title: Besøk
          from: inn
          every: {EVERY}
          counting: dl-148
          basis: lov
          met_by: besok
          ends: {{state: ute}}
          on_pause: runs
          remind:
            - {{before: 2 weeks, to: [saksbehandler]}}
            - {{after: 1 working day, to: [leder], escalate: true}}
    """,
)


def ended(when: str, *visits: str, times: int = 1, first: str = "whole") -> ToldCase:
    """A child moved in on 15 January 2026, and the following-up was ended by decision on the day ``when``."""
    case = ToldCase(world=small(FOLLOWED.replace("TIMES", str(times)).replace("FIRST", first)))
    case.start("prove", "2026-01-15")
    for on in visits:
        case.do("besok", on)
    case.do("vurdert", when, videre=False)
    return case


def anew(case: ToldCase, when: str, *, videre: bool = True) -> list[str]:
    """Decide the last decision anew; what the clock notices by the day after."""
    case.tick(when)
    before, last = len(case.noticed()), next(each.seq for each in reversed(case.records) if each.name == "vurdert")
    case.redecide(last, when, videre=videre)
    case.tick(when)
    return [crossing.what for crossing in case.noticed()[before:]]


def replays(case: ToldCase) -> bool:
    replayed = replay_case(case.world, CASE, case.records, Kept(digests=case.digests, derived=case.derived))
    same = replayed.state_text == dump(case.state) == dump(case.rebuilt().state)
    return same and not replayed.differs_at and not replayed.counted_otherwise


def firsts(case: ToldCase, at: str) -> list[str]:
    return [tally(each).first.isoformat() for each in periods(case, at)]


def test_what_was_over_while_the_first_decision_held_is_not_missed_and_escalates_nothing() -> None:
    case = ended("2026-04-10", "2026-02-02")
    assert anew(case, "2026-11-10") == []
    assert counts(case, "2026-11-11") == [("met", 1, 1), ("ended", 0, 1), ("running", 0, 1)]
    assert firsts(case, "2026-11-11") == ["2026-01-15", "2026-04-01", "2026-10-01"]
    assert replays(case)


def test_the_period_of_the_second_decision_is_owed_by_the_days_it_stood() -> None:
    case = ended("2026-04-10", "2026-02-02", times=4)
    anew(case, "2026-11-10")
    period = periods(case, "2026-11-11")[-1]
    assert [(each.since.isoformat(), each.times) for each in tally(period).terms] == [
        ("2026-10-01", 0),
        ("2026-11-10", 4),
    ]
    assert (tally(period).needed, period.nominal) == (3, date(2026, 12, 31))  # 4 × 52/92, rounded up


def test_in_the_same_period_the_days_between_are_not_owed() -> None:
    case = ended("2026-04-10", "2026-02-02", times=4)
    ended_by = _last(case)
    anew(case, "2026-05-20")
    period = periods(case, "2026-05-21")[-1]
    assert [(each.since.isoformat(), each.times, each.by) for each in tally(period).terms] == [
        ("2026-04-01", 4, 0),
        ("2026-04-10", 0, ended_by),
        ("2026-05-20", 4, _last(case)),
    ]
    assert (period.word, tally(period).needed) == ("running", 3)  # 4 × (9 + 42)/91, rounded up
    assert replays(case)


def test_it_goes_on_from_there_whole_as_before() -> None:
    case = ended("2026-04-10", "2026-02-02", times=4)
    anew(case, "2026-11-10")
    assert counts(case, "2027-02-01")[-2:] == [("breach", 0, 3), ("running", 0, 4)]
    assert replays(case)


def test_a_duty_whose_period_was_met_begins_again_too() -> None:
    case = ended("2026-04-10", "2026-02-02", "2026-04-07")
    anew(case, "2026-11-10")
    assert counts(case, "2026-11-11") == [("met", 1, 1), ("met", 1, 1), ("running", 0, 1)]
    case = ended("2026-04-10", "2026-02-02", "2026-04-07")
    anew(case, "2026-05-20")
    assert counts(case, "2026-07-02") == [("met", 1, 1), ("met", 1, 1), ("running", 0, 1)]
    assert replays(case)


def test_where_nothing_was_owed_yet_nothing_is_owed_anew() -> None:
    case = ended("2026-01-20", first="none")
    assert anew(case, "2026-02-20") == []
    assert counts(case, "2026-02-21") == [("dormant", 0, 0)]
    assert counts(case, "2026-04-01") == [("ended", 0, 0), ("running", 0, 1)]
    assert replays(case)


def test_where_the_second_ends_it_as_well_nothing_begins() -> None:
    case = ended("2026-04-10", "2026-02-02")
    anew(case, "2026-05-20", videre=False)
    assert counts(case, "2026-08-01") == [("met", 1, 1), ("ended", 0, 1)]


def test_a_second_that_is_itself_made_anew_counts_each_stretch() -> None:
    case = ended("2026-04-10", "2026-02-02", times=4)
    anew(case, "2026-04-20")
    anew(case, "2026-05-10", videre=False)
    assert counts(case, "2026-05-11")[-1][0] == "ended"
    anew(case, "2026-05-20")
    period = periods(case, "2026-05-21")[-1]
    assert [(each.since.isoformat(), each.times) for each in tally(period).terms] == [
        ("2026-04-01", 4),
        ("2026-04-10", 0),
        ("2026-04-20", 4),
        ("2026-05-10", 0),
        ("2026-05-20", 4),
    ]
    assert replays(case)


def test_taken_back_the_first_decision_ends_it_as_it_did() -> None:
    case = ended("2026-04-10", "2026-02-02")
    anew(case, "2026-11-10")
    case.annul(_last(case))
    assert counts(case, "2026-11-12") == [("met", 1, 1), ("ended", 0, 1)]


def _last(case: ToldCase) -> int:
    return next(each.seq for each in reversed(case.records) if each.name == "vurdert")


@pytest.mark.parametrize(("when", "word"), [("2026-06-30", "breach"), ("2026-07-01", "ended")])
def test_the_last_day_of_the_period_belongs_to_it(when: str, word: str) -> None:
    case = ended("2026-04-10", "2026-02-02")
    anew(case, when)
    assert counts(case, "2026-07-02")[1:] == [(word, 0, 1), ("running", 0, 1)]


def test_it_is_explained_day_by_day() -> None:
    case = ended("2026-04-10", "2026-02-02", times=4)
    anew(case, "2026-05-20")
    told = list(owed_told(periods(case, "2026-05-21")[-1]))
    assert told[0] == "4 i en hel periode fra 1. apr. 2026"
    assert told[1].startswith("ingenting fra 10. apr. 2026 (hendelse")
    assert told[2].startswith("4 i en hel periode fra 20. mai 2026 (hendelse")
    assert told[3].startswith("4 × 9/91 dager + 0 × 40/91 dager + 4 × 42/91 dager = 204/91, som er mer enn 2 og ")
    assert told[4] == "Kreves i denne perioden: 3"
