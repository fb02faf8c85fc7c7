"""Why a deadline was missed: recorded, corrected and annulled through the one door, and no part of what is folded.

An explanation is about one round of a deadline, the one that stands or an earlier one. It is taken only of a round
that was missed by more than its registration, with codes of the local list its definition names (docs/adr/0014).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from pathways.counting.oslo import civil_date
from pathways.counting.telling import write_date
from pathways.engine.acts import WHY, Written, refold, said_why
from pathways.engine.draft import Draft, record_clock
from pathways.engine.meant import not_meant
from pathways.engine.moment import moment_at
from pathways.engine.outcome import Outcome, outcomes
from pathways.engine.receipt import Explained
from pathways.errors import EventRefusedError, NotFoundError
from pathways.machine.deadlines import split_key
from pathways.machine.decide import Definitions, run_named
from pathways.machine.ending import end_of
from pathways.machine.explained import ANCHORED_BY, NOMINAL, REASON_LIST
from pathways.machine.happening import Fold
from pathways.machine.lateness import Lateness
from pathways.machine.order import clock_place
from pathways.machine.state import CaseState, RunState, Status
from pathways.machine.values import check_text, read_codes, tell_codes
from pathways.messages import say
from pathways.model.pathway import Deadline
from pathways.model.record import Act, Content, Happened, Kind, Record, Value

_IN_TIME: Mapping[Lateness, str] = MappingProxyType(
    {Lateness.registration: "engine.explain_registered_late", Lateness.imported: "engine.explain_imported"}
)
"""Why there is nothing to explain about what was only recorded late."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explaining:
    """What writing an explanation needs to know beside the case: the definitions. Who may is asked at the door."""

    definitions: Definitions

    def write(
        self, draft: Draft, state: CaseState, records: Sequence[Record], act: Act, anchored_by: int = 0
    ) -> Written:
        """Record why the deadline ``act.event`` was missed, now: what the clock has passed is recorded first.

        ``anchored_by`` names a round by the event it counts from; 0: the one that was missed.
        Raises: NotAllowedError; NotFoundError (no such deadline or round, or several); EventRefusedError.
        """
        record_clock(draft, Fold(world=self.definitions, state=state), clock_place(draft.now))
        found = _chosen(state, outcomes(self.definitions, records, moment_at(draft.now)), act, anchored_by)
        self._require_missed(draft.case_id, state.runs[found.run], found)
        happened = Happened(on=civil_date(draft.now), at=draft.now)
        about: dict[str, Value] = {ANCHORED_BY: found.anchored_by, NOMINAL: found.nominal.isoformat()}
        if not found.own_list:
            about[REASON_LIST] = found.takes_from
        content = Content(
            happened=happened,
            data=about,
            reason_codes=self._codes(found.takes_from, act, happened),
            pins=(),
            warnings=(),
        )
        name, item = split_key(found.key)
        record = draft.add_act(
            Kind.explanation, act.actor, run=found.run, name=name, item=item, content=content, texts=_texts(act)
        )
        draft.stamp(self.definitions, state, unchanged=True)
        return Written(record=record, warnings=(), state=state, explained=_about(record, found.reason_by))

    def correct(self, draft: Draft, records: Sequence[Record], target: Record, act: Act, why: str) -> Written:
        """Record that the explanation ``target`` should have given the codes and the text of ``act``.

        Raises: as ``write``, and EventRefusedError when ``act`` says anything else, or nothing new.
        """
        why = said_why(why)
        newest = [each for each in records if each.kind is Kind.correction and target.seq in each.targets]
        was = (newest or [target])[-1]
        if was.content is None or target.content is None:
            raise AssertionError(f"explanation {target.seq} has no content")
        others = (act.event not in ("", target.name), act.run not in ("", target.run))
        if any(others) or act.data != target.content.data or act.happened != target.content.happened:
            raise EventRefusedError("engine.explain_only_reason", seq=target.seq)
        own = target.content.data.get(REASON_LIST) or self._spec(records, target).missed_reason
        codes = self._codes(str(own), act, target.content.happened)
        texts = _texts(act)
        said = {name: text for name, text in (was.texts or {}).items() if name != WHY}
        if codes == was.content.reason_codes and texts == said and not (was.text_names and was.texts is None):
            raise EventRefusedError("engine.correct_nothing", seq=target.seq)
        content = replace(target.content, reason_codes=codes)
        record = draft.add_about(Kind.correction, act.actor, target, content, {**texts, WHY: why})
        state = refold(self.definitions, draft, records, [record])
        return Written(record=record, warnings=(), state=state, explained=_about(target))

    def annul(self, draft: Draft, records: Sequence[Record], target: Record, act: Act) -> Written:
        """Record that the explanation ``target`` should never have been given. Raises as ``write``."""
        why = said_why(act.texts.get("reason", ""))
        record = draft.add_about(Kind.annulment, act.actor, target, None, {"reason": why})
        state = refold(self.definitions, draft, records, [record])
        return Written(record=record, warnings=(), state=state, explained=_about(target))

    def _require_missed(self, case_id: str, run: RunState, found: Outcome) -> None:
        if found.gone_on:
            raise EventRefusedError("merging.reason_there", case=case_id)
        if found.missed and not found.takes_from:
            service = self.definitions.prepared(run.digest).pathway.service
            raise EventRefusedError("engine.explain_no_list", deadline=found.name, service=service)
        if found.missed:
            return
        if found.lateness in _IN_TIME:
            raise EventRefusedError(_IN_TIME[found.lateness], deadline=found.name)
        if found.settled_by:
            raise EventRefusedError("engine.explain_never_missed", deadline=found.name, seq=found.settled_by)
        if not found.current:
            raise EventRefusedError(
                "engine.explain_round_over", deadline=found.name, date=write_date(found.nominal), seq=found.anchored_by
            )
        state = run.deadlines[found.key]
        if state.status is not Status.open or state.standing_since is not None:
            raise EventRefusedError("engine.explain_not_running", deadline=found.name)
        # The last day is told, not the instant after it.
        last = found.legal if end_of(self.definitions, run, found.key, state) == found.missed_from else found.nominal
        raise EventRefusedError("engine.explain_not_missed_yet", deadline=found.name, date=write_date(last))

    def _codes(self, reason_list: str, act: Act, happened: Happened) -> tuple[str, ...]:
        """The codes, each valid on the day the reason was first given."""
        code_list = self.definitions.code_lists()[reason_list]
        if not act.reason_codes:
            known = tell_codes(code_list, happened.on)
            raise EventRefusedError("engine.explain_code_missing", list=code_list.id, known=known)
        return read_codes(code_list, act.reason_codes, happened.on, say("machine.reason_codes"))

    def _spec(self, records: Sequence[Record], target: Record) -> Deadline:
        """The deadline by the newest version of its run that knows it."""
        pins = [pin for record in records if record.content for pin in record.content.pins if pin.run == target.run]
        known = [self.definitions.prepared(pin.digest).deadlines.get(target.name) for pin in reversed(pins)]
        return next(spec for spec in known if spec is not None and spec.missed_reason)


