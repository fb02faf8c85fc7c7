"""The roles that deadlines of a service remind, and that nobody holds there: today, or once changes are made.

Who stands in is not asked: an absence ends, and what it lends does with it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pathways.compiler.catalogue import Catalogue
from pathways.engine.people import People, people_on
from pathways.model.organisation import Change, Organisation, What
from pathways.people.fold import changed


@dataclass(frozen=True, slots=True, kw_only=True)
class Vacancy:
    """What changes leave nobody to be reminded in: ``roles``, sorted, from a day on, where ``count`` cases are open.

    ``service`` is empty where none of the ``kind`` is told of, or not in which of them the cases lie.
    """

    kind: str
    service: str
    roles: tuple[str, ...]
    since: date
    count: int


def reminded(catalogue: Catalogue, kind: str) -> frozenset[str]:
    """The roles that some deadline of a kind of service reminds, escalations among them."""
    return frozenset(
        role
        for pathway in catalogue.by_digest.values()
        if pathway.service == kind
        for deadline in pathway.deadlines
        for rung in deadline.reminders
        for role in rung.to
    )


def lacking(catalogue: Catalogue, people: People, kind: str, service: str) -> tuple[str, ...]:
    """Those of them that nobody holds in a service that day, sorted; without a service: anywhere."""
    wanted = sorted(reminded(catalogue, kind))
    return tuple(role for role in wanted if not any(people.has(name, role, service) for name in people.users))


def vacancies(
    catalogue: Catalogue,
    organisation: Organisation,
    changes: Sequence[Change],
    day: date,
    open_in: Mapping[tuple[str, str], int],
) -> tuple[Vacancy, ...]:
    """What changes leave without anybody, now or behind a last day of theirs, and is not so already.

    ``open_in``: how many open cases lie in each kind and service (empty: nobody told of it).
    """
    after, found, known = changed(organisation, changes), list[Vacancy](), set[tuple[str, str, str]]()
    for on in sorted({day, *_behind(changes, day)}):
        before, then = people_on(organisation, on), people_on(after, on)
        for (kind, service), count in sorted(_placed(then, open_in).items()):
            held = set(lacking(catalogue, before, kind, service))
            roles = [role for role in lacking(catalogue, then, kind, service) if role not in held]
            new = tuple(role for role in roles if (kind, service, role) not in known)
            known.update((kind, service, role) for role in roles)
            if new:
                found.append(Vacancy(kind=kind, service=service, roles=new, since=on, count=count))
    return tuple(found)


def _behind(changes: Sequence[Change], day: date) -> Iterator[date]:
    """The days behind the last days of roles that changes name, from ``day`` on."""
    for each in changes:
        last = each.data.get("last", "") if each.what in (What.end, What.role) else ""
        if last and day <= date.fromisoformat(last) < date.max:
            yield date.fromisoformat(last) + timedelta(days=1)


def _placed(people: People, open_in: Mapping[tuple[str, str], int]) -> dict[tuple[str, str], int]:
    """The same, of cases in no service by the only one of their kind, where there is one."""
    found: dict[tuple[str, str], int] = {}
    for (kind, service), count in open_in.items():
        place = kind, service or people.only_service(kind)
        found[place] = found.get(place, 0) + count
    return found
