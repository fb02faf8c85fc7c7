"""Decides whether a person may do what is asked, there and then, and what is to be recorded if so.

Pure and total: it returns a ``Decided`` or raises a refusal that says why. An act is judged at its own place in legal
order (semantics 2): the caller gives the state as it was there.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Protocol

from pathways.counting.oslo import civil_date, to_utc
from pathways.errors import EventRefusedError, NotFoundError
from pathways.machine.approving import not_yours, require_role, require_second
from pathways.machine.grounds import acts_between, as_found, kept_runs
from pathways.machine.guards import Scope, holds
from pathways.machine.happening import Fold
from pathways.machine.not_anew import not_anew
from pathways.machine.not_possible import event_of, require_possible, require_requirements
from pathways.machine.order import StandingAct
from pathways.machine.prepared import Prepared, World
from pathways.machine.redeciding import obstacle
from pathways.machine.scope import scope_of
from pathways.machine.state import CaseState, Place, RunState
from pathways.machine.values import check_text, read_codes, read_values
from pathways.machine.waiting import none_waits, require_waiting
from pathways.machine.warning import own_warnings, past_warnings, warnings_of
from pathways.machine.which_run import could_any, fitting, knows, one_start, starts
from pathways.messages import say
from pathways.model.pathway import Branch, CodeList, Event, Title
from pathways.model.record import Act, Content, Happened, Kind, Record, RunPin

IMPORTER = "(import)"
"""Role of the register import: it repeats what another system has recorded, so no role is asked of it, and a code that
was not valid that day is kept as it stands there."""

LATE = "late_entry"
"""Name of the free text that says why an act is entered late. It stands beside the act's own reason."""


class Definitions(World, Protocol):
    """What deciding needs to know beside the case: definitions in force, and code lists."""

    def in_force(self, pathway: str, on: date) -> tuple[str, bool]:
        """Digest in force that day, and False when none was and the earliest was taken. Raises NotFoundError."""
        ...

    def code_lists(self) -> Mapping[str, CodeList]:
        """Every code list, by id."""
        ...

    def missed_lists(self) -> Mapping[str, str]:
        """Kind of service → the local list of why its deadlines were missed that name none themselves."""
        ...

    def role_titles(self) -> Mapping[str, Title]:
        """What each role is called today, by id."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What is to be recorded: where, and with which content and free texts."""

    run: str
    item: str
    prepared: Prepared
    """The version that ``event`` is of."""
    event: Event
    content: Content
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPlace:
    """Where a re-decision would stand: the decision it replaces, its place and number, and the acts of the case."""

    redecides: int
    place: Place
    seq: int
    acts: tuple[StandingAct, ...]


def decide(
    definitions: Definitions,
    state: CaseState,
    act: Act,
    now: datetime,
    taken: Callable[[], Collection[str]],
    *,
    granted: bool = False,
) -> Decided:
    """What recording ``act`` would record, by the case as it was at the act's place.

    ``taken`` gives every run name the case has ever used, and is asked only when a run begins. ``granted``: whoever
    asks may, by a local setting; the event's own roles are not asked.
    Raises: EventRefusedError (not possible, or something is missing), NotAllowedError (the role may not).
    """
    not_in_the_future(act.happened, now)
    run = run_meant(definitions, state, act)
    prepared = definitions.prepared(run.digest)
    if starts(prepared, act.event):
        return decide_start(definitions, run.pathway, act, now, taken, granted=granted)
    if not knows(prepared, act.event):
        raise EventRefusedError("machine.unknown_event", event=act.event)
    item = item_meant(prepared, run, act)
    event = event_of(prepared, act.event)
    if not granted:
        may_record(definitions, event, act)
    if not item and run.state in prepared.table.sources(event.name):
        require_waiting(prepared, run, event, act.happened.on)
    content, texts = _content(definitions, prepared, event, act)
    scope = scope_of(prepared, run, item, content)
    require_possible(definitions, prepared, run, item, event, scope)
    branch = _branch(prepared, run, item, event, scope)
    pins = _pins(definitions, branch, act.happened.on, taken) if branch.begins else ()
    warnings = (*own_warnings(event, scope), *warnings_of(definitions, state, run, item, event, branch, content))
    content = replace(content, pins=pins, warnings=warnings)
    decided = Decided(run=run.run, item=item, prepared=prepared, event=event, content=content, texts=texts)
    if IMPORTER not in act.actor.roles:
        require_second(definitions.role_titles(), decided, act)
    return decided


