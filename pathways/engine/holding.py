"""Reads who has which cases, and what falls between: through the reading door, over open cases alone."""

from collections.abc import Iterator, Sequence
from datetime import date

from pathways.engine.every_case import LeftOut, ListedCase
from pathways.engine.gaps import CaseGaps, gap_of_intake, gaps_of
from pathways.engine.people import People
from pathways.engine.reading import BATCH, Reader
from pathways.engine.signal_gaps import gaps_of_messages, of_ended_cases
from pathways.machine.assigned import Assignment, NothingDue, assignments, nothing_due
from pathways.model.organisation import Holder
from pathways.model.record import Kind, Record
from pathways.store import events, heads
from pathways.store.database import Database

ABOUT = (Kind.assignment, Kind.nothing_due)


def every_gap(  # noqa: PLR0913 (who reads, of whom, and when)
    reader: Reader,
    purpose: str,
    information: str,
    people: People,
    today: date,
    *,
    service: str | None = None,
    held_by: Holder | None = None,
) -> Iterator[CaseGaps | LeftOut]:
    """Every open case that has a gap. Logged as one reading of all; whoever shows one logs that.

    Raises: as ``Reader.every_case``.
    """
    batch: list[ListedCase] = []
    found = reader.every_case(purpose, information, service=service, held_by=held_by, open_only=True)
    for case in found:
        if isinstance(case, LeftOut):
            yield case
            continue
        batch.append(case)
        if len(batch) == BATCH:
            yield from _gaps(reader, batch, people, today)
            batch.clear()
    yield from _gaps(reader, batch, people, today)
    yield from of_ended_cases(reader, people, service=service, held_by=held_by)


def held_by_person(database: Database, person: str) -> tuple[str, ...]:
    """The open cases that a person has, sorted."""
    found: list[str] = []
    with database.read() as conn:
        key = None
        holder = Holder(person=person)
        while page := heads.list_heads(conn, limit=BATCH, ended=False, holder=holder, after=key):
            found.extend(head.case_id for head in page)
            key = heads.PageKey(next_due=page[-1].next_due, case_id=page[-1].case_id)
    return tuple(sorted(found))


def came_from(database: Database, case_ids: Sequence[str], person: str) -> tuple[str, ...]:
    """Those of the cases that a person had before whoever has them now."""
    found = []
    with database.read() as conn:
        for case_id in case_ids:
            given = assignments(events.read_case(conn, case_id))
            before = [each.holder.person for each in given if each.holder.person != given[-1].holder.person]
            if before and before[-1] == person:
                found.append(case_id)
    return tuple(found)


def _gaps(reader: Reader, batch: Sequence[ListedCase], people: People, today: date) -> Iterator[CaseGaps]:
    case_ids = [case.case_id for case in batch]
    policy, told = reader.library.catalogue.policy, _told(reader.database, case_ids)
    by_messages = gaps_of_messages(reader.database, reader.library, case_ids, today)
    for case in batch:
        given, quiet = told.get(case.case_id, (None, None))
        lies_with = people.falls_to(case.holder, case.service)
        holding = gap_of_intake(policy, case.holder, lies_with, people)
        gaps = gaps_of(case.standing, case.holder, given, quiet, people, today)
        gaps = (*gaps, *holding, *by_messages.get(case.case_id, ()))
        if gaps:
            yield CaseGaps(
                case_id=case.case_id, service=case.service, gaps=gaps, holder=case.holder, lies_with=lies_with
            )


def _told(database: Database, case_ids: Sequence[str]) -> dict[str, tuple[Assignment | None, NothingDue | None]]:
    """What the logs say of those cases of which they say anything: only these logs are read whole."""
    if not case_ids:
        return {}
    with database.read() as conn:
        about = {record.case_id for record in events.of_kinds(conn, case_ids, ABOUT)}
        return {case_id: _of(events.read_case(conn, case_id)) for case_id in sorted(about)}


def _of(records: Sequence[Record]) -> tuple[Assignment | None, NothingDue | None]:
    given = assignments(records)
    return (given[-1] if given else None), nothing_due(records)
