"""Whether an event can be recorded in a case now, and if not, the sentence that ``advance`` would refuse it with."""

from dataclasses import dataclass, replace

from pathways.cli.case_over import InError, in_error
from pathways.cli.case_page import require_run
from pathways.cli.closed_case import CLOSED, closed_told
from pathways.cli.context import Session
from pathways.cli.output import tell
from pathways.counting.oslo import civil_date
from pathways.engine.engine import shell
from pathways.engine.view import CaseView
from pathways.errors import NotAllowedError
from pathways.machine.allowed import Possible
from pathways.machine.barred import barred
from pathways.machine.decide import may_record
from pathways.machine.fold import fold
from pathways.machine.prepared import Prepared
from pathways.machine.which_run import starts as starts_run
from pathways.messages import say
from pathways.model.policy import Action
from pathways.model.record import Act, Happened


@dataclass(frozen=True, slots=True, kw_only=True)
class Now:
    """Whether it can be done now by whoever asks, whatever is still to be given with it."""

    possible: bool
    told: str
    why: str = ""

    def tell(self) -> None:
        """The first line of the page."""
        tell(self.told, "green" if self.possible else "red")

    def document(self) -> dict[str, object]:
        """The same as JSON."""
        return {"possible": self.possible, "why": self.why or None}


def now_of(session: Session, view: CaseView, event: str, run: str) -> Now:
    """What ``view`` says is possible; else what refuses it: its state, the role, or what stands in the way."""
    run = require_run(view, run)
    there = [each for each in view.possible if each.event == event and run in ("", each.run)]
    free = [each for each in there if each.mine and each.blocked is None]
    if free:
        return Now(possible=True, told=_yes(free, run))
    if not session.reader.visible({view.case_id}, Action.case_record):
        return _no(say("cli.can.now_reading"))
    library = session.installation.library
    error = in_error(session, view)
    if error is not None and error.pathway is not None:
        return _begun_anew(session, error, error.pathway, _act(session, view, event, run))
    state = fold(library, view.records, until=view.at.place).state
    refusal = barred(library, state, _act(session, view, event, run))
    if refusal is not None:
        more = closed_told(session, view.records) if refusal.key == CLOSED else ()
        return _no(" ".join([str(refusal), *more]))
    blocked = next((each.blocked for each in there if each.blocked is not None), None)
    if blocked is not None:
        return _no(say("machine.requirement_told", event=event, why=blocked.nb))
    runs = [library.prepared(each.digest) for each in view.standing.runs if run in ("", each.run)]
    starts = any(starts_run(table, event) for table in runs)
    # What is neither offered nor refused, and starts nothing, does nothing but extend what is extended already.
    return Now(possible=True, told=say("cli.can.now_yes" if starts else "cli.can.now_spent"))


def _begun_anew(session: Session, error: InError, pathway: Prepared, act: Act) -> Now:
    """In a case of which everything is annulled only what begins it can be recorded."""
    event = pathway.events.get(act.event)
    if event is None or not event.start:
        return _no(" ".join(error.told))
    try:
        may_record(session.installation.library, event, act)
    except NotAllowedError as refusal:
        return _no(str(refusal))
    return Now(possible=True, told=say("cli.can.now_yes"))


def _yes(free: list[Possible], run: str) -> str:
    runs = sorted({each.run for each in free})
    if run or len(runs) == 1 or any(each.alone for each in free):
        return say("cli.can.now_yes")
    return say("cli.can.now_run", runs="|".join(runs))


def _no(refusal: str) -> Now:
    why = refusal.removeprefix(say("cli.can.refusal"))
    why = why[:1].upper() + why[1:]
    return Now(possible=False, told=say("cli.can.now_no", why=why), why=why)


def _act(session: Session, view: CaseView, event: str, run: str) -> Act:
    now = Happened(on=civil_date(view.at.at), at=None)
    return replace(shell(view.case_id, session.actor, "", None, ""), event=event, run=run, happened=now)
