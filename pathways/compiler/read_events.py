"""Reads events, of the run and of activities: who, from where, what is recorded, reason, guards, where to."""

from dataclasses import dataclass, replace

from pathways.compiler import tree
from pathways.compiler.guard_scope import GuardScope
from pathways.compiler.guards import guard
from pathways.compiler.names import Names
from pathways.compiler.problem import Report
from pathways.compiler.read_sends import read_sends
from pathways.compiler.read_title import title
from pathways.compiler.reading import (
    UNKNOWN,
    Keys,
    Thing,
    entries,
    flag,
    identifier,
    keys,
    one,
    scalars,
    some,
    text,
)
from pathways.compiler.tree import Node, Scalar, Sequence
from pathways.model.pathway import Branch, Event, NeverLater, ReasonRule, Requirement, Signal

LINKS = ("begins", "signals")
PAUSING = ("pauses", "resumes")
ITEM_MAY = ("from", "records", "may_record", "reason", "decision", "requires", "warns", "to", "approval")
REDECIDE, APPROVAL, SENDS = "redecide", "approval", "sends"
RUN_MAY = ("start", *ITEM_MAY, *LINKS, *PAUSING, REDECIDE, SENDS)
NO_REASON = ReasonRule(text_required=False, code_list="", codes_required=False)
SIGNAL, ANY, STAYS = "signal", "any", "stays"


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPlace:
    """Where the events being read belong: the states they move between, and what their guards may read."""

    names: Names
    states: tuple[str, ...]
    scope: GuardScope
    of_activity: bool


def read_events(node: Node | None, where: EventPlace, report: Report) -> tuple[Event, ...]:
    """The events of a run or activity, in the order of the file."""
    return tuple(_event(name, value, where, report) for name, _, value in entries(node, report))


def _event(name: str, node: Node, where: EventPlace, report: Report) -> Event:
    found = keys(node, report, must=("title", "by"), may=ITEM_MAY if where.of_activity else RUN_MAY)
    starts = flag(found.get("start"), report)
    fields = where.names.fields
    records = some(found.get("records"), Thing.field, fields, report)
    may_record = _may_record(found.get("may_record"), records, where.names, report)
    redecided_by, never_later, past = _redecide(found.get(REDECIDE), where.names, report)
    event = Event(
        name=name,
        title=title(found.get("title"), report),
        start=starts,
        sources=_sources(node, found, where, report, starts=starts),
        by=_by(found.get("by"), where.names, report),
        records=records,
        may_record=may_record,
        reason=_reason(found.get("reason"), where.names, report),
        decision=flag(found.get("decision"), report),
        requires=_requirements(found.get("requires"), "otherwise", where.scope, report),
        warns=_requirements(found.get("warns"), "say", where.scope, report),
        branches=_branches(found, where, report),
        pauses=one(found.get("pauses"), Thing.field, fields, report),
        resumes=one(found.get("resumes"), Thing.field, fields, report),
        redecided_by=redecided_by,
        never_later=never_later,
        redecided_past=past,
        approved_by=_approved_by(found.get(APPROVAL), where.names, report),
        sends=read_sends(found.get(SENDS), (*records, *may_record), where.names, where.scope, report),
    )
    if event.decision and not (event.reason.text_required or event.reason.codes_required):
        report.add("E318", tree.place_of(node, "reason" if "reason" in found else "decision"), name=name)
    return event


def _sources(node: Node, found: Keys, where: EventPlace, report: Report, *, starts: bool) -> tuple[str, ...]:
    """States the event may happen in; empty for ``any``."""
    given = found.get("from")
    if starts:
        if given is not None:
            report.add("E215", given.at, key="from", other="start: true")
        return ()
    if given is None:
        if found:
            report.add("E203", node.at, keys="«from»")
        return (UNKNOWN,)
    if isinstance(given, Scalar) and given.text == ANY:
        return ()
    return some(given, Thing.state, where.states, report)


def _by(node: Node | None, names: Names, report: Report) -> tuple[str, ...]:
    """Roles, with role settings resolved; empty when only a signal raises the event."""
    if isinstance(node, Scalar) and node.text == SIGNAL:
        return ()
    alone = next((scalar for scalar in scalars(node, report) if scalar.text == SIGNAL), None)
    if alone:
        report.add("E215", alone.at, key=SIGNAL, other="roller", hint="compiler.hint_signal_alone")
        return (UNKNOWN,)
    if isinstance(node, Sequence) and not node.items:
        return ()
    return resolved(node, names, report)


