"""How many cases and events a replay of all went through: to an auditor, those of the engagements alone.

The replay itself goes through every case all the same: that the whole holds is what an auditor is to prove.
"""

from dataclasses import dataclass

from pathways.engine.reading import Reader
from pathways.engine.replay import Broken, Replayed
from pathways.model.policy import Action
from pathways.store import heads


@dataclass(slots=True, kw_only=True)
class Counted:
    """What was gone through, as far as it is told to the reader."""

    reader: Reader
    in_scope: bool
    """Whether only cases are counted that the reader could check by their number."""
    cases: int = 0
    events: int = 0
    sealed: int = 0

    def add(self, found: "Replayed | Broken") -> None:
        """One case more."""
        if self.in_scope and not self._is_theirs(found.case_id):
            return
        self.cases += 1
        if isinstance(found, Replayed):
            self.events += found.events
            self.sealed += found.sealed

    def document(self) -> dict[str, object]:
        """The counts as JSON."""
        return {"cases": self.cases, "events": self.events, "sealed": self.sealed, "in_scope": self.in_scope}

    def _is_theirs(self, case_id: str) -> bool:
        """Asked of each by itself, so that a head that cannot be read stops nothing."""
        with self.reader.database.read() as conn:
            head = heads.read_if_readable(conn, case_id)
        permits = self.reader.permits
        return permits.grant(self.reader.actor, Action.log_check, head, case_id) is not None


def counted_for(reader: Reader) -> Counted:
    """Nothing yet, for a reader. Whoever may check all at once, and not each case, is told of those in scope."""
    permits, actor = reader.permits, reader.actor
    at_once = reader.action is Action.log_verify and permits.everywhere(actor, Action.log_verify)
    return Counted(reader=reader, in_scope=at_once and not permits.everywhere(actor, Action.log_check))
