"""Audit engagements at work: recorded, and a list without names and numbers, from which cases are drawn or taken.

Only then can they be read (docs/adr/0026). What is read here is logged as a reading of every case.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from pathways.clock import Clock
from pathways.counting.oslo import civil_date
from pathways.counting.telling import write_short
from pathways.engine.arranging import leads
from pathways.engine.every_case import KnownLog, LeftOut, listed
from pathways.engine.figures import MISSED, Period, became, counts
from pathways.engine.library import Library
from pathways.engine.outcome import outcomes
from pathways.engine.people import Roster
from pathways.engine.reading import Reader
from pathways.errors import DAMAGED, EventRefusedError, NotAllowedError, NotFoundError, UsageError
from pathways.machine.assigned import assigned
from pathways.machine.merged import went_on
from pathways.machine.roles import roles_told
from pathways.messages import say
from pathways.model.engagement import AuditBasis, CasePlace, Engagement, Pick
from pathways.model.organisation import Change, Entry, Holder, Organisation
from pathways.model.policy import Action
from pathways.model.record import Actor
from pathways.people.engaged import (
    APPLY,
    draw_of,
    end_of,
    engagements_of,
    reaches,
    row_of,
    scope_faults,
    start_of,
    take_of,
    until_of,
)
from pathways.store import heads
from pathways.store import organisation as log
from pathways.store.database import Database
from pathways.store.entropy import Entropy

LONGEST = 366
"""Days that an engagement can last from today. It can be extended, which is recorded."""

MOST_DRAWN = 500
"""Cases of one sample."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditRow:
    """One case in the list of an engagement: nothing in it names the case, a person or a day."""

    row: str
    kind: str
    """Of service."""
    pathways: tuple[str, ...]
    states: tuple[str, ...]
    """Titles of the states of its runs, in the order of the runs; of a case without any, that it was an error."""
    opened: str
    """The month, as 2026-08."""
    ended: str
    """The month; empty while it is open."""
    met: int
    missed: int
    running: int
    case_id: str
    """Its number, once it was drawn or taken; empty until then."""


