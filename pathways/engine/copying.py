"""Runs of one case are recorded in another with their true dates, by ordinary acts, so that no deadline starts anew.

Each act that stands in the source is decided there again, as what another system holds is (``pathways.intake``): no
role is asked, free texts are not copied, and everything else is judged. What then stands must be what stood: the same
states, and every deadline as it was or earlier. Where it is not, all of it is refused. Runs that moved to another
version of their definition do so again, on the same day.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from pathways.counting.telling import write_date
from pathways.engine.acts import ASIDE, decide_there, refold
from pathways.engine.changes import Redecide
from pathways.engine.changing import write_changes
from pathways.engine.draft import Draft
from pathways.engine.pinning import pins_of
from pathways.errors import EventRefusedError
from pathways.machine.deadlines import key_of, split_key
from pathways.machine.decide import IMPORTER, Definitions
from pathways.machine.fold import fold
from pathways.machine.items import codes_of, made_before
from pathways.machine.order import StandingAct, frontier, place_of, standing_acts
from pathways.machine.prepared import Prepared
from pathways.machine.renaming import names_of
from pathways.machine.state import BY_INSTANT, CaseState, DeadlineState, RunState, Status
from pathways.model.migration import Migration
from pathways.model.pathway import CodeList, FieldKind, Title
from pathways.model.record import Act, Actor, Happened, Kind, Record, RunPin


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A case that is copied from: its log, and what it is at the moment of copying."""

    records: Sequence[Record]
    state: CaseState


@dataclass(frozen=True, slots=True, kw_only=True)
class AsPinned:
    """Definitions of which those are in force that the runs of an act stand under, whatever is by the day."""

    definitions: Definitions
    pins: Mapping[str, RunPin]

    def in_force(self, pathway: str, on: date) -> tuple[str, bool]:
        """As ``Definitions.in_force``."""
        pin = self.pins.get(pathway)
        return self.definitions.in_force(pathway, on) if pin is None else (pin.digest, pin.law_loaded)

    def prepared(self, digest: str) -> Prepared:
        """As ``World.prepared``."""
        return self.definitions.prepared(digest)

    def code_lists(self) -> Mapping[str, CodeList]:
        """As ``Definitions.code_lists``."""
        return self.definitions.code_lists()

    def missed_lists(self) -> Mapping[str, str]:
        """As ``Definitions.missed_lists``."""
        return self.definitions.missed_lists()

    def role_titles(self) -> Mapping[str, Title]:
        """As ``Definitions.role_titles``."""
        return self.definitions.role_titles()


