"""Source texts by their own hash, and which of them gave a digest: any case can be recompiled in ten years.

A compilation is the set of texts that were compiled together: the definition with its counting rules, calendars,
code lists and local settings. Texts are only added.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, exists, select

from pathways.store.insertion import insert_missing
from pathways.store.tables import DIGEST_SOURCE, SOURCE


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A source text, ``origin`` as first stored. ``kind``: definition, counting, calendars, codes, settings, access."""

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


def keep_alone(conn: Connection, source: Source) -> None:
    """Keeps a text that nothing was compiled with; does nothing where it is kept already."""
    row = {"hash": source.hash, "kind": source.kind, "origin": source.origin, "text": source.text}
    insert_missing(conn, SOURCE, [row])


def is_kept(conn: Connection, name: str) -> bool:
    """Whether a text of this hash is kept."""
    return conn.execute(select(SOURCE.c.hash).where(SOURCE.c.hash == name)).one_or_none() is not None


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


def altered(conn: Connection) -> Iterator[tuple[str, Source]]:
    """Each text that is no longer the one that was stored, after the hash it had, sorted by that."""
    wanted = select(SOURCE.c.hash, SOURCE.c.kind, SOURCE.c.origin, SOURCE.c.text).order_by(SOURCE.c.hash)
    for name, kind, origin, text in conn.execute(wanted):
        found = Source(kind=kind, origin=origin, text=text)
        # SQLite keeps whatever it is given, and a text that is none has no hash.
        if not isinstance(text, str) or found.hash != name:
            yield name, found


def missing(conn: Connection) -> tuple[str, ...]:
    """Hashes that a compilation names and of which no text is kept, sorted."""
    named = DIGEST_SOURCE.c.source_hash
    wanted = select(named).distinct().where(~exists().where(SOURCE.c.hash == named)).order_by(named)
    return tuple(conn.execute(wanted).scalars())


def digests_with(conn: Connection, source_hash: str) -> tuple[str, ...]:
    """The digests that a text is a part of, sorted."""
    wanted = select(DIGEST_SOURCE.c.digest).distinct().where(DIGEST_SOURCE.c.source_hash == source_hash)
    return tuple(conn.execute(wanted.order_by(DIGEST_SOURCE.c.digest)).scalars())
