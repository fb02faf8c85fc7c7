"""``pathways case assign|take|handover|no-next|gaps``: who has a case, and what falls between."""

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from pathways.cli.asked import Asked, Looked
from pathways.cli.closed_case import closed_told_whole
from pathways.cli.context import Session
from pathways.cli.given import CaseId, Reason, case_number, texts_given
from pathways.cli.output import one_line, tell, tell_aside, tell_json, tell_rows
from pathways.cli.progress import progress
from pathways.cli.wording import add_command, sharing
from pathways.errors import NotFoundError, PathwaysError, UsageError
from pathways.messages import say
from pathways.model.policy import Action

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pathways.engine.assigning import To
    from pathways.engine.gaps import CaseGaps
    from pathways.model.organisation import Holder

HANDOVER = "pathways.handover/1"
GAPS = "pathways.gaps/1"
ATTENTION = 3
"""Exit code when some cases could not be handed over."""

ToPerson = Annotated[str, typer.Option("--to", metavar="PERSON", help=say("cli.holding.option_to"))]
ToUnit = Annotated[str, typer.Option("--unit", metavar="ENHET", help=say("cli.holding.option_unit"))]
InService = Annotated[str, typer.Option("--service", metavar="TJENESTE", help=say("cli.holding.option_service"))]
Since = Annotated[str, typer.Option("--from-date", metavar="DATO", help=say("cli.holding.option_since"))]
FromPerson = Annotated[
    str, typer.Option("--from", metavar="PERSON", help=say("cli.holding.option_from"), show_default=False)
]
Receiver = Annotated[
    str, typer.Option("--to", metavar="PERSON", help=say("cli.holding.option_receiver"), show_default=False)
]
Cases = Annotated[str, typer.Option("--cases", metavar="SAK,SAK", help=say("cli.holding.option_cases"))]
Back = Annotated[bool, typer.Option("--back", help=say("cli.holding.option_back"))]
DryRun = Annotated[bool, typer.Option("--dry-run", help=say("cli.holding.option_dry_run"))]
Until = Annotated[
    str, typer.Option("--until", metavar="DATO", help=say("cli.holding.option_until"), show_default=False)
]
OfPerson = Annotated[str, typer.Option("--person", metavar="PERSON", help=say("cli.holding.option_of_person"))]
OfUnit = Annotated[str, typer.Option("--unit", metavar="ENHET", help=say("cli.holding.option_of_unit"))]
OfService = Annotated[str, typer.Option("--service", metavar="TJENESTE", help=say("cli.holding.option_of_service"))]


def add_to(cases: typer.Typer) -> None:
    """Add the commands to ``case``."""
    add_command(cases, "assign", "case_assign", sharing(Asked, assign))
    add_command(cases, "take", "case_take", sharing(Asked, take))
    add_command(cases, "handover", "case_handover", sharing(Looked, handover))
    add_command(cases, "no-next", "case_no_next", sharing(Asked, no_next))
    add_command(cases, "gaps", "case_gaps", sharing(Looked, gaps))


def assign(
    asked: Asked, case_id: CaseId, *, to: ToPerson = "", unit: ToUnit = "", service: InService = "", since: Since = ""
) -> None:
    """Give a case to a person, a unit, or whoever gets what nobody has."""
    from pathways.engine.assigning import To

    with asked.session(Action.case_assign, about=case_id) as session:
        day = _day(since) if since else None
        whom = To(person=to.strip(), unit=unit.strip(), service=service.strip(), since=day)
        _assign(session, case_id, whom, reason=asked.reason, key=asked.key, as_json=asked.as_json)


def take(asked: Asked, case_id: CaseId, *, service: InService = "") -> None:
    """Take a case, or say that one has taken it over."""
    from pathways.engine.assigning import To

    with asked.session(Action.case_take, about=case_id) as session:
        whom = To(person=session.actor.user, service=service.strip())
        _assign(session, case_id, whom, reason=asked.reason, key=asked.key, as_json=asked.as_json)


def no_next(asked: Asked, case_id: CaseId, *, until: Until) -> None:
    """Record why nothing is due in a case, and until when."""
    from pathways.cli.receipts import tell_receipt
    from pathways.engine.engine import shell

    with asked.session(Action.case_record, about=case_id) as session:
        act = shell(case_id, session.actor, asked.key, None, texts_given(asked.reason, "").get("reason", ""))
        with closed_told_whole(session, case_id):
            receipt = session.engine.say_nothing_due(act, _day(until))
        sentence = say("cli.holding.quiet", case=receipt.case_id, seq=receipt.seq, until=_told(_day(until)))
        tell_receipt(receipt, sentence, as_json=asked.as_json)


