"""Absences that lend their substitute nothing: which they are, and why. Worked out for the days that come."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from pathways.engine.lending import Lending
from pathways.engine.people import People, people_on
from pathways.errors import NotAllowedError, UsageError
from pathways.messages import say
from pathways.model.organisation import Absence, Change, Held, Organisation, What
from pathways.people.fold import changed


class Why(StrEnum):
    """Why an absence lends its substitute nothing."""

    nothing_to_lend = "nothing_to_lend"
    """Whoever is away holds no role meanwhile."""
    from_outside = "from_outside"
    """Whoever is away looks from outside: an engagement names who does."""
    no_role = "no_role"
    """The substitute holds no role of their own meanwhile."""
    auditor = "auditor"
    """The substitute looks from outside."""
    elsewhere = "elsewhere"
    """The substitute works in another data area or another kind of service, or with something else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Empty:
    """An absence whose substitute is lent nothing, and why."""

    absence: Absence
    why: Why


def why_nothing(people: People, away: str, to: str) -> Why | None:
    """Why somebody would be lent nothing that day by another who is away; None: they are lent something."""
    giver, taker = people.users.get(away), people.users.get(to)
    if giver is None:
        return Why.nothing_to_lend
    if all(role in people.lending.outside for role in giver.roles):
        return Why.from_outside
    if taker is None:
        return Why.no_role
    if any(people.lent_by(away, to)):
        return None
    if all(role in people.lending.outside for role in taker.roles):
        return Why.auditor
    return Why.elsewhere


def refuse_empty(organisation: Organisation, lending: Lending, changes: Sequence[Change], today: date) -> None:
    """Raises: NotAllowedError where one of the changes names a substitute who would be lent nothing."""
    after = changed(organisation, changes)
    for each in (change.data for change in changes if change.what is What.absence and change.data["substitute"]):
        told = next(a for a in after.absences if (a.person, a.first.isoformat()) == (each["person"], each["first"]))
        why = why_never(after, lending, told, today)
        if why is not None:
            values = {"person": told.person, "substitute": told.substitute}
            raise NotAllowedError("people.lends_nothing", why=say(f"people.why_{why.value}", **values), **values)


def not_lent(people: People, away: str, to: str) -> tuple[Held, ...]:
    """The roles of somebody that another would not be lent that day, though they would be lent some."""
    lent = set(people.lent_by(away, to))
    giver = people.users.get(away)
    return () if giver is None else tuple(each for each in giver.held if each not in lent)


def both_away(organisation: Organisation, today: date) -> tuple[Absence, ...]:
    """The absences that last or come, and on some day of which the substitute is away, too; by person and day."""
    return tuple(
        each
        for each in sorted(organisation.absences, key=lambda absence: (absence.person, absence.first))
        if any(other.person == each.substitute and _meet(each, other, today) for other in organisation.absences)
    )


def refuse_overlapping(organisation: Organisation, changes: Sequence[Change]) -> None:
    """Raises: UsageError for an absence on a day on which the person is away already: two may name two substitutes."""
    after = changed(organisation, changes)
    for data in (change.data for change in changes if change.what is What.absence):
        first = date.fromisoformat(data["first"])
        theirs = [each for each in after.absences if each.person == data["person"]]
        told = next(each for each in theirs if each.first == first)
        other = next((each for each in theirs if each.first != first and _meet(each, told, date.min)), None)
        if other is not None:
            last = other.last.isoformat() if other.last else "–"
            values = {"person": told.person, "first": other.first.isoformat(), "last": last}
            raise UsageError("people.away_already", **values)


def _meet(one: Absence, other: Absence, today: date) -> bool:
    """Whether two absences have a day in common, from ``today`` on."""
    first, last = max(one.first, other.first, today), min(one.last or date.max, other.last or date.max)
    return first <= last


def empty_absences(organisation: Organisation, lending: Lending, today: date) -> tuple[Empty, ...]:
    """The absences that last or come, with a substitute who is lent nothing on any of their days, by person and day."""
    found = []
    for each in sorted(organisation.absences, key=lambda absence: (absence.person, absence.first)):
        why = why_never(organisation, lending, each, today) if each.substitute else None
        if why is not None:
            found.append(Empty(absence=each, why=why))
    return tuple(found)


def why_never(organisation: Organisation, lending: Lending, absence: Absence, today: date) -> Why | None:
    """Why a substitute is lent nothing on any day of an absence from today on; None: they are, or it is over."""
    if absence.last is not None and absence.last < today:
        return None
    reasons = []
    for day in _days(organisation, absence, today):
        why = why_nothing(people_on(organisation, day, lending), absence.person, absence.substitute)
        if why is None:
            return None
        reasons.append(why)
    return reasons[0]


def day_of_lending(organisation: Organisation, lending: Lending, absence: Absence, today: date) -> date:
    """The first day of an absence, from today on, that lends something; else the first of them; its own where over."""
    if absence.last is not None and absence.last < today:
        return absence.first
    days = _days(organisation, absence, today)
    lends = (day for day in days if _lends_on(people_on(organisation, day, lending), absence))
    return next(lends, days[0])


def _lends_on(people: People, absence: Absence) -> bool:
    return why_nothing(people, absence.person, absence.substitute) is None


def _days(organisation: Organisation, absence: Absence, today: date) -> Sequence[date]:
    """The days of an absence on which something may be otherwise than the day before: its first, and each such."""
    first = max(absence.first, today)
    persons = (absence.person, absence.substitute)
    turns = {day for each in organisation.held if each.person in persons for day in _turns(each)}
    return (first, *sorted(day for day in turns if day > first and absence.on(day)))


def _turns(held: Held) -> Iterator[date]:
    yield held.first
    if held.last is not None:
        yield held.last + timedelta(days=1)
