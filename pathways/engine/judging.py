"""Judges a set of changes by the history it ends in: one pass through the case in legal order. Records nothing.

What stays happens anew, what is new or corrected is decided at its own place. What is refused, and acts that become
impossible, are gathered.
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import groupby

from pathways.engine.acts import (
    built_on,
    conflict_told,
    decide_there,
    in_utc,
    reads_so_already,
    said_why,
    same_names,
)
from pathways.engine.changes import (
    Annul,
    Change,
    ChangesRefusedError,
    Correct,
    Enter,
    Note,
    Redecide,
    Refused,
    place_in_set,
)
from pathways.engine.deciding_anew import act_of_target, decided_anew, require_decision
from pathways.engine.draft import Draft
from pathways.engine.pinning import digest_knowing, pins_of
from pathways.engine.rights import ANYBODY, Rights
from pathways.engine.targets import CHANGED, decision_record, target_record
from pathways.errors import EventRefusedError, PathwaysError
from pathways.machine.decide import IMPORTER, LATE, Decided, Definitions, NewPlace, may_annul, not_in_the_future
from pathways.machine.fold import advance, apply
from pathways.machine.happening import Fold
from pathways.machine.items import moved_among
from pathways.machine.order import StandingAct, place_of, place_of_correction, standing_acts
from pathways.machine.state import Conflict, Place
from pathways.model.record import Act, Actor, Content, Kind, Record, RunPin

LAST_SEQ = 2**31
"""Stands for the number that a new entry does not have yet: after everything else of its moment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedChange:
    """A correction, an entry or a re-decision as it was decided."""

    change: Correct | Enter | Redecide
    decided: Decided
    content: Content


@dataclass(slots=True, kw_only=True)
class Asked:
    """The changes, sorted by kind."""

    annuls: list[Annul] = field(default_factory=list)
    corrects: dict[int, Correct] = field(default_factory=dict)
    """Of acts, by the number of what they correct."""
    notes: list[Note] = field(default_factory=list)
    note_corrections: list[Correct] = field(default_factory=list)
    enters: list[Enter | Redecide] = field(default_factory=list)
    targets: dict[int, Record] = field(default_factory=dict)
    """What is annulled or corrected, by number."""

    def all(self) -> list[Change]:
        """Every one of them."""
        return [*self.annuls, *self.corrects.values(), *self.note_corrections, *self.notes, *self.enters]


@dataclass(slots=True, kw_only=True)
class Found:
    """What came of them in the pass."""

    corrected: dict[int, DecidedChange] = field(default_factory=dict)
    """Corrections by the number of what they correct."""
    entered: list[DecidedChange] = field(default_factory=list)
    """In legal order."""
    refused: list[Refused] = field(default_factory=list)
    conflicts: dict[int, str] = field(default_factory=dict)
    """Acts that become impossible, by number, with why."""
    beyond: set[int] = field(default_factory=set)
    """Those of them that no other day would make possible."""


class _PassBrokenError(Exception):
    """A change that could be decided cannot happen; what it is, has been told."""


