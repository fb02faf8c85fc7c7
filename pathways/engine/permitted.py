"""An act as it is let into a case: with those roles of its actor alone by which the access table lets them do it.

Which of these roles are only lent, by somebody who is away, goes along: what took one is recorded as done for them.
"""

from collections.abc import Sequence
from dataclasses import replace

from pathways.engine.permitting import Permits
from pathways.engine.rights import Rights, rights_of
from pathways.model.policy import Action, Held
from pathways.model.record import Act, Actor
from pathways.policy.deciding import roles_granting
from pathways.store.heads import Head


def permitted(permits: Permits, act: Act, head: Head | None, actions: Sequence[Action]) -> tuple[Act, Rights]:
    """The act with the roles of its actor that count in a case, and what they may put right there.

    Raises: NotFoundError for a foreign case as for none; NotAllowedError where none of the actions is theirs.
    """
    held = permits.require(act.actor, actions, head, act.case_id)
    alone = permits.alone(act.actor)
    own = held if alone is None else alone.held_in(alone.people.actor(act.actor.user, ""), head, act.case_id)
    return _let_in(permits, act, held, own, actions, _service_of(permits, head))


def opening(permits: Permits, act: Act, service: str, kind: str) -> tuple[Act, Rights]:
    """The same for an act that opens a case in a service of a kind. Raises: NotAllowedError."""
    held = permits.require_opening(act.actor, service, kind)
    alone = permits.alone(act.actor)
    own = held if alone is None else alone.held_to_open(alone.people.actor(act.actor.user, ""), service, kind)
    return _let_in(permits, act, held, own, (Action.case_open,), (service, kind))


def standing_in(permits: Permits, actor: Actor, action: Action, head: Head) -> Actor:
    """The actor with all their roles, and for whom they stand in where only a lent one lets them do it."""
    alone = permits.alone(actor)
    if alone is None:
        return actor
    own = alone.held_in(alone.people.actor(actor.user, ""), head, head.case_id)
    if roles_granting(permits.policy, action, own):
        return actor
    roles = roles_granting(permits.policy, action, permits.held_in(actor, head, head.case_id))
    return replace(actor, lent=permits.lenders(actor, roles, *_service_of(permits, head))).acting_by(roles)


def _let_in(
    permits: Permits, act: Act, held: Held, own: Held, actions: Sequence[Action], place: tuple[str, str]
) -> tuple[Act, Rights]:
    # Of the roles that count there, those by which the table lets them: the definition is asked about no other.
    roles = tuple(dict.fromkeys(role for each in actions for role in roles_granting(permits.policy, each, held)))
    lent: tuple[tuple[str, str], ...] = ()
    if own is not held:
        mine = {role for each in actions for role in roles_granting(permits.policy, each, own)}
        lent = permits.lenders(act.actor, [role for role in roles if role not in mine], *place)
    actor = replace(act.actor, roles=roles, lent=lent)
    return replace(act, actor=actor), rights_of(permits.settings, permits.policy, held)


def _service_of(permits: Permits, head: Head | None) -> tuple[str, str]:
    return ("", "") if head is None else (permits.people.falls_to(head.holder, head.service).service, head.service)
