"""A command that came with a key is carried out once: looked up, and its answer kept, within one data area.

Whoever is asked for in another area is another controller. It would learn there that a key was used, and could occupy
keys; so keys are unique in the area that the command is for (docs/adr/0001), and colleagues are kept from doing a thing
twice as before.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from pathways.engine.people import People
from pathways.engine.receipt import Receipt, fingerprint, from_json, to_json
from pathways.errors import ConflictError
from pathways.store import events, idempotency
from pathways.store.connection import Connection
from pathways.store.heads import Head
from pathways.store.idempotency import Answered


@dataclass(frozen=True, slots=True, kw_only=True)
class Once:
    """A command with a key; an empty key: it may be carried out as often as it comes."""

    area: str
    key: str
    words: str
    """All that it says."""

    def answered(self, conn: Connection) -> Receipt | None:
        """What it was answered before; None: it was not. Raises: ConflictError for another command with its key."""
        found = idempotency.find(conn, self.area, self.key) if self.key else None
        if found is None:
            return None
        receipt = from_json(found.answer)
        salt = events.salt_of(conn, found.case_id, receipt.seq)
        if salt is not None and found.fingerprint != fingerprint(salt, self.words):
            raise ConflictError("engine.key_used")
        return receipt

    def keep(self, conn: Connection, receipt: Receipt) -> None:
        """Keep the answer, in the transaction that carried it out. Raises: ConflictError."""
        if self.key:
            salt = events.salt_of(conn, receipt.case_id, receipt.seq) or ""
            print_, answer = fingerprint(salt, self.words), to_json(receipt)
            idempotency.store(
                conn, Answered(area=self.area, key=self.key, fingerprint=print_, case_id=receipt.case_id, answer=answer)
            )


def area_of(people: People, user: str, head: Head | None, opens: Iterable[str]) -> str:
    """The data area that a command of ``user`` is for: the case's; else that of the services in which it opens one.

    Where neither tells one: those of the user's roles, sorted; empty for roles in no service, where there are several.
    """
    lies = people.service_of(head.holder, head.service) if head is not None else ""
    for services in ((lies,), tuple(opens)):
        found = {people.services[each].area for each in services if each in people.services}
        if len(found) == 1:
            return found.pop()
    if len(people.areas) == 1:
        return next(iter(people.areas))
    held = (each.service for each in people.held_by(user))
    return ",".join(sorted({people.services[each].area for each in held if each in people.services}))
