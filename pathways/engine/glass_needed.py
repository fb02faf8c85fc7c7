"""Whether glass has to be broken for somebody, and whom to turn to where nobody could be told of it. Logs nothing."""

from pathways.engine.permitting import allowed_told
from pathways.engine.reading import Reader
from pathways.messages import say
from pathways.model.policy import Action, Facet, Held, Relation
from pathways.policy.deciding import decide
from pathways.store import heads


def needed(reader: Reader, case_id: str) -> bool:
    """Whether broken glass would show somebody more of a case than they see without it.

    What they see by glass that they broke before does not count: it ends, and may be broken again.
    """
    permits, actor = reader.permits, reader.actor
    with reader.database.read() as conn:
        head = heads.read_if_readable(conn, case_id)
    held = permits.held_in(actor, head, case_id)
    without: Held = {**held, Relation.glass: ()}
    shown, seen = set[Facet](), set[Facet]()
    for action in permits.policy.of:
        by_glass = decide(permits.policy, action, {Relation.glass: actor.roles})
        if by_glass is None:
            continue
        has = decide(permits.policy, action, without)
        if has is None:
            return True
        # Which of the actions shows a part does not matter: the table may give it by one here and by another there.
        shown, seen = shown | by_glass.facets, seen | has.facets
    return not shown <= seen


def reviewers_missing(reader: Reader) -> str:
    """Which roles look at broken glass, and who may give them to somebody: their roles, and their names."""
    permits = reader.permits
    giving = permits.policy.roles_for(Action.people_write)
    people = sorted(name for name, user in permits.people.users.items() if set(giving) & set(user.roles))
    return say(
        "oversight.glass_untold",
        roles=allowed_told(permits.settings.roles, permits.policy, Action.glass_review),
        by=allowed_told(permits.settings.roles, permits.policy, Action.people_write),
        people=", ".join(people) or "–",
    )
