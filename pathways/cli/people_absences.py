"""Warns of substitutes: of absences that a change leaves without one, and of what a substitute is not lent."""

from collections.abc import Sequence
from datetime import date

from pathways.cli.output import tell_aside
from pathways.engine.absences import both_away, empty_absences, not_lent
from pathways.engine.installation import Installation
from pathways.engine.people import people_on
from pathways.messages import say
from pathways.model.organisation import Absence, Change, What
from pathways.people.fold import changed


def in_vain(world: Installation, changes: Sequence[Change], day: date) -> tuple[Absence, ...]:
    """The absences that last or come and lend their substitute nothing once the changes are made, and did before."""
    before, lending = world.roster.organisation, world.roster.lending
    was = {each.absence for each in empty_absences(before, lending, day)}
    return tuple(
        each.absence for each in empty_absences(changed(before, changes), lending, day) if each.absence not in was
    )


def newly_both_away(world: Installation, changes: Sequence[Change], day: date) -> tuple[Absence, ...]:
    """The absences in which the substitute comes to be away, too, on some day."""
    before = world.roster.organisation
    was = both_away(before, day)
    return tuple(each for each in both_away(changed(before, changes), day) if each not in was)


def tell_both_away(found: Sequence[Absence]) -> None:
    """Those in which nobody is there, and how another is named."""
    if found:
        told = ", ".join(f"{each.person} → {each.substitute}" for each in found)
        tell_aside(say("cli.people.both_away", absences=told, person=found[0].person), "yellow")


def tell_absences(world: Installation, found: Sequence[Absence], changes: Sequence[Change], day: date) -> None:
    """Those that lend nothing any more, how another is named, and what a new one lends only in part."""
    if found:
        told = ", ".join(f"{each.person} → {each.substitute}" for each in found)
        tell_aside(say("cli.people.lends_no_more", absences=told, person=found[0].person), "yellow")
    _tell_lent_in_part(world, changes, day)


def _tell_lent_in_part(world: Installation, changes: Sequence[Change], day: date) -> None:
    """What a substitute is not lent of what whoever is away holds on the first day, where they are lent some of it."""
    for data in (each.data for each in changes if each.what is What.absence and each.data["substitute"]):
        first = max(date.fromisoformat(data["first"]), day)
        values = {"person": data["person"], "substitute": data["substitute"]}
        people = people_on(changed(world.roster.organisation, changes), first, world.roster.lending)
        roles = [f"{held.role} ({held.service or '–'})" for held in not_lent(people, *values.values())]
        if roles:
            tell_aside(say("cli.people.lends_some", roles=", ".join(roles), **values), "yellow")
