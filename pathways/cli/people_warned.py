"""What a change of the organisation takes from people or cases, worked out before it is recorded and told behind it."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from pathways.cli.output import tell_aside
from pathways.cli.people_absences import in_vain, newly_both_away, tell_absences, tell_both_away
from pathways.cli.people_everywhere import given_everywhere, tell_everywhere
from pathways.cli.people_losing import emptied, losing, tell_emptied, tell_losing, tell_unplaced, unplaced
from pathways.counting.telling import write_short
from pathways.engine.installation import Installation
from pathways.engine.staffing import Vacancy, vacancies
from pathways.messages import say
from pathways.model.organisation import Change
from pathways.store import heads


def warnings(world: Installation, changes: Sequence[Change], day: date) -> Callable[[], None]:
    """What tells all of it. Asked for while the changes are not recorded yet: it is held against what was before."""
    told: tuple[Callable[[], None], ...] = (
        partial(tell_losing, losing(world, changes, day)),
        partial(tell_unplaced, unplaced(world, changes, day)),
        partial(tell_emptied, emptied(world, changes, day)),
        partial(_tell_vacancies, _left(world, changes, day), day),
        partial(tell_everywhere, world, given_everywhere(world, changes, day), changes, day),
        partial(tell_both_away, newly_both_away(world, changes, day)),
        partial(tell_absences, world, in_vain(world, changes, day), changes, day),
    )

    def tell_them() -> None:
        for each in told:
            each()

    return tell_them


def _left(world: Installation, changes: Sequence[Change], day: date) -> tuple[Vacancy, ...]:
    with world.database.read() as conn:
        open_in = heads.open_counts(conn)
    return vacancies(world.library.catalogue, world.roster.organisation, changes, day, open_in)


def _tell_vacancies(found: Sequence[Vacancy], day: date) -> None:
    """A line for each service, with how somebody is given the role."""
    for each in found:
        since = say("cli.people.vacant_from", day=write_short(each.since)) if each.since > day else ""
        place = say("cli.people.vacant_place", service=each.service) if each.service else ""
        values = {"where": each.service or each.kind, "roles": ", ".join(each.roles), "role": each.roles[0]}
        tell_aside(say("cli.people.vacant", since=since, count=each.count, place=place, **values), "yellow")
