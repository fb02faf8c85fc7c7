"""Notes: what is kept on a case's timeline though no definition knows it yet. A note changes nothing that is due.

``CaseWriter`` writes a whole case, acts and notes, in one transaction: for what comes from another system.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from pathways.engine.acts import Written, write_act
from pathways.engine.draft import Draft, record_clock
from pathways.engine.opening import new_head
from pathways.engine.transaction import Desk, Drafted, begin_draft, pending_of, save
from pathways.errors import PathwaysError
from pathways.machine.decide import Definitions, not_in_the_future
from pathways.machine.happening import Fold
from pathways.machine.order import clock_place
from pathways.machine.state import CaseState
from pathways.machine.state_json import dump, load
from pathways.model.record import Act, Actor, Content, Happened, Kind, Record, Value
from pathways.store import heads
from pathways.store.connection import Connection
from pathways.store.heads import Head


def write_note(  # noqa: PLR0913 (a note is this much)
    definitions: Definitions,
    draft: Draft,
    state: CaseState,
    actor: Actor,
    name: str,
    happened: Happened,
    *,
    data: Mapping[str, Value],
) -> Record:
    """Record a note named ``name`` in the case whose state is ``state``. ``data`` holds codes and dates, no free text.

    Raises: EventRefusedError for a note of the future.
    """
    not_in_the_future(happened, draft.now)
    content = Content(happened=happened, data=data, reason_codes=(), pins=(), warnings=())
    note = draft.add_act(Kind.note, actor, run="", name=name, item="", content=content, texts={})
    # A note changes nothing, so what was written after the last record still says what the case is.
    draft.stamp(definitions, state, unchanged=True)
    return note


@dataclass(slots=True, kw_only=True)
class CaseWriter:
    """A case that is opened and filled within one transaction. Nothing lies in the log before ``finish``."""

    conn: Connection
    desk: Desk
    head: Head
    draft: Draft
    state: CaseState = field(default_factory=CaseState)

    @property
    def case_id(self) -> str:
        """The number the case was given."""
        return self.head.case_id

    def act(self, act: Act, pathway: str) -> Written:
        """Record one act of the case; ``pathway`` when it starts a run. What is refused changes nothing here.

        Raises: EventRefusedError, NotAllowedError, CountingError.
        """
        recorded, text = len(self.draft.records), self.draft.state_text
        try:
            written = write_act(self.desk.library, self.draft, self.state, self._log, act, pathway)
        except PathwaysError:
            # The clock had run up to the act, and the act may have happened in part.
            self.state = load(text) if text else CaseState()
            self.draft.take_back(recorded, self.state, text)
            raise
        self.state = written.state
        return written

    def note(self, actor: Actor, name: str, happened: Happened, data: Mapping[str, Value]) -> Record:
        """Record a note. Raises: EventRefusedError for a note of the future."""
        return write_note(self.desk.library, self.draft, self.state, actor, name, happened, data=data)

    def _log(self) -> tuple[Record, ...]:
        return tuple(self.draft.records)

    def pass_time(self) -> None:
        """Record what the clock has passed by now, as noticed now."""
        record_clock(self.draft, Fold(world=self.desk.library, state=self.state), clock_place(self.draft.now))

    def finish(self, *, quiet: bool = False) -> Head:
        """Write everything: log, projection, timers and, unless ``quiet``, outbox."""
        before = pending_of(CaseState())
        drafted = Drafted(head=self.head, draft=self.draft, state=self.state, before=before)
        return save(self.conn, self.desk, drafted, quiet=quiet)


def open_writer(conn: Connection, desk: Desk, pathway: str, happened: Happened, now: datetime) -> CaseWriter:
    """Open an empty case with the next number for ``pathway``, to be filled in the same transaction.

    Raises: NotFoundError when no such pathway exists.
    """
    head = new_head(conn, desk.library, pathway, happened.on, now)
    heads.insert_head(conn, head, dump(CaseState()))
    return CaseWriter(conn=conn, desk=desk, head=head, draft=begin_draft(desk, head, now, CaseState()))
