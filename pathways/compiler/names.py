"""The names a definition introduces, gathered before anything is read, so that order in the file does not matter."""

from collections.abc import Mapping
from dataclasses import dataclass

from pathways.compiler import tree
from pathways.compiler.context import Context
from pathways.compiler.reading import names_in
from pathways.compiler.tree import Node
from pathways.model.basis import Basis
from pathways.model.pathway import Field


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityNames:
    """Names inside one activity."""

    states: tuple[str, ...]
    events: tuple[str, ...]
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What there is to refer to in one definition, with what it is compiled against."""

    sources: Mapping[str, Basis]
    fields: Mapping[str, Field]
    states: tuple[str, ...]
    events: tuple[str, ...]
    deadlines: tuple[str, ...]
    activities: Mapping[str, ActivityNames]
    context: Context

    @property
    def who(self) -> tuple[str, ...]:
        """Roles and role settings: whatever may stand where roles do."""
        settings = self.context.settings
        return (*settings.roles, *settings.role_settings)


def gather(
    root: Mapping[str, Node], sources: Mapping[str, Basis], fields: Mapping[str, Field], context: Context
) -> Names:
    """The names of the definition whose top level is ``root``."""
    return Names(
        sources=sources,
        fields=fields,
        states=names_in(root.get("states")),
        events=names_in(root.get("events")),
        deadlines=names_in(root.get("deadlines")),
        activities={name: _inside(node) for name, node in _values(root.get("activities"))},
        context=context,
    )


def _values(node: Node | None) -> list[tuple[str, Node]]:
    return [(entry.key.text, entry.value) for entry in node.entries] if isinstance(node, tree.Mapping) else []


def _inside(node: Node) -> ActivityNames:
    inside = dict(_values(node))
    return ActivityNames(
        states=names_in(inside.get("states")),
        events=names_in(inside.get("events")),
        flags=names_in(inside.get("flags")),
    )
