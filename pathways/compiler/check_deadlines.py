"""Checks deadlines: they begin, can be met, tell somebody, and never stand open where nothing can end them."""

from collections.abc import Mapping

from pathways.compiler.check_effects import check_effects
from pathways.compiler.check_ladder import check_ladder
from pathways.compiler.context import Context
from pathways.compiler.draft import Draft
from pathways.compiler.graph import Graph
from pathways.compiler.life import Life
from pathways.compiler.problem import Report
from pathways.compiler.read_deadlines import FIXED_DATE
from pathways.compiler.reading import NO_PERIOD, UNKNOWN
from pathways.compiler.spans import longest, shortest
from pathways.counting.telling import write_period
from pathways.messages import say
from pathways.model.counting import CountingRule, Period
from pathways.model.pathway import AnchorKind, Deadline, DeadlineKind, Event


def check_deadlines(draft: Draft, graph: Graph, lives: Mapping[str, Life], context: Context, report: Report) -> None:
    """Every deadline of the definition."""
    rings = _check_rings(draft, report)
    for deadline in draft.pathway.deadlines:
        _check_counting(draft, deadline, context.rules, report)
        check_ladder(draft, deadline, report)
        check_effects(draft, deadline, graph, report)
        _check_extension(draft, deadline, report)
        _check_ends(draft, deadline, report)
        if deadline.name not in rings and not lives[deadline.name].is_vague:
            _check_life(draft, deadline, lives[deadline.name], report, may_strand=not graph.is_vague)


def _check_rings(draft: Draft, report: Report) -> set[str]:
    """Names of deadlines that count from each other in a ring; each ring is told once."""
    parents = {d.name: d.anchor.name for d in draft.pathway.deadlines if d.anchor.kind is AnchorKind.deadline}
    ringed: set[str] = set()
    for name in parents:
        chain = [name]
        while chain[-1] in parents and parents[chain[-1]] not in chain:
            chain.append(parents[chain[-1]])
        if parents.get(chain[-1]) == name and name not in ringed:
            ringed.update(chain)
            names = " → ".join(f"«{link}»" for link in (*chain, name))
            report.add("E501", draft.place("deadlines", name, "from"), names=names)
    return ringed


def _check_counting(draft: Draft, deadline: Deadline, rules: Mapping[str, CountingRule], report: Report) -> None:
    at = draft.place("deadlines", deadline.name, "counting")
    rule = rules.get(deadline.rule)
    if rule is None:
        return
    key = "«until»" if deadline.within is None else "«within»"
    if (deadline.within is None) != (rule.id == FIXED_DATE):
        report.add("E503", at, rule=rule.id, key=key)
        return
    _check_unit(draft, deadline, deadline.within, ("within",), rule, report)
    if deadline.extension:
        _check_unit(draft, deadline, deadline.extension.within, ("extend", "within"), rule, report)
    if deadline.at_most and deadline.at_most.rule in rules:
        of_most = rules[deadline.at_most.rule]
        _check_unit(draft, deadline, deadline.at_most.within, ("at_most", "within"), of_most, report)


def _check_unit(
    draft: Draft, deadline: Deadline, period: Period | None, path: tuple[str, ...], rule: CountingRule, report: Report
) -> None:
    if period is None or period is NO_PERIOD or period.unit in rule.units:
        return
    units = ", ".join(say(f"counting.units.{unit}") for unit in rule.units) or "–"
    at = draft.place("deadlines", deadline.name, *path)
    report.add("E502", at, rule=rule.id, period=write_period(period), units=units)


def _event(draft: Draft, name: str) -> Event | None:
    pathway = draft.pathway
    events = (*pathway.events, *(event for activity in pathway.activities for event in activity.events))
    return next((event for event in events if event.name == name), None)


def _is_no_longer(extended: Period, within: Period) -> bool:
    if extended.unit is within.unit:
        return extended.amount <= within.amount
    return longest(extended) <= shortest(within)


def _check_extension(draft: Draft, deadline: Deadline, report: Report) -> None:
    extension, within = deadline.extension, deadline.within
    if extension is None:
        return
    if within and NO_PERIOD not in (within, extension.within) and _is_no_longer(extension.within, within):
        report.add("E512", draft.place("deadlines", deadline.name, "extend", "within"))
    event = _event(draft, extension.by)
    if event and not (event.reason.text_required or event.reason.codes_required):
        at = draft.place("deadlines", deadline.name, "extend", "by")
        report.add("E515", at, event=event.name, deadline=deadline.name)


def _check_ends(draft: Draft, deadline: Deadline, report: Report) -> None:
    if deadline.kind is DeadlineKind.duty and not deadline.met_by:
        report.add("E514", draft.place("deadlines", deadline.name), deadline=deadline.name)
    for event in deadline.met_by:
        if event in deadline.ended_by and event != UNKNOWN:
            report.add("E510", draft.place("deadlines", deadline.name, "ends", "event"), event=event)


def _check_life(draft: Draft, deadline: Deadline, life: Life, report: Report, *, may_strand: bool) -> None:
    name = deadline.name
    if not life.open_in:
        report.add("E509", draft.place("deadlines", name), deadline=name)
        return
    if deadline.met_by and not life.can_be_met:
        events = ", ".join(f"«{event}»" for event in deadline.met_by)
        report.add("E305", draft.place("deadlines", name, "met_by"), deadline=name, events=events)
    elif may_strand and deadline.kind is DeadlineKind.duty and deadline.met_by:
        _check_stranded(draft, deadline, life, report)
    if deadline.extension and not life.can_be_extended:
        at = draft.place("deadlines", name, "extend", "by")
        report.add("E511", at, event=deadline.extension.by, deadline=name)


def _check_stranded(draft: Draft, deadline: Deadline, life: Life, report: Report) -> None:
    """An item that leaves it open is told before the run, in which it then stands open too."""
    at = draft.place("deadlines", deadline.name)
    states = ", ".join(f"«{state}»" for state in life.stranded_items or life.stranded)
    if life.stranded_items:
        report.add("E523", at, deadline=deadline.name, activity=deadline.per, states=states)
    elif states:
        report.add("E513", at, deadline=deadline.name, states=states)
