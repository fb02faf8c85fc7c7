"""``pathways case list``: pages of cases, nearest first; with ``--overdue`` those past a date, oldest first.

Nearest is the next instant at which the clock has something to do. What is overdue is derived when it is read, so
``--overdue`` looks through every case.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from rich.text import Text

from pathways.cli.context import Session
from pathways.cli.output import one_line, styled, tell, tell_aside, tell_rows
from pathways.cli.words import (
    days_told,
    deadline_style,
    deadline_title,
    next_deadline,
    overdue_deadlines,
    overdue_since,
    party_told,
)
from pathways.counting.telling import write_short
from pathways.engine.library import Library
from pathways.engine.reading import ListedCase
from pathways.errors import UsageError
from pathways.machine.deadlines import key_of
from pathways.machine.standing import OVERDUE, DeadlineStanding, RunStanding, Standing, Word
from pathways.messages import say
from pathways.store.heads import PageKey
from pathways.timeline_clock import word_told

BATCH = 500
"""Cases read at a time when all are looked through."""

NOTHING_DUE = "-"
"""Stands in a cursor for a case with nothing due."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of cases. ``more`` is the cursor of the next page; empty when this is the last."""

    cases: tuple[ListedCase, ...]
    more: str
    explained: frozenset[tuple[str, str, str, int]] = frozenset()
    """Rounds of deadlines for which somebody has said why they were missed, as ``Reader.explained``."""

    def asks_reason(self, library: Library, case_id: str, run: RunStanding, deadline: DeadlineStanding) -> bool:
        """Whether a deadline past its date is one that a reason is asked for, and nobody has given it."""
        asked = library.prepared(run.digest).deadlines[deadline.name].missed_reason
        key = key_of(deadline.name, deadline.item)
        return bool(asked) and (case_id, run.run, key, deadline.anchored_by) not in self.explained


def read_page(session: Session, *, service: str, limit: int, after: str, overdue: bool) -> Page:
    """One page. Raises UsageError for a cursor that cannot be read."""
    page = _read_page(session, service=service, limit=limit, after=after, overdue=overdue)
    late = [case.head.case_id for case in page.cases if overdue_deadlines(case.standing)]
    return replace(page, explained=session.reader.explained(late)) if late else page


def _read_page(session: Session, *, service: str, limit: int, after: str, overdue: bool) -> Page:
    if overdue:
        return _overdue_page(session, service=service, limit=limit, after=after)
    key = _key_of(after) if after else None
    found = session.reader.list_standings(say("cli.purpose.list"), limit=limit + 1, service=service or None, after=key)
    cases = found[:limit]
    return Page(cases=cases, more=_cursor(cases[-1]) if len(found) > limit else "")


def tell_list(library: Library, page: Page, *, overdue: bool) -> None:
    """One row for each case: its id, where it is, and its next date."""
    if not page.cases:
        tell(say("cli.list.none_overdue" if overdue else "cli.list.none"))
        return
    rows = (
        (case.head.case_id, _states(case.standing), *_next(library, page, case.standing, overdue=overdue))
        for case in page.cases
    )
    tell_rows(rows, indent=0, fixed=(0, 3))
    if page.more:
        tell_aside(say("cli.list.more", after=page.more))


def _states(standing: Standing) -> str:
    if not standing.runs:
        return say("cli.list.in_error")
    going = [run.state_title.nb for run in standing.runs if not run.ended]
    return "\n".join(going) or say("cli.list.ended")


def known_service(session: Session, typed: str) -> str:
    """The service that is meant, whatever the case of its letters. Raises: UsageError when there is none such."""
    from pathways.store import heads

    if not typed:
        return ""
    services = {pathway.service for pathway in session.installation.library.catalogue.by_digest.values()}
    with session.installation.database.read() as conn:
        services.update(heads.services(conn))
    found = next((service for service in services if service.casefold() == typed.strip().casefold()), None)
    if found is None:
        raise UsageError("cli.list.no_service", service=one_line(typed), known=", ".join(sorted(services)))
    return found


def _next(library: Library, page: Page, standing: Standing, *, overdue: bool) -> tuple[str, str | Text]:
    late = overdue_deadlines(standing) if overdue else []
    found = late[0] if late else next_deadline(standing)
    if not standing.runs:
        return say("cli.list.see_case", case=standing.case_id), ""
    if found is None:
        return say("cli.list.nothing"), ""
    run, deadline = found
    told = f"{write_short(deadline.nominal)}\n{days_told(deadline.days_left)}"
    title = deadline_title(library, run, deadline)
    if deadline.word not in (Word.running, Word.due_today):
        title = f"{title}\n{word_told(deadline.word, deadline)}"
    if deadline.word in OVERDUE and page.asks_reason(library, standing.case_id, run, deadline):
        title = f"{title}\n{say('cli.reason.missing')}"
    if overdue:
        title = f"{title}\n{say('cli.list.with', holder=party_told(run.holder))}"
    if len(late) > 1:
        title = f"{title}\n{say('cli.list.others', count=len(late) - 1)}"
    return title, styled(told, deadline_style(deadline))


def _overdue_page(session: Session, *, service: str, limit: int, after: str) -> Page:
    late = ((since, case) for case in _all(session, service) if (since := overdue_since(case.standing)) is not None)
    ordered = sorted(late, key=lambda entry: (entry[0], entry[1].head.case_id))
    if after:
        start = _overdue_key(after)
        ordered = [entry for entry in ordered if (entry[0], entry[1].head.case_id) > start]
    shown = ordered[:limit]
    more = f"{shown[-1][0].isoformat()}~{shown[-1][1].head.case_id}" if len(ordered) > limit else ""
    return Page(cases=tuple(case for _, case in shown), more=more)


def _all(session: Session, service: str) -> Iterator[ListedCase]:
    key: PageKey | None = None
    while page := session.reader.list_standings(
        say("cli.purpose.list"), limit=BATCH, service=service or None, after=key
    ):
        yield from page
        key = PageKey(next_due=page[-1].head.next_due, case_id=page[-1].head.case_id)


def _cursor(case: ListedCase) -> str:
    due = case.head.next_due
    return f"{NOTHING_DUE if due is None else due.isoformat()}~{case.head.case_id}"


def _key_of(cursor: str) -> PageKey:
    due, _, case_id = cursor.partition("~")
    try:
        next_due = None if due == NOTHING_DUE else datetime.fromisoformat(due).astimezone(UTC)
    except ValueError:
        raise UsageError("cli.list.bad_cursor") from None
    return PageKey(next_due=next_due, case_id=case_id)


def _overdue_key(cursor: str) -> tuple[date, str]:
    since, _, case_id = cursor.partition("~")
    try:
        return date.fromisoformat(since), case_id
    except ValueError:
        raise UsageError("cli.list.bad_cursor") from None
