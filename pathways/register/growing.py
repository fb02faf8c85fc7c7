"""Compares the next version of a case in the register with what was imported of it before: pure.

A step is known again by type and id of its part. A part whose id is gone, where another id has the same type and the
same start, is the same part. What people have recorded or corrected is never changed: it is told instead.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pathways.engine.changes import Annul, Change, Correct, Enter, Note
from pathways.machine.decide import IMPORTER
from pathways.machine.order import StandingAct, standing_acts
from pathways.messages import say
from pathways.model.record import Act, Actor, Content, Happened, Kind, Record, Value
from pathways.register.plan import CasePlan, Key, Part, PlannedAct, PlannedNote
from pathways.register.problem import Problems
from pathways.store.imports import ImportedPart

Planned = PlannedAct | PlannedNote

_ABSORBED: Mapping[str, str] = {
    "Undersokelse": "undersokelse_konkludert",
    "Vedtaksgrunnlag": "undersokelse_konkludert",
    "UtvidetFrist": "frist_utvidet",
}
"""Notes that go on being true where the file now gives an act that says the same: nothing was wrongly registered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Imported:
    """One imported event as it stands. ``said`` is what the import last said, ``content`` what it reads now."""

    row: ImportedPart
    record: Record
    said: Content
    content: Content
    by_people: bool
    """Whether a person corrected or annulled it after the import last did."""
    annulled: bool


@dataclass(slots=True, kw_only=True)
class Growth:
    """What the next version asks for. ``changes`` by key; an annulment stands under the key of what it annuls."""

    changes: dict[str, Change] = field(default_factory=dict)
    moved: list[ImportedPart] = field(default_factory=list)
    """Events whose part has another id or start now."""
    planned: dict[str, Planned] = field(default_factory=dict)
    seqs: dict[int, str] = field(default_factory=dict)
    """Key of each imported event that stands as the import left it."""
    unchanged: int = 0
    warnings: Problems

    def as_note(self, key: str) -> bool:
        """Ask for a note instead of the act of this key; False when there is no such act."""
        planned = self.planned.get(key)
        if not isinstance(planned, PlannedAct) or isinstance(self.changes.get(key), Note):
            return False
        old = self.changes.get(key)
        standing = next((seq for seq, each in self.seqs.items() if each == key), 0)
        if standing and not isinstance(old, Enter):
            self.changes["annul:" + key] = Annul(seq=standing, why=say("register.impossible_now"))
        else:
            self.unchanged += 0 if old else -1
        happened = Happened(on=planned.happened, at=None)
        self.changes[key] = Note(name=planned.event, happened=happened, data=dict(planned.data), key=key)
        self.warnings.add(planned.line, 1, "register.kept_as_note", event=planned.event)
        return True


def written(key: Key) -> str:
    """A key as one text."""
    return "|".join(key)


def grow(plan: CasePlan, records: Sequence[Record], rows: Sequence[ImportedPart], actor: Actor, *, file: str) -> Growth:
    """What is to be entered, corrected and annulled so that the case reads as ``plan`` says."""
    comparing = _Comparing(plan=plan, records=records, actor=actor, growth=Growth(warnings=Problems(file)))
    comparing.know(rows)
    comparing.compare()
    return comparing.growth


