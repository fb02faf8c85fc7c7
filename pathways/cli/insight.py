"""``pathways insight``: what a party may see of their case: prepared, assessed, approved by another, and given."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pathways.cli.act import Seq, refusals_logged
from pathways.cli.asked import Asked, Looked, Once
from pathways.cli.context import Session
from pathways.cli.given import CaseId, HappenedAt, happened_or_now, reason_given
from pathways.cli.output import tell, tell_aside, tell_json
from pathways.cli.wording import add_command, group, sharing
from pathways.errors import EventRefusedError, NotFoundError, UsageError
from pathways.messages import say
from pathways.model.policy import Action

if TYPE_CHECKING:
    from pathways.engine.insights import Insights
    from pathways.engine.receipt import Receipt
    from pathways.engine.view import CaseView
    from pathways.model.insight import InsightLaw, PartyRule, Who

Draft = Annotated[int, typer.Argument(metavar="UTKAST", min=1, help=say("cli.insight.argument_draft"))]
LONGEST_WORD = 20

For = Annotated[str, typer.Option("--for", metavar="PERSON", help=say("cli.insight.option_for"), show_default=False)]
By = Annotated[str, typer.Option("--by", metavar="PERSON", help=say("cli.insight.option_by"), show_default=False)]
Text = Annotated[
    str, typer.Option("--text", metavar="TEKST|-", help=say("cli.insight.option_text"), show_default=False)
]
Situated = Annotated[str, typer.Option("--situation", metavar="SITUASJON", help=say("cli.insight.option_situation"))]
Age = Annotated[int | None, typer.Option("--age", metavar="ÅR", help=say("cli.insight.option_age"))]
Items = Annotated[list[str] | None, typer.Option("--item", metavar="OPPLYSNING", help=say("cli.insight.option_item"))]
Code = Annotated[str, typer.Option("--code", metavar="KODE", help=say("cli.insight.option_code"), show_default=False)]
To = Annotated[str, typer.Option("--to", metavar="FIL", help=say("cli.insight.option_to"), show_default=False)]


def add(app: typer.Typer) -> None:
    """Add ``insight`` and its commands."""
    insight = group("insight")
    add_command(insight, "prepare", "insight_prepare", sharing(Asked, prepare))
    add_command(insight, "show", "insight_show", sharing(Looked, show))
    add_command(insight, "list", "insight_list", sharing(Looked, list_drafts))
    add_command(insight, "release", "insight_release", sharing(Asked, release))
    add_command(insight, "withhold", "insight_withhold", sharing(Asked, withhold))
    add_command(insight, "approve", "insight_approve", sharing(Asked, approve))
    add_command(insight, "drop", "insight_drop", sharing(Asked, drop))
    add_command(insight, "export", "insight_export", sharing(Asked, export))
    add_command(insight, "remark", "insight_remark", sharing(Once, remark))
    app.add_typer(insight, name="insight")


def prepare(asked: Asked, case_id: CaseId, *, party: For, situation: Situated = "", age: Age = None) -> None:
    """Prepare a draft of what one party may see."""
    from pathways.cli.insight_page import basis_told
    from pathways.engine.insights import Prepared
    from pathways.timeline_insight import drafted

    with asked.session(Action.insight_write, about=case_id) as session:
        view = _view(session, case_id)
        law = _require_law(session, view)
        rule = _party_rule(session, law, case_id, asked.database, party, situation, age)
        text = reason_given(asked.reason)
        if rule.situation.value != "ordinary" and not text.strip():
            raise EventRefusedError("insight.why_party", situation=rule.situation.value)
        found = drafted(session.installation.library, view, law, party, listed=rule.listed)
        made = Prepared(party=party, rule=rule, upto=view.version, items=found)
        with refusals_logged(session, case_id):
            receipt = _insights(session).prepare(case_id, made, text, asked.key)
        _answer(
            receipt,
            "cli.insight.prepared",
            as_json=asked.as_json,
            party=party,
            rule=rule.title.nb,
            law=basis_told(rule.basis),
        )


def show(asked: Looked, case_id: CaseId, draft: Draft) -> None:
    """Show a draft item by item."""
    from pathways.cli.insight_page import draft_document, tell_draft
    from pathways.engine.insight_records import changed_since, insight_of
    from pathways.timeline_insight import items_of

    with asked.session(Action.insight_write, Action.insight_approve, about=case_id) as session:
        view = _view(session, case_id)
        found = insight_of(view.records, case_id, draft)
        items = items_of(session.installation.library, view)
        law, changed = _require_law(session, view), changed_since(view.records, found)
        if asked.as_json:
            tell_json(draft_document(case_id, found, items, law, changed))
        else:
            tell_draft(case_id, found, items, law, changed)


def list_drafts(asked: Looked, case_id: CaseId) -> None:
    """The drafts of a case, and what became of each."""
    from pathways.cli.insight_page import list_document, tell_list

    with asked.session(Action.insight_write, Action.insight_approve, about=case_id) as session:
        view = _view(session, case_id)
        if asked.as_json:
            tell_json(list_document(view))
        else:
            tell_list(view)


def release(asked: Asked, case_id: CaseId, draft: Draft, *, item: Items = None) -> None:
    """Assess that items go out."""
    with asked.session(Action.insight_write, about=case_id) as session:
        with refusals_logged(session, case_id):
            receipt = _insights(session).assess(case_id, draft, item or (), None, reason_given(asked.reason), asked.key)
        _answer(receipt, "cli.insight.released", as_json=asked.as_json, draft=draft)


def withhold(asked: Asked, case_id: CaseId, draft: Draft, *, code: Code, item: Items = None) -> None:
    """Assess that items are kept back, by a paragraph."""
    from pathways.cli.insight_page import basis_told

    with asked.session(Action.insight_write, about=case_id) as session:
        with refusals_logged(session, case_id):
            receipt = _insights(session).assess(case_id, draft, item or (), code, reason_given(asked.reason), asked.key)
        law = _law_of_case(session, case_id)
        _answer(
            receipt,
            "cli.insight.withheld",
            as_json=asked.as_json,
            draft=draft,
            law=basis_told(law.withholds[code].basis),
        )


def approve(asked: Asked, case_id: CaseId, draft: Draft) -> None:
    """Approve what another has prepared and assessed."""
    with asked.session(Action.insight_approve, about=case_id) as session:
        with refusals_logged(session, case_id):
            receipt = _insights(session).approve(case_id, draft, reason_given(asked.reason), asked.key)
        _answer(receipt, "cli.insight.approved", as_json=asked.as_json, draft=draft)


def drop(asked: Asked, case_id: CaseId, draft: Draft) -> None:
    """Say that a draft is not to go out, approved or not."""
    with asked.session(Action.insight_write, Action.insight_approve, about=case_id) as session:
        with refusals_logged(session, case_id):
            receipt = _insights(session).drop(case_id, draft, reason_given(asked.reason), asked.key)
        _answer(receipt, "cli.insight.dropped", as_json=asked.as_json, draft=draft)


def export(asked: Asked, case_id: CaseId, draft: Draft, *, to: To) -> None:
    """Write the document for the party, and record that it was given."""
    from pathways.cli.insight_page import given_document, given_text
    from pathways.cli.insight_writing import write_pair
    from pathways.engine.insight_records import insight_of
    from pathways.engine.insights import require_approved
    from pathways.timeline_insight import entries_of, items_of

    file = Path(to)
    with asked.session(Action.insight_write, about=case_id) as session:
        view = _view(session, case_id)
        found = insight_of(view.records, case_id, draft)
        require_approved(found, view.records)
        law = _require_law(session, view)
        entries = entries_of(items_of(session.installation.library, view), found, law)
        text = given_text(case_id, found, entries, law)
        document = given_document(case_id, found, entries, law)

        def record(digest: str) -> "Receipt":
            with refusals_logged(session, case_id):
                return _insights(session).give(case_id, draft, digest, reason_given(asked.reason), asked.key)

        receipt = write_pair(file, text, document, record)
        _answer(receipt, "cli.insight.given", as_json=asked.as_json, party=found.party, file=file.name)


def remark(asked: Once, case_id: CaseId, seq: Seq, *, by: By, text: Text, happened: HappenedAt = "") -> None:
    """Record what a party says about an event."""
    with asked.session(Action.insight_write, about=case_id) as session:
        _require_party(session, case_id, by)
        when = happened_or_now(happened, session.installation.clock.now())
        with refusals_logged(session, case_id):
            receipt = _insights(session).remark(case_id, seq, by, reason_given(text), when, asked.key)
        _answer(receipt, "cli.insight.remarked", as_json=asked.as_json, by=by, target=seq)


def _insights(session: Session) -> "Insights":
    from pathways.engine.insights import Insights

    return Insights(engine=session.engine, actor=session.actor)


def _view(session: Session, case_id: str) -> "CaseView":
    """The case, with its free texts: whoever assesses what they cannot read assesses nothing."""
    view = session.reader.read_case(case_id, say("cli.purpose.insight"), say("cli.information.insight"))
    if view.withheld:
        raise EventRefusedError("insight.texts_needed")
    return view


def _require_law(session: Session, view: "CaseView") -> "InsightLaw":
    """What is said of insight in such a case. Raises: EventRefusedError."""
    from pathways.timeline_insight import law_of

    library = session.installation.library
    law = law_of(library, view)
    if law is None and not view.standing.runs:
        raise EventRefusedError("insight.no_run", case=view.case_id)
    if law is None:
        services = {library.prepared(run.digest).pathway.service for run in view.standing.runs}
        raise EventRefusedError("insight.no_rules", service=", ".join(sorted(services)) or "–")
    return law


def _law_of_case(session: Session, case_id: str) -> "InsightLaw":
    """The same, of a case that somebody has been admitted to."""
    from pathways.model.insight import InsightLaw
    from pathways.store import heads

    with session.installation.database.read() as conn:
        head = heads.read(conn, case_id)
    laws = session.installation.library.catalogue.insight
    return (None if head is None else laws.of([head.service])) or InsightLaw()


def _party_rule(  # noqa: PLR0917 (what a person says of themselves)
    session: Session, law: "InsightLaw", case_id: str, database: str, party: str, situation: str, age: int | None
) -> "PartyRule":
    """The rule of today by which somebody is a party. Raises: UsageError, EventRefusedError, NotFoundError."""
    from pathways.cli.consent_given import vault_of
    from pathways.counting.oslo import civil_date
    from pathways.engine.sharing import child_of
    from pathways.model.insight import Standing, Who
    from pathways.sharing.ages import age_on

    known = [each.value for each in Standing]
    if situation and situation not in known:
        raise UsageError("insight.no_situation", known=", ".join(known))
    who = _require_party(session, case_id, party)
    meant = Standing(situation) if situation else (Standing.ordinary if who is Who.child else Standing.assessed)
    today = civil_date(session.installation.clock.now())
    if law.asks_age(who, meant):
        born = child_of(session.reader, vault_of(session, database), case_id, say("cli.purpose.insight")).born
        age = age if born is None else age_on(born, today)
        if age is None:
            raise EventRefusedError("insight.age_unknown")
    rule = law.party(who, meant, age, today)
    if rule is None:
        rules = "; ".join(f"{each.title.nb} (--situation {each.situation.value})" for each in law.rules_for(who, today))
        raise EventRefusedError("insight.no_party_rule", situation=meant.value, rules=rules or "–")
    return rule


def _require_party(session: Session, case_id: str, subject: str) -> "Who":
    """What somebody is to the case. Raises: UsageError for whoever is no party; NotFoundError for an unknown one."""
    from pathways.identity.fields import CHILD, is_subject
    from pathways.model.insight import who_is
    from pathways.store import persons

    who = who_is(subject)
    if not is_subject(subject):
        raise UsageError("insight.not_a_person", person=_as_typed(subject))
    if who is None:
        raise UsageError("insight.not_a_party")
    session.reader.admit(case_id, say("cli.purpose.insight"))
    with session.installation.database.read() as conn:
        there = {each for each, _ in persons.names(conn, case_id)}
    if subject not in (CHILD, *there):
        raise NotFoundError("insight.no_person", person=subject)
    return who


def _as_typed(subject: str) -> str:
    """A word that somebody typed, to be told again; not what may be a number or a whole name."""
    return f"«{subject}»" if subject.isalpha() and subject.islower() and len(subject) <= LONGEST_WORD else "Personen"


def _answer(receipt: "Receipt", key: str, *, as_json: bool, **values: object) -> None:
    from pathways.cli.receipts import receipt_document

    if as_json:
        tell_json(receipt_document(receipt))
        return
    told: dict[str, Any] = {"case": receipt.case_id, "seq": receipt.seq, **values}
    tell(say(key, **told))
    if key == "cli.insight.prepared":
        tell_aside(say("cli.insight.next_show", case=receipt.case_id, seq=receipt.seq))
