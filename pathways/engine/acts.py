"""One act on one locked case: judged at its place, recorded, and everything that follows from it recorded with it.

An act that sorts last is applied to the stored projection. Any other refolds the whole case: crossings that no longer
hold are superseded, new ones recorded as noticed now, and human acts that became impossible refuse it all.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from types import MappingProxyType

from pathways.counting.oslo import to_utc
from pathways.engine.draft import Draft, record_clock
from pathways.engine.one_service import require_one_service
from pathways.engine.pinning import digest_knowing, pins_of, recorders
from pathways.engine.receipt import Explained, Part
from pathways.engine.rights import ANYBODY, Rights
from pathways.engine.too_early import before_start, begins_later
from pathways.errors import EventRefusedError
from pathways.machine.deadlines import pauses_told
from pathways.machine.decide import LATE, Decided, Definitions, decide, decide_start, may_annul, not_in_the_future
from pathways.machine.fold import apply, fold
from pathways.machine.happening import Fold
from pathways.machine.items import moved
from pathways.machine.order import (
    StandingAct,
    clock_place,
    frontier,
    place_of,
    place_of_correction,
    standing_acts,
    standing_crossings,
)
from pathways.machine.state import CaseState, Conflict, Place
from pathways.machine.values import check_text
from pathways.machine.warned import Since, told_now
from pathways.machine.warning import BUILT_ON
from pathways.messages import say
from pathways.model.record import Act, Content, Crossing, Kind, Record, RunPin

Log = Callable[[], tuple[Record, ...]]
"""Reads the records of the case, when they are needed."""

Names = Callable[[], Collection[str]]
"""Every run name the case has ever used."""

WHY = "correction"
"""Name of the free text that says why an act was corrected."""

ASIDE = frozenset({WHY, LATE})
"""Free texts about how an act came into the log; they are no part of what it says."""

_SHORT: Mapping[str, str] = MappingProxyType(
    {
        "machine.not_in_this_state": "engine.conflict_state",
        "machine.not_in_this_item_state": "engine.conflict_item_state",
        "machine.activity_closed": "engine.conflict_closed",
        "machine.no_branch": "engine.conflict_branch",
        "machine.not_waiting": "engine.conflict_not_waiting",
    }
)
"""Short forms, for a list, of sentences that are told with names when an act is refused on its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What an act led to: its own record, the warnings it was given, and the case as it then is."""

    record: Record
    warnings: tuple[str, ...]
    """Sentences to be told."""
    state: CaseState
    parts: tuple[Part, ...] = ()
    """What each change of a set became."""
    keys: tuple[str, ...] = ()
    """The key each of ``parts`` came with, empty for an annulment."""
    explained: Explained | None = None
    """The round that a reason is about."""
    waits_for: tuple[str, ...] = ()
    """Of a proposal: the roles one of which must approve it; nothing has happened then."""


def write_act(  # noqa: PLR0913 (an act on a case is this much)
    definitions: Definitions,
    draft: Draft,
    state: CaseState,
    log: Log,
    act: Act,
    pathway: str = "",
    *,
    taken: Names | None = None,
    rights: Rights = ANYBODY,
) -> Written:
    """Decide and record ``act``. ``pathway`` is given when it opens a run of that pathway.

    ``taken`` where the run names can be told without reading every record; None: they are read from the ``log``.
    Raises: EventRefusedError, NotAllowedError.
    """
    act = in_utc(act, draft.now)
    place = place_of(act.happened, draft.now, draft.next_seq)
    if state.last is None or place >= state.last:
        written = _write_last(definitions, draft, state, log, act, pathway, taken=taken or _taken(log))
    else:
        written = _write_late(definitions, draft, state, log, act, pathway, place=place)
    # Asked last: what is refused for itself need not first be explained.
    why = (written.record.texts or {}).get(LATE, "")
    rights.require_late(written.record.name, act.happened, act.actor, why, draft)
    return written


def write_correction(  # noqa: PLR0913
    definitions: Definitions,
    draft: Draft,
    records: Sequence[Record],
    target: Record,
    act: Act,
    why: str,
    *,
    rights: Rights = ANYBODY,
) -> Written:
    """Record that ``target`` should have read as ``act`` says. Judged at its new place, without its old self.

    Raises: as ``write_act``, and EventRefusedError when ``act`` is another event, or of another run, than ``target``,
    or says nothing else than it says already.
    """
    if act.event not in ("", target.name) or act.run not in ("", target.run):
        raise EventRefusedError("engine.correct_other", seq=target.seq, event=target.name, run=target.run)
    granted, why = rights.grants_correction(act.actor), said_why(why)
    act = in_utc(replace(act, event=target.name, run=target.run, item=target.item), draft.now)
    rights.require_had_happened(records, target, act)
    others = tuple(record for record in records if target.seq not in (record.seq, *record.targets))
    own = tuple(pin for record in records if target.seq in (record.seq, *record.targets) for pin in pins_of(record))
    standing = next(each for each in standing_acts(records) if each.seq == target.seq)
    place = place_of_correction(standing, act.happened, draft.now)
    there = fold(definitions, others, until=place).state
    pathway = own[0].pathway if own and own[0].run == target.run else ""
    names, acts = _taken(lambda: others), standing_acts(others)
    decided = decide_there(definitions, there, act, draft.now, names, pathway, acts=acts, granted=granted)
    if reads_so_already(records, target, decided):
        raise EventRefusedError("engine.correct_nothing", seq=target.seq)
    digest = digest_knowing(definitions, records, target)
    warnings = (*decided.content.warnings, *built_on(definitions, digest, standing_acts(records), standing, decided))
    content = replace(decided.content, pins=same_names(decided.content.pins, own), warnings=warnings)
    decided = replace(decided, content=content)
    event = decided.event
    needed = rights.to_correct(event.by) if act.proposed is None else (event.approved_by,)
    record = draft.add_about(Kind.correction, act.actor, target, content, {**decided.texts, WHY: why}, needed)
    state = refold(definitions, draft, records, [record])
    return Written(record=record, warnings=told_warnings(definitions, decided, state), state=state)


def write_annulment(
    definitions: Definitions,
    draft: Draft,
    records: Sequence[Record],
    target: Record,
    act: Act,
    *,
    rights: Rights = ANYBODY,
) -> Written:
    """Record that ``target`` should never have been registered, with the reason in ``act``.

    Raises: EventRefusedError, also without a reason; NotAllowedError when the actor may not.
    """
    if not rights.grants_annulment(act.actor):
        may_annul(definitions, digest_knowing(definitions, records, target), target, act)
    why, needed = said_why(act.texts.get("reason", "")), rights.to_annul(recorders(definitions, records, target))
    record = draft.add_about(Kind.annulment, act.actor, target, None, {"reason": why}, needed)
    return Written(record=record, warnings=(), state=refold(definitions, draft, records, [record]))


def refused_by_conflicts(
    definitions: Definitions, conflicts: Iterable[Conflict], *, annulled: bool = False
) -> EventRefusedError:
    """The refusal that lists every act that would no longer be possible, or would concern another item.

    ``annulled``: what they build on is taken away as a whole, so that no other day of theirs would do.
    """
    known = tuple(conflicts)
    beyond = tuple(dict.fromkeys(conflict.seq for conflict in known if annulled or conflict.beyond_dates))
    listed = "; ".join(conflict_told(definitions, conflict) for conflict in known)
    seqs = tuple(dict.fromkeys(conflict.seq for conflict in known))
    return EventRefusedError("engine.conflicts", conflicts=listed.removesuffix("."), seqs=seqs, beyond=beyond)


def conflict_told(definitions: Definitions, conflict: Conflict) -> str:
    """An act that would no longer be possible, or would concern another item, and why, for a list."""
    values = dict(conflict.values)
    if "list" in values:
        codes = definitions.code_lists()[values["list"]].codes
        titles = {each.code: say("timeline.code", title=each.title.nb, code=each.code) for each in codes}
        values |= {name: titles.get(values[name], values[name]) for name in ("before", "after")}
    why = say(_SHORT.get(conflict.key, conflict.key), **values).removesuffix(".")
    return say("engine.conflict", seq=conflict.seq, event=conflict.name, why=why)


def _write_last(  # noqa: PLR0913
    definitions: Definitions, draft: Draft, state: CaseState, log: Log, act: Act, pathway: str, *, taken: Names
) -> Written:
    folding = Fold(world=definitions, state=state)
    record_clock(draft, folding, place_of(act.happened, draft.now, draft.next_seq))
    decided = decide_there(definitions, state, act, draft.now, taken, pathway)
    record = _add(draft, act, decided)
    place = place_of(act.happened, draft.now, record.seq)
    apply(folding, standing_of(record, decided.content, place))
    if folding.conflicts:
        raise refused_by_conflicts(definitions, folding.conflicts)
    for crossing in not_yet_noticed(draft, log, folding.crossings):
        draft.add_crossing(crossing)
    draft.stamp(definitions, state)
    return Written(record=record, warnings=told_warnings(definitions, decided, state), state=state)


def not_yet_noticed(draft: Draft, log: Log, passed: Sequence[Crossing]) -> tuple[Crossing, ...]:
    """What an act made the clock pass at once: a deadline set anew to the same dates has passed some of it before."""
    if not passed:
        return ()
    noticed = {record.crossing for record in standing_crossings((*log(), *draft.records)).values()}
    return tuple(crossing for crossing in dict.fromkeys(passed) if crossing not in noticed)


def _write_late(  # noqa: PLR0913
    definitions: Definitions, draft: Draft, state: CaseState, log: Log, act: Act, pathway: str, *, place: Place
) -> Written:
    records = log()
    acts, there = standing_acts(records), fold(definitions, records, until=place).state
    if not pathway:
        _not_too_early(definitions, there, state, acts, act)
    decided = decide_there(definitions, there, act, draft.now, _taken(log), pathway, acts=acts)
    record = _add(draft, act, decided)
    state = refold(definitions, draft, records, [record])
    return Written(record=record, warnings=told_warnings(definitions, decided, state), state=state)


def _not_too_early(
    definitions: Definitions, there: CaseState, now: CaseState, acts: Sequence[StandingAct], act: Act
) -> None:
    """A run that knows the event now and had not begun then. Raises: EventRefusedError."""

    def knowing(state: CaseState) -> bool:
        runs = (run for run in state.runs.values() if act.run in ("", run.run))
        tables = (definitions.prepared(run.digest) for run in runs)
        return any(act.event in table.events or act.event in table.item_events for table in tables)

    if knowing(now) and not knowing(there):
        raise before_start(definitions, acts, act)


def in_utc(act: Act, now: datetime) -> Act:
    """The act with its instant in UTC: what is kept and hashed is one text. Raises as ``not_in_the_future``."""
    not_in_the_future(act.happened, now)
    at = act.happened.at
    return act if at is None or at.tzinfo is UTC else replace(act, happened=replace(act.happened, at=to_utc(at)))


def said_why(text: str, name: str = "why") -> str:
    """Why the past is touched, checked. ``name``: what it is called where it was said.

    Raises: EventRefusedError when nothing is said, or it cannot be kept.
    """
    why = check_text(name, text.strip())
    if not why:
        raise EventRefusedError("engine.why_missing" if name == "why" else "engine.reason_missing")
    return why


def reads_so_already(records: Sequence[Record], target: Record, decided: Decided) -> bool:
    """Whether an act says this as it now stands. Texts that are destroyed can say nothing, so any text is news then."""
    corrections = (record for record in records if record.kind is Kind.correction and target.seq in record.targets)
    newest = max(corrections, key=lambda record: record.seq, default=target)
    was, now = newest.content, decided.content
    if was is None or (newest.text_names and newest.texts is None):
        return False
    texts = {name: text for name, text in (newest.texts or {}).items() if name not in ASIDE}
    same = (was.happened, was.data, was.reason_codes) == (now.happened, now.data, now.reason_codes)
    return same and texts == decided.texts


def decide_there(  # noqa: PLR0913
    definitions: Definitions,
    state: CaseState,
    act: Act,
    now: datetime,
    taken: Names,
    pathway: str,
    *,
    acts: Sequence[StandingAct] = (),
    granted: bool = False,
) -> Decided:
    """What an act would record by the case as it is ``there``. Raises as ``write_act``.

    ``acts``: those of the case, in legal order, for the refusal of one from before its run began.
    """
    if state.closed:
        raise EventRefusedError("machine.case_closed")
    if pathway:
        decided = decide_start(definitions, pathway, act, now, taken, granted=granted)
        require_one_service(definitions, state, decided.prepared.pathway)
        return decided
    if not state.runs or begins_later(state, acts, act):
        raise before_start(definitions, acts, act)
    return decide(definitions, state, act, now, taken, granted=granted)


def _add(draft: Draft, act: Act, decided: Decided) -> Record:
    return draft.add_act(
        Kind.act,
        act.actor,
        run=decided.run,
        name=decided.event.name,
        item=decided.item,
        content=decided.content,
        texts=decided.texts,
        by=decided.event.by if act.proposed is None else decided.event.approved_by,
    )


def refold(definitions: Definitions, draft: Draft, records: Sequence[Record], new: Sequence[Record]) -> CaseState:
    """Fold everything anew with ``new``; record what the clock no longer passed, and what it newly passed by now.

    Of several new records the last is named as the cause. Raises: EventRefusedError with the acts that became
    impossible.
    """
    everything = (*records, *new)
    refolded = fold(definitions, everything, until=frontier(everything))
    conflicts = (*refolded.conflicts, *moved(definitions, records, everything))
    if conflicts:
        raise refused_by_conflicts(definitions, conflicts, annulled=new[-1].kind is Kind.annulment)
    noticed = {record.crossing: seq for seq, record in standing_crossings(records).items()}
    passed = dict.fromkeys(refolded.crossings)
    gone = tuple(sorted(seq for crossing, seq in noticed.items() if crossing not in passed))
    if gone:
        draft.add_superseded(gone, cause=new[-1].seq)
    for crossing in passed:
        if crossing not in noticed:
            draft.add_crossing(crossing)
    draft.stamp(definitions, refolded.state)
    record_clock(draft, Fold(world=definitions, state=refolded.state), clock_place(draft.now))
    return refolded.state


def standing_of(record: Record, content: Content, place: Place) -> StandingAct:
    """The act of a record that stands last."""
    return StandingAct(
        seq=record.seq,
        run=record.run,
        name=record.name,
        item=record.item,
        content=content,
        place=place,
        recorded_at=record.recorded_at,
        closes=record.name if record.kind is Kind.closed else "",
    )


def _taken(log: Log) -> Names:
    def taken() -> Collection[str]:
        return {pin.run for record in log() for pin in pins_of(record)}

    return taken


def built_on(
    definitions: Definitions, digest: str, acts: Iterable[StandingAct], target: StandingAct, decided: Decided
) -> tuple[str, ...]:
    """A warning of those later ``acts`` of the run that fulfilled a duty by what a decision said before its correction.

    ``digest``: the version that knows the decision.
    """
    if not decided.event.decision or decided.content.data == target.content.data:
        return ()
    meeting = {name for spec in definitions.prepared(digest).pathway.deadlines for name in spec.met_by}
    later = [
        str(act.seq)
        for act in acts
        if act.run == target.run and not act.item and act.name in meeting and act.place > target.place
    ]
    return (f"{BUILT_ON}:{', '.join(later)}",) if later else ()


def same_names(pins: tuple[RunPin, ...], own: Sequence[RunPin]) -> tuple[RunPin, ...]:
    """Runs that the act began before its correction keep their names, so that what happened in them still does."""
    names = {pin.pathway: pin.run for pin in reversed(own)}
    return tuple(replace(pin, run=names.get(pin.pathway, pin.run)) for pin in pins)


def told_warnings(definitions: Definitions, decided: Decided, state: CaseState) -> tuple[str, ...]:
    """What is warned of, in sentences, by the case as it is now: the act may have happened long before."""
    run, content = state.runs.get(decided.run), decided.content
    pauses = () if run is None else pauses_told(definitions.prepared(run.digest), run)
    return told_now(decided.prepared, decided.event, content.warnings, Since(happened=content.happened, pauses=pauses))
