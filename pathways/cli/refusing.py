"""A refusal, told whole: why, who may do it, and what may be done instead or how it is said rightly."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

import typer

from pathways.cli.case_can import event_rows, near_told
from pathways.cli.case_page import why_not_told
from pathways.cli.closed_case import CLOSED as CLOSED_CASE
from pathways.cli.closed_case import tell_closed
from pathways.cli.context import Session
from pathways.cli.late_right import may_enter_late, who_enters_late
from pathways.cli.output import tell_aside
from pathways.cli.words import commands_told, rights_told
from pathways.counting.oslo import civil_date, to_oslo
from pathways.counting.telling import write_short
from pathways.engine.moment import moment_of, no_later_than
from pathways.engine.view import CaseView, view
from pathways.errors import NotAllowedError, NotFoundError, PathwaysError
from pathways.machine.allowed import Possible
from pathways.machine.decide import run_named
from pathways.machine.order import StandingAct
from pathways.machine.standing import RunStanding
from pathways.messages import say
from pathways.model.record import Act, Happened
from pathways.timeline import when_told

NOT_POSSIBLE = frozenset(
    {
        "machine.not_in_this_state",
        "machine.not_in_this_item_state",
        "machine.activity_closed",
        "machine.only_by_signal",
        "machine.no_run_now",
    }
)
"""Refusals of the act itself, whatever is given with it. After any other the person only has to say it otherwise."""


CLOSED = frozenset({"machine.not_in_this_state", "machine.activity_closed"})
"""Refusals because of the state that the run is in."""

CONFLICTS = frozenset({"engine.conflicts", "engine.change_refused"})
"""Refusals of one thing for acts that would become impossible."""


def tell_refusal(session: Session, act: Act, refusal: PathwaysError) -> None:
    """Tell it on standard error. Reads the case to see what is possible, which is logged."""
    if refusal.key in CONFLICTS:
        session.reader.log_reading(act.case_id, say("cli.purpose.refused"), say("cli.information.refusal"))
        tell_conflicting(act.case_id, refusal)
        return
    if refusal.key == CLOSED_CASE:
        tell_closed(session, act.case_id, refusal)
        return
    tell_aside(str(refusal), "red")
    try:
        now = session.reader.read_case(act.case_id, say("cli.purpose.refused"), say("cli.information.possible"))
    except NotFoundError:
        return
    if _is_late(session, now, act) and not may_enter_late(session):
        # Whatever stood in its way: nothing of that day is theirs to enter.
        who = who_enters_late(session)
        if who:
            tell_aside(say("cli.refused.late_who", who=who))
        return
    act = replace(act, run=_run_of(now, act))
    there = _as_it_was(session, now, act)
    moved = None if there is None else _moved_since(session, there, now, act)
    if there is not None and moved is not None:
        _tell_how_then(session, there, moved, act)
        return
    seen = there or now
    if refusal.key in CLOSED:
        _tell_closed(session, seen, act)
    blocked = any(each.event == act.event and each.blocked for each in _possible(seen, act))
    if isinstance(refusal, NotAllowedError) or refusal.key in NOT_POSSIBLE or blocked:
        _tell_who(session, seen, act)
        _tell_instead(session, seen, act)
    else:
        _tell_how(session, now, seen, act)


@contextmanager
def conflicting_told(case_id: str) -> Iterator[None]:
    """A refusal of what is only looked at ends as that of the change itself: with how each act is put right.

    The caller has logged the reading.
    """
    try:
        yield
    except PathwaysError as refusal:
        if refusal.key not in CONFLICTS:
            raise
        tell_conflicting(case_id, refusal)
        raise typer.Exit(refusal.exit_code) from None


def tell_conflicting(case_id: str, refusal: PathwaysError) -> None:
    """A refusal for other acts that stand in the way, and how each is put right; what was typed is as it should be."""
    tell_aside(str(refusal), "red")
    seqs, beyond = _numbers(refusal, "seqs"), _numbers(refusal, "beyond")
    for seq in seqs:
        if seq not in beyond:
            tell_aside(say("cli.refused.correct_first", case=case_id, seq=seq))
    for seq in sorted(beyond, reverse=True):
        tell_aside(say("cli.refused.annul_first", case=case_id, seq=seq))
    if beyond:
        tell_aside(say("cli.refused.amend_together", case=case_id))


def _numbers(refusal: PathwaysError, name: str) -> tuple[int, ...]:
    found = refusal.values.get(name)
    return found if isinstance(found, tuple) else ()


def _tell_closed(session: Session, seen: CaseView, act: Act) -> None:
    """Which event ended the run that the act is for, and how it is put right if its day is wrong."""
    library = session.installation.library
    runs = [run for run in seen.standing.runs if act.run in ("", run.run)]
    knowing = [run for run in runs if library.prepared(run.digest).event(act.event) is not None]
    if len(knowing) != 1 or not knowing[0].ended:
        return
    run = knowing[0]
    closing = next((each for each in reversed(seen.acts) if _brought(session, run, each)), None)
    if closing is not None:
        when = when_told(closing.content.happened)
        tell_aside(say("cli.refused.closed", case=act.case_id, seq=closing.seq, event=closing.name, on=when))


def _brought(session: Session, run: RunStanding, act: StandingAct) -> bool:
    """Whether an act of the run itself brought it to where it is; a signal of another run, or the clock, may have."""
    event = session.installation.library.prepared(run.digest).events.get(act.name)
    if event is None or (act.run, act.item, act.content.happened.on) != (run.run, "", run.since):
        return False
    return any(branch.to == run.state for branch in event.branches)


def _run_of(now: CaseView, act: Act) -> str:
    """The whole name of the run that the person gave; empty where none was given, or none that the case has."""
    runs = [run.run for run in now.standing.runs]
    given = run_named(runs, act.run) if act.run else ""
    return given if given in runs else ""


def _possible(seen: CaseView, act: Act) -> list[Possible]:
    """What was possible in the run that the person gave, or in any where none was."""
    return [each for each in seen.possible if act.run in ("", each.run)]


def _as_it_was(session: Session, now: CaseView, act: Act) -> CaseView | None:
    """The case at the place of a late act, which is judged there; None where it is judged as the case is now."""
    happened = act.happened
    to_come = happened.on > civil_date(now.at.at) or (happened.at is not None and happened.at > now.at.at)
    if not act.happened_given or to_come:
        return None
    at = no_later_than(moment_of(act.happened), now.at.at)
    roles, library = session.actor.roles, session.installation.library
    return view(library, now.case_id, now.records, now.known_at, at, roles, hidden=now.hidden, told=now.told)


def _moved_since(session: Session, there: CaseView, now: CaseView, act: Act) -> RunStanding | None:
    """The run of ``act`` as it was then, where a migration has brought it to another version since."""
    today = {run.run: run for run in now.standing.runs}
    library = session.installation.library

    def knows(run: RunStanding) -> bool:
        return library.prepared(run.digest).event(act.event) is not None

    moved = [run for run in there.standing.runs if act.run in ("", run.run) and run.version != today[run.run].version]
    return next((run for run in moved if knows(run)), next((run for run in moved if knows(today[run.run])), None))


def _tell_how_then(session: Session, there: CaseView, moved: RunStanding, act: Act) -> None:
    """By which version a late act is judged, and how it is typed by that one; what holds today is of no use."""
    tell_aside(say("cli.refused.judged", on=write_short(act.happened.on), version=write_short(moved.version)))
    prepared = session.installation.library.prepared(moved.digest)
    event = prepared.event(act.event)
    wanted = [each for each in _possible(there, act) if each.event == act.event]
    if event is None or not any(each.mine and each.blocked is None for each in wanted):
        names = {*prepared.events, *prepared.item_events}
        if event is None and near_told(act.event, names):
            tell_aside(near_told(act.event, names).strip())
        _tell_who(session, there, act)
        _tell_instead(session, there, act)
        return
    _tell_takes(session, there, act, wanted)
    for row in event_rows(prepared, event):
        tell_aside(say("cli.refused.event", command=" · ".join(row)))


def _tell_takes(session: Session, seen: CaseView, act: Act, wanted: Sequence[Possible]) -> None:
    """How the act is typed so that it is taken, with the day that was given and what that day asks for."""
    when = _when(session, seen, act)
    # Whoever named the run names it again, though the event would find it alone.
    meant = [replace(each, alone=each.alone and not act.run) for each in _of_item(wanted, act)]
    for _, command in commands_told(meant):
        tell_aside(say("cli.refused.takes", case=act.case_id, command=command + when))


def _of_item(wanted: Sequence[Possible], act: Act) -> list[Possible]:
    """Those of the item that the person named, where there is one so called, and of no other."""
    given = act.item.rpartition(".")[2]
    named = [replace(each, items=(given,)) for each in wanted if given in each.items]
    return named or list(wanted)


def _when(session: Session, seen: CaseView, act: Act) -> str:
    """The day, as it was given, and why it comes late where the place asks for that; with a space before them."""
    if not act.happened_given:
        return ""
    told = say("cli.words.need_happened", happened=_typed(act.happened))
    return told + (say("cli.words.need_late_reason") if _is_late(session, seen, act) else "")


def _is_late(session: Session, seen: CaseView, act: Act) -> bool:
    return act.happened_given and rights_told(session).is_late(act.happened, civil_date(seen.known_at.at))


def _typed(happened: Happened) -> str:
    """As it is given to ``--happened``."""
    return happened.on.isoformat() if happened.at is None else to_oslo(happened.at).isoformat("T", "minutes")


def _tell_who(session: Session, seen: CaseView, act: Act) -> None:
    wanted = next((each for each in _possible(seen, act) if each.event == act.event), None)
    if wanted is not None and not wanted.mine:
        tell_aside(say("cli.refused.who", event=act.event, who=why_not_told(session, wanted)))


def _tell_instead(session: Session, seen: CaseView, act: Act) -> None:
    """What the person could do there: of an earlier day with that day, so that it works as it is typed."""
    then = act.happened_given and act.happened.on < civil_date(seen.known_at.at)
    when = _when(session, seen, act) if then else ""
    mine = [each for each in _possible(seen, act) if each.mine and each.blocked is None]
    if not mine:
        tell_aside(say("cli.refused.nothing_then" if then else "cli.case.nothing_possible", user=session.actor.user))
        return
    tell_aside(say("cli.refused.instead_then" if then else "cli.refused.instead", user=session.actor.user))
    for _, command in commands_told(mine):
        tell_aside(say("cli.refused.event", command=command + when))


def _tell_how(session: Session, now: CaseView, seen: CaseView, act: Act) -> None:
    """How the act is typed, and where its fields are told; for an unknown event the names that come close."""
    wanted = [each for each in _possible(seen, act) if each.blocked is None and each.event == act.event]
    _tell_takes(session, seen, act, wanted)
    prepared = [session.installation.library.prepared(run.digest) for run in now.standing.runs]
    known = any(table.event(act.event) for table in prepared)
    if not known:
        names = {name for table in prepared for name in (*table.events, *table.item_events)}
        tell_aside(near_told(act.event, names).strip() or say("cli.refused.more", case=act.case_id, event=""))
        return
    run = " " + say("cli.words.need_run", run=act.run) if act.run else ""
    tell_aside(say("cli.refused.more", case=act.case_id, event=f" {act.event}{run}"))
