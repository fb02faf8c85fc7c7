"""An act as it is let into a case: with those roles of its actor alone by which the access table lets them do it."""

from collections.abc import Sequence
from dataclasses import replace

from pathways.engine.permitting import Permits
from pathways.engine.rights import Rights, rights_of
from pathways.model.policy import Action, Held
from pathways.model.record import Act
from pathways.policy.deciding import roles_granting


def permitted(permits: Permits, act: Act, held: Held, actions: Sequence[Action]) -> tuple[Act, Rights]:
    """The act, and what its actor may put right there; ``held`` are the roles they have in the case."""
    # Of the roles that count there, those by which the table lets them: the definition is asked about no other.
    roles = (role for action in actions for role in roles_granting(permits.policy, action, held))
    actor = replace(act.actor, roles=tuple(dict.fromkeys(roles)))
    return replace(act, actor=actor), rights_of(permits.settings, permits.policy, held)
