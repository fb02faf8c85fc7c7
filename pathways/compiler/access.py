"""Reads the access table: rows of roles, relations, actions and what is seen. What stands in no row is refused."""

import hashlib
from enum import StrEnum
from typing import TypeVar

from pathways.compiler.problem import Report
from pathways.compiler.reading import UNKNOWN, Thing, entries, keys, reference, scalars, text
from pathways.compiler.source import parse
from pathways.compiler.tree import Node
from pathways.model.local_settings import LocalSettings
from pathways.model.policy import (
    ANY,
    ONLY_WITHOUT_CASE,
    OPERATOR,
    SYSTEM_ROLE,
    WITHOUT_CASE,
    Action,
    Facet,
    Policy,
    Relation,
    Row,
    table,
)

FILE = "access.yaml"
NO_TABLE = Policy()
"""Where there is no table: everything is refused."""

Word = TypeVar("Word", bound=StrEnum)

_READING = (Action.case_read, Action.case_list)


def read_access(source: str | None, file: str, settings: LocalSettings, report: Report) -> Policy:
    """The table written in ``source``; none where there is no such file."""
    root = None if source is None else parse(source, file, report)
    if source is None or root is None:
        return NO_TABLE
    found = keys(root, report, must=("rows",))
    known = (*settings.roles, ANY, OPERATOR, SYSTEM_ROLE)
    rows = tuple(_row(name, node, known, report) for name, _, node in entries(found.get("rows"), report))
    if not any(Action.people_write in row.actions for row in rows):
        report.add("E923", root.at, action=Action.people_write.value)
    return table(rows, digest=hashlib.sha256(source.encode()).hexdigest(), text=source)


def _row(name: str, node: Node, known: tuple[str, ...], report: Report) -> Row:
    given = keys(node, report, must=("why", "roles", "relation", "may"), may=("sees",))
    actions = _words(given.get("may"), Action, "E920", report)
    relations = _words(given.get("relation"), Relation, "E921", report)
    facets = _words(given.get("sees"), Facet, "E922", report)
    _check_relations(given.get("relation"), actions, report)
    if "may" in given and any(action in _READING for action in actions) and Facet.course not in facets:
        report.add("E925", node.at, row=name, facet=Facet.course.value)
    return Row(
        name=name,
        why=text(given.get("why"), report),
        roles=_roles(given.get("roles"), known, report),
        relations=tuple(relations),
        actions=tuple(actions),
        facets=tuple(facets),
    )


def _roles(node: Node | None, known: tuple[str, ...], report: Report) -> tuple[str, ...]:
    found = (reference(scalar, Thing.role, known, report) for scalar in scalars(node, report))
    return tuple(role for role in found if role != UNKNOWN)


def _words(node: Node | None, kind: type[Word], code: str, report: Report) -> list[Word]:
    """Words of an enumeration, one or a list; each that is none is reported with what comes closest."""
    allowed = tuple(member.value for member in kind)
    found: list[Word] = []
    for scalar in scalars(node, report):
        if scalar.text in allowed:
            found.append(kind(scalar.text))
            continue
        meant = report.meant(scalar.text, allowed)
        hint = "compiler.hint_did_you_mean" if meant else "compiler.hint_known"
        report.add(code, scalar.at, hint=hint, name=scalar.text, meant=meant, known=", ".join(allowed))
    return found


def _check_relations(node: Node | None, actions: list[Action], report: Report) -> None:
    """An action is granted by a relation that it can have: none for what concerns a case would be every case."""
    for scalar in scalars(node, Report()):
        for action in actions:
            fits = action in WITHOUT_CASE if scalar.text == Relation.none else action not in ONLY_WITHOUT_CASE
            if scalar.text in tuple(Relation) and not fits:
                report.add("E924", scalar.at, action=action.value, relation=scalar.text)
