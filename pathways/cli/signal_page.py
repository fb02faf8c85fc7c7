"""How messages are shown: each side sees its own case, and of the other only which service it is and what it did."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from pathways.cli.awaited_page import awaited_json, awaited_of, awaited_told
from pathways.cli.output import one_line, styled, tell, tell_rows
from pathways.cli.share import link_json, tell_sharing
from pathways.cli.signal_declined import left_open_json
from pathways.cli.signal_filled import dates_filled
from pathways.cli.signal_next import changed_rows, hindered, next_told
from pathways.cli.when import json_moment
from pathways.counting.oslo import civil_date
from pathways.counting.telling import write_date, write_short
from pathways.engine.awaited import Awaited
from pathways.engine.signal_finding import Found, Messages
from pathways.engine.signal_reach import service_told
from pathways.engine.signal_sending import Preview
from pathways.engine.taken_along import DEADLINES, Owed, read, told
from pathways.errors import EventRefusedError
from pathways.messages import say
from pathways.model.organisation import EXTERNAL
from pathways.model.pathway import Field, FieldKind
from pathways.model.record import Value
from pathways.model.signal import ANSWERS, MOVE, Shared, Signal, SignalStep, Status, Step
from pathways.timeline_versions import code_told

if TYPE_CHECKING:
    from rich.text import Text

LIST, ONE, PREVIEW = "pathways.signals/1", "pathways.signal/1", "pathways.signal-preview/1"

ANSWERED = "answered"
"""That the receiver has looked at a change, as the source is told it."""

OWN_STEPS = (Step.prepared, Step.held, Step.dropped)
"""Steps of the source that are nobody else's."""


def list_document(
    messages: Messages, incoming: Sequence[Found], outgoing: Sequence[Found], limit: int
) -> dict[str, object]:
    """What was sent to services of the user, and what these send."""
    next_after = max((page[-1].signal.signal_id for page in (incoming, outgoing) if len(page) == limit), default=None)
    told = {"incoming": incoming, "outgoing": outgoing}
    lists = {name: [listed_document(messages, each) for each in page] for name, page in told.items()}
    return {"schema": LIST, **lists, "after": next_after}


def listed_document(messages: Messages, found: Found) -> dict[str, object]:
    """One message in a list, with when it came where it waits to be received."""
    return signal_document(found) | {"awaited": awaited_json(awaited_of(messages, found))}


def signal_document(found: Found) -> dict[str, object]:
    """One message, as one side sees it."""
    signal, shared = found.signal, found.signal.shared
    news = None if found.is_source else signal.news
    return {
        "schema": ONE,
        "signal_id": signal.signal_id,
        "direction": "out" if found.is_source else "in",
        "pathway": signal.pathway,
        "message": signal.message,
        "from": signal.source_service,
        "to": signal.to_service or None,
        "to_kind": signal.to,
        "status": signal.status.value,
        "red": is_red(found),
        "withdrawn": signal.withdrawn,
        "untold": signal.untold if found.is_source else False,
        "taken_back": signal.taken_back if found.is_source else False,
        "case_id": (signal.source_case if found.is_source else signal.target_case) or None,
        "seq": signal.source_seq if found.is_source else (signal.receipt.seq or None if signal.receipt else None),
        "shared": None if shared is None else _shared_json(shared),
        "news": None if news is None else _news_json(news, signal.answered),
        "left_open": left_open_json(found),
        "steps": [_step_json(each, found) for each in _seen(found)],
    }


def shown_document(messages: Messages, found: Found) -> dict[str, object]:
    """One message by itself, with why a case that is handed over could not be taken over as it stands."""
    hindrance = hindered(messages, found)
    why = None if hindrance is None else hindrance.key.partition(".")[2]
    return signal_document(found) | {"hindered": why}


