"""Reads what a file says of the organisation: TOML for a small one, CSV for the people of a large one.

A file that only has ``[users.kari]`` with ``roles`` is whole: such roles are held in every service. Everything that is
wrong is told with its place, all at once, and nothing is believed.
"""

import re
import tomllib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import combinations
from pathlib import Path

from pathways.errors import UsageError, why_not
from pathways.files import read_file
from pathways.identity.spotting import looks_like_one
from pathways.intake.faults import Faults, Spot
from pathways.intake.toml_places import Place, Places
from pathways.machine.characters import has_unseen
from pathways.messages import say
from pathways.model.organisation import EXTERNAL, Area, Organisation, Service, Unit
from pathways.people.address import is_address
from pathways.people.wanted import Wanted, WantedPerson, WantedRole, meet, shared_accounts

MAX_BYTES = 64 * 1024
"""Of a TOML file: more than a thousand people. A larger organisation takes CSV."""

MAX_LINE = 1_000
"""Characters of a line of it. The time to read a key grows with the square of its dots."""

MOST_COMPARED = 100
"""Roles of one person that are held against each other."""

MAX_NAME = 80
"""Characters of a name that is shown, or of an address."""

ID = re.compile(r"[a-z0-9æøå._-]{1,40}")
"""How a person, a service or a unit is spelt: one way to write it, and nothing that looks like another."""

OS_ACCOUNT = re.compile(r"[^\s\x00-\x1f\x7f]{1,64}")
"""How an account of an operating system may be spelt."""

OF_THE_SYSTEM = frozenset({"system", "systemet", "import", "importen", "klokken", "ingen", "inntak"})
"""Words that stand where people are shown, for what no person did."""

AREA_KINDS = ("kommune", "helseforetak", "annet")

