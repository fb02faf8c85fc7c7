"""Records changes of the organisation: who may, and all or nothing.

Whoever holds a role that may manage people does. While nobody holds one, as in a new database, whoever runs the command
on the machine may: the entry names the account, and there is no other way to begin.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from pathways.clock import Clock
from pathways.counting.oslo import civil_date
from pathways.engine.absences import refuse_empty, refuse_overlapping
from pathways.engine.arranging import require_arranging
from pathways.engine.intakes import require_working
from pathways.engine.library import Library
from pathways.engine.people import People, Roster
from pathways.engine.permitting import Permits
from pathways.errors import NotAllowedError
from pathways.model.organisation import Change, Entry, What
from pathways.model.policy import ANY, Action
from pathways.model.record import Actor
from pathways.store import organisation as log
from pathways.store.database import Database

_ARRANGED = (What.absence, What.present, What.intake)


@dataclass(frozen=True, slots=True, kw_only=True)
class Organiser:
    """Writes the log of the organisation."""

    database: Database
    library: Library
    roster: Roster
    clock: Clock

    @property
    def managing(self) -> tuple[str, ...]:
        """The roles that may manage people."""
        return tuple(role for role in self.library.catalogue.policy.roles_for(Action.people_write) if role != ANY)

    def nobody_manages(self) -> bool:
        """Whether nobody holds a role that may manage people today. Without an access table nobody is let in so."""
        people = self.roster.at(self.clock.now())
        return bool(self.managing) and not any(people.holders(role) for role in self.managing)

    def require_allowed(self, actor: Actor, changes: Sequence[Change]) -> None:
        """Raises: NotAllowedError where the actor may not make one of the changes, or one would let nobody stand in."""
        if not self.nobody_manages():
            self._require_theirs(actor, changes, self.roster.at(self.clock.now()))
        refuse_empty(self.roster.organisation, self.roster.lending, changes, self.today())

    def _require_theirs(self, actor: Actor, changes: Sequence[Change], people: People) -> None:
        arranged = all(change.what in _ARRANGED for change in changes)
        catalogue = self.library.catalogue
        permits = Permits(policy=catalogue.policy, settings=catalogue.settings, people=people)
        permits.require_somewhere(actor, Action.absence_write if arranged else Action.people_write)
        if arranged and not permits.everywhere(actor, Action.people_write):
            require_arranging(permits, self.roster.organisation, actor, changes, self.today())

    def require_sound(self, changes: Sequence[Change]) -> None:
        """Raises: UsageError where a change names an intake who does not work there, or two absences meet."""
        refuse_overlapping(self.roster.organisation, changes)
        require_working(self.library.catalogue.policy, self.roster.organisation, changes)

    def _standing_in(self, actor: Actor, changes: Sequence[Change]) -> Actor:
        """The actor, and for whom they make the changes, where a role of their own would not have let them."""
        people = self.roster.at(self.clock.now())
        lenders = () if self.nobody_manages() else people.stands_in_for(actor.user)
        for away in ("", *lenders) if lenders else ():
            those = replace(people, absent=MappingProxyType({away: actor.user} if away else {}))
            try:
                self._require_theirs(replace(actor, roles=those.actor(actor.user, "").roles), changes, those)
            except NotAllowedError:
                continue
            return replace(actor, on_behalf_of=away)
        return actor

    def record(self, changes: Sequence[Change], actor: Actor, why: str) -> tuple[Entry, ...]:
        """Record all of ``changes``, or none. Raises: NotAllowedError; ConflictError when somebody else came first."""
        self.require_allowed(actor, changes)
        self.require_sound(changes)
        if not changes:
            return ()
        after = self.roster.organisation.seq
        with self.database.write() as conn:
            who = self._standing_in(actor, changes)
            entries = log.append(conn, changes, after=after, at=self.clock.now(), actor=who, why=why)
        self.roster.refresh()
        return entries

    def today(self) -> date:
        """The civil date in Norway, by the clock of the database."""
        return civil_date(self.clock.now())
