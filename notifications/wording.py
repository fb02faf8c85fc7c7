"""What a mail may say of a person's notices: how many, the nearest date, if one is escalated. Nothing else.

The type is the guard: nothing of a case fits into it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pathways.counting.telling import write_date
from pathways.engine.message_ending import About
from pathways.engine.telling import CORRECTION, GLASS, MESSAGE, PROPOSAL
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
    arrived: int = 0
    """Messages of other services that wait to be received."""
    again: bool = False
    """Whether somebody was told of any of them before."""
    first: str = ""
    """A sentence about the first date that follows from them, or empty where none is known."""
    untaken: int = 0
    """Those that are received, and for which nobody has taken over responsibility."""
    unanswered: int = 0
    """Messages that were sent, and for which nobody has taken over responsibility."""
    declined: int = 0
    """Those that their receiver does not take."""
    untold: int = 0
    """Those that were put right since, of which their receiver is not told."""
    changed: int = 0
    """Messages received that their sender has put right or taken back, which nobody has looked at."""


def wording_of(notices: Sequence[Notice], today: date) -> Wording:
    """What to say of at least one notice to one person; ``today`` is the civil date in Norway."""
    waiting = [notice for notice in notices if notice.title_key not in (CORRECTION, GLASS, PROPOSAL, MESSAGE)]
    arrived = {each.item: each for each in notices if _is_of(each, About.came, About.waits)}
    first = [notice.due_on for notice in arrived.values() if notice.due_on is not None]
    dates = [notice.due_on for notice in waiting if notice.due_on is not None]
    return Wording(
        count=len(waiting),
        corrected=sum(notice.title_key == CORRECTION for notice in notices),
        proposed=sum(notice.title_key == PROPOSAL for notice in notices),
        glass=sum(notice.title_key == GLASS for notice in notices),
        due=_nearest(min(dates), len(waiting), today) if dates else "",
        escalate=any(notice.escalate for notice in notices),
        arrived=len(arrived),
        again=any(_is_of(notice, About.waits) for notice in notices),
        first=_first(min(first), today) if first else "",
        untaken=sum(_is_of(notice, About.untaken) for notice in notices),
        unanswered=sum(_is_of(notice, About.unanswered) for notice in notices),
        declined=sum(_is_of(notice, About.declined) for notice in notices),
        untold=sum(_is_of(notice, About.untold) for notice in notices),
        changed=sum(_is_of(notice, About.changed) for notice in notices),
    )


def _nearest(day: date, count: int, today: date) -> str:
    """The date is the nominal one. After it nothing is called a breach here: the case tells what it means."""
    written = write_date(day)
    if day < today:
        return say("notices.only_passed" if count == 1 else "notices.oldest_passed", date=written)
    return say("notices.only_coming" if count == 1 else "notices.nearest_coming", date=written)


def _is_of(notice: Notice, *abouts: About) -> bool:
    """Whether a notice is of a message, and says one of these."""
    return notice.title_key == MESSAGE and notice.rung in abouts


def _first(day: date, today: date) -> str:
    """The same of what follows from messages: no case is opened for them, and nothing is late yet in any."""
    return say("notices.first_passed" if day < today else "notices.first_coming", date=write_date(day))
