"""Reads who decides for a child (``ages.yaml``) and what law lets services tell each other (``sharing.yaml``).

Without the files nobody decides by any rule and nothing is shared. No definition is compiled against them, so they are
no part of any digest; what was recorded under a rule keeps its paragraph.
"""

from collections.abc import Mapping
from itertools import combinations
from types import MappingProxyType

from pathways.compiler.check_sources import check_source
from pathways.compiler.problem import Report
from pathways.compiler.read_title import title
from pathways.compiler.read_words import read_sources
from pathways.compiler.reading import (
    HYPHENED,
    UNKNOWN,
    Thing,
    choice,
    entries,
    flag,
    keys,
    number,
    one,
    scalars,
    some,
)
from pathways.compiler.services_data import FILE as SERVICES_FILE
from pathways.compiler.services_data import Kinds, by_sector, childless, read_services
from pathways.compiler.source import parse
from pathways.compiler.tree import Node, Sequence, place_of
from pathways.model.basis import Basis, Certainty, Effect
from pathways.model.pathway import CodeList, Title
from pathways.model.policy import Facet
from pathways.model.sharing import SHARED, About, AgeRule, Giver, Ground, Sector, SharingLaw, Situation

AGES_FILE, SHARING_FILE = "ages.yaml", "sharing.yaml"
LAW_FILES = (AGES_FILE, SHARING_FILE, SERVICES_FILE)
KINDS_FILES = (SHARING_FILE, SERVICES_FILE)
"""What tells the kinds of services, and their sectors."""

NO_LAW = SharingLaw()
"""Where there are no such files: nobody decides by any rule, and nothing is shared."""

OLDEST = 100
"""No rule reaches an age beyond this."""

_RULE_MUST = ("title", "about", "sector", "ages", "basis")
_GROUND_MUST = ("title", "from", "to", "shares", "stopped", "assess", "basis")
_ENOUGH = (Certainty.A, Certainty.B, Certainty.C)
_NO_TITLE = Title(nb="", nn="", en="")
NO_BASIS = Basis(
    id=UNKNOWN,
    effect=Effect.local,
    certainty=Certainty.X,
    law="",
    url="",
    read=None,
    valid_from=None,
    valid_to=None,
    note="",
)


def read_sharing(
    files: Mapping[str, str], under: str, code_lists: Mapping[str, CodeList], report: Report
) -> tuple[SharingLaw, Kinds]:
    """What the two files among ``files`` say, and the kinds of services; whichever is not there says nothing."""
    text = files.get(SHARING_FILE)
    root = None if text is None else parse(text, under + SHARING_FILE, report)
    found = {} if root is None else keys(root, report, must=("sectors", "sources", "grounds"), may=("withheld",))
    titles = _sectors(found.get("sectors"), report)
    kinds = read_services(files.get(SERVICES_FILE), under + SERVICES_FILE, tuple(titles), report)
    theirs = by_sector(kinds)
    sectors = {name: Sector(id=name, title=told, services=theirs.get(name, ())) for name, told in titles.items()}
    ages = files.get(AGES_FILE)
    law = SharingLaw(
        rules=() if ages is None else _read_ages(ages, under + AGES_FILE, tuple(sectors), report),
        sectors=MappingProxyType(sectors),
        grounds=MappingProxyType({} if root is None else _grounds(root, found, tuple(sectors), report)),
        withheld=some(found.get("withheld"), Thing.code_list, code_lists, report),
        childless=childless(kinds),
    )
    return law, kinds


def _sectors(node: Node | None, report: Report) -> dict[str, Title]:
    found: dict[str, Title] = {}
    for name, _, value in entries(node, report):
        given = keys(value, report, must=("title",))
        found[name] = title(given.get("title"), report)
    return found


def _read_ages(text: str, file: str, sectors: tuple[str, ...], report: Report) -> tuple[AgeRule, ...]:
    root = parse(text, file, report)
    found = {} if root is None else keys(root, report, must=("sources", "rules"))
    if root is None:
        return ()
    sources = _sources(root, found, report)
    read = [
        _rule(name, node, sources, sectors, report) for name, _, node in entries(found.get("rules"), report, HYPHENED)
    ]
    for rule, other in combinations(read, 2):
        if _meet(rule, other):
            report.add("E942", place_of(root, "rules", other.id, "ages"), rule=other.id, other=rule.id)
    return tuple(read)


def _sources(root: Node, found: Mapping[str, Node], report: Report) -> Mapping[str, Basis]:
    sources = read_sources(found.get("sources"), report)
    for source in sources.values():
        check_source(root, source, report)
    return sources


