"""What is told of a case that was opened for a message which was declined: its deadlines run until somebody ends it."""

from typing import TYPE_CHECKING

from pathways.cli.context import Session
from pathways.cli.output import tell, tell_rows
from pathways.messages import say
from pathways.model.policy import Action

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pathways.engine.left_open import LeftOpen
    from pathways.engine.signal_finding import Found
    from pathways.engine.view import CaseView
    from pathways.machine.allowed import Possible
    from pathways.machine.standing import DeadlineStanding, RunStanding

Running = tuple["RunStanding", "DeadlineStanding"]

ANNULS = (Action.case_annul, Action.case_annul_any)


def left_open_json(found: "Found") -> dict[str, object] | None:
    """The case that goes on, and the event that opened it; None where there is none."""
    left = found.left_open
    return None if left is None else {"case_id": left.case_id, "seq": left.seq}


def left_open_next(left: "LeftOpen") -> str:
    """What ends it, in a sentence with the commands."""
    return say("signals.left_open_next", case=left.case_id, seq=left.seq)


def left_open_of(session: Session, case_id: str) -> "Sequence[LeftOpen]":
    """What was left open so in a case that the user sees, wherever the message is by now."""
    from pathways.engine.left_open import left_open

    with session.installation.database.read() as conn:
        return left_open(session.installation.library, conn, [case_id])


def declined_document(session: Session, found: "Found") -> dict[str, object]:
    """A message that was just declined, with the deadlines that run on and what would end them, where they are seen."""
    from pathways.cli.signal_page import signal_document

    document, view = signal_document(found), _view(session, found)
    if found.left_open is None or view is None:
        return document
    deadlines = [_deadline_json(run, each) for run, each in _running(view, found.left_open)]
    ended_by = [each.event for each in _ending(session, view, found.left_open)]
    left = {"case_id": found.left_open.case_id, "seq": found.left_open.seq}
    return document | {"left_open": {**left, "deadlines": deadlines, "ended_by": ended_by}}


def tell_declined(session: Session, found: "Found") -> None:
    """The same for people."""
    tell(say("signals.told_declined", signal=found.signal.signal_id))
    left = found.left_open
    if left is None:
        return
    view = _view(session, found)
    if view is None:
        tell(say("signals.declined_left_open_unseen"), "red")
        return
    tell(say("signals.declined_left_open", case=left.case_id), "red")
    rows = [_deadline_row(session, run, each) for run, each in _running(view, left)]
    tell_rows(rows or [(say("signals.left_open_no_date"),)])
    _tell_ends(session, view, left)


def _tell_ends(session: Session, view: "CaseView", left: "LeftOpen") -> None:
    from pathways.cli.words import commands_told

    case = left.case_id
    ends = [
        (f"pathways advance {case} {typed}", each.title.nb)
        for each, typed in commands_told(_ending(session, view, left))
    ]
    if any(session.reader.visible([case], action) for action in ANNULS):
        ends.append((f"pathways annul {case} {left.seq} --why …", say("signals.left_open_annul")))
    if not ends:
        tell(say("signals.left_open_ask", who=_who(session, case)))
        return
    tell(say("signals.left_open_ends"))
    for typed, what in ends:
        tell_rows([(typed,)])
        tell_rows([(what,)], indent=6)


def _who(session: Session, case_id: str) -> str:
    """Who may say that the case should never have been opened."""
    from dataclasses import replace

    from pathways.cli.words import who_told

    policy = session.installation.library.catalogue.policy
    roles = dict.fromkeys(role for action in ANNULS for role in policy.roles_for(action))
    return who_told(replace(session, about=case_id), roles)


def _view(session: Session, found: "Found") -> "CaseView | None":
    """The case, where it is the user's to read; that it is read is logged."""
    left = found.left_open
    if left is None or not session.reader.visible([left.case_id], Action.case_read):
        return None
    return session.reader.read_case(left.case_id, say("cli.purpose.signal_receive"), say("cli.information.case"))


def _running(view: "CaseView", left: "LeftOpen") -> "list[Running]":
    """The duties that are open in what goes on of it; a window is nobody's duty."""
    from pathways.model.pathway import DeadlineKind

    runs = (run for run in view.standing.runs if run.run in left.runs)
    found = ((run, each) for run in runs for each in run.deadlines)
    return [(run, each) for run, each in found if each.open and each.kind is not DeadlineKind.window]


def _ending(session: Session, view: "CaseView", left: "LeftOpen") -> "list[Possible]":
    """What the user may record now that can lead it to an end state."""
    if not session.reader.visible([left.case_id], Action.case_record):
        return []
    library = session.installation.library
    prepared = {run.run: library.prepared(run.digest) for run in view.standing.runs if run.run in left.runs}
    found: list[Possible] = []
    for each in view.possible:
        there = prepared.get(each.run)
        event = None if there is None or each.items or not each.mine or each.blocked else there.event(each.event)
        if there is not None and event is not None:
            ends = [branch.to for branch in event.branches if branch.to and there.states[branch.to].end]
            found += [each] if ends else []
    return found


def _deadline_row(session: Session, run: "RunStanding", deadline: "DeadlineStanding") -> tuple[str, ...]:
    from pathways.cli.case_page import basis_told
    from pathways.cli.words import dates_told, deadline_title

    title = deadline_title(session.installation.library, run, deadline)
    return f"{title}\n{basis_told(deadline)}", dates_told(deadline)


def _deadline_json(run: "RunStanding", deadline: "DeadlineStanding") -> dict[str, object]:
    return {
        "pathway": run.pathway,
        "deadline": deadline.name,
        "item": deadline.item or None,
        "effect": deadline.basis.effect.value,
        "nominal": deadline.nominal.isoformat(),
        "legal": deadline.legal.isoformat(),
        "days_left": deadline.days_left,
    }
