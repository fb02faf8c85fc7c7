"""The worklist: open duties of every case in the order of their dates, and why those that are past it are.

Of what was met too late, and of a period that is over with too little done, it is left to say why, where that is asked
for and nobody has. A window is no task, as nobody has to use it. Where a clock stands there is no date yet, so those
come last.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from heapq import nsmallest

from rich.text import Text

from pathways.cli.case_page import basis_told, seen_from_told
from pathways.cli.context import Session
from pathways.cli.documents import Document, deadline, instant
from pathways.cli.looking import Explained, Look, asks_reason
from pathways.cli.output import styled, tell, tell_aside, tell_rows
from pathways.cli.proposals_page import Gathered, Waiting, document, tell_gathered
from pathways.cli.words import (
    ball_document,
    ball_told,
    dates_told,
    deadline_style,
    deadline_title,
    deadline_word,
    holder_of,
    open_duties,
    unexplained_told,
    was_missed,
)
from pathways.counting.oslo import civil_date
from pathways.engine.assigning import holder_told
from pathways.engine.library import Library
from pathways.engine.moment import Seen
from pathways.errors import UsageError
from pathways.machine.standing import DeadlineStanding, RunStanding, Word
from pathways.messages import say
from pathways.model.organisation import Holder

WORKLIST = "pathways.worklist/1"

Place = tuple[bool, date, str, str, str, str]
"""Where a task stands in the list: whether its clock stands, nominal date, case, run, deadline, item."""

Dated = tuple[date, tuple[Text | str, str, str]]
"""A row that stands among tasks by its date."""

_STANDS, _GOES = "-", "+"
"""Begin a cursor: whether the clock of the last one stood."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One deadline that somebody has to meet, or to say why it was not."""

    case_id: str
    service: str
    run: RunStanding
    deadline: DeadlineStanding
    holder: Holder
    lies_with: Holder
    """The same; where no person and no unit was given it, who gets in its service what nobody has."""
    """Who has the case."""

    @property
    def place(self) -> Place:
        """Where it stands in the list."""
        due = self.deadline
        return due.word is Word.paused, due.nominal, self.case_id, due.run, due.name, due.item


@dataclass(frozen=True, slots=True, kw_only=True)
class Tasks:
    """A page of them. ``more`` is the cursor of the next page; empty when this is the last."""

    tasks: tuple[Task, ...]
    more: str
    seen: Seen
    past: bool
    explained: Explained
    """Rounds of deadlines for which somebody has said why they were missed."""
    none: str = ""
    """That there were no cases at that moment; empty where there were."""
    held_by: Holder | None = None
    """Whose cases were asked about; None: anybody's."""
    waiting: tuple[Waiting, ...] = ()
    """What waits for an approval; on the first page, where not only what is overdue is asked for."""

    def asks_reason(self, library: Library, task: Task) -> bool:
        """Whether a task is past its date, a reason is asked for, and nobody has given it."""
        return was_missed(task.deadline) and asks_reason(library, self.explained, task.case_id, task.run, task.deadline)


def read_tasks(look: Look, *, limit: int, after: str, overdue: bool) -> Tasks:
    """One page; each case on it is logged as read. Raises: UsageError for a cursor that cannot be read; as ``Look``."""
    seen, start = look.seen, _read_cursor(after)
    gathered = Gathered(look)
    wanted = (task for task in _tasks(look, gathered) if not overdue or was_missed(task.deadline))
    found = nsmallest(limit + 1, (t for t in wanted if start is None or t.place > start), key=lambda t: t.place)
    shown = tuple(found[:limit])
    waits = () if after or overdue else gathered.waiting()
    look.log_shown([*(task.case_id for task in shown), *(each.case_id for each in waits)])
    return Tasks(
        waiting=waits,
        tasks=shown,
        more=_cursor(shown[-1]) if len(found) > limit else "",
        seen=seen,
        past=look.sight.past,
        explained=look.explained(sorted({task.case_id for task in shown if was_missed(task.deadline)})),
        none=look.none_told(),
        held_by=look.held_by,
    )


