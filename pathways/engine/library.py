"""The definitions an engine works with: those of the folder today, and any older one from its stored sources.

Prepared tables are kept per digest for as long as the library lives; a definition never changes under its digest.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from pathways.compiler.access import FILE as ACCESS_FILE
from pathways.compiler.catalogue import (
    BESIDE,
    Catalogue,
    compile_beside,
    compile_folder,
    compile_text,
    read_context,
)
from pathways.compiler.problem import Report, first_cause
from pathways.errors import DAMAGED, DefinitionError, IntegrityError
from pathways.machine.prepared import Prepared, prepare
from pathways.model.pathway import CodeList, Pathway, Title
from pathways.store import events, sources
from pathways.store.connection import Connection
from pathways.store.database import Database
from pathways.store.findings import Finding, Reason
from pathways.store.sources import Source

TABLE = "access"
"""The kind of an access table."""

DEFINITION = "definition"
"""The kind of the text that gave its name to a compilation."""

_BESIDE = frozenset({"codes", *(name.removesuffix(".yaml") for name in BESIDE)})
"""The kinds of what lies beside a definition."""


@dataclass(slots=True, kw_only=True)
class Library:
    """Finds pathways by digest and by date. ``database`` holds the sources of every digest a run was ever pinned to."""

    catalogue: Catalogue
    database: Database
    from_store: bool = False
    """Whether the folder is passed over, as for a check of what is stored."""
    unusable: DefinitionError | None = None
    """Why the definitions of the folder cannot be used: then no run can begin, and those under way go on as stored."""
    _prepared: dict[str, Prepared] = field(default_factory=dict)
    _all_kept: bool = False
    _sending: frozenset[str] | None = None

    def prepared(self, digest: str) -> Prepared:
        """The pathway of this digest, ready to fold. Raises IntegrityError when neither folder nor store has it."""
        found = self._prepared.get(digest)
        if found is None:
            found = self._prepared[digest] = self._prepare(digest)
        return found

    def in_force(self, pathway: str, on: date) -> tuple[str, bool]:
        """Digest in force on the date, and False when none was: law of the day not loaded.

        Raises: NotFoundError; DefinitionError while the folder cannot be used.
        """
        self.require_usable("engine.no_new_run")
        found, law_loaded = self.catalogue.in_force(pathway, on)
        return found.digest, law_loaded

    def require_usable(self, key: str) -> None:
        """Raises: DefinitionError with the sentence ``key`` and every problem, while the folder cannot be used."""
        if self.unusable is not None:
            raise DefinitionError(key, **told_of(self.unusable))

    @property
    def sending(self) -> frozenset[str]:
        """Names of the events that send messages in some version of some pathway of the folder."""
        if self._sending is None:
            events_ = (event for pathway in self.catalogue.pathways for event in pathway.events)
            self._sending = frozenset(event.name for event in events_ if event.sends)
        return self._sending

    def code_lists(self) -> Mapping[str, CodeList]:
        """Today's code lists. They only grow, and codes are checked by the date they were used."""
        return self.catalogue.code_lists

    def missed_lists(self) -> Mapping[str, str]:
        """Kind of service → the local list of why deadlines were missed, by the settings of today."""
        return self.catalogue.settings.missed_lists

    def role_titles(self) -> Mapping[str, Title]:
        """What the local settings of today call each role."""
        return self.catalogue.settings.roles

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

    def keep_table(self) -> None:
        """Store the access table under its hash: access rows name that, so an auditor sees which table held."""
        policy = self.catalogue.policy
        if not policy.digest:
            return
        with self.database.read() as conn:
            if sources.is_kept(conn, policy.digest):
                return
        with self.database.write() as conn:
            sources.keep_alone(conn, Source(kind=TABLE, origin=ACCESS_FILE, text=policy.text))

    def as_stored(self) -> "Library":
        """The same, but every definition as its stored sources give it, whatever the folder holds."""
        return Library(catalogue=self.catalogue, database=self.database, from_store=True, unusable=self.unusable)

    def _sources(self, pathway: Pathway) -> list[Source]:
        files = self.catalogue.sources_of(pathway)
        return [Source(kind=_kind(name, pathway.origin), origin=name, text=text) for name, text in files.items()]

    def _prepare(self, digest: str) -> Prepared:
        pathway = self.catalogue.by_digest.get(digest)
        if pathway is not None and not self.from_store:
            return prepare(pathway, self.catalogue.rules, self.catalogue.calendars)
        with self.database.read() as conn:
            stored = sources.compilations(conn, digest)
        if not stored:
            raise IntegrityError("engine.unknown_digest", digest=digest[:12])
        return _recompile(digest, stored[0])


