"""Warns of whom a change of the organisation takes cases from who keep their roles, and of cases it makes nobody's."""

from collections.abc import Sequence
from datetime import date

from pathways.cli.output import tell_aside
from pathways.engine.installation import Installation
from pathways.engine.people import people_on
from pathways.engine.where_counts import Lost, lost
from pathways.messages import say
from pathways.model.organisation import Change
from pathways.people.fold import changed
from pathways.store import heads


def losing(world: Installation, changes: Sequence[Change], day: date) -> tuple[Lost, ...]:
    """Those who hold a role without a service that will count nowhere on a day, as there are several data areas."""
    organisation = world.roster.organisation
    after = people_on(changed(organisation, changes), day)
    return tuple(sorted(set(lost(world.roster.on(day), after, world.library.catalogue.policy))))


def tell_losing(found: Sequence[Lost]) -> None:
    """A line for them all, and how they get their cases back."""
    if not found:
        return
    people = ", ".join(f"{each.person} ({each.role})" for each in found)
    first = found[0]
    tell_aside(say("cli.people.losing", people=people, person=first.person, role=first.role), "yellow")


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
        tell_aside(say("cli.people.unplaced", count=len(found), case=found[0]), "yellow")
