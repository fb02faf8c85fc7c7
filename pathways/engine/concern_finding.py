"""Finds the reports that came in about several children, for those who may know which cases one report became.

A report is no case: it is the messages that told each child's case of it, under one number (docs/adr/0031). Who may see
two of its cases may be told that they belong together; who may see one of them is told nothing of the others.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from pathways.engine.access_rows import AccessRows
from pathways.engine.engine import Engine
from pathways.engine.permitting import Permits
from pathways.engine.reading import Reader
from pathways.engine.signal_reach import Reach
from pathways.errors import NotFoundError
from pathways.messages import say
from pathways.model.organisation import Holder
from pathways.model.policy import Action, Grant, Held, Relation
from pathways.model.record import Actor
from pathways.model.signal import Shared, Signal, Step
from pathways.policy.deciding import basis_told, decide
from pathways.store import heads, signals

WORDS = MappingProxyType({Relation.own: "concerns.relation_own", Relation.place: "concerns.relation_place"})
"""How whoever sees a report stands to it: that is no relation to the cases it became, which may lie elsewhere."""

ELSEWHERE = "*"
"""No unit's name: a role that counts there is held in the whole service."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern:
    """One report, as the messages that it gave. There is at least one."""

    signals: tuple[Signal, ...]
    elsewhere: frozenset[str] = frozenset()
    """Those of its cases that lie in another service by now: what becomes of them is not told here."""

    @property
    def concern_id(self) -> str:
        """Its number."""
        return self.signals[0].event_id

    @property
    def service(self) -> str:
        """The service that received it; where none is told of, the kind."""
        return self.signals[0].source_service

    @property
    def pathway(self) -> str:
        """The pathway that cases begin with."""
        return self.signals[0].pathway

    @property
    def standing(self) -> tuple[Signal, ...]:
        """The messages of those children whom it is about, as far as is known now."""
        return tuple(each for each in self.signals if not each.withdrawn)

    @property
    def shared(self) -> Shared:
        """What it says now: the day it came in, and the codes."""
        told = [each.shared for each in (*self.standing, *self.signals) if each.shared is not None]
        return told[0]

    @property
    def cases(self) -> tuple[str, ...]:
        """Every case that was told of it, by number."""
        return tuple(sorted({each.target_case for each in self.signals} - {""}))

    def where(self, signal: Signal) -> str:
        """Where one child of it is: out, out_unfollowed, unfollowed, kept, told, handed_on.

        Of a case that another service has by now it is told what was sent to it, and nothing of what it did with that.
        """
        if signal.target_case in self.elsewhere:
            return "out" if signal.withdrawn else "handed_on"
        if signal.withdrawn:
            return "out" if signal.news is None else "out_unfollowed"
        if signal.news is not None:
            return "unfollowed"
        answers = [each.step for each in signal.steps if each.step in (Step.changed, Step.followed, Step.kept)]
        return "kept" if answers and answers[-1] is Step.kept else "told"


