"""Breaking glass: reading a foreign case in an emergency, with a reason, noticed to its leaders, and looked at after.

What comes of an attempt is logged before it is told. What is recorded lies in the case's own log (docs/adr/0026).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from pathways.counting.oslo import civil_date
from pathways.engine.acts import Written
from pathways.engine.draft import Draft, record_clock
from pathways.engine.engine import Engine, shell
from pathways.engine.four_eyes import Hindrance, hindrance
from pathways.engine.glass_attempts import Attempt
from pathways.engine.glass_needed import needed, reviewers_missing
from pathways.engine.people import People
from pathways.engine.reading import Reader
from pathways.engine.receipt import Receipt
from pathways.engine.rights import Rights
from pathways.engine.telling import GLASS, NOBODY
from pathways.errors import EventRefusedError, NotAllowedError, NotFoundError, PathwaysError
from pathways.machine.glass import OUTCOME, UNTIL, Broken, Outcome, broken
from pathways.machine.happening import Fold
from pathways.machine.order import clock_place
from pathways.machine.state import CaseState
from pathways.machine.state_json import load
from pathways.machine.values import check_text
from pathways.messages import say
from pathways.model.organisation import Holder
from pathways.model.policy import Action
from pathways.model.record import Act, Actor, Content, Happened, Kind, Record
from pathways.store import access_pages, events, heads, notices, outbox
from pathways.store.connection import Connection
from pathways.store.notices import Notice

MOST_A_DAY = 5
"""Attempts of one person within a day and a night, whether there was such a case or not."""

LEAST_WORDS, LEAST_LETTERS = 3, 15
"""Of a reason: less is none."""

REVIEWED = "oversight.glass_reviewed"
"""Why a notice of broken glass no longer holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """Glass that was broken: until when (UTC) the case is read, and who was told. ``told`` empty: nobody could be."""

    receipt: Receipt
    until: datetime
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Glass:
    """Breaks glass, and looks at it afterwards, on behalf of ``reader.actor``. ``hours``: how long it lasts."""

    engine: Engine
    reader: Reader
    hours: int

    def break_(self, case_id: str, reason: str, key: str) -> Opened:
        """Let the actor read a case for some hours.

        Raises: EventRefusedError (no real reason, too often, or read already without it); NotFoundError, alike for
        a case of another kind or area; UnavailableError (no row; or a key is missing, alike for what is no case);
        ConflictError.
        """
        text, attempt = real_reason(reason), Attempt(reader=self.reader, case_id=case_id)
        if self._attempts() >= MOST_A_DAY:
            attempt.came_to_nothing("")
            raise EventRefusedError("oversight.glass_too_often", most=MOST_A_DAY)
        lacks_keys = attempt.lacks_keys()
        if not (self._may_break(case_id) and attempt.seals()):
            raise attempt.refuse_as_none(lacks_keys=lacks_keys)
        if not needed(self.reader, case_id):
            attempt.came_to_nothing("not_needed")
            raise EventRefusedError("oversight.glass_not_needed", case=case_id)
        act = shell(case_id, self.reader.actor, key, None, text)
        until = self.engine.clock.now() + timedelta(hours=self.hours)

        def write(conn: Connection, draft: Draft, state: CaseState, given: Act, _rights: Rights) -> Written:
            attempt.granted(conn)
            record = self._add(draft, state, given.actor, {UNTIL: until.isoformat()}, text)
            outbox.add(conn, self._told(conn, draft, state, record), self.engine.desk.channels)
            return Written(record=record, warnings=(), state=state)

        try:
            receipt = self.engine.carry_out("glass", act, {}, write, Action.glass_break)
        except PathwaysError:
            attempt.came_to_nothing("not_recorded")
            raise
        if receipt.repeated:
            attempt.sent_again()
        return self._opened(receipt, until)

    def reviewers_missing(self) -> str:
        """Whom a case lacks that nobody could be told of, and who gives the role, in words."""
        return reviewers_missing(self.reader)

    def _opened(self, receipt: Receipt, until: datetime) -> Opened:
        """As the log has it: a command that was sent again broke nothing anew."""
        with self.reader.database.read() as conn:
            found = broken(events.of_kinds(conn, [receipt.case_id], (Kind.glass,)))
            told = [
                each.recipient
                for each in notices.of_case(conn, receipt.case_id, cancelled=True)
                if _is_of(each, receipt.seq) and each.recipient
            ]
        lasts = next((each.until for each in found if each.seq == receipt.seq), until)
        return Opened(receipt=receipt, until=lasts, told=tuple(told))

    def waiting(self) -> Iterator[Broken]:
        """What was broken in the services in which the actor reviews, and nobody has looked at, the oldest first.

        Each case is logged as read before it is told.
        """
        purpose, information = say("oversight.glass_review"), say("oversight.information_glass_list")
        self.reader.log_reading("", purpose, information)
        with self.reader.database.read() as conn:
            asked = dict.fromkeys((each.case_id, each.seq) for each in notices.standing(conn, GLASS))
            mine = [(case_id, seq) for case_id, seq in asked if self._reviews(conn, case_id)]
        if mine:
            self.reader.log_readings(list(dict.fromkeys(case_id for case_id, _ in mine)), purpose, information)
        with self.reader.database.read() as conn:
            for case_id, seq in mine:
                yield from (each for each in broken(events.read_case(conn, case_id)) if each.seq == seq)

    def review(self, case_id: str, seq: int, outcome: Outcome, reason: str) -> Receipt:
        """Record what came of looking at it. Nobody looks at their own.

        Raises: NotAllowedError; NotFoundError, alike for a case of another service; EventRefusedError; ConflictError.
        """
        purpose, information = say("oversight.glass_review"), say("oversight.information_glass_list")
        with self.reader.database.read() as conn:
            mine = bool(case_id) and self._reviews(conn, case_id)
        if not mine:
            self.reader.log_refusal(case_id, purpose, information)
            raise NotFoundError("engine.no_case", case=case_id)
        self.reader.log_reading(case_id, purpose, information)
        text = check_text("reason", reason.strip())
        if outcome is Outcome.unjustified:
            text = real_reason(text)
        act = shell(case_id, self.reader.actor, "", None, text)

        def write(conn: Connection, draft: Draft, state: CaseState, given: Act, _rights: Rights) -> Written:
            found = next((each for each in broken(events.read_case(conn, case_id)) if each.seq == seq), None)
            self._require_another(self._require_open(found, seq), conn, state, given.actor)
            record = self._add(draft, state, given.actor, {OUTCOME: outcome.value}, text, about=seq)
            done = [each.notice_id for each in notices.of_case(conn, case_id) if _is_of(each, seq)]
            outbox.cancel(conn, done, at=draft.now, why=REVIEWED)
            return Written(record=record, warnings=(), state=state)

        more = {"seq": str(seq), "outcome": outcome.value}
        return self.engine.carry_out("glass_review", act, more, write, Action.glass_review)

    def _require_another(self, found: Broken, conn: Connection, state: CaseState, actor: Actor) -> None:
        """Two people, as four eyes are everywhere (ADR 0025). Raises: NotAllowedError."""
        people, service = self._there(conn, found.case_id, self.engine.clock.now())
        roles, kind = self._reviewing(state), "" if (head := heads.read(conn, found.case_id)) is None else head.service
        why = hindrance(people, approver=actor, proposer=found.user, roles=roles, service=service, kind=kind)
        if why is Hindrance.same_person:
            raise NotAllowedError("oversight.glass_own", user=found.user)
        if why is not None:
            raise NotAllowedError("oversight.glass_lent", user=actor.user, other=found.user)

    @staticmethod
    def _require_open(found: Broken | None, seq: int) -> Broken:
        if found is None:
            raise NotFoundError("oversight.no_glass", seq=seq)
        if found.outcome is not None:
            raise EventRefusedError("oversight.glass_reviewed_already", seq=seq)
        return found

    def _add(
        self, draft: Draft, state: CaseState, actor: Actor, data: dict[str, str], text: str, *, about: int = 0
    ) -> Record:
        """What the clock has passed is recorded first; nothing else of the case changes."""
        library = self.engine.desk.library
        record_clock(draft, Fold(world=library, state=state), clock_place(draft.now))
        happened = Happened(on=civil_date(draft.now), at=draft.now)
        content = Content(happened=happened, data=dict(data), reason_codes=(), pins=(), warnings=())
        texts = {"reason": text} if text else {}
        record = draft.add_beside(Kind.glass, actor, content, texts, targets=(about,) if about else ())
        draft.stamp(library, state, unchanged=True)
        return record

    def _told(self, conn: Connection, draft: Draft, state: CaseState, record: Record) -> Sequence[Notice]:
        """A notice to each leader of the case's service but whoever broke it; where there is none it is nobody's."""
        people, service = self._there(conn, record.case_id, draft.now)
        told: dict[str, Notice] = {}
        for role in self._reviewing(state):
            others = [
                each for each in people.of(Holder(service=service), "").holders(role) if each.name != record.actor.user
            ]
            for user in others or [NOBODY]:
                told[user.name] = _notice(self.engine.desk.entropy.notice_id, record, user.name, role)
        if any(told):
            told.pop("", None)
        return tuple(told.values())

    @staticmethod
    def _is_unplaced(conn: Connection, case_id: str, people: People) -> bool:
        head = heads.read(conn, case_id)
        return head is not None and people.is_unplaced(head.holder, head.service)

    def _there(self, conn: Connection, case_id: str, now: datetime) -> tuple[People, str]:
        """Those there are, and the service that a case lies in; empty where none was told of."""
        people, head = self.engine.desk.people.on(civil_date(now)), heads.read(conn, case_id)
        return people, "" if head is None else people.service_of(head.holder, head.service)

    def _reviews(self, conn: Connection, case_id: str) -> bool:
        """Whether the actor reviews in the service of a case, in a role that does anything in it."""
        text = heads.read_state(conn, case_id)
        if text is None:
            return False
        people, service = self._there(conn, case_id, self.engine.clock.now())
        roles = people.actor_in(self.reader.actor, service).roles
        return bool(set(self._reviewing(load(text))) & set(roles))

    def _reviewing(self, state: CaseState) -> tuple[str, ...]:
        """The roles that review in a case: those that record anything in it, where there are such."""
        roles = self.reader.library.catalogue.policy.roles_for(Action.glass_review)
        working = self._working(state)
        return tuple(role for role in roles if role in working) or roles

    def _working(self, state: CaseState) -> frozenset[str]:
        """The roles that record anything in a case."""
        working: set[str] = set()
        for run in state.runs.values():
            pathway = self.engine.desk.library.prepared(run.digest).pathway
            every = [*pathway.events, *(event for activity in pathway.activities for event in activity.events)]
            working.update(role for event in every for role in event.by)
        return frozenset(working)

    def _attempts(self) -> int:
        """How often the actor has tried since this time yesterday."""
        since, actor = self.engine.clock.now() - timedelta(days=1), self.reader.actor
        with self.reader.database.read() as conn:
            return access_pages.count_of(conn, actor.user, say("oversight.glass"), since)

    def _may_break(self, case_id: str) -> bool:
        """Whether there is such a case, of a kind in which the actor works, in an area in which they do.

        What lies with another controller stays there, whatever the hour: of that nobody here is told.
        """
        actor = self.reader.actor
        with self.reader.database.read() as conn:
            text = heads.read_state(conn, case_id)
            if text is None or not self._working(load(text)) & set(actor.roles):
                return False
            people, service = self._there(conn, case_id, self.engine.clock.now())
            if self._is_unplaced(conn, case_id, people):
                return False
        if service not in people.services or len(people.areas) < 2:
            return True
        held = people.held_by(actor.user)
        areas = {people.services[each.service].area for each in held if each.service in people.services}
        return people.services[service].area in areas


def real_reason(typed: str) -> str:
    """A reason that says something. Raises: EventRefusedError."""
    text = check_text("reason", typed.strip())
    if len(text.split()) < LEAST_WORDS or sum(sign.isalpha() for sign in text) < LEAST_LETTERS:
        raise EventRefusedError("oversight.no_real_reason", words=LEAST_WORDS, letters=LEAST_LETTERS)
    return text


def _is_of(notice: Notice, seq: int) -> bool:
    return notice.title_key == GLASS and notice.seq == seq


def _notice(notice_id: Callable[[str, int, str, str], str], record: Record, user: str, role: str) -> Notice:
    """What broken glass tells a leader. It has no date: it waits until somebody has looked."""
    return Notice(
        notice_id=notice_id(record.case_id, record.seq, user, role),
        case_id=record.case_id,
        seq=record.seq,
        run="",
        deadline=record.name,
        item=f"{record.name}.{record.seq}",
        rung=record.name,
        recipient=user,
        role=role,
        escalate=False,
        title_key=GLASS,
        due_on=None,
        created_at=record.recorded_at,
    )
