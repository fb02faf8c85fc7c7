"""The plan of a migration, read from YAML; every problem with its place."""

from datetime import date

import pytest

from pathways.compiler.migration_plan import read_plan
from pathways.errors import DefinitionError
from pathways.model.migration import Carry, Move

WHOLE = """\
pathway: bup_vurdering
from: 2026-01-01
to: 2026-09-01
reason: Ny forskrift.
states: {vurderes: til_vurdering}
activities:
  kartlegging: {states: {apen: i_gang}}
deadlines:
  svar: rebudget
  start: {carry: keep, to: oppstart}
  klage: drop
"""


def test_a_whole_plan_is_read() -> None:
    plan = read_plan(WHOLE, "plan.yaml")
    assert (plan.pathway, plan.source, plan.target) == ("bup_vurdering", date(2026, 1, 1), date(2026, 9, 1))
    assert plan.reason == "Ny forskrift."
    assert (plan.states, plan.item_states) == ({"vurderes": "til_vurdering"}, {"kartlegging": {"apen": "i_gang"}})
    assert plan.moves == (
        Move(old="svar", new="svar", carry=Carry.rebudget),
        Move(old="start", new="oppstart", carry=Carry.keep),
        Move(old="klage", new="", carry=Carry.drop),
    )


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("reason: Ny forskrift.\n", "", "plan.yaml:1:1: E203"),
        ("from: 2026-01-01", "from: i går", "plan.yaml:2:7: E206"),
        ("svar: rebudget", "svar: rebudsjett", "plan.yaml:9:9: E205"),
        ("carry: keep, to", "cary: keep, to", "plan.yaml:10:11: E201"),
        ("states: {vurderes", "tilstander: {vurderes", "plan.yaml:5:1: E201"),
        ("til_vurdering", "Til vurdering", "plan.yaml:5:20: E209"),
        ("reason: Ny forskrift.", "reason: &a Ny.", "plan.yaml:4:9: E106"),
    ],
)
def test_a_problem_is_told_with_its_place(old: str, new: str, where: str) -> None:
    assert old in WHOLE
    with pytest.raises(DefinitionError) as raised:
        read_plan(WHOLE.replace(old, new), "plan.yaml")
    assert where in str(raised.value)
