"""Insight for a party: prepared, assessed item by item, approved by another person, given; each step a record.

Beside what is folded (docs/adr/0030). What there is to assess is worked out by whoever reads the case
(``pathways.timeline_insight``); here is what may be done with it.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace

from pathways.counting.oslo import civil_date
from pathways.engine.acts import Written
from pathways.engine.draft import Draft, record_clock
from pathways.engine.engine import Engine, shell
from pathways.engine.four_eyes import hindrance
from pathways.engine.insight_records import (
    DIGEST,
    FOR,
    GIVEN,
    ITEMS,
    LAW,
    RULE,
    STEP,
    UNASSESSED,
    UPTO,
    Insight,
    Step,
    changed_since,
    insight_of,
    items_text,
)
from pathways.engine.receipt import Receipt
from pathways.engine.rights import Rights
from pathways.engine.targets import CHANGED, target_record
from pathways.errors import EventRefusedError, NotAllowedError, NotFoundError, UsageError
from pathways.machine.decide import not_in_the_future
from pathways.machine.happening import Fold
from pathways.machine.order import clock_place
from pathways.machine.roles import roles_told
from pathways.machine.state import CaseState
from pathways.machine.values import check_text
from pathways.model.insight import InsightLaw, PartyRule, Withholding, who_is
from pathways.model.policy import Action
from pathways.model.record import Act, Actor, Content, Happened, Kind, Record
from pathways.store import events, heads
from pathways.store.connection import Connection
from pathways.store.heads import Head

WRITES, APPROVES = Action.insight_write, Action.insight_approve
BY, REMARK = "by", "remark"
"""Who remarks, and the sealed text of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A draft to be recorded: for whom, by which rule, up to which event, and each item with its code."""

    party: str
    rule: PartyRule
    upto: int
    items: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Insights:
    """The door for insight in the cases of one database, on behalf of one user."""

    engine: Engine
    actor: Actor

    def prepare(self, case_id: str, prepared: Prepared, reason: str, key: str = "") -> Receipt:
        """Record a draft.

        Raises: EventRefusedError, NotAllowedError, NotFoundError; ConflictError where the case has moved on.
        """
        texts = {ITEMS: items_text(prepared.items), **_reason(reason)}
        basis = prepared.rule.basis
        data: dict[str, str | int] = {FOR: prepared.party, RULE: prepared.rule.id, LAW: basis.law, UPTO: prepared.upto}

        def write(_conn: Connection, draft: Draft, state: CaseState, given: Act, _rights: Rights) -> Written:
            content = _content(draft, {STEP: Step.prepared.value, **data})
            return self._add(draft, state, Kind.insight, given, content, texts, ())

        act = shell(case_id, self.actor, key, prepared.upto, reason)
        return self.engine.carry_out("insight_prepare", act, {FOR: prepared.party}, write, WRITES)

    def assess(
        self, case_id: str, seq: int, items: Collection[str], code: str | None, reason: str, key: str = ""
    ) -> Receipt:
        """Say that items go out (``code`` None), or by which paragraph they are kept back.

        An item is named by its key, or all of an event by its number.
        Raises: EventRefusedError, NotFoundError, NotAllowedError, UsageError.
        """

        def step(at: _At) -> Written:
            _require_open(at.found, at.log)
            if code is not None:
                _require_code(at, code)
            known = _readable(at.found)
            keys = _meant(known, items)
            freed = [each for each in keys if known[each] not in (GIVEN, UNASSESSED) and code is None]
            if freed and not reason.strip():
                raise EventRefusedError("insight.why_released", items=", ".join(freed))
            said = GIVEN if code is None else code
            _require_in_time(at, [said])
            return self._step(at, Step.assessed, {ITEMS: items_text(dict.fromkeys(keys, said)), **_reason(reason)})

        more = {"seq": str(seq), "items": "|".join(items), "code": GIVEN if code is None else code}
        return self._on(case_id, seq, "insight_assess", more, reason, key, step, WRITES)

    def approve(self, case_id: str, seq: int, reason: str, key: str = "") -> Receipt:
        """Let a draft go out, as another than those who prepared and assessed it. Raises as ``assess``."""

        def step(at: _At) -> Written:
            _require_open(at.found, at.log)
            known = _readable(at.found)
            if at.found.waiting:
                some = ", ".join(at.found.waiting[:10])
                raise EventRefusedError("insight.unassessed", seq=seq, items=some)
            _require_in_time(at, known.values())
            self._require_another(at)
            return self._step(at, Step.approved, _reason(reason))

        return self._on(case_id, seq, "insight_approve", {"seq": str(seq)}, reason, key, step, APPROVES)

    def drop(self, case_id: str, seq: int, reason: str, key: str = "") -> Receipt:
        """Say that a draft, approved or not, is not to go out (again), and why. Raises as ``assess``."""
        if not reason.strip():
            raise EventRefusedError("insight.why_dropped")

        def step(at: _At) -> Written:
            _require_there(at.found)
            return self._step(at, Step.dropped, _reason(reason))

        return self._on(case_id, seq, "insight_drop", {"seq": str(seq)}, reason, key, step, WRITES, APPROVES)

    def give(self, case_id: str, seq: int, digest: str, reason: str, key: str = "") -> Receipt:
        """Record that an approved draft is given, as the document with this SHA-256. Raises as ``assess``."""

        def step(at: _At) -> Written:
            require_approved(at.found, at.log)
            _require_in_time(at, _readable(at.found).values())
            return self._step(at, Step.given, {DIGEST: digest, **_reason(reason)})

        return self._on(case_id, seq, "insight_give", {"seq": str(seq)}, reason, key, step, WRITES)

    def remark(self, case_id: str, seq: int, by: str, text: str, happened: Happened, key: str = "") -> Receipt:
        """Record what a party says about event ``seq``. Raises: EventRefusedError, NotFoundError, NotAllowedError."""
        said = check_text(REMARK, text.strip())
        if not said:
            raise EventRefusedError("insight.remark_empty")

        def write(conn: Connection, draft: Draft, state: CaseState, given: Act, _rights: Rights) -> Written:
            not_in_the_future(happened, draft.now)
            target_record(events.read_case(conn, case_id), case_id, seq, CHANGED)
            content = Content(happened=happened, data={BY: by}, reason_codes=(), pins=(), warnings=())
            return self._add(draft, state, Kind.remark, given, content, {REMARK: said}, (seq,))

        act = replace(shell(case_id, self.actor, key, None, said), happened=happened)
        return self.engine.carry_out("insight_remark", act, {"seq": str(seq), BY: by}, write, WRITES)

    def _on(  # noqa: PLR0913, PLR0917
        self,
        case_id: str,
        seq: int,
        verb: str,
        more: Mapping[str, str],
        reason: str,
        key: str,
        step: "Callable[[_At], Written]",
        *actions: Action,
    ) -> Receipt:
        """A step on the draft ``seq``, which is looked up in the transaction."""

        def write(conn: Connection, draft: Draft, state: CaseState, given: Act, _rights: Rights) -> Written:
            log, head = events.read_case(conn, case_id), heads.read(conn, case_id)
            if head is None:
                raise NotFoundError("engine.no_case", case=case_id)
            law = self.engine.desk.library.catalogue.insight.of([head.service]) or InsightLaw()
            found = insight_of(log, case_id, seq)
            return step(_At(draft=draft, state=state, act=given, found=found, log=log, head=head, law=law))

        return self.engine.carry_out(verb, shell(case_id, self.actor, key, None, reason), more, write, *actions)

    def _step(self, at: "_At", step: Step, texts: Mapping[str, str]) -> Written:
        content = _content(at.draft, {STEP: step.value, FOR: at.found.party})
        return self._add(at.draft, at.state, Kind.insight, at.act, content, texts, (at.found.seq,))

    def _add(  # noqa: PLR0913, PLR0917
        self,
        draft: Draft,
        state: CaseState,
        kind: Kind,
        act: Act,
        content: Content,
        texts: Mapping[str, str],
        targets: tuple[int, ...],
    ) -> Written:
        """What the clock has passed is recorded first; nothing else of the case changes."""
        library = self.engine.desk.library
        record_clock(draft, Fold(world=library, state=state), clock_place(draft.now))
        record = draft.add_beside(kind, act.actor, content, texts, targets)
        draft.stamp(library, state, unchanged=True)
        return Written(record=record, warnings=(), state=state)

    def _require_another(self, at: "_At") -> None:
        """Raises: NotAllowedError for whoever prepared or assessed any of it, or has the role only through them."""
        desk, head, approver = self.engine.desk, at.head, at.act.actor
        people = desk.people.on(civil_date(at.draft.now))
        roles = desk.library.catalogue.policy.roles_for(APPROVES)
        service = people.service_of(head.holder, head.service)
        for hand in at.found.hands:
            why = hindrance(people, approver=approver, proposer=hand, roles=roles, service=service, kind=head.service)
            if why is not None:
                told = roles_told(desk.library.role_titles(), roles, between=" / ")
                raise NotAllowedError(f"insight.{why.value}", user=approver.user, hand=hand, by=told)


@dataclass(frozen=True, slots=True, kw_only=True)
class _At:
    """What a step on a draft has before it."""

    draft: Draft
    state: CaseState
    act: Act
    found: Insight
    log: tuple[Record, ...]
    head: Head
    law: InsightLaw


def _require_code(at: _At, code: str) -> None:
    """Raises: UsageError for a paragraph there is not, or by which nothing is kept back from such a person."""
    who = who_is(at.found.party)
    if code not in at.law.withholds or not at.law.withholds[code].is_for(who):
        known = (each.id for each in at.law.withholds.values() if each.is_for(who))
        raise UsageError("insight.no_code", party=at.found.party, known=", ".join(known) or "–")


def _require_in_time(at: _At, codes: Collection[str]) -> None:
    """Raises: EventRefusedError for a paragraph that is no longer in the file, or held only while something went on."""
    there = {run.state for run in at.state.runs.values()}
    for code in dict.fromkeys(codes):
        found: Withholding | None = at.law.withholds.get(code)
        if found is None and code not in (GIVEN, UNASSESSED):
            raise EventRefusedError("insight.code_gone", code=code, seq=at.found.seq, party=at.found.party)
        if found is not None and found.only_while and there.isdisjoint(found.only_while):
            raise EventRefusedError("insight.over", code=code, title=found.title.nb, law=found.basis.law)


def require_approved(found: Insight, log: Collection[Record]) -> None:
    """Raises: EventRefusedError where the draft is not approved, was dropped, or the case says otherwise by now."""
    _require_there(found)
    if not found.approved_by:
        raise EventRefusedError("insight.not_approved", seq=found.seq)
    _require_unchanged(found, log)


def _require_there(found: Insight) -> None:
    if found.dropped_by:
        raise EventRefusedError("insight.dropped", seq=found.seq, user=found.dropped_by, party=found.party)


def _require_open(found: Insight, log: Collection[Record]) -> None:
    _require_there(found)
    if found.approved_by:
        raise EventRefusedError("insight.approved_already", seq=found.seq, user=found.approved_by)
    _require_unchanged(found, log)


def _require_unchanged(found: Insight, log: Collection[Record]) -> None:
    changed = changed_since(log, found)
    if changed:
        raise EventRefusedError("insight.changed", seq=found.seq, changed=changed, party=found.party)


def _readable(found: Insight) -> Mapping[str, str]:
    if found.items is None:
        raise EventRefusedError("insight.unreadable", seq=found.seq)
    return found.items


def _meant(known: Mapping[str, str], items: Collection[str]) -> tuple[str, ...]:
    """The keys that are meant. Raises: UsageError."""
    if not items:
        raise UsageError("insight.which_items")
    keys = []
    for item in items:
        found = [key for key in known if key == item or (item.isdecimal() and key.partition(".")[0] == item)]
        if not found:
            raise UsageError("insight.no_item")
        keys += found
    return tuple(dict.fromkeys(keys))


def _content(draft: Draft, data: Mapping[str, str | int]) -> Content:
    happened = Happened(on=civil_date(draft.now), at=draft.now)
    return Content(happened=happened, data=dict(data), reason_codes=(), pins=(), warnings=())


def _reason(reason: str) -> dict[str, str]:
    text = reason.strip()
    return {"reason": check_text("reason", text)} if text else {}
