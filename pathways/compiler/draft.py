"""A definition read whole, with the problems of reading: the compiled form, and the tree for places of checks."""

import hashlib
import re
from dataclasses import dataclass
from datetime import date

from pathways.compiler import tree
from pathways.compiler.context import Context
from pathways.compiler.guard_scope import run_scope
from pathways.compiler.local_names import choices, parted, refuse_binding
from pathways.compiler.names import gather
from pathways.compiler.problem import Report
from pathways.compiler.read_activities import read_activities
from pathways.compiler.read_deadlines import read_deadlines, read_timed
from pathways.compiler.read_events import EventPlace, read_events
from pathways.compiler.read_title import title
from pathways.compiler.read_words import read_fields, read_sources, read_states
from pathways.compiler.reading import NO_DATE, identifier, iso_date, keys, names_in, text
from pathways.compiler.source import parse
from pathways.compiler.tree import Node, Place
from pathways.model.pathway import Pathway

MUST = ("pathway", "version", "title", "service", "case_prefix", "sources", "states", "events")
MAY = ("fields", "deadlines", "activities", "timed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A pathway as far as it could be read. Unknown names in it are ``reading.UNKNOWN``; the digest is not made yet."""

    pathway: Pathway
    root: Node
    text: str
    known: bool
    """Whether it was read without a problem."""

    def place(self, *path: str | int) -> Place:
        """Where the value at ``path`` stands in the source."""
        return tree.place_of(self.root, *path)

    def written(self, *path: str) -> tuple[str, ...]:
        """The keys written in the mapping at ``path``; none where there is no mapping."""
        return tree.keys_at(self.root, *path)

    @property
    def parts(self) -> tuple[Place, ...]:
        """Where each state, event, deadline and so on begins, and each top-level key, in the order of the file."""
        found: list[Place] = []
        for entry in self.root.entries if isinstance(self.root, tree.Mapping) else ():
            found.append(entry.key.at)
            found += [part.key.at for part in entry.value.entries] if isinstance(entry.value, tree.Mapping) else []
        return tuple(found)

    @property
    def version(self) -> date:
        """In force from this date."""
        return self.pathway.version


def read_draft(text: str, origin: str, file: str, context: Context, report: Report) -> Draft | None:
    """Read one definition. ``file`` is what places call it, ``origin`` what the pathway keeps. None: no tree at all."""
    before = len(report)
    root = parse(text, file, report)
    if root is None:
        return None
    if not isinstance(root, tree.Mapping):
        report.add("E204", root.at, hint="compiler.hint_mapping", what=", ".join(MUST))
        return None
    pathway = _pathway(root, text, origin, context, report)
    return Draft(pathway=pathway, root=root, text=text, known=len(report) == before)


def id_in(text: str) -> str:
    """The pathway's id in a text that may not be readable as a whole; empty where none stands at the head of a line."""
    found = re.search(r"^pathway:[ \t]*[\"']?([a-z][a-z0-9_]*)", text, re.MULTILINE)
    return found[1] if found else ""


def hash_of(source: str) -> str:
    """Hex SHA-256 of a source text in UTF-8."""
    return hashlib.sha256(source.encode()).hexdigest()


def _pathway(root: tree.Mapping, source: str, origin: str, context: Context, report: Report) -> Pathway:
    found = keys(root, report, must=MUST, may=MAY)
    sources = read_sources(found.get("sources"), report)
    fields = read_fields(found.get("fields"), names_in(found.get("events")), context, report)
    names = gather(found, sources, fields, context)
    activities = read_activities(found.get("activities"), names, report)
    where = EventPlace(names=names, states=names.states, scope=run_scope(names), of_activity=False)
    by_name = {activity.name: activity for activity in activities}
    written = read_deadlines(found.get("deadlines"), names, by_name, report)
    refuse_binding(written, root, report)
    deadlines, slots, timed = parted(written, read_timed(found.get("timed"), names, report), root, report)
    return Pathway(
        id=identifier(found.get("pathway"), report),
        version=iso_date(found.get("version"), report) or NO_DATE,
        title=title(found.get("title"), report),
        service=identifier(found.get("service"), report),
        case_prefix=_prefix(found.get("case_prefix"), report),
        fields=tuple(fields.values()),
        states=read_states(found.get("states"), report),
        events=read_events(found.get("events"), where, report),
        deadlines=deadlines,
        activities=activities,
        timed=timed,
        sources=tuple(sources.values()),
        digest="",
        source_hash=hash_of(source),
        origin=origin,
        slots=slots,
        local=choices(root, written, context.settings),
    )


def _prefix(node: Node | None, report: Report) -> str:
    prefix = text(node, report)
    if node is not None and prefix and not (prefix.isalpha() and prefix.isupper() and len(prefix) <= 8):
        report.add("E205", node.at, value=prefix, hint="compiler.hint_prefix")
    return prefix
