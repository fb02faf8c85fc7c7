"""Several changes of one case, judged by the history they end in and recorded together, or not at all (semantics 4).

One pass goes through the case in legal order, as it would read after all of them: what stays happens anew, what is new
or corrected is decided at its own place. The order in which the changes were given is never looked at. Each becomes a
record of its own: annulments, then corrections, each by the number of what they are about, then notes, and entries and
re-decisions in legal order.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from pathways.engine.acts import WHY, Written, refold, said_why, told_warnings
from pathways.engine.changes import Annul, Change, Correct, Note, Redecide
from pathways.engine.draft import Draft
from pathways.engine.judging import DecidedChange, Judging
from pathways.engine.pinning import recorders
from pathways.engine.receipt import Part
from pathways.engine.rights import ANYBODY, Rights
from pathways.engine.stamping import Stamping
from pathways.errors import EventRefusedError
from pathways.machine.decide import Definitions
from pathways.model.record import Act, Actor, Content, Kind, Record


def write_changes(
    definitions: Definitions,
    draft: Draft,
    records: Sequence[Record],
    changes: Sequence[Change],
    actor: Actor,
    *,
    rights: Rights = ANYBODY,
) -> Written:
    """Judge ``changes`` together and record them, on a case whose log is ``records``.

    Raises: EventRefusedError, NotAllowedError or NotFoundError where one change alone is refused; ChangesRefusedError
    with everything that stands in the way where several are, or where acts left alone would become impossible.
    """
    if not changes:
        raise EventRefusedError("engine.no_changes")
    judging = Judging(definitions=definitions, draft=draft, records=records, actor=actor, rights=rights)
    judging.take(changes)
    judging.go_through()
    judging.refuse()
    return _Recording(definitions=definitions, draft=draft, records=records, actor=actor, judged=judging).record()


@dataclass(slots=True, kw_only=True)
class _Recording:
    """Writes what was judged into the draft, each record with the digest of the case as it reads after it."""

    definitions: Definitions
    draft: Draft
    records: Sequence[Record]
    actor: Actor
    judged: Judging
    written: list[Record] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)

    def record(self) -> Written:
        judged, draft = self.judged, self.draft
        stamping = Stamping(
            definitions=self.definitions, draft=draft, records=self.records, decided=judged.asked.enters
        )
        for verb, target, key, record in self._records():
            if self.written:
                # What lay before it is stamped first: each record is told as the case read right after it.
                stamping.stamp(self.written)
            self.written.append(record())
            self.parts.append(_part(verb, self.written[-1], target))
            self.keys.append(key)
        state = refold(self.definitions, draft, self.records, self.written)
        decided = [*judged.found.corrected.values(), *judged.found.entered]
        warnings = tuple(
            dict.fromkeys(told for each in decided for told in told_warnings(self.definitions, each.decided, state))
        )
        first = next((record for record in self.written if record.text_names), self.written[0])
        return Written(record=first, warnings=warnings, state=state, parts=tuple(self.parts), keys=tuple(self.keys))

    def _records(self) -> "Iterator[_Step]":
        judged = self.judged
        for annul in judged.asked.annuls:
            yield "annul", annul.seq, "", self._annulling(annul)
        corrections = [*judged.asked.corrects.values(), *judged.asked.note_corrections]
        for correction in sorted(corrections, key=lambda each: each.seq):
            yield "correct", correction.seq, correction.act.key, self._correcting(correction)
        for note in judged.asked.notes:
            yield "note", 0, note.key, self._noting(note)
        for entered in judged.found.entered:
            if isinstance(entered.change, Redecide):
                seq = entered.change.seq
                yield "redecide", seq, entered.change.act.key, self._redeciding(entered, self._record_of(seq))
            else:
                yield "enter", 0, entered.change.act.key, self._entering(entered)

    def _annulling(self, annul: Annul) -> "_Record":
        target, texts = self.judged.asked.targets[annul.seq], {"reason": said_why(annul.why)}
        needed = self.judged.rights.to_annul(recorders(self.definitions, self.records, target))
        return lambda: self.draft.add_about(Kind.annulment, self.actor, target, None, texts, needed)

    def _correcting(self, change: Correct) -> "_Record":
        target, texts = self.judged.asked.targets[change.seq], {WHY: said_why(change.why)}
        corrected = self.judged.found.corrected.get(change.seq)
        if corrected is not None:
            content, texts = corrected.content, {**corrected.decided.texts, **texts}
        else:
            content = _noted(change.act)
        needed = self.judged.rights.to_correct(recorders(self.definitions, self.records, target))
        return lambda: self.draft.add_about(Kind.correction, self.actor, target, content, texts, needed)

    def _noting(self, note: Note) -> "_Record":
        content = Content(happened=note.happened, data=note.data, reason_codes=(), pins=(), warnings=())
        return lambda: self.draft.add_act(
            Kind.note, self.actor, run="", name=note.name, item="", content=content, texts={}
        )

    def _record_of(self, seq: int) -> Record:
        return next(record for record in self.records if record.seq == seq)

    def _redeciding(self, change: DecidedChange, target: Record) -> "_Record":
        texts, needed = change.decided.texts, (change.decided.event.redecided_by,)
        return lambda: self.draft.add_about(Kind.redecision, self.actor, target, change.content, texts, needed)

    def _entering(self, change: DecidedChange) -> "_Record":
        decided = change.decided
        return lambda: self.draft.add_act(
            Kind.act,
            self.actor,
            run=decided.run,
            name=decided.event.name,
            item=decided.item,
            content=change.content,
            texts=decided.texts,
            by=decided.event.by,
        )


_Record = Callable[[], Record]
_Step = tuple[str, int, str, _Record]


def _part(verb: str, record: Record, target: int) -> Part:
    return Part(verb=verb, seq=record.seq, target=target, event=record.name, run=record.run, item=record.item)


def _noted(act: Act) -> Content:
    return Content(happened=act.happened, data=act.data, reason_codes=(), pins=(), warnings=())
