"""Checks across versions and files: runs pinned to older versions, and files that could not be read."""

import pytest

from tests.compiler.support import SAMPLE, lay, problems_of, sample_files
from tests.compiler.test_checks import ANNET, BEGINS_ANNET

NEXT = "version: 2027-01-01"


def linked(annet: str = ANNET) -> dict[str, str]:
    """The sample begins ``annet``, whose deadline counts from ``konkludert`` of the sample."""
    files = sample_files()
    files[SAMPLE] = lay(files[SAMPLE], BEGINS_ANNET).text
    return {**files, "annet.yaml": annet}


def renamed(text: str) -> str:
    """A later version of the sample, in which the event is called otherwise."""
    return text.replace("version: 2026-01-01", NEXT).replace("konkludert", "avgjort")


def found(files: dict[str, str]) -> list[tuple[str, str]]:
    return [(problem.place.file, problem.code) for problem in problems_of(files)]


def test_a_later_version_that_begins_a_run_must_have_the_event_its_deadline_counts_from() -> None:
    files = linked()
    files["prove2.yaml"] = renamed(files[SAMPLE])
    (problem,) = problems_of(files)
    assert (problem.place.file, problem.code) == ("annet.yaml", "E522")
    assert "versjon 2027-01-01 av «prove»" in problem.sentence


def test_an_older_version_may_still_begin_a_run_of_a_newer_one() -> None:
    files = linked()
    files["prove2.yaml"] = renamed(files[SAMPLE])
    files["annet2.yaml"] = ANNET.replace("version: 2026-01-01", NEXT).replace("event: konkludert", "event: avgjort")
    assert found(files) == [("annet2.yaml", "E522")]


def test_a_version_that_had_been_replaced_before_the_other_came_is_left_in_peace() -> None:
    """The old ``annet`` is never begun by the new sample; the new sample keeps the event for the new ``annet``."""
    files = linked(ANNET.replace("event: konkludert", "event: melding").replace(' == "1"', ' != "9"'))
    files["annet.yaml"] = files["annet.yaml"].replace('    only_when: konklusjon != "9"\n', "").replace("fields", "# f")
    newer = files[SAMPLE].replace("version: 2026-01-01", NEXT).replace("melding:", "meldt:")
    newer = newer.replace("event: melding,", "event: meldt,").replace("from: melding\n", "from: meldt\n")
    files["prove2.yaml"] = newer
    files["annet2.yaml"] = ANNET.replace("version: 2026-01-01", NEXT)
    assert found(files) == []
    files["annet2.yaml"] = files["annet2.yaml"].replace(NEXT, "version: 2027-01-02")
    assert found(files) == [("annet.yaml", "E522")]


def test_the_earliest_version_holds_for_the_days_before_it_too() -> None:
    files = linked(ANNET.replace("version: 2026-01-01", "version: 2025-01-01"))
    files["annet2.yaml"] = ANNET
    files["prove2.yaml"] = files[SAMPLE].replace("version: 2026-01-01", NEXT)
    files[SAMPLE] = renamed(files[SAMPLE]).replace(NEXT, "version: 2026-06-01")
    assert found(files) == [("annet.yaml", "E522"), ("annet2.yaml", "E522")]


def test_what_only_when_reads_must_be_recorded_in_every_version() -> None:
    files = linked()
    newer = files[SAMPLE].replace("version: 2026-01-01", NEXT)
    files["prove2.yaml"] = newer.replace("konklusjon", "slutning").replace("lokal/slutning", "lokal/konklusjon")
    assert found(files) == [("annet.yaml", "E321")]


def test_versions_that_agree_are_no_problem() -> None:
    files = linked()
    files["prove2.yaml"] = files[SAMPLE].replace("version: 2026-01-01", NEXT)
    assert found(files) == []


@pytest.mark.parametrize("spoilt", ["events: [", "\t"])
def test_a_file_that_cannot_be_read_makes_no_problem_in_others(spoilt: str) -> None:
    files = linked()
    files[SAMPLE] += spoilt
    assert found(files) == [(SAMPLE, "E102")]


def test_a_pathway_read_in_part_makes_no_problem_in_others() -> None:
    files = linked()
    files[SAMPLE] = files[SAMPLE].replace("events:\n", "event:\n")
    assert {file for file, _ in found(files)} == {SAMPLE}


def test_a_signal_to_a_file_that_cannot_be_read_is_left_unjudged() -> None:
    files = linked()
    files[SAMPLE] = files[SAMPLE].replace(
        "from: [undersokes, oversittet], by: saksbehandler, records: dato}",
        "from: [undersokes, oversittet], by: saksbehandler, records: dato, signals: {pathway: annet, event: lukket}}",
    )
    assert found(files) == []
    files["annet.yaml"] += "events: ["
    assert found(files) == [("annet.yaml", "E102")]
