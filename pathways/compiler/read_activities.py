"""Reads activities: items or one per recorded code, their states and events, their flags."""

from dataclasses import replace

from pathways.compiler import tree
from pathways.compiler.guard_scope import first_value_scope, item_scope
from pathways.compiler.guards import guard
from pathways.compiler.names import Names
from pathways.compiler.problem import Report
from pathways.compiler.read_events import EventPlace, read_events
from pathways.compiler.read_title import title
from pathways.compiler.read_words import read_states
from pathways.compiler.reading import Keys, Thing, entries, keys, one, some
from pathways.compiler.tree import Node
from pathways.model.expression import Expression
from pathways.model.pathway import Activity, FieldKind, Item

ACTIVITY_MAY = ("items", "each", "open_in", "flags")


def read_activities(node: Node | None, names: Names, report: Report) -> tuple[Activity, ...]:
    """The activities, in the order of the file."""
    return tuple(_activity(name, value, names, report) for name, _, value in entries(node, report))


def _activity(name: str, node: Node, names: Names, report: Report) -> Activity:
    found = keys(node, report, must=("title", "states", "events"), may=ACTIVITY_MAY)
    if found and ("items" in found) == ("each" in found):
        report.add("E213", node.at, keys="«items», «each»", rule="compiler.rule_one_of")
    each_event, each_field = _each(found.get("each"), names, report)
    bare = Activity(
        name=name,
        title=title(found.get("title"), report),
        items=_items(found.get("items"), report),
        each_event=each_event,
        each_field=each_field,
        open_in=some(found.get("open_in"), Thing.state, names.states, report),
        states=read_states(found.get("states"), report, of_activity=True),
        events=(),
        flags=(),
    )
    where = EventPlace(
        names=names,
        states=names.activities[name].states,
        scope=item_scope(names, bare),
        of_activity=True,
    )
    events = read_events(found.get("events"), where, report)
    return replace(bare, events=events, flags=_flags(found, bare, names, report))


def _items(node: Node | None, report: Report) -> tuple[Item, ...]:
    return tuple(Item(id=name, title=title(value, report)) for name, _, value in entries(node, report))


def _each(node: Node | None, names: Names, report: Report) -> tuple[str, str]:
    """The event and the field of codes that make the items."""
    if node is None:
        return "", ""
    found = keys(node, report, must=("event", "field"))
    event = one(found.get("event"), Thing.event, names.events, report)
    name = one(found.get("field"), Thing.field, names.fields, report)
    field = names.fields.get(name)
    if field and field.kind is not FieldKind.codes:
        report.add("E701", tree.place_of(node, "field"), name=name, kind=field.kind.value)
    return event, name


def _flags(found: Keys, activity: Activity, names: Names, report: Report) -> tuple[tuple[str, Expression], ...]:
    scope = first_value_scope(names, activity)
    flags = []
    for name, at, value in entries(found.get("flags"), report):
        field = names.fields.get(name)
        if field is None or field.kind is not FieldKind.flag:
            report.add("E707", at, name=name)
        flags.append((name, guard(value, scope, report)))
    return tuple(flags)
