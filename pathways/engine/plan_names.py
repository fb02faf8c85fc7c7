"""Whether a plan finds a place for every activity, fixed item and field of the version it leaves. Pure.

Nothing that somebody may have recorded may be left without one: an item never vanishes, and the values of a field are
dropped only where the plan says so.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from pathways.machine.prepared import Prepared, PreparedActivity
from pathways.messages import say
from pathways.model.migration import Plan


def problems_of_names(old: Prepared, new: Prepared, plan: Plan) -> Iterator[str]:
    """What the plan has wrong, or leaves open, of activities, items and fields; in words."""
    yield from _of_activities(old, new, plan)
    yield from _of_fields(old, new, plan.fields)


def listed(names: Iterable[str]) -> str:
    """Names as a sentence tells them."""
    return ", ".join(names) or say("machine.none")


def _of_activities(old: Prepared, new: Prepared, plan: Plan) -> Iterator[str]:
    for name in sorted({*plan.item_states, *plan.activities, *plan.items} - {*old.activities}):
        yield say("engine.plan_no_activity", name=name, known=listed(old.activities))
    for to in plan.activities.values():
        if to not in new.activities:
            yield say("engine.plan_no_new_activity", name=to, known=listed(new.activities))
    for name in _taken_twice(plan.activities.get(name, name) for name in old.activities):
        yield say("engine.plan_activity_twice", name=name)
    for name, activity in old.activities.items():
        after = new.activities.get(plan.activities.get(name, name))
        if after is not None:
            yield from _of_items(activity, after, plan.items.get(name, {}))
        elif name not in plan.activities:
            yield say("engine.plan_activity_gone", name=name, known=listed(new.activities))


def _of_items(old: PreparedActivity, new: PreparedActivity, renamed: Mapping[str, str]) -> Iterator[str]:
    name, before, after = old.spec.name, [each.id for each in old.spec.items], [each.id for each in new.spec.items]
    if bool(before) != bool(after):
        yield say("engine.plan_items_made", name=name)
        return
    for item, to in renamed.items():
        if item not in before:
            yield say("engine.plan_no_item", activity=name, name=item, known=listed(before))
        if to not in after:
            yield say("engine.plan_no_new_item", activity=name, name=to, known=listed(after))
    for item in before:
        if item not in renamed and item not in after:
            yield say("engine.plan_item_gone", activity=name, name=item, known=listed(after))
    for item in _taken_twice(renamed.get(item, item) for item in before):
        yield say("engine.plan_item_twice", activity=name, name=item)


def _of_fields(old: Prepared, new: Prepared, renamed: Mapping[str, str]) -> Iterator[str]:
    for name, to in renamed.items():
        if name not in old.fields:
            yield say("engine.plan_no_field", name=name, known=listed(old.fields))
        elif to and to not in new.fields:
            yield say("engine.plan_no_new_field", name=to, known=listed(new.fields))
        elif to and _kind(old, name) != _kind(new, to):
            yield say("engine.plan_field_kind", name=name, to=to)
    for name in old.fields:
        if name not in renamed and name not in new.fields:
            yield say("engine.plan_field_gone", name=name, known=listed(new.fields))
    for name in _taken_twice(to for name in old.fields if (to := renamed.get(name, name))):
        yield say("engine.plan_field_twice", name=name)


def _kind(prepared: Prepared, name: str) -> tuple[object, str]:
    return prepared.fields[name].kind, prepared.fields[name].code_list


def _taken_twice(names: Iterable[str]) -> list[str]:
    return sorted(name for name, times in Counter(names).items() if times > 1)
