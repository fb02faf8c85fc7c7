"""``pathways case show``: where a case is, what is due, and what the reader can do about it, in that order."""

from collections.abc import Callable, Iterable, Sequence

from pathways.cli.case_over import in_error
from pathways.cli.context import Session
from pathways.cli.merging import merged_told
from pathways.cli.outcome_told import Outcomes, outcome_lines, outcome_of, outcomes_of
from pathways.cli.output import styled, tell, tell_rows
from pathways.cli.proposals_page import approval_told, tell_waiting_proposals
from pathways.cli.waiting import category_told, tell_waiting
from pathways.cli.words import (
    commands_told,
    dates_told,
    days_told,
    deadline_style,
    deadline_title,
    deadline_word,
    items_told,
    lists_told,
    next_deadline,
    next_period,
    next_window,
    party_told,
    run_title,
    who_told,
    within,
)
from pathways.counting.oslo import civil_date
from pathways.counting.telling import write_clock, write_short
from pathways.engine.assigning import holder_told
from pathways.engine.library import Library
from pathways.engine.moment import Moment, Seen
from pathways.engine.outcome import outcomes
from pathways.engine.view import CaseView
from pathways.errors import NotFoundError
from pathways.machine.allowed import Possible
from pathways.machine.assigned import assigned
from pathways.machine.decide import run_named
from pathways.machine.standing import DeadlineStanding, RunStanding, Word
from pathways.messages import say
from pathways.model.basis import Certainty
from pathways.model.pathway import DeadlineKind
from pathways.model.policy import Action
from pathways.model.record import Kind
from pathways.timeline import item_told
from pathways.timeline_periods import tally_told
from pathways.timeline_remarks import shown_remarks


def require_run(view: CaseView, given: str) -> str:
    """The run that is meant, by its name or its number; empty when none is given.

    Raises: NotFoundError, naming the runs there are, when the case has none such.
    """
    names = [standing.run for standing in view.standing.runs]
    run = run_named(names, given)
    if run and run not in names:
        raise NotFoundError("cli.case.no_run", run=run, known=", ".join(names) or "—")
    return run


def tell_case(session: Session, view: CaseView, run: str, messages: Callable[[], None], *, past: bool) -> None:
    """The whole page. ``run`` picks one run; ``past`` says that the reader stands at a moment of their choice.

    ``messages`` tells those of the case, before what can be done.
    """
    library = session.installation.library
    runs = [standing for standing in view.standing.runs if run in ("", standing.run)]
    if past:
        tell(say("cli.case.seen_from", at=moment_told(view.at), known_at=moment_told(view.known_at)), "italic")
    if not runs:
        tell_no_runs(session, view)
        return
    _tell_holder(session, view)
    for sentence in merged_told(session, view.records):
        tell(sentence, "bold")
    for standing in runs:
        _tell_run(library, view, standing, run_title(standing, runs))
    _tell_next(library, view)
    tell_waiting_proposals(session, view, run)
    found = outcomes_of(library, view)
    for standing in runs:
        _tell_deadlines(session, view, standing, run_title(standing, runs) if len(runs) > 1 else "", found)
        _tell_items(library, standing)
    _tell_remarks(view)
    _tell_sealed(view)
    messages()
    if past:
        # What could be done then is refused by now, or needs to be entered late: a command shown here would mislead.
        tell("\n" + say("cli.case.can_is_now", case=view.case_id))
        return
    shown = [possible for possible in view.possible if run in ("", possible.run)]
    tell_possible(session, view, shown)
    tell_impossible(session, shown)


def tell_possible(session: Session, view: CaseView, possible: Iterable[Possible]) -> None:
    """What the reader may record now, and what each takes."""
    library = session.installation.library
    digests = {standing.run: standing.digest for standing in view.standing.runs}
    mine = [each for each in possible if each.mine and each.blocked is None]
    if not mine:
        asked = any(each.asks_reason for each in outcomes(library, view.records, view.at))
        explains = asked and bool(session.reader.visible({view.case_id}, Action.case_explain))
        key = "cli.case.only_reasons" if explains else "cli.case.nothing_possible"
        tell("\n" + say(key, user=session.actor.user))
        return
    tell("\n" + say("cli.case.you_can"), "bold")
    for each, command in commands_told(mine):
        lists = lists_told(library, digests[each.run], each)
        tell_rows([[f"advance {view.case_id} {command}"]])
        tell_rows([[say("cli.case.codes", title=each.title.nb, lists=lists) if lists else each.title.nb]], indent=6)
        if each.approved_by:
            tell_rows([[approval_told(session, each.approved_by)]], indent=6)


