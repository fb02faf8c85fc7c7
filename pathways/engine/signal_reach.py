"""Who has to do with a message: people of the service that sends it, and of the one it was sent to; nobody else.

The roles are those of ``lokal/sender_meldinger`` and ``lokal/mottar_meldinger`` that work with the kind of service,
held in that service or everywhere, also by way of somebody who is away (docs/adr/0022).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from pathways.engine.library import Library
from pathways.engine.people import People
from pathways.errors import NotFoundError, UsageError
from pathways.messages import say
from pathways.model.organisation import EXTERNAL
from pathways.model.record import Actor
from pathways.model.signal import Signal, Status

SENDS, RECEIVES = "lokal/sender_meldinger", "lokal/mottar_meldinger"
"""The role settings that name who may send messages, and who may receive them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """What an actor reaches among messages, with the people there are today."""

    library: Library
    people: People
    actor: Actor

    def services(self, setting: str) -> tuple[str, ...]:
        """Where the actor may do what a setting is about: services of the organisation, and kinds without any."""
        return tuple(sorted(place for place in self._places() if self.is_there(place, setting)))

    def is_source(self, signal: Signal) -> bool:
        """Whether the actor may act for whoever sends it."""
        return self.is_there(signal.source_service, SENDS)

    def is_target(self, signal: Signal) -> bool:
        """Whether the actor may act for whoever it was sent to. What is not sent is nobody's."""
        there = bool(signal.to_service) and signal.to != EXTERNAL and signal.shared is not None
        gone = signal.status in (Status.prepared, Status.dropped, Status.withdrawn) and not signal.target_case
        return there and not gone and self.is_there(signal.to_service, RECEIVES)

    def is_there(self, place: str, setting: str) -> bool:
        """Whether a role of the setting that works in this service is held there."""
        kind = self.kind_of(place)
        roles = set(self.library.catalogue.settings.role_settings.get(setting, ())) & self._working(kind)
        told_of = place in self.people.services
        names = (self.actor.user, *self.people.stands_in_for(self.actor.user))
        users = [self.people.users[name] for name in names if name in self.people.users]
        mine = roles & set(self.actor.roles)
        return any(user.has(role, place if told_of else "") for user in users for role in mine if role in user.roles)

    def kind_of(self, place: str) -> str:
        """What definitions call a service."""
        found = self.people.services.get(place)
        return place if found is None else found.kind

    def receiver(self, signal: Signal, typed: str) -> str:
        """The service that a message goes to: the one that is named, or the only one there is.

        Raises: NotFoundError, UsageError.
        """
        known = [each.id for each in self.people.services.values() if each.kind == signal.to]
        others = sorted(set(known) - {signal.source_service})
        if typed:
            if typed in others or (not known and typed == signal.to != EXTERNAL):
                return typed
            raise NotFoundError("signals.no_such_receiver", service=typed, known=", ".join(others) or "–")
        if len(others) == 1:
            return others[0]
        if not known and signal.to != EXTERNAL:
            return signal.to
        if not others:
            raise UsageError("signals.nobody_there", kind=signal.to)
        raise UsageError("signals.which_receiver", known=", ".join(others))

    def _places(self) -> Iterator[str]:
        """Every service, and every kind of which no service is told of."""
        services = [each for each in self.people.services.values() if each.kind != EXTERNAL]
        yield from (each.id for each in services)
        kinds = {pathway.service for pathway in self.library.catalogue.pathways}
        yield from kinds - {each.kind for each in services}

    def _working(self, kind: str) -> frozenset[str]:
        """The roles that may record something in a pathway of a kind of service."""
        pathways = [each for each in self.library.catalogue.pathways if each.service == kind]
        return frozenset(role for pathway in pathways for event in pathway.events for role in event.by)


def service_told(people: People, service: str) -> str:
    """A service by its name, where it has one."""
    found = people.services.get(service)
    return (found.name or found.id) if found is not None else service or say("signals.nobody_yet")
