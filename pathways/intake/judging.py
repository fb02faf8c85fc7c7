"""Judges each event of a file by itself: its own columns, whatever the rest of the case is like.

What hangs together (whether the event is possible where it stands) is for the engine to say, once the case is tried.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from difflib import get_close_matches
from typing import TYPE_CHECKING

from pathways.engine.library import Library
from pathways.engine.sender_reports import SENDER, sender_reports
from pathways.errors import EventRefusedError
from pathways.intake.cells import read_day
from pathways.intake.faults import Faults
from pathways.intake.model import CASE, CODES, EVENT, ITEM, REASON, OpenCase, OpenEvent
from pathways.intake.refusals import part_of, told
from pathways.intake.vocabulary import Vocabulary
from pathways.machine.decide import not_in_the_future
from pathways.machine.foreseen import names_of
from pathways.machine.prepared import Prepared
from pathways.machine.values import check_text, read_codes, read_value, tell_codes
from pathways.messages import say
from pathways.model.pathway import AnchorKind, Event, Field, FieldKind, Pathway
from pathways.model.record import Value

if TYPE_CHECKING:
    from pathways.model.expression import Expression

Found = tuple[str, str]
"""A part of an event, and what is wrong with it."""

_HANDED_OVER = re.compile(r"M-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{2}-[0-9]+")
"""The reference of a case in a file that ``case move`` wrote: the number of its message, and which of its cases."""

_LOOSE = frozenset({CASE, ITEM, REASON, CODES})
"""Parts besides fields that decide nothing about what is possible after the event."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What an event's name may mean: an event of a version of a pathway that the case may come to have a run of."""

    prepared: Prepared
    event: Event
    of_item: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedEvent:
    """An event of a file with every part that is wrong, and what may be tried in its place; None where nothing may."""

    event: OpenEvent
    tried: OpenEvent | None
    """With its name, also where the file leaves it to the pathway."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedCase:
    """A case of a file with its events."""

    case: OpenCase
    events: tuple[JudgedEvent, ...]

    @property
    def sound(self) -> bool:
        """Whether every event can be taken as it stands."""
        return bool(self.case.pathway and self.events) and not any(each.event.faulty for each in self.events)


@dataclass(slots=True, kw_only=True)
class Judge:
    """Judges the events of one file. ``now`` is aware and in UTC."""

    library: Library
    words: Vocabulary
    now: datetime
    faults: Faults
    _reached: dict[tuple[str, ...], tuple[Prepared, ...]] = field(default_factory=dict)
    _deciding: dict[tuple[str, ...], frozenset[str]] = field(default_factory=dict)

    def judge(self, case: OpenCase) -> JudgedCase:
        """The case, each event judged by itself; what is wrong is added to the faults."""
        start = self._start(case)
        judged = [self._event(case, each, start if n == 0 else "") for n, each in enumerate(case.events)]
        return JudgedCase(case=case, events=tuple(judged))

    def _start(self, case: OpenCase) -> str:
        """What the first event is where the file leaves its name to the pathway."""
        if not case.pathway or not case.events:
            return ""
        first = case.events[0].happened
        return self.words.starts(case.pathway, None if first is None else first.on)

    def _event(self, case: OpenCase, event: OpenEvent, start: str) -> JudgedEvent:
        found = list(self._of_date(event))
        name = event.event or ("" if EVENT in event.faulty else start)
        meaning, of_columns = self._columns(case, event, name)
        found += of_columns
        for part, why in found:
            self.faults.add(event.spot_of(part), why)
        parts = event.faulty | {part for part, _ in found}
        if not parts:
            return JudgedEvent(event=event, tried=replace(event, event=name))
        # What decides nothing later may be mended for trying: so the rows after it are tried where they stand.
        loose = meaning is not None and parts <= _LOOSE | (set(meaning.prepared.fields) - self._decides(case))
        tried = self._mended(replace(event, event=name), meaning, parts) if meaning is not None and loose else None
        return JudgedEvent(event=replace(event, faulty=frozenset(parts)), tried=tried)

    def _of_date(self, event: OpenEvent) -> Iterator[Found]:
        if event.happened is None:
            return
        try:
            not_in_the_future(event.happened, self.now)
        except EventRefusedError as error:
            yield part_of(error), told(error, event)

    def _columns(self, case: OpenCase, event: OpenEvent, name: str) -> tuple[Meaning | None, list[Found]]:
        """What the event most likely means, and what is wrong with its columns then."""
        if not name:
            return None, []
        reach = self._reach(case)
        meanings = list(_meanings(reach, name))
        if not meanings:
            return None, [(EVENT, _no_such_event(reach, name))]
        judged = [(each, list(self._of_columns(case, event, each))) for each in meanings]
        return min(judged, key=lambda pair: len(pair[1]))

    def _of_columns(self, case: OpenCase, event: OpenEvent, meaning: Meaning) -> Iterator[Found]:
        spec = meaning.event
        refused = set(event.faulty)
        for part, why in self._of_given(event, meaning):
            refused.add(part)
            yield part, why
        given = {**event.values, **event.texts}
        for name in spec.records:
            if name not in refused and given.get(name, "") == "":
                column = event.layout.called(name)
                takes = self._takes(meaning.prepared.fields[name])
                missing = say("intake.field_missing", column=column, event=spec.name, takes=takes)
                yield name, missing + self._of_sender(case, meaning.prepared.fields[name])

    def _of_given(self, event: OpenEvent, meaning: Meaning) -> Iterator[Found]:
        spec, lists = meaning.event, self.library.code_lists()
        # People write this file, for an event of their own: by the day it happened, as when it is recorded by hand.
        on = None if event.happened is None or any(self._of_date(event)) else event.happened.on
        allowed = (*spec.records, *spec.may_record)
        for name, value in {**event.values, **event.texts}.items():
            if name not in allowed:
                yield name, self._not_taken(meaning, ", ".join(allowed) or say("machine.none"))
                continue
            try:
                read_value(meaning.prepared.fields[name], lists, value, on)
            except EventRefusedError as error:
                yield name, told(error, event) + _made_a_date(error, value)
        if event.item and not meaning.of_item:
            yield ITEM, say("intake.no_item_here", event=spec.name, column=event.layout.called(ITEM))
        try:
            check_text("reason", event.reason)
        except EventRefusedError as error:
            yield REASON, told(error, event)
        if event.codes and not spec.reason.code_list:
            yield CODES, say("intake.no_reason_codes", event=spec.name, column=event.layout.called(CODES))
        elif event.codes:
            try:
                read_codes(lists[spec.reason.code_list], event.codes, on, CODES)
            except EventRefusedError as error:
                yield CODES, told(error, event)

    def _not_taken(self, meaning: Meaning, known: str) -> str:
        pathway, event = meaning.prepared.pathway, meaning.event.name
        if len(self.words.versions.get(pathway.id, ())) < 2:
            return say("intake.unknown_field", event=event, known=known)
        version = pathway.version.isoformat()
        return say("intake.unknown_field_then", event=event, known=known, pathway=pathway.id, version=version)

    def _takes(self, field: Field) -> str:
        if field.code_list:
            return say("intake.takes_code", known=tell_codes(self.library.code_lists()[field.code_list], None))
        keys = {
            FieldKind.date: "intake.takes_date",
            FieldKind.flag: "intake.takes_flag",
            FieldKind.number: "intake.takes_number",
        }
        return say(keys.get(field.kind, "intake.takes_text"))

    def _of_sender(self, case: OpenCase, field: Field) -> str:
        """Who reported a case that was handed over, where that is asked for; empty for every other."""
        if not _HANDED_OVER.fullmatch(case.reference):
            return ""
        title = sender_reports(self.library, field)
        return say("intake.sender_reports", code=SENDER, title=title) if title else ""

    def _mended(self, event: OpenEvent, meaning: Meaning, parts: frozenset[str]) -> OpenEvent | None:
        """The event with something that can stand in the columns that are wrong, or nothing where it may be empty."""
        given = {name: value for name, value in event.values.items() if name not in parts}
        texts = {name: value for name, value in event.texts.items() if name not in parts}
        for name in parts & set(meaning.event.records):
            given[name] = self._stand_in(meaning.prepared.fields[name], event)
        if ITEM in parts and meaning.of_item:
            return None
        return replace(
            event,
            values=given,
            texts=texts,
            item="" if ITEM in parts else event.item,
            codes=() if CODES in parts else event.codes,
            reason="" if REASON in parts else event.reason,
        )

    def _stand_in(self, field: Field, event: OpenEvent) -> str:
        if field.code_list:
            return self.library.code_lists()[field.code_list].codes[0].code
        day = "" if event.happened is None else event.happened.on.isoformat()
        return {FieldKind.date: day, FieldKind.flag: "nei", FieldKind.number: "1"}.get(field.kind, "…")

    def _reach(self, case: OpenCase) -> tuple[Prepared, ...]:
        """Versions its runs may have of the case's pathway and of those that its events begin, newest first.

        Of its own pathway those of the days when its runs start; all where that, or the pathway, is unknown.
        """
        own = self._own(case)
        key = (case.pathway, *(each.digest for each in own))
        if key not in self._reached:
            every = self.words.versions
            names = _begun_from(case.pathway, every) if case.pathway else self.words.pathways
            versions = [v for name in names for v in (own if name == case.pathway else tuple(reversed(every[name])))]
            self._reached[key] = tuple(self.library.prepared(each.digest) for each in versions)
        return self._reached[key]

    def _own(self, case: OpenCase) -> tuple[Pathway, ...]:
        if not case.pathway:
            return ()
        names, every = self.words.ever_starts(case.pathway), self.words.versions[case.pathway]
        starting = [each for n, each in enumerate(case.events) if each.event in names or (n == 0 and not each.event)]
        days = [each.happened.on for each in starting if each.happened is not None]
        if not days or len(days) < len(starting):
            return tuple(reversed(every))
        found = {self.words.in_force(case.pathway, day).digest for day in days}
        return tuple(each for each in reversed(every) if each.digest in found)

    def _decides(self, case: OpenCase) -> frozenset[str]:
        """The fields that anything in reach may go by."""
        reach = self._reach(case)
        key = tuple(prepared.pathway.digest for prepared in reach)
        if key not in self._deciding:
            self._deciding[key] = frozenset().union(*(_deciding(prepared.pathway) for prepared in reach))
        return self._deciding[key]


def _made_a_date(error: EventRefusedError, value: Value) -> str:
    """What a spreadsheet may have done: it reads the code 1.1.02 as a day."""
    is_day = error.key == "machine.unknown_code" and read_day(str(value)) is not None
    return say("intake.made_a_date") if is_day else ""


def _meanings(reach: Sequence[Prepared], name: str) -> Iterator[Meaning]:
    for prepared in reach:
        event = prepared.event(name)
        if event is not None:
            yield Meaning(prepared=prepared, event=event, of_item=name in prepared.item_events)


def _no_such_event(reach: Sequence[Prepared], name: str) -> str:
    known = tuple(dict.fromkeys(each for prepared in reach for each in _names(prepared)))
    guess = get_close_matches(name, known, n=1)
    if guess:
        return say("intake.unknown_event_guess", guess=guess[0], known=", ".join(known))
    return say("intake.unknown_event", known=", ".join(known))


def _names(prepared: Prepared) -> Iterator[str]:
    yield from prepared.events
    yield from prepared.item_events


def _begun_from(pathway: str, versions: Mapping[str, Sequence[Pathway]]) -> tuple[str, ...]:
    """The pathway and those that its events begin, and theirs."""
    found, left = dict.fromkeys([pathway]), [pathway]
    while left:
        for version in versions.get(left.pop(), ()):
            begun = [name for event in version.events for branch in event.branches for name in branch.begins]
            left += [name for name in begun if name not in found and name in versions]
            found |= dict.fromkeys(left)
    return tuple(found)


def _deciding(pathway: Pathway) -> frozenset[str]:
    """The fields that guards, items and dates of the pathway go by."""
    of_items = [event for activity in pathway.activities for event in activity.events]
    guards: list[Expression | None] = [deadline.only_when for deadline in pathway.deadlines]
    names = {deadline.until_field for deadline in pathway.deadlines}
    names |= {each.anchor.name for each in pathway.deadlines if each.anchor.kind is AnchorKind.field}
    for activity in pathway.activities:
        names |= {activity.each_field, *(name for name, _ in activity.flags)}
        guards += [guard for _, guard in activity.flags]
    for event in (*pathway.events, *of_items):
        names |= {event.pauses, event.resumes}
        guards += [requirement.when for requirement in event.requires]
        guards += [branch.when for branch in event.branches]
    return frozenset(names).union(*(names_of(guard) for guard in guards if guard is not None))