def preview_document(preview: Preview) -> dict[str, object]:
    """What would be sent."""
    return {
        "schema": PREVIEW,
        "signal_id": preview.signal.signal_id,
        "to": preview.to_service,
        "may": preview.verdict.may,
        "why_not": preview.verdict.why or None,
        "shared": _shared_json(preview.shared) if preview.verdict.may else None,
        **link_json(preview.verdict.sharing),
        "unsaid": list(preview.unsaid),
    }


def tell_list(messages: Messages, incoming: Sequence[Found], outgoing: Sequence[Found], limit: int) -> None:
    """Both lists, the red first."""
    if not incoming and not outgoing:
        tell(say("signals.list_none"))
        return
    for key, page in (("signals.list_in", incoming), ("signals.list_out", outgoing)):
        if page:
            tell(say(key, count=len(page)), "bold")
            waits = {each.signal.signal_id: awaited_of(messages, each) for each in page}
            ordered = sorted(page, key=lambda each: _place(each, waits[each.signal.signal_id]))
            tell_rows((_row(messages, each, waits[each.signal.signal_id]) for each in ordered), fixed=(0,))
        if len(page) == limit:
            tell(say("signals.list_more", after=page[-1].signal.signal_id))


def tell_signal(messages: Messages, found: Found) -> None:
    """One message with what is shared, where it is, and every step."""
    signal, shared = found.signal, found.signal.shared
    tell(say("signals.heading", signal=signal.signal_id, title=title_of(messages, signal)), "bold")
    tell(status_told(messages, found), "red" if is_red(found) else "")
    if found.is_source:
        tell(say("signals.own_case", case=signal.source_case, seq=signal.source_seq))
    elif signal.target_case:
        tell(say("signals.own_case_in", case=signal.target_case))
    if shared is not None:
        tell("\n" + say("signals.shared"), "bold")
        tell_rows(shared_rows(messages, signal, shared))
    tell("\n" + say("signals.steps"), "bold")
    tell_rows((write_short(each.on), _step_told(messages, each, found)) for each in _seen(found))
    rows = [(line,) for line in changed_rows(messages, found)]
    changed: list[tuple[str, ...]] = [*(rows or put_right(messages, found))]
    if changed:
        tell("\n" + say("moving.news_heading"), "bold")
        tell_rows(changed)
    hindrance = hindered(messages, found)
    if hindrance is not None:
        tell("\n" + say("moving.hindered"), "bold")
        tell(str(hindrance), "red")
    wait = awaited_of(messages, found)
    if wait is not None:
        tell("\n" + awaited_told(wait))
        for sentence in dates_filled(messages, signal):
            tell(sentence)
    tell("\n" + next_told(messages, found))


def tell_preview(messages: Messages, preview: Preview) -> None:
    """What would be sent, and of each item whether it may be told and why, as ``share preview`` shows it."""
    signal, to = preview.signal, service_told(messages.people, preview.to_service)
    if preview.verdict.may:
        tell(say("signals.would_send", signal=signal.signal_id, to=to), "bold")
        tell_rows(shared_rows(messages, signal, preview.shared))
        for name in preview.unsaid:
            tell(say("signals.unsaid", title=_title(messages, signal, name)))
    else:
        tell(say("signals.would_not", signal=signal.signal_id, to=to), "red")
    tell()
    tell_sharing(preview.verdict.sharing)
    if preview.child.locked:
        tell(say("cli.share.locked"))


