"""Reads the parts that refer to nothing else in the file: sources, fields, states."""

from collections.abc import Mapping
from enum import StrEnum

from pathways.compiler import tree
from pathways.compiler.context import Context
from pathways.compiler.problem import Report
from pathways.compiler.read_title import title
from pathways.compiler.reading import (
    HYPHENED,
    Thing,
    choice,
    entries,
    flag,
    identifier,
    iso_date,
    keys,
    one,
    some,
    text,
)
from pathways.compiler.tree import Node
from pathways.model.basis import Basis, Certainty, Effect
from pathways.model.pathway import Field, FieldKind, State

SOURCE_MAY = ("law", "document", "url", "read", "valid_from", "valid_to", "note")
STATE_MAY = ("start", "end", "holder", "silent", "mark", "overdue")
ITEM_STATE_MAY = ("start", "end", "holder", "silent")


class Shown(StrEnum):
    """Where a field is shown beside the events that record it."""

    always = "always"


def read_sources(node: Node | None, report: Report) -> Mapping[str, Basis]:
    """Sources by id, in the order of the file."""
    return {name: _source(name, value, report) for name, _, value in entries(node, report, HYPHENED)}


def _source(name: str, node: Node, report: Report) -> Basis:
    found = keys(node, report, must=("effect", "certainty"), may=SOURCE_MAY)
    if found and ("law" in found) == ("document" in found):
        report.add("E602", node.at, name=name)
    return Basis(
        id=name,
        effect=choice(found.get("effect"), Effect, Effect.local, report),
        certainty=choice(found.get("certainty"), Certainty, Certainty.X, report),
        law=text(found.get("law", found.get("document")), report),
        url=text(found.get("url"), report),
        read=iso_date(found.get("read"), report),
        valid_from=iso_date(found.get("valid_from"), report),
        valid_to=iso_date(found.get("valid_to"), report),
        note=text(found.get("note"), report),
    )


def read_fields(node: Node | None, events: tuple[str, ...], context: Context, report: Report) -> Mapping[str, Field]:
    """Fields by name, in the order of the file. ``events``: those of the run."""
    return {name: _field(name, value, events, context, report) for name, _, value in entries(node, report)}


def _field(name: str, node: Node, events: tuple[str, ...], context: Context, report: Report) -> Field:
    found = keys(node, report, must=("title", "kind"), may=("codes", "day_of", "shown"))
    kind = choice(found.get("kind"), FieldKind, FieldKind.text, report)
    if "kind" in found and (kind in (FieldKind.code, FieldKind.codes)) != ("codes" in found):
        report.add("E213", node.at, keys="«codes»", rule="compiler.rule_codes")
    if "kind" in found and kind is not FieldKind.date and "day_of" in found:
        report.add("E215", found["day_of"].at, key="day_of", other=f"kind: {kind.value}")
    if "shown" in found:
        choice(found["shown"], Shown, Shown.always, report)
        if kind is FieldKind.text:
            report.add("E716", found["shown"].at)
    return Field(
        name=name,
        title=title(found.get("title"), report),
        kind=kind,
        code_list=one(found.get("codes"), Thing.code_list, context.code_lists, report),
        day_of=some(found.get("day_of"), Thing.event, events, report),
        always_shown="shown" in found,
    )


def read_states(node: Node | None, report: Report, *, of_activity: bool = False) -> tuple[State, ...]:
    """States of the run, or of the items of an activity; exactly one of them must be the start."""
    states = tuple(_state(name, value, report, of_activity=of_activity) for name, _, value in entries(node, report))
    starts = [state.name for state in states if state.start]
    if isinstance(node, tree.Mapping) and len(starts) != 1:
        at = node.at if not starts else tree.place_of(node, starts[1])
        report.add("E304", at, found=", ".join(f"«{name}»" for name in starts) or "–")
    return states


def _state(name: str, node: Node, report: Report, *, of_activity: bool) -> State:
    found = keys(node, report, must=("title",), may=ITEM_STATE_MAY if of_activity else STATE_MAY)
    ends = flag(found.get("end"), report)
    if found and not ends and not of_activity and "holder" not in found:
        report.add("E203", node.at, keys="«holder»")
    for key in ("start", "holder", "silent", "mark", "overdue"):
        if ends and key in found:
            report.add("E215", found[key].at, key=key, other="end: true")
    if "start" in found and "mark" in found:
        report.add("E215", found["mark"].at, key="mark", other="start: true")
    return State(
        name=name,
        title=title(found.get("title"), report),
        start=flag(found.get("start"), report),
        end=ends,
        holder=identifier(found.get("holder"), report),
        silent=text(found.get("silent"), report),
        mark=flag(found.get("mark"), report),
        overdue=text(found.get("overdue"), report),
    )
