"""Reads what a party may see of their case (``insight.yaml``, ``insight-helse.yaml``), each for its sectors.

No definition rests on it; without it nothing goes out.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from pathways.compiler.check_sources import check_source
from pathways.compiler.problem import Report
from pathways.compiler.read_title import title
from pathways.compiler.read_words import read_sources
from pathways.compiler.reading import HYPHENED, UNKNOWN, Thing, choice, entries, flag, keys, one, scalars
from pathways.compiler.sharing_data import NO_BASIS, read_ages
from pathways.compiler.source import parse
from pathways.compiler.tree import Node
from pathways.model.basis import Basis, Effect
from pathways.model.insight import Gives, InsightLaw, InsightLaws, PartyRule, Standing, Who, Withholding
from pathways.model.pathway import Pathway, Title
from pathways.model.sharing import SharingLaw

INSIGHT_FILES = ("insight.yaml", "insight-helse.yaml")
_MUST = ("sectors", "sources", "parties", "gives", "standing", "withholds", "appeal")
_NO_TITLE = Title(nb="", nn="", en="")
Sources = Mapping[str, Basis]


def read_insight(
    files: Mapping[str, str], under: str, pathways: Iterable[Pathway], sharing: SharingLaw, report: Report
) -> InsightLaws:
    """What the files among ``files`` say. ``pathways``: all there are, whose events and fields they may name."""
    known, laws, taken = _by_id(pathways), list[InsightLaw](), dict[str, str]()
    for file in INSIGHT_FILES:
        root = parse(files[file], under + file, report) if file in files else None
        if root is not None:
            laws.append(_law_in(root, file, known, sharing, taken, report))
    return InsightLaws(laws=tuple(laws))


def _law_in(
    root: Node, file: str, known: "_Known", sharing: SharingLaw, taken: dict[str, str], report: Report
) -> InsightLaw:
    found = keys(root, report, must=_MUST)
    sources = read_sources(found.get("sources"), report)
    for source in sources.values():
        check_source(root, source, report)
    withheld = {
        name: _withholding(name, node, sources, report, may=("told", "fields", "towards", "only_while"))
        for name, _, node in entries(found.get("withholds"), report, HYPHENED)
    }
    appeal = keys(found["appeal"], report, must=("title", "basis")) if "appeal" in found else {}
    return InsightLaw(
        file=file,
        services=_services(found.get("sectors"), file, sharing, taken, report),
        parties=tuple(_party(name, node, sources, report) for name, _, node in _entries(found, "parties", report)),
        gives=MappingProxyType(
            {
                name: _gives(name, node, sources, known, sharing, report)
                for name, _, node in entries(found.get("gives"), report)
            }
        ),
        standing=tuple(
            _withholding(name, node, sources, report) for name, _, node in _entries(found, "standing", report)
        ),
        withholds=MappingProxyType(withheld),
        appeal=_title(appeal, report).nb,
        appeal_basis=_basis(appeal, sources, report),
    )


def _services(
    node: Node | None, file: str, sharing: SharingLaw, taken: dict[str, str], report: Report
) -> tuple[str, ...]:
    """The kinds of services of the sectors it is about; each sector is in one file."""
    found: list[str] = []
    for scalar in scalars(node, report):
        if taken.setdefault(scalar.text, file) != file:
            report.add("E953", scalar.at, sector=scalar.text, file=taken[scalar.text])
        # Without sharing.yaml there are no sectors, and nobody has insight.
        sector = one(scalar, Thing.sector, sharing.sectors, report) if sharing.sectors else UNKNOWN
        found += sharing.sectors[sector].services if sector in sharing.sectors else ()
    return tuple(found)


def _entries(found: Mapping[str, Node], name: str, report: Report) -> Iterable[tuple[str, object, Node]]:
    return entries(found.get(name), report, HYPHENED)


def _party(name: str, node: Node, sources: Sources, report: Report) -> PartyRule:
    given = keys(node, report, must=("title", "who", "basis"), may=("situation", "ages", "listed"))
    return PartyRule(
        id=name,
        title=_title(given, report),
        who=choice(given.get("who"), Who, Who.child, report),
        situation=choice(given.get("situation"), Standing, Standing.ordinary, report),
        ages=read_ages(given["ages"], report) if "ages" in given else None,
        listed="listed" not in given or flag(given["listed"], report),
        basis=_law(name, given, sources, report),
    )


def _gives(name: str, node: Node, sources: Sources, known: "_Known", sharing: SharingLaw, report: Report) -> Gives:
    given = keys(node, report, must=("events", "fields", "basis"))
    # A pathway that is not there gives nothing out; its file may have problems of its own.
    there = known.get(name, ())
    events = _listed(given.get("events"), name, {event for each in there for event in _events(each)}, report)
    fields = _listed(given.get("fields"), name, {field.name for each in there for field in each.fields}, report)
    closed = {field for each in there for field in sharing.about_reporters(each)}
    for scalar in scalars(given.get("fields"), report):
        if scalar.text in closed:
            report.add("E951", scalar.at, field=scalar.text)
    return Gives(pathway=name, events=events, fields=fields, basis=_law(name, given, sources, report))


_Known = Mapping[str, list[Pathway]]


def _listed(node: Node | None, pathway: str, known: set[str], report: Report) -> frozenset[str]:
    for scalar in scalars(node, report):
        if known and scalar.text not in known:
            report.add("E950", scalar.at, what=scalar.text, pathway=pathway)
    return frozenset(scalar.text for scalar in scalars(node, report))


def _events(pathway: Pathway) -> tuple[str, ...]:
    own = (event.name for event in pathway.events)
    return (*own, *(event.name for activity in pathway.activities for event in activity.events))


def _withholding(name: str, node: Node, sources: Sources, report: Report, may: tuple[str, ...] = ()) -> Withholding:
    given = keys(node, report, must=("title", "appeal", "basis"), may=may)
    return Withholding(
        id=name,
        title=_title(given, report),
        basis=_basis(given, sources, report),
        appeal=flag(given.get("appeal"), report),
        told=flag(given.get("told"), report),
        fields=frozenset(scalar.text for scalar in scalars(given.get("fields"), report)),
        towards=tuple(choice(scalar, Who, Who.other, report) for scalar in scalars(given.get("towards"), report)),
        only_while=tuple(scalar.text for scalar in scalars(given.get("only_while"), report)),
    )


def _law(name: str, given: Mapping[str, Node], sources: Sources, report: Report) -> Basis:
    """The source of what lets something out, or makes somebody a party: that is never what the place has decided."""
    basis = _basis(given, sources, report)
    if basis.id != UNKNOWN and basis.effect is not Effect.statutory:
        report.add("E952", given["basis"].at, name=name, source=basis.id)
    return basis


def _basis(given: Mapping[str, Node], sources: Sources, report: Report) -> Basis:
    return sources.get(one(given.get("basis"), Thing.source, sources, report), NO_BASIS)


def _title(given: Mapping[str, Node], report: Report) -> Title:
    return title(given["title"], report) if "title" in given else _NO_TITLE


def _by_id(pathways: Iterable[Pathway]) -> dict[str, list[Pathway]]:
    found: dict[str, list[Pathway]] = {}
    for pathway in pathways:
        found.setdefault(pathway.id, []).append(pathway)
    return found
