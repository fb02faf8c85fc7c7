"""Audit engagements, worked out: what entries about them come to, what rows are called, and which are drawn. Pure."""

import base64
import hashlib
import hmac
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from pathways.model.engagement import AuditBasis, CasePlace, Engagement, How, Pick, Scope
from pathways.model.organisation import Change, Organisation, What

ROW_LENGTH = 10
"""Letters and digits of what a row is called: 50 bits, so that two cases of one list are never called alike."""

Engagements = dict[str, Engagement]
Data = Mapping[str, str]


def engagements_of(organisation: Organisation, person: str, day: date) -> tuple[Engagement, ...]:
    """The engagements of somebody that last a day, by id."""
    found = (each for _, each in sorted(organisation.engagements.items()))
    return tuple(each for each in found if person in each.persons and each.on(day))


def reaches(scope: Scope, place: CasePlace) -> bool:
    """Whether a scope holds the service that a case lies in."""
    return bool({place.service, place.kind} & set(scope.services))


def reaching(organisation: Organisation, person: str, day: date, place: CasePlace) -> tuple[Engagement, ...]:
    """Those of them whose scope holds the service that a case lies in now."""
    return tuple(each for each in engagements_of(organisation, person, day) if reaches(each.scope, place))


def by_which(reach: Iterable[Engagement], case_id: str) -> Engagement | None:
    """The engagement, of those that reach a case, by which it may be read: the case was drawn or taken in it."""
    return next((each for each in reach if case_id in each.picks), None)


def row_of(engagement: Engagement, case_id: str) -> str:
    """What a case is called in the list of an engagement; in that of another it is called otherwise."""
    digest = hmac.new(bytes.fromhex(engagement.key), case_id.encode(), hashlib.sha256).digest()
    return base64.b32encode(digest).decode("ascii").lower()[:ROW_LENGTH]


def drawn(seed: str, rows: Iterable[str], count: int) -> tuple[str, ...]:
    """The ``count`` rows whose SHA-256 over ``seed:row`` is smallest: with the seed and the list anybody can tell."""
    return tuple(sorted(rows, key=lambda row: hashlib.sha256(f"{seed}:{row}".encode()).digest())[:count])


def population(rows: Iterable[str]) -> str:
    """SHA-256 over the rows, sorted, a line each: what was drawn from."""
    return hashlib.sha256("".join(f"{row}\n" for row in sorted(rows)).encode()).hexdigest()


def scope_faults(basis: AuditBasis, scope: Scope, organisation: Organisation, kinds: Iterable[str]) -> Iterator[str]:
    """What a scope has that its basis does not allow: the keys of sentences, in order. ``kinds``: those there are."""
    known = set(kinds)
    places = [each for name in scope.services for each in _places(organisation, name, known)]
    unknown = [name for name in scope.services if name not in organisation.services and name not in known]
    if unknown or not scope.services:
        yield "oversight.unknown_service"
    if any(kind not in basis.kinds for kind, _ in places):
        yield "oversight.kind_out_of_reach"
    areas = {area for _, area in places if area}
    if basis.own_area and len(areas) > 1:
        yield "oversight.one_area"
    if basis.own_area and any(
        area in organisation.areas and organisation.areas[area].kind != basis.own_area for area in areas
    ):
        yield "oversight.other_area"


def start_of(engagement: Engagement) -> Change:
    """That there is an engagement."""
    scope = engagement.scope
    data = {
        "id": engagement.id,
        "basis": engagement.basis,
        "law": engagement.law,
        "organisation": engagement.organisation,
        "reference": engagement.reference,
        "persons": ",".join(engagement.persons),
        "services": ",".join(scope.services),
        "pathways": ",".join(scope.pathways),
        "cases_from": _told(scope.first),
        "cases_to": _told(scope.last),
        "first": engagement.first.isoformat(),
        "last": engagement.last.isoformat(),
        "key": engagement.key,
    }
    return Change(what=What.engagement, data=data)


def until_of(engagement: str, last: date) -> Change:
    """That an engagement ends with another day."""
    return Change(what=What.engagement_until, data={"id": engagement, "last": last.isoformat()})


def end_of(engagement: str, last: date) -> Change:
    """That somebody ended an engagement, with a day."""
    return Change(what=What.engagement_until, data={"id": engagement, "last": last.isoformat(), "ended": "1"})


def draw_of(engagement: Engagement, seed: str, rows: Mapping[str, str], wanted: int) -> Change:
    """That rows were drawn: ``rows`` are all there were to draw from, each with its case."""
    chosen = drawn(seed, rows, wanted)
    data = {
        "id": engagement.id,
        "seed": seed,
        "count": str(wanted),
        "of": str(len(rows)),
        "population": population(rows),
        "rows": ",".join(chosen),
        "cases": ",".join(rows[row] for row in chosen),
    }
    return Change(what=What.audit_draw, data=data)


def take_of(engagement: Engagement, row: str, case_id: str) -> Change:
    """That a case was chosen from the list. Why stands in the entry."""
    return Change(what=What.audit_take, data={"id": engagement.id, "rows": row, "cases": case_id})


def _places(organisation: Organisation, name: str, kinds: set[str]) -> Iterator[tuple[str, str]]:
    """The kinds and areas that a service, or a kind of service, stands for; no area where none is told of."""
    if name in organisation.services:
        yield organisation.services[name].kind, organisation.services[name].area
    elif name in kinds:
        areas = [each.area for each in organisation.services.values() if each.kind == name]
        yield from ((name, area) for area in areas or [""])


def _start(engagements: Engagements, data: Data, _seq: int) -> None:
    engagements[data["id"]] = Engagement(
        id=data["id"],
        basis=data["basis"],
        law=data["law"],
        organisation=data["organisation"],
        reference=data["reference"],
        persons=_several(data["persons"]),
        scope=Scope(
            services=_several(data["services"]),
            pathways=_several(data["pathways"]),
            first=_day(data["cases_from"]),
            last=_day(data["cases_to"]),
        ),
        first=date.fromisoformat(data["first"]),
        last=date.fromisoformat(data["last"]),
        key=data["key"],
    )


def _until(engagements: Engagements, data: Data, _seq: int) -> None:
    ended = bool(data.get("ended"))
    engagements[data["id"]] = replace(engagements[data["id"]], last=date.fromisoformat(data["last"]), ended=ended)


def _draw(engagements: Engagements, data: Data, seq: int) -> None:
    found = engagements[data["id"]]
    engagements[found.id] = replace(_picked(found, data, How.drawn, seq), draws=found.draws + 1)


def _take(engagements: Engagements, data: Data, seq: int) -> None:
    engagements[data["id"]] = _picked(engagements[data["id"]], data, How.taken, seq)


def _picked(engagement: Engagement, data: Data, how: How, seq: int) -> Engagement:
    pairs: Sequence[tuple[str, str]] = list(zip(_several(data["cases"]), _several(data["rows"]), strict=True))
    new = {case: Pick(case_id=case, row=row, how=how, seq=seq) for case, row in pairs}
    return replace(engagement, picks=MappingProxyType({**new, **engagement.picks}))


def _several(text: str) -> tuple[str, ...]:
    return tuple(text.split(",")) if text else ()


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _told(day: date | None) -> str:
    return day.isoformat() if day else ""


APPLY: Mapping[What, Callable[[Engagements, Data, int], None]] = MappingProxyType(
    {
        What.engagement: _start,
        What.engagement_until: _until,
        What.audit_draw: _draw,
        What.audit_take: _take,
    }
)
"""What becomes of the engagements by each kind of entry; the number is that of the entry, 0 while there is none."""
