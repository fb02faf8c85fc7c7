"""``pathways deadline list|explain``: what is due, and everything a due date rests on, for people and as JSON."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType

from pathways.cli.case_page import (
    basis_told,
    before_told,
    extended_told,
    gone_told,
    law_told,
    moment_told,
    tell_no_runs,
)
from pathways.cli.context import Session
from pathways.cli.deadline_acts import Acts
from pathways.cli.documents import Document, deadline, instant
from pathways.cli.not_there import not_there_yet
from pathways.cli.outcome_told import (
    Outcomes,
    earlier_document,
    earlier_lines,
    earlier_of,
    held_document,
    held_lines,
    lateness_lines,
    may_lines,
    outcome_lines,
    outcome_of,
    outcomes_of,
    reason_lines,
    standing_of,
)
from pathways.cli.output import one_line, styled, tell, tell_rows
from pathways.cli.reservations import notes_document, notes_told
from pathways.cli.waiting import at_once, category_told
from pathways.cli.words import dates_told, days_to, deadline_style, deadline_title, deadline_word
from pathways.counting.oslo import civil_date
from pathways.counting.telling import tell_steps, write_date, write_period, write_short, write_step
from pathways.engine.derivation import Derivation
from pathways.engine.library import Library
from pathways.engine.outcome import Outcome, outcomes
from pathways.engine.spent import Spent
from pathways.engine.view import CaseView
from pathways.engine.waited import Stood
from pathways.machine.order import StandingAct
from pathways.machine.standing import DeadlineStanding, RunStanding, Word
from pathways.machine.state import PauseState
from pathways.messages import say
from pathways.model.counting import Period
from pathways.model.pathway import DeadlineKind, OnPause
from pathways.timeline import when_told
from pathways.timeline_periods import missing_told, owed_told, tally_told
from pathways.timeline_remarks import remarks_document, shown_remarks

LIST, EXPLAIN = "pathways.deadline-list/1", "pathways.deadline-explain/1"

_SETTLED = MappingProxyType(
    {
        Word.ended: "cli.deadline.fell_away",
        Word.window_used: "cli.deadline.used",
        Word.used_after: "cli.deadline.came",
    }
)
"""What the act that settled a deadline did to it, where that is no *oppfylt*."""

Pair = tuple[RunStanding, DeadlineStanding]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """What a list shows: the deadlines that stand, what became of them, and earlier rounds that were missed."""

    pairs: tuple[Pair, ...]
    found: Outcomes
    earlier: tuple[Outcome, ...]


def listed(library: Library, view: CaseView, run: str, *, still_open: bool) -> Listed:
    """Deadlines of all runs or one, by nominal date; ``still_open``: only those somebody still must or may act on."""
    pairs = [(each, due) for each in view.standing.runs for due in each.deadlines if run in ("", each.run)]
    shown = [pair for pair in pairs if pair[1].open or not still_open]
    every = outcomes(library, view.records, view.at)
    return Listed(
        pairs=tuple(sorted(shown, key=lambda pair: (pair[1].nominal, pair[1].name, pair[1].item))),
        found=standing_of(every),
        earlier=earlier_of(every, run, still_open=still_open),
    )


def tell_list(session: Session, view: CaseView, shown: Listed, *, past: bool) -> None:
    """A row for each: the word, the deadline with its basis and the name it is explained by, and its dates."""
    library = session.installation.library
    _tell_head(view, say("cli.deadline.title", case=view.case_id), past=past)
    if not view.standing.runs:
        tell_no_runs(session, view)
        return
    if not shown.pairs and not shown.earlier:
        tell(say("cli.deadline.none"))
        return
    for run in view.standing.runs:
        if not run.law_loaded and any(due.run == run.run for _, due in shown.pairs):
            tell(law_told(run), "yellow")
    alike = Counter((due.name, due.item) for run in view.standing.runs for due in run.deadlines)
    tell_rows(
        (
            styled(deadline_word(due), deadline_style(due)),
            "\n".join(
                [
                    deadline_title(library, run, due),
                    *tally_told(due),
                    basis_told(due),
                    *extended_told(due),
                    *gone_told(library, view, due),
                    *before_told(library, view, run, due),
                    _named(due, several=alike[due.name, due.item] > 1),
                    *outcome_lines(session, view.case_id, outcome_of(shown.found, due)),
                ]
            ),
            dates_told(due),
        )
        for run, due in shown.pairs
    )
    if shown.earlier:
        tell("\n" + say("cli.deadline.earlier"), "bold")
        tell_rows(
            (write_short(each.nominal), "\n".join(earlier_lines(session, view.case_id, each))) for each in shown.earlier
        )
    tell("\n" + say("cli.deadline.list_next", case=view.case_id))


def deadlines_document(library: Library, view: CaseView, shown: Listed) -> Document:
    """``deadline list --json``."""
    deadlines = [deadline(library, run, due, outcome_of(shown.found, due)) for run, due in shown.pairs]
    return {
        **_head(LIST, view),
        "nothing_then": not_there_yet(view),
        "deadlines": deadlines,
        "earlier_rounds": [*map(earlier_document, shown.earlier)],
    }


def tell_derivation(session: Session, view: CaseView, derived: Derivation, *, past: bool) -> None:
    """From what it counts, by which rule, day by day where a day matters, what moved it, and how it stands."""
    due, library = derived.deadline, session.installation.library
    title = deadline_title(library, derived.run, due)
    _tell_head(view, say("cli.deadline.explain_title", case=view.case_id, title=title), past=past)
    tell(_stands(view, due), deadline_style(due))
    if not derived.run.law_loaded:
        tell(law_told(derived.run), "yellow")
    tell("\n" + say("cli.deadline.counted"), "bold")
    tell_rows(tell_steps(derived.steps))
    tell("\n" + say("cli.deadline.because"), "bold")
    tell_rows([*_because(library, view, derived), *_became(session, view, derived), *_remarked(view, derived)])


def derivation_document(library: Library, view: CaseView, derived: Derivation) -> Document:
    """``deadline explain --json``."""
    outcome, acts = outcome_of(outcomes_of(library, view), derived.deadline), Acts(library, view)
    return {
        **_head(EXPLAIN, view),
        "deadline": deadline(library, derived.run, derived.deadline, outcome),
        "held": [] if outcome is None else held_document(library, derived.run, outcome),
        "elapsed_days": 0 if outcome is None else outcome.elapsed,
        "anchor": acts.document(derived.anchor),
        "definition": {"version": derived.version.isoformat(), "digest": derived.digest},
        "carried": _carried_document(acts, derived),
        "parents": [{"name": each.name, "nominal": each.nominal.isoformat()} for each in derived.parents],
        "budget": None if derived.period is None else _period_document(derived.period),
        "rule": {"id": derived.rule.id, "version": derived.rule.version, "law": derived.rule.law},
        "calendar": {"id": derived.calendar.id, "version": derived.calendar.version},
        "notes": notes_document(derived.spec.basis, derived.rule),
        "why": [{"on": step.on.isoformat(), "step": step.key, "text": write_step(step)} for step in derived.steps],
        "pauses": [acts.pause_document(each, derived.waited[each.begun_by]) for each in derived.pauses],
        "extension": acts.document(derived.extension),
        "late_extension": acts.document(derived.late_extension),
        "settled": acts.document(derived.settled),
        "spent": None if derived.spent is None else _spent_document(derived.spent),
        "remarks": remarks_document(shown_remarks(view, _acts_of(derived))),
    }


def _tell_head(view: CaseView, title: str, *, past: bool) -> None:
    tell(title, "bold")
    if past:
        tell(say("cli.case.seen_from", at=moment_told(view.at), known_at=moment_told(view.known_at)), "italic")


def _named(due: DeadlineStanding, *, several: bool) -> str:
    """How it is asked for; with its run where another run of the case has one that is asked for alike."""
    item = due.item.partition(".")[2]
    name = f"{due.name} {say('cli.words.need_run', run=due.run)}" if several else due.name
    return say("cli.deadline.named_item" if item else "cli.deadline.named", name=name, item=item)


def _stands(view: CaseView, due: DeadlineStanding) -> str:
    """With what the days left are counted to: further down stands what is left of the budget, which may be another."""
    last = civil_date(view.at.at) + timedelta(days=due.days_left)
    to = say("cli.words.the_date") if last == due.nominal else write_short(last)
    return f"{deadline_word(due)} · {dates_told(due, days_to(due.days_left, to))}".replace("\n", " · ")


def _because(library: Library, view: CaseView, derived: Derivation) -> Iterator[tuple[str, str]]:
    due, rule, calendar, acts = derived.deadline, derived.rule, derived.calendar, Acts(library, view)
    yield (
        say("cli.deadline.anchor"),
        "\n".join([*_anchor_told(acts, derived), *before_told(library, view, derived.run, due)]),
    )
    yield say("cli.deadline.basis"), "\n".join(filter(None, [basis_told(due), due.basis.url, _read_told(due)]))
    yield say("cli.deadline.version"), _version_told(derived)
    yield (
        say("cli.deadline.rule"),
        say(
            "cli.deadline.rule_told",
            rule=rule.id,
            version=rule.version,
            law=rule.law,
            calendar=calendar.id,
            calendar_version=calendar.version,
        ),
    )
    if notes := "\n".join(notes_told(derived.spec.basis, rule)):
        yield say("cli.notes.label"), notes
    yield from _tally_rows(due)
    if derived.period is not None:
        yield say("cli.deadline.budget"), _budget_told(derived)
    if derived.extension is not None:
        yield say("cli.deadline.extended"), "\n".join(acts.lines(derived.extension))
    if derived.late_extension is not None:
        told, *who = acts.lines(derived.late_extension)
        yield say("cli.deadline.extended"), "\n".join([say("cli.deadline.extended_late", act=told), *who])
    for pause in derived.pauses:
        told = _pause_told(library, derived, pause)
        yield say("cli.deadline.pause"), "\n".join([told, *acts.pause_lines(pause)])
    if derived.settled is not None:
        yield say(_SETTLED.get(due.word, "cli.deadline.settled")), "\n".join(acts.lines(derived.settled))
    if due.reporting is not None:
        yield say("cli.deadline.reporting"), say("cli.deadline.reporting_told", date=write_date(due.reporting))


def _pause_told(library: Library, derived: Derivation, pause: PauseState) -> str:
    """From when to when, for whom, and what it did to the clock."""
    return say(
        f"cli.deadline.pause_{derived.waited[pause.begun_by]}",
        began=write_short(pause.began.on),
        until=_until_told(derived.deadline) if pause.ended is None else write_short(pause.ended.on),
        who=category_told(library, derived.run, pause),
        seq=pause.begun_by,
    )


def _until_told(due: DeadlineStanding) -> str:
    """Until when a pause that lasts counts for a deadline: until now, or until it was settled."""
    if due.settled_on is None:
        return say("cli.deadline.pause_lasts")
    used = due.kind is DeadlineKind.window and due.settled_by
    word = "ended" if due.word is Word.ended else "used" if used else "met" if due.settled_by else "over"
    return say(f"cli.deadline.pause_{word}", date=write_short(due.settled_on))


def _tally_rows(due: DeadlineStanding) -> Iterator[tuple[str, str]]:
    """What is owed in the period, and when it was done."""
    if due.tally is None:
        return
    yield say("cli.deadline.owed"), "\n".join(owed_told(due))
    lines, seen = [], set()
    for on, seq in due.tally.done:
        key = "cli.deadline.done_same_day" if on in seen and due.tally.once_a_day else "cli.deadline.done_on"
        lines.append(say(key, date=write_short(on), seq=seq))
        seen.add(on)
    done = lines or [say("cli.deadline.not_done" if due.open else "cli.deadline.none_done")]
    yield say("cli.deadline.done"), "\n".join([*done, *missing_told(due)])


def _became(session: Session, view: CaseView, derived: Derivation) -> Iterator[tuple[str, str]]:
    """How it was late, why it was missed, and who held the ball."""
    library = session.installation.library
    outcome = outcome_of(outcomes_of(library, view), derived.deadline)
    if outcome is None:
        return
    for line in lateness_lines(outcome):
        yield say("cli.deadline.lateness"), line
    for line in (*reason_lines(session, view.case_id, outcome), *may_lines(session, view.case_id, outcome)):
        yield say("cli.deadline.missed_reason"), line
    if outcome.holder_days:
        oldest = [say("cli.deadline.held_oldest")] if at_once(derived.pauses) else []
        yield say("cli.deadline.held"), "\n".join([*held_lines(library, derived.run, outcome), *oldest])


def _remarked(view: CaseView, derived: Derivation) -> Iterator[tuple[str, str]]:
    """What parties have said about the events it rests on."""
    for each in shown_remarks(view, _acts_of(derived)):
        told = say("cli.case.remark", about=each.about, by=each.by, text=one_line(each.text or ""))
        yield say("cli.deadline.remark"), told


def _acts_of(derived: Derivation) -> tuple[int, ...]:
    acts = (derived.anchor, derived.extension, derived.late_extension, derived.settled)
    return tuple(act.seq for act in acts if act is not None)


def _version_told(derived: Derivation) -> str:
    """Which version counts it, and how a migration carried it over."""
    moved, carried, date = derived.migration, derived.carried, write_short(derived.version)
    if moved is None:
        key = "cli.deadline.version_told" if derived.run.law_loaded else "cli.deadline.version_early"
        return say(key, date=date)
    way = "recounted" if derived.recounted else "version"
    if carried is None:
        return say(f"cli.deadline.{way}_moved", date=date, moved=_moved_told(moved))
    if derived.over is None:
        now = write_short(derived.run.version)
        return say(f"cli.deadline.{way}_kept", date=date, now=now, moved=_moved_told(moved))
    used, left = write_period(derived.over.used), write_period(derived.over.left)
    return say(f"cli.deadline.{way}_rebudgeted", date=date, used=used, left=left, moved=_moved_told(moved))


def _moved_told(moved: StandingAct) -> str:
    return say("cli.deadline.moved", when=when_told(moved.content.happened), seq=moved.seq)


def _anchor_told(acts: Acts, derived: Derivation) -> list[str]:
    """The event, or the date it gave and in which field; who recorded it, and by way of which deadlines."""
    told = [acts.anchor_told(derived), *acts.who(derived.anchor)]
    told += [
        say("cli.deadline.by_way_of", title=parent.title.nb, date=write_short(parent.nominal))
        for parent in derived.parents
    ]
    return told


def _budget_told(derived: Derivation) -> str:
    period, spent = derived.period, derived.spent
    if period is None or spent is None:
        return ""
    key = "cli.deadline.budget_left" if spent.left >= 0 else "cli.deadline.budget_over"
    used = write_period(Period(amount=spent.used, unit=spent.unit))
    left = write_period(Period(amount=abs(spent.left), unit=spent.unit))
    return say(key, period=_budget_named(derived, write_period(period)), used=used, left=left)


def _budget_named(derived: Derivation, period: str) -> str:
    """With the day it counts from, but where a migration or a clock that began anew left another."""
    due = derived.deadline
    anew = due.on_pause is OnPause.restarts and Stood.stood in derived.waited.values()
    if derived.over is not None or anew:
        return period
    return say("cli.deadline.budget_from", period=period, start=write_short(due.anchored_on))


def _read_told(due: DeadlineStanding) -> str:
    return "" if due.basis.read is None else say("cli.deadline.read", date=write_short(due.basis.read))


def _head(schema: str, view: CaseView) -> Document:
    return {
        "schema": schema,
        "case_id": view.case_id,
        "at": instant(view.at.at),
        "known_at": instant(view.known_at.at),
        "version": view.version,
    }


def _period_document(period: Period) -> Document:
    return {"amount": period.amount, "unit": str(period.unit)}


def _carried_document(acts: Acts, derived: Derivation) -> Document | None:
    carried, over = derived.carried, derived.over
    if carried is None:
        return None
    return {
        "carry": carried.carry,
        "migration": acts.document(derived.migration),
        "used": None if over is None else _period_document(over.used),
        "left": None if over is None else _period_document(over.left),
    }


def _spent_document(spent: Spent) -> Document:
    return {"used": spent.used, "left": spent.left, "unit": str(spent.unit)}