SECTIONS: Mapping[str, tuple[str, ...]] = {
    "areas": ("name", "kind"),
    "services": ("area", "kind", "name", "intake"),
    "units": ("service", "name"),
    "users": ("name", "email", "os_account", "roles"),
}
ROLE_KEYS = ("role", "service", "unit", "from", "to")


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a file may name. None: whatever it says is taken, as where a sandbox is made before anything is compiled."""

    roles: Collection[str] | None
    kinds: Collection[str] | None
    organisation: Organisation = field(default_factory=Organisation)


def read_toml(path: Path, known: Known) -> Wanted:
    """What a TOML file says. Raises: UsageError, with every fault and its place."""
    text = _text(path)
    faults = Faults(file=path.name)
    try:
        tree = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"line (\d+), column (\d+)", str(error))
        line, column = (int(at[1]), int(at[2])) if at else (len(text.splitlines()), 1)
        faults.add(_spot(Place(line, column), "TOML"), say("people.not_toml"))
        faults.refuse()
    except RecursionError:
        raise UsageError("people.unreadable", file=path.name, why=say("people.not_toml")) from None
    reading = _Reading(tree=tree, places=Places(text), faults=faults, known=known)
    wanted = reading.whole()
    if faults.count:
        faults.refuse()
    return wanted


def _text(path: Path) -> str:
    try:
        text = read_file(path, MAX_BYTES).decode("utf-8-sig")
    except OSError as error:
        raise UsageError("people.unreadable", file=str(path), why=why_not(error)) from None
    except UnicodeDecodeError as error:
        # Lines are counted in the bytes: of what is no text nobody knows how many characters it is.
        lines = error.object[: error.start].count(b"\n")
        raise UsageError("people.not_utf8", file=path.name, line=lines + 1) from None
    for number, line in enumerate(text.splitlines(), start=1):
        if len(line) > MAX_LINE:
            raise UsageError("people.long_line", file=path.name, line=number, most=MAX_LINE)
    return text


def _spot(place: Place, told: str) -> Spot:
    return Spot(told=told, order=(place.line, place.column), line=place.line, column=place.column)


def id_fault(name: str, *, person: bool = False) -> str:
    """Why something may not be called so, in words; empty when it may. What was written is not repeated."""
    if person and name in OF_THE_SYSTEM:
        return say("people.of_the_system", user=name)
    if not ID.fullmatch(name) or looks_like_one(name):
        return say("people.bad_id")
    return ""


def shown_fault(text: str) -> str:
    """Why a name or an address may not be kept as it is, in words; empty when it may."""
    if len(text) > MAX_NAME or has_unseen(text) or "\n" in text or "\t" in text:
        return say("people.bad_shown", most=MAX_NAME)
    return say("people.national_number") if looks_like_one(text) else ""


def os_account_fault(name: str) -> str:
    """Why nothing may be called so as an account of a machine, in words; empty when it may."""
    return "" if OS_ACCOUNT.fullmatch(name) and not looks_like_one(name) else say("people.bad_os_account")


def address_fault(text: str) -> str:
    """Why no mail can be sent to what is given as an address, in words; empty when it can, or where none is given."""
    if why := shown_fault(text):
        return why
    return say("people.bad_address") if text and not is_address(text) else ""


@dataclass(slots=True, kw_only=True)
class _Reading:
    tree: Mapping[str, object]
    places: Places
    faults: Faults
    known: Known

    def whole(self) -> Wanted:
        """All of it; the faults tell whether it can be used."""
        for section in self.tree:
            if section not in SECTIONS:
                self._fault(say("people.unknown_section", known=", ".join(f"[{each}]" for each in SECTIONS)), section)
        areas = tuple(self._area(id_, entry) for id_, entry in self._entries("areas"))
        services = tuple(self._service(id_, entry) for id_, entry in self._entries("services"))
        units = tuple(self._unit(id_, entry) for id_, entry in self._entries("units"))
        persons = tuple(self._person(id_, entry) for id_, entry in self._entries("users"))
        wanted = Wanted(areas=areas, services=services, units=units, persons=persons, intakes=tuple(self._intakes()))
        self._references(wanted)
        return wanted

    def _entries(self, section: str) -> list[tuple[str, Mapping[str, object]]]:
        """The tables of a section, with what is no table, or has keys that nothing is called, told."""
        tables = self.tree.get(section, {})
        if not isinstance(tables, dict):
            self._fault(say("people.no_table", section=section), section)
            return []
        found: list[tuple[str, Mapping[str, object]]] = []
        for id_, entry in tables.items():
            why = id_fault(id_, person=section == "users")
            if why:
                self._fault(why, section, id_, named=False)
            elif not isinstance(entry, dict):
                self._fault(say("people.no_table", section=f"{section}.{id_}"), section, id_)
            else:
                for key in entry:
                    if key not in SECTIONS[section]:
                        told = say("people.unknown_key", known=", ".join(SECTIONS[section]))
                        self._fault(told, section, id_, key, named=False)
                found.append((id_, entry))
        return found

    def _area(self, id_: str, entry: Mapping[str, object]) -> Area:
        kind = self._one_of(AREA_KINDS, entry, "areas", id_, "kind") or "annet"
        return Area(id=id_, name=self._shown(entry, "areas", id_, "name") or id_, kind=kind)

    def _service(self, id_: str, entry: Mapping[str, object]) -> Service:
        kinds = None if self.known.kinds is None else (*sorted(self.known.kinds), EXTERNAL)
        return Service(
            id=id_,
            area=self._plain(entry, "services", id_, "area"),
            kind=self._one_of(kinds, entry, "services", id_, "kind"),
            name=self._shown(entry, "services", id_, "name") or id_,
        )

    def _unit(self, id_: str, entry: Mapping[str, object]) -> Unit:
        name = self._shown(entry, "units", id_, "name") or id_
        return Unit(id=id_, service=self._plain(entry, "units", id_, "service"), name=name)

    def _intakes(self) -> list[tuple[str, str, str]]:
        found = []
        for id_, entry in self._tables("services"):
            whom = entry.get("intake")
            if whom is None:
                continue
            units, users = dict(self._tables("units")), dict(self._tables("users"))
            org = self.known.organisation
            if isinstance(whom, str) and (whom in users or whom in org.persons):
                found.append((id_, whom, ""))
            elif isinstance(whom, str) and (whom in units or whom in org.units):
                found.append((id_, "", whom))
            else:
                self._fault(say("people.unknown_intake"), "services", id_, "intake")
        return found

    def _tables(self, section: str) -> list[tuple[str, Mapping[str, object]]]:
        tables = self.tree.get(section, {})
        items = tables.items() if isinstance(tables, dict) else ()
        return [(id_, entry) for id_, entry in items if isinstance(entry, dict)]

    def _person(self, id_: str, entry: Mapping[str, object]) -> WantedPerson:
        roles = entry.get("roles")
        if not isinstance(roles, list):
            self._fault(say("people.roles_missing"), "users", id_, "roles")
            roles = []
        held = tuple(found for each in roles if (found := self._role(id_, each)) is not None)
        if any(meet(one, other) for one, other in combinations(held[:MOST_COMPARED], 2)):
            self._fault(say("people.role_twice"), "users", id_, "roles")
        return WantedPerson(
            id=id_,
            name=self._shown(entry, "users", id_, "name"),
            email=self._shown(entry, "users", id_, "email", fault=address_fault),
            roles=held,
            os_account=self._os_account(entry, id_),
        )

    def _os_account(self, entry: Mapping[str, object], id_: str) -> str | None:
        told = self._shown(entry, "users", id_, "os_account")
        if told and os_account_fault(told):
            self._fault(os_account_fault(told), "users", id_, "os_account")
        return told

    def _role(self, person: str, each: object) -> WantedRole | None:
        where = ("users", person, "roles")
        entry = {"role": each} if isinstance(each, str) else each
        if not isinstance(entry, dict) or not isinstance(entry.get("role"), str):
            self._fault(say("people.role_form"), *where)
            return None
        for key in entry:
            if key not in ROLE_KEYS:
                self._fault(say("people.unknown_key", known=", ".join(ROLE_KEYS)), *where)
        role = entry["role"]
        if self.known.roles is not None and role not in self.known.roles:
            told = say("people.unknown_role", known=", ".join(sorted(self.known.roles)))
            self._fault(told, *where, value=role)
        texts = {name: entry.get(name, "") for name in ("service", "unit")}
        if not all(isinstance(text, str) for text in texts.values()):
            self._fault(say("people.role_form"), *where, value=role)
            return None
        first, last = (self._day(entry.get(name), person, role) for name in ("from", "to"))
        if first and last and last < first:
            self._fault(say("people.ends_before"), *where, value=role)
        return WantedRole(role=role, service=str(texts["service"]), unit=str(texts["unit"]), first=first, last=last)

    def _day(self, value: object, person: str, role: str) -> date | None:
        if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
            return value
        if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
            try:
                return date.fromisoformat(value)
            except ValueError:
                pass
        self._fault(say("people.no_day"), "users", person, "roles", value=role)
        return None

    def _references(self, wanted: Wanted) -> None:
        """Whatever is named by another must be in the file, or have been recorded before."""
        org = self.known.organisation
        areas = {*org.areas, *(each.id for each in wanted.areas)}
        services = {*org.services, *(each.id for each in wanted.services)}
        units = {**{id_: each.service for id_, each in org.units.items()}, **{u.id: u.service for u in wanted.units}}
        for service in wanted.services:
            if service.area not in areas:
                told = say("people.unknown_area", known=", ".join(sorted(areas)) or "–")
                self._fault(told, "services", service.id, "area")
        for unit in wanted.units:
            if unit.service not in services:
                told = say("people.unknown_service", known=", ".join(sorted(services)) or "–")
                self._fault(told, "units", unit.id, "service")
        for id_ in shared_accounts(wanted, org):
            self._fault(say("people.account_taken"), "users", id_, "os_account")
        for person in wanted.persons:
            for role in person.roles:
                told = place_fault(role, services, units)
                if told:
                    self._fault(told, "users", person.id, "roles", value=role.unit or role.service)

    def _plain(self, entry: Mapping[str, object], *path: str) -> str:
        value = entry.get(path[-1])
        if not isinstance(value, str) or not value:
            self._fault(say("people.text_missing", key=path[-1]), *path)
            return ""
        return value

    def _one_of(self, allowed: Collection[str] | None, entry: Mapping[str, object], *path: str) -> str:
        value = self._plain(entry, *path)
        if value and allowed is not None and value not in allowed:
            self._fault(say("people.not_one_of", key=path[-1], known=", ".join(allowed)), *path)
        return value

    def _shown(self, entry: Mapping[str, object], *path: str, fault: Callable[[str], str] = shown_fault) -> str | None:
        value = entry.get(path[-1])
        if value is None:
            return None
        why = fault(value) if isinstance(value, str) else say("people.text_missing", key=path[-1])
        if why:
            self._fault(why, *path)
        return value if isinstance(value, str) else None

    def _fault(self, told: str, *path: str, value: str = "", named: bool = True) -> None:
        place = self.places.of_value(value, *path) if value else self.places.of(*path)
        # What could not be a name is not repeated: what makes it unfit may be that it cannot be seen, or whose it is.
        where = ".".join(path if named else path[:1])
        self.faults.add(_spot(place, f"[{where}]"), told)


def place_fault(role: WantedRole, services: Collection[str], units: Mapping[str, str]) -> str:
    """Why a role cannot be held where it says, in words; empty when it can. ``units``: the service of each."""
    if role.service and role.service not in services:
        return say("people.unknown_service", known=", ".join(sorted(services)) or "–")
    if role.unit and role.unit not in units:
        return say("people.unknown_unit", known=", ".join(sorted(units)) or "–")
    if role.unit and units[role.unit] != role.service:
        return say("people.unit_elsewhere", service=units[role.unit])
    return ""
