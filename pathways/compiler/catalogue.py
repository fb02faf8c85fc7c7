"""All definitions of a folder, compiled and checked together: the door of the compiler.

The whole input is a mapping from file name to text, so that what was compiled can be stored and compiled again, ten
years on, to the same digests. Nothing is kept between calls.
"""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

from pathways.compiler.access import FILE as ACCESS_FILE
from pathways.compiler.access import NO_TABLE, read_access
from pathways.compiler.check_sharing import check_told
from pathways.compiler.checks import check
from pathways.compiler.code_lists import FOLDER, read_code_list
from pathways.compiler.context import Context
from pathways.compiler.counting_data import CALENDARS_FILE, RULES_FILE, read_calendars, read_rules
from pathways.compiler.digest import digest_of
from pathways.compiler.draft import Draft, id_in, read_draft
from pathways.compiler.insight_data import INSIGHT_FILES, read_insight
from pathways.compiler.problem import Report
from pathways.compiler.retention import FILE as RETENTION_FILE
from pathways.compiler.retention import read_retention
from pathways.compiler.services_data import NO_KINDS, Kinds, check_services
from pathways.compiler.settings import FILE as SETTINGS_FILE
from pathways.compiler.settings import read_settings
from pathways.compiler.sharing_data import KINDS_FILES, LAW_FILES, NO_LAW, read_sharing
from pathways.compiler.source import MAX_BYTES, decode
from pathways.compiler.support import require_no_problems
from pathways.compiler.tree import Place
from pathways.counting.calendar import Calendar
from pathways.errors import NotFoundError
from pathways.files import read_start
from pathways.model.counting import CountingRule
from pathways.model.insight import NO_INSIGHT, InsightLaws
from pathways.model.local_settings import LocalSettings
from pathways.model.pathway import CodeList, Pathway
from pathways.model.policy import Policy
from pathways.model.retention import RetentionRule
from pathways.model.sharing import SharingLaw

BESIDE = (RULES_FILE, CALENDARS_FILE, SETTINGS_FILE)
"""Files beside the definitions, which all of them rest on."""

APART = (ACCESS_FILE, RETENTION_FILE, *INSIGHT_FILES)
"""Files beside the definitions that none of them rests on; a folder may be without."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """Everything compiled from one set of files. All mappings are read-only."""

    versions: Mapping[str, tuple[Pathway, ...]]
    """Pathway id → its versions, oldest first."""
    by_digest: Mapping[str, Pathway]
    context: Context
    files: Mapping[str, str]
    """File name, relative to the folder, → text: all that was compiled, definitions and what they rest on."""
    retention: Mapping[str, RetentionRule]
    """How long what is recorded is kept, by kind of service."""
    sharing: SharingLaw = NO_LAW
    """Who decides for a child, and what services may tell each other. No definition rests on it."""
    insight: InsightLaws = NO_INSIGHT
    """What a party may see of their case. No definition rests on it."""
    services: Kinds = field(default_factory=lambda: NO_KINDS)
    """The kinds of services there are. No definition rests on it."""
    policy: Policy = NO_TABLE
    """Who may do what. No definition rests on it; without one nobody may anything."""

    @property
    def pathways(self) -> tuple[Pathway, ...]:
        """Every version of every pathway, by id, then oldest first."""
        return tuple(pathway for pathway_id in sorted(self.versions) for pathway in self.versions[pathway_id])

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of services there are, and those that stored definitions name besides."""
        return frozenset(self.services) | {pathway.service for pathway in self.by_digest.values()}

    @property
    def code_lists(self) -> Mapping[str, CodeList]:
        """Code lists by id, e.g. ``register/melder``."""
        return self.context.code_lists

    @property
    def rules(self) -> Mapping[str, CountingRule]:
        """Counting rules by id."""
        return self.context.rules

    @property
    def calendars(self) -> Mapping[str, Calendar]:
        """Calendars by id."""
        return self.context.calendars

    @property
    def settings(self) -> LocalSettings:
        """What the place decides for itself."""
        return self.context.settings

    def in_force(self, pathway_id: str, on: date) -> tuple[Pathway, bool]:
        """The version in force on the date; with False, the earliest, because none was: law of the day not loaded.

        Raises: NotFoundError when no version of the pathway exists.
        """
        versions = self.versions.get(pathway_id)
        if not versions:
            raise NotFoundError("compiler.no_such_pathway", pathway=pathway_id, known=", ".join(sorted(self.versions)))
        index = bisect_right([version.version for version in versions], on)
        return (versions[index - 1], True) if index else (versions[0], False)

    def sources_of(self, pathway: Pathway) -> Mapping[str, str]:
        """The files that give this pathway again when compiled: its own, and all that it rests on, by name."""
        beside = {name: text for name, text in self.files.items() if _is_beside(name)}
        return MappingProxyType({**beside, pathway.origin: self.files[pathway.origin]})


def compile_folder(folder: Path) -> Catalogue:
    """Compile and check every definition of a folder.

    Raises: DefinitionError with all problems of all files, sorted, in ``values['problems']``.
    """
    report = Report()
    return _compile(_texts(folder, report), f"{folder.as_posix()}/", report)


