"""Warns of those who hold a role by which they get no case, or none any more, and of cases that become nobody's."""

from collections.abc import Sequence
from datetime import date

from pathways.cli.output import tell_aside
from pathways.engine.installation import Installation
from pathways.engine.people import people_on
from pathways.engine.where_counts import Lost, lost
from pathways.messages import say
from pathways.model.organisation import Change, What
from pathways.people.fold import changed
from pathways.store import heads


def losing(world: Installation, changes: Sequence[Change], day: date) -> tuple[Lost, ...]:
    """Those whose role without a service will count nowhere on a day, as there are several data areas.

    A role that begins later is judged on its first day.
    """
    organisation = world.roster.organisation
    policy, then = world.library.catalogue.policy, changed(organisation, changes)
    firsts = {date.fromisoformat(each.data["first"]) for each in changes if each.what is What.role}
    days = sorted({day, *(first for first in firsts if first > day)})
    found = (each for on in days for each in lost(world.roster.on(on), people_on(then, on), policy))
    return tuple(sorted({(each.person, each.role): each for each in found}.values()))


def tell_losing(found: Sequence[Lost]) -> None:
    """A line for those who lose cases, one for those who are given a role by which they get none; and what to do."""
    for key, new in (("cli.people.losing", False), ("cli.people.gives_none", True)):
        those = [each for each in found if each.new is new]
        if those:
            people = ", ".join(f"{each.person} ({each.role})" for each in those)
            tell_aside(say(key, people=people, person=those[0].person, role=those[0].role), "yellow")


def unplaced(world: Installation, changes: Sequence[Change], day: date) -> tuple[str, ...]:
    """The cases of kinds that come to lie in several data areas, of which nobody has told in which they lie."""
    before, after = (
        people_on(each, day) for each in (world.roster.organisation, changed(world.roster.organisation, changes))
    )
    kinds = after.kinds_apart - before.kinds_apart
    if not kinds:
        return ()
    with world.database.read() as conn:
        return heads.without_service(conn, kinds)


def tell_unplaced(found: Sequence[str]) -> None:
    """How many they are, and how each is given a place."""
    if found:
        tell_aside(say("cli.people.unplaced_cases", count=len(found), case=found[0]), "yellow")
