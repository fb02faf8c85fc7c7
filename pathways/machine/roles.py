"""What roles are called: people read titles, and only those who write settings read their ids."""

from collections.abc import Iterable, Mapping

from pathways.messages import say
from pathways.model.pathway import Title


def roles_told(titles: Mapping[str, Title], roles: Iterable[str], *, between: str = ", ") -> str:
    """The titles of ``roles``, in quotes; of one without a title its id. A word for none where there are none."""
    told = (say("machine.role", title=titles[role].nb if role in titles else role) for role in roles)
    return between.join(dict.fromkeys(told)) or say("machine.none")


def held_told(titles: Mapping[str, Title], roles: Iterable[str]) -> str:
    """As ``roles_told``, of the roles that somebody has."""
    held = tuple(roles)
    return roles_told(titles, held) if held else say("machine.no_role")
