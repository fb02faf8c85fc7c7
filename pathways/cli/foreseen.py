"""What a set of changes would make of a case, as a page and as JSON: states, deadlines and notices before and after."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict

from pathways.cli.context import Session
from pathways.cli.documents import deadline as deadline_document
from pathways.cli.outcome_told import earlier_document, earlier_named
from pathways.cli.output import tell, tell_aside, tell_json, tell_rows
from pathways.cli.signal_foreseen import messages_foreseen
from pathways.cli.words import dates_told, deadline_title, deadline_word, run_title
from pathways.counting.oslo import civil_date
from pathways.counting.telling import write_short
from pathways.engine.changes import Change
from pathways.engine.engine import Engine
from pathways.engine.foreseeing import Foreseen
from pathways.engine.library import Library
from pathways.machine.standing import DeadlineStanding, RunStanding, Standing
from pathways.messages import say
from pathways.store.notices import Notice
from pathways.timeline import about_item
from pathways.timeline_clock import passed_told
from pathways.timeline_periods import about_period, tally_told
from pathways.timeline_versions import Versions

SCHEMA = "pathways.foreseen/1"

MOST_PASSED = 10
"""So many of the things that the clock would have passed are told one by one."""

_Pair = tuple[RunStanding, DeadlineStanding]
Changed = tuple[_Pair | None, _Pair | None]
"""A deadline before and after; None where there is none."""


def tell_what_would_be(session: Session, case_id: str, changes: Sequence[Change], why: str, *, as_json: bool) -> None:
    """What changes of a case would do; nothing is recorded. The caller has logged the reading. Raises as the engine."""
    world = session.installation
    # Not by way of session.engine, which keeps the sources of new definitions: looking changes nothing.
    looking = Engine(database=world.database, desk=world.desk, clock=world.clock)
    foreseen = looking.foresee(case_id, changes, session.actor, why)
    messages = messages_foreseen(session, case_id, foreseen)
    if as_json:
        tell_json(foreseen_document(world.library, foreseen) | {"messages": messages.document()})
    else:
        tell_foreseen(world.library, foreseen)
        messages.tell()


def foreseen_document(library: Library, foreseen: Foreseen) -> dict[str, object]:
    """``--dry-run --json`` of a change of the past."""
    return {
        "schema": SCHEMA,
        "case_id": foreseen.before.case_id,
        "changes": [asdict(part) for part in foreseen.parts],
        "runs": [
            {"run": name, "title": title, "before": _state(before), "after": _state(after)}
            for name, title, before, after in _runs(foreseen)
        ],
        "deadlines": [{"before": _deadline(library, b), "after": _deadline(library, a)} for b, a in changed(foreseen)],
        "earlier_rounds": [
            *({"before": earlier_document(each), "after": None} for each in foreseen.rounds.gone),
            *({"before": None, "after": earlier_document(each)} for each in foreseen.rounds.found),
        ],
        "reasons_without_effect": list(foreseen.rounds.moot),
        "superseded": list(foreseen.superseded),
        "passed": len(foreseen.passed),
        "withdrawn": [_notice(each) for each in foreseen.withdrawn],
        "notices": [_notice(each) for each in foreseen.notices],
        "corrections": [_notice(each) for each in foreseen.corrections],
        "handed_on": [_notice(each) for each in foreseen.handed],
        "warnings": list(foreseen.warnings),
    }


def tell_foreseen(library: Library, foreseen: Foreseen) -> None:
    """The same for people."""
    key = "cli.amend.foreseen_one" if len(foreseen.parts) == 1 else "cli.amend.foreseen"
    tell(say(key, count=len(foreseen.parts), case=foreseen.before.case_id))
    nothing = say("cli.amend.none")
    rows = [
        (
            _run_title(foreseen, before, after),
            before.state_title.nb if before else nothing,
            "→",
            after.state_title.nb if after else nothing,
        )
        for _, _, before, after in _runs(foreseen)
        if before is None or after is None or before.state != after.state
    ]
    tell_rows(rows)
    if not rows:
        tell(say("cli.amend.same_states"))
    deadlines = list(changed(foreseen))
    tell("\n" + say("cli.amend.deadlines" if deadlines else "cli.amend.no_deadlines"))
    tell_rows([_row(library, foreseen, before, after) for before, after in deadlines])
    _tell_rounds(library, foreseen)
    if foreseen.superseded:
        tell(say("cli.amend.superseded", seqs=", ".join(map(str, foreseen.superseded))))
    if foreseen.passed:
        tell(say("cli.amend.passed"))
        tell_rows(_passed(library, foreseen))
    told = (
        ("withdrawn", foreseen.withdrawn),
        ("notices", foreseen.notices),
        ("corrections", foreseen.corrections),
        ("handed", foreseen.handed),
    )
    for key, notices in told:
        if notices:
            tell(say(f"cli.amend.{key}", count=len(notices), to=", ".join(sorted({_to(each) for each in notices}))))
    for warning in foreseen.warnings:
        tell_aside(say("cli.receipt.warning", warning=warning), "yellow")


def _tell_rounds(library: Library, foreseen: Foreseen) -> None:
    """Earlier rounds that would no longer be missed, or would be; and reasons that would be without effect."""
    for key, those in (("gone", foreseen.rounds.gone), ("found", foreseen.rounds.found)):
        if those:
            tell("\n" + say(f"cli.amend.rounds_{key}"))
            tell_rows([(write_short(each.nominal), "\n".join(earlier_named(library, each))) for each in those])
    if foreseen.rounds.moot:
        tell(say("cli.amend.reasons_moot", seqs=", ".join(map(str, foreseen.rounds.moot))))


def changed(foreseen: Foreseen) -> Iterator[Changed]:
    """The deadlines that would read otherwise, in the order of the case."""
    before, after = _deadlines(foreseen.before), _deadlines(foreseen.after)
    for key in {**before, **after}:
        pair = before.get(key), after.get(key)
        if _said(pair[0]) != _said(pair[1]):
            yield pair


def _runs(foreseen: Foreseen) -> Iterator[tuple[str, str, RunStanding | None, RunStanding | None]]:
    before = {run.run: run for run in foreseen.before.runs}
    after = {run.run: run for run in foreseen.after.runs}
    for name, run in {**before, **after}.items():
        yield name, run.title.nb, before.get(name), after.get(name)


def _deadlines(standing: Standing) -> dict[tuple[str, str, str], _Pair]:
    return {(run.run, each.name, each.item): (run, each) for run in standing.runs for each in run.deadlines}


def _said(pair: _Pair | None) -> object:
    """What is told of a deadline: of what is owed in a period, how much and what is done too."""
    if pair is None:
        return None
    due, tally = pair[1], pair[1].tally
    owed = None if tally is None else (tally.needed, tally.counted, [on for on, _ in tally.done], tally.terms)
    return due.word, due.nominal, due.legal, due.settled_on, owed


def _run_title(foreseen: Foreseen, before: RunStanding | None, after: RunStanding | None) -> str:
    """What a run is called, among those there are and those there would be."""
    run = after or before
    return "" if run is None else run_title(run, (*foreseen.before.runs, *foreseen.after.runs))


def _row(library: Library, foreseen: Foreseen, before: _Pair | None, after: _Pair | None) -> tuple[str, str, str, str]:
    run, deadline = after or before or _neither()
    title = f"{_run_title(foreseen, None, run)}: {deadline_title(library, run, deadline)}"
    return title, _told(before), "→", _told(after)


def _passed(library: Library, foreseen: Foreseen) -> Iterator[tuple[str, str]]:
    """What the clock would have passed, with its day, as the timeline would tell it; the first of many."""
    versions, runs = Versions(library, foreseen.records), {run.run: run for run in foreseen.after.runs}

    def of_item(name: str, key: str) -> str:
        run = runs.get(name)
        found = [item for item in run.items if f"{item.activity}.{item.item}" == key] if run else []
        return about_item(found[0], library, library.prepared(run.digest)) if run and found else about_period(key)

    for crossing in foreseen.passed[:MOST_PASSED]:
        yield write_short(civil_date(crossing.due)), passed_told(versions, crossing, of_item, told=True)
    if len(foreseen.passed) > MOST_PASSED:
        yield "", say("cli.amend.passed_more", count=len(foreseen.passed) - MOST_PASSED)


def _neither() -> _Pair:
    raise AssertionError("a changed deadline is there before or after")


def _told(pair: _Pair | None) -> str:
    if pair is None:
        return say("cli.amend.none")
    return "\n".join([deadline_word(pair[1]), dates_told(pair[1]), *tally_told(pair[1])])


def _state(run: RunStanding | None) -> dict[str, str] | None:
    return None if run is None else {"state": run.state, "state_title": run.state_title.nb}


def _deadline(library: Library, pair: _Pair | None) -> dict[str, object] | None:
    return None if pair is None else deadline_document(library, *pair)


def _notice(notice: Notice) -> dict[str, object]:
    due = None if notice.due_on is None else notice.due_on.isoformat()
    names = {"recipient": notice.recipient, "role": notice.role, "run": notice.run, "deadline": notice.deadline}
    return {**names, "item": notice.item, "escalate": notice.escalate, "due_on": due}


def _to(notice: Notice) -> str:
    return notice.recipient or notice.role
