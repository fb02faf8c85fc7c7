"""Relations to a case that the organisation alone does not tell: audit engagements, and glass that was broken.

What is worked out here is handed to the access table (``pathways.engine.permitting``), which says what it is good for.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from pathways.counting.oslo import civil_date
from pathways.engine.people import People, Roster, Staff
from pathways.engine.permitting import Further
from pathways.engine.telling import GLASS
from pathways.machine.glass import LONGEST_HOURS, glass_for
from pathways.messages import say
from pathways.model.engagement import CasePlace, Engagement
from pathways.model.organisation import Holder
from pathways.model.policy import Held, Relation
from pathways.model.record import Actor, Kind
from pathways.people.engaged import by_which, engagements_of, reaches, reaching
from pathways.store import events, heads, notices
from pathways.store.access import ALL
from pathways.store.connection import Connection
from pathways.store.database import Database
from pathways.store.reach import Within


@dataclass(frozen=True, slots=True, kw_only=True)
class Engaged:
    """Cases that lie in the scope of an engagement of somebody's that lasts, and those of them that were opened."""

    roster: Roster
    people: People
    now: datetime

    def held(self, actor: Actor, case_id: str, holder: Holder, kind: str) -> Held:
        """By an engagement every role counts: the table names the one it is carried out in."""
        place = CasePlace(service=self.people.service_of(holder, kind), kind=kind)
        reach = reaching(self.roster.organisation, actor.user, civil_date(self.now), place)
        held = {Relation.scope: actor.roles} if reach else {}
        return held | ({Relation.engaged: actor.roles} if by_which(reach, case_id) else {})

    def within(self, actor: Actor, relations: Collection[Relation]) -> Sequence[Within]:
        """The services in the scope, and the cases that were opened."""
        found: list[Within] = []
        for each in self._of(actor):
            if Relation.scope in relations:
                found += [within for name in each.scope.services for within in self._service(name)]
            if Relation.engaged in relations and each.picks:
                found.append(Within(cases=tuple(sorted(each.picks))))
        return found

    def _of(self, actor: Actor) -> tuple[Engagement, ...]:
        return engagements_of(self.roster.organisation, actor.user, civil_date(self.now))

    def _service(self, name: str) -> Iterator[Within]:
        """Where the cases of a service, or of a kind of them, lie: those of the only one of a kind name none."""
        told = self.people.services.get(name)
        if told is None:
            yield Within(kind=name)
            return
        yield Within(service=name)
        if self.people.only_service(told.kind) == name:
            yield Within(service="", kind=told.kind)


@dataclass(slots=True, kw_only=True)
class Shattered:
    """Cases that somebody reads in an emergency."""

    database: Database
    now: datetime
    _lately: frozenset[str] | None = None

    def held(self, actor: Actor, case_id: str, holder: Holder, kind: str) -> Held:  # noqa: ARG002 (as for all)
        """As long as it lasts, every role counts: the table names those that may break glass."""
        if case_id not in self._cases():
            return {}
        with self.database.read() as conn:
            records = events.of_kinds(conn, [case_id], (Kind.glass,))
        return {Relation.glass: actor.roles} if glass_for(records, actor.user, self.now) else {}

    def within(self, actor: Actor, relations: Collection[Relation]) -> Sequence[Within]:  # noqa: ARG002
        """The cases in which any glass was broken lately: whose it was is looked at for each."""
        cases = self._cases() if Relation.glass in relations else ()
        return (Within(cases=tuple(sorted(cases))),) if cases else ()

    def _cases(self) -> frozenset[str]:
        """Asked once: lists look at every case of a page."""
        if self._lately is None:
            with self.database.read() as conn:
                since = self.now - timedelta(hours=LONGEST_HOURS)
                self._lately = frozenset(each.case_id for each in notices.since(conn, GLASS, since))
        return self._lately


def further(database: Database, staff: Staff | None, now: datetime) -> tuple[Further, ...]:
    """What else is asked, for whoever reads at an instant."""
    shattered = Shattered(database=database, now=now)
    if not isinstance(staff, Roster):
        return (shattered,)
    return (Engaged(roster=staff, people=staff.at(now), now=now), shattered)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """By which engagements somebody looks from outside, for the access log: at each case by those that cover it."""

    engagements: tuple[Engagement, ...]
    people: People

    def told(self, conn: Connection, case_id: str, *, granted: bool) -> tuple[str, str]:
        """Who sent them, and by what, for a row about a case; about every case or none, by all of them.

        Behind a case that was refused stands nothing, as behind a number that is none: no engagement let them in.
        """
        covering = self._covering(conn, case_id)
        found = self.engagements if case_id in ("", ALL) else covering if granted else ()
        names = "; ".join(dict.fromkeys(each.organisation for each in found or self.engagements))
        return names, "; ".join(behind_told(each) for each in found)

    def _covering(self, conn: Connection, case_id: str) -> tuple[Engagement, ...]:
        """Those in which the case was drawn or taken; else those that reach where it lies."""
        head = heads.read_if_readable(conn, case_id)
        if head is None:
            return ()
        place = CasePlace(service=self.people.service_of(head.holder, head.service), kind=head.service)
        found = tuple(each for each in self.engagements if reaches(each.scope, place))
        return tuple(each for each in found if case_id in each.picks) or found


def behind_told(engagement: Engagement) -> str:
    """An engagement as it stands behind the basis of a reading."""
    return say("oversight.behind", id=engagement.id, law=engagement.law)


def belongs_to(roster: Roster, user: str, now: datetime, otherwise: str) -> tuple[str, Sent | None]:
    """Whom somebody belongs to, for the access log, and by what they look from outside (None: they do not).

    Auditors belong to whoever sent them; others to the area in which they work, where there are several; else to
    ``otherwise``, and where nobody told of that to the areas they work in, or to all: they work for each.
    """
    engagements = engagements_of(roster.organisation, user, civil_date(now))
    if engagements:
        names = "; ".join(dict.fromkeys(each.organisation for each in engagements))
        return names, Sent(engagements=engagements, people=roster.at(now))
    people = roster.at(now)
    held = people.users[user].held if user in people.users else ()
    told = {people.services[each.service].area for each in held if each.service in people.services}
    own = tuple(sorted(told & people.areas))
    if len(people.areas) > 1 and len(own) == 1:
        return roster.organisation.areas[own[0]].name, None
    if otherwise != say("oversight.organisation_untold"):
        return otherwise, None
    # The law asks for an organisation: whoever works for all that is here belongs to whom it is run for.
    areas = roster.organisation.areas
    return "; ".join(sorted(areas[each].name for each in own or people.areas if each in areas)) or otherwise, None
