"""What ``verify`` says of the triggers that keep the log: those that are gone, and those that somebody made.

A guard that is off proves no tampering, and one that is there no whole log: the chains are checked all the same.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pathways.cli.output import tell
from pathways.messages import say

if TYPE_CHECKING:
    from pathways.cli.documents import Document
    from pathways.store.connection import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Guards:
    """Names of triggers, sorted: those that are gone, turned off or altered, and those that are not this program's."""

    missing: tuple[str, ...]
    foreign: tuple[str, ...]


def guards_of(conn: "Connection") -> Guards:
    """As the tables are now."""
    from pathways.store.shape import missing_triggers, unknown_triggers

    return Guards(missing=missing_triggers(conn), foreign=unknown_triggers(conn))


def guards_json(guards: Guards) -> "Document":
    """The same as data."""
    return {"missing": list(guards.missing), "foreign": list(guards.foreign)}


def tell_guards(guards: Guards) -> None:
    """A line for each kind; nothing where all is as it should be."""
    if guards.missing:
        tell(say("cli.verify.guards_missing", names=", ".join(guards.missing)), style="bold")
    if guards.foreign:
        tell(say("cli.verify.guards_foreign", names=", ".join(guards.foreign)), style="bold")
