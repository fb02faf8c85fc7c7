"""What people do with one report about several children: register it, add a child, put it right, take a child out.

What the report says is kept as the messages that it gave, one for each child, which share a number that stands in no
case and in no log (docs/adr/0031). Putting it right tells every case anew; people there let their case follow.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from pathways.engine.acts import in_utc
from pathways.engine.assigning import Assigning
from pathways.engine.concern_finding import Concern, Concerns
from pathways.engine.concern_registering import Children, Registered, Registering, registered
from pathways.engine.permitting import permits_on
from pathways.engine.signal_notes import Told, add_step
from pathways.engine.transaction import tried_again
from pathways.errors import ConflictError, EventRefusedError, NotFoundError, UsageError
from pathways.machine.decide import LATE, decide_start
from pathways.machine.signalled import shared_of
from pathways.messages import say
from pathways.model.pathway import FieldKind, Pathway
from pathways.model.policy import Action
from pathways.model.record import Act, Happened, Value
from pathways.model.signal import Shared, Signal, Step
from pathways.store import signals
from pathways.store.connection import Connection
from pathways.store.signals import Noting

MOST = 20
"""Children in one command: more is a slip of the finger."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Concerning:
    """Writes reports. Who may is asked where the report lies, and in each case that it touches."""

    concerns: Concerns

    def open(self, pathway: str, act: Act, children: Children, service: str) -> Registered:
        """Register a report.

        ``act`` holds what it says; free texts belong in each case by itself, but for why it is entered late.
        Raises: as ``Engine.open_case`` and ``Engine.carry_out``; EventRefusedError, UsageError.
        """
        engine = self.concerns.engine
        if not children.count:
            raise UsageError("concerns.nobody")
        spec, shared = self._spec(pathway, act), self._says(pathway, act)
        assigning = Assigning(definitions=engine.desk.library, permits=permits_on(engine.desk, self._now))
        belongs = assigning.service_to_open(act, spec.service, service)
        place = belongs or spec.service
        if self.concerns.grant(place, Action.concern_write) is None:
            raise self.concerns.reader.permits.refusal(self.concerns.reader.actor, Action.concern_write)
        registering = Registering(
            engine=engine,
            people=self.concerns.reader.permits.people,
            shared=shared,
            pathway=pathway,
            service=place,
            belongs=belongs,
            kind=spec.service,
            act=act,
            children=_checked(children),
        )
        more = {"pathway": pathway, "in": service, **_said(children)}
        return registered(engine, engine.once("concern_open", act, more, registering.run()))

    def add(self, concern_id: str, act: Act, children: Children) -> Registered:
        """Add children to a report that is registered; of ``act`` the actor, key and why it is entered late.

        Raises: as ``open``; NotFoundError.
        """
        engine = self.concerns.engine
        concern = self.concerns.one(concern_id, say("cli.purpose.concern_add"))
        people, shared = self.concerns.reader.permits.people, concern.shared
        registering = Registering(
            engine=engine,
            people=people,
            shared=shared,
            pathway=concern.pathway,
            service=concern.service,
            belongs=concern.service if concern.service in people.services else "",
            kind=concern.signals[0].to,
            act=replace(act, happened=Happened(on=shared.anchor, at=None), data=dict(shared.values)),
            children=_checked(children),
            concern_id=concern.concern_id,
        )
        # What the report says by now is no part of the command: with the same key it is the same command.
        asked = replace(act, data={}, happened_given=False)
        more = {"concern": concern.concern_id, **_said(children)}
        return registered(engine, engine.once("concern_add", asked, more, registering.run()))

    def correct(self, concern_id: str, changed: Mapping[str, Value], happened: Happened | None, act: Act) -> Concern:
        """Put right what a report says, and tell every case of it; nothing in them moves by itself.

        Raises: NotFoundError; EventRefusedError, also where it says so already; ConflictError.
        """
        concern = self.concerns.one(concern_id, say("cli.purpose.concern_correct"))
        before = concern.shared
        when = Happened(on=before.anchor if happened is None else happened.on, at=None)
        after = self._says(concern.pathway, replace(act, happened=when, data={**before.values, **changed}))
        if after == before:
            raise EventRefusedError("concerns.says_so", concern=concern_id)

        def write(conn: Connection) -> Concern:
            there = Concern(signals=signals.lock_concern(conn, concern_id))
            if there.shared != before:
                raise ConflictError("concerns.changed_meanwhile", concern=concern_id)
            for each in there.standing:
                self._step(conn, each, Step.changed, after)
            return there

        return self._written(write)

    def remove(self, concern_id: str, which: str) -> Signal:
        """Take one child out of a report that was entered wrongly; no other case is told.

        ``which``: the case, or its message. Raises: NotFoundError, also for a case that is foreign.
        """
        concern = self.concerns.one(concern_id, say("cli.purpose.concern_remove"))
        if not any(which in _names(each) and self._is_seen(each) for each in concern.standing):
            raise NotFoundError("concerns.not_in_it", concern=concern_id, which=which)

        def write(conn: Connection) -> Signal:
            there = Concern(signals=signals.lock_concern(conn, concern_id))
            found = next((each for each in there.standing if which in _names(each)), None)
            if found is None:
                raise NotFoundError("concerns.not_in_it", concern=concern_id, which=which)
            self._step(conn, found, Step.withdrawn, None)
            return found

        return self._written(write)

    @property
    def _now(self) -> datetime:
        return self.concerns.engine.clock.now()

    def _written(self, write: Callable[[Connection], T]) -> T:
        def transact() -> T:
            with self.concerns.engine.database.write() as conn:
                return write(conn)

        return tried_again(transact)

    def _is_seen(self, signal: Signal) -> bool:
        """Whether the user may know that a child is in a report: they see its case, or may see all of the report."""
        if self.concerns.grant(signal.source_service, Action.concern_read) is not None:
            return True
        return bool(self.concerns.reader.visible([signal.target_case], Action.case_read))

    def _spec(self, pathway: str, act: Act) -> Pathway:
        library = self.concerns.engine.desk.library
        digest, _ = library.in_force(pathway, act.happened.on)
        return library.prepared(digest).pathway

    def _says(self, pathway: str, act: Act) -> Shared:
        """What a report with this would tell: judged as the start event of a case, before anything is written."""
        now, library = self._now, self.concerns.engine.desk.library
        texts = {each.name for each in self._spec(pathway, act).fields if each.kind is FieldKind.text}
        if texts & act.data.keys() or act.texts.keys() - {LATE}:
            raise EventRefusedError("concerns.no_free_text")
        content = decide_start(library, pathway, in_utc(act, now), now, tuple, granted=True).content
        return shared_of(content, sorted(content.data), say("concerns.basis"))

    def _step(self, conn: Connection, signal: Signal, step: Step, shared: Shared | None) -> None:
        told = Told(step=step, service=signal.source_service, shared=shared)
        add_step(conn, signal, told, Noting(target=0), user=self.concerns.reader.actor.user, at=self._now)


def _names(signal: Signal) -> tuple[str, ...]:
    return tuple(name for name in (signal.target_case, signal.signal_id) if name)


def _checked(children: Children) -> Children:
    """Raises: UsageError for nobody, for too many, and for a case that is named twice."""
    if not 0 < children.count <= MOST:
        raise UsageError("concerns.how_many", most=MOST)
    if len(set(children.joined)) < len(children.joined):
        raise UsageError("concerns.twice")
    return children


def _said(children: Children) -> dict[str, str]:
    return {
        "children": str(children.new), "join": ",".join(sorted(children.joined)), "waiting": str(children.waiting),
    }  # fmt: skip
