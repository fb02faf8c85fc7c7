"""What pages say of a missed deadline: late handling or late registration, why, who held the ball. Also as JSON."""

from collections.abc import Iterable, Iterator, Mapping

from pathways.cli.context import Session
from pathways.cli.report_words import became_told, deadline_named
from pathways.cli.waiting import category_named
from pathways.cli.words import count_told, party_told, who_told, within
from pathways.engine.figures import became
from pathways.engine.library import Library
from pathways.engine.outcome import Outcome, outcomes
from pathways.engine.view import CaseView
from pathways.machine.deadlines import key_of
from pathways.machine.held import Held
from pathways.machine.late_entry import Entered
from pathways.machine.lateness import Lateness
from pathways.machine.standing import DeadlineStanding, RunStanding
from pathways.machine.state import Status
from pathways.messages import say
from pathways.model.policy import Action
from pathways.policy.deciding import may_somewhere
from pathways.timeline_versions import code_told

Outcomes = Mapping[tuple[str, str], Outcome]
"""By run and key, of the rounds that stand."""


def outcomes_of(library: Library, view: CaseView) -> Outcomes:
    """What became of each deadline that the view shows."""
    return standing_of(outcomes(library, view.records, view.at))


def standing_of(every: Iterable[Outcome]) -> Outcomes:
    """Of what became of every round, those of the rounds that stand."""
    return {(each.run, each.key): each for each in every if each.current}


def earlier_of(every: Iterable[Outcome], run: str, *, still_open: bool) -> tuple[Outcome, ...]:
    """Earlier rounds that were missed or have a reason, by date, of all runs or one; ``still_open``: that await one."""
    found = [each for each in every if not each.current and run in ("", each.run) and (each.missed or each.reason_by)]
    shown = [each for each in found if each.asks_reason or not still_open]
    return tuple(sorted(shown, key=lambda each: (each.nominal, each.name, each.item, each.anchored_by)))


def earlier_lines(session: Session, case_id: str, outcome: Outcome) -> Iterator[str]:
    """What is told of an earlier round: of which deadline, from which event, what became of it, and why."""
    yield from earlier_named(session.installation.library, outcome)
    breach = outcome.breachable and outcome.law_loaded
    yield became_told(became(outcome), breach=breach, asks_reason=False)
    yield from reason_lines(session, case_id, outcome)


def earlier_named(library: Library, outcome: Outcome) -> Iterator[str]:
    """Which deadline an earlier round is of, and from which event."""
    title = deadline_named(library, outcome.pathway, outcome.name)
    item = outcome.item.partition(".")[2]
    yield f"{title} {item}" if item else title
    yield say("cli.deadline.round_from", name=outcome.name, seq=outcome.anchored_by)


def earlier_document(outcome: Outcome) -> dict[str, object]:
    """An earlier round as JSON."""
    return {
        "name": outcome.name,
        "run": outcome.run,
        "item": outcome.item,
        "anchored_by": outcome.anchored_by,
        "nominal": outcome.nominal.isoformat(),
        "became": became(outcome),
        **outcome_document(outcome),
    }


def outcome_of(found: Outcomes, due: DeadlineStanding) -> Outcome | None:
    """The outcome of a deadline that is shown."""
    return found.get((due.run, key_of(due.name, due.item)))


def outcome_lines(session: Session, case_id: str, outcome: Outcome | None) -> Iterator[str]:
    """Lines beneath a deadline: how it was late, and why, or that nobody has said so; none where nothing was missed."""
    if outcome is None:
        return
    yield from lateness_lines(outcome)
    yield from reason_lines(session, case_id, outcome)


