"""A pathway as a picture: Mermaid ``stateDiagram-v2``, and tables of plain text. Pure; the same pathway, the same text.

Titles, guards, deadlines with what they rest on, and the clock's own steps are shown. Texts are in bokmål.
"""

from collections.abc import Iterable
from dataclasses import replace

from pathways.compiler.check_slots import lives_of_slots
from pathways.compiler.context import Context
from pathways.compiler.graph import graph_of, sources_of
from pathways.compiler.life import life_of
from pathways.compiler.written import write_guard
from pathways.counting.telling import write_period
from pathways.messages import say
from pathways.model.basis import Basis
from pathways.model.counting import Period
from pathways.model.every import Aligned, Every
from pathways.model.pathway import AnchorKind, Branch, Deadline, Event, Pathway, State, Timed

_ENTITIES = {"#": "#35;", ";": "#59;", ":": "#58;", '"': "#34;", "{": "#123;", "}": "#125;", "<": "#60;", ">": "#62;"}
_ESCAPES = str.maketrans(_ENTITIES)
"""Signs that mean something to Mermaid, as the entities it reads."""

CLOCK = "⏰ "


def mermaid(pathway: Pathway, context: Context) -> str:
    """The pathway as a Mermaid state diagram; each state carries a note of the deadlines that can be open there.

    Events after which the state stays are left out: they stand in ``states_table``.
    """
    lines = ["---", f"title: {_plain(pathway.title.nb)} ({pathway.version.isoformat()})", "---", "stateDiagram-v2"]
    lines += [f'    state "{_label(state.title.nb)}" as {state.name}' for state in pathway.states]
    lines += _beginnings(pathway)
    for event in pathway.events:
        if not event.start:
            lines += _steps(event, pathway)
    titles = {deadline.name: deadline.title.nb for deadline in pathway.deadlines}
    for timed in pathway.timed:
        label = _label(f"{CLOCK}{timed.title.nb} ({titles[timed.deadline]})")
        lines += [f"    {source} --> {timed.to}: {label}" for source in timed.sources]
    lines += [f"    {state.name} --> [*]" for state in pathway.states if state.end]
    lines += _notes(pathway, context)
    return "\n".join(lines) + "\n"


def _beginnings(pathway: Pathway) -> list[str]:
    starts = [event for event in pathway.events if event.start]
    first = next(state.name for state in pathway.states if state.start)
    if not starts:
        return [f"    [*] --> {first}: {_label(say('compiler.begun_by_others'))}"]
    return [
        f"    [*] --> {branch.to or first}: {_label(_step_title(event, branch))}"
        for event in starts
        for branch in event.branches
    ]


def _steps(event: Event, pathway: Pathway) -> list[str]:
    return [
        f"    {source} --> {branch.to}: {_label(_step_title(event, branch))}"
        for branch in event.branches
        for source in sources_of(event, pathway.states)
        if branch.to
    ]


def _step_title(event: Event, branch: Branch) -> str:
    return event.title.nb if branch.when is None else f"{event.title.nb} [{write_guard(branch.when)}]"


def _notes(pathway: Pathway, context: Context) -> list[str]:
    graph = graph_of(pathway)
    begun_by = frozenset(deadline.anchor.pathway for deadline in pathway.deadlines if deadline.anchor.pathway)
    lives = [life_of(d, pathway, graph, context, begun_by=begun_by) for d in pathway.deadlines]
    lives += lives_of_slots(pathway, graph, context, begun_by)
    lines, by_name = [], {deadline.name: deadline for deadline in pathway.written}
    for state in pathway.states:
        here = [by_name[life.deadline.name] for life in lives if state.name in life.open_in]
        if here or state.silent:
            told_here = [_deadline_line(deadline) for deadline in here] or [state.silent]
            lines += [f"    note right of {state.name}"]
            lines += [f"        {_label(line)}" for line in told_here]
            lines += ["    end note"]
    return lines


def _deadline_line(deadline: Deadline) -> str:
    basis = deadline.basis
    return f"{CLOCK}{deadline.title.nb}: {length(deadline)} ({basis.law}, {_rests(basis)})"


