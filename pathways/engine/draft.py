"""The records that one transaction adds to one case, in order, each with the digest of the standing after it.

The digest of event k is that of folding records 1 to k up to the furthest place they have reached. ``replay`` computes
the same, so any difference is a change in code, definition or log.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from pathways.engine.people import SYSTEM
from pathways.machine.derived import Dates, dates_of, moved
from pathways.machine.fold import advance
from pathways.machine.happening import Fold
from pathways.machine.order import clock_place
from pathways.machine.prepared import World
from pathways.machine.renaming import now_called
from pathways.machine.state import BY_CLOCK, NEXT, CaseState, Place
from pathways.machine.state_json import digest, dump
from pathways.model.record import Actor, Content, Crossing, Kind, Record
from pathways.store.entropy import Entropy

Waiting = frozenset[tuple[str, str, date]]
"""Open deadlines, by run and key, each with its nominal date."""

Settled = frozenset[tuple[str, str]]
"""Deadlines that were met or fell away, by run and key."""

BY_PEOPLE = (Kind.act, Kind.correction, Kind.annulment, Kind.redecision, Kind.migration, Kind.closed)
"""Kinds of records that set or move deadlines; of the clock's only those of an instant at which a period opens."""


@dataclass(slots=True, kw_only=True)
class Draft:
    """What is to be appended to a case whose head is locked at ``version``. ``now`` is the recording instant (UTC)."""

    case_id: str
    version: int
    now: datetime
    entropy: Entropy
    records: list[Record] = field(default_factory=list)
    digests: list[str] = field(default_factory=list)
    state_text: str = ""
    """Canonical text of the state after the last record."""
    dates: Dates = field(default_factory=dict)
    """The dates of the deadlines after the last record that was stamped."""
    derived: dict[int, str] = field(default_factory=dict)
    """How the dates came to be that a record set or moved, by its seq."""
    waited: Waiting = frozenset()
    """What was open before the draft."""
    settled: Settled = frozenset()
    """What was met, or had fallen away, before the draft."""
    closed: str = ""
    """Why the whole case was over before the draft; empty where it was not."""

    def waited_in(self, state: CaseState) -> Waiting:
        """The same by the names that deadlines have in ``state``: a migration in the draft may call them otherwise."""
        runs = state.runs
        return frozenset(
            (run, now_called(runs[run], key, self.version) if run in runs else key, on) for run, key, on in self.waited
        )

    def settled_in(self, state: CaseState) -> Settled:
        """What was settled before, by the names that deadlines have in ``state``."""
        runs = state.runs
        return frozenset(
            (run, now_called(runs[run], key, self.version) if run in runs else key) for run, key in self.settled
        )

    @property
    def next_seq(self) -> int:
        """The seq of the record that is added next."""
        return self.version + len(self.records) + 1

    def crossings(self) -> list[Crossing]:
        """Crossings among the records so far."""
        return [record.crossing for record in self.records if record.crossing is not None]

    def add_act(  # noqa: PLR0913 (an act is this much)
        self,
        kind: Kind,
        actor: Actor,
        *,
        run: str,
        name: str,
        item: str,
        content: Content,
        texts: Mapping[str, str],
        by: Collection[str] = (),
    ) -> Record:
        """Add an act or a note; its digest is given by ``stamp`` once the act has happened.

        ``by``: the roles that may record it, of which the actor has one; none: any role by which they were let in.
        """
        return self._add(kind, actor.acting_by(by), run=run, name=name, item=item, content=content, texts=texts)

    def add_about(
        self,
        kind: Kind,
        actor: Actor,
        about: Record,
        content: Content | None,
        texts: Mapping[str, str],
        needed: Sequence[Collection[str]] = (),
    ) -> Record:
        """Add a correction, annulment or re-decision of ``about``.

        ``needed``: of each of these the actor has a role, and took it; none: any role by which they were let in.
        """
        return self._add(
            kind,
            actor.acting_by(*needed),
            run=about.run,
            name=about.name,
            item=about.item,
            content=content,
            texts=texts,
            targets=(about.seq,),
        )

    def add_note(
        self,
        actor: Actor,
        name: str,
        content: Content,
        *,
        targets: tuple[int, ...],
        cause: int,
        texts: Mapping[str, str],
    ) -> Record:
        """Add a note about what the events ``targets`` wrote, because of record ``cause`` (0: none)."""
        return self._add(
            Kind.note,
            actor.acting_by(),
            run="",
            name=name,
            item="",
            content=content,
            targets=targets,
            cause=cause,
            texts=texts,
        )

    def add_beside(
        self, kind: Kind, actor: Actor, content: Content, texts: Mapping[str, str], targets: tuple[int, ...]
    ) -> Record:
        """Add something about the case, or about the records ``targets``, that is no part of what the case is."""
        name = kind.value
        who = actor.acting_by()
        return self._add(kind, who, run="", name=name, item="", content=content, texts=texts, targets=targets)

    def add_crossing(self, crossing: Crossing) -> None:
        """Add something the clock passed, noticed now."""
        self._add(
            Kind.crossing, SYSTEM, run=crossing.run, name=crossing.deadline, item=crossing.item, crossing=crossing
        )

    def add_superseded(self, seqs: tuple[int, ...], cause: int) -> None:
        """Add that earlier crossings no longer hold, because of record ``cause``."""
        self._add(Kind.superseded, SYSTEM, run="", name="superseded", item="", targets=seqs, cause=cause)

    def stamp(self, world: World, state: CaseState, *, unchanged: bool = False) -> None:
        """Give every record that has none yet the digest of ``state``, which holds after it, and the dates it moved.

        ``unchanged``: none of them changed anything, so the text of the record before them still holds.
        """
        missing = len(self.records) - len(self.digests)
        if not missing:
            return
        new = self.records[-missing:]
        people = [record.seq for record in new if record.kind in BY_PEOPLE]
        if people:
            self._derive(world, state, people[-1])
        elif any(record.crossing is not None and record.crossing.what == NEXT for record in new):
            self._derive(world, state, new[0].seq)
        if not (unchanged and self.state_text):
            self.state_text = dump(state)
        self.digests += [digest(self.state_text)] * missing

    def _derive(self, world: World, state: CaseState, seq: int) -> None:
        told = moved(world, self.dates, state)
        if told:
            self.derived[seq] = told
            self.dates = dates_of(state)

    def take_back(self, records: int, state: CaseState, state_text: str) -> None:
        """Leave only the first ``records``; ``state`` is that after the last of them, and ``state_text`` its text."""
        for gone in self.records[records:]:
            self.derived.pop(gone.seq, None)
        del self.records[records:], self.digests[records:]
        self.state_text, self.dates = state_text, dates_of(state)

    def _add(  # noqa: PLR0913
        self,
        kind: Kind,
        actor: Actor,
        *,
        run: str,
        name: str,
        item: str,
        content: Content | None = None,
        crossing: Crossing | None = None,
        targets: tuple[int, ...] = (),
        cause: int = 0,
        texts: Mapping[str, str] | None = None,
    ) -> Record:
        record = Record(
            case_id=self.case_id,
            seq=self.next_seq,
            event_id=self.entropy.event_id(self.case_id, self.next_seq),
            kind=kind,
            run=run,
            name=name,
            item=item,
            recorded_at=self.now,
            actor=actor,
            content=content,
            crossing=crossing,
            targets=targets,
            cause=cause,
            text_names=tuple(sorted(texts or ())),
            texts=dict(texts or {}),
        )
        self.records.append(record)
        return record


def record_clock(draft: Draft, folding: Fold, until: Place) -> None:
    """Let the clock run to ``until`` and record what it passes, instant by instant."""
    while (due := folding.state.next_due()) is not None and (due, BY_CLOCK, 0) <= until:
        folding.crossings.clear()
        advance(folding, clock_place(due))
        for crossing in folding.crossings:
            draft.add_crossing(crossing)
        draft.stamp(folding.world, folding.state)
    folding.crossings.clear()
