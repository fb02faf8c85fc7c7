"""What a mail may say of a person's notices: how many, the nearest date, if one is escalated. Nothing else.

The type is the guard: nothing of a case fits into it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pathways.counting.telling import write_date
from pathways.engine.message_ending import AGAIN, About
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
    """Whether somebody was told before of all that is told of messages."""
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
    taken_back: int = 0
    """Messages sent that were taken back, as somebody said stop, which nobody has sent anew or dropped."""
    changed: int = 0
    """Messages received that were put right or taken back since, which nobody has looked at."""
    left_open: int = 0
    """Cases that go on though the message they were opened for was declined."""


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
        again=_all_again(notices),
        first=_first(min(first), today) if first else "",
        untaken=sum(_is_of(notice, About.untaken) for notice in notices),
        unanswered=sum(_is_of(notice, About.unanswered) for notice in notices),
        declined=_messages(notices, About.declined),
        untold=_messages(notices, About.untold),
        taken_back=_messages(notices, About.taken_back),
        changed=_messages(notices, About.changed),
        left_open=_messages(notices, About.left_open),
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


def _messages(notices: Sequence[Notice], about: About) -> int:
    """Of how many messages something is told, at once or again; of cases, where it is told of these."""
    return len({(each.item, each.case_id) for each in notices if _is_of(each, about, AGAIN[about])})


def _all_again(notices: Sequence[Notice]) -> bool:
    rungs = [notice.rung for notice in notices if notice.title_key == MESSAGE]
    return bool(rungs) and all(rung in AGAIN.values() for rung in rungs)


def _first(day: date, today: date) -> str:
    """The same of what follows from messages: no case is opened for them, and nothing is late yet in any."""
    return say("notices.first_passed" if day < today else "notices.first_coming", date=write_date(day))
