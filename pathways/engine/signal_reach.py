"""Who has to do with a message: people of the service that sends it, and of the one it was sent to; nobody else.

By the access table: an action in the case that sends it, or that has received it; and before that, in the service it
was sent to, as in any case that lies there (docs/adr/0023).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from pathways.engine.library import Library
from pathways.engine.people import People
from pathways.engine.permitting import Permits
from pathways.errors import NotFoundError, UsageError
from pathways.messages import say
from pathways.model.organisation import EXTERNAL, Holder
from pathways.model.policy import Action, Grant
from pathways.model.record import Actor
from pathways.model.signal import Signal, Status
from pathways.policy.deciding import decide
from pathways.store.heads import Head


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """What an actor reaches among messages, with the people there are today."""

    library: Library
    permits: Permits
    actor: Actor

    @property
    def people(self) -> People:
        """Those there are today."""
        return self.permits.people

    def services(self, action: Action) -> tuple[str, ...]:
        """Where the action is the actor's: services of the organisation, and kinds without any."""
        return tuple(sorted(place for place in self.every_place() if self.is_there(place, action)))

    def is_source(self, signal: Signal, head: Head | None, action: Action) -> bool:
        """Whether the action is the actor's in the case that sends it, whose ``head`` this is."""
        return self.permits.grant(self.actor, action, head, signal.source_case) is not None

    def is_target(self, signal: Signal, head: Head | None, action: Action) -> bool:
        """Whether it is theirs in the case that received it (``head``), or in the service to which it was sent."""
        if signal.to == EXTERNAL or not signal.to_service or signal.shared is None:
            return False
        if signal.target_case:
            return self.permits.grant(self.actor, action, head, signal.target_case) is not None
        gone = signal.status in (Status.prepared, Status.dropped, Status.withdrawn)
        return not gone and self.is_there(signal.to_service, action)

    def is_there(self, place: str, action: Action) -> bool:
        """Whether the action would be the actor's in a case that lies in this service."""
        return self.grant_there(place, action) is not None

    def grant_there(self, place: str, action: Action) -> Grant | None:
        """By what it would be; None where it would not."""
        told_of = place in self.people.services
        holder = Holder(service=place) if told_of else Holder()
        held = self.permits.held(self.actor, "", holder, self.kind_of(place))
        return decide(self.permits.policy, action, held)

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

    def every_place(self) -> Iterator[str]:
        """Every service here, and every kind of which no service is told of."""
        services = [each for each in self.people.services.values() if each.kind != EXTERNAL]
        yield from (each.id for each in services)
        kinds = {pathway.service for pathway in self.library.catalogue.pathways}
        yield from kinds - {each.kind for each in services}


def service_told(people: People, service: str) -> str:
    """A service by its name, where it has one."""
    found = people.services.get(service)
    return (found.name or found.id) if found is not None else service or say("signals.nobody_yet")