def seen_from_told(seen: Seen) -> str:
    """From where a list or a figure is seen."""
    return say("cli.case.seen_from", at=moment_told(seen.at), known_at=moment_told(seen.known_at))


def moment_told(moment: Moment) -> str:
    """``man. 24. aug. 2026 kl. 10:12``."""
    minute = moment.at.replace(second=0, microsecond=0)
    return say("timeline.at_clock", date=write_short(civil_date(minute)), clock=write_clock(minute))


def basis_told(deadline: DeadlineStanding) -> str:
    """The law or document, what kind of basis it is, and how certain where it is not plain law that was read."""
    basis = deadline.basis
    kind = say(f"cli.effect.{basis.effect}")
    if basis.certainty in (Certainty.A, Certainty.B):
        return say("cli.case.basis", law=basis.law, kind=kind)
    return say("cli.case.basis_uncertain", law=basis.law, kind=kind, certainty=basis.certainty)


def _tell_holder(session: Session, view: CaseView) -> None:
    """Who has it; where no person and no unit was given it, who gets in its service what nobody has."""
    holder = assigned(view.records)
    if holder is not None:
        library = session.installation.library
        kind = next((library.prepared(run.digest).pathway.service for run in view.standing.runs), "")
        people = session.installation.roster.on(civil_date(view.at.at))
        holder = people.falls_to(holder, kind)
        tell(say("cli.holding.with", holder=holder_told(holder)))


def tell_no_runs(session: Session, view: CaseView) -> None:
    """The case had not begun then, or what began it has been marked as wrongly registered."""
    error = in_error(session, view)
    if error is None:
        tell(say("cli.case.not_there_yet", case=view.case_id))
        return
    for number, sentence in enumerate(error.told):
        tell(sentence, "" if number else "bold")


def _tell_remarks(view: CaseView) -> None:
    """What parties have said about what is recorded; none about what is hidden, or where no text is shown."""
    shown = shown_remarks(view)
    if shown:
        tell("\n" + say("cli.case.remarks"), "bold")
    tell_rows([say("cli.case.remark", about=each.about, by=each.by, text=each.text)] for each in shown)


def _tell_sealed(view: CaseView) -> None:
    """Which events have lost their free texts; what they said besides still counts. Or that none is shown."""
    if view.withheld:
        tell("\n" + say("policy.texts_withheld"))
        return
    sealed = [str(record.seq) for record in view.records if record.sealed]
    if sealed:
        tell("\n" + say("cli.case.sealed", seqs=", ".join(sealed)))


def _tell_run(library: Library, view: CaseView, run: RunStanding, title: str) -> None:
    key = "cli.case.headline_ended" if run.ended else "cli.case.headline"
    since = write_short(run.since)
    tell(say(key, case=view.case_id, title=title, state=run.state_title.nb, since=since), "bold")
    if not run.law_loaded:
        tell(law_told(run), "yellow")
    if run.ball is not None:
        tell(say("cli.case.holder", holder=within(category_told(library, run, run.ball))))
    if run.holder:
        tell(say("cli.case.holder" if run.ball is None else "cli.case.case_with", holder=party_told(run.holder)))
    tell_waiting(library, run)


def law_told(run: RunStanding) -> str:
    """What it means that a run began before the rules that are loaded: which are used, and what is not said."""
    return say("cli.case.law_not_loaded", version=write_short(run.version))


def _tell_next(library: Library, view: CaseView) -> None:
    found, window = next_deadline(view.standing), next_window(view.standing)
    if found is not None:
        _tell_date(library, *found, "cli.case.next", "cli.case.next_paused")
    elif window is None:
        tell(_nothing_due(view))
    if window is not None:
        _tell_date(library, *window, "cli.case.window", "cli.case.window_paused")


def _nothing_due(view: CaseView) -> str:
    """That nothing runs; where a period comes, when it begins: it is no silence that lasts."""
    found = next_period(view.standing)
    if found is None:
        return say("cli.case.nothing_due")
    return say("cli.case.next_period", date=write_short(found[2]), title=found[1].title.nb)


def _tell_date(library: Library, run: RunStanding, deadline: DeadlineStanding, key: str, key_paused: str) -> None:
    """The date of what somebody must or may do, or the earliest it can be while the clock stands."""
    title, date = deadline_title(library, run, deadline), write_short(deadline.nominal)
    if deadline.word is Word.paused:
        tell(say(key_paused, title=title, date=date))
        return
    told = say(key, title=title, date=date, days=days_told(deadline.days_left))
    tell(told, "" if deadline.kind is DeadlineKind.window else deadline_style(deadline))


