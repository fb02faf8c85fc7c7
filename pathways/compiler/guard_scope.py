"""What guards may read at one spot of a definition: names with their types and code lists, activities, rules."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from pathways.compiler.names import ActivityNames, Names
from pathways.model.counting import CountingRule
from pathways.model.expression import Type
from pathways.model.pathway import Activity, Code, CodeList, FieldKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A name a guard may use. ``code_list`` is None where its list is missing, or it holds no code."""

    type: Type
    code_list: CodeList | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardScope:
    """What guards at one spot may read: names with types, activities with their states, counting rules."""

    known: Mapping[str, Known]
    sealed: tuple[str, ...]
    """Fields of kind text, which no guard may read."""
    activities: Mapping[str, ActivityNames]
    rules: Mapping[str, CountingRule]
    events: tuple[str, ...] = ()
    """Events of the run."""
    switches: Mapping[str, bool] | None = None
    """The local switches; None where no guard may ask one."""


def run_scope(names: Names) -> GuardScope:
    """What guards of the run may read."""
    lists = names.context.code_lists
    readable = [field for field in names.fields.values() if field.kind is not FieldKind.text]
    known = {field.name: Known(type=Type(field.kind.value), code_list=lists.get(field.code_list)) for field in readable}
    return GuardScope(
        known={**known, "happened": Known(type=Type.date, code_list=None)},
        sealed=tuple(field.name for field in names.fields.values() if field.kind is FieldKind.text),
        activities=names.activities,
        rules=names.context.rules,
        events=names.events,
        switches=names.context.settings.flags,
    )


def item_scope(names: Names, activity: Activity) -> GuardScope:
    """What guards of an activity and of its deadlines may read besides: the item's code, and its flags."""
    outer = run_scope(names)
    field = names.fields.get(activity.each_field)
    code_list = names.context.code_lists.get(field.code_list) if field else _items_as_codes(activity)
    flags = {flag: Known(type=Type.flag, code_list=None) for flag in names.activities[activity.name].flags}
    return GuardScope(
        known={**outer.known, **flags, "code": Known(type=Type.code, code_list=code_list)},
        sealed=outer.sealed,
        activities=outer.activities,
        rules=outer.rules,
        events=outer.events,
        switches=outer.switches,
    )


def any_item_scope(names: Names) -> GuardScope:
    """What guards may read beside an activity nobody knows: whatever those of any activity may."""
    outer = run_scope(names)
    flags = {flag for activity in names.activities.values() for flag in activity.flags}
    items = dict.fromkeys(flags, Known(type=Type.flag, code_list=None))
    return replace(outer, known={**outer.known, **items, "code": Known(type=Type.code, code_list=None)})


def first_value_scope(names: Names, activity: Activity) -> GuardScope:
    """What the first value of an item's flag may read: the item's code alone."""
    code = item_scope(names, activity).known["code"]
    return GuardScope(known={"code": code}, sealed=(), activities={}, rules={})


def _items_as_codes(activity: Activity) -> CodeList | None:
    if not activity.items:
        return None
    codes = tuple(Code(code=item.id, title=item.title, valid_from=None, valid_to=None) for item in activity.items)
    return CodeList(id=activity.name, title=activity.title, version="", source="", local=True, codes=codes)
