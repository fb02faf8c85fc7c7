"""What a definition leaves to the place: which local periods and switches it names, and what is not set yet.

A deadline whose local period is empty is a slot: it is read and checked, shown as not set, and never begins.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from pathways.compiler import tree
from pathways.compiler.names import Names
from pathways.compiler.problem import Report
from pathways.compiler.reading import NO_PERIOD, UNKNOWN, Thing, period
from pathways.compiler.tree import Node, Scalar
from pathways.model.basis import BINDING
from pathways.model.counting import Period
from pathways.model.local_choice import LocalChoice
from pathways.model.local_settings import LocalSettings
from pathways.model.pathway import AnchorKind, Deadline, Timed

PREFIX = "lokal/"
"""What every name of a local setting begins with."""

_ASKED = re.compile(r"\blocal\s*\(\s*\"([^\"]*)\"")
"""A switch in the text of a guard."""

_GUARDS = ("when", "only_when")


def period_or_name(node: Node | None, names: Names, report: Report) -> tuple[Period | None, str]:
    """A period as it is written; or what the local one of that name is, and its name. None: it is not set."""
    if not isinstance(node, Scalar) or not node.text.startswith(PREFIX):
        return period(node, report), ""
    known = names.context.settings.periods
    if node.text not in known:
        report.add_unknown(node.at, Thing.period, node.text, tuple(known))
        return NO_PERIOD, ""
    return known[node.text], node.text


def refuse_binding(deadlines: Iterable[Deadline], root: Node, report: Report) -> None:
    """What binds by law is as long as the law says, and nobody chooses that."""
    for deadline in deadlines:
        if deadline.local_period and deadline.basis.effect in BINDING:
            key = ("within",) if deadline.every is None else ("every", "period")
            at = tree.place_of(root, "deadlines", deadline.name, *key)
            report.add("E711", at, deadline=deadline.name, name=deadline.local_period, source=deadline.basis.id)


def parted(
    deadlines: tuple[Deadline, ...], timed: tuple[Timed, ...], root: Node, report: Report
) -> tuple[tuple[Deadline, ...], tuple[Deadline, ...], tuple[Timed, ...]]:
    """The deadlines that can begin, the slots, and the timed transitions. Nothing of those may wait for a slot."""
    slots = {deadline.name: deadline for deadline in deadlines if deadline.is_slot}

    def waits(name: str, slot: str, *path: str) -> bool:
        found = slots.get(slot)
        if found is not None:
            report.add("E713", tree.place_of(root, *path), name=name, deadline=slot, period=found.local_period)
        return found is not None

    begun = [
        replace(each, anchor=replace(each.anchor, name=UNKNOWN))
        if each.anchor.kind is AnchorKind.deadline
        and waits(each.name, each.anchor.name, "deadlines", each.name, "from")
        else each
        for each in deadlines
        if not each.is_slot
    ]
    kept = [
        replace(each, deadline=UNKNOWN) if waits(each.name, each.deadline, "timed", each.name, "when_passed") else each
        for each in timed
    ]
    return tuple(begun), tuple(slots.values()), tuple(kept)


def choices(root: tree.Mapping, deadlines: Iterable[Deadline], settings: LocalSettings) -> tuple[LocalChoice, ...]:
    """Every local period and switch that the definition names and that there is, in the order of the file."""
    used: dict[str, list[str]] = {}
    for deadline in deadlines:
        if deadline.local_period:
            used.setdefault(deadline.local_period, []).append(deadline.name)
    for part in ("events", "deadlines", "activities"):
        node = root.get(part)
        for entry in node.entries if isinstance(node, tree.Mapping) else ():
            for name in dict.fromkeys(_asked(entry.value)):
                used.setdefault(name, []).append(entry.key.text)
    values: dict[str, Period | bool | None] = {**settings.periods, **settings.flags}
    return tuple(
        LocalChoice(name=name, value=values[name], used_by=tuple(by)) for name, by in used.items() if name in values
    )


def asks_locally(root: Node, deadline: str) -> bool:
    """Whether a local switch decides if the deadline begins."""
    node: Node | None = root
    for step in ("deadlines", deadline):
        node = node.get(step) if isinstance(node, tree.Mapping) else None
    return node is not None and any(_asked(node))


def _asked(node: Node, key: str = "") -> Iterator[str]:
    if isinstance(node, tree.Mapping):
        for entry in node.entries:
            yield from _asked(entry.value, entry.key.text)
    elif isinstance(node, tree.Sequence):
        for item in node.items:
            yield from _asked(item, key)
    elif key in _GUARDS:
        yield from _ASKED.findall(node.text)
