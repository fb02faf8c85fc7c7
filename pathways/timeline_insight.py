"""What of a case a party could see, item by item, and what becomes of each to begin with: from a positive list.

A floor in code, which no file and no review opens: who reported and what they were told, persons and addresses, what
is marked as wrongly registered, who has read the case, and what the service notes for itself.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pathways.engine.acts import ASIDE
from pathways.engine.every_case import annulled
from pathways.engine.insight_records import GIVEN, UNASSESSED, Insight
from pathways.engine.library import Library
from pathways.engine.targets import CHANGED
from pathways.engine.view import CaseView
from pathways.messages import say
from pathways.model.insight import Gives, InsightLaw, Who, Withholding, who_is
from pathways.sharing.records import KINDS
from pathways.timeline import tell_timeline, when_told
from pathways.timeline_remarks import by_of, party_told
from pathways.timeline_told import Told

OPEN_KINDS = (*CHANGED, *KINDS)
"""Kinds of records that can go out at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing that could go out. ``field`` empty: the event itself."""

    seq: int
    field: str
    title: str
    text: str
    is_text: bool = False
    remark_by: str = ""
    """Who remarked, where it is a remark."""

    @property
    def key(self) -> str:
        """How it is named."""
        return f"{self.seq}.{self.field}" if self.field else str(self.seq)


def items_of(library: Library, view: CaseView) -> tuple[Item, ...]:
    """Everything that could go out, in the order of the timeline; what never does is not among it."""
    closed = _Closed(library, view)
    return tuple(
        item
        for entry in tell_timeline(library, view)
        if entry.kind in OPEN_KINDS and entry.seq and not closed.event(entry)
        for item in _items(entry, closed, view)
    )


def law_of(library: Library, view: CaseView) -> InsightLaw | None:
    """What is said of insight in cases of such a service."""
    return library.catalogue.insight.of({library.prepared(run.digest).pathway.service for run in view.standing.runs})


def drafted(library: Library, view: CaseView, law: InsightLaw, party: str, *, listed: bool) -> dict[str, str]:
    """Each item's key with its code to begin with. ``listed``: whether the list of what is given counts."""
    entries = {entry.seq: entry for entry in tell_timeline(library, view)}
    pathways = {run.run: run.pathway for run in view.standing.runs}
    found, who = {}, who_is(party)
    for item in items_of(library, view):
        entry = entries[item.seq]
        gives = law.gives.get(pathways.get(entry.run, "")) if listed else None
        found[item.key] = _code(item, entry, law, gives, who, party)
    return found


def _code(item: Item, entry: Told, law: InsightLaw, gives: Gives | None, who: Who | None, party: str) -> str:
    if item.remark_by:
        return GIVEN if item.remark_by == party else UNASSESSED
    kept = law.kept_back(item.field, who) if item.field and who else ""
    if kept:
        return kept
    if gives is None or item.is_text or entry.name not in gives.events:
        return UNASSESSED
    return GIVEN if not item.field or item.field in gives.fields else UNASSESSED


def _items(entry: Told, closed: "_Closed", view: CaseView) -> Iterator[Item]:
    yield Item(seq=entry.seq, field="", title=entry.what, text=when_told(entry.happened))
    for detail in entry.details:
        if not closed.field(entry, detail.name):
            yield Item(seq=entry.seq, field=detail.name, title=detail.title, text=detail.told)
    for text in entry.texts:
        if text.name in ASIDE or closed.field(entry, text.name):
            continue
        by = by_of(view.records, text.name)
        said = say("timeline.sealed") if text.text is None else text.text
        title = say("insight.item_remark_by", by=party_told(by)) if by else text.title
        yield Item(seq=entry.seq, field=text.name, title=title, text=said, is_text=True, remark_by=by)


class _Closed:
    """What never goes out of one case."""

    def __init__(self, library: Library, view: CaseView) -> None:
        self._wrong = annulled(view.records) | view.hidden
        self._fields: dict[str, frozenset[str]] = {}
        self._events: dict[str, frozenset[str]] = {}
        law = library.catalogue.sharing
        for run in view.standing.runs:
            pathway = library.prepared(run.digest).pathway
            fields = law.about_reporters(pathway)
            self._fields[run.run] = fields
            self._events[run.run] = frozenset(
                event.name for each in pathway.activities if each.each_field in fields for event in each.events
            )

    def event(self, entry: Told) -> bool:
        """Whether nothing of an event goes out."""
        return entry.seq in self._wrong or entry.hidden or entry.name in self._events.get(entry.run, ())

    def field(self, entry: Told, name: str) -> bool:
        """Whether a value of an event says something of who reported."""
        return name in self._fields.get(entry.run, ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One value in the document, or that something is missing here."""

    title: str
    text: str
    withheld: Withholding | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One event in the document. ``withheld``: it is missing as a whole, and nothing of it is told."""

    title: str
    when: str
    lines: tuple[Line, ...]
    withheld: Withholding | None = None


def entries_of(items: Sequence[Item], draft: Insight, law: InsightLaw) -> tuple[Entry, ...]:
    """What goes out, event by event. What is not in the draft, or was not given, is not among it."""
    codes = draft.items or {}
    found = []
    for event in (item for item in items if not item.field and item.key in codes):
        code = codes[event.key]
        if code != GIVEN:
            why = law.withholds.get(code)
            if why is not None and why.told:
                found.append(Entry(title="", when="", lines=(), withheld=why))
            continue
        own = (item for item in items if item.field and item.seq == event.seq and item.key in codes)
        lines = tuple(line for item in own for line in _lines(item, codes, law, draft.party))
        found.append(Entry(title=event.title, when=event.text, lines=lines))
    return tuple(found)


def _lines(item: Item, codes: Mapping[str, str], law: InsightLaw, party: str) -> Iterator[Line]:
    code = codes[item.key]
    if code == GIVEN:
        title = item.title if not item.remark_by else _remark_told(item.remark_by, party)
        yield Line(title=title, text=item.text)
        return
    why = law.withholds.get(code)
    if why is not None and why.told:
        yield Line(title="", text="", withheld=why)


def _remark_told(by: str, party: str) -> str:
    return say("insight.document_own_remark") if by == party else say("insight.document_remark_by", by=party_told(by))


def reasons_of(entries: Sequence[Entry], law: InsightLaw, party: str) -> tuple[Withholding, ...]:
    """Every paragraph that stands in the document: those told where something is missing, and those always there.

    Always there are those by which something can be kept back from such a person without its place being told.
    """
    told = [why for entry in entries for why in (entry.withheld, *(line.withheld for line in entry.lines)) if why]
    silent = (each for each in law.withholds.values() if not each.told and each.is_for(who_is(party)))
    return tuple({each.id: each for each in (*law.standing, *silent, *told)}.values())
