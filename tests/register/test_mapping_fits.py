"""The acts that are planned are acts of the definition that lies in the project, with its own fields and lists."""

from pathlib import Path

import pytest

from pathways.compiler.catalogue import Catalogue, compile_folder
from pathways.model.pathway import FieldKind, Pathway
from pathways.register.form import ElementForm
from pathways.register.mapping import PATHWAY, plan_case
from pathways.register.plan import CasePlan
from pathways.register.schema import ETTERVERN, MELDING, TILTAK, UNDERSOKELSE, VEDTAK
from tests.register.files import TODAY, one_case
from tests.register.test_reading import WHOLE

DEFINITIONS = Path(__file__).resolve().parents[2] / "definitions"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return compile_folder(DEFINITIONS)


@pytest.fixture
def pathway(catalogue: Catalogue) -> Pathway:
    return next(each for each in catalogue.pathways if each.id == PATHWAY)


@pytest.fixture
def plan(catalogue: Catalogue) -> CasePlan:
    return plan_case(one_case(*WHOLE), file="uttrekk.xml", today=TODAY, lists=catalogue.code_lists)


def test_every_act_records_what_its_event_must_and_nothing_it_may_not(pathway: Pathway, plan: CasePlan) -> None:
    events = {event.name: event for event in pathway.events}
    assert len(plan.acts) == 4
    for act in plan.acts:
        event = events[act.event]
        assert set(event.records) <= set(act.data) <= {*event.records, *event.may_record}
        assert ("reason" in act.texts) == event.reason.text_required


def test_codes_and_lists_of_codes_are_given_as_their_fields_want_them(pathway: Pathway, plan: CasePlan) -> None:
    kinds = {field.name: field.kind for field in pathway.fields}
    given = {name: value for act in plan.acts for name, value in act.data.items()}
    assert {name: isinstance(value, tuple) for name, value in given.items()} == {
        name: kinds[name] is FieldKind.codes for name in given
    }


def test_every_code_of_a_valid_file_is_in_the_lists_of_the_project(plan: CasePlan) -> None:
    assert [warning.key for warning in plan.warnings] == ["register.extension_date"]


@pytest.mark.parametrize(
    ("part", "inside", "attribute", "name"),
    [
        (MELDING, "Melder", "Kode", "melder"),
        (MELDING, "Saksinnhold", "Kode", "saksinnhold"),
        (MELDING, "Konklusjon", "Kode", "melding_konklusjon"),
        (UNDERSOKELSE, "Vedtaksgrunnlag", "Kode", "saksinnhold"),
        (UNDERSOKELSE, "Konklusjon", "Kode", "undersokelse_konklusjon"),
        (TILTAK, "Kategori", "Kode", "tiltak_kategori"),
        (TILTAK, "Opphevelse", "Kode", "tiltak_opphevelse"),
        (VEDTAK, "Status", "Kode", "vedtak_status"),
        (ETTERVERN, "Konklusjon", "Kode", "ettervern_konklusjon"),
    ],
)
def test_the_schema_and_the_code_list_know_the_same_codes(
    catalogue: Catalogue, part: ElementForm, inside: str, attribute: str, name: str
) -> None:
    child = part.child(inside)
    assert child is not None
    form = child.element.attribute(attribute)
    assert form is not None
    assert form.value.codes == {code.code for code in catalogue.code_lists[f"register/{name}"].codes}
