"""What kinds of roles there are where somebody stands in for another: which are lent, and to whom.

A substitute inherits a role only where they work themself: it counts in a service of whose data area and kind they hold
a role of their own that day (``pathways.engine.people``); across those a case goes on what is recorded in it. A role by
which one looks from outside, as an auditor's, is never lent, and lends nothing (docs/adr/0022).
"""

from dataclasses import dataclass

from pathways.model.policy import ANY, Action, Policy, Relation

_FROM_OUTSIDE = frozenset({Relation.engaged, Relation.scope})
_AT_WORK = frozenset({Relation.own, Relation.place})
_SEEING = frozenset({Action.case_read, Action.case_list})


@dataclass(frozen=True, slots=True, kw_only=True)
class Lending:
    """Which kinds of roles there are, as the access table says it; without one all are of casework."""

    outside: frozenset[str] = frozenset()
    """Roles by which somebody looks at cases from outside, in an audit engagement."""
    casework: frozenset[str] | None = None
    """Roles that see cases where they are held; None: every role does."""

    def is_casework(self, role: str) -> bool:
        """Whether a role sees cases where it is held."""
        return role not in self.outside and (self.casework is None or role in self.casework)

    def fits(self, own: str, lent: str) -> bool:
        """Whether somebody with the role ``own`` may be lent ``lent``, as far as what they are goes: like for like."""
        if own in self.outside or lent in self.outside:
            return False
        return self.is_casework(own) == self.is_casework(lent)


def lending_of(policy: Policy) -> Lending:
    """What the access table says of its roles."""
    outside = {role for row in policy.rows if _FROM_OUTSIDE & set(row.relations) for role in row.roles} - {ANY}
    rows = [row for row in policy.rows if _AT_WORK & set(row.relations) and _SEEING & set(row.actions)]
    working = {role for row in rows for role in row.roles}
    return Lending(outside=frozenset(outside), casework=None if ANY in working else frozenset(working))
