"""Source texts by their own hash, and which of them gave a digest: any case can be recompiled in ten years.

A compilation is the set of texts that were compiled together: the definition with its counting rules, calendars,
code lists and local settings. Texts are only added.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from pathways.store.insertion import insert_missing
from pathways.store.tables import DIGEST_SOURCE, SOURCE


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A source text. ``kind``: definition, counting, calendars, codes or settings; ``origin``: as first stored."""

    kind: str
    origin: str
    text: str

    @property
    def hash(self) -> str:
        """Hex SHA-256 of the text in UTF-8."""
        return hash_of(self.text)


def hash_of(text: str) -> str:
    """Hex SHA-256 of a source text in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


def store_compilation(conn: Connection, digest: str, sources: Sequence[Source]) -> None:
    """Keeps the ``sources`` that compiled to ``digest``; does nothing where they are kept already."""
    hashes = sorted(source.hash for source in sources)
    compilation = hashlib.sha256("\n".join(hashes).encode()).hexdigest()
    insert_missing(
        conn, SOURCE, [{"hash": s.hash, "kind": s.kind, "origin": s.origin, "text": s.text} for s in sources]
    )
    insert_missing(
        conn,
        DIGEST_SOURCE,
        [{"digest": digest, "compilation": compilation, "source_hash": name} for name in hashes],
    )


def compilations(conn: Connection, digest: str) -> tuple[tuple[Source, ...], ...]:
    """Every set of texts known to compile to ``digest``, each by kind and origin; empty when none is."""
    wanted = (
        select(DIGEST_SOURCE.c.compilation, SOURCE.c.kind, SOURCE.c.origin, SOURCE.c.text)
        .join_from(DIGEST_SOURCE, SOURCE, SOURCE.c.hash == DIGEST_SOURCE.c.source_hash)
        .where(DIGEST_SOURCE.c.digest == digest)
        .order_by(DIGEST_SOURCE.c.compilation, SOURCE.c.kind, SOURCE.c.origin)
    )
    found: dict[str, list[Source]] = {}
    for compilation, kind, origin, text in conn.execute(wanted):
        found.setdefault(compilation, []).append(Source(kind=kind, origin=origin, text=text))
    return tuple(tuple(sources) for sources in found.values())


def digests(conn: Connection) -> tuple[str, ...]:
    """Every digest that sources are kept for, sorted."""
    wanted = select(DIGEST_SOURCE.c.digest).distinct().order_by(DIGEST_SOURCE.c.digest)
    return tuple(conn.execute(wanted).scalars())


def altered(conn: Connection) -> Iterator[str]:
    """Hashes whose stored text is no longer the one that was stored, sorted."""
    for name, text in conn.execute(select(SOURCE.c.hash, SOURCE.c.text).order_by(SOURCE.c.hash)):
        if hash_of(text) != name:
            yield name
