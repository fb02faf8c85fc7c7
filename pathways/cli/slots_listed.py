"""The deadlines of definitions that a place has not set: for people and as JSON. Needs no database."""

from collections.abc import Iterable

from pathways.cli.output import tell
from pathways.messages import say
from pathways.model.pathway import Pathway

Document = dict[str, object]


def slots_listed(pathways: Iterable[Pathway]) -> list[Document]:
    """The slots of definitions, by pathway, for JSON."""
    return [
        {"pathway": each.id, "version": each.version.isoformat(), "name": slot.name, "local_period": slot.local_period}
        for each in pathways
        for slot in each.slots
    ]


def tell_listed(pathways: Iterable[Pathway]) -> None:
    """The slots of definitions, in words."""
    listed = [f"{each.id}.{slot.name} ({slot.local_period})" for each in pathways for slot in each.slots]
    if listed:
        tell(say("local.slots_checked", listed=", ".join(listed)))