def decide_start(
    definitions: Definitions,
    pathway: str,
    act: Act,
    now: datetime,
    taken: Callable[[], Collection[str]],
    *,
    granted: bool = False,
) -> Decided:
    """What opening a run of ``pathway`` with ``act`` would record. Raises as ``decide``."""
    not_in_the_future(act.happened, now)
    pin = _pin(definitions, pathway, act.happened.on, taken())
    prepared = definitions.prepared(pin.digest)
    event = next((event for event in prepared.events.values() if event.start), None)
    if event is None or (act.event and act.event != event.name):
        raise EventRefusedError("machine.no_start", pathway=pathway, event=act.event or "—")
    act = replace(act, event=event.name)
    if not granted:
        may_record(definitions, event, act)
    content, texts = _content(definitions, prepared, event, act)
    scope = _start_scope(prepared, content)
    require_requirements(event, scope)
    branch = next((b for b in event.branches if holds(b.when, scope)), None)
    begun = () if branch is None else _pins(definitions, branch, act.happened.on, lambda: {*taken(), pin.run})
    content = replace(content, pins=(pin, *begun), warnings=own_warnings(event, scope))
    return Decided(run=pin.run, item="", prepared=prepared, event=event, content=content, texts=texts)


def not_in_the_future(happened: Happened, now: datetime) -> None:
    """Nothing is recorded before it happens; a date alone is compared as a date (semantics 1).

    Raises: EventRefusedError; CountingError for a naive instant.
    """
    if happened.on > civil_date(now) or (happened.at is not None and to_utc(happened.at) > now):
        raise EventRefusedError("machine.in_the_future", today=happened.on <= civil_date(now))


def decide_anew(  # noqa: PLR0913 (as ``decide``)
    definitions: Definitions,
    folding: Fold,
    act: Act,
    now: datetime,
    taken: Callable[[], Collection[str]],
    new: NewPlace,
    *,
    granted: bool = False,
) -> Decided:
    """What ``act`` would record as another decision in place of ``new.redecides``, whose ground ``folding`` holds.

    The content is judged where the first decision found the run, by the version and the values that hold at the place
    of the new one. Raises as ``decide``; also without a reason.
    """
    ground = folding.grounds[new.redecides]
    run = folding.state.runs[ground.run]
    prepared = definitions.prepared(run.digest)
    event = prepared.events.get(act.event)
    if event is None or not event.redecided_by:
        raise EventRefusedError("machine.not_redecidable", event=act.event, definition=prepared.pathway.origin)
    if not granted:
        _may_redecide(definitions, event, act)
    content, texts = _content(definitions, prepared, event, act)
    if not texts.get("reason"):
        raise EventRefusedError("machine.reason_missing", event=event.name)
    standing = StandingAct(
        seq=new.seq,
        run=run.run,
        name=event.name,
        item="",
        content=content,
        place=new.place,
        recorded_at=now,
        redecides=new.redecides,
    )
    there = as_found(run, ground, acts_between(ground, new.place, new.acts))
    scope = scope_of(prepared, there, "", content)
    require_possible(definitions, prepared, there, "", event, scope)
    found = obstacle(definitions, folding.state, ground, standing, new.acts)
    if found is not None:
        raise not_anew(found, new.redecides, new.seq, new.acts)
    branch = _branch(prepared, there, "", event, scope)
    pins = _pins(definitions, branch, act.happened.on, taken) if branch.begins else ()
    begun = {each.pathway: each.run for each in kept_runs(folding.state, ground)}
    pins = tuple(replace(pin, run=begun.get(pin.pathway, pin.run)) for pin in pins)
    warnings = (*own_warnings(event, scope), *past_warnings(prepared, event, ground, standing, new.acts))
    content = replace(content, pins=pins, warnings=warnings)
    return Decided(run=run.run, item="", prepared=prepared, event=event, content=content, texts=texts)


def may_annul(definitions: Definitions, digest: str, target: Record, act: Act) -> None:
    """Whoever may record an event, or decide it anew, may say that it should never have been.

    Raises: NotAllowedError.
    """
    event = event_of(definitions.prepared(digest), target.name)
    if target.kind is Kind.redecision:
        _may_redecide(definitions, event, act)
    else:
        may_record(definitions, event, act)


def run_meant(definitions: Definitions, state: CaseState, act: Act) -> RunState:
    """The run that an act is for. Raises: EventRefusedError."""
    if act.run:
        name = run_named(state.runs, act.run)
        if name not in state.runs:
            raise EventRefusedError("machine.no_such_run", run=act.run, known=_names(state.runs))
        return state.runs[name]
    found = fitting(definitions, state.runs.values(), act.event, act.data)
    if not found:
        raise EventRefusedError("machine.unknown_event", event=act.event)
    if len(found) > 1 and not one_start(definitions, found, act.event):
        first = definitions.prepared(found[0].digest)
        nothing = none_waits(found, first, event_of(first, act.event), act.happened.on)
        if nothing is not None:
            raise nothing
        if not could_any(definitions, found, act.event):
            stand = (f"{run.run} ({definitions.prepared(run.digest).states[run.state].title.nb})" for run in found)
            raise EventRefusedError("machine.no_run_now", event=act.event, runs=", ".join(sorted(stand)))
        raise EventRefusedError("machine.which_run", event=act.event, known=_names(run.run for run in found))
    return found[0]


