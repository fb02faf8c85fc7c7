"""Acts that need two people: who may propose them, who may approve them, and the refusal of one person alone.

Deny by default: whatever decides an act comes past here, so nothing that one person records alone goes through
(docs/adr/0025). An import repeats what another system has recorded: it is not brought here.
"""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from pathways.errors import EventRefusedError, NotAllowedError
from pathways.machine.roles import held_told, roles_told
from pathways.model.pathway import Event, Title
from pathways.model.record import Act, Actor

if TYPE_CHECKING:
    from pathways.machine.decide import Decided

Titles = Mapping[str, Title]


class ApprovalNeededError(EventRefusedError):
    """An act that is right in all else, and that happens only when another person approves it."""

    decided: "Decided | None" = None
    """What recording it would record; None where the refusal is told again as one of several."""


def require_role(titles: Titles, event: Event, act: Act) -> None:
    """Whoever does it, or has proposed it, holds one of the roles of the event. Raises: NotAllowedError."""
    actor = act.actor if act.proposed is None else act.proposed.actor
    if not set(event.by) & set(actor.roles):
        key = "machine.not_your_role" if event.by else "machine.only_by_signal"
        raise not_yours(titles, key, event, event.by, actor)


def require_second(titles: Titles, decided: "Decided", act: Act) -> None:
    """An act that asks for a second person has one, who holds a role for it.

    Raises: ApprovalNeededError; NotAllowedError; EventRefusedError where this version of the definition asks for none.
    """
    event = decided.event
    if act.proposed is not None:
        if not event.approved_by:
            raise EventRefusedError("machine.approval_not_asked", event=event.name, definition=origin_of(decided))
        if not set(event.approved_by) & set(act.actor.roles):
            raise not_yours(titles, "machine.not_yours_to_approve", event, event.approved_by, act.actor)
    elif event.approved_by:
        by = roles_told(titles, event.approved_by, between=" / ")
        needed = ApprovalNeededError("machine.approval_needed", event=event.name, by=by)
        needed.decided = decided
        raise needed


def origin_of(decided: "Decided") -> str:
    """The file that the version of an act was read from."""
    return decided.prepared.pathway.origin


def not_yours(titles: Titles, key: str, event: Event, roles: Iterable[str], actor: Actor) -> NotAllowedError:
    """The refusal of somebody who holds none of the ``roles`` that may."""
    by, has = roles_told(titles, roles), held_told(titles, actor.roles)
    return NotAllowedError(key, event=event.name, by=by, user=actor.user, roles=has)
