"""In which services a role that is told without one counts, and who a change of the organisation takes cases from."""

from collections.abc import Iterator
from dataclasses import dataclass

from pathways.engine.people import People
from pathways.model.organisation import Held
from pathways.model.policy import Policy, Relation

PLACED = frozenset({Relation.own, Relation.place})
"""Relations that ask where a role is held."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Lost:
    """A role that somebody holds, and that counts in no service, or in none any more."""

    person: str
    role: str
    new: bool = False
    """Whether they are given it only now, and had no case by it to lose."""


def services_of(people: People, held: Held) -> frozenset[str] | None:
    """The services in which a role told without one counts that day; None: in every case, as there is one data area."""
    if len(people.areas) < 2:
        return None
    return frozenset(id_ for id_ in people.services if people.counts_at(held, id_))


def lost(before: People, after: People, policy: Policy) -> Iterator[Lost]:
    """Those who hold a role without a service afterwards that counts nowhere, and did not hold it so before.

    Of roles that the access table lets do nothing where they are held nothing is lost.
    """
    for name, user in sorted(after.users.items()):
        was = before.users.get(name)
        for held in user.held:
            if held.service or not matters(policy, held.role) or services_of(after, held) != frozenset():
                continue
            new = was is None or all(each.key != held.key for each in was.held)
            if new or services_of(before, held) != frozenset():
                yield Lost(person=name, role=held.role, new=new)


def matters(policy: Policy, role: str) -> bool:
    """Whether the access table lets a role do anything where it is held."""
    return any(role in row.roles and PLACED & set(row.relations) for row in policy.rows)


def counts_in_kind(people: People, role: str, kind: str) -> bool:
    """Whether somebody holds a role that counts in a service of a kind; at all, where none of that kind is told of."""
    places = [service.id for service in people.services.values() if service.kind == kind] or [""]
    return any(people.has(name, role, place) for name in people.users for place in places)
