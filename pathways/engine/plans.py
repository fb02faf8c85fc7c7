"""Whether a plan fits the two versions it names, and what it then means for each digest that is left. Pure.

A plan must say what becomes of every state, activity state and deadline that is not the same in both versions: then no
late entry can ever bring a run into a place the plan knows nothing of (ADR 0012).
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date

from pathways.engine.plan_names import listed, problems_of_names
from pathways.machine.prepared import Prepared, World
from pathways.machine.state import WITHDRAWN
from pathways.messages import say
from pathways.model.migration import Carry, Migration, Move, Plan
from pathways.model.pathway import Deadline, State

_LATER = ("activities", "items", "fields")
"""What plans could not say at first: left out of the id where they do not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FittedPlan:
    """A plan with the digest it comes to, and what an event says for each digest it leaves."""

    id: str
    """Hex SHA-256 over what the plan says."""
    plan: Plan
    target: str
    migrations: Mapping[str, Migration]
    """Digest that is left → what the event says."""
    problems: tuple[str, ...]
    """Why the plan may not be carried out, in words; empty when it may."""


def plan_id(plan: Plan) -> str:
    """Hex SHA-256 over the whole of a plan."""
    said = {key: value for key, value in asdict(plan).items() if value or key not in _LATER}
    told = json.dumps(said, default=_plain, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()


def fit(world: World, plan: Plan, sources: Sequence[str], target: str) -> FittedPlan:
    """Fit ``plan`` to the versions with these digests."""
    new, found = world.prepared(target), plan_id(plan)
    left = {digest: world.prepared(digest) for digest in sources if digest != target}
    problems = dict.fromkeys(problem for old in left.values() for problem in _problems(old, new, plan))
    return FittedPlan(
        id=found,
        plan=plan,
        target=target,
        migrations={digest: _migration(old, plan, found) for digest, old in left.items()},
        problems=tuple(problems),
    )


def joined(one: FittedPlan, other: FittedPlan) -> FittedPlan:
    """One plan for the digests of two that say the same."""
    problems = tuple(dict.fromkeys((*one.problems, *other.problems)))
    return replace(one, migrations={**one.migrations, **other.migrations}, problems=problems)


def bare(plan: Plan) -> Plan:
    """The plan without what it says: what it must say shows in what is wrong with it."""
    return replace(plan, states={}, item_states={}, moves=(), activities={}, items={}, fields={})


def plan_between(old: Prepared, new: Prepared, reason: str) -> Plan:
    """The plan that changes nothing but what must change: every budget is rebudgeted, and all else stays as it is."""
    same = old.pathway.version == new.pathway.version
    return Plan(
        pathway=new.pathway.id,
        source=old.pathway.version,
        target=new.pathway.version,
        target_digest=new.pathway.digest if same else "",
        reason=reason,
        states={},
        item_states={},
        moves=tuple(_own_move(spec, new) for spec in old.pathway.deadlines),
        fields={name: "" for name in old.fields if name not in new.fields},
    )


def _own_move(spec: Deadline, new: Prepared) -> Move:
    after = new.deadlines.get(spec.name)
    if after is None:
        return Move(old=spec.name, new="", carry=Carry.drop)
    keeps = after.within is None or after.every is not None
    return Move(old=spec.name, new=spec.name, carry=Carry.keep if keeps else Carry.rebudget)


def _migration(old: Prepared, plan: Plan, found: str) -> Migration:
    """What the plan names, and ``keep`` for every deadline it leaves out because nothing of it has changed."""
    named = {move.old: move for move in plan.moves}
    moves = tuple(
        named.get(spec.name, Move(old=spec.name, new=spec.name, carry=Carry.keep)) for spec in old.pathway.deadlines
    )
    return Migration(
        plan=found,
        source=old.pathway.digest,
        states=tuple(sorted(plan.states.items())),
        item_states=tuple(
            (activity, before, after)
            for activity, states in sorted(plan.item_states.items())
            for before, after in sorted(states.items())
        ),
        moves=moves,
        activities=tuple(sorted(plan.activities.items())),
        items=tuple(
            (activity, before, after)
            for activity, items in sorted(plan.items.items())
            for before, after in sorted(items.items())
        ),
        fields=tuple(sorted(plan.fields.items())),
    )


def _problems(old: Prepared, new: Prepared, plan: Plan) -> Iterator[str]:
    yield from _of_states(old.states, new.states, plan.states, "")
    yield from problems_of_names(old, new, plan)
    for name, activity in old.activities.items():
        after = new.activities.get(plan.activities.get(name, name))
        if after is not None:
            yield from _of_states(activity.states, after.states, plan.item_states.get(name, {}), f"{name}.")
    yield from _of_deadlines(old, new, plan)


def _of_states(
    old: Mapping[str, State], new: Mapping[str, State], states: Mapping[str, str], within: str
) -> Iterator[str]:
    for before, after in states.items():
        if before not in old:
            yield say("engine.plan_no_state", name=within + before, known=_like(None, old))
        if after not in new:
            yield say("engine.plan_no_new_state", name=within + after, known=_like(old.get(before), new))
    for name, state in old.items():
        to = new.get(states.get(name, name))
        if to is None and name not in states:
            yield say("engine.plan_state_gone", name=within + name, known=_like(state, new))
        elif to is not None and to.end != state.end:
            yield say("engine.plan_end", name=within + name, to=within + to.name)


def _like(state: State | None, new: Mapping[str, State]) -> str:
    """The states that it may become: one that is the end of the run for an end, and the other way round.

    Never that of a run whose beginning was decided anew: no plan can write it.
    """
    return listed(name for name, each in new.items() if name != WITHDRAWN and (state is None or each.end == state.end))


def _of_deadlines(old: Prepared, new: Prepared, plan: Plan) -> Iterator[str]:
    named = {move.old: move for move in plan.moves}
    for name in named:
        if name not in old.deadlines:
            yield say("engine.plan_no_deadline", name=name, known=listed(old.deadlines))
    for name, spec in old.deadlines.items():
        move, same = named.get(name), new.deadlines.get(name)
        if move is not None:
            yield from _of_move(move, spec, new, plan)
        elif same is None:
            yield say("engine.plan_deadline_gone", name=name)
        elif same.per != plan.activities.get(spec.per, spec.per):
            yield say("engine.plan_per", name=name, to=name)
        elif _dates_of(old, spec) != _dates_of(new, same):
            yield from _changed(spec, same)
    taken = [move.new for move in plan.moves if move.new]
    for name in sorted({name for name in taken if taken.count(name) > 1}):
        yield say("engine.plan_twice", name=name)


def _changed(spec: Deadline, after: Deadline) -> Iterator[str]:
    """What may be chosen for a deadline that counts otherwise: only what would not be refused."""
    if (spec.every is None) != (after.every is None):
        yield say("engine.plan_every", name=spec.name)
    elif spec.every is None:
        yield say("engine.plan_deadline_changed", name=spec.name)
    elif _periods_of(spec) != _periods_of(after):
        yield say("engine.plan_every_length", name=spec.name)
    else:
        yield say("engine.plan_every_changed", name=spec.name, times=_times(spec, after))


def _times(spec: Deadline, after: Deadline) -> str:
    """How many are owed in a period before and after, where that is otherwise; else empty."""
    before, now = (0 if each.every is None else each.every.times for each in (spec, after))
    return "" if before == now else say("engine.plan_every_times", before=before, after=now)


def periods_changed(old: Prepared, new: Prepared) -> tuple[str, ...]:
    """What a written plan must say of what is owed otherwise in each period: no budget tells it."""
    both = ((spec, new.deadlines.get(name)) for name, spec in old.deadlines.items() if spec.every is not None)
    there = [
        (spec, after) for spec, after in both if after is not None and _dates_of(old, spec) != _dates_of(new, after)
    ]
    return tuple(problem for spec, after in there for problem in _changed(spec, after))


def _of_move(move: Move, spec: Deadline, new: Prepared, plan: Plan) -> Iterator[str]:
    if move.carry is Carry.drop:
        return
    after = new.deadlines.get(move.new)
    if after is None:
        yield say("engine.plan_no_new_deadline", name=move.new, known=listed(new.deadlines))
    elif (after.every is None) != (spec.every is None):
        yield say("engine.plan_every", name=move.old)
    elif spec.every is not None:
        yield from _of_periods(move, spec, after)
    elif after.per != plan.activities.get(spec.per, spec.per):
        yield say("engine.plan_per", name=move.old, to=move.new)
    elif move.carry is Carry.rebudget and after.within is None:
        yield say("engine.plan_no_budget", name=move.new)


def _of_periods(move: Move, spec: Deadline, after: Deadline) -> Iterator[str]:
    """A period can go on into the next version only where its periods are the same."""
    if move.carry is Carry.rebudget:
        yield say("engine.plan_every_rebudget", name=move.old)
    elif move.carry is Carry.keep and _periods_of(spec) != _periods_of(after):
        yield say("engine.plan_every_length", name=move.old)


def _periods_of(spec: Deadline) -> tuple[object, ...]:
    return spec.within, spec.rule, None if spec.every is None else spec.every.aligned


def _dates_of(prepared: Prepared, spec: Deadline) -> tuple[object, ...]:
    """What decides the dates of a deadline."""
    rule, calendar = prepared.rules[spec.rule], prepared.calendars[spec.calendar].data
    return (
        spec.within,
        spec.until_field,
        spec.anchor,
        spec.on_pause,
        spec.every,
        replace(rule, note="", url=""),
        replace(calendar, title=""),
    )


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else dict(value) if isinstance(value, Mapping) else str(value)
