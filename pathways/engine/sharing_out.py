"""Records that somebody outside was told something by other means than a message: by letter, phone, in a meeting.

No more than what may be told that day is taken: what was told without a consent or a basis is not made lawful by being
written down here.
"""

from dataclasses import dataclass, replace

from pathways.counting.oslo import civil_date
from pathways.engine.acts import Written
from pathways.engine.consent_judging import Known, recipient_of
from pathways.engine.consent_said import Said
from pathways.engine.draft import Draft, record_clock
from pathways.engine.engine import Engine, shell
from pathways.engine.receipt import Receipt
from pathways.engine.rights import Rights
from pathways.engine.sharing import NOTHING_KNOWN, Child, known_of, record_shared, sharing_on
from pathways.errors import EventRefusedError, NotFoundError, UsageError
from pathways.machine.decide import not_in_the_future
from pathways.machine.happening import Fold
from pathways.machine.order import clock_place
from pathways.machine.state import CaseState
from pathways.model.policy import Action
from pathways.model.record import Act, Actor, Kind
from pathways.sharing import Link
from pathways.store import events, heads
from pathways.store.connection import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """Writes what was told to others of the cases of one database, on behalf of one user."""

    engine: Engine
    actor: Actor
    child: Child = NOTHING_KNOWN

    def record(self, case_id: str, said: Said, key: str = "") -> Receipt:
        """Record that what ``said`` names was told; of it the items, the recipient, the pathway, when, how and why.

        Raises: EventRefusedError for what may not be told that day; NotAllowedError, NotFoundError, UsageError,
        ConflictError.
        """
        act = replace(shell(case_id, self.actor, key, None, said.reason), happened=said.happened)

        def write(conn: Connection, draft: Draft, state: CaseState, given: Act, rights: Rights) -> Written:
            not_in_the_future(said.happened, draft.now)
            library = self.engine.desk.library
            head = heads.read(conn, case_id)
            if head is None:
                raise NotFoundError("engine.no_case", case=case_id)
            people = self.engine.desk.people.on(civil_date(draft.now))
            known = known_of(library, people, head, state, self.child)
            link, recipient = _link(said, known), recipient_of(said.to.strip(), said.name.strip(), known, said.sector)
            log = events.read_case(conn, case_id)
            sharing = sharing_on(library, log, link, recipient, said.happened.on, self.child)
            record_clock(draft, Fold(world=library, state=state), clock_place(draft.now))
            how = said.how.value if said.how else ""
            record = record_shared(draft, given.actor, sharing, said.items, said.happened, how=how, reason=said.reason)
            rights.require_late(Kind.shared.value, said.happened, given.actor, said.late, draft)
            draft.stamp(library, state, unchanged=True)
            return Written(record=record, warnings=(), state=state)

        more = {"to": said.to, "recipient": said.name, "items": "|".join(said.items), "of": "|".join(said.of)}
        return self.engine.carry_out("share", act, more, write, Action.share_send)


def _link(said: Said, known: Known) -> Link:
    """The one run it is about. Raises: UsageError."""
    fitting = [link for link in known.links if not said.of or link.pathway in said.of]
    if len(fitting) != 1:
        raise UsageError("sharing.which_pathway", known=", ".join(link.pathway for link in known.links))
    if not said.items:
        raise UsageError("sharing.items_missing", known=", ".join(fitting[0].keys))
    if any(each not in fitting[0].keys for each in said.items):
        raise UsageError("sharing.no_item", known=", ".join(fitting[0].keys))
    if said.how is None:
        raise EventRefusedError("sharing.shared_how")
    return fitting[0]