@dataclass(slots=True, kw_only=True)
class _Comparing:
    plan: CasePlan
    records: Sequence[Record]
    actor: Actor
    growth: Growth
    known: dict[Key, _Imported] = field(default_factory=dict)
    runs: dict[str, str] = field(default_factory=dict)
    """Which run a report became, by the id it has in this file."""
    adopted: set[int] = field(default_factory=set)

    def know(self, rows: Sequence[ImportedPart]) -> None:
        """Take what was imported, under the ids that this file uses."""
        by_seq = {record.seq: record for record in self.records}
        imported = [self._imported(row, by_seq[row.seq]) for row in rows]
        standing = [each for each in imported if each.by_people or not each.annulled]
        renamed = self._renamed(standing)
        for each in standing:
            part = renamed.get((each.row.part_type, each.row.part_id))
            row = each.row if part is None else replace(each.row, part_id=part.id, part_start=part.start)
            if row != each.row:
                self.growth.moved.append(row)
            key = (row.part_type, row.part_id, row.step)
            self.known[key] = replace(each, row=row)
            if each.annulled:
                continue
            if not each.by_people:
                self.growth.seqs[row.seq] = written(key)
            if any(pin.run == each.record.run for pin in each.content.pins[:1]):
                self.runs[row.part_id] = each.record.run

    def _imported(self, row: ImportedPart, record: Record) -> _Imported:
        about = [each for each in self.records if row.seq in each.targets]
        corrections = [each for each in about if each.kind is Kind.correction]
        ours = [each for each in (record, *corrections) if _by_import(each) and each.content is not None]
        said, now = (chain[-1].content for chain in (ours, [record, *corrections]))
        if said is None or now is None:
            raise AssertionError(f"event {row.seq} has no content")
        annulments = [each for each in about if each.kind is Kind.annulment]
        last = (annulments or corrections or [record])[-1]
        return _Imported(
            row=row, record=record, said=said, content=now, by_people=not _by_import(last), annulled=bool(annulments)
        )

    def _renamed(self, standing: Iterable[_Imported]) -> dict[tuple[str, str], Part]:
        """Each part that is still here, or is here under another id, as the file has it."""
        here = {(p.part.type, p.part.id): p.part for p in self._all()}
        before = {(each.row.part_type, each.row.part_id): each.row.part_start for each in standing}
        new = [part for key, part in here.items() if key not in before]
        found: dict[tuple[str, str], Part] = {}
        for (kind, id_), start in before.items():
            if (kind, id_) in here:
                found[kind, id_] = here[kind, id_]
                continue
            same = next((part for part in new if (part.type, part.start) == (kind, start)), None)
            if same is not None:
                new.remove(same)
                found[kind, id_] = same
        return found

    def _all(self) -> Iterator[Planned]:
        yield from self.plan.acts
        yield from self.plan.notes

    def compare(self) -> None:
        """Step by step, first what the file has, then what it has no longer."""
        growth = self.growth
        for planned in self._all():
            key = written(planned.key)
            growth.planned[key] = planned
            imported = self.known.get(planned.key)
            if imported is not None:
                self._again(key, planned, imported)
            elif isinstance(planned, PlannedNote):
                growth.changes[key] = _note(planned, key)
            else:
                self._new(key, planned)
        for gone in self.known.keys() - {planned.key for planned in self._all()}:
            self._gone(gone, self.known[gone])

    def _again(self, key: str, planned: Planned, imported: _Imported) -> None:
        if imported.annulled:
            self._told(planned, "register.annulled_by_people")
        elif _same(planned, imported.content):
            self.growth.unchanged += 1
        elif imported.by_people:
            self._told(planned, "register.corrected_by_people")
        else:
            act = self._act(planned, imported.record.name, imported.record.run, key)
            self.growth.changes[key] = Correct(seq=imported.row.seq, act=act, why=say("register.changed"))

    def _new(self, key: str, planned: PlannedAct) -> None:
        run = self.runs.get(planned.run, "")
        starts = not run and planned.event == self._first(planned.run)
        twin = self._by_people(planned, run, starts=starts)
        if twin is not None:
            self.adopted.add(twin.seq)
            self.runs.setdefault(planned.run, twin.run)
            if _same(planned, twin.content):
                self.growth.unchanged += 1
            else:
                self._told(planned, "register.recorded_by_people")
            return
        act = self._act(planned, planned.event, run, key)
        within = "" if starts or run else planned.run
        pathway = planned.pathway if starts else ""
        self.growth.changes[key] = Enter(act=act, pathway=pathway, label=planned.run if starts else "", within=within)

    def _first(self, run: str) -> str:
        return next(act.event for act in self.plan.acts if act.run == run)

    def _by_people(self, planned: PlannedAct, run: str, *, starts: bool) -> StandingAct | None:
        """The same event, recorded here by a person: in the same run, or beginning one on the same day."""
        by_import = {record.seq for record in self.records if _by_import(record)}
        for act in standing_acts(self.records):
            if act.seq in by_import | self.adopted or act.name != planned.event:
                continue
            same_day = act.content.happened.on == planned.happened
            if (run and act.run == run) or (starts and same_day and act.content.pins):
                return act
        return None

    def _gone(self, key: Key, imported: _Imported) -> None:
        absorbing = _ABSORBED.get(key[2])
        if imported.annulled:
            return
        if absorbing and (key[0], key[1], absorbing) in {planned.key for planned in self._all()}:
            self.growth.unchanged += 1
        elif imported.by_people:
            self.growth.warnings.add(self.plan.line, 1, "register.gone_but_corrected", event=imported.record.name)
        else:
            self.growth.changes[written(key)] = Annul(seq=imported.row.seq, why=say("register.gone"))

    def _told(self, planned: Planned, key: str) -> None:
        self.growth.unchanged += 1
        event = planned.event if isinstance(planned, PlannedAct) else planned.kind
        self.growth.warnings.add(planned.line, 1, key, event=event)

    def _act(self, planned: Planned, event: str, run: str, key: str) -> Act:
        return Act(
            case_id="",
            event=event,
            run=run,
            item="",
            happened=Happened(on=planned.happened, at=None),
            data=planned.data,
            reason_codes=(),
            texts=planned.texts if isinstance(planned, PlannedAct) else {},
            actor=self.actor,
            key=key,
            expected_version=None,
        )


def _by_import(record: Record) -> bool:
    return IMPORTER in record.actor.roles


def _note(planned: PlannedNote, key: str) -> Note:
    return Note(name=planned.kind, happened=Happened(on=planned.happened, at=None), data=planned.data, key=key)


def _same(planned: Planned, content: Content) -> bool:
    """Whether the file says what the case says. A note of the future is told on the day it is read: never mind that."""
    if isinstance(planned, PlannedNote):
        return _values(planned.data, content.data) == _values(content.data, planned.data)
    told = {name: value for name, value in content.data.items() if name in planned.data or _by_register(name)}
    return content.happened.on == planned.happened and told == dict(planned.data)


def _values(data: Mapping[str, Value], other: Mapping[str, Value]) -> dict[str, Value]:
    """The values of a note, without where it came from unless both tell it: ids change, and relations come and go."""
    both = "fra" in data and "fra" in other
    told = {name: value for name, value in data.items() if name != "fra"}
    return {**told, "fra": _types(data["fra"])} if both else told


def _types(causes: Value) -> Value:
    return tuple(cause.partition("=")[0] for cause in causes) if isinstance(causes, tuple) else causes


def _by_register(name: str) -> bool:
    return name in ("meldere", "innhold", "konklusjon", "utfall", "grunnlag", "medvirkning")
