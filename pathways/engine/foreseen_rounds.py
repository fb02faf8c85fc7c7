"""What changes of a case would make of earlier rounds of its deadlines that were missed, and of the reasons given."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pathways.engine.moment import Moment
from pathways.engine.outcome import Outcome, outcomes
from pathways.machine.decide import Definitions
from pathways.machine.explained import explanations
from pathways.model.record import Record

_Key = tuple[str, str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundsForeseen:
    """Earlier rounds alone: what becomes of a round that stands is told of its deadline."""

    gone: tuple[Outcome, ...]
    """As they are now: missed, and by then gone, or never missed."""
    found: tuple[Outcome, ...]
    """As they would be: missed, and not so now."""
    moot: tuple[int, ...]
    """Seqs of reasons, of any round, that would be without effect and are not now."""


def rounds_foreseen(
    world: Definitions, before: Sequence[Record], after: Sequence[Record], at: Moment
) -> RoundsForeseen:
    """What the records ``after`` tell of earlier rounds at a moment that those ``before`` do not, and the reverse."""
    was, will = outcomes(world, before, at), outcomes(world, after, at)
    given = {each.seq for each in explanations(after)}
    missed = {_key(each) for each in will if each.missed}
    return RoundsForeseen(
        gone=_alone(was, missed),
        found=_alone(will, {_key(each) for each in was if each.missed}),
        moot=tuple(sorted(e.reason_by for e in was if e.missed and e.reason_by in given and _key(e) not in missed)),
    )


def _alone(those: Iterable[Outcome], missed: set[_Key]) -> tuple[Outcome, ...]:
    """The earlier ones that were missed and are none of ``missed``."""
    return tuple(each for each in those if each.missed and not each.current and _key(each) not in missed)


def _key(outcome: Outcome) -> _Key:
    return outcome.run, outcome.key, outcome.anchored_by