def open_library(folder: Path, database: Database) -> Library:
    """The definitions of the folder; while they cannot be used, what lies beside them, for the runs under way.

    What is broken there too is taken as it was stored for the run begun last. Raises: DefinitionError, with every
    problem of the folder, when that does not suffice.
    """
    try:
        return Library(catalogue=compile_folder(folder), database=database)
    except DefinitionError as error:
        with database.read() as conn:
            digest = events.newest_pinned(conn)
            stored = sources.compilations(conn, digest) if digest else ()
        kept = {source.origin: source.text for source in stored[0]} if stored else {}
        try:
            return Library(catalogue=compile_beside(folder, kept), database=database, unusable=error)
        except DefinitionError:
            raise DefinitionError("engine.unusable", **told_of(error)) from None


def told_of(error: DefinitionError) -> Mapping[str, object]:
    """The problems of definitions, with the first of them in words, and its file."""
    problems = error.values.get("problems", ())
    found = problems if isinstance(problems, tuple) else ()
    cause = first_cause(found) if found else None
    file = cause.place.file if cause else "—"
    return {"problems": problems, "file": file, "first": cause or str(error), "count": len(found)}


def _recompile(digest: str, stored: tuple[Source, ...]) -> Prepared:
    files = {source.origin: source.text for source in stored}
    origin = next((source.origin for source in stored if source.kind == DEFINITION), "")
    if not origin:
        raise IntegrityError("engine.no_definition_text", digest=digest[:12])
    context = read_context(files, "", Report())
    pathway = compile_text(files[origin], origin, context)
    if pathway.digest != digest:
        raise IntegrityError("engine.digest_changed", digest=digest[:12])
    return prepare(pathway, context.rules, context.calendars)


def _kind(name: str, definition: str) -> str:
    if name == definition:
        return DEFINITION
    return "codes" if name.startswith("codes/") else name.removesuffix(".yaml")


def broken_sources(conn: Connection) -> Iterator[Finding]:
    """Definitions that runs are pinned to and that the stored sources no longer give, by digest; then wrong kinds."""
    labels: dict[str, Finding] = {}
    for digest, pinned in sorted(events.pinned(conn).items()):
        kept = sources.compilations(conn, digest)
        cases = len(pinned.cases)
        if not (kept and all(_gives(digest, stored) for stored in kept)):
            reason = Reason.definition if kept else Reason.definition_missing
            yield Finding(case_id=digest, seq=0, reason=reason, about=pinned.pathway, cases=cases)
        for source in (source for stored in kept for source in _mislabelled(stored)):
            labels[source.hash] = Finding(
                case_id=source.hash, seq=0, reason=Reason.source_kind, about=source.origin, cases=cases
            )
    yield from (found for _, found in sorted(labels.items()))


def _gives(digest: str, stored: tuple[Source, ...]) -> bool:
    """Whether a compilation still gives its digest. The texts may be anything by now, and so may what they lead to."""
    try:
        return _recompile(digest, stored).pathway.digest == digest
    except DAMAGED:
        return False


def _mislabelled(stored: tuple[Source, ...]) -> Iterator[Source]:
    """Those of a compilation whose kind is not what their name says. Exactly one text is the definition itself."""
    beside = [source for source in stored if _kind(source.origin, "") in _BESIDE]
    yield from (source for source in beside if source.kind != _kind(source.origin, ""))
    others = [source for source in stored if source not in beside]
    yield from (source for source in others if len(others) > 1 or source.kind != DEFINITION)
