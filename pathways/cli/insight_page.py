"""Insight on a terminal, as JSON, and as the document that a party is given."""

from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import TYPE_CHECKING

from pathways.cli.output import clean, one_line, tell, tell_rows
from pathways.cli.when import json_moment
from pathways.counting.oslo import civil_date
from pathways.counting.telling import write_short
from pathways.engine.insight_records import GIVEN, UNASSESSED, Assessment, Insight, changed_since, insights
from pathways.messages import say
from pathways.messages.graded import law_told
from pathways.model.insight import InsightLaw, Withholding, who_is
from pathways.timeline_insight import Entry, Item, reasons_of
from pathways.timeline_remarks import party_told

if TYPE_CHECKING:
    from pathways.engine.view import CaseView
    from pathways.model.basis import Basis

DRAFT, LIST, GIVEN_OUT = "pathways.insight-draft/1", "pathways.insight-list/1", "pathways.insight/1"
WIDTH = 90


def tell_draft(case_id: str, draft: Insight, items: Sequence[Item], law: InsightLaw, changed: int) -> None:
    """Every item of a draft: its key, what becomes of it, and what it says. ``changed``: see ``changed_since``."""
    tell(
        say(
            "cli.insight.draft", seq=draft.seq, case=case_id, party=party_told(draft.party), law=_rule_told(draft, law)
        ),
        "bold",
    )
    tell(_stage(draft, changed), "yellow" if changed else "")
    codes = draft.items or {}
    rows = [
        (item.key, _code_told(codes[item.key], law), f"{one_line(item.title)}: {one_line(item.text)}")
        for item in items
        if item.key in codes
    ]
    tell_rows(rows, fixed=(0,))
    if draft.assessments:
        tell("\n" + say("cli.insight.assessments"), "bold")
    tell_rows((_assessment_told(each, law) for each in draft.assessments), fixed=(0,))
    if draft.waiting:
        tell("\n" + say("cli.insight.codes"), "bold")
        tell_rows(((each.id, each.title.nb, basis_told(each.basis)) for each in _codes_for(draft, law)), fixed=(0,))
    tell("\n" + say("cli.insight.look_for"), "italic")


def draft_document(
    case_id: str, draft: Insight, items: Sequence[Item], law: InsightLaw, changed: int
) -> dict[str, object]:
    """The same as JSON."""
    codes = draft.items or {}
    return {
        "schema": DRAFT,
        "case_id": case_id,
        **_head(draft, changed),
        "items": [
            {
                "item": item.key,
                "seq": item.seq,
                "title": item.title,
                "text": item.text,
                "goes_out": codes[item.key] == GIVEN,
                "assessed": codes[item.key] != UNASSESSED,
                "code": None if codes[item.key] in (GIVEN, UNASSESSED) else codes[item.key],
                "law": law.withholds[codes[item.key]].basis.law if codes[item.key] in law.withholds else None,
            }
            for item in items
            if item.key in codes
        ],
        "codes": [
            {"code": each.id, "title": each.title.nb, "law": each.basis.law, "told": each.told}
            for each in _codes_for(draft, law)
        ],
        "assessments": [
            {
                "seq": each.seq,
                "by": each.user,
                "items": list(each.items or ()),
                "code": _code_of(each),
                "reason": each.reason,
            }
            for each in draft.assessments
        ],
    }


def _codes_for(draft: Insight, law: InsightLaw) -> tuple[Withholding, ...]:
    """The paragraphs by which something can be kept back from this party."""
    return tuple(each for each in law.withholds.values() if each.is_for(who_is(draft.party)))


def _code_of(assessment: Assessment) -> str | None:
    code = next(iter((assessment.items or {}).values()), GIVEN)
    return None if code == GIVEN else code


def _assessment_told(assessment: Assessment, law: InsightLaw) -> tuple[str, str, str]:
    """Which event it is, by whom, and what was said of which items."""
    told = _code_told(_code_of(assessment) or GIVEN, law)
    why = say("cli.insight.why", reason=one_line(assessment.reason)) if assessment.reason else ""
    return str(assessment.seq), assessment.user, f"{', '.join(assessment.items or ())}: {told}{why}"


def tell_list(view: "CaseView") -> None:
    """The drafts of a case."""
    found = insights(view.records)
    if not found:
        tell(say("cli.insight.none", case=view.case_id))
    tell_rows(
        ((str(each.seq), each.party, _stage(each, changed_since(view.records, each))) for each in found), fixed=(0, 1)
    )


def list_document(view: "CaseView") -> dict[str, object]:
    """The same as JSON."""
    drafts = [_head(each, changed_since(view.records, each)) for each in insights(view.records)]
    return {"schema": LIST, "case_id": view.case_id, "drafts": drafts}


