"""The timeline: the records of a case in legal order, told for a reader. Pure; reads a ``CaseView`` and nothing else.

An act is told as it now reads, with what it said before each correction. What is annulled or no longer holds stays,
and says which event made it so. What the clock has passed without anybody noticing is told too.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from pathways.counting.oslo import civil_date
from pathways.counting.telling import write_clock, write_short
from pathways.engine.acts import ASIDE, WHY
from pathways.engine.insights import REMARK
from pathways.engine.targets import CHANGED
from pathways.engine.view import CaseView
from pathways.machine.decide import LATE, Definitions
from pathways.machine.merged import copied
from pathways.machine.order import PLACED, about_each, acts_about, clock_place, standing_acts
from pathways.machine.prepared import Prepared
from pathways.machine.standing import ItemStanding
from pathways.machine.state import BY_CLOCK, BY_INSTANT, Place
from pathways.machine.warned import Since, told_now
from pathways.messages import say
from pathways.model.pathway import Event, FieldKind
from pathways.model.record import Content, Crossing, Happened, Kind, Record, Value
from pathways.sharing.records import AGE, RECIPIENT
from pathways.store.findings import INTEREST, LAW, PROPOSER
from pathways.timeline_beside import BESIDE, fields_told, titled_beside
from pathways.timeline_clock import passed_told
from pathways.timeline_periods import about_period
from pathways.timeline_proposals import Proposals
from pathways.timeline_reasons import Reasons
from pathways.timeline_remarks import beside
from pathways.timeline_sharing import is_sharing, sharing_details
from pathways.timeline_told import Change, Detail, Quoted, Told
from pathways.timeline_versions import Versions, code_told, fields_of

_TITLES: Mapping[str, str] = {
    WHY: "timeline.why",
    LATE: "timeline.late_reason",
    INTEREST: "timeline.public_interest",
    LAW: "timeline.law",
    PROPOSER: "timeline.proposed_by",
    "reason": "timeline.reason",
    RECIPIENT: "timeline.text_recipient",
    AGE: "timeline.text_age",
    REMARK: "timeline.text_remark",
    "municipality": "timeline.text_municipality",
}
"""What free texts that no definition names are called."""

_UNDONE = (Kind.migration, Kind.closed, Kind.joined)
"""What is undone as a whole, and was rightly registered when it was."""


def tell_timeline(definitions: Definitions, view: CaseView) -> tuple[Told, ...]:
    """Every entry that had happened by the moment of the view, in legal order."""
    teller = _Teller(definitions, view)
    told = [*teller.records(), *teller.unnoticed()]
    about = {entry.seq: acts_about(entry.kind, entry.seq, entry.targets) for entry in told}
    there = {entry.seq for entry in told if entry.seq in about[entry.seq] and entry.place <= view.at.place}
    shown = [entry for entry in told if there & {entry.seq, *about[entry.seq]}]
    return tuple(sorted(shown, key=lambda entry: entry.place))


def item_told(item: ItemStanding, definitions: Definitions, prepared: Prepared) -> str:
    """What an item is called: the code it was made for in words, or its own title."""
    spec = prepared.activities[item.activity].spec
    code_list = next((field.code_list for field in prepared.pathway.fields if field.name == spec.each_field), "")
    return code_told(definitions, code_list, item.code) if code_list and item.code else item.title


def about_item(item: ItemStanding, definitions: Definitions, prepared: Prepared) -> str:
    """What is added to a title that concerns one item: `` 1: Skole (11)``, ``: Psykisk helse``."""
    title = item_told(item, definitions, prepared)
    if not prepared.activities[item.activity].spec.each_field:
        return say("timeline.about_item", title=title)
    key = "timeline.about_numbered" if item.code else "timeline.about_number"
    return say(key, item=item.item, title=title)


class _Teller:
    """Looks things up while one timeline is told."""

    def __init__(self, definitions: Definitions, view: CaseView) -> None:
        self._definitions = definitions
        self._view = view
        records = view.records
        self._versions = Versions(definitions, records)
        self._corrections = about_each(r for r in records if r.kind is Kind.correction)
        told = standing_acts(r for r in records if r.kind in (*PLACED, Kind.correction))
        self._acts = {act.seq: (act.content, act.place) for act in told}
        self._annulments = about_each(r for r in records if r.kind is Kind.annulment)
        self._replaced = {act.redecides: act.seq for act in view.acts}
        self._superseded = about_each(r for r in records if r.kind is Kind.superseded)
        self._crossed = frozenset(view.crossings)
        self._copied = copied(records)
        self._later = {r.seq for r in records if r.crossing and clock_place(r.crossing.due) > view.at.place}
        self._items = {
            (run.run, f"{item.activity}.{item.item}"): about_item(item, definitions, definitions.prepared(run.digest))
            for run in view.standing.runs
            for item in run.items
        }
        prepared = [definitions.prepared(run.digest) for run in view.standing.runs]
        self._titles = {field.name: field.title.nb for each in prepared for field in each.pathway.fields}
        self._proposals = Proposals(definitions, view)
        self._reasons = Reasons(definitions, self._versions, view, self._of_item)

    def records(self) -> Iterator[Told]:
        """What is recorded, every number of it."""
        for record in self._view.records:
            if record.crossing is not None:
                # What an act that had not happened yet set in the past had not been passed yet either.
                if record.seq in self._superseded or record.crossing in self._crossed:
                    yield self._crossing(record.crossing, record)
            elif record.kind is Kind.correction:
                yield self._correction(record)
            elif record.kind is Kind.annulment:
                yield self._annulment(record)
            elif record.kind is Kind.superseded:
                by_then = _listed(seq for seq in record.targets if seq not in self._later)
                yield _made(record, say("timeline.superseded", seqs=by_then, cause=record.cause))
            elif record.content is not None:
                yield self._act(record, record.content)

    def unnoticed(self) -> Iterator[Told]:
        """What the clock has passed by now without anybody having noticed."""
        for crossing in self._view.crossings:
            if crossing not in self._view.noticed:
                yield self._crossing(crossing, None)

    def _act(self, record: Record, first: Content) -> Told:
        corrections = self._corrections.get(record.seq, ())
        newest = corrections[-1].content if corrections else None
        as_noted = newest or first, self._proposals.when(record, first)[1]
        content, place = self._acts.get(record.seq, as_noted)
        copy = record.seq in self._copied
        is_entry = record.kind in CHANGED and not copy
        late = (civil_date(record.recorded_at) - content.happened.on).days if is_entry else 0
        told = replace(
            _entry(record, self._titled(record), self._proposals.when(record, content)[0], place),
            days_late=max(late, 0),
            details=self._details(record, content),
            texts=(
                *self._own_texts(corrections[-1] if corrections else record),
                *self._late(record),
                *beside(self._view.records, record.seq),
            ),
            corrected_by=tuple(correction.seq for correction in corrections),
            redecided_by=self._replaced.get(record.seq, 0),
            annulled_by=next((annulment.seq for annulment in self._annulments.get(record.seq, ())), 0),
            warnings=self._warnings(record, content),
            remarks=(*([say("timeline.copied")] if copy else []), *self._remarks(record)),
            proposed=first.proposed,
        )
        hidden = record.kind is Kind.remark and record.targets[0] in self._view.hidden
        return self._as_may_be_shown(told, record.targets[0] if hidden else record.seq)

    def _remarks(self, record: Record) -> Iterator[str]:
        yield from self._reasons.remarks(record.seq)
        yield from self._proposals.remarks(record)

    def _correction(self, record: Record) -> Told:
        target = record.targets[0]
        told = replace(
            _made(record, say("timeline.correction", seq=target, what=self._titled(record))),
            texts=tuple(text for text in self._texts(record) if text.name == WHY),
            changes=self._changes(record),
            remarks=tuple(self._proposals.remarks(record)),
        )
        return self._as_may_be_shown(told, target)

    def _annulment(self, record: Record) -> Told:
        about = self._target(record)
        moved = about if about is not None and about.kind is Kind.migration else None
        key = "timeline.reverted" if about is not None and about.kind in _UNDONE else "timeline.annulment"
        what = say(key, seq=record.targets[0], what=self._titled(moved or record))
        return replace(_made(record, what), texts=self._texts(record))

    def _target(self, record: Record) -> Record | None:
        """The record that one is about."""
        return next((each for each in self._view.records if each.seq in record.targets[:1]), None)

    def _crossing(self, crossing: Crossing, record: Record | None) -> Told:
        happened = Happened(on=civil_date(crossing.due), at=crossing.due)
        told = record is None or record.seq in self._view.told
        what = passed_told(self._versions, crossing, self._of_item, told=told)
        if record is not None:
            entry = _entry(record, what, happened, (crossing.due, BY_CLOCK, record.seq))
            by = next((superseded.cause for superseded in self._superseded.get(record.seq, ())), 0)
            return replace(entry, superseded_by=by, superseding_annulled=by in self._annulments)
        return Told(
            seq=0,
            kind=Kind.crossing,
            run=crossing.run,
            name=crossing.deadline,
            item=crossing.item,
            what=what,
            happened=happened,
            place=clock_place(crossing.due),
        )

    def _as_may_be_shown(self, told: Told, act: int) -> Told:
        """Without its content where ``act`` is hidden from the reader."""
        if act not in self._view.hidden:
            return told
        return replace(told, details=(), texts=(), changes=(), warnings=(), hidden=True)

    def _place(self, record: Record) -> Place:
        """Where the act stands that a record is, or is about."""
        seq = acts_about(record.kind, record.seq, record.targets)[0]
        recorded = (record.recorded_at, BY_INSTANT, record.seq)
        return self._acts[seq][1] if seq in self._acts else recorded

    def _prepared(self, record: Record) -> Prepared | None:
        found = self._versions.with_event(record.run, record.name, self._place(record))
        return found[0] if found else self._versions.at(record.run, self._place(record))

    def _event(self, record: Record) -> Event | None:
        if self._reasons.about(record) is not None or record.kind is Kind.proposal_closed:
            return None
        found = self._versions.with_event(record.run, record.name, self._place(record))
        return found[1] if found else None

    def _titled(self, record: Record) -> str:
        if record.content is not None and record.content.migration is not None:
            return self._versions.moved_told(record.content)
        explained = self._reasons.about(record)
        if explained is not None:
            return self._reasons.titled(explained)
        return self._proposals.titled(record, self._event_titled(self._proposals.closed(record) or record))

    def _event_titled(self, record: Record) -> str:
        event = self._event(record)
        if event is None:
            return titled_beside(record, self._target(record))
        title = event.title.nb + self._of_item(record.run, record.item)
        again = record.targets[0] if record.kind is Kind.redecision else 0
        return say("timeline.redecision", seq=again, what=title) if again else title

    def _of_item(self, run: str, item: str) -> str:
        if not item:
            return ""
        return self._items.get((run, item)) or about_period(item) or say("timeline.about_item", title=item)

    def _warnings(self, record: Record, content: Content) -> tuple[str, ...]:
        event, prepared = self._event(record), self._prepared(record)
        if event is None or prepared is None:
            return ()
        pauses = next((run.pauses for run in self._view.standing.runs if run.run == record.run), ())
        since = Since(happened=content.happened, pauses=pauses, gone=frozenset(self._annulments))
        return told_now(prepared, event, content.warnings, since)

    def _details(self, record: Record, content: Content) -> tuple[Detail, ...]:
        explained = self._reasons.about(record)
        if explained is not None:
            code_list, title = self._reasons.code_list(explained), say("timeline.missed_codes")
            return (self._codes(title, code_list, content),)
        if is_sharing(record):
            return tuple(
                Detail(name=n, title=t, value=v, told=w) for n, t, v, w in sharing_details(content, self._titles)
            )
        if record.kind in (*BESIDE, Kind.proposal_closed):
            return ()
        if record.kind is Kind.person:
            return tuple(_written_there(name, value) for name, value in content.data.items())
        fields = fields_of(self._prepared(record))
        told = [
            Detail(name=name, title=title, value=value, told=self._value(kind, code_list, value))
            for name, value in content.data.items()
            for title, kind, code_list in [fields.get(name, (_text_title(name), "", ""))]
        ]
        if content.reason_codes:
            event = self._event(record)
            code_list = event.reason.code_list if event is not None else ""
            told.append(self._codes(say("timeline.reason_codes"), code_list, content))
        return tuple(told)

    def _codes(self, title: str, code_list: str, content: Content) -> Detail:
        codes = self._value(FieldKind.codes, code_list, content.reason_codes)
        return Detail(name="reason_codes", title=title, value=content.reason_codes, told=codes)

    def _value(self, kind: str, code_list: str, value: Value) -> str:
        if isinstance(value, bool):
            return say("timeline.yes") if value else say("timeline.no")
        if isinstance(value, tuple):
            return ", ".join(code_told(self._definitions, code_list, code) for code in value)
        if kind == FieldKind.code:
            return code_told(self._definitions, code_list, str(value))
        return write_short(date.fromisoformat(str(value))) if kind == FieldKind.date else str(value)

    def _texts(self, record: Record) -> tuple[Quoted, ...]:
        fields = fields_of(self._prepared(record))
        return tuple(
            Quoted(
                name=name,
                title=fields[name][0] if name in fields else _text_title(name),
                text=None if record.texts is None else record.texts.get(name),
            )
            for name in record.text_names
        )

    def _own_texts(self, record: Record) -> tuple[Quoted, ...]:
        """The texts of the act itself, without why it came late or was corrected; with why it is proposed to be."""
        if record.kind is Kind.insight:
            # Which items there are is for «insight show».
            return tuple(text for text in self._texts(record) if text.name == "reason")
        aside = ASIDE - {WHY} if record.kind is Kind.proposal else ASIDE
        return tuple(text for text in self._texts(record) if text.name not in aside)

    def _late(self, record: Record) -> tuple[Quoted, ...]:
        """Why the act was entered late: said when it was, whatever its content was corrected to since."""
        return tuple(text for text in self._texts(record) if text.name == LATE)

    def _changes(self, record: Record) -> tuple[Change, ...]:
        """What a correction changed from what was believed just before it."""
        target = record.targets[0]
        chain = [r for r in self._view.records if r.seq == target] + list(self._corrections.get(target, ()))
        before = self._said(chain[[r.seq for r in chain].index(record.seq) - 1])
        after = self._said(record)
        return tuple(
            Change(title=title, before=before.get(title, ""), after=after.get(title, ""))
            for title in {**before, **after}
            if before.get(title) != after.get(title)
        )

    def _said(self, record: Record) -> Mapping[str, str]:
        """Everything an act or correction says, in words by title."""
        if record.content is None:
            return {}
        said = {say("timeline.happened"): when_told(record.content.happened)}
        said |= {detail.title: detail.told for detail in self._details(record, record.content)}
        texts = self._own_texts(record)
        return said | {text.title: say("timeline.sealed") if text.text is None else text.text for text in texts}


def when_told(happened: Happened) -> str:
    """``man. 24. aug. 2026``, with the clock in Norway where it is known."""
    day = write_short(happened.on)
    return day if happened.at is None else say("timeline.at_clock", date=day, clock=write_clock(happened.at))


def _written_there(name: str, value: Value) -> Detail:
    fields = fields_told(value)
    return Detail(name=name, title=say("timeline.person_fields"), value=fields, told=", ".join(fields))


def _listed(seqs: Iterable[int]) -> str:
    return ", ".join(map(str, seqs))


def _text_title(name: str) -> str:
    return say(_TITLES[name]) if name in _TITLES else name


def _made(record: Record, what: str) -> Told:
    """An entry that happens when it is made: a correction, an annulment."""
    happened = Happened(on=civil_date(record.recorded_at), at=record.recorded_at)
    return _entry(record, what, happened, (record.recorded_at, BY_INSTANT, record.seq))


def _entry(record: Record, what: str, happened: Happened, place: Place) -> Told:
    return Told(
        seq=record.seq,
        kind=record.kind,
        run=record.run,
        name=record.name,
        item=record.item,
        what=what,
        happened=happened,
        place=place,
        recorded_at=record.recorded_at,
        user=record.actor.user,
        roles=record.actor.roles,
        on_behalf_of=record.actor.on_behalf_of,
        targets=record.targets,
    )
