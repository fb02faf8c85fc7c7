"""Reads the kinds of services there are (``services.yaml``), and checks definitions against them.

No definition is compiled against the file, so it is no part of any digest. A folder without it knows the kinds that its
definitions name, and none of them is in any sector: nothing is shared, no consent is judged, nobody has insight.
"""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from pathways.compiler.check_sends import sends_of
from pathways.compiler.draft import Draft
from pathways.compiler.problem import Report
from pathways.compiler.read_title import title
from pathways.compiler.reading import Thing, entries, keys, one, scalars, text
from pathways.compiler.source import parse
from pathways.compiler.tree import Node, place_of
from pathways.model.organisation import EXTERNAL
from pathways.model.services import SYSTEM, ServiceKind

FILE = "services.yaml"
Kinds = Mapping[str, ServiceKind]

NO_KINDS: Kinds = MappingProxyType({})
"""Where there is no such file."""


def read_services(source: str | None, file: str, sectors: Sequence[str], report: Report) -> Kinds:
    """The kinds written in ``source``. ``sectors``: those that ``sharing.yaml`` has; none: nobody asks."""
    root = None if source is None else parse(source, file, report)
    if root is None:
        return NO_KINDS
    found = keys(root, report, must=("kinds",))
    kinds: dict[str, ServiceKind] = {}
    taken: dict[str, str] = {}
    for name, at, node in entries(found.get("kinds"), report):
        if name == EXTERNAL:
            report.add("E960", at, name=name)
        kind = _kind(name, node, sectors, report)
        if kind.case_prefix and taken.setdefault(kind.case_prefix, name) != name:
            prefix_at = place_of(root, "kinds", name, "case_prefix")
            report.add("E961", prefix_at, prefix=kind.case_prefix, service=taken[kind.case_prefix])
        kinds[name] = kind
    return MappingProxyType(kinds)


def _kind(name: str, node: Node, sectors: Sequence[str], report: Report) -> ServiceKind:
    given = keys(node, report, must=("title", "sector", "case_prefix"))
    written = given.get("sector")
    known = (*sectors, SYSTEM) if sectors else (SYSTEM, *(each.text for each in scalars(written, report)))
    sector = one(written, Thing.sector, known, report)
    return ServiceKind(
        id=name,
        title=title(given.get("title"), report),
        sector=sector,
        case_prefix=text(given.get("case_prefix"), report),
    )


def by_sector(kinds: Kinds) -> Mapping[str, tuple[str, ...]]:
    """The kinds of each sector, in the order of the file."""
    found: dict[str, list[str]] = {}
    for kind in kinds.values():
        found.setdefault(kind.sector, []).append(kind.id)
    return {sector: tuple(ids) for sector, ids in found.items()}


def childless(kinds: Kinds) -> frozenset[str]:
    """Those whose cases are about no child."""
    return frozenset(kind.id for kind in kinds.values() if not kind.holds_children)


def check_services(drafts: Sequence[Draft], kinds: Kinds, report: Report) -> None:
    """A definition is of a kind there is, takes no letters of another, and tells no body without children of one."""
    for draft in drafts if kinds else ():
        pathway = draft.pathway
        if pathway.service and pathway.service not in kinds:
            at = draft.place("service")
            report.add("E962", at, service=pathway.service, known=", ".join(kinds))
        for other in _others_with(pathway.case_prefix, pathway.service, kinds):
            report.add("E961", draft.place("case_prefix"), prefix=other.case_prefix, service=other.id)
        own = kinds.get(pathway.service)
        if own is not None and own.holds_children:
            for send, path in sends_of(draft):
                if send.to in kinds and not kinds[send.to].holds_children:
                    report.add("E963", draft.place(*path, "to"), service=send.to)


def _others_with(prefix: str, service: str, kinds: Kinds) -> Iterator[ServiceKind]:
    yield from (each for each in kinds.values() if prefix == each.case_prefix and service != each.id)
