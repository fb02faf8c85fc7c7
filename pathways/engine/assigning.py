"""Who has a case: given, taken and passed on through the one door, and why nothing is due in it. No part of the fold.

What is recorded lies in the case's own log (docs/adr/0022). Who may give a case to somebody, and who may take one that
nobody has, stands in the access table.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pathways.counting.oslo import civil_date
from pathways.counting.telling import write_date
from pathways.engine.acts import Written
from pathways.engine.draft import Draft, record_clock
from pathways.engine.gaps import duties
from pathways.engine.people import People, User
from pathways.engine.permitting import Permits
from pathways.errors import EventRefusedError, NotAllowedError, NotFoundError, UsageError
from pathways.machine.assigned import UNTIL, assigned, assignments, holder_data
from pathways.machine.decide import Definitions
from pathways.machine.happening import Fold
from pathways.machine.order import clock_place
from pathways.machine.roles import held_told, roles_told
from pathways.machine.standing import standing
from pathways.machine.state import CaseState
from pathways.machine.values import check_text
from pathways.messages import say
from pathways.model.organisation import Holder
from pathways.model.policy import ANY, Action
from pathways.model.record import Act, Actor, Content, Happened, Kind, Record, Value
from pathways.store.heads import Head

LONGEST_QUIET = 366
"""Days for which it can be said that nothing is due."""


@dataclass(frozen=True, slots=True, kw_only=True)
class To:
    """Whom a case is to go to, as it was asked for; all empty: to whoever gets what nobody has."""

    person: str = ""
    unit: str = ""
    service: str = ""
    since: date | None = None
    """None: today."""

    @property
    def is_nobody(self) -> bool:
        """Whether nobody and no place is named."""
        return not (self.person or self.unit or self.service)


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigning:
    """What giving a case needs to know beside it: definitions, who may, and who there is today."""

    definitions: Definitions
    permits: Permits

    @property
    def people(self) -> People:
        """Those there are today."""
        return self.permits.people

    def write(self, draft: Draft, state: CaseState, records: Sequence[Record], head: Head, act: Act, to: To) -> Written:
        """Record who has the case from now on; ``to.since`` may lie further back.

        Raises: NotFoundError (no such person, unit or service); NotAllowedError; EventRefusedError.
        """
        today = civil_date(draft.now)
        # Nobody's, it stays where it lies: it falls to the intake there.
        holder = Holder(service=head.holder.service) if to.is_nobody else self.holder(to, head.service)
        before = assigned(records) or Holder()
        actor, since = act.actor, to.since
        self._may(state, actor, holder, head)
        self._require_no_handing_over(holder, head)
        if since is not None and since > today:
            raise EventRefusedError("people.assigned_later", date=write_date(since))
        given = assignments(records)
        if holder == before and (not given or given[-1].taken_over or actor.user != holder.person):
            raise EventRefusedError("people.has_it_already", holder=holder_told(holder))
        return self._record(draft, state, Kind.assignment, holder_data(holder, since or today), act)

    def write_nothing_due(self, draft: Draft, state: CaseState, head: Head, act: Act, until: date) -> Written:
        """Record why nothing is due, and until when. Raises: EventRefusedError; NotAllowedError."""
        self._may_say(state, act.actor, head)
        days = (until - civil_date(draft.now)).days
        if not 0 < days <= LONGEST_QUIET:
            raise EventRefusedError("people.quiet_too_long", most=LONGEST_QUIET)
        if not act.texts.get("reason", "").strip():
            raise EventRefusedError("people.quiet_why")
        self._require_quiet(draft, state, until)
        return self._record(draft, state, Kind.nothing_due, {UNTIL: until.isoformat()}, act)

    def _require_quiet(self, draft: Draft, state: CaseState, until: date) -> None:
        """That nothing has a date up to a day: what has one is seen to. Raises: EventRefusedError."""
        record_clock(draft, Fold(world=self.definitions, state=state), clock_place(draft.now))
        there = standing(self.definitions, draft.case_id, state, draft.now)
        run, deadline = min(duties(there), key=lambda each: each[1].nominal, default=(None, None))
        if run is None or deadline is None or deadline.nominal > until:
            return
        told = self.definitions.prepared(run.digest).deadlines[deadline.name].title.nb
        raise EventRefusedError(
            "people.something_due",
            until=write_date(until),
            title=told,
            date=write_date(deadline.nominal),
            case=draft.case_id,
        )

    def open_in(self, draft: Draft, act: Act, service: str) -> None:
        """Record, right after what opened a case, the service it belongs to."""
        data: dict[str, Value] = dict(holder_data(Holder(service=service), civil_date(draft.now)))
        happened = Happened(on=civil_date(draft.now), at=draft.now)
        content = Content(happened=happened, data=data, reason_codes=(), pins=(), warnings=())
        name = Kind.assignment.value
        draft.add_act(Kind.assignment, act.actor, run="", name=name, item="", content=content, texts={})

    def service_to_open(self, act: Act, kind: str, typed: str) -> str:
        """The service that a new case belongs to: the one in which whoever opens it works; empty where none is told of.

        Raises: NotAllowedError where they work in none of that kind, or not in the one they name; UsageError where
        they work in several.
        """
        theirs = self.people.opens_in(act.actor.user, kind)
        there = [each.id for each in self.people.services.values() if each.kind == kind]
        if typed and typed not in there:
            raise NotFoundError("people.no_service", service=typed, known=", ".join(sorted(there)) or "–")
        if not there:
            return ""
        if typed in theirs or (len(theirs) == 1 and not typed):
            return typed or theirs[0]
        if typed or not theirs:
            raise NotAllowedError("people.opens_elsewhere", user=act.actor.user, known=", ".join(theirs) or "–")
        raise UsageError("people.opens_where", user=act.actor.user, known=", ".join(theirs))

    def holder(self, to: To, kind: str) -> Holder:
        """Who is meant, with the service and the unit. Raises: NotFoundError."""
        if to.unit:
            if to.unit not in self.people.units:
                raise NotFoundError("people.no_unit", unit=to.unit, known=_listed(self.people.units))
            return Holder(service=self.people.units[to.unit].service, unit=to.unit)
        if to.service and to.service not in self.people.services:
            raise NotFoundError("people.no_service", service=to.service, known=_listed(self.people.services))
        if not to.person:
            return Holder(service=to.service)
        user = self.people.users.get(to.person)
        if user is None:
            raise NotFoundError("people.no_person_today", person=to.person, known=_listed(self.people.users))
        return self._of(user, to.service, kind)

    def _of(self, user: User, service: str, kind: str) -> Holder:
        """A person with the one service of the kind in which they hold a role. Raises: NotFoundError."""
        services = {each.service for each in user.held if each.service}
        fitting = sorted(id_ for id_ in services if id_ in self.people.services and self._is_of(id_, kind))
        if service and service not in services and any(each.service for each in user.held):
            raise NotFoundError("people.not_there", person=user.name, service=service)
        if not service and len(fitting) > 1:
            raise NotFoundError("people.which_service", person=user.name, known=", ".join(fitting))
        chosen = service or (fitting[0] if fitting else self.people.only_service(kind))
        if chosen and user.held and not any(self.people.counts(user.name, each.role, chosen) for each in user.held):
            # To them the case would not exist: they could neither work with it nor pass it on.
            raise NotFoundError("people.not_there", person=user.name, service=chosen)
        units = {each.unit for each in user.held if each.service == chosen and each.unit}
        return Holder(service=chosen, unit=units.pop() if len(units) == 1 else "", person=user.name)

    def _is_of(self, service: str, kind: str) -> bool:
        return self.people.services[service].kind == kind

    def _may(self, state: CaseState, actor: Actor, holder: Holder, head: Head) -> None:
        """Raises: NotAllowedError."""
        if self._gives(actor, head):
            return
        takes = holder.person == actor.user and not head.holder_person
        may_take = self.permits.grant(actor, Action.case_take, head, head.case_id) is not None
        if not (takes and may_take and self._is_there(state, actor.user, self._lies(head))):
            raise self._not_allowed(actor)

    def _require_no_handing_over(self, holder: Holder, head: Head) -> None:
        """To another data area, or a service of another kind, a case goes by what is recorded in it: never so.

        Where it is not known in which area it lies, whoever may do that says it hereby. Raises: NotAllowedError.
        """
        services = self.people.services
        lies = services.get(self.people.service_of(head.holder, head.service))
        to = services.get(self.people.service_of(holder, head.service))
        if to is not None and to.kind != head.service:
            raise NotAllowedError("people.other_kind", service=to.id)
        if lies is None or (to is not None and to.area == lies.area):
            return
        if to is None and holder.person:
            raise NotAllowedError("people.no_role_there", holder=holder_told(holder), service=lies.id)
        if to is None:
            return
        raise NotAllowedError("people.other_area", service=to.id, case=head.case_id)

    def _may_say(self, state: CaseState, actor: Actor, head: Head) -> None:
        """Whoever has it, stands in, holds a role where it lies, or may give it away. Raises: NotAllowedError."""
        lies = self._lies(head)
        own = head.holder_person in (actor.user, *self.people.lenders_in(actor.user, lies.service, head.service))
        there = not head.holder_person and self._is_there(state, actor.user, self._lies(head))
        if not (own or there or self._gives(actor, head)):
            raise self._not_allowed(actor)

    def _gives(self, actor: Actor, head: Head) -> bool:
        return self.permits.grant(actor, Action.case_assign, head, head.case_id) is not None

    def _lies(self, head: Head) -> Holder:
        return self.people.falls_to(head.holder, head.service)

    def _is_there(self, state: CaseState, name: str, place: Holder) -> bool:
        """Whether somebody holds a role where a case lies, and one that may record anything in it."""
        user = self.people.users.get(name)
        if user is None or (place.person and place.person != name):
            return False
        working = {role for run in state.runs.values() for role in self._roles_of(run.digest)}
        return any(role in working and self.people.has(name, role, place.service, place.unit) for role in user.roles)

    def _roles_of(self, digest: str) -> frozenset[str]:
        """The roles that may record something in runs of a definition."""
        pathway = self.definitions.prepared(digest).pathway
        every = [*pathway.events, *(event for activity in pathway.activities for event in activity.events)]
        return frozenset(role for event in every for role in event.by)

    def _not_allowed(self, actor: Actor) -> NotAllowedError:
        titles = self.definitions.role_titles()
        roles = [role for role in self.permits.policy.roles_for(Action.case_assign) if role != ANY]
        by, has = roles_told(titles, roles), held_told(titles, actor.roles)
        return NotAllowedError("policy.not_given", by=by, user=actor.user, roles=has, name=Action.case_assign.value)

    def _record(self, draft: Draft, state: CaseState, kind: Kind, data: Mapping[str, str], act: Act) -> Written:
        """What the clock has passed is recorded first; nothing else of the case changes."""
        record_clock(draft, Fold(world=self.definitions, state=state), clock_place(draft.now))
        text = check_text("reason", act.texts.get("reason", "").strip())
        values: dict[str, Value] = dict(data)
        happened = Happened(on=civil_date(draft.now), at=draft.now)
        content = Content(happened=happened, data=values, reason_codes=(), pins=(), warnings=())
        texts = {"reason": text} if text else {}
        record = draft.add_act(kind, act.actor, run="", name=kind.value, item="", content=content, texts=texts)
        draft.stamp(self.definitions, state, unchanged=True)
        return Written(record=record, warnings=(), state=state)


def holder_told(holder: Holder) -> str:
    """``kari (bv-solvik / mottak)``, ``bv-solvik / mottak``, or that nobody has it."""
    place = " / ".join(part for part in (holder.service, holder.unit) if part)
    if holder.person:
        return f"{holder.person} ({place})" if place else holder.person
    return place or say("people.nobody_has_it")


def _listed(names: Mapping[str, object]) -> str:
    return ", ".join(sorted(names)) or "–"
