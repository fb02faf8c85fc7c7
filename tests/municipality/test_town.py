"""Who comes to the invented municipality: the same for the same seed, in the proportions of the figures it names."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from pathways.counting.calendar import Calendar
from pathways.municipality import figures
from pathways.municipality.figures import Figure
from pathways.municipality.step import Step
from pathways.municipality.town import Arrival, Town, arrivals
from tests.definitions.telling import shipped

TOWN = Town(seed="frø", people=30_000, first=date(2026, 1, 1), days=365)
ON_CALL = "jonas"


def calendar() -> Calendar:
    return shipped().calendars["NO"]


@pytest.fixture(scope="module")
def year() -> list[Arrival]:
    """Everybody who comes in a year."""
    return list(arrivals(TOWN, calendar()))


def steps(year: list[Arrival], event: str) -> Iterator[Step]:
    """What is recorded of an event for the first time."""
    said_again = ("corrects", "annuls", "redecides")
    return (s for s in all_steps(year) if s.event == event and not any(getattr(s, name) for name in said_again))


def all_steps(year: list[Arrival]) -> Iterator[Step]:
    """Everything that is recorded."""
    return (step for each in year for step in each.steps)


def is_first(step: Step) -> bool:
    """Whether it concerns the report that opened the case."""
    return step.run in ("", "barnevern_undersokelse")


def test_a_figure_gives_the_nearest_whole_number() -> None:
    third = Figure(part=1, whole=3, source="")
    assert [third.of(count) for count in (0, 1, 2, 3, 4, 5)] == [0, 0, 1, 1, 1, 2]


def test_every_figure_has_a_source_or_says_that_it_is_invented() -> None:
    known = [value for value in vars(figures).values() if isinstance(value, Figure)]
    assert len(known) > 40
    assert [figure for figure in known if not (figure.source and 0 < figure.part <= figure.whole)] == []


def test_the_same_seed_gives_the_same_children(year: list[Arrival]) -> None:
    assert list(arrivals(TOWN, calendar())) == year


def test_another_seed_gives_other_children(year: list[Arrival]) -> None:
    assert list(arrivals(replace(TOWN, seed="annet"), calendar())) != year


def test_a_longer_life_begins_as_a_shorter_one(year: list[Arrival]) -> None:
    both = list(arrivals(replace(TOWN, days=2 * 365), calendar()))
    assert both[: len(year)] == year
    assert len(both) == 2 * len(year)


def test_they_come_as_often_as_in_the_country(year: list[Arrival]) -> None:
    kinds = Counter(arrival.case.split("-")[0] for arrival in year)
    assert kinds == {"barn": round(30_000 * 56_800 / 5_367_580), "henvist": 197, "grunnlos": 13, "fosterhjem": 30}


def test_twenty_four_of_a_hundred_reports_are_closed(year: list[Arrival]) -> None:
    codes = [step.data["konklusjon"] for step in steps(year, "melding_konkludert") if is_first(step)]
    assert round(100 * sum(code != "2" for code in codes) / len(codes)) == 24


def test_sixty_one_of_a_hundred_investigations_end_without_a_measure(year: list[Arrival]) -> None:
    outcomes = [step.data["utfall"] for step in steps(year, "undersokelse_konkludert")]
    assert round(100 * sum(outcome in ("3", "4", "6") for outcome in outcomes) / len(outcomes)) == 61


def test_one_in_twelve_investigations_takes_more_than_three_months(year: list[Arrival]) -> None:
    days = [_days(arrival) for arrival in year if list(steps([arrival], "undersokelse_konkludert"))]
    assert 6 <= 100 * sum(each > 98 for each in days) / len(days) <= 10
    assert 80 <= sum(days) / len(days) <= 88


def test_further_reports_join_what_runs_as_often_as_in_the_country(year: list[Arrival]) -> None:
    joined = Counter(step.data["konklusjon"] for step in steps(year, "melding_konkludert") if not is_first(step))
    assert joined == {"4": 83, "3": 82}


def test_one_referral_in_five_is_refused(year: list[Arrival]) -> None:
    results = Counter(step.data["resultat"] for step in steps(year, "henvisning_vurdert"))
    assert 20 <= 100 * results["avslag"] / results.total() <= 23


def test_only_who_is_on_call_works_on_a_day_off(year: list[Arrival]) -> None:
    off = [s for each in year for s in each.steps if not calendar().is_working_day(date.fromisoformat(s.at[:10]))]
    assert {step.who for step in off} == {ON_CALL}
    assert {step.event for step in off} == {"melding_mottatt"}


def test_some_things_are_entered_late_corrected_and_annulled(year: list[Arrival]) -> None:
    recorded = [step for arrival in year for step in arrival.steps]
    late = [step for step in recorded if step.happened and step.happened < step.at[:10]]
    assert len(late) > 100
    assert sum(bool(step.corrects) for step in recorded) > 10
    assert sum(step.annuls for step in recorded) > 5


def test_some_things_are_decided_anew_entered_together_and_explained(year: list[Arrival]) -> None:
    recorded = list(all_steps(year))
    assert sum(step.redecides for step in recorded) >= 3
    assert sum(step.explains for step in recorded) >= 1
    assert sum(len(step.together) > 1 for step in recorded) > 10


def test_referrals_are_decided_anew_in_every_way_some_late_and_some_corrected(year: list[Arrival]) -> None:
    ways = Counter[tuple[object, ...]]()
    late = corrected = 0
    for arrival in year:
        first = {s.label: s for s in arrival.steps if s.event == "henvisning_vurdert" and not s.redecides}
        for step in [s for s in arrival.steps if s.event == "henvisning_vurdert" and s.redecides]:
            if step.corrects:
                corrected += 1
                continue
            was = first[step.about].data
            ways[was["resultat"], step.data["resultat"]] += 1
            ways["date",] += str(was.get("frist_start", "")) > str(step.data.get("frist_start", "9999"))
            ways["limit",] += was.get("gjelder_4a") is True and step.data.get("gjelder_4a") is False
            late += bool(step.happened)
    assert min(ways[way] for way in (("rett", "rett"), ("rett", "avslag"), ("avslag", "rett"))) >= 3, ways
    assert min(ways["date",], ways["limit",], late, corrected) >= 3, (ways, late, corrected)


def test_a_child_in_a_foster_home_is_visited_and_some_are_visited_too_seldom(year: list[Arrival]) -> None:
    homes = [arrival for arrival in year if arrival.case.startswith("fosterhjem")]
    visits = [sum(s.event == "oppfolgingsbesok" and not s.explains for s in each.steps) for each in homes]
    assert min(visits) <= 3
    assert max(visits) >= 5


def test_what_a_report_is_about_has_a_code_on_the_day_it_came_also_where_that_day_is_corrected() -> None:
    topics = {code.code: code for code in shipped().code_lists["register/saksinnhold"].codes}
    for seed in map(str, range(1, 9)):
        coming = list(arrivals(replace(TOWN, seed=seed, days=60), calendar()))
        for step in [step for step in all_steps(coming) if step.event == "melding_mottatt"]:
            about, on = step.data.get("innhold", ()), date.fromisoformat((step.happened or step.at)[:10])
            assert isinstance(about, tuple)
            assert all((topics[code].valid_from or on) <= on for code in about), step


def test_nothing_is_recorded_before_it_happens_or_before_the_case_comes(year: list[Arrival]) -> None:
    wrong = [s for each in year for s in each.steps if s.at < each.day.isoformat() or s.happened[:10] > s.at[:10]]
    assert wrong == []


def test_the_steps_of_a_case_stand_in_order_of_time_and_none_at_the_same_minute_as_another(
    year: list[Arrival],
) -> None:
    for arrival in year:
        times = [step.at for step in arrival.steps]
        assert times == sorted(set(times))


def _days(arrival: Arrival) -> int:
    end = next(steps([arrival], "undersokelse_konkludert"))
    ended = date.fromisoformat((end.happened or end.at)[:10])
    return (ended - arrival.day).days
