"""Says of roles that are told without a service that they count in every kind of case of their area (ADR 0023)."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache, partial

from pathways.cli.output import tell_aside
from pathways.engine.installation import Installation
from pathways.engine.people import People, people_on
from pathways.engine.where_counts import matters, services_of
from pathways.messages import say
from pathways.model.organisation import EXTERNAL, Change, Held, What
from pathways.people.fold import changed

NAMED = 5
"""People who are named; the rest is counted."""


def given_everywhere(world: Installation, changes: Sequence[Change], day: date) -> tuple[Held, ...]:
    """The roles without a service that changes give, now or later."""
    keys = {
        (each.data["person"], each.data["role"], "", "")
        for each in changes
        if each.what is What.role and not each.data["service"]
    }
    after = changed(world.roster.organisation, changes)
    return tuple(each for each in after.held if each.key in keys and (each.last is None or each.last >= day))


def tell_everywhere(world: Installation, held: Iterable[Held], changes: Sequence[Change], day: date) -> None:
    """A line for those that count in several kinds of cases, with the kinds, and how a role is given in one service."""
    reach: dict[tuple[str, ...], list[Held]] = {}
    # Once for all of them: what a file of thousands makes of the organisation is the same for each.
    days = cache(partial(people_on, changed(world.roster.organisation, changes)))
    for each in held:
        reach.setdefault(_kinds(world, each, days(max(day, each.first))), []).append(each)
    for kinds, those in reach.items():
        if len(kinds) < 2:
            continue
        named = [f"{each.person} ({each.role})" for each in those]
        more = " " + say("cli.people.and_more", count=len(named) - NAMED) if len(named) > NAMED else ""
        values = {"person": those[0].person, "role": those[0].role}
        people = ", ".join(named[:NAMED]) + more
        tell_aside(say("cli.people.every_kind", people=people, kinds=", ".join(kinds), **values), "yellow")


def _kinds(world: Installation, held: Held, people: People) -> tuple[str, ...]:
    """The kinds of cases in which a role counts that day; none where it gives no case by where it is held."""
    catalogue = world.library.catalogue
    if held.service or not matters(catalogue.policy, held.role):
        return ()
    reached = services_of(people, held)
    if reached is None:
        return tuple(sorted({pathway.service for pathway in catalogue.pathways}))
    return tuple(sorted({people.services[each].kind for each in reached} - {EXTERNAL}))
