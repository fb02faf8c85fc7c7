"""What each deadline's dates rest on, in short: kept with the event that set or moved them, and compared in replay.

Canonical JSON by ``run|deadline``, None for a deadline that is no longer there. It names rule and calendar with their
versions and the budget, so that anybody can count it again; the days in between are told by ``pathways deadline``.
"""

from collections.abc import Mapping
from datetime import date

from pathways.machine.deadlines import counting_version, within_of
from pathways.machine.periods import needed
from pathways.machine.prepared import World
from pathways.machine.state import Carried, CaseState, RunState, Tally
from pathways.machine.state_json import canonical, parsed

Dates = Mapping[tuple[str, str], tuple[object, ...]]
"""What can move in every deadline of a case, by run and key."""


def dates_of(state: CaseState) -> Dates:
    """The dates of every deadline, cheap enough to be taken before and after each act."""
    return {
        (run.run, key): (
            d.anchored_by,
            d.nominal,
            d.legal,
            d.missed_from,
            d.reporting,
            d.extended_by,
            d.standing_since,
            0 if d.carried is None else d.carried.by,
            None if d.tally is None else d.tally.terms,
        )
        for run in state.runs.values()
        for key, d in run.deadlines.items()
    }


def moved(world: World, before: Dates, state: CaseState) -> str:
    """Derivations of the deadlines whose dates are others than ``before``; empty where none are."""
    after = dates_of(state)
    told: dict[str, dict[str, object] | None] = {f"{run}|{key}": None for run, key in before.keys() - after.keys()}
    for (run, key), dates in after.items():
        if before.get((run, key)) != dates:
            standing = state.runs[run]
            told[f"{run}|{key}"] = _derived(world, standing, key)
    return canonical(told) if told else ""


def differing(one: str, other: str) -> tuple[str, ...]:
    """The deadlines (``run|deadline``) that two texts of ``moved`` tell otherwise; all of a text that is no JSON."""
    if one == other:
        return ()
    try:
        first, second = (parsed(text) if text else {} for text in (one, other))
    except ValueError:
        return ("*",)
    return tuple(sorted(key for key in first.keys() | second.keys() if first.get(key) != second.get(key)))


def _derived(world: World, run: RunState, key: str) -> dict[str, object]:
    """A deadline that a migration carried over rests on the version it is counted by, and on what was used by then."""
    state = run.deadlines[key]
    prepared, spec = counting_version(world, run, key)
    rule, calendar = prepared.rules[spec.rule], prepared.calendars[spec.calendar]
    within = within_of(spec, state)
    return {
        "anchored_at": state.anchored_at,
        "anchored_by": state.anchored_by,
        "anchored_on": state.anchored_on,
        "basis": spec.basis.id,
        "calendar": [calendar.data.id, calendar.data.version],
        "extended_by": state.extended_by,
        "legal": state.legal,
        "missed_from": state.missed_from,
        "nominal": state.nominal,
        "reporting": state.reporting,
        "rule": [rule.id, rule.version],
        "standing_since": state.standing_since,
        "within": None if within is None else f"{within.amount} {within.unit.value}",
        **({} if state.carried is None else {"carried": _carried(state.carried)}),
        **({} if state.tally is None else {"period": _period(state.tally, state.nominal)}),
    }


def _period(tally: Tally, last: date) -> dict[str, object]:
    return {
        "first": tally.first,
        "index": tally.index,
        "needed": needed(tally, last),
        "terms": [tuple(each) for each in tally.terms],
    }


def _carried(carried: Carried) -> dict[str, object]:
    used = None if carried.rest is None else [carried.rest.used, carried.rest.unit]
    return {"by": carried.by, "carry": carried.carry, "definition": carried.digest, "used": used}
