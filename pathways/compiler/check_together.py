"""Checks a deadline that counts from another run, against every version of that pathway that can have begun its own.

A run is pinned to the version in force when it began, for good. The run that begins another may therefore be pinned to
an older version than the one in force that day, and so may the run that is begun be older than the newest.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from pathways.compiler.draft import Draft
from pathways.compiler.names_read import names_read
from pathways.compiler.problem import Report
from pathways.model.pathway import Deadline, Event, Pathway


def check_together(draft: Draft, deadline: Deadline, known: Mapping[str, Sequence[Draft]], report: Report) -> None:
    """Every version that can begin a run of ``draft`` has the event, and it records what ``only_when`` reads."""
    anchor = deadline.anchor
    own = {name for event in _events(draft.pathway) for name in (*event.records, *event.may_record)}
    own |= {flag for activity in draft.pathway.activities for flag, _ in activity.flags} | {"happened", "code"}
    versions = {name: sorted(each.version for each in found) for name, found in known.items()}
    beginners = [other for other in known[anchor.pathway] if _begins(other.pathway, draft.pathway.id)]
    for other in sorted(beginners or known[anchor.pathway], key=lambda each: each.version):
        if not _together(other, draft, versions):
            continue
        event = next((event for event in other.pathway.events if event.name == anchor.name), None)
        if event is None:
            _tell_missing(draft, deadline, other, report)
            continue
        for name in dict.fromkeys(names_read(deadline.only_when)):
            if name not in {*own, *event.records, *event.may_record}:
                report.add("E321", draft.place("deadlines", deadline.name, "only_when"), field=name)


def _tell_missing(draft: Draft, deadline: Deadline, other: Draft, report: Report) -> None:
    report.add(
        "E522",
        draft.place("deadlines", deadline.name, "from", "event"),
        deadline=deadline.name,
        event=deadline.anchor.name,
        pathway=other.pathway.id,
        version=other.version,
        own=draft.version,
    )


def _together(beginner: Draft, begun: Draft, versions: Mapping[str, Sequence[date]]) -> bool:
    """Whether a run pinned to ``beginner`` can begin one pinned to ``begun``: it began no later than that.

    The earliest version also holds for all days before it.
    """
    if beginner.version == versions[beginner.pathway.id][0]:
        return True
    next_version = next((later for later in versions[begun.pathway.id] if later > begun.version), None)
    return next_version is None or next_version > beginner.version


def _begins(pathway: Pathway, begun: str) -> bool:
    return any(begun in branch.begins for event in pathway.events for branch in event.branches)


def _events(pathway: Pathway) -> list[Event]:
    return [*pathway.events, *(event for activity in pathway.activities for event in activity.events)]