def tell_tasks(session: Session, page: Tasks, *, overdue: bool, beside: Sequence[Dated] = ()) -> None:
    """A row for each: its date, its case, what and by which law, and who holds the ball; what is ``beside`` by date."""
    library = session.installation.library
    if page.past:
        tell(seen_from_told(page.seen), "italic")
    tell_gathered(session, page.waiting)
    if not page.tasks and not beside:
        tell(page.none or _none_told(page.held_by, overdue=overdue))
        return
    rows = [(task.place[:2], _row(library, page, task)) for task in page.tasks]
    rows += [((False, on), row) for on, row in beside]
    tell_rows((row for _, row in sorted(rows, key=lambda each: each[0])), indent=0, fixed=(0, 1))
    if page.more:
        tell_aside(say("cli.list.more", after=page.more))


def _none_told(held_by: Holder | None, *, overdue: bool) -> str:
    """That nothing is to be done, and whose nothing it is where one holder was asked about."""
    if held_by is None:
        return say("cli.worklist.none_overdue" if overdue else "cli.worklist.none")
    return say("cli.worklist.none_overdue_of" if overdue else "cli.worklist.none_of", holder=holder_told(held_by))


def worklist_document(library: Library, page: Tasks) -> Document:
    """``worklist --json``."""
    return {
        "schema": WORKLIST,
        "at": instant(page.seen.at.at),
        "known_at": instant(page.seen.known_at.at),
        "nothing_then": bool(page.none),
        "deadlines": [
            {
                "case_id": task.case_id,
                "service": task.service,
                **ball_document(task.run, holder_of(library, task.run, task.deadline)),
                "person": task.holder.person or None,
                "unit": task.holder.unit or None,
                "overdue": was_missed(task.deadline),
                "reason_asked": page.asks_reason(library, task),
                **deadline(library, task.run, task.deadline),
            }
            for task in page.tasks
        ],
        "proposals": [{**document(each), "service": each.service} for each in page.waiting],
        "next_page": page.more or None,
    }


def _tasks(look: Look, gathered: Gathered) -> Iterator[Task]:
    people = look.session.installation.roster.on(civil_date(look.seen.at.at))
    for case in look.cases():
        gathered.passing(case)
        owed = [pair for pair in look.late(case) if not pair[1].open]
        # As ``case gaps`` tells it: the intake has what nobody was given.
        lies_with = people.falls_to(case.holder, case.service) if case.holder else case.holder
        for run, due in [*open_duties(case.standing), *owed]:
            yield Task(
                case_id=case.case_id,
                service=case.service,
                run=run,
                deadline=due,
                holder=case.holder,
                lies_with=lies_with,
            )


def _row(library: Library, page: Tasks, task: Task) -> tuple[Text | str, str, str]:
    due = task.deadline
    holder = ball_told(library, task.run, due)
    lines = [deadline_title(library, task.run, due) + (f" ({holder})" if holder else "")]
    if due.word is not Word.running:
        lines.append(deadline_word(due))
    if page.asks_reason(library, task):
        lines.append(unexplained_told(due))
    lines.append(basis_told(due))
    if task.holder:
        lines.append(say("cli.holding.with", holder=holder_told(task.lies_with)))
    return styled(dates_told(due), deadline_style(due)), task.case_id, "\n".join(lines)


def _cursor(task: Task) -> str:
    stands, nominal, *names = task.place
    return "~".join([_STANDS if stands else _GOES, nominal.isoformat(), *names])


def _read_cursor(typed: str) -> Place | None:
    if not typed:
        return None
    try:
        clock, nominal, case_id, run, name, item = typed.split("~")
        return clock == _STANDS, date.fromisoformat(nominal), case_id, run, name, item
    except ValueError:
        raise UsageError("cli.list.bad_cursor") from None
