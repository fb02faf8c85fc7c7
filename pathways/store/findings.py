"""What a verifier finds in the rows of one case: the first event that is not as it was recorded, and why. Pure.

It trusts no column: everything is compared with the envelope, and the envelope with the chain. It cannot see that the
last events were removed together with the head, nor that the whole chain was written anew: no chain can.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

import orjson

from pathways.errors import UsageError
from pathways.messages import say
from pathways.model.record import Kind
from pathways.store import chain

DESTRUCTION = "payload_destroyed"
"""Name of the note whose targets are the events whose free texts were destroyed by a recorded decision."""

DECLINED = "destruction_declined"
"""Name of the note that ends a proposal without anything being destroyed; its cause is the proposal."""

INTEREST = "public_interest"
"""The free text of a proposal that says why the public interest does not forbid it."""

LAW, PROPOSER = "law", "proposed_by"
"""What such notes hold besides: the paragraph they rest on, and, in a decision, who proposed it."""

PROPOSAL = "destruction_proposed"
"""Name of the note that proposes it; its decision names it as its cause, and is another person's."""


class Reason(StrEnum):
    """What is wrong with an event, a head or a source."""

    foreign_case = "foreign_case"
    gap = "gap"
    order = "order"
    previous = "previous"
    hash = "hash"
    rewritten = "rewritten"
    unreadable = "unreadable"
    columns = "columns"
    payload = "payload"
    payload_missing = "payload_missing"
    payload_extra = "payload_extra"
    payload_destroyed = "payload_destroyed"
    payload_kept = "payload_kept"
    person_missing = "person_missing"
    person_extra = "person_extra"
    person_kept = "person_kept"
    # The next two only where the keys are at hand.
    person_altered = "person_altered"
    person_key = "person_key"
    head_missing = "head_missing"
    head_hash = "head_hash"
    tail_missing = "tail_missing"
    beyond_head = "beyond_head"
    source = "source"
    source_kind = "source_kind"
    source_missing = "source_missing"
    definition = "definition"
    definition_missing = "definition_missing"
    case_gone = "case_gone"
    number_gone = "number_gone"
    number_behind = "number_behind"
    notice_beyond = "notice_beyond"
    delivery_alone = "delivery_alone"
    # Only against a checkpoint; of the first five the seq is the checkpoint's number.
    checkpoint_gone = "checkpoint_gone"
    checkpoint_other = "checkpoint_other"
    checkpoint_altered = "checkpoint_altered"
    body_altered = "body_altered"
    rolled_back = "rolled_back"
    case_removed = "case_removed"
    cut_since = "cut_since"
    other_since = "other_since"
    backdated = "backdated"
    source_gone = "source_gone"
    source_renamed = "source_renamed"
    compilation_gone = "compilation_gone"
    # Of the organisation and of the log of accounts; the first also without a checkpoint.
    entry_broken = "entry_broken"
    entries_cut = "entries_cut"
    entry_other = "entry_other"
    entry_backdated = "entry_backdated"
    account_row_gone = "account_row_gone"
    account_row_other = "account_row_other"
    account_row_backdated = "account_row_backdated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """The first thing wrong in a case; ``seq`` is the event's. For a source, ``case_id`` is its hash and seq 0.

    ``about`` is then the name of the text, or of the pathway, and ``cases`` how many have ever used it.
    """

    case_id: str
    seq: int
    reason: Reason
    about: str = ""
    cases: int = 0

    @property
    def sentence(self) -> str:
        """The finding as a person reads it."""
        return say(
            f"store.finding_{self.reason}",
            case=self.case_id,
            seq=self.seq,
            about=self.about,
            cases=self.cases,
            before=self.seq - 1,
        )


class StoredEvent(NamedTuple):
    """The columns of one event and of its payload, as they lie in the database. ``texts`` is canonical JSON.

    A tuple, as the whole log passes through it.
    """

    case_id: str
    seq: int
    event_id: str
    recorded_at: datetime | str
    """As the driver gives it: SQLite keeps a text, which anybody may have filled with anything."""
    envelope: str
    prev_hash: str
    hash: str
    payload_there: bool
    salt: str | None
    texts: str | None
    locked: bool = False
    """Whether its texts are sealed with a key that is not here: then only that they are there is known."""


@dataclass(frozen=True, slots=True)
class Tip:
    """Where the head of a case says that its chain ends."""

    version: int
    hash: str


def verify_rows(case_id: str, rows: Iterable[StoredEvent], tip: Tip | None) -> Finding | None:
    """The first event of a case that is not as it was recorded, or None. ``rows`` come by seq; ``tip``: its head."""
    kept = tuple(rows)
    expected, previous = 1, chain.genesis(case_id)
    for row in kept:
        wrong = _misplaced(row, case_id, expected) or _altered(row, previous)
        if wrong is Reason.previous:
            return _earliest(_unrecorded(case_id, kept), _broken_link(row, kept))
        if wrong is not None:
            place = row.seq if isinstance(row.seq, int) and wrong is not Reason.gap else expected
            return _earliest(_unrecorded(case_id, kept), Finding(case_id=case_id, seq=place, reason=wrong))
        expected, previous = expected + 1, row.hash
    return _earliest(_unrecorded(case_id, kept), _tip(case_id, tip, Tip(expected - 1, previous)))


def _misplaced(row: StoredEvent, case_id: str, expected: int) -> Reason | None:
    if row.case_id != case_id:
        return Reason.foreign_case
    if row.seq == expected:
        return None
    whole = isinstance(row.seq, int)  # SQLite keeps whatever it is given
    return Reason.gap if whole and row.seq > expected else Reason.order


def _altered(row: StoredEvent, previous: str) -> Reason | None:
    if row.prev_hash != previous:
        return Reason.previous
    try:
        if chain.link(previous, row.envelope) != row.hash:
            return Reason.hash
        tree = orjson.loads(row.envelope)
        columns = (tree["case"], tree["seq"], tree["id"])
        told, recorded = tree["recorded"], datetime.fromisoformat(tree["recorded"])
        names, commitment, known = tree["texts"], tree["commitment"], tree["format"] == chain.FORMAT
    except (ValueError, KeyError, TypeError, UsageError):
        return Reason.unreadable
    if not known:
        return Reason.unreadable
    if columns != (row.case_id, row.seq, row.event_id) or row.recorded_at not in (recorded, _as_kept(told)):
        return Reason.columns
    return _payload(row, names, commitment)


def _broken_link(row: StoredEvent, rows: Sequence[StoredEvent]) -> Finding:
    """Whom a link that does not fit blames: this event, or, when this one still is what it was, one before it."""
    here = Finding(case_id=row.case_id, seq=row.seq, reason=Reason.previous)
    try:
        tree = json.loads(row.envelope)
        case_id, told = tree["case"], tree["seq"]
        intact = chain.link(row.prev_hash, row.envelope) == row.hash and case_id == row.case_id
    except (ValueError, KeyError, TypeError, UsageError):
        return here
    if not intact or told > row.seq or row.seq == 1:
        return here
    if told == row.seq:
        return Finding(case_id=row.case_id, seq=row.seq - 1, reason=Reason.rewritten)
    if rows[told - 1].envelope == row.envelope:
        return here  # a copy of an event that still has its place
    return Finding(case_id=row.case_id, seq=told, reason=Reason.rewritten)


def _as_kept(told: str) -> str:
    """An instant of an envelope as SQLite keeps it."""
    instant = told.replace("T", " ").removesuffix("+00:00")
    return instant if "." in instant else instant + ".000000"


def _payload(row: StoredEvent, names: Sequence[str], commitment: str) -> Reason | None:
    if not names:
        return Reason.payload_extra if row.payload_there else None
    if not row.payload_there:
        return Reason.payload_missing
    if row.salt is None and row.texts is None:
        return None  # destroyed: whether that was decided, only the whole log tells
    if row.salt is None or row.texts is None:
        return Reason.payload
    if row.locked:
        return None  # how many there are of these is told beside
    try:
        return None if chain.seal_text(row.salt, row.texts) == commitment else Reason.payload
    except (ValueError, TypeError, AttributeError, UsageError):
        return Reason.payload


def _unrecorded(case_id: str, rows: Sequence[StoredEvent]) -> Finding | None:
    """The first payload that is destroyed without a decision, or decided but not destroyed."""
    decided = decided_in([str(row.envelope) for row in rows])  # SQLite may hold bytes by now
    for row in rows:
        destroyed = row.payload_there and row.texts is None and row.salt is None
        if destroyed and row.seq not in decided:
            return Finding(case_id=case_id, seq=row.seq, reason=Reason.payload_destroyed)
        if row.seq in decided and row.texts is not None:
            return Finding(case_id=case_id, seq=row.seq, reason=Reason.payload_kept)
    return None


def decided_in(envelopes: Iterable[str]) -> frozenset[int]:
    """The events whose destruction one person proposed and another decided, by the envelopes of a case in order."""
    proposed: dict[int, tuple[str, frozenset[int]]] = {}
    decided: set[int] = set()
    for envelope in envelopes:
        note = _note(envelope) if DESTRUCTION in envelope or PROPOSAL in envelope else None
        if note is None:
            continue
        seq, name, user, targets, cause = note
        if name == PROPOSAL:
            proposed[seq] = user, targets
        elif name == DESTRUCTION and cause in proposed:
            proposer, meant = proposed[cause]
            decided |= targets if proposer != user and targets == meant else frozenset()
    return frozenset(decided)


def _note(envelope: str) -> tuple[int, str, str, frozenset[int], int] | None:
    try:
        tree: dict[str, Any] = json.loads(envelope)
        if tree["kind"] != Kind.note.value:
            return None
        return tree["seq"], tree["name"], tree["actor"]["user"], frozenset(tree["targets"]), tree["cause"]
    except (ValueError, KeyError, TypeError):
        return None


def _tip(case_id: str, tip: Tip | None, found: Tip) -> Finding | None:
    if tip is None:
        return Finding(case_id=case_id, seq=1, reason=Reason.head_missing)
    if found.version < tip.version:
        return Finding(case_id=case_id, seq=found.version + 1, reason=Reason.tail_missing)
    if found.version > tip.version:
        return Finding(case_id=case_id, seq=tip.version + 1, reason=Reason.beyond_head)
    if found.hash != tip.hash:
        return Finding(case_id=case_id, seq=found.version, reason=Reason.head_hash)
    return None


def _earliest(one: Finding | None, other: Finding | None) -> Finding | None:
    if one is None or other is None:
        return one or other
    return one if one.seq < other.seq else other
