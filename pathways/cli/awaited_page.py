"""How a message that waits for its receiver is shown: when it came, and what is due first."""

from typing import TYPE_CHECKING

from pathways.cli.output import styled
from pathways.cli.words import count_told, days_told, was_missed
from pathways.counting.telling import write_short
from pathways.engine.awaited import Awaited, awaited
from pathways.engine.signal_finding import Found, Messages
from pathways.messages import say

if TYPE_CHECKING:
    from rich.text import Text


def awaited_of(messages: Messages, found: Found) -> Awaited | None:
    """When it came, where it waits to be received on this side; None: it does not."""
    if found.is_source:
        return None
    return awaited(messages.engine.desk.library, found.signal, messages.send_of(found.signal), messages.now)


def awaited_told(wait: Awaited) -> str:
    """That it came, when, and what is due by when."""
    key = "signals.came_today" if not wait.age else "signals.came"
    told = say(key, date=write_short(wait.came), days=count_told(wait.age))
    if wait.first is None:
        return told
    due = wait.first[1]
    left = days_told(due.days_left)
    anchor = write_short(due.anchored_on)
    key = "signals.first_due_told" if wait.by_sender else "signals.first_due"
    return f"{told}\n{say(key, title=due.title.nb, date=write_short(due.nominal), anchor=anchor, left=left)}"


def awaited_json(wait: Awaited | None) -> dict[str, object] | None:
    """The same for machines."""
    if wait is None:
        return None
    due = None if wait.first is None else wait.first[1]
    first = due and {
        "pathway": wait.first[0].pathway if wait.first else "",
        "deadline": due.name,
        "nominal": due.nominal.isoformat(),
        "legal": due.legal.isoformat(),
        "counted_from": due.anchored_on.isoformat(),
        "days_left": due.days_left,
        "overdue": was_missed(due),
    }
    return {"came": wait.came.isoformat(), "days": wait.age, "first_due": first or None}


def is_late(wait: Awaited) -> bool:
    """Whether the first date is over."""
    return wait.first is not None and was_missed(wait.first[1])


def date_cell(wait: Awaited) -> "Text | str":
    """The date it stands under in a list of what is to be done."""
    if wait.first is None:
        return write_short(wait.came)
    due = wait.first[1]
    return styled(f"{write_short(due.nominal)}\n{days_told(due.days_left)}", "red" if is_late(wait) else "")
