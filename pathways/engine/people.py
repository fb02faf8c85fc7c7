"""Who there is on a day: users, their roles and where they have them, who is away and who stands in, who gets what.

Worked out from the log of the organisation (``pathways.people``), for the day that is asked about. Nothing here proves
who somebody is: ``--as`` is a claim until there is log-in.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from types import MappingProxyType
from typing import Protocol

from pathways.counting.oslo import civil_date
from pathways.engine.lending import Lending
from pathways.errors import NotAllowedError
from pathways.model.organisation import EXTERNAL, Held, Holder, Intake, Organisation, Service, Unit
from pathways.model.record import Actor
from pathways.people.fold import fold
from pathways.store import organisation as log
from pathways.store.connection import Connection
from pathways.store.database import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """Somebody who may act or be told. ``email`` is empty where there is none."""

    name: str
    roles: tuple[str, ...]
    email: str
    title: str = ""
    """What the person is called, where that was told."""
    held: tuple[Held, ...] = ()
    """Where each role is held; none: all of them everywhere."""


SYSTEM = Actor(user="system", roles=("system",), os_account="", authenticated=True)
"""The actor of what the clock does."""


class Staff(Protocol):
    """Whoever can say who there is on a day."""

    def on(self, day: date) -> "People":
        """Those there are that day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Those who hold a role on one day, by name, and those who stand in for somebody."""

    users: Mapping[str, User]
    absent: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Who is away, each with who stands in; empty where nobody does."""
    services: Mapping[str, Service] = field(default_factory=lambda: MappingProxyType({}))
    units: Mapping[str, Unit] = field(default_factory=lambda: MappingProxyType({}))
    intakes: Mapping[str, Intake] = field(default_factory=lambda: MappingProxyType({}))
    """Who gets what nobody has, by service."""
    holder: Holder = field(default_factory=Holder)
    """Whose case it is about: roles are looked for there alone. Nobody's: everywhere."""
    unplaced: bool = False
    """Whether it is about a case of which nobody has told in which data area it lies: then it is nobody's there."""
    areas: frozenset[str] = frozenset()
    """The data areas that services of the installation belong to; those outside it have theirs elsewhere."""
    lending: Lending = field(default_factory=Lending)
    """Which roles are lent, and to whom: ``absent`` tells who was named, not what they are lent."""

    def on(self, _day: date) -> "People":
        """The same, whatever the day: they are those of one."""
        return self

    def actor(self, name: str, os_account: str) -> Actor:
        """The actor that ``name`` claims to be; nothing here proves it. Raises NotAllowedError when unknown.

        Who stands in for somebody who is away has those of their roles, too, that are lent, for as long.
        """
        user = self.users.get(name)
        if user is None:
            raise NotAllowedError("engine.no_role", user=name)
        roles = tuple(dict.fromkeys((*user.roles, *(each.role for each in self.lent(name)))))
        return Actor(user=user.name, roles=roles, os_account=os_account, authenticated=False)

    def actor_in(self, actor: Actor, service: str) -> Actor:
        """The same with those roles alone that count in a service: held there, everywhere, or by one they stand in for.

        Whoever is no user that day, as an import is none, is left as they are; so is everybody where no service is
        told of.
        """
        if not service or actor.user not in self.users:
            return actor
        roles = tuple(role for role in actor.roles if self.counts_for(actor.user, role, service))
        return actor if roles == actor.roles else replace(actor, roles=roles)

    def counts(self, name: str, role: str, service: str, unit: str = "", kind: str = "") -> bool:
        """Whether a role that somebody holds counts where a case lies.

        Where it is not known in which service of its ``kind`` a case lies, it is in any of them.
        """
        user = self.users.get(name)
        if user is None:
            return False
        if not user.held:
            return role in user.roles
        return any(each.role == role and self._counts(user, each, (service, unit, kind)) for each in user.held)

    def has(self, name: str, role: str, service: str, unit: str = "") -> bool:
        """Whether a user holds a role in a place: there, or without a service in the data area it lies in.

        An empty name stands for wherever it is.
        """
        user = self.users[name]
        if not user.held:
            return role in user.roles
        own = (each for each in user.held if each.role == role and _covers(each, service, unit))
        return any(each.service or not service or self._in_one_area(user, service) for each in own)

    def counts_at(self, held: Held, service: str) -> bool:
        """Whether a role told without a service, as somebody holds it that day, counts in one."""
        user = self.users.get(held.person)
        return user is not None and not held.service and self._in_one_area(user, service)

    def _counts(self, user: User, held: Held, place: tuple[str, str, str]) -> bool:
        service, unit, kind = place
        if not held.service:
            return self._in_one_area(user, service)
        if service:
            return _covers(held, service, unit)
        told = self.services.get(held.service)
        return told is not None and told.kind == kind

    def _in_one_area(self, user: User, service: str) -> bool:
        """Whether a role without a service counts in one: everywhere, but never in more than one data area.

        Where there are several, only in the one in which all other roles of the person lie.
        """
        if len(self.areas) < 2:
            return True
        lies = self.services.get(service)
        works = {self.services[held.service].area for held in user.held if held.service in self.services}
        return lies is not None and works == {lies.area}

    def service_of(self, holder: Holder, kind: str) -> str:
        """The service that a case of a kind belongs to; empty where none of that kind was told of."""
        return holder.service or self.only_service(kind)

    def opens_in(self, user: str, kind: str) -> tuple[str, ...]:
        """The services of a kind in which somebody holds any role, sorted."""
        found = self.users.get(user)
        of_kind = sorted(service.id for service in self.services.values() if service.kind == kind)
        if found is None:
            return tuple(of_kind)
        return tuple(id_ for id_ in of_kind if self._works_in(user, id_))

    def _works_in(self, name: str, service: str) -> bool:
        own = any(self.has(name, role, service) for role in self.users[name].roles)
        return own or bool(self.lenders_in(name, service))

    def counts_for(self, name: str, role: str, service: str, unit: str = "", kind: str = "", but: str = "") -> bool:
        """As ``counts``, or as somebody who is away lends it there; ``but`` lends nothing."""
        return self.counts(name, role, service, unit, kind) or any(
            self._lends_at(away, name, role, (service, unit, kind)) for away in self._named_by(name) if away != but
        )

    def stands_in_for(self, name: str) -> tuple[str, ...]:
        """Those who are away, name this as their substitute, and lend something by it."""
        return tuple(away for away in self._named_by(name) if any(self.lent_by(away, name)))

    def lenders_in(self, name: str, service: str, kind: str = "") -> tuple[str, ...]:
        """Those of them who lend a role in a service; where it is not known in which of its kind, in any."""
        return tuple(away for away in self._named_by(name) if self.lent_roles(away, name, service, kind))

    def lent(self, name: str) -> tuple[Held, ...]:
        """The roles that somebody is lent, as those who are away hold them; each counts where they work themself."""
        return tuple(each for away in self._named_by(name) for each in self.lent_by(away, name))

    def lent_by(self, away: str, name: str) -> Iterator[Held]:
        """The roles of one person that another is lent, or would be were they away and the other named."""
        giver, taker = self.users[away], self.users.get(name)
        if taker is not None:
            yield from (each for each in _held_by(giver) if self._lends(each, taker, ""))

    def lent_roles(self, away: str, name: str, service: str, kind: str = "") -> tuple[str, ...]:
        """The roles that somebody is lent by one who is away, in a service."""
        place = (service, "", kind)
        return tuple(role for role in self.users[away].roles if self._lends_at(away, name, role, place))

    def lent_services(self, held: Held, name: str) -> tuple[str, ...] | None:
        """The services in which a role that was told without one is lent to somebody; None: everywhere."""
        taker = self.users[name]
        if len(self.areas) < 2 and any(not each.service for each in self._fitting(taker, held)):
            return None
        return tuple(id_ for id_ in self.services if self.counts_at(held, id_) and self._lends(held, taker, id_))

    def held_by(self, name: str) -> tuple[Held, ...]:
        """What somebody holds and what they are lent; none for whoever is no user that day."""
        user = self.users.get(name)
        return () if user is None else (*user.held, *self.lent(name))

    def _named_by(self, name: str) -> tuple[str, ...]:
        """Those who are away and name this as their substitute, whatever they lend."""
        named = [away for away, other in self.absent.items() if other == name and away in self.users]
        return tuple(sorted(named)) if name in self.users else ()

    def _lends_at(self, away: str, to: str, role: str, place: tuple[str, str, str]) -> bool:
        giver, taker = self.users[away], self.users[to]
        return any(
            each.role == role and self._counts(giver, each, place) and self._lends(each, taker, place[0], place[2])
            for each in _held_by(giver)
        )

    def _lends(self, held: Held, to: User, service: str, kind: str = "") -> bool:
        """Whether a role of somebody who is away is lent to another in a service; empty: in any, of a kind if given.

        It is, where the other holds a role of their own that fits, in that data area and kind of service.
        """
        mine = self._fitting(to, held)
        if not held.service and not self.lending.is_casework(held.role) and len(self.areas) > 1:
            # It is about the installation, not about one area of it.
            return any(not each.service for each in mine)
        lies = service or held.service
        if lies:
            return any(self._is_near(to, each, lies) for each in mine)
        if len(self.areas) < 2 and any(not each.service for each in mine):
            return True
        meant = [id_ for id_, each in self.services.items() if kind in ("", each.kind) and self.counts_at(held, id_)]
        return any(self._is_near(to, each, id_) for each in mine for id_ in meant)

    def _fitting(self, user: User, lent: Held) -> list[Held]:
        """The roles of somebody by which they may be lent another."""
        return [each for each in _held_by(user) if self.lending.fits(each.role, lent.role)]

    def _is_near(self, user: User, held: Held, service: str) -> bool:
        """Whether a role that somebody holds lies in the data area of a service, in one of its kind."""
        if not held.service:
            return self._in_one_area(user, service)
        mine, lies = self.services.get(held.service), self.services.get(service)
        if mine is None or lies is None:
            return held.service == service
        return (mine.area, mine.kind) == (lies.area, lies.kind)

    def is_away(self, name: str) -> bool:
        """Whether somebody is away, and nobody stands in where it is about: whoever is away themself does not."""
        if name not in self.absent:
            return False
        if self.absent[name] in self.absent:
            return True
        taker, giver = self.users.get(self.absent[name]), self.users.get(name)
        if taker is None or giver is None:
            return True
        service = self.holder.service
        return not any(_covers(each, service, "") and self._lends(each, taker, service) for each in _held_by(giver))

    def holders(self, role: str) -> tuple[User, ...]:
        """Everyone who holds the role, by name, and whoever stands in for one of them.

        Of somebody's case: that person, who holds the role and can be told; else the unit, and if nobody there does,
        the service.
        """
        own = self.users.get(self.holder.person)
        if own is not None and self.has(own.name, role, self.holder.service) and not self.is_away(own.name):
            return self._with_substitutes((own,), role, self.holder.service)
        if self.unplaced:
            return ()
        service, unit = self.holder.service, self.holder.unit
        for place in dict.fromkeys(((service, unit), (service, ""))):
            found = tuple(user for name, user in sorted(self.users.items()) if self.has(name, role, *place))
            if found:
                return self._with_substitutes(found, role, service)
        return ()

    def of(self, holder: Holder, kind: str) -> "People":
        """The same, for a case that ``holder`` has in a service of a kind; nobody's falls to who gets those."""
        return replace(self, holder=self.falls_to(holder, kind), unplaced=self.is_unplaced(holder, kind))

    def is_unplaced(self, holder: Holder, kind: str) -> bool:
        """Whether it is not known in which data area a case of a kind lies, as services of several are of that kind."""
        return not holder.service and kind in self.kinds_apart

    @property
    def kinds_apart(self) -> frozenset[str]:
        """The kinds of service that services of several data areas are of."""
        areas: dict[str, set[str]] = {}
        for each in self.services.values():
            areas.setdefault(each.kind, set()).add(each.area)
        return frozenset(kind for kind, found in areas.items() if len(found) > 1 and kind != EXTERNAL)

    def falls_to(self, holder: Holder, kind: str) -> Holder:
        """Who has a case: ``holder``, or who gets what nobody has in its service, as far as that can be told."""
        if holder.person or holder.unit:
            return holder
        service = holder.service or self.only_service(kind)
        intake = self.intakes.get(service)
        if intake is None:
            return Holder(service=service)
        return Holder(service=service, unit=intake.unit, person=intake.person)

    def only_service(self, kind: str) -> str:
        """The one service of a kind; empty where there are several, or none that was told of."""
        found = [service.id for service in self.services.values() if service.kind == kind]
        return found[0] if len(found) == 1 else ""

    def _with_substitutes(self, found: tuple[User, ...], role: str, service: str) -> tuple[User, ...]:
        names = {user.name: user for user in found}
        for user in found:
            other = self.users.get(self.absent.get(user.name, ""))
            held = (each for each in _held_by(user) if each.role == role and _covers(each, service, ""))
            if other is not None and any(self._lends(each, other, service) for each in held):
                names.setdefault(other.name, other)
        return tuple(user for _, user in sorted(names.items()))


