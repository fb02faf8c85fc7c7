"""The four official samples of one case that grows, where they lie beside the checkout."""

from datetime import date
from pathlib import Path

import pytest

from pathways.register.mapping import plan_case
from pathways.register.model import RegisterCase
from pathways.register.reading import Checked, check_register, read_cases
from tests.register.files import TODAY
from tests.register.test_mapping import LISTS
from tests.support.shared import shared_or_skip

CASE = "7317a453-2d65-465a-9589-519311d66579"
REPORT = "bb6b82ea-c3da-4882-b591-cccd833c262d"


@pytest.fixture
def samples() -> Path:
    return shared_or_skip("domain/ssb/samples")


def read(samples: Path, number: str) -> tuple[Checked, RegisterCase]:
    path = samples / f"test01_file{number}_total.xml"
    with path.open("rb") as stream:
        checked = check_register(stream, path.name, today=TODAY)
        stream.seek(0)
        (case,) = read_cases(stream, path.name, checked)
    return checked, case


@pytest.mark.parametrize(
    ("number", "investigations", "kept", "warnings"),
    [("01", 0, 0, 0), ("03", 1, 0, 0), ("05", 1, 2, 1), ("07", 1, 4, 4)],
)
def test_a_sample_of_the_older_form_is_read(
    samples: Path, number: str, investigations: int, kept: int, warnings: int
) -> None:
    checked, case = read(samples, number)
    assert (case.id, case.start, case.reports[0].id) == (CASE, date(2021, 1, 1), REPORT)
    assert (len(case.investigations), len(case.kept), len(checked.warnings)) == (investigations, kept, warnings)
    assert checked.extract.municipality == "3401"


@pytest.mark.parametrize(
    ("number", "days"),
    [
        ("01", ["2021-01-01"]),
        ("03", ["2021-01-01", "2021-01-08", "2021-03-08"]),
        ("05", ["2021-01-01", "2021-01-08", "2021-04-08"]),
        ("07", ["2021-01-01", "2021-01-08", "2021-04-08"]),
    ],
)
def test_a_sample_becomes_one_run_also_where_its_relations_dangle(samples: Path, number: str, days: list[str]) -> None:
    _, case = read(samples, number)
    planned = plan_case(case, file="prøve.xml", today=TODAY, lists=LISTS)
    assert {act.run for act in planned.acts} == {REPORT}
    assert [act.happened.isoformat() for act in planned.acts] == days


def test_the_identity_in_the_samples_is_dropped(samples: Path) -> None:
    told = "".join(repr(read(samples, number)) for number in ("01", "03", "05", "07"))
    assert "02011088123" not in told
    assert "2010-01-02" not in told
    assert "test1'" not in told
