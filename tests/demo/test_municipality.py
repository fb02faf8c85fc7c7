"""The invented municipality: the same for the same seed, in the proportions of the figures it names."""

from datetime import date
from itertools import pairwise

from pathways.counting.calendar import Calendar
from pathways.demo.municipality import REPORT, municipality
from pathways.municipality.step import Step
from tests.definitions.telling import shipped


def _calendar() -> Calendar:
    return shipped().calendars["NO"]


def _of(event: str) -> list[Step]:
    return [step for step in municipality("frø", _calendar()) if step.event == event]


def _share(part: int, whole: int) -> int:
    return round(100 * part / whole)


def test_the_same_seed_gives_the_same_steps() -> None:
    assert municipality("frø", _calendar()) == municipality("frø", _calendar())


def test_another_seed_gives_other_steps() -> None:
    assert municipality("frø", _calendar()) != municipality("annet frø", _calendar())


def test_there_are_about_thirty_cases() -> None:
    assert len({step.case for step in municipality("frø", _calendar())}) == 30


def test_a_quarter_of_the_reports_is_closed() -> None:
    codes = [step.data["konklusjon"] for step in _of("melding_konkludert") if not step.run]
    assert _share(sum(code != "2" for code in codes), len(codes)) == 25


def test_a_third_of_the_incoming_reports_joins_a_running_matter() -> None:
    codes = [step.data["konklusjon"] for step in _of("melding_konkludert")]
    assert _share(codes.count("4"), len(codes)) == 33


def test_three_in_five_investigations_lead_to_no_measure() -> None:
    outcomes = [step.data["utfall"] for step in _of("undersokelse_konkludert")]
    assert _share(sum(outcome != "1" for outcome in outcomes), len(outcomes)) == 61


def test_one_referral_in_five_is_refused() -> None:
    results = [step.data["resultat"] for step in _of("henvisning_vurdert")]
    assert (results.count("avslag"), len(results)) == (1, 5)


def test_nobody_works_on_a_red_day_or_at_the_weekend() -> None:
    days = {date.fromisoformat(step.at[:10]) for step in municipality("frø", _calendar())}
    assert [day for day in days if _calendar().next_working_day(day) != day] == []


def test_the_steps_of_a_case_stand_in_order_of_time() -> None:
    steps = municipality("frø", _calendar())
    assert [a.at for a, b in pairwise(steps) if a.case == b.case and a.at > b.at] == []


def test_every_case_begins_with_a_pathway() -> None:
    first: dict[str, Step] = {}
    for step in municipality("frø", _calendar()):
        first.setdefault(step.case, step)
    assert {step.opens for step in first.values()} == {REPORT, "bup_vurdering"}