@dataclass(slots=True, kw_only=True)
class Judging:
    """The pass through the history as it would be. What is refused is gathered, and changes nothing."""

    definitions: Definitions
    draft: Draft
    records: Sequence[Record]
    actor: Actor
    rights: Rights = ANYBODY
    asked: Asked = field(default_factory=Asked)
    found: Found = field(default_factory=Found)
    labels: dict[str, str] = field(default_factory=dict)
    """Runs that entries of the set have begun, by what it calls them."""
    taken: set[str] = field(default_factory=set)
    """Names of runs, those of the set too."""
    folding: Fold = field(init=False)

    def __post_init__(self) -> None:
        self.folding = Fold(world=self.definitions, acts=())
        self.taken = {pin.run for record in self.records for pin in pins_of(record)}

    # ------------------------------------------------------------ what each change is about

    def take(self, changes: Sequence[Change]) -> None:
        """Sort the changes by kind; a change of something that cannot be changed is refused here."""
        for change in changes:
            try:
                self._take(change)
            except PathwaysError as error:
                self.found.refused.append(Refused(change=change, error=error))
        self.asked.annuls.sort(key=lambda each: each.seq)
        self.asked.note_corrections.sort(key=lambda each: each.seq)
        self.asked.notes.sort(key=lambda each: (each.happened.on, each.name, sorted(each.data.items())))

    def _take(self, change: Change) -> None:
        match change:
            case Enter():
                not_in_the_future(change.act.happened, self.draft.now)
                self.asked.enters.append(replace(change, act=self._own(change.act)))
            case Redecide():
                self._take_redecide(change)
            case Note():
                not_in_the_future(change.happened, self.draft.now)
                self.asked.notes.append(change)
            case Annul():
                self._take_annul(change)
            case Correct():
                self._take_correct(change)

    def _take_annul(self, change: Annul) -> None:
        target = self._target(change.seq)
        said_why(change.why)
        if target.kind is not Kind.note and not self.rights.grants_annulment(self.actor):
            digest = digest_knowing(self.definitions, self.records, target)
            may_annul(self.definitions, digest, target, self._own(_nothing(target)))
        self.asked.annuls.append(change)

    def _take_correct(self, change: Correct) -> None:
        target = self._target(change.seq)
        said_why(change.why)
        self.rights.grants_correction(self.actor)
        act = self._own(change.act)
        if act.event not in ("", target.name) or act.run not in ("", target.run):
            raise EventRefusedError("engine.correct_other", seq=target.seq, event=target.name, run=target.run)
        self.rights.require_had_happened(self.records, target, act)
        change = replace(change, act=replace(act, event=target.name, run=target.run, item=target.item))
        if target.kind is Kind.note:
            self.asked.note_corrections.append(change)
        else:
            self.asked.corrects[target.seq] = change

    def _take_redecide(self, change: Redecide) -> None:
        target = decision_record(self.records, self.draft.case_id, change.seq)
        require_decision(self.definitions, self.records, target)
        if change.seq in {*self.asked.targets, *(each.seq for each in self.asked.enters if isinstance(each, Redecide))}:
            raise EventRefusedError("engine.changed_twice", seq=change.seq)
        self.asked.enters.append(replace(change, act=act_of_target(self._own(change.act), target)))

    def _target(self, seq: int) -> Record:
        kinds = (*CHANGED, Kind.note) if IMPORTER in self.actor.roles else CHANGED
        target = target_record(self.records, self.draft.case_id, seq, kinds)
        if seq in self.asked.targets or any(
            isinstance(each, Redecide) and each.seq == seq for each in self.asked.enters
        ):
            raise EventRefusedError("engine.changed_twice", seq=seq)
        self.asked.targets[seq] = target
        return target

    def _own(self, act: Act) -> Act:
        return in_utc(replace(act, actor=self.actor, case_id=self.draft.case_id), self.draft.now)

    # ------------------------------------------------------------ the pass

    def go_through(self) -> None:
        """Let everything happen in legal order, deciding what is new where it stands."""
        with suppress(_PassBrokenError):
            self._go_through()

    def _go_through(self) -> None:
        before = standing_acts(self.records)
        gone = {each.seq for each in self.asked.annuls}
        there = [(self._place(act), act) for act in before if act.seq not in gone]
        self.folding.acts = tuple(self._foreseen(act, place) for place, act in there)
        replaced = {act.redecides for _, act in there} | {e.seq for e in self.asked.enters if isinstance(e, Redecide)}
        self.folding.remember = frozenset(replaced - {0})
        steps: list[tuple[Place, StandingAct | Enter | Redecide]] = [*there]
        steps += [(place_of(e.act.happened, self.draft.now, LAST_SEQ), e) for e in self.asked.enters]
        for _, group in groupby(sorted(steps, key=_by_place), key=lambda step: step[0][:2]):
            entries = []
            for place, step in group:
                if isinstance(step, Enter | Redecide):
                    entries.append(step)
                else:
                    self._again(step, place)
            self._enter_all(entries)
        self._keep(moved_among(self.definitions, before, self.folding.acts))

    def _foreseen(self, act: StandingAct, place: Place) -> StandingAct:
        """An act as it will read if its correction stands: items are numbered by all that was recorded before."""
        change = self.asked.corrects.get(act.seq)
        if change is None:
            return act
        content = replace(act.content, happened=change.act.happened, data=change.act.data)
        return replace(act, content=content, place=place)

    def _reads(self, act: StandingAct) -> None:
        """The act is as it will be recorded."""
        others = (each for each in self.folding.acts or () if each.seq != act.seq)
        self.folding.acts = (*others, act)

    def _place(self, act: StandingAct) -> Place:
        change = self.asked.corrects.get(act.seq)
        return act.place if change is None else place_of_correction(act, change.act.happened, self.draft.now)

    def _again(self, act: StandingAct, place: Place) -> None:
        change = self.asked.corrects.get(act.seq)
        if change is None:
            self._happen(act)
            return
        own = self._own_pins(act.seq)
        taken = {pin.run for r in self.records if act.seq not in (r.seq, *r.targets) for pin in pins_of(r)}
        pathway = own[0].pathway if own and own[0].run == act.run else ""
        try:
            granted = self.rights.grants_correction(self.actor)
            decided = (
                self._decide_anew(place, act.seq, change.act, act.redecides, taken, granted=granted)
                if act.redecides
                else self._decide(place, change.act, taken, pathway, granted=granted)
            )
            if reads_so_already(self.records, self.asked.targets[act.seq], decided):
                raise EventRefusedError("engine.correct_nothing", seq=act.seq)
        except PathwaysError as error:
            self.found.refused.append(Refused(change=change, error=error))
            # As it stood: what follows from it is not to be listed as impossible too.
            self._reads(act)
            self._happen(act)
            return
        warnings = (*decided.content.warnings, *self._built_on(act, decided))
        content = replace(decided.content, pins=same_names(decided.content.pins, own), warnings=warnings)
        decided = replace(decided, content=content)
        self.taken.update(pin.run for pin in content.pins)
        self.found.corrected[act.seq] = DecidedChange(change=change, decided=decided, content=content)
        corrected = replace(act, content=content, place=place)
        self._reads(corrected)
        self._happen(corrected, change)

    def _built_on(self, act: StandingAct, decided: Decided) -> tuple[str, ...]:
        """A warning of acts that the set leaves as they are and that built on what is corrected."""
        touched = {*self.asked.corrects, *(each.seq for each in self.asked.annuls)}
        others = [each for each in standing_acts(self.records) if each.seq not in touched]
        digest = digest_knowing(self.definitions, self.records, self.asked.targets[act.seq])
        return built_on(self.definitions, digest, others, act, decided)

    def _own_pins(self, seq: int) -> tuple[RunPin, ...]:
        return tuple(pin for r in self.records if seq in (r.seq, *r.targets) for pin in pins_of(r))

    def _enter_all(self, entries: list[Enter | Redecide]) -> None:
        """Entries of one moment, in an order in which they are possible: each as soon as it is, the rest refused."""
        waiting = sorted(entries, key=place_in_set)
        while waiting:
            refused = []
            for count, entry in enumerate(waiting):
                try:
                    self._enter(entry)
                except PathwaysError as error:
                    refused.append(Refused(change=entry, error=error))
                    continue
                waiting.pop(count)
                break
            else:
                self.found.refused += refused
                return

    def _within(self, entry: Enter | Redecide) -> Act:
        """The act, in the run that an entry before it in the set has begun where it says so."""
        if isinstance(entry, Redecide) or not entry.within:
            return entry.act
        if entry.within not in self.labels:
            raise EventRefusedError("engine.label_not_begun")
        return replace(entry.act, run=self.labels[entry.within])

    def _enter(self, entry: Enter | Redecide) -> None:
        act = self._within(entry)
        seq = self._seq_of_next()
        place = place_of(act.happened, self.draft.now, seq)
        if isinstance(entry, Redecide):
            decided = self._decide_anew(place, seq, act, entry.seq, self.taken)
        else:
            decided = self._decide(place, act, self.taken, entry.pathway)
            why = decided.texts.get(LATE, "")
            self.rights.require_late(decided.event.name, act.happened, self.actor, why, self.draft)
            if entry.label:
                self.labels[entry.label] = decided.run
        self.taken.update(pin.run for pin in decided.content.pins)
        self.found.entered.append(
            DecidedChange(change=replace(entry, act=act), decided=decided, content=decided.content)
        )
        entered = StandingAct(
            seq=seq,
            run=decided.run,
            name=decided.event.name,
            item=decided.item,
            content=decided.content,
            place=place,
            recorded_at=self.draft.now,
            redecides=entry.seq if isinstance(entry, Redecide) else 0,
        )
        self._reads(entered)
        self._happen(entered, entry)

    def _seq_of_next(self) -> int:
        before = (
            len(self.asked.annuls) + len(self.asked.corrects) + len(self.asked.note_corrections) + len(self.asked.notes)
        )
        return self.draft.next_seq + before + len(self.found.entered)

    def _decide(self, place: Place, act: Act, taken: set[str], pathway: str, *, granted: bool = False) -> Decided:
        advance(self.folding, place)
        names = frozenset(taken)
        given = (self.definitions, self.folding.state, act, self.draft.now, lambda: names, pathway)
        return decide_there(*given, acts=self.folding.acts or (), granted=granted)

    def _decide_anew(
        self, place: Place, seq: int, act: Act, redecides: int, taken: set[str], *, granted: bool = False
    ) -> Decided:
        new = NewPlace(redecides=redecides, place=place, seq=seq, acts=self.folding.acts or ())
        return decided_anew(self.definitions, self.folding, act, self.draft.now, new, taken, granted=granted)

    def _happen(self, act: StandingAct, change: Change | None = None) -> None:
        try:
            apply(self.folding, act)
        except PathwaysError as error:
            if change is None:
                raise
            # A date that cannot be counted from: the case is half folded now, so nothing after it can be judged.
            self.found.refused.append(Refused(change=change, error=error))
            raise _PassBrokenError from error
        self._keep(self.folding.conflicts)
        self.folding.conflicts.clear()

    def _keep(self, conflicts: Iterable[Conflict]) -> None:
        for conflict in conflicts:
            self.found.conflicts.setdefault(conflict.seq, conflict_told(self.definitions, conflict))
            if conflict.beyond_dates or all(isinstance(each, Annul) for each in self.asked.all()):
                self.found.beyond.add(conflict.seq)

    def refuse(self) -> None:
        """Raise what stands in the way, if anything does."""
        if len(self.found.refused) == 1 and not self.found.conflicts and len(self._all()) == 1:
            raise self.found.refused[0].error
        told = {each.change.seq for each in self.found.refused if isinstance(each.change, Correct)}
        conflicts = {seq: why for seq, why in self.found.conflicts.items() if seq not in told}
        if self.found.refused or conflicts:
            beyond, several = [seq for seq in conflicts if seq in self.found.beyond], len(self._all()) > 1
            whys = list(conflicts.values())
            raise ChangesRefusedError(self.found.refused, whys, list(conflicts), beyond=beyond, several=several)

    def _all(self) -> list[Change]:
        taken = self.asked.all()
        early = [each.change for each in self.found.refused if each.change not in taken]
        return [*taken, *early]


def _by_place(step: tuple[Place, StandingAct | Enter | Redecide]) -> Place:
    return step[0]


def _nothing(target: Record) -> Act:
    """An act that says no more than who would annul ``target``."""
    if target.content is None:
        raise AssertionError(f"act {target.seq} has no content")
    return Act(
        case_id=target.case_id,
        event=target.name,
        run=target.run,
        item=target.item,
        happened=target.content.happened,
        data={},
        reason_codes=(),
        texts={},
        actor=target.actor,
        key="",
        expected_version=None,
    )
