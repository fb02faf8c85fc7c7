"""Which items are made of what: the numbers they get, and whether a change of the past would hand one to another.

Items of an activity are numbered in the order they were recorded. An earlier one that is entered late takes the next
number, so that what is recorded on an item stays with it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pathways.machine.order import StandingAct, standing_acts
from pathways.machine.prepared import World
from pathways.machine.state import Conflict
from pathways.model.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The act that made an item, and the code it was made for."""

    seq: int
    code: str
    code_list: str


def codes_of(act: StandingAct, field: str) -> tuple[str, ...]:
    """The codes that an act makes items of."""
    codes = act.content.data.get(field)
    return codes if isinstance(codes, tuple) else ()


def made_before(acts: Iterable[StandingAct], act: StandingAct, field: str) -> int:
    """How many items such acts of the run made that were recorded before ``act``."""
    earlier = (each for each in acts if each.seq < act.seq and (each.run, each.name) == (act.run, act.name))
    return sum(len(codes_of(each, field)) for each in earlier)


def moved(world: World, before: Iterable[Record], after: Iterable[Record]) -> tuple[Conflict, ...]:
    """Acts that by the records ``before`` concern another item than by those ``after``, though the number is the same.

    ``key`` is the sentence, to be told with the number and with both origins.
    """
    acts = [act for act in standing_acts(after) if act.item]
    if not acts:
        return ()
    was, now = _origins(world, before), _origins(world, after)
    return tuple(conflict for act in acts if (conflict := _conflict(act, was, now)) is not None)


Origins = Mapping[tuple[str, str], Origin]
"""By run and item."""


def _conflict(act: StandingAct, was: Origins, now: Origins) -> Conflict | None:
    before, after = was.get((act.run, act.item)), now.get((act.run, act.item))
    if before is None or after is None or before == after:
        return None
    number = act.item.rpartition(".")[2]
    told = {"item": number, "before": before.code, "after": after.code, "list": before.code_list}
    return Conflict(seq=act.seq, name=act.name, key="engine.conflict_moved", values=told)


def _origins(world: World, records: Iterable[Record]) -> Origins:
    acts = sorted(standing_acts(records), key=lambda act: act.seq)
    digests = {pin.run: pin.digest for act in acts for pin in act.content.pins}
    return dict(origin for act in acts if act.run in digests for origin in _made(world, digests[act.run], acts, act))


def _made(
    world: World, digest: str, acts: Iterable[StandingAct], act: StandingAct
) -> Iterator[tuple[tuple[str, str], Origin]]:
    prepared = world.prepared(digest)
    for activity in prepared.made_by.get(act.name, ()):
        field = activity.spec.each_field
        code_list = prepared.fields[field].code_list
        start = made_before(acts, act, field) + 1
        for number, code in enumerate(codes_of(act, field), start=start):
            yield (act.run, f"{activity.spec.name}.{number}"), Origin(seq=act.seq, code=code, code_list=code_list)
