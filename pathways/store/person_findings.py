"""Whether what lies about persons is what the log says was written: nothing gone, nothing added. Needs no key.

What a ciphertext says is for whoever opens it: it does so only at its own place, and only as it was sealed.
"""

import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from sqlalchemy import Connection, or_, select

from pathways.model.record import Kind
from pathways.store.findings import DESTRUCTION, PROPOSAL, Finding, Reason, decided_in
from pathways.store.tables import EVENT, PERSON

_KIND = f'%"kind":"{Kind.person.value}"%'

Key = tuple[int, str, int]
"""Seq, ``subject.field``, version."""


def person_findings(conn: Connection, case_id: str | None = None) -> Iterator[Finding]:
    """The first thing wrong in each case, in order of id. Events that cannot be read are told of elsewhere."""
    for case in _cases(conn) if case_id is None else (case_id,):
        told, there, decided = set(_told(conn, case)), dict(_there(conn, case)), _decided(conn, case)
        gone = {key: Reason.person_missing for key in told if _is_gone(key, there, decided)}
        kept = {key: Reason.person_kept for key in there if key[0] in decided and there[key] is not None}
        added = {key: Reason.person_extra for key in there if key not in told}
        for (seq, field, _), reason in sorted({**gone, **kept, **added}.items())[:1]:
            yield Finding(case_id=case, seq=seq, reason=reason, about=field)


def _is_gone(key: Key, there: Mapping[Key, str | None], decided: Collection[int]) -> bool:
    """A version that is not there, or destroyed without a decision. One that was decided leaves its empty row."""
    return key not in there or (there[key] is None and key[0] not in decided)


def _decided(conn: Connection, case_id: str) -> frozenset[int]:
    names = (EVENT.c.envelope.like(f'%"name":"{name}"%') for name in (DESTRUCTION, PROPOSAL))
    wanted = select(EVENT.c.envelope).where(EVENT.c.case_id == case_id, or_(*names)).order_by(EVENT.c.seq)
    return decided_in(str(envelope) for envelope in conn.execute(wanted).scalars())


def _cases(conn: Connection) -> list[str]:
    """Cases that have anything of the kind, by id."""
    logged = select(EVENT.c.case_id).where(EVENT.c.envelope.like(_KIND))
    return sorted(conn.execute(select(PERSON.c.case_id).union(logged)).scalars())


def _told(conn: Connection, case_id: str) -> Iterator[Key]:
    of_kind = (EVENT.c.case_id == case_id) & EVENT.c.envelope.like(_KIND)
    versions: Counter[str] = Counter()
    for seq, envelope in conn.execute(select(EVENT.c.seq, EVENT.c.envelope).where(of_kind).order_by(EVENT.c.seq)):
        for field in _fields(envelope):
            versions[field] += 1
            yield seq, field, versions[field]


def _there(conn: Connection, case_id: str) -> Iterator[tuple[Key, str | None]]:
    for row in conn.execute(select(PERSON).where(PERSON.c.case_id == case_id)):
        yield (row.seq, f"{row.subject}.{row.field}", row.version), row.sealed


def _fields(envelope: str) -> tuple[str, ...]:
    try:
        tree = json.loads(envelope)
        return tuple(map(str, tree["content"]["data"]["fields"])) if tree["kind"] == Kind.person.value else ()
    except (ValueError, LookupError, TypeError):
        return ()
