"""What the log of a case says of consent and sharing, as it now reads: beside the fold, which knows nothing of it.

Consent to help, release from secrecy and legal basis are three kinds of records, and none of them is taken for another.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pathways.model.policy import Facet
from pathways.model.record import Content, Kind, Record, Value
from pathways.sharing.ages import earliest_birth
from pathways.sharing.outcome import Recipient

GIVEN = (Kind.consent, Kind.release, Kind.basis, Kind.objection)
"""What stands until it is withdrawn, runs out, or is marked as wrongly registered."""

KINDS = (*GIVEN, Kind.withdrawal, Kind.shared)
"""Every kind of record about consent and sharing."""

BY, RULE, LAW, CERTAINTY, SITUATION = "by", "rule", "law", "certainty", "situation"
TO, TO_IS, SECTOR, SHARE, ITEMS, OF = "to", "to_is", "sector", "share", "items", "of"
GROUND, UNTIL, HOW, SOLE, CHILD_UNABLE, HEARD = "ground", "until", "how", "sole", "child_unable", "heard"
AGE_BY, AGE_TO, ON_BASIS, WHAT, PRESUMED = "age_by", "age_to", "on_basis", "what", "presumed"
"""Names of what such a record holds. None of it says who somebody is, or when they were born."""

RECIPIENT, AGE = "recipient", "age"
"""Sealed texts: the name of somebody whom the organisation does not know, and an age that was told."""

SERVICE, KIND, NAME, EVERYBODY = "service", "kind", "name", "everybody"
"""What ``to`` is."""

STATED, KNOWN, NOT_ASKED = "stated", "known", "not_asked"
"""Where an age came from: told when it was recorded, from the date of birth, or no rule asks for one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn:
    """When something given was taken back, and by whom."""

    seq: int
    on: date
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A consent, release, basis or objection as it now reads."""

    seq: int
    kind: Kind
    on: date
    record: Record
    """As first recorded."""
    content: Content
    """As it was corrected last."""
    texts: Mapping[str, str] | None
    """Free texts as corrected last; None where they cannot be read."""
    corrected: int = 0
    """Seq of the last correction; 0: never."""
    withdrawn: Withdrawn | None = None
    annulled: bool = False

    @property
    def data(self) -> Mapping[str, Value]:
        """What it holds."""
        return self.content.data

    def word(self, name: str) -> str:
        """A value as a word; empty where it has none."""
        value = self.data.get(name, "")
        return value if isinstance(value, str) else ""

    def words(self, name: str) -> tuple[str, ...]:
        """A value as several words."""
        value = self.data.get(name, ())
        return value if isinstance(value, tuple) else ()

    @property
    def share(self) -> tuple[Facet, ...]:
        """What it opens, or stops."""
        return tuple(Facet(each) for each in self.words(SHARE))

    @property
    def until(self) -> date | None:
        """The last day it holds, where that was said."""
        return date.fromisoformat(self.word(UNTIL)) if self.word(UNTIL) else None

    @property
    def age_to(self) -> int | None:
        """The age of the child from which it no longer carries; None where no age ends it."""
        value = self.data.get(AGE_TO)
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    @property
    def born_at_the_earliest(self) -> date | None:
        """By the age that was told with it; None where none was, or it cannot be read."""
        age = (self.texts or {}).get(AGE, "")
        return earliest_birth(int(age), self.on) if age.isdecimal() else None

    def covers(self, pathway: str, key: str, facet: Facet) -> bool:
        """Whether it is about this item."""
        of, items = self.words(OF), self.words(ITEMS)
        return (not of or pathway in of) and facet in self.share and (not items or key in items)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Something that was told to somebody outside."""

    seq: int
    on: date
    record: Record
    content: Content

    def recipient(self, kind: str = "") -> Recipient:
        """To whom. ``kind``: what definitions call the service, where it was one; empty where that is not known."""
        to, to_is = str(self.content.data.get(TO, "")), self.content.data.get(TO_IS)
        match to_is:
            case known if known == SERVICE:
                return Recipient(service=to, kind=kind)
            case known if known == KIND:
                return Recipient(kind=to)
            case _:
                return Recipient(name=(self.record.texts or {}).get(RECIPIENT, ""))

    @property
    def bases(self) -> tuple[int, ...]:
        """The events it rested on."""
        value = self.content.data.get(ON_BASIS, ())
        return tuple(int(each) for each in value) if isinstance(value, tuple) else ()


def given(records: Iterable[Record]) -> tuple[Given, ...]:
    """Everything given, in the order recorded, with what became of it; those wrongly registered are marked."""
    known = tuple(records)
    annulled = _annulled(known)
    found: dict[int, Given] = {}
    for record in known:
        if record.kind in GIVEN and record.content is not None:
            found[record.seq] = _given(record, record.content, annulled=record.seq in annulled)
        elif record.kind is Kind.correction and record.targets[0] in found and record.content is not None:
            found[record.targets[0]] = _corrected(found[record.targets[0]], record, record.content)
        elif record.kind is Kind.withdrawal and record.seq not in annulled and record.targets[0] in found:
            found[record.targets[0]] = _withdrawn(found[record.targets[0]], record)
    return tuple(found.values())


def told(records: Sequence[Record]) -> tuple[Told, ...]:
    """What was told to others, in the order recorded; without what was wrongly registered."""
    annulled = _annulled(records)
    return tuple(
        Told(seq=record.seq, on=record.content.happened.on, record=record, content=record.content)
        for record in records
        if record.kind is Kind.shared and record.content is not None and record.seq not in annulled
    )


def told_on(records: Sequence[Record], seq: int) -> tuple[Told, ...]:
    """What was told on the strength of one record."""
    return tuple(each for each in told(records) if seq in each.bases)


def _annulled(records: Iterable[Record]) -> frozenset[int]:
    return frozenset(seq for record in records if record.kind is Kind.annulment for seq in record.targets)


def _given(record: Record, content: Content, *, annulled: bool) -> Given:
    return Given(
        seq=record.seq,
        kind=record.kind,
        on=content.happened.on,
        record=record,
        content=content,
        texts=record.texts,
        annulled=annulled,
    )


def _corrected(first: Given, by: Record, content: Content) -> Given:
    return replace(first, on=content.happened.on, content=content, texts=by.texts, corrected=by.seq)


def _withdrawn(first: Given, by: Record) -> Given:
    if by.content is None or first.withdrawn is not None:
        return first
    names = by.content.data.get(BY, ())
    who = names if isinstance(names, tuple) else ()
    return replace(first, withdrawn=Withdrawn(seq=by.seq, on=by.content.happened.on, by=who))
