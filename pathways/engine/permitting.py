"""Who may do what in which case: the access table held against who somebody is, where they work, and whose case it is.

The one place where relations are worked out. Readers and writers ask here; nothing else compares roles with settings.
A case that is foreign to somebody is answered as one that does not exist.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from typing import Protocol

from pathways.counting.oslo import civil_date
from pathways.engine.people import People
from pathways.engine.transaction import Desk
from pathways.errors import NotAllowedError, NotFoundError, PathwaysError
from pathways.machine.roles import held_told, roles_told
from pathways.messages import say
from pathways.model.local_settings import LocalSettings
from pathways.model.organisation import Held as HeldRole
from pathways.model.organisation import Holder
from pathways.model.pathway import Title
from pathways.model.policy import ANY, OPERATOR, SYSTEM_ROLE, Action, Grant, Held, Policy, Relation
from pathways.model.record import Actor
from pathways.policy.deciding import decide, may_somewhere, roles_granting
from pathways.store.heads import Head
from pathways.store.reach import Reach, Within

NO_HEAD = Holder()
"""Whose a case is that does not exist: the same is worked out for it as for one that does."""


class Further(Protocol):
    """Relations that other records give: audit engagements, broken glass, what was shared."""

    def held(self, actor: Actor, case_id: str, holder: Holder, kind: str) -> Held:
        """The roles by which the actor stands so to a case."""

    def within(self, actor: Actor, relations: Collection[Relation]) -> Sequence[Within]:
        """Where the cases lie to which the actor stands so by one of the relations."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Permits:
    """What everybody may, as the table says it and as the organisation is on one day."""

    policy: Policy
    settings: LocalSettings
    people: People
    further: Sequence[Further] = field(default=())

    def held(self, actor: Actor, case_id: str, holder: Holder, kind: str) -> Held:
        """The roles that an actor has by each relation to a case of a kind of service, which ``holder`` has."""
        lies = self.people.falls_to(holder, kind)
        unplaced = self.people.is_unplaced(holder, kind)
        place = () if unplaced else self._here(actor, lies.service, lies.unit, kind)
        found: dict[Relation, tuple[str, ...]] = {Relation.none: actor.roles}
        if unplaced:
            found[Relation.unplaced] = actor.roles
        if place:
            found[Relation.place] = place
        own = self._own_of(actor, lies, kind) if lies.person else None
        if own is not None:
            found[Relation.own] = own
        for each in self.further:
            for relation, roles in each.held(actor, case_id, holder, kind).items():
                found[relation] = (*found.get(relation, ()), *roles)
        return MappingProxyType(found)

    def held_in(self, actor: Actor, head: Head | None, case_id: str) -> Held:
        """The same by the head of a case; of none such the same is worked out, and nothing of it given."""
        held = self.held(actor, case_id, NO_HEAD if head is None else head.holder, "" if head is None else head.service)
        return held if head is not None else {Relation.none: actor.roles}

    def grant(self, actor: Actor, action: Action, head: Head | None, case_id: str) -> Grant | None:
        """What an actor may do in a case; None: nothing of the kind, or no such case."""
        return self.granted(actor, action, head, self.held_in(actor, head, case_id))

    def granted(self, actor: Actor, action: Action, head: Head | None, held: Held) -> Grant | None:
        """The same by the roles that they have there; each reason with by whom its role is lent, where it is."""
        grant, alone = decide(self.policy, action, held), self.alone(actor)
        if grant is None or head is None or alone is None:
            return grant
        own = decide(self.policy, action, alone.held_in(alone.people.actor(actor.user, ""), head, head.case_id))
        mine = () if own is None else own.reasons
        place = self.people.falls_to(head.holder, head.service).service, head.service
        lent = dict(self.lenders(actor, {each.role for each in grant.reasons if each not in mine}, *place))
        told = (each if each in mine else replace(each, lender=lent.get(each.role, "")) for each in grant.reasons)
        return replace(grant, reasons=tuple(told))

    def everywhere(self, actor: Actor, action: Action) -> bool:
        """Whether an action is granted whatever case it is about."""
        return decide(self.policy, action, {Relation.none: actor.roles}) is not None

    def reach(self, actor: Actor, action: Action) -> Reach:
        """Where the cases lie in which an actor may do something: perhaps a little more, and nothing less."""
        relations = self._relations(actor, action)
        whole = actor.user not in self.people.users or not self.people.services
        if Relation.none in relations or (whole and Relation.place in relations):
            return None
        found: list[Within] = []
        if Relation.place in relations:
            places = self._places(actor.user, relations[Relation.place])
            if places is None:
                return None
            found += places
        if Relation.own in relations:
            found += self._own((actor.user, *self.people.stands_in_for(actor.user)))
        found += [within for each in self.further for within in each.within(actor, relations.keys())]
        return tuple(dict.fromkeys(found))

    def exact_reach(self, actor: Actor, action: Action) -> Reach:
        """As ``reach``, for where a case lies once it is known who gets what nobody has; and nothing more than that.

        Of single cases that are named each must be looked at by itself still.
        """
        if self.reach(actor, action) is None:
            return None
        relations, name = self._relations(actor, action), actor.user
        found: list[Within] = []
        if Relation.place in relations:
            found += self._places(name, relations[Relation.place]) or ()
        for whose in (name, *self.people.stands_in_for(name)) if Relation.own in relations else ():
            roles = relations[Relation.own]
            places = self._places(name, roles) if whose == name else self._lent_places(name, roles, whose)
            here = (Within(),) if places is None else places
            found += [replace(each, unit=None, person=whose) for each in here]
        found += [within for each in self.further for within in each.within(actor, relations.keys())]
        return tuple(dict.fromkeys(found))

    def _relations(self, actor: Actor, action: Action) -> dict[Relation, set[str]]:
        """By which relations an action could be the actor's, each with the roles."""
        found: dict[Relation, set[str]] = {}
        for row in self.policy.of.get(action, ()):
            roles = {role for role in actor.roles if row.names(role)}
            for relation in row.relations if roles else ():
                found.setdefault(relation, set()).update(roles)
        return found

    def _places(self, name: str, roles: Collection[str]) -> list[Within] | None:
        """Where somebody holds one of the roles, or is lent it; None: everywhere."""
        people, found = self.people, list[Within]()
        user = people.users[name]
        if not user.held and user.roles:
            return None
        for held in (each for each in user.held if each.role in roles):
            if not held.service and len(people.areas) < 2:
                return None
            if not held.service:
                found += [Within(service=id_) for id_ in people.services if people.counts(name, held.role, id_)]
                continue
            found += self._at(held)
        for away in people.stands_in_for(name):
            lent = self._lent_places(name, roles, away)
            if lent is None:
                return None
            found += lent
        return found

    def _lent_places(self, name: str, roles: Collection[str], away: str) -> list[Within] | None:
        """Where somebody who is away lends one of the roles; None: everywhere."""
        people, found = self.people, list[Within]()
        for held in (each for each in people.lent_by(away, name) if each.role in roles):
            if held.service:
                found += self._at(held)
                continue
            there = people.lent_services(held, name)
            if there is None:
                return None
            found += [Within(service=id_) for id_ in there]
            if len(people.areas) < 2:
                found += [Within(service="", kind=people.services[id_].kind) for id_ in there]
        return found

    def _at(self, held: HeldRole) -> tuple[Within, Within]:
        """Where a role that was told with a service counts."""
        told = self.people.services.get(held.service)
        kind = told.kind if told else ""
        return Within(service=held.service, unit=held.unit or None), Within(service="", kind=kind)

    def _own(self, names: Sequence[str]) -> list[Within]:
        """What they have, and what nobody has and falls to them."""
        found = [Within(person=name) for name in names]
        for service, intake in self.people.intakes.items():
            told = self.people.services.get(service)
            if intake.person in names and told is not None:
                found += [Within(service=service, person=""), Within(service="", kind=told.kind, person="")]
        return found

    def require_somewhere(self, actor: Actor, action: Action, *others: Action) -> None:
        """Raises: NotAllowedError where no row grants any such action to any of the actor's roles, in whatever case."""
        if not any(may_somewhere(self.policy, each, actor.roles) for each in (action, *others)):
            raise self.refusal(actor, action)

    def require(self, actor: Actor, actions: Sequence[Action], head: Head | None, case_id: str) -> Held:
        """The roles that an actor has in a case in which one of the actions is theirs.

        Raises: NotFoundError where the case is foreign or there is none; NotAllowedError where the actor sees it, or
        may nowhere.
        """
        held = self.held_in(actor, head, case_id)
        if any(decide(self.policy, action, held) for action in actions):
            return held
        raise self.not_here(actor, actions[0], held, case_id)

    def held_to_open(self, actor: Actor, service: str, kind: str) -> Held:
        """The roles that somebody has in a service, in whatever unit of it."""
        return MappingProxyType({Relation.none: actor.roles, Relation.place: self._here(actor, service, "", kind)})

    def alone(self, actor: Actor) -> "Permits | None":
        """The same were nobody away; None where the actor stands in for nobody anyhow."""
        if not self.people.stands_in_for(actor.user):
            return None
        return replace(self, people=replace(self.people, absent=MappingProxyType({})))

    def lenders(self, actor: Actor, roles: Iterable[str], service: str, kind: str) -> tuple[tuple[str, str], ...]:
        """Those of the roles that the actor is lent in a service, each with by whom."""
        people, name = self.people, actor.user
        there = [(away, people.lent_roles(away, name, service, kind)) for away in people.stands_in_for(name)]
        firsts = ((role, next((away for away, lent in there if role in lent), "")) for role in roles)
        return tuple((role, away) for role, away in firsts if away)

    def require_opening(self, actor: Actor, service: str, kind: str) -> Held:
        """The roles by which somebody may open a case in a service (empty: none is told of), in whatever unit of it.

        Whoever works there may receive what comes in, and it falls to the intake. Raises: NotAllowedError.
        """
        held = self.held_to_open(actor, service, kind)
        if decide(self.policy, Action.case_open, held) is not None:
            return held
        if not service or not may_somewhere(self.policy, Action.case_open, actor.roles):
            raise self.refusal(actor, Action.case_open)
        roles = held_told(self.settings.roles, held[Relation.place])
        by = allowed_told(self.settings.roles, self.policy, Action.case_open)
        raise NotAllowedError("policy.opens_not_there", user=actor.user, service=service, roles=roles, by=by)

    def not_here(self, actor: Actor, action: Action, held: Held, case_id: str) -> PathwaysError:
        """The refusal for a case: that there is none, unless the actor sees it or may nowhere do such a thing."""
        if not may_somewhere(self.policy, action, actor.roles):
            return self.refusal(actor, action)
        if any(decide(self.policy, seeing, held) for seeing in (Action.case_read, Action.case_list)):
            return NotAllowedError("policy.not_here", case=case_id, **self._values(actor, action))
        return NotFoundError("engine.no_case", case=case_id)

    def refusal(self, actor: Actor, action: Action) -> NotAllowedError:
        """The refusal of an action that none of the actor's roles has, or only where it is not held."""
        if not self.policy.digest:
            return NotAllowedError("policy.no_table")
        if not self.policy.of.get(action):
            return NotAllowedError("policy.nobody", **self._values(actor, action))
        if may_somewhere(self.policy, action, actor.roles):
            return NotAllowedError("policy.role_elsewhere", **self._values(actor, action))
        return NotAllowedError("policy.not_yours", **self._values(actor, action))

    def _values(self, actor: Actor, action: Action) -> dict[str, object]:
        return {
            "what": say(f"policy.action.{action.value}"),
            "action": action.value,
            "relations": self._by_which(action),
            "by": allowed_told(self.settings.roles, self.policy, action),
            "user": actor.user or "–",
            "roles": held_told(self.settings.roles, actor.roles),
        }

    def _by_which(self, action: Action) -> str:
        """How somebody must stand to a case for it, in words."""
        rows = self.policy.of.get(action, ())
        wanted = [each for each in Relation if any(each in row.relations for row in rows)]
        return say("policy.or").join(say(f"policy.relation.{each.value}") for each in wanted)

    def _own_of(self, actor: Actor, lies: Holder, kind: str) -> tuple[str, ...] | None:
        """The roles that somebody has in a case of theirs, or of whom they stand in for there; None: it is neither's.

        In that of another they have the roles that the other lends, and no more.
        """
        if lies.person == actor.user:
            return self._here(actor, lies.service, "", kind)
        if lies.person not in self.people.lenders_in(actor.user, lies.service, kind):
            return None
        return self.people.lent_roles(lies.person, actor.user, lies.service, kind)

    def _here(self, actor: Actor, service: str, unit: str, kind: str) -> tuple[str, ...]:
        """The actor's roles that count where a case lies; whoever is no user, as an import is none, has all theirs."""
        people = self.people
        if actor.user not in people.users or not people.services:
            return actor.roles
        return tuple(role for role in actor.roles if people.counts_for(actor.user, role, service, unit, kind))


def permits_on(desk: Desk, now: datetime) -> Permits:
    """Who may do what at an instant, for whoever writes."""
    catalogue, people = desk.library.catalogue, desk.people.on(civil_date(now))
    return Permits(policy=catalogue.policy, settings=catalogue.settings, people=people)


def allowed_told(titles: Mapping[str, Title], policy: Policy, action: Action) -> str:
    """Which people may by some row, in words."""
    roles = [role for role in policy.roles_for(action) if role not in (OPERATOR, SYSTEM_ROLE)]
    return say("policy.everybody") if ANY in roles else roles_told(titles, roles)


def recording(policy: Policy, held: Held) -> tuple[str, ...]:
    """The roles by which somebody may record in a case: what is only read, as by broken glass, offers nothing to do."""
    return roles_granting(policy, Action.case_record, held)
