"""Who may say that somebody is away, who stands in, and who gets what nobody has: who leads where that gives a way in.

A substitute has the roles of whoever is away, and whoever gets what nobody has in a service sees it. So a leader
arranges only where they lead themselves, and never for those who say who works here. What the access table grants as
``absence.write`` says which roles lead; those with ``people.write`` arrange everywhere.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from pathways.engine.permitting import Permits
from pathways.errors import NotAllowedError
from pathways.model.organisation import Change, Held, Organisation, What
from pathways.model.policy import Action
from pathways.model.record import Actor


def require_arranging(
    permits: Permits, organisation: Organisation, actor: Actor, changes: Sequence[Change], today: date
) -> None:
    """Raises: NotAllowedError where one of the changes gives a way in where the actor does not lead."""
    leading = set(permits.policy.roles_for(Action.absence_write))
    for change in changes:
        if change.what is What.intake:
            places, managing = {change.data["service"]}, False
        else:
            held = tuple(_held(organisation, change.data["person"], today))
            places = {each.service for each in held}
            managing = any(each.role in permits.policy.roles_for(Action.people_write) for each in held)
        if managing or not all(leads(permits, actor, leading, place) for place in places):
            raise NotAllowedError("people.not_led", user=actor.user, places=", ".join(sorted(places - {""})) or "–")


def _held(organisation: Organisation, person: str, today: date) -> Iterator[Held]:
    """What somebody holds now or later."""
    for each in organisation.held:
        if each.person == person and (each.last is None or each.last >= today):
            yield each


def leads(permits: Permits, actor: Actor, leading: Collection[str], service: str) -> bool:
    """Whether the actor, or somebody they stand in for, holds one of the roles in a service; empty: in all of them."""
    people = permits.people
    if service:
        return any(people.counts_for(actor.user, role, service) for role in leading)
    held = people.held_by(actor.user)
    return not people.services or any(each.role in leading and not each.service for each in held)
