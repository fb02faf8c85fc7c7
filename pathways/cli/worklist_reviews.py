"""What is to be looked at again about the persons of cases, below the worklist, for those who may see what it is about.

The line says no more than a notice does: a screen is seen by others, too.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.text import Text

from pathways.cli.output import styled, tell, tell_rows
from pathways.counting.telling import write_short
from pathways.engine.reviewing import Due, due_for
from pathways.messages import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pathways.cli.looking import Look


def read_reviews(look: "Look", *, overdue: bool) -> tuple[Due, ...]:
    """Those of the cases that are meant, each logged as read; of a list of the past none."""
    if look.sight.past:
        return ()
    session = look.session
    world = session.installation
    due = due_for(world.database, world.desk, session.actor, world.clock.now())
    found = tuple(each for each in due if _is_meant(look, each) and (each.ended or not overdue))
    look.log_shown(each.review.case_id for each in found)
    return found


def tell_reviews(found: "Sequence[Due]") -> None:
    """A row for each: its last day, its case, and whether that day is behind."""
    if found:
        tell()
        tell(say("cli.contact.reviews"), style="bold")
        tell_rows(_rows(found), indent=0, fixed=(0, 1))


def reviews_json(found: "Sequence[Due]") -> list[dict[str, object]]:
    """The same in JSON."""
    return [
        {
            "case_id": each.review.case_id,
            "service": each.head.service,
            "due_on": each.review.due_on.isoformat(),
            "seq": each.review.seq,
            "ended": each.ended,
        }
        for each in found
    ]


def _rows(found: "Sequence[Due]") -> Iterator[tuple[Text, str, str]]:
    for each in found:
        key = "cli.contact.review_ended" if each.ended else "cli.contact.review_due"
        day = styled(write_short(each.review.due_on), "bold red" if each.ended else "yellow")
        yield day, each.review.case_id, say(key)


def _is_meant(look: "Look", due: Due) -> bool:
    if look.service not in ("", due.head.service):
        return False
    if look.held_by is None:
        return True
    people = look.session.installation.people
    holder = people.falls_to(due.head.holder, due.head.service)
    name = look.held_by.person
    persons = (name, *(people.lenders_in(name, holder.service, due.head.service) if name else ()))
    fits = all(getattr(look.held_by, name) in ("", getattr(holder, name)) for name in ("unit", "service"))
    return fits and (not look.held_by.person or holder.person in persons)
