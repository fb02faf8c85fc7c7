"""Checks deadlines that are not set here, and lets a state say why it is silent for the places where they are not.

A definition is the same everywhere: what it says of a place that has set a period must hold where it is empty too.
"""

from collections.abc import Mapping
from dataclasses import replace

from pathways.compiler.check_deadlines import check_deadlines
from pathways.compiler.check_sources import check_sources
from pathways.compiler.context import Context
from pathways.compiler.coverage import Gap, gaps_of
from pathways.compiler.draft import Draft
from pathways.compiler.graph import Graph
from pathways.compiler.life import Life, life_of
from pathways.compiler.local_names import asks_locally
from pathways.compiler.problem import Report
from pathways.compiler.reading import NO_PERIOD
from pathways.model.pathway import Pathway


def check_slots(draft: Draft, graph: Graph, context: Context, begun_by: frozenset[str], report: Report) -> None:
    """Each slot as if it had a length that nothing is known of: all that can be wrong but its reminders' days."""
    if not draft.pathway.slots:
        return
    lives = {life.deadline.name: life for life in lives_of_slots(draft.pathway, graph, context, begun_by)}
    slots = tuple(life.deadline for life in lives.values())
    alone = replace(draft, pathway=replace(draft.pathway, deadlines=slots, slots=()))
    check_deadlines(alone, graph, lives, context, report)
    check_sources(alone, report)


def lives_of_slots(pathway: Pathway, graph: Graph, context: Context, begun_by: frozenset[str]) -> list[Life]:
    """What would become of each slot if its period were set, to no matter what."""
    slots = tuple(replace(slot, within=NO_PERIOD) for slot in pathway.slots)
    whole = replace(pathway, deadlines=(*pathway.deadlines, *slots), slots=())
    return [life_of(slot, whole, graph, context, begun_by=begun_by) for slot in slots]


def gaps_elsewhere(draft: Draft, graph: Graph, context: Context, begun_by: frozenset[str]) -> Mapping[str, Gap]:
    """The gaps of a place that has left every local period empty, and turned off what begins a deadline."""
    sure = tuple(
        deadline
        for deadline in draft.pathway.deadlines
        if not deadline.local_period and not asks_locally(draft.root, deadline.name)
    )
    if len(sure) == len(draft.pathway.deadlines):
        return {}
    return gaps_of(replace(draft.pathway, deadlines=sure), graph, context, begun_by)
