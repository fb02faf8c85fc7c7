"""What is told below a refused re-decision: each way on that is there, as it is typed; nothing that would be refused.

A way on is a decision of the run that can be decided anew, a wrong one that can be annulled, an event that can be
recorded now, or, where the run is over, a new run in the case.
"""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager

import typer

from pathways.cli.context import Session
from pathways.cli.output import tell_aside
from pathways.cli.words import commands_told, who_told
from pathways.engine.changes import Annul
from pathways.engine.engine import Engine
from pathways.engine.view import CaseView
from pathways.errors import EventRefusedError, PathwaysError
from pathways.machine.order import StandingAct
from pathways.machine.standing import RunStanding
from pathways.messages import say
from pathways.model.pathway import Event

REFUSED = frozenset({"machine.not_redecided", "machine.not_redecidable"})
"""Refusals of a re-decision for what the case is, whatever is given with it."""

LATER = "other"
"""Under which name a refusal holds the seq of the decision that stands in the way."""


@contextmanager
def ways_told(session: Session, case_id: str, seq: int, given: Collection[str]) -> Iterator[None]:
    """A re-decision that is refused for what the case is, is told here with the ways on; any other as it comes.

    ``given``: the fields that were given with it.
    """
    try:
        yield
    except EventRefusedError as refusal:
        if refusal.key not in REFUSED:
            raise
        tell_not_anew(session, case_id, seq, refusal, given)
        raise typer.Exit(refusal.exit_code) from None


def tell_not_anew(
    session: Session, case_id: str, seq: int, refusal: PathwaysError, given: Collection[str] = ()
) -> None:
    """Tell it on standard error, with the ways on. Reads the case first, which is logged. Raises: NotFoundError."""
    view = session.reader.read_case(case_id, say("cli.purpose.refused"), say("cli.information.possible"))
    tell_aside(str(refusal), "red")
    run = _run_of(view, seq)
    if run is None:
        return
    for sentence in (
        *_anew(session, view, run, {seq: given}),
        *_annulled(session, view, seq, refusal),
        *_further(session, view, run),
    ):
        tell_aside(sentence)


def _run_of(view: CaseView, seq: int) -> RunStanding | None:
    act = _act(view, seq)
    return next((run for run in view.standing.runs if act is not None and run.run == act.run), None)


def _act(view: CaseView, seq: int) -> StandingAct | None:
    return next((each for each in view.acts if each.seq == seq), None)


def _anew(session: Session, view: CaseView, run: RunStanding, given: Mapping[int, Collection[str]]) -> Iterator[str]:
    """The decision of the run that can be decided anew, with what it must and may be given, or who may.

    A field that was ``given`` with it is one that it needs, as far as anybody can say: a decision is given whole.
    """
    table = session.installation.library.prepared(run.digest)
    for each in view.redecidable:
        if each.run != run.run:
            continue
        if each.mine:
            needs = _given_whole(table.events[each.event], given.get(each.seq, ()))
            yield say("cli.refused.redecide", case=view.case_id, seq=each.seq, needs=needs, title=each.title.nb)
        else:
            yield say("cli.refused.redecide_who", seq=each.seq, title=each.title.nb, who=who_told(session, each.by))


def _given_whole(event: Event, given: Collection[str]) -> str:
    """The fields of an event as they are typed: those it must have, those that were given, and those it may have."""
    needs = [*event.records, *(name for name in event.may_record if name in given)]
    may = [name for name in event.may_record if name not in given]
    options = [say("cli.words.need", field=name) for name in needs]
    return " ".join(options + ([say("cli.words.may", fields="|".join(may))] if may else []))


def _annulled(session: Session, view: CaseView, seq: int, refusal: PathwaysError) -> Iterator[str]:
    """The decision in the way, if it should never have been: only where taking it back would be let through."""
    other = int(str(refusal.values.get(LATER, seq)))
    looking = Engine(
        database=session.installation.database, desk=session.installation.desk, clock=session.installation.clock
    )
    try:
        looking.foresee(view.case_id, (Annul(seq=other, why="-"),), session.actor, "-")
    except PathwaysError:
        return
    yield say("cli.refused.annul_wrong", case=view.case_id, seq=other)


def _further(session: Session, view: CaseView, run: RunStanding) -> Iterator[str]:
    """What can be recorded in the run now; where it is over, how a new one begins."""
    mine = [each for each in view.possible if each.run == run.run and each.mine and each.blocked is None]
    if mine:
        yield say("cli.refused.instead", user=session.actor.user)
        for _, command in commands_told(mine):
            yield say("cli.refused.event", command=f"advance {view.case_id} {command}")
    start = next((e for e in session.installation.library.prepared(run.digest).pathway.events if e.start), None)
    if run.ended and start is not None and set(start.by) & set(session.actor.roles):
        needs = " ".join(say("cli.words.need", field=name) for name in start.records)
        yield say("cli.refused.new_run", case=view.case_id, event=start.name, needs=needs, title=start.title.nb)