def letter_text(messages: Messages, signal: Signal) -> str:
    """A letter with what is shared. Who it is about is written by hand. Raises: EventRefusedError while not sent."""
    shared = signal.shared
    if shared is None or signal.status is Status.dropped:
        raise EventRefusedError("signals.not_sent", signal=signal.signal_id)
    if signal.taken_back:
        next_step = next_told(messages, Found(signal=signal, is_source=True))
        raise EventRefusedError("signals.letter_stopped", signal=signal.signal_id, next=next_step)
    sent = [each for each in signal.steps if each.step is Step.sent][-1]
    lines = [
        say("signals.letter_from", service=service_told(messages.people, signal.source_service)),
        say("signals.letter_to", service=service_told(messages.people, signal.to_service)),
        say("signals.letter_date", date=write_date(sent.on)),
        say("signals.letter_reference", signal=signal.signal_id),
        "",
        say("signals.letter_about"),
        "",
        title_of(messages, signal),
        "",
        *(f"{title}: {value}" for title, value in shared_rows(messages, signal, shared)),
        "",
        say("signals.letter_withdrawn" if signal.withdrawn else "signals.letter_answer", signal=signal.signal_id),
        say("signals.letter_only"),
    ]
    return "\n".join(one_line(line) for line in lines) + "\n"


def shared_rows(messages: Messages, signal: Signal, shared: Shared) -> "list[tuple[str, str]]":
    """What a message tells, as title and value."""
    rows = [(say("signals.anchor"), write_short(shared.anchor))]
    rows += [(say("moving.takes_along"), each) for each in takes_along(messages, shared)]
    rows += [
        (_title(messages, signal, name), _value(messages, _field(messages, signal, name), value))
        for name, value in sorted(shared.values.items())
        if name != DEADLINES
    ]
    return [*rows, (say("signals.basis"), shared.basis)]


def put_right(messages: Messages, found: Found) -> "Iterator[tuple[str, str]]":
    """What of a message reads otherwise than when somebody at the receiver last looked: title, now and before."""
    signal, before, now = found.signal, found.signal.answered, found.signal.shared
    if found.is_source or signal.news is None or signal.withdrawn or before is None or now is None:
        return
    then, reads = dict(shared_rows(messages, signal, before)[:-1]), dict(shared_rows(messages, signal, now)[:-1])
    for title in dict.fromkeys((*reads, *then)):
        if reads.get(title) != then.get(title):
            values = {"now": reads.get(title, "–"), "before": then.get(title, "–")}
            yield title, say("signals.put_right", **values)


def takes_along(messages: Messages, shared: Shared | None) -> list[str]:
    """The deadlines by law that a case which moves takes along, with their dates; none of any other message."""
    value = None if shared is None else shared.values.get(DEADLINES)
    library, today = messages.engine.desk.library, civil_date(messages.now)
    return [told(library, read(str(each)), today) for each in value] if isinstance(value, tuple) else []


def title_of(messages: Messages, signal: Signal) -> str:
    """What a message is called: its event, and the pathway."""
    found = messages.event_of(signal)
    if found is None:
        return say("moving.title") if signal.message == MOVE else signal.link
    pathway, event = found
    return say("signals.title", event=event.title.nb, pathway=pathway.title.nb)


def status_told(messages: Messages, found: Found) -> str:
    """Where a message is, in a sentence for one side."""
    signal = found.signal
    to = service_told(messages.people, signal.to_service)
    source = service_told(messages.people, signal.source_service)
    if signal.of_concern and not found.is_source:
        news = signal.news
        key = f"concerns.status_in_{signal.status.value}" if news is None else f"concerns.news_{news.step.value}"
        return say(key)
    if not found.is_source and signal.news is not None:
        return say(f"signals.news_{signal.news.step.value}", source=source)
    if found.left_open is not None:
        return say("signals.status_in_left_open", source=source)
    if found.is_source and signal.taken_back:
        return say(_key_taken_back(signal), to=to)
    if found.is_source and signal.untold:
        return say("signals.status_out_untold", to=to)
    side = "out" if found.is_source else "in"
    return say(f"signals.status_{side}_{signal.status.value}", to=to, source=source)


def _key_taken_back(signal: Signal) -> str:
    if signal.to == EXTERNAL:
        return "signals.status_out_outside"
    return "signals.status_out_news_taken_back" if signal.untold else "signals.status_out_taken_back"


