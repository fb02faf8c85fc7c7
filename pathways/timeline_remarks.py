"""What the parties of a case have remarked, where it stands: beside the event it is about; and the steps of insight."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from pathways.engine.insight_records import FOR, STEP
from pathways.engine.insights import BY, REMARK
from pathways.engine.view import CaseView
from pathways.messages import say
from pathways.model.record import Kind, Record
from pathways.timeline_told import Quoted


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One remark that stands. ``text`` None: it cannot be read."""

    seq: int
    about: int
    by: str
    on: date
    text: str | None


def remarks_of(records: Sequence[Record], about: int = 0) -> Iterator[Remark]:
    """The remarks that stand, about one event or all, in the order recorded; none that is marked as wrong."""
    wrong = {seq for record in records if record.kind is Kind.annulment for seq in record.targets}
    for record in records:
        if record.kind is not Kind.remark or record.content is None or record.seq in wrong:
            continue
        if about in (0, *record.targets):
            text = None if record.texts is None else record.texts.get(REMARK)
            on, by = record.content.happened.on, str(record.content.data[BY])
            yield Remark(seq=record.seq, about=record.targets[0], by=by, on=on, text=text)


def shown_remarks(view: CaseView, about: Collection[int] | None = None) -> tuple[Remark, ...]:
    """Those this reader may see, of the case or about these events; none about what is hidden, or without its text."""
    return tuple(
        each
        for each in remarks_of(view.records)
        if each.about not in view.hidden and each.text is not None and (about is None or each.about in about)
    )


def remarks_document(remarks: Iterable[Remark]) -> list[dict[str, object]]:
    """The same as JSON."""
    return [{"seq": each.seq, "about": each.about, "by": each.by, "text": each.text} for each in remarks]


def beside(records: Sequence[Record], about: int) -> tuple[Quoted, ...]:
    """The same as texts of the event they are about."""
    return tuple(
        Quoted(
            name=f"{REMARK}_{each.seq}",
            title=say("timeline.remark_by", by=party_told(each.by), seq=each.seq),
            text=each.text,
        )
        for each in remarks_of(records, about)
    )


def by_of(records: Sequence[Record], name: str) -> str:
    """Who made the remark that a text of ``beside`` is; empty for any other text."""
    seq = name.removeprefix(f"{REMARK}_")
    found = (each.by for each in remarks_of(records) if name != seq and str(each.seq) == seq)
    return next(found, "")


def is_insight(record: Record) -> bool:
    """Whether a record is, or is about, a remark or a step of insight."""
    return not record.run and record.name in (Kind.insight, Kind.remark)


def insight_told(record: Record) -> str:
    """What it is called."""
    if record.kind is Kind.annulment:
        return say("timeline.remark_short")
    data = {} if record.content is None else record.content.data
    if record.kind is Kind.remark:
        return say("timeline.remark", by=party_told(str(data[BY])), seq=record.targets[0])
    about = record.targets[0] if record.targets else record.seq
    return say(f"timeline.insight_{data[STEP]}", party=party_told(str(data[FOR])), seq=about)


def party_told(party: str) -> str:
    """What a person of the case is called for people, in what a party is given too: ``forelder 1 i saken``."""
    kind, _, number = party.partition("_")
    return say(f"insight.document_{kind}", number=number)
