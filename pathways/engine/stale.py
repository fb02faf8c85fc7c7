"""Whether anything that a person must know came between what they saw of a case and their act."""

from collections.abc import Sequence

from pathways.errors import ConflictError
from pathways.model.record import BESIDE, Kind, Record
from pathways.sharing.records import KINDS

OF_NO_EFFECT = (Kind.crossing, Kind.superseded, *BESIDE, *KINDS)
"""Kinds that stand in nobody's way: what the clock did, who has the case, what is proposed, allowed or sent."""


def only_the_clock_came_between(records: Sequence[Record], case_id: str, expected: int) -> None:
    """A reminder never makes a conflict for a person (semantics 15); another person's act does."""
    people = [r for r in records if r.seq > expected and r.kind not in OF_NO_EFFECT]
    if people:
        raise ConflictError("engine.stale", case=case_id, seq=people[-1].seq, user=people[-1].actor.user)
