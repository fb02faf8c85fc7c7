"""What is known of the persons of a case, as people and programs read it."""

from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from pathways.cli.output import one_line, tell, tell_rows
from pathways.cli.when import json_moment, write_short_moment
from pathways.counting.oslo import parse_date
from pathways.counting.telling import write_short
from pathways.identity.fields import FIELDS, Takes, class_of
from pathways.messages import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pathways.engine.persons import Sheltered, Shown, Version
    from pathways.store.persons import Hit


def subject_told(subject: str) -> str:
    """Who is meant: ``Forelder 1``."""
    who, _, number = subject.partition("_")
    return say(f"identity.subject_{who}", number=number)


def tell_persons(case_id: str, shown: "Shown", today: date, *, history: bool) -> None:
    """The newest of each field by person; with ``history`` what it said before, why that was wrong, and by whom.

    Protected addresses come first, for those who may see them.
    """
    versions = shown.versions
    if not versions and not shown.sheltered:
        tell(say("cli.person.none", case=case_id))
        return
    tell(say("cli.person.heading", case=case_id))
    for each in shown.sheltered or ():
        tell(_sheltered_told(each, today), style="bold red" if each.protection.expired(today) else "bold")
    for subject, own in groupby(versions, key=lambda each: each.opened.subject):
        tell()
        tell(subject_told(subject), style="bold")
        for field, of_field in groupby(own, key=lambda each: each.opened.field):
            every = list(of_field)
            label = say(f"identity.field_{field}")
            tell_rows([(label, _value(every[-1]))], fixed=(0,))
            if history:
                _tell_story(every)
            elif len(every) > 1:
                tell_rows([(say("cli.person.corrected", count=len(every) - 1),)], indent=4)


def _tell_story(every: "Sequence[Version]") -> None:
    """Each version, oldest first: when, by whom, what, and why the one before it was wrong."""
    for each in every:
        when, why = write_short_moment(each.by.recorded_at), one_line(each.opened.why)
        tell_rows([(when, each.by.actor.user, _value(each))], indent=4, fixed=(0, 1))
        if why:
            tell_rows([(say("cli.person.because", why=why),)], indent=6)


def _value(version: "Version") -> str:
    value = version.opened.value
    if value is None:
        return say("cli.person.destroyed")
    if FIELDS[version.opened.field].takes is Takes.date:
        return write_short(parse_date(value))
    return value


def _sheltered_told(each: "Sheltered", today: date) -> str:
    protection = each.protection
    ends = "ended" if protection.expired(today) else "until"
    return say(
        f"cli.contact.{ends}",
        who=subject_told(each.subject),
        grade=say(f"identity.grade_{protection.grade.value}", towards=", ".join(map(subject_told, protection.towards))),
        by=one_line(protection.decided_by),
        since=write_short(protection.since),
        until=write_short(protection.until),
    )


def persons_document(case_id: str, shown: "Shown", today: date, *, history: bool) -> dict[str, object]:
    """The same as JSON."""
    told = []
    places = groupby(shown.versions, key=lambda each: (each.opened.subject, each.opened.field))
    for (subject, field), of_field in places:
        every = [_version(each) for each in of_field]
        entry: dict[str, object] = {"subject": subject, "field": field, "class": class_of(subject, field).value}
        told.append({**entry, **every[-1], **({"history": every[:-1]} if history else {})})
    document: dict[str, object] = {"schema": "pathways.person/1", "case_id": case_id, "fields": told}
    if shown.sheltered is not None:
        document["protections"] = [_sheltered_json(each, today) for each in shown.sheltered]
    return document


def _sheltered_json(each: "Sheltered", today: date) -> dict[str, object]:
    return {
        "subject": each.subject,
        "grade": each.protection.grade.value,
        "decided_by": each.protection.decided_by,
        "since": each.protection.since.isoformat(),
        "until": each.protection.until.isoformat(),
        "towards": list(each.protection.towards),
        "ended": each.protection.expired(today),
        "seq": each.opened.seq,
    }


def _version(each: "Version") -> dict[str, object]:
    return {
        "value": each.opened.value,
        "version": each.opened.version,
        "seq": each.opened.seq,
        "recorded_at": json_moment(each.by.recorded_at),
        "user": each.by.actor.user,
        "reason": each.opened.why or None,
    }


def tell_hits(hits: "Sequence[Hit]") -> None:
    """Where somebody was found; nowhere reads the same whether there is nothing or nothing that may be seen."""
    if not hits:
        tell(say("cli.person.nobody"))
    tell_rows([(hit.case_id, subject_told(hit.subject)) for hit in hits], fixed=(0,))


def hits_document(field: str, hits: "Sequence[Hit]") -> dict[str, object]:
    """The same as JSON."""
    found = [{"case_id": hit.case_id, "subject": hit.subject} for hit in hits]
    return {"schema": "pathways.person-search/1", "field": field, "found": found}
