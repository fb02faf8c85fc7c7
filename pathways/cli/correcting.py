"""Puts a correction together: the whole content of the event as it now reads, with what the person changes."""

from collections.abc import Mapping
from dataclasses import dataclass

from pathways.cli.context import Session
from pathways.cli.given import happened_or_now
from pathways.engine.acts import ASIDE
from pathways.engine.targets import act_record
from pathways.engine.view import CaseView
from pathways.errors import EventRefusedError, UsageError
from pathways.messages import say
from pathways.model.record import Act, Happened, Kind, Record, Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What a person wants changed; whatever is empty stays as it was. ``unset`` may name fields and ``reason``."""

    seq: int
    happened: str
    values: Mapping[str, str]
    unset: tuple[str, ...]
    reason: str
    codes: tuple[str, ...]
    key: str
    expect: int | None


def corrected_act(session: Session, case_id: str, correction: Correction) -> Act:
    """The act as it should have read. Reads the case, which is logged.

    Raises: NotFoundError, EventRefusedError (no act, already annulled, or its texts are sealed and not given anew),
    UsageError (a field that is both set and unset).
    """
    view = session.reader.read_case(case_id, say("cli.purpose.correct"), say("cli.information.event"))
    return corrected_in(session, view, correction)


def corrected_in(session: Session, view: CaseView, correction: Correction) -> Act:
    """The same, of a case that has been read. Raises as ``corrected_act``."""
    target = act_record(view.records, view.case_id, correction.seq)
    newest = [r for r in view.records if r.seq == target.seq or (r.kind is Kind.correction and target.seq in r.targets)]
    return _merged(session, target, newest[-1], correction)


def _merged(session: Session, target: Record, newest: Record, correction: Correction) -> Act:
    content = newest.content
    if content is None:
        raise AssertionError(f"act {target.seq} has no content")
    texts = _texts(newest, correction)
    of_fields = {name: text for name, text in texts.items() if name != "reason"}
    data = {**of_fields, **_data(newest, content.data, correction)}
    return Act(
        case_id=target.case_id,
        event=target.name,
        run=target.run,
        item=target.item,
        happened=_happened(session, content.happened, correction),
        data=data,
        reason_codes=correction.codes or (() if "code" in correction.unset else content.reason_codes),
        texts={"reason": texts["reason"]} if texts.get("reason") else {},
        actor=session.actor,
        key=correction.key,
        expected_version=correction.expect,
    )


def _happened(session: Session, present: Happened, correction: Correction) -> Happened:
    if not correction.happened:
        return present
    return happened_or_now(correction.happened, session.installation.clock.now())


def _texts(newest: Record, correction: Correction) -> Mapping[str, str]:
    """The free texts as they read now, changed as asked."""
    given = {"reason": correction.reason} if correction.reason else {}
    left_out = {*given, *correction.values, *correction.unset}
    kept = [name for name in newest.text_names if name not in {*ASIDE, *left_out}]
    if kept and newest.texts is None:
        raise EventRefusedError("cli.correct.sealed", seq=newest.seq, names=", ".join(kept))
    present = newest.texts or {}
    return {**{name: present[name] for name in kept}, **given}


def _data(newest: Record, present: Mapping[str, Value], correction: Correction) -> Mapping[str, Value]:
    """The values as they read now, changed as asked; texts of fields are merged by ``_texts``."""
    kept = {name: value for name, value in present.items() if name not in correction.unset}
    both = sorted(set(correction.values) & set(correction.unset))
    if both:
        raise UsageError("cli.correct.both", fields=", ".join(both))
    missing = sorted(set(correction.unset) - ({*present, *newest.text_names, "code"} - ASIDE))
    if missing:
        known = ", ".join((*present, *(name for name in newest.text_names if name not in ASIDE))) or say("machine.none")
        raise UsageError("cli.correct.not_there", fields=", ".join(missing), known=known)
    return {**kept, **correction.values}
