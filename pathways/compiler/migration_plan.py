"""Reads the plan of a migration from YAML. Whether it fits the two versions is for ``pathways.engine.plans`` to say."""

from collections.abc import Iterator, Mapping
from datetime import date

from pathways.compiler import tree
from pathways.compiler.problem import Report
from pathways.compiler.reading import choice, entries, identifier, iso_date, keys, text
from pathways.compiler.source import parse
from pathways.compiler.support import require_no_problems
from pathways.compiler.tree import Node, Place
from pathways.model.migration import Carry, Move, Plan

_NO_DATE = date(1, 1, 1)

_DROP = Carry.drop.value
"""In place of the new name of a field: its values are not carried over."""


def read_plan(written: str, file: str) -> Plan:
    """The plan that ``written`` holds. Raises: DefinitionError with every problem, located in ``file``."""
    report = Report()
    root = parse(written, file, report)
    plan = None if root is None else _plan(root, report)
    require_no_problems(report)
    if plan is None:
        raise AssertionError(file)
    return plan


def reason_at(written: str, file: str) -> Place:
    """Where the reason of a plan stands; the beginning of the file where there is none."""
    root = parse(written, file, Report())
    found = root.entries if isinstance(root, tree.Mapping) else ()
    return next((entry.value.at for entry in found if entry.key.text == "reason"), Place(file, 1, 1))


def _plan(root: Node, report: Report) -> Plan:
    must, may = ("pathway", "from", "to", "reason"), ("states", "activities", "deadlines", "fields")
    found = keys(root, report, must=must, may=may)
    activities = dict(_activities(found.get("activities"), report))
    return Plan(
        pathway=identifier(found.get("pathway"), report),
        source=iso_date(found.get("from"), report) or _NO_DATE,
        target=iso_date(found.get("to"), report) or _NO_DATE,
        target_digest="",
        reason=text(found.get("reason"), report),
        states=_renamed(found.get("states"), report),
        item_states={name: _renamed(each.get("states"), report) for name, each in activities.items()},
        moves=tuple(_moves(found.get("deadlines"), report)),
        activities={name: identifier(each["to"], report) for name, each in activities.items() if "to" in each},
        items={name: _renamed(each["items"], report) for name, each in activities.items() if "items" in each},
        fields={old: "" if new == _DROP else new for old, new in _renamed(found.get("fields"), report).items()},
    )


def _renamed(node: Node | None, report: Report) -> Mapping[str, str]:
    return {old: identifier(new, report) for old, _, new in entries(node, report)}


def _activities(node: Node | None, report: Report) -> Iterator[tuple[str, Mapping[str, Node]]]:
    for name, _, value in entries(node, report):
        yield name, keys(value, report, must=(), may=("to", "states", "items"))


def _moves(node: Node | None, report: Report) -> Iterator[Move]:
    for old, _, value in entries(node, report):
        if isinstance(value, tree.Mapping):
            found = keys(value, report, must=("carry", "to"))
            new = identifier(found.get("to"), report)
            yield Move(old=old, new=new, carry=choice(found.get("carry"), Carry, Carry.keep, report))
        else:
            carry = choice(value, Carry, Carry.keep, report)
            yield Move(old=old, new="" if carry is Carry.drop else old, carry=carry)
