"""What the access table comes to: what stands in no row is refused, and nothing a row does not say is given."""

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pathways.model.policy import (
    ANY,
    OPERATOR,
    SYSTEM_ROLE,
    Action,
    Facet,
    Policy,
    Relation,
    Row,
    table,
)
from pathways.policy.deciding import basis_told, decide, may_somewhere, roles_granting

ROLES = ("saksbehandler", "leder", "revisor")

rows = st.builds(
    Row,
    name=st.sampled_from(("a", "b", "c")),
    why=st.just(""),
    roles=st.lists(st.sampled_from((*ROLES, ANY, OPERATOR)), min_size=1, max_size=2, unique=True).map(tuple),
    relations=st.lists(st.sampled_from(Relation), min_size=1, max_size=3, unique=True).map(tuple),
    actions=st.lists(st.sampled_from(Action), min_size=1, max_size=4, unique=True).map(tuple),
    facets=st.lists(st.sampled_from(Facet), max_size=3, unique=True).map(tuple),
)
helds = st.dictionaries(
    st.sampled_from(Relation), st.lists(st.sampled_from((*ROLES, OPERATOR, SYSTEM_ROLE)), max_size=2).map(tuple)
)


def row(
    name: str = "saker",
    *,
    roles: tuple[str, ...] = ("saksbehandler",),
    relations: tuple[Relation, ...] = (Relation.place,),
    actions: tuple[Action, ...] = (Action.case_read,),
    facets: tuple[Facet, ...] = (Facet.course,),
) -> Row:
    return Row(name=name, why="", roles=roles, relations=relations, actions=actions, facets=facets)


def of(*given_rows: Row) -> Policy:
    return table(given_rows, digest="0123456789abcdef", text="")


@settings(deadline=None)
@given(st.lists(rows, max_size=6), st.sampled_from(Action), helds)
def test_nothing_is_granted_that_no_row_says_and_all_that_one_says_is(
    drawn: list[Row], action: Action, held: Mapping[Relation, tuple[str, ...]]
) -> None:
    implied = {Action.case_correct: Action.case_correct_any, Action.case_annul: Action.case_annul_any}
    asked = {action, implied.get(action, action)}
    people = {ANY: set(ROLES)}
    said = [
        each
        for each in drawn
        if asked & set(each.actions)
        and any(
            set(held.get(relation, ())) & {name for role in each.roles for name in people.get(role, {role})}
            for relation in each.relations
        )
    ]
    grant = decide(of(*drawn), action, held)
    assert (grant is None) is (not said)
    if grant is not None:
        assert grant.facets == {facet for each in said for facet in each.facets}
        assert {reason.row for reason in grant.reasons} == {each.name for each in said}
        assert may_somewhere(of(*drawn), action, {role for roles in held.values() for role in roles})
    assert bool(roles_granting(of(*drawn), action, held)) is (grant is not None)


def test_an_empty_table_grants_nothing_to_anybody() -> None:
    every = dict.fromkeys(Relation, (*ROLES, OPERATOR, SYSTEM_ROLE))
    assert [action for action in Action if decide(Policy(), action, every)] == []


def test_a_role_by_another_relation_is_no_grant() -> None:
    held = {Relation.none: ("saksbehandler",), Relation.own: ("leder",), Relation.place: ("revisor",)}
    assert decide(of(row()), Action.case_read, held) is None


def test_any_is_every_role_of_a_person_and_neither_the_operator_nor_the_program() -> None:
    policy = of(row(roles=(ANY,)))
    for role, granted in (("saksbehandler", True), (OPERATOR, False), (SYSTEM_ROLE, False)):
        assert (decide(policy, Action.case_read, {Relation.place: (role,)}) is not None) is granted


def test_the_closest_relation_is_named_first_and_what_is_seen_adds_up() -> None:
    policy = of(
        row("revisjon", roles=("revisor",), facets=(Facet.annulled,)),
        row("egne", relations=(Relation.own,), facets=(Facet.texts,)),
    )
    held = {Relation.place: ("revisor",), Relation.own: ("saksbehandler",)}
    grant = decide(policy, Action.case_read, held)
    assert grant is not None
    assert (grant.relation, grant.role) == (Relation.own, "saksbehandler")
    assert grant.facets == {Facet.texts, Facet.annulled}
    assert basis_told(policy, grant) == (
        "egne: saksbehandler, har saken eller vikarierer for den som har den; revisjon: revisor, rolle der saken "
        "ligger (tabell 0123456789ab; påstått, ingen innlogging ennå)"
    )


@pytest.mark.parametrize(
    ("whole", "own"),
    [(Action.case_correct_any, Action.case_correct), (Action.case_annul_any, Action.case_annul)],
)
def test_whoever_may_put_right_anything_may_put_right_their_own_and_not_the_other_way(
    whole: Action, own: Action
) -> None:
    held = {Relation.place: ("saksbehandler",)}
    assert decide(of(row(actions=(whole,))), own, held) is not None
    assert decide(of(row(actions=(own,))), whole, held) is None
