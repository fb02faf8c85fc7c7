"""Who may get what nobody has in a service: somebody who works with its cases; and the intakes that are so no longer.

What lies with an intake is theirs to read, and they are told of it. So the role must be their own: one that is lent
ends with an absence, and what was said of an intake has no end.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from pathways.engine.people import People, people_on
from pathways.errors import UsageError
from pathways.model.organisation import Change, Intake, Organisation, What
from pathways.model.policy import Action, Policy, Relation
from pathways.people.fold import changed

_PLACED = frozenset({Relation.own, Relation.place})


def works_there(policy: Policy, people: People, person: str, service: str) -> bool:
    """Whether somebody holds a role of their own in a service by which cases there can be read.

    ``service``: one that was told of, or a kind of service.
    """
    user = people.users.get(person)
    if user is None:
        return False
    rows = [row for row in policy.of.get(Action.case_read, ()) if _PLACED & set(row.relations)]
    place, kind = (service, "") if service in people.services else ("", service)
    return any(
        any(row.names(role) for row in rows) and people.counts(person, role, place, "", kind) for role in user.roles
    )


def vacant(policy: Policy, people: People) -> Iterator[Intake]:
    """The intakes whose person does not work there that day, by service."""
    for service, intake in sorted(people.intakes.items()):
        if intake.person and not works_there(policy, people, intake.person, service):
            yield intake


def require_working(policy: Policy, organisation: Organisation, changes: Sequence[Change]) -> None:
    """Raises: UsageError where a change names an intake who does not work there on its first day."""
    then = changed(organisation, changes)
    for data in (change.data for change in changes if change.what is What.intake and change.data["person"]):
        person, service, first = data["person"], data["service"], date.fromisoformat(data["first"])
        if not works_there(policy, people_on(then, first), person, service):
            raise UsageError("people.intake_elsewhere", person=person, service=service, first=first.isoformat())


def left_vacant(policy: Policy, organisation: Organisation, changes: Sequence[Change], day: date) -> tuple[Intake, ...]:
    """The intakes that changes leave without their person, now or on the day that one of them is about."""
    then, found = changed(organisation, changes), dict[str, Intake]()
    lasts = (date.fromisoformat(each.data["last"]) for each in changes if each.what is What.end)
    for on in sorted({day, *(last + timedelta(days=1) for last in lasts if day <= last < date.max)}):
        before = {each.service for each in vacant(policy, people_on(organisation, on))}
        found |= {each.service: each for each in vacant(policy, people_on(then, on)) if each.service not in before}
    return tuple(each for _, each in sorted(found.items()))