def people_on(organisation: Organisation, day: date, lending: Lending | None = None) -> People:
    """Those who hold a role on a day. Whoever holds none is no user that day, whoever they were to stand in for."""
    held: dict[str, list[Held]] = {}
    for each in organisation.held:
        if each.on(day):
            held.setdefault(each.person, []).append(each)
    absent = {each.person: each.substitute for each in organisation.absences if each.on(day)}
    intakes = ((service, organisation.intake_on(service, day)) for service in _with_intake(organisation))
    return People(
        users=MappingProxyType({name: _user(organisation, name, own) for name, own in held.items()}),
        absent=MappingProxyType(absent),
        services=organisation.services,
        units=organisation.units,
        intakes=MappingProxyType({service: intake for service, intake in intakes if intake is not None}),
        areas=frozenset(each.area for each in organisation.services.values() if each.kind != EXTERNAL),
        lending=lending or Lending(),
    )


@dataclass(slots=True, kw_only=True)
class Roster:
    """The people of a database, on any day. What was read is kept until ``refresh`` finds that there is more."""

    database: Database
    organisation: Organisation = field(default_factory=Organisation)
    lending: Lending = field(default_factory=Lending)
    """What the access table says of roles that are lent."""
    _days: dict[date, People] = field(default_factory=dict)

    def on(self, day: date) -> People:
        """Those there are that day."""
        found = self._days.get(day)
        if found is None:
            found = self._days[day] = people_on(self.organisation, day, self.lending)
        return found

    def at(self, now: datetime) -> People:
        """Those there are on the day of an instant, in Norway."""
        return self.on(civil_date(now))

    def refresh(self) -> None:
        """Read what was recorded since."""
        with self.database.read() as conn:
            self.refresh_from(conn)

    def refresh_from(self, conn: Connection) -> None:
        """As ``refresh``, within a transaction."""
        if log.last_seq(conn) != self.organisation.seq:
            self.organisation = fold(log.every(conn))
            self._days.clear()


def _user(organisation: Organisation, name: str, held: list[Held]) -> User:
    person = organisation.persons[name]
    roles = tuple(dict.fromkeys(each.role for each in held))
    # A person without a role is no one "everywhere": an empty tuple of places would say so.
    return User(name=name, roles=roles, email=person.email, title=person.name, held=tuple(held))


def _held_by(user: User) -> tuple[Held, ...]:
    """What somebody holds; of whom no places are told, every role, everywhere."""
    if user.held:
        return user.held
    always = date.min
    return tuple(Held(person=user.name, role=role, service="", unit="", first=always, last=None) for role in user.roles)


def _with_intake(organisation: Organisation) -> Iterator[str]:
    yield from dict.fromkeys(each.service for each in organisation.intakes)


def _covers(held: Held, service: str, unit: str) -> bool:
    """Whether a role that is held in a place counts in another: an empty name stands for everywhere."""
    in_service = not service or held.service in ("", service)
    return in_service and (not unit or held.unit in ("", unit))
