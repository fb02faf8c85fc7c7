"""Edges of the mapping: which report an investigation belongs to, and what is so on a first and on a last day."""

from dataclasses import replace
from datetime import date

import pytest

from pathways.register.attaching import attach
from pathways.register.mapping import plan_case
from pathways.register.model import Conclusion, Extension, Investigation, RegisterCase, Relation, Report
from pathways.register.plan import CasePlan
from tests.support.worlds import shipped

DAY = date(2026, 3, 2)
LATER = date(2026, 3, 9)


def report(name: str, line: int, *, start: date = DAY, concluded: date = DAY) -> Report:
    """A report that opened an investigation."""
    end = Conclusion(on=concluded, code="2", line=line)
    return Report(id=name, start=start, reporters=(), contents=(), conclusion=end, line=line)


def case_of(*reports: Report, relation: Relation | None = None, extension: Extension | None = None) -> RegisterCase:
    """A case with these reports, and an investigation begun on DAY."""
    investigation = Investigation(
        id="u", start=DAY, basis=(), participation=None, extension=extension, conclusion=None, line=9
    )
    return RegisterCase(
        id="s",
        start=DAY,
        end=None,
        closed=False,
        deleted=False,
        reports=reports,
        investigations=(investigation,),
        kept=(),
        relations=(relation,) if relation else (),
        line=1,
    )


def opened_by(*reports: Report, relation: Relation | None = None) -> str | None:
    """The report that the investigation is given."""
    ((_, found),) = attach(case_of(*reports, relation=relation))
    return None if found is None else found.id


def planned(case: RegisterCase) -> CasePlan:
    """What becomes of a case, by the shipped code lists."""
    return plan_case(case, file="uttrekk.xml", today=date(2026, 6, 1), lists=shipped().code_lists())


def related(from_type: str, to_type: str) -> Relation:
    """A relation from the second report's id to the investigation's, by these types."""
    return Relation(from_type=from_type, from_id="m2", to_type=to_type, to_id="u", line=4)


def test_of_two_reports_concluded_on_one_day_the_first_of_the_file_opened_it() -> None:
    assert opened_by(report("m1", 2), report("m2", 3)) == "m1"
    assert opened_by(report("m2", 3), report("m1", 2)) == "m1"


def test_a_report_that_came_on_the_very_day_and_was_concluded_later_still_opened_it() -> None:
    assert opened_by(report("m1", 2, concluded=LATER)) == "m1"
    assert opened_by(report("m1", 2, start=LATER, concluded=LATER)) is None


def test_of_reports_concluded_later_the_last_that_had_come_opened_it() -> None:
    before = report("m1", 2, start=date(2026, 3, 1), concluded=LATER)
    assert opened_by(before, report("m2", 3, concluded=LATER)) == "m2"


def test_only_a_relation_from_a_report_to_an_investigation_says_who_opened_it() -> None:
    reports = report("m1", 2), report("m2", 3)
    assert opened_by(*reports, relation=related("Melding", "Undersokelse")) == "m2"
    assert opened_by(*reports, relation=related("Melding", "Tiltak")) == "m1"
    assert opened_by(*reports, relation=related("Tiltak", "Undersokelse")) == "m1"


@pytest.mark.parametrize(
    ("day", "acts"), [(date(2026, 3, 1), 0), (DAY, 1), (date(2026, 6, 1), 1), (date(2026, 6, 2), 0)]
)
def test_an_extension_may_be_asked_for_from_the_day_the_report_was_concluded_until_today(day: date, acts: int) -> None:
    plan = planned(case_of(report("m1", 2), extension=Extension(requested=day, granted=True, line=5)))
    assert [act.event for act in plan.acts].count("frist_utvidet") == acts


@pytest.mark.parametrize(
    ("code", "day", "warned"),
    [
        ("1", date(2025, 12, 31), False),
        ("1", date(2026, 1, 1), True),
        ("10", date(2025, 12, 31), True),
        ("10", date(2026, 1, 1), False),
    ],
)
def test_a_code_is_valid_on_its_first_and_on_its_last_day(code: str, day: date, warned: bool) -> None:  # noqa: FBT001 (a case)
    closed = replace(report("m1", 2), start=day, conclusion=Conclusion(on=day, code=code, line=3))
    plan = planned(replace(case_of(closed), investigations=()))
    assert ("register.code_out_of_time" in {warning.key for warning in plan.warnings}) is warned
