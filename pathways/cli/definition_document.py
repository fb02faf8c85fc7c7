"""The document of ``definition show --json``: everything a definition says, as docs/reference/json.md tells."""

from collections.abc import Iterable

from pathways.compiler.written import write_guard
from pathways.model.basis import Basis
from pathways.model.counting import Period
from pathways.model.every import Aligned, Every
from pathways.model.expression import Expression
from pathways.model.local_choice import LocalChoice
from pathways.model.pathway import Activity, AnchorKind, Branch, Deadline, Event, Pathway, Reminder, Requirement, State
from pathways.model.signal import Send

Document = dict[str, object]


def contents(pathway: Pathway) -> Document:
    """What stands in the pathway beside its name, version and file."""
    return {
        "case_prefix": pathway.case_prefix,
        "sources": [_source(source) for source in pathway.sources],
        "fields": [
            {
                "name": f.name,
                "title": f.title.nb,
                "kind": f.kind.value,
                "codes": f.code_list,
                "day_of": list(f.day_of),
                "always_shown": f.always_shown,
            }
            for f in pathway.fields
        ],
        "states": [_state(state) for state in pathway.states],
        "events": [_event(event) for event in pathway.events],
        "deadlines": [_deadline(deadline) for deadline in pathway.deadlines],
        "not_set": [_deadline(deadline) for deadline in pathway.slots],
        "local": [_choice(choice) for choice in pathway.local],
        "activities": [_activity(activity) for activity in pathway.activities],
        "timed": [
            {"name": t.name, "title": t.title.nb, "from": list(t.sources), "when_passed": t.deadline, "to": t.to}
            for t in pathway.timed
        ],
    }


def _source(source: Basis) -> Document:
    days = {"read": source.read, "valid_from": source.valid_from, "valid_to": source.valid_to}
    return {
        "id": source.id,
        "effect": source.effect.value,
        "certainty": source.certainty.value,
        "law": source.law,
        "url": source.url,
        **{name: day.isoformat() if day else None for name, day in days.items()},
        "note": source.note,
    }


def _state(state: State) -> Document:
    return {
        "name": state.name,
        "title": state.title.nb,
        "start": state.start,
        "end": state.end,
        "holder": state.holder,
        "silent": state.silent,
        "overdue": state.overdue,
        "mark": state.mark,
    }


def _event(event: Event) -> Document:
    return {
        "name": event.name,
        "title": event.title.nb,
        "start": event.start,
        "from": list(event.sources),
        "by": list(event.by),
        "approved_by": list(event.approved_by),
        "records": list(event.records),
        "may_record": list(event.may_record),
        "reason_required": event.reason.text_required,
        "reason_codes": event.reason.code_list,
        "decision": event.decision,
        "pauses": event.pauses,
        "resumes": event.resumes,
        "requires": _sentences(event.requires),
        "warns": _sentences(event.warns),
        "to": [_branch(branch) for branch in event.branches],
        "sends": [_send(send) for send in event.sends],
    }


def _send(send: Send) -> Document:
    return {
        "message": send.message,
        "to": send.to,
        "when": _guard(send.when),
        "starts": send.starts,
        "shares": list(send.shares),
        "fills": dict(send.fills),
    }


def _sentences(requirements: Iterable[Requirement]) -> list[Document]:
    return [{"when": write_guard(each.when), "told": each.otherwise.nb} for each in requirements]


def _branch(branch: Branch) -> Document:
    return {
        "when": _guard(branch.when),
        "state": branch.to,
        "begins": list(branch.begins),
        "signals": [{"pathway": signal.pathway, "event": signal.event} for signal in branch.signals],
    }


def _deadline(deadline: Deadline) -> Document:
    anchor, extension = deadline.anchor, deadline.extension
    missed_word = deadline.missed_word.nb if deadline.missed_word else ""
    return {
        "name": deadline.name,
        "title": deadline.title.nb,
        "kind": deadline.kind.value,
        "from": {"kind": AnchorKind(anchor.kind).value, "name": anchor.name, "pathway": anchor.pathway},
        "per": deadline.per,
        "only_when": _guard(deadline.only_when),
        "opens": {"states": list(deadline.opens_states), "events": list(deadline.opens_events)},
        "within": _period(deadline.within),
        "local_period": deadline.local_period,
        "until": deadline.until_field,
        "every": _every(deadline.every),
        "extend": {"by": extension.by, "within": _period(extension.within)} if extension else None,
        "rule": deadline.rule,
        "calendar": deadline.calendar,
        "reporting": {"days": deadline.reporting_days, "extended": deadline.reporting_days_extended},
        "source": deadline.basis.id,
        "effect": deadline.basis.effect.value,
        "certainty": deadline.basis.certainty.value,
        "law": deadline.basis.law,
        "met_by": list(deadline.met_by),
        "ends": {"events": list(deadline.ended_by), "states": list(deadline.ended_in)},
        "on_pause": deadline.on_pause.value,
        "remind": [_reminder(reminder) for reminder in deadline.reminders],
        "missed": {"reason": deadline.missed_reason, "word": missed_word},
    }


def _every(every: Every | None) -> Document | None:
    if every is None:
        return None
    reduced = every.reduced
    return {
        "times": every.times,
        "aligned": every.aligned.value,
        "first": every.first.value if every.aligned is Aligned.calendar else None,
        "same_day": "each" if every.each else "one",
        "reduced": {"by": list(reduced.by), "until": list(reduced.until), "times": reduced.times} if reduced else None,
    }


def _reminder(reminder: Reminder) -> Document:
    return {
        "id": reminder.id,
        "rung": reminder.rung.value,
        "offset": _period(reminder.offset),
        "at": reminder.at.isoformat(timespec="minutes"),
        "to": list(reminder.to),
        "escalate": reminder.escalate,
    }


def _activity(activity: Activity) -> Document:
    return {
        "name": activity.name,
        "title": activity.title.nb,
        "items": [{"id": item.id, "title": item.title.nb} for item in activity.items],
        "each": {"event": activity.each_event, "field": activity.each_field} if activity.each_event else None,
        "open_in": list(activity.open_in),
        "flags": [{"name": name, "when": write_guard(guard)} for name, guard in activity.flags],
        "states": [_state(state) for state in activity.states],
        "events": [_event(event) for event in activity.events],
    }


def _guard(guard: Expression | None) -> str | None:
    return None if guard is None else write_guard(guard)


def _choice(choice: LocalChoice) -> Document:
    value = _period(choice.value) if isinstance(choice.value, Period) else choice.value
    return {"name": choice.name, "value": value, "used_by": list(choice.used_by)}


def _period(period: Period | None) -> str | None:
    return None if period is None else f"{period.amount} {period.unit.value}"
