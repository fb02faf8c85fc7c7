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
    """A role that somebody still holds, and that counts in no service any more."""

    person: str
    role: str


def services_of(people: People, held: Held) -> frozenset[str] | None:
    """The services in which a role told without one counts that day; None: in every case, as there is one data area."""
    if len(people.areas) < 2:
        return None
    return frozenset(id_ for id_ in people.services if people.counts_at(held, id_))


def lost(before: People, after: People, policy: Policy) -> Iterator[Lost]:
    """Those who hold a role without a service before and after, that counted somewhere and now counts nowhere.

    Of roles that the access table lets do nothing where they are held nothing is lost.
    """
    for name, user in sorted(after.users.items()):
        was = before.users.get(name)
        for held in user.held:
            unplaced = not held.service and was is not None and any(each.key == held.key for each in was.held)
            if unplaced and _matters(policy, held.role):
                there, now = services_of(before, held), services_of(after, held)
                if there != frozenset() and now == frozenset():
                    yield Lost(person=name, role=held.role)


def _matters(policy: Policy, role: str) -> bool:
    return any(role in row.roles and PLACED & set(row.relations) for row in policy.rows)
