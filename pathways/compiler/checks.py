"""All checks of all definitions of a folder, in one place. Each check by noun lies in its own module."""

from dataclasses import replace
from datetime import date

from pathways.compiler.check_approvals import check_approvals
from pathways.compiler.check_clock import check_activities, check_clock
from pathways.compiler.check_dates import check_dates
from pathways.compiler.check_deadlines import check_deadlines
from pathways.compiler.check_every import check_every
from pathways.compiler.check_guards import check_guards
from pathways.compiler.check_links import beginners, check_links
from pathways.compiler.check_pauses import check_pauses
from pathways.compiler.check_reach import check_reach
from pathways.compiler.check_redecisions import check_redecisions
from pathways.compiler.check_sends import check_sends
from pathways.compiler.check_slots import check_slots, gaps_elsewhere
from pathways.compiler.check_sources import check_sources
from pathways.compiler.check_states import check_states
from pathways.compiler.context import Context
from pathways.compiler.coverage import gaps_of
from pathways.compiler.draft import Draft
from pathways.compiler.graph import graph_of, is_too_vague
from pathways.compiler.life import life_of
from pathways.compiler.problem import Report
from pathways.compiler.recorded import recorded
from pathways.model.pathway import CodeList


def check(drafts: tuple[Draft, ...], unread: frozenset[str], context: Context, report: Report) -> None:
    """Tell everything that is wrong with definitions that could be read, each alone and with the others.

    ``unread``: ids of pathways in files that gave no definition at all. Nothing is told that may only follow from them.
    """
    unread |= {draft.pathway.id for draft in drafts if not draft.known}
    check_links(drafts, unread, report)
    check_sends(drafts, unread, report)
    begun = beginners(drafts)
    for draft in drafts:
        until = min((d.version for d in drafts if _follows(d, draft)), default=None)
        perhaps = {deadline.anchor.pathway for deadline in draft.pathway.deadlines} & (unread - {draft.pathway.id})
        begun_by = begun.get(draft.pathway.id, frozenset()) | perhaps
        _check_one(draft, _in_use(context, until), begun_by=begun_by, report=report)
    for draft in drafts:
        report.hold_back(draft.parts)


def _follows(later: Draft, draft: Draft) -> bool:
    return later.pathway.id == draft.pathway.id and later.version > draft.version


def _in_use(context: Context, until: date | None) -> Context:
    """The context without codes that only came when a later version of the definition had taken over."""
    if until is None:
        return context
    lists = {name: _known_before(found, until) for name, found in context.code_lists.items()}
    return replace(context, code_lists=lists)


def _known_before(codes: CodeList, until: date) -> CodeList:
    return replace(codes, codes=tuple(c for c in codes.codes if c.valid_from is None or c.valid_from < until))


def _check_one(draft: Draft, context: Context, *, begun_by: frozenset[str], report: Report) -> None:
    check_sources(draft, report)
    pathway = draft.pathway
    if is_too_vague(pathway):
        return  # the names are told already, and everything else would follow from them
    check_activities(draft, report)
    check_reach(draft, context, report)
    graph = graph_of(pathway)
    if sum(state.start for state in pathway.states) != 1:
        return  # told already, and everything else would follow from it
    flow = recorded(pathway, graph, is_begun=bool(begun_by))
    lives = {d.name: life_of(d, pathway, graph, context, begun_by=begun_by) for d in pathway.deadlines}
    gaps = gaps_of(pathway, graph, context, begun_by)
    elsewhere = gaps_elsewhere(draft, graph, context, begun_by)
    check_states(draft, graph, lives.values(), gaps, report, elsewhere=elsewhere)
    check_guards(draft, flow, context, report)
    check_deadlines(draft, graph, lives, context, report)
    check_slots(draft, graph, context, begun_by, report)
    check_dates(draft, flow, context, report)
    check_clock(draft, graph, lives, report)
    check_pauses(draft, graph, report)
    check_every(draft, context.rules, report)
    check_redecisions(draft, report)
    check_approvals(draft, report)
