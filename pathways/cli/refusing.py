"""A refusal, told whole: why, who may do it, and what may be done instead or how it is said rightly."""

from pathways.cli.case_can import near_told
from pathways.cli.case_page import why_not_told
from pathways.cli.context import Session
from pathways.cli.output import tell_aside
from pathways.cli.words import commands_told
from pathways.engine.view import CaseView
from pathways.errors import NotAllowedError, NotFoundError, PathwaysError
from pathways.messages import say
from pathways.model.record import Act

NOT_POSSIBLE = frozenset(
    {
        "machine.not_in_this_state",
        "machine.not_in_this_item_state",
        "machine.activity_closed",
        "machine.only_by_signal",
    }
)
"""Refusals of the act itself, whatever is given with it. After any other the person only has to say it otherwise."""


def tell_refusal(session: Session, act: Act, refusal: PathwaysError) -> None:
    """Tell it on standard error. Reads the case to see what is possible, which is logged."""
    tell_aside(str(refusal), "red")
    try:
        view = session.reader.read_case(act.case_id, say("cli.purpose.refused"), say("cli.information.possible"))
    except NotFoundError:
        return
    blocked = any(each.event == act.event and each.blocked for each in view.possible)
    if isinstance(refusal, NotAllowedError) or refusal.key in NOT_POSSIBLE or blocked:
        _tell_who(session, view, act)
        _tell_instead(session, view)
    else:
        _tell_how(session, view, act)


def _tell_who(session: Session, view: CaseView, act: Act) -> None:
    wanted = next((each for each in view.possible if each.event == act.event), None)
    if wanted is not None and not wanted.mine:
        who = why_not_told(session.installation.people, wanted)
        tell_aside(say("cli.refused.who", event=act.event, who=who))


def _tell_instead(session: Session, view: CaseView) -> None:
    mine = [each for each in view.possible if each.mine and each.blocked is None]
    if not mine:
        tell_aside(say("cli.case.nothing_possible", user=session.actor.user))
        return
    tell_aside(say("cli.refused.instead", user=session.actor.user))
    for _, command in commands_told(mine):
        tell_aside(say("cli.refused.event", command=command))


def _tell_how(session: Session, view: CaseView, act: Act) -> None:
    """How the act is typed, and where its fields are told; for an unknown event the names that come close."""
    open_now = [each for each in view.possible if each.blocked is None]
    for each, command in commands_told(open_now):
        if each.event == act.event:
            tell_aside(say("cli.refused.takes", case=act.case_id, command=command))
    prepared = [session.installation.library.prepared(run.digest) for run in view.standing.runs]
    known = any(table.event(act.event) for table in prepared)
    if not known:
        names = {name for table in prepared for name in (*table.events, *table.item_events)}
        tell_aside(near_told(act.event, names).strip() or say("cli.refused.more", case=act.case_id, event=""))
        return
    tell_aside(say("cli.refused.more", case=act.case_id, event=f" {act.event}"))