@dataclass(slots=True, kw_only=True)
class Copying:
    """One copying under way, into the draft of a case whose log before it is ``records``."""

    definitions: Definitions
    draft: Draft
    records: Sequence[Record]
    state: CaseState
    """The case that is copied into, as it is after what was copied so far."""
    actor: Actor
    source: Source
    said: str
    """What stands in place of free texts."""
    under_its_versions: bool = True
    """Whether each run stands under the versions it stood under, and moves between them when it did; else under those
    in force on the day it began, as whoever reads it in elsewhere has it."""
    runs: dict[str, str] = field(default_factory=dict)
    """What each run of the source is called here."""
    items: dict[tuple[str, str], str] = field(default_factory=dict)
    """What each numbered item of a run of the source is called here."""
    copies: dict[int, int] = field(default_factory=dict)
    """The record here of each act of the source, by seq."""
    made: Counter[tuple[str, str]] = field(default_factory=Counter)
    """How many items of an activity a run of the source has here by now."""
    moves: list[int] = field(default_factory=list)
    """The records here by which runs come to another version."""
    unfollowed: list[Record] = field(default_factory=list)
    """The last records of the draft, of which nothing that follows is recorded yet."""

    def copy(self, runs: Collection[str]) -> CaseState:
        """Record the acts of these runs. Raises: EventRefusedError, also where not all of it would stand as it did."""
        acts = standing_acts(self.source.records)
        for act in acts:
            if act.run not in runs or act.closes:
                continue
            if act.content.migration is None:
                self._copy(acts, act)
            elif self.under_its_versions:
                self._move(act, act.content.migration)
        self._follow()
        for name in runs:
            self._require_as_it_was(name)
        return self.state

    def _copy(self, acts: Sequence[StandingAct], act: StandingAct) -> None:
        record = self._again(act) if act.redecides else self._entered(act)
        self.copies[act.seq] = record.seq
        for pin, own in zip(act.content.pins, pins_of(record), strict=False):
            self.runs.setdefault(pin.run, own.run)
        self._name_items(acts, act)

    def _move(self, act: StandingAct, migration: Migration) -> None:
        """The run comes to another version here when it did there; what is recorded of it from then on, is so by it."""
        self._follow()
        (pin,) = act.content.pins
        here = self.runs[act.run]
        content = replace(act.content, pins=(replace(pin, run=here),))
        texts = {"reason": self.said} if self.says(act.seq, "reason") else {}
        known = self._log()
        record = self.draft.add_act(
            Kind.migration, self.actor, run=here, name=act.name, item="", content=content, texts=texts
        )
        self.moves.append(record.seq)
        self.state = refold(self.definitions, self.draft, known, [record])
        names = names_of(migration)
        for run, item in [each for each in self.items if each[0] == act.run]:
            self.items[run, names.item(item)] = names.item(self.items[run, item])
        for run, activity in [each for each in self.made if each[0] == act.run]:
            self.made[run, names.item(activity)] = self.made[run, activity]

    def _entered(self, act: StandingAct) -> Record:
        """Decide an act at its own place; what follows from it is recorded once, after the last."""
        given, log = self.given(act), self._log()
        place = place_of(given.happened, self.draft.now, self.draft.next_seq)
        there = fold(self.definitions, log, until=place).state
        begins = next((pin.pathway for pin in act.content.pins if pin.run == act.run), "")
        taken = {pin.run for record in log for pin in pins_of(record)}
        decided = decide_there(
            self._pinned(act), there, given, self.draft.now, lambda: taken, begins, acts=standing_acts(log)
        )
        if self.unfollowed:
            # Each record is told as the case read right after it.
            self.draft.stamp(self.definitions, fold(self.definitions, log, until=frontier(log)).state)
        record = self.draft.add_act(
            Kind.act,
            given.actor,
            run=decided.run,
            name=decided.event.name,
            item=decided.item,
            content=decided.content,
            texts=decided.texts,
        )
        self.unfollowed.append(record)
        return record

    def _again(self, act: StandingAct) -> Record:
        """A decision that took the place of another one; that one is recorded by now."""
        self._follow()
        given = self.given(act)
        change = Redecide(seq=self.copies[act.redecides], act=given)
        written = write_changes(self.definitions, self.draft, self._log(), (change,), given.actor)
        self.state = written.state
        return written.record

    def _follow(self) -> None:
        """Record all that follows from what was entered."""
        if self.unfollowed:
            known = self._log()[: -len(self.unfollowed)]
            self.state = refold(self.definitions, self.draft, known, self.unfollowed)
            self.unfollowed = []

    def given(self, act: StandingAct) -> Act:
        """The act as it now reads, to be decided here; free texts are told of, and not told."""
        names = self._text_names(act.seq)
        known = self.definitions.prepared(self.digest(act)).fields
        texts = {name: self.said for name in names if name in known and known[name].kind is FieldKind.text}
        return Act(
            case_id=self.draft.case_id,
            event=act.name,
            run=self.runs.get(act.run, ""),
            item=self.items.get((act.run, act.item), act.item),
            happened=self._happened(act),
            data={**act.content.data, **texts},
            reason_codes=act.content.reason_codes,
            texts={"reason": self.said} if "reason" in names else {},
            actor=replace(self.actor, roles=(*self.actor.roles, IMPORTER)),
            key="",
            expected_version=None,
        )

    def _happened(self, act: StandingAct) -> Happened:
        """When it happened; a date alone that was recorded on its own day had happened by then (docs/adr/0002)."""
        happened, (instant, rank, _) = act.content.happened, act.place
        return Happened(on=happened.on, at=instant) if happened.at is None and rank == BY_INSTANT else happened

    def says(self, seq: int, name: str) -> bool:
        """Whether an event of the source, as it now reads, has a free text of this name."""
        return name in self._text_names(seq)

    def _text_names(self, seq: int) -> frozenset[str]:
        about = (r for r in self.source.records if r.seq == seq or (r.kind is Kind.correction and seq in r.targets))
        return frozenset(next(reversed([frozenset(r.text_names) for r in about]))) - ASIDE

    def digest(self, act: StandingAct) -> str:
        """The version by which an act was decided: the one that its run was at then."""
        acts = standing_acts(self.source.records)
        pins = [(each.place, pin.digest) for each in acts for pin in each.content.pins if pin.run == act.run]
        first = pins[0][1]
        return next((digest for place, digest in reversed(pins) if place <= act.place), first)

    def _pinned(self, act: StandingAct) -> Definitions:
        """The definitions as an act is decided by: a run that it begins stands under the version it stood under."""
        if not self.under_its_versions:
            return self.definitions
        return AsPinned(definitions=self.definitions, pins={pin.pathway: pin for pin in act.content.pins})

    def _log(self) -> tuple[Record, ...]:
        return (*self.records, *self.draft.records)

    def _name_items(self, acts: Sequence[StandingAct], act: StandingAct) -> None:
        """Items are numbered by the order in which they were recorded, which is another one here."""
        prepared = self.definitions.prepared(self.digest(act))
        for activity in prepared.made_by.get(act.name, ()):
            name, codes = activity.spec.name, codes_of(act, activity.spec.each_field)
            there, here = made_before(self.definitions, acts, act, name), self.made[act.run, name]
            for number in range(1, len(codes) + 1):
                self.items[act.run, f"{name}.{there + number}"] = f"{name}.{here + number}"
            self.made[act.run, name] += len(codes)

    def _require_as_it_was(self, name: str) -> None:
        """Raises: EventRefusedError where a run does not stand here as it stands in the source."""
        was, now = self.source.state.runs[name], self.state.runs.get(self.runs.get(name, ""))
        at_another = now is not None and self.under_its_versions and now.digest != was.digest
        if now is None or at_another or now.state != was.state:
            raise EventRefusedError("merging.stands_otherwise", run=name)
        worse = [
            f"{key} ({write_date(deadline.nominal)})"
            for key, deadline in was.deadlines.items()
            if not _as_strict(deadline, now.deadlines.get(self._key(name, key)))
        ]
        if worse:
            raise EventRefusedError("merging.would_be_later", run=name, deadlines=", ".join(worse))

    def _key(self, run: str, key: str) -> str:
        name, item = split_key(key)
        return key_of(name, self.items.get((run, item), item))


def _as_strict(was: DeadlineState, now: DeadlineState | None) -> bool:
    """Whether a deadline stands as it did, and not a moment later."""
    if now is None or now.status is not was.status:
        return False
    return was.status in (Status.met, Status.ended) or no_later(now, was)


def no_later(one: DeadlineState, other: DeadlineState) -> bool:
    """Whether no date of ``one`` is later than that of ``other``; a clock that stands is, where the other's goes."""
    stands = one.standing_since is not None and other.standing_since is None
    dates = (one.nominal <= other.nominal, one.legal <= other.legal, one.missed_from <= other.missed_from)
    return all(dates) and not stands


def open_in(state: CaseState) -> Iterator[tuple[RunState, str, DeadlineState]]:
    """Every open deadline of a case, with its run and its key there."""
    for run in state.runs.values():
        for key, deadline in run.deadlines.items():
            if deadline.status is Status.open:
                yield run, key, deadline
