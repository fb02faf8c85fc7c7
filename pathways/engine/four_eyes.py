"""Whether a person may approve what another has proposed: the one rule of four eyes, for whatever asks for two people.

Pure. Two people are two names; where who acts is only claimed (``Actor.authenticated``), so is that they are two.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from enum import StrEnum

from pathways.engine.people import People
from pathways.errors import NotAllowedError
from pathways.machine.roles import held_told, roles_told
from pathways.model.pathway import Title
from pathways.model.record import Actor


class Hindrance(StrEnum):
    """Why somebody may not approve."""

    same_person = "same_person"
    """They proposed it themself, in whatever role."""
    lent_by_proposer = "lent_by_proposer"
    """They hold the role only because they stand in for whoever proposed it."""
    no_role = "no_role"


def second(people: People, approver: Actor, proposer: str, service: str = "", kind: str = "") -> Actor:
    """The approver with those roles alone that count beside the proposer: none that only the proposer lends them.

    ``service`` and its ``kind``: where the case lies; empty where no service is told of. Whoever is no user that day
    keeps all.
    """
    if approver.user not in people.users:
        return approver
    user = approver.user
    own = (role for role in approver.roles if people.counts_for(user, role, service, kind=kind, but=proposer))
    return replace(approver, roles=tuple(own))


def hindrance(
    people: People, *, approver: Actor, proposer: str, roles: Collection[str], service: str = "", kind: str = ""
) -> Hindrance | None:
    """What keeps somebody from approving what ``proposer`` has proposed; None: nothing.

    ``roles``: one of them is needed. ``people``: those there are on the day of the approval.
    """
    if approver.user == proposer:
        return Hindrance.same_person
    if not set(roles) & set(approver.roles):
        return Hindrance.no_role
    if not set(roles) & set(second(people, approver, proposer, service, kind).roles):
        return Hindrance.lent_by_proposer
    return None


def require_second_person(  # noqa: PLR0913 (who, of whom, where, and what it takes)
    people: People,
    titles: Mapping[str, Title],
    *,
    approver: Actor,
    proposer: str,
    roles: Collection[str],
    service: str = "",
    kind: str = "",
) -> None:
    """Refuse whoever may not approve, with why and who may. Raises: NotAllowedError."""
    found = hindrance(people, approver=approver, proposer=proposer, roles=roles, service=service, kind=kind)
    if found is None:
        return
    told = {"by": roles_told(titles, roles, between=" / "), "roles": held_told(titles, approver.roles)}
    raise NotAllowedError(f"approvals.{found.value}", user=approver.user, proposer=proposer, **told)
