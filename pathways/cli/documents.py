"""The JSON documents of the reading commands, each with its schema and version (docs/reference/json.md).

Names are ASCII snake_case; instants ISO 8601 in UTC, dates civil dates in Norway. A name is never given a new meaning:
then the version goes up.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from pathways.cli.case_list import Page
from pathways.cli.not_there import not_there_yet
from pathways.cli.outcome_told import Outcomes, outcome_document, outcome_of, outcomes_of
from pathways.cli.words import ball_document, deadline_title, items_told, next_deadline
from pathways.engine.library import Library
from pathways.engine.outcome import Outcome
from pathways.engine.view import CaseView
from pathways.machine.allowed import Possible, Redecidable
from pathways.machine.assigned import assigned
from pathways.machine.standing import DeadlineStanding, ItemStanding, RunStanding, TallyStanding, Word
from pathways.machine.state import PauseState
from pathways.model.organisation import Holder
from pathways.model.record import Happened, Proposed, Value
from pathways.timeline import item_told
from pathways.timeline_clock import word_told
from pathways.timeline_remarks import remarks_document, shown_remarks
from pathways.timeline_told import Told

CASE, LIST, TIMELINE = "pathways.case/1", "pathways.case-list/1", "pathways.timeline/1"

Document = dict[str, object]


def case_document(library: Library, view: CaseView, run: str) -> Document:
    """``case show --json``."""
    shown, found = [each for each in view.possible if run in ("", each.run)], outcomes_of(library, view)
    return {
        "schema": CASE,
        "case_id": view.case_id,
        "at": instant(view.at.at),
        "known_at": instant(view.known_at.at),
        "version": view.version,
        "nothing_then": not_there_yet(view),
        "holder": holder_json(assigned(view.records)),
        "runs": [_run(library, each, found) for each in view.standing.runs if run in ("", each.run)],
        "possible": [_possible(each) for each in shown if each.blocked is None],
        "redecidable": [_redecidable(each) for each in view.redecidable if run in ("", each.run)],
        "blocked": [{**_possible(each), "why": each.blocked.nb} for each in shown if each.blocked is not None],
        "remarks": remarks_document(shown_remarks(view)),
    }


def holder_json(holder: Holder | None) -> Document | None:
    """Who has a case; None where nobody was ever given it."""
    if holder is None:
        return None
    return {"service": holder.service or None, "unit": holder.unit or None, "person": holder.person or None}


def list_document(library: Library, page: Page) -> Document:
    """``case list --json``."""
    return {
        "schema": LIST,
        "at": instant(page.seen.at.at),
        "known_at": instant(page.seen.known_at.at),
        "nothing_then": bool(page.none),
        "cases": [
            {
                "case_id": case.case_id,
                "service": case.service,
                "opened_at": instant(case.opened_at),
                "version": case.version,
                "ended": case.ended,
                "states": [
                    {"run": run.run, "state": run.state, "title": run.state_title.nb, **ball_document(run, run.holder)}
                    for run in case.standing.runs
                ],
                "next": None if (found := next_deadline(case.standing)) is None else deadline(library, *found),
                "overdue": [
                    {**deadline(library, *each), "reason_asked": page.asks_reason(library, case.case_id, *each)}
                    for each in page.late(library, case.standing)
                ],
            }
            for case in page.cases
        ],
        "next_page": page.more or None,
    }


def timeline_document(view: CaseView, entries: Sequence[Told]) -> Document:
    """``timeline --json``."""
    return {
        "schema": TIMELINE,
        "case_id": view.case_id,
        "at": instant(view.at.at),
        "known_at": instant(view.known_at.at),
        "version": view.version,
        "nothing_then": not_there_yet(view),
        "texts_withheld": view.withheld,
        "entries": [_entry(entry) for entry in entries],
    }


def deadline(
    library: Library, run: RunStanding, standing: DeadlineStanding, outcome: Outcome | None = None
) -> Document:
    """One deadline of a run; with its ``outcome`` where the whole log was read."""
    stands = standing.word is Word.paused
    return {
        "name": standing.name,
        "run": standing.run,
        "item": standing.item,
        "title": deadline_title(library, run, standing),
        "kind": str(standing.kind),
        "word": str(standing.word),
        "told": word_told(standing.word, standing),
        "law_loaded": run.law_loaded,
        "open": standing.open,
        "anchored_on": standing.anchored_on.isoformat(),
        "anchored_by": standing.anchored_by,
        "nominal": standing.nominal.isoformat(),
        "legal": standing.legal.isoformat(),
        "reporting": _day(standing.reporting),
        "missed_from": None if stands else instant(standing.missed_from),
        "days_left": None if stands else standing.days_left,
        "extended_by": standing.extended_by or None,
        "late_extension_by": standing.late_extension_by or None,
        "settled_by": standing.settled_by or None,
        "settled_on": _day(standing.settled_on),
        "on_pause": str(standing.on_pause),
        "standing_since": _day(standing.standing_since),
        "period": period_document(standing.tally),
        "rule": standing.rule,
        "calendar": standing.calendar,
        "basis": {
            "id": standing.basis.id,
            "effect": str(standing.basis.effect),
            "certainty": str(standing.basis.certainty),
            "law": standing.basis.law,
            "url": standing.basis.url,
        },
        **({} if outcome is None else outcome_document(outcome)),
    }


def period_document(tally: TallyStanding | None) -> Document | None:
    """What is owed and done in the period of a deadline; None for what is owed once."""
    if tally is None:
        return None
    return {
        "first": tally.first.isoformat(),
        "needed": tally.needed,
        "counted": tally.counted,
        "done": [{"on": on.isoformat(), "seq": seq} for on, seq in tally.done],
        "terms": [
            {"since": each.since.isoformat(), "times": each.times, "reduced": each.reduced, "seq": each.by or None}
            for each in tally.terms
        ],
        "of_days": tally.of_days,
        "next_on": _day(tally.next_on),
    }


def instant(at: datetime) -> str:
    """ISO 8601 in UTC, with Z."""
    return at.isoformat().replace("+00:00", "Z")


def _run(library: Library, run: RunStanding, found: Outcomes) -> Document:
    return {
        "run": run.run,
        "pathway": run.pathway,
        "title": run.title.nb,
        "digest": run.digest,
        "definition_version": run.version.isoformat(),
        "law_loaded": run.law_loaded,
        "state": run.state,
        "state_title": run.state_title.nb,
        **ball_document(run, run.holder),
        "ended": run.ended,
        "since": run.since.isoformat(),
        "fields": _values(run.fields),
        "activities": [_item(library, run, item) for item in items_told(run)],
        "deadlines": [deadline(library, run, each, outcome_of(found, each)) for each in run.deadlines],
        "pauses": [pause_document(each) for each in run.pauses],
    }


def pause_document(pause: PauseState) -> Document:
    """One stretch in which a run waited."""
    ended = {"happened_on": None, "happened_at": None} if pause.ended is None else _happened(pause.ended)
    return {
        "category": pause.category,
        "begun_by": pause.begun_by,
        "began_on": pause.began.on.isoformat(),
        "began_at": None if pause.began.at is None else instant(pause.began.at),
        "ended_by": pause.ended_by or None,
        "ended_on": ended["happened_on"],
        "ended_at": ended["happened_at"],
    }


def _item(library: Library, run: RunStanding, item: ItemStanding) -> Document:
    return {
        "activity": item.activity,
        "item": item.item,
        "title": item_told(item, library, library.prepared(run.digest)),
        "code": item.code,
        "state": item.state,
        "state_title": item.state_title.nb,
        "ended": item.ended,
        "since": item.since.isoformat(),
        "fields": _values(item.fields),
    }


def _possible(possible: Possible) -> Document:
    return {
        "run": possible.run,
        "event": possible.event,
        "title": possible.title.nb,
        "items": list(possible.items),
        "by": list(possible.by),
        "mine": possible.mine,
        "needs": list(possible.needs),
        "may": list(possible.may),
        "reason": possible.reason_text,
        "reason_list": possible.reason_list or None,
        "approved_by": list(possible.approved_by),
    }


def _redecidable(each: Redecidable) -> Document:
    return {
        "seq": each.seq,
        "run": each.run,
        "event": each.event,
        "title": each.title.nb,
        **_happened(each.happened),
        "by": list(each.by),
        "mine": each.mine,
    }


def _entry(entry: Told) -> Document:
    return {
        "seq": entry.seq or None,
        "kind": str(entry.kind),
        "run": entry.run,
        "name": entry.name,
        "item": entry.item,
        "what": entry.what,
        **_happened(entry.happened),
        "recorded_at": None if entry.recorded_at is None else instant(entry.recorded_at),
        "noticed": entry.recorded_at is not None,
        "user": entry.user,
        "roles": list(entry.roles),
        "on_behalf_of": entry.on_behalf_of or None,
        "days_late": entry.days_late,
        "details": [
            {"name": each.name, "title": each.title, "value": _value(each.value), "told": each.told}
            for each in entry.details
        ],
        "texts": [
            {"name": each.name, "title": each.title, "text": each.text, "sealed": each.text is None}
            for each in entry.texts
        ],
        "changes": [{"title": each.title, "before": each.before, "after": each.after} for each in entry.changes],
        "corrected_by": list(entry.corrected_by),
        "annulled_by": entry.annulled_by or None,
        "superseded_by": entry.superseded_by or None,
        "redecided_by": entry.redecided_by or None,
        "targets": list(entry.targets),
        "warnings": list(entry.warnings),
        "remarks": list(entry.remarks),
        "proposed": None if entry.proposed is None else _proposed(entry.proposed),
        "hidden": entry.hidden,
    }


def _proposed(proposed: Proposed) -> Document:
    return {
        "seq": proposed.seq,
        "user": proposed.actor.user,
        "roles": list(proposed.actor.roles),
        "on_behalf_of": proposed.actor.on_behalf_of or None,
        "recorded_at": instant(proposed.recorded_at),
    }


def _happened(happened: Happened) -> Document:
    at = None if happened.at is None else instant(happened.at)
    return {"happened_on": happened.on.isoformat(), "happened_at": at}


def _values(values: Mapping[str, Value]) -> Document:
    return {name: _value(value) for name, value in values.items()}


def _value(value: Value) -> object:
    return list(value) if isinstance(value, tuple) else value


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
