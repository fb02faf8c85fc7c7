"""The check of ``doctor`` that holds what cases rest on against the folder: versions changed in place, pathways gone.

A run keeps the definition it began with, out of the store. A version that is changed in place therefore means one thing
for cases that began before and another for those that begin now, under the same date.
"""

from collections.abc import Mapping

from pathways.cli.finding import Check
from pathways.compiler.catalogue import Catalogue, compile_folder, compile_text
from pathways.compiler.code_lists import read_code_list
from pathways.compiler.problem import Report
from pathways.engine.library import Library
from pathways.errors import DefinitionError, PathwaysError
from pathways.messages import say
from pathways.model.pathway import Pathway
from pathways.settings import Settings
from pathways.store import events, heads, sources
from pathways.store.database import Database
from pathways.store.events import Pinned


def diagnose_versions(database: Database, settings: Settings) -> Check:
    """Whether the folder has, unchanged, what cases rest on. Raises: UnavailableError when the database goes away."""
    try:
        catalogue = compile_folder(settings.definitions)
    except DefinitionError:
        return Check(name="versions", found=say("cli.doctor.versions_unread"))  # told where the folder is looked at
    with database.read() as conn:
        pinned, going = events.pinned(conn), heads.open_cases(conn)
    stored = Library(catalogue=catalogue, database=database).as_stored()
    in_use: dict[str, Pathway] = {}
    for digest in sorted(pinned):
        try:
            in_use[digest] = stored.prepared(digest).pathway
        except (PathwaysError, LookupError, ValueError, TypeError, AssertionError):
            continue  # told where the stored sources are looked at
    changed = _changed(database, catalogue, in_use, pinned)
    gone = [*_gone(catalogue, in_use, pinned, going), *_codes_gone(database, catalogue, in_use)]
    if changed or gone:
        found = say("cli.doctor.versions_differ", count=len(changed) + len(gone))
        return Check(name="versions", found=found, mend=" ".join([*changed, *gone]))
    return Check(name="versions", found=say("cli.doctor.versions"))


def _changed(
    database: Database, catalogue: Catalogue, in_use: Mapping[str, Pathway], pinned: Mapping[str, Pinned]
) -> list[str]:
    """Versions of the folder that read otherwise than what cases began with under the same date."""
    cases: dict[Pathway, set[str]] = {}
    for digest, was in in_use.items():
        now = next((each for each in catalogue.versions.get(was.id, ()) if each.version == was.version), None)
        if now is not None and digest != now.digest and _reads_otherwise(database, catalogue, digest, now):
            cases.setdefault(now, set()).update(pinned[digest].cases)
    return [
        say("cli.doctor.mend_version", id=now.id, version=now.version, file=now.origin, count=len(found))
        for now, found in sorted(cases.items(), key=lambda each: (each[0].id, each[0].version))
    ]


def _reads_otherwise(database: Database, catalogue: Catalogue, digest: str, now: Pathway) -> bool:
    """Whether the text itself means another thing: not only the rules, lists and settings it rests on."""
    with database.read() as conn:
        texts = [source for stored in sources.compilations(conn, digest) for source in stored]
    text = next((source.text for source in texts if source.kind == "definition"), "")
    try:
        return compile_text(text, now.origin, catalogue.context).digest != now.digest
    except (DefinitionError, AssertionError):
        return True


def _gone(
    catalogue: Catalogue, in_use: Mapping[str, Pathway], pinned: Mapping[str, Pinned], going: frozenset[str]
) -> list[str]:
    """Pathways that a case under way may come to begin, and that no file of the folder defines any more."""
    cases: dict[str, set[str]] = {}
    for digest, pathway in in_use.items():
        begun = {name for event in pathway.events for branch in event.branches for name in branch.begins}
        for name in begun - catalogue.versions.keys():
            cases.setdefault(name, set()).update(pinned[digest].cases & going)
    return [
        say("cli.doctor.mend_pathway_gone", id=name, count=len(found)) for name, found in sorted(cases.items()) if found
    ]


def _codes_gone(database: Database, catalogue: Catalogue, in_use: Mapping[str, Pathway]) -> list[str]:
    """Codes that lists had when runs began and have no more: what was recorded could be told by its number only."""
    gone: dict[str, set[str]] = {}
    for digest, pathway in in_use.items():
        wanted = {field.code_list for field in pathway.fields} - {""}
        with database.read() as conn:
            texts = {each.origin: each.text for stored in sources.compilations(conn, digest) for each in stored}
        for name in wanted:
            origin = f"codes/{name}.yaml"
            was = read_code_list(texts.get(origin, ""), origin, origin, Report())
            now = catalogue.code_lists.get(name)
            missing = {code.code for code in was.codes} if was else set()
            missing -= {code.code for code in now.codes} if now else set()
            gone.setdefault(name, set()).update(missing)
    return [
        say("cli.doctor.mend_codes_gone", list=name, codes=", ".join(sorted(codes)))
        for name, codes in sorted(gone.items())
        if codes
    ]
