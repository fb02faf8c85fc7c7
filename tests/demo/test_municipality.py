"""The invented municipality: the same for the same seed, in the proportions of the figures it names."""

from datetime import date
from itertools import pairwise

from pathways.counting.calendar import Calendar
from pathways.demo.municipality import municipality
from pathways.municipality.referrals import REFERRAL
from pathways.municipality.reports import ON_CALL, REPORT
from pathways.municipality.step import Step
from tests.definitions.telling import shipped


def _calendar() -> Calendar:
    return shipped().calendars["NO"]


def _of(event: str) -> list[Step]:
    steps = municipality("frø", _calendar())
    return [step for step in steps if step.event == event and not (step.corrects or step.annuls)]


def _share(part: int, whole: int) -> int:
    return round(100 * part / whole)


def test_the_same_seed_gives_the_same_steps() -> None:
    assert municipality("frø", _calendar()) == municipality("frø", _calendar())


def test_another_seed_gives_other_steps() -> None:
    assert municipality("frø", _calendar()) != municipality("annet frø", _calendar())


def test_there_are_about_thirty_cases() -> None:
    assert len({step.case for step in municipality("frø", _calendar())}) == 30


def test_a_quarter_of_the_reports_is_closed() -> None:
    codes = [step.data["konklusjon"] for step in _of("melding_konkludert") if step.run in ("", REPORT)]
    assert _share(sum(code != "2" for code in codes), len(codes)) == 25


def test_a_third_of_the_incoming_reports_joins_a_running_matter() -> None:
    codes = [step.data["konklusjon"] for step in _of("melding_konkludert")]
    assert _share(codes.count("3") + codes.count("4"), len(codes)) == 33


def test_three_in_five_investigations_lead_to_no_measure() -> None:
    outcomes = [step.data["utfall"] for step in _of("undersokelse_konkludert")]
    assert _share(sum(outcome != "1" for outcome in outcomes), len(outcomes)) == 61


def test_one_referral_in_five_is_refused() -> None:
    results = [step.data["resultat"] for step in _of("henvisning_vurdert")]
    assert (results.count("avslag"), len(results)) == (1, 5)


def test_only_who_is_on_call_works_on_a_red_day_or_at_the_weekend() -> None:
    steps = municipality("frø", _calendar())
    off = [step for step in steps if not _calendar().is_working_day(date.fromisoformat(step.at[:10]))]
    assert {step.who for step in off} <= {ON_CALL}


def test_the_steps_of_a_case_stand_in_order_of_time() -> None:
    steps = municipality("frø", _calendar())
    assert [a.at for a, b in pairwise(steps) if a.case == b.case and a.at > b.at] == []


def test_every_case_begins_with_a_pathway() -> None:
    first: dict[str, Step] = {}
    for step in municipality("frø", _calendar()):
        first.setdefault(step.case, step)
    assert {step.opens for step in first.values()} == {REPORT, REFERRAL}
