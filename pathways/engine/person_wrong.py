"""What was wrongly registered about the persons of a case: what it hides, and recording that it was.

Hidden at once from all but those who still see it, and no longer what is known: the version before it is, if any.
Where the opening of the case was wrong, all that is known in it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from pathways.engine.acts import Written, refold, said_why
from pathways.engine.draft import Draft
from pathways.engine.rights import Rights
from pathways.identity.fields import CONTACT_TOLD, told_as
from pathways.machine.decide import Definitions
from pathways.messages import say
from pathways.model.record import Act, Kind, Record
from pathways.store import events
from pathways.store.connection import Connection
from pathways.store.findings import DECLINED, DESTRUCTION, PROPOSAL

OPENING = 1
"""The seq of the event that opened a case."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrongly registered in a case, by now, whatever moment is asked about."""

    seqs: frozenset[int] = frozenset()

    @property
    def whole(self) -> bool:
        """Whether the case should never have been opened."""
        return OPENING in self.seqs

    def hides(self, seq: int) -> bool:
        """Whether what an event wrote is hidden."""
        return self.whole or seq in self.seqs


def is_about_destroying(record: Record) -> bool:
    """Whether a record proposes, decides or declines that something be destroyed: its reasons are never hidden."""
    return record.kind is Kind.note and record.name in (PROPOSAL, DECLINED, DESTRUCTION)


def wrong_in(conn: Connection, case_id: str) -> Wrong:
    """What is wrongly registered in a case. Raises: IntegrityError as ``events.read_case``."""
    marked = events.of_kinds(conn, [case_id], (Kind.annulment,))
    return Wrong(frozenset(seq for record in marked for seq in record.targets))


def write_person_annulment(
    definitions: Definitions, draft: Draft, records: Sequence[Record], target: Record, act: Act, *, rights: Rights
) -> Written:
    """Record that something about a person should never have been, with the reason in ``act``.

    Raises: NotAllowedError; EventRefusedError without a reason.
    """
    rights.grants_annulment(act.actor)
    why = said_why(act.texts.get("reason", ""))
    record = draft.add_about(Kind.annulment, act.actor, target, None, {"reason": why})
    state = refold(definitions, draft, records, [record])
    return Written(record=record, warnings=_stands(target), state=state)


def _stands(target: Record) -> tuple[str, ...]:
    """That a protection is not opened by it. Told of whatever may be one, as the log of the case does not say which."""
    fields = () if target.content is None else target.content.data.get("fields", ())
    named = fields if isinstance(fields, tuple) else ()
    if not any(told_as(each.partition(".")[2]) == CONTACT_TOLD for each in named):
        return ()
    return (say("person.protection_stands", case=target.case_id),)
