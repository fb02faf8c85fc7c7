"""``pathways concern``: one report about several children, each with a case of its own that names no other."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from pathways.cli.asked import Looked, Once
from pathways.cli.case import OpenIn, Pathway
from pathways.cli.context import Session
from pathways.cli.follow_up import follow_up
from pathways.cli.given import (
    CaseId,
    HappenedAt,
    LateReason,
    Values,
    case_number,
    happened_or_now,
    texts_given,
    values_given,
)
from pathways.cli.output import tell, tell_json
from pathways.cli.wording import add_command, group, sharing
from pathways.errors import UsageError
from pathways.messages import say
from pathways.model.policy import Action

if TYPE_CHECKING:
    from pathways.engine.concern_finding import Concerns
    from pathways.engine.concern_registering import Children
    from pathways.model.record import Act

PAGE = 50
LONGEST = 20
"""Characters of a number, of a report or a message."""


def _number(typed: str) -> str:
    """A number as it is kept, however it was typed; what cannot be one is nobody's."""
    return typed.strip().upper()[:LONGEST]


def _which(typed: str) -> str:
    """A case, or a message, as it is kept."""
    return _number(case_number(typed) or "")


ConcernId = Annotated[
    str, typer.Argument(metavar="MELDING", help=say("concerns.argument_id"), show_default=False, callback=_number)
]
Which = Annotated[
    str, typer.Argument(metavar="SAK", help=say("concerns.argument_which"), show_default=False, callback=_which)
]
New = Annotated[int, typer.Option("--children", metavar="ANTALL", min=0, help=say("concerns.option_children"))]
Join = Annotated[list[str] | None, typer.Option("--join", metavar="SAK", help=say("concerns.option_join"))]
Waiting = Annotated[int, typer.Option("--waiting", metavar="ANTALL", min=0, help=say("concerns.option_waiting"))]
After = Annotated[str, typer.Option("--after", metavar="MERKE", help=say("concerns.option_after"))]


def add(app: typer.Typer) -> None:
    """Add ``concern`` and its commands."""
    concern = group("concern")
    add_command(concern, "open", "concern_open", sharing(Once, open_concern))
    add_command(concern, "add", "concern_add", sharing(Once, add_children))
    add_command(concern, "correct", "concern_correct", sharing(Looked, correct))
    add_command(concern, "remove", "concern_remove", sharing(Looked, remove))
    add_command(concern, "list", "concern_list", sharing(Looked, list_concerns))
    add_command(concern, "show", "concern_show", sharing(Looked, show))
    add_command(concern, "cases", "concern_cases", sharing(Looked, cases))
    app.add_typer(concern, name="concern")


def open_concern(
    asked: Once,
    pathway: Pathway,
    *,
    children: New = 0,
    join: Join = None,
    waiting: Waiting = 0,
    service: OpenIn = "",
    happened: HappenedAt = "",
    values: Values = None,
    late_reason: LateReason = "",
) -> None:
    """Register one report: a case for each child, and a message to the case of a child that has one."""
    from pathways.cli.concern_page import tell_registered
    from pathways.engine.concerning import Concerning

    given = values_given(values)
    with asked.session(Action.concern_write) as session:
        act = _act(session, happened, given, late_reason, asked.key)
        wanted = _children(children, join, waiting)
        concerns = _concerns(session)
        found = Concerning(concerns=concerns).open(pathway, act, wanted, service.strip())
        tell_registered(concerns, found, as_json=asked.as_json)


def add_children(
    asked: Once,
    concern_id: ConcernId,
    *,
    children: New = 0,
    join: Join = None,
    waiting: Waiting = 0,
    late_reason: LateReason = "",
) -> None:
    """Add children to a report that is registered: it was about them, too."""
    from pathways.cli.concern_page import tell_registered
    from pathways.engine.concerning import Concerning

    with asked.session(Action.concern_write) as session:
        act = _act(session, "", {}, late_reason, asked.key)
        concerns = _concerns(session)
        found = Concerning(concerns=concerns).add(concern_id, act, _children(children, join, waiting))
        tell_registered(concerns, found, as_json=asked.as_json)


def correct(
    asked: Looked,
    concern_id: ConcernId,
    *,
    happened: HappenedAt = "",
    values: Values = None,
) -> None:
    """Put right what a report says. Every case of it is told; each follows by the act of a person there."""
    from pathways.cli.concern_page import changed_document
    from pathways.engine.concerning import Concerning

    given = values_given(values)
    if not given and not happened:
        raise UsageError("concerns.nothing_given")
    with asked.session(Action.concern_write) as session:
        act = _act(session, happened, given, "", "")
        when = act.happened if happened else None
        Concerning(concerns=_concerns(session)).correct(concern_id, given, when, act)
        follow_up(session)
        if asked.as_json:
            tell_json(changed_document(concern_id))
        else:
            tell(say("concerns.told_corrected", concern=concern_id))


def remove(asked: Looked, concern_id: ConcernId, which: Which) -> None:
    """Take a child out of a report that was not about it. Only its own case is told."""
    from pathways.cli.concern_page import changed_document
    from pathways.engine.concerning import Concerning

    with asked.session(Action.concern_write) as session:
        signal = Concerning(concerns=_concerns(session)).remove(concern_id, which)
        follow_up(session)
        if asked.as_json:
            tell_json(changed_document(concern_id))
        else:
            tell(say("concerns.told_removed", case=signal.target_case, signal=signal.signal_id))


def list_concerns(asked: Looked, *, after: After = "") -> None:
    """List the reports that services of the user received, each with how many children it is about."""
    from pathways.cli.concern_page import list_document, tell_list

    with asked.session(Action.concern_read) as session:
        concerns = _concerns(session)
        found = concerns.page(after=_number(after), limit=PAGE)
        if asked.as_json:
            tell_json(list_document(found, PAGE))
        else:
            tell_list(session, concerns, found, PAGE)


def show(asked: Looked, concern_id: ConcernId) -> None:
    """Show a report: what it says, which cases it became, and which of them follow what was put right."""
    from pathways.cli.concern_page import concern_document, tell_concern

    with asked.session(Action.concern_read) as session:
        found = _concerns(session).shown(concern_id)
        if asked.as_json:
            tell_json(concern_document(found))
        else:
            tell_concern(session, found)


def cases(asked: Looked, case_id: CaseId) -> None:
    """Show the other cases of the report that a case came of, as far as the user may read them."""
    from pathways.cli.concern_page import cases_document, tell_cases

    with asked.session(Action.case_read, about=case_id) as session:
        found = _concerns(session).beside(case_id)
        if asked.as_json:
            tell_json(cases_document(case_id, found))
        else:
            tell_cases(case_id, found)


def _concerns(session: Session) -> "Concerns":
    from pathways.engine.concern_finding import Concerns

    return Concerns(engine=session.engine, reader=session.reader)


def _children(new: int, join: list[str] | None, waiting: int) -> "Children":
    from pathways.engine.concern_registering import Children

    return Children(new=new, joined=tuple(case_number(each) or "" for each in join or ()), waiting=waiting)


def _act(session: Session, happened: str, given: Mapping[str, str], late_reason: str, key: str) -> "Act":
    """What a report says."""
    from pathways.model.record import Act

    return Act(
        case_id="",
        event="",
        run="",
        item="",
        happened=happened_or_now(happened, session.installation.clock.now()),
        data=given,
        reason_codes=(),
        texts=texts_given("", late_reason),
        actor=session.actor,
        key=key,
        expected_version=None,
        happened_given=bool(happened),
    )
