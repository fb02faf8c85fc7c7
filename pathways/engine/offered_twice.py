"""What waits for a second person is not offered again: of what may be recorded now, such acts are told as blocked."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from pathways.machine.allowed import Possible
from pathways.machine.proposals import Proposal
from pathways.messages import say
from pathways.model.pathway import Title


def with_waiting(found: Iterable[Possible], waiting: Iterable[Proposal]) -> tuple[Possible, ...]:
    """The same, where what is proposed already stands in its own way, with the number of the proposal.

    An event that is no longer approved by anybody is recorded at once, whatever waits. Items that nobody has proposed
    anything about stay as they were.
    """
    seqs = {
        (each.record.run, each.record.name, each.record.item.partition(".")[2]): each.record.seq
        for each in waiting
        if not each.corrects
    }
    return tuple(each for possible in found for each in _parted(possible, seqs))


def _parted(possible: Possible, seqs: dict[tuple[str, str, str], int]) -> Iterator[Possible]:
    items: Collection[str] = possible.items or ("",)
    waits = {item: seqs.get((possible.run, possible.event, item), 0) for item in items}
    if not possible.approved_by or possible.blocked is not None or not any(waits.values()):
        yield possible
        return
    free = tuple(item for item, seq in waits.items() if not seq)
    if free:
        yield replace(possible, items=free)
    for item, seq in waits.items():
        if seq:
            why = Title(nb=say("approvals.waits_now", seq=seq), nn="", en="")
            yield replace(possible, items=(item,) if item else (), blocked=why)
