"""Versions of the small definitions, made by lot, and plans between them: budgets, calendars, clocks, names."""

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from functools import cache
from random import Random
from typing import Any

import yaml

from pathways.compiler.catalogue import compile_files
from pathways.engine.foreseen_moves import moving
from pathways.engine.plans import FittedPlan, fit
from pathways.errors import DefinitionError
from pathways.model.migration import Carry, Move, Plan
from tests.oracle import decided, dense, ends
from tests.oracle.decided import DecidedWalk
from tests.oracle.dense import DenseWalk
from tests.oracle.ends import EndsWalk
from tests.support.cases import ToldCase
from tests.support.moves import REASON, migrate_now, revert_now
from tests.support.walks import Walk
from tests.support.worlds import World, beside_definitions

DATES = ("2026-01-01", "2026-02-15", "2026-05-01")
FAMILIES = {
    "dense": (dense.MATTER, dense.HELP),
    "decided": (decided.MATTER, decided.HELP, decided.FOLLOWED),
    "dense ends": (ends.MATTER, dense.HELP),
    "decided ends": (ends.DECIDED, decided.HELP, decided.FOLLOWED),
}
CALLED = {
    "states": {"hviler": "ligger", "nei": "avslag"},
    "fields": {"kjent": "kjent_dag", "flere": "nye", "haster": "straks", "omfang": "mengde"},
    "activities": {"tillegg": "ekstra"},
    "item_states": {"lest": "sett", "hort": "hoert"},
    "deadlines": {"frossen": "isen", "klage": "innsigelse", "iverksatt": "satt_i_verk", "maned": "maaneden"},
}
"""What may be called otherwise in a later version: words that stand for nothing else in these definitions."""
WORDS: tuple[object, ...] = ("runs", {"freezes": "lov"}, {"restarts": "lov"})
DAYS = ("dl-148", "dl-148-149", "service-limit")