def run_named(runs: Iterable[str], given: str) -> str:
    """The run that ``given`` is the name of, or the number of where only one ends in it; else ``given`` itself."""
    names = tuple(runs)
    numbered = [name for name in names if given.isdigit() and name.endswith(f"-{given}")]
    return numbered[0] if given not in names and len(numbered) == 1 else given


def item_meant(prepared: Prepared, run: RunState, act: Act) -> str:
    """The item that an act is for; empty for the run's own. Raises: EventRefusedError."""
    activity = prepared.item_events.get(act.event)
    if activity is None:
        if act.item:
            counted = any(spec.every and act.event in spec.met_by for spec in prepared.touched_by.get(act.event, ()))
            raise EventRefusedError("machine.no_period_here" if counted else "machine.no_item_here", event=act.event)
        return ""
    items = [key for key in run.items if key.startswith(activity + ".")]
    wanted = act.item if act.item.startswith(activity + ".") else f"{activity}.{act.item}"
    if not act.item and len(items) == 1:
        return items[0]
    if wanted not in items:
        known = _names(key.partition(".")[2] for key in items)
        key = "machine.no_such_item" if act.item else "machine.which_item"
        raise EventRefusedError(key, event=act.event, known=known)
    return wanted


def may_record(definitions: Definitions, event: Event, act: Act) -> None:
    """Whoever does it has a role that may. Raises: NotAllowedError."""
    if IMPORTER not in act.actor.roles:
        require_role(definitions.role_titles(), event, act)


def _may_redecide(definitions: Definitions, event: Event, act: Act) -> None:
    if not {IMPORTER, *event.redecided_by} & set(act.actor.roles):
        key = "machine.not_yours_to_redecide"
        raise not_yours(definitions.role_titles(), key, event, event.redecided_by, act.actor)


def _content(definitions: Definitions, prepared: Prepared, event: Event, act: Act) -> tuple[Content, Mapping[str, str]]:
    lists = definitions.code_lists()
    on = None if IMPORTER in act.actor.roles else act.happened.on
    given = read_values(event, prepared.fields, lists, act.data, on)
    reason = check_text("reason", act.texts.get("reason", "").strip())
    if event.reason.text_required and not reason:
        raise EventRefusedError("machine.reason_missing", event=event.name)
    if event.reason.codes_required and not act.reason_codes and IMPORTER not in act.actor.roles:
        raise EventRefusedError("machine.reason_code_missing", event=event.name, list=event.reason.code_list)
    if act.reason_codes:
        if not event.reason.code_list:
            raise EventRefusedError("machine.reason_takes_no_codes", event=event.name)
        read_codes(lists[event.reason.code_list], act.reason_codes, on, say("machine.reason_codes"))
    late = check_text(LATE, act.texts.get(LATE, "").strip())
    texts = {**given.texts, **({"reason": reason} if reason else {}), **({LATE: late} if late else {})}
    content = Content(
        happened=act.happened,
        data=given.data,
        reason_codes=act.reason_codes,
        pins=(),
        warnings=(),
        proposed=act.proposed,
    )
    return content, texts


def _branch(prepared: Prepared, run: RunState, item: str, event: Event, scope: Scope) -> Branch:
    if item:
        table, state = prepared.activities[prepared.item_events[event.name]].table, run.items[item].state
    else:
        table, state = prepared.table, run.state
    branch = table.branch(state, event.name, scope)
    if branch is None:
        raise AssertionError("a possible event has a branch")
    return branch


def _pins(
    definitions: Definitions, branch: Branch, on: date, taken: Callable[[], Collection[str]]
) -> tuple[RunPin, ...]:
    pins: list[RunPin] = []
    for pathway in branch.begins:
        try:
            pins.append(_pin(definitions, pathway, on, {*taken(), *(pin.run for pin in pins)}))
        except NotFoundError:
            raise EventRefusedError("machine.begins_gone", pathway=pathway) from None
    return tuple(pins)


def _pin(definitions: Definitions, pathway: str, on: date, taken: Collection[str]) -> RunPin:
    digest, law_loaded = definitions.in_force(pathway, on)
    name, number = pathway, 1
    while name in taken:
        number += 1
        name = f"{pathway}-{number}"
    return RunPin(run=name, pathway=pathway, digest=digest, law_loaded=law_loaded)


def _start_scope(prepared: Prepared, content: Content) -> Scope:
    empty = RunState(
        run="",
        pathway=prepared.pathway.id,
        digest=prepared.pathway.digest,
        law_loaded=True,
        state=prepared.start,
        since=content.happened.on,
        started_by=0,
        begun_by="",
        fields={},
        seen={},
        items={},
        deadlines={},
    )
    return scope_of(prepared, empty, "", content)


def _names(names: Iterable[str]) -> str:
    return ", ".join(names) or say("machine.none")
