"""What is told after an act of the messages that it gave rise to, and after a receipt of the dates that run from it."""

from typing import TYPE_CHECKING

from pathways.cli.context import Session
from pathways.cli.output import tell_aside
from pathways.counting.telling import write_short
from pathways.machine.standing import Word
from pathways.messages import say
from pathways.model.organisation import EXTERNAL
from pathways.model.signal import Status

if TYPE_CHECKING:
    from pathways.engine.receipt import Receipt
    from pathways.engine.view import CaseView
    from pathways.machine.standing import DeadlineStanding

STILL = (
    Word.dormant,
    Word.paused,
    Word.window_closed,
    Word.window_used,
    Word.used_after,
    Word.lapsed,
    Word.met,
    Word.met_late,
    Word.met_past,
    Word.ended,
)
"""Deadlines of which no date comes next."""


def tell_ready(session: Session, receipt: "Receipt", *, as_json: bool) -> None:
    """Say of each message that an act has made ready that it has not gone anywhere yet."""
    from pathways.store import signals

    if as_json or receipt.event not in session.installation.library.sending:
        return
    with session.installation.database.read() as conn:
        sent = signals.sent_by_case(conn, receipt.case_id)
    for each in sent:
        if each.source_seq == receipt.seq and each.status is Status.prepared:
            key = "signals.ready_outside" if each.to == EXTERNAL else "signals.ready"
            tell_aside(say(key, signal=each.signal_id), "yellow")


def runs_from(view: "CaseView") -> str:
    """From which day the next deadline of a case is counted, and when it is due; empty where none runs."""
    found = [each for run in view.standing.runs for each in run.deadlines if each.word not in STILL]
    first = min(found, key=_by_date, default=None)
    if first is None:
        return ""
    key = "signals.runs_from_over" if first.missed_from <= view.at.at else "signals.runs_from"
    values = {"title": first.title.nb, "date": write_short(first.nominal), "anchor": write_short(first.anchored_on)}
    return say(key, **values)


def _by_date(deadline: "DeadlineStanding") -> tuple[str, str]:
    return deadline.nominal.isoformat(), deadline.name
