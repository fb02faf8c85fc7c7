"""Invented records for the tests of the store: short ones, and any that Hypothesis can think of."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st
from sqlalchemy import Connection

from pathways.model.record import Actor, Content, Crossing, Happened, Kind, Record, RunPin
from pathways.store import chain, events, heads
from pathways.store.heads import Head

CASE = "BV-2026-0001"
START = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
ACTOR = Actor(user="kari", roles=("saksbehandler",), os_account="kn", authenticated=False)
SALT = "5a" * 32


def act(seq: int, *, case_id: str = CASE, text: str = "") -> Record:
    """An act, a day after the one before; ``text`` is its reason."""
    return Record(
        case_id=case_id,
        seq=seq,
        event_id=f"{case_id}/{seq}",
        kind=Kind.act,
        run="undersokelse",
        name="melding_mottatt",
        item="",
        recorded_at=START + timedelta(days=seq),
        actor=ACTOR,
        content=Content(
            happened=Happened(on=date(2026, 1, 5), at=None),
            data={"meldere": ("1", "8"), "alvorlig": True},
            reason_codes=(),
            pins=(),
            warnings=(),
        ),
        crossing=None,
        targets=(),
        cause=0,
        text_names=("reason",) if text else (),
        texts={"reason": text} if text else {},
    )


def destruction(seq: int, targets: tuple[int, ...], *, case_id: str = CASE) -> Record:
    """The note of a decision to destroy the free texts of ``targets``, of what was proposed in the event before it."""
    other = replace(ACTOR, user="den andre")
    named = replace(act(seq, case_id=case_id), kind=Kind.note, name="payload_destroyed", targets=targets)
    return replace(named, cause=seq - 1, actor=other)


def decided(seq: int, targets: tuple[int, ...]) -> list[Record]:
    """A proposal in event ``seq``, and its decision in the next."""
    proposal = replace(act(seq), kind=Kind.note, name="destruction_proposed", targets=targets)
    return [proposal, destruction(seq + 1, targets)]


def head(case_id: str = CASE, **changes: object) -> Head:
    """The head of a case that nothing has happened in."""
    opened = Head(
        case_id=case_id,
        service="barnevern",
        number=1,
        opened_at=START,
        recorded_at=START,
        version=0,
        head_hash=chain.genesis(case_id),
        next_due=None,
        ended=False,
    )
    return replace(opened, **changes)  # type: ignore[arg-type]


def open_case(conn: Connection, case_id: str = CASE) -> Head:
    """Stores a case without events."""
    opened = head(case_id)
    heads.insert_head(conn, opened, "{}")
    return opened


def write(conn: Connection, before: Head, records: Sequence[Record]) -> Head:
    """Appends records and moves the head, as the engine does."""
    tip = events.append(conn, records, [SALT] * len(records), ["d"] * len(records), before.head_hash)
    after = replace(before, version=records[-1].seq, head_hash=tip)
    heads.update_head(conn, after, before.version)
    return after


def fill_case(conn: Connection, count: int, case_id: str = CASE) -> Head:
    """A case of ``count`` acts, every second one with a free text."""
    records = [act(seq, case_id=case_id, text=f"fordi {seq}" if seq % 2 else "") for seq in range(1, count + 1)]
    return write(conn, open_case(conn, case_id), records)


TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20)
_instants = st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2090, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
_days = st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 1, 1))
_tuples = st.lists(TEXTS, max_size=3).map(tuple)
_values = st.one_of(TEXTS, st.booleans(), st.integers(), _tuples)
_pins = st.builds(RunPin, run=TEXTS, pathway=TEXTS, digest=TEXTS, law_loaded=st.booleans())
_contents = st.builds(
    Content,
    happened=st.builds(Happened, on=_days, at=st.none() | _instants),
    data=st.dictionaries(TEXTS, _values, max_size=4),
    reason_codes=_tuples,
    pins=st.lists(_pins, max_size=2).map(tuple),
    warnings=_tuples,
)
_crossings = st.builds(Crossing, due=_instants, run=TEXTS, deadline=TEXTS, item=TEXTS, what=TEXTS)


def _with_texts(record: Record, texts: dict[str, str]) -> Record:
    return replace(record, text_names=tuple(texts), texts=texts)


RECORDS = st.builds(
    _with_texts,
    st.builds(
        Record,
        case_id=TEXTS,
        seq=st.integers(1, 2**31 - 1),
        event_id=TEXTS,
        kind=st.sampled_from(Kind),
        run=TEXTS,
        name=TEXTS,
        item=TEXTS,
        recorded_at=_instants,
        actor=st.builds(Actor, user=TEXTS, roles=_tuples, os_account=TEXTS, authenticated=st.booleans(), proof=TEXTS),
        content=st.none() | _contents,
        crossing=st.none() | _crossings,
        targets=st.lists(st.integers(1, 1000), max_size=3).map(tuple),
        cause=st.integers(0, 1000),
        text_names=st.just(()),
        texts=st.just({}),
    ),
    st.dictionaries(TEXTS, TEXTS, max_size=3),
)
