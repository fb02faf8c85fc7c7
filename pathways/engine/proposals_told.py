"""Notices of what waits for an approval: to everyone who may give it, and to nobody who proposed it. Pure."""

from collections.abc import Iterable, Sequence

from pathways.engine.people import People
from pathways.engine.telling import NOBODY, PROPOSAL
from pathways.machine.decide import Definitions
from pathways.machine.proposals import closed_among
from pathways.machine.state import CaseState
from pathways.model.record import Kind, Record
from pathways.store.entropy import Entropy
from pathways.store.notices import Notice

OF_EVENT = "approval:"
"""Begins what stands in a notice's ``deadline`` where it is of a proposal, before its number: no deadline is so called.

Two that wait are two, where a notice is looked for by what it is about.
"""

RUNG = "proposal"


def proposals_told(
    definitions: Definitions, people: People, entropy: Entropy, state: CaseState, records: Iterable[Record]
) -> tuple[Notice, ...]:
    """Notices of the proposals among ``records``; ``state`` is the case after them."""
    found: dict[tuple[int, str], Notice] = {}
    for record in (each for each in records if each.kind is Kind.proposal):
        for role in roles_for(definitions, state, record):
            others = [user for user in people.holders(role) if user.name != record.actor.user]
            for user in others or [NOBODY]:
                found.setdefault((record.seq, user.name or role), _notice(entropy, record, user.name, role))
    return tuple(found.values())


def roles_for(definitions: Definitions, state: CaseState, record: Record) -> tuple[str, ...]:
    """The roles one of which must approve a proposal, by the version its run is at."""
    run = state.runs.get(record.run)
    event = None if run is None else definitions.prepared(run.digest).event(record.name)
    return () if event is None else event.approved_by


def event_of(notice: Notice) -> str:
    """The event whose proposal a notice is of; empty for a notice of a deadline."""
    return notice.deadline.rpartition(":")[2] if notice.title_key == PROPOSAL else ""


def why_closed(records: Sequence[Record], notice: Notice) -> str:
    """What these records made of the proposal that a notice is of, as a catalogue key; empty where it still waits."""
    if notice.title_key != PROPOSAL:
        return ""
    fate = closed_among(records, notice.seq)
    return "" if fate is None else f"approvals.notice_{fate.value}"


def _notice(entropy: Entropy, record: Record, recipient: str, role: str) -> Notice:
    return Notice(
        notice_id=entropy.notice_id(record.case_id, record.seq, recipient, role),
        case_id=record.case_id,
        seq=record.seq,
        run=record.run,
        deadline=f"{OF_EVENT}{record.seq}:{record.name}",
        item=record.item,
        rung=RUNG,
        recipient=recipient,
        role=role,
        escalate=False,
        title_key=PROPOSAL,
        due_on=None,
        created_at=record.recorded_at,
    )
