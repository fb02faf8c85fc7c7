"""What the engine says of a case, brought into the plain form that the oracle answers in. This side knows both."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pathways.engine.view import CaseView
from pathways.machine.deadlines import key_of
from pathways.machine.order import PLACED
from pathways.machine.standing import DeadlineStanding, RunStanding, Standing, TallyStanding
from pathways.model.migration import Migration
from pathways.model.record import Content, Crossing, Kind, Record
from pathways.timeline_told import Told as Entry
from tests.oracle.naive.law import at_place
from tests.oracle.naive.told import Oracle, Told
from tests.support.worlds import World


def oracle_of(world: World) -> Oracle:
    """The oracle, given the text of the definitions."""
    files = world.catalogue.files
    settings = files["settings.yaml"]
    texts = (text for text in files.values() if text.startswith("pathway:") or "\npathway:" in text)
    return Oracle(tuple(at_place(text, settings) for text in texts))


def raw(world: World, records: Iterable[Record]) -> list[Mapping[str, Any]]:
    """The log as plain dicts. Crossings and what superseded them are left out: the oracle is to find them itself."""
    return [_raw(world, record) for record in records if record.kind not in (Kind.crossing, Kind.superseded)]


def _raw(world: World, record: Record) -> Mapping[str, Any]:
    return {
        "seq": record.seq,
        "kind": record.kind.value,
        "run": record.run,
        "name": record.name,
        "item": record.item,
        "recorded_at": record.recorded_at,
        "targets": record.targets,
        **({} if record.content is None else _content(world, record.content)),
    }


def _content(world: World, content: Content) -> Mapping[str, Any]:
    by_digest = world.catalogue.by_digest
    return {
        "happened_on": content.happened.on,
        "happened_at": content.happened.at,
        "data": dict(content.data),
        "migration": None if content.migration is None else _plan(world, content.migration),
        "pins": [
            {
                "run": pin.run,
                "pathway": pin.pathway,
                "version": by_digest[pin.digest].version.isoformat(),
                "law_loaded": pin.law_loaded,
            }
            for pin in content.pins
        ],
    }


def _plan(world: World, migration: Migration) -> Mapping[str, Any]:
    """What an event says of how its run comes to another version."""
    item_states, items = dict[str, dict[str, str]](), dict[str, dict[str, str]]()
    for activity, old, new in migration.item_states:
        item_states.setdefault(activity, {})[old] = new
    for activity, old, new in migration.items:
        items.setdefault(activity, {})[old] = new
    return {
        "source": world.catalogue.by_digest[migration.source].version.isoformat(),
        "states": dict(migration.states),
        "item_states": item_states,
        "moves": [(move.old, move.new, move.carry.value) for move in migration.moves],
        "activities": dict(migration.activities),
        "items": items,
        "fields": dict(migration.fields),
    }


def told(view: CaseView) -> Told:
    """A view as the reading door gives it."""
    return {
        "runs": runs(view.standing),
        "rung": rung(view.crossings),
        "acts": [act.seq for act in view.acts],
    }


def rung(crossings: Iterable[Crossing]) -> list[tuple[object, ...]]:
    """What the clock passed."""
    return sorted((each.due, each.run, each.deadline, each.item, each.what) for each in crossings)


def told_in_timeline(entries: Iterable[Entry]) -> Told:
    """The acts and crossings of a timeline that hold, of all that is told there."""
    shown = list(entries)
    return {
        "acts": [entry.seq for entry in shown if entry.kind in PLACED and not entry.annulled_by],
        "rung": sorted(
            (entry.place[0], entry.run, entry.name, entry.item)
            for entry in shown
            if entry.kind is Kind.crossing and not entry.superseded_by
        ),
    }


def runs(standing: Standing) -> Told:
    """Every run of a standing."""
    return {run.run: _run(run) for run in standing.runs}


def _run(run: RunStanding) -> Told:
    return {
        "pathway": run.pathway,
        "version": run.version.isoformat(),
        "state": run.state,
        "since": run.since,
        "holder": run.holder,
        "ended": run.ended,
        "values": dict(run.fields),
        "waits": [
            (pause.category, pause.begun_by, pause.ended_by, pause.ended and pause.ended.on) for pause in run.pauses
        ],
        "items": {
            f"{item.activity}.{item.item}": {
                "code": item.code,
                "state": item.state,
                "since": item.since,
                "values": dict(item.fields),
            }
            for item in run.items
        },
        "deadlines": {key_of(each.name, each.item): _deadline(each) for each in run.deadlines},
    }


def _deadline(each: DeadlineStanding) -> Told:
    return {
        "word": each.word.value,
        "counts_from": each.anchored_on,
        "by": each.anchored_by,
        "nominal": each.nominal,
        "legal": each.legal,
        "too_late": each.missed_from,
        "reporting": each.reporting,
        "days_left": each.days_left,
        "extended_by": each.extended_by,
        "late_extension_by": each.late_extension_by,
        "settled_by": each.settled_by,
        "settled_on": each.settled_on,
        "stands_since": each.standing_since,
        "owed": _owed(each.tally),
    }


def _owed(tally: TallyStanding | None) -> Told | None:
    if tally is None:
        return None
    return {"first": tally.first, "needed": tally.needed, "counted": tally.counted, "done": [*tally.done]}


def differences(engine: object, oracle: object, where: str = "") -> Iterator[str]:
    """Every place where the two part, in words."""
    if isinstance(engine, dict) and isinstance(oracle, dict):
        for key in sorted(engine.keys() & oracle.keys()):
            yield from differences(engine[key], oracle[key], f"{where}/{key}")
        yield from (f"{where}/{key}: only the engine has it" for key in sorted(engine.keys() - oracle.keys()))
        yield from (f"{where}/{key}: only the oracle has it" for key in sorted(oracle.keys() - engine.keys()))
    elif isinstance(engine, list) and isinstance(oracle, list) and engine != oracle:
        yield from (f"{where}: only the engine has {each}" for each in engine if each not in oracle)
        yield from (f"{where}: only the oracle has {each}" for each in oracle if each not in engine)
        yield f"{where}: {len(engine)} and {len(oracle)}, or in another order"
    elif engine != oracle:
        yield f"{where}: the engine says {engine}, the oracle {oracle}"