def handover(
    asked: Looked,
    giver: FromPerson,
    to: Receiver,
    *,
    service: InService = "",
    cases: Cases = "",
    back: Back = False,
    since: Since = "",
    reason: Reason = "",
    dry_run: DryRun = False,
) -> None:
    """Give every case of a person, or some of them, to another."""
    from pathways.engine.assigning import To

    with asked.session(Action.case_assign) as session:
        meant = _meant(session, giver.strip(), to.strip(), cases, back=back)
        session.reader.log_readings(meant, say("cli.holding.purpose"), say("cli.holding.information"))
        if dry_run:
            _tell_handover(_Handed(done=meant, refused={}), giver, to, dry_run=True, as_json=asked.as_json)
            return
        whom = To(person=to.strip(), service=service.strip(), since=_day(since) if since else None)
        handed = _hand_over(session, meant, whom, reason)
    _tell_handover(handed, giver, to, dry_run=False, as_json=asked.as_json)
    if handed.refused:
        raise typer.Exit(ATTENTION)


def gaps(asked: Looked, *, person: OfPerson = "", unit: OfUnit = "", service: OfService = "") -> None:
    """List open cases without a holder, or without a next thing."""
    from pathways.cli.looking import Look, tell_left_out
    from pathways.cli.signal_lists import dated, dated_row, documents, waiting
    from pathways.cli.when import json_moment
    from pathways.counting.oslo import civil_date
    from pathways.engine.every_case import LeftOut
    from pathways.engine.holding import every_gap
    from pathways.engine.moment import NOW

    with asked.session(Action.case_list) as session:
        kind, held_by = held_by_given(session, person=person, unit=unit, service=service)
        purpose, information = say("cli.holding.purpose_gaps"), say("cli.holding.information_gaps")
        look = Look(session=session, purpose=purpose, information=information, service=kind, sight=NOW)
        now = session.installation.clock.now()
        found: list[CaseGaps] = []
        people, today = session.installation.people, civil_date(now)
        every = every_gap(session.reader, purpose, information, people, today, service=kind or None, held_by=held_by)
        for each in every:
            (look.left_out if isinstance(each, LeftOut) else found).append(each)  # type: ignore[arg-type]
        found.sort(key=lambda each: each.case_id)
        look.log_shown(each.case_id for each in found)
        waits = dated(session, waiting(session, held_by, kind))
        if asked.as_json:
            told = {"cases": [_gap_json(each) for each in found]}
            tell_json({
                "schema": GAPS, "at": json_moment(now), **told, "messages": documents(session, [x for x, _ in waits]),
            })  # fmt: skip
        elif found:
            tell(say("cli.holding.gaps", count=len(found)))
            tell_rows(((each.case_id, _gap_told(session, each)) for each in found), fixed=(0,))
        elif not waits:
            tell(_none_told(kind, held_by))
        if waits and not asked.as_json:
            tell(say("signals.not_received_yet", count=len(waits)))
            tell_rows((dated_row(session, each, wait) for each, wait in waits), fixed=(0, 1))
        tell_left_out(session, look)


def _none_told(kind: str, held_by: "Holder | None") -> str:
    """That there are none, and whose none it is where some cases alone were asked about."""
    from pathways.engine.assigning import holder_told

    asked = [kind] if kind else []
    asked += [holder_told(held_by)] if held_by is not None else []
    return say("cli.holding.no_gaps_of", holder=", ".join(asked)) if asked else say("cli.holding.no_gaps")


def held_by_given(session: Session, *, person: str, unit: str, service: str) -> "tuple[str, Holder | None]":
    """The kind of service and the holder that are meant: a service of the organisation is a place, else a kind.

    Raises: UsageError, NotFoundError.
    """
    from pathways.cli.looking import known_service
    from pathways.model.organisation import Holder

    organisation = session.installation.roster.organisation
    if person and person not in organisation.persons:
        known = ", ".join(sorted(organisation.persons)) or "–"
        raise NotFoundError("people.no_person", person=one_line(person), known=known)
    if unit and unit not in organisation.units:
        known = ", ".join(sorted(organisation.units)) or "–"
        raise NotFoundError("people.no_unit", unit=one_line(unit), known=known)
    place = service if service in organisation.services else ""
    kind = "" if place else known_service(session, service)
    held_by = Holder(person=person, unit=unit, service=place)
    return kind, held_by or None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Handed:
    """What a hand-over came to: the cases that were given, and why others were not."""

    done: list[str]
    refused: dict[str, str]


def _assign(session: Session, case_id: str, to: "To", *, reason: str, key: str, as_json: bool) -> None:
    from pathways.cli.receipts import tell_receipt
    from pathways.engine.engine import shell

    act = shell(case_id, session.actor, key, None, texts_given(reason, "").get("reason", ""))
    receipt = session.engine.assign(act, to)
    whom = to.person or to.unit or to.service or say("people.nobody_has_it")
    tell_receipt(
        receipt, say("cli.holding.assigned", case=receipt.case_id, seq=receipt.seq, whom=whom), as_json=as_json
    )