def is_red(found: Found) -> bool:
    """Whether one side still has to do something about it, or answers for it."""
    signal = found.signal
    if found.is_source:
        return signal.red
    return signal.status is Status.sent or signal.news is not None or found.left_open is not None


def _place(found: Found, wait: Awaited | None) -> tuple[bool, date, str]:
    """The red first, of them those that wait to be received by their dates."""
    return not is_red(found), date.max if wait is None else wait.by, found.signal.signal_id


def _row(messages: Messages, found: Found, wait: Awaited | None) -> "tuple[str | Text, ...]":
    signal = found.signal
    case_id = signal.source_case if found.is_source else signal.target_case
    status = status_told(messages, found) + ("" if wait is None else f"\n{awaited_told(wait)}")
    told = styled(status, "red" if is_red(found) else "")
    return signal.signal_id, case_id, title_of(messages, signal), told


def _seen(found: Found) -> Iterator[SignalStep]:
    """The steps that one side sees: what the source only thought of is nobody else's."""
    for each in found.signal.steps:
        if found.is_source or each.step not in OWN_STEPS:
            yield each


def _step_name(step: SignalStep, found: Found) -> str:
    """What a step is called; what the receiver's case did with a change is for that side alone."""
    return ANSWERED if found.is_source and step.step in ANSWERS else step.step.value


def _step_told(messages: Messages, step: SignalStep, found: Found) -> str:
    told = say(f"signals.told_step_{_step_name(step, found)}", service=service_told(messages.people, step.service))
    lists = messages.engine.desk.library
    return f"{told}: {code_told(lists, 'lokal/melding_avvist', step.code)}" if step.code else told


def _step_json(step: SignalStep, found: Found) -> dict[str, object]:
    return {
        "step": _step_name(step, found),
        "on": step.on.isoformat(),
        "recorded_at": json_moment(step.at),
        "service": step.service or None,
        "code": step.code or None,
    }


def _news_json(news: SignalStep, before: Shared | None) -> dict[str, object]:
    known = None if before is None else _shared_json(before)
    return {"step": news.step.value, "on": news.on.isoformat(), "before": known}


def _shared_json(shared: Shared) -> dict[str, object]:
    told_of = {name: value for name, value in shared.values.items() if name != DEADLINES}
    values = {name: list(value) if isinstance(value, tuple) else value for name, value in told_of.items()}
    document: dict[str, object] = {"anchor": shared.anchor.isoformat(), "values": values, "basis": shared.basis}
    along = shared.values.get(DEADLINES)
    if isinstance(along, tuple):
        document["deadlines"] = [_owed_json(read(str(each))) for each in along]
    return document


def _owed_json(owed: Owed) -> dict[str, object]:
    return {
        "pathway": owed.pathway,
        "deadline": owed.deadline,
        "activity": owed.activity or None,
        "anchored_on": owed.anchored_on.isoformat(),
        "nominal": owed.nominal.isoformat(),
        "legal": owed.legal.isoformat(),
        "extended": owed.extended,
        "paused": owed.stands,
    }


def _field(messages: Messages, signal: Signal, name: str) -> Field | None:
    found = messages.event_of(signal)
    return None if found is None else next((field for field in found[0].fields if field.name == name), None)


def _title(messages: Messages, signal: Signal, name: str) -> str:
    field = _field(messages, signal, name)
    return name if field is None else field.title.nb


def _value(messages: Messages, field: Field | None, value: Value) -> str:
    library = messages.engine.desk.library
    if isinstance(value, bool):
        return say("timeline.yes") if value else say("timeline.no")
    if isinstance(value, tuple):
        return ", ".join(code_told(library, field.code_list if field else "", code) for code in value)
    if field is not None and field.kind is FieldKind.code:
        return code_told(library, field.code_list, str(value))
    if field is not None and field.kind is FieldKind.date:
        return write_short(date.fromisoformat(str(value)))
    return str(value)