def given_text(case_id: str, draft: Insight, entries: Sequence[Entry], law: InsightLaw) -> str:
    """The document to print. It numbers what it shows by itself: a gap would tell that something is missing."""
    lines = [
        say("insight.document_title", case=case_id),
        "",
        *_wrapped(say("insight.document_for", party=party_told(draft.party))),
        *_wrapped(say("insight.document_law", law=draft.law, date=write_short(civil_date(draft.at)))),
        "",
        say("insight.document_shown"),
        "",
    ]
    for number, entry in enumerate(entries, 1):
        lines += _entry(number, entry)
    if not entries:
        lines += [*_wrapped(say("insight.document_nothing")), ""]
    lines += [say("insight.document_withheld"), "", *_wrapped(say("insight.document_always")), ""]
    for why in reasons_of(entries, law, draft.party):
        lines += _wrapped(f"- {_reason_told(why)}", "  ")
    by = "" if law.appeal_basis is None else f" ({law.appeal_basis.law})"
    lines += ["", say("insight.document_appeal"), "", *_wrapped(f"{law.appeal}{by}")]
    lines += ["", *_wrapped(say("insight.document_remark"))]
    return clean("\n".join(lines)) + "\n"


def given_document(case_id: str, draft: Insight, entries: Sequence[Entry], law: InsightLaw) -> dict[str, object]:
    """The same as JSON. It names no event of the log: numbers would tell that something is missing."""
    return {
        "schema": GIVEN_OUT,
        "case_id": case_id,
        "for": draft.party,
        "law": draft.law,
        "prepared_on": civil_date(draft.at).isoformat(),
        "events": [
            {
                "number": number,
                "title": entry.title or None,
                "when": entry.when or None,
                "values": [
                    {"title": line.title or None, "text": line.text or None, "withheld": _law_of(line.withheld)}
                    for line in entry.lines
                ],
                "withheld": _law_of(entry.withheld),
            }
            for number, entry in enumerate(entries, 1)
        ],
        "withheld_by": [
            {"title": why.title.nb, "law": why.basis.law, "appeal": why.appeal}
            for why in reasons_of(entries, law, draft.party)
        ],
        "appeal": law.appeal,
        "appeal_law": None if law.appeal_basis is None else law.appeal_basis.law,
    }


def _entry(number: int, entry: Entry) -> Iterator[str]:
    if entry.withheld is not None:
        yield from _wrapped(f"{number}. {_missing(entry.withheld)}", "   ")
    else:
        yield from _wrapped(f"{number}. {entry.title}, {entry.when}", "   ")
    for line in entry.lines:
        told = _missing(line.withheld) if line.withheld is not None else f"{line.title}: {line.text}"
        yield from (f"   {each}" for each in _wrapped(told, "  "))
    yield ""


def _wrapped(text: str, indent: str = "") -> list[str]:
    """Stored text keeps its lines; each is cleaned and no longer than a page is wide."""
    # A paragraph's sign stays with its number.
    first, *rest = clean(text).replace("§ ", "§\N{NO-BREAK SPACE}").splitlines() or [""]
    lines = [
        *(wrap(first, WIDTH, subsequent_indent=indent) or [""]),
        *(each for line in rest for each in wrap(line, WIDTH, initial_indent=indent, subsequent_indent=indent) or [""]),
    ]
    return [line.replace("§\N{NO-BREAK SPACE}", "§ ") for line in lines]


def _missing(why: Withholding) -> str:
    return say("insight.document_missing", title=why.title.nb, law=why.basis.law)


def _reason_told(why: Withholding) -> str:
    key = "insight.document_reason" if why.appeal else "insight.document_reason_final"
    return say(key, title=why.title.nb, law=why.basis.law)


def _law_of(why: Withholding | None) -> str | None:
    return None if why is None else why.basis.law


def basis_told(basis: "Basis") -> str:
    """What a rule of insight rests on, for whoever assesses: with its grade where the text was not read.

    A party's document names the paragraph alone: whoever approves it has seen how sure it is.
    """
    return law_told(basis.law, basis.certainty)


def _rule_told(draft: Insight, law: InsightLaw) -> str:
    """What the party is one by, as it was recorded; its grade as the rules say today."""
    rule = next((each for each in law.parties if each.id == draft.rule), None)
    return draft.law if rule is None else law_told(draft.law, rule.basis.certainty)


def _code_told(code: str, law: InsightLaw) -> str:
    if code == GIVEN:
        return say("cli.insight.goes_out")
    if code == UNASSESSED:
        return say("cli.insight.unassessed")
    found = law.withholds.get(code)
    return say("cli.insight.kept_back", code=code, law="–" if found is None else basis_told(found.basis))


def _stage(draft: Insight, changed: int) -> str:
    if draft.dropped_by:
        key = "cli.insight.stage_given_dropped" if draft.given else "cli.insight.stage_dropped"
        return say(key, user=draft.dropped_by, seqs=", ".join(map(str, draft.given)))
    if changed and not draft.given:
        return say("cli.insight.stage_changed", changed=changed, party=draft.party)
    if draft.given:
        return say("cli.insight.stage_given", seqs=", ".join(map(str, draft.given)))
    if draft.approved_by:
        return say("cli.insight.stage_approved", user=draft.approved_by)
    return say("cli.insight.stage_open", count=len(draft.waiting))


def _head(draft: Insight, changed: int) -> dict[str, object]:
    return {
        "seq": draft.seq,
        "for": draft.party,
        "rule": draft.rule,
        "law": draft.law,
        "upto": draft.upto,
        "prepared_at": json_moment(draft.at),
        "by": list(draft.hands),
        "unassessed": len(draft.waiting),
        "approved_by": draft.approved_by or None,
        "given": list(draft.given),
        "dropped_by": draft.dropped_by or None,
        "changed_by": changed or None,
    }
