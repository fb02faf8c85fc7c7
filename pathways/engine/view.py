"""What a reader of a case is given: the records known, what they add up to, and what may be done now. Read only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from pathways.engine.moment import Moment
from pathways.engine.offered_twice import with_waiting
from pathways.machine.allowed import Possible, Redecidable, possible, redecidable
from pathways.machine.decide import Definitions
from pathways.machine.fold import fold
from pathways.machine.order import StandingAct, standing_acts, standing_crossings
from pathways.machine.proposals import waiting
from pathways.machine.standing import Standing, standing
from pathways.model.record import Crossing, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseView:
    """A case as it was known at ``known_at`` and had happened by ``at``. ``records`` are those known, by seq."""

    case_id: str
    known_at: Moment
    at: Moment
    version: int
    """Seq of the last record known."""
    records: tuple[Record, ...]
    acts: tuple[StandingAct, ...]
    """Acts that count and had happened, in legal order."""
    crossings: tuple[Crossing, ...]
    """What the clock had passed, whether anybody had noticed or not, in order."""
    noticed: Mapping[Crossing, datetime]
    """When each crossing was noticed; one that is absent nobody had noticed."""
    standing: Standing
    """Without recorded values where one of them comes from a hidden act."""
    hidden: frozenset[int]
    """Seqs of acts marked as wrongly registered by now, whose content this reader may not be shown."""
    told: frozenset[int]
    """Seqs of crossings that somebody was given a notice of."""
    possible: tuple[Possible, ...]
    redecidable: tuple[Redecidable, ...]
    """Decisions that another may take the place of."""
    withheld: bool = False
    """Whether free texts are left out, as they are not this reader's to see."""


def view(  # noqa: PLR0913 (a reader, two moments, and what may be shown)
    definitions: Definitions,
    case_id: str,
    records: Sequence[Record],
    known_at: Moment,
    at: Moment,
    roles: Sequence[str],
    *,
    hidden: frozenset[int] = frozenset(),
    told: frozenset[int] = frozenset(),
    withheld: bool = False,
) -> CaseView:
    """Fold the ``records`` (already those known) up to ``at`` and tell the result."""
    if withheld:
        records = without_texts(records)
    acts = tuple(act for act in standing_acts(records) if act.place <= at.place)
    folded = fold(definitions, records, until=at.place)
    noticed = {r.crossing: r.recorded_at for r in standing_crossings(records).values() if r.crossing is not None}
    now = standing(definitions, case_id, folded.state, at.at)
    return CaseView(
        case_id=case_id,
        known_at=known_at,
        at=at,
        version=records[-1].seq if records else 0,
        records=tuple(records),
        acts=acts,
        crossings=tuple(folded.crossings),
        noticed=noticed,
        standing=now if hidden.isdisjoint(act.seq for act in acts) else without_content(now),
        hidden=hidden,
        told=told,
        possible=with_waiting(possible(definitions, folded.state, roles), waiting(records, at.place)),
        redecidable=redecidable(definitions, folded.state, acts, roles),
        withheld=withheld,
    )


def without_texts(records: Sequence[Record]) -> tuple[Record, ...]:
    """The records without any free text, as if each were sealed."""
    return tuple(replace(record, texts=None) if record.text_names else record for record in records)


def without_content(told: Standing) -> Standing:
    """The standing without any recorded value: some come from an act whose content is hidden."""
    runs = (
        replace(
            run,
            fields={},
            items=tuple(replace(item, code="", fields={}) for item in run.items),
            deadlines=tuple(replace(deadline, item_code="") for deadline in run.deadlines),
        )
        for run in told.runs
    )
    return replace(told, runs=tuple(runs))
