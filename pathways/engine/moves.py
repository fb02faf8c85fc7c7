"""Records that one run moves to another version, or that it should not have: on one locked case, with what follows."""

from collections.abc import Sequence
from dataclasses import dataclass

from pathways.engine.acts import Log, not_yet_noticed, refold, refused_by_conflicts, standing_of
from pathways.engine.draft import Draft
from pathways.engine.foreseen_moves import NAME, content_of
from pathways.engine.plans import FittedPlan
from pathways.machine.decide import Definitions
from pathways.machine.fold import apply
from pathways.machine.happening import Fold
from pathways.machine.order import place_of
from pathways.machine.state import CaseState, RunState
from pathways.model.record import Actor, Kind, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """That ``actor`` moves ``run`` as ``fitted`` says."""

    run: RunState
    fitted: FittedPlan
    actor: Actor


def write_migration(definitions: Definitions, draft: Draft, state: CaseState, log: Log, order: Order) -> None:
    """Record that a run moves now. Everything that fell due before has been passed and recorded.

    Raises: EventRefusedError when it cannot move as it stands.
    """
    run, fitted = order.run, order.fitted
    content, texts = content_of(run, fitted, draft.now), {"reason": fitted.plan.reason}
    kind, actor = Kind.migration, order.actor
    record = draft.add_act(kind, actor, run=run.run, name=NAME, item="", content=content, texts=texts)
    folding = Fold(world=definitions, state=state)
    apply(folding, standing_of(record, content, place_of(content.happened, draft.now, record.seq)))
    if folding.conflicts:
        raise refused_by_conflicts(definitions, folding.conflicts)
    for crossing in not_yet_noticed(draft, log, folding.crossings):
        draft.add_crossing(crossing)
    draft.stamp(definitions, state)


def write_revert(
    definitions: Definitions, draft: Draft, records: Sequence[Record], plan: str, actor: Actor, why: str
) -> tuple[int, CaseState | None]:
    """Annul every standing event that followed the plan; how many there were, and the case as it then is.

    Raises: EventRefusedError with the list of acts that would become impossible.
    """
    before, state = tuple(records), None
    targets = migrations_of(records, plan)
    for target in reversed(targets):
        known = (*before, *draft.records)
        record = draft.add_about(Kind.annulment, actor, target, None, {"reason": why})
        state = refold(definitions, draft, known, [record])
    return len(targets), state


def migrations_of(records: Sequence[Record], plan: str) -> list[Record]:
    """The events that followed a plan and are not reverted, by seq."""
    annulled = {seq for record in records if record.kind is Kind.annulment for seq in record.targets}
    moved = ((r, r.content.migration) for r in records if r.content is not None)
    return [record for record, moves in moved if moves and moves.plan == plan and record.seq not in annulled]