def _redecide(
    node: Node | None, names: Names, report: Report
) -> tuple[tuple[str, ...], tuple[NeverLater, ...], tuple[str, ...]]:
    """Roles that may decide it anew, the dates they do not move to a later day, and the decisions it goes past."""
    if node is None:
        return (), (), ()
    found = keys(node, report, must=("by",), may=("never_later", "past"))
    given = found.get("never_later")
    if isinstance(given, Sequence) and not given.items:
        report.add("E204", given.at, hint="compiler.hint_empty_list")
    limits = []
    for item in () if given is None else given.items if isinstance(given, Sequence) else (given,):
        parts = keys(item, report, must=("field", "otherwise"))
        field = one(parts.get("field"), Thing.field, names.fields, report)
        limits.append(NeverLater(field=field, otherwise=title(parts.get("otherwise"), report)))
    past = some(found.get("past"), Thing.event, names.events, report)
    return resolved(found.get("by"), names, report), tuple(limits), past


def _approved_by(node: Node | None, names: Names, report: Report) -> tuple[str, ...]:
    """Roles of whoever must agree before it happens; empty where nobody must."""
    return () if node is None else resolved(keys(node, report, must=("by",)).get("by"), names, report)


def resolved(node: Node | None, names: Names, report: Report) -> tuple[str, ...]:
    """Roles in place of role settings, each once."""
    settings = names.context.settings.role_settings
    found = some(node, Thing.role, names.who, report)
    return tuple(dict.fromkeys(role for name in found for role in settings.get(name, (name,))))


def _may_record(node: Node | None, records: tuple[str, ...], names: Names, report: Report) -> tuple[str, ...]:
    for scalar in scalars(node, Report()):
        if scalar.text in records:
            report.add("E212", scalar.at, name=scalar.text)
    return some(node, Thing.field, names.fields, report)


def _reason(node: Node | None, names: Names, report: Report) -> ReasonRule:
    if node is None:
        return NO_REASON
    if isinstance(node, Scalar):
        return ReasonRule(text_required=_required(node, report), code_list="", codes_required=False)
    found = keys(node, report, must=("codes",), may=("text",))
    return ReasonRule(
        text_required=_required(found.get("text"), report),
        code_list=one(found.get("codes"), Thing.code_list, names.context.code_lists, report),
        codes_required=True,
    )


def _required(node: Node | None, report: Report) -> bool:
    word = text(node, report)
    if node is not None and word not in ("required", "optional"):
        report.add("E205", node.at, value=word, allowed="«required», «optional»")
    return word == "required"


def _requirements(node: Node | None, told: str, scope: GuardScope, report: Report) -> tuple[Requirement, ...]:
    """``{when, otherwise}`` or ``{when, say}``, a list of them or one alone."""
    if node is None:
        return ()
    if isinstance(node, Sequence) and not node.items:
        report.add("E204", node.at, hint="compiler.hint_empty_list")
    requirements = []
    for item in node.items if isinstance(node, Sequence) else (node,):
        found = keys(item, report, must=("when", told))
        if "when" in found:
            when = guard(found["when"], scope, report)
            requirements.append(Requirement(when=when, otherwise=title(found.get(told), report)))
    return tuple(requirements)


def _branches(found: Keys, where: EventPlace, report: Report) -> tuple[Branch, ...]:
    """Where the event leads. Without ``to`` the state stays."""
    node = found.get("to")
    if not isinstance(node, Sequence):
        to = _target(node, where, report)
        return (Branch(when=None, to=to, begins=_begins(found), signals=_signals(found, report)),)
    for key in LINKS:
        if key in found:
            report.add("E215", found[key].at, key=key, other="to: [ … ]")
    if not node.items:
        report.add("E204", node.at, hint="compiler.hint_empty_list")
    return tuple(_branch(item, where, report) for item in node.items)


def _branch(node: Node, where: EventPlace, report: Report) -> Branch:
    found = keys(node, report, must=("state",), may=("when", "otherwise", *(() if where.of_activity else LINKS)))
    if found and ("when" in found) == ("otherwise" in found):
        report.add("E213", node.at, keys="«when», «otherwise»", rule="compiler.rule_one_of")
    if "otherwise" in found and not flag(found["otherwise"], report):
        report.add("E205", found["otherwise"].at, value="false", allowed="«true»")
    return Branch(
        when=guard(found["when"], replace(where.scope, switches=None), report) if "when" in found else None,
        to=_target(found.get("state"), where, report),
        begins=_begins(found),
        signals=_signals(found, report),
    )


def _target(node: Node | None, where: EventPlace, report: Report) -> str:
    """The state led to; empty when it stays."""
    if node is None or (isinstance(node, Scalar) and node.text == STAYS):
        return ""
    return one(node, Thing.state, where.states, report)


def _begins(found: Keys) -> tuple[str, ...]:
    return tuple(scalar.text for scalar in scalars(found.get("begins"), Report()))


def _signals(found: Keys, report: Report) -> tuple[Signal, ...]:
    node = found.get("signals")
    if node is None:
        return ()
    signals = []
    for item in node.items if isinstance(node, Sequence) else (node,):
        given = keys(item, report, must=("pathway", "event"))
        pathway, event = (identifier(given.get(key), report) for key in ("pathway", "event"))
        signals.append(Signal(pathway=pathway, event=event))
    return tuple(signals)
