"""The organisation for people and as JSON: changes, who there is on a day, and one person over time."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import cache, partial

from pathways.cli.documents import Document
from pathways.cli.output import tell, tell_json, tell_rows
from pathways.cli.people_services import services_json, tell_services
from pathways.cli.people_standing_in import (
    absence_json,
    absences_of,
    standing_in,
    standing_in_json,
    tell_absences_of,
    tell_standing_in,
)
from pathways.cli.when import json_moment, write_short_moment
from pathways.counting.telling import write_short
from pathways.engine.absences import Why, why_nothing
from pathways.engine.installation import Installation
from pathways.engine.people import People, User, people_on
from pathways.engine.where_counts import services_of
from pathways.messages import say
from pathways.model.organisation import Change, Entry, Held, Organisation, Person, What
from pathways.people.fold import changed
from pathways.store import organisation as log

CHANGES = "pathways.people-changes/1"
PEOPLE = "pathways.people/1"
PERSON = "pathways.people-person/1"

Days = Callable[[date], People]
"""Who there is on a day; each day is worked out once, as a file of thousands names the same ones."""


def tell_changes(world: Installation, changes: Sequence[Change], *, dry_run: bool, as_json: bool) -> None:
    """What was recorded, or would be, a line each."""
    if as_json:
        tell_json({"schema": CHANGES, "recorded": not dry_run, "changes": [_change_json(each) for each in changes]})
        return
    if not changes:
        tell(say("cli.people.nothing"))
        return
    tell(say("cli.people.would" if dry_run else "cli.people.recorded", count=len(changes)))
    after = _days_of(changed(world.roster.organisation, changes))
    tell_rows([_change_told(world, after, each)] for each in changes)


def tell_people(world: Installation, day: date, *, role: str, service: str, as_json: bool) -> None:
    """Those who have a role that day."""
    people = world.roster.on(day)
    shown = [
        user
        for _, user in sorted(people.users.items())
        if not (role or service) or any(_is_meant(held, role, service) for held in user.held)
    ]
    if as_json:
        listed = [_user_json(people, each) for each in shown]
        tell_json({"schema": PEOPLE, "on": day.isoformat(), "people": listed, "services": services_json(people)})
        return
    if not shown:
        tell(say("cli.people.none"))
        return
    tell(say("cli.people.heading", day=write_short(day), count=len(shown)))
    tell_rows(
        ((user.name, user.title, _roles_told(people, world, user), _presence(people, user.name)) for user in shown),
        fixed=(0,),
    )
    if not (role or service):
        tell_services(people)


def tell_person(world: Installation, person: Person, *, accounts: bool, as_json: bool) -> None:
    """One person: roles and absences over time, and every entry about them; of their account only with ``accounts``."""
    organisation = world.roster.organisation
    held = sorted((each for each in organisation.held if each.person == person.id), key=lambda each: each.first)
    away, others = absences_of(world, person.id), standing_in(world, person.id)
    with world.database.read() as conn:
        about = (each for each in log.every(conn) if _is_about(each, person.id))
        entries = [each for each in about if accounts or each.change.what is not What.account]
    if as_json:
        tell_json(
            {
                "schema": PERSON,
                "id": person.id,
                "name": person.name,
                "email": person.email,
                "os_account": person.os_account or None,
                "roles": [_held_json(each) for each in held],
                "absences": [absence_json(each) for each in away],
                "stands_in_for": [standing_in_json(each) for each in others],
                "entries": [_entry_json(each) for each in entries],
            }
        )
        return
    tell(
        " · ".join(
            part
            for part in (person.id, person.name, person.email or say("cli.people.no_mail"), person.os_account)
            if part
        )
    )
    if held:
        tell("\n" + say("cli.people.roles"), "bold")
        tell_rows(
            (_period(each.first, each.last), _role(world, each.role), _place_then(organisation, each)) for each in held
        )
    tell_absences_of(world, away)
    tell_standing_in(world, others)
    tell("\n" + say("cli.people.entries"), "bold")
    days = _days_of(organisation)
    tell_rows(_entry_row(world, days, each) for each in entries)


def _days_of(organisation: Organisation) -> Days:
    return cache(partial(people_on, organisation))


def _entry_row(world: Installation, days: Days, entry: Entry) -> tuple[str, str, str]:
    actor = entry.actor
    user = actor.user or say("cli.people.by_account", account=actor.os_account)
    if actor.on_behalf_of:
        user = say("timeline.stands_in", user=user, other=actor.on_behalf_of)
    told = _change_told(world, days, entry.change)
    if entry.why:
        told += "\n" + say("cli.people.why", why=entry.why)
    return str(entry.seq), say("cli.people.by", at=write_short_moment(entry.recorded_at), user=user), told


def _change_told(world: Installation, after: Days, change: Change) -> str:
    """One change, in an organisation in which it was made."""
    data = dict(change.data)
    period = _period_of(data)
    if change.what is What.role:
        place = _place_of(after, data, data["first"])
        role = _role(world, data["role"])
        return say("cli.people.change_role", person=data["person"], role=role, place=place, period=period)
    if change.what is What.end:
        place, last = _place_of(after, data, data["last"]), write_short(date.fromisoformat(data["last"]))
        role = _role(world, data["role"])
        return say("cli.people.change_end", person=data["person"], role=role, place=place, last=last)
    if change.what is What.absence:
        substitute = data["substitute"] or say("cli.people.nobody")
        return say("cli.people.change_absence", person=data["person"], period=period, substitute=substitute)
    if change.what is What.person:
        return say(
            "cli.people.change_person", id=data["id"], name=" · ".join(_given(data, "name", "email", "os_account"))
        )
    if change.what is What.account:
        return say("cli.people.change_account", person=data["person"], told=say(f"cli.account.did_{data['did']}"))
    if change.what in (What.present, What.intake):
        data["first"] = write_short(date.fromisoformat(data["first"]))
        data["whom"] = data.get("person") or data.get("unit") or ""
    return say(f"cli.people.change_{change.what.value}", **data)


def _given(data: dict[str, str], *names: str) -> list[str]:
    return [data[name] for name in names if data.get(name)] or ["–"]


def _period_of(data: dict[str, str]) -> str:
    if "first" not in data:
        return ""
    last = data.get("last", "")
    return _period(date.fromisoformat(data["first"]), date.fromisoformat(last) if last else None)


def _period(first: date, last: date | None) -> str:
    if last is None:
        return say("cli.people.from_on", first=write_short(first))
    return say("cli.people.period", first=write_short(first), last=write_short(last))


def _substitute(name: str) -> str:
    return say("cli.people.away_with", substitute=name) if name else say("cli.people.away")


def _why(people: People, name: str) -> Why | None:
    """Why whoever stands in for somebody that day is lent nothing; None: they are, or nobody stands in."""
    return why_nothing(people, name, people.absent[name]) if people.absent.get(name) else None


def _presence(people: People, name: str) -> str:
    substitute, in_vain = people.absent.get(name), _why(people, name) is not None
    away = [] if substitute is None else [_substitute(substitute)]
    if in_vain:
        away = [say("cli.people.away_in_vain", substitute=substitute)]
    others = people.stands_in_for(name)
    return "; ".join([*away, *([say("cli.people.stands_in", people=", ".join(others))] if others else [])])


def _roles_told(people: People, world: Installation, user: User) -> str:
    return "\n".join(f"{_role(world, held.role)} ({place_told(people, held)})" for held in user.held)


def place_told(people: People, held: Held) -> str:
    """Where a role counts on a day: in its service and unit, in all of them, in those of one data area, or nowhere."""
    services = None if held.service else services_of(people, held)
    if services is None:
        return _place(held)
    if not services:
        return say("cli.people.counts_nowhere")
    return say("cli.people.counts_in", services=", ".join(sorted(services)))


def _place_of(days: Days, data: dict[str, str], day: str) -> str:
    """Where a role that a change names counts, on the day that the change names."""
    on = date.fromisoformat(day)
    held = Held(
        person=data["person"], role=data["role"], service=data["service"], unit=data["unit"], first=on, last=None
    )
    told, counted = place_told(days(on), held), services_of(days(on), held)
    return say("cli.people.in_place" if held.service or counted is None else "cli.people.unplaced", place=told)


def _place_then(organisation: Organisation, held: Held) -> str:
    """Where a role counts, or counted, on its first day."""
    return place_told(people_on(organisation, held.first), held)


def _role(world: Installation, role: str) -> str:
    titles = world.library.role_titles()
    return titles[role].nb if role in titles else role


def _place(held: Held) -> str:
    return _where(held.service, held.unit)


def _where(service: str, unit: str) -> str:
    return " / ".join(part for part in (service, unit) if part) or say("cli.people.everywhere")


def _is_meant(held: Held, role: str, service: str) -> bool:
    return role in ("", held.role) and (not service or held.service in ("", service))


def _is_about(entry: Entry, person: str) -> bool:
    data = entry.change.data
    own = data.get("id") if entry.change.what is What.person else data.get("person")
    return person in (own, data.get("substitute"))


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _held_json(held: Held) -> Document:
    return {
        "role": held.role,
        "service": held.service or None,
        "unit": held.unit or None,
        "from": _day(held.first),
        "to": _day(held.last),
    }


def _counts_json(people: People, held: Held) -> list[str] | None:
    """The services in which a role counts; None: in all there are."""
    found = [held.service] if held.service else services_of(people, held)
    return None if found is None else sorted(found)


def _user_json(people: People, user: User) -> Document:
    return {
        "id": user.name,
        "name": user.title,
        "email": user.email,
        "roles": [{**_held_json(each), "counts_in": _counts_json(people, each)} for each in user.held],
        "away": user.name in people.absent,
        "substitute": people.absent.get(user.name) or None,
        "lends_nothing": _why_json(_why(people, user.name)),
        "stands_in_for": list(people.stands_in_for(user.name)),
    }


def _why_json(why: Why | None) -> str | None:
    return None if why is None else why.value


def _change_json(change: Change) -> Document:
    return {"what": change.what.value, **change.data}


def _entry_json(entry: Entry) -> Document:
    actor = entry.actor
    return {
        "seq": entry.seq,
        "recorded_at": json_moment(entry.recorded_at),
        "user": actor.user,
        "os_account": actor.os_account,
        "proof": actor.proof or None,
        "on_behalf_of": actor.on_behalf_of or None,
        "why": entry.why,
        **_change_json(entry.change),
    }
