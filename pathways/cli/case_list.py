"""``pathways case list``: pages of cases, nearest first; with ``--overdue`` those past a date, oldest first.

Nearest is the next instant at which the clock has something to do. What is overdue is derived when it is read, so
``--overdue`` looks through every case; so does a list of a moment in the past, which is folded from the logs.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from heapq import nsmallest

from rich.text import Text

from pathways.cli.case_page import seen_from_told
from pathways.cli.looking import Explained, Look, asks_reason, late_in
from pathways.cli.output import styled, tell, tell_aside, tell_rows
from pathways.cli.words import (
    ball_told,
    dates_told,
    deadline_style,
    deadline_title,
    next_deadline,
    over_late,
    overdue_deadlines,
    unexplained_told,
    was_missed,
)
from pathways.engine.every_case import ListedCase
from pathways.engine.library import Library
from pathways.engine.moment import Seen
from pathways.errors import UsageError
from pathways.machine.standing import DeadlineStanding, RunStanding, Standing, Word
from pathways.machine.state import CLOSED
from pathways.messages import say
from pathways.store.heads import PageKey
from pathways.timeline_clock import word_told

NOTHING_DUE = "-"
"""Stands in a cursor for a case with nothing due."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of cases. ``more`` is the cursor of the next page; empty when this is the last."""

    cases: tuple[ListedCase, ...]
    more: str
    seen: Seen
    past: bool
    """Whether the reader stands at a moment of their choice."""
    explained: Explained
    """Rounds of deadlines for which somebody has said why they were missed."""
    none: str = ""
    """That there were no cases at that moment; empty where there were."""

    def asks_reason(self, library: Library, case_id: str, run: RunStanding, deadline: DeadlineStanding) -> bool:
        """Whether a deadline past its date is one that a reason is asked for, and nobody has given it."""
        return asks_reason(library, self.explained, case_id, run, deadline)

    def late(self, library: Library, standing: Standing) -> list[tuple[RunStanding, DeadlineStanding]]:
        """What is past its date in a case, and open or without a reason that is asked for."""
        return late_in(library, self.explained, standing.case_id, standing)


def read_page(look: Look, *, limit: int, after: str, overdue: bool) -> Page:
    """One page. Raises UsageError for a cursor that cannot be read, or a moment that has not come.

    Only the nearest of a page come from an index; all else is found by looking through every case.
    """
    seen = look.seen
    if overdue:
        cases, more = _overdue_page(look, limit=limit, after=after)
    elif look.sight.past:
        cases, more = _past_page(look, limit=limit, after=after)
    else:
        cases, more = _nearest_page(look, limit=limit, after=after)
    late = [case.case_id for case in cases if overdue_deadlines(case.standing) or over_late(case.standing)]
    explained, none = look.explained(late), look.none_told()
    return Page(cases=cases, more=more, seen=seen, past=look.sight.past, explained=explained, none=none)


def tell_list(library: Library, page: Page, *, overdue: bool) -> None:
    """One row for each case: its id, where it is, and its next date."""
    if page.past:
        tell(seen_from_told(page.seen), "italic")
    if not page.cases:
        tell(page.none or say("cli.list.none_overdue" if overdue else "cli.list.none"))
        return
    rows = (
        (case.case_id, _states(case.standing), *_next(library, page, case.standing, overdue=overdue))
        for case in page.cases
    )
    tell_rows(rows, indent=0, fixed=(0, 3))
    if page.more:
        tell_aside(say("cli.list.more", after=page.more))


def _states(standing: Standing) -> str:
    if not standing.runs:
        return say("cli.list.in_error")
    going = [run.state_title.nb for run in standing.runs if not run.ended]
    closed = {run.state_title.nb for run in standing.runs if run.state in CLOSED.values()}
    return "\n".join(going) or "\n".join(sorted(closed)) or say("cli.list.ended")


def _next(library: Library, page: Page, standing: Standing, *, overdue: bool) -> tuple[str, str | Text]:
    late = page.late(library, standing) if overdue else []
    found = late[0] if late else next_deadline(standing)
    if not standing.runs:
        return say("cli.list.see_case", case=standing.case_id), ""
    if found is None:
        return say("cli.list.nothing"), ""
    run, deadline = found
    told = dates_told(deadline)
    title = deadline_title(library, run, deadline)
    if deadline.word not in (Word.running, Word.due_today):
        title = f"{title}\n{word_told(deadline.word, deadline)}"
    if was_missed(deadline) and page.asks_reason(library, standing.case_id, run, deadline):
        title = f"{title}\n{unexplained_told(deadline)}"
    if overdue:
        title = "\n".join(filter(None, (title, ball_told(library, run, deadline))))
    if len(late) > 1:
        title = f"{title}\n{say('cli.list.others', count=len(late) - 1)}"
    return title, styled(told, deadline_style(deadline))


def _nearest_page(look: Look, *, limit: int, after: str) -> tuple[tuple[ListedCase, ...], str]:
    key = _key_of(after) if after else None
    reader = look.session.reader
    found = reader.list_standings(look.purpose, limit=limit + 1, service=look.service or None, after=key)
    return found[:limit], _cursor(found[limit - 1]) if len(found) > limit else ""


def _past_page(look: Look, *, limit: int, after: str) -> tuple[tuple[ListedCase, ...], str]:
    key = _key_of(after) if after else None
    start = None if key is None else _order(key.next_due, key.case_id)
    ordered = (case for case in look.cases() if start is None or _order(case.next_due, case.case_id) > start)
    found = nsmallest(limit + 1, ordered, key=lambda case: _order(case.next_due, case.case_id))
    look.log_shown(case.case_id for case in found[:limit])
    return tuple(found[:limit]), _cursor(found[limit - 1]) if len(found) > limit else ""


def _order(next_due: datetime | None, case_id: str) -> tuple[bool, datetime, str]:
    """As the index has them: those with something due first."""
    return next_due is None, next_due or datetime.max.replace(tzinfo=UTC), case_id


def _overdue_page(look: Look, *, limit: int, after: str) -> tuple[tuple[ListedCase, ...], str]:
    start = _overdue_key(after) if after else None
    late = ((past[0][1].nominal, case) for case in look.cases() if (past := look.late(case)))
    ordered = (entry for entry in late if start is None or (entry[0], entry[1].case_id) > start)
    found = nsmallest(limit + 1, ordered, key=lambda entry: (entry[0], entry[1].case_id))
    cases = tuple(case for _, case in found[:limit])
    look.log_shown(case.case_id for case in cases)
    return cases, f"{found[limit - 1][0].isoformat()}~{cases[-1].case_id}" if len(found) > limit else ""


def _cursor(case: ListedCase) -> str:
    due = case.next_due
    return f"{NOTHING_DUE if due is None else due.isoformat()}~{case.case_id}"


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
