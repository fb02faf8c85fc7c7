"""``pathways people``: who works here, in which roles and when, who is away, and who gets what nobody has."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import typer

from pathways.cli.context import As, DatabaseUrl, Json, actor_of, open_office_of, os_account
from pathways.cli.output import one_line, tell_aside
from pathways.cli.people_checks import require_address, require_order, require_own, require_plain
from pathways.cli.people_options import (
    Asked,
    Cancel,
    Complete,
    Email,
    File,
    From,
    GivenRole,
    InService,
    InUnit,
    Last,
    Name,
    On,
    OnlyRole,
    OsAccount,
    OtherId,
    PersonId,
    RoleId,
    ServiceId,
    SomeRole,
    Substitute,
    To,
    ToPerson,
    ToUnit,
)
from pathways.cli.wording import add_command, group, sharing
from pathways.errors import NotFoundError, UsageError
from pathways.messages import say
from pathways.model.policy import Action

if TYPE_CHECKING:
    from pathways.engine.installation import Installation
    from pathways.engine.organising import Organiser
    from pathways.intake.people_file import Known
    from pathways.model.organisation import Change, Held, Organisation, Person
    from pathways.model.record import Actor


def add(app: typer.Typer) -> None:
    """Add ``people`` and its commands."""
    people = group("people")
    add_command(people, "apply", "people_apply", sharing(Asked, apply))
    add_command(people, "list", "people_list", list_people)
    add_command(people, "show", "people_show", show)
    add_command(people, "add", "people_add", sharing(Asked, add_person))
    add_command(people, "role", "people_role", sharing(Asked, give_role))
    add_command(people, "end", "people_end", sharing(Asked, end))
    add_command(people, "absent", "people_absent", sharing(Asked, absent))
    add_command(people, "substitute", "people_substitute", sharing(Asked, substitute))
    add_command(people, "intake", "people_intake", sharing(Asked, intake))
    app.add_typer(people, name="people")


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """One command at work on the organisation."""

    installation: "Installation"
    organiser: "Organiser"
    actor: "Actor"

    @property
    def organisation(self) -> "Organisation":
        """As it is recorded now, with all its days."""
        return self.installation.roster.organisation

    @property
    def today(self) -> date:
        """By the clock of the database, in Norway."""
        return self.organiser.today()

    def day(self, typed: str, otherwise: date | None = None) -> date:
        """A day as typed, or another. Raises: UsageError."""
        from pathways.counting.oslo import parse_moment

        return parse_moment(typed).on if typed else otherwise or self.today

    def last(self, typed: str) -> date | None:
        """A last day as typed; None: until further notice."""
        return self.day(typed) if typed else None

    def person(self, typed: str) -> "Person":
        """A person by what is typed. Raises: NotFoundError."""
        found = self.organisation.persons.get(typed.strip())
        if found is None:
            known = ", ".join(sorted(self.organisation.persons)) or "–"
            raise NotFoundError("people.no_person", person=one_line(typed), known=known)
        return found

    def known(self) -> "Known":
        """What a file may name."""
        from pathways.intake.people_file import Known

        catalogue = self.installation.library.catalogue
        return Known(roles=frozenset(catalogue.settings.roles), kinds=catalogue.kinds, organisation=self.organisation)

    def record(self, changes: "Sequence[Change]", asked: Asked) -> None:
        """Record the changes, or only show them. Raises: NotAllowedError, ConflictError, UsageError."""
        from pathways.cli.people_page import tell_changes
        from pathways.cli.people_warned import warnings

        self.organiser.require_allowed(self.actor, changes)
        self.organiser.require_sound(changes)
        require_plain("--reason", asked.why)
        unmanaged = self.organiser.nobody_manages()
        tell_warnings = warnings(self.installation, changes, self.today)
        if not asked.dry_run:
            self.organiser.record(changes, self.actor, asked.why)
        tell_changes(self.installation, changes, dry_run=asked.dry_run, as_json=asked.as_json)
        tell_warnings()
        if unmanaged and changes and not asked.dry_run:
            tell_aside(say("people.nobody_manages", account=self.actor.os_account))
            if self.organiser.nobody_manages():
                tell_aside(say("people.manager_missing", roles=", ".join(self.organiser.managing)))


@contextmanager
def open_office(database: str, user: str, action: Action, *others: Action) -> Iterator[Office]:
    """The organisation of an installation, and who acts: while nobody manages people, whoever runs the command.

    Raises: NotAllowedError; as ``open_session``.
    """
    from pathways.cli.acting import refuse_claim
    from pathways.engine.organising import Organiser
    from pathways.model.record import Actor

    with open_office_of(database) as installation:
        organiser = Organiser(
            database=installation.database,
            library=installation.library,
            roster=installation.roster,
            clock=installation.clock,
        )
        refuse_claim(installation, user)
        if organiser.nobody_manages() and user not in installation.people.users:
            actor = Actor(user="", roles=(), os_account=os_account(), authenticated=False)
        else:
            actor = actor_of(installation, user, database)
            installation.permits.require_somewhere(actor, action, *others)
        yield Office(installation=installation, organiser=organiser, actor=actor)


def apply(asked: Asked, file: File, *, complete: Complete = False) -> None:
    """Make the organisation as a file says."""
    from pathways.intake.people_file import read_toml
    from pathways.intake.people_sheet import read_people_sheet
    from pathways.people.wanted import changes_for

    with open_office(asked.database, asked.user, Action.people_write, Action.absence_write) as office:
        read = read_people_sheet if file.suffix.lower() == ".csv" else read_toml
        wanted = read(file, office.known())
        changes = changes_for(office.organisation, wanted, office.today, complete=complete)
        named = {person.id for person in wanted.persons}
        others = sorted(set(office.installation.people.users) - named)
        office.record(changes, asked)
        if others and not complete:
            tell_aside(say("cli.people.untouched", people=", ".join(others)))


def list_people(
    *,
    on: On = "",
    role: OnlyRole = "",
    service: InService = "",
    user: As = "",
    database: DatabaseUrl = "",
    as_json: Json = False,
) -> None:
    """List those who have a role on a day."""
    from pathways.cli.people_page import tell_people

    with open_office(database, user, Action.people_read) as office:
        tell_people(office.installation, office.day(on), role=role, service=service, as_json=as_json)


def show(person: PersonId, *, user: As = "", database: DatabaseUrl = "", as_json: Json = False) -> None:
    """Show one person over time."""
    from pathways.cli.people_everywhere import tell_everywhere
    from pathways.cli.people_page import tell_person

    with open_office(database, user, Action.people_read) as office:
        found = office.person(person)
        accounts = found.id == office.actor.user or office.installation.permits.everywhere(
            office.actor, Action.account_read
        )
        tell_person(office.installation, found, accounts=accounts, as_json=as_json)
        lasting = (each for each in office.organisation.held if each.person == found.id and each.on(office.today))
        tell_everywhere(office.installation, lasting, (), office.today)


def add_person(
    asked: Asked,
    person: PersonId,
    role: GivenRole,
    *,
    name: Name = "",
    email: Email = "",
    account: OsAccount = "",
    service: InService = "",
    unit: InUnit = "",
    first: From = "",
    last: To = "",
) -> None:
    """Add a person with a role."""
    from pathways.intake.people_file import id_fault
    from pathways.people.wanted import person_of

    with open_office(asked.database, asked.user, Action.people_write) as office:
        if person in office.organisation.persons:
            raise UsageError("people.person_exists", person=person)
        if fault := id_fault(person, person=True):
            raise UsageError("people.bad_argument", what="PERSON", why=fault)
        require_plain("--name", name)
        require_address(email)
        require_own(office.organisation, account)
        given = _given(office, person, role, (service, unit), office.day(first), office.last(last))
        office.record([person_of(person, name, email, account), given], asked)


def give_role(
    asked: Asked,
    person: PersonId,
    role: RoleId,
    *,
    service: InService = "",
    unit: InUnit = "",
    first: From = "",
    last: To = "",
) -> None:
    """Give a person a role."""
    with open_office(asked.database, asked.user, Action.people_write) as office:
        found = office.person(person)
        given = _given(office, found.id, role, (service, unit), office.day(first), office.last(last))
        office.record([given], asked)


def end(
    asked: Asked,
    person: PersonId,
    role: SomeRole = "",
    *,
    service: InService = "",
    unit: InUnit = "",
    last: Last = "",
) -> None:
    """Let roles end with a day."""
    from pathways.people.wanted import end_of

    with open_office(asked.database, asked.user, Action.people_write) as office:
        found = office.person(person)
        day = office.day(last, office.today - timedelta(days=1))
        after = [
            held
            for held in office.organisation.held
            if held.person == found.id and (held.last is None or held.last > day)
        ]
        wanted = ((role, 0), (service, 1), (unit, 2))
        meant = {held.key: held for held in after if all(not w or _places(held)[at] == w for w, at in wanted)}
        if not meant:
            known = ", ".join(held.role for held in after) or "–"
            raise NotFoundError("people.no_such_role", person=found.id, known=known)
        office.record([end_of(held, day) for held in meant.values()], asked)


def absent(
    asked: Asked,
    person: PersonId,
    *,
    first: From = "",
    last: To = "",
    by: Substitute = "",
    cancel: Cancel = False,
) -> None:
    """Record that a person is away."""
    from pathways.model.organisation import Change, What

    with open_office(asked.database, asked.user, Action.absence_write) as office:
        found, begins = office.person(person), office.day(first)
        if cancel:
            known = [each.first for each in office.organisation.absences if each.person == found.id]
            if begins not in known:
                told = ", ".join(day.isoformat() for day in known) or "–"
                raise NotFoundError("people.no_absence", person=found.id, known=told)
            change = Change(what=What.present, data={"person": found.id, "first": begins.isoformat()})
        else:
            change = _absence(office, found.id, begins, office.last(last), by)
        office.record([change], asked)


def substitute(
    asked: Asked,
    person: PersonId,
    other: OtherId,
) -> None:
    """Set who stands in, in the absence that lasts or comes next."""
    with open_office(asked.database, asked.user, Action.absence_write) as office:
        found = office.person(person)
        mine = [
            each
            for each in office.organisation.absences
            if each.person == found.id and (each.last is None or each.last >= office.today)
        ]
        if not mine:
            raise NotFoundError("people.not_away", person=found.id)
        next_one = min(mine, key=lambda each: each.first)
        office.record([_absence(office, found.id, next_one.first, next_one.last, other)], asked)


def intake(
    asked: Asked,
    service: ServiceId,
    *,
    person: ToPerson = "",
    unit: ToUnit = "",
    first: From = "",
) -> None:
    """Say who gets what nobody has in a service."""
    from pathways.people.wanted import intake_of

    if bool(person) == bool(unit):
        raise UsageError("people.one_intake")
    with open_office(asked.database, asked.user, Action.absence_write) as office:
        org, found = office.organisation, office.person(person).id if person else ""
        known = {*org.services, *(office.known().kinds or ())}
        if service not in known:
            raise NotFoundError("people.no_service", service=one_line(service), known=", ".join(sorted(known)))
        if unit and (unit not in org.units or org.units[unit].service != service):
            units = ", ".join(sorted(id_ for id_, each in org.units.items() if each.service == service)) or "–"
            raise NotFoundError("people.bad_argument", what="--unit", why=say("people.unknown_unit", known=units))
        office.record([intake_of(service, found, unit, office.day(first))], asked)


def _given(office: Office, person: str, role: str, place: tuple[str, str], first: date, last: date | None) -> "Change":
    """A role to be given. Raises: UsageError, NotFoundError."""
    from pathways.intake.people_file import place_fault
    from pathways.people.wanted import WantedRole, role_of

    roles, org = office.installation.library.catalogue.settings.roles, office.organisation
    if role not in roles:
        raise NotFoundError("people.no_role", role=one_line(role), known=", ".join(sorted(roles)))
    wanted = WantedRole(role=role, service=place[0], unit=place[1], first=first, last=last)
    fault = place_fault(wanted, org.services, {id_: unit.service for id_, unit in org.units.items()})
    if fault:
        raise UsageError("people.no_place", why=fault)
    require_order(first, last)
    return role_of(person, role, place, first, last)


def _absence(office: Office, person: str, first: date, last: date | None, by: str) -> "Change":
    from pathways.model.organisation import Change, What

    stands_in = office.person(by).id if by else ""
    if stands_in == person:
        raise UsageError("people.own_substitute", person=person)
    require_order(first, last)
    days = {"first": first.isoformat(), "last": last.isoformat() if last else ""}
    return Change(what=What.absence, data={"person": person, **days, "substitute": stands_in})


def _places(held: "Held") -> tuple[str, str, str]:
    return held.role, held.service, held.unit
