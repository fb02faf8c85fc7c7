"""Checks definitions against each other: what begins what, signals, anchors in other runs, versions of one id."""

from collections.abc import Iterable, Mapping

from pathways.compiler.check_sharing import check_one_service
from pathways.compiler.check_together import check_together
from pathways.compiler.draft import Draft
from pathways.compiler.problem import Report
from pathways.compiler.read_events import APPROVAL
from pathways.compiler.reading import Thing
from pathways.model.pathway import Branch, Event, Pathway

Path = tuple[str | int, ...]


def check_links(drafts: tuple[Draft, ...], unread: frozenset[str], report: Report) -> None:
    """Everything that names another definition.

    ``unread``: ids of pathways that could not be read, or not in full. What others say of them is left unjudged.
    """
    known: dict[str, list[Draft]] = {}
    for draft in drafts:
        known.setdefault(draft.pathway.id, []).append(draft)
    _check_versions(known, report)
    _check_prefixes(drafts, report)
    begun, signalled = beginners(drafts), _signalled(drafts)
    for draft in drafts:
        others = unread - {draft.pathway.id}
        for event, path in all_events(draft.pathway):
            _check_event(draft, event, path, (known, others), signalled, report)
        _check_anchors(draft, (known, others), report)
        starts = any(event.start for event in draft.pathway.events)
        if not starts and draft.pathway.events and draft.pathway.id not in begun and not others:
            report.add("E323", draft.place("pathway"))


Others = tuple[Mapping[str, list[Draft]], frozenset[str]]
"""What was read, by pathway id, and the ids of other pathways that were not, or not in full."""


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


def _check_prefixes(drafts: tuple[Draft, ...], report: Report) -> None:
    """One prefix, one service: the number of a case tells whose it is."""
    first: dict[str, Draft] = {}
    for draft in drafts:
        pathway = draft.pathway
        other = first.setdefault(pathway.case_prefix, draft).pathway
        if pathway.case_prefix and pathway.service and other.service and pathway.service != other.service:
            at = draft.place("case_prefix")
            report.add("E327", at, prefix=pathway.case_prefix, service=other.service, other=other.origin)


def _check_event(
    draft: Draft,
    event: Event,
    path: Path,
    others: Others,
    signalled: frozenset[tuple[str, str]],
    report: Report,
) -> None:
    known, unread = others
    for branch, at in _branches(event, path):
        for pathway in branch.begins:
            if pathway not in known and pathway not in unread:
                report.add_unknown(draft.place(*at, "begins"), Thing.pathway, pathway, tuple(known))
            check_one_service(draft, pathway, draft.place(*at, "begins"), known, report)
        for signal in branch.signals:
            _check_target(draft, signal.pathway, signal.event, (*at, "signals"), others, report)
            check_one_service(draft, signal.pathway, draft.place(*at, "signals"), known, report)
    is_heard = len(path) == 2 and (draft.pathway.id, event.name) in signalled
    if not event.by and (event.start or not (is_heard or (unread and len(path) == 2))):
        report.add("E309", draft.place(*path, "by"), event=event.name)
    if event.approved_by and event.by and is_heard:
        report.add("E554", draft.place(*path, APPROVAL), event=event.name)
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


def _check_target(draft: Draft, pathway: str, event: str, path: Path, others: Others, report: Report) -> bool:
    """Whether the event of the other pathway is there in some version; what is not is told, unless it was not read."""
    known, unread = others
    if pathway not in known:
        if pathway not in unread:
            report.add_unknown(draft.place(*path), Thing.pathway, pathway, tuple(known))
        return False
    events = tuple(dict.fromkeys(e.name for other in known[pathway] for e in other.pathway.events))
    if event not in events and pathway not in unread:
        report.add_unknown(draft.place(*path), Thing.event, event, events)
    return event in events


def _check_anchors(draft: Draft, others: Others, report: Report) -> None:
    known, unread = others
    for deadline in draft.pathway.deadlines:
        anchor = deadline.anchor
        path: Path = ("deadlines", deadline.name, "from", "event")
        is_there = anchor.pathway and _check_target(draft, anchor.pathway, anchor.name, path, others, report)
        if is_there and anchor.pathway not in unread:
            check_together(draft, deadline, known, report)
