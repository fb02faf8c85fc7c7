"""Where a case that is read in belongs, and whether it was read in there before.

An id or a reference of another system is unique within a service: the same number is another child's in another one.
So it is looked for only there, and what is found is logged as a reading of that case before anything is told of it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from pathways.engine.assigning import Assigning
from pathways.engine.engine import shell
from pathways.engine.noting import CaseWriter
from pathways.engine.permitting import Permits, permits_on
from pathways.engine.reading import Reader
from pathways.engine.transaction import Desk
from pathways.errors import EventRefusedError
from pathways.messages import say
from pathways.model.record import Actor
from pathways.store import heads, numbers
from pathways.store.connection import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Lies:
    """Where cases of a kind of service belong that somebody reads in."""

    kind: str
    services: tuple[str, ...]
    """The one they belong to. None: no service of the kind was told of. Several: those of the reader, in one area."""

    @property
    def service(self) -> str:
        """The one service; empty where it is not one."""
        return self.services[0] if len(self.services) == 1 else ""

    @property
    def place(self) -> str:
        """Within which an id is unique."""
        return f"{self.kind}:{self.service}"

    def find(self, conn: Connection, external_type: str, external_id: str) -> str:
        """The case that an id became here; empty: none.

        What was read in before any service was told of counts where its case lies here, or still in none.
        """
        unplaced = f"{self.kind}:"
        places = (unplaced, *(f"{self.kind}:{service}" for service in self.services))
        found = numbers.imported_as(conn, external_type, external_id, places)
        for place, case_id in found.items():
            head = heads.read_if_readable(conn, case_id) if place == unplaced else None
            if head is None or head.holder_service in ("", *self.services):
                return case_id
        return ""


def lies(permits: Permits, actor: Actor, kind: str) -> Lies:
    """Where cases of a kind belong that ``actor`` reads in.

    Raises: EventRefusedError for whoever works in no service of the kind, though there are some; and, where there are
    several data areas, in more than one: nobody could say whose the cases are.
    """
    people = permits.people
    theirs = people.opens_in(actor.user, kind)
    known = sorted(service.id for service in people.services.values() if service.kind == kind)
    if known and not theirs:
        raise EventRefusedError("intake.reads_in_elsewhere", user=actor.user, known=", ".join(known))
    if len(people.areas) > 1 and len(theirs) > 1:
        raise EventRefusedError("intake.reads_in_where", user=actor.user, known=", ".join(theirs))
    return Lies(kind=kind, services=theirs)


def put_in(desk: Desk, writer: CaseWriter, actor: Actor, service: str) -> None:
    """Give a case that was read in to the service it belongs to: else nobody, or everybody, would see it."""
    if service:
        assigning = Assigning(definitions=desk.library, permits=permits_on(desk, writer.draft.now))
        assigning.open_in(writer.draft, shell(writer.case_id, actor, "", None), service)
        writer.draft.stamp(desk.library, writer.state, unchanged=True)


@dataclass(slots=True, kw_only=True)
class Found:
    """Cases that were found to be here before: each is logged once, before anything is told of it."""

    reader: Reader
    _seen: dict[str, bool] = field(default_factory=dict)

    def log(self, case_ids: Iterable[str]) -> None:
        """Log each that is not logged yet, in no transaction of whoever asks. Raises: UnavailableError."""
        new = sorted(set(case_ids) - self._seen.keys() - {""})
        if not new:
            return
        purpose, information = say("intake.purpose"), say("intake.information")
        visible = self.reader.visible(new)
        if visible:
            self.reader.log_readings(sorted(visible), purpose, information)
        for case_id in new:
            if case_id not in visible:
                self.reader.log_refusal(case_id, purpose, information)
        self._seen |= {case_id: case_id in visible for case_id in new}

    def logged(self, case_id: str) -> bool:
        """Whether a case was logged."""
        return case_id in self._seen

    def seen(self, case_id: str) -> bool:
        """Whether one that was logged may be named: whoever reads in may do so where it lies."""
        return self._seen[case_id]