def _rests(basis: Basis) -> str:
    return f"{say(f'cli.effect.{basis.effect}')} {basis.certainty}"


def _label(text: str) -> str:
    return _plain(text).translate(_ESCAPES)


def _plain(text: str) -> str:
    return " ".join(text.split())


def length(deadline: Deadline) -> str:
    """How long the deadline is, in words, with its extension in brackets; or how often it is owed."""
    if deadline.local_period:
        told = length(replace(deadline, local_period="")) if deadline.within else say("local.not_set")
        return say("local.length", length=told, name=deadline.local_period)
    if deadline.within is None:
        return say("compiler.until_field", field=deadline.until_field)
    if deadline.every is not None:
        return _often(deadline.every, deadline.within)
    extension = deadline.extension
    return write_period(deadline.within) + (f" ({write_period(extension.within)})" if extension else "")


def _often(every: Every, within: Period) -> str:
    key = "compiler.every_in_calendar" if every.aligned is Aligned.calendar else "compiler.every_in_period"
    told = say(key, times=every.times, period=write_period(within))
    return told + (say("compiler.every_less", times=every.reduced.times) if every.reduced else "")


def anchor(deadline: Deadline) -> str:
    """What the deadline counts from, in words."""
    kind, name = deadline.anchor.kind, deadline.anchor.name
    if kind is AnchorKind.deadline:
        return say("compiler.from_deadline", name=name)
    return f"{deadline.anchor.pathway}.{name}" if deadline.anchor.pathway else name


def states_table(pathway: Pathway) -> str:
    """States with the events possible in each, where they lead, and who may."""
    return table(states_rows(pathway.states, pathway.events, pathway.timed))


def states_rows(
    states: tuple[State, ...], events: tuple[Event, ...], timed: tuple[Timed, ...]
) -> list[tuple[str, ...]]:
    """The rows of such a table, for a run or an activity, with their heads."""
    rows = [_heads("compiler.column_state", "compiler.column_event", "compiler.column_to", "compiler.column_who")]
    begins = say("compiler.row_begins")
    rows += [(begins, event.name, _targets(event), _who(event)) for event in events if event.start]
    for state in states:
        rows += _state_rows(state, states, events, timed)
    return rows


def _state_rows(
    state: State, states: tuple[State, ...], events: tuple[Event, ...], timed: tuple[Timed, ...]
) -> list[tuple[str, ...]]:
    name = f"{state.name} ■" if state.end else state.name
    here = [e for e in events if not e.start and state.name in sources_of(e, states)]
    rows: list[tuple[str, ...]] = [(name, event.name, _targets(event), _who(event)) for event in here]
    rows += [(name, CLOCK + each.name, each.to, "–") for each in timed if state.name in each.sources]
    return rows or [(name, "–", "–", "–")]


def _targets(event: Event) -> str:
    return " | ".join(dict.fromkeys(branch.to or "=" for branch in event.branches))


def _who(event: Event) -> str:
    who = ", ".join(event.by) or "signal"
    return say("approvals.who", by=who, roles=", ".join(event.approved_by)) if event.approved_by else who


def deadlines_table(pathway: Pathway) -> str:
    """Deadlines with anchor, length, rule, what they rest on, and what meets them."""
    rows = [
        _heads(
            *("compiler.column_deadline", "compiler.column_from", "compiler.column_length", "compiler.column_rule"),
            *("compiler.column_basis", "compiler.column_met_by"),
        )
    ]
    for deadline in pathway.written:
        basis = deadline.basis
        rests_on = f"{_rests(basis)}: {basis.law}"
        met_by = ", ".join(deadline.met_by) or "–"
        rows.append((deadline.name, anchor(deadline), length(deadline), deadline.rule, rests_on, met_by))
    return table(rows)


def _heads(*keys: str) -> tuple[str, ...]:
    return tuple(say(key) for key in keys)


def table(rows: Iterable[tuple[str, ...]]) -> str:
    """Rows as plain text, in columns."""
    rows = list(rows)
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)
    return "\n".join(line.rstrip() for line in lines) + "\n"