def _meant(session: Session, giver: str, to: str, cases: str, *, back: bool) -> list[str]:
    """The cases that are meant. Raises: NotFoundError, UsageError."""
    from pathways.engine.holding import came_from, held_by_person

    office, today = session.installation.roster.organisation, session.installation.people
    if giver not in office.persons:
        known = ", ".join(sorted(office.persons)) or "–"
        raise NotFoundError("people.no_person", person=one_line(giver), known=known)
    if to not in today.users:
        known = ", ".join(sorted(today.users)) or "–"
        raise NotFoundError("people.no_person_today", person=one_line(to), known=known)
    if giver == to:
        raise UsageError("cli.holding.same_person")
    theirs = held_by_person(session.installation.database, giver)
    visible = session.reader.visible(theirs, Action.case_read)
    held = tuple(case_id for case_id in theirs if case_id in visible)
    if back:
        held = came_from(session.installation.database, held, to)
    if cases in ("", "all", "alle"):
        return list(held)
    named = [str(case_number(each)) for each in cases.split(",") if each.strip()]
    missing = [each for each in named if each not in held]
    if missing:
        raise NotFoundError("cli.holding.not_theirs", cases=one_line(", ".join(missing)), person=giver)
    return list(dict.fromkeys(named))


def _hand_over(session: Session, meant: list[str], to: "To", reason: str) -> _Handed:
    """One event for each case, each in a transaction of its own: whoever is interrupted runs the command again."""
    from pathways.engine.engine import shell

    done: list[str] = []
    refused: dict[str, str] = {}
    engine = session.engine
    with progress(say("cli.holding.progress")) as advance:
        for number, case_id in enumerate(meant, start=1):
            try:
                engine.assign(shell(case_id, session.actor, "", None, reason), to)
                done.append(case_id)
            except PathwaysError as error:
                session.log_refused(error)
                refused[case_id] = str(error)
            advance(number, len(meant))
    return _Handed(done=done, refused=refused)


def _tell_handover(handed: _Handed, giver: str, to: str, *, dry_run: bool, as_json: bool) -> None:
    if as_json:
        names = {"from": giver, "to": to, "recorded": not dry_run}
        tell_json({"schema": HANDOVER, **names, "cases": handed.done, "refused": handed.refused})
        return
    if not handed.done and not handed.refused:
        tell(say("cli.holding.none_to_hand_over", giver=giver.strip(), to=to.strip()))
        return
    key = "cli.holding.would_hand_over" if dry_run else "cli.holding.handed_over"
    tell(say(key, giver=giver, to=to, count=len(handed.done)))
    tell_rows([case_id] for case_id in handed.done)
    for case_id, why in handed.refused.items():
        tell_aside(f"{case_id}: {why}")
    if handed.done and not dry_run:
        tell_aside(say("cli.holding.hand_back", giver=giver, to=to))


def _gap_told(session: Session, found: "CaseGaps") -> str:
    from pathways.cli.signal_next import next_of_case
    from pathways.engine.signal_gaps import OF_MESSAGES

    lines = list(_lines(session, found))
    if any(gap in OF_MESSAGES for gap in found.gaps):
        lines += next_of_case(session, found.case_id)
    return "\n".join(lines)


def _lines(session: Session, found: "CaseGaps") -> "Iterator[str]":
    """What is missing, with the command for it, or who may where the reader may not."""
    from pathways.cli.words import who_told
    from pathways.engine.assigning import holder_told
    from pathways.engine.gaps import MENDED_BY

    where = holder_told(found.holder if found.holder.person else found.lies_with)
    policy = session.installation.library.catalogue.policy
    for gap in found.gaps:
        lies = {"intake": found.lies_with.person, "service": found.lies_with.service}
        values = {"case": found.case_id, "holder": where, "person": found.holder.person, **lies}
        mended_by = MENDED_BY.get(gap, ())
        if not mended_by or any(session.reader.visible({found.case_id}, action) for action in mended_by):
            yield say(f"cli.gap.{gap.value}", **values)
            continue
        roles = dict.fromkeys(role for action in mended_by for role in policy.roles_for(action))
        who = who_told(replace(session, about=found.case_id), roles)
        yield say("cli.gap.not_yours", what=say(f"cli.gap.{gap.value}_alone", **values), who=who)


def _gap_json(found: "CaseGaps") -> dict[str, object]:
    def holder(of: "Holder") -> dict[str, str | None]:
        return {"service": of.service or None, "unit": of.unit or None, "person": of.person or None}

    return {
        "case_id": found.case_id,
        "service": found.service,
        "gaps": [gap.value for gap in found.gaps],
        "holder": holder(found.holder),
        "lies_with": holder(found.lies_with),
    }


def _day(typed: str) -> date:
    from pathways.counting.oslo import parse_moment

    return parse_moment(typed).on


def _told(day: date) -> str:
    from pathways.counting.telling import write_short

    return write_short(day)