@dataclass(frozen=True, slots=True, kw_only=True)
class Concerns:
    """The reports of the services in which the reader's user may do what they come for."""

    engine: Engine
    reader: Reader

    def page(self, *, after: str, limit: int) -> tuple[Concern, ...]:
        """Reports that services of the user received, by number; each case of one has its row in the access log."""
        places, purpose = self._places(), say("cli.purpose.concern_list")
        self.reader.log_reading("", purpose, say("concerns.information_list", services=", ".join(places) or "–"))
        with self.engine.database.read() as conn:
            ids = signals.concerns_of_services(conn, places, limit=limit, after=after)
            reports = [Concern(signals=_in_order(signals.of_concern(conn, each))) for each in ids]
        found = tuple(self._placed(each) for each in reports)
        for each in found:
            self._log_cases(each, each.cases, purpose)
        return found

    def one(self, concern_id: str, purpose: str) -> Concern:
        """A report. Raises: NotFoundError, for one of another service as for none; logged as refused."""
        with self.engine.database.read() as conn:
            found = signals.of_concern(conn, concern_id)
        concern = Concern(signals=_in_order(found)) if found else None
        if concern is None or self.grant(concern.service) is None:
            self.reader.log_refusal("", purpose, say("cli.information.nothing"))
            raise NotFoundError("concerns.not_found", concern=concern_id)
        self.reader.log_reading("", purpose, say("concerns.information", concern=concern.concern_id))
        return concern

    def shown(self, concern_id: str) -> Concern:
        """A report whose cases are about to be shown: the reading of each is logged. Raises as ``one``."""
        purpose = say("cli.purpose.concern_show")
        concern = self._placed(self.one(concern_id, purpose))
        self._log_cases(concern, concern.cases, purpose)
        return concern

    def beside(self, case_id: str) -> tuple[str, ...]:
        """The other cases of the reports that a case was told of, as far as the user may read them, by number.

        Raises: NotFoundError for a foreign case.
        """
        purpose, information = say("cli.purpose.concern_cases"), say("concerns.information_case")
        self.reader.require_reading(case_id, purpose, information)
        with self.engine.database.read() as conn:
            reports = [Concern(signals=signals.of_concern(conn, x)) for x in signals.concerns_of_case(conn, case_id)]
        theirs = [each for each in reports if _is_in(each, case_id)]
        others = {each.target_case for report in theirs for each in report.standing} - {case_id, ""}
        found = tuple(sorted(self.reader.visible(others)))
        self.reader.log_readings(found, purpose, information)
        return found

    @property
    def sees_any(self) -> bool:
        """Whether reports of any service are the user's to look up."""
        return bool(self._places())

    def is_seen(self, concern_id: str) -> bool:
        """Whether the user may look up a report that they have registered. Reads nothing of it but whose it is."""
        with self.engine.database.read() as conn:
            concern = Concern(signals=signals.of_concern(conn, concern_id))
        return self.grant(concern.service, Action.concern_read) is not None

    def grant(self, service: str, action: Action | None = None) -> Grant | None:
        """What the user may do with reports of a service (None: what they come for); None: nothing."""
        permits, wanted = self.reader.permits, action or self.reader.action
        return decide(permits.policy, wanted, self._held(permits, service))

    def _placed(self, concern: Concern) -> Concern:
        """The same, with which of its cases lie in another service today."""
        people = self.reader.permits.people
        with self.engine.database.read() as conn:
            known = heads.read_many(conn, concern.cases)
        lies = {
            case_id: people.service_of(head.holder, head.service) or head.service for case_id, head in known.items()
        }
        # Where no service was told of when it came in, it lies with the kind, which the only one of it is by now.
        here = (concern.service, people.only_service(concern.service))
        return replace(concern, elsewhere=frozenset(each for each, service in lies.items() if service not in here))

    def _held(self, permits: Permits, service: str) -> Held:
        return held_there(permits, self.reader.actor, service, self._reach.kind_of(service))

    def _places(self) -> tuple[str, ...]:
        return tuple(place for place in self._reach.every_place() if self.grant(place) is not None)

    @property
    def _reach(self) -> Reach:
        return Reach(library=self.engine.desk.library, permits=self.reader.permits, actor=self.reader.actor)

    def _log_cases(self, concern: Concern, case_ids: Sequence[str], purpose: str) -> None:
        """A row for each case, which names no other: that it came of a report is all that is looked at."""
        if not case_ids:
            return
        reader = self.reader
        rows = AccessRows(
            database=reader.database,
            clock=reader.clock,
            actor=reader.actor,
            organisation=reader.organisation,
            sent=reader.sent,
            channel=reader.channel,
        )
        basis = basis_told(reader.permits.policy, self.grant(concern.service), WORDS)
        rows.write(dict.fromkeys(case_ids, basis), purpose, say("concerns.information_case"), granted=True)


def held_there(permits: Permits, actor: Actor, service: str, kind: str) -> Held:
    """The roles that somebody has where a report lies: with the intake of its service, and in the whole of it.

    Who has a role in one unit alone has it there only where that unit is the intake: a report tells of cases that lie
    in others. The intake stands to a report as who has a case stands to that.
    """
    people = permits.people
    told = people.services.get(service)
    intake = people.intakes.get(service)
    unit, person = (intake.unit, intake.person) if intake is not None else ("", "")
    lies = Holder(service=service if told is not None else "", unit=unit or ELSEWHERE, person=person)
    held = dict(permits.held(actor, "", lies, kind))
    own = tuple(_in_the_unit(permits, actor, service, unit)) if unit else ()
    if own:
        held[Relation.own] = (*held.get(Relation.own, ()), *own)
    return held


def _in_the_unit(permits: Permits, actor: Actor, service: str, unit: str) -> Iterator[str]:
    """Roles of somebody, or of whom they stand in for, that are held in that very unit."""
    for each in permits.people.held_by(actor.user):
        if (each.service, each.unit) == (service, unit):
            yield each.role


def _in_order(found: Sequence[Signal]) -> tuple[Signal, ...]:
    """By case: their own numbers are drawn by chance."""
    return tuple(sorted(found, key=lambda each: (each.target_case, each.signal_id)))


def _is_in(concern: Concern, case_id: str) -> bool:
    """Whether a case belongs to a report, as far as is known now: one that was taken out of it belongs to no other."""
    return any(each.target_case == case_id for each in concern.standing)
