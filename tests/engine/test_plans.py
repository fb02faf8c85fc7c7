"""Whether a plan fits two versions: it must say what becomes of all that is otherwise."""

import re
from datetime import date

import pytest

from pathways.engine.plans import plan_id
from pathways.model.migration import Carry
from tests.machine.samples import MATTER
from tests.machine.test_migrating import LONGER, RENAMED, RENAMES, STATES
from tests.support.moves import edited, fitted, own_plan, plan
from tests.support.versions import digests_of, in_two_versions
from tests.support.worlds import small


def problems(new: str, **said: object) -> str:
    """What is told of a plan from the matter to another version, on one line."""
    return " ".join(fitted(small(MATTER, new), plan(**said)).problems)  # type: ignore[arg-type]


def test_a_plan_that_names_everything_has_no_problems() -> None:
    assert problems(RENAMED, states=STATES, renamed=RENAMES, carried={"etter": "keep"}) == ""
    assert problems(LONGER, carried={"frist": "keep", "arbeid": "reset"}) == ""


def test_what_is_the_same_in_both_need_not_be_named() -> None:
    assert problems(edited(MATTER)) == ""


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({}, "Tilstanden «under» finnes ikke i den nye utgaven"),
        ({}, "Fristen «arbeid» finnes ikke i den nye utgaven"),
        ({}, "Fristen «etter» regnes på en annen måte"),
        ({"states": {"borte": "i_arbeid"}}, "Den gamle utgaven har ikke tilstanden «borte»"),
        ({"states": {"under": "borte"}}, "Den nye utgaven har ikke tilstanden «borte»"),
        ({"states": {"under": "ferdig"}}, "«under» kan ikke bli «ferdig»"),
        ({"carried": {"borte": "keep"}}, "Den gamle utgaven har ikke fristen «borte»"),
        ({"renamed": {"arbeid": ("borte", Carry.keep)}}, "Den nye utgaven har ikke fristen «borte»"),
        ({"renamed": {"arbeid": ("etter", Carry.keep)}, "carried": {"etter": "keep"}}, "begge bli «etter»"),
    ],
)
def test_what_a_plan_leaves_open_or_has_wrong_is_told(said: dict[str, object], told: str) -> None:
    assert told in problems(RENAMED, **said)


def test_a_date_that_somebody_sets_has_no_budget_to_take_from() -> None:
    world = in_two_versions()
    wanted = plan(pathway="bup_vurdering", carried={"individuell_frist": "rebudget", "start": "rebudget"})
    told = " ".join(fitted(world, wanted).problems)
    named = [d.name for d in world.catalogue.versions["bup_vurdering"][0].deadlines if d.until_field]
    wanted = plan(pathway="bup_vurdering", carried=dict.fromkeys(named, "rebudget"))
    told = " ".join(fitted(world, wanted).problems)
    assert all(f"«{name}» har ingen lengde" in told for name in named)
    assert named


@pytest.mark.parametrize("name", ["barnevern_undersokelse", "barnevern_forlop", "bup_vurdering"])
def test_the_plan_that_makes_itself_has_no_problems(name: str) -> None:
    old, new = digests_of(in_two_versions(), name)
    assert own_plan(in_two_versions(), old, new).problems == ()
    assert own_plan(in_two_versions(), new, old).problems == ()


def test_the_same_plan_has_the_same_id_and_another_reason_another() -> None:
    assert plan_id(plan()) == plan_id(plan())
    assert plan_id(plan()) != plan_id(plan(target=date(2026, 4, 1)))


def test_only_states_that_can_be_written_and_fit_are_offered() -> None:
    told = problems(RENAMED)
    assert "(omgjort)" not in told
    offered = re.findall(r"Tilstanden «under» finnes ikke.*?Den nye har: ([^.]*)\.", told)
    assert offered
    assert "ferdig" not in offered[0].split(", ")
    assert "(omgjort)" not in problems(RENAMED, states={"borte": "borte"})
