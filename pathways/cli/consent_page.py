"""What was consented to in a case, for people and for programs: by whom, to what, towards whom, what became of it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from pathways.cli.output import one_line, tell, tell_aside, tell_json, tell_rows
from pathways.cli.when import json_moment
from pathways.counting.oslo import civil_date
from pathways.counting.telling import write_short
from pathways.messages import say
from pathways.messages.graded import law_told
from pathways.model.policy import Facet
from pathways.model.record import Kind
from pathways.sharing import records
from pathways.sharing.deciding import reaches
from pathways.sharing.items import PERSONS
from pathways.sharing.records import Given, Told, given, told, told_on

if TYPE_CHECKING:
    from pathways.cli.context import Session
    from pathways.engine.consent_said import Said
    from pathways.engine.consenting import Consents
    from pathways.engine.people import People
    from pathways.engine.view import CaseView
    from pathways.model.record import Record
    from pathways.sharing import Sharing

CONTACT_ITEM = PERSONS + "contact"

LIST, ONE, TRIED = "pathways.consents/1", "pathways.consent/1", "pathways.consent-tried/1"


def tell_given(view: "CaseView") -> None:
    """Every consent, release, basis and objection, in the order recorded."""
    found = given(view.records)
    if not found:
        tell(say("cli.consent.none", case=view.case_id))
        return
    tell(say("cli.consent.heading", case=view.case_id), "bold")
    on = civil_date(view.at.at)
    tell_rows(
        ((str(each.seq), write_short(each.on), _line(each, view), status_told(each, on)) for each in found),
        fixed=(0, 1),
    )


def given_document(view: "CaseView") -> dict[str, object]:
    """The same as JSON."""
    on = civil_date(view.at.at)
    found = [_json(each, view, on) for each in given(view.records)]
    return {"schema": LIST, "case_id": view.case_id, "given": found}


def tell_one(view: "CaseView", found: Given) -> None:
    """One of them whole, and what was told on it."""
    tell(_line(found, view), "bold")
    tell_rows(_rows(found, view), fixed=(0,))
    tell_already_shared(view.records, found.seq)


def one_document(view: "CaseView", found: Given) -> dict[str, object]:
    """The same as JSON."""
    document = _json(found, view, civil_date(view.at.at))
    return {"schema": ONE, "case_id": view.case_id, **document, "shared": already_shared(view.records, found.seq)}


def already_shared(known: "Sequence[Record]", seq: int) -> list[dict[str, object]]:
    """What was told to others on the strength of a record, as JSON."""
    return [shared_json(each) for each in told_on(known, seq)]


def told_against(view: "CaseView", seq: int, people: "People") -> tuple[Told, ...]:
    """What an objection is about and was told before it, whatever it rested on."""
    objection = next(each for each in given(view.records) if each.seq == seq)
    of, items = set(objection.words(records.OF)), set(objection.words(records.ITEMS))

    def is_about(each: Told) -> bool:
        data, service = each.content.data, people.services.get(str(each.content.data.get(records.TO, "")))
        named = (not of or of & set(_words(data.get(records.OF)))) and (
            not items or items & set(_words(data.get(records.ITEMS)))
        )
        return bool(named) and reaches(objection, each.recipient("" if service is None else service.kind))

    return tuple(each for each in told(view.records) if is_about(each))


def tell_already_shared(known: "Sequence[Record]", seq: int, against: Sequence[Told] | None = None) -> None:
    """What was told to others on the strength of a record, or ``against`` it: nobody can take it back."""
    shared = told_on(known, seq) if against is None else against
    if not shared and against is not None:
        tell(say("cli.consent.nothing_shared_with_them"))
        return
    if not shared:
        tell(say("cli.consent.nothing_shared", seq=seq))
        return
    tell(say("cli.consent.already_shared", seq=seq) if against is None else say("cli.consent.shared_with_them"))
    tell_rows((shared_row(each) for each in shared), fixed=(0, 1))


def shared_row(each: Told) -> tuple[str, str, str, str]:
    """One telling: its number, the day, to whom, and what; the message, where it was one."""
    items = ", ".join(item_told(key) for key in _words(each.content.data.get(records.ITEMS)))
    message = each.content.data.get(records.WHAT)
    what = say("cli.share.in_message", signal=message, items=items) if message else items
    return str(each.seq), write_short(each.on), to_told(each.content.data, each.record.texts), what


def shared_json(each: Told) -> dict[str, object]:
    """The same as JSON."""
    data = each.content.data
    return {
        "seq": each.seq,
        "on": each.on.isoformat(),
        "recorded_at": json_moment(each.record.recorded_at),
        "user": each.record.actor.user,
        "to": data.get(records.TO) or None,
        "to_name": (each.record.texts or {}).get(records.RECIPIENT),
        "of": list(_words(data.get(records.OF))),
        "items": list(_words(data.get(records.ITEMS))),
        "on_basis": list(each.bases),
        "how": data.get(records.HOW) or None,
        "message": data.get(records.WHAT) or None,
    }


def tell_tried(
    session: "Session", consents: "Consents", case_id: str, said: "Said", *, as_json: bool, seq: int = 0
) -> None:
    """What would be recorded, and what it would open or stop; nothing is recorded. ``seq``: what would be withdrawn."""
    from pathways.cli.consent_messages import documents, messages_tried, tell_messages
    from pathways.engine.sharing import difference

    purpose, information = say("cli.purpose.consent_tried"), say("cli.information.consents")
    session.reader.log_reading(case_id, purpose, information)
    tried = consents.tried(case_id, said, seq)
    opened = difference(session.installation.library, tried.before, tried.record, consents.child)
    messages = messages_tried(session, tried.before, tried.record, consents.child)
    if as_json:
        told = {**_would_be(tried.record), **_opened_json(opened), "messages": documents(messages)}
        if seq:
            told["already_shared"] = already_shared(tried.before, seq)
        tell_json({"schema": TRIED, "case_id": case_id, **told})
    else:
        tell(say("cli.consent.tried", what=say(f"cli.consent.kind_{said.kind.value}", seq=seq)))
        data = tried.record.content.data if tried.record.content else {}
        law = law_told(str(data.get(records.LAW, "")), str(data.get(records.CERTAINTY, "")))
        if law:
            tell_rows([(say("cli.consent.row_law"), law)], fixed=(0,))
        for before, after in opened:
            _tell_opened(before, after)
        tell_messages(session, messages, would=True)
        if seq:
            tell_already_shared(tried.before, seq)
    for warning in tried.warnings:
        tell_aside(say("cli.receipt.warning", warning=warning), "yellow")
    tell_no_addresses(said)


def tell_no_addresses(said: "Said") -> None:
    """Where what is given takes in addresses: that they are never told all the same."""
    if said.kind is not Kind.objection and (Facet.addresses in said.share or CONTACT_ITEM in said.items):
        tell_aside(say("cli.share.no_addresses"), "yellow")


def status_told(each: Given, on: date) -> str:
    """What became of it, in words."""
    if each.annulled:
        return say("cli.consent.annulled")
    if each.withdrawn is not None and each.withdrawn.on <= on:
        return say("cli.consent.withdrawn_on", date=write_short(each.withdrawn.on), seq=each.withdrawn.seq)
    if each.until is not None:
        return say("cli.consent.over" if each.until < on else "cli.consent.until", date=write_short(each.until))
    return say("cli.consent.stands")


def to_told(data: Mapping[str, object], texts: Mapping[str, str] | None) -> str:
    """To whom: a service, a kind of service, a name that is sealed, or everybody."""
    match data.get(records.TO_IS):
        case records.EVERYBODY:
            return say("cli.consent.to_everybody")
        case records.NAME:
            return one_line((texts or {}).get(records.RECIPIENT, "")) or say("cli.consent.sealed")
        case None:
            return ""
        case _:
            return str(data.get(records.TO, ""))


def item_told(key: str) -> str:
    """What an item is called; of a field its name."""
    if key.startswith("field."):
        return key.removeprefix("field.")
    return say(f"sharing.item_{key.removeprefix('persons.')}")


def _line(each: Given, view: "CaseView") -> str:
    kind = say(f"cli.consent.kind_{each.kind.value}")
    if each.seq in view.hidden:
        return kind
    to = to_told(each.data, each.texts)
    who = ", ".join(giver_told(name) for name in each.words(records.BY))
    parts = [kind, who, say("cli.consent.towards", to=to) if to else ""]
    return " · ".join(part for part in parts if part)


def giver_told(name: str) -> str:
    """Who has said something: the child, a parent, or a service, in words."""
    from pathways.cli.person_page import subject_told

    return subject_told(name) if name == "child" or "_" in name else say(f"sharing.giver_{name}")


def _rows(each: Given, view: "CaseView") -> list[tuple[str, str]]:
    rows = [(say("cli.consent.row_status"), status_told(each, civil_date(view.at.at)))]
    if each.seq in view.hidden:
        return [*rows, (say("cli.consent.row_hidden"), say("cli.timeline.hidden"))]
    values = {
        "on": write_short(each.on),
        "law": law_told(each.word(records.LAW), each.word(records.CERTAINTY)),
        "rule": each.word(records.RULE) or each.word(records.GROUND),
        "situation": say(f"sharing.situation_{each.word(records.SITUATION)}") if each.word(records.SITUATION) else "",
        "how": say(f"sharing.how_{each.word(records.HOW)}") if each.word(records.HOW) else "",
        "share": ", ".join(say(f"sharing.facet_{facet.value}") for facet in each.share),
        "items": ", ".join(item_told(key) for key in each.words(records.ITEMS)),
        "of": ", ".join(each.words(records.OF)),
        "by_user": each.record.actor.user,
        "reason": one_line((each.texts or {}).get("reason", "")),
    }
    return rows + [(say(f"cli.consent.row_{name}"), value) for name, value in values.items() if value]


def _json(each: Given, view: "CaseView", on: date) -> dict[str, object]:
    hidden = each.seq in view.hidden
    document: dict[str, object] = {
        "seq": each.seq,
        "kind": each.kind.value,
        "recorded_at": json_moment(each.record.recorded_at),
        "user": each.record.actor.user,
        "annulled": each.annulled,
        "withdrawn": None if hidden or each.withdrawn is None else {
            "seq": each.withdrawn.seq, "on": each.withdrawn.on.isoformat(), "by": list(each.withdrawn.by)
        },
        "corrected_by": each.corrected or None,
    }  # fmt: skip
    if hidden:
        return document
    return {**document, "on": each.on.isoformat(), "stands": _stands(each, on), **_values(each.record, each)}


def _stands(each: Given, on: date) -> bool:
    gone = each.withdrawn is not None and each.withdrawn.on <= on
    return not (each.annulled or gone or (each.until is not None and each.until < on))


def _values(_record: "Record", each: Given) -> dict[str, object]:
    data = {name: list(value) if isinstance(value, tuple) else value for name, value in each.data.items()}
    named = (each.texts or {}).get(records.RECIPIENT)
    return {"data": data, "to_name": named, "reason": (each.texts or {}).get("reason")}


def _would_be(record: "Record") -> dict[str, object]:
    content = record.content
    data = {} if content is None else dict(content.data)
    kept = {name: list(value) if isinstance(value, tuple) else value for name, value in data.items()}
    return {"kind": record.kind.value, "data": kept}


def _opened_json(opened: "Sequence[tuple[Sharing, Sharing]]") -> dict[str, object]:
    def keys(sharing: "Sharing") -> list[str]:
        return [each.item.key for each in sharing.allowed]

    links = [
        {
            "pathway": after.link.pathway,
            "to": after.recipient.service or after.recipient.kind or None,
            "to_name": after.recipient.name or None,
            "before": keys(before),
            "after": keys(after),
        }
        for before, after in opened
    ]
    return {"links": links}


def _tell_opened(before: "Sharing", after: "Sharing") -> None:
    was, now = ({each.item.key: each.item.title for each in sharing.allowed} for sharing in (before, after))
    opens = [title for key, title in now.items() if key not in was]
    stops = [title for key, title in was.items() if key not in now]
    to = after.recipient.name or after.recipient.service or after.recipient.kind
    tell(f"{after.link.pathway} · {say('cli.consent.towards', to=one_line(to))}", "bold")
    if opens:
        tell(say("cli.consent.opens", items=", ".join(opens)))
    if stops:
        tell(say("cli.consent.stops", items=", ".join(stops)))
    if not opens and not stops:
        tell(say("cli.consent.opens_nothing"))


def _words(value: object) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()