def _tell_deadlines(session: Session, view: CaseView, run: RunStanding, title: str, found: Outcomes) -> None:
    if not run.deadlines:
        return
    library = session.installation.library
    heading = say("cli.case.deadlines")
    tell("\n" + (f"{heading} · {title}" if title else heading), "bold")
    tell_rows(
        (
            styled(deadline_word(deadline), deadline_style(deadline)),
            "\n".join(
                [
                    _titled(library, run, deadline),
                    basis_told(deadline),
                    *extended_told(deadline),
                    *gone_told(library, view, deadline),
                    *before_told(library, view, run, deadline),
                    *outcome_lines(session, view.case_id, outcome_of(found, deadline)),
                ]
            ),
            dates_told(deadline),
        )
        for deadline in run.deadlines
    )


def _titled(library: Library, run: RunStanding, deadline: DeadlineStanding) -> str:
    """With how much is done, where it is owed several times."""
    return "\n".join([deadline_title(library, run, deadline), *tally_told(deadline)])


def gone_told(library: Library, view: CaseView, deadline: DeadlineStanding) -> list[str]:
    """Why a deadline fell away: by which act, or because a decision was made anew; nothing of any other."""
    by = deadline.settled_by
    if deadline.word is not Word.ended or not by:
        return []
    if any(record.seq == by and record.kind is Kind.redecision for record in view.records):
        return [say("cli.case.gone_by_redecision", seq=by)]
    act = next((act for act in view.acts if act.seq == by), None)
    if act is not None and act.closes:
        return [say(f"cli.case.gone_by_{act.closes}", seq=by)]
    run = next((run for run in view.standing.runs if act is not None and run.run == act.run), None)
    if act is None or run is None:
        return []
    if act.content.migration is not None:
        version = library.prepared(act.content.pins[0].digest).pathway.version
        title = say("cli.deadline.migration", date=write_short(version))
    else:
        event = library.prepared(run.digest).event(act.name)
        title = act.name if event is None else event.title.nb
    return [say("cli.case.gone_by", title=title, seq=by)]


def before_told(library: Library, view: CaseView, run: RunStanding, deadline: DeadlineStanding) -> list[str]:
    """That a window counts from before a decision of its run was made anew; a reader may think of the new one."""
    acts = {act.seq: act for act in view.acts if act.run == run.run}
    anchor = acts.get(deadline.anchored_by)
    if deadline.kind is not DeadlineKind.window or anchor is None:
        return []
    for act in acts.values():
        first = acts.get(act.redecides)
        if first is not None and first.place < anchor.place < act.place:
            event, on = library.prepared(run.digest).event(act.name), write_short(act.content.happened.on)
            title = act.name if event is None else event.title.nb
            return [say("cli.case.before_redecision", title=title, date=on, seq=act.seq)]
    return []


def extended_told(deadline: DeadlineStanding) -> list[str]:
    """The act that extended it, or that came too late to; nothing of any other."""
    if deadline.extended_by:
        return [say("cli.case.extended", seq=deadline.extended_by)]
    return [say("cli.case.extended_late", seq=deadline.late_extension_by)] if deadline.late_extension_by else []


def _tell_items(library: Library, run: RunStanding) -> None:
    prepared = library.prepared(run.digest)
    for name, activity in prepared.activities.items():
        items = [item for item in items_told(run) if item.activity == name]
        if not items:
            continue
        tell("\n" + say("cli.case.activity", title=activity.spec.title.nb), "bold")
        tell_rows(
            (
                item.item,
                item_told(item, library, prepared),
                say("cli.case.item_state", state=item.state_title.nb, since=write_short(item.since)),
            )
            for item in items
        )


def tell_impossible(session: Session, possible: Sequence[Possible]) -> None:
    """What the reader may not record now, and why."""
    others = [each for each in possible if not each.mine or each.blocked is not None]
    if not others:
        return
    tell("\n" + say("cli.case.you_cannot"), "bold")
    runs = {(each.event, each.run) for each in possible}
    several = {event for event, _ in runs if sum(event == each for each, _ in runs) > 1}
    tell_rows(
        (_event_told(each, named=each.event in several), _told(each, why_not_told(session, each))) for each in others
    )


def _event_told(possible: Possible, *, named: bool) -> str:
    """The event, with the items where something stands in the way of them, and its run where several have one such."""
    items = ["|".join(possible.items)] if possible.items and possible.blocked else []
    return " ".join([possible.event, *items, *([f"--run {possible.run}"] if named else [])])


def why_not_told(session: Session, possible: Possible) -> str:
    """What stands in the way, and who may where the reader may not."""
    blocked = [] if possible.blocked is None else [possible.blocked.nb]
    return "\n".join([*blocked, *([] if possible.mine else [who_told(session, possible.by)])])


def _told(possible: Possible, more: str) -> str:
    return f"{possible.title.nb}\n{more}" if more else possible.title.nb
