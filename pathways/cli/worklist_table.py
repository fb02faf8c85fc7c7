"""``worklist --csv``: what is to be done as a table for a spreadsheet, a row for each, in words that people use."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pathways.cli.context import Session
from pathways.cli.documents import instant
from pathways.cli.output import tell_aside
from pathways.cli.proposals_page import Waiting
from pathways.cli.table import tell_csv
from pathways.cli.words import deadline_title, holder_of, party_told, was_missed
from pathways.cli.worklist_page import Task, Tasks
from pathways.counting.oslo import civil_date
from pathways.engine.library import Library
from pathways.messages import say
from pathways.messages.graded import law_told
from pathways.timeline_clock import word_told

if TYPE_CHECKING:
    from pathways.engine.reviewing import Due
    from pathways.engine.signal_finding import Found

Row = tuple[object, ...]


def tell_table(session: Session, page: Tasks, reviews: "Sequence[Due]", messages: "Sequence[Found]") -> None:
    """The rows of a page, first the deadlines in their order; each line says from where it was seen."""
    library = session.installation.library
    seen = (instant(page.seen.at.at), instant(page.seen.known_at.at))
    rows = [
        *(_of_task(library, page, task) for task in page.tasks),
        *(_of_proposal(each) for each in page.waiting),
        *(_of_review(each) for each in reviews),
        *_of_messages(session, messages),
    ]
    tell_csv(say("cli.worklist.csv").split(";"), ((*row, *seen) for row in rows))
    if page.more:
        tell_aside(say("cli.list.more", after=page.more))
    if page.none:
        tell_aside(page.none)


def _of_task(library: Library, page: Tasks, task: Task) -> Row:
    due, run, holder = task.deadline, task.run, task.holder
    return (
        *(say("cli.worklist.csv_deadline"), due.nominal.isoformat(), task.case_id, run.pathway, run.run, due.name),
        *(deadline_title(library, run, due), word_told(due.word, due), due.days_left),
        *(_yes(was_missed(due)), _yes(page.asks_reason(library, task))),
        *(say(f"cli.effect.{due.basis.effect}"), law_told(due.basis.law, due.basis.certainty)),
        *(party_told(holder_of(library, run, due)), holder.person, holder.unit, holder.service or task.service),
    )


def _of_proposal(each: Waiting) -> Row:
    record, holder = each.proposal.record, each.holder
    day = civil_date(record.recorded_at).isoformat()
    return (
        *(say("cli.worklist.csv_proposal"), day, each.case_id, "", record.run, record.name, each.title),
        *(say("cli.notice.proposal"), None, _yes(False), _yes(False), "", "", ""),
        *(holder.person, holder.unit, holder.service or each.service),
    )


def _of_review(each: "Due") -> Row:
    head, key = each.head, "cli.contact.review_ended" if each.ended else "cli.contact.review_due"
    return (
        *(say("cli.worklist.csv_review"), each.review.due_on.isoformat(), each.review.case_id, "", "", ""),
        *(say("notices.review"), say(key), None, _yes(each.ended), _yes(False), "", "", ""),
        *(head.holder.person, head.holder.unit, head.holder.service or head.service),
    )


def _of_messages(session: Session, messages: "Sequence[Found]") -> Iterator[Row]:
    if not messages:
        return
    from pathways.cli.awaited_page import awaited_of, is_late
    from pathways.cli.signal import messages_of
    from pathways.cli.signal_page import status_told, title_of
    from pathways.model.policy import Action

    known = messages_of(session, Action.signal_read)
    for each in messages:
        signal, wait = each.signal, awaited_of(known, each)
        first = None if wait is None or wait.first is None else wait.first[1]
        case = signal.source_case if each.is_source else signal.target_case
        yield (
            *(
                say("cli.worklist.csv_message"),
                "" if wait is None else wait.by.isoformat(),
                case,
                "",
                "",
                signal.signal_id,
                title_of(known, signal),
            ),
            *(status_told(known, each), first and first.days_left, _yes(wait is not None and is_late(wait))),
            *(_yes(False), "", "", "", "", "", ""),
        )


def _yes(holds: bool) -> str:
    return say("timeline.yes" if holds else "timeline.no")
