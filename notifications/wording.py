"""What a mail may say of a person's notices: how many, the nearest date, if one is escalated. Nothing else.

The type is the guard: nothing of a case fits into it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pathways.counting.telling import write_date
from pathways.engine.telling import CORRECTION, GLASS, PROPOSAL
from pathways.messages import say
from pathways.store.notices import Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The content of one mail. ``due`` is a sentence about the nearest date, or empty where none has one."""

    count: int
    """Deadlines that want something."""
    due: str
    escalate: bool
    corrected: int = 0
    """Notices that are corrected."""
    proposed: int = 0
    """Proposals that wait for an approval."""
    glass: int = 0
    """Times that somebody read a case in an emergency."""


def wording_of(notices: Sequence[Notice], today: date) -> Wording:
    """What to say of at least one notice to one person; ``today`` is the civil date in Norway."""
    waiting = [notice for notice in notices if notice.title_key not in (CORRECTION, GLASS, PROPOSAL)]
    dates = [notice.due_on for notice in waiting if notice.due_on is not None]
    return Wording(
        count=len(waiting),
        corrected=sum(notice.title_key == CORRECTION for notice in notices),
        proposed=sum(notice.title_key == PROPOSAL for notice in notices),
        glass=sum(notice.title_key == GLASS for notice in notices),
        due=_nearest(min(dates), len(waiting), today) if dates else "",
        escalate=any(notice.escalate for notice in notices),
    )


def _nearest(day: date, count: int, today: date) -> str:
    """The date is the nominal one. After it nothing is called a breach here: the case tells what it means."""
    written = write_date(day)
    if day < today:
        return say("notices.only_passed" if count == 1 else "notices.oldest_passed", date=written)
    return say("notices.only_coming" if count == 1 else "notices.nearest_coming", date=written)
