"""What falls between (*glippsoner*): an open case without a holder, or without a next thing and no reason. Pure.

Every open case has a person who has it and can be reached, and a next thing with a date, or a recorded reason why not.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from pathways.engine.intakes import works_there
from pathways.engine.people import People
from pathways.machine.assigned import Assignment, NothingDue
from pathways.machine.standing import DeadlineStanding, RunStanding, Standing, Word
from pathways.model.organisation import Holder
from pathways.model.pathway import DeadlineKind
from pathways.model.policy import Action, Policy


class Gap(StrEnum):
    """What is missing."""

    no_holder = "no_holder"
    """No person has it."""
    intake_gone = "intake_gone"
    """Whoever gets what nobody has in its service works there no longer."""
    holder_gone = "holder_gone"
    """Whoever has it holds no role any more."""
    holder_away = "holder_away"
    """Whoever has it is away, and nobody stands in."""
    not_taken_over = "not_taken_over"
    """It was given to somebody who has neither said nor recorded anything since."""
    nothing_due = "nothing_due"
    """Nothing has a date, and nobody has said why."""
    waits_without_date = "waits_without_date"
    """It waits for others, no clock runs, and nobody has said until when."""
    handover_open = "handover_open"
    """A message that it sends is not sent, or nobody has taken over the responsibility."""
    handover_declined = "handover_declined"
    """Whoever a message was sent to does not take it, and nobody here has sent it elsewhere or dropped it."""
    handover_taken_back = "handover_taken_back"
    """What a message from it was sent on was stopped: it was taken back, or is out on paper, and somebody must act."""
    source_untold = "source_untold"
    """What a message from it told reads otherwise here by now, and whoever has that is not told."""
    takeover_waits = "takeover_waits"
    """A message was received in it, and nobody here has said that they are responsible: that lies with the sender."""
    takeover_hindered = "takeover_hindered"
    """A case that is handed over to it could not be taken over as it stands: a deadline by law would go."""
    declined_open = "declined_open"
    """It was opened for a message that was declined afterwards, and goes on."""
    source_changed = "source_changed"
    """Whoever sent it a message has changed that since, and nobody here has answered."""


MENDED_BY: Mapping[Gap, tuple[Action, ...]] = MappingProxyType(
    {
        Gap.no_holder: (Action.case_assign, Action.case_take),
        Gap.holder_gone: (Action.case_assign,),
        Gap.not_taken_over: (Action.case_take,),
        Gap.nothing_due: (Action.case_record,),
        Gap.waits_without_date: (Action.case_record,),
    }
)
"""What somebody must be allowed in the case to mend a gap, any of them; of the others it is no question of the case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseGaps:
    """The gaps of one open case, and who has it: ``lies_with`` is where it lies when no person was given it."""

    case_id: str
    service: str
    gaps: tuple[Gap, ...]
    holder: Holder
    lies_with: Holder


def gaps_of(
    standing: Standing,
    holder: Holder,
    given: Assignment | None,
    quiet: NothingDue | None,
    people: People,
    today: date,
) -> tuple[Gap, ...]:  # fmt: skip
    """The gaps of an open case today. ``given`` is its last assignment, ``people`` those there are today."""
    found = [*_of_holder(holder, given, people)]
    if not has_date(standing) and (quiet is None or quiet.until < today):
        waits = any(run.waits_for for run in standing.runs)
        found.append(Gap.waits_without_date if waits else Gap.nothing_due)
    return tuple(found)


def gap_of_intake(policy: Policy, holder: Holder, lies_with: Holder, people: People) -> tuple[Gap, ...]:
    """Whether a case that no person has lies with somebody who does not work in its service today."""
    if holder.person or not lies_with.person or works_there(policy, people, lies_with.person, lies_with.service):
        return ()
    return (Gap.intake_gone,)


def has_date(standing: Standing) -> bool:
    """Whether somebody has to do something by a date that comes, or has come, of itself."""
    return any(True for _ in duties(standing))


def duties(standing: Standing) -> Iterator[tuple[RunStanding, DeadlineStanding]]:
    """What somebody has to do by such a date, with its run."""
    return ((run, deadline) for run in standing.runs for deadline in run.deadlines if _is_next(deadline))


def _of_holder(holder: Holder, given: Assignment | None, people: People) -> Iterable[Gap]:
    if not holder.person:
        yield Gap.no_holder
    elif holder.person not in people.users:
        yield Gap.holder_gone
    elif people.is_away(holder.person):
        yield Gap.holder_away
    elif given is not None and not given.taken_over:
        yield Gap.not_taken_over


def _is_next(deadline: DeadlineStanding) -> bool:
    """A duty that is open and whose clock goes; a window is nobody's duty, and a clock that stands has no date yet."""
    return (
        deadline.open
        and deadline.kind is not DeadlineKind.window
        and deadline.word not in (Word.window_closed, Word.paused)
    )
