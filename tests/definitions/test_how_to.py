"""The how-to page is true: its pathway compiles beside the shipped ones, and its mistake is told in its words."""

import re
from datetime import date

import pytest

from pathways.compiler.catalogue import compile_files
from pathways.errors import DefinitionError
from pathways.model.pathway import OnPause, Pathway
from pathways.proving.starts import Span
from pathways.proving.temporal import prove
from tests.definitions.telling import FOLDER, shipped

PAGE = (FOLDER.parent / "docs" / "how-to" / "write-a-pathway.md").read_text("utf-8")
LARGER = (FOLDER.parent / "docs" / "how-to" / "write-a-larger-pathway.md").read_text("utf-8")
PROVING = (FOLDER.parent / "docs" / "how-to" / "prove-a-definition.md").read_text("utf-8")
FILE = "kommune/ansvarsgruppe.yaml"
LAST_WORD = "      - {after: 5 working days, to: [leder], escalate: true}\n"
LEFT_OUT = "    met_by: [mote_holdt, gruppe_avsluttet]\n"


WAITING = "kommune/veiledning.yaml"


def _block(language: str, page: str = PAGE) -> str:
    found = re.search(rf"```{language}[^\n]*\n(.*?)```", page, re.DOTALL)
    assert found
    return found[1]


def waiting_pathway() -> str:
    """The second pathway of the larger page: a case that waits."""
    return _block(f"yaml file=definitions/{WAITING}", LARGER)


def test_the_pathway_of_the_page_compiles_beside_the_shipped_ones() -> None:
    catalogue = compile_files({**shipped().files, FILE: _block("yaml")})
    pathway, in_force = catalogue.in_force("ansvarsgruppe", date(2026, 9, 1))
    assert (pathway.case_prefix, in_force) == ("AG", True)


def test_the_mistake_of_the_page_is_told_in_the_words_of_the_page() -> None:
    broken = _block("yaml").replace(LEFT_OUT, "")
    with pytest.raises(DefinitionError) as refused:
        compile_files({**shipped().files, FILE: broken}, under="definitions/")
    assert [str(problem) for problem in refused.value.values["problems"]] == [_block("text").strip()]  # type: ignore[attr-defined]


def test_adding_a_pathway_leaves_the_digests_of_the_others_alone() -> None:
    catalogue = compile_files({**shipped().files, FILE: _block("yaml")})
    assert set(shipped().by_digest) < set(catalogue.by_digest)


def test_the_larger_pathway_of_its_page_is_begun_by_the_first() -> None:
    first = _block("yaml").replace("    to: i_gang\n", "    to: i_gang\n    begins: plan\n")
    catalogue = compile_files({**shipped().files, FILE: first, "kommune/plan.yaml": _block("yaml", LARGER)})
    (plan,) = catalogue.versions["plan"]
    assert {deadline.anchor.pathway for deadline in plan.deadlines} == {"ansvarsgruppe", ""}


def test_the_pathway_that_waits_shows_what_the_page_says_and_holds_in_time() -> None:
    catalogue = compile_files({**shipped().files, WAITING: waiting_pathway()})
    (pathway,) = catalogue.versions["veiledning"]
    decision, waiting, visits = pathway.deadlines
    assert (decision.on_pause, decision.missed_reason) == (OnPause.freezes, "lokal/frist_arsak")
    assert (waiting.on_pause, visits.every is not None) == (OnPause.runs, True)
    assert [(event.pauses, event.resumes) for event in pathway.events if event.pauses or event.resumes] == [
        ("venter_pa", ""),
        ("", "venter_pa"),
    ]
    assert [event.name for event in pathway.events if event.redecided_by] == ["besluttet"]
    assert prove(catalogue, [WAITING], _two_years, "", _nobody).found == ()


@pytest.mark.parametrize(
    ("whole", "broken", "code"),
    [
        ("    from: satt_pa_vent\n", "    from: veiledning_bedt_om\n", "E536"),
        ("    from: satt_pa_vent\n", "    from: satt_pa_vent\n    only_when: recorded(venter_pa)\n", "E536"),
        ("    from: [bedt_om, gis] ", "    from: bedt_om ", "E532"),
    ],
)
def test_the_mistakes_named_for_a_case_that_waits_are_those_that_are_told(whole: str, broken: str, code: str) -> None:
    text = waiting_pathway()
    assert whole in text
    with pytest.raises(DefinitionError) as refused:
        compile_files({**shipped().files, WAITING: text.replace(whole, broken)})
    assert {problem.code for problem in refused.value.values["problems"]} == {code}  # type: ignore[attr-defined]


def test_the_pathways_of_the_pages_hold_in_time() -> None:
    catalogue = compile_files({**shipped().files, FILE: _block("yaml")})
    assert prove(catalogue, [FILE], _two_years, "", _nobody).found == ()


def test_the_silence_of_the_page_on_proving_is_told_in_the_words_of_the_page() -> None:
    catalogue = compile_files({**shipped().files, FILE: _block("yaml").replace(LAST_WORD, "")})
    found = prove(catalogue, [FILE], _two_years, "definitions/", _nobody).found
    assert [str(each.problem) for each in found] == [_block("text", PROVING).strip()]


def _two_years(pathway: Pathway) -> Span:
    return Span(first=pathway.version, years=2)


def _nobody(_done: int, _of: int | None) -> None:
    """Nobody watches."""
