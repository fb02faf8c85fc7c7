"""Tells the demo in short lines: what a person did, what that set or settled, and what the clock did. Reads only."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pathways.counting.oslo import civil_date, parse_moment
from pathways.counting.telling import write_clock, write_date, write_month, write_period
from pathways.engine.library import Library
from pathways.engine.view import CaseView
from pathways.machine.standing import OVERDUE, DeadlineStanding, RunStanding, Word
from pathways.machine.state import LEGAL, NOMINAL, TIMED
from pathways.messages import say
from pathways.model.counting import Period, Unit
from pathways.model.pathway import DeadlineKind
from pathways.municipality.step import Step
from pathways.store.notices import Notice
from pathways.timeline import tell_timeline
from pathways.timeline_clock import word_told
from pathways.timeline_told import Detail, Told

QUIET_TEXTS = ("reason", "correction")
"""Free texts that need no title."""
SETTLED = frozenset({Word.met, Word.met_late, Word.met_past, Word.ended})
ALARMING = OVERDUE | {Word.met_late}
FOLLOWS = "→"
"""Stands before what followed from an act."""
DeadlineKey = tuple[str, str, str]
"""Run, name, item."""


class Tone(StrEnum):
    """How a line is meant; colour repeats it and never says more."""

    day = "day"
    plain = "plain"
    quiet = "quiet"
    alarm = "alarm"
    comment = "comment"
    month = "month"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line for people. ``label`` is the clock in Norway, an arrow for what followed, or empty."""

    text: str
    label: str = ""
    tone: Tone = Tone.plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What became of a deadline, in words; those alike are told on one line."""

    key: str
    title: str
    day: str
    before: str = ""
    word: str = ""
    """The word for the deadline now; for a reminder, who was reminded."""
    label: str = FOLLOWS
    tone: Tone = Tone.plain


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """A case looked at, with what is needed to find titles in it."""

    library: Library
    view: CaseView

    def date(self, on: date) -> str:
        """A date with weekday; the year only where it is another one than now."""
        written = write_date(on)
        return written.removesuffix(f" {civil_date(self.view.at.at).year}")

    def deadlines(self) -> Iterator[tuple[DeadlineKey, DeadlineStanding]]:
        """Every deadline of the case with its key."""
        for run in self.view.standing.runs:
            for deadline in run.deadlines:
                yield (run.run, deadline.name, deadline.item), deadline

    def event(self, run: str, name: str, item: str) -> str:
        """The title of an event, with what it concerns in parentheses."""
        prepared = self.library.prepared(self.run(run).digest)
        kind = prepared.item_events.get(name)
        spec = prepared.events[name] if kind is None else prepared.activities[kind].events[name]
        return _of(spec.title.nb, self.item(run, item))

    def item(self, run: str, item: str) -> str:
        """What an item is called: the title of its code where it was made for one; empty for none."""
        standing = self.run(run)
        found = next((each for each in standing.items if f"{each.activity}.{each.item}" == item), None)
        if found is None:
            return ""
        prepared = self.library.prepared(standing.digest)
        field = prepared.activities[found.activity].spec.each_field
        code_list = next((each.code_list for each in prepared.pathway.fields if each.name == field), "")
        codes = self.library.code_lists()[code_list].codes if code_list else ()
        return next((code.title.nb for code in codes if code.code == found.code), found.title)

    def run(self, name: str) -> RunStanding:
        """A run of the case by its name."""
        return next(run for run in self.view.standing.runs if run.run == name)


def day(on: date) -> Line:
    """The heading of a day."""
    return Line(text=write_date(on), tone=Tone.day)


def meanwhile(month: date, counts: Mapping[str, int]) -> Line:
    """What a month was in the rest of the municipality: events by name, and ``passed`` for what the clock did."""
    named = ("melding_mottatt", "undersokelse_konkludert", "henvisning_mottatt")
    told = {name: counts[name] for name in named if counts.get(name)}
    told["other"] = sum(count for name, count in counts.items() if name not in (*named, "passed"))
    told["passed"] = counts.get("passed", 0)
    what = ", ".join(_counted(name, count) for name, count in told.items() if count)
    return Line(text=say("demo.meanwhile", month=write_month(month), what=what), tone=Tone.month)


def act(library: Library, step: Step, seq: int, before: CaseView | None, after: CaseView) -> Iterator[Line]:
    """What a person recorded as event ``seq``, and what it set, moved or settled."""
    reading = _Reading(library=library, view=after)
    entries = tell_timeline(library, after)
    own = next(entry for entry in entries if entry.seq == seq)
    yield _headline(reading, step, own)
    yield from _content(own)
    yield from _changed(reading, before)
    yield from _noticed(reading, entries, seq, before)
    if step.told:
        yield Line(text=say(step.told), tone=Tone.comment)


def clock(library: Library, before: CaseView, after: CaseView, told: Sequence[Notice]) -> Iterator[Line]:
    """What the clock passed in a case between two looks: whom it reminded (``told``), and which dates went by."""
    reading = _Reading(library=library, view=after)
    deadlines = dict(reading.deadlines())
    alike: dict[Difference, list[str]] = {}
    for record in after.records:
        if record.crossing is None or record.seq <= before.version:
            continue
        deadline = deadlines[record.run, record.name, record.item]
        label = write_clock(record.crossing.due)
        notices = [notice for notice in told if notice.seq == record.seq]
        passed = _passed(reading, deadline, record.crossing.what, label, notices)
        if passed is not None:
            alike.setdefault(passed, []).append(reading.item(record.run, record.item))
    yield from _lines(alike, after.case_id)


def _passed(
    reading: _Reading, deadline: DeadlineStanding, what: str, label: str, notices: Sequence[Notice]
) -> Difference | None:
    """One thing the clock passed; None for a reminder that nobody needed."""
    title, on = deadline.title.nb, reading.date(deadline.nominal)
    if notices:
        escalate = any(notice.escalate for notice in notices)
        key, tone = ("demo.escalated", Tone.alarm) if escalate else ("demo.reminded", Tone.plain)
        who = _and(sorted({notice.recipient or notice.role for notice in notices}))
        return Difference(key=key, title=title, day=on, word=who, label=label, tone=tone)
    if what.startswith(TIMED):
        spec = reading.library.prepared(reading.run(deadline.run).digest).timed[deadline.name]
        timed = next(each for each in spec if each.name == what.removeprefix(TIMED))
        return Difference(key="demo.marked", title=timed.title.nb, day=on, label=label)
    if what in (LEGAL, NOMINAL):
        word = word_told(deadline.word, deadline)
        tone = Tone.alarm if deadline.word in ALARMING else Tone.plain
        return Difference(key="demo.passed", title=title, day=on, word=word, label=label, tone=tone)
    return None


def _counted(name: str, count: int) -> str:
    return say(f"demo.count.{name}.one") if count == 1 else say(f"demo.count.{name}", count=count)


def _headline(reading: _Reading, step: Step, own: Told) -> Line:
    recorded = parse_moment(step.at).at
    plain = step.corrects or (step.message and step.message != "receive")
    what = own.what if plain else reading.event(own.run, own.name, own.item)
    text = say("demo.act", who=step.who, case=reading.view.case_id, what=what)
    if own.days_late and not plain:
        late = write_period(Period(amount=own.days_late, unit=Unit.days))
        text = say("demo.late", what=text, day=reading.date(own.happened.on), days=late)
    return Line(label=write_clock(recorded) if recorded else "", text=text)


def _content(own: Told) -> Iterator[Line]:
    details = "; ".join(say("demo.value", title=detail.title, value=_without_codes(detail)) for detail in own.details)
    if details:
        yield Line(text=details, tone=Tone.quiet)
    for change in own.changes:
        yield Line(text=say("demo.changed", title=change.title, before=change.before, after=change.after))
    for text in own.texts:
        quoted = say("demo.quoted", text=text.text or "")
        told = quoted if text.name in QUIET_TEXTS else say("demo.value", title=text.title, value=quoted)
        yield Line(text=told, tone=Tone.quiet)
    for warning in own.warnings:
        yield Line(text=say("demo.warned", sentence=warning), tone=Tone.quiet)


def _without_codes(detail: Detail) -> str:
    """The value in words alone: the demo is read, not counted."""
    told = detail.told
    for code in detail.value if isinstance(detail.value, tuple) else (str(detail.value),):
        told = told.replace(f" ({code})", "")
    return told


def _changed(reading: _Reading, before: CaseView | None) -> Iterator[Line]:
    """Deadlines that began, moved, were settled, or mean something else now; those alike on one line."""
    old = {} if before is None else dict(_Reading(library=reading.library, view=before).deadlines())
    alike: dict[Difference, list[str]] = {}
    for key, deadline in reading.deadlines():
        for difference in _differences(reading, old.pop(key, None), deadline):
            alike.setdefault(difference, []).append(reading.item(deadline.run, deadline.item))
    for deadline in old.values():
        alike.setdefault(Difference(key="demo.gone", title=deadline.title.nb, day=""), [])
    yield from _lines(alike, reading.view.case_id)


def _lines(alike: Mapping[Difference, Sequence[str]], case: str) -> Iterator[Line]:
    for difference, items in alike.items():
        title = _of(difference.title, ", ".join(item for item in items if item))
        values = {"day": difference.day, "before": difference.before, "word": difference.word, "case": case}
        yield Line(text=say(difference.key, title=title, **values), label=difference.label, tone=difference.tone)


def _differences(reading: _Reading, old: DeadlineStanding | None, new: DeadlineStanding) -> Iterator[Difference]:
    title, on, word = new.title.nb, reading.date(new.nominal), word_told(new.word, new)
    tone = Tone.alarm if new.word in ALARMING else Tone.plain
    if new.word is Word.dormant:
        return
    if old is None or old.word is Word.dormant:
        if new.word not in SETTLED:
            key = "demo.new_window" if new.kind is DeadlineKind.window else "demo.new"
            yield Difference(key=key, title=title, day=on)
        return
    if old.nominal != new.nominal:
        yield Difference(key="demo.moved", title=title, day=on, before=reading.date(old.nominal))
    if old.word is new.word or (new.word not in SETTLED and old.word not in SETTLED):
        return
    if old.word in SETTLED or old.word in OVERDUE:
        before = word_told(old.word, old)
        yield Difference(key="demo.word_now", title=title, day=on, word=word, before=before, tone=tone)
    else:
        yield Difference(key="demo.settled", title=title, day=on, word=word, tone=tone)


def _noticed(reading: _Reading, entries: Iterable[Told], seq: int, before: CaseView | None) -> Iterator[Line]:
    """Breaches and dates that no longer hold because of event ``seq``, and those that turn out to have passed."""
    known = 0 if before is None else before.version
    passed = {r.seq: r.crossing.what for r in reading.view.records if r.crossing is not None}
    for entry in entries:
        if passed.get(entry.seq) not in (LEGAL, NOMINAL):
            continue
        what, _, title = entry.what.partition(": ")
        told = _of(title.partition(": ")[0], reading.item(entry.run, entry.item))
        if entry.superseded_by == seq:
            yield Line(text=say("demo.superseded", what=what, title=told), label=FOLLOWS)
        elif entry.seq > known:
            text = say("demo.found", what=what, title=told, day=reading.date(entry.happened.on))
            yield Line(text=text, label=FOLLOWS, tone=Tone.alarm)


def _of(title: str, item: str) -> str:
    return say("demo.of_item", title=title, item=item) if item else title


def _and(names: Sequence[str]) -> str:
    """``kari, liv og mona``."""
    *first, last = names
    return ", ".join(first) + say("counting.and") + last if first else last