@dataclass(slots=True, kw_only=True)
class Listed:
    """The list, ordered by what its rows are called, so that the order tells nothing."""

    engagement: Engagement
    rows: tuple[AuditRow, ...] = ()
    left_out: int = 0
    """Cases that cannot be read."""
    cases: dict[str, str] = field(default_factory=dict, repr=False)
    """The case of each row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Audits:
    """Engagements, on behalf of ``reader.actor``."""

    database: Database
    library: Library
    roster: Roster
    clock: Clock
    entropy: Entropy
    reader: Reader

    @property
    def today(self) -> date:
        """By the clock of the database, in Norway."""
        return civil_date(self.clock.now())

    @property
    def _actor(self) -> Actor:
        return self.reader.actor

    @property
    def _organisation(self) -> Organisation:
        return self.roster.organisation

    def start(self, wanted: Engagement, basis: AuditBasis, why: str) -> Engagement:
        """Record an engagement; its key is drawn here. Raises: UsageError, NotFoundError, ConflictError."""
        if wanted.id in self._organisation.engagements:
            raise UsageError("oversight.engagement_exists", id=wanted.id)
        self._require_days(wanted.first, wanted.last)
        if (basis.valid_from and wanted.first < basis.valid_from) or (basis.valid_to and wanted.last > basis.valid_to):
            raise UsageError("oversight.basis_not_then", law=basis.law)
        for key in scope_faults(basis, wanted.scope, self._organisation, self._kinds()):
            raise UsageError(key, **self._choices(basis))
        unknown = [each for each in wanted.scope.pathways if each not in self._pathways()]
        if unknown:
            raise NotFoundError("oversight.unknown_pathway", known=", ".join(sorted(self._pathways())))
        self._require_auditors(wanted)
        self._require_leading(wanted)
        made = replace(wanted, key=self.entropy.audit_key(wanted.id))
        self._record([start_of(made)], why)
        return self._organisation.engagements[made.id]

    def extend(self, id_: str, last: date, why: str) -> Engagement:
        """Let an engagement that lasts, or is to come, last longer.

        Raises: NotFoundError, NotAllowedError, UsageError, EventRefusedError for one that is over, ConflictError.
        """
        found = self._lasting(id_)
        if found.ended:
            raise EventRefusedError("oversight.ended", id=id_, last=write_short(found.last))
        if last <= found.last:
            raise UsageError("oversight.no_longer", id=id_, last=write_short(found.last))
        self._require_days(found.first, last)
        self._record([until_of(id_, last)], why)
        return self._organisation.engagements[id_]

    def end(self, id_: str, last: date, why: str) -> Engagement:
        """End an engagement with a day before its last one; it never goes on. Raises: as ``extend``."""
        found = self._lasting(id_)
        if last < found.first - timedelta(days=1) or last < self.today - timedelta(days=1):
            raise UsageError("oversight.ends_in_the_past")
        if last >= found.last and found.ended:
            raise EventRefusedError("oversight.ended", id=id_, last=write_short(found.last))
        if last >= found.last and last > self.today:
            raise UsageError("oversight.no_shorter", id=id_, last=write_short(found.last))
        self._record([end_of(id_, last)], why)
        return self._organisation.engagements[id_]

    def _lasting(self, id_: str) -> Engagement:
        """One that is not over, for whoever leads there. Raises: as ``extend``."""
        found = self.named(id_)
        self._require_leading(found)
        if found.last < self.today:
            key = "oversight.ended" if found.ended else "oversight.over"
            raise EventRefusedError(key, id=id_, last=write_short(found.last))
        return found

    def _require_leading(self, wanted: Engagement) -> None:
        """An engagement opens cases: whoever records one leads there, or may say who works here.

        Raises: NotAllowedError.
        """
        if self.reader.permits.everywhere(self._actor, Action.people_write):
            return
        led = self._led(wanted)
        if not all(led.values()):
            raise NotAllowedError("oversight.not_led", user=self._actor.user, places=", ".join(sorted(led)))

    def _led(self, engagement: Engagement) -> dict[str, bool]:
        """The services of an engagement, each with whether the actor leads there."""
        permits, services = self.reader.permits, self._organisation.services.values()
        leading = permits.policy.roles_for(Action.engagement_write)
        places = [each.id for each in services if {each.id, each.kind} & set(engagement.scope.services)]
        return {place: leads(permits, self._actor, leading, place) for place in places}

    def known(self) -> tuple[Engagement, ...]:
        """Those the actor may know of: one's own, where one leads, and all for whoever says who works here."""
        every = tuple(each for _, each in sorted(self._organisation.engagements.items()))
        return tuple(each for each in every if self._knows(each))

    def _knows(self, engagement: Engagement) -> bool:
        permits = self.reader.permits
        if self._actor.user in engagement.persons or permits.everywhere(self._actor, Action.people_write):
            return True
        # Where no service is told of there is nothing to lead, and whoever may record one knows of all.
        leads_there = any(self._led(engagement).values()) or not self._organisation.services
        return permits.everywhere(self._actor, Action.engagement_write) and leads_there

    def named(self, id_: str) -> Engagement:
        """One of those. Raises: NotFoundError, alike for one that is none."""
        known = {each.id: each for each in self.known()}
        if id_ not in known:
            raise NotFoundError("oversight.unknown_engagement", known=", ".join(known) or "–")
        return known[id_]

    def entries(self, id_: str) -> tuple[Entry, ...]:
        """What was recorded about an engagement, in order."""
        with self.database.read() as conn:
            return tuple(
                each for each in log.every(conn) if each.change.what in APPLY and each.change.data["id"] == id_
            )

    def shown_picks(self, engagement: Engagement) -> tuple[Pick, ...]:
        """The cases of an engagement, in order; one that is foreign to the actor without its number.

        Who has the engagement knows them all for as long as it lasts. That numbers are about to be shown is logged.
        Raises: UnavailableError.
        """
        picks = sorted(engagement.picks.values(), key=lambda pick: (pick.seq, pick.case_id))
        works_in_it = self._actor.user in engagement.persons and engagement.on(self.today)
        known = frozenset(engagement.picks) if works_in_it else self._seen(engagement)
        if known:
            self.reader.log_readings(sorted(known), purpose_of(engagement), say("oversight.information_number"))
        return tuple(pick if pick.case_id in known else replace(pick, case_id="") for pick in picks)

    def _seen(self, engagement: Engagement) -> frozenset[str]:
        may = (Action.access_read, Action.case_read)
        return frozenset(each for action in may for each in self.reader.visible(engagement.picks, action))

    def of_actor(self, id_: str = "") -> Engagement:
        """The engagement that the actor works in today; ``id_`` where there are several.

        Raises: NotAllowedError, alike for one of somebody else, one that is over, and one that never was; UsageError.
        """
        own = engagements_of(self._organisation, self._actor.user, self.today)
        found = [each for each in own if id_ in ("", each.id)]
        if not found:
            self.reader.log_refusal("", say("oversight.audit"), say("oversight.information_list"))
            raise NotAllowedError("oversight.no_engagement", user=self._actor.user)
        if len(found) > 1:
            raise UsageError("oversight.which_engagement", known=", ".join(each.id for each in found))
        return found[0]

    def list_rows(self, engagement: Engagement) -> Listed:
        """Every case in the scope, without anything that says whose it is."""
        made, rows = Listed(engagement=engagement), []
        people = self.roster.at(self.clock.now())
        reader = self._reader(engagement)
        for each in reader.every_log(purpose_of(engagement), say("oversight.information_list")):
            if isinstance(each, LeftOut):
                made.left_out += 1
                continue
            holder = assigned(each.records) or Holder()
            place = CasePlace(service=people.service_of(holder, each.service), kind=each.service)
            if not reaches(engagement.scope, place):
                continue
            try:
                row = self._row(engagement, each)
            except DAMAGED:
                made.left_out += 1
                continue
            if row is not None:
                rows.append(row)
                made.cases[row.row] = each.case_id
        made.rows = tuple(sorted(rows, key=lambda row: row.row))
        shown = [row.case_id for row in made.rows if row.case_id]
        if shown:
            reader.log_readings(shown, purpose_of(engagement), say("oversight.information_number"))
        return made

    def draw(self, engagement: Engagement, wanted: int) -> tuple[Engagement, Change]:
        """Draw cases by chance from those not drawn or taken yet. Raises: EventRefusedError, ConflictError."""
        cases = self.list_rows(engagement).cases
        left = {row: case_id for row, case_id in cases.items() if case_id not in engagement.picks}
        if not left:
            raise EventRefusedError("oversight.nothing_left", id=engagement.id)
        change = draw_of(engagement, self.entropy.audit_seed(engagement.id, engagement.draws + 1), left, wanted)
        return self._picked(engagement, change, ""), change

    def take(self, engagement: Engagement, row: str, why: str) -> tuple[Engagement, Change]:
        """Choose one case by what its row begins with. Raises: NotFoundError, EventRefusedError, ConflictError."""
        cases = self.list_rows(engagement).cases
        found = [each for each in cases if row and each.startswith(row)]
        if len(found) != 1:
            raise NotFoundError("oversight.no_row")
        case_id = cases[found[0]]
        if case_id in engagement.picks:
            raise EventRefusedError("oversight.taken_already", case=case_id)
        change = take_of(engagement, found[0], case_id)
        return self._picked(engagement, change, why), change

    def _picked(self, engagement: Engagement, change: Change, why: str) -> Engagement:
        """Record it; that the numbers are told is a reading of each, and logged before."""
        cases = change.data["cases"].split(",")
        self._reader(engagement).log_readings(cases, purpose_of(engagement), say("oversight.information_number"))
        self._record([change], why)
        return self._organisation.engagements[engagement.id]

    def _row(self, engagement: Engagement, known: KnownLog) -> AuditRow | None:
        """The row of a case; None where the scope does not hold it by its pathways or its days."""
        case, scope = listed(self.library, known), engagement.scope
        runs = [run for run in case.standing.runs if not scope.pathways or run.pathway in scope.pathways]
        if not runs and (scope.pathways or case.standing.runs):
            return None
        opened = civil_date(case.opened_at)
        ended, is_over = max((run.since for run in runs), default=opened), all(run.ended for run in runs)
        if (scope.last and opened > scope.last) or (scope.first and is_over and ended < scope.first):
            return None
        elsewhere = went_on(known.records)
        every = outcomes(self.library, known.records, known.seen.at)
        found = [each for each in every if counts(each, Period()) and each.run not in elsewhere]
        words = [became(each) for each in found if not scope.pathways or each.pathway in scope.pathways]
        return AuditRow(
            row=row_of(engagement, case.case_id),
            kind=case.service,
            pathways=tuple(run.pathway for run in runs),
            # What was wrongly registered is hidden from all but those who audit, so it must be in their list.
            states=tuple(run.state_title.nb for run in runs) or (say("oversight.in_error"),),
            opened=f"{opened:%Y-%m}",
            ended=f"{ended:%Y-%m}" if is_over else "",
            met=sum(word in ("met", "registered_late", "imported") for word in words),
            missed=sum(word in MISSED for word in words),
            running=words.count("running"),
            case_id=case.case_id if case.case_id in engagement.picks else "",
        )

    def _reader(self, engagement: Engagement) -> Reader:
        """The door, for somebody who belongs to another organisation."""
        sent = self.reader.sent
        only = None if sent is None else replace(sent, engagements=(engagement,))
        return replace(self.reader, organisation=engagement.organisation, sent=only)

    def _record(self, changes: Sequence[Change], why: str) -> None:
        after = self._organisation.seq
        with self.database.write() as conn:
            log.append(conn, changes, after=after, at=self.clock.now(), actor=self._actor, why=why)
        self.roster.refresh()

    def _require_days(self, first: date, last: date) -> None:
        if last < first:
            raise UsageError("oversight.ends_before")
        if last < self.today:
            raise UsageError("oversight.ends_in_the_past")
        if (last - self.today).days > LONGEST:
            raise UsageError("oversight.too_long", most=LONGEST)

    def _require_auditors(self, wanted: Engagement) -> None:
        """Everybody named holds a role in which audits are carried out, on the first day or today."""
        roles = self.library.catalogue.policy.roles_for(Action.audit_read)
        people = self.roster.on(max(wanted.first, self.today))
        for person in wanted.persons:
            user = people.users.get(person)
            if user is None or not set(roles) & set(user.roles):
                titles = self.library.role_titles()
                raise UsageError("oversight.no_auditor", person=person, by=roles_told(titles, roles))

    def _kinds(self) -> frozenset[str]:
        return self.library.catalogue.kinds

    def _pathways(self) -> frozenset[str]:
        return frozenset(pathway.id for pathway in self.library.catalogue.by_digest.values())

    def _choices(self, basis: AuditBasis) -> dict[str, str]:
        services = self._organisation.services.values()
        own = sorted(each.id for each in services if each.kind in basis.kinds)
        known = ", ".join(own or sorted(set(basis.kinds) & self._kinds())) or "–"
        return {"law": basis.law, "known": known, "area": basis.own_area}


def in_list(reader: Reader, case_id: str, roster: Roster, today: date) -> Iterator[tuple[str, str]]:
    """The engagements of whoever reads that reach a case, each with what the case is called in its list."""
    with reader.database.read() as conn:
        head = heads.read_if_readable(conn, case_id)
    if head is None:
        return
    people = roster.on(today)
    place = CasePlace(service=people.service_of(head.holder, head.service), kind=head.service)
    for each in engagements_of(roster.organisation, reader.actor.user, today):
        if reaches(each.scope, place):
            yield each.id, row_of(each, case_id)


def purpose_of(engagement: Engagement) -> str:
    """What the access log says an engagement reads for."""
    return say("oversight.audit_purpose", id=engagement.id, law=engagement.law, organisation=engagement.organisation)


def drawn_cases(change: Change) -> Iterator[tuple[str, str]]:
    """Row and case of each that an entry opened."""
    yield from zip(change.data["rows"].split(","), change.data["cases"].split(","), strict=True)
