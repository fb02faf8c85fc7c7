"""What the entries about the organisation come to. Pure, and the same whenever it is asked.

Later entries win over earlier ones of the same thing: a person is called what was said last, an absence of the same
first day is the one told last, and a role ends with the day that was told last.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType

from pathways.model.engagement import Engagement
from pathways.model.organisation import (
    Absence,
    Area,
    Change,
    Entry,
    Held,
    Intake,
    Organisation,
    Person,
    Service,
    Unit,
    What,
)
from pathways.people import engaged

Data = Mapping[str, str]


@dataclass(slots=True, kw_only=True)
class _Folding:
    areas: dict[str, Area] = field(default_factory=dict)
    services: dict[str, Service] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    persons: dict[str, Person] = field(default_factory=dict)
    held: dict[tuple[str, str, str, str], list[Held]] = field(default_factory=dict)
    absences: dict[tuple[str, date], Absence] = field(default_factory=dict)
    intakes: dict[tuple[str, date], Intake] = field(default_factory=dict)
    engagements: dict[str, Engagement] = field(default_factory=dict)


def fold(entries: Iterable[Entry]) -> Organisation:
    """The organisation after these entries, which are in the order of their ``seq``."""
    told = [(entry.seq, entry.change) for entry in entries]
    return replace(_changed(Organisation(), told), seq=told[-1][0] if told else 0)


def changed(before: Organisation, changes: Iterable[Change]) -> Organisation:
    """The organisation after these changes to it, which stand in no entry yet; ``seq`` stays."""
    return _changed(before, ((0, change) for change in changes))


def _changed(before: Organisation, told: Iterable[tuple[int, Change]]) -> Organisation:
    folding = _Folding(
        areas=dict(before.areas),
        services=dict(before.services),
        units=dict(before.units),
        persons=dict(before.persons),
        absences={(each.person, each.first): each for each in before.absences},
        intakes={(each.service, each.first): each for each in before.intakes},
        engagements=dict(before.engagements),
    )
    for held in before.held:
        folding.held.setdefault(held.key, []).append(held)
    for seq, change in told:
        if change.what in engaged.APPLY:
            engaged.APPLY[change.what](folding.engagements, change.data, seq)
        else:
            _APPLY[change.what](folding, change.data)
    return Organisation(
        areas=MappingProxyType(folding.areas),
        services=MappingProxyType(folding.services),
        units=MappingProxyType(folding.units),
        persons=MappingProxyType(folding.persons),
        held=tuple(held for periods in folding.held.values() for held in periods),
        absences=tuple(folding.absences.values()),
        intakes=tuple(folding.intakes.values()),
        engagements=MappingProxyType(folding.engagements),
        seq=before.seq,
    )


def _area(folding: _Folding, data: Data) -> None:
    folding.areas[data["id"]] = Area(id=data["id"], name=data["name"], kind=data["kind"])


def _service(folding: _Folding, data: Data) -> None:
    folding.services[data["id"]] = Service(id=data["id"], area=data["area"], kind=data["kind"], name=data["name"])


def _unit(folding: _Folding, data: Data) -> None:
    folding.units[data["id"]] = Unit(id=data["id"], service=data["service"], name=data["name"])


def _person(folding: _Folding, data: Data) -> None:
    folding.persons[data["id"]] = Person(
        id=data["id"], name=data["name"], email=data["email"], os_account=data.get("os_account", "")
    )


def _role(folding: _Folding, data: Data) -> None:
    held = Held(
        person=data["person"],
        role=data["role"],
        service=data["service"],
        unit=data["unit"],
        first=date.fromisoformat(data["first"]),
        last=_day(data["last"]),
    )
    periods = folding.held.setdefault(held.key, [])
    periods[:] = sorted((*(each for each in periods if each.first != held.first), held), key=lambda each: each.first)


def _end(folding: _Folding, data: Data) -> None:
    """Whatever of the role lies behind its last day falls away; what was to begin later never does."""
    last = date.fromisoformat(data["last"])
    periods = folding.held.get((data["person"], data["role"], data["service"], data["unit"]), [])
    periods[:] = [
        each if each.last is not None and each.last <= last else replace(each, last=last)
        for each in periods
        if each.first <= last
    ]


def _absence(folding: _Folding, data: Data) -> None:
    absence = Absence(
        person=data["person"],
        first=date.fromisoformat(data["first"]),
        last=_day(data["last"]),
        substitute=data["substitute"],
    )
    folding.absences[absence.person, absence.first] = absence


def _present(folding: _Folding, data: Data) -> None:
    folding.absences.pop((data["person"], date.fromisoformat(data["first"])), None)


def _intake(folding: _Folding, data: Data) -> None:
    intake = Intake(
        service=data["service"], person=data["person"], unit=data["unit"], first=date.fromisoformat(data["first"])
    )
    folding.intakes[intake.service, intake.first] = intake


def _account(_folding: _Folding, _data: Data) -> None:
    """Told here, kept elsewhere: who there is and what they may does not depend on it."""


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


_APPLY: Mapping[What, Callable[[_Folding, Data], None]] = MappingProxyType(
    {
        What.area: _area,
        What.service: _service,
        What.unit: _unit,
        What.person: _person,
        What.role: _role,
        What.end: _end,
        What.absence: _absence,
        What.present: _present,
        What.intake: _intake,
        What.account: _account,
    }
)