def compile_beside(folder: Path, kept: Mapping[str, str]) -> Catalogue:
    """Only what lies beside the definitions of a folder: lists, rules, calendars and settings, and no definition.

    A file that is missing or cannot be used by itself counts as it stands in ``kept``, by name; but an access table
    that cannot be used is none, and then nobody may anything; and nothing is shared. Of the kinds of services what can
    be read is known, so that a body that holds no child holds none then. Raises: DefinitionError when a
    file is in neither.
    """
    texts = _texts(folder, Report())
    found = {name: text for name, text in texts.items() if _is_beside(name) and _is_sound(name, text)}
    files = {**{name: text for name, text in kept.items() if _is_beside(name)}, **found}
    catalogue = _compile(files, f"{folder.as_posix()}/", Report())
    doubts = Report()
    policy = read_access(texts.get(ACCESS_FILE), ACCESS_FILE, catalogue.settings, doubts)
    sharing, kinds = read_sharing({name: texts[name] for name in KINDS_FILES if name in texts}, "", {}, Report())
    known = SharingLaw(childless=sharing.childless)
    return replace(catalogue, policy=NO_TABLE if len(doubts) else policy, sharing=known, services=kinds)


def compile_files(files: Mapping[str, str], *, under: str = "") -> Catalogue:
    """Compile and check texts by file name. ``under`` is put before the names where problems are told.

    Raises: DefinitionError with all problems, sorted.
    """
    return _compile(files, under, Report())


def compile_text(text: str, origin: str, context: Context) -> Pathway:
    """Compile one definition that was checked when it was taken into use, e.g. out of the store.

    It is read in full, but not checked for what code lists and neighbours have become since; the digest is the one
    it had. Raises: DefinitionError when it cannot be read.
    """
    report = Report()
    draft = read_draft(text, origin, origin, context, report)
    require_no_problems(report)
    if draft is None:
        raise AssertionError(origin)
    return _finished(draft, context)


def read_context(files: Mapping[str, str], under: str, report: Report) -> Context:
    """What definitions among ``files`` are compiled against; what is missing there is reported."""
    texts = {name: files.get(name) for name in BESIDE}
    for name, text in texts.items():
        if text is None:
            report.add("E801", Place(under + name, 1, 1), name=name)
    lists = [
        read_code_list(text, origin, under + origin, report)
        for origin, text in files.items()
        if origin.startswith(FOLDER)
    ]
    return Context(
        code_lists=MappingProxyType({found.id: found for found in lists if found}),
        rules=MappingProxyType(read_rules(texts[RULES_FILE], under + RULES_FILE, report)),
        calendars=MappingProxyType(read_calendars(texts[CALENDARS_FILE], under + CALENDARS_FILE, report)),
        settings=read_settings(
            texts[SETTINGS_FILE], under + SETTINGS_FILE, report, [found.id for found in lists if found]
        ),
    )


def _texts(folder: Path, report: Report) -> dict[str, str]:
    files: dict[str, str] = {}
    for path in sorted(folder.rglob("*.yaml")):
        text = _read(path, report)
        if text is not None:
            files[path.relative_to(folder).as_posix()] = text
    return files


def _is_beside(name: str) -> bool:
    return name in BESIDE or name.startswith(FOLDER)


def _is_sound(name: str, text: str) -> bool:
    """Whether a file beside the definitions has no problem of its own."""
    report = Report()
    if name.startswith(FOLDER):
        read_code_list(text, name, name, report)
    elif name == RULES_FILE:
        read_rules(text, name, report)
    elif name == CALENDARS_FILE:
        read_calendars(text, name, report)
    else:
        read_settings(text, name, report)
    return not len(report)


def _read(path: Path, report: Report) -> str | None:
    try:
        data = read_start(path, MAX_BYTES)
    except OSError:
        report.add("E801", Place(path.as_posix(), 1, 1), name=path.name)
        return None
    return decode(data, path.as_posix(), report)


def _compile(files: Mapping[str, str], under: str, report: Report) -> Catalogue:
    no_text = frozenset({""} if len(report) else ())
    context = read_context(files, under, report)
    policy = read_access(files.get(ACCESS_FILE), under + ACCESS_FILE, context.settings, report)
    sharing, services = read_sharing(files, under, context.code_lists, report)
    retention = read_retention(files.get(RETENTION_FILE), under + RETENTION_FILE, services, report)
    alone = (*APART, *LAW_FILES)
    origins = [name for name in sorted(files) if not _is_beside(name) and name not in alone]
    drafts = [read_draft(files[origin], origin, under + origin, context, report) for origin in origins]
    found = tuple(draft for draft in drafts if draft is not None)
    unread = frozenset(id_in(files[origin]) for origin, draft in zip(origins, drafts, strict=True) if draft is None)
    check_told(found, sharing, report)
    check_services(found, services, report)
    check(found, unread | no_text, context, report)
    known = [draft.pathway for draft in found]
    insight = read_insight(files, under, known, sharing, report)
    require_no_problems(report)
    pathways = [_finished(draft, context) for draft in found]
    return Catalogue(
        versions=_by_id(pathways),
        by_digest=MappingProxyType({pathway.digest: pathway for pathway in pathways}),
        context=context,
        files=MappingProxyType(dict(files)),
        retention=retention,
        sharing=sharing,
        insight=insight,
        services=services,
        policy=policy,
    )


def _finished(draft: Draft, context: Context) -> Pathway:
    return replace(draft.pathway, digest=digest_of(draft.pathway, context))


def _by_id(pathways: list[Pathway]) -> Mapping[str, tuple[Pathway, ...]]:
    versions: dict[str, list[Pathway]] = {}
    for pathway in sorted(pathways, key=lambda pathway: pathway.version):
        versions.setdefault(pathway.id, []).append(pathway)
    return MappingProxyType({pathway_id: tuple(found) for pathway_id, found in versions.items()})
