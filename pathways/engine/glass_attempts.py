"""What the access log says of an attempt to break glass: what came of it, and where nothing did, why.

A row says *granted* only where the glass was broken: it is written in the transaction that breaks it.
"""

from dataclasses import dataclass

from pathways.engine.reading import Reader
from pathways.errors import NotFoundError, PathwaysError, UnavailableError
from pathways.messages import say
from pathways.model.policy import Action
from pathways.policy.deciding import basis_told
from pathways.store import heads, sealing
from pathways.store.connection import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One attempt of ``reader.actor`` at a case, there or not."""

    reader: Reader
    case_id: str

    def lacks_keys(self) -> bool:
        """Whether some reason could not be sealed, as a key is not here: answered alike whatever case is asked for."""
        with self.reader.database.read() as conn:
            return sealing.lacks_keys(conn)

    def seals(self) -> bool:
        """Whether a reason could be sealed in this case."""
        with self.reader.database.read() as conn:
            return sealing.seals(conn, self.case_id)

    def refuse_as_none(self, *, lacks_keys: bool) -> PathwaysError:
        """The answer for what is no case, or none that glass may be broken for, logged.

        Where a key is missing it is the one for a case whose key that is, too: who is told that there is such a case
        is told so by glass that is broken, and its leader learns of that.
        """
        self.came_to_nothing("no_keys" if lacks_keys else "")
        if lacks_keys:
            return UnavailableError("oversight.glass_no_keys", case=self.case_id)
        return NotFoundError("engine.no_case", case=self.case_id)

    def came_to_nothing(self, why: str) -> None:
        """Log that nothing came of it; ``why``: no_keys, not_needed or not_recorded; empty: there is none such."""
        told = say(f"oversight.glass_vain_{why}") if why else ""
        key = "oversight.information_glass_vain" if told else "oversight.information_glass_refused"
        self.reader.log_refusal(self.case_id, say("oversight.glass"), say(key, why=told))

    def granted(self, conn: Connection) -> None:
        """Log that it was granted, in the transaction that breaks the glass, before anything is written in it."""
        rows, purpose = self.reader.rows, say("oversight.glass")
        rows.write_granted(conn, self.case_id, self._basis(conn), purpose, say("oversight.information_glass"))

    def sent_again(self) -> None:
        """Log that the same command was answered again."""
        self.reader.log_reading(self.case_id, say("oversight.glass"), say("oversight.information_glass_again"))

    def _basis(self, conn: Connection) -> str:
        permits, head = self.reader.permits, heads.read(conn, self.case_id)
        return basis_told(permits.policy, permits.grant(self.reader.actor, Action.glass_break, head, self.case_id))