Tree = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version. ``called``: for each part what its names became; of deadlines without those that are gone."""

    pathway: str
    date: str
    text: str
    called: Mapping[str, Mapping[str, str]]
    tree: Tree


@dataclass(frozen=True, slots=True, kw_only=True)
class Versions:
    """A world of several versions of each pathway."""

    world: World
    of: Mapping[str, tuple[Version, ...]]

    def version(self, digest: str) -> Version:
        """The one with this digest."""
        found = self.world.catalogue.by_digest[digest]
        return next(each for each in self.of[found.id] if each.date == found.version.isoformat())

    def plan(self, draw: Random, digest: str) -> FittedPlan:
        """A plan from this version to another, by chance."""
        old = self.version(digest)
        new = draw.choice([each for each in self.of[old.pathway] if each is not old])
        by_date = {each.version.isoformat(): each.digest for each in self.world.catalogue.versions[old.pathway]}
        return fit(self.world, _plan(draw, old, new), [digest], by_date[new.date])


@cache
def versions(family: str, seed: int) -> Versions:
    """The small definitions in three versions."""
    draw = Random(f"{family}{seed}")
    texts = FAMILIES[family]
    of = {
        yaml.safe_load(text)["pathway"]: tuple(_versions(draw, text, [other for other in texts if other is not text]))
        for text in texts
    }
    files = {f"test/{v.pathway}-{v.date}.yaml": v.text for each in of.values() for v in each}
    return Versions(world=World(compile_files({**beside_definitions(), **files})), of=of)


def _versions(draw: Random, text: str, others: list[str]) -> Iterator[Version]:
    for number, day in enumerate(DATES):
        yield next(each for each in _drawn(draw, text, number, day) if _compiles(each.text, others))


def _compiles(text: str, others: list[str]) -> bool:
    """Whether it may be used: by lot it may be one by which nobody would be reminded."""
    files = {f"test/{number}.yaml": each for number, each in enumerate([text, *others])}
    try:
        compile_files({**beside_definitions(), **files})
    except DefinitionError:
        return False
    return True


def _drawn(draw: Random, text: str, number: int, day: str) -> Iterator[Version]:
    while True:
        names = {
            part: {old: new for old, new in each.items() if number and draw.random() < 0.5}
            for part, each in CALLED.items()
        }
        said = text
        for old, new in [pair for each in names.values() for pair in each.items()]:
            said = re.sub(rf"\b{old}\b", new, said)
        tree = yaml.safe_load(said)
        tree["version"] = date.fromisoformat(day)
        for spec in tree["deadlines"].values() if number else ():
            _changed(draw, spec, waits="vent" in tree["events"] and spec["from"] != "vent")
        first = yaml.safe_load(text)
        gone = _gone(draw, tree) if number else ()
        called = {name: names["deadlines"].get(name, name) for name in first["deadlines"]}
        yield Version(
            pathway=tree["pathway"],
            date=day,
            text=yaml.safe_dump(tree, sort_keys=False, allow_unicode=True),
            called={**names, "deadlines": {old: new for old, new in called.items() if new not in gone}},
            tree=tree,
        )


def _gone(draw: Random, tree: Tree) -> tuple[str, ...]:
    """Now and then a deadline that no other counts from is no more."""
    parents = [each["from"].get("deadline") for each in tree["deadlines"].values() if isinstance(each["from"], dict)]
    timed = [each["when_passed"] for each in tree.get("timed", {}).values()]
    may_go = [name for name in tree["deadlines"] if name not in (*parents, *timed, "stille")]
    gone = draw.sample(may_go, min(len(may_go) - 1, draw.choice((0, 0, 1, 2)))) if len(may_go) > 3 else []
    for name in gone:
        del tree["deadlines"][name]
    return tuple(gone)


def _changed(draw: Random, spec: Tree, *, waits: bool) -> None:
    """Another budget, another clock, other reminders."""
    if "every" in spec:
        spec["every"]["times"] = draw.choice((1, 2, 3))
        if "reduced" in spec["every"]:
            spec["every"]["times"] = draw.choice((2, 3))
    elif spec.get("kind") == "lapse":
        spec["within"] = f"{draw.randint(2, 9)} weeks"
    elif "until" not in spec and "hours" not in spec["within"]:
        _budget(draw, spec, waits=waits)
    elif "until" not in spec:
        spec["within"] = draw.choice(("30 hours", "72 hours", "100 hours"))
    if "remind" in spec and draw.random() < 0.4:
        spec["remind"].append({"after": draw.choice(("4 days", "10 days")), "to": "leder"})
    if "opens" in spec and draw.random() < 0.3:
        del spec["opens"]
    if "calendar" not in spec and draw.random() < 0.3:
        spec["calendar"] = "NO_SAT"


def _budget(draw: Random, spec: Tree, *, waits: bool) -> None:
    if draw.random() < 0.7:
        by_work = draw.random() < 0.5
        spec["counting"] = "working-days" if by_work else draw.choice(DAYS)
        unit, most = draw.choice((("working days", 40),) if by_work else (("days", 50), ("weeks", 8), ("months", 3)))
        amount = draw.randint(2 if unit != "days" else 4, most)
        spec["within"] = f"{amount} {unit}"
        spec["remind"] = [each for each in spec["remind"] if "before" not in each] or [
            {"on_due": "09:00", "to": "leder"}
        ]
        if "extend" in spec:
            spec["extend"]["within"] = f"{amount + draw.randint(1, most)} {unit}"
    if waits and draw.random() < 0.5:
        spec["on_pause"] = deepcopy(draw.choice(WORDS))


def _plan(draw: Random, old: Version, new: Version) -> Plan:
    def between(part: str) -> dict[str, str]:
        """Old name to new, of what has another."""
        first = CALLED[part]
        pairs = {old.called[part].get(name, name): new.called[part].get(name, name) for name in first}
        return {one: other for one, other in pairs.items() if one != other}

    def there(part: str, tree: Tree) -> dict[str, str]:
        return {one: other for one, other in between(part).items() if one in tree.get(part, {})}

    moves = []
    for name, called in old.called["deadlines"].items():
        after, spec = new.called["deadlines"].get(name, ""), old.tree["deadlines"][called]
        among = (
            ["keep", "reset"]
            if "every" in spec or "until" in spec
            else ["rebudget", "rebudget", "rebudget", "keep", "reset"]
        )
        carry = Carry(draw.choice(among)) if after and draw.random() < 0.97 else Carry.drop
        moves.append(Move(old=called, new="" if carry is Carry.drop else after, carry=carry))
    activities = there("activities", old.tree)
    return Plan(
        pathway=old.pathway,
        source=date.fromisoformat(old.date),
        target=date.fromisoformat(new.date),
        target_digest="",
        reason=REASON,
        states=there("states", old.tree),
        item_states={
            name: found
            for name, each in old.tree.get("activities", {}).items()
            if (found := {a: b for a, b in between("item_states").items() if a in each["states"]})
        },
        moves=tuple(moves),
        activities=activities,
        fields=there("fields", old.tree),
    )


@dataclass(slots=True, kw_only=True)
class MovingWalk(Walk):
    """A walk on which runs come to another version by plans of chance, and some of that is reverted."""

    case: ToldCase
    versions: Versions

    def _migration(self) -> None:
        runs = list(self.case.state.runs.values())
        if not runs:
            return
        run = self.random.choice(runs)
        wanted = self.versions.plan(self.random, run.digest)
        assert wanted.problems == ()
        if list(moving(self.case.world, self.case.state, [wanted])):
            migrate_now(self.case, wanted)

    def _revert(self) -> None:
        plans = [r.content.migration.plan for r in self.case.records if r.content and r.content.migration]
        if plans:
            revert_now(self.case, self.random.choice(plans))

    def _kind(self) -> str:
        return self.random.choices(["", "migration", "revert"], [28, 3, 1])[0] or self._other_kind()

    def _other_kind(self) -> str:
        raise NotImplementedError


@dataclass(slots=True, kw_only=True)
class MovingDense(MovingWalk, DenseWalk):
    """One over the definitions in which clocks stop."""

    def _other_kind(self) -> str:
        return DenseWalk._kind(self)


@dataclass(slots=True, kw_only=True)
class MovingDecided(MovingWalk, DecidedWalk):
    """One over the definitions in which decisions are made anew and things are owed in periods."""

    def _other_kind(self) -> str:
        return DecidedWalk._kind(self)


@dataclass(slots=True, kw_only=True)
class MovingDenseEnds(EndsWalk, MovingWalk, DenseWalk):
    """One over those in which clocks stop and a run comes to several ends."""

    def _other_kind(self) -> str:
        return DenseWalk._kind(self)


@dataclass(slots=True, kw_only=True)
class MovingDecidedEnds(EndsWalk, MovingWalk, DecidedWalk):
    """One over those in which decisions are made anew and a run comes to several ends."""

    def _other_kind(self) -> str:
        return DecidedWalk._kind(self)
