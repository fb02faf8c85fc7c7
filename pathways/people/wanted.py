"""What a file says of the organisation, and which changes make it so. Pure.

A file describes each person it names whole: a role that it does not give is ended. Of whoever it does not name it says
nothing, so a file of three people leaves the others alone (``complete`` says that it names all).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pathways.model.organisation import Area, Change, Held, Organisation, Service, Unit, What


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedRole:
    """A role to be had. ``first`` None: from the day the file is applied, or as it is already."""

    role: str
    service: str
    unit: str
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedPerson:
    """A person with every role they are to have. ``name``, ``email`` and ``os_account`` None: as they are."""

    id: str
    name: str | None
    email: str | None
    roles: tuple[WantedRole, ...]
    os_account: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a file says."""

    areas: tuple[Area, ...] = ()
    services: tuple[Service, ...] = ()
    units: tuple[Unit, ...] = ()
    intakes: tuple[tuple[str, str, str], ...] = ()
    """Service, and the person or the unit that gets what nobody has."""
    persons: tuple[WantedPerson, ...] = ()


def changes_for(organisation: Organisation, wanted: Wanted, day: date, *, complete: bool = False) -> tuple[Change, ...]:
    """What is to be recorded on ``day`` so that the organisation is as a file says; none when it is already.

    ``complete``: whoever has a role and is not named loses it, too.
    """
    lasting: dict[str, list[Held]] = {}
    for each in organisation.held:
        if _lasts(each, day):
            lasting.setdefault(each.person, []).append(each)
    return (
        *_frame(organisation, wanted),
        *(
            change
            for person in wanted.persons
            for change in _person(organisation, person, lasting.get(person.id, []), day)
        ),
        *_intakes(organisation, wanted, day),
        *(_left_out(organisation, wanted, day) if complete else ()),
    )


def end_of(held: Held, last: date) -> Change:
    """That a role is held no longer than ``last``."""
    key = {"person": held.person, "role": held.role, "service": held.service, "unit": held.unit}
    return Change(what=What.end, data={**key, "last": last.isoformat()})


def role_of(person: str, role: str, place: tuple[str, str], first: date, last: date | None) -> Change:
    """That a person has a role; ``place`` is the service and the unit, either empty where it is held everywhere."""
    service, unit = place
    days = {"first": first.isoformat(), "last": last.isoformat() if last else ""}
    return Change(what=What.role, data={"person": person, "role": role, "service": service, "unit": unit, **days})


def person_of(id_: str, name: str, email: str, os_account: str = "") -> Change:
    """That there is a person, called and reached so."""
    # Left out of all others: what is hashed for them is the text it always was.
    more = {"os_account": os_account} if os_account else {}
    return Change(what=What.person, data={"id": id_, "name": name, "email": email, **more})


def intake_of(service: str, person: str, unit: str, first: date) -> Change:
    """Who gets what nobody has in a service."""
    data = {"service": service, "person": person, "unit": unit, "first": first.isoformat()}
    return Change(what=What.intake, data=data)


def _frame(organisation: Organisation, wanted: Wanted) -> Iterator[Change]:
    for area in wanted.areas:
        if organisation.areas.get(area.id) != area:
            yield Change(what=What.area, data={"id": area.id, "name": area.name, "kind": area.kind})
    for service in wanted.services:
        if organisation.services.get(service.id) != service:
            data = {"id": service.id, "area": service.area, "kind": service.kind, "name": service.name}
            yield Change(what=What.service, data=data)
    for unit in wanted.units:
        if organisation.units.get(unit.id) != unit:
            yield Change(what=What.unit, data={"id": unit.id, "service": unit.service, "name": unit.name})


def _intakes(organisation: Organisation, wanted: Wanted, day: date) -> Iterator[Change]:
    for service, person, unit in wanted.intakes:
        now = organisation.intake_on(service, day)
        if now is None or (now.person, now.unit) != (person, unit):
            yield intake_of(service, person, unit, day)


def _person(organisation: Organisation, person: WantedPerson, lasting: Sequence[Held], day: date) -> Iterator[Change]:
    known = organisation.persons.get(person.id)
    name = person.name if person.name is not None else known.name if known else ""
    email = person.email if person.email is not None else known.email if known else ""
    account = person.os_account if person.os_account is not None else known.os_account if known else ""
    if known is None or (known.name, known.email, known.os_account) != (name, email, account):
        yield person_of(person.id, name, email, account)
    kept: set[Held] = set()
    added: list[Change] = []
    for wanted in person.roles:
        there = [each for each in lasting if (each.role, each.service, each.unit) == _what(wanted)]
        same = next((each for each in there if _is_same(each, wanted, day)), None)
        if same is not None:
            kept.add(same)
        if same is None or same.last != wanted.last:
            first = wanted.first or (same.first if same else day)
            added.append(role_of(person.id, wanted.role, (wanted.service, wanted.unit), first, wanted.last))
    # An end cuts all periods of the same role, so it goes before what is given anew.
    yield from _ends((each for each in lasting if each not in kept), day)
    yield from added


def _ends(held: Iterable[Held], day: date) -> Iterator[Change]:
    yield from {each.key: end_of(each, day - timedelta(days=1)) for each in held}.values()


def _left_out(organisation: Organisation, wanted: Wanted, day: date) -> Iterator[Change]:
    named = {person.id for person in wanted.persons}
    yield from _ends((each for each in organisation.held if each.person not in named and _lasts(each, day)), day)


def shared_accounts(wanted: Wanted, organisation: Organisation) -> tuple[str, ...]:
    """Those who are to have an account of the operating system that another person has, or is to have, too."""
    after = {id_: person.os_account for id_, person in organisation.persons.items()}
    after.update({person.id: person.os_account for person in wanted.persons if person.os_account is not None})
    taken = Counter(after.values())
    return tuple(person.id for person in wanted.persons if person.os_account and taken[person.os_account] > 1)


def meet(one: WantedRole, other: WantedRole) -> bool:
    """Whether the same role is given twice for the same day."""
    if _what(one) != _what(other):
        return False
    early, late = sorted((one, other), key=lambda each: each.first or date.min)
    return early.last is None or (late.first or date.min) <= early.last


def _is_same(held: Held, wanted: WantedRole, day: date) -> bool:
    """Whether what is held is what is wanted, as far as its beginning goes."""
    return held.on(day) if wanted.first is None else held.first == wanted.first


def _lasts(held: Held, day: date) -> bool:
    return held.last is None or held.last >= day


def _what(wanted: WantedRole) -> tuple[str, str, str]:
    return wanted.role, wanted.service, wanted.unit
