"""What parts of a run are called after a migration: states, items, fields, and the keys of its deadlines (ADR 0012).

Notices, and what the clock passed, keep the names of their day; ``now_called`` finds what they speak of.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pathways.machine.deadlines import key_of, split_key
from pathways.machine.order import StandingAct
from pathways.machine.state import Place, Renamed, RunState
from pathways.model.migration import Migration
from pathways.model.record import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What one migration calls everything. What it does not name keeps its name."""

    states: Mapping[str, str]
    activities: Mapping[str, str]
    item_states: Mapping[tuple[str, str], str]
    items: Mapping[tuple[str, str], str]
    fields: Mapping[str, str]

    def item(self, key: str) -> str:
        """The key of an item, ``activity.item``; empty stays empty."""
        name, dot, item = key.partition(".")
        return f"{self.activities.get(name, name)}{dot}{self.items.get((name, item), item)}"

    def item_state(self, key: str, state: str) -> str:
        """The state of an item whose key is still the old one."""
        return self.item_states.get((key.partition(".")[0], state), state)

    def values(self, values: Mapping[str, Value]) -> dict[str, Value]:
        """Recorded values under the names of the new version; without those of fields that are dropped."""
        return {new: value for old, value in values.items() if (new := self.fields.get(old, old))}


def names_of(migration: Migration) -> Names:
    """What a migration calls everything."""
    return Names(
        states=dict(migration.states),
        activities=dict(migration.activities),
        item_states={(activity, old): new for activity, old, new in migration.item_states},
        items={(activity, old): new for activity, old, new in migration.items},
        fields=dict(migration.fields),
    )


def key_after(migration: Migration, key: str) -> str:
    """What the deadline of ``key`` is called after a migration; one that is dropped keeps its name."""
    name, item = split_key(key)
    move = next((move for move in migration.moves if move.old == name and move.new), None)
    return key if move is None else key_of(move.new, names_of(migration).item(item))


def key_before(migration: Migration, key: str) -> str:
    """What the deadline was called before it; one that it does not know keeps its name."""
    name, item = split_key(key)
    move = next((move for move in migration.moves if move.new == name), None)
    if move is None or not item:
        return key if move is None else move.old
    now, dot, each = item.partition(".")
    activity = next((old for old, new in migration.activities if new == now), now)
    number = next((old for of, old, new in migration.items if (of, new) == (activity, each)), each)
    return key_of(move.old, f"{activity}{dot}{number}")


def renamed_by(seq: int, called: Mapping[str, str]) -> tuple[Renamed, ...]:
    """What a run keeps of a migration ``seq`` that calls the keys of deadlines so; nothing where all stay the same."""
    other = tuple((old, new) for old, new in sorted(called.items()) if old != new)
    return (Renamed(by=seq, keys=other),) if other else ()


def now_called(run: RunState, key: str, seq: int) -> str:
    """What the deadline is called now that a record ``seq``, or what came of it, calls ``key``."""
    for renamed in run.renamed:
        if renamed.by > seq:
            key = dict(renamed.keys).get(key, key)
    return key


def deadline_now(run: RunState, name: str, item: str, seq: int) -> tuple[str, str]:
    """The same as name and item."""
    return split_key(now_called(run, key_of(name, item), seq)) if run.renamed else (name, item)


def last_called(acts: Iterable[StandingAct], run: str, key: str, place: Place) -> str:
    """What an item, or an activity, is called after all migrations of the run that stand after ``place``."""
    moves = (act for act in acts if act.content.migration is not None and act.run == run and act.place > place)
    for act in sorted(moves, key=lambda each: each.place):
        if act.content.migration is not None:
            key = names_of(act.content.migration).item(key)
    return key
