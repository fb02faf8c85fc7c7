"""What was wrongly registered about the persons of a case: what it hides, and recording that it was.

Hidden at once from all but those who still see it, and no longer what is known: the version before it is, if any.
Where the opening of the case was wrong, all that is known in it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from pathways.engine.acts import Written, refold, said_why
from pathways.engine.draft import Draft
from pathways.engine.rights import Rights
from pathways.errors import NotAllowedError
from pathways.machine.decide import Definitions
from pathways.machine.roles import held_told, roles_told
from pathways.model.record import Act, Kind, Record
from pathways.store import events
from pathways.store.connection import Connection
from pathways.store.findings import DECLINED, DESTRUCTION, PROPOSAL

KEEPS = "lokal/forer_personopplysninger"
"""The role setting that names who may write what is known of the persons of a case."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongPerson:
    """Recording that something about a person should never have been. ``keeps``: the roles that may write it."""

    definitions: Definitions
    rights: Rights
    keeps: Sequence[str]
    setting: str
    """The name of the setting that says so."""

    def annul(self, draft: Draft, records: Sequence[Record], target: Record, act: Act) -> Written:
        """Record it, with the reason in ``act``. Raises: NotAllowedError; EventRefusedError without a reason."""
        if not self.rights.grants_annulment(act.actor) and not set(self.keeps) & set(act.actor.roles):
            titles = self.definitions.role_titles()
            by, has = roles_told(titles, self.keeps), held_told(titles, act.actor.roles)
            raise NotAllowedError("person.not_yours_to_write", by=by, user=act.actor.user, roles=has, name=self.setting)
        why = said_why(act.texts.get("reason", ""))
        record = draft.add_about(Kind.annulment, act.actor, target, None, {"reason": why})
        return Written(record=record, warnings=(), state=refold(self.definitions, draft, records, [record]))