def _rule(name: str, node: Node, sources: Mapping[str, Basis], sectors: tuple[str, ...], report: Report) -> AgeRule:
    given = keys(node, report, must=_RULE_MUST, may=("situation", "by", "by_any", "hears"))
    if given and ("by" in given) == ("by_any" in given):
        report.add("E213", node.at, keys="«by», «by_any»", rule="compiler.rule_one_of")
    first, until = read_ages(given.get("ages"), report)
    return AgeRule(
        id=name,
        title=title(given["title"], report) if "title" in given else _NO_TITLE,
        about=choice(given.get("about"), About, About.help, report),
        sector=_sector(given.get("sector"), sectors, report),
        situation=choice(given.get("situation"), Situation, Situation.ordinary, report),
        first=first,
        until=until,
        by=tuple(
            choice(scalar, Giver, Giver.parents, report)
            for scalar in scalars(given.get("by", given.get("by_any")), report)
        ),
        any_of="by_any" in given,
        hears=number(given.get("hears"), report),
        basis=_basis(given.get("basis"), sources, report),
    )


def read_ages(node: Node | None, report: Report) -> tuple[int, int]:
    """From an age, up to another. Both are told wrong where they are turned or nobody grows so old."""
    if node is None:
        return 0, 0
    if not isinstance(node, Sequence) or len(node.items) != 2:
        report.add("E941", node.at, most=OLDEST)
        return 0, 0
    first, until = (number(item, report) for item in node.items)
    if first is None or until is None or not 0 <= first < until <= OLDEST:
        report.add("E941", node.at, most=OLDEST)
        return 0, 0
    return first, until


def _sector(node: Node | None, sectors: tuple[str, ...], report: Report) -> str:
    found = _some_sectors(node, sectors, report)
    return found[0] if found else UNKNOWN


def _some_sectors(node: Node | None, sectors: tuple[str, ...], report: Report) -> tuple[str, ...]:
    known = []
    for scalar in scalars(node, report):
        if scalar.text in sectors:
            known.append(scalar.text)
        else:
            report.add_unknown(scalar.at, "compiler.thing_sector", scalar.text, sectors)
    return tuple(known)


def _basis(node: Node | None, sources: Mapping[str, Basis], report: Report) -> Basis:
    name = one(node, Thing.source, sources, report)
    return sources.get(name, NO_BASIS)


def _meet(rule: AgeRule, other: AgeRule) -> bool:
    """Whether two rules say who decides about the same, for the same child on the same day."""
    same = (rule.about, rule.sector, rule.situation) == (other.about, other.sector, other.situation)
    ages = rule.first < other.until and other.first < rule.until
    one_, two = rule.basis, other.basis
    apart = (one_.valid_to and two.valid_from and one_.valid_to < two.valid_from) or (
        two.valid_to and one_.valid_from and two.valid_to < one_.valid_from
    )
    return same and ages and not apart


def _facets(node: Node | None, report: Report) -> tuple[Facet, ...]:
    """Those that can be shared; what is told to nobody outside is no choice."""
    allowed = ", ".join(f"«{facet.value}»" for facet in SHARED)
    found = []
    for scalar in scalars(node, report):
        if scalar.text in SHARED:
            found.append(Facet(scalar.text))
        else:
            report.add("E205", scalar.at, value=scalar.text, allowed=allowed)
    return tuple(found)


def _grounds(root: Node, found: Mapping[str, Node], sectors: tuple[str, ...], report: Report) -> dict[str, Ground]:
    sources = _sources(root, found, report)
    grounds = {}
    for name, _, node in entries(found.get("grounds"), report, HYPHENED):
        given = keys(node, report, must=_GROUND_MUST)
        basis = _basis(given.get("basis"), sources, report)
        is_law = basis.effect is Effect.statutory and basis.certainty in _ENOUGH
        if not is_law and basis.id != UNKNOWN and "basis" in given:
            report.add("E943", given["basis"].at, ground=name, source=basis.id)
        grounds[name] = Ground(
            id=name,
            title=title(given["title"], report) if "title" in given else _NO_TITLE,
            giver=_sector(given.get("from"), sectors, report),
            to=_some_sectors(given.get("to"), sectors, report),
            shares=_facets(given.get("shares"), report),
            stopped=flag(given.get("stopped"), report),
            assess=title(given["assess"], report) if "assess" in given else _NO_TITLE,
            basis=basis,
        )
    return grounds
