"""Which items are made of what: the numbers they get, and whether a change of the past would hand one to another.

Items of an activity are numbered in the order they were recorded. An earlier one that is entered late takes the next
number, so that what is recorded on an item stays with it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pathways.machine.order import StandingAct, standing_acts
from pathways.machine.prepared import World
from pathways.machine.renaming import last_called
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


def made_before(world: World, acts: Iterable[StandingAct], act: StandingAct, activity: str) -> int:
    """How many items of the activity such acts of the run made that were recorded before ``act``.

    Each as the version had it that the run was at then: a migration may have come to one that makes them otherwise,
    or that calls the activity otherwise.
    """
    known = tuple(acts)
    meant = last_called(known, act.run, activity, act.place)
    earlier = (each for each in known if each.seq < act.seq and each.run == act.run)
    made = ((each, name, codes) for each in earlier for name, _, codes in _making(world, known, each))
    return sum(len(codes) for each, name, codes in made if last_called(known, act.run, name, each.place) == meant)


def moved(world: World, before: Iterable[Record], after: Iterable[Record]) -> tuple[Conflict, ...]:
    """As ``moved_among``, by the records before and after a change of the past."""
    return moved_among(world, standing_acts(before), standing_acts(after))


def moved_among(world: World, before: Sequence[StandingAct], after: Sequence[StandingAct]) -> tuple[Conflict, ...]:
    """Acts that by those ``before`` concern another item than by those ``after``, though the number is the same.

    ``key`` is the sentence, to be told with the number and with both origins. An act that is new has said what its
    number means by now.
    """
    known = {act.seq: act for act in before}
    acts = [act for act in after if act.item and act.seq in known]
    if not acts:
        return ()
    was, now = _origins(world, before), _origins(world, after)
    origins = ((act, _origin(was, before, known[act.seq]), _origin(now, after, act)) for act in acts)
    return tuple(conflict for each in origins if (conflict := _conflict(*each)) is not None)


Origins = Mapping[tuple[str, str], Origin]
"""By run and item, as it is called last."""


def _origin(origins: Origins, acts: Sequence[StandingAct], act: StandingAct) -> Origin | None:
    return origins.get((act.run, last_called(acts, act.run, act.item, act.place)))


def _conflict(act: StandingAct, before: Origin | None, after: Origin | None) -> Conflict | None:
    if before is None or after is None or before == after:
        return None
    number = act.item.rpartition(".")[2]
    told = {"item": number, "before": before.code, "after": after.code, "list": before.code_list}
    return Conflict(seq=act.seq, name=act.name, key="engine.conflict_moved", values=told)


def _origins(world: World, acts: Sequence[StandingAct]) -> Origins:
    in_order = sorted(acts, key=lambda act: act.seq)
    return dict(origin for act in in_order for origin in _made(world, acts, act))


def _made(world: World, acts: Sequence[StandingAct], act: StandingAct) -> Iterator[tuple[tuple[str, str], Origin]]:
    for activity, code_list, codes in _making(world, acts, act):
        start = made_before(world, acts, act, activity) + 1
        for number, code in enumerate(codes, start=start):
            item = last_called(acts, act.run, f"{activity}.{number}", act.place)
            yield (act.run, item), Origin(seq=act.seq, code=code, code_list=code_list)


def _making(world: World, acts: Sequence[StandingAct], act: StandingAct) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """The activities that the act makes items of, each with the code list and the codes."""
    digest = _digest_at(acts, act)
    if digest is None:
        return
    prepared = world.prepared(digest)
    for activity in prepared.made_by.get(act.name, ()):
        field = activity.spec.each_field
        yield activity.spec.name, prepared.fields[field].code_list, codes_of(act, field)


def _digest_at(acts: Iterable[StandingAct], act: StandingAct) -> str | None:
    """The version that the act's run is at when it happens; None when it has not begun."""
    pinned = ((each.place, pin.digest) for each in acts for pin in each.content.pins if pin.run == act.run)
    return max((pin for pin in pinned if pin[0] <= act.place), default=(None, None))[1]