def lateness_lines(outcome: Outcome) -> Iterator[str]:
    """How it was late: by what was done, or only by what was entered late, and then what that was."""
    gone = outcome.status is Status.ended
    if outcome.lateness is Lateness.handling:
        yield say("cli.lateness.gone" if gone else "cli.lateness.handling")
    entered = {
        (each.what, Lateness.imported if each.imported else Lateness.registration) for each in outcome.entered_late
    }
    for what, how in sorted(entered, key=lambda each: ([*Entered].index(each[0]), each[1])):
        fell_away = "_gone" if gone and what is Entered.settled else ""
        yield say(f"cli.lateness.{how}_{what}{fell_away}")


def reason_lines(session: Session, case_id: str, outcome: Outcome) -> Iterator[str]:
    """Why it was missed, that it is without effect now, or that nobody has said why and how to, or who may."""
    library = session.installation.library
    if outcome.moot:
        yield say("cli.reason.moot", seq=outcome.reason_by)
    elif outcome.reason_by:
        yield say("cli.reason.given", codes=_codes_told(library, outcome), seq=outcome.reason_by)
    elif outcome.asks_reason:
        breach = outcome.breachable and outcome.law_loaded
        policy = library.catalogue.policy
        roles = policy.roles_for(Action.case_explain)
        may = may_somewhere(policy, Action.case_explain, session.actor.roles)
        others = who_told(session, roles) if roles else say("cli.reason.nobody", name=Action.case_explain.value)
        how = _command(case_id, outcome) if may else others
        yield say("cli.reason.asked_breach" if breach else "cli.reason.asked_past", command=how)


def may_lines(session: Session, case_id: str, outcome: Outcome) -> Iterator[str]:
    """That a reason may be given though nobody asks, and how, to whoever may."""
    policy = session.installation.library.catalogue.policy
    open_to = outcome.may_explain and not outcome.asked and not outcome.reason_by
    if open_to and may_somewhere(policy, Action.case_explain, session.actor.roles):
        yield say("cli.reason.may", command=_command(case_id, outcome))


def held_lines(library: Library, run: RunStanding, outcome: Outcome) -> Iterator[str]:
    """Who held the ball for how many days while the deadline ran."""
    for held in outcome.holder_days:
        days = count_told(held.days)
        if not held.who:
            yield say("cli.deadline.held_nobody", days=days)
        else:
            key = "cli.deadline.held_paused" if held.paused else "cli.deadline.held_state"
            who = _holder_told(library, run, held)
            yield say(key, who=within(who) if held.paused else who, days=days)


def outcome_document(outcome: Outcome) -> dict[str, object]:
    """What is added to a deadline in JSON."""
    return {
        "lateness": str(outcome.lateness),
        "entered_late": [
            {"what": str(each.what), "seq": each.seq, "imported": each.imported} for each in outcome.entered_late
        ],
        "reason": {
            "asked": outcome.asks_reason,
            "list": outcome.reason_list or None,
            "codes": list(outcome.reason_codes),
            "by": outcome.reason_by or None,
            "moot": outcome.moot,
        },
    }


def held_document(library: Library, run: RunStanding, outcome: Outcome) -> list[dict[str, object]]:
    """Who held the ball, as JSON."""
    return [
        {"who": held.who or None, "paused": held.paused, "told": _holder_told(library, run, held), "days": held.days}
        for held in outcome.holder_days
    ]


def _command(case_id: str, outcome: Outcome) -> str:
    item = outcome.item.partition(".")[2]
    options = say("cli.reason.option_item", item=item) if item else ""
    if outcome.run != outcome.pathway:
        options += say("cli.reason.option_run", run=outcome.run)
    if outcome.several or not outcome.current:
        options += say("cli.reason.option_round", seq=outcome.anchored_by)
    return say("cli.reason.command", case=case_id, name=outcome.name, options=options, list=outcome.reason_list)


def _codes_told(library: Library, outcome: Outcome) -> str:
    return ", ".join(code_told(library, outcome.reason_list, code) for code in outcome.reason_codes)


def _holder_told(library: Library, run: RunStanding, held: Held) -> str:
    return category_named(library, run, held.who) if held.paused else party_told(held.who)