def _about(explanation: Record, replaces: int = 0) -> Explained:
    """The round that a reason is about, as a receipt tells it."""
    data = {} if explanation.content is None else explanation.content.data
    anchored_by, nominal = data[ANCHORED_BY], data[NOMINAL]
    if not isinstance(anchored_by, int) or not isinstance(nominal, str):
        raise TypeError(f"explanation {explanation.seq} names no round")
    return Explained(anchored_by=anchored_by, nominal=nominal, replaces=replaces)


def _chosen(state: CaseState, told: Sequence[Outcome], act: Act, anchored_by: int) -> Outcome:
    """The one round meant: of a deadline by its name or key, in the run and of the item named, if any are."""
    name = run_named(state.runs, act.run)
    there = [each for each in told if name in ("", each.run)]
    named = [each for each in there if act.event in (each.key, each.name)]
    meant = [each for each in named if act.item in ("", each.item, each.item.partition(".")[2])]
    if not named:
        known = ", ".join(sorted({each.name for each in there})) or "–"
        raise NotFoundError("engine.no_deadline", deadline=act.event, known=known)
    if len({(each.run, each.key) for each in meant}) != 1:
        raise not_meant(act.event, act.item, [each.item for each in named], [each.run for each in named])
    return _round(meant, act, anchored_by)


def _round(rounds: Sequence[Outcome], act: Act, anchored_by: int) -> Outcome:
    """Of the ``rounds`` of one deadline the one named, else the only one missed, else the one that stands."""
    missed = [each for each in rounds if each.missed]
    if anchored_by:
        found = [each for each in rounds if each.anchored_by == anchored_by]
        if not found:
            raise NotFoundError("engine.no_round", deadline=act.event, seq=anchored_by, rounds=rounds_told(rounds))
        return next((each for each in found if each.missed), found[-1])
    if len(missed) > 1:
        raise NotFoundError("engine.which_round", deadline=act.event, rounds=rounds_told(missed))
    return missed[0] if missed else rounds[-1]


def rounds_told(rounds: Sequence[Outcome]) -> str:
    """How each of these rounds is named, with its date."""
    return ", ".join(say("engine.round", seq=each.anchored_by, date=write_date(each.nominal)) for each in rounds)


def _texts(act: Act) -> dict[str, str]:
    reason = check_text("reason", act.texts.get("reason", "").strip())
    return {"reason": reason} if reason else {}
