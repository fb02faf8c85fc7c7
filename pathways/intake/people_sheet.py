"""Reads people and their roles from a spreadsheet: one row for each role. Services and units are there before."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from pathways.errors import UsageError
from pathways.intake.cells import not_a_day, read_day
from pathways.intake.faults import Faults
from pathways.intake.people_file import Known, address_fault, id_fault, place_fault, shown_fault
from pathways.intake.sheet import Row, read_sheet, row_spot
from pathways.messages import say
from pathways.people.wanted import Wanted, WantedPerson, WantedRole, meet

HEADINGS = ("person", "navn", "epost", "rolle", "tjeneste", "enhet", "fra", "til")
MUST = ("person", "rolle")

Tell = Callable[[str, str], None]
"""Tells a fault of the cell under a heading."""


@dataclass(slots=True, kw_only=True)
class _Gathered:
    """One person, row by row."""

    name: str | None = None
    email: str | None = None
    roles: list[WantedRole] = field(default_factory=list)


def read_people_sheet(path: Path, known: Known) -> Wanted:
    """What a CSV file says. Raises: UsageError, with every fault and its place."""
    faults = Faults(file=path.name)
    sheet = read_sheet(path, faults)
    _headings(sheet.headings, sheet.line, faults)
    people: dict[str, _Gathered] = {}
    for row in sheet.rows:
        _take(row, people, known, faults)
    if faults.count:
        faults.refuse()
    if not people:
        raise UsageError("people.empty", file=path.name)
    return Wanted(
        persons=tuple(
            WantedPerson(id=id_, name=each.name, email=each.email, roles=tuple(each.roles))
            for id_, each in people.items()
        )
    )


def _headings(headings: Sequence[str], line: int, faults: Faults) -> None:
    missing = [each for each in MUST if each not in headings]
    if missing:
        faults.add(row_spot(1, line), say("people.headings_missing", missing=", ".join(missing), known=_known()))
    if any(each and each not in HEADINGS for each in headings):
        faults.add(row_spot(1, line), say("people.headings_unknown", known=_known()))


def _known() -> str:
    return ", ".join(HEADINGS)


def _take(row: Row, people: dict[str, _Gathered], known: Known, faults: Faults) -> None:
    def fault(heading: str, told: str) -> None:
        faults.add(row.spot(heading), told)

    id_ = row.cells.get("person", "")
    why = id_fault(id_, person=True)
    if why:
        fault("person", why)
        return
    person = people.setdefault(id_, _Gathered())
    for heading, attribute, why_not in (("navn", "name", shown_fault), ("epost", "email", address_fault)):
        text = row.cells.get(heading)
        if text is None:
            continue
        if why := why_not(text):
            fault(heading, why)
        elif getattr(person, attribute) not in (None, text):
            fault(heading, say("people.told_otherwise"))
        else:
            setattr(person, attribute, text)
    role = _role(row, known, fault)
    if role is None:
        return
    if any(meet(role, other) for other in person.roles):
        fault("rolle", say("people.role_twice"))
    person.roles.append(role)


def _role(row: Row, known: Known, tell: Tell) -> WantedRole | None:
    name = row.cells.get("rolle", "")
    if not name:
        return None
    if known.roles is not None and name not in known.roles:
        tell("rolle", say("people.unknown_role", known=", ".join(sorted(known.roles))))
        return None
    first, last = (_day(row, heading, tell) for heading in ("fra", "til"))
    if first and last and last < first:
        tell("til", say("people.ends_before"))
    role = WantedRole(
        role=name, service=row.cells.get("tjeneste", ""), unit=row.cells.get("enhet", ""), first=first, last=last
    )
    org = known.organisation
    why = place_fault(role, org.services, {id_: unit.service for id_, unit in org.units.items()})
    if why:
        tell("enhet" if role.unit and role.service in org.services else "tjeneste", why)
    return role


def _day(row: Row, heading: str, tell: Tell) -> date | None:
    text = row.cells.get(heading, "")
    if not text:
        return None
    found = read_day(text)
    if found is None:
        tell(heading, say(not_a_day(text)))
    return found
