"""Checks definitions against each other: what begins what, signals, anchors in other runs, versions of one id."""

from collections.abc import Iterable, Mapping

from pathways.compiler.draft import Draft
from pathways.compiler.names_read import names_read
from pathways.compiler.problem import Report
from pathways.compiler.reading import Thing
from pathways.model.pathway import Branch, Deadline, Event, Pathway

Path = tuple[str | int, ...]


def check_links(drafts: tuple[Draft, ...], report: Report) -> None:
    """Everything that names another definition."""
    known: dict[str, list[Draft]] = {}
    for draft in drafts:
        known.setdefault(draft.pathway.id, []).append(draft)
    _check_versions(known, report)
    begun, signalled = beginners(drafts), _signalled(drafts)
    for draft in drafts:
        for event, path in all_events(draft.pathway):
            _check_event(draft, event, path, known, signalled, report)
        _check_anchors(draft, known, report)
        starts = any(event.start for event in draft.pathway.events)
        if not starts and draft.pathway.events and draft.pathway.id not in begun:
            report.add("E323", draft.place("pathway"))


def beginners(drafts: Iterable[Draft]) -> Mapping[str, frozenset[str]]:
    """Pathway id → ids of the pathways that begin runs of it."""
    found: dict[str, frozenset[str]] = {}
    for draft in drafts:
        for event, _ in all_events(draft.pathway):
            for name in (name for branch in event.branches for name in branch.begins):
                found[name] = found.get(name, frozenset()) | {draft.pathway.id}
    return found


def all_events(pathway: Pathway) -> list[tuple[Event, Path]]:
    """Events of the run and of activities, each with its path in the source."""
    found: list[tuple[Event, Path]] = [(event, ("events", event.name)) for event in pathway.events]
    for activity in pathway.activities:
        found += [(event, ("activities", activity.name, "events", event.name)) for event in activity.events]
    return found


def _signalled(drafts: Iterable[Draft]) -> frozenset[tuple[str, str]]:
    branches = (branch for draft in drafts for event, _ in all_events(draft.pathway) for branch in event.branches)
    return frozenset((signal.pathway, signal.event) for branch in branches for signal in branch.signals)


def _check_versions(known: Mapping[str, list[Draft]], report: Report) -> None:
    for name, versions in known.items():
        seen: dict[object, Draft] = {}
        for draft in versions:
            first = seen.setdefault(draft.version, draft)
            if first is not draft:
                at = draft.place("version")
                report.add("E216", at, pathway=name, version=draft.version, other=first.pathway.origin)


def _check_event(
    draft: Draft,
    event: Event,
    path: Path,
    known: Mapping[str, list[Draft]],
    signalled: frozenset[tuple[str, str]],
    report: Report,
) -> None:
    for branch, at in _branches(event, path):
        for pathway in branch.begins:
            if pathway not in known:
                report.add_unknown(draft.place(*at, "begins"), Thing.pathway, pathway, tuple(known))
        for signal in branch.signals:
            _check_target(draft, signal.pathway, signal.event, (*at, "signals"), known, report)
    is_heard = len(path) == 2 and (draft.pathway.id, event.name) in signalled
    if not event.by and (event.start or not is_heard):
        report.add("E309", draft.place(*path, "by"), event=event.name)
    if event.by and not is_heard:
        return
    needs = [key for key, is_needed in _needs(event) if is_needed]
    if needs:
        at = draft.place(*path, needs[0])
        report.add("E319", at, event=event.name, needs=", ".join(f"«{key}»" for key in needs))


def _branches(event: Event, path: Path) -> list[tuple[Branch, Path]]:
    if len(event.branches) == 1 and event.branches[0].when is None:
        return [(event.branches[0], path)]
    return [(branch, (*path, "to", index)) for index, branch in enumerate(event.branches)]


def _needs(event: Event) -> tuple[tuple[str, bool], ...]:
    """What a signal cannot give."""
    reason = event.reason.text_required or event.reason.codes_required
    return ("records", bool(event.records)), ("reason", reason), ("decision", event.decision)


def _check_target(
    draft: Draft, pathway: str, event: str, path: Path, known: Mapping[str, list[Draft]], report: Report
) -> None:
    if pathway not in known:
        report.add_unknown(draft.place(*path), Thing.pathway, pathway, tuple(known))
        return
    events = tuple(dict.fromkeys(e.name for other in known[pathway] for e in other.pathway.events))
    if event not in events:
        report.add_unknown(draft.place(*path), Thing.event, event, events)


def _check_anchors(draft: Draft, known: Mapping[str, list[Draft]], report: Report) -> None:
    for deadline in draft.pathway.deadlines:
        if deadline.anchor.pathway:
            path: Path = ("deadlines", deadline.name, "from", "event")
            _check_target(draft, deadline.anchor.pathway, deadline.anchor.name, path, known, report)
            _check_read_there(draft, deadline, known, report)


def _check_read_there(draft: Draft, deadline: Deadline, known: Mapping[str, list[Draft]], report: Report) -> None:
    """What ``only_when`` reads is recorded in the own run, or by the event elsewhere that the deadline counts from."""
    anchor = deadline.anchor
    there = [e for other in known.get(anchor.pathway, ()) for e in other.pathway.events if e.name == anchor.name]
    events = [*there, *(event for event, _ in all_events(draft.pathway))]
    recorded = {name for event in events for name in (*event.records, *event.may_record)}
    flags = {flag for activity in draft.pathway.activities for flag, _ in activity.flags}
    for name in dict.fromkeys(names_read(deadline.only_when)):
        if name not in recorded | flags | {"happened", "code"}:
            report.add("E321", draft.place("deadlines", deadline.name, "only_when"), field=name)
