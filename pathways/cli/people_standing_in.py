"""The absences of one person, and those in which they stand in for another: when, what is lent by it, and what not."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from pathways.cli.documents import Document
from pathways.cli.output import tell, tell_rows
from pathways.counting.oslo import civil_date
from pathways.counting.telling import write_short
from pathways.engine.absences import Why, day_of_lending, not_lent, why_never
from pathways.engine.installation import Installation
from pathways.engine.people import People, people_on
from pathways.messages import say
from pathways.model.organisation import Absence, Held


@dataclass(frozen=True, slots=True, kw_only=True)
class Lends:
    """What an absence lends its substitute: on its first day that lends anything and is not over yet."""

    absence: Absence
    people: People
    why: Why | None
    """Why it lends nothing on any day that comes; None: it does, it is over, or nobody stands in."""

    @property
    def lent(self) -> tuple[Held, ...]:
        """The roles that are lent."""
        away, to = self.absence.person, self.absence.substitute
        return tuple(self.people.lent_by(away, to)) if away in self.people.users and to else ()

    @property
    def kept(self) -> tuple[Held, ...]:
        """The roles that are not."""
        away, to = self.absence.person, self.absence.substitute
        return not_lent(self.people, away, to) if away in self.people.users and to else ()

    def services(self, held: Held) -> tuple[str, ...] | None:
        """The services in which a role that is lent counts for the substitute; None: in all."""
        return (held.service,) if held.service else self.people.lent_services(held, self.absence.substitute)


def lent_in(world: Installation, absence: Absence) -> Lends:
    """What an absence lends, as the organisation is told of now."""
    organisation, lending, today = world.roster.organisation, world.roster.lending, civil_date(world.clock.now())
    day = day_of_lending(organisation, lending, absence, today)
    why = why_never(organisation, lending, absence, today) if absence.substitute else None
    return Lends(absence=absence, people=people_on(organisation, day, lending), why=why)


def absences_of(world: Installation, person: str) -> tuple[Lends, ...]:
    """Those in which somebody is away, by first day."""
    return _sorted(world, (each for each in world.roster.organisation.absences if each.person == person))


def standing_in(world: Installation, person: str) -> tuple[Lends, ...]:
    """Those in which somebody is named as the substitute, by first day."""
    return _sorted(world, (each for each in world.roster.organisation.absences if each.substitute == person))


def tell_absences_of(world: Installation, found: Sequence[Lends]) -> None:
    """When the person is away, who stands in, and what they have of it."""
    if found:
        tell("\n" + say("cli.people.absences"), "bold")
        tell_rows((_period(each), "\n".join([_away(each), *_lines(world, each)])) for each in found)


def tell_standing_in(world: Installation, found: Sequence[Lends]) -> None:
    """For whom the person stands in, when, and what they have of it."""
    if found:
        tell("\n" + say("cli.people.stands_in_heading"), "bold")
        tell_rows((_period(each), "\n".join([_for(each), *_lines(world, each)])) for each in found)


def absence_json(each: Lends) -> Document:
    """One absence of whoever is away."""
    return {**_days(each), "substitute": each.absence.substitute or None, **_lends_json(each)}


def standing_in_json(each: Lends) -> Document:
    """One absence for whoever stands in."""
    return {"person": each.absence.person, **_days(each), **_lends_json(each)}


def _sorted(world: Installation, absences: Iterator[Absence]) -> tuple[Lends, ...]:
    return tuple(lent_in(world, each) for each in sorted(absences, key=lambda each: (each.first, each.person)))


def _away(each: Lends) -> str:
    absence = each.absence
    if each.why is not None:
        return say("cli.people.away_in_vain_why", substitute=absence.substitute, why=_why_told(each, each.why))
    if absence.substitute:
        return say("cli.people.away_with", substitute=absence.substitute)
    return say("cli.people.away")


def _for(each: Lends) -> str:
    if each.why is None:
        return each.absence.person
    return say("cli.people.stands_in_vain", person=each.absence.person, why=_why_told(each, each.why))


def _why_told(each: Lends, why: Why) -> str:
    return say(f"people.why_{why.value}", person=each.absence.person, substitute=each.absence.substitute)


def _lines(world: Installation, each: Lends) -> Iterator[str]:
    if each.lent:
        yield say(
            "cli.people.lends", roles=", ".join(_held_told(world, held, each.services(held)) for held in each.lent)
        )
        if each.kept:
            kept = (_held_told(world, held, (held.service,) if held.service else None) for held in each.kept)
            yield say("cli.people.lends_not", roles=", ".join(kept))


def _held_told(world: Installation, held: Held, services: tuple[str, ...] | None) -> str:
    titles = world.library.role_titles()
    role = titles[held.role].nb if held.role in titles else held.role
    place = say("cli.people.everywhere") if services is None else ", ".join(sorted(services))
    return f"{role} ({' / '.join(part for part in (place, held.unit) if part)})"


def _period(each: Lends) -> str:
    first, last = each.absence.first, each.absence.last
    if last is None:
        return say("cli.people.from_on", first=write_short(first))
    return say("cli.people.period", first=write_short(first), last=write_short(last))


def _days(each: Lends) -> Document:
    return {"from": each.absence.first.isoformat(), "to": _day(each.absence.last)}


def _lends_json(each: Lends) -> Document:
    return {
        "lends_nothing": None if each.why is None else each.why.value,
        "lends": [{**_held_json(held), "counts_in": _services(each, held)} for held in each.lent],
        "lends_not": [_held_json(held) for held in each.kept],
    }


def _services(each: Lends, held: Held) -> list[str] | None:
    found = each.services(held)
    return None if found is None else sorted(found)


def _held_json(held: Held) -> Document:
    return {"role": held.role, "service": held.service or None, "unit": held.unit or None}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
