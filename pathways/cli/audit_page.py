"""Audit engagements for people and as JSON. The key that rows are called by is shown to nobody."""

from collections.abc import Sequence
from datetime import date

from pathways.cli.documents import Document
from pathways.cli.output import tell, tell_aside, tell_json, tell_rows
from pathways.cli.when import json_moment, write_short_moment
from pathways.counting.telling import write_short
from pathways.engine.auditing import Audits, Listed, drawn_cases
from pathways.engine.library import Library
from pathways.messages import say
from pathways.model.engagement import Engagement, How, Pick
from pathways.model.organisation import Change, Entry, What

ENGAGEMENTS, ENGAGEMENT = "pathways.audit-engagements/1", "pathways.audit-engagement/1"
LIST, PICKED = "pathways.audit-list/1", "pathways.audit-picked/1"


def tell_engagements(known: Sequence[Engagement], today: date, *, as_json: bool) -> None:
    """A line for each, without its cases."""
    if as_json:
        told = [{**_engagement_json(each, ()), "cases": len(each.picks)} for each in known]
        tell_json({"schema": ENGAGEMENTS, "engagements": told})
        return
    if not known:
        tell(say("oversight.no_engagements"))
        return
    tell_rows(((each.id, each.organisation, each.law, _lasts(each, today)) for each in known), fixed=(0,))


def tell_engagement(audits: Audits, engagement: Engagement, *, as_json: bool) -> None:
    """One, with who recorded what, samples with their seeds, and the cases that may be read."""
    picks = audits.shown_picks(engagement)
    entries = audits.entries(engagement.id)
    if as_json:
        told = [_entry_json(entry) for entry in entries]
        tell_json({"schema": ENGAGEMENT, **_engagement_json(engagement, picks), "entries": told})
        return
    scope = engagement.scope
    tell(say("oversight.engagement", id=engagement.id, organisation=engagement.organisation), "bold")
    pathways = ", ".join(scope.pathways) or say("oversight.all_pathways")
    rows = [
        (say("oversight.row_basis"), engagement.law),
        (say("oversight.row_reference"), engagement.reference),
        (say("oversight.row_days"), _lasts(engagement, audits.today)),
        (say("oversight.row_persons"), ", ".join(engagement.persons)),
        (say("oversight.row_scope"), f"{', '.join(scope.services)} · {pathways} · {_cases_of(engagement)}"),
    ]
    tell_rows(rows, fixed=(0,))
    if picks:
        tell("\n" + say("oversight.may_read" if engagement.on(audits.today) else "oversight.could_read"), "bold")
        tell_rows(((pick.case_id or "–", pick.row, _how(pick.how)) for pick in picks), fixed=(0,))
    tell("\n" + say("cli.people.entries"), "bold")
    tell_rows((str(entry.seq), _by(entry), _entry_told(entry)) for entry in entries)


def tell_list(library: Library, found: Listed, *, as_json: bool) -> None:
    """The list without names and numbers."""
    engagement = found.engagement
    if as_json:
        rows = [
            {
                "row": each.row,
                "service": each.kind,
                "pathways": list(each.pathways),
                "states": list(each.states),
                "opened": each.opened,
                "ended": each.ended or None,
                "met": each.met,
                "missed": each.missed,
                "running": each.running,
                "case_id": each.case_id or None,
            }
            for each in found.rows
        ]
        tell_json({"schema": LIST, "engagement": engagement.id, "left_out": found.left_out, "rows": rows})
        return
    tell(say("oversight.list", id=engagement.id, law=engagement.law, count=len(found.rows)), "bold")
    titles = {pathway.id: pathway.title.nb for pathway in library.catalogue.by_digest.values()}
    told = []
    for each in found.rows:
        named = [f"{titles.get(id_, id_)}: {state}" for id_, state in zip(each.pathways, each.states, strict=False)]
        months = say("oversight.months", opened=each.opened, ended=each.ended or say("oversight.open"))
        counts = say("oversight.counts", met=each.met, missed=each.missed, running=each.running)
        told.append((each.row, "\n".join(named or each.states), f"{months}\n{counts}", each.case_id))
    tell_rows(told, fixed=(0, 3))
    if found.left_out:
        tell_aside(say("oversight.left_out", count=found.left_out))
    tell_aside(say("oversight.list_next"))


