"""A refusal, told whole: why, who may do it, and what the person may do instead."""

from pathways.cli.case_page import who_told
from pathways.cli.context import Session
from pathways.cli.output import tell_aside
from pathways.cli.words import commands_told
from pathways.engine.view import CaseView
from pathways.errors import NotFoundError, PathwaysError
from pathways.messages import say
from pathways.model.record import Act


def tell_refusal(session: Session, act: Act, refusal: PathwaysError) -> None:
    """Tell it on standard error. Reads the case to see what is possible, which is logged."""
    tell_aside(str(refusal), "red")
    try:
        view = session.reader.read_case(act.case_id, say("cli.purpose.refused"), say("cli.information.possible"))
    except NotFoundError:
        return
    _tell_who(session, view, act)
    _tell_instead(session, view)


def _tell_who(session: Session, view: CaseView, act: Act) -> None:
    wanted = next((each for each in view.possible if each.event == act.event), None)
    if wanted is not None and not wanted.mine:
        who = who_told(session.installation.people, wanted.by)
        tell_aside(say("cli.refused.who", event=act.event, who=who))


def _tell_instead(session: Session, view: CaseView) -> None:
    mine = [each for each in view.possible if each.mine]
    if not mine:
        tell_aside(say("cli.case.nothing_possible", user=session.actor.user))
        return
    tell_aside(say("cli.refused.instead", user=session.actor.user))
    for _, command in commands_told(mine):
        tell_aside(say("cli.refused.event", command=command))
