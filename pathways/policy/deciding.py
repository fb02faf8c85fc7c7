"""The decision itself. Pure: a table, an action, and the roles that somebody has by each relation. Deny by default."""

from collections.abc import Collection, Mapping
from types import MappingProxyType

from pathways.messages import say
from pathways.model.policy import Action, Facet, Grant, Held, Policy, Reason, Relation

SHOWN = 12
"""Characters of the table's hash that an access row names."""

NO_OTHER_WORDS: Mapping[Relation, str] = MappingProxyType({})


def decide(policy: Policy, action: Action, held: Held) -> Grant | None:
    """What a person may, or None: no row says so.

    Facets of several rows add up; each is named, by the closest relation first (as ``Relation`` lists them).
    """
    reasons: list[Reason] = []
    facets: set[Facet] = set()
    for row in policy.of.get(action, ()):
        for relation in row.relations:
            role = next((each for each in held.get(relation, ()) if row.names(each)), None)
            if role is not None:
                reasons.append(Reason(row=row.name, role=role, relation=relation))
                facets.update(row.facets)
    if not reasons:
        return None
    reasons.sort(key=lambda reason: _ORDER.index(reason.relation))
    return Grant(action=action, facets=frozenset(facets), reasons=tuple(reasons))


def roles_granting(policy: Policy, action: Action, held: Held) -> tuple[str, ...]:
    """Those of the roles somebody has that grant the action by the relation they are had by."""
    found = (
        role
        for row in policy.of.get(action, ())
        for relation in row.relations
        for role in held.get(relation, ())
        if row.names(role)
    )
    return tuple(dict.fromkeys(found))


def may_somewhere(policy: Policy, action: Action, roles: Collection[str]) -> bool:
    """Whether any row grants the action to one of the roles, in whatever case."""
    return any(row.names(role) for row in policy.of.get(action, ()) for role in roles)


def basis_told(policy: Policy, grant: Grant | None, words: Mapping[Relation, str] = NO_OTHER_WORDS) -> str:
    """Why, in words for the access log, with the table that said so.

    ``words``: what a relation is called (catalogue key) where it is not one to the case that the row is about.
    """
    table = policy.digest[:SHOWN] or say("policy.no_table_short")
    if grant is None:
        return say("policy.basis_refused", table=table)
    told = dict.fromkeys(
        say("policy.basis_row", row=each.row, role=_role_told(each), relation=_relation_told(each.relation, words))
        for each in grant.reasons
    )
    return say("policy.basis", rows="; ".join(told), table=table)


def _role_told(reason: Reason) -> str:
    return say("policy.basis_lent", role=reason.role, other=reason.lender) if reason.lender else reason.role


def basis_of_many(policy: Policy, action: Action, roles: Collection[str]) -> str:
    """The same for many cases at once, or for none: every row by which one of the roles may."""
    rows = [row.name for row in policy.of.get(action, ()) if any(row.names(role) for role in roles)]
    table = policy.digest[:SHOWN] or say("policy.no_table_short")
    return say("policy.basis", rows=", ".join(rows), table=table) if rows else say("policy.basis_refused", table=table)


def _relation_told(relation: Relation, words: Mapping[Relation, str]) -> str:
    return say(words.get(relation, f"policy.relation.{relation.value}"))


_ORDER = tuple(Relation)
