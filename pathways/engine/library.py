"""The definitions an engine works with: those of the folder today, and any older one from its stored sources.

Prepared tables are kept per digest for as long as the library lives; a definition never changes under its digest.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from pathways.compiler.catalogue import Catalogue, compile_text, read_context
from pathways.compiler.problem import Report
from pathways.errors import IntegrityError, PathwaysError
from pathways.machine.prepared import Prepared, prepare
from pathways.model.pathway import CodeList, Pathway
from pathways.store import events, sources
from pathways.store.connection import Connection
from pathways.store.database import Database
from pathways.store.sources import Source


@dataclass(slots=True, kw_only=True)
class Library:
    """Finds pathways by digest and by date. ``database`` holds the sources of every digest a run was ever pinned to."""

    catalogue: Catalogue
    database: Database
    _prepared: dict[str, Prepared] = field(default_factory=dict)
    _all_kept: bool = False

    def prepared(self, digest: str) -> Prepared:
        """The pathway of this digest, ready to fold. Raises IntegrityError when neither folder nor store has it."""
        found = self._prepared.get(digest)
        if found is None:
            found = self._prepared[digest] = self._prepare(digest)
        return found

    def in_force(self, pathway: str, on: date) -> tuple[str, bool]:
        """Digest in force on the date, and False when none was: law of the day not loaded. Raises NotFoundError."""
        found, law_loaded = self.catalogue.in_force(pathway, on)
        return found.digest, law_loaded

    def code_lists(self) -> Mapping[str, CodeList]:
        """Today's code lists. They only grow, and codes are checked by the date they were used."""
        return self.catalogue.code_lists

    def digests_of(self, pathway: str, version: date) -> tuple[str, ...]:
        """Every digest of one version of a pathway that folder or store has, sorted: settings make several."""
        with self.database.read() as conn:
            known = {*sources.digests(conn), *self.catalogue.by_digest}
        found = ((digest, self.prepared(digest).pathway) for digest in sorted(known))
        return tuple(digest for digest, each in found if (each.id, each.version) == (pathway, version))

    def keep_sources(self) -> None:
        """Store the sources of every definition of the folder that the database does not have yet.

        Done once, before anything is written: a run is never pinned to a digest whose sources could be lost.
        """
        if self._all_kept:
            return
        with self.database.read() as conn:
            kept = set(sources.digests(conn))
        missing = [pathway for pathway in self.catalogue.pathways if pathway.digest not in kept]
        if missing:
            with self.database.write() as conn:
                for pathway in missing:
                    sources.store_compilation(conn, pathway.digest, self._sources(pathway))
        self._all_kept = True

    def broken(self, conn: Connection) -> tuple[str, ...]:
        """Digests that runs are pinned to and whose stored sources are missing or give another definition, sorted."""
        return tuple(digest for digest in sorted(events.pinned(conn)) if not _gives(conn, digest))

    def _sources(self, pathway: Pathway) -> list[Source]:
        files = self.catalogue.sources_of(pathway)
        return [Source(kind=_kind(name, pathway.origin), origin=name, text=text) for name, text in files.items()]

    def _prepare(self, digest: str) -> Prepared:
        pathway = self.catalogue.by_digest.get(digest)
        if pathway is not None:
            return prepare(pathway, self.catalogue.rules, self.catalogue.calendars)
        with self.database.read() as conn:
            stored = sources.compilations(conn, digest)
        if not stored:
            raise IntegrityError("engine.unknown_digest", digest=digest[:12])
        return _recompile(digest, stored[0])


def _recompile(digest: str, stored: tuple[Source, ...]) -> Prepared:
    files = {source.origin: source.text for source in stored}
    origin = next(source.origin for source in stored if source.kind == "definition")
    context = read_context(files, "", Report())
    pathway = compile_text(files[origin], origin, context)
    if pathway.digest != digest:
        raise IntegrityError("engine.digest_changed", digest=digest[:12])
    return prepare(pathway, context.rules, context.calendars)


def _kind(name: str, definition: str) -> str:
    if name == definition:
        return "definition"
    return "codes" if name.startswith("codes/") else name.removesuffix(".yaml")


def _gives(conn: Connection, digest: str) -> bool:
    """Whether every compilation kept for a digest still gives it, and there is one."""
    kept = sources.compilations(conn, digest)
    try:
        return bool(kept) and all(_recompile(digest, stored).pathway.digest == digest for stored in kept)
    except (PathwaysError, LookupError, StopIteration):
        return False
