"""Checks what deadlines rest on: law with paragraph, address and day of reading; nothing local dressed up as law."""

from itertools import chain

from pathways.compiler.draft import Draft
from pathways.compiler.problem import Report
from pathways.compiler.reading import NO_DATE, UNKNOWN
from pathways.compiler.tree import Node, Place, keys_at, place_of
from pathways.model.basis import BINDING, Basis, Certainty

LOCAL = "lokal"
PARAGRAPH = "§"


def check_sources(draft: Draft, report: Report) -> None:
    """Every source, then whether each deadline's source is in force when the definition is."""
    for source in draft.pathway.sources:
        check_source(draft.root, source, report)
    version = draft.pathway.version
    deadlines = draft.pathway.deadlines
    of_most = ((d, d.at_most.basis, ("at_most", "basis")) for d in deadlines if d.at_most)
    for deadline, basis, path in chain(((d, d.basis, ("basis",)) for d in deadlines), of_most):
        too_new = basis.valid_from is not None and basis.valid_from > version
        too_old = basis.valid_to is not None and basis.valid_to < version
        if (too_new or too_old) and basis.id != UNKNOWN and version != NO_DATE:
            at = draft.place("deadlines", deadline.name, *path)
            report.add("E605", at, deadline=deadline.name, source=basis.id, version=version)


def check_source(root: Node, source: Basis, report: Report) -> None:
    """One source of the file whose tree ``root`` is."""

    def place(*path: str) -> Place:
        return place_of(root, "sources", source.id, *path)

    if source.url and not source.url.startswith(("https://", "http://")):
        report.add("E606", place("url"), url=source.url)
    if source.valid_from and source.valid_to and source.valid_to < source.valid_from:
        report.add("E804", place("valid_to"), first=source.valid_from, last=source.valid_to)
    if source.effect not in BINDING:
        return
    written = keys_at(root, "sources", source.id)
    missing = [key for key in ("law", "url", "read") if key not in written]
    if missing:
        keys = ", ".join(f"«{key}»" for key in missing)
        report.add("E601", place(), source=source.id, effect=source.effect.value, keys=keys)
    elif source.law and _is_local(source):
        report.add("E603", place("law"), source=source.id, effect=source.effect.value)
    if source.certainty is Certainty.X and "certainty" in written:
        report.add("E604", place("certainty"), source=source.id, effect=source.effect.value)


def _is_local(source: Basis) -> bool:
    names = (source.id, source.law.lower())
    return PARAGRAPH not in source.law or any(name.startswith(LOCAL) for name in names)