def tell_picked(engagement: Engagement, change: Change, *, as_json: bool) -> None:
    """What was drawn or taken: from now on it may be read."""
    pairs, data = list(drawn_cases(change)), change.data
    if as_json:
        tell_json(
            {
                "schema": PICKED,
                "engagement": engagement.id,
                "seed": data.get("seed"),
                "of": int(data["of"]) if "of" in data else None,
                "population": data.get("population"),
                "cases": [{"row": row, "case_id": case_id} for row, case_id in pairs],
            }
        )
        return
    if change.what is What.audit_draw:
        tell(say("oversight.drawn", count=len(pairs), of=data["of"], seed=data["seed"]))
    else:
        tell(say("oversight.taken"))
    tell_rows(((case_id, row) for row, case_id in pairs), fixed=(0,))
    key = "oversight.picked_next" if len(pairs) == 1 else "oversight.picked_next_each"
    tell_aside(say(key, case=pairs[0][1]))


def _lasts(engagement: Engagement, today: date) -> str:
    first, last = write_short(engagement.first), write_short(engagement.last)
    period = say("cli.people.period", first=first, last=last)
    return period if engagement.on(today) else say("oversight.not_now", period=period)


def _cases_of(engagement: Engagement) -> str:
    scope = engagement.scope
    if scope.first is None and scope.last is None:
        return say("oversight.all_days")
    return say(
        "oversight.open_between",
        first=write_short(scope.first) if scope.first else "…",
        last=write_short(scope.last) if scope.last else "…",
    )


def _how(how: How) -> str:
    return say("oversight.how_drawn" if how is How.drawn else "oversight.how_taken")


def _by(entry: Entry) -> str:
    user = entry.actor.user or say("cli.people.by_account", account=entry.actor.os_account)
    return say("cli.people.by", at=write_short_moment(entry.recorded_at), user=user)


def _entry_told(entry: Entry) -> str:
    data = entry.change.data
    if entry.change.what is What.engagement:
        told = say("oversight.entry_start")
    elif entry.change.what is What.engagement_until:
        key = "oversight.entry_ended" if data.get("ended") else "oversight.entry_until"
        told = say(key, last=write_short(date.fromisoformat(data["last"])))
    elif entry.change.what is What.audit_draw:
        told = say("oversight.entry_draw", count=len(data["rows"].split(",")), of=data["of"], seed=data["seed"])
    else:
        told = say("oversight.entry_take", row=data["rows"])
    return told + ("\n" + say("cli.people.why", why=entry.why) if entry.why else "")


def _engagement_json(engagement: Engagement, picks: Sequence[Pick]) -> Document:
    scope = engagement.scope
    return {
        "id": engagement.id,
        "basis": engagement.basis,
        "law": engagement.law,
        "organisation": engagement.organisation,
        "reference": engagement.reference,
        "persons": list(engagement.persons),
        "services": list(scope.services),
        "pathways": list(scope.pathways),
        "cases_from": scope.first.isoformat() if scope.first else None,
        "cases_to": scope.last.isoformat() if scope.last else None,
        "first": engagement.first.isoformat(),
        "last": engagement.last.isoformat(),
        "cases": [
            {"case_id": pick.case_id or None, "row": pick.row, "how": pick.how.value, "seq": pick.seq} for pick in picks
        ],
    }


def _entry_json(entry: Entry) -> Document:
    data = entry.change.data
    return {
        "seq": entry.seq,
        "recorded_at": json_moment(entry.recorded_at),
        "user": entry.actor.user,
        "os_account": entry.actor.os_account,
        "why": entry.why,
        "what": entry.change.what.value,
        "last": data.get("last"),
        "ended": bool(data.get("ended")),
        "seed": data.get("seed"),
        "count": int(data["count"]) if "count" in data else None,
        "of": int(data["of"]) if "of" in data else None,
        "population": data.get("population"),
        "rows": data["rows"].split(",") if "rows" in data else [],
    }
